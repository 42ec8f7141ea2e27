"""Say how alike two names are: one score for the spellings of one name, the other end for two names that look alike.

Invariant: the score is symmetric, 1 for equal names, and never high where something tells the two apart: a given name
that conflicts, another number, another direction, another people. What is missing on one side costs less than what
differs on both.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from math import exp

from dateline.knowledge.matching.distance import FAR, distance
from dateline.knowledge.matching.habits import letters
from dateline.knowledge.matching.name import Name, NameKind, Word, WordKind, as_one, joined, keys_of, name_of
from dateline.knowledge.matching.sounds import sounds_of

__all__ = ["SAME", "SURE", "blocking_keys", "similarity"]

SAME = 0.7
SURE = 0.85

STEEPNESS = 0.75
OTHER_WORD = 1.5
ONE_WORD = 0.5
ANOTHER_FORM = 0.5
NO_FORM = 0.05
ANOTHER_GIVEN = 1.3
FORBIDDEN = 1.9
MIDDLE = 0.35
ALONE = 0.8
SWAPPED_GIVEN = 2.5


def similarity(one: str, other: str, *, kind: NameKind = NameKind.ANY) -> float:
    """Return how alike two names are, from 0 to 1; 1 for equal names, and the same in either order.

    >>> similarity("Moammar Gaddafi", "Muammar al-Qadhafi") > SAME > similarity("Basra", "Busra")
    True
    """
    if one == other:
        return 1.0
    if one > other:
        one, other = other, one
    return compared(name_of(one, kind), name_of(other, kind), kind)


def blocking_keys(words: str) -> frozenset[str]:
    """Return the phonetic keys of a name; the spellings of one name share at least one.

    >>> bool(blocking_keys("Qasim") & blocking_keys("Ghassem"))
    True
    """
    return keys_of(name_of(words, NameKind.ANY))


def compared(one: Name, other: Name, kind: NameKind) -> float:
    """Return how alike two names are that were taken apart as names of this kind."""
    if not one.words or not other.words:
        return 0.0
    if kind is NameKind.ANY:
        kind = _settled(one, other)
    if (one.acronym and _spells(one.acronym, other)) or (other.acronym and _spells(other.acronym, one)):
        return exp(-STEEPNESS * 0.4)
    return exp(-STEEPNESS * _cost(one, other, kind))


def _settled(one: Name, other: Name) -> NameKind:
    """Return what two names of unknown kind seem to name."""
    if one.organised or other.organised:
        return NameKind.ORGANISATION
    if one.placed or other.placed:
        return NameKind.PLACE
    return NameKind.PERSON


def _spells(acronym: str, name: Name) -> bool:
    return len(name.initials) > 2 and acronym == name.initials


def _cost(one: Name, other: Name, kind: NameKind) -> float:
    """Return what separates two names, as a sum over what forbids, differs, is missing, or is in another order."""
    left, right = _rejoined(one.words, other.words)
    matched, lone_left, lone_right = _aligned(left, right, kind)
    alike = [pair for pair in matched if pair[0] < OTHER_WORD]
    cost = _forbidden(one, other, kind) + sum(price for price, _, _ in matched)
    cost += _missing(lone_left or lone_right, right if lone_left else left, alike, kind)
    if kind is NameKind.PERSON and len(alike) > 1:
        cost += _order(alike, left, right, comma=one.comma or other.comma)
    if one.forms != other.forms:
        cost += ANOTHER_FORM if one.forms and other.forms and not one.forms & other.forms else NO_FORM
    return cost


def _forbidden(one: Name, other: Name, kind: NameKind) -> float:
    """Return what words cost that tell two names apart that are otherwise alike."""
    cost = 0.0
    if one.numbers != other.numbers:
        cost += FORBIDDEN
    if kind is NameKind.PERSON:
        return cost
    if one.directions != other.directions:
        cost += FORBIDDEN
    if kind is NameKind.ORGANISATION:
        if one.nations and other.nations and one.nations != other.nations:
            cost += FORBIDDEN
        theirs = dict(other.opposites)
        if any(theirs.get(group, word) != word for group, word in one.opposites):
            cost += FORBIDDEN
    return cost


def _rejoined(left: tuple[Word, ...], right: tuple[Word, ...]) -> tuple[Sequence[Word], Sequence[Word]]:
    """Join neighbours in one name that the other writes as one word."""
    if len(left) > 1:
        left = _joined_like(left, right)
    if len(right) > 1:
        right = _joined_like(right, left)
    return left, right


def _joined_like(longer: tuple[Word, ...], shorter: Sequence[Word]) -> tuple[Word, ...]:
    for n, (first, second) in enumerate(pairwise(longer)):
        length = len(first.sounds[0]) + len(second.sounds[0])
        for word in shorter:
            sounds = word.sounds[0]
            if -3 < len(sounds) - length < 5 and length > 4 and len(first.plain) > 1 < len(second.plain):
                pair = joined(first, second)
                if distance(sounds, pair.sounds[0]) < ONE_WORD:
                    return (*longer[:n], pair, *longer[n + 2 :])
    return longer


def _aligned(
    left: Sequence[Word], right: Sequence[Word], kind: NameKind
) -> tuple[list[tuple[float, int, int]], list[Word], list[Word]]:
    """Pair the words of two names, the nearest first, until one name has no more.

    Returns the pairs with their costs, and the words that are left of either name.
    """
    cells = sorted(
        (word_cost(one, other, kind), abs(i - j), i, j) for i, one in enumerate(left) for j, other in enumerate(right)
    )
    used_left: set[int] = set()
    used_right: set[int] = set()
    matched = []
    for price, _, i, j in cells:
        if i not in used_left and j not in used_right:
            used_left.add(i)
            used_right.add(j)
            matched.append((price, i, j))
    return (
        matched,
        [w for i, w in enumerate(left) if i not in used_left],
        [w for j, w in enumerate(right) if j not in used_right],
    )


@lru_cache(maxsize=131_072)
def word_cost(one: Word, other: Word, kind: NameKind) -> float:
    """Return what it costs to take one word of a name for the other."""
    if one.plain == other.plain and one.compound == other.compound:
        return 0.0
    if one.kind is WordKind.INITIAL or other.kind is WordKind.INITIAL:
        return 0.3 if one.plain[0] == other.plain[0] and one.kind is not other.kind else FAR
    if one.compound != other.compound and not (one.compound and other.compound):
        whole = distance(sounds_of(as_one(one)), sounds_of(as_one(other)))
        if whole < ONE_WORD:
            return whole
    apart = 0.0 if one.compound == other.compound else 0.6
    if one.given is not None and one.given == other.given:
        return apart + 0.02
    if one.meaning is not None and one.meaning == other.meaning:
        return apart + 0.1
    if one.short_for & other.short_for:
        return apart + 0.3
    if kind is NameKind.ORGANISATION and one.plain.removesuffix("s") == other.plain.removesuffix("s"):
        return apart + 0.05
    unwritten = letters().unwritten
    best = FAR
    for mine in one.sounds:
        for theirs in other.sounds:
            shorter = min(len(mine), len(theirs))
            if not shorter:
                continue
            if one.unvowelled != other.unvowelled:
                mine, theirs = mine.translate(unwritten), theirs.translate(unwritten)
            price = distance(mine, theirs)
            price *= min(2.0, max(0.75, 5.5 / shorter))
            best = min(best, price)
    if one.given is not None and other.given is not None and min(one.given, other.given) >= 0:
        best += ANOTHER_GIVEN
    return min(FAR, best + apart)


def _missing(
    lone: Sequence[Word], shorter: Sequence[Word], alike: Sequence[tuple[float, int, int]], kind: NameKind
) -> float:
    """Return what it costs that only one of the names has these words."""
    prices = sorted((_extra(word, kind) for word in lone), reverse=True)
    if kind is NameKind.PERSON and prices and prices[0] == MIDDLE and len(alike) < 2:
        prices[0] = ALONE
    return sum(prices)


def _extra(word: Word, kind: NameKind) -> float:
    if kind is NameKind.PERSON:
        return 0.1 if word.kind in (WordKind.PATRONYMIC, WordKind.TITLE) else MIDDLE
    if kind is NameKind.PLACE:
        return 0.4 if word.kind is WordKind.COMMON else 2.0
    if word.kind is WordKind.COMMON:
        return 0.8
    if word.kind is WordKind.PEOPLE:
        return 0.45
    return 1.6


def _order(matched: list[tuple[float, int, int]], left: Sequence[Word], right: Sequence[Word], *, comma: bool) -> float:
    """Return what it costs that words stand in another order: nothing after a comma, much between given names."""
    if comma:
        return 0.0
    pairs = sorted((i, j) for _, i, j in matched)
    cost = 0.0
    for n, (i, j) in enumerate(pairs):
        for k, m in pairs[n + 1 :]:
            if m < j:
                both_given = left[i].given is not None and left[k].given is not None
                child = any(w.child for w in (left[i], left[k])) and any(w.child for w in (right[j], right[m]))
                cost = max(cost, SWAPPED_GIVEN if both_given or child else 0.1)
    return cost
