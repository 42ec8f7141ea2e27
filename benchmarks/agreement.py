"""Check the model of reviewers against the data it was published with: Dawid and Skene's anaesthetists of 1979.

`equal` is the share of the published class shares (two digits) that ours round to; `close` the share of those that two
other programs give (to four digits) from which ours are less than .001 off.
"""

from __future__ import annotations

import csv
import json
import sys
from collections import defaultdict
from pathlib import Path

from benchmarks.common import SHARED, Figures, digest_of, run_as_module
from dateline.reconciling.agreement import dawid_skene

FOLDER = SHARED / "benchmarks" / "undercount"
DATA = "dawid_skene_1979_anesthesia.csv"
REFERENCE = "reference_numbers.json"


def read_labels(file: Path) -> dict[str, dict[str, list[str]]]:
    """Read rows of item, rater, rating: rater -> item -> labels, as one rater saw each item three times."""
    labels: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    with file.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            labels[row["rater"]][row["item"]].append(row["rating"])
    return {rater: dict(of) for rater, of in labels.items()}


def measure(folder: Path) -> Figures:
    """Fit the model, and compare the shares of the classes with those on record."""
    labels = read_labels(folder / DATA)
    reference = json.loads((folder / REFERENCE).read_text("utf-8"))["dawid_skene_1979"]
    consensus = dawid_skene(labels)
    ours = [share for _, share in sorted(consensus.priors.items())]
    published = reference["class_marginals_published"]
    others = [share for name in ("own_EM", "crowd-kit 1.4.2") for share in zip(ours, reference[name], strict=True)]
    scores = {
        "equal": sum(round(a, 2) == b for a, b in zip(ours, published, strict=True)) / len(published),
        "close": sum(abs(a - b) < 0.001 for a, b in others) / len(others),
    }
    said = ", ".join(f"{label} {share:.4f}" for label, share in sorted(consensus.priors.items()))
    raters = ", ".join(f"{rater} {consensus.accuracy(rater):.3f}" for rater in sorted(consensus.confusion))
    lines = [f"classes: {said}; right by rater: {raters}; {consensus.rounds} rounds"]
    files = [folder / DATA, folder / REFERENCE]
    return Figures("agreement", len(consensus.posterior), digest_of(files), scores, lines=lines)


if __name__ == "__main__":
    sys.exit(run_as_module(measure, default=FOLDER, marker=DATA))
