"""Reports on the labelled sentences, with the facts that they are scored by and whether each field is right.

Invariant: a field is only an example where a label says what is right: status, mode and parties only of a report whose
type is, and a party only where the report names one.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dateline.coding.coder import acts_of, code_with
from dateline.coding.scoring import facts_by_field
from dateline.model import Document, Evidence, Party, Report, Span, Zone, ZoneKind

__all__ = ["SENTENCES", "Example", "examples", "labels_of", "read_sentences", "scored_facts"]

SENTENCES = Path(__file__).resolve().parent / "sentences"


@dataclass(frozen=True, slots=True)
class Example:
    """Hold the facts of one report by field, and by field whether it is right; `group` is the sentence's number."""

    group: int
    split: str
    facts: Mapping[str, list[str]]
    right: Mapping[str, bool]


def read_sentences(folder: Path = SENTENCES) -> list[dict[str, Any]]:
    """Return the labelled sentences, in the order of their files."""
    return [json.loads(line) for f in sorted(folder.glob("*.jsonl")) for line in f.read_text("utf-8").splitlines()]


def examples(rows: list[dict[str, Any]]) -> Iterator[Example]:
    """Code each sentence by itself and yield its reports as examples."""
    for group, row in enumerate(rows):
        coded = scored_facts(row["text"])
        reports = [report for report, _ in coded]
        for report, facts in coded:
            yield Example(group, row["split"], facts, labels_of(report, reports, row))


def scored_facts(text: str) -> list[tuple[Report, dict[str, list[str]]]]:
    """Code a bare text as one body zone and return each report with the facts that its fields are scored by."""
    found: dict[str, tuple[Report, dict[str, list[str]]]] = {}

    def kept(scene: Any, carried: Any) -> tuple[list[Report], list[str]]:
        acts, dropped = acts_of(scene, carried)
        for trigger, report in acts:
            facts = facts_by_field(scene, trigger, report, rivals=len(acts) - 1)
            found.setdefault(report.id, (report, facts))
        return [report for _, report in acts], dropped

    code_with(Document("d", "s", text, zones=(Zone(ZoneKind.BODY, Span(0, len(text))),)), kept)
    return list(found.values())


def labels_of(report: Report, reports: list[Report], row: Mapping[str, Any]) -> dict[str, bool]:
    """Return by field whether a report is right by the labels of its sentence.

    A report is of the labelled act of its type whose words it shares; or of the only one, where it is the only report
    of that type: "the raid killed four" may be labelled at either word.
    """
    alike = [act for act in row["acts"] if act["type"] == report.type.value]
    sharing = [act for act in alike if _overlap(row["text"], act["trigger"], report.trigger)]
    if not sharing and len(alike) == 1 and sum(r.type is report.type for r in reports) == 1:
        sharing = alike
    if not sharing:
        return {"type": False}
    act = sharing[0]
    right = {"type": True, "status": report.status.value == act["status"], "mode": report.mode == act["mode"]}
    for field, parties, label in (
        ("actors", report.actors, act["actor"]),
        ("recipients", report.recipients, act["recipient"]),
    ):
        if parties:
            right[field] = label is not None and _party_right(row["text"], label, parties)
    return right


def _party_right(text: str, label: str, parties: tuple[Party, ...]) -> bool:
    return _overlap(text, label, parties[0].evidence)


def _overlap(text: str, words: str, evidence: Evidence) -> bool:
    """Tell whether labelled words and evidence share a character; labelled words stand once in their sentence."""
    start = text.find(words)
    return start < evidence.end and evidence.start < start + len(words)
