"""Measure a whole build against bare parsing of the same text, in one run: `make speed`.

Timings vary from machine to machine and hour to hour; the ratio, taken in turn in one process, is what to quote. CPU
time is measured, the model is loaded before either is timed, and the median of the turns is given.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from pathlib import Path

import dateline
from dateline.language import english

EXAMPLES = Path(__file__).resolve().parents[1] / "examples" / "maysan"
COPIES = 8
TURNS = 5


def write_articles(folder: Path) -> list[str]:
    """Write copies of the example texts, every sentence of each with a word of its own: no cache may help a copy."""
    texts = []
    for n in range(COPIES):
        for file in sorted(EXAMPLES.glob("*.txt")):
            text = (
                file.read_text(encoding="utf-8")
                .replace(". ", f", copy {n} says. ")
                .replace(".\n", f", copy {n} says.\n")
            )
            (folder / f"{n:02d}-{file.name}").write_text(text, encoding="utf-8")
            texts.append(text)
    return texts


def timed(work: object) -> float:
    start = time.process_time()
    work()  # type: ignore[operator]
    return time.process_time() - start


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        articles = Path(folder) / "articles"
        articles.mkdir()
        texts = write_articles(articles)
        nlp = english._pipeline()
        list(nlp.pipe(texts[:4]))
        dateline.build([str(articles)], to=Path(folder) / "warm-up.dateline").close()
        builds, parses = [], []
        for turn in range(TURNS):
            target = Path(folder) / f"turn-{turn}.dateline"
            builds.append(timed(lambda target=target: dateline.build([str(articles)], to=target).close()))
            parses.append(timed(lambda: list(nlp.pipe(texts))))
        again = timed(lambda: dateline.build([str(articles)], to=target).close())
    ratios = [b / p for b, p in zip(builds, parses, strict=True)]
    words = sum(len(t.split()) for t in texts)
    build, parse = statistics.median(builds), statistics.median(parses)
    print(f"{len(texts)} documents, {words} words, {TURNS} turns, CPU seconds, medians")
    print(f"build          {build:6.2f} s   {len(texts) / build:6.1f} documents/s   {words / build:7.0f} words/s")
    print(f"bare nlp.pipe  {parse:6.2f} s   {len(texts) / parse:6.1f} documents/s   {words / parse:7.0f} words/s")
    print(f"build over bare nlp.pipe: {statistics.median(ratios):.2f} (from {min(ratios):.2f} to {max(ratios):.2f})")
    print(f"second build of the same input: {again:.2f} s, {again / build:.3f} of the first")
    return 0


if __name__ == "__main__":
    sys.exit(main())
