"""Incidents in a record: made at the end of a build, again where something changed, and never half."""

from __future__ import annotations

import gc
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.record.invariants import again, faults

from dateline.errors import DatelineError
from dateline.model import Act, Role
from dateline.reconciling.incidents.matching.grouping import group
from dateline.record import Record, create_or_open, open_record, reconciling
from dateline.record.belonging import led_on

EXAMPLES = Path(__file__).resolve().parents[2] / "examples" / "maysan"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    where = tmp_path_factory.mktemp("built") / "maysan.dateline"
    build(where)
    return where


def build(where: Path, *inputs: str) -> None:
    from dateline.building import build_into
    from dateline.settings import load

    with create_or_open(where) as record:
        build_into(record, inputs or (str(EXAMPLES),), settings=load({"build": {"processes": 1}}))


@pytest.fixture
def record(built: Path, tmp_path: Path) -> Iterator[Record]:
    copy = tmp_path / "copy.dateline"
    shutil.copy(built, copy)
    with open_record(copy) as opened:
        yield opened


def partition(record: Record) -> set[frozenset[str]]:
    return {frozenset(row["reports"]) for row in record.incidents()}


def test_every_report_is_in_one_incident(record: Record) -> None:
    told = [report for row in record.incidents() for report in row["reports"]]
    assert sorted(told) == sorted(row["id"] for row in record.reports())


def test_nothing_is_done_where_nothing_changed(record: Record) -> None:
    before = list(record.incidents())
    assert record.reconcile().new == record.reconcile().changed == 0
    assert list(record.incidents()) == before


def test_going_through_all_again_changes_nothing(record: Record) -> None:
    before = list(record.incidents())
    done = record.reconcile(whole=True)
    assert (done.new, done.changed, done.gone, done.is_whole) == (0, 0, 0, True)
    assert list(record.incidents()) == before


def test_a_new_document_gives_what_going_through_all_gives(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reconciling, "GROWN", 100.0)
    files = sorted(EXAMPLES.iterdir())
    build(tmp_path / "some.dateline", *map(str, files[:-2]))
    for file in files[-2:]:
        build(tmp_path / "some.dateline", str(file))
    with open_record(tmp_path / "some.dateline") as record:
        step_by_step = list(record.incidents())
        with record.engine.connect() as connection:
            last = reconciling._Work(connection)._last_whole()
            assert last is not None
            counted = reconciling.frequencies_of(connection, last.id)
        # All of it, with the words counted as they were.
        monkeypatch.setattr(reconciling, "group", lambda *a, **k: group(*a, **{**k, "frequencies": counted}))
        done = record.reconcile(whole=True)
        assert list(record.incidents()) == step_by_step
        assert (done.new, done.changed, done.gone) == (0, 0, 0)


def pair(record: Record) -> tuple[dict, dict]:
    one, other, *_ = (row for row in record.incidents() if len(row["reports"]) > 1)
    return one, other


def test_merge_and_undo_is_identity(record: Record) -> None:
    before = list(record.incidents())
    one, other = pair(record)
    decided = record.decide(Act.MERGE, [one["id"], other["id"]], reviewer="Ada", reason="the same raid")
    (merged,) = (row for row in record.incidents() if set(one["reports"]) <= set(row["reports"]))
    assert set(merged["reports"]) == {*one["reports"], *other["reports"]}
    gone = ({one["id"], other["id"]} - {merged["id"]}).pop()
    assert gone in merged["redirects"]
    record.decide(Act.UNDO, [decided.id], reviewer="Ada")
    assert list(record.incidents()) == before
    again = record.decide(Act.ACCEPT, [gone], reviewer="Ada")
    assert again.targets == (gone,)
    (row,) = record.incidents().where(id=gone)
    assert (row["reviewed"], row["redirects"]) == ("accepted", [])


def test_a_merge_holds_after_going_through_all_again(record: Record) -> None:
    one, other = pair(record)
    record.decide(Act.MERGE, [one["id"], other["id"]], reviewer="Ada")
    merged = partition(record)
    record.reconcile(whole=True)
    assert partition(record) == merged


def test_a_split_leaves_together_what_stays_in_other_documents(record: Record) -> None:
    document = {row["id"]: row["document"] for row in record.reports()}
    for row in record.incidents():
        told = [document[report] for report in row["reports"]]
        twice = [report for report in row["reports"] if told.count(document[report]) > 1]
        if twice and len(set(told)) > 1:
            break
    else:
        pytest.fail("no incident of which one document tells in two reports and another one, too")
    record.decide(Act.SPLIT, [row["id"], twice[0]], reviewer="Ada")
    assert frozenset([twice[0]]) in partition(record)
    assert frozenset(row["reports"]) - {twice[0]} in partition(record)


