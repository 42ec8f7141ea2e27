"""Write the incidents that a grouping makes: with their ids, their values, their sources, and what is disputed.

Invariant: what did not change is not written again; an incident that is no more is said to hold no more, and its id
leads to the one that took most of its reports over.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import Connection, insert, select

from dateline.model import (
    Anchor,
    Contradiction,
    Decision,
    Incident,
    Level,
    Membership,
    Report,
    incident_shape,
)
from dateline.reconciling.incidents.assembling import Made, incident_of
from dateline.reconciling.incidents.contradictions import contradictions_between
from dateline.reconciling.incidents.deciding.identity import assign, follow
from dateline.reconciling.incidents.deciding.replay import Decided, Replayed, replay
from dateline.reconciling.incidents.matching.grouped import Grouping
from dateline.record import tables
from dateline.record.anchoring import anchors_of_reports
from dateline.record.belonging import kept_memberships, led_on, memberships_of
from dateline.record.disputing import changed_disputes
from dateline.record.gathering import Gatherer
from dateline.record.incidents import contradictions_where, holding
from dateline.record.incidents import incident_of as incidents_of_reports
from dateline.record.judging import Judged
from dateline.record.letters import open_letters
from dateline.record.meanings import Meanings
from dateline.record.plans import Kept, Plan, Teller, as_they_were, in_order_of_time, mates_of, plans_of, stays
from dateline.record.reconciled import Reconciled
from dateline.record.rows import chunks, from_row, to_row

__all__ = ["Assembler"]

# Incidents that are made with one question for their reports.
_BATCH = 200
_LEVELS = tuple(Level)

Members = frozenset[str]


@dataclass(slots=True)
class _Written:
    """Gather the rows of a reconciliation, and count them."""

    new: int = 0
    changed: int = 0
    incidents: list[dict[str, Any]] = field(default_factory=list)
    contradictions: list[dict[str, Any]] = field(default_factory=list)
    reports: list[dict[str, Any]] = field(default_factory=list)


class Assembler:
    """Make and write incidents on one connection, as facts of one reconciliation."""

    def __init__(self, connection: Connection, meanings: Meanings, decisions: Sequence[Decision], number: int) -> None:
        self._connection, self._meanings, self._decisions, self._number = connection, meanings, decisions, number
        self._gatherer = Gatherer(connection, meanings)

    def write(
        self,
        grouping: Grouping,
        tellers: Sequence[Teller],
        changed: Collection[str],
        anchors: Sequence[Anchor],
        *,
        since: int | None,
    ) -> Reconciled:
        """Write what changed; `tellers` are the accounts that were grouped, `changed` the documents of which all
        reports may be others than they were, `anchors` those of what decisions may be about. `since` is the number of
        the newest decision that is in effect already, None where all is made anew."""
        is_whole = since is None
        of = {one.account: one.reports for one in tellers}
        machine = [frozenset(r for id_ in cluster.accounts for r in of[id_]) for cluster in grouping.clusters]
        replayed = replay(machine, self._decisions, anchors)
        earlier, belonged = self._earlier({report for members in machine for report in members}, changed)
        plans, redirects = self._plans(grouping, machine, replayed, earlier, is_whole=is_whole)
        belongs = kept_memberships(belonged, {plan.id: plan.part_of for plan in plans}, redirects)
        plans = [replace(plan, part_of=belongs[plan.id]) for plan in plans]
        written = _Written()
        mates = mates_of(plans)
        kept = Kept()
        if since is not None:
            then = replay((), [one for one in self._decisions if one.number <= since], anchors)
            kept = self._as_they_were(plans, tellers, changed, earlier, replayed, then.rejected)
        self._leave(kept, written)
        left = {id_ for id_ in kept.rows if id_ not in kept.mates}
        making = in_order_of_time((plan for plan in plans if plan.id not in left), tellers)
        for at in range(0, len(making), _BATCH):
            self._make(making[at : at + _BATCH], mates, replayed, earlier, kept, written)
            self._insert(written)
        gone = sorted(set(earlier) - {plan.id for plan in plans})
        self._let_go(gone, written)
        for row in led_on(self._connection, gone, redirects, {*earlier, *belongs}):
            written.incidents.append({"reconciliation": self._number, "holds": True, **row})
            written.changed += 1
        self._move(plans, earlier, written)
        self._lead_on(redirects)
        for holds, row in changed_disputes(self._connection, self._meanings, None if is_whole else changed):
            written.contradictions.append({"reconciliation": self._number, "holds": holds, **row})
        self._insert(written)
        return Reconciled(written.new, written.changed, len(gone), is_whole)

    def judge(self, judged: Judged) -> Reconciled:
        """Write what verdicts and edits changed, where nothing else did."""
        written = _Written()
        self._leave(judged.kept, written)
        for at in range(0, len(judged.plans), _BATCH):
            some = judged.plans[at : at + _BATCH]
            self._make(some, judged.mates, judged.replayed, judged.earlier, judged.kept, written)
            self._insert(written)
        self._insert(written)
        return Reconciled(written.new, written.changed)

    def _leave(self, kept: Kept, written: _Written) -> None:
        """Gather the rows that are others though what they are made of is the same."""
        for row in kept.rows.values():
            if row is not None:
                written.incidents.append({"reconciliation": self._number, "holds": True, **row})
                written.changed += 1

    def _insert(self, written: _Written) -> None:
        """Insert the rows that were gathered so far; what they are counted as stays."""
        for table, rows in (
            (tables.incidents, written.incidents),
            (tables.contradictions, written.contradictions),
            (tables.incident_reports, written.reports),
        ):
            for some in range(0, len(rows), 1_000):
                self._connection.execute(insert(table), rows[some : some + 1_000])
            rows.clear()

    # Who is who

    def _earlier(
        self, told: Collection[str], changed: Collection[str]
    ) -> tuple[dict[str, set[str]], dict[str, tuple[Membership, ...]]]:
        """Return the incidents that some reports, or reports that changed documents ever had, tell of so far: all of
        their reports, and what they belong to."""
        reports, ids = tables.reports.c, set(told)
        for some in chunks(sorted(changed)):
            ids.update(self._connection.execute(select(reports.id).where(reports.document.in_(some))).scalars())
        known = set(incidents_of_reports(self._connection, ids).values())
        found: dict[str, set[str]] = {}
        belonged: dict[str, tuple[Membership, ...]] = {}
        for some in chunks(sorted(known)):
            asked = holding("incidents", ids=some)
            for row in self._connection.execute(asked).mappings():
                shown = from_row("incidents", dict(row))
                found[row["id"]] = set(shown["reports"])
                belonged[row["id"]] = memberships_of(shown["part_of"])
        return found, belonged

    def _plans(
        self,
        grouping: Grouping,
        machine: Sequence[Members],
        replayed: Replayed,
        earlier: Mapping[str, set[str]],
        *,
        is_whole: bool,
    ) -> tuple[list[Plan], Mapping[str, str]]:
        redirects = self._redirects()
        every = select(tables.incidents.c.id).distinct()
        used = set(self._connection.execute(every).scalars()) if is_whole else _Used(self._connection)
        gone = self._last_reports([old for old in redirects if follow(old, redirects) in earlier])
        wanted = {report for members in replayed.clusters for report in members}
        wanted |= {report for members in (*earlier.values(), *gone.values()) for report in members}
        anchors = anchors_of_reports(self._connection, wanted)
        given = assign(
            [[anchors[report] for report in members] for members in replayed.clusters],
            {id_: [anchors[r] for r in members if r in anchors] for id_, members in earlier.items()},
            gone={id_: [anchors[r] for r in members if r in anchors] for id_, members in gone.items()},
            redirects=redirects,
            used=used,
        )
        plans = plans_of(grouping, machine, replayed.clusters, given.ids)
        # An id that is an incident's again leads to itself from now on.
        leading = {**given.redirects, **{id_: id_ for id_ in given.revived}}
        return plans, {old: new for old, new in leading.items() if redirects.get(old) != new}

    def _as_they_were(
        self,
        plans: Sequence[Plan],
        tellers: Sequence[Teller],
        changed: Collection[str],
        earlier: Collection[str],
        replayed: Replayed,
        rejected: Collection[str],
    ) -> Kept:
        """Return what of the incidents need not be made again, see `as_they_were`; `rejected` are the reports that were
        when they were made."""
        documents = {report: one.document for one in tellers for report in one.reports}
        named = self._meanings.decided_in(set(documents.values()))
        rows = self._rows("incidents", sorted(earlier))
        decisions = {one.id: one for one in self._decisions}
        otherwise = replayed.rejected ^ frozenset(rejected)
        judged = {
            plan.id
            for plan in plans
            if plan.id in rows
            and (plan.members & otherwise or not _is_judged_so(rows[plan.id], _made(plan, replayed, decisions)))
        }
        return as_they_were(plans, rows, documents=documents, changed={*changed, *named}, judged=judged)

    def _redirects(self) -> dict[str, str]:
        table = tables.incident_redirects.c
        asked = select(table.old, table.new).order_by(table.row)
        return {old: new for old, new in self._connection.execute(asked)}  # noqa: C416 - a result's rows are no pairs

    def _last_reports(self, ids: Collection[str]) -> dict[str, set[str]]:
        """Return the reports that incidents had which are no more."""
        table, found = tables.incidents.c, dict[str, set[str]]()
        for some in chunks(sorted(ids)):
            asked = select(tables.incidents).where(table.id.in_(some), table.holds).order_by(table.row)
            for row in self._connection.execute(asked).mappings():
                found[row["id"]] = set(from_row("incidents", dict(row))["reports"])
        return found

    # What each is

    def _make(
        self,
        plans: Sequence[Plan],
        mates: Mapping[str, Sequence[Plan]],
        replayed: Replayed,
        earlier: Mapping[str, set[str]],
        kept: Kept,
        written: _Written,
    ) -> None:
        new = {plan.id: [m for m in mates[plan.id] if m.id not in kept.mates.get(plan.id, ())] for plan in plans}
        read = [one for plan in plans if new[plan.id] or plan.id not in kept.rows for one in (plan, *new[plan.id])]
        reports, claims, documents = self._gatherer.read({report for plan in read for report in plan.members})
        told_by: dict[str, list[Report]] = defaultdict(list)
        for report in reports.values():
            told_by[report.document].append(report)
        links, known = self._gatherer.derivations(documents)
        before = self._rows("incidents", [plan.id for plan in plans if plan.id in earlier])
        disputed = self._disputed([plan.id for plan in plans])
        decisions = {one.id: one for one in self._decisions}
        letters = open_letters()
        for plan in plans:
            apart: list[Contradiction] = []
            for mate in new[plan.id]:
                ours, theirs = ([reports[id_] for id_ in sorted(p.members - replayed.rejected)] for p in (plan, mate))
                level = max(plan.level, mate.level, key=_LEVELS.index)
                # Remarks are looked for in all that is given: no more than what the two are told in.
                told_in = {one.document: documents[one.document] for one in (*ours, *theirs)}
                apart += contradictions_between(plan.id, ours, theirs, documents=told_in, level=level)
            before_it = disputed.get(plan.id, {})
            if plan.id in kept.rows:
                others = {id_ for mate in mates[plan.id] if mate not in new[plan.id] for id_ in mate.members}
                same = {id_: row for id_, row in before_it.items() if stays(row, plan.members, others)}
                self._keep_disputes({**same, **_rows_of(apart)}, before_it, written)
                continue
            told = [reports[id_] for id_ in sorted(plan.members)]
            own = {report.document for report in told}
            behind = own | {link.origin_document or "" for id_ in own for link in links[id_]}
            made = incident_of(
                _made(plan, replayed, decisions),
                told,
                documents={id_: known[id_] for id_ in sorted(behind & known.keys())},
                derivations={link.id: link for id_ in own for link in links[id_]}.values(),
                beside=[r for id_ in sorted(own) for r in told_by[id_] if r.id not in plan.members],
                claims=[claim for id_ in sorted(own) for claim in claims.get(id_, ())],
                reliabilities=letters,
            )
            made = replace(made, contradictions=(*made.contradictions, *apart))
            self._keep(made, before.get(plan.id), before_it, written)

    def _rows(self, what: str, ids: Sequence[str]) -> dict[str, dict[str, Any]]:
        found = {}
        for some in chunks(sorted(ids)):
            for row in self._connection.execute(holding(what, ids=some)).mappings():
                found[row["id"]] = {key: row[key] for key in row if key not in ("row", "reconciliation", "holds")}
        return found

    def _disputed(self, incidents: Sequence[str]) -> dict[str, dict[str, dict[str, Any]]]:
        """Return the contradictions that are kept of some incidents, by incident and id."""
        table = tables.contradictions.c
        found: dict[str, dict[str, dict[str, Any]]] = defaultdict(dict)
        for some in chunks(sorted(incidents)):
            for row in self._connection.execute(contradictions_where(table.incident.in_(some))).mappings():
                kept = {key: row[key] for key in row if key not in ("row", "reconciliation", "holds")}
                found[row["incident"]][row["id"]] = kept
        return found

    def _keep(
        self, made: Incident, before: dict[str, Any] | None, disputed: Mapping[str, Any], written: _Written
    ) -> None:
        """Gather what of an incident is another than it was."""
        row = to_row("incidents", {**incident_shape.incident_json(made), "redirects": [], "contradictions": []})
        if before is None or row != before:
            written.incidents.append({"reconciliation": self._number, "holds": True, **row})
            written.new += before is None
            written.changed += before is not None
        self._keep_disputes(_rows_of(made.contradictions), disputed, written)

    def _keep_disputes(self, now: Mapping[str, Any], disputed: Mapping[str, Any], written: _Written) -> None:
        """Gather what of an incident's contradictions is another than it was."""
        for id_, one in sorted(now.items()):
            if disputed.get(id_) != one:
                written.contradictions.append({"reconciliation": self._number, "holds": True, **one})
        for id_, one in sorted(disputed.items()):
            if id_ not in now:
                written.contradictions.append({"reconciliation": self._number, "holds": False, **one})

    # What is no more

    def _let_go(self, gone: Sequence[str], written: _Written) -> None:
        for row in self._rows("incidents", gone).values():
            written.incidents.append({"reconciliation": self._number, "holds": False, **row})
        for of_one in self._disputed(gone).values():
            for row in of_one.values():
                written.contradictions.append({"reconciliation": self._number, "holds": False, **row})

    def _move(self, plans: Sequence[Plan], earlier: Mapping[str, set[str]], written: _Written) -> None:
        """Say of each report that tells of another incident than it did which one."""
        before = {report: id_ for id_, members in earlier.items() for report in members}
        now = {report: plan.id for plan in plans for report in plan.members}
        for report in sorted(before.keys() | now.keys()):
            if before.get(report) != now.get(report):
                row = {"reconciliation": self._number, "report": report, "incident": now.get(report)}
                written.reports.append(row)

    def _lead_on(self, redirects: Mapping[str, str]) -> None:
        rows = [{"reconciliation": self._number, "old": old, "new": new} for old, new in sorted(redirects.items())]
        if rows:
            self._connection.execute(insert(tables.incident_redirects), rows)


