"""Readers' comments in plain text: where each begins and ends, who signs it, when it was posted.

Invariant: a comment begins at the line that names its writer and includes that line. A line in the article that
reports speech ("The minister said...") opens no comment: such a line counts only below a line that announces
comments, under a bullet, or where several stand in the document and each alone in its paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dateline.model import Moment, ZoneKind
from dateline.zoning.cues import ANYTHING, cues
from dateline.zoning.dates import Order, find_dates, read_date
from dateline.zoning.lines import Line, words_of

__all__ = ["Signature", "find_comments", "read_signature"]

_MOST_NAME = 7  # words in a commenter's name, with titles and a letter or two behind it
_SHORT_NAME = 4  # words of a name that may open the only comment of a page


@dataclass(frozen=True, slots=True)
class Signature:
    """Say who signs a comment and when it was posted."""

    author: str
    posted: Moment | None


def read_signature(words: str, *, order: Order | None = None, group: str = "heads") -> Signature | None:
    """Read a line that opens a comment (`group` "heads"), closes it ("tails"), or stands in one ("signatures").

    None where it is no such line; `order` is how the document writes slash dates.

    >>> read_signature("Ana Reyes said...").author
    'Ana Reyes'
    >>> read_signature("The spokesman said...") is None
    True
    """
    for match in cues().matches(f"comments.{group}", words):
        found = match.groupdict()
        name = (found.get("name") or "").strip().strip("•*|").strip()
        if not _is_name(name):
            continue
        posted = read_date(found["date"], order=order) if found.get("date") else None
        if posted is None and group == "signatures" and match.end("date") < len(words):
            # Buttons may follow the date, on the same line.
            posted = next((d for w in find_dates(words) if (d := read_date(w, order=order))), None)
            posted = posted if match.re.pattern.endswith(ANYTHING) else None
        if found.get("date") and posted is None:
            continue
        return Signature(name, posted)
    return None


def _is_name(name: str) -> bool:
    words = words_of(name)
    if not words or len(words) > _MOST_NAME or words[0].lower() in cues().words["comments.not_names"]:
        return False
    return not re.search(r"[.!?…]\s+[a-z]|[,;]\s+[a-z]+\s|[“”\"]", name)


def find_comments(lines: Sequence[Line], *, order: Order | None) -> dict[int, Signature]:
    """Mark the lines of every comment with COMMENT and its number, and return the signature of each number.

    Whatever follows the first comment and is in none is furniture, as are the lines that announce or close comments.
    Lines that the markup fixed are left alone.
    """
    free = [at for at, line in enumerate(lines) if not line.firm]
    opener = next((at for at in free if cues().match("comments.openers", lines[at].text)), None)
    heads = _heads(lines, free, opener, order)
    for at in free:
        line = lines[at]
        if line.is_lone and cues().match("comments.openers", line.text):
            line.kind, line.firm = ZoneKind.FURNITURE, True
    if not heads:
        return {}
    numbers: dict[int, Signature] = {}
    at = first = min(heads)
    number = 0
    while at < len(lines):
        if at not in heads:
            if not lines[at].firm:
                lines[at].kind, lines[at].firm = ZoneKind.FURNITURE, True
            at += 1
            continue
        number += 1
        end = _end(lines, at, heads)
        numbers[number] = _with_date(heads[at], lines[at + 1 : end], order)
        for line in lines[at:end]:
            line.kind, line.unit, line.firm = ZoneKind.COMMENT, number, True
        lines[at].starts = True
        at = end
    if opener is not None and opener < first:
        for line in lines[opener:first]:
            if not line.firm:
                line.kind, line.firm = ZoneKind.FURNITURE, True
    return numbers


def _heads(lines: Sequence[Line], free: Sequence[int], opener: int | None, order: Order | None) -> dict[int, Signature]:
    found: dict[int, Signature] = {}
    sure: set[int] = set()
    for at in free:
        line = lines[at]
        if line.size > 2 * _MOST_NAME + 4:
            continue
        signature = read_signature(line.bare, order=order)
        if not signature or not (line.bullet or line.after_blank):
            continue
        if at + 1 >= len(lines):
            continue
        found[at] = signature
        if (opener is not None and at > opener) or (line.bullet and line.indent):
            sure.add(at)
    if sure:
        return {at: found[at] for at in found if at >= min(sure)}
    if len(found) > 1:
        return found
    return {
        at: signature
        for at, signature in found.items()
        if len(words_of(signature.author)) <= _SHORT_NAME
        and signature.author[:1].isupper()
        and (lines[at].bullet or "..." in lines[at].text or "…" in lines[at].text)
    }


def _end(lines: Sequence[Line], head: int, heads: dict[int, Signature]) -> int:
    """Return the index after a comment's last line.

    Where its text is indented under its head the indent tells; otherwise it runs to the next head, or to a line that
    announces or closes comments or opens the page's trail.
    """
    first = head + 1
    is_indented = first < len(lines) and lines[first].indent > lines[head].indent
    at = first
    while at < len(lines) and at not in heads and not lines[at].firm:
        line = lines[at]
        if is_indented and line.indent <= lines[head].indent:
            break
        if not is_indented and line.after_blank and _closes(line):
            break
        at += 1
    while at > first and cues().match("comments.controls", lines[at - 1].text):
        at -= 1
    return at


def _closes(line: Line) -> bool:
    return any(
        cues().match(key, line.text) for key in ("comments.closers", "comments.openers", "trail.starts", "trail.lines")
    )


def _with_date(signature: Signature, body: Sequence[Line], order: Order | None) -> Signature:
    if signature.posted is None:
        for line in (*body[:1], *body[-1:]):
            posted = read_date(line.text, order=order)
            if posted:
                return Signature(signature.author, posted)
    return signature
