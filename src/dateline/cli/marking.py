"""A sentence with its evidence marked: brackets and labels for everyone, colour where the terminal has it.

Invariant: taking the marks away gives back the sentence; a mark stands exactly around the words that are the evidence.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dateline.cli.output import clean
from dateline.model import COUNTS

if TYPE_CHECKING:
    from rich.text import Text

__all__ = ["Mark", "bracketed", "marked", "marks_of"]

STYLES: Mapping[str, str] = {
    "event": "bold red",
    "actor": "bold green",
    "recipient": "bold yellow",
    "place": "bold cyan",
    "when": "bold magenta",
    "voice": "bold blue",
}
_OTHER = "bold"


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """Name the words of the text from `start` up to `end` by the field they stand for."""

    start: int
    end: int
    label: str


def marks_of(row: Mapping[str, Any]) -> list[Mark]:
    """Return the marks of a report or claim: all evidence that stands inside its sentence."""
    found = [_mark(evidence, label) for label, evidence in _evidence(row) if evidence]
    return [m for m in found if row["start"] <= m.start and m.end <= row["end"] and m.start < m.end]


def _mark(evidence: Mapping[str, Any], label: str) -> Mark:
    return Mark(evidence["start"], evidence["end"], label)


def _evidence(row: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any] | None]]:
    yield "event", row.get("trigger")
    for field, label in (("actors", "actor"), ("recipients", "recipient"), ("places", "place"), ("voices", "voice")):
        for one in row.get(field) or ():
            yield label, one["evidence"]
    for field in ("when", *COUNTS, "means", "target", "subject", "object"):
        if row.get(field):
            yield field, row[field]["evidence"]
    yield "value", row.get("value_evidence")


def bracketed(words: str, start: int, marks: list[Mark]) -> Iterator[tuple[str, str]]:
    """Yield the sentence that begins at `start` as (words, style), with a bracket and a label around every mark.

    Marks of the same words share their brackets; of two that cross, the shorter is left out.

    >>> "".join(w for w, _ in bracketed("Police held two men.", 40, [Mark(40, 46, "actor"), Mark(47, 51, "event")]))
    '[actor: Police] [event: held] two men.'
    """
    opening: dict[int, list[tuple[int, str]]] = {}
    closing: dict[int, int] = {}
    kept: list[Mark] = []
    for mark in _joined(marks):
        if not any(k.start < mark.start < k.end < mark.end or mark.start < k.start < mark.end < k.end for k in kept):
            kept.append(mark)
            opening.setdefault(mark.start, []).append((mark.end, mark.label))
            closing[mark.end] = closing.get(mark.end, 0) + 1
    bounds = sorted({start, start + len(words), *opening, *closing})
    for here, there in zip(bounds, [*bounds[1:], None], strict=True):
        if here in closing:
            yield "]" * closing[here], "dim"
        for _, label in sorted(opening.get(here, ()), reverse=True):
            yield f"[{label}: ", "dim"
        if there is not None:
            yield words[here - start : there - start], _style(kept, here)


def _joined(marks: list[Mark]) -> list[Mark]:
    """Give marks of the same words one mark with all their labels; longest first."""
    labels: dict[tuple[int, int], list[str]] = {}
    for mark in marks:
        known = labels.setdefault((mark.start, mark.end), [])
        if mark.label not in known:
            known.append(mark.label)
    joined = [Mark(start, end, "+".join(names)) for (start, end), names in labels.items()]
    return sorted(joined, key=lambda m: (m.start - m.end, m.start))


def _style(marks: list[Mark], at: int) -> str:
    around = [m for m in marks if m.start <= at < m.end]
    if not around:
        return ""
    return STYLES.get(min(around, key=lambda m: m.end - m.start).label.partition("+")[0], _OTHER)


def marked(row: Mapping[str, Any]) -> Text:
    """Return the sentence of a report or claim with its evidence marked, for a terminal."""
    from rich.text import Text

    text = Text()
    for words, style in bracketed(row["words"], row["start"], marks_of(row)):
        text.append(_line(words), style)
    return text


def _line(words: str) -> str:
    """Clean a stretch without losing the spaces at its ends."""
    left = " " if words[:1].isspace() else ""
    right = " " if words[-1:].isspace() and words.strip() else ""
    return left + clean(words) + right
