"""Our incidents as accounts, to be linked with what others tell: from rows in the shape of the contract.

Invariant: nothing is there that the row does not hold; an incident without a day or a place has none here either.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from dateline.knowledge.names import fold
from dateline.model import COUNTS, EventType, Level, Reviewed, Status
from dateline.reconciling.incidents.account import Account, Area, Days, Figures

__all__ = ["account_of_incident", "accounts_of_incidents", "is_ours"]

Row = Mapping[str, Any]


def accounts_of_incidents(rows: Iterable[Row]) -> tuple[Account, ...]:
    """Return an account for each incident, by id."""
    return tuple(sorted((account_of_incident(row) for row in rows), key=lambda account: account.id))


def is_ours(row: Row) -> bool:
    """Tell whether we hold that an incident was told of: nobody rejected it, or all of its reports."""
    return bool(row["reviewed"] != Reviewed.REJECTED and row["sources"]["independent"] > 0)


def account_of_incident(row: Row) -> Account:
    """Return what an incident says as one account, under the incident's id."""
    place = row.get("place")
    parties = [list(row.get(role) or ()) for role in ("actors", "recipients")]
    # For tables that name a place which nobody knows; who acts is compared by id.
    name = fold(place["name"]) if place and place.get("name") else ""
    return Account(
        id=row["id"],
        document=row["id"],
        reports=tuple(row.get("reports") or ()),
        type=EventType(row["type"]),
        status=Status(row["status"]),
        level=Level(row.get("level") or Level.SINGLE),
        mode=row.get("mode"),
        places=(_area(place),) if place else (),
        when=_days(row.get("when")),
        actors=_ids(parties[0]),
        recipients=_ids(parties[1]),
        names=(name,) if name else (),
        counts={name: figures for name in COUNTS if (figures := _figures(row.get(name))) is not None},
        means=_kind(row.get("means")),
        target=_kind(row.get("target")),
    )


def _ids(parties: Iterable[Row]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(party["id"] for party in parties if party.get("id")))


def _area(place: Row) -> Area:
    return Area(
        id=place["id"],
        precision=int(place["precision"]),
        lat=place.get("lat"),
        lon=place.get("lon"),
        radius_km=place.get("radius_km"),
        country=place.get("country"),
        admin1=place["name"] if place.get("kind") == "admin1" else place.get("admin1"),
    )


def _days(when: Row | None) -> Days | None:
    if not when or not (when.get("earliest") or when.get("latest")):
        return None
    first, last = (
        date.fromisoformat(when[end]).toordinal() if when.get(end) else None for end in ("earliest", "latest")
    )
    return first, last


def _figures(count: Row | None) -> Figures | None:
    if not count:
        return None
    figures = (count.get("low"), count.get("best"), count.get("high"))
    return figures if any(n is not None for n in figures) else None


def _kind(value: Any) -> str | None:
    """Return the kind of a means or a target, which stands there by itself or beside its evidence."""
    return value.get("kind") if isinstance(value, Mapping) else value
