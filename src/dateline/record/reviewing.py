"""What people decide about incidents, reports and claims: checked, written down with what they saw, and in effect.

Invariant: a decision that is written down says which words it was about and what the machine had proposed; one that
could have no effect is refused before it is written.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Engine

from dateline.errors import DatelineError
from dateline.model import COUNTS, Act, Anchor, Decision, Moment, Role, Subject
from dateline.model.decision import subject_of
from dateline.reconciling.actors.deciding import live
from dateline.reconciling.incidents.deciding.anchors import Finder, anchors_of
from dateline.reconciling.incidents.deciding.editing import check_edit
from dateline.reconciling.incidents.deciding.judgements import Agreement, agreement_of
from dateline.reconciling.incidents.deciding.urgency import Proposal, queue
from dateline.record.anchoring import anchors_about, anchors_under
from dateline.record.database import guard
from dateline.record.decisions import all_decisions, decide
from dateline.record.incidents import holding, incident_of, leads_to
from dateline.record.rows import chunks, from_row

__all__ = ["Outcomes", "agreement", "asked_of", "outcomes", "review"]

_INCIDENTS, _REPORTS = Subject.INCIDENT, Subject.REPORT


def review(
    engine: Engine,
    name: str,
    act: Act,
    targets: Sequence[str],
    *,
    reviewer: str,
    reason: str | None = None,
    made: Moment | None = None,
    role: Role = Role.REVIEWER,
    field: str | None = None,
    value: str | None = None,
    then: Callable[[Connection, Decision], object] | None = None,
) -> Decision:
    """Write down a decision about incidents, reports or claims; ids that led elsewhere are taken for where they lead.

    `then` is done in the transaction that writes it.

    Raises DatelineError where a target is not there or the act does not fit it.
    """
    try:
        Decision("k", act, tuple(targets), reviewer, made or Moment("2000"), reason, role, field, value)
    except ValueError as error:
        raise DatelineError(str(error)) from None
    with guard(name), engine.connect() as connection:
        seen = _Seen(connection, name)
        targets = [seen.now(target) for target in targets]
        seen.check(act, targets, field, value)
        anchors = anchors_of(act, targets, anchors=seen.anchors, incidents=seen.incidents)
        proposal = json.dumps(seen.shown, ensure_ascii=False, sort_keys=True) if seen.shown else None
    return decide(
        engine, name, act, targets,
        reviewer=reviewer, reason=reason, made=made, role=role, field=field, value=value,
        anchors=anchors, proposal=proposal, then=then,
    )  # fmt: skip


class _Seen:
    """Read what a decision is about, as it is shown to whoever decides."""

    def __init__(self, connection: Connection, name: str) -> None:
        self._connection, self._name = connection, name
        self.incidents: dict[str, list[str]] = {}
        self.anchors: dict[str, Anchor] = {}
        self.shown: dict[str, dict[str, Any]] = {}

    def now(self, target: str) -> str:
        return leads_to(self._connection, target) if subject_of(target) is _INCIDENTS else target

    def check(self, act: Act, targets: Sequence[str], field: str | None, value: str | None) -> None:
        """Read the targets, and raise DatelineError where the act cannot be done to them."""
        kinds = {subject_of(target) for target in targets}
        if len(set(targets)) < len(targets):
            raise DatelineError(f"{act.value} names one thing twice: {', '.join(targets)}")
        self._read(targets)
        reports = [target for target in targets if subject_of(target) is _REPORTS]
        if act is Act.EDIT:
            if kinds != {_INCIDENTS}:
                raise DatelineError("only incidents are edited; of a report say that it is wrong (reject), or move it")
            check_edit(field or "", value)
        elif act is Act.SPLIT:
            own = set(self.incidents[targets[0]])
            strange = [report for report in reports if report not in own]
            if strange:
                raise DatelineError(f"incident {targets[0]} does not have the report {strange[0]}")
            if own <= set(reports):
                raise DatelineError(f"a split of {targets[0]} has to leave a report in it; it has {len(own)}")
        elif act is Act.MOVE:
            there = set(self.incidents[targets[-1]])
            same = [report for report in reports if report in there]
            if same:
                raise DatelineError(f"incident {targets[-1]} has the report {same[0]} already")

    def _read(self, targets: Sequence[str]) -> None:
        told = [target for target in targets if subject_of(target) in (_REPORTS, Subject.CLAIM)]
        of_reports = incident_of(self._connection, [t for t in told if subject_of(t) is _REPORTS])
        wanted = {target for target in targets if subject_of(target) is _INCIDENTS} | set(of_reports.values())
        for some in chunks(sorted(wanted)):
            for row in self._connection.execute(holding("incidents", ids=some)).mappings():
                shown = from_row("incidents", dict(row))
                self.incidents[row["id"]] = shown["reports"]
                if row["id"] in targets:
                    self.shown[row["id"]] = _proposal(shown)
        missing = [t for t in targets if subject_of(t) is _INCIDENTS and t not in self.incidents]
        if missing:
            raise DatelineError(
                f"{self._name} has no incident {missing[0]!r}; `dateline incidents {self._name}` lists them"
            )
        every = {report for reports in self.incidents.values() for report in reports} | set(told)
        self.anchors = anchors_under(self._connection, every)
        lost = [target for target in told if target not in self.anchors]
        if lost:
            raise DatelineError(f"{self._name} has no {subject_of(lost[0]).value} {lost[0]!r}")


def _proposal(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return what of an incident a decision keeps as what was seen: its values, without who stands behind each."""
    place, when = row["place"], row["when"]
    counts = {name: [row[name][bound] for bound in ("low", "best", "high")] for name in COUNTS if row[name]}
    kept = {
        **{key: row[key] for key in ("level", "type", "mode", "status", "means", "target", "reports", "score")},
        "actors": [actor["id"] for actor in row["actors"]],
        "recipients": [actor["id"] for actor in row["recipients"]],
        "place": place["id"] if place else None,
        "when": when["edtf"] if when else None,
        "grade": row["corroboration"]["grade"],
        **counts,
    }
    return {key: value for key, value in kept.items() if value not in (None, [])}


