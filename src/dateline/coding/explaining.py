"""Say why a text was coded as it was: the entries of the lexicon that fired, and those that nearly did.

Invariant: what is explained is what the coder does, by the same functions; an explanation never codes differently.
"""

from __future__ import annotations

from dataclasses import dataclass
from operator import attrgetter

from dateline.coding.coder import code, scenes_of
from dateline.coding.trigger import Miss
from dateline.coding.triggers import weigh
from dateline.knowledge.lexicon import Sense
from dateline.model import Document, Evidence, Report

__all__ = ["Explained", "NearMiss", "explain"]


@dataclass(frozen=True, slots=True)
class NearMiss:
    """Name an entry whose words stand in the sentence, its words there, and why it did not fire."""

    sense: Sense
    words: Evidence
    why: str


@dataclass(frozen=True, slots=True)
class Explained:
    """Hold one sentence, each report made of it with the entry that fired, and the entries that nearly did."""

    sentence: Evidence
    reports: tuple[tuple[Report, Sense], ...]
    misses: tuple[NearMiss, ...]


def explain(document: Document) -> list[Explained]:
    """Explain every sentence of a zoned document that is read for events, in order."""
    reports = sorted(code(document).reports, key=attrgetter("trigger.start"))
    found = []
    for scene in scenes_of(document):
        sentence = Evidence.at(document.text, scene.sentence.start, scene.sentence.end)
        senses = {s.id: s for s in scene.lexicon.senses}
        here = tuple(
            (report, senses[report.sense])
            for report in reports
            if report.sense in senses and sentence.span.contains(report.trigger.span)
        )
        misses = tuple(_shown(document, miss) for miss in weigh(scene).misses)
        found.append(Explained(sentence, here, misses))
    return found


def _shown(document: Document, miss: Miss) -> NearMiss:
    return NearMiss(miss.sense, Evidence.at(document.text, miss.token.start, miss.token.end), miss.why)
