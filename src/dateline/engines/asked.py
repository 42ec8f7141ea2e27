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

# After so many documents in a row without an answer it is the endpoint, not the documents.
IN_A_ROW = 3


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

    A document whose questions get no answer is a Failure, and the run goes on. Raises EndpointError where the endpoint
    cannot be used at all, or three documents in a row got no answer; KnowledgeError where none can be coded.
    """
    waiting: deque[_Waiting] = deque()
    in_a_row = 0
    for piece in items:
        waiting.append(_read(piece, coder))
        if len(waiting) <= coder.ahead:
            continue
        outcome, in_a_row = _coded(waiting.popleft(), coder, in_a_row)
        yield outcome
    while waiting:
        outcome, in_a_row = _coded(waiting.popleft(), coder, in_a_row)
        yield outcome


def _read(piece: Item | Failure, coder: Asking) -> _Waiting:
    if isinstance(piece, Failure):
        return _Waiting(piece)

    def work() -> Document:
        document = pipeline.read_item(piece)
        coder.prepare(document)
        return document

    read = guarded(piece.origin, work)
    return _Waiting(piece, read.logged() if isinstance(read, Trouble) else read)


def _coded(one: _Waiting, coder: Asking, in_a_row: int) -> tuple[Outcome, int]:
    """Return what became of an item, and how many documents in a row now had no answer."""
    piece, document = one.piece, one.document
    if isinstance(piece, Failure):
        return piece, in_a_row
    if not isinstance(document, Document):
        assert document is not None
        return document, in_a_row

    def work() -> pipeline.Coded:
        return pipeline.code_document(document, coder=coder)

    try:
        coded = guarded(piece.origin, work)
    except EndpointError as error:
        if not error.passing:
            raise
        if in_a_row + 1 == IN_A_ROW:
            raise EndpointError(
                f"{error}; that makes {IN_A_ROW} documents in a row, so the build was stopped"
            ) from None
        return Failure(piece.origin, ENDPOINT, str(error)), in_a_row + 1
    if isinstance(coded, Trouble):
        return coded.logged(), 0
    if isinstance(coded, Failure):
        return coded, 0
    return Done(piece, coded, pipeline.coding_fingerprint(coded.vocabulary, coder=coder)), 0
