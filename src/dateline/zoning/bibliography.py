"""The works that a document cites: which of its lines are entries of a bibliography.

Invariant: a reference is a whole paragraph or line that is nothing but a citation (`entry` says which are). A line that
begins with a dash cites another work of the author (and, where it names none, of the outlet) above it. Every such line
is one Reference with its own span, so a numbered note that cites what the bibliography lists again is a second one:
which references mean the same work is for reconciling to say. A date that cannot be read stays empty.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from dateline.model import Reference, Span, ZoneKind
from dateline.zoning.cues import cues
from dateline.zoning.dates import Order
from dateline.zoning.entry import LONGEST, Entry, read_entry
from dateline.zoning.entry_parts import Side
from dateline.zoning.lines import Line

__all__ = ["find_references"]

_MOST_WRAPPED = 4  # lines that one entry may be wrapped over
_MOST_MISSED = 1  # lines in a list that cannot be read
_REACH = 2  # lines between an entry and one that it continues, or that vouches for it


@dataclass(frozen=True, slots=True)
class _Placed:
    """Hold an entry with the lines it fills, `[at, end)`; `heading` is the line that announced its list, if any."""

    at: int
    end: int
    entry: Entry
    is_listed: bool
    heading: int | None


@dataclass(frozen=True, slots=True)
class _Dates:
    """Say how the document writes slash dates, and its own date."""

    order: Order | None
    latest: date | None


def find_references(lines: Sequence[Line], *, order: Order | None, latest: date | None = None) -> tuple[Reference, ...]:
    """Read the citations among `lines`, mark their lines as REFERENCES, and return them in document order.

    `order` is how the document writes slash dates, `latest` its own date. Lines that are already part of a comment
    or that the markup fixed as something else are left alone. A line without a date counts only beside others, or
    below a heading that announces references.
    """
    found = _read(lines, _Dates(order, latest))
    kept: list[_Placed] = []
    for n, placed in enumerate(found):
        if placed.is_listed or placed.entry.is_sure or _is_beside(placed, found[max(0, n - 1) : n + 2]):
            kept.append(_inherit(placed, kept))
    for placed in kept:
        for line in lines[placed.at : placed.end]:
            line.kind = ZoneKind.REFERENCES
        if placed.heading is not None and lines[placed.heading].kind is None:
            lines[placed.heading].kind = ZoneKind.REFERENCES
    return tuple(_reference(placed, lines) for placed in kept)


def _is_beside(placed: _Placed, around: Sequence[_Placed]) -> bool:
    """Tell whether a neighbour that is a citation for sure vouches for this one."""
    return any(
        other.entry.is_sure and 0 < max(placed.at - other.end + 1, other.at - placed.end + 1) <= _REACH
        for other in around
        if other is not placed
    )


def _is_open(line: Line) -> bool:
    if line.kind in (ZoneKind.COMMENT, ZoneKind.HEADLINE):
        return False
    return not line.firm or line.kind is ZoneKind.REFERENCES


def _read(lines: Sequence[Line], dates: _Dates) -> list[_Placed]:
    """Read every line; then again, where the entries whose outlet is known tell on which side the others have it."""
    found = list(_pass(lines, dates, None))
    sides = Counter(placed.entry.side for placed in found if placed.entry.side)
    if len(sides) != 1:
        return found
    return list(_pass(lines, dates, next(iter(sides))))


def _pass(lines: Sequence[Line], dates: _Dates, side: Side | None) -> Iterator[_Placed]:
    """Yield what can be read as an entry, below a heading also what is none elsewhere.

    One line that cannot be read does not end a list; what follows a second is prose again.
    """
    at, is_listing, missed = 0, False, 0
    heading: int | None = None
    while at < len(lines):
        line = lines[at]
        if line.kind is not ZoneKind.COMMENT and cues().match("references.headings", line.text):
            heading, is_listing, missed = at, True, 0
        elif not _is_open(line):
            heading, is_listing = None, False
        elif placed := _at(lines, at, dates, side, heading=heading, is_listed=is_listing or line.cites):
            yield placed
            at, missed = placed.end, 0
            continue
        else:
            missed += 1
            if missed > _MOST_MISSED or len(line.text) > LONGEST:
                heading, is_listing = None, False
        at += 1


def _at(
    lines: Sequence[Line], at: int, dates: _Dates, side: Side | None, *, heading: int | None, is_listed: bool
) -> _Placed | None:
    """Read the entry that begins at a line, and may be wrapped over some."""
    text = ""
    for end in range(at + 1, min(at + _MOST_WRAPPED, len(lines)) + 1):
        more = lines[end - 1]
        if end > at + 1 and (lines[end - 2].before_blank or not _is_open(more) or more.bullet):
            return None
        text = text[:-1] + more.text if text.endswith("-") else f"{text} {more.text}".strip()
        if len(text) > LONGEST:
            return None
        entry = read_entry(text, announced=is_listed, order=dates.order, latest=dates.latest, side=side)
        if entry is not None and (end == at + 1 or _ends(lines, end)):
            return _Placed(at, end, entry, is_listed, heading)
    return None


def _ends(lines: Sequence[Line], end: int) -> bool:
    """Tell whether a wrapped entry may end before line `end`: at a blank line or a hanging indent's return."""
    return lines[end - 1].before_blank or end == len(lines) or lines[end].indent < lines[end - 1].indent


def _inherit(placed: _Placed, above: Sequence[_Placed]) -> _Placed:
    entry = placed.entry
    if entry.continues and above and placed.at - (above[-1].end - 1) <= _REACH:
        last = above[-1].entry
        return replace(
            placed, entry=replace(entry, authors=last.authors, lead=last.lead, outlet=entry.outlet or last.outlet)
        )
    if entry.outlet is None and entry.lead and "," not in entry.lead:
        # An agency signs and publishes its own items.
        return replace(placed, entry=replace(entry, outlet=entry.lead))
    return placed


def _reference(placed: _Placed, lines: Sequence[Line]) -> Reference:
    entry = placed.entry
    span = Span(lines[placed.at].span.start, lines[placed.end - 1].span.end)
    return Reference(entry.authors, entry.title, entry.outlet, entry.moment, span, url=entry.url)
