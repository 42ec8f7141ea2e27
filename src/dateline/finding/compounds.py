"""Words joined by hyphens, and which country or people one of them names.

Invariant: a part of a compound of names names nobody by itself ("Franco-British", "Estates-General", "pro-Iranian");
the compound does, where the data knows it as a whole ("Austria-Hungary"). A participle or a noun that follows a name
leaves the name what it is ("Iran-backed").
"""

from __future__ import annotations

from functools import lru_cache

from dateline.finding.actor_rules import actor_rules
from dateline.knowledge.actors import Country, open_all_countries
from dateline.language import Sentence

__all__ = ["compound_at", "country_at", "is_clause", "is_part"]

_HYPHENS = frozenset({"-", "‑", "–"})


def is_clause(sentence: Sentence, first: int, last: int) -> bool:
    """Tell whether tokens that were taken for a name are a headline in capitals: a verb with what belongs to it."""
    tokens = sentence.tokens[first:last]
    return any(t.pos in ("VERB", "AUX") and t.dep == "ROOT" for t in tokens) and len(tokens) > 2


def compound_at(sentence: Sentence, i: int) -> tuple[int, int]:
    """Return the tokens `[first, last)` that are written as one word with token `i`, joined by hyphens."""
    tokens = sentence.tokens
    first, last = i, i + 1
    if tokens[i - 1].text not in _HYPHENS and (last == len(tokens) or tokens[last].text not in _HYPHENS):
        return first, last  # most words
    while first >= 2 and _is_joint(sentence, first - 1):
        first -= 2
    while last + 1 < len(tokens) and _is_joint(sentence, last):
        last += 2
    return first, last


def is_part(sentence: Sentence, i: int, *, only_last: bool = False) -> bool:
    """Tell whether token `i` is only a part of a name or the opposite of what it says ("Estates-*General*").

    With `only_last`, what follows it does not count ("*Commander*-in-Chief").
    """
    first, last = compound_at(sentence, i)
    last = i + 1 if only_last else last
    bars = actor_rules().opposing
    others = [t for t in sentence.tokens[first:last] if t.i != i and t.text[0].isalnum()]
    return any(t.text[0].isupper() or (t.i < i and t.lower in bars) for t in others)


def country_at(sentence: Sentence, i: int) -> Country | None:
    """Return the country whose name, adjective or people token `i` is, or ends as the last part of a compound."""
    first, last = compound_at(sentence, i)
    if last - first > 1:
        words = sentence.text[
            sentence.tokens[first].start - sentence.start : sentence.tokens[last - 1].end - sentence.start
        ]
        whole = _meant(words)
        if whole is not None:
            return whole if i == last - 1 else None
        if is_part(sentence, i):
            return None
    return _meant(sentence.tokens[i].text)


@lru_cache(maxsize=65_536)
def _meant(words: str) -> Country | None:
    """Return the country whose name, adjective or people `words` are."""
    countries = open_all_countries()
    return countries.described(words) or countries.peopled(words)


def _is_joint(sentence: Sentence, i: int) -> bool:
    """Tell whether token `i` is a hyphen with no space on either side."""
    tokens = sentence.tokens
    if tokens[i].text not in _HYPHENS:
        return False
    return tokens[i - 1].end == tokens[i].start and tokens[i].end == tokens[i + 1].start
