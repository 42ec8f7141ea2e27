"""What was reviewed in a record as a set: what reviewers vouch for, and no more; found again in other records."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

import dateline
from dateline.cli import cli
from dateline.model import Act, Deed
from dateline.model.occasion import Occasion, Order
from dateline.record import Record, open_record
from dateline.reviewing.evaluation import CONTESTED, KEYS, evaluation
from dateline.reviewing.scoring import Share, score

EXAMPLES = Path(__file__).resolve().parents[2] / "examples" / "maysan"
RANDOM = Occasion.of(Order.RANDOM, seed="1", filters={})


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    where = tmp_path_factory.mktemp("built") / "maysan.dateline"
    dateline.build(EXAMPLES, to=where).close()
    return where


@pytest.fixture
def record(built: Path, tmp_path: Path) -> Iterator[Record]:
    with open_record(Path(shutil.copy(built, tmp_path / "copy.dateline"))) as opened:
        yield opened


def dated(record: Record) -> list[dict]:
    return [row for row in record.incidents() if row["when"] and row["place"]]


def test_what_was_accepted_is_vouched_for_whole_what_was_rejected_not_at_all(record: Record) -> None:
    good, bad, *_ = dated(record)
    record.decide("accept", [good["id"]], reviewer="Ada", occasion=RANDOM)
    record.decide("reject", [bad["id"]], reviewer="Ada", reason="a film")
    record.decide("reject", [good["reports"][0]], reviewer="Ben", reason="of another day")
    one, other, report = evaluation(record)
    assert one.keys() == other.keys() == report.keys() == KEYS
    assert (one["verdict"], other["verdict"], report["item"]) == ("accept", "reject", "report")
    assert one["truth"]["when"] == one["proposed"]["when"] == good["when"]["edtf"]
    assert one["truth"]["place"] == good["place"]["id"]
    assert one["occasion"] == {"order": "random", "seed": "1"}
    assert (other["truth"], report["truth"]) == ({}, {})
    assert {anchor["id"] for anchor in one["anchors"]} == set(good["reports"])


def test_what_was_set_by_hand_stands_beside_what_had_been_proposed(record: Record) -> None:
    row, other, *_ = dated(record)
    record.decide("edit", [row["id"]], reviewer="Ada", field="when", value="2008-06-01")
    record.decide("edit", [row["id"]], reviewer="Ada", field="when", value="2008-06-02")
    record.decide("edit", [row["id"]], reviewer="Ada", field="place", value=None)
    record.decide("accept", [row["id"]], reviewer="Ada")
    record.decide("edit", [other["id"]], reviewer="Ada", field="killed", value="9-12")
    one, only = evaluation(record)
    assert one["proposed"]["when"] == row["when"]["edtf"]
    assert one["truth"]["when"] == "2008-06-02"
    assert one["proposed"]["place"] == row["place"]["id"]
    assert one["truth"]["place"] is None
    assert one["edited"] == ["place", "when"]
    assert (only["verdict"], only["truth"]) == (None, {"killed": [9, None, 12]})


def test_what_was_taken_back_is_not_in_it_and_what_differs_is_said_to(record: Record) -> None:
    row, other, *_ = dated(record)
    gone = record.decide("accept", [other["id"]], reviewer="Ada")
    record.decide("undo", [gone.id], reviewer="Ada")
    record.decide("accept", [row["id"]], reviewer="Ada")
    record.decide("reject", [row["id"]], reviewer="Ben", reason="a film")
    (one,) = evaluation(record)
    assert one["verdict"] == CONTESTED
    assert one["reviewers"] == ["Ada", "Ben"]
    record.decide("accept", [row["id"]], reviewer="Eve", role="lead")
    assert [each["verdict"] for each in evaluation(record)] == ["accept"]


def test_a_split_is_told_of_what_it_left(record: Record) -> None:
    row = next(row for row in record.incidents() if len(row["reports"]) > 2)
    record.decide("split", [row["id"], row["reports"][0]], reviewer="Ada", reason="another day")
    record.decide("accept", [row["id"]], reviewer="Ada")
    (one,) = evaluation(record)
    assert one["regrouped"] == ["split"]


def test_another_record_of_the_same_documents_is_scored_by_the_words(record: Record, built: Path) -> None:
    rows = dated(record)[:6]
    deeds = [Deed(Act.EDIT, (rows[0]["id"],), field="when", value="2001-01-01")]
    record.decide_all(deeds, reviewer="Ada")
    for row in rows[:5]:
        record.decide("accept", [row["id"]], reviewer="Ada", occasion=RANDOM)
    record.decide("reject", [rows[5]["id"]], reviewer="Ada", reason="a film", occasion=RANDOM)
    made = evaluation(record)
    with open_record(built, read_only=True) as fresh:
        (now,) = score(made, fresh)
    (then,) = score(made)
    (own,) = score(made, record)  # what was set by hand is not the coder's: what was proposed counts
    assert now.found == own.found == Share(5, 5)
    assert now.precision == Share(5, 6)
    assert now.fields == then.fields == own.fields
    assert now.fields["when"] == Share(4, 5)
    missing = [{**row, "anchors": [{**one, "document": "d0123456789abcdef"} for one in row["anchors"]]} for row in made]
    with open_record(built, read_only=True) as fresh:
        (none,) = score(missing, fresh)
    assert none.found == Share(0, 5)
    assert none.fields == {}


def test_the_commands_write_a_set_and_score_it(record: Record, tmp_path: Path) -> None:
    row, *_ = dated(record)
    record.decide("accept", [row["id"]], reviewer="Ada", occasion=RANDOM)
    to = tmp_path / "set.jsonl"
    run = CliRunner()
    done = run.invoke(cli, ["review", "evaluation", record.name, "-o", str(to)], prog_name="dateline")
    assert done.exit_code == 0, done.output
    assert [json.loads(line) for line in to.read_text().splitlines()] == evaluation(record)
    assert run.invoke(cli, ["review", "evaluation", record.name]).stdout == to.read_text()
    told = run.invoke(cli, ["review", "score", str(to), record.name])
    assert "1 incident asked by chance, of all incidents" in told.output
    assert "1 of 1" in told.output
    to.write_text('{"item": "incident"}\n')
    refused = run.invoke(cli, ["review", "score", str(to)])
    assert refused.exit_code == 2
    assert "line 1" in refused.output
