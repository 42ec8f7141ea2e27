"""What is known of incidents before their reports are read, and which of them are as they were, so that none is read.

Invariant: an incident is left as it is only where all that it is made of is the same: which reports tell of it, what
their documents tell, what these derive from, and what people decided about it. How sure the grouping is of it, what it
was nearly taken for and what it belongs to are put in without reading its reports again. What it contradicts another
one in is looked for again only where the other one changed.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from dateline.model import Disputed, Level, Membership, RunnerUp, incident_shape
from dateline.reconciling.incidents.account import Account
from dateline.reconciling.incidents.matching.grouped import Grouping
from dateline.record.rows import from_row, to_row

__all__ = ["Kept", "Plan", "Teller", "as_they_were", "in_order_of_time", "mates_of", "plans_of", "stays", "teller_of"]

Row = dict[str, Any]

# What incidents that were nearly taken for one are set against each other in.
_BETWEEN = (Disputed.DATE.value, Disputed.PLACE.value)


@dataclass(frozen=True, slots=True)
class Teller:
    """Hold what is needed of an account once it is grouped: its document, its reports, and when it was published."""

    account: str
    document: str
    reports: tuple[str, ...]
    told: int | None


def teller_of(account: Account) -> Teller:
    """Return what is needed of an account once it is grouped."""
    return Teller(account.id, account.document, account.reports, account.told[0] if account.told else None)


@dataclass(frozen=True, slots=True)
class Plan:
    """Hold what is known of an incident before its reports are read: its id, and what the grouping says of it."""

    id: str
    members: frozenset[str]
    level: Level
    score: float
    part_of: tuple[Membership, ...] = ()
    runners_up: tuple[RunnerUp, ...] = ()


@dataclass(frozen=True, slots=True)
class Kept:
    """Say of incidents, by id, what need not be made again.

    `rows` are those of all incidents that are made of the same as before, None where not even the row is another.
    `mates` has those of them that have, or had, a mate of which something changed, with the ids of the mates that are
    as they were.
    """

    rows: Mapping[str, Row | None] = field(default_factory=dict)
    mates: Mapping[str, Collection[str]] = field(default_factory=dict)


def plans_of(
    grouping: Grouping, machine: Sequence[frozenset[str]], clusters: Sequence[frozenset[str]], ids: Sequence[str]
) -> list[Plan]:
    """Return what is known of incidents once people's decisions are applied to a grouping.

    `machine` are the reports of each cluster of the grouping, `clusters` what people made of them, with their `ids`.
    Each is what the cluster is of which most of its reports are; a cluster of which most went to others' incidents is
    no incident's, and nothing belongs to it any more.
    """
    cluster_of = {report: n for n, members in enumerate(machine) for report in members}
    mostly = [_commonest(cluster_of[report] for report in members) for members in clusters]
    id_of: dict[int, str] = {}
    for id_, _, n in sorted(zip(ids, clusters, mostly, strict=True), key=lambda one: -len(one[1])):
        id_of.setdefault(n, id_)
    parts: defaultdict[int, list[Membership]] = defaultdict(list)
    for link in grouping.parts:
        if link.whole in id_of:
            parts[link.part].append(Membership(id_of[link.whole], link.how, round(link.score, 4)))
    plans = []
    for id_, members, n in zip(ids, clusters, mostly, strict=True):
        cluster = grouping.clusters[n]
        near = ((id_of[one.cluster], one) for one in cluster.runners_up if one.cluster in id_of)
        plans.append(
            Plan(
                id_,
                members,
                cluster.level,
                round(min(grouping.clusters[cluster_of[report]].score for report in members), 4),
                tuple(sorted((one for one in parts[n] if one.id != id_), key=lambda one: (-one.score, one.id))),
                tuple(RunnerUp(other, round(one.score, 4), one.why) for other, one in near if other != id_),
            )
        )
    return plans


def _commonest(numbers: Iterable[int]) -> int:
    counts = Counter(numbers)
    return min(counts, key=lambda n: (-counts[n], n))


def mates_of(plans: Sequence[Plan]) -> Mapping[str, Sequence[Plan]]:
    """Return, by an incident's id, those of higher ids that it was nearly taken for, and that were for it.

    They share a component of the grouping, so that they are always planned together.
    """
    by_id = {plan.id: plan for plan in plans}
    mutual = _mutual({plan.id: {one.id for one in plan.runners_up} for plan in plans})
    return {id_: [by_id[other] for other in sorted(others)] for id_, others in mutual.items()}


def in_order_of_time(plans: Iterable[Plan], tellers: Iterable[Teller]) -> list[Plan]:
    """Return plans by when their incidents were first told of: the same documents tell of what is made at once."""
    days = {report: one.told for one in tellers for report in one.reports if one.told is not None}
    firsts = ((min((days[r] for r in plan.members if r in days), default=0), plan.id, plan) for plan in plans)
    return [plan for _, _, plan in sorted(firsts, key=lambda one: one[:2])]


def as_they_were(
    plans: Sequence[Plan],
    rows: Mapping[str, Mapping[str, Any]],
    *,
    documents: Mapping[str, str],
    changed: Collection[str],
    judged: Collection[str] = (),
) -> Kept:
    """Return what of the incidents need not be made again.

    `rows` are those of the incidents that were there, by id; `documents` leads from reports to their documents;
    `changed` are the documents of which anything may be another than it was, `judged` the incidents of which people say
    other things than they did.
    """
    shown = {id_: from_row("incidents", row) for id_, row in rows.items()}
    same = {
        plan.id
        for plan in plans
        if plan.id in rows
        and plan.id not in judged
        and plan.level.value == shown[plan.id]["level"]
        and plan.members == frozenset(shown[plan.id]["reports"])
        and not any(documents[report] in changed for report in plan.members)
    }
    # Where two were nearly taken for each other, what they contradict each other in is kept with the first of them.
    before = _mutual({id_: {one["id"] for one in of["runners_up"]} for id_, of in shown.items()})
    now = _mutual({plan.id: {one.id for one in plan.runners_up} for plan in plans})
    found: dict[str, Row | None] = {}
    mates: dict[str, Collection[str]] = {}
    for plan in plans:
        if plan.id in same:
            if not before[plan.id] == now[plan.id] <= same:
                mates[plan.id] = before[plan.id] & now[plan.id] & same
            told = to_row("incidents", {**shown[plan.id], **_said_of_others(plan)})
            old = {key: rows[plan.id][key] for key in told}
            found[plan.id] = told if told != old else None
    return Kept(found, mates)


def stays(contradiction: Row, own: Collection[str], others: Collection[str]) -> bool:
    """Tell whether a contradiction, as its row is kept with an incident that is as it was, need not be made again.

    `own` are the incident's reports, `others` those of the mates that are as they were: that with a mate is one of day
    or place in which reports of both stand against each other, and nothing else of these sorts names others' reports.
    """
    shown = from_row("contradictions", contradiction)
    strange = {report for side in shown["values"] for report in side["reports"]}.difference(own)
    return shown["disputed"] not in _BETWEEN or strange.issubset(others)


def _mutual(near: Mapping[str, Collection[str]]) -> dict[str, set[str]]:
    return {
        id_: {other for other in others if id_ < other and id_ in near.get(other, ())} for id_, others in near.items()
    }


def _said_of_others(plan: Plan) -> dict[str, Any]:
    """Return what an incident says that is not read from its reports, as its row has it."""
    return {
        "score": plan.score,
        "part_of": [incident_shape.membership_json(one) for one in plan.part_of],
        "runners_up": [incident_shape.runner_up_json(one) for one in plan.runners_up],
    }
