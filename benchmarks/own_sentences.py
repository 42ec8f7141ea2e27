"""Score the project's own labelled sentences (`training/sentences`): types, status, mode, and silence where nothing is.

These were written for the project, so this is a check of coverage and no measure of quality: whoever wrote them knew
what the coder should say. `held` are those that are kept from training.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from benchmarks.common import Figures, coded, digest_of, precision_recall_f1, run_as_module
from benchmarks.roles import Acts, read_acts, words_of_roles

FOLDER = Path(__file__).resolve().parents[1] / "training" / "sentences"


def measure(folder: Path) -> Figures:
    """Code each sentence by itself; types count once a sentence; status, mode and roles on acts of the right type."""
    files = sorted(folder.glob("*.jsonl"))
    rows = [json.loads(line) for f in files for line in f.read_text(encoding="utf-8").splitlines()]
    counts: Counter[str] = Counter()
    errors, wrong_roles = [], list[str]()
    for row in rows:
        reports = coded(row["text"]).reports
        gold, said = {a["type"] for a in row["acts"]}, {r.type.value for r in reports}
        for split in ("", "held ") if row["split"] == "held" else ("",):
            counts[f"{split}right"] += len(gold & said)
            counts[f"{split}said"] += len(said)
            counts[f"{split}gold"] += len(gold)
        if not gold:
            counts["none"] += 1
            counts["silent"] += not said
        acts: Acts | None = None
        for act in row["acts"]:
            ours = [r for r in reports if r.type.value == act["type"]]
            if ours:
                counts["same type"] += 1
                counts["status"] += any(r.status.value == act["status"] for r in ours)
                counts["mode"] += any(r.mode == act["mode"] for r in ours)
                acts = acts or read_acts(row["text"])
                for side, role in (("S", "actor"), ("T", "recipient")):
                    given = [words_of_roles(acts, r)[side] for r in ours]
                    right = any(is_named(row["text"], act[role], stretches) for stretches in given)
                    counts[role] += right
                    wrong_roles += [] if right else [f"{role} {act[role]!r} of {act['trigger']!r} <- {row['text']}"]
        if gold != said:
            shown = [f"{r.sense}:{r.trigger.words}" for r in reports]
            errors.append(
                f"{row['split']} {sorted(gold)} {[a['trigger'] for a in row['acts']]} not {shown} <- {row['text']}"
            )
    scores = {}
    for split in ("", "held "):
        names = (f"{split}precision", f"{split}recall", f"{split}F1")
        figures = precision_recall_f1(counts[f"{split}right"], counts[f"{split}said"], counts[f"{split}gold"])
        scores.update(zip(names, figures, strict=True))
    scores["status"] = counts["status"] / (counts["same type"] or 1)
    scores["mode"] = counts["mode"] / (counts["same type"] or 1)
    scores["actor"] = counts["actor"] / (counts["same type"] or 1)
    scores["recipient"] = counts["recipient"] / (counts["same type"] or 1)
    scores["silence"] = counts["silent"] / (counts["none"] or 1)
    return Figures("own_sentences", len(rows), digest_of(files), scores, errors=[*errors, *wrong_roles])


def is_named(text: str, words: str | None, stretches: Sequence[tuple[int, int]]) -> bool:
    """Tell whether one of the stretches of a text holds, or is held by, a role's words; nobody is named by nothing.

    >>> is_named("Two men fled", "men", [(0, 7)]), is_named("Two men fled", "men", [])
    (True, False)
    """
    if words is None:
        return not stretches
    return any(words in text[start:end] or text[start:end] in words for start, end in stretches)


if __name__ == "__main__":
    sys.exit(run_as_module(measure, default=FOLDER, marker="*.jsonl"))
