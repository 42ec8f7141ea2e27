"""What a page's markup says of its lines: comments, captions, headings, furniture; and what Markdown's marks say.

Invariant: a block that the main-text extractor took for the article and that the markup does not call anything else
is left open, to be read by its layout; a block that is neither is furniture.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from dateline.model import Moment, Span, ZoneKind
from dateline.reading.page import Block
from dateline.zoning.cues import cues
from dateline.zoning.dates import Order, find_dates, read_date
from dateline.zoning.heading import Stated, same_words
from dateline.zoning.lines import Line, words_of
from dateline.zoning.remarks import Signature, read_signature

__all__ = ["mark_blocks", "mark_front", "mark_markdown", "sign_units"]

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "summary"})
_SIGNED_LINES = 4  # the head of a comment (name, date, "reply") is over by then
_FEW_WORDS = 3


def mark_blocks(lines: Sequence[Line], blocks: Sequence[Block]) -> dict[int, tuple[str | None, str | None]]:
    """Mark lines with what their blocks say; return what the markup states of each comment: (author, posted).

    Lines of the article stay open (kind None); lines outside it are FURNITURE but not firm, so that a bibliography or
    a byline that the extractor left out can still be told by its layout.
    """
    said: dict[int, tuple[str | None, str | None]] = {}
    seen_text = False
    listed = frozenset(cues().words["references.markup"])
    at = 0
    for line in lines:
        while at < len(blocks) and blocks[at].span.end <= line.span.start:
            at += 1
        if at == len(blocks) or not blocks[at].span.overlaps(line.span):
            continue
        block = blocks[at]
        line.tag = block.tag
        line.cites = not listed.isdisjoint(block.hints)
        stated = dict(hint[1:].split("=", 1) for hint in block.hints if hint.startswith(":") and "=" in hint)
        if block.role is ZoneKind.COMMENT and stated.get("comment", "").isdigit():
            line.kind, line.unit, line.firm = ZoneKind.COMMENT, int(stated["comment"]), True
            said[line.unit] = stated.get("author"), stated.get("posted")
        elif block.role is ZoneKind.HEADLINE:
            line.kind, line.starts, line.firm = ZoneKind.HEADLINE, True, True
        elif block.role is ZoneKind.FURNITURE:
            line.kind, line.firm = ZoneKind.FURNITURE, True
        elif block.role is ZoneKind.CAPTION:
            line.kind, line.firm = ZoneKind.CAPTION, True
            line.starts = line.span.start == block.span.start
        elif block.role is ZoneKind.BYLINE:
            line.kind = ZoneKind.BYLINE
        elif block.role is ZoneKind.QUOTATION and block.is_main:
            line.kind = ZoneKind.QUOTATION
        elif not block.is_main:
            line.kind = ZoneKind.FURNITURE
        elif block.tag in _HEADINGS and seen_text:
            line.kind, line.starts = ZoneKind.HEADLINE, True
        seen_text = seen_text or (block.is_main and block.role is None)
    return said


def sign_units(
    lines: Sequence[Line], said: dict[int, tuple[str | None, str | None]], *, order: Order | None
) -> dict[int, Signature]:
    """Say who signed each comment of the markup and when, and take buttons off its ends.

    A name or date that the markup gives counts only where the name also stands in the comment's own text.
    """
    _mend(lines)
    units: dict[int, list[Line]] = {}
    for line in lines:
        if line.kind is ZoneKind.COMMENT and line.unit is not None:
            units.setdefault(line.unit, []).append(line)
    signatures: dict[int, Signature] = {}
    for number, group in units.items():
        _trim(group)
        kept = [line for line in group if line.kind is ZoneKind.COMMENT]
        author, posted = said.get(number, (None, None))
        signature = _sign(kept[:_SIGNED_LINES], author, posted, order)
        if signature:
            signatures[number] = signature
    return signatures


def _mend(lines: Sequence[Line]) -> None:
    """Make buttons between two lines of one comment part of it again, so that it stays one zone."""
    last: int | None = None
    for at, line in enumerate(lines):
        if line.kind is not ZoneKind.FURNITURE:
            if line.kind is ZoneKind.COMMENT and last is not None and lines[last].unit == line.unit:
                for between in lines[last + 1 : at]:
                    between.kind, between.unit, between.firm = ZoneKind.COMMENT, line.unit, True
            last = at if line.kind is ZoneKind.COMMENT else None


def _trim(group: Sequence[Line]) -> None:
    """Make buttons at either end furniture, and whatever is left of a comment below its replies if it says nothing."""
    for ordered in (group, list(reversed(group))):
        for line in ordered:
            if not cues().match("comments.controls", line.text) and words_of(line.text):
                break
            line.kind, line.unit = ZoneKind.FURNITURE, None


def _sign(head: Sequence[Line], author: str | None, posted: str | None, order: Order | None) -> Signature | None:
    """Put name and date together, from the markup, then from the comment's first lines; an empty name is no name."""
    moment = _moment(posted, order) if posted else None
    name = ""
    if author:
        read = _read_any(author, order)
        plain = read.author if read else author.strip(_AROUND_NAME)
        name = plain if any(plain in line.text for line in head) else ""
    for words in (*(line.text for line in head), posted or ""):
        read = _read_any(words, order) if not (name and moment) else None
        if read and any(read.author in line.text for line in head):
            name, moment = name or read.author, moment or read.posted
    for line in head:
        moment = moment or _moment(line.text, order)
    if not name and len(head) > 1 and head[0].size <= _FEW_WORDS and read_date(head[1].text, order=order):
        name = head[0].text.strip(_AROUND_NAME)
    return Signature(name, moment) if name or moment else None


