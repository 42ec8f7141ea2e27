"""Score the project's own news sentences (`own_news.jsonl`): when an act was, who did it to whom, whether it was.

Each row is made for one fault of the coder in news: A "after Monday's raid", B headlines whose participle is a passive,
C weekdays, D the day of an arrest, E "early Sunday", F "it happened on", G denials and nouns of acts with doers. They
were written for the project, so this is a check of coverage and no measure of quality; `held` are those that nobody
looked at while the rules were made. An act that the coder does not find is wrong.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from benchmarks.common import Figures, digest_of, run_as_module, whole
from benchmarks.own_times import value_of
from dateline.coding import code
from dateline.model import Document, Moment, Report, Span, Zone, ZoneKind

FOLDER = Path(__file__).resolve().parent
SPLITS = ("dev", "held")
FAULTS = "ABCDEFG"


def document_of(row: Mapping[str, Any]) -> Document:
    """Make a document of a row: its text as the body, under its headline where it has one."""
    headline, text = row.get("headline"), row["text"]
    if headline is None:
        return whole(text, row.get("published"))
    together = f"{headline}\n{text}"
    zones = (
        Zone(ZoneKind.HEADLINE, Span(0, len(headline))),
        Zone(ZoneKind.BODY, Span(len(headline) + 1, len(together))),
    )
    published = Moment(row["published"]) if row.get("published") else None
    return Document("d", "s", together, zones=zones, published=published)


def is_right(act: Mapping[str, Any], report: Report) -> bool:
    """Tell whether a report has all that is given of an act.

    `when` lists the times that are right, `actor` and `recipient` the words that one of them has to share, None where
    nobody is named; `not_actor` are words that no actor may share.
    """
    actors, recipients = _words(report.actors), _words(report.recipients)
    if "when" in act and value_of(report) not in act["when"]:
        return False
    if "status" in act and report.status.value != act["status"]:
        return False
    if "not_actor" in act and _shares(act["not_actor"], actors):
        return False
    return all(
        (_shares(act[name], words) if act[name] else not words)
        for name, words in (("actor", actors), ("recipient", recipients))
        if name in act
    )


def measure(folder: Path) -> Figures:
    """Code each text by itself and compare each named act with what is right for it."""
    file = folder / "own_news.jsonl"
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    acts: Counter[str] = Counter()
    right: Counter[str] = Counter()
    errors = []
    for row in rows:
        reports = code(document_of(row)).reports
        for act in row["acts"]:
            names = (row["split"], f"{row['split']} {row['fault']}")
            found = [r for r in reports if act["word"] in r.trigger.words.split()]
            hit = any(is_right(act, report) for report in found)
            acts.update(names)
            right.update(names if hit else ())
            if not hit:
                said = [(value_of(r), _words(r.actors), _words(r.recipients), r.status.value) for r in found]
                errors.append(f"{names[1]} {act} but {said} <- {row.get('headline') or row['text']}")
    scores = {split: right[split] / (acts[split] or 1) for split in SPLITS}
    lines = [
        f"{split}: " + ", ".join(f"{fault} {right[f'{split} {fault}']}/{acts[f'{split} {fault}']}" for fault in FAULTS)
        for split in SPLITS
    ]
    return Figures("own_news", len(rows), digest_of([file]), scores, lines=lines, errors=errors)


def _words(castings: Any) -> list[str]:
    return [casting.evidence.words for casting in castings]


def _shares(wanted: str, said: list[str]) -> bool:
    return any(wanted in words or words in wanted for words in said)


if __name__ == "__main__":
    sys.exit(run_as_module(measure, default=FOLDER, marker="own_news.jsonl"))
