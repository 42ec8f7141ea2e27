"""What reviewers said of the same things, and how far they agree.

Invariant: only decisions that nobody took back count, and of one reviewer on one thing the last. What the machine
proposed, who leads and which decision is in force change nothing here.

Two sorts of judgement are compared, each by itself: verdicts (accept, reject, unsure) on incidents, reports and claims,
and whether two reports tell of one thing, which merges, splits, moves and `different` say. Of two groups of reports not
all pairs are taken, but each report with the first of the other group: a large incident would count by its square.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations
from typing import Any

from dateline.model import Act, Anchor, Decision, Subject
from dateline.reconciling.actors.deciding import live
from dateline.reconciling.agreement import Consensus, Kappa, cohen_kappa, dawid_skene

__all__ = ["Agreement", "Judged", "agreement_json", "agreement_of", "judgements"]

_VERDICTS = frozenset({Act.ACCEPT, Act.REJECT, Act.UNSURE})
_ONE, _SEVERAL = "one", "several"

# From reviewers to what they said of each item.
Labels = Mapping[str, Mapping[str, str]]


class Judged(StrEnum):
    """Say what was judged: a thing by itself, or whether two reports tell of one."""

    VERDICTS = "verdicts"
    PAIRS = "pairs"


@dataclass(frozen=True, slots=True)
class Agreement:
    """Say how far reviewers agree on one sort of judgement.

    `labels` lead from reviewers to what they said of each item, `common` are the items that two or more judged and
    `differ` those of them on which they do not say the same. `kappas` has each pair of reviewers with items in common;
    `consensus` is Dawid and Skene's estimate over the common items, None where there are none.
    """

    judged: Judged
    labels: Labels
    common: tuple[str, ...]
    differ: tuple[str, ...]
    kappas: Mapping[tuple[str, str], Kappa]
    consensus: Consensus | None


def judgements(decisions: Iterable[Decision], *, redirects: Mapping[str, str] | None = None) -> Mapping[Judged, Labels]:
    """Return what each reviewer said of each item, by sort; `redirects` lead from ids of incidents to those of now.

    An item is the id of an incident, report or claim, or those of two reports with a space between.
    """
    to = redirects or {}
    verdicts: dict[str, dict[str, str]] = defaultdict(dict)
    pairs: dict[str, dict[str, str]] = defaultdict(dict)
    for one in live(decisions):
        if one.about in (Subject.ACTOR, Subject.DECISION):
            continue
        if one.act in _VERDICTS:
            verdicts[one.reviewer].update({to.get(target, target): one.act.value for target in one.targets})
        else:
            pairs[one.reviewer].update({" ".join(pair): label for *pair, label in _pairs(one)})
    return {Judged.VERDICTS: dict(verdicts), Judged.PAIRS: dict(pairs)}


def agreement_of(decisions: Iterable[Decision], *, redirects: Mapping[str, str] | None = None) -> tuple[Agreement, ...]:
    """Return how far reviewers agree, for each sort of which two or more judged the same things."""
    found = []
    for judged, labels in judgements(decisions, redirects=redirects).items():
        said: dict[str, set[str]] = defaultdict(set)
        times: dict[str, int] = defaultdict(int)
        for of in labels.values():
            for item, label in of.items():
                said[item].add(label)
                times[item] += 1
        common = tuple(sorted(item for item, n in times.items() if n > 1))
        if not common:
            continue
        shared = {who: {item: of[item] for item in common if item in of} for who, of in sorted(labels.items())}
        shared = {who: of for who, of in shared.items() if of}
        kappas = {pair: cohen_kappa(shared[pair[0]], shared[pair[1]]) for pair in combinations(shared, 2)}
        found.append(
            Agreement(
                judged,
                {who: dict(of) for who, of in sorted(labels.items())},
                common,
                tuple(item for item in common if len(said[item]) > 1),
                {pair: kappa for pair, kappa in kappas.items() if kappa.items},
                dawid_skene(shared),
            )
        )
    return tuple(found)


def _pairs(one: Decision) -> Iterator[tuple[str, str, str]]:
    """Yield the pairs of reports of which a decision says that they tell of one thing, or of several."""
    of = {target: sorted(a for a in one.anchors if a.target == target) for target in {a.target for a in one.anchors}}
    if one.act in (Act.MERGE, Act.DIFFERENT):
        label = _ONE if one.act is Act.MERGE else _SEVERAL
        for left, right in combinations([of.get(target, []) for target in one.targets], 2):
            yield from _star(left, right, label)
    elif one.act in (Act.SPLIT, Act.MOVE):
        named = one.targets[1:] if one.act is Act.SPLIT else one.targets[:-1]
        goal = one.targets[0] if one.act is Act.SPLIT else one.targets[-1]
        leaving = [anchor for target in named for anchor in of.get(target, [])]
        ids = {anchor.id for anchor in leaving}
        rest = [anchor for anchor in of.get(goal, []) if anchor.id not in ids]
        yield from _star(leaving, rest, _SEVERAL if one.act is Act.SPLIT else _ONE)
        for source in sorted(set(of) - set(one.targets)):
            yield from _star(leaving, [anchor for anchor in of[source] if anchor.id not in ids], _SEVERAL)


def _star(left: Collection[Anchor], right: Collection[Anchor], label: str) -> Iterator[tuple[str, str, str]]:
    if not left or not right:
        return
    first, other = min(left).id, min(right).id
    pairs = {*((first, anchor.id) for anchor in right), *((other, anchor.id) for anchor in left)}
    for one, two in sorted({(min(pair), max(pair)) for pair in pairs if pair[0] != pair[1]}):
        yield one, two, label


def agreement_json(one: Agreement) -> dict[str, Any]:
    """Return how far reviewers agree on one sort of judgement as JSON: what they differ on, kappas, accuracies."""
    consensus = one.consensus
    return {
        "judged": one.judged.value,
        "items": len(one.common),
        "differ": [
            {
                "item": id_,
                "said": {who: of[id_] for who, of in one.labels.items() if id_ in of},
                "likely": consensus.label(id_) if consensus else None,
            }
            for id_ in one.differ
        ],
        "kappas": [
            {
                "reviewers": list(pair),
                "items": kappa.items,
                "observed": round(kappa.observed, 4),
                "expected": round(kappa.expected, 4),
                "kappa": None if kappa.value is None else round(kappa.value, 4),
            }
            for pair, kappa in one.kappas.items()
        ],
        "accuracies": {who: round(consensus.accuracy(who), 4) for who in consensus.confusion} if consensus else {},
        "converged": consensus.converged if consensus else None,
    }
