"""Train the choice of an act's place again: `python -m training.places --lines FILE`.

Fits one ridge logistic regression on the lines of a set that marks for each verb where it happened (`labelled.jsonl`,
MIT licence), and writes `places.json` into the package. Never on a line that is gold: those measure the result
(`benchmarks/event_place.py`). The set is not part of the repository; from the weights, a thousand numbers about
grammar, no sentence can be read back.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from benchmarks.common import whole
from benchmarks.event_place import FILE, Item, overlaps, read_items

from benchmarks import event_place
from dateline.coding.coder import sentences_of
from dateline.coding.place_facts import place_facts
from dateline.coding.scene import Scene
from dateline.coding.scoring import Head
from dateline.finding.mentions import PlaceUse
from dateline.finding.places import find_places
from dateline.knowledge.lexicon import open_lexicon
from dateline.language import Sentence
from dateline.model import Span
from training.fitting import logistic

__all__ = ["Choice", "choices", "fit", "main"]

ROOT = Path(__file__).resolve().parents[1]
WEIGHTS = ROOT / "src" / "dateline" / "coding" / "places.json"
LINES = event_place.SHARED / "benchmarks" / "event_place" / FILE

# One part of the set marks one place in nine where the others mark two in three: its annotators left places out.
LEFT_OUT = frozenset({"Masdar_RA"})

# Facts of fewer choices than this are noise; a stronger ridge (10, 20) or a weaker one (2) is no better out of sample.
LEAST_SEEN = 20
RIDGE = 5.0

_TOGETHER = 200


@dataclass(frozen=True)
class Choice:
    """Hold what is known of one place beside one marked verb, and whether it is where that verb's act was."""

    facts: tuple[str, ...]
    right: bool


def choices(items: Sequence[Item]) -> list[Choice]:
    """Return a choice for every place that is named in the sentence of a text's one marked verb."""
    kept = [item for item in items if len(item.verbs) == 1 and item.source not in LEFT_OUT]
    found = []
    for i in range(0, len(kept), _TOGETHER):
        some = kept[i : i + _TOGETHER]
        for item, sentences in zip(some, sentences_of([whole(item.text) for item in some]), strict=True):
            found.extend(_choices_of(item, sentences))
    return found


def _choices_of(item: Item, sentences: Sequence[Sentence]) -> Iterable[Choice]:
    document = whole(item.text)
    for sentence, places in zip(sentences, find_places(document, sentences), strict=True):
        act = sentence.between(item.verbs[0].start, item.verbs[0].end)
        if act:
            scene = Scene(document, document.zones[0], sentence, open_lexicon(), places=places)
            named = [m for m in places if m.use is not PlaceUse.DATELINE]
            for m, facts in zip(named, place_facts(scene, act, named), strict=True):
                yield Choice(facts, overlaps(Span(m.evidence.start, m.evidence.end), item.places))
            return


def fit(found: Sequence[Choice], *, least_seen: int = LEAST_SEEN, ridge: float = RIDGE) -> Head:
    """Fit the head: the log-odds that a place is the act's, by its facts."""
    seen = Counter(fact for choice in found for fact in choice.facts)
    names = sorted(fact for fact, times in seen.items() if times >= least_seen)
    at = {name: i for i, name in enumerate(names)}
    x = np.zeros((len(found), len(names)))
    for row, choice in enumerate(found):
        x[row, [at[fact] for fact in choice.facts if fact in at]] = 1.0
    weights, bias = logistic(x, np.array([float(c.right) for c in found]), ridge)
    kept = {name: round(float(w), 3) for name, w in zip(names, weights, strict=True)}
    return Head(round(bias, 3), {name: w for name, w in kept.items() if w})


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("--lines", type=Path, default=LINES, help="the set of marked verbs (labelled.jsonl)")
    given = parser.parse_args()
    found = choices(read_items(given.lines, gold=False))
    head = fit(found)
    raw = {"bias": head.bias, "weights": dict(sorted(head.weights.items()))}
    WEIGHTS.write_text(json.dumps(raw, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"{len(found)} choices, {sum(c.right for c in found)} right, {len(head.weights)} facts")


if __name__ == "__main__":
    main()
