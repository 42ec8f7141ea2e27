"""Which of the decisions hold that do not go together: the later of one reviewer, the lead's, or neither.

Invariant: nobody's word is dropped without saying whose took its place. What two reviewers say against each other holds
for neither, until a lead decides; the order in which decisions were made is the only one that counts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from dateline.model import Decision, Role

__all__ = ["Conflict", "Effect", "Outcome", "Standing", "Statement", "last_words", "standing"]

Reports = frozenset[str]


class Effect(StrEnum):
    """Say what became of a decision: every one is applied, or it is said why not."""

    APPLIED = "applied"
    REPLACED = "replaced"
    OVERRULED = "overruled"
    CONTESTED = "contested"
    UNAPPLIED = "unapplied"
    UNDONE = "undone"


@dataclass(frozen=True, slots=True)
class Outcome:
    """Say what became of one decision, by which other decisions, and why, in words."""

    decision: str
    effect: Effect
    by: tuple[str, ...] = ()
    why: str | None = None


@dataclass(frozen=True, slots=True)
class Conflict:
    """Name decisions of several reviewers that cannot all hold, and what they are about, in words.

    `reports` are what they differ on: which tell of one thing, or (`field` is named) what was said of them.
    """

    decisions: tuple[str, ...]
    why: str
    reports: tuple[str, ...] = ()
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """Say of two groups of reports that they tell of one thing, or that they do not.

    The left side of a move or split is the report that `leaves`, of a move with what it goes `along` with. What was
    split off together is held to be one thing, but nobody denies that who parts it further: such a one `is_weak`.
    """

    decision: Decision
    is_together: bool
    left: Reports
    right: Reports
    leaves: bool = False
    along: Reports = frozenset()
    is_weak: bool = False

    @property
    def reports(self) -> Reports:
        """All reports that it is about."""
        return self.left | self.right


@dataclass(frozen=True, slots=True)
class Standing:
    """Hold the statements that stand, in their order, and of the others what took their place."""

    statements: tuple[Statement, ...] = ()
    replaced: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    overruled: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    conflicts: tuple[Conflict, ...] = ()

    @property
    def contested(self) -> dict[str, tuple[str, ...]]:
        """Decisions that are in conflict, with those that they are in conflict with."""
        with_: dict[str, set[str]] = defaultdict(set)
        for conflict in self.conflicts:
            for id_ in conflict.decisions:
                with_[id_].update(set(conflict.decisions) - {id_})
        return {id_: tuple(sorted(others)) for id_, others in with_.items()}


def contradict(one: Statement, other: Statement) -> bool:
    """Tell whether two statements cannot both hold.

    Whoever takes one report out of an incident that another reviewer merged only refines the merge; it is denied where
    what one unites is parted as a whole. Two moves of a report contradict each other unless they lead to one place.
    """
    if one.is_weak or other.is_weak:
        return False
    if one.is_together and other.is_together:
        return one.leaves and other.leaves and one.left == other.left and not one.right & other.right
    if one.is_together == other.is_together:
        return False
    united, parted = (one, other) if one.is_together else (other, one)
    return _crosses(united, parted.left, parted.right) or _crosses(united, parted.right, parted.left)


def _crosses(united: Statement, left: Reports, right: Reports) -> bool:
    g, h = united.left, united.right
    return bool(g & left and h & right) and not (g & right or h & left)


def standing(statements: Sequence[Statement]) -> Standing:
    """Find which statements stand; they are given in the order in which they were decided.

    Leads go before reviewers, and later decisions before earlier ones: each statement is held against those that stand.
    """
    order = sorted(range(len(statements)), key=lambda n: (statements[n].decision.role is not Role.LEAD, -n))
    kept: list[int] = []
    at: dict[str, list[int]] = defaultdict(list)
    contested: set[tuple[int, int]] = set()
    replaced: dict[str, set[str]] = defaultdict(set)
    overruled: dict[str, set[str]] = defaultdict(set)
    for n in order:
        one = statements[n]
        against = [statements[m] for m in _against(one, statements, at)]
        stronger = [other.decision for other in against if _is_stronger(other.decision, one.decision)]
        if stronger:
            by_lead = stronger[0].role is Role.LEAD and one.decision.role is not Role.LEAD
            (overruled if by_lead else replaced)[one.decision.id].update(other.id for other in stronger)
            continue
        contested.update((min(n, m), max(n, m)) for m in _against(one, statements, at))
        kept.append(n)
        for report in one.reports:
            at[report].append(n)
    dropped = _dropped(statements, contested)
    # What was split off is held to be one thing only as long as it is held to be another than the rest.
    parting = {one.decision.id for one in statements if not one.is_weak}
    alive = {statements[n].decision.id for n in kept if n not in dropped and not statements[n].is_weak}
    lost = parting - alive
    dropped |= {n for n in kept if statements[n].is_weak and statements[n].decision.id in lost}
    return Standing(
        tuple(statements[n] for n in sorted(kept) if n not in dropped),
        {id_: tuple(sorted(by)) for id_, by in sorted(replaced.items())},
        {id_: tuple(sorted(by)) for id_, by in sorted(overruled.items())},
        _conflicts(statements, contested),
    )


def _against(one: Statement, statements: Sequence[Statement], at: Mapping[str, Sequence[int]]) -> list[int]:
    near = {m for report in one.reports for m in at.get(report, ())}
    same = one.decision.id
    return sorted(m for m in near if statements[m].decision.id != same and contradict(one, statements[m]))


def _is_stronger(other: Decision, one: Decision) -> bool:
    """Tell whether a statement that stands already goes before this one."""
    return other.role is Role.LEAD or other.reviewer == one.reviewer


def _dropped(statements: Sequence[Statement], contested: Iterable[tuple[int, int]]) -> set[int]:
    """Return what holds for nobody: contested statements, and of a contested merge all that it unites."""
    dropped = {n for pair in contested for n in pair}
    merges = {statements[n].decision.id for n in dropped if statements[n].is_together and not statements[n].leaves}
    return dropped | {n for n, one in enumerate(statements) if one.decision.id in merges}


def _conflicts(statements: Sequence[Statement], contested: Iterable[tuple[int, int]]) -> tuple[Conflict, ...]:
    about: dict[tuple[str, str], set[str]] = defaultdict(set)
    first: dict[tuple[str, str], tuple[Statement, Statement]] = {}
    for n, m in sorted(contested):
        one, other = statements[n], statements[m]
        key = (one.decision.id, other.decision.id)
        about[key] |= one.reports & other.reports
        first.setdefault(key, (one, other))
    return tuple(
        Conflict(key, f"{_said(first[key][0])}; {_said(first[key][1])}", tuple(sorted(about[key]))) for key in first
    )


def _said(one: Statement) -> str:
    told = "tell of one thing" if one.is_together else "tell of several things"
    return f"{one.decision.reviewer} says that {_counted(one.left)} and {_counted(one.right)} {told}"


def _counted(reports: Reports) -> str:
    return f"the report {min(reports)}" if len(reports) == 1 else f"{len(reports)} reports with {min(reports)}"


def last_words(said: Sequence[tuple[Decision, str | None]]) -> tuple[list[int], dict[int, list[int]]]:
    """Return which of the things said of one thing hold, and which took the place of each of the others.

    They are given in the order in which they were said: the last of each reviewer counts, and where leads spoke, only
    the last of a lead. Several that are left agree, or they are in conflict.
    """
    leads = [n for n, (decision, _) in enumerate(said) if decision.role is Role.LEAD]
    last = {decision.reviewer: n for n, (decision, _) in enumerate(said)}
    holding = sorted(last.values())
    if leads:
        holding = [leads[-1]]
        holding += [n for n in sorted(last.values()) if n != leads[-1] and said[n][1] == said[leads[-1]][1]]
    instead: dict[int, list[int]] = {}
    for n, (decision, _) in enumerate(said):
        if n not in holding:
            own = last[decision.reviewer]
            instead[n] = [own] if own in holding and own != n else [leads[-1]] if leads else [own]
    return holding, instead
