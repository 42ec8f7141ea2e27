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
from dateline.knowledge.matching.name import Name, name_of
from dateline.knowledge.matching.sounds import sounds_of
from dateline.knowledge.matching.word import NameKind, Word, WordKind, as_one, joined

__all__ = ["ALIKE", "SAME", "SURE", "similarity"]

# From SAME on two names are spellings of one; the dev part of benchmarks/own_name_pairs.tsv has its last false pair at
# .64 (Nasiriya, Nusayriya) and nine of ten true ones above .85. From SURE on they differ by spelling habits alone.
# Between ALIKE and SAME lie slips of the pen, names cut short, and names that differ in a number: worth a look by a
# person, never joined by themselves; sanctions lists take such for one name (best F1 of 826 pairs lies at .28).
SAME = 0.7
SURE = 0.85
ALIKE = 0.3

# A likeness is exp(-STEEPNESS * cost), and a cost of one is about one consonant more, less or other in a name. The
# costs below were swept one at a time, from a quarter less to a third more, on the dev part and the shared pairs of
# benchmarks/names.py: no AUC moves by more than .007 and no F1 by more than .02, so they are round numbers.
STEEPNESS = 0.75
OTHER_WORD = 1.5  # from here on two words are two words
ANOTHER_GIVEN = 1.0  # beside their distance: two known given names that are not one
SWAPPED_GIVEN = 2.5  # Mohammed Ali is not Ali Mohammed
FORBIDDEN = 1.7  # another number, direction, people or arm: below ALIKE whatever else agrees
ANOTHER_ACRONYM = 1.0
ONE_WORD = 0.5  # so near have two joined words to be to the one word of the other name
RESPACED = 0.2  # the same letters, spaced otherwise
ANOTHER_FORM, NO_FORM = 0.5, 0.05  # GmbH and AG; Ltd and nothing
MIDDLE, SAID_ONCE = 0.35, 0.1  # a middle name; a patronymic, title or initial
ALONE, GIVEN_ALONE, INITIALS_ALONE = 0.8, 1.2, 1.5  # a surname, a first name, initials without the rest
ANOTHER_ORDER = 0.1
COMMON, PEOPLE, ADDED = 0.8, 0.4, 1.5  # what only one name of an organisation has: a common noun, a people, a word
COMPOUND = 0.8  # Abdul Rahman and Rahman
GIVEN, MEANS, SHORT_FORM, PLURAL, INITIAL = 0.02, 0.1, 0.3, 0.05, 0.3
SPELT_OUT = 0.5  # ISI is the Islamic State of Iraq, and Inter-Services Intelligence: a pack has to say which
BACKED, VOWELS_ALONE, ENOUGH_CONSONANTS = 0.1, 0.45, 4  # beside a sure word, vowels alone cost no more than this
# A difference weighs more in a short word: USUAL divided by its sounds, within bounds.
USUAL, LEAST_WEIGHT, MOST_WEIGHT = 5.5, 0.85, 1.8
SHORT, LONG = 3, 7
# Letters of a name, without its spaces, that are held against those of another.
LONGEST = 60


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


def compared(one: Name, other: Name, kind: NameKind) -> float:
    """Return how alike two names are that were taken apart as names of this kind."""
    if not one.words or not other.words:
        return 0.0
    if kind is NameKind.ANY:
        kind = _settled(one, other)
    if kind is NameKind.ORGANISATION and (_spells(one.acronym, other) or _spells(other.acronym, one)):
        return exp(-STEEPNESS * SPELT_OUT)
    cost = _cost(one, other, kind)
    if cost > RESPACED and len(one.words) != len(other.words) and not _forbidden(one, other, kind):
        cost = min(cost, RESPACED + distance(sounds_of(one.letters[:LONGEST]), sounds_of(other.letters[:LONGEST])))
    return exp(-STEEPNESS * cost)


def _settled(one: Name, other: Name) -> NameKind:
    """Return what two names of unknown kind seem to name."""
    if one.organised or other.organised:
        return NameKind.ORGANISATION
    if one.placed or other.placed:
        return NameKind.PLACE
    return NameKind.PERSON


def _spells(acronym: str, name: Name) -> bool:
    """Tell whether an acronym (or nothing) is of a name of three words or more."""
    return len(name.initials) > 2 and acronym == name.initials


