"""Train the scores again, measure them, and write down how good they are: `python -m training.scores`.

Fits one head a field on the `train` part of `sentences/`, writes `heads.json` into the package, measures on the `held`
part, and writes the table and the picture of `docs/scores.md`. The table's rows on PLOVER's gold records need that set,
which is not part of the repository (`--records FILE`); without it page and picture are left as they are.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

from benchmarks.common import SHARED
from benchmarks.plover_records import read_gold

from dateline.coding.scoring import FIELDS, Head
from training.drawing import reliability
from training.examples import Example, examples, read_sentences, scored_facts
from training.fitting import fit_head
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


def to_json(heads: dict[str, Head]) -> str:
    """Write heads as JSON, a fact a line, so that a change can be read."""
    raw = {field: {"bias": h.bias, "weights": dict(sorted(h.weights.items()))} for field, h in heads.items()}
    return json.dumps(raw, indent=1, ensure_ascii=False) + "\n"


def measure_held(heads: dict[str, Head], base: dict[str, float], found: Sequence[Example]) -> dict[str, Measured]:
    """Measure each field on the examples that were held back."""
    measured = {}
    for field, head in heads.items():
        held = [e for e in found if e.split == "held" and field in e.right]
        scores = [head.score(e.facts[field]) for e in held]
        measured[field] = measure(scores, [e.right[field] for e in held], base=base[field])
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
    heads, base = train(found)
    WEIGHTS.write_text(to_json(heads), encoding="utf-8")
    held = measure_held(heads, base, found)
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
