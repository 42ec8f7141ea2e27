"""Make marks of the rows that selections, exports and pages have: incidents, reports and claims.

Invariant: a mark says what its row says, no more: a time or a place that the row does not have is not made up. What a
row without a place would be on a map is nothing, so `map_marks` may return fewer marks than there are rows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import TypeAlias

from dateline.drawing.boundaries import Boundaries
from dateline.drawing.map_marks import MapMark
from dateline.drawing.networks import Pair
from dateline.drawing.time_marks import TimeMark
from dateline.model import PlacePrecision
from dateline.model.saying import said_kind
from dateline.model.schema import Row
from dateline.model.wording import said as told

__all__ = ["LANES", "label_of", "map_marks", "pairs", "time_marks"]

Address: TypeAlias = Callable[[Row], str | None]

# Claims of these kinds hold all the time that they name; every other one is told at one time.
_HELD = frozenset({"control", "membership", "office"})


def time_marks(rows: Iterable[Row], *, lane: str | None = None, href: Address | None = None) -> list[TimeMark]:
    """Return a mark for each row, without days where the row has no time.

    `lane` is one of `LANES`, None for no lanes; `href` gives the address of a row. Raises KeyError for another lane.
    """
    lane_of = LANES[lane] if lane is not None else None
    out = []
    for row in rows:
        when = row["when"] or {}
        out.append(
            TimeMark(
                _day(when.get("earliest")),
                _day(when.get("latest")),
                when.get("precision") or "",
                label_of(row),
                href(row) if href else None,
                lane_of(row) if lane_of else None,
                row.get("type") or row.get("kind") or "other",
                row.get("kind") in _HELD,
            )
        )
    return out


def map_marks(
    rows: Iterable[Row], *, boundaries: Boundaries | None = None, href: Address | None = None
) -> list[MapMark]:
    """Return a mark for each row that has a place; provinces and countries with their outline where the set has it."""
    out = []
    for row in rows:
        place = row.get("place")
        if place:
            out.append(
                MapMark(
                    place["lat"],
                    place["lon"],
                    place["precision"],
                    place["radius_km"],
                    _area(place, boundaries),
                    label_of(row),
                    href(row) if href else None,
                    1,
                    row.get("type") or "other",
                    place["name"],
                )
            )
    return out


def pairs(rows: Iterable[Row], *, actor_href: Callable[[Row], str | None] | None = None) -> list[Pair]:
    """Return a pair for each doer and recipient of each row; `actor_href` gives the address of an actor."""
    return [
        Pair(
            doer["name"],
            recipient["name"],
            1,
            row["type"],
            None,
            actor_href(doer) if actor_href else None,
            actor_href(recipient) if actor_href else None,
        )
        for row in rows
        for doer in row["actors"]
        for recipient in row["recipients"]
    ]


def label_of(row: Row) -> str:
    """Return a row in a few words: who did what to whom, or what a claim says of whom.

    >>> label_of({"type": "ASSAULT", "mode": "abduct", "actors": [{"name": "gunmen"}], "recipients": []})
    'Abduction: gunmen'
    >>> label_of({"type": "PROTEST", "mode": None, "actors": [], "recipients": []})
    'Protest'
    """
    if "type" not in row:
        said = [part["name"] for part in (row.get("subject"), row.get("object")) if part and part["name"]]
        if row.get("value") is not None:
            said.append(str(row["value"]))
        return f"{told('claim', row.get('kind', '')).capitalize()}: {', '.join(said)}"
    doers, recipients = (", ".join(actor["name"] for actor in row[side]) for side in ("actors", "recipients"))
    what = said_kind({"mode": None, **row})
    if not doers:
        return f"{what}: towards {recipients}" if recipients else what
    return f"{what}: {doers} towards {recipients}" if recipients else f"{what}: {doers}"


def _place_lane(row: Row) -> str:
    return row["place"]["name"] if row.get("place") else "No place"


def _doer_lane(row: Row) -> str:
    return row["actors"][0]["name"] if row.get("actors") else "Nobody named"


def _recipient_lane(row: Row) -> str:
    return row["recipients"][0]["name"] if row.get("recipients") else "Nobody named"


# What lanes can be made of; of several doers or recipients the first is meant, so that no row is drawn twice.
LANES: Mapping[str, Callable[[Row], str]] = {
    "place": _place_lane,
    "doer": _doer_lane,
    "recipient": _recipient_lane,
    "type": lambda row: told("kind", row["type"]).capitalize(),
}


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None


def _area(place: Row, boundaries: Boundaries | None) -> str | None:
    """Return the id of the outline that a place known only to an area has, that of its province where it is unknown."""
    if boundaries is None or place["precision"] <= PlacePrecision.NEAR:
        return None
    area = boundaries.area_of(place["id"])
    if area is None and place["precision"] <= PlacePrecision.FIRST_LEVEL and place["radius_km"] is None:
        area = boundaries.area_of(place["id"], country=place["country"], admin1=place["admin1"])
    return area.id if area else None
