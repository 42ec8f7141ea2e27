"""The words that phrases for actors are built with, read from `words.toml`.

Invariant: every word is in small letters and every kind, group and country that the file names exists.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from dateline.data_files import parse_toml, read_data, table_in, words_in
from dateline.errors import KnowledgeError
from dateline.knowledge.actors import open_countries, open_groups, open_kinds
from dateline.knowledge.names import fold

__all__ = ["FILE", "PhraseWords", "parse_words", "phrase_words"]

FILE = "words.toml"
_LISTS = (
    "openings",
    "epithets",
    "former",
    "regions",
    "pronouns",
    "bare",
    "of",
    "other",
    "backing",
    "origin",
    "stance",
    "voices",
)
_TABLES = ("abbreviations", "modifiers", "weak", "things", "parts")


@dataclass(frozen=True)
class PhraseWords:
    """Hold the lists of the file; what they mean is told there. `modifiers` and `things` lead to a kind, `parts` to a
    country's code."""

    openings: frozenset[str]
    epithets: frozenset[str]
    former: frozenset[str]
    regions: frozenset[str]
    pronouns: frozenset[str]
    bare: frozenset[str]
    of: frozenset[str]
    other: frozenset[str]
    backing: frozenset[str]
    origin: frozenset[str]
    stance: frozenset[str]
    voices: frozenset[str]
    abbreviations: Mapping[str, str]
    modifiers: Mapping[str, str]
    weak: frozenset[str]
    things: Mapping[str, str]
    parts: Mapping[str, str]

    @cached_property
    def titles(self) -> frozenset[str]:
        """The words of shortened titles."""
        return frozenset(word for short in self.abbreviations for word in short.split())


@lru_cache(maxsize=1)
def phrase_words() -> PhraseWords:
    """Return the words that ship with the package; raises KnowledgeError where the file breaks its schema."""
    return parse_words(read_data(__package__, FILE))


def parse_words(text: str) -> PhraseWords:
    """Read the text of the file; raises KnowledgeError naming the entry that is wrong."""
    raw = parse_toml(text, where=FILE)
    if set(raw) != {*_LISTS, *_TABLES}:
        wrong = sorted(set(raw) ^ {*_LISTS, *_TABLES})
        raise KnowledgeError(f"{FILE}: unknown or missing {wrong[0]!r}; it has {', '.join((*_LISTS, *_TABLES))}")
    lists = {name: frozenset(words_in(raw[name], f"{FILE}, {name}")) for name in _LISTS}
    short = table_in(raw["abbreviations"], f"{FILE}, abbreviations")
    for key, full in short.items():
        if not isinstance(full, str) or open_groups().titled(full) is None:
            raise KnowledgeError(
                f"{FILE}, abbreviations: {key!r} stands for {full!r}, which is no noun of generic.toml"
            )
    weak = frozenset(words_in(table_in(raw["weak"], f"{FILE}, weak").get("groups"), f"{FILE}, weak"))
    for slug in sorted(weak - set(open_groups().by_slug)):
        raise KnowledgeError(f"{FILE}, weak: generic.toml has no group {slug!r}")
    return PhraseWords(
        **lists,
        abbreviations=dict(short),
        modifiers=_by_word(raw["modifiers"], "modifiers", open_kinds(), "kind"),
        weak=weak,
        things=_by_word(raw["things"], "things", open_kinds(), "kind"),
        parts=_by_word(raw["parts"], "parts", open_countries().by_code, "country"),
    )


def _by_word(raw: object, name: str, known: Mapping[str, object], noun: str) -> dict[str, str]:
    """Turn lists of words by what they stand for round; a word stands for one thing."""
    found: dict[str, str] = {}
    for value, listed in table_in(raw, f"{FILE}, {name}").items():
        if value not in known:
            raise KnowledgeError(f"{FILE}, {name}: there is no {noun} {value!r}")
        for word in words_in(listed, f"{FILE}, {name}, {value}"):
            if found.setdefault(fold(word), value) != value:
                raise KnowledgeError(f"{FILE}, {name}: {word!r} stands for {found[fold(word)]!r} and for {value!r}")
    return found
