"""One reviewer's way through the queue, without a screen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dateline.cli.review_session import Session
from dateline.errors import DatelineError
from dateline.model import Act
from dateline.record import Record, open_record


@pytest.fixture
def record(papers: Path) -> Iterator[Record]:
    with open_record(papers) as opened:
        yield opened


def test_a_session_asks_the_most_urgent_first_and_ends(record: Record) -> None:
    session = Session(record, reviewer="Ada")
    assert [one.id for one in session.queue] == [one.id for one in record.queue()]
    assert session.row is not None
    assert session.row["id"] == session.queue[0].id
    assert session.go(-1) is False
    assert session.go(1) is True
    assert session.go(1) is False
    assert (session.asked, session.row) == (None, None)
    assert session.go(-1) is True


def test_what_a_reviewer_decided_is_not_asked_of_them_again(record: Record) -> None:
    first = Session(record, reviewer="Ada")
    asked = [one.id for one in first.queue]
    first.decide(Act.ACCEPT, [asked[0]])
    assert [one.id for one in Session(record, reviewer="Ada").queue] == asked[1:]
    assert [one.id for one in Session(record, reviewer="Ben").queue] == asked
    first.undo()
    assert [one.id for one in Session(record, reviewer="Ada").queue] == asked
    assert first.decided == 0


def test_undo_goes_back_to_what_it_was_about(record: Record) -> None:
    session = Session(record, reviewer="Ada")
    here = session.queue[0].id
    made = session.decide(Act.ACCEPT, [here])
    session.go(1)
    undone = session.undo()
    assert undone is not None
    assert undone[0] == made
    assert session.asked is not None
    assert session.asked.id == here
    assert session.undo() is None


def test_what_was_taken_back_is_left_to_ask_about_again(record: Record) -> None:
    session = Session(record, reviewer="Ada")
    before, row = session.left, session.row
    assert row is not None
    other = next(one["id"] for one in record.incidents() if one["id"] != row["id"])
    session.decide(Act.MOVE, [row["reports"][0], other], reason="of that day")
    assert session.left < before
    session.undo()
    assert session.left == len({one.id for one in session.queue}) >= before


def test_undo_never_takes_back_what_another_decided(record: Record) -> None:
    Session(record, reviewer="Ben").decide(Act.ACCEPT, [record.queue()[0].id])
    assert Session(record, reviewer="Ada").undo() is None


def test_a_session_on_named_incidents_asks_those_alone(record: Record) -> None:
    quiet = next(row["id"] for row in record.incidents() if row["id"] not in {one.id for one in record.queue()})
    session = Session(record, reviewer="Ada", ids=[quiet])
    assert [one.id for one in session.queue] == [quiet]


def test_a_merged_incident_is_passed_over_as_it_is_the_same(record: Record) -> None:
    session = Session(record, reviewer="Ada")
    one, other = (proposal.id for proposal in session.queue)
    session.decide(Act.MERGE, [one, other])
    assert session.go(1) is False


def test_find_takes_ids_and_words(record: Record) -> None:
    session = Session(record, reviewer="Ada")
    (row,) = session.find("bakers")
    assert row["type"] == "COERCE"
    assert session.find(row["id"]) == session.find(row["reports"][0]) == [row]
    assert session.find("submarine") == []


def test_a_refused_decision_counts_for_nothing(record: Record) -> None:
    session = Session(record, reviewer="Ada")
    with pytest.raises(DatelineError):
        session.decide(Act.MERGE, [session.queue[0].id])
    assert session.decided == 0
    assert len(record.decisions()) == 0
