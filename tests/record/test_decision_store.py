"""Many decisions at once: all or none, one reconciliation, and what deciding one by one comes to."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.record.invariants import faults

import dateline
from dateline.errors import DatelineError, StaleError
from dateline.model import Act, Deed, Moment
from dateline.model.occasion import Occasion, Order, occasion_of
from dateline.record import Record, open_record
from dateline.record import decision_store as stores

EXAMPLES = Path(__file__).resolve().parents[2] / "examples" / "maysan"
MADE = Moment("2026-05-01T10:00:00Z")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    where = tmp_path_factory.mktemp("built") / "maysan.dateline"
    dateline.build(EXAMPLES, to=where).close()
    return where


@pytest.fixture
def record(built: Path, tmp_path: Path) -> Iterator[Record]:
    with open_record(Path(shutil.copy(built, tmp_path / "one.dateline"))) as opened:
        yield opened


def deeds_on(record: Record, *, seed: int, number: int) -> list[Deed]:
    """Return deeds of all sorts, no two on one incident."""
    draw = random.Random(seed)
    rows = list(record.incidents())
    draw.shuffle(rows)
    made: list[Deed] = []
    while len(made) < number:
        row = rows.pop()
        acts = [Act.ACCEPT, Act.REJECT, Act.UNSURE, Act.EDIT, Act.MERGE, Act.DIFFERENT, Act.MOVE]
        acts += [Act.SPLIT] * 3 if len(row["reports"]) > 1 else []
        act = draw.choice(acts)
        if act is Act.EDIT:
            field, value = draw.choice([("when", "2008-06-14"), ("killed", "9-12"), ("place", None)])
            made.append(Deed(act, (row["id"],), field=field, value=value))
        elif act is Act.SPLIT:
            made.append(Deed(act, (row["id"], row["reports"][0]), reason="another"))
        elif act is Act.MOVE:
            made.append(Deed(act, (row["reports"][0], rows.pop()["id"]), reason="there"))
        elif act in (Act.MERGE, Act.DIFFERENT):
            made.append(Deed(act, (row["id"], rows.pop()["id"]), reason="one"))
        else:
            made.append(Deed(act, (row["id"],)))
    return made


def told(record: Record) -> list[dict]:
    """Return what is told of all incidents, but for the ids that once were others'."""
    return [{**row, "redirects": []} for row in record.incidents()]


@pytest.mark.parametrize("seed", range(2))
def test_deciding_all_at_once_comes_to_what_deciding_one_by_one_does(
    record: Record, built: Path, tmp_path: Path, seed: int
) -> None:
    deeds = deeds_on(record, seed=seed, number=12)
    before = len(record.reconciliations())
    at_once = record.decide_all(deeds, reviewer="Ada", made=MADE)
    assert len(record.reconciliations()) == before + 1
    assert record.broken_link() is None
    assert faults(record) == []
    with open_record(Path(shutil.copy(built, tmp_path / "other.dateline"))) as other:
        for one in deeds:
            other.decide(
                one.act, one.targets, reviewer="Ada", made=MADE, reason=one.reason, field=one.field, value=one.value
            )
        assert [one.targets for one in at_once] == [one.targets for one in other.decisions_since()]
        assert [one.anchors for one in at_once] == [one.anchors for one in other.decisions_since()]
        assert list(record.incidents()) == list(other.incidents())
        assert record.outcomes().effects == other.outcomes().effects


def test_all_is_taken_back_by_one_undo(record: Record) -> None:
    before = told(record)
    made = record.decide_all(deeds_on(record, seed=9, number=10), reviewer="Ada", made=MADE)
    assert told(record) != before
    record.decide("undo", [one.id for one in made], reviewer="Ada", made=MADE)
    assert told(record) == before
    assert record.broken_link() is None


def test_where_one_cannot_be_decided_none_is(record: Record) -> None:
    before, done = list(record.incidents()), len(record.reconciliations())
    good = deeds_on(record, seed=3, number=3)
    for bad in (
        Deed(Act.ACCEPT, ("i0123456789abcdef",)),
        Deed(Act.EDIT, (before[0]["id"],), field="when", value="last week"),
        Deed(Act.SPLIT, (before[0]["id"], *before[0]["reports"])),
        Deed(Act.MERGE, (before[0]["id"],)),
        Deed(Act.UNDO, ("k0123456789abcdef",)),
    ):
        with pytest.raises(DatelineError):
            record.decide_all([*good, bad], reviewer="Ada")
    with pytest.raises(DatelineError, match="somebody"):
        record.decide_all(good, reviewer=" ")
    assert record.decisions_since() == []
    assert list(record.incidents()) == before
    assert len(record.reconciliations()) == done


def test_what_stops_it_half_way_leaves_nothing(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    before = list(record.incidents())
    monkeypatch.setattr(stores, "_take_effect", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        record.decide_all(deeds_on(record, seed=3, number=3), reviewer="Ada")
    assert record.decisions_since() == []
    assert list(record.incidents()) == before


def test_an_incident_that_was_seen_otherwise_is_not_decided_on(record: Record) -> None:
    one, other, *_ = record.incidents()
    seen = record.versions([one["id"], other["id"], "i0123456789abcdef"])
    assert seen.keys() == {one["id"], other["id"]}
    record.decide("accept", [one["id"]], reviewer="Ben", seen=seen)
    with pytest.raises(StaleError, match="look again") as told:
        record.decide_all([Deed(Act.REJECT, (one["id"],)), Deed(Act.REJECT, (other["id"],))], reviewer="Ada", seen=seen)
    assert told.value.ids == (one["id"],)
    assert len(record.decisions_since()) == 1
    now = record.versions([one["id"], other["id"]])
    assert now[other["id"]] == seen[other["id"]]
    record.decide("reject", [one["id"]], reviewer="Ada", seen=now)


def test_an_incident_that_went_is_not_decided_on(record: Record) -> None:
    one, other, *_ = record.incidents()
    seen = record.versions([one["id"], other["id"]])
    record.decide("merge", [one["id"], other["id"]], reviewer="Ben")
    with pytest.raises(StaleError):
        record.decide("accept", [one["id"]], reviewer="Ada", seen=seen)


def test_the_occasion_is_kept_with_what_was_proposed(record: Record) -> None:
    ids = [row["id"] for row in record.incidents()][:4]
    way = Occasion.of(Order.RANDOM, seed="7", filters={"actor": ["text:hassan"]})
    (single,) = record.decide_all([Deed(Act.ACCEPT, (ids[0],))], reviewer="Ada", occasion=way)
    assert occasion_of(single.proposal) == way
    assert "hassan" not in str(single.proposal)
    made = record.decide_all([Deed(Act.ACCEPT, (id_,)) for id_ in ids[1:]], reviewer="Ada", occasion=way)
    assert {occasion_of(one.proposal).bulk for one in made} == {(2, 4)}
    assert record.decisions_since(1) == made
    assert record.broken_link() is None


def test_nothing_is_decided_about_nothing(record: Record) -> None:
    assert record.decide_all([], reviewer="Ada") == []
