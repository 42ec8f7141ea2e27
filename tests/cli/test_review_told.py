"""What was decided and what became of it: the log, conflicts, agreement, and the chain."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from sqlalchemy import update

from dateline.record import open_record, tables


@pytest.fixture
def rows(papers: Path) -> list[dict]:
    with open_record(papers) as record:
        return sorted(record.incidents(), key=lambda row: -len(row["reports"]))


def test_the_log_tells_each_decision_with_its_effect(invoke, papers: Path, rows) -> None:
    market, other, *_ = rows
    with open_record(papers) as record:
        first = record.decide("accept", [market["id"]], reviewer="Ada", reason="read")
        record.decide("reject", [market["id"]], reviewer="Ada")
        record.decide("edit", [other["id"]], reviewer="Ben", field="killed", value="3")
        record.decide("edit", [other["id"]], reviewer="Cem", role="lead", field="killed", value="4")
        gone = record.decide("accept", [rows[2]["id"]], reviewer="Ben")
        record.decide("undo", [gone.id], reviewer="Ben")
        record.decide("merge", ["text:rebels of the hills", "mahdi-army"], reviewer="Ada")
    told = json.loads(invoke("review", "log", papers, "--json").stdout)
    effects = [one["effect"] for one in told]
    assert effects == ["replaced", "applied", "overruled", "applied", "undone", "applied", "unapplied"]
    assert told[0]["because_of"] == [told[1]["id"]]
    said = invoke("review", "log", papers).stdout
    assert f"{first.id}  Ada accepted {market['id']}" in said
    assert f"[overruled by {told[3]['id']}]" in said
    assert "[not applied: an actor that it names is no longer in the record]" in said


def test_the_log_can_be_narrowed(invoke, papers: Path, rows) -> None:
    market, other, *_ = rows
    with open_record(papers) as record:
        kept = record.decide("accept", [market["id"]], reviewer="Ada")
        back = record.decide("undo", [kept.id], reviewer="Ada")
        last = record.decide("accept", [other["id"]], reviewer="Ben")

    def ids(*options: str) -> list[str]:
        return [one["id"] for one in json.loads(invoke("review", "log", papers, *options, "--json").stdout)]

    assert ids(market["id"]) == [kept.id, back.id]
    assert ids("--by", "Ben") == [last.id]
    assert ids("--effect", "undone") == [kept.id]
    assert invoke("review", "log", papers, "--by", "Cem").stdout == "no decision fits\n"
    assert invoke("review", "log", papers, "i0000000000000000").exit_code == 5


def test_nothing_decided_is_said(invoke, papers: Path) -> None:
    assert invoke("review", "log", papers).stdout == "nothing was decided yet\n"
    assert invoke("review", "conflicts", papers).stdout == "no decisions contradict each other\n"
    assert invoke("review", "agreement", papers).stdout == "no two reviewers judged the same thing yet\n"
    assert invoke("review", "verify", papers).stdout == "nothing was decided yet\n"


def test_conflicts_are_told_with_both_sides_until_a_lead_decides(invoke, papers: Path, rows) -> None:
    market = rows[0]["id"]
    with open_record(papers) as record:
        record.decide("accept", [market], reviewer="Ada")
        record.decide("reject", [market], reviewer="Ben", reason="a drill")
    said = invoke("review", "conflicts", papers).stdout
    assert f"{market}: verdict: Ada says accepted; Ben says rejected" in said
    assert "a drill" in said
    (one,) = json.loads(invoke("review", "conflicts", papers, "--json").stdout)
    assert one["incidents"] == [market]
    assert [each["effect"] for each in one["decisions"]] == ["contested", "contested"]
    invoke("review", "accept", papers, market, "--by", "Cem", "--role", "lead")
    assert json.loads(invoke("review", "conflicts", papers, "--json").stdout) == []


def test_agreement_is_told_for_each_pair(invoke, papers: Path, rows) -> None:
    with open_record(papers) as record:
        for row, verdicts in zip(
            rows, (("accept", "accept"), ("reject", "reject"), ("accept", "reject")), strict=False
        ):
            for reviewer, verdict in zip(("Ada", "Ben"), verdicts, strict=True):
                record.decide(verdict, [row["id"]], reviewer=reviewer)
    said = " ".join(invoke("review", "agreement", papers).stdout.split())
    assert "3 items judged by two or more; on 2 all say the same" in said
    assert "Ada and Ben 3 67% 44% 0.40" in said
    assert f"{rows[2]['id']}: Ada accept, Ben reject" in said
    (one,) = json.loads(invoke("review", "agreement", papers, "--json").stdout)
    assert one["kappas"] == [
        {"reviewers": ["Ada", "Ben"], "items": 3, "observed": 0.6667, "expected": 0.4444, "kappa": 0.4}
    ]
    assert set(one["accuracies"]) == {"Ada", "Ben"}


def test_verify_finds_what_was_changed_and_what_was_cut_off(invoke, papers: Path, rows) -> None:
    with open_record(papers) as record:
        for reviewer in ("Ada", "Ben"):
            record.decide("accept", [rows[0]["id"]], reviewer=reviewer)
    whole = json.loads(invoke("review", "verify", papers, "--json").stdout)
    assert (whole["decisions"], whole["broken"]) == (2, None)
    assert invoke("review", "verify", papers, "--newest", whole["newest"]).exit_code == 0
    assert f"the newest is {whole['newest']}" in invoke("review", "verify", papers).stdout
    lost = invoke("review", "verify", papers, "--newest", "0" * 64)
    assert (lost.exit_code, "is not there" in lost.stdout) == (5, True)
    with open_record(papers) as record, record.engine.begin() as connection:
        connection.execute(update(tables.decisions).where(tables.decisions.c.number == 1).values(reason="made up"))
    changed = invoke("review", "verify", papers)
    assert changed.exit_code == 5
    assert changed.stdout.startswith("the chain does not hold: decision 1 (k")
    assert json.loads(invoke("review", "verify", papers, "--json").stdout)["broken"]["number"] == 1
