"""One page reads one state of the record, and what it keeps of the next is ready before that is shown."""

from __future__ import annotations

import sys
import threading
from typing import Any

import pytest
from tests.desk.serving import Served

from dateline.desk import Desk, keeping
from dateline.desk.rehearsing import rehearse
from dateline.model import Act


def test_a_page_reads_one_state_whatever_comes_meanwhile(own: Served) -> None:
    desk = own.desk
    before = desk.now
    with desk.reading():
        desk.record.decide(Act.ACCEPT, [before.incidents.where().page().ids[0]], reviewer="ada")
        desk.index.refresh()
        assert desk.now is before
        assert desk.index.now is not before
    assert desk.now is desk.index.now


def test_what_pages_keep_is_made_before_a_state_is_shown(own: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    desk, seen = own.desk, []
    before = desk.now

    def follow(_: Any) -> None:
        seen.append((desk.now.version, desk.index.now.version))

    monkeypatch.setattr(keeping, "follow", follow)
    desk.record.decide(Act.ACCEPT, [before.incidents.where().page().ids[0]], reviewer="ada")
    assert desk.index.refresh(before_shown=desk._prepare)
    assert seen == [(desk.now.version, before.version)]


def test_a_thread_reads_its_own_state(own: Served) -> None:
    desk, other = own.desk, []
    before = desk.now
    desk.record.decide(Act.ACCEPT, [before.incidents.where().page().ids[0]], reviewer="ada")
    with desk.reading():
        desk.index.refresh()
        thread = threading.Thread(target=lambda: other.append(desk.now))
        thread.start()
        thread.join()
    assert other == [desk.index.now]


def test_who_follows_lets_others_go_on_soon(own: Served) -> None:
    own.desk.watch()
    assert sys.getswitchinterval() <= 0.001


def test_every_page_is_rehearsed_but_those_that_want_a_session_or_take_long(served: Served) -> None:
    done = rehearse(served.desk)
    assert not {"sums", "review-evaluation"} & set(done)
    assert {"overview", "incident", "report", "document", "actor", "place", "map", "review"} <= set(done)


def test_all_that_is_read_at_the_start_is_told(own: Served) -> None:
    told: list[str] = []
    Desk(own.desk.record).load(lambda what, _, __: told.append(what))
    assert list(dict.fromkeys(told)) == ["reports", "links", "incidents", "documents", "names", "counts", "outlines"]
