"""The head of a piece: site, title, byline and date, and the line at its end that says who wrote it.

Invariant: a fact is taken only from a line that is nothing but that fact (a date alone on its line, "By" and a
name); a date in a sentence, a picture's file name or a comment never becomes the day of publication.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from dateline.model import Evidence, Moment, TimePrecision, ZoneKind
from dateline.zoning.cues import cues
from dateline.zoning.dates import Order, read_date
from dateline.zoning.lines import Line, words_of

__all__ = ["Stated", "find_blurb", "is_image", "read_byline", "read_head", "same_words"]

_HEAD_LINES = 14  # a page's head (site, section, date, title, deck, byline, share buttons) is over by then
_HEAD_ABOVE = 4  # lines above a title in which its byline or date may stand
_LEAST_TEXT = 20  # words of a first paragraph
_MOST_TITLE = 30  # words; the longest of a hundred news titles looked at had 24
_MOST_SITE = 6
_MOST_NAMES = 10
_MOST_BLURB = 70
_SENTENCE_END = (".", ";", ",", ":", "…")


@dataclass(slots=True)
class Stated:
    """Collect what the text states of itself; the first statement of a fact stands."""

    title: str | None = None
    authors: tuple[str, ...] = ()
    publisher: str | None = None
    published: Moment | None = None
    published_evidence: Evidence | None = None
    provenance: dict[str, str] = field(default_factory=dict)

    def set_title(self, title: str, source: str) -> None:
        if self.title is None:
            self.title, self.provenance["title"] = title, source

    def add_authors(self, names: tuple[str, ...], source: str) -> None:
        if not self.authors and names:
            self.authors, self.provenance["authors"] = names, source

    def set_publisher(self, name: str, source: str) -> None:
        if self.publisher is None:
            self.publisher, self.provenance["publisher"] = name, source

    def set_published(self, moment: Moment | None, source: str) -> None:
        """Keep the first date that is at least as fine as a day, without its clock: a page's clock has no zone."""
        if self.published is None and moment and moment.precision in (TimePrecision.DAY, TimePrecision.MINUTE):
            self.published, self.provenance["published"] = Moment(moment.edtf[:10]), source


def same_words(one: str, other: str) -> bool:
    """Tell whether two texts have the same words, whatever their case and punctuation."""
    return [w.lower() for w in words_of(one)] == [w.lower() for w in words_of(other)]


def is_image(text: str) -> bool:
    """Tell whether a line is a picture's file name."""
    return bool(re.fullmatch(rf"\S+\.(?:{'|'.join(cues().words['caption.images'])})", text, re.IGNORECASE))


def read_head(lines: Sequence[Line], stated: Stated, *, title: str | None, order: Order | None) -> None:
    """Mark the head's lines (FURNITURE, BYLINE, HEADLINE) and add what they state to `stated`.

    `title` is the title where it is known already; its line is the headline then.
    """
    free = [line for line in lines if line.kind is None][:_HEAD_LINES]
    wanted = title or stated.title
    if wanted:
        _mark_title(lines, wanted)
    for line in _between_title_and_text(lines):
        if line.kind is ZoneKind.BYLINE:  # the markup says so; what it states is in the words
            _read_line(line, stated, order)
    has_title = wanted is not None
    for at, line in enumerate(free):
        if line.kind is not None:
            continue
        if _is_furniture(line):
            line.kind = ZoneKind.FURNITURE
        elif _read_line(line, stated, order):
            line.kind = ZoneKind.BYLINE
        elif not has_title and _is_title(line, free[at + 1 :]):
            if _is_site(line) and any(
                _is_title(later, free[n:])
                for n, later in enumerate(free[at + 1 :], at + 2)
                if not _is_dated(later, order)
            ):
                stated.set_publisher(line.text, "text:site line")
                line.kind = ZoneKind.FURNITURE
                continue
            stated.set_title(line.text, "text:first line")
            line.kind, line.starts, line.firm = ZoneKind.HEADLINE, True, True
            has_title = True
        else:
            break


def _mark_title(lines: Sequence[Line], title: str) -> None:
    """Mark the line that is the title, where none is yet: a heading of the markup before any other line."""
    same = [line for line in lines if line.kind is not ZoneKind.COMMENT and same_words(line.text, title)]
    if same and not any(line.kind is ZoneKind.HEADLINE for line in same):
        best = min(same, key=lambda line: (line.tag or "h9") if line.tag.startswith("h") else "h9")
        best.kind, best.starts, best.firm = ZoneKind.HEADLINE, True, True


def _between_title_and_text(lines: Sequence[Line]) -> Sequence[Line]:
    """Return the lines from a web page's title to its first paragraph; bylines elsewhere are of other pieces."""
    text = next((n for n, line in enumerate(lines) if line.kind is None and line.size >= _LEAST_TEXT), 0)
    title = next((n for n in range(text, -1, -1) if lines and lines[n].kind is ZoneKind.HEADLINE), text)
    return lines[max(0, title - _HEAD_ABOVE) : text + 1]


