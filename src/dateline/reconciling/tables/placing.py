"""Where a row lies: its point with the closeness that its table gives it, else what the gazetteer knows by its names.

Invariant: a province's point is not passed off as the place: an area carries UCDP's class. A name that fits several
places far from each other is none of them; the province or the country remains.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from dateline.knowledge.gazetteer import Entry, open_gazetteer
from dateline.knowledge.gazetteer.globe import distance_km
from dateline.model import PlaceKind, PlacePrecision
from dateline.reconciling.incidents.account import Area

__all__ = ["located", "located_by_name"]

_CLASS = {
    PlaceKind.COUNTRY: PlacePrecision.COUNTRY,
    PlaceKind.FIRST_LEVEL: PlacePrecision.FIRST_LEVEL,
    PlaceKind.SECOND_LEVEL: PlacePrecision.SECOND_LEVEL,
    PlaceKind.REGION: PlacePrecision.AREA,
    PlaceKind.WATER: PlacePrecision.AREA,
}
# A table's point and the gazetteer's for one town: UCDP's "limited area around a known location", its class 2.
_SAME_KM = 25.0


def located(
    point: tuple[float, float],
    precision: int,
    names: Iterable[str] = (),
    *,
    admin1: str | None = None,
    country: str | None = None,
    radius_km: float | None = None,
) -> Area:
    """Return the area of a table's point (degrees) and class; its id is the gazetteer's where a name of it lies there.

    `country` is ISO-2; `admin1` any spelling of a province.
    """
    known = next((entry for name in names if (entry := _nearest(name, country, point)) is not None), None)
    province = known.place.admin1 if known is not None else None
    if province is None and admin1 and country:
        province = open_gazetteer().area_named(country, admin1) or admin1
    return Area(
        id=known.place.id if known is not None else f"at:{point[0]:.4f},{point[1]:.4f}",
        precision=precision,
        lat=point[0],
        lon=point[1],
        radius_km=radius_km if radius_km is not None or known is None else known.extent_km,
        country=country or (known.place.country if known is not None else None),
        admin1=province,
    )


def located_by_name(
    names: Iterable[str], *, admin1: str | None = None, country: str | None = None, precision: int | None = None
) -> Area | None:
    """Return the area that names of a table mean, the closest first; None where not even the country is known.

    `precision` is the class that the table gives, if any: the area is never closer than that.
    """
    for name in (*names, *((admin1,) if admin1 else ())):
        found = _one_place(name, country, admin1 if name != admin1 else None)
        if found is not None:
            return _area(found, precision)
    if country is not None:
        entry = open_gazetteer().of_id(f"country:{country}")
        return _area(entry, precision) if entry is not None else Area(f"country:{country}", 6, country=country)
    return None


def _area(entry: Entry, precision: int | None) -> Area:
    place = entry.place
    own = _CLASS.get(place.kind, PlacePrecision.EXACT)
    admin1 = place.name if place.kind is PlaceKind.FIRST_LEVEL else place.admin1
    return Area(
        place.id, max(int(own), precision or 1), place.lat, place.lon, entry.extent_km, place.country, admin1
    )  # fmt: skip


@lru_cache(maxsize=65_536)
def _nearest(name: str, country: str | None, point: tuple[float, float]) -> Entry | None:
    """Return the place of a name that lies at the point, or the area of that name that reaches it."""
    fit = []
    for entry in open_gazetteer().lookup(name, countries=[country] if country else None):
        if entry.place.lat is None or entry.place.lon is None or entry.place.kind is PlaceKind.COUNTRY:
            continue
        km = distance_km(point, (entry.place.lat, entry.place.lon))
        if km <= max(_SAME_KM, entry.extent_km or 0):
            fit.append((entry.extent_km or 0, km, entry.place.id, entry))
    return min(fit, key=lambda each: each[:3])[3] if fit else None


@lru_cache(maxsize=65_536)
def _one_place(name: str, country: str | None, admin1: str | None) -> Entry | None:
    """Return the place that a name means in a country: the best where all that fit as well lie together."""
    if country is None and admin1 is None:
        return None
    found = open_gazetteer().lookup(name, countries=[country] if country else None, within=admin1)
    if not found and admin1 is not None:
        found = open_gazetteer().lookup(name, countries=[country] if country else None)
    best = [entry for entry in found if entry.fit == found[0].fit and entry.place.lat is not None]
    if not best:
        return None
    here = best[0]
    for other in best[1:]:
        if other.population > 0 and other.population * 10 < here.population:
            continue  # a hamlet that is called like a city
        points = [(each.place.lat or 0.0, each.place.lon or 0.0) for each in (here, other)]
        if distance_km(points[0], points[1]) > max(_SAME_KM, here.extent_km or 0, other.extent_km or 0):
            return None
    return here
