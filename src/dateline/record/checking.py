"""Hold what a record tells in sum against what it has singly: aggregates and series beside single incidents.

Invariant: nothing is kept of it; what is said is a function of the incidents and claims that are shown now. What
reviewers rejected, and what all its sources took back, is no event that the record has, as in `exporting.events`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from dateline.model import EventType, Grade, Level, PartHow, Reviewed, Status
from dateline.model.wording import said
from dateline.reconciling.incidents.account import Days
from dateline.reconciling.incidents.accounts.levels import Counted, type_counted
from dateline.reconciling.incidents.values.checking import Check, Single, Summed, checked

__all__ = ["checks"]

_HAPPENED = (Status.OCCURRED.value, Status.ONGOING.value)

Row = Mapping[str, Any]


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
    counts += _of_claims((row for row in claims if row["kind"] == "series_point"), reports_of)
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
