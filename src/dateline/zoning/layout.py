"""The zones of a piece from how it is laid out: which lines are body, captions, headings, trail.

Invariant: every line gets one kind; what nothing marks as something else is body. Headings inside the piece are
zones of kind `headline` too, because they can tell of events; picture file names are furniture.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dateline.model import Span, Zone, ZoneKind
from dateline.zoning.cues import cues
from dateline.zoning.heading import is_image
from dateline.zoning.lines import Line
from dateline.zoning.remarks import Signature

__all__ = ["mark_rest", "to_zones"]

_MOST_CAPTION = 40  # words below a picture's file name
_MOST_CREDITED = 25  # words of a line that ends in a picture credit
_MOST_BRACKETED = 12  # words of a line without a full stop that ends in a bracket: "Old town (Wikimedia)"
_MOST_HEADING = 14
_LEAST_PARAGRAPH = 20  # words below a heading
_MOST_LABEL = 3  # words of a line in a tag cloud or menu
_LEAST_LABELS = 3  # such lines in a row
_STOPS = (".", "!", "?", "…", ":", ";", ",", "”", '"', "’", "'")


def mark_rest(lines: Sequence[Line]) -> None:
    """Give every line that has no kind yet its kind, in place."""
    _mark_trail(lines)
    for at, line in enumerate(lines):
        if line.kind is not None:
            continue
        above = lines[at - 1] if at else None
        below = lines[at + 1] if at + 1 < len(lines) else None
        if is_image(line.text) or cues().match("trail.lines", line.text):
            line.kind = ZoneKind.FURNITURE
        elif _is_caption(line, above, below):
            line.kind, line.starts = ZoneKind.CAPTION, True
        elif _is_heading(line, above, below):
            line.kind, line.starts = ZoneKind.HEADLINE, True
        elif line.text.startswith(">"):
            line.kind = ZoneKind.QUOTATION
        else:
            line.kind = ZoneKind.BODY


def _mark_trail(lines: Sequence[Line]) -> None:
    """Mark what trails after the piece: from an opening phrase on, and short lines that stand alone at the end."""
    told = [n for n, line in enumerate(lines) if line.kind is None and line.size >= _LEAST_PARAGRAPH]
    for at, line in enumerate(lines):
        if line.kind is None and line.after_blank and told and at > told[0] and cues().match("trail.starts", line.text):
            rest = [later for later in lines[at:] if later.kind is None]
            # A phrase such as "Archives" in the midst of a piece is a heading: a trail has no paragraphs.
            if sum(later.size >= 2 * _LEAST_PARAGRAPH for later in rest) <= 1:
                for later in rest:
                    later.kind = ZoneKind.FURNITURE
                break
    at = len(lines)
    while at and lines[at - 1].kind is ZoneKind.FURNITURE:
        at -= 1
    first = at
    while first and lines[first - 1].kind is None and _is_label(lines[first - 1]):
        first -= 1
    if at - first >= _LEAST_LABELS:
        for line in lines[first:at]:
            line.kind = ZoneKind.FURNITURE


def _is_label(line: Line) -> bool:
    return line.is_lone and line.size <= _MOST_LABEL and not line.text.endswith(_STOPS)


def _is_caption(line: Line, above: Line | None, below: Line | None) -> bool:
    if below is None or line.size > _MOST_CAPTION:
        return False
    if above is not None and is_image(above.text):
        return True
    if line.size <= _MOST_CREDITED and line.after_blank and cues().match("caption.credits", line.text):
        return line.size < below.size or line.text.startswith("(")
    if not line.after_blank or not line.text.endswith(")") or "(" not in line.text or line.size > _MOST_BRACKETED:
        return False
    # Directly above a whole paragraph: the next line of hard-wrapped prose would be about as short as this one.
    return line.text.startswith("(") or (not line.before_blank and below.size >= _LEAST_PARAGRAPH)


def _is_heading(line: Line, above: Line | None, below: Line | None) -> bool:
    if above is None or below is None or not line.is_lone or not 1 <= line.size <= _MOST_HEADING:
        return False
    first = line.text[0]
    if (
        line.text.endswith(_STOPS[:1] + _STOPS[3:])
        or first.islower()
        or line.bullet
        or not (first.isalnum() or first in "“‘'\"")
    ):
        return False
    if not any(c.isalpha() for c in line.text):
        return False
    return below.size >= _LEAST_PARAGRAPH and below.kind in (None, ZoneKind.BODY)


def to_zones(lines: Sequence[Line], signatures: Mapping[int, Signature]) -> tuple[Zone, ...]:
    """Join neighbouring lines of one kind into zones; every comment, heading and caption stays a zone of its own."""
    groups: list[list[Line]] = []
    for line in lines:
        last = groups[-1][-1] if groups else None
        joins = last is not None and last.kind is line.kind and last.unit == line.unit and not line.starts
        if joins and not (line.kind is ZoneKind.BODY and last is not None and last.starts):
            groups[-1].append(line)
        else:
            groups.append([line])
    zones = []
    for group in groups:
        kind = group[0].kind or ZoneKind.BODY
        signature = signatures.get(group[0].unit) if kind is ZoneKind.COMMENT and group[0].unit is not None else None
        span = Span(group[0].span.start, group[-1].span.end)
        zones.append(Zone(kind, span, signature.author if signature else None, signature.posted if signature else None))
    return tuple(zones)
