"""The words by which places are told from other names, as `data/place_words.toml` lists them.

Invariant: a list that is missing, unknown, or holds a word twice or in capitals stops the first use, by its name.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from dateline.data_files import parse_toml, read_data, words_in
from dateline.errors import KnowledgeError

__all__ = ["parse_place_words", "place_words"]

_FILE = "finding/data/place_words.toml"
_LISTS = frozenset(
    {
        *("agent_prepositions", "area_nouns", "aside", "before", "before_names", "behind_names", "bodies", "dative"),
        *("event_nouns", "human_things", "incidents", "kinds", "locative", "loose", "moving", "name_particles"),
        *("never", "not_place_heads", "ordinary", "parts", "person_titles", "seizing", "striking", "taking", "the"),
        *("there", "toward"),
    }
)


@lru_cache(maxsize=1)
def place_words() -> Mapping[str, frozenset[str]]:
    """Load the shipped lists once, by name."""
    return parse_place_words(read_data("dateline.finding", "data/place_words.toml"))


def parse_place_words(toml: str) -> Mapping[str, frozenset[str]]:
    """Read the lists from TOML; raises KnowledgeError naming the one that breaks the schema."""
    raw = parse_toml(toml, where=_FILE)
    if set(raw) != _LISTS:
        raise KnowledgeError(f"{_FILE}: missing or unknown: {sorted(set(raw) ^ _LISTS)}")
    return {name: frozenset(words_in(words, f"{_FILE}, {name}")) for name, words in raw.items()}
