"""Whether two reports may tell of one event, and whether they give the same values for it.

Invariant: what one report leaves open excludes nothing; what both say must agree. This is no clustering into
incidents: it only keeps a link between two documents from joining reports of different things.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from dateline.knowledge.gazetteer.globe import distance_km
from dateline.model import EventType, Moment, Party, Range, Report, Status

__all__ = ["Placed", "Stating", "agreements", "are_compatible", "same_values"]

# UCDP's class 2, "near": what is further off is another place.
_NEAR_KM = 25.0
_POINTS = 2  # the coarsest precision class that is a point


class _Spot(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def country(self) -> str | None: ...
    @property
    def lat(self) -> float | None: ...
    @property
    def lon(self) -> float | None: ...


class Placed(Protocol):
    """Say where: a place, and how precise that is."""

    @property
    def place(self) -> _Spot: ...
    @property
    def precision(self) -> int: ...


class _Dated(Protocol):
    @property
    def moment(self) -> Moment: ...


class _Count(Protocol):
    @property
    def range(self) -> Range: ...


class Stating(Protocol):
    """Say of a report what two of them are compared by."""

    @property
    def type(self) -> EventType: ...
    @property
    def status(self) -> Status: ...
    @property
    def when(self) -> _Dated | None: ...
    @property
    def place(self) -> Placed | None: ...
    def counts(self) -> Iterable[tuple[str, _Count]]: ...


def are_compatible(one: Stating, other: Stating) -> bool:
    """Tell whether two reports are of one type, and neither time, place nor a count sets them apart."""
    if one.type is not other.type or one.status is not other.status:
        return False
    if one.when and other.when and not one.when.moment.overlaps(other.when.moment):
        return False
    if one.place and other.place and not _is_near(one.place, other.place):
        return False
    ours, theirs = dict(one.counts()), dict(other.counts())
    return not any(ours[name].range.is_disjoint(theirs[name].range) for name in ours.keys() & theirs.keys())


def agreements(one: Report, other: Report) -> int:
    """Count what two compatible reports both say: time, place, each count, an actor and a recipient by name."""
    ours, theirs = dict(one.counts()), dict(other.counts())
    return sum((
        one.when is not None and other.when is not None,
        one.place is not None and other.place is not None,
        _named(one.actors) & _named(other.actors) != set(),
        _named(one.recipients) & _named(other.recipients) != set(),
    )) + sum(ours[name].range == theirs[name].range for name in ours.keys() & theirs.keys())  # fmt: skip


def same_values(one: Stating, other: Stating) -> bool:
    """Tell whether two compatible reports give at least one count alike."""
    ours, theirs = dict(one.counts()), dict(other.counts())
    both = ours.keys() & theirs.keys()
    return bool(both) and all(ours[name].range == theirs[name].range for name in both)


def _is_near(one: Placed, other: Placed) -> bool:
    a, b = one.place, other.place
    if a.id == b.id:
        return True
    if a.country and b.country and a.country != b.country:
        return False
    if one.precision > _POINTS or other.precision > _POINTS:
        return True
    if None in (a.lat, a.lon, b.lat, b.lon):
        return True
    return distance_km((a.lat or 0.0, a.lon or 0.0), (b.lat or 0.0, b.lon or 0.0)) <= _NEAR_KM


def _named(parties: Sequence[Party]) -> set[str]:
    return {p.actor.id for p in parties if p.actor.known}
