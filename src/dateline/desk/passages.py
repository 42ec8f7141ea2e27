"""A document's text as the page shows it: in its zones, with the words marked that reports and claims were read from.

Invariant: the text of all zones, joined, is the text of the document, character for character (what steers a screen is
shown as U+FFFD); a mark begins and ends where its evidence does. Spans that overlap are split where one begins or ends,
so that elements always nest, and each piece names every kind and every report that it belongs to.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from markupsafe import Markup, escape

from dateline.desk.addresses import encode
from dateline.desk.escaping import plain
from dateline.model.schema import Row

__all__ = ["KINDS", "Block", "Mark", "Passage", "blocks", "parts", "passage_of"]

# The kinds of evidence, outermost first where one stretch is of several.
KINDS = ("voice", "means", "count", "when", "place", "recipient", "actor", "trigger")
# The fields of a row that are evidence, and those that hold some: their kind, and what they are called.
_OWN: Mapping[str, tuple[str, str]] = {
    "trigger": ("trigger", "event"),
    "value_evidence": ("count", "number"),
}
_FIELDS: Mapping[str, tuple[str, str]] = {
    "actors": ("actor", "who"),
    "recipients": ("recipient", "to whom"),
    "subject": ("actor", "subject"),
    "object": ("recipient", "object"),
    "places": ("place", "where"),
    "when": ("when", "when"),
    "killed": ("count", "killed"),
    "injured": ("count", "injured"),
    "captured": ("count", "captured"),
    "displaced": ("count", "displaced"),
    "force": ("count", "strength"),
    "weapons": ("count", "weapons"),
    "means": ("means", "means"),
    "target": ("means", "target"),
    "voices": ("voice", "voice"),
}
# What parts paragraphs: blank space with an empty line in it.
_GAPS = re.compile(r"\n\s*\n\s*")


@dataclass(frozen=True, slots=True)
class Mark:
    """Say that the words from `start` to `end` (code points of the text) tell something: its kind, and what it is."""

    start: int
    end: int
    kind: str
    label: str


@dataclass(frozen=True, slots=True)
class Passage:
    """Hold where one report or claim stands: its sentence and the marks of its evidence, wherever those are."""

    number: int
    id: str
    noun: str
    start: int
    end: int
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """Hold one stretch of the text in one zone; `html` is its text with marks, `zone` the row of the zone or None."""

    start: int
    end: int
    zone: Row | None
    html: Markup

    @property
    def kind(self) -> str:
        return str(self.zone["kind"]) if self.zone else "none"


def passage_of(row: Row, number: int, noun: str) -> Passage:
    """Return where a report or claim stands; `number` is its place in the list, `noun` what it is called there."""
    return Passage(number, row["id"], noun, row["start"], row["end"], tuple(_marks(row)))


def _marks(row: Row) -> Iterator[Mark]:
    for name, (kind, label) in _OWN.items():
        if row.get(name):
            yield Mark(row[name]["start"], row[name]["end"], kind, label)
    for name, (kind, label) in _FIELDS.items():
        held = row.get(name) or ()
        for each in [held] if isinstance(held, Mapping) else held:
            yield Mark(each["evidence"]["start"], each["evidence"]["end"], kind, label)


def blocks(
    text: str,
    zones: Sequence[Row],
    passages: Iterable[Passage],
    *,
    start: int = 0,
    end: int | None = None,
    lit: Collection[int] = (),
) -> list[Block]:
    """Return the text from `start` to `end` in its zones; the passages numbered in `lit` stand out.

    A passage has its anchor where its sentence begins; of one that begins before `start` there is none.
    """
    end = len(text) if end is None else end
    writer = _Writer(text, passages, start, end, frozenset(lit))
    made = []
    for first, last, zone in _segments(text, zones):
        first, last = max(first, start), min(last, end)
        if first < last:
            made.append(Block(first, last, zone, writer.written(first, last)))
    return made


def _segments(text: str, zones: Sequence[Row]) -> Iterator[tuple[int, int, Row | None]]:
    """Yield the stretches of a text, each with the innermost zone around it; blank space goes with what it follows."""
    size = len(text)
    spans = [(max(z["start"], 0), min(z["end"], size), n) for n, z in enumerate(zones) if z["start"] < z["end"]]
    starts = sorted(spans, key=lambda span: span[0])
    edges = sorted({0, size, *(s for s, _, _ in spans), *(e for _, e, _ in spans)})
    open_: list[tuple[int, int, int]] = []
    waiting: tuple[int, int, Row | None] | None = None
    at = 0
    for first, last in pairwise(edges):
        while at < len(starts) and starts[at][0] <= first:
            open_.append(starts[at])
            at += 1
        open_ = [span for span in open_ if span[1] > first]
        inner = min(open_, key=lambda span: (span[1] - span[0], span[2]), default=None)
        zone = zones[inner[2]] if inner else None
        is_blank = zone is None and not text[first:last].strip()
        if waiting is not None and (is_blank or waiting[2] is zone):
            waiting = (waiting[0], last, waiting[2])
            continue
        if waiting is not None:
            if waiting[2] is None and not text[waiting[0] : waiting[1]].strip():
                first = waiting[0]  # blank space before all zones
            else:
                yield waiting
        waiting = (first, last, zone)
    if waiting is not None:
        yield waiting


@dataclass(slots=True)
class _Active:
    """Know which sentences and marks are open at one place of the text."""

    sentences: dict[int, Passage] = field(default_factory=dict)
    marks: dict[str, dict[tuple[int, str], int]] = field(default_factory=dict)

    def turn(self, passage: Passage, mark: Mark | None, *, opens: bool) -> None:
        if mark is None:
            if opens:
                self.sentences[passage.number] = passage
            else:
                self.sentences.pop(passage.number, None)
            return
        of_kind = self.marks.setdefault(mark.kind, {})
        key = (passage.number, f"{mark.label} of {passage.noun} {passage.number}")
        count = of_kind.get(key, 0) + (1 if opens else -1)
        if count:
            of_kind[key] = count
        else:
            of_kind.pop(key, None)


class _Writer:
    """Write stretches of a text as HTML, one after the other, with the passages that overlap them."""

    def __init__(self, text: str, passages: Iterable[Passage], start: int, end: int, lit: frozenset[int]) -> None:
        self._text = text
        self._lit = lit
        self._anchored: set[int] = set()
        turns: list[tuple[int, int, int, Passage, Mark | None]] = []
        for passage in passages:
            spans: list[tuple[int, int, Mark | None]] = [(passage.start, passage.end, None)]
            spans += [(mark.start, mark.end, mark) for mark in passage.marks]
            for first, last, mark in spans:
                if first < last and first < end and last > start:
                    # What closes goes before what opens at the same place.
                    turns.append((first, 1, passage.number, passage, mark))
                    turns.append((last, 0, passage.number, passage, mark))
            if passage.start < start:
                self._anchored.add(passage.number)
        turns.sort(key=lambda turn: turn[:3])
        self._turns = turns
        self._at = 0
        self._active = _Active()

    def written(self, start: int, end: int) -> Markup:
        """Return the text from `start` to `end` in paragraphs; what parts these stands between them as it is."""
        made: list[str] = []
        at = start
        for gap in _GAPS.finditer(self._text, start, end):
            self._paragraph(at, gap.start(), made)
            made.append(_safe(gap[0]))
            at = gap.end()
        self._paragraph(at, end, made)
        return Markup("".join(made))  # all text in it was escaped by _safe

    def _paragraph(self, start: int, end: int, made: list[str]) -> None:
        words = self._text[start:end]
        if not words.strip():
            made.append(_safe(words))
            return
        bare = start + len(words.rstrip())
        made.append('<p dir="auto">')
        self._pieces(start, bare, made)
        made.append("</p>")
        made.append(_safe(self._text[bare:end]))

    def _pieces(self, start: int, end: int, made: list[str]) -> None:
        group: tuple[int, ...] = ()
        at = start
        while at < end:
            self._turn_to(at)
            until = min(end, self._turns[self._at][0]) if self._at < len(self._turns) else end
            now = tuple(sorted(self._active.sentences))
            if now != group:
                if group:
                    made.append("</span>")
                if now:
                    made.append(self._opening(now))
                group = now
            made.append(self._piece(self._text[at:until]))
            at = until
        if group:
            made.append("</span>")

    def _turn_to(self, at: int) -> None:
        while self._at < len(self._turns) and self._turns[self._at][0] <= at:
            _, opens, _, passage, mark = self._turns[self._at]
            self._active.turn(passage, mark, opens=bool(opens))
            self._at += 1

    def _opening(self, numbers: tuple[int, ...]) -> str:
        """Open a stretch of one or more sentences; the first has its anchor here, the others within."""
        fresh = [n for n in numbers if n not in self._anchored]
        self._anchored.update(fresh)
        ids = [encode(self._active.sentences[n].id) for n in fresh]
        lit = " lit" if self._lit.intersection(numbers) else ""
        said = " ".join(map(str, numbers))
        label = f' data-n="{" ".join(map(str, fresh))}"' if fresh else ""
        own = f' id="{ids[0]}" tabindex="-1"' if ids else ""
        inner = "".join(f'<a id="{id_}" tabindex="-1"></a>' for id_ in ids[1:])
        return f'<span class="said{lit}" data-r="{said}"{label}{own}>{inner}'

    def _piece(self, words: str) -> str:
        marks = self._active.marks
        kinds = [kind for kind in KINDS if marks.get(kind)]
        if not kinds:
            return _safe(words)
        labels = [label for kind in kinds for _, label in sorted(marks[kind])]
        opened = []
        for n, kind in enumerate(kinds):
            numbers = sorted({number for number, _ in marks[kind]})
            lit = " lit" if self._lit.intersection(numbers) else ""
            title = f' title="{"; ".join(labels)}"' if n == len(kinds) - 1 else ""
            opened.append(f'<mark class="{kind}{lit}" data-r="{" ".join(map(str, numbers))}"{title}>')
        return "".join(opened) + _safe(words) + "</mark>" * len(opened)


def _safe(words: str) -> str:
    """Return words as text of a page; HTML would take a carriage return for a line feed."""
    return str(escape(plain(words))).replace("\r", "&#13;")


def parts(text: str, passages: Sequence[Passage], *, characters: int, reports: int) -> list[tuple[int, int]]:
    """Return where a long text is cut into parts: of so many characters and so many reports at most.

    It is cut between paragraphs where it can be, else between sentences or words; never in the sentence of a report,
    unless that alone is longer than a part. Reports that begin at one place are never parted.
    """
    starts = sorted(passage.start for passage in passages)
    taken = _joined((passage.start, passage.end) for passage in passages)
    made, at = [], 0
    while at < len(text):
        limit = min(at + characters, _start_of_next(starts, at, reports) or len(text))
        cut = len(text) if limit >= len(text) else _cut(text, at, limit, characters, taken)
        made.append((at, cut))
        at = cut
    return made or [(0, 0)]


def _start_of_next(starts: Sequence[int], at: int, reports: int) -> int | None:
    """Return where the first report begins that one part with so many, from `at` on, does not hold."""
    over = bisect_left(starts, at) + reports
    if over >= len(starts):
        return None
    if starts[over] > at:
        return starts[over]
    later = bisect_right(starts, starts[over])
    return starts[later] if later < len(starts) else None


def _cut(text: str, at: int, limit: int, characters: int, taken: Sequence[tuple[int, int]]) -> int:
    """Return the best place to cut a text after `at`, and at `limit` or shortly before."""

    def around(place: int) -> tuple[int, int] | None:
        n = bisect_left(taken, (place, -1)) - 1
        return taken[n] if n >= 0 and taken[n][0] < place < taken[n][1] else None

    least = at + (limit - at) // 4
    for gap in reversed(list(_GAPS.finditer(text, least, limit))):
        if around(gap.end()) is None:
            return gap.end()
    inside = around(limit)
    if inside is not None:
        first, last = inside
        if first > at:
            return first
        return last if last - at <= 2 * characters else limit
    sentence = bisect_left(taken, (limit, -1)) - 1
    if sentence >= 0 and taken[sentence][0] > least:
        return taken[sentence][1]
    space = text.rfind(" ", least, limit) + 1
    return space if space > least and around(space) is None else limit


def _joined(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return stretches, in order, that are covered by spans without a gap."""
    made: list[tuple[int, int]] = []
    for first, last in sorted(spans):
        if made and first < made[-1][1]:
            made[-1] = (made[-1][0], max(last, made[-1][1]))
        else:
            made.append((first, last))
    return made
