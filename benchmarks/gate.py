"""Measure the gate before the parser: of the sentences that state something, how many it lets through, and its cost.

Each set is coded twice, once with every sentence parsed. Recall is the share of sentences with a report or claim that
the gate would let through by itself; `same` is the share of the reports and claims that come out alike, to the letter,
when only what the gate lets through is parsed; the last figures say how much of the text that is.
"""

from __future__ import annotations

import sys
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.common import SHARED, Figures, run_as_module
from benchmarks.passages import wide_apart
from dateline.coding import CodingResult, code, paragraphs_of
from dateline.coding.gate import Gate, open_gate
from dateline.coding.sifting import could_state, sift
from dateline.knowledge.lexicon import open_lexicon
from dateline.language import split
from dateline.model import Document

__all__ = ["Count", "count", "everything", "measure"]


@dataclass(slots=True)
class Count:
    """Count sentences that state something and are let through, findings that stay alike, and letters parsed."""

    stating: int = 0
    through: int = 0
    found: int = 0
    alike: int = 0
    letters: int = 0
    parsed: int = 0
    sentences: int = 0
    shut: int = 0
    unparsed: int = 0


def everything() -> Gate:
    """Return the gate that lets every sentence through that has words.

    >>> could_state("Ahem.", everything())
    True
    """
    return _Open({})


class _Open(Gate):
    def opens(self, words: Collection[str]) -> bool:
        return bool(words)


def count(documents: Sequence[Document]) -> Count:
    """Code documents with and without the gate and compare."""
    total, gate = Count(), open_gate()
    for document in documents:
        whole, gated = code(document, gate=everything()), code(document)
        said = {one.sentence.span: one.sentence.words for one in (*whole.reports, *whole.claims)}
        total.stating += len(said)
        total.through += sum(could_state(words, gate) for words in said.values())
        before, after = _shown(whole), _shown(gated)
        total.found += len(before | after)
        total.alike += len(before & after)
        pieces = [(start, document.text[start:end]) for start, end, _ in paragraphs_of(document)]
        total.letters += sum(len(text) for _, text in pieces)
        sifted = sift(pieces, gate)
        total.parsed += sum(len(text) for _, text in sifted.pieces)
        total.unparsed += len(sifted.unparsed)
        for _, text in pieces:
            for start, end in split(text):
                total.sentences += 1
                total.shut += not could_state(text[start:end], gate)
    return total


def _shown(result: CodingResult) -> set[str]:
    return {repr(one) for one in (*result.reports, *result.claims)}


def measure(folder: Path) -> Figures:
    """Measure every set under a folder of benchmark sets, and the texts of the project itself."""
    lines, scores, items = [], {}, 0
    for name, documents in wide_apart(folder).items():
        one = count(documents)
        items += one.stating
        scores[f"{name} recall"] = one.through / one.stating if one.stating else 1.0
        scores[f"{name} same"] = one.alike / one.found if one.found else 1.0
        lines.append(
            f"{name}: {one.stating} sentences state something, {one.through} let through; {one.alike} of {one.found} "
            f"reports and claims alike ({1 - scores[f'{name} same']:.2%} changed); {one.shut} of {one.sentences} "
            f"sentences could state nothing, {one.unparsed / max(one.shut, 1):.2f} of them unparsed; "
            f"{one.parsed / max(one.letters, 1):.3f} of the text parsed"
        )
    return Figures("gate", items, open_lexicon().fingerprint, scores, lines=lines)


if __name__ == "__main__":
    sys.exit(run_as_module(measure, default=SHARED / "benchmarks", marker="*"))
