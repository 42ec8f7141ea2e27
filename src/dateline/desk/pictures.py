"""Incidents and reports as marks of timelines and maps.

Invariant: a mark is what a row says of time and place, no finer; it leads to the row, or to the rows that it stands
for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from dateline.desk.addresses import Addresses
from dateline.drawing import TimeMark
from dateline.model.saying import said_kind

__all__ = ["time_marks"]

Row = Mapping[str, Any]


def time_marks(
    what: str, rows: Iterable[Row], *, lane: str | None = None, href: Callable[[Row], str | None] | None = None
) -> list[TimeMark]:
    """Return a mark for each row that has a time; `lane` is `place`, `actor` or `type`, None for no lanes.

    `href` gives the address of a row; it is that of its page if None.
    """
    addresses = Addresses()
    made = []
    for row in rows:
        when = row["when"]
        if when is None:
            continue
        made.append(
            TimeMark(
                _day(when["earliest"]),
                _day(when["latest"]),
                when["precision"],
                _label(row),
                href=href(row) if href is not None else addresses.of(what, row),
                lane=_lane(row, lane),
                kind=row["type"],
            )
        )
    return made


def _day(said: str | None) -> date | None:
    return date.fromisoformat(said) if said else None


def _label(row: Row) -> str:
    who, whom = (", ".join(party["name"] for party in row[role]) for role in ("actors", "recipients"))
    parties = " → ".join(part for part in (who, whom) if part)
    return f"{said_kind(row)}: {parties}" if parties else said_kind(row)


def _lane(row: Row, lane: str | None) -> str | None:
    if lane == "place":
        return row["place"]["name"] if row["place"] else None
    if lane == "actor":
        return row["actors"][0]["name"] if row["actors"] else None
    return row["type"] if lane == "type" else None
