"""One document: its text with the words marked that reports and claims were read from, and what is known of it.

Invariant: the text is what was read, letter by letter: marks are laid over it, and names that are covered stay covered.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dateline.desk.asked import Asked
from dateline.desk.desk import Desk
from dateline.desk.page import Page, Parameter, Shown
from dateline.desk.passages import KINDS, Passage, blocks, parts, passage_of
from dateline.desk.refused import NotThere, Refused
from dateline.desk.ties import ties_of
from dateline.model.schema import Row
from dateline.record.of_one import Stand, coded_at, coders_of, derivations_of, stands_in

__all__ = ["PAGES"]

# What one page shows of a long document: some ten screens, which weigh less than 60 kB on the way (measured on texts
# with a report in every sentence; a page of 40,000 characters and 150 reports came to 35 kB).
_CHARACTERS = 40_000
_REPORTS = 150
_NOUNS = (("reports", "report"), ("claims", "claim"))


_PART = Parameter(name="part", doc="Which part of a long document, from 1.", kind="integer", least=1)
_REPORT = Parameter(name="report", doc="The id of a report or claim: its part is shown, and its words stand out.")
_MARK = Parameter(
    name="mark", doc="Which kinds of evidence are marked; all unless said.", values=(*KINDS, "none"), is_many=True
)


@dataclass(frozen=True, slots=True)
class _Part:
    """Say which stretch of a document is shown, of how many."""

    number: int
    spans: Sequence[tuple[int, int]]

    @property
    def start(self) -> int:
        return self.spans[self.number - 1][0]

    @property
    def end(self) -> int:
        return self.spans[self.number - 1][1]

    def of(self, passage: Passage) -> int:
        """Return the number of the part in which a passage begins."""
        ends = [end for _, end in self.spans]
        return min(bisect_right(ends, passage.start) + 1, len(ends))

    def holds(self, passage: Passage) -> bool:
        """Tell whether a passage begins in this part; what begins where the text ends belongs to the last."""
        return self.of(passage) == self.number


def _answer(desk: Desk, asked: Asked) -> Shown:
    id_ = asked.id or ""
    rows = desk.record.some("documents", [id_])
    if not rows:
        raise NotThere(f"the record has no document {id_!r}")
    stands = {what: stands_in(desk.record, what, id_) for what, _ in _NOUNS}
    passages = _passages(stands)
    cut = parts(rows[0]["text"], passages, characters=_CHARACTERS, reports=_REPORTS)
    wanted = asked.first("report")
    asked_for = next((passage for passage in passages if passage.id == wanted), None)
    part = _part(asked, asked_for, cut)
    versions = desk.versions(rows[0])
    here = {passage.id: passage.number for passage in passages if part.holds(passage)}
    is_bare = len(cut) > 1 and not wanted and not asked.first("part")

    def draw(shown: Shown) -> Mapping[str, Any]:
        row = shown.rows[0]
        told = [(passage_of(one, here[one["id"]], noun), one) for what, noun in _NOUNS for one in shown.also[what]]
        told.sort(key=lambda one: one[0].number)
        marked = blocks(
            row["text"],
            row["zones"],
            (passage for passage, _ in told),
            start=part.start,
            end=part.end,
            lit=[asked_for.number] if asked_for else (),
        )
        return {
            "document": row,
            "blocks": marked,
            "told": told,
            "shown_part": part,
            "numbers": {passage.id: passage.number for passage in passages},
            "elsewhere": _elsewhere(part, passages) if is_bare else {},
            "counts": {what: len(stands[what]) for what, _ in _NOUNS},
            "asked_for": asked_for,
            "versions": versions,
            "is_lost": wanted is not None and asked_for is None,
            "kinds": KINDS,
            "marked": asked.filters.get("mark", KINDS),
            "coders": coders_of(desk.record, row["id"]),
            "origins": ties_of(desk, row["id"], shown.also["derivations"]),
            "cited": desk.titles(r["document"] for r in row["references"] if r["document"]),
            "has_original": not desk.covers.keeps_back(str(row["sha256"])),
            "title": _title(row),
        }

    also = {
        what: coded_at(desk.record, what, [one.key for one in stands[what] if one.id in here]) for what, _ in _NOUNS
    }
    return Shown(
        title=_title(rows[0]),
        rows=rows,
        also={**also, "derivations": derivations_of(desk.record, id_)},
        told={
            "part": part.number,
            "parts": len(cut),
            "versions": [{"id": one.row["id"], "newer": one.is_newer, "by": one.how} for one in versions],
        },
        draw=draw,
    )


def _title(row: Row) -> str:
    return str(row["title"] or row["path"] or row["url"] or "A document without a title")


def _passages(stands: Mapping[str, Sequence[Stand]]) -> list[Passage]:
    """Return where all reports and claims stand, numbered in the order of the text; their marks are not known yet."""
    each = [(one, noun) for what, noun in _NOUNS for one in stands[what]]
    each.sort(key=lambda one: (one[0].start, one[0].end, one[1] == "claim", one[0].id))
    return [Passage(number, one.id, noun, one.start, one.end, ()) for number, (one, noun) in enumerate(each, 1)]


def _part(asked: Asked, asked_for: Passage | None, cut: Sequence[tuple[int, int]]) -> _Part:
    said = asked.first("part")
    if said is None:
        first = _Part(1, cut)
        return _Part(first.of(asked_for), cut) if asked_for else first
    if not (said.isascii() and said.isdigit() and len(said) < 7 and 1 <= int(said) <= len(cut)):
        raise Refused(404, f"this document has {len(cut)} part{'s' if len(cut) > 1 else ''}; there is no part {said!r}")
    return _Part(int(said), cut)


def _elsewhere(part: _Part, passages: Sequence[Passage]) -> Mapping[int, list[Passage]]:
    """Return the passages that are not on this page, by part: an address that names one of them leads there."""
    found: dict[int, list[Passage]] = defaultdict(list)
    for passage in passages:
        if part.of(passage) != part.number:
            found[part.of(passage)].append(passage)
    return found


PAGES = (
    Page(
        name="document",
        path="/documents/{id}",
        summary="A document: its text with the evidence marked, its reports and claims, and what it cites and repeats.",
        answer=_answer,
        what="documents",
        formats=("json", "csv"),
        filters=(_PART, _REPORT, _MARK),
    ),
)
