"""What became of one item: coded, or not, and why.

Invariant: every item that goes into an engine comes out once, whatever happens to it.
"""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from dateline import pipeline
from dateline.errors import EndpointError, KnowledgeError, ReadingError, RecordError
from dateline.language import Sentence
from dateline.model import Document
from dateline.reading import Failure, Item

__all__ = ["CRASHED", "INTERNAL", "Done", "Outcome", "Trouble", "attempt", "guarded", "internal_failure"]

# Reasons that only an engine can give, beside those of `dateline.reading.REASONS`.
INTERNAL = "internal"
CRASHED = "crashed"

_LOG = logging.getLogger(__name__)
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Done:
    """Hold one item with what the pipeline made of it, and the fingerprint of that coding."""

    item: Item
    coded: pipeline.Coded
    fingerprint: str


Outcome = Done | Failure


@dataclass(frozen=True, slots=True)
class Trouble:
    """Hold a Failure that is a fault of Dateline, with the traceback that a report of it needs."""

    failure: Failure
    trace: str

    def logged(self) -> Failure:
        """Write the traceback to the log, in the process that has one, and return the failure."""
        _LOG.error("%s: %s\n%s", self.failure.origin, self.failure.message, self.trace)
        return self.failure


def attempt(items: Sequence[Item]) -> Iterator[tuple[pipeline.Coded, str] | Failure | Trouble]:
    """Run the pipeline on some items, parsed together, and yield what became of each, in order; never raise for one.

    The items themselves are not given back: their bytes need not cross a process border twice. Raises KnowledgeError
    alone: where a model or a data file is broken, no document can be coded.
    """
    read = [guarded(item.origin, partial(pipeline.read_item, item)) for item in items]
    sentences = iter(_parsed([one for one in read if isinstance(one, Document)]))
    for item, one in zip(items, read, strict=True):
        yield guarded(item.origin, partial(_coded, one, next(sentences))) if isinstance(one, Document) else one


def _parsed(documents: Sequence[Document]) -> Sequence[Sequence[Sentence] | None]:
    """Parse documents together; None where that failed, for which no one document can be blamed yet."""
    try:
        return pipeline.parse(documents)
    except KnowledgeError:
        raise
    except Exception:  # noqa: BLE001 - each is then parsed by itself, and what fails again is its own failure
        return [None] * len(documents)


def _coded(document: Document, sentences: Sequence[Sentence] | None) -> tuple[pipeline.Coded, str]:
    coded = pipeline.code_document(document, sentences=sentences)
    return coded, pipeline.coding_fingerprint(coded.vocabulary)


def guarded(origin: str, work: Callable[[], _T]) -> _T | Failure | Trouble:
    """Do something with one item; what goes wrong with it alone is returned.

    Raises what concerns every item: KnowledgeError, RecordError and EndpointError.
    """
    try:
        return work()
    except ReadingError as error:
        return Failure(origin, error.reason, str(error))
    except (KnowledgeError, RecordError, EndpointError):
        raise
    except Exception as error:  # noqa: BLE001 - a fault in one document must not cost the others
        return internal_failure(origin, error)


def internal_failure(origin: str, error: Exception) -> Trouble:
    """Describe an unforeseen error in one document as its failure."""
    said = " ".join(str(error).split())[:300]
    failure = Failure(
        origin,
        INTERNAL,
        f"Dateline itself failed on it ({type(error).__name__}{': ' if said else ''}{said}); "
        "please report this, with the document if you may share it",
    )
    return Trouble(failure, "".join(traceback.format_exception(error)))
