"""Answers are kept in the record as they came, and no export holds them."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.asking import Answer
from dateline.record import Record, create_or_open


@pytest.mark.parametrize("content", ["", '{"reports": []}', "é\u2028\x00 \ud800", "x" * 100_000])
def test_put_keeps_an_answer_as_it_came(record: Record, content: str) -> None:
    record.answers().put("k", Answer(content, 1.5, 10, None), model="m", prompt="1")
    assert record.answers().get("k") == content
    assert record.answers().get("other") is None


def test_put_never_overwrites(record: Record) -> None:
    for content in ("first", "second"):
        record.answers().put("k", Answer(content), model="m", prompt="1")
    assert record.answers().get("k") == "first"


def test_seconds_is_the_mean_of_a_model(record: Record) -> None:
    for key, model, seconds in (("a", "m", 1.0), ("b", "m", 2.0), ("c", "n", 50.0)):
        record.answers().put(key, Answer("", seconds), model=model, prompt="1")
    assert record.answers().seconds("m") == 1.5
    assert record.answers().seconds("o") is None


def test_answers_outlive_the_record_being_closed(tmp_path: Path) -> None:
    with create_or_open(tmp_path / "r.dateline") as first:
        first.answers().put("k", Answer("kept"), model="m", prompt="1")
    with create_or_open(tmp_path / "r.dateline") as again:
        assert again.answers().get("k") == "kept"