def _is_furniture(line: Line) -> bool:
    return is_image(line.text) or cues().match("trail.lines", line.text) is not None


def _is_dated(line: Line, order: Order | None) -> bool:
    return read_date(line.text, order=order) is not None or read_byline(line.text, order=order) is not None


def _read_line(line: Line, stated: Stated, order: Order | None) -> bool:
    byline = read_byline(line.text, order=order)
    if byline:
        names, moment = byline
        stated.add_authors(names, "text:byline")
        stated.set_published(moment, "text:byline")
        return True
    for match in cues().matches("head.dates", line.text):
        moment = read_date(match["date"], order=order)
        if moment:
            stated.set_published(moment, "text:date line")
            return True
    return any(read_date(match["date"], order=order) for match in cues().matches("head.changed", line.text))


def read_byline(words: str, *, order: Order | None = None) -> tuple[tuple[str, ...], Moment | None] | None:
    """Read a line such as "By Ann Reed, 3 June 2011" as its names and its date; None where it is no byline.

    >>> read_byline("By Ann Reed and Tim Cole")[0]
    ('Ann Reed', 'Tim Cole')
    >>> read_byline("By nightfall the road was open") is None
    True
    """
    for match in cues().matches("head.bylines", words):
        found = match.groupdict()
        moment = read_date(found["date"], order=order) if found.get("date") else None
        if found.get("date") and moment is None:
            continue
        names = _names(found["name"])
        if names:
            return names, moment
    return None


def _names(words: str) -> tuple[str, ...]:
    joiners = "|".join(map(re.escape, cues().words["references.joiners"]))
    pieces = [
        piece.strip() for piece in re.split(rf",\s+(?:(?:{joiners})\s+)?|\s+(?:{joiners})\s+", words.strip()) if piece
    ]
    if not pieces or len(words_of(words)) > _MOST_NAMES or not all(_is_person(piece) for piece in pieces):
        return ()
    return tuple(dict.fromkeys(pieces))


def _is_person(name: str) -> bool:
    """Tell a name: two to five words, the first and the last with a capital, none a number."""
    parts = name.split()
    if not 2 <= len(parts) <= 5 or any(c.isdigit() for c in name) or name.endswith((".", "!", "?")):
        return False
    return parts[0][0].isupper() and _has_capital(parts[-1])


def _has_capital(word: str) -> bool:
    return any(c.isupper() for c in word)  # al-Amri, d'Arc


def _is_title(line: Line, below: Sequence[Line]) -> bool:
    text = line.text
    if not 1 <= line.size <= _MOST_TITLE or text.endswith(_SENTENCE_END) or line.bullet or is_image(text):
        return False
    if not any(c.isalpha() for c in text) or text.startswith((">", "“", '"', "(")):
        return False
    if not line.before_blank and not (below and _is_dated(below[0], None)):
        return False
    return any(other.size > line.size for other in below)


def _is_site(line: Line) -> bool:
    words = words_of(line.text)
    named = all(word[0].isupper() or len(word) <= 3 for word in words)  # "Voices of the Valley News"
    return len(words) <= _MOST_SITE and named and words[-1].lower() in cues().words["head.outlet_words"]


def find_blurb(lines: Sequence[Line], stated: Stated) -> None:
    """Mark the closing line that says who the author is ("X is a fellow at ...") as BYLINE, and take the name.

    It has to be the last line of the piece, before its references, its trail and its comments, and to give the
    person a role in writing or research. A person whom the article itself names before is no blurb.
    """
    last = next((n for n in range(len(lines) - 1, -1, -1) if lines[n].kind is ZoneKind.BODY), None)
    if not last or lines[last].firm or not lines[last].is_lone or lines[last].size > _MOST_BLURB:
        return
    text = lines[last].text
    verbs = "|".join(map(re.escape, cues().words["head.blurb_verbs"]))
    match = re.match(rf"(?P<name>[^,.:;()]{{4,50}}?)(?:,[^,]{{2,60}},)?\s+(?:{verbs})\s+(?P<what>.*)", text)
    if not match or not _is_person(match["name"]):
        return
    what = " ".join(words_of(match["what"])[:12]).lower()
    if not any(re.search(rf"\b{re.escape(role)}\b", what) for role in cues().words["head.roles"]):
        return
    family = match["name"].split()[-1]
    if any(re.search(rf"\b{re.escape(family)}\b", line.text) for line in lines[:last] if line.kind is ZoneKind.BODY):
        return
    lines[last].kind, lines[last].starts = ZoneKind.BYLINE, True
    stated.add_authors((match["name"],), "text:author line")
