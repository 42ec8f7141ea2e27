"""Score the dates of the seed pages: the share of annotated expressions whose first and last day are found.

An expression is found where a mention overlaps it, and right where one of those has the annotated days; an annotated
length is right where the mention says the same length. Each is asked twice: in its sentence alone, with the page's
date of publication, and on its whole page, where the text before it may say more. The annotation shortens sentences;
an expression that cannot be told apart on its page is asked in its sentence only.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path

from benchmarks.common import SHARED, Figures, digest_of, run_as_module
from dateline.finding.mentions import TimeMention
from dateline.finding.time_values import length_of
from dateline.finding.times import find_times
from dateline.language import parse
from dateline.model import Document, Moment


def document_of(text: str, published: str | None) -> Document:
    """Make a document of a text alone."""
    return Document("d", "0", text, published=Moment(published) if published else None)


def times_of(document: Document, *, bare: bool = False) -> list[TimeMention]:
    """Parse paragraph by paragraph and find the times."""
    pieces, at = [], 0
    for line in document.text.split("\n"):
        pieces.append((at, line))
        at += len(line) + 1
    return [m for row in find_times(document, parse(pieces), bare=bare) for m in row]


def days(items: list[dict[str, str | None]], folder: Path) -> tuple[Counter[str], list[str]]:
    """Count the annotated dates found, and those with the right days, in their sentence alone and in the whole page."""
    counts: Counter[str] = Counter()
    wrong = []
    pages: dict[str, tuple[Document, list[TimeMention]]] = {}
    for path in sorted(folder.glob("seeds/*.txt")):
        stated = next((i["publication"] for i in items if i["doc"] == path.name[:3]), None)
        page = document_of(path.read_text("utf-8"), stated)
        if stated:
            pages[path.name[:3]] = (page, times_of(page))
    for item in items:
        sentence, words = str(item["sentence"]), str(item["expression"])
        alone = document_of(sentence, item["publication"])
        verdicts = {"sentence": verdict(item, times_of(alone), sentence.find(words), len(words))}
        page, mentions = pages.get(str(item["doc"]), (alone, []))
        # the gold shortens sentences: look for the expression with the words around it, widest first
        at = locate(page.text, sentence, words)
        if at is not None:
            verdicts["page"] = verdict(item, mentions, at, len(words))
        for how, (found, right, got) in verdicts.items():
            counts[f"{how} all"] += 1
            counts[f"{how} found"] += found
            counts[f"{how} right"] += right
            if not right:
                wrong.append(f"{how}: {words!r} should be {item['start']}..{item['end']}, is {got}")
    return counts, wrong


def locate(page: str, sentence: str, words: str) -> int | None:
    """Find where on the page the expression of a (possibly shortened) sentence stands."""
    at = sentence.find(words)
    for reach in (40, 25, 15, 8):
        left = max(0, at - reach)
        around = sentence[left : at + len(words) + reach]
        for piece, shift in (
            (around, at - left),
            (sentence[left : at + len(words)], at - left),
            (sentence[at : at + len(words) + reach], 0),
        ):
            place = page.find(piece)
            if place >= 0 and page.find(piece, place + 1) < 0:
                return place + shift
    return None


def verdict(item: dict[str, str | None], mentions: list[TimeMention], at: int, size: int) -> tuple[bool, bool, str]:
    """Tell whether an overlapping mention was found, and whether its days are those annotated."""
    near = [m for m in mentions if m.evidence.start < at + size and at < m.evidence.end]
    got = [
        (str(m.dating.moment.earliest), str(m.dating.moment.latest))
        if m.dating
        else (length_of(m.evidence.words), "None")
        for m in near
    ]
    return bool(near), (str(item["start"]), str(item["end"])) in got, ", ".join(f"{a}..{b}" for a, b in got)


def measure(folder: Path) -> Figures:
    """Compare every annotated expression with what is found, in its sentence and on its page."""
    file = folder / "times_dev.json"
    items = json.loads(file.read_text("utf-8"))
    counts, wrong = days(items, folder)
    scores = {
        f"{what} in {how}": counts[f"{how} {what}"] / (counts[f"{how} all"] or 1)
        for how in ("sentence", "page")
        for what in ("found", "right")
    }
    lines = [
        f"in {how}: found {counts[f'{how} found']}, right {counts[f'{how} right']} of {counts[f'{how} all']}"
        for how in ("sentence", "page")
    ]
    return Figures("times", len(items), digest_of([file]), scores, lines=lines, errors=wrong)


if __name__ == "__main__":
    sys.exit(run_as_module(measure, default=SHARED / "corpus", marker="times_dev.json"))
