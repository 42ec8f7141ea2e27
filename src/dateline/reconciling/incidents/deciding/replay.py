"""Apply what people decided to what the machine made, after every run anew.

Invariant: what is shown is a function of the machine's clusters and of all decisions in the order in which they were
made. A decision is applied to the words that it was about, whatever their ids are now. None is lost: each is applied,
replaced, overruled, undone or in conflict, or it is said in words why it cannot be applied any more.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from dateline.errors import DatelineError
from dateline.model import Act, Anchor, Decision, Reviewed, Subject
from dateline.model.decision import subject_of
from dateline.reconciling.actors.deciding import live
from dateline.reconciling.incidents.deciding.anchors import Finder, place_of
from dateline.reconciling.incidents.deciding.conflicts import (
    Conflict,
    Effect,
    Outcome,
    Standing,
    Statement,
    last_words,
    standing,
)
from dateline.reconciling.incidents.deciding.editing import check_edit
from dateline.reconciling.incidents.deciding.regrouping import Grouping

IsThere = Callable[[str], bool]

__all__ = ["Constraints", "Decided", "Replayed", "constraints", "replay"]

_GROUPS = frozenset({Act.MERGE, Act.SPLIT, Act.MOVE, Act.DIFFERENT})
_ABOUT = frozenset({Subject.INCIDENT, Subject.REPORT, Subject.CLAIM})
# What is told of a decision that was about several things: the foremost of what became of it in each.
_WEIGHT = {effect: n for n, effect in enumerate((
    Effect.UNDONE, Effect.CONTESTED, Effect.APPLIED, Effect.OVERRULED, Effect.REPLACED, Effect.UNAPPLIED,
))}  # fmt: skip
_INSTEAD = {True: Effect.OVERRULED, False: Effect.REPLACED}
_VERDICTS = {Act.ACCEPT: Reviewed.ACCEPTED, Act.REJECT: Reviewed.REJECTED, Act.UNSURE: Reviewed.UNSURE}


@dataclass(frozen=True, slots=True)
class Decided:
    """Hold what people made of one incident, report or claim.

    `edits` lead from fields to the values that people set (None empties one), `by` to the decision that did, the
    first of those that agree; `disputed` are the fields that reviewers set to different values: those show neither.
    `decisions` are the ids of all that is in force here.
    """

    reviewed: Reviewed | None = None
    edits: Mapping[str, str | None] = field(default_factory=dict)
    by: Mapping[str, str] = field(default_factory=dict)
    disputed: tuple[str, ...] = ()
    decisions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Replayed:
    """Hold the clusters after all decisions, what was decided on them and on reports, and what became of each decision.

    `clusters` are in the order of their first reports. `incidents` leads from clusters, `reports` from the ids of
    reports and claims to what was decided on them, where anything was. A report that was rejected stays where it is and
    says nothing for the incident's values.
    """

    clusters: tuple[frozenset[str], ...]
    incidents: Mapping[frozenset[str], Decided] = field(default_factory=dict)
    reports: Mapping[str, Decided] = field(default_factory=dict)
    outcomes: Mapping[str, Outcome] = field(default_factory=dict)
    conflicts: tuple[Conflict, ...] = ()

    @property
    def unapplied(self) -> tuple[tuple[str, str], ...]:
        """The decisions that cannot be applied any more, or in part, each with the reason in words."""
        return tuple((id_, one.why) for id_, one in self.outcomes.items() if one.why is not None)

    @property
    def rejected(self) -> frozenset[str]:
        """The reports and claims that people rejected."""
        return frozenset(id_ for id_, one in self.reports.items() if one.reviewed is Reviewed.REJECTED)


@dataclass(frozen=True, slots=True)
class Constraints:
    """Tell a matcher which reports people hold to tell of one thing, and which not.

    `together` are pairs, `apart` pairs of groups of which none of the one may come together with one of the other.
    """

    together: tuple[tuple[str, str], ...] = ()
    apart: tuple[tuple[frozenset[str], frozenset[str]], ...] = ()

    def of_accounts(self, account_of: Mapping[str, str]) -> Constraints:
        """Return the same of accounts, of which one holds several reports; `account_of` leads to them from reports.

        What people parted within one account cannot be told to a matcher of accounts: `replay` parts it afterwards.
        """
        pairs = {tuple(sorted((account_of[a], account_of[b]))) for a, b in self.together if {a, b} <= account_of.keys()}
        together = [(a, b) for a, b in sorted(pairs) if a != b]
        apart = []
        for groups in self.apart:
            left, right = ({account_of[id_] for id_ in group if id_ in account_of} for group in groups)
            if left - right and right - left:
                apart.append((frozenset(left - right), frozenset(right - left)))
        return Constraints(tuple(together), tuple(apart))


def replay(clusters: Iterable[Collection[str]], decisions: Sequence[Decision], anchors: Iterable[Anchor]) -> Replayed:
    """Apply all decisions on incidents, reports and claims to the machine's clusters of report ids.

    `decisions` are all of the record, in their order; those about actors are left alone. `anchors` are those of the
    reports and claims of now, of which only the documents that decisions speak of are looked at.
    """
    grouping = Grouping(clusters)
    work = _Work(decisions, anchors)
    made = standing(work.statements(lambda report: report in grouping))
    work.regroup(grouping, made)
    conflicts = [*made.conflicts, *work.review(grouping)]
    found = grouping.clusters()
    by_first = {min(members): members for members in found}
    return Replayed(
        found,
        {by_first[key]: decided for (what, key), decided in work.decided.items() if what is Subject.INCIDENT},
        {key: decided for (what, key), decided in work.decided.items() if what is not Subject.INCIDENT},
        {one.id: told for one in decisions if (told := work.outcome(one.id)) is not None},
        tuple(conflicts),
    )


def constraints(decisions: Sequence[Decision], anchors: Iterable[Anchor]) -> Constraints:
    """Return what a matcher has to hold to, so that a new run does not undo what people did."""
    made = standing(_Work(decisions, anchors).statements(lambda _: True))
    together: set[tuple[str, str]] = set()
    parting = [one for one in made.statements if not one.is_together]
    for one in made.statements:
        if one.is_together:
            # What a report was moved to is known by its first report.
            together.update(_chained(sorted(one.left) + sorted(one.right)[: 1 if one.leaves else None]))
        if one.leaves:
            # Whoever takes one report out saw the others and left them, until somebody parts them, too. Without this a
            # cluster that hung together by the report that leaves, or does not go with the one that comes, would fall.
            together.update(_chained(sorted(_unparted(one.right, parting))))
    apart = {(one.left, one.right) for one in made.statements if not one.is_together}
    return Constraints(tuple(sorted(together)), tuple(sorted(apart, key=lambda pair: tuple(map(sorted, pair)))))


def _chained(reports: Sequence[str]) -> Iterator[tuple[str, str]]:
    first = min(reports, default="")
    return ((first, other) for other in reports if other != first)


def _unparted(reports: frozenset[str], parting: Iterable[Statement]) -> frozenset[str]:
    """Return what of a group is left together by all that part some of it: what leaves, or the smaller side, goes."""
    for one in parting:
        left, right = one.left & reports, one.right & reports
        if left and right:
            reports -= left if one.leaves or len(left) <= len(right) else right
    return reports


class _Work:
    """Hold what became of each decision while they are applied."""

    def __init__(self, decisions: Sequence[Decision], anchors: Iterable[Anchor]) -> None:
        self.decided: dict[tuple[Subject, str], Decided] = {}
        self._told: dict[str, list[Outcome]] = defaultdict(list)
        self._about = [one for one in live(decisions) if one.about in _ABOUT]
        self._tell_undone(decisions)
        documents = {anchor.document for one in self._about for anchor in one.anchors}
        self._finder = Finder(anchor for anchor in anchors if anchor.document in documents)

    def outcome(self, decision: str) -> Outcome | None:
        """Return what became of a decision in all that it was about, or None where it was about something else."""
        told = self._told.get(decision)
        if not told:
            return None
        effect = min((one.effect for one in told), key=_WEIGHT.__getitem__)
        by = tuple(sorted({id_ for one in told if one.effect is effect for id_ in one.by}))
        why = "; ".join(dict.fromkeys(one.why for one in told if one.why))
        return Outcome(decision, effect, by, why or None)

    def _tell(self, decision: str, effect: Effect, by: Iterable[str] = (), why: str | None = None) -> None:
        self._told[decision].append(Outcome(decision, effect, tuple(by), why))

    def _tell_undone(self, decisions: Sequence[Decision]) -> None:
        """Tell of all that was taken back and by what, but for what was about actors."""
        is_ours: dict[str, bool] = {}
        for one in decisions:
            undoes = one.act is Act.UNDO
            is_ours[one.id] = any(is_ours.get(t, True) for t in one.targets) if undoes else one.about in _ABOUT
        undone: dict[str, str] = {}
        for one in reversed(decisions):
            if one.id in undone:
                if is_ours[one.id]:
                    self._tell(one.id, Effect.UNDONE, [undone[one.id]])
            elif one.act is Act.UNDO:
                undone.update(dict.fromkeys(one.targets, one.id))
                missing = [target for target in one.targets if target not in is_ours]
                if missing:
                    self._tell(one.id, Effect.UNAPPLIED, why=f"there is no decision {', '.join(missing)} to take back")
                if is_ours[one.id] and len(missing) < len(one.targets):
                    self._tell(one.id, Effect.APPLIED)

    # Finding what decisions were about

    def _find(self, one: Decision, target: str, is_there: IsThere) -> tuple[str, ...]:
        """Return the reports that a target is now, in the order of their places; none, and why is told, where gone."""
        anchors = sorted(anchor for anchor in one.anchors if anchor.target == target)
        kind = subject_of(target).value
        found: list[str] = []
        several = 0
        for anchor in anchors:
            ids = [id_ for id_ in self._finder.find(anchor) if is_there(id_)]
            found += ids if len(ids) == 1 else []
            several += len(ids) > 1
        if not found:
            if not anchors:
                why = f"it does not say which words the {kind} {target} was of"
            elif several:
                why = f"the {kind} {target} ({place_of(anchors[0])}) could be any of several now"
            elif len(anchors) == 1:
                why = f"the {kind} {target} ({place_of(anchors[0])}) is not there any more"
            else:
                why = f"none of the {len(anchors)} reports of the {kind} {target} is there any more"
            self._tell(one.id, Effect.UNAPPLIED, why=why)
        return tuple(dict.fromkeys(found))

    # What tells of one thing

    def statements(self, is_there: IsThere) -> list[Statement]:
        """Return what the decisions say of which reports tell of one thing, in their order."""
        made: list[Statement] = []
        for one in self._about:
            if one.act in (Act.MERGE, Act.DIFFERENT):
                groups = [frozenset(found) for target in one.targets if (found := self._find(one, target, is_there))]
                said = self._of_groups(one, groups)
            elif one.act in (Act.SPLIT, Act.MOVE):
                leaving = one.targets[1:] if one.act is Act.SPLIT else one.targets[:-1]
                reports = {id_ for target in leaving for id_ in self._find(one, target, is_there)}
                said = self._of_leaving(one, frozenset(reports), is_there) if reports else []
            else:
                continue
            if not said and one.id not in self._told:
                self._tell(one.id, Effect.UNAPPLIED, why="what it speaks of is one and the same report now")
            made += said
        return made

    def _of_groups(self, one: Decision, groups: Sequence[frozenset[str]]) -> list[Statement]:
        is_together = one.act is Act.MERGE
        pairs = [(a, b) if is_together else (a - b, b - a) for a, b in combinations(groups, 2)]
        return [Statement(one, is_together, left, right) for left, right in pairs if left and right]

    def _of_leaving(self, one: Decision, reports: frozenset[str], is_there: IsThere) -> list[Statement]:
        if one.act is Act.SPLIT:
            rest = frozenset(self._find(one, one.targets[0], is_there)) - reports
            parted = [Statement(one, False, frozenset({id_}), rest, leaves=True) for id_ in sorted(reports) if rest]
            return [*parted, Statement(one, True, reports, reports, is_weak=True)]
        goal = frozenset(self._find(one, one.targets[-1], is_there))
        to = goal - reports
        if not to:  # what is moved to where it is has moved already
            return [Statement(one, True, goal, goal, is_weak=True)] if goal else []
        sources = sorted({anchor.target for anchor in one.anchors} - set(one.targets))
        left = frozenset(id_ for source in sources for id_ in self._find(one, source, is_there)) - reports - to
        moved = [Statement(one, True, frozenset({id_}), to, leaves=True) for id_ in sorted(reports)]
        if left:
            moved += [Statement(one, False, frozenset({i}), left, leaves=True, along=to) for i in sorted(reports)]
        return moved

    def regroup(self, grouping: Grouping, made: Standing) -> None:
        """Apply the statements that stand, in their order, and tell what became of all."""
        for one in made.statements:
            denied = grouping.apply(one)
            self._tell(one.decision.id, Effect.OVERRULED if denied else Effect.APPLIED, denied)
        for id_, by in made.replaced.items():
            self._tell(id_, Effect.REPLACED, by)
        for id_, by in made.overruled.items():
            self._tell(id_, Effect.OVERRULED, by)
        for id_, by in made.contested.items():
            self._tell(id_, Effect.CONTESTED, by)

    # What was said of one thing

    def review(self, grouping: Grouping) -> list[Conflict]:
        """Apply verdicts and edits to what they are about, and return where reviewers differ."""
        said: dict[tuple[Subject, str], dict[str | None, list[tuple[Decision, str | None]]]] = {}
        for one in self._about:
            if one.act in _GROUPS:
                continue
            if one.act is Act.EDIT and not self._can_be_read(one):
                continue
            for target in one.targets:
                thing = self._thing(one, target, grouping)
                if thing is not None:
                    value = one.value if one.act is Act.EDIT else _VERDICTS[one.act].value
                    said.setdefault(thing, {}).setdefault(one.field, []).append((one, value))
        conflicts: list[Conflict] = []
        for thing in sorted(said):
            is_incident = thing[0] is Subject.INCIDENT
            reports = tuple(sorted(grouping.cluster(thing[1]))) if is_incident else (thing[1],)
            self.decided[thing] = self._decide(said[thing], reports, conflicts)
        return conflicts

    def _can_be_read(self, one: Decision) -> bool:
        """Tell whether what an edit sets is still known; why not is told."""
        try:
            check_edit(one.field or "", one.value)
        except DatelineError as error:
            self._tell(one.id, Effect.UNAPPLIED, why=str(error))
            return False
        return True

    def _thing(self, one: Decision, target: str, grouping: Grouping) -> tuple[Subject, str] | None:
        """Return what a verdict or edit is about now: an incident by its first report, else the report or claim."""
        kind = subject_of(target)
        if kind is not Subject.INCIDENT:
            found = self._find(one, target, lambda id_: id_ in self._finder)
            return (kind, found[0]) if found else None
        found = self._find(one, target, lambda id_: id_ in grouping)
        if not found:
            return None
        label = grouping.home(found)
        if label is None:
            why = f"the {len(found)} reports of the incident {target} tell of several now, none of which holds half"
            self._tell(one.id, Effect.UNAPPLIED, why=why)
            return None
        return kind, min(grouping.members(label))

    def _decide(
        self,
        said: Mapping[str | None, Sequence[tuple[Decision, str | None]]],
        reports: tuple[str, ...],
        conflicts: list[Conflict],
    ) -> Decided:
        """Return what holds of one thing; where reviewers differ neither does, and the conflict is told."""
        reviewed: Reviewed | None = None
        edits: dict[str, str | None] = {}
        by: dict[str, str] = {}
        disputed: list[str] = []
        in_force: set[str] = set()
        for name in sorted(said, key=lambda name: (name is not None, name or "")):
            words = said[name]
            holding, instead = last_words(words)
            ids = [words[n][0].id for n in holding]
            values = sorted({words[n][1] or "" for n in holding})
            for n, others in instead.items():
                is_overruled = words[others[0]][0].reviewer != words[n][0].reviewer
                self._tell(words[n][0].id, _INSTEAD[is_overruled], (words[m][0].id for m in others))
            if len(values) > 1:
                why = "; ".join(f"{words[n][0].reviewer} says {words[n][1] or 'nothing'}" for n in holding)
                conflicts.append(Conflict(tuple(ids), f"{name or 'verdict'}: {why}", reports, name))
                for id_ in ids:
                    self._tell(id_, Effect.CONTESTED, sorted(set(ids) - {id_}))
                if name is None:
                    reviewed = Reviewed.DISPUTED
                else:
                    disputed.append(name)
                continue
            in_force.update(ids)
            for id_ in ids:
                self._tell(id_, Effect.APPLIED)
            if name is None:
                reviewed = Reviewed(values[0])
            else:
                edits[name], by[name] = words[holding[0]][1], ids[0]
        return Decided(reviewed, edits, by, tuple(disputed), tuple(sorted(in_force)))
