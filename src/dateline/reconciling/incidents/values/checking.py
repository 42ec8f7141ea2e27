"""What is told in sum beside what the record has singly: "162 attacks in April", and how many of them are here.

Invariant: a count is never one of the events that it counts, and changes none of them. Fewer in the record than are
told is what one expects, and is said; more are a contradiction of number, and are marked. An event without a day, or
one that may lie outside, is not held to be counted.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from dateline.model import EventType
from dateline.model.days import told_words
from dateline.reconciling.incidents.account import Days, Figures
from dateline.reconciling.incidents.accounts.levels import Counted

__all__ = ["Check", "Single", "Summed", "checked"]

_REGIONS = (4, 5)  # UCDP's classes of first-level areas and wider ones within a country


@dataclass(frozen=True, slots=True)
class Single:
    """Hold what is needed of a single event of the record: when it happened (both days stated), and where."""

    id: str
    type: EventType
    when: Days | None = None
    place: str | None = None
    country: str | None = None
    admin1: str | None = None


@dataclass(frozen=True, slots=True)
class Summed:
    """Say what is counted, and in which words: what (`noun`, plural), when and where, each empty where nobody says.

    `is_claim` tells a claim of a series from an incident. `countries` are those that its document tells of, for a count
    that names no place. `linked` are the events that an incident counts by its links; of a claim they are looked for.
    """

    counted: Counted
    noun: str
    when: str = ""
    where: str = ""
    is_claim: bool = False
    countries: frozenset[str] = frozenset()
    linked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Check:
    """Hold a count beside the events of the record that it counts, and say in a sentence how they compare."""

    summed: Summed
    events: tuple[str, ...]
    is_more: bool
    why: str


def checked(counts: Iterable[Summed], singles: Iterable[Single]) -> tuple[Check, ...]:
    """Hold each count against the single events, in the order of the days that they are about, then of their ids.

    >>> from dateline.model import EventType
    >>> said = Counted("c1", "d1", (EventType.ASSAULT,), (162, 162, 162), (10, 40))
    >>> checked([Summed(said, "attacks", "2008-04", "Maysan")], [])[0].why
    'A source counts 162 attacks in Maysan in April 2008; the record has none of them.'
    """
    events: defaultdict[EventType, list[Single]] = defaultdict(list)
    for single in sorted(singles, key=lambda one: ((one.when or (0, 0))[0] or 0, one.id)):
        if single.when is not None and None not in single.when:
            events[single.type].append(single)
    days = {type_: [one.when[0] or 0 for one in some if one.when] for type_, some in events.items()}
    return tuple(
        _check(summed, summed.linked if not summed.is_claim else _fitting(summed, events, days))
        for summed in sorted(counts, key=_order)
    )


def _order(summed: Summed) -> tuple[int, int, str]:
    first, last = summed.counted.when or (None, None)
    return first if first is not None else 10**7, last if last is not None else 10**7, summed.counted.id


def _fitting(
    summed: Summed, events: Mapping[EventType, Sequence[Single]], days: Mapping[EventType, Sequence[int]]
) -> tuple[str, ...]:
    """Return the events of the types that are counted which lie in its days and its place."""
    first, last = summed.counted.when or (None, None)
    if first is None or last is None:
        return ()
    found = []
    for type_ in dict.fromkeys(summed.counted.types):
        begin = bisect_left(days.get(type_, ()), first)
        for single in events.get(type_, ())[begin:]:
            start, end = single.when or (None, None)
            if start is None or start > last:
                break
            if end is not None and end <= last and _lies_there(single, summed):
                found.append(single.id)
    return tuple(sorted(found))


def _lies_there(single: Single, summed: Summed) -> bool:
    """Tell whether an event lies in a place that is counted over; without any, in a country that its text is about."""
    places = summed.counted.places
    if not places:
        return not summed.countries or single.country in summed.countries
    for area in places:
        if area.id == single.place:
            return True
        if area.country != single.country or area.precision not in (*_REGIONS, 6):
            continue
        if area.precision == 6 or (area.admin1 is not None and area.admin1 == single.admin1):
            return True
    return False


def _check(summed: Summed, events: Collection[str]) -> Check:
    number = summed.counted.number
    high = number[2] if number else None
    is_more = high is not None and len(events) > high
    about = ([f"in {summed.where}"] if summed.where else []) + ([told_words(summed.when)] if summed.when else [])
    said = " ".join([_number(number), summed.noun, *about])
    has = f"the record has {len(events) or 'none'} of them"
    if is_more:
        has = f"the record has {len(events)}, which is more"
    return Check(summed, tuple(sorted(events)), is_more, f"A source counts {said}; {has}.")


def _number(number: Figures | None) -> str:
    if number is None:
        return "several"
    low, best, high = number
    if low == high and low is not None:
        return f"{low:,}"
    if high is None:
        return f"at least {low or best or 2:,}"
    return f"{low:,} to {high:,}" if low is not None else f"up to {high:,}"
