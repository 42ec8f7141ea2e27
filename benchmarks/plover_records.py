"""Score the event types on PLOVER's gold records: micro-F1 over the types of a sentence, gold and predicted.

The records (CC BY-SA 4.0) are older than the present sixteen types; `PRESENT` is the map that is used. CRIME has no
successor and its records are left out; YIELD became CONCEDE or RETREAT, and only the text tells which: either is taken
as right. A report counts whatever its status: the records code what is promised and denied alike.
"""

from __future__ import annotations

import json
import sys
from collections import Counter, defaultdict
from pathlib import Path

from benchmarks.common import SHARED, Figures, coded, digest_of, precision_recall_f1, run_as_module

PRESENT = {
    "DEMAND": "REQUEST",
    "DISAPPROVE": "ACCUSE",
    "INVESTIGATE": "ACCUSE",
    "FIGHT": "ASSAULT",
    "MASS VIOLENCE": "ASSAULT",
    "MASS-VIOLENCE": "ASSAULT",
    "YIELD": "CONCEDE",
    "CRIME": None,
}


def micro(pairs: list[tuple[set[str], set[str]]]) -> tuple[float, float, float]:
    """Return precision, recall and F1 of (gold, predicted) sets, counted over all their members.

    >>> micro([({"AID"}, {"AID", "MEET"}), ({"FIGHT"}, set())])
    (0.5, 0.5, 0.5)
    """
    right = sum(len(gold & said) for gold, said in pairs)
    return precision_recall_f1(right, sum(len(s) for _, s in pairs), sum(len(g) for g, _ in pairs))


def read_gold(file: Path) -> tuple[dict[str, set[str]], set[str]]:
    """Return the present types by text, and the texts of records that were YIELD."""
    gold: dict[str, set[str]] = defaultdict(set)
    yields: set[str] = set()
    for line in file.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        event = PRESENT.get(record["event"], record["event"])
        if event:
            gold[record["text"]].add(event)
        if record["event"] == "YIELD":
            yields.add(record["text"])
    return gold, yields


def measure(folder: Path) -> Figures:
    """Code every record's text by itself and compare the types."""
    gold, yields = read_gold(folder / "records.jsonl")
    pairs, errors = [], []
    missed: Counter[str] = Counter()
    extra: Counter[str] = Counter()
    for text, types in gold.items():
        reports = coded(text).reports
        said = {r.type.value for r in reports}
        if text in yields and "RETREAT" in said and "CONCEDE" not in said:
            said = (said - {"RETREAT"}) | {"CONCEDE"}
        pairs.append((types, said))
        missed.update(types - said)
        extra.update(said - types)
        if types != said:
            shown = [f"{r.type.value}:{r.trigger.words}" for r in reports]
            errors.append(f"{'/'.join(sorted(types)):18} {shown} <- {text}")
    precision, recall, f = micro(pairs)
    lines = [
        f"{name} {', '.join(f'{k} {n}' for k, n in c.most_common())}"
        for name, c in (("missed:", missed), ("extra: ", extra))
    ]
    scores = {"micro-F1": f, "precision": precision, "recall": recall}
    return Figures(
        "plover_records", len(pairs), digest_of([folder / "records.jsonl"]), scores, lines=lines, errors=errors
    )


if __name__ == "__main__":
    sys.exit(run_as_module(measure, default=SHARED / "benchmarks" / "plover_records", marker="records.jsonl"))
