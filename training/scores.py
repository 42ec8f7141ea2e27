"""Train the scores again, measure them, and write down how good they are: `python -m training.scores`.

Fits one head a field on the `train` part of `sentences/` and calibrates it on the `held` part: the rules were written
with the `train` part before their authors' eyes, so they are surer there than they should be. Writes `heads.json` into
the package, measures on the `held` part (each fifth by what was calibrated on the others), and writes the table and the
picture of `docs/scores.md`. The table's rows on PLOVER's gold records need that set,
which is not part of the repository (`--records FILE`); without it page and picture are left as they are.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from benchmarks.common import SHARED
from benchmarks.plover_records import read_gold

from dateline.coding.scoring import FIELDS, Head
from training.drawing import reliability
from training.examples import Example, examples, read_sentences, scored_facts
from training.fitting import FOLDS, calibrate, cross_calibrated, fit_head
from training.measuring import Measured, measure

__all__ = ["main"]

ROOT = Path(__file__).resolve().parents[1]
WEIGHTS = ROOT / "src" / "dateline" / "coding" / "scoring" / "heads.json"
PAGE = ROOT / "docs" / "scores.md"
PICTURE = ROOT / "docs" / "pictures" / "reliability.svg"
RECORDS = SHARED / "benchmarks" / "plover_records" / "records.jsonl"

HELD, GOLD = "held-back sentences", "PLOVER's gold records"
_START, _END = "<!-- table -->", "<!-- end of table -->"


def train(found: Sequence[Example]) -> tuple[dict[str, Head], dict[str, float]]:
    """Fit a head a field on the `train` examples; return the heads and the share of each field that was right."""
    heads, base = {}, {}
    for field in FIELDS:
        own = [e for e in found if e.split == "train" and field in e.right]
        fitted = fit_head([e.facts[field] for e in own], [e.right[field] for e in own], [e.group for e in own])
        heads[field] = Head(fitted.bias, fitted.weights)
        base[field] = sum(e.right[field] for e in own) / len(own)
        print(f"{field}: {len(own)} examples, {len(fitted.weights)} facts, ridge {fitted.penalty:g}", flush=True)
    return heads, base


def held_back(found: Sequence[Example], field: str, head: Head) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the log-odds that a head gives to the `held` examples of a field, their labels, and a fold each."""
    own = [e for e in found if e.split == "held" and field in e.right]
    odds = np.array([head.bias + sum(head.weights.get(fact, 0.0) for fact in e.facts[field]) for e in own])
    return odds, np.array([float(e.right[field]) for e in own]), np.array([e.group for e in own]) % FOLDS


def calibrated(head: Head, found: Sequence[Example], field: str) -> Head:
    """Return the head with the odds that came true on the `held` examples."""
    odds, right, _ = held_back(found, field, head)
    slope, shift = calibrate(odds, right)
    weights = {fact: round(slope * weight, 3) for fact, weight in head.weights.items()}
    return Head(round(slope * head.bias + shift, 3), {fact: weight for fact, weight in weights.items() if weight})


def to_json(heads: dict[str, Head]) -> str:
    """Write heads as JSON, a fact a line, so that a change can be read."""
    raw = {field: {"bias": h.bias, "weights": dict(sorted(h.weights.items()))} for field, h in heads.items()}
    return json.dumps(raw, indent=1, ensure_ascii=False) + "\n"


def measure_held(heads: dict[str, Head], base: dict[str, float], found: Sequence[Example]) -> dict[str, Measured]:
    """Measure each field on the `held` examples, each fold of them calibrated by the others alone."""
    measured = {}
    for field, head in heads.items():
        odds, right, fold = held_back(found, field, head)
        chances = 1 / (1 + np.exp(-cross_calibrated(odds, right, fold)))
        measured[field] = measure([round(float(c), 2) for c in chances], [bool(r) for r in right], base=base[field])
    return measured


def measure_records(head: Head, base: float, file: Path) -> Measured:
    """Measure `type` on PLOVER's gold records: a report is right where one of its text's records has its type."""
    gold, yields = read_gold(file)
    scores, right = [], []
    for text, types in gold.items():
        allowed = types | ({"RETREAT"} if text in yields else set())
        for report, facts in scored_facts(text):
            scores.append(head.score(facts["type"]))
            right.append(report.type.value in allowed)
    return measure(scores, right, base=base)


def table(held: dict[str, Measured], records: Measured | None) -> str:
    """Return the table of all figures as Markdown."""
    lines = [
        "| field | measured on | reports | right | mean score | Brier | Brier, base rate | calibration error | AUC |",
        "| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    rows = [(field, HELD, m) for field, m in held.items()]
    if records is not None:
        rows.insert(1, ("type", GOLD, records))
    for field, on, m in rows:
        figures = (m.right, m.said, m.brier, m.constant, m.error, m.ranking)
        lines.append(f"| `{field}` | {on} | {m.items} | " + " | ".join(f"{f:.3f}" for f in figures) + " |")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("--records", type=Path, default=RECORDS, help="PLOVER's gold records (records.jsonl)")
    given = parser.parse_args()
    found = list(examples(read_sentences()))
    fitted, base = train(found)
    heads = {field: calibrated(head, found, field) for field, head in fitted.items()}
    WEIGHTS.write_text(to_json(heads), encoding="utf-8")
    held = measure_held(fitted, base, found)
    records = measure_records(heads["type"], base["type"], given.records) if given.records.is_file() else None
    made = table(held, records)
    print(made)
    if records is None:
        print(f"{given.records.name} is not here: the page and the picture were left as they are")
        return
    panels = {field: {HELD: m} for field, m in held.items()}
    panels["type"][GOLD] = records
    PICTURE.write_text(reliability(panels), encoding="utf-8")
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(_START)
    PAGE.write_text(f"{before}{_START}\n\n{made}\n\n{_END}{rest.partition(_END)[2]}", encoding="utf-8")


if __name__ == "__main__":
    main()
