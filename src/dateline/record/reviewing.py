"""What people decide about incidents, reports and claims: checked, written down with what they saw, and in effect.

Invariant: a decision that is written down says which words it was about and what the machine had proposed; one that
could have no effect is refused before it is written.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import Connection, Engine, func, select

from dateline.errors import DatelineError, StaleError
from dateline.model import COUNTS, Act, Anchor, Decision, Deed, Moment, Role, Subject
from dateline.model.decision import subject_of
from dateline.model.occasion import OCCASION, Occasion
from dateline.reconciling.actors.deciding import live
from dateline.reconciling.incidents.deciding.anchors import Finder, anchors_of
from dateline.reconciling.incidents.deciding.editing import check_edit
from dateline.reconciling.incidents.deciding.judgements import Agreement, agreement_of
from dateline.reconciling.incidents.deciding.urgency import Proposal, queue
from dateline.record import tables
from dateline.record.anchoring import anchors_about, anchors_of_reports, anchors_under
from dateline.record.decisions import Prepared, all_decisions, append, next_number
from dateline.record.incidents import holding, incident_of, leads_to
from dateline.record.rows import chunks, from_row
from dateline.record.run import transaction

__all__ = ["Outcomes", "agreement", "asked_of", "outcomes", "review", "values_of", "versions"]

_INCIDENTS, _REPORTS = Subject.INCIDENT, Subject.REPORT


def review(
    engine: Engine,
    name: str,
    deeds: Sequence[Deed],
    *,
    reviewer: str,
    made: Moment | None = None,
    role: Role = Role.REVIEWER,
    seen: Mapping[str, int] | None = None,
    occasion: Occasion | None = None,
    then: Callable[[Connection, Sequence[Decision]], object] | None = None,
) -> list[Decision]:
    """Write down decisions about incidents, reports or claims; ids that led elsewhere are taken for where they lead.

    All are checked and written in one transaction, in which `then` is done, too: where one cannot be decided, nothing
    was. `seen` are incidents with the versions that were looked at (`versions`), `occasion` says how they came up; of
    several deeds it says that they were decided in bulk.

    Raises DatelineError where a target is not there or the act does not fit it, StaleError where an incident is not
    what it was when it was looked at.
    """
    for one in deeds:
        try:
            Decision(
                "k", one.act, one.targets, reviewer, made or Moment("2000"), one.reason, role, one.field, one.value
            )
        except ValueError as error:
            raise DatelineError(str(error)) from None
        if one.act is Act.EDIT:  # before the transaction: it may load the gazetteer, and needs nothing of the record
            check_edit(one.field or "", one.value)
    with transaction(engine, name) as connection:
        _check_versions(connection, name, seen or {})
        looked = _Seen(connection, name)
        now = [replace(one, targets=tuple(looked.now(target) for target in one.targets)) for one in deeds]
        looked.read([target for one in now for target in one.targets])
        for one in now:
            looked.check(one)
        if len(now) > 1 and occasion is not None:
            first = next_number(connection)
            occasion = replace(occasion, bulk=(first, first + len(now) - 1))
        wanted = [
            Prepared(
                deed=one,
                anchors=tuple(anchors_of(one.act, one.targets, anchors=looked.anchors, incidents=looked.incidents)),
                proposal=_kept(
                    {target: looked.shown[target] for target in one.targets if target in looked.shown}, occasion
                ),
            )
            for one in now
        ]
        decisions = append(connection, name, wanted, reviewer=reviewer, made=made, role=role)
        if then is not None:
            then(connection, decisions)
    return decisions


def versions(connection: Connection, ids: Iterable[str]) -> dict[str, int]:
    """Return the versions in which incidents are shown now, by the ids that they have now; what is gone has none.

    A version is another whenever anything of the incident is, what its reports contradict apart.
    """
    table, found = tables.incidents, dict[str, int]()
    for some in chunks(sorted(set(ids))):
        newest = select(func.max(table.c.row)).where(table.c.id.in_(some)).group_by(table.c.id)
        asked = select(table.c.id, table.c.row).where(table.c.row.in_(newest), table.c.holds)
        found.update({row.id: row.row for row in connection.execute(asked)})
    return found


def _check_versions(connection: Connection, name: str, seen: Mapping[str, int]) -> None:
    now = versions(connection, seen)
    stale = sorted(id_ for id_, version in seen.items() if now.get(id_) != version)
    if stale:
        said = stale[0] if len(stale) == 1 else f"{len(stale):,} incidents, the first {stale[0]},"
        raise StaleError(
            f"nothing was decided: in {name} {said} changed since you looked; look again and decide anew", ids=stale
        )


def _kept(shown: Mapping[str, Any], occasion: Occasion | None) -> str | None:
    """Return what is kept as JSON of what was seen and how it came up, None where there is nothing to keep."""
    said = occasion.to_json() if occasion else {}
    whole = {**shown, OCCASION: said} if said else dict(shown)
    return json.dumps(whole, ensure_ascii=False, sort_keys=True) if whole else None


class _Seen:
    """Read what a decision is about, as it is shown to whoever decides."""

    def __init__(self, connection: Connection, name: str) -> None:
        self._connection, self._name = connection, name
        self.incidents: dict[str, list[str]] = {}
        self.anchors: dict[str, Anchor] = {}
        self.shown: dict[str, dict[str, Any]] = {}

    def now(self, target: str) -> str:
        return leads_to(self._connection, target) if subject_of(target) is _INCIDENTS else target

    def read(self, targets: Sequence[str]) -> None:
        """Read all that decisions are about; raises DatelineError where something is not there."""
        told = [target for target in targets if subject_of(target) in (_REPORTS, Subject.CLAIM)]
        of_reports = incident_of(self._connection, [t for t in told if subject_of(t) is _REPORTS])
        wanted = {target for target in targets if subject_of(target) is _INCIDENTS} | set(of_reports.values())
        for some in chunks(sorted(wanted)):
            for row in self._connection.execute(holding("incidents", ids=some)).mappings():
                shown = from_row("incidents", dict(row))
                self.incidents[row["id"]] = shown["reports"]
                if row["id"] in targets:
                    self.shown[row["id"]] = values_of(shown)
        missing = [t for t in targets if subject_of(t) is _INCIDENTS and t not in self.incidents]
        if missing:
            raise DatelineError(
                f"{self._name} has no incident {missing[0]!r}; `dateline incidents {self._name}` lists them"
            )
        every = {report for reports in self.incidents.values() for report in reports} | set(told)
        reports = {id_ for id_ in every if subject_of(id_) is _REPORTS}
        self.anchors = anchors_of_reports(self._connection, reports) | anchors_under(self._connection, every - reports)
        lost = [target for target in told if target not in self.anchors]
        if lost:
            raise DatelineError(f"{self._name} has no {subject_of(lost[0]).value} {lost[0]!r}")

    def check(self, one: Deed) -> None:
        """Raise DatelineError where an act cannot be done to its targets, which are read."""
        act, targets = one.act, one.targets
        if len(set(targets)) < len(targets):
            raise DatelineError(f"{act.value} names one thing twice: {', '.join(targets)}")
        reports = [target for target in targets if subject_of(target) is _REPORTS]
        if act is Act.EDIT:
            if {subject_of(target) for target in targets} != {_INCIDENTS}:
                raise DatelineError("only incidents are edited; of a report say that it is wrong (reject), or move it")
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


def values_of(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return what of an incident a decision keeps as what was seen: its values, without who stands behind each.

    Actors and places are ids, moments EDTF, counts `[low, best, high]`; what is empty is left out.
    """
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


def outcomes(connection: Connection, decisions: Sequence[Decision] | None = None) -> Outcomes:
    """Return what became of all decisions, under the reports and incidents of now; or of some as if they were all."""
    from dateline.reconciling.incidents.deciding.replay import replay

    decisions = all_decisions(connection) if decisions is None else decisions
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