def _cost(one: Name, other: Name, kind: NameKind) -> float:
    """Return what separates two names, as a sum over what forbids, differs, is missing, or is in another order."""
    left, right = _rejoined(one.words, other.words)
    matched, lone_left, lone_right = _aligned(left, right, kind)
    if not lone_left and not lone_right and sum(price >= OTHER_WORD for price, _, _ in matched) > 1:
        left = _joined_like(one.words, other.words)
        right = other.words if left is not one.words else _joined_like(other.words, one.words)
        matched, lone_left, lone_right = _aligned(left, right, kind)
    alike = [pair for pair in matched if pair[0] < OTHER_WORD]
    cost = _forbidden(one, other, kind)
    backed = any(price <= BACKED for price, _, _ in matched)
    for price, i, j in matched:
        eased = backed and VOWELS_ALONE < price < OTHER_WORD and _same_consonants(left[i], right[j])
        cost += VOWELS_ALONE if eased else price
    if lone_left or lone_right:
        longer = left if lone_left else right
        ends = {(i if lone_left else j) for _, i, j in alike}
        servant = any(
            "abd" in (left[i].compound, right[j].compound) and left[i].compound != right[j].compound
            for _, i, j in alike
        )
        own = bool(one.numbers) or any(left[i].kind is not WordKind.COMMON for _, i, _ in alike)
        cost += _missing(lone_left or lone_right, alike, kind, last=len(longer) - 1 in ends, servant=servant, own=own)
    if alike and all(WordKind.INITIAL in (left[i].kind, right[j].kind) for _, i, j in alike):
        cost += INITIALS_ALONE
    if kind is NameKind.PERSON and len(alike) > 1:
        cost += _order(alike, left, right, comma=one.comma or other.comma)
    if one.forms != other.forms:
        cost += ANOTHER_FORM if one.forms and other.forms and not one.forms & other.forms else NO_FORM
    return cost


def _same_consonants(one: Word, other: Word) -> bool:
    """Tell whether two words, neither a known given name, differ in their vowels alone and have consonants enough."""
    vowels = letters().vowels
    mine, theirs = ("".join(c for c in word.sounds[0] if c not in vowels) for word in (one, other))
    return mine == theirs and len(mine) >= ENOUGH_CONSONANTS and (one.given is None or other.given is None)


def _forbidden(one: Name, other: Name, kind: NameKind) -> float:
    """Return what words cost that tell two names apart that are otherwise alike."""
    cost = 0.0
    if one.numbers != other.numbers:
        cost += FORBIDDEN
    if one.acronym and other.acronym and one.acronym != other.acronym:
        cost += ANOTHER_ACRONYM
    if kind is NameKind.PERSON:
        return cost
    if one.directions != other.directions:
        cost += FORBIDDEN
    if kind is NameKind.ORGANISATION:
        if one.nations and other.nations and one.nations != other.nations:
            cost += FORBIDDEN
        if one.opposites and other.opposites and _opposed(one.opposites, other.opposites):
            cost += FORBIDDEN
    return cost


def _opposed(one: frozenset[tuple[int, str]], other: frozenset[tuple[int, str]]) -> bool:
    """Tell whether two names have words of one group of opposites, and none of it in common."""
    shared = {group for group, _ in one & other}
    return bool({group for group, _ in one} & {group for group, _ in other} - shared)


def _rejoined(left: tuple[Word, ...], right: tuple[Word, ...]) -> tuple[Sequence[Word], Sequence[Word]]:
    """Join neighbours in one name that the other writes as one word."""
    if len(left) > len(right):
        return _joined_like(left, right), right
    if len(left) < len(right):
        return left, _joined_like(right, left)
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
    plural = kind is NameKind.ORGANISATION
    used_left: set[int] = set()
    used_right: set[int] = set()
    matched: list[tuple[float, int, int]] = []
    # Equal words first, without weighing them: they would be the nearest anyway.
    equal = [
        (abs(i - j), i, j)
        for i, one in enumerate(left)
        for j, other in enumerate(right)
        if one.plain == other.plain and one.compound == other.compound
    ]
    for _, i, j in sorted(equal):
        if i not in used_left and j not in used_right:
            used_left.add(i)
            used_right.add(j)
            matched.append((0.0, i, j))
    cells = sorted(
        (word_cost(one, other, plural), abs(i - j), i, j)
        for i, one in enumerate(left)
        if i not in used_left
        for j, other in enumerate(right)
        if j not in used_right
    )
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


