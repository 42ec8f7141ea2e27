"""What a map is made of: marks with the closeness that their sources allow.

Invariant: a mark says how closely it is placed, and no mark without a point or an area is given one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dateline.drawing.lettering import isolated, shortened
from dateline.drawing.palette import kind_of, kinds
from dateline.model import PlacePrecision

__all__ = ["NEAR_KM", "MapMark", "closeness", "in_order", "radius_of", "shared_kind", "words_of"]

NEAR_KM = 25.0  # what the class "near" allows where nothing closer is known (UCDP GED codebook, where_prec 2)
_NAMED = 4  # how many of a group its tooltip names


@dataclass(frozen=True, slots=True)
class MapMark:
    """Say where one thing was: WGS 84 degrees or None, UCDP's precision (1 to 7), how far off it may be in km.

    `area` is the id of its outline in the boundary set, `label` what its tooltip says, `place` the name beside its
    sign; `count` is how many it stands for, `kind` an event type or a name of the palette.
    """

    lat: float | None
    lon: float | None
    precision: int
    radius_km: float | None = None
    area: str | None = None
    label: str = ""
    href: str | None = None
    count: int = 1
    kind: str = "other"
    place: str = ""


def in_order(marks: Iterable[MapMark]) -> list[MapMark]:
    """Return the marks by all that can be seen of them, so that their order tells nothing."""

    def place(m: MapMark) -> tuple[object, ...]:
        return (
            m.precision, m.lat or 0.0, m.lon or 0.0, m.lat is None, m.area or "", -m.count, m.kind, m.label,
            m.href or "", m.place, m.radius_km or 0.0,
        )  # fmt: skip

    return sorted(marks, key=place)


def radius_of(mark: MapMark) -> float | None:
    """Return how far from its point a mark may be, in km; None where it is exact, or where nobody knows."""
    if mark.precision == PlacePrecision.EXACT:
        return None
    if mark.precision == PlacePrecision.NEAR:
        return mark.radius_km if mark.radius_km is not None else NEAR_KM
    return mark.radius_km


def shared_kind(marks: Sequence[MapMark]) -> str:
    """Return the kind of all marks, or `other` where they are of several."""
    names = {kind_of(mark.kind).name for mark in marks}
    return names.pop() if len(names) == 1 else "other"


def closeness(precision: int, radius_km: float | None) -> str:
    """Return a precision in words."""
    if precision == PlacePrecision.EXACT:
        return "exact"
    if precision == PlacePrecision.NEAR:
        return f"within {radius_km if radius_km is not None else NEAR_KM:g} km"
    if precision in (PlacePrecision.SECOND_LEVEL, PlacePrecision.FIRST_LEVEL):
        return "somewhere in the province" if precision == PlacePrecision.FIRST_LEVEL else "somewhere in the district"
    return "somewhere in the country" if precision == PlacePrecision.COUNTRY else "somewhere in the region"


def words_of(marks: Sequence[MapMark], noun: tuple[str, str]) -> str:
    """Return what a tooltip says of the marks of one sign."""
    if len(marks) == 1 and marks[0].count == 1:
        mark = marks[0]
        where = f"{isolated(shortened(mark.place, 60))}, " if mark.place else ""
        return f"{isolated(shortened(mark.label, 160))}: {where}{closeness(mark.precision, mark.radius_km)}"
    counts: Counter[str] = Counter()
    names: Counter[str] = Counter()
    for mark in marks:
        counts[closeness(mark.precision, mark.radius_km)] += mark.count
        if mark.place:
            names[mark.place] += mark.count
    total = sum(counts.values())
    named = sorted(names.items(), key=lambda item: (-item[1], item[0]))
    said = f"{total:,} {noun[0] if total == 1 else noun[1]}"
    if named:
        said += ", " + ", ".join(isolated(shortened(name, 60)) for name, _ in named[:_NAMED])
        if len(named) > _NAMED:
            said += f" and {len(named) - _NAMED:,} more places"
    said += ": " + ", ".join(f"{count:,} {how}" for how, count in counts.items())
    of: Counter[str] = Counter()
    for mark in marks:
        of[kind_of(mark.kind).name] += mark.count
    if set(of) == {"other"}:
        return said
    return (
        said + "; " + ", ".join(f"{of[kind.name]:,} {kind.label.lower()}" for kind in kinds().values() if of[kind.name])
    )