_AROUND_NAME = " :|,·•-–@"


def _read_any(words: str, order: Order | None) -> Signature | None:
    return read_signature(words, order=order) or read_signature(words, order=order, group="signatures")


def _moment(words: str, order: Order | None) -> Moment | None:
    moment = read_date(words, order=order)
    if moment or len(words) > 80:
        return moment
    return next((read for found in find_dates(words) if (read := read_date(found, order=order))), None)


_MARK = re.compile(r"(?P<hashes>#{1,6})\s+(?P<words>.*?)\s*#*\Z")
_KEY = re.compile(r"(?P<key>\w+)\s*:\s*(?P<value>.+)")


def mark_markdown(lines: Sequence[Line], stated: Stated, *, order: Order | None) -> None:
    """Mark headings, quotations, code and the block between dashes at the top by Markdown's marks."""
    fenced = False
    for line in lines[mark_front(lines, stated, order=order) :]:
        mark = _MARK.match(line.text)
        if line.text.startswith(("```", "~~~")):
            fenced = not fenced
            line.kind, line.firm = ZoneKind.FURNITURE, True
        elif fenced or line.text.startswith("![") or not words_of(line.text):
            line.kind, line.firm = ZoneKind.FURNITURE, True
        elif mark and mark["words"]:
            start = line.span.start + mark.start("words")
            line.text, line.span = mark["words"], Span(start, start + len(mark["words"]))
            if len(mark["hashes"]) == 1:
                stated.set_title(mark["words"], "text:heading")
            if not cues().match("references.headings", mark["words"]) and not cues().match(
                "comments.openers", mark["words"]
            ):
                line.kind, line.starts = ZoneKind.HEADLINE, True
            line.firm = line.kind is ZoneKind.HEADLINE and bool(stated.title and same_words(stated.title, line.text))
        elif line.text.startswith(">"):
            line.kind = ZoneKind.QUOTATION


def mark_front(lines: Sequence[Line], stated: Stated, *, order: Order | None) -> int:
    """Mark the block between dashes at the top, take its facts, and return how many lines it has; 0 without one."""
    if not lines or lines[0].text != "---":
        return 0
    close = next((n for n, line in enumerate(lines[1:], 1) if line.text in ("---", "...")), None)
    if close is None:
        return 0
    for line in lines[: close + 1]:
        line.kind, line.firm = ZoneKind.FURNITURE, True
        _read_front(line.text, stated, order)
    return close + 1


def _read_front(text: str, stated: Stated, order: Order | None) -> None:
    match = _KEY.match(text)
    if not match:
        return
    key, value = match["key"].lower(), match["value"].strip().strip("\"'")
    source, words = "text:front matter", cues().words
    if key in words["head.front_title"]:
        stated.set_title(value, source)
    elif key in words["head.front_author"]:
        names = tuple(name.strip().strip("\"'") for name in value.strip("[]").split(",") if name.strip())
        stated.add_authors(names, source)
    elif key in words["head.front_date"]:
        stated.set_published(read_date(value, order=order), source)
    elif key in words["head.front_publisher"]:
        stated.set_publisher(value, source)
