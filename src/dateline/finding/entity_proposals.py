"""A name as it is proposed: which words, of which type, on what ground; and where a name begins and ends.

Invariant: a proposal's stretch is a name and nothing more: no article, possessive, title, comma, line break or second
name. How much it is to be believed is said by its ground; what wins is for `entity_typing` to settle.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from dateline.finding.actor_rules import actor_rules
from dateline.finding.entity_rules import entity_rules
from dateline.language import Sentence, Token
from dateline.model import Actor, MentionType, Place

__all__ = [
    "APOSTROPHES",
    "JOINTS",
    "Ground",
    "Proposal",
    "is_adherent",
    "is_capital",
    "trimmed",
    "without_titles",
    "words_at",
]

JOINTS = frozenset({"-", "‑", "–", "—", "/"})
APOSTROPHES = ("'s", "’s", "'", "’")


class Ground(IntEnum):
    """Say what a proposal rests on, the weakest first."""

    PARSER = 1
    PLACED = 2
    COUNTRY = 3
    MADE = 4
    KNOWN = 5


@dataclass(frozen=True, slots=True)
class Proposal:
    """Propose that the tokens `[first, last)` are a name of one type; `actor` or `place` is what it stands for.

    Where a name is only the beginning of a token ("U.S.-led"), `letters` says how many letters of it.
    """

    first: int
    last: int
    type: MentionType
    ground: Ground
    actor: Actor | None = None
    place: Place | None = None
    letters: int | None = None

    def __len__(self) -> int:
        return self.last - self.first


def words_at(sentence: Sentence, first: int, last: int) -> str:
    """Return the words of tokens `[first, last)` as they stand."""
    start, end = sentence.tokens[first].start, sentence.tokens[last - 1].end
    return sentence.text[start - sentence.start : end - sentence.start]


def trimmed(sentence: Sentence, first: int, last: int) -> tuple[int, int]:
    """Return a span without what is no part of a name at its ends; `(first, first)` where nothing is left."""
    tokens, rules = sentence.tokens, entity_rules()
    while first < last and not _may_open(tokens[first]):
        first += 1
    while last > first:
        token = tokens[last - 1]
        is_tail = token.lower in rules.tails and last - first > 1
        if (is_capital(token) or token.text[0].isdigit() or is_tail) and token.text not in APOSTROPHES:
            break
        last -= 1
    return first, last


def _may_open(token: Token) -> bool:
    is_article = token.pos == "DET" or token.lower in ("the", "a", "an")
    if is_article or token.lower in entity_rules().not_openers or not token.text[0].isalnum():
        return False
    return token.text[0].isupper() or token.text[0].isdigit() or token.lower in entity_rules().openers


def is_capital(token: Token) -> bool:
    text = token.text
    return text[0].isupper() or (
        len(text) > 3 and text[:3].lower() in ("al-", "el-", "as-", "ad-") and text[3].isupper()
    )


def without_titles(sentence: Sentence, first: int, last: int) -> int:
    """Return where a person's name begins behind its titles; at least its last word is left."""
    titles = actor_rules().titles | entity_rules().titles
    while first < last - 1 and sentence.tokens[first].lower.replace(".", "") in titles:
        first += 1
    return first


def is_adherent(words: str) -> bool:
    """Tell whether a single word has the ending of those who belong to something ("Sadrists")."""
    return " " not in words and words.lower().endswith(tuple(entity_rules().adherents))
