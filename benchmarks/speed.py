"""Measure a whole build against bare parsing of the same text, and what coding adds to parsing, in one run.

Timings vary from machine to machine and hour to hour; the ratios, taken in turn in one process, are what to quote. CPU
time is measured. Each set is dealt into parts: the first warms up, every other is one turn, so that no text is read
twice. `bare nlp.pipe` is the model as it is loaded, over whole texts; `bare read` the same over the paragraphs that are
read for events; `parse` is ours over those, without the gate; `code` is parsing and coding of what the gate lets
through; `build` reads, zones, codes and stores, and is the first to see its texts. What coding adds is what `code`
takes beyond `parse`, as a share of `bare read`.
"""

from __future__ import annotations

import importlib
import importlib.util
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import dateline
from benchmarks.common import SHARED, Figures, run_as_module
from benchmarks.passages import ROOT, passages, read
from dateline.coding import code, open_gate, paragraphs_of, sentences_of
from dateline.finding.time_filter import _found
from dateline.language import lemmas_of, model_name, parse_together
from dateline.language.english import MODELS
from dateline.model import Document

__all__ = ["Times", "deal", "measure"]

TURNS = 5
# The example texts are few and short: copies of them, each with words of its own, stand in for more.
COPIES = 12


@dataclass(slots=True)
class Times:
    """Hold the CPU seconds of each turn, and the words read."""

    bare: list[float] = field(default_factory=list)
    read: list[float] = field(default_factory=list)
    parse: list[float] = field(default_factory=list)
    code: list[float] = field(default_factory=list)
    build: list[float] = field(default_factory=list)
    words: int = 0

    @property
    def rows(self) -> Mapping[str, list[float]]:
        """Return the seconds by what was timed."""
        return {
            "bare nlp.pipe": self.bare,
            "bare read": self.read,
            "parse": self.parse,
            "code": self.code,
            "build": self.build,
        }

    @property
    def over_bare(self) -> list[float]:
        """Return the ratio of a whole build to bare parsing, turn by turn."""
        return [b / p for b, p in zip(self.build, self.bare, strict=True)]

    @property
    def added(self) -> list[float]:
        """Return what coding adds to our parsing as a share of bare parsing of the same words, turn by turn.

        >>> Times(read=[4.0], parse=[2.0], code=[3.0]).added
        [0.25]
        """
        return [(c - p) / b for c, p, b in zip(self.code, self.parse, self.read, strict=True)]


def deal(documents: Sequence[Document], parts: int) -> list[list[Document]]:
    """Deal documents into parts of about the same length.

    >>> [len(part) for part in deal([Document(str(n), "s", "word " * n) for n in (9, 5, 4)], 2)]
    [1, 2]
    """
    dealt: list[list[Document]] = [[] for _ in range(parts)]
    for document in sorted(documents, key=lambda d: (-len(d.text), d.text)):
        min(dealt, key=lambda part: sum(len(d.text) for d in part)).append(document)
    return dealt


def measure(folder: Path) -> Figures:
    """Time every set of running text that is there."""
    lines, scores, items = [f"CPU seconds, medians of at most {TURNS} turns; {model_name()}"], {}, 0
    for name, documents in passages(folder).items():
        given = copies(documents) if name == "examples" else documents
        times = timed_set(given)
        items += len(given)
        over, added = times.over_bare, times.added
        scores[f"{name} build / bare nlp.pipe"] = statistics.median(over)
        scores[f"{name} coding added to parsing"] = statistics.median(added)
        seconds = ", ".join(f"{way} {statistics.median(row):.2f} s" for way, row in times.rows.items())
        words = times.words / len(times.build) / statistics.median(times.build)
        lines.append(
            f"{name}: {len(given)} documents, {times.words} words in {len(over)} turns; {seconds}; "
            f"build / bare {statistics.median(over):.2f} ({min(over):.2f} to {max(over):.2f}), "
            f"coding adds {statistics.median(added):.0%} ({min(added):.0%} to {max(added):.0%}); {words:.0f} words/s"
        )
    return Figures("speed", items, "", scores, lines=lines)


def copies(documents: Sequence[Document]) -> list[Document]:
    """Copy documents, every sentence of each copy with a word of its own: no cache may help a copy."""
    return [
        Document(f"{n}-{d.id}", "s", d.text.replace(". ", f", copy {n} says. ").replace(".\n", f", copy {n} says.\n"))
        for n in range(COPIES)
        for d in documents
    ]


def timed_set(documents: Sequence[Document]) -> Times:
    """Time the turns of one set; each part is written to files, which every way then gets as it takes text."""
    nlp = fresh_model()
    times = Times()
    with tempfile.TemporaryDirectory() as scratch:
        for turn, part in enumerate(deal(documents, min(TURNS + 1, len(documents)))):
            articles = Path(scratch) / f"part-{turn}"
            articles.mkdir()
            for n, document in enumerate(part):
                (articles / f"{n:03d}.txt").write_text(document.text, encoding="utf-8")
            zoned = read([articles])
            texts = [d.text for d in zoned]
            pieces = [[(a, d.text[a:b]) for a, b, _ in paragraphs_of(d)] for d in zoned]
            target = Path(scratch) / f"turn-{turn}.dateline"
            bare = timed(lambda texts=texts: list(nlp.pipe(texts)))
            built = timed(lambda a=articles, t=target: dateline.build([str(a)], to=t).close())
            read_bare = timed(lambda pieces=pieces: list(nlp.pipe([text for one in pieces for _, text in one])))
            parsed = timed(lambda pieces=pieces: parse_together(pieces))
            _found.cache_clear()  # what one way kept of a text must not help the next
            lemmas_of.cache_clear()
            coded = timed(lambda zoned=zoned: code_all(zoned))
            if turn:
                times.words += sum(len(text.split()) for text in texts)
                for row, seconds in zip(times.rows.values(), (bare, read_bare, parsed, coded, built), strict=True):
                    row.append(seconds)
    return times


def code_all(documents: Sequence[Document]) -> None:
    """Parse documents together and code each, as a build does."""
    for document, sentences in zip(documents, sentences_of(documents, gate=open_gate()), strict=True):
        code(document, sentences=sentences)


def fresh_model() -> Any:
    """Load the model as its makers ship it, apart from the one that Dateline uses."""
    name = next(name for name in MODELS if importlib.util.find_spec(name) is not None)
    return importlib.import_module(name).load()


def timed(work: Callable[[], object]) -> float:
    """Return the CPU seconds that some work took."""
    start = time.process_time()
    work()
    return time.process_time() - start


if __name__ == "__main__":
    default = SHARED / "benchmarks" if (SHARED / "benchmarks").exists() else ROOT / "examples"
    sys.exit(run_as_module(measure, default=default, marker="*"))
