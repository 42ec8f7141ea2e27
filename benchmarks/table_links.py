"""Link simulated tables of events: how much of what is linked is right, and how much of what is in both is found.

No set is needed: `training/reporting.py` simulates events; ours tells of seven in ten of them as news reports do,
theirs of seven in ten as a careful table does (two fifths of that noise). Nothing but place, days, type, mode, means,
target, sides and tolls is told: no words, no names. Four scenes, from quiet (1,500 events of a year in 400 towns) to
crowded (of a month in 20 towns). `sure` are the links that are given as being in both, `all` these and the doubtful
ones: the share of them that is right, and the share of the events in both tables that they find. One account in four of
ours gives no day and one in six no place, which no sure link is made without. A simulation says how well links survive
what it leaves out and gets wrong, and no more; the weights were fitted on other scenes of the same simulation.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from training.reporting import Noise, Scene, simulate

from benchmarks.common import Figures, digest_of, precision_recall_f1, run_as_module
from dateline.reconciling.incidents.account import Account
from dateline.reconciling.tables.linking import Link, Linked
from dateline.reconciling.tables.pairing import link

FOLDER = Path(__file__).resolve().parents[1] / "training"
# Seed, events, days, towns; none of the seeds is one that weights are fitted on.
SCENES = ((11, 1500, 365, 400), (14, 1500, 365, 50), (12, 1500, 60, 60), (13, 1500, 30, 20))
SHARE = 0.7
NOISE = {"ours": 1.0, "theirs": 0.4}


def side(whose: str, scene: tuple[int, int, int, int]) -> list[Account]:
    """Tell of a share of a scene's events, each once; an account's id is its side and the event's number."""
    seed, events, days, towns = scene
    draw = random.Random(f"{seed} {whose}")
    noise = replace(Noise.at(NOISE[whose]), late=0.0)
    told: dict[int, Account] = {}
    for account, event in simulate(Scene(seed, events, days=days, towns=towns), mean=1.0, noise=noise):
        told.setdefault(event, account)
    return [
        replace(account, id=f"{whose} {event}", document=f"{whose} {event}", told=None, terms=(), names=(), near=())
        for event, account in told.items()
        if draw.random() < SHARE
    ]


def count(links: Iterable[Link], ours: Iterable[Account], theirs: Iterable[Account]) -> tuple[int, int, int]:
    """Count the links that are right, all of them, and the events that both sides tell of."""
    pairs = [(event_of(link.ours), event_of(link.theirs)) for link in links]
    both = {event_of(a.id) for a in ours} & {event_of(a.id) for a in theirs}
    return len({a for a, b in pairs if a == b}), len(pairs), len(both)


def event_of(id_: str) -> str:
    return id_.partition(" ")[2]


def measure(folder: Path) -> Figures:
    """Link the four scenes; figures are over all of them together."""
    totals = {"sure": [0, 0, 0], "all": [0, 0, 0]}
    lines = []
    for scene in SCENES:
        ours, theirs = side("ours", scene), side("theirs", scene)
        made: Linked = link(ours, theirs)
        said = "{} events, {} days, {} towns:".format(*scene[1:])
        for name, links in (("sure", made.both), ("all", (*made.both, *made.doubtful))):
            counts = count(links, ours, theirs)
            totals[name] = [a + b for a, b in zip(totals[name], counts, strict=True)]
            precision, recall, f1 = precision_recall_f1(*counts)
            said += f" {name} {counts[1]} links, {precision:.3f} right, {recall:.3f} found, F1 {f1:.3f};"
        lines.append(said.rstrip(";"))
    scores = {}
    for name, counted in totals.items():
        scores |= dict(
            zip((f"{name} right", f"{name} found", f"{name} f1"), precision_recall_f1(*counted), strict=True)
        )
    return Figures("table_links", totals["all"][2], digest_of([folder / "reporting.py"]), scores, lines=lines)


if __name__ == "__main__":
    sys.exit(run_as_module(measure, default=FOLDER, marker="reporting.py"))
