"""Run the pipeline with a coder that asks elsewhere: documents are read ahead, so that requests run side by side.

One process is enough, and better: the time goes into waiting for the endpoint, and one process alone writes answers
into the record, the moment they come. Invariant: outcomes come in the order of the items.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from dateline import pipeline
from dateline.engines.outcome import Done, Outcome, Trouble, guarded
from dateline.errors import EndpointError
from dateline.model import Document
from dateline.reading import Failure, Item

__all__ = ["ENDPOINT", "Asking", "code_asking"]

# The reason of a document whose questions got no answer, beside those of `dateline.reading.REASONS`.
ENDPOINT = "endpoint"


class Asking(pipeline.Coder, Protocol):
    """A coder that can start its questions early; `ahead` is how many documents it is worth to read before."""

    ahead: int

    def prepare(self, document: Document) -> None:
        """Start asking, and do not wait."""


@dataclass(frozen=True, slots=True)
class _Waiting:
    piece: Item | Failure
    document: Document | Failure | None = None


def code_asking(items: Iterable[Item | Failure], *, coder: Asking) -> Iterator[Outcome]:
    """Yield what became of each item, in order; failures that are given are passed through in their place.

    A document whose questions get no answer is a Failure, and the run goes on. Raises EndpointError where the coder
    says that the endpoint cannot be used any more, KnowledgeError where no document can be coded.
    """
    waiting: deque[_Waiting] = deque()
    for piece in items:
        waiting.append(_read(piece, coder))
        if len(waiting) > coder.ahead:
            yield _coded(waiting.popleft(), coder)
    while waiting:
        yield _coded(waiting.popleft(), coder)


def _read(piece: Item | Failure, coder: Asking) -> _Waiting:
    if isinstance(piece, Failure):
        return _Waiting(piece)

    def work() -> Document:
        document = pipeline.read_item(piece)
        coder.prepare(document)
        return document

    read = guarded(piece.origin, work)
    return _Waiting(piece, read.logged() if isinstance(read, Trouble) else read)


def _coded(one: _Waiting, coder: Asking) -> Outcome:
    piece, document = one.piece, one.document
    if isinstance(piece, Failure):
        return piece
    if not isinstance(document, Document):
        assert document is not None
        return document
    try:
        coded = guarded(piece.origin, lambda: pipeline.code_document(document, coder=coder))
    except EndpointError as error:
        if not error.passing:
            raise
        return Failure(piece.origin, ENDPOINT, str(error))
    if isinstance(coded, Trouble):
        return coded.logged()
    if isinstance(coded, Failure):
        return coded
    return Done(piece, coded, pipeline.coding_fingerprint(coded.vocabulary, coder=coder))
