"""Hold what an index says against what its record says, question by question."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from dateline.indexing import Filters, Snapshot, rows
from dateline.record import Record

Row = Mapping[str, Any]

# A facet, and what of a row it counts.
_COUNTED: Mapping[str, Mapping[str, Callable[[Row], Iterable[Any]]]] = {
    "reports": {
        "type": lambda row: [row["type"]],
        "status": lambda row: [row["status"]],
        "mode": lambda row: [row["mode"]] if row["mode"] else [],
        "zone": lambda row: [row["zone"]],
        "document": lambda row: [row["document"]],
        "doer": lambda row: {one["id"] for one in row["actors"]},
        "recipient": lambda row: {one["id"] for one in row["recipients"]},
        "actor": lambda row: {one["id"] for one in (*row["actors"], *row["recipients"])},
        "voice": lambda row: {one["id"] for one in row["voices"]},
        "place": lambda row: {one["id"] for one in row["places"]},
        "month": lambda row: _month(row["when"]),
        "country": lambda row: [row["place"]["country"]] if row["place"] and row["place"]["country"] else [],
        "admin1": lambda row: [row["place"]["admin1"]] if row["place"] and row["place"]["admin1"] else [],
        "precision": lambda row: [str(row["place"]["precision"])] if row["place"] else [],
        "hedged": lambda row: [str(row["hedged"]).lower()],
        "historical": lambda row: [str(row["historical"]).lower()],
    },
    "incidents": {
        "type": lambda row: [row["type"]],
        "status": lambda row: [row["status"]],
        "level": lambda row: [row["level"]],
        "mode": lambda row: [row["mode"]] if row["mode"] else [],
        "doer": lambda row: {one["id"] for one in row["actors"]},
        "recipient": lambda row: {one["id"] for one in row["recipients"]},
        "actor": lambda row: {one["id"] for one in (*row["actors"], *row["recipients"])},
        "place": lambda row: [row["place"]["id"]] if row["place"] else [],
        "month": lambda row: _month(row["when"]),
        "country": lambda row: [row["place"]["country"]] if row["place"] and row["place"]["country"] else [],
        "precision": lambda row: [str(row["place"]["precision"])] if row["place"] else [],
        "grade": lambda row: [row["corroboration"]["grade"]],
        "reviewed": lambda row: [row["reviewed"] or "none"],
    },
}
# What a record calls the condition of a filter, where it is another word.
_CALLED = {
    "reports": {"doer": "actor", "admin1": "place_admin1", "precision": "place_precision"},
    "incidents": {"doer": "actor", "place": "place_id", "precision": "place_precision"},
}
_ASKED = {
    "reports": (
        "type", "status", "mode", "zone", "document", "doer", "recipient", "voice", "place", "country", "admin1",
        "precision", "hedged", "historical",
    ),
    "incidents": (
        "type", "status", "level", "mode", "doer", "recipient", "place", "country", "precision", "grade", "reviewed",
    ),
}  # fmt: skip
_TIMES = ("2008-06", "2008-06-15", "2007", "2009")


def _month(when: Row | None) -> list[str]:
    if not when or not when["earliest"] or not when["latest"]:
        return []
    return [when["earliest"][:7]] if when["earliest"][:7] == when["latest"][:7] else []


def check(record: Record, now: Snapshot, *, names: Iterable[str] = (), reviewers: Iterable[str] = ()) -> None:
    """Fail where a snapshot and its record do not say the same."""
    for what in ("reports", "incidents"):
        every = list(getattr(record, what)())
        columns = getattr(now, what)
        assert len(columns) == columns.where().count == len(every)
        _check_rows(record, columns, what, every)
        facets = columns.where().facets(_COUNTED[what], most=10_000)
        for name, count in _COUNTED[what].items():
            counted = Counter(value for row in every for value in count(row))
            assert {one.value: one.count for one in facets[name]} == dict(counted), (what, name)
        for name in _ASKED[what]:
            for one in facets[name]:
                value = None if one.value == "none" else one.value
                _check(record, now, what, name, one.value, _CALLED[what].get(name, name), value)
        for time in _TIMES:
            _check(record, now, what, "after", time, "after", time)
            _check(record, now, what, "before", time, "before", time)
    for least in ("0", "0.6", "0.95"):
        _check(record, now, "reports", "min_score", least, "min_score", least)
    for name in names:
        for role in ("doer", "recipient", "voice"):
            _check(record, now, "reports", role, name, _CALLED["reports"].get(role, role), name)
        _check_incidents_of(record, now, name)
    for reviewer in (None, *reviewers):
        assert now.queue(reviewer) == record.queue(reviewer=reviewer)


def _ids(now: Snapshot, what: str, key: str, value: str) -> set[str]:
    found = getattr(now, what).where(Filters.parse({key: value}, what=what))
    page = found.page(size=100_000)
    assert len(page.ids) == len(set(page.ids)) == found.count
    return set(page.ids)


def _check(record: Record, now: Snapshot, what: str, key: str, value: str, asked: str, as_value: Any) -> None:
    said = {row["id"] for row in getattr(record, what)().where(**{asked: as_value})}
    assert _ids(now, what, key, value) == said, (what, key, value)


def _check_incidents_of(record: Record, now: Snapshot, name: str) -> None:
    """By a name that an incident does not show the index finds more: the actors who go by it anywhere."""
    for role in ("actor", "recipient"):
        said = {row["id"] for row in record.incidents().where(**{role: name})}
        found = _ids(now, "incidents", "doer" if role == "actor" else role, name)
        assert said <= found
        called = {one["id"] for row in record.reports().where(actor=name) for one in row["actors"]}
        called |= {one["id"] for row in record.reports().where(recipient=name) for one in row["recipients"]}
        called |= {one["id"] for row in record.reports().where(voice=name) for one in row["voices"]}
        for row in record.some("incidents", sorted(found - said)):
            assert called & {one["id"] for one in row[f"{role}s"]}


def _check_rows(record: Record, columns: Any, what: str, every: list[dict[str, Any]]) -> None:
    page = columns.where().page("recent", 100_000)
    shown = {row["id"]: row for row in every}
    assert rows.fetch(record, what, page.rows) == [shown[id_] for id_ in page.ids]
    assert sorted(page.ids) == sorted(shown)
