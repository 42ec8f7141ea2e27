"""Each act of a reviewer as a command: it says what it decided, what became of it, and how it is taken back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dateline.record import open_record


@pytest.fixture
def ids(papers: Path) -> dict[str, dict]:
    """The incidents by a word for each."""
    with open_record(papers) as record:
        rows = {(row["type"], row["place"]["name"]): row for row in record.incidents()}
    return {
        "market": rows["ASSAULT", "Kismayo"],
        "arrest": rows["COERCE", "Baidoa"],
        "nurse": rows["ASSAULT", "Baidoa"],
    }


def decided(invoke, *arguments: object) -> dict:
    done = invoke("review", *arguments, "--json")
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


def now(papers: Path, id_: str) -> dict:
    with open_record(papers) as record:
        (row,) = record.incidents().where(id=record.leads_to(id_))
    return row


@pytest.mark.parametrize(("act", "made"), [("accept", "accepted"), ("reject", "rejected"), ("unsure", "unsure")])
def test_verdicts_are_kept_with_who_and_why(invoke, papers: Path, ids, act: str, made: str) -> None:
    told = decided(invoke, act, papers, ids["market"]["id"], "--by", "Ada", "--reason", "read all", "--role", "lead")
    assert (told["act"], told["reviewer"], told["reason"], told["role"]) == (act, "Ada", "read all", "lead")
    assert (told["effect"], told["incidents"]) == ("applied", [ids["market"]["id"]])
    assert now(papers, ids["market"]["id"])["reviewed"] == made


def test_acts_say_in_words_what_was_done_and_how_it_is_taken_back(invoke, papers: Path, ids) -> None:
    done = invoke("review", "accept", papers, ids["market"]["id"], "--by", "Ada")
    assert f"Ada accepted {ids['market']['id']}" in done.stderr
    assert "[applied]" in done.stderr
    assert ids["market"]["id"] in done.stdout
    back = done.stderr.splitlines()[-1].partition("take it back with: dateline ")[2].split()
    assert invoke(*back, "--by", "Ada").exit_code == 0
    assert now(papers, ids["market"]["id"])["reviewed"] is None


def test_edit_sets_and_empties_a_field(invoke, papers: Path, ids) -> None:
    decided(invoke, "edit", papers, ids["market"]["id"], "killed", "9-12", "--by", "Ada")
    assert now(papers, ids["market"]["id"])["killed"]["low"] == 9
    decided(invoke, "edit", papers, ids["market"]["id"], "killed", "--empty", "--by", "Ada")
    assert now(papers, ids["market"]["id"])["killed"] is None


def test_merge_split_move_and_different_regroup(invoke, papers: Path, ids) -> None:
    market, arrest, nurse = (ids[name] for name in ("market", "arrest", "nurse"))
    merged = decided(invoke, "merge", papers, arrest["id"], nurse["id"], "--by", "Ada")
    assert len(merged["incidents"]) == 1
    decided(invoke, "undo", papers, "--by", "Ada")
    decided(invoke, "different", papers, arrest["id"], nurse["id"], "--by", "Ada")
    split = decided(invoke, "split", papers, market["id"], market["reports"][0], "--by", "Ada")
    assert len(split["incidents"]) == 2
    moved = decided(invoke, "move", papers, market["reports"][0], arrest["id"], "--by", "Ada")
    assert set(now(papers, arrest["id"])["reports"]) == {market["reports"][0], *arrest["reports"]}
    assert moved["effect"] == "applied"


def test_undo_without_an_id_takes_back_ones_own_last(invoke, papers: Path, ids) -> None:
    first = decided(invoke, "accept", papers, ids["market"]["id"], "--by", "Ada")
    decided(invoke, "accept", papers, ids["nurse"]["id"], "--by", "Ben")
    undone = decided(invoke, "undo", papers, "--by", "Ada")
    assert undone["targets"] == [first["id"]]
    assert (now(papers, ids["market"]["id"])["reviewed"], now(papers, ids["nurse"]["id"])["reviewed"]) == (
        None,
        "accepted",
    )
    done = invoke("review", "undo", papers, "--by", "Ada")
    assert (done.exit_code, "'Ada' has no decision that could be" in done.stderr) == (2, True)


def test_what_cannot_be_decided_is_refused_and_nothing_is_kept(invoke, papers: Path, ids) -> None:
    market = ids["market"]
    for arguments, told in (
        (("accept", papers, "i0000000000000000"), "has no incident"),
        (("accept", papers, "mahdi-army"), "is no id of an incident"),
        (("edit", papers, market["id"], "killed"), "--empty"),
        (("edit", papers, market["id"], "killed", "many"), "is no number"),
        (("edit", papers, market["id"], "when", "one day"), "EDTF"),
        (("split", papers, market["id"], *market["reports"]), "has to leave a report"),
        (("merge", papers, market["id"]), "two ids or more"),
    ):
        done = invoke("review", *arguments, "--by", "Ada")
        assert (done.exit_code, done.stdout) == (2, ""), arguments
        assert told in " ".join(done.stderr.split())
    blank = invoke("review", "accept", papers, market["id"], "--by", " ")
    assert blank.exit_code == 2
    with open_record(papers) as record:
        assert len(record.decisions()) == 0
