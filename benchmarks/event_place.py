"""Score where acts are placed: the place chosen for a marked verb, by whether it overlaps the place that was marked.

Only lines marked as gold count. A marked place is found where a place chosen for the verb overlaps it, and a chosen
place is right where it overlaps one that was marked; F1 is that of both shares. The choice is the reports' own
(`place_of_act`), of the verb's own sentence: a place that no gazetteer has counts as well, for its words are what is
asked. Beside it stands the simple way: the place that is named nearest to the verb. The figures above the summary say
what was lost: a marked place that the finder had no mention of, another that was chosen, and a choice where nothing is
marked.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.common import SHARED, Figures, digest_of, run_as_module, whole
from dateline.coding.coder import scenes_of
from dateline.coding.placing_acts import place_of_act
from dateline.coding.scene import Scene
from dateline.finding.mentions import PlaceMention
from dateline.model import Span

FILE = "labelled.jsonl"


@dataclass(frozen=True)
class Item:
    """Hold one text with the verb that is asked about and the places that were marked for it."""

    text: str
    verbs: tuple[Span, ...]
    places: tuple[Span, ...]
    source: str = ""


def read_items(file: Path, *, gold: bool = True) -> list[Item]:
    """Read the lines that are gold, or those that are not."""
    found = []
    for line in file.read_text(encoding="utf-8").splitlines():
        raw = json.loads(line)
        if raw["gold"] is gold:
            spans = {
                label: tuple(Span(s["start"], s["end"]) for s in raw["spans"] if s["label"] == label)
                for label in ("VERB", "LOCATION")
            }
            found.append(Item(raw["text"], spans["VERB"], spans["LOCATION"], raw["source"]))
    return found


def chosen(scenes: Sequence[Scene], verb: Span) -> tuple[list[PlaceMention], list[PlaceMention]]:
    """Return the places chosen for a verb, and all that its sentence names."""
    for scene in scenes:
        tokens = scene.sentence.between(verb.start, verb.end)
        if tokens:
            return list(place_of_act(scene, tokens)), list(scene.places)
    return [], []


def overlaps(place: Span, others: Iterable[Span]) -> bool:
    """Tell whether a stretch shares a character with one of the others.

    >>> overlaps(Span(0, 4), [Span(3, 6)]), overlaps(Span(0, 4), [Span(4, 6)])
    (True, False)
    """
    return any(place.start < o.end and o.start < place.end for o in others)


def count(items: Sequence[Item]) -> tuple[Counter[str], list[str]]:
    """Count what was marked, chosen, found and right, in our way and in the simple one, and say what was lost."""
    counts: Counter[str] = Counter()
    errors = []
    for item in items:
        scenes = scenes_of(whole(item.text))
        ours, near = [], []
        named: list[PlaceMention] = []
        for verb in item.verbs:
            places, there = chosen(scenes, verb)
            ours += [m.evidence for m in places]
            near += [m.evidence for m in nearest_named(there, verb)]
            named += there
        spans = [Span(e.start, e.end) for e in ours]
        simple = [Span(e.start, e.end) for e in near]
        counts["marked"] += len(item.places)
        for name, given in (("ours", spans), ("simple", simple)):
            counts[f"{name} said"] += len(given)
            counts[f"{name} right"] += sum(overlaps(s, item.places) for s in given)
            counts[f"{name} found"] += sum(overlaps(p, given) for p in item.places)
        for kind in losses(item, spans, [Span(m.evidence.start, m.evidence.end) for m in named]):
            counts[kind] += 1
            errors.append(shown(item, kind, spans))
    return counts, errors


def nearest_named(mentions: Sequence[PlaceMention], verb: Span) -> list[PlaceMention]:
    """Return the mention that stands nearest to a verb in the text, if there is one."""
    return sorted(mentions, key=lambda m: max(m.evidence.start - verb.end, verb.start - m.evidence.end))[:1]


def losses(item: Item, ours: Sequence[Span], named: Sequence[Span]) -> Iterator[str]:
    """Yield what was lost: a kind for every marked place not found, and for every choice where none is marked."""
    for place in item.places:
        if not overlaps(place, ours):
            if not overlaps(place, named):
                yield "not named"
            else:
                yield "another chosen" if ours else "none chosen"
    if not item.places:
        yield from ("chosen where none is marked" for _ in ours)


def shown(item: Item, kind: str, ours: Sequence[Span]) -> str:
    """Return a text with its verb between **, what was marked between ## and what was chosen between ~."""
    marks = [(s.start, s.end, "**") for s in item.verbs] + [(s.start, s.end, "##") for s in item.places]
    text = item.text
    for start, end, mark in sorted([*marks, *((s.start, s.end, "~") for s in ours)], reverse=True):
        text = f"{text[:start]}{mark}{text[start:end]}{mark}{text[end:]}"
    return f"{kind}: {text.strip()}"


def measure(folder: Path) -> Figures:
    """Choose the place of every gold line's verb and compare it with what was marked."""
    file = folder / FILE
    items = read_items(file)
    counts, errors = count(items)
    marked = counts["marked"]
    said = counts["ours said"]
    precision, recall = shares(counts, "ours")
    scores = {"F1": harmonic(precision, recall), "precision": precision, "recall": recall}
    simple = harmonic(*shares(counts, "simple"))
    kinds = ("not named", "another chosen", "none chosen", "chosen where none is marked")
    lines = [f"{marked} places marked, {said} chosen; " + ", ".join(f"{k}: {counts[k]}" for k in kinds)]
    return Figures("event_place", len(items), digest_of([file]), scores, {"F1": simple}, lines, errors)


def shares(counts: Counter[str], way: str) -> tuple[float, float]:
    """Return the share of the chosen places that are right, and that of the marked ones that are found."""
    said, marked = counts[f"{way} said"], counts["marked"]
    return (counts[f"{way} right"] / said if said else 0.0), (counts[f"{way} found"] / marked if marked else 0.0)


def harmonic(precision: float, recall: float) -> float:
    """Return the harmonic mean of two shares; of two noughts it is 0.

    >>> harmonic(0.0, 0.0), harmonic(1.0, 0.5)
    (0.0, 0.6666666666666666)
    """
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


if __name__ == "__main__":
    sys.exit(run_as_module(measure, default=SHARED / "benchmarks" / "event_place", marker=FILE))
