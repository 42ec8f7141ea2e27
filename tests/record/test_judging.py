"""Verdicts and edits: what they change is made again alone, and is what going through all reports would give."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.record.invariants import again, faults
from tests.record.test_reconciling import build

from dateline.model import Act
from dateline.record import Record, open_record, reconciling

VERDICTS = (Act.ACCEPT, Act.REJECT, Act.UNSURE)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    where = tmp_path_factory.mktemp("judged") / "maysan.dateline"
    build(where)
    return where


@pytest.fixture
def record(built: Path, tmp_path: Path) -> Iterator[Record]:
    copy = tmp_path / "copy.dateline"
    shutil.copy(built, copy)
    with open_record(copy) as opened:
        yield opened


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse to group anything."""

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("reports were brought together again")

    monkeypatch.setattr(reconciling, "group", refuse)


@pytest.mark.usefixtures("alone")
@pytest.mark.parametrize("act", VERDICTS)
def test_a_verdict_changes_its_incident_alone(record: Record, act: Act) -> None:
    before = {row["id"]: row for row in record.incidents()}
    one = next(row for row in before.values() if len(row["reports"]) > 1)
    decided = record.decide(act, [one["id"]], reviewer="Ada")
    after = {row["id"]: row for row in record.incidents()}
    reviewed = {Act.ACCEPT: "accepted", Act.REJECT: "rejected", Act.UNSURE: "unsure"}[act]
    assert after == {**before, one["id"]: {**one, "reviewed": reviewed}}
    assert record.is_reconciled()
    record.decide(Act.UNDO, [decided.id], reviewer="Ada")
    assert {row["id"]: row for row in record.incidents()} == before


@pytest.mark.usefixtures("alone")
def test_reviewers_who_differ_leave_it_open_until_one_goes_back(record: Record) -> None:
    one = next(row["id"] for row in record.incidents())
    record.decide(Act.ACCEPT, [one], reviewer="Ada")
    decided = record.decide(Act.REJECT, [one], reviewer="Ben")
    assert record.some("incidents", [one])[0]["reviewed"] == "disputed"
    record.decide(Act.UNDO, [decided.id], reviewer="Ben")
    assert record.some("incidents", [one])[0]["reviewed"] == "accepted"


@pytest.mark.usefixtures("alone")
def test_verdicts_on_claims_change_no_incident(record: Record) -> None:
    before = list(record.incidents())
    claim = next(iter(record.claims()))["id"]
    record.decide(Act.REJECT, [claim], reviewer="Ada")
    assert list(record.incidents()) == before


@pytest.mark.parametrize("seed", range(6))
def test_whatever_is_judged_is_as_if_all_were_gone_through(record: Record, seed: int) -> None:
    """Also after reports were moved, with verdicts on what they came from and went to, and with some taken back."""
    draw = random.Random(seed)
    made = []
    for _ in range(14):
        rows = list(record.incidents())
        row = draw.choice([one for one in rows if len(one["reports"]) > 1] if draw.random() < 0.8 else rows)
        reviewer, kind = draw.choice(("Ada", "Ben")), draw.random()
        if kind < 0.35:
            made.append(record.decide(draw.choice(VERDICTS), [row["id"]], reviewer=reviewer))
        elif kind < 0.55:
            report = draw.choice(row["reports"])
            made.append(record.decide(draw.choice(VERDICTS), [report], reviewer=reviewer))
        elif kind < 0.7:
            field, value = draw.choice((("killed", "3-5"), ("when", "2008-06"), ("type", "ASSAULT"), ("place", None)))
            made.append(record.decide(Act.EDIT, [row["id"]], reviewer=reviewer, field=field, value=value))
        elif kind < 0.8 and made:
            made.append(record.decide(Act.UNDO, [draw.choice(made).id], reviewer=reviewer))
        elif kind < 0.9 and len(row["reports"]) > 1:
            made.append(record.decide(Act.SPLIT, [row["id"], draw.choice(row["reports"])], reviewer=reviewer))
        else:
            other = draw.choice([one["id"] for one in rows if one["id"] != row["id"]])
            made.append(record.decide(Act.MERGE, [row["id"], other], reviewer=reviewer))
    assert faults(record) == []
    assert again(record) == []


def test_what_is_found_by_an_index_is_what_holds(record: Record) -> None:
    """After decisions there are older rows of incidents and contradictions, and some that hold no more."""
    one, other = [row["id"] for row in record.incidents() if len(row["reports"]) > 1][:2]
    merged = record.decide(Act.MERGE, [one, other], reviewer="Ada")
    record.decide(Act.ACCEPT, [one], reviewer="Ada")
    record.decide(Act.UNDO, [merged.id], reviewer="Ada")
    incidents, contradictions = list(record.incidents()), list(record.contradictions())
    assert record.some("incidents", [row["id"] for row in incidents]) == incidents
    for row in incidents:
        assert list(record.incidents().where(id=row["id"])) == [row]
        own = [each for each in contradictions if each["incident"] == row["id"]]
        assert list(record.contradictions().where(incident=row["id"])) == own
    derivations = list(record.derivations())
    for document in record.documents():
        own = [each for each in derivations if each["document"] == document["id"]]
        assert list(record.derivations().where(document=document["id"])) == own
