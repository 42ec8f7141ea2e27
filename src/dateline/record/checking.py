"""Hold what a record tells in sum against what it has singly: aggregates and series beside single incidents.

Invariant: nothing is kept of it; what is said is a function of the incidents and claims that are shown now. What
reviewers rejected, and what all its sources took back, is no event that the record has, as in `exporting.events`.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from dateline.model import EventType, Grade, Level, PartHow, Reviewed, Status
from dateline.model.wording import said
from dateline.reconciling.incidents.account import Days
from dateline.reconciling.incidents.accounts.levels import Counted, type_counted
from dateline.reconciling.incidents.values.checking import Check, Single, Summed, checked
from dateline.record import tables
from dateline.record.rows import chunks

__all__ = ["Short", "checks", "checks_of", "short_incidents"]

_HAPPENED = (Status.OCCURRED.value, Status.ONGOING.value)
_SERIES = "series_point"
_INCIDENTS, _CLAIMS, _REPORTS = tables.incidents.c, tables.claims.c, tables.reports.c
# What counts are held against of an incident, and of a claim: to read all of each takes ten times as long.
_OF_INCIDENT = (
    "row", "holds", "id", "level", "type", "status", "reviewed", "corroboration_grade", "part_of",
    "place_id", "place_name", "place_country", "place_admin1", "when_edtf", "when_earliest", "when_latest",
    "events_low", "events_best", "events_high",
)  # fmt: skip
_OF_CLAIM = ("id", "document", "kind", "unit", "value", "when_edtf", "when_earliest", "when_latest")

Row = Mapping[str, Any]
# The primary key of a row, the id of its incident, and the incident, None where it holds no more.
Short = tuple[int, str, dict[str, Any] | None]


def short_incidents(connection: Connection, *, above: int = 0) -> Iterator[Short]:
    """Yield the rows of incidents with a larger primary key, in turn, with no more than what counts are held against.

    Of several rows of one incident the last one tells what it is.
    """
    asked = select(*(_INCIDENTS[name] for name in _OF_INCIDENT)).where(_INCIDENTS.row > above)
    for told in connection.execute(asked.order_by(_INCIDENTS.row)).mappings():
        yield told["row"], told["id"], _short(dict(told)) if told["holds"] else None


def checks_of(connection: Connection, incidents: Mapping[str, Row]) -> list[dict[str, Any]]:
    """Return each count of a record with the incidents that it counts, as `checks` does; `incidents` by their ids."""
    asked = select(*(_CLAIMS[name] for name in _OF_CLAIM)).where(
        _CLAIMS.kind == _SERIES, _CLAIMS.coding.in_(tables.newest_codings())
    )
    claims = [
        {**row, "when": _when(row)}
        for row in map(dict, connection.execute(asked.order_by(_CLAIMS.document, _CLAIMS.start, _CLAIMS.id)).mappings())
    ]
    countries = _countries(connection, {claim["document"] for claim in claims if type_counted(claim["unit"])})
    every = (incidents[id_] for id_ in sorted(incidents))
    return checks(every, claims, lambda document: countries.get(document, ()))


def _countries(connection: Connection, documents: Collection[str]) -> Mapping[str, list[Row]]:
    """Return for each document the countries that its reports tell of, as reports of which nothing else is known."""
    found: dict[str, list[Row]] = {}
    for some in chunks(sorted(documents)):
        asked = select(_REPORTS.document, _REPORTS.place_country).where(
            _REPORTS.document.in_(some), _REPORTS.coding.in_(tables.newest_codings_of(some))
        )
        for document, country in connection.execute(asked.distinct()):
            found.setdefault(document, []).append({"place": {"country": country}})
    return found


def _short(told: Row) -> dict[str, Any]:
    """Return an incident with no more than what counts are held against, in the shape of the contract."""
    place = {key: told[f"place_{key}"] for key in ("id", "name", "country", "admin1")} if told["place_id"] else None
    events = {key: told[f"events_{key}"] for key in ("low", "best", "high")}
    return {
        **{key: told[key] for key in ("id", "level", "type", "status", "reviewed")},
        "corroboration": {"grade": told["corroboration_grade"]},
        "part_of": json.loads(told["part_of"]) if told["part_of"] != "[]" else [],
        "place": place,
        "when": _when(told),
        "events": events if any(one is not None for one in events.values()) else None,
    }


def _when(told: Row) -> dict[str, Any] | None:
    return {key: told[f"when_{key}"] for key in ("edtf", "earliest", "latest")} if told["when_edtf"] else None


def checks(
    incidents: Iterable[Row], claims: Iterable[Row], reports_of: Callable[[str], Iterable[Row]]
) -> list[dict[str, Any]]:
    """Return each count of a record with the incidents that it counts, in the order of the days that they are about.

    `incidents` and `claims` are all that the record shows now, `reports_of` returns the reports of a document.
    """
    incidents = list(incidents)
    happened = [row for row in incidents if _is_told(row)]
    singles = [_single(row) for row in happened if row["level"] == Level.SINGLE.value]
    linked: defaultdict[str, list[str]] = defaultdict(list)
    for row in happened:
        for one in row["part_of"]:
            if one["how"] == PartHow.COUNTED.value:
                linked[one["id"]].append(row["id"])
    counts = [_of_incident(row, linked[row["id"]]) for row in happened if row["level"] == Level.AGGREGATE.value]
    counts += _of_claims((row for row in claims if row["kind"] == _SERIES), reports_of)
    return [_row(check) for check in checked(counts, singles)]


def _is_told(row: Row) -> bool:
    """Tell whether an incident is told as having happened, and neither reviewers nor its sources took it back."""
    is_withdrawn = row["reviewed"] == Reviewed.REJECTED or row["corroboration"]["grade"] == Grade.RETRACTED
    return row["status"] in _HAPPENED and not is_withdrawn


def _single(row: Row) -> Single:
    place = row["place"] or {}
    type_ = EventType(row["type"])
    return Single(row["id"], type_, _days(row["when"]), place.get("id"), place.get("country"), place.get("admin1"))


def _of_incident(row: Row, linked: Iterable[str]) -> Summed:
    events = row["events"]
    number = (events["low"], events["best"], events["high"]) if events else None
    place = row["place"]
    counted = Counted(row["id"], "", (EventType(row["type"]),), number, _days(row["when"]))
    when = row["when"]["edtf"] if row["when"] else ""
    noun = f"{said('kind', row['type'])} events"
    return Summed(counted, noun, when, place["name"] if place else "", linked=tuple(sorted(linked)))


def _of_claims(claims: Iterable[Row], reports_of: Callable[[str], Iterable[Row]]) -> list[Summed]:
    """Return the points of series that count events, each with the countries that its document tells of."""
    found = []
    told: dict[str, frozenset[str]] = {}
    for row in claims:
        type_ = type_counted(row["unit"])
        value = row["value"]
        if type_ is None or value is None or value != int(value):
            continue
        document = row["document"]
        if document not in told:
            places = [report["place"] for report in reports_of(document)]
            told[document] = frozenset(place["country"] for place in places if place and place["country"])
        number = (int(value), int(value), int(value))
        counted = Counted(row["id"], document, (type_,), number, _days(row["when"]))
        when = row["when"]["edtf"] if row["when"] else ""
        found.append(Summed(counted, _plural(row["unit"]), when, "", is_claim=True, countries=told[document]))
    return found


def _days(when: Row | None) -> Days | None:
    if when is None:
        return None
    first, last = (date.fromisoformat(when[end]).toordinal() if when[end] else None for end in ("earliest", "latest"))
    return first, last


def _plural(unit: str) -> str:
    if unit.endswith("s"):
        return unit
    if unit.endswith("y"):
        return f"{unit[:-1]}ies"
    return f"{unit}es" if unit.endswith(("sh", "ch", "x")) else f"{unit}s"


def _row(check: Check) -> dict[str, Any]:
    summed, number = check.summed, check.summed.counted.number
    return {
        "id": summed.counted.id,
        "what": "claim" if summed.is_claim else "incident",
        "type": summed.counted.types[0].value,
        "told": None if number is None else {"low": number[0], "best": number[1], "high": number[2]},
        "when": summed.when or None,
        "place": summed.where or None,
        "incidents": list(check.events),
        "more": check.is_more,
        "why": check.why,
    }
