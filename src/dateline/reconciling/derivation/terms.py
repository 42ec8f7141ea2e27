"""What a word stands for where a text was put in other words: its stem, or its number.

Invariant: a term is the same for "killed" and "killing", for "nine" and "9"; a word that says nothing of what a text
is about has no term. The stop words are data (`data/terms.toml`).
"""

from __future__ import annotations

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
_TABLES = {
    "articles", "joiners", "prepositions", "pronouns", "helpers", "amounts", "saying", "remnants",
}  # fmt: skip


@lru_cache(maxsize=1)
def stop_words() -> frozenset[str]:
    """Return the words without a term. Raises KnowledgeError where the file breaks its schema."""
    raw = read_toml(resources.files(__package__).joinpath("data/terms.toml"))
    table = table_in(raw.get("stop"), "terms.toml, stop")
    if set(raw) != {"stop"} or set(table) != _TABLES:
        raise KnowledgeError(f"terms.toml needs the table stop with {', '.join(sorted(_TABLES))}, and nothing else")
    return frozenset(w for name in sorted(table) for w in words_in(table[name], f"terms.toml, stop.{name}"))


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
    for ending in ("ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word.removesuffix(ending)
            break
    return word[:STEM]


@lru_cache(maxsize=65_536)
def term_hash(term: str) -> int:
    """Return 64 bits for a term, the same in every process."""
    return int.from_bytes(blake2b(term.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")