def test_split_and_move_and_what_cannot_be(record: Record) -> None:
    one, other = pair(record)
    leaves = one["reports"][0]
    record.decide(Act.SPLIT, [one["id"], leaves], reviewer="Ada")
    assert frozenset([leaves]) in partition(record)
    record.decide(Act.MOVE, [leaves, other["id"]], reviewer="Ada")
    assert frozenset([leaves, *other["reports"]]) in partition(record)
    with pytest.raises(DatelineError, match="does not have the report"):
        record.decide(Act.SPLIT, [other["id"], one["reports"][1]], reviewer="Ada")
    with pytest.raises(DatelineError, match="no incident"):
        record.decide(Act.ACCEPT, ["i0000000000000000"], reviewer="Ada")
    assert len(record.decisions()) == 2


def test_an_edit_is_shown_and_marked_and_two_reviewers_leave_it_open(record: Record) -> None:
    one, _ = pair(record)
    with pytest.raises(DatelineError, match="no number"):
        record.decide(Act.EDIT, [one["id"]], reviewer="Ada", field="killed", value="many")
    decided = record.decide(Act.EDIT, [one["id"]], reviewer="Ada", field="killed", value="9-12")
    (row,) = record.incidents().where(id=one["id"])
    assert (row["killed"]["low"], row["killed"]["high"]) == (9, 12)
    assert row["edited"] == [{"field": "killed", "decision": decided.id}]
    record.decide(Act.EDIT, [one["id"]], reviewer="Ben", field="killed", value="5")
    (row,) = record.incidents().where(id=one["id"])
    assert row["killed"] is None
    assert len(record.outcomes().conflicts) == 1
    record.decide(Act.EDIT, [one["id"]], reviewer="Cem", role=Role.LEAD, field="killed", value="5")
    (row,) = record.incidents().where(id=one["id"])
    assert row["killed"]["best"] == 5
    assert record.outcomes().conflicts == ()


def test_a_rejected_report_says_nothing_for_its_incident(record: Record) -> None:
    fields = ("killed", "injured", "captured", "place", "when")
    name, row = next(
        (name, row)
        for row in record.incidents()
        for name in fields
        if row[name] and len(row[name]["reports"]) == 1 < len(row["reports"])
    )
    record.decide(Act.REJECT, row[name]["reports"], reviewer="Ada", reason="another war")
    (now,) = record.incidents().where(id=row["id"])
    assert now[name] is None
    assert now["reports"] == row["reports"]


def test_a_decision_says_what_was_seen(record: Record) -> None:
    one, _ = pair(record)
    decided = record.decide(Act.ACCEPT, [one["id"]], reviewer="Ada")
    assert decided.proposal is not None
    assert one["type"] in decided.proposal
    assert {anchor.id for anchor in decided.anchors} == set(one["reports"])
    (row,) = record.incidents().where(id=one["id"])
    assert row["reviewed"] == "accepted"
    assert record.broken_link() is None


