"""Documents are read ahead, come out in order, and a silent endpoint costs a document, or ends the run."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from dateline import pipeline
from dateline.coding import CodingResult
from dateline.engines import Done, code_asking
from dateline.engines.asked import ENDPOINT
from dateline.errors import EndpointError
from dateline.model import Document
from dateline.reading import Failure, Item


@dataclass
class Fake:
    """A coder that finds nothing, writes down what it was given, and fails where the text says so."""

    ahead: int = 2
    fingerprint: str = "fake 1"
    steps: list[str] = field(default_factory=list)

    def prepare(self, document: Document) -> None:
        self.steps.append(f"prepare {document.path}")

    def code(self, document: Document) -> CodingResult:
        self.steps.append(f"code {document.path}")
        for word, passing in (("silent", True), ("gone", False)):
            if word in document.text:
                raise EndpointError(f"it is {word}", passing=passing)
        if "broken" in document.text:
            raise ZeroDivisionError
        return CodingResult((), (), ("word",), ())


def items(*texts: str) -> Iterator[Item | Failure]:
    for n, text in enumerate(texts):
        yield Item(text.encode(), f"{n}.txt", "text") if text else Failure(f"{n}.txt", "empty", "it is empty")


def test_code_asking_prepares_ahead_and_keeps_the_order() -> None:
    coder = Fake()
    found = list(code_asking(items("One.", "Two.", "", "Three.", "Four."), coder=coder))
    assert [o.item.origin if isinstance(o, Done) else o.reason for o in found] == [
        "0.txt",
        "1.txt",
        "empty",
        "3.txt",
        "4.txt",
    ]
    assert coder.steps[:4] == ["prepare 0.txt", "prepare 1.txt", "code 0.txt", "prepare 3.txt"]


def test_code_asking_gives_the_fingerprint_of_the_coder() -> None:
    (done,) = code_asking(items("One."), coder=Fake())
    assert isinstance(done, Done)
    assert done.fingerprint == pipeline.coding_fingerprint(("word",), coder=Fake())
    assert done.fingerprint != pipeline.coding_fingerprint(("word",))
    assert done.fingerprint != pipeline.coding_fingerprint(("word",), coder=Fake(fingerprint="fake 2"))


def test_code_asking_goes_on_without_a_document_that_gets_no_answer() -> None:
    found = list(code_asking(items("silent", "silent", "One.", "silent", "broken", "silent", "silent"), coder=Fake()))
    reasons = [o.reason if isinstance(o, Failure) else "done" for o in found]
    assert reasons == [ENDPOINT, ENDPOINT, "done", ENDPOINT, "internal", ENDPOINT, ENDPOINT]


def test_code_asking_stops_at_once_where_the_endpoint_is_gone() -> None:
    coder = Fake(ahead=0)
    with pytest.raises(EndpointError, match="gone"):
        list(code_asking(items("gone", "One."), coder=coder))
    assert coder.steps == ["prepare 0.txt", "code 0.txt"]


def test_code_asking_passes_over_what_cannot_be_read() -> None:
    (failure, done) = code_asking(iter([Item(b"\x00\x01\x02", "a.pdf", "pdf"), *items("One.")]), coder=Fake())
    assert isinstance(failure, Failure)
    assert isinstance(done, Done)
