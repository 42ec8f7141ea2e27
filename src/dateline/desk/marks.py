"""The places of what was found, as rows of a list and as marks on a map.

Invariant: a place is drawn as closely as it is known, and leads to what is told of it with that precision.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dateline.desk.addresses import Addresses
from dateline.desk.asked import Asked
from dateline.drawing import MapMark
from dateline.drawing.boundaries import Boundaries
from dateline.indexing import Mark
from dateline.model import PlacePrecision

__all__ = ["map_marks", "named_place", "place_row"]

# Widest first: what a region, a country or the world is named for is no place on a map of towns.
_DRAWN = PlacePrecision.COUNTRY


def named_place(one: Mark) -> dict[str, Any]:
    """Return what a place is, and where, whatever is told of it there."""
    return {
        "id": one.id,
        "name": one.name,
        "kind": one.kind,
        "country": one.country,
        "admin1": one.admin1,
        "lat": one.lat,
        "lon": one.lon,
    }


def place_row(one: Mark, outlines: Boundaries, addresses: Addresses, of: Asked, what: str) -> dict[str, Any]:
    """Return a place as a row: what it is, how closely it is known, how many are there, and where they are listed."""
    area = None
    if one.precision >= PlacePrecision.SECOND_LEVEL:
        area = outlines.area_of(one.id, country=one.country, admin1=one.admin1)
    return {
        **named_place(one),
        "precision": one.precision,
        "radius_km": one.radius_km,
        "area": area.id if area else None,
        "count": one.count,
        "address": addresses.place(one.id),
        "listed": addresses.to(f"/{what}", {**of.parameters(), "place": [one.id], "precision": [str(one.precision)]}),
    }


def map_marks(rows: Sequence[dict[str, Any]]) -> list[MapMark]:
    """Return places as marks of a map."""
    return [
        MapMark(
            row["lat"],
            row["lon"],
            row["precision"],
            row["radius_km"],
            area=row["area"],
            label=row["name"],
            href=row["listed"],
            count=row["count"],
            place=row["name"],
        )
        for row in rows
        if row["precision"] <= _DRAWN
    ]