@dataclass(frozen=True, slots=True)
class Outcomes:
    """Say what became of all decisions about incidents, reports and claims.

    `unapplied` are those that cannot be applied any more, with the reason in words; `conflicts` those of several
    reviewers that cannot all hold, each as the ids of the decisions and what they differ on. `by` names the decisions
    that an effect is because of, `reports` the reports and claims of now that each decision is about.
    """

    effects: Mapping[str, str]
    unapplied: tuple[tuple[str, str], ...]
    conflicts: tuple[tuple[tuple[str, ...], str], ...]
    by: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    reports: Mapping[str, frozenset[str]] = field(default_factory=dict)


def outcomes(connection: Connection) -> Outcomes:
    """Return what became of all decisions, under the reports and incidents of now."""
    from dateline.reconciling.incidents.deciding.replay import replay

    decisions = all_decisions(connection)
    anchors = anchors_about(connection, decisions)
    ids = set(incident_of(connection, [anchor.id for anchor in anchors]).values())
    clusters: list[frozenset[str]] = []
    for some in chunks(sorted(ids)):
        clusters += (frozenset(json.loads(row.reports)) for row in connection.execute(holding("incidents", ids=some)))
    replayed = replay(clusters, decisions, anchors)
    finder = Finder(anchors)
    return Outcomes(
        {id_: one.effect.value for id_, one in replayed.outcomes.items()},
        replayed.unapplied,
        tuple((one.decisions, one.why) for one in replayed.conflicts),
        {id_: one.by for id_, one in replayed.outcomes.items() if one.by},
        {one.id: frozenset(_now(one, finder)) for one in decisions if one.anchors},
    )


def agreement(connection: Connection) -> tuple[Agreement, ...]:
    """Return how far reviewers agree; what was said of an incident counts for the one that its id leads to now."""
    decisions = all_decisions(connection)
    ids = {target for one in decisions for target in one.targets if subject_of(target) is _INCIDENTS}
    return agreement_of(decisions, redirects={id_: leads_to(connection, id_) for id_ in sorted(ids)})


def asked_of(connection: Connection, rows: Iterable[Mapping[str, Any]], reviewer: str | None) -> list[Proposal]:
    """Return which incidents to ask about, the most urgent first; `rows` are all incidents as they are shown.

    What `reviewer` decided on is left out: an incident of which one decision of theirs, that nobody took back, is about
    half of the reports or more.
    """
    shown = {row["id"]: row for row in rows}
    found = queue(shown.values())
    decisions = all_decisions(connection)
    own = {one.id for one in live(decisions) if one.reviewer == reviewer}
    if not own:
        return found
    decided = [reports for id_, reports in outcomes(connection).reports.items() if id_ in own]
    of: dict[str, list[frozenset[str]]] = defaultdict(list)
    for reports in decided:
        for report in reports:
            of[report].append(reports)
    return [one for one in found if not _is_decided(frozenset(shown[one.id]["reports"]), of)]


def _is_decided(reports: frozenset[str], of: Mapping[str, Sequence[frozenset[str]]]) -> bool:
    about = {about for report in reports for about in of.get(report, ())}
    return any(2 * len(reports & each) >= len(reports) for each in about)


def _now(one: Decision, finder: Finder) -> Iterator[str]:
    for anchor in one.anchors:
        found = finder.find(anchor)
        if len(found) == 1:
            yield found[0]
