"""The works that a document cites, from bibliography blocks of `Author, “Title,” Outlet, date`.

Invariant: a reference is a whole line that is nothing but a citation. A line that begins with a dash cites another
work of the author (and, where it names none, of the outlet) above it. Every such line is one Reference with its own
span, so a numbered note that cites what the bibliography lists again is a second one: which references mean the same
work is for reconciling to say. A date that cannot be read stays empty.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from dateline.model import Moment, Reference, ZoneKind
from dateline.zoning.cues import cues
from dateline.zoning.dates import Order, read_date
from dateline.zoning.lines import Line, words_of

__all__ = ["find_references"]

_ENTRY = re.compile(
    r"(?P<number>\[?\(?\d{1,3}[.)\]]+\s+)?(?P<dash>[-–—•*]\s*)?(?P<lead>[^“”\"„«»]{0,160}?)"
    r"[“\"„«](?P<title>.{3,300})[”\"“»](?P<rest>[^“”\"„«»]{0,160})"
)
_NO_DATE = re.compile(r"n\.\s?d\.?|no date|o\.\s?D\.?|s\.\s?d\.?", re.IGNORECASE)
_URL = re.compile(r"\(?<?https?://\S+>?\)?")
_LONG_LEAD = 20  # words of authors; the longest lists of a bibliography name four or five people
_LONG_OUTLET = 10  # words


@dataclass(frozen=True, slots=True)
class _Entry:
    at: int
    authors: tuple[str, ...]
    lead: str
    title: str
    outlet: str | None
    moment: Moment | None
    is_dated: bool
    continues: bool


def find_references(lines: Sequence[Line], *, order: Order | None, latest: date | None = None) -> tuple[Reference, ...]:
    """Read the citations among `lines`, mark their lines as REFERENCES, and return them in document order.

    `order` is how the document writes slash dates, `latest` its own date. Lines that are already part of a comment
    or that the markup fixed as something else are left alone. A line without a date counts only beside others, or
    below a heading that announces references.
    """
    entries: list[_Entry] = []
    for at, line in enumerate(lines):
        if line.kind in (ZoneKind.COMMENT, ZoneKind.HEADLINE) or (line.firm and line.kind is not ZoneKind.REFERENCES):
            continue
        entry = _entry(at, line, order=order, latest=latest)
        if entry:
            entries.append(entry)
    announced = _announced(lines)
    kept: list[_Entry] = []
    for n, entry in enumerate(entries):
        around = entries[max(0, n - 1) : n + 2]
        beside = any(other.is_dated and 0 < abs(entry.at - other.at) <= 2 for other in around)
        if entry.is_dated or beside or entry.at in announced:
            kept.append(_inherit(entry, kept))
    for entry in kept:
        lines[entry.at].kind = ZoneKind.REFERENCES
        if (entry.at - 1) in announced and lines[entry.at - 1].kind is None:
            lines[entry.at - 1].kind = ZoneKind.REFERENCES
    return tuple(_reference(entry, lines) for entry in kept)


def _announced(lines: Sequence[Line]) -> frozenset[int]:
    """Return the lines that stand below a heading such as "Sources", up to a line that is no citation."""
    found: set[int] = set()
    for at, line in enumerate(lines):
        if line.kind is ZoneKind.COMMENT or not cues().match("references.headings", line.text):
            continue
        found.add(at)
        for below in range(at + 1, len(lines)):
            if not _ENTRY.fullmatch(lines[below].text):
                break
            found.add(below)
    return frozenset(found)


def _entry(at: int, line: Line, *, order: Order | None, latest: date | None) -> _Entry | None:
    match = _ENTRY.fullmatch(_URL.sub("", line.text).strip())
    if not match:
        return None
    lead = match["lead"].strip().strip(",:").strip()
    if len(words_of(lead)) > _LONG_LEAD or lead.endswith((".", "!", "?")) or (lead and not _is_named(lead)):
        return None
    parts = [part.strip() for part in match["rest"].strip().strip(".,;").split(",") if part.strip()]
    moment, dated, parts = _dated(parts, order=order, latest=latest)
    outlet = ", ".join(parts) or None
    if outlet and (outlet.startswith("(") or len(words_of(outlet)) > _LONG_OUTLET or not _is_named(outlet)):
        return None
    if not dated and not outlet:
        return None
    title = match["title"].strip().rstrip(",").strip()
    continues = bool(match["dash"]) and not lead
    if not lead and not continues and not outlet:
        return None
    return _Entry(at, _authors(lead), lead, title, outlet, moment, dated, continues)


def _is_named(words: str) -> bool:
    """Tell names from prose: a name begins with a capital, a digit or a script that has none."""
    first = next((c for c in words if c.isalnum()), "")
    return bool(first) and not first.islower()


def _dated(parts: Sequence[str], *, order: Order | None, latest: date | None) -> tuple[Moment | None, bool, list[str]]:
    """Read the date from the last one or two parts ("June 3", "2011"); return it, whether there was one, the rest."""
    for many in (3, 2, 1):
        if len(parts) >= many:
            words = ", ".join(parts[-many:]).strip("()")
            moment = read_date(words, order=order, latest=latest)
            if moment:
                return moment, True, list(parts[:-many])
    if parts:
        last = parts[-1]
        if re.fullmatch(r"\(?\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{2,4}\)?", last) or _NO_DATE.fullmatch(last):
            return None, True, list(parts[:-1])
        if re.fullmatch(r"\(?(?:19|20)\d\d\)?", last):
            return Moment(last.strip("()")), True, list(parts[:-1])
    return None, False, list(parts)


def _authors(lead: str) -> tuple[str, ...]:
    """Split who wrote it, as written: "Reed, Ann and Cole, Tim" are two, "Voices of the Valley" is one.

    A joining word parts names only where a comma tells people from institutions that have such a word in their name.
    """
    lead = lead.strip().rstrip(",").strip()
    if not lead:
        return ()
    joiner = re.compile(rf",?\s+(?:{'|'.join(map(re.escape, cues().words['references.joiners']))})\s+", re.IGNORECASE)
    pieces = [piece.strip() for piece in joiner.split(lead)] if "," in lead else [lead]
    found: list[str] = []
    for piece in pieces:
        halves = [half.strip() for half in piece.split(",") if half.strip()]
        if len(halves) % 2 == 0:
            found += [f"{family}, {given}" for family, given in zip(halves[::2], halves[1::2], strict=True)]
        else:
            found += [", ".join(halves[:2]), *halves[2:]] if len(halves) > 1 else halves
    return tuple(dict.fromkeys(found))


def _inherit(entry: _Entry, above: Sequence[_Entry]) -> _Entry:
    if entry.continues and above and entry.at - above[-1].at <= 2:
        last = above[-1]
        return replace(entry, authors=last.authors, lead=last.lead, outlet=entry.outlet or last.outlet)
    if entry.outlet is None and entry.lead and "," not in entry.lead:
        return replace(entry, outlet=entry.lead)  # an agency signs and publishes its own items
    return entry


def _reference(entry: _Entry, lines: Sequence[Line]) -> Reference:
    return Reference(entry.authors, entry.title, entry.outlet, entry.moment, lines[entry.at].span)
