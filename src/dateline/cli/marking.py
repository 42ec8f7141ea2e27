"""A sentence with its evidence marked: brackets and labels for everyone, colour where the terminal has it.

Invariant: taking the marks away gives back the sentence; a mark stands exactly around the words that are the evidence.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from dateline.cli.output import clean
from dateline.model.marks import Mark, marks_of, nested

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


def bracketed(words: str, start: int, marks: list[Mark]) -> Iterator[tuple[str, str]]:
    """Yield the sentence that begins at `start` as (words, style), with a bracket and a label around every mark.

    Marks of the same words share their brackets; of two that cross, the shorter is left out.

    >>> "".join(w for w, _ in bracketed("Police held two men.", 40, [Mark(40, 46, "actor"), Mark(47, 51, "event")]))
    '[actor: Police] [event: held] two men.'
    """
    kept = nested(marks)
    opening: dict[int, list[tuple[int, str]]] = {}
    closing: dict[int, int] = {}
    for mark in kept:
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
