"""Which words of a sentence are evidence, and of what: the same marks in a terminal, on a page and in a file.

Invariant: a mark stands exactly around the words that are the evidence; of marks that are drawn, one lies inside
another or beside it, and none crosses another.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from dateline.model.report import COUNTS

__all__ = ["Mark", "evidence_of", "marks_of", "nested"]

Row = Mapping[str, Any]

_PARTS = (("actors", "actor"), ("recipients", "recipient"), ("places", "place"), ("voices", "voice"))


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """Name the words of the text from `start` up to `end` by the field they stand for."""

    start: int
    end: int
    label: str


def marks_of(row: Row) -> list[Mark]:
    """Return the marks of a report or claim: all evidence that stands inside its sentence."""
    found = [Mark(evidence["start"], evidence["end"], label) for label, evidence in evidence_of(row) if evidence]
    return [m for m in found if row["start"] <= m.start and m.end <= row["end"] and m.start < m.end]


def evidence_of(row: Row) -> Iterator[tuple[str, Row | None]]:
    """Yield the evidence of a report or claim with the label of what it shows, in a fixed order."""
    yield "event", row.get("trigger")
    for field, label in _PARTS:
        for one in row.get(field) or ():
            yield label, one["evidence"]
    for field in ("when", *COUNTS, "means", "target", "subject", "object"):
        if row.get(field):
            yield field, row[field]["evidence"]
    yield "value", row.get("value_evidence")


def nested(marks: Iterable[Mark]) -> list[Mark]:
    """Return marks that can be drawn, the longest first: of the same words one with all labels (`actor+voice`).

    Of two that cross, the shorter is left out.

    >>> nested([Mark(0, 6, "actor"), Mark(0, 6, "voice"), Mark(4, 8, "when")])
    [Mark(start=0, end=6, label='actor+voice')]
    """
    kept: list[Mark] = []
    for mark in _joined(marks):
        if not any(k.start < mark.start < k.end < mark.end or mark.start < k.start < mark.end < k.end for k in kept):
            kept.append(mark)
    return kept


def _joined(marks: Iterable[Mark]) -> list[Mark]:
    """Give marks of the same words one mark with all their labels; longest first."""
    labels: dict[tuple[int, int], list[str]] = {}
    for mark in marks:
        known = labels.setdefault((mark.start, mark.end), [])
        if mark.label not in known:
            known.append(mark.label)
    joined = [Mark(start, end, "+".join(names)) for (start, end), names in labels.items()]
    return sorted(joined, key=lambda m: (m.start - m.end, m.start))