def _rows_of(contradictions: Iterable[Contradiction]) -> dict[str, dict[str, Any]]:
    return {one.id: to_row("contradictions", incident_shape.contradiction_json(one)) for one in contradictions}


class _Used(Container[str]):
    """Know which ids any incident ever had, without reading them all."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def __contains__(self, id_: object) -> bool:
        asked = select(tables.incidents.c.row).where(tables.incidents.c.id == id_).limit(1)
        return self._connection.execute(asked).first() is not None


def _is_judged_so(row: Mapping[str, Any], made: Made) -> bool:
    """Tell whether people say of an incident what its row says that they do."""
    edited = {one["field"]: one["decision"] for one in json.loads(row["edited"])}
    return row["reviewed"] == made.reviewed and edited == made.by and not made.disputed


def _made(plan: Plan, replayed: Replayed, decisions: Mapping[str, Decision]) -> Made:
    decided = replayed.incidents.get(plan.members, Decided())
    in_force = [decisions[id_] for id_ in decided.decisions]
    return Made(
        plan.id,
        plan.level,
        plan.score,
        part_of=plan.part_of,
        runners_up=plan.runners_up,
        rejected=replayed.rejected & plan.members,
        reviewed=decided.reviewed,
        edits=decided.edits,
        by={one.field: one.id for one in in_force if one.field in decided.edits and one.field is not None},
        disputed=decided.disputed,
    )
