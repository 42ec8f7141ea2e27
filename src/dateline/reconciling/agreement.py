"""How far reviewers agree, and what they most likely mean together: Cohen's kappa, and Dawid and Skene's model.

Invariant: only what reviewers said goes in; neither measure knows the truth, the machine's proposal or a reviewer's
rank. The order of reviewers, of items and of labels changes nothing.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

__all__ = ["Consensus", "Kappa", "cohen_kappa", "dawid_skene"]

# Converged where no prior and no share of a confusion matrix moves by more in one round.
_STILL = 1e-6
# Rounds after which the fit is given up as not converged. The 1979 data take 14; where classes hardly differ in how
# they are labelled, EM creeps, and the answer is worth little whatever the round.
_ROUNDS = 1000
# Posteriors that are closer than this are a tie: twice what a sum of a thousand rounded shares may be off.
_TIE = 1e-9


@dataclass(frozen=True, slots=True)
class Kappa:
    """Say how far two reviewers agree on the `items` that both judged.

    `observed` is the share on which they agree, `expected` the share on which two would who use each label as often
    as these do, but blindly. `value` is Cohen's kappa, in [-1, 1]; None where it says nothing: with no item in common,
    or where both gave one and the same label to all.
    """

    items: int
    observed: float
    expected: float
    value: float | None


def cohen_kappa(one: Mapping[str, str], other: Mapping[str, str]) -> Kappa:
    """Compare two reviewers, each given as item -> label, over the items that both judged (Cohen 1960, nominal).

    >>> first = {"a": "yes", "b": "yes", "c": "no", "d": "no"}
    >>> cohen_kappa(first, {"a": "yes", "b": "no", "c": "no", "d": "no", "e": "yes"})
    Kappa(items=4, observed=0.75, expected=0.5, value=0.5)
    """
    common = sorted(one.keys() & other.keys())
    if not common:
        return Kappa(0, 0.0, 0.0, None)
    ours, theirs = (Counter(said[item] for item in common) for said in (one, other))
    # In whole numbers up to the last step: with all labels alike, expected agreement is 1 and not a hair less.
    agreed = sum(one[item] == other[item] for item in common)
    by_chance = sum(ours[label] * theirs[label] for label in sorted(ours))
    pairs = len(common) ** 2
    value = (len(common) * agreed - by_chance) / (pairs - by_chance) if pairs > by_chance else None
    return Kappa(len(common), agreed / len(common), by_chance / pairs, value)


@dataclass(frozen=True, slots=True)
class Consensus:
    """Hold what Dawid and Skene's model makes of several reviewers' labels.

    `priors` gives each label's share of the items; `confusion` leads from a reviewer over what an item is to how often
    the reviewer then says what (no row where they judged no such item); `posterior` leads from an item to each label's
    probability. `converged` is False where the fit was given up after `rounds`.
    """

    priors: Mapping[str, float]
    confusion: Mapping[str, Mapping[str, Mapping[str, float]]]
    posterior: Mapping[str, Mapping[str, float]]
    rounds: int
    converged: bool

    def label(self, item: str) -> str | None:
        """Return the label that is most probable for an item; None where two are so alike."""
        ranked = sorted(self.posterior[item].items(), key=lambda pair: -pair[1])
        if len(ranked) > 1 and ranked[0][1] - ranked[1][1] < _TIE:
            return None
        return ranked[0][0]

    def accuracy(self, rater: str) -> float:
        """Return how often a reviewer says what an item is, over the kinds of items that they judged, in [0, 1]."""
        rows = self.confusion[rater]
        return sum(self.priors[label] * row[label] for label, row in rows.items()) / sum(self.priors[k] for k in rows)


def dawid_skene(labels: Mapping[str, Mapping[str, str | Sequence[str]]]) -> Consensus:
    """Estimate what items are and how each reviewer errs, together, from what the reviewers say (rater, item, label).

    A reviewer may judge an item more than once: then a sequence of labels stands in place of one. The model is that of
    Dawid and Skene (1979), fitted by EM from each item's share of votes, without smoothing, until nothing moves by
    more than 1e-6. Their data (45 patients, 5 anaesthetists) come out as published: `benchmarks/agreement.py`.

    With two reviewers or few items the data do not determine the model: the answer then is one of several that fit as
    well, and kappa says more.

    Raises:
        ValueError: nobody labelled anything, or an item has an empty sequence of labels.

    >>> said = {"ann": {"a": "yes", "b": "no", "c": "yes"}, "bo": {"a": "yes", "b": "no", "c": "no"}}
    >>> said["cy"] = {"a": "yes", "b": "no", "c": "yes"}
    >>> consensus = dawid_skene(said)
    >>> [consensus.label(item) for item in "abc"]
    ['yes', 'no', 'yes']
    """
    votes = _votes(labels)
    known = sorted({label for said in votes.values() for counts in said.values() for label in counts})
    posterior = {item: _first_guess(said, known) for item, said in votes.items()}
    priors, confusion = _most_likely(votes, posterior, known)
    rounds, converged = 0, False
    while not converged and rounds < _ROUNDS:
        rounds += 1
        posterior = {item: _judged(said, priors, confusion) for item, said in votes.items()}
        before = priors, confusion
        priors, confusion = _most_likely(votes, posterior, known)
        converged = _moved(before, (priors, confusion)) < _STILL
    rows = {rater: {label: row for label, row in of.items() if row} for rater, of in confusion.items()}
    return Consensus(priors, rows, posterior, rounds, converged)


_Votes = dict[str, dict[str, dict[str, int]]]
_Confusion = dict[str, dict[str, dict[str, float]]]


def _votes(labels: Mapping[str, Mapping[str, str | Sequence[str]]]) -> _Votes:
    """Return item -> rater -> label -> how often, everything sorted, so that sums are taken in one order."""
    votes: defaultdict[str, dict[str, dict[str, int]]] = defaultdict(dict)
    for rater in sorted(labels):
        for item, said in labels[rater].items():
            counts = Counter([said] if isinstance(said, str) else said)
            if not counts:
                raise ValueError(f"{rater!r} has no label for {item!r}; leave the item out, or give a label")
            votes[item][rater] = dict(sorted(counts.items()))
    if not votes:
        raise ValueError("nobody labelled anything; give rater -> item -> label")
    return dict(sorted(votes.items()))


def _first_guess(said: Mapping[str, Mapping[str, int]], known: Sequence[str]) -> dict[str, float]:
    """Return each label's share of an item's votes."""
    counts = Counter[str]()
    for given in said.values():
        counts.update(given)
    return {label: counts[label] / counts.total() for label in known}


def _most_likely(
    votes: _Votes, posterior: Mapping[str, Mapping[str, float]], known: Sequence[str]
) -> tuple[dict[str, float], _Confusion]:
    """Return the priors and confusion matrices under which the posteriors are most likely (the M step)."""
    priors = {label: sum(of[label] for of in posterior.values()) / len(posterior) for label in known}
    raters = sorted({rater for said in votes.values() for rater in said})
    weights: _Confusion = {rater: {label: dict.fromkeys(known, 0.0) for label in known} for rater in raters}
    for item, said in votes.items():
        for rater, counts in said.items():
            for label in known:
                row = weights[rater][label]
                for given, n in counts.items():
                    row[given] += posterior[item][label] * n
    for of in weights.values():
        for label, row in of.items():
            total = sum(row.values())
            of[label] = {given: weight / total for given, weight in row.items()} if total else {}
    return priors, weights


def _judged(
    said: Mapping[str, Mapping[str, int]], priors: Mapping[str, float], confusion: _Confusion
) -> dict[str, float]:
    """Return each label's probability for an item, given the priors and confusion matrices (the E step).

    In logarithms, as the product over many raters underflows. Some label is always possible: the one whose share of
    the votes the matrices were made from.
    """
    logs = {}
    for label, prior in priors.items():
        rows = [(confusion[rater][label].get(given, 0.0), n) for rater, of in said.items() for given, n in of.items()]
        shares = [(prior, 1), *rows]
        logs[label] = sum(n * math.log(share) for share, n in shares) if all(s for s, _ in shares) else -math.inf
    top = max(logs.values())
    raw = {label: math.exp(log - top) for label, log in logs.items()}
    total = sum(raw.values())
    return {label: weight / total for label, weight in raw.items()}


def _moved(before: tuple[dict[str, float], _Confusion], now: tuple[dict[str, float], _Confusion]) -> float:
    """Return the largest change of a prior or of a share in a confusion matrix."""
    moved = [abs(before[0][label] - now[0][label]) for label in now[0]]
    for rater, of in now[1].items():
        for label, row in of.items():
            old = before[1][rater][label]
            moved += [abs(share - old.get(given, 0.0)) for given, share in row.items()]
    return max(moved)