def test_a_fault_on_the_way_leaves_the_incidents_that_were_there(
    record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dateline.record import assembling

    before = list(record.incidents())

    def fail(*_: object) -> None:
        raise RuntimeError("the power went")

    monkeypatch.setattr(assembling.Assembler, "_lead_on", fail)
    with pytest.raises(RuntimeError):
        record.reconcile(whole=True)
    assert list(record.incidents()) == before
    monkeypatch.undo()
    record.reconcile(whole=True)
    assert list(record.incidents()) == before


def test_a_decision_that_cannot_take_effect_is_not_made(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    from dateline.record import assembling

    before, (one, other) = list(record.incidents()), pair(record)

    def fail(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(assembling.Assembler, "_lead_on", fail)
    with pytest.raises(KeyboardInterrupt):
        record.decide(Act.MERGE, [one["id"], other["id"]], reviewer="Ada")
    assert list(record.decisions()) == []
    assert list(record.incidents()) == before


def test_a_number_that_no_database_takes_is_refused(record: Record) -> None:
    one, _ = pair(record)
    for value in ("9" * 16, "9" * 5_000, f"1-{'9' * 30}", f"{'9' * 20}+"):
        with pytest.raises(DatelineError, match="too large"):
            record.decide(Act.EDIT, [one["id"]], reviewer="Ada", field="killed", value=value)
    record.decide(Act.EDIT, [one["id"]], reviewer="Ada", field="killed", value="9" * 15)
    assert faults(record) == []


def test_what_belongs_to_an_incident_that_is_gone_belongs_to_where_its_id_leads(record: Record) -> None:
    part = next(row for row in record.incidents() if row["part_of"])
    gone, other = part["part_of"][0]["id"], next(r["id"] for r in record.incidents() if not r["part_of"])
    with record.engine.connect() as connection:
        rows = {row["id"]: row for row in led_on(connection, {gone}, {gone: other}, ())}
        assert [one["id"] for one in json.loads(rows[part["id"]]["part_of"])][:1] == [other]
        assert gone not in rows[part["id"]]["part_of"]
        (dropped,) = (row for row in led_on(connection, {gone}, {}, ()) if row["id"] == part["id"])
        assert gone not in dropped["part_of"]
        assert part["id"] not in [row["id"] for row in led_on(connection, {gone}, {}, {part["id"]})]
        assert led_on(connection, (), {}, ()) == []


def test_records_hold_together_whatever_is_decided(record: Record) -> None:
    one, other = pair(record)
    first = record.decide(Act.MERGE, [one["id"], other["id"]], reviewer="Ada")
    assert faults(record) == []
    kept = record.leads_to(one["id"])
    record.decide(Act.SPLIT, [kept, other["reports"][0]], reviewer="Ben")
    assert faults(record) == []
    record.decide(
        Act.MOVE, [one["reports"][0], record.incidents_of(other["reports"])[other["reports"][0]]], reviewer="C"
    )
    record.decide(Act.UNDO, [first.id], reviewer="Ada")
    assert faults(record) == []
    assert again(record) == []


KILLED = """
import os, signal, sys
from dateline.record import assembling, open_record
made = assembling.Assembler._make
def kill(self, *given):
    made(self, *given)
    os.kill(os.getpid(), signal.SIGKILL)
assembling.Assembler._make = kill
open_record(sys.argv[1]).reconcile(whole=True)
"""


def test_a_process_that_is_killed_leaves_the_incidents_that_were_there(record: Record) -> None:
    before = list(record.incidents())
    where = record.engine.url.database
    assert where is not None
    done = subprocess.run([sys.executable, "-c", KILLED, where], check=False, env=dict(os.environ))
    assert done.returncode == -signal.SIGKILL
    assert list(record.incidents()) == before
    record.reconcile(whole=True)
    assert list(record.incidents()) == before


def test_an_id_that_is_an_incidents_again_leads_to_itself(record: Record) -> None:
    one, other = pair(record)
    for _ in range(2):
        decided = record.decide(Act.MERGE, [one["id"], other["id"]], reviewer="Ada")
        assert record.leads_to(one["id"]) == record.leads_to(other["id"])
        record.decide(Act.UNDO, [decided.id], reviewer="Ada")
        assert (record.leads_to(one["id"]), record.leads_to(other["id"])) == (one["id"], other["id"])
    record.decide(Act.DIFFERENT, [one["id"], other["id"]], reviewer="Ada")


def test_a_split_leaves_the_rest_as_it_was(record: Record) -> None:
    """Also where a report leaves whose document tells of the same thing in another sentence."""
    rows = [row for row in record.incidents() if len(row["reports"]) > 2]
    documents = {report["id"]: report["document"] for report in record.reports()}
    tried = 0
    for row in rows:
        told = [documents[id_] for id_ in row["reports"]]
        leaves = next((id_ for id_ in row["reports"] if told.count(documents[id_]) > 1), None)
        if leaves is None or len(set(told)) == 1:
            continue
        tried += 1
        decided = record.decide(Act.SPLIT, [row["id"], leaves], reviewer="Ada")
        assert frozenset(row["reports"]) - {leaves} in partition(record)
        record.decide(Act.UNDO, [decided.id], reviewer="Ada")
    assert tried


def test_what_an_article_was_had_from_is_called_by_its_name(tmp_path: Path) -> None:
    told = (
        "Gunmen killed four millers in Marib on Monday, the hospital of the town said.\n\n"
        "Neighbours carried the wounded through a flooded orchard before the ambulances found the road.\n"
    )
    for name, outlet in (("one", "The Marib Lantern"), ("two", "Harbour Weekly")):
        day = "2019-03-05" if name == "one" else "2019-03-06"
        (tmp_path / f"{name}.md").write_text(f"---\ntitle: Mill\npublisher: {outlet}\npublished: {day}\n---\n{told}")
    where = tmp_path / "mill.dateline"
    build(where, str(tmp_path / "one.md"), str(tmp_path / "two.md"))
    with open_record(where) as record:
        of = {row["id"]: row["document"] for row in record.reports()}
        later = next(row["id"] for row in record.documents() if row["publisher"] == "Harbour Weekly")
        (both,) = [row for row in record.incidents() if len({of[id_] for id_ in row["reports"]}) == 2]
        record.decide(
            Act.SPLIT, [both["id"], *(id_ for id_ in both["reports"] if of[id_] == later)], reviewer="me", reason="try"
        )
        said = [row["corroboration"]["why"] for row in record.incidents() if {of[i] for i in row["reports"]} == {later}]
    assert said
    assert not any("document:" in why for why in said)
    assert any("The Marib Lantern" in why for why in said)


def test_reconciling_leaves_out_of_the_search_for_garbage_what_was_left_out_before(record: Record) -> None:
    before = gc.get_freeze_count()
    record.reconcile(whole=True)
    assert gc.get_freeze_count() == before
    gc.freeze()
    try:
        record.reconcile(whole=True)
        assert gc.get_freeze_count() > before
    finally:
        gc.unfreeze()
