"""Which sides there are: speakers who can be right together stand on one side, those who cannot on different ones.

Invariant: two speakers are set apart only where no value of the one can be squared with a value of the other. Who can
be squared with several sides stands on none, and the order in which the reports come does not matter.
"""

from __future__ import annotations

import itertools
import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import TypeAlias, TypeVar

from dateline.model import Contradiction, Disputed, Side
from dateline.reconciling.incidents.contradictions.stating import Said, Speaker, Telling, voices_of

__all__ = ["Apart", "contradiction", "count_in_words", "sides_of"]

T = TypeVar("T")

# How far apart two values are: None where they say nothing of each other, 0 where both may be right, up to 1.
Apart: TypeAlias = Callable[[Said[T], Said[T]], float | None]

# What a hedged statement ("is said to have") weighs beside a plain one.
_HEDGED = 0.6
_NUMBERS = ("No one", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten")


def sides_of(
    said: Iterable[Said[T]], apart: Apart[T], *, against_own: bool = False
) -> tuple[tuple[tuple[Said[T], ...], ...], float]:
    """Return the sides, the best sourced first, and how far the two nearest of them are apart; none where all agree.

    With `against_own` a voice may also contradict the document that quotes it.
    """
    by_speaker: defaultdict[Speaker, list[Said[T]]] = defaultdict(list)
    for one in sorted(said, key=_order):
        by_speaker[one.telling.speaker].append(one)
    speakers = list(by_speaker)
    gaps = {
        frozenset((one, other)): gap
        for one, other in itertools.combinations(speakers, 2)
        if (against_own or _may_differ(by_speaker[one][0].telling, by_speaker[other][0].telling))
        and (gap := _gap(by_speaker[one], by_speaker[other], apart)) > 0
    }
    if not gaps:
        return (), 0.0
    sides = _sides(speakers, gaps, by_speaker)
    nearest = min(
        gaps[frozenset((one, other))]
        for first, second in itertools.combinations(sides, 2)
        for one in first
        for other in second
    )
    listed = [tuple(one for speaker in side for one in by_speaker[speaker]) for side in sides]
    return tuple(sorted(listed, key=lambda side: (-len(_origins(side)), _order(side[0])))), nearest


def contradiction(
    disputed: Disputed,
    field: str,
    sides: Sequence[Sequence[Said[T]]],
    gap: float,
    *,
    incident: str | None,
    tell: Callable[[str, bool], str],
) -> Contradiction:
    """Make the contradiction of sides that are `gap` apart; `tell` puts a side's words and whether it is one into a
    clause ("says 9 were killed")."""
    strengths = sorted((_strength(side) for side in sides), reverse=True)[:2]
    clauses: list[str] = []
    for side in sides:
        number = len({s.telling.who for s in side})
        who = count_in_words(number, first=not clauses)
        if number == 1 and clauses and clauses[-1].lower().startswith((f"{who} ", "another ")):
            who = "another"
        clauses.append(f"{who} {tell(_words(side), number == 1)}")
    return Contradiction(
        disputed=disputed,
        field=field,
        sides=tuple(
            Side(
                value=_words(side),
                reports=tuple(sorted({one.report for one in side if one.report})),
                voices=voices_of([one.telling for one in side]),
                quotes=tuple(sorted({one.quote for one in side}, key=lambda q: (q.document, q.evidence))),
            )
            for side in sides
        ),
        weight=round(gap * math.prod(strengths) ** 0.5, 4),
        why=", ".join(clauses) + ".",
        incident=incident,
        claims=tuple(sorted({one.claim for side in sides for one in side if one.claim})),
    )


def count_in_words(number: int, *, first: bool = False) -> str:
    """Write a count of speakers as a word.

    >>> count_in_words(2, first=True), count_in_words(12)
    ('Two', '12')
    """
    word = _NUMBERS[number] if number < len(_NUMBERS) else str(number)
    return word if first else word.lower()


def _gap(ours: Sequence[Said[T]], theirs: Sequence[Said[T]], apart: Apart[T]) -> float:
    gaps = [gap for one in ours for other in theirs if (gap := apart(one, other)) is not None]
    return min(gaps, default=0.0)


def _may_differ(one: Telling, other: Telling) -> bool:
    """Two voices of one document may differ; a voice and the document that quotes it are not set apart, nor are two
    texts of one outlet, of which the later replaces the earlier."""
    (document, voice), (again, by) = one.speaker, other.speaker
    if document == again:
        return bool(voice and by)
    return bool(voice or by) or one.publisher is None or one.publisher != other.publisher


def _sides(
    speakers: Sequence[Speaker], gaps: dict[frozenset[Speaker], float], by_speaker: dict[Speaker, list[Said[T]]]
) -> list[list[Speaker]]:
    """Start from the two that are furthest apart, give each of the others to the one side that it can be squared with,
    open a side for who contradicts all, and leave out who fits several."""
    widest = min(gaps, key=lambda pair: (-gaps[pair], *(_order(by_speaker[s][0]) for s in sorted(pair))))
    first, second = sorted(widest)
    sides = [[first], [second]]
    for speaker in speakers:
        if speaker in (first, second):
            continue
        against = [all(frozenset((speaker, other)) in gaps for other in side) for side in sides]
        beside = [not any(frozenset((speaker, other)) in gaps for other in side) for side in sides]
        if all(against):
            sides.append([speaker])
        elif sum(beside) == 1 and sum(against) == len(sides) - 1:
            sides[beside.index(True)].append(speaker)
    return sides


def _strength(side: Sequence[Said[T]]) -> float:
    """Return how well a side is sourced: half for one origin, three quarters for two, and so on; less if all hedge."""
    strength = 1 - 0.5 ** len(_origins(side))
    return strength * _HEDGED if all(one.hedged for one in side) else strength


def _origins(side: Iterable[Said[T]]) -> set[str]:
    return {one.telling.origin for one in side}


def _words(side: Sequence[Said[T]]) -> str:
    """Return the words that most of a side use, the first by letters where several do."""
    counted: defaultdict[str, int] = defaultdict(int)
    for one in side:
        counted[one.words] += 1
    return min(counted, key=lambda words: (-counted[words], words))


def _order(one: Said[T]) -> tuple[str, int, int, str]:
    return one.telling.document, one.evidence.start, one.evidence.end, one.report or one.claim or ""