@lru_cache(maxsize=16_384)
def word_cost(one: Word, other: Word, plural: bool) -> float:
    """Return what it costs to take one word of a name for the other; a plural may be its singular if `plural`."""
    if one.plain == other.plain and one.compound == other.compound:
        return 0.0
    if one.kind is WordKind.INITIAL or other.kind is WordKind.INITIAL:
        return INITIAL if one.plain[0] == other.plain[0] and one.kind is not other.kind else FAR
    if one.compound != other.compound and not (one.compound and other.compound):
        whole = distance(sounds_of(as_one(one)), sounds_of(as_one(other)))
        if whole < ONE_WORD:
            return whole
    apart = 0.0 if one.compound == other.compound else COMPOUND
    if one.given is not None and one.given == other.given:
        return apart + GIVEN
    if one.meaning is not None and one.meaning == other.meaning:
        return apart + MEANS
    other_meaning = one.meaning != other.meaning
    if other_meaning and min(len(one.plain), len(other.plain)) <= SHORT:
        return FAR
    if one.short_for & other.short_for:
        return apart + SHORT_FORM
    if plural and one.plain.removesuffix("s") == other.plain.removesuffix("s"):
        return apart + PLURAL
    best = FAR
    for mine in one.sounds:
        for theirs in other.sounds:
            if not mine or not theirs:
                continue
            apart_by = _unvowelled(mine, theirs) if one.unvowelled != other.unvowelled else distance(mine, theirs)
            best = min(best, apart_by * _weight(mine, theirs))
    if one.given is not None and other.given is not None and min(one.given, other.given) >= 0:
        best += ANOTHER_GIVEN
    if other_meaning and one.meaning is not None and other.meaning is not None:
        best += ANOTHER_GIVEN
    if (one.kind is WordKind.COMMON) is not (other.kind is WordKind.COMMON):
        best += COMMON
    return min(FAR, best + apart)


def _unvowelled(one: str, other: str) -> float:
    """Return how far two words are apart of which one is written without its vowels."""
    unwritten = letters().unwritten
    return distance(one.translate(unwritten), other.translate(unwritten))


def _weight(one: str, other: str) -> float:
    """Return by how much a difference counts for more in short words than in long ones."""
    shorter = len(one) if len(one) < len(other) else len(other)
    return LEAST_WEIGHT if shorter >= LONG else MOST_WEIGHT if shorter < SHORT else USUAL / shorter


def _missing(
    lone: Sequence[Word],
    alike: Sequence[tuple[float, int, int]],
    kind: NameKind,
    *,
    last: bool,
    servant: bool,
    own: bool,
) -> float:
    """Return what it costs that only one of the names has these words.

    `last` says that the other name is the family name alone; `servant` that a word of it is Abdul X where this one has
    X and a word more: Abdul Jan Kakar is not Ali Jan Kakar; `own` that more than common nouns are alike.
    """
    prices = sorted((_extra(word, kind, own=own) for word in lone), reverse=True)
    if kind is NameKind.PERSON and prices and prices[0] == MIDDLE:
        if len(alike) < 2:
            prices[0] = ALONE if last else GIVEN_ALONE
        elif servant:
            prices[0] += COMPOUND
    return sum(prices)


def _extra(word: Word, kind: NameKind, *, own: bool) -> float:
    if kind is NameKind.PERSON:
        return SAID_ONCE if word.kind in (WordKind.PATRONYMIC, WordKind.TITLE, WordKind.INITIAL) else MIDDLE
    if kind is NameKind.PLACE:
        return COMMON / 2 if word.kind is WordKind.COMMON else ADDED + 0.4
    if word.kind is WordKind.COMMON:
        return COMMON
    if word.kind is WordKind.PEOPLE and own:
        return PEOPLE
    return ADDED


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
                child = left[i].child or left[k].child or right[j].child or right[m].child
                kept = left[i].child == right[j].child and left[k].child == right[m].child
                cost = max(cost, SWAPPED_GIVEN if (not kept if child else both_given) else ANOTHER_ORDER)
    return cost
