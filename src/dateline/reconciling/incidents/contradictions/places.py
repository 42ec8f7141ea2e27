"""Where: areas that have no point in common, however far from their middles the words allow a thing to have been.

Invariant: a closer place never contradicts the wider one around it, and what one speaker places in several areas is
apart from another's only where all of them are.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache

from dateline.knowledge.names import name_key
from dateline.model import (
    Contradiction,
    Disputed,
    Level,
    PlaceKind,
    PlaceMissing,
    PlacePrecision,
    Placing,
    Status,
    ZoneKind,
)
from dateline.reconciling.incidents.contradictions.counting import Figure, counted_by, figures_apart
from dateline.reconciling.incidents.contradictions.distances import km_apart
from dateline.reconciling.incidents.contradictions.locating import lands_of, placings_named, placings_read
from dateline.reconciling.incidents.contradictions.sameness import are_of_one
from dateline.reconciling.incidents.contradictions.siding import contradiction, sides_of
from dateline.reconciling.incidents.contradictions.stating import Remarked, Said, Statement
from dateline.reconciling.incidents.contradictions.tellings import around, is_repeated, tellings_of
from dateline.reconciling.incidents.contradictions.words import words

__all__ = ["places"]

# Kilometres between two areas at which they are half as far apart as they can be.
_HALF = 25.0
# Of two places in different countries that are further apart (km), one was misread unless both bear the name told.
_ABROAD = 300.0
# So far apart are two figures at least that do not count the same people.
_COUNTED = 0.25
# Fields of those who were taken, and of those who were hurt.
_TAKEN = "captured"
_HURT = {"killed", "injured"}


def places(
    statements: Sequence[Statement],
    remarks: Sequence[Remarked] = (),
    beside: Sequence[Statement] = (),
    *,
    level: Level = Level.SINGLE,
    incident: str | None = None,
) -> Iterator[Contradiction]:
    """Yield at most one contradiction: speakers who place a single event in areas that exclude each other.

    Countries are left out: they are named for whom an act concerns as often as for where it was."""
    if level is not Level.SINGLE:
        return
    told = [
        s
        for s in statements
        if s.report.status in (Status.OCCURRED, Status.ONGOING) and s.report.zone is not ZoneKind.HEADLINE
    ]
    said = [Said.by(s, placing, placing.place.name, placing.evidence) for s in told for placing in _explicit(s)]
    placed = {one.telling.document for one in said if one.value.precision < PlacePrecision.FIRST_LEVEL}
    lands = lands_of(statements)
    read = [
        Said.by(s, placing, placing.place.name, placing.evidence)
        for s in told
        if s.report.document not in placed
        for placing in placings_read(s.report.sentence, s.report.trigger, s.telling.text, lands)
        if _is_inside(placing, _explicit(s))
    ]
    placed |= {one.telling.document for one in (*said, *read)}
    unstated = {
        (s.report.document, s.report.sentence.start) for s in told if s.report.place_missing is PlaceMissing.NOT_STATED
    }
    for document, tellings in tellings_of(told, remarks):
        if document not in placed:
            named = {
                p.place.id: (r, p)
                for r in tellings
                if (document, r.remark.sentence.start) not in unstated
                for p in placings_read(r.remark.sentence, r.remark.sentence, r.telling.text, lands)
            }
            read += [Said.by(r, p, p.place.name, p.evidence) for r, p in named.values() if len(named) == 1]
    near = {one.telling.document for one in (*said, *read) if one.value.precision < PlacePrecision.FIRST_LEVEL}
    for document, tellings in around(told, remarks, beside):
        if document not in near:
            wide = [one.value for one in said if one.telling.document == document]
            found = [(r, p) for r in tellings for p in placings_named(r.remark.sentence, r.telling.text, lands)]
            if len({p.place.id for _, p in found}) == 1 and _is_inside(found[0][1], wide):
                r, p = found[0]
                read.append(Said.by(r, p, p.place.name, p.evidence))
    unsure = {(one.telling.document, one.evidence) for one in read}

    by_id = {s.report.id: s.report for s in statements}
    harm: defaultdict[str, set[str]] = defaultdict(set)
    counted: defaultdict[str, list[tuple[str, Figure]]] = defaultdict(list)
    for s in statements:
        harm[s.report.document] |= {name for name, _ in s.report.counts() if s in told}
        counted[s.report.document] += [
            (name, counted_by(s, name, count).value)
            for name, count in s.report.counts()
            if s.report.zone is not ZoneKind.HEADLINE
        ]

    def apart(one: Said[Placing], other: Said[Placing]) -> float | None:
        ours, theirs = by_id.get(one.report or ""), by_id.get(other.report or "")
        if ours is not None and theirs is not None and not are_of_one(ours, theirs):
            return None
        if any(r is not None and is_repeated(r.sentence, o.telling) for r, o in ((ours, one), (theirs, other))):
            return None  # another such event is told of, which was elsewhere
        if _tell_other_harm(harm[one.telling.document], harm[other.telling.document]):
            return None
        if _count_others(counted[one.telling.document], counted[other.telling.document]):
            return None  # who differs in the place and in a figure tells of another event
        gap = km_apart(one.value, other.value)
        if gap and (_names(one, other) or _names(other, one)):
            return 0.0  # a text that names both knows of both
        is_read = any((one_.telling.document, one_.evidence) in unsure for one_ in (one, other))
        if one.value.place.country != other.value.place.country and (
            is_read or (gap > _ABROAD and not (_is_by_name(one.value) and _is_by_name(other.value)))
        ):
            return 0.0  # one of the names was likely read for another place's
        return gap / (gap + _HALF)

    said = _closest([*said, *read])
    sides, gap = sides_of(said, apart)
    if sides:
        yield contradiction(
            Disputed.PLACE, "place", sides, gap, incident=incident,
            tell=lambda value, is_one: f"{'places' if is_one else 'place'} it in {value}",
        )  # fmt: skip


def _tell_other_harm(one: Collection[str], other: Collection[str]) -> bool:
    """Tell whether one text counts only those who were taken, and the other only those who were hurt."""
    return any(
        _TAKEN in taken and not _HURT & set(taken) and _HURT & set(hurt) and _TAKEN not in hurt
        for taken, hurt in ((one, other), (other, one))
    )


def _count_others(one: Sequence[tuple[str, Figure]], other: Sequence[tuple[str, Figure]]) -> bool:
    """Tell whether two texts count the same sort of people, and no figure of the one is near any of the other."""
    return any(
        all((figures_apart(a, b) or 0.0) > _COUNTED for a in ours for b in theirs)
        for field in {name for name, _ in one} & {name for name, _ in other}
        for ours, theirs in [([f for n, f in one if n == field], [f for n, f in other if n == field])]
    )


def _is_by_name(placing: Placing) -> bool:
    """Tell whether the words share a word with the name of the place that they were read for."""
    return bool(set(name_key(placing.place.name).split()) & set(name_key(placing.evidence.words).split()))


def _is_inside(placing: Placing, coded: Sequence[Placing]) -> bool:
    """Tell whether a place that was read lies in the areas that the report was coded with."""
    return not coded or (
        placing.place.kind in (PlaceKind.SETTLEMENT, PlaceKind.SECOND_LEVEL)
        and all(km_apart(placing, wider) == 0 for wider in coded)
        and not any(wider.evidence.span.overlaps(placing.evidence.span) for wider in coded)
    )


def _names(one: Said[Placing], other: Said[Placing]) -> bool:
    """Tell whether a text names the place that another tells of."""
    text = one.telling.text or ""
    return any(_is_named(name, text) for name in {other.value.place.name, other.value.evidence.words})


@lru_cache(maxsize=4096)
def _is_named(name: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) is not None


def _explicit(statement: Statement) -> list[Placing]:
    """Return the places that a report's own sentence names, but for countries."""
    report = statement.report
    return [
        placing
        for placing in report.places
        if placing.how == "explicit"
        and placing.precision < PlacePrecision.COUNTRY
        and report.sentence.span.contains(placing.evidence.span)
        and not words().told_from.search(report.sentence.words[: placing.evidence.start - report.sentence.start])
    ]


def _closest(said: Sequence[Said[Placing]]) -> list[Said[Placing]]:
    """Leave out what the same speaker places more closely elsewhere in the text."""
    return [
        one
        for one in said
        if not any(
            other.telling.speaker == one.telling.speaker
            and other.value.precision < one.value.precision
            and km_apart(one.value, other.value) == 0
            for other in said
        )
    ]
