"""What a record tells in sum, beside what it has singly."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from dateline.building import build_into
from dateline.cli.app import cli
from dateline.record import create_or_open, open_record
from dateline.record.checking import checks
from dateline.settings import load

TEXT = """GAROWE, 12 March 2019 - Gunmen attacked the customs post in Garowe on 2 March 2019.

It was the fifth attack on the police in Garowe within a month, the governor said.

The number of attacks in the country went from 40 in January to 55 in February.
"""


@pytest.fixture(scope="module")
def where(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("checked")
    (folder / "one.txt").write_text(TEXT)
    with create_or_open(folder / "one.dateline") as record:
        build_into(record, [str(folder / "one.txt")], settings=load({"build": {"processes": 1}}))
    return folder / "one.dateline"


def test_aggregates_and_series_stand_beside_what_the_record_has(where: Path) -> None:
    with open_record(where) as record:
        rows = record.checks()
        levels = {row["id"]: row for row in record.incidents()}
    claims = {row["told"]["best"] for row in rows if row["what"] == "claim"}
    assert claims == {40, 55}
    (counted,) = (row for row in rows if row["what"] == "incident")
    assert counted["told"] == {"low": 5, "best": 5, "high": 5}
    assert levels[counted["id"]]["level"] == "aggregate"
    assert levels[counted["id"]]["events"] == {"low": 5, "best": 5, "high": 5}
    assert {row["level"] for row in levels.values() if row["events"] is None} == {"single"}
    assert all(not row["more"] and row["why"].endswith(".") for row in rows)


def test_what_was_rejected_or_taken_back_is_no_event_that_the_record_has(where: Path) -> None:
    with open_record(where) as record:
        rows = {row["level"]: row for row in record.incidents()}
    whole = rows["aggregate"]
    single = {**rows["single"], "part_of": [{"id": whole["id"], "how": "counted", "score": 0.9}]}
    assert [row["incidents"] for row in checks([single, whole], [], lambda _: [])] == [[single["id"]]]
    rejected = {"reviewed": "rejected"}
    retracted = {"corroboration": {**single["corroboration"], "grade": "retracted"}}
    for gone in (rejected, retracted):
        assert [row["incidents"] for row in checks([{**single, **gone}, whole], [], lambda _: [])] == [[]]
        assert checks([single, {**whole, **gone}], [], lambda _: []) == []


def test_points_of_other_series_count_no_events() -> None:
    def point(unit: str, value: float, kind: str = "series_point") -> dict[str, Any]:
        return {"id": f"c-{unit}-{value}", "document": "d", "kind": kind, "unit": unit, "value": value, "when": None}

    told = [point("attack", 162), point("rent", 162), point("attack", 1.5), point("attack", 9, "strength")]
    assert [row["id"] for row in checks([], told, lambda _: [])] == ["c-attack-162"]


def test_counts_are_listed(where: Path) -> None:
    said = CliRunner().invoke(cli, ["incidents", "counts", str(where)])
    assert said.exit_code == 0, said.output
    assert "A source counts" in said.output
    rows = json.loads(CliRunner().invoke(cli, ["incidents", "counts", str(where), "--json"]).output)
    assert {row["what"] for row in rows} == {"claim", "incident"}
