"""Fit the weights by which accounts are matched, and write them to their file.

Invariant: nothing but our own simulation and the `dev` half of our own planted news goes in; the same code gives the
same file.

`python -m training.incidents` writes `src/dateline/reconciling/incidents/matching/data/weights.toml`; see
training/incidents.md.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from benchmarks.planted_incidents import (
    Coded,
    PlantedIncident,
    coded_articles,
    gold_of,
    read_articles,
    read_incidents,
)
from numpy.typing import NDArray

from dateline.reconciling.incidents.account import Account
from dateline.reconciling.incidents.matching.blocking import candidates
from dateline.reconciling.incidents.matching.comparing import compare
from dateline.reconciling.incidents.matching.excluding import READ, excluded
from dateline.reconciling.incidents.matching.facts import Facts, Floats, StoryTerms, facts_of
from dateline.reconciling.incidents.matching.features import features
from dateline.reconciling.incidents.matching.weighing import Weights, fit
from training.naming import with_names
from training.reporting import Noise, Scene, simulate

__all__ = ["FILE", "Pairs", "labels_of", "pairs_of_articles", "pairs_of_scene", "scenes", "to_toml"]

FILE = Path(__file__).parents[1] / "src/dateline/reconciling/incidents/matching/data/weights.toml"
# Where pairs stand on each axis, and which of them are one.
Pairs = tuple[Floats, NDArray[np.bool_]]
# Quiet and crowded, careful and careless reporting: (seed, events, days, towns, noise level).
_SCENES = (
    (1, 1500, 365, 400, 1.0), (2, 1500, 60, 60, 1.0), (3, 1500, 365, 200, 1.5), (4, 1500, 120, 100, 0.6),
    (5, 1500, 30, 20, 1.2), (6, 1500, 1000, 800, 1.0),
)  # fmt: skip
# Pairs of a scene that are drawn at large, beside its candidates: so that days and places far apart are seen.
_AT_LARGE = 60_000
# Of the simulated pairs every so many-th is taken, and the pairs of articles count so many times: simulation teaches
# what to make of days, places, tolls and names, articles how much words are worth. With one week of the articles left
# out in turn, every 10th, 20th and 50th gave .635, .621 and .616 of the pairs across articles of that week (F1), and a
# likelihood that is the worse the more are taken.
_EVERY = 20
_TIMES = 3
# What each squared weight costs, in pairs. 3 and 6 were tried.
_PENALTY = 6.0
# Clusters are joined from this probability on. On the `dev` half .3, .35 and .4 give .707, .695 and .709 pairwise: no
# difference; below .35 what is one in nothing but its kind is joined first (two operations of one month).
_JOIN, _REVIEW = 0.35, (0.15, 0.6)
_HEAD = """\
# How much each step on an axis of features.toml speaks for one incident, in log-odds: first what is unsaid, then each
# step or knot in order. `low`, `join` and `review` are probabilities; see weighing.Weights.
#
# Data statement: fitted by `python -m training.incidents` to accounts of invented events that training/reporting.py
# simulates (six scenes, quiet and crowded, with stated rates of what is left out and got wrong) and to the `dev` half
# of the news written for benchmarks/planted_incidents. No other text and no other benchmark went in; all of it is our
# own. training/incidents.md says more.
"""


def pairs_of_scene(
    told: Iterable[tuple[Account, int]],
    *,
    stories: Mapping[str, StoryTerms] | None = None,
    at_large: int = _AT_LARGE,
) -> Pairs:
    """Return candidate pairs of simulated accounts, and pairs at large; the number beside an account is its event."""
    pairs = list(told)
    truth = {account.id: event for account, event in pairs}
    facts = facts_of([account for account, _ in pairs], stories=stories)
    found, _ = candidates(facts, frozen=False)
    draw = np.random.RandomState(len(facts))
    drawn = draw.randint(0, len(facts), (2, at_large))
    left, right = np.concatenate([found.left, drawn[0]]), np.concatenate([found.right, drawn[1]])
    keep = left != right
    return _compared(facts, np.minimum(left, right)[keep], np.maximum(left, right)[keep], truth)


def scenes() -> Iterator[Pairs]:
    """Yield the pairs of each scene that the weights are fitted to."""
    for seed, events, days, towns, level in _SCENES:
        scene = Scene(seed, events, days=days, towns=towns)
        told, stories = with_names(scene, simulate(scene, noise=Noise.at(level)))
        yield pairs_of_scene(told, stories=stories)


def pairs_of_articles(coded: Sequence[Coded], incidents: Mapping[str, PlantedIncident]) -> Pairs:
    """Return all pairs of accounts of planted articles of which it is known what they tell of."""
    facts = facts_of([a for c in coded for a in c.accounts], stories={c.story.document: c.story for c in coded})
    left, right = np.triu_indices(len(facts), 1)
    return _compared(facts, left, right, labels_of(coded, incidents))


def labels_of(coded: Sequence[Coded], incidents: Mapping[str, PlantedIncident]) -> dict[str, str]:
    """Return account id -> incident id: of the planted incidents that its reports tell of the most frequent, the first
    by id of several."""
    labels = {}
    for each in coded:
        gold = gold_of(each.reports, each.article.id, incidents.values())
        for account in each.accounts:
            told = Counter(gold[id_] for id_ in account.reports if id_ in gold)
            if told:
                labels[account.id] = min(told, key=lambda name: (-told[name], name))
    return labels


def _compared(facts: Facts, left: NDArray[np.int64], right: NDArray[np.int64], truth: Mapping[str, object]) -> Pairs:
    """Compare pairs whose truth is known; those that are barred by more than what was read are left out."""
    why = excluded(facts, left, right)
    numbers = {label: n for n, label in enumerate(dict.fromkeys(truth.values()))}
    event = np.array([numbers[truth[id_]] if id_ in truth else -1 for id_ in facts.ids])
    keep = ((why == 0) | np.isin(why, READ)) & (event[left] >= 0) & (event[right] >= 0)
    left, right = left[keep], right[keep]
    return compare(facts, left, right), event[left] == event[right]


def to_toml(found: Weights) -> str:
    """Return weights as the text of their file."""
    lines = [_HEAD, f"bias = {found.bias}", f"low = {found.low}", f"join = {found.join}"]
    lines += [f"review = [{found.review[0]}, {found.review[1]}]", "", "[features]"]
    for feature, steps in zip(features(), found.steps, strict=True):
        lines.append(f"{feature.name} = [{', '.join(f'{x:g}' for x in steps)}]")
    return "\n".join(lines) + "\n"


def main() -> None:
    """Fit and write."""
    simulated = list(scenes())
    articles = read_articles()
    dev = {id_: article for id_, article in articles.items() if article.half == "dev"}
    told = pairs_of_articles(coded_articles(dev), read_incidents(articles))
    positions = np.concatenate([np.concatenate([p for p, _ in simulated])[::_EVERY], *[told[0]] * _TIMES])
    labels = np.concatenate([np.concatenate([x for _, x in simulated])[::_EVERY], *[told[1]] * _TIMES])
    found = replace(fit(positions, labels, penalty=_PENALTY), join=_JOIN, review=_REVIEW)
    FILE.write_text(to_toml(found), encoding="utf-8")
    print(f"{len(labels)} pairs, {int(labels.sum())} of one event; wrote {FILE.name}")


if __name__ == "__main__":
    main()
