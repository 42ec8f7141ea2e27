"""What is told in sum ("162 attacks in April") beside what the record has singly, worked out once for each state of it.

Invariant: it is what `Record.checks` says; of incidents only what that looks at is read, and of each once.
"""

from __future__ import annotations

import json
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from dateline.desk.desk import Desk
from dateline.desk.keeping import Kept
from dateline.record import tables
from dateline.record.checking import checks
from dateline.record.database import guard
from dateline.record.rows import chunks

__all__ = ["SUMS", "Sums"]

_INCIDENTS, _REPORTS = tables.incidents.c, tables.reports.c
_READ = (
    "row", "holds", "id", "level", "type", "status", "reviewed", "corroboration_grade", "part_of",
    "place_id", "place_name", "place_country", "place_admin1", "when_edtf", "when_earliest", "when_latest",
    "events_low", "events_best", "events_high",
)  # fmt: skip

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Sums:
    """Hold the counts that are told with the events that each counts, those that say fewer than there are first.

    `incidents` are what they were held against, by id; `row` is the newest row of them that was read.
    """

    row: int
    incidents: Mapping[str, Json]
    checks: Sequence[Json]


def _version(desk: Desk) -> Hashable:
    coding = select(func.max(tables.codings.c.id)).scalar_subquery()
    with guard(desk.record.name), desk.record.engine.connect() as connection:
        return tuple(connection.execute(select(coding, tables.newest_reconciliation().scalar_subquery())).one())


def _read(desk: Desk, before: Sums | None) -> Sums:
    row, incidents = (before.row, dict(before.incidents)) if before else (0, {})
    asked = select(*(_INCIDENTS[name] for name in _READ)).where(_INCIDENTS.row > row).order_by(_INCIDENTS.row)
    with guard(desk.record.name), desk.record.engine.connect() as connection:
        for told in connection.execute(asked).mappings():
            row = told["row"]
            incidents.pop(told["id"], None)
            if told["holds"]:
                incidents[told["id"]] = _short(dict(told))
    claims = list(desk.record.claims().where(kind="series_point"))
    countries = _countries(desk, {claim["document"] for claim in claims})
    found = checks(incidents.values(), claims, lambda document: countries.get(document, ()))
    return Sums(row, incidents, sorted(found, key=lambda one: not one["more"]))


def _countries(desk: Desk, documents: Iterable[str]) -> Mapping[str, Sequence[Json]]:
    """Return for each document the countries that its reports tell of, as reports of which nothing else is known."""
    found: dict[str, list[Json]] = {}
    with guard(desk.record.name), desk.record.engine.connect() as connection:
        for some in chunks(sorted(documents)):
            asked = select(_REPORTS.document, _REPORTS.place_country).where(
                _REPORTS.document.in_(some), _REPORTS.coding.in_(tables.newest_codings_of(some))
            )
            for document, country in connection.execute(asked.distinct()):
                found.setdefault(document, []).append({"place": {"country": country}})
    return found


def _short(told: Mapping[str, Any]) -> Json:
    """Return an incident with no more than what sums look at, in the shape of the contract."""
    place = {key: told[f"place_{key}"] for key in ("id", "name", "country", "admin1")} if told["place_id"] else None
    when = {key: told[f"when_{key}"] for key in ("edtf", "earliest", "latest")} if told["when_edtf"] else None
    events = {key: told[f"events_{key}"] for key in ("low", "best", "high")}
    return {
        **{key: told[key] for key in ("id", "level", "type", "status", "reviewed")},
        "corroboration": {"grade": told["corroboration_grade"]},
        "part_of": json.loads(told["part_of"]) if told["part_of"] != "[]" else [],
        "place": place,
        "when": when,
        "events": events if any(one is not None for one in events.values()) else None,
    }


SUMS: Kept[Desk, Sums] = Kept(_read, version=_version, may_lag=True, is_slow=True)
