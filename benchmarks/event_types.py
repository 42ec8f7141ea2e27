"""Score the event types on PLOVER's gold sentences: micro-F1 over the types of a sentence, gold and predicted.

Run `python benchmarks/event_types.py [FOLDER]`; where the records are absent this says so and ends well. The set is
older than the present sixteen types; `PRESENT` is the map that was used, and CRIME is left out.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from pathlib import Path

from dateline.coding import code
from dateline.model import Document, Span, Zone, ZoneKind

FOLDER = Path(__file__).resolve().parents[2] / "shared" / "benchmarks" / "plover_records"
PRESENT = {
    "DEMAND": "REQUEST",
    "DISAPPROVE": "ACCUSE",
    "INVESTIGATE": "ACCUSE",
    "FIGHT": "ASSAULT",
    "MASS VIOLENCE": "ASSAULT",
    "MASS-VIOLENCE": "ASSAULT",
    "YIELD": "CONCEDE",  # RETREAT is taken as right too: which one it is, only the text tells
    "CRIME": None,
}


def micro_f1(pairs: list[tuple[set[str], set[str]]]) -> tuple[float, float, float]:
    """Return precision, recall and F1 of (gold, predicted) sets, counted over all their members.

    >>> micro_f1([({"AID"}, {"AID", "MEET"}), ({"FIGHT"}, set())])
    (0.5, 0.5, 0.5)
    """
    right = sum(len(gold & said) for gold, said in pairs)
    said, gold = sum(len(s) for _, s in pairs), sum(len(g) for g, _ in pairs)
    precision, recall = right / (said or 1), right / (gold or 1)
    return precision, recall, 2 * precision * recall / ((precision + recall) or 1)


def main() -> int:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    if not (folder / "records.jsonl").is_file():
        print(f"event types: {folder.name}/records.jsonl is absent; nothing was measured")
        return 0
    gold: dict[str, set[str]] = defaultdict(set)
    yields: set[str] = set()
    for line in (folder / "records.jsonl").read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        event = PRESENT.get(record["event"], record["event"])
        if event:
            gold[record["text"]].add(event)
        if record["event"] == "YIELD":
            yields.add(record["text"])
    pairs = []
    for text, types in gold.items():
        zones = (Zone(ZoneKind.BODY, Span(0, len(text))),)
        said = {r.type.value for r in code(Document("d", "s", text, zones=zones)).reports}
        if text in yields and "RETREAT" in said and "CONCEDE" not in said:
            said = (said - {"RETREAT"}) | {"CONCEDE"}
        pairs.append((types, said))
    precision, recall, f1 = micro_f1(pairs)
    print(f"event types: {len(pairs)} sentences, precision {precision:.3f}, recall {recall:.3f}, micro-F1 {f1:.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
