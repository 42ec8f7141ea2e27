"""What a word stands for where a text was put in other words: its stem, or its number.

Invariant: a term is the same for "killed" and "killing", for "nine" and "9"; a word that says nothing of what a text
is about has no term. The stop words are data (`data/terms.toml`).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from importlib import resources

from dateline.data_files import read_toml, table_in, words_in
from dateline.errors import KnowledgeError
from dateline.finding.number_words import number_of, number_words

__all__ = ["stop_words", "term_hash", "term_of"]

# Letters kept of a word. Cutting words off is a good stemmer where there is no parse (McNamee and Mayfield, 2004,
# "Character N-gram Tokenization for European Language Text Retrieval", found four to five best); six keeps names apart,
# and of 5 to 7 all find the same copies.
STEM = 6
# Letters that an ending of grammar leaves of a word.
SHORTEST = 3
_TABLES = {
    "articles", "joiners", "prepositions", "pronouns", "helpers", "amounts", "saying", "remnants",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Rules:
    endings: tuple[str, ...]
    stop: frozenset[str]


@lru_cache(maxsize=1)
def _rules() -> _Rules:
    """Return the content of the data file. Raises KnowledgeError where it breaks its schema."""
    raw = read_toml(resources.files(__package__).joinpath("data/terms.toml"))
    table = table_in(raw.get("stop"), "terms.toml, stop")
    if set(raw) != {"endings", "stop"} or set(table) != _TABLES:
        raise KnowledgeError(f"terms.toml needs endings and the table stop with {', '.join(sorted(_TABLES))}, no more")
    return _Rules(
        tuple(words_in(raw["endings"], "terms.toml, endings")),
        frozenset(w for name in sorted(table) for w in words_in(table[name], f"terms.toml, stop.{name}")),
    )


def stop_words() -> frozenset[str]:
    """Return the words without a term."""
    return _rules().stop


@lru_cache(maxsize=65_536)
def term_of(word: str) -> str | None:
    """Return the term of a folded word, or None where it says nothing.

    >>> [term_of(w) for w in ("killing", "killed", "nine", "9", "the", "kismayo")]
    ['kill', 'kill', '9', '9', None, 'kismay']
    """
    if word in stop_words():
        return None
    values = number_words().values
    if word in values["units"] or word in values["tens"]:
        return str(number_of(word))
    if any(c.isdigit() for c in word):
        return word
    ending = next((e for e in _rules().endings if word.endswith(e) and len(word) - len(e) >= SHORTEST), "")
    return word.removesuffix(ending)[:STEM]


@lru_cache(maxsize=65_536)
def term_hash(term: str) -> int:
    """Return 64 bits for a term, the same in every process."""
    return int.from_bytes(blake2b(term.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")
