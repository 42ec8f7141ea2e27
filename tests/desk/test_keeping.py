"""What is kept is made once for each state, whoever asks, and may lag only where making it takes long."""

from __future__ import annotations

import threading
from typing import Any

import pytest

from dateline.desk import keeping
from dateline.desk.keeping import Kept


class Place:
    """Something with versions, as a desk has."""

    version = 0


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep what a test makes from being made for every desk after it."""
    monkeypatch.setattr(keeping, "_ALL", [])


def kept_of(made: list[Any], **options: Any) -> Kept[Any, int]:
    def make(desk: Any, before: int | None) -> int:
        made.append(before)
        return int(desk.version)

    return Kept(make, version=lambda desk: desk.version, **options)


def test_it_is_made_once_for_a_version_from_what_was_before() -> None:
    made: list[Any] = []
    kept, desk = kept_of(made), Place()
    assert [kept.of(desk), kept.of(desk)] == [0, 0]
    desk.version = 1
    assert kept.of(desk) == 1
    assert made == [None, 0]


def test_each_desk_has_its_own() -> None:
    made: list[Any] = []
    kept, one, other = kept_of(made), Place(), Place()
    other.version = 5
    assert (kept.of(one), kept.of(other)) == (0, 5)
    assert made == [None, None]


def test_what_takes_long_is_shown_as_it_was_while_it_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "_LONG_SECONDS", -1.0)
    monkeypatch.setattr(keeping, "_REST", 0)
    go, begun = threading.Event(), threading.Event()

    def make(desk: Any, before: int | None) -> int:
        if before is not None:
            begun.set()
            assert go.wait(5)
        return int(desk.version)

    kept: Kept[Any, int] = Kept(make, version=lambda desk: desk.version, may_lag=True)
    desk: Any = Place()
    assert kept.of(desk) == 0
    desk.version = 1
    assert kept.of(desk) == 0
    assert begun.wait(5)
    go.set()
    kept.warm(desk)
    assert kept.of(desk) == 1


def test_what_is_slow_is_left_for_later() -> None:
    made: list[Any] = []
    kept_of(made, is_slow=True)
    desk: Any = Place()
    keeping.warm(desk)
    keeping.follow(desk)
    assert made == []
    keeping.catch_up(desk)
    for thread in threading.enumerate():
        if thread.name == "dateline-kept":
            thread.join(5)
    assert made == [None]


def test_who_reads_an_older_version_is_given_what_was_kept_of_it() -> None:
    made: list[Any] = []
    kept = kept_of(made)
    desk: Any = Place()
    assert kept.of(desk) == 0
    desk.version = 1
    keeping.follow(desk)
    desk.version = 0
    assert kept.of(desk) == 0
    assert made == [None, 0]


def test_what_takes_long_rests_before_it_is_made_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "_LONG_SECONDS", -1.0)
    monkeypatch.setattr(keeping, "_REST", 1e9)
    made: list[Any] = []
    kept = kept_of(made, may_lag=True)
    desk: Any = Place()
    assert kept.of(desk) == 0
    desk.version = 1
    keeping.catch_up(desk)
    assert kept.of(desk) == 0
    assert made == [None]
