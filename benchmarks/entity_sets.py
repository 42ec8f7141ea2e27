"""Run the entity finder over whole documents, every sentence parsed, as the benchmarks of entities need it."""

from __future__ import annotations

from dateline.coding import sentences_of
from dateline.finding.actors import find_actors
from dateline.finding.entities import find_entities
from dateline.finding.numbers import find_numbers
from dateline.finding.places import find_places, focus_of
from dateline.finding.times import find_times
from dateline.language import Sentence
from dateline.model import Document, Mention

__all__ = ["entities_in"]


def entities_in(
    document: Document, sentences: list[Sentence] | None = None
) -> tuple[list[Sentence], tuple[tuple[Mention, ...], ...]]:
    """Return all sentences of a document and the mentions of each; `sentences` where they are parsed already."""
    if sentences is None:
        (sentences,) = sentences_of([document])
    focus = focus_of(document, sentences)
    mentions = find_entities(
        document,
        sentences,
        times=find_times(document, sentences),
        places=find_places(document, sentences, focus=focus),
        actors=find_actors(document, sentences, focus=focus.main),
        numbers=find_numbers(document, sentences),
    )
    return sentences, mentions
