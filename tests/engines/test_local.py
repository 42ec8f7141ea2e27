"""Outcomes come in order, the same for any number of processes, and one bad document costs only itself."""

from __future__ import annotations

import logging
import multiprocessing
import os
import pickle
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dateline import engines, pipeline
from dateline.engines import Done, local
from dateline.engines.outcome import CRASHED, INTERNAL
from dateline.errors import DatelineError, KnowledgeError
from dateline.language import Sentence
from dateline.model import Document
from dateline.reading import Failure, Item

TEXTS = (
    "Shelling hits the port\n\nOn 4 March 2015 the army shelled the port of Aden and killed two dockers.",
    "A quiet week\n\nPolice arrested a baker in Kismayo on Tuesday, a neighbour said.",
    "Talks go on\n\nThe two governments met in Geneva on 7 May 2019 and agreed to exchange prisoners.",
)


class Killer(Item):
    """An item that kills the process that unpickles it, as a fault in C code would."""

    __slots__ = ()

    def __reduce__(self) -> tuple[object, ...]:
        return os._exit, (9,)


def item(n: int, text: str) -> Item:
    return Item(text.encode(), f"{n}.txt", "text")


def items() -> list[Item | Failure]:
    return [*(item(n, text) for n, text in enumerate(TEXTS)), Item(b"", "empty.txt", "text")]


def names(outcomes: Iterator[engines.Outcome]) -> list[tuple[str, str]]:
    return [(o.item.origin, "done") if isinstance(o, Done) else (o.origin, o.reason) for o in outcomes]


def test_code_gives_every_item_one_outcome_in_order() -> None:
    passed_on = Failure("gone.txt", "not_found", "there is no such file")
    given = [items()[0], passed_on, *items()[1:]]
    assert names(engines.code(given)) == [
        ("0.txt", "done"),
        ("gone.txt", "not_found"),
        ("1.txt", "done"),
        ("2.txt", "done"),
        ("empty.txt", "empty"),
    ]


def test_code_gives_the_same_on_one_process_and_on_two() -> None:
    one = list(engines.code(items()))
    two = list(engines.code(items(), processes=2))
    assert one == two
    assert any(isinstance(outcome, Done) and outcome.coded.reports for outcome in one)


def test_done_carries_the_fingerprint_of_its_vocabulary() -> None:
    (done,) = engines.code([item(0, TEXTS[0])])
    assert isinstance(done, Done)
    assert done.fingerprint == pipeline.coding_fingerprint(done.coded.vocabulary)


def test_code_makes_a_fault_in_one_document_its_failure(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    real = pipeline.code_document

    def code_document(document: Document, **given: Any) -> pipeline.Coded:
        if "Kismayo" in document.text:
            raise ZeroDivisionError("a bug")
        return real(document, **given)

    monkeypatch.setattr(pipeline, "code_document", code_document)
    with caplog.at_level(logging.ERROR):
        outcomes = list(engines.code(items()[:3]))
    failure = outcomes[1]
    assert isinstance(failure, Failure)
    assert failure.reason == INTERNAL
    assert "ZeroDivisionError: a bug" in failure.message
    assert "Traceback" in caplog.text
    assert isinstance(outcomes[2], Done)


def test_code_parses_documents_together_as_each_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    together = list(engines.code(items()))
    monkeypatch.setattr(local, "TOGETHER_BYTES", 1)
    assert together == list(engines.code(items()))


def test_code_tries_each_document_alone_where_parsing_them_together_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = list(engines.code(items()))

    def parse(_: object) -> list[list[Sentence]]:
        raise MemoryError

    monkeypatch.setattr(pipeline, "parse", parse)
    assert list(engines.code(items())) == whole


def test_code_takes_no_more_items_together_than_their_bytes_allow() -> None:
    taken = 0

    def many() -> Iterator[Item]:
        nonlocal taken
        for n in range(1000):
            taken += 1
            yield item(n, f"Rain fell again, for the {n}th time." + " " * 40_000)

    next(engines.code(many()))
    assert taken == 5


def test_code_stops_where_no_document_can_be_coded(monkeypatch: pytest.MonkeyPatch) -> None:
    def parse(_: object) -> list[list[Sentence]]:
        raise KnowledgeError("no English model is installed")

    monkeypatch.setattr(pipeline, "parse", parse)
    with pytest.raises(KnowledgeError):
        list(engines.code(items()))


def test_code_loses_only_the_item_that_kills_its_worker() -> None:
    killer = Killer(b"x", "killer.txt", "text")
    given = [item(0, TEXTS[0]), killer, item(1, TEXTS[1]), Failure("a", "empty", ""), item(2, TEXTS[2])]
    assert names(engines.code(given, processes=2)) == [
        ("0.txt", "done"),
        ("killer.txt", CRASHED),
        ("1.txt", "done"),
        ("a", "empty"),
        ("2.txt", "done"),
    ]


def test_code_takes_no_more_items_than_it_may_hold() -> None:
    taken = 0

    def many() -> Iterator[Item]:
        nonlocal taken
        for n in range(1000):
            taken += 1
            yield item(n, TEXTS[1] + " " * local.TOGETHER_BYTES_IN_EACH)

    outcomes = engines.code(many(), processes=2)
    next(outcomes)
    assert taken <= 12
    outcomes.close()  # type: ignore[attr-defined]


def test_long_answers_leave_no_file_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    # Spaces take no time to code, and each text is still one that is handed out alone.
    text = "Rebels shelled the port. " * 40 + " " * local.TOGETHER_BYTES_IN_EACH
    outcomes = local.code([item(n, text) for n in range(2)], processes=2)
    first = next(outcomes)
    assert isinstance(first, Done)
    assert list(tmp_path.iterdir())
    assert len(list(outcomes)) == 1
    assert not list(tmp_path.iterdir())


def test_closing_ends_the_workers_at_once() -> None:
    outcomes = engines.code((item(n, TEXTS[0] * 50) for n in range(50)), processes=2)
    next(outcomes)
    outcomes.close()  # type: ignore[attr-defined]
    assert multiprocessing.active_children() == []


def test_code_says_so_where_workers_cannot_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(local, "_start", os._exit)
    with pytest.raises(DatelineError, match="__main__"):
        list(local.code(items(), processes=2))


def test_killer_is_deadly_only_when_unpickled() -> None:
    assert b"_exit" in pickle.dumps(Killer(b"x", "killer.txt", "text"))
