"""Score the times of acts on the project's own texts (`own_times.jsonl`): which time dates which act.

Each text names its acts by a word and gives the values that are right for it: EDTF, or `not_stated` where the text
dates the act by nothing. They were written for the project, so this is a check of coverage and no measure of quality;
`held` are those that nobody looked at while the rules were made. An act that the coder does not find is counted apart.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path

from benchmarks.common import Figures, coded, digest_of, run_as_module
from dateline.model import Report

FOLDER = Path(__file__).resolve().parent
SPLITS = ("dev", "held")


def value_of(report: Report) -> str:
    """Return when a report says it was, in EDTF, or why it does not say."""
    if report.when is not None:
        return report.when.moment.edtf
    return report.when_missing.value if report.when_missing else ""


def measure(folder: Path) -> Figures:
    """Code each text by itself and compare each named act's time with what is right for it."""
    file = folder / "own_times.jsonl"
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    counts: Counter[str] = Counter()
    errors = []
    for row in rows:
        reports = coded(row["text"], row.get("published")).reports
        for act in row["acts"]:
            split = row["split"]
            counts[f"{split} acts"] += 1
            ours = [value_of(r) for r in reports if act["word"] in r.trigger.words.split()]
            if not ours:
                errors.append(f"{split} {act['word']!r} is no act <- {row['text']}")
                continue
            right = any(value in act["when"] for value in ours)
            dated = any(value != "not_stated" for value in ours)
            counts[f"{split} found"] += 1
            counts[f"{split} right"] += right
            counts[f"{split} dated"] += dated
            counts[f"{split} dated right"] += right and dated
            if not right:
                errors.append(f"{split} {act['word']!r} {ours}, right: {act['when']} <- {row['text']}")
    scores = {}
    for split in SPLITS:
        scores[f"{split} right"] = counts[f"{split} right"] / (counts[f"{split} found"] or 1)
        scores[f"{split} dated right"] = counts[f"{split} dated right"] / (counts[f"{split} dated"] or 1)
    lines = [f"{split}: {counts[f'{split} found']} of {counts[f'{split} acts']} acts found" for split in SPLITS]
    return Figures("own_times", len(rows), digest_of([file]), scores, lines=lines, errors=errors)


if __name__ == "__main__":
    sys.exit(run_as_module(measure, default=FOLDER, marker="own_times.jsonl"))
