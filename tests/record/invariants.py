"""What has to hold of every record, whatever was built into it and decided on it; for tests and for the wary."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from dateline.model.report import COUNTS
from dateline.record import Record, open_record, tables
from dateline.record.incidents import holding

Row = dict[str, Any]


def faults(where: Record | Path) -> list[str]:
    """Return in words what does not hold of a record: an empty list where all of it does."""
    if isinstance(where, Record):
        return list(_faults(where))
    with open_record(where, read_only=True) as record:
        return list(_faults(record))


def again(record: Record) -> list[str]:
    """Return what is another once all reports are gone through again, although nothing changed."""
    before = _rows(record)
    done = record.reconcile(whole=True)
    found = [f"{n} incidents {what}" for n, what in ((done.new, "new"), (done.gone, "gone")) if n]
    after = _rows(record)
    return found + [f"{id_} is another row" for id_ in sorted(before) if before[id_] != after.get(id_)]


def _faults(record: Record) -> Iterator[str]:
    rows = list(record.incidents())
    reports = {row["id"] for row in record.reports()}
    yield from _partition(rows, reports)
    shown = {row["id"] for row in rows}
    for row in rows:
        yield from (f"incident {row['id']} {fault}" for fault in _of_incident(row, shown))
    yield from _memberships(record, rows)
    yield from _redirects(record, shown)
    yield from _contradictions(record, rows, reports)
    broken = record.broken_link()
    if broken is not None:
        yield f"the chain of decisions breaks at {broken.number}: {broken.why}"
    told = record.outcomes()
    about = [row["id"] for row in record.decisions() if not any(t.startswith(("a:", "text:")) for t in row["targets"])]
    lost = [id_ for id_ in about if id_ not in told.effects]
    yield from (f"nobody says what became of the decision {id_}" for id_ in lost if not _is_of_actors(record, id_))


def _is_of_actors(record: Record, decision: str) -> bool:
    from dateline.model import Subject
    from dateline.record.decisions import all_decisions

    with record.engine.connect() as connection:
        known = {one.id: one for one in all_decisions(connection)}
    one = known[decision]
    while one.about is Subject.DECISION:
        one = known[one.targets[0]]
    return one.about is Subject.ACTOR


def _partition(rows: list[Row], reports: set[str]) -> Iterator[str]:
    told = Counter(report for row in rows for report in row["reports"])
    yield from (f"report {id_} is in {n} incidents" for id_, n in sorted(told.items()) if n > 1)
    yield from (f"report {id_} is in no incident" for id_ in sorted(reports - set(told)))
    yield from (f"report {id_} of an incident is not shown" for id_ in sorted(set(told) - reports))


def _of_incident(row: Row, shown: set[str]) -> Iterator[str]:
    own = set(row["reports"])
    for key in ("place", "when", *COUNTS):
        if row[key] and not set(row[key]["reports"]) <= own:
            yield f"rests its {key} on reports that it does not have"
    for key in ("actors", "recipients"):
        for one in row[key]:
            if not set(one["reports"]) <= own:
                yield f"rests {one['id']} of its {key} on reports that it does not have"
    for key in COUNTS:
        bounds = [row[key][bound] for bound in ("low", "best", "high")] if row[key] else []
        known = [bound for bound in bounds if bound is not None]
        if known != sorted(known):
            yield f"has {known} for low, best and high of {key}"
    if row["when"]:
        ends = row["when"]["earliest"], row["when"]["latest"]
        if None not in ends and ends[0] > ends[1]:
            yield f"ends before it begins: {ends}"
    grouped = Counter(report for group in row["sources"]["groups"] for report in group)
    if any(n > 1 for n in grouped.values()) or not set(grouped) <= own or not all(row["sources"]["groups"]):
        yield "has groups that do not part its reports"
    if row["reviewed"] is None and set(grouped) - own:
        yield "has groups of other reports"
    if row["sources"]["independent"] != len(row["sources"]["groups"]):
        yield f"counts {row['sources']['independent']} origins and lists {len(row['sources']['groups'])}"
    if not min(1, row["sources"]["independent"]) <= row["sources"]["effective"] <= row["sources"]["independent"]:
        yield f"has an effective number of {row['sources']['effective']} of {row['sources']['independent']}"
    for key in ("part_of", "runners_up"):
        for one in row[key]:
            if one["id"] not in shown:
                yield f"names {one['id']} in {key}, which is not shown"
            if one["id"] == row["id"]:
                yield f"names itself in {key}"
            if not 0 <= one["score"] <= 1:
                yield f"has a score of {one['score']} in {key}"
        if len({one["id"] for one in row[key]}) != len(row[key]):
            yield f"names one incident twice in {key}"
    if not 0 <= row["score"] <= 1:
        yield f"has a score of {row['score']}"


def _memberships(record: Record, rows: list[Row]) -> Iterator[str]:
    table = tables.incident_reports.c
    newest = select(func.max(table.row)).group_by(table.report)
    with record.engine.connect() as connection:
        asked = select(table.report, table.incident).where(table.row.in_(newest))
        kept = {report: incident for report, incident in connection.execute(asked) if incident}
    shown = {report: row["id"] for row in rows for report in row["reports"]}
    for report in sorted(kept.keys() | shown.keys()):
        if kept.get(report) != shown.get(report):
            yield f"report {report} is kept under {kept.get(report)} and shown under {shown.get(report)}"


def _redirects(record: Record, shown: set[str]) -> Iterator[str]:
    table = tables.incident_redirects.c
    with record.engine.connect() as connection:
        asked = select(table.old, table.new).order_by(table.row)
        leading = {old: new for old, new in connection.execute(asked)}  # noqa: C416 - a result's rows are no pairs
        ever = set(connection.execute(select(tables.incidents.c.id)).scalars())
    told: dict[str, str] = {}
    for row in record.incidents():
        for old in row["redirects"]:
            if old in told:
                yield f"{old} leads to {told[old]} and to {row['id']}"
            told[old] = row["id"]
    for old in sorted(leading):
        seen, at = {old}, old
        while (to := leading.get(at, at)) != at:
            if to in seen:
                yield f"redirects run in a circle from {old} over {to}"
                break
            seen.add(to)
            at = to
        if at not in ever:
            yield f"{old} leads to {at}, which never was an incident"
        if old in shown and at != old:
            yield f"{old} is shown and leads to {at}"
        if record.leads_to(old) != at:
            yield f"{old} leads to {at}, and the record says {record.leads_to(old)}"
        if at in shown and at != old and told.get(old) != at:
            yield f"{old} leads to {at}, which does not list it"


def _contradictions(record: Record, rows: list[Row], reports: set[str]) -> Iterator[str]:
    by_id = {row["id"]: row for row in rows}
    claims = {row["id"] for row in record.claims()}
    documents = {row["id"]: row["document"] for row in record.reports()}
    texts = {row["id"]: row["text"] for row in record.documents()}
    with record.engine.connect() as connection:
        kept = {row["id"] for row in connection.execute(holding("contradictions")).mappings()}
    every = list(record.contradictions())
    if kept != {row["id"] for row in every} or len(kept) != len(every):
        yield "the contradictions that are shown are not those that hold"
    for row in every:
        name = f"contradiction {row['id']}"
        told = {report for side in row["values"] for report in side["reports"]}
        quoted = {quote["document"] for side in row["values"] for quote in side["quotes"]}
        if row["incident"] is not None and row["incident"] not in by_id:
            yield f"{name} is of {row['incident']}, which is not shown"
        elif row["incident"] is not None and not quoted & {documents[r] for r in by_id[row["incident"]]["reports"]}:
            yield f"{name} quotes no document of its incident {row['incident']}"
        if not told <= reports:
            yield f"{name} names reports that are not shown"
        if not set(row["claims"]) <= claims:
            yield f"{name} names claims that are not shown"
        if not 0 <= row["weight"] <= 1:
            yield f"{name} weighs {row['weight']}"
        for side in row["values"]:
            for quote in side["quotes"]:
                if texts[quote["document"]][quote["start"] : quote["end"]] != quote["words"]:
                    yield f"{name} quotes {quote['words']!r}, which does not stand there"


def _rows(record: Record) -> dict[str, dict[str, Any]]:
    with record.engine.connect() as connection:
        found: dict[str, dict[str, Any]] = {}
        for what in ("incidents", "contradictions"):
            for row in connection.execute(holding(what)).mappings():
                found[row["id"]] = {key: row[key] for key in row if key not in ("row", "reconciliation")}
        return found
