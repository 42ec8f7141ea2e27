"""`dateline link`: what it prints, writes, and how it ends."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.reconciling.tables import incident_rows as rows

from dateline import settings
from dateline.cli import cli
from dateline.cli import link as link_command
from dateline.cli.exits import Exit
from dateline.reconciling.tables.mapping import SHAPES
from dateline.record import Record, create_or_open

Invoke = Callable[..., Result]
OURS = [rows.incident(n) for n in range(6)]


@pytest.fixture
def invoke(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Invoke:
    monkeypatch.setattr(settings, "user_file", lambda: tmp_path / "no-such-user" / "dateline.toml")
    monkeypatch.chdir(tmp_path)

    def run(*arguments: object) -> Result:
        return CliRunner().invoke(cli, ["link", *(str(one) for one in arguments)], prog_name="dateline")

    return run


@pytest.fixture
def record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A record that holds the six incidents."""
    create_or_open(tmp_path / "six.dateline").close()
    monkeypatch.setattr(Record, "incidents", lambda _: OURS)
    return tmp_path / "six.dateline"


def table(folder: Path, lines: list[str], name: str = "acled.csv") -> Path:
    (folder / name).write_text("".join(lines), encoding="utf-8", newline="")
    return folder / name


def test_shapes_are_those_that_have_a_mapping() -> None:
    assert link_command.SHAPES == SHAPES


def test_link_tells_what_is_in_both_and_what_is_not(invoke: Invoke, record: Path, tmp_path: Path) -> None:
    head, *lines = rows.as_acled([*OURS[1:], rows.incident(12)])
    done = invoke(record, table(tmp_path, [head, *lines]))
    assert done.exit_code == Exit.DONE, done.output
    said = " ".join(done.stdout.split())
    assert "acled.csv (ACLED): 6 rows, 6 incidents" in said
    for part in (
        "in both 5 5",
        "doubtful 0 0",
        "only ours 1",
        "only theirs 0",
        "another country or time 1",
        "In both, the surest:",
    ):
        assert part in said
    assert "ASSAULT Kismayo 2014-03-03" in said or "ASSAULT Kismayo 2014-03-01" in said


def test_link_writes_the_whole_table_with_what_each_row_is(invoke: Invoke, record: Path, tmp_path: Path) -> None:
    there = table(tmp_path, rows.as_acled(OURS))
    done = invoke(record, there, "-o", tmp_path / "matches.csv", "--json")
    assert done.exit_code == Exit.DONE, done.output
    said = json.loads(done.stdout)
    assert (len(said["both"]), said["only_ours"], said["only_theirs"]) == (6, [], [])
    assert said["written"]["rows"] == 6
    with (tmp_path / "matches.csv").open(encoding="utf-8", newline="") as file:
        written = list(csv.DictReader(file))
    assert [(row["event_id_cnty"], row["dateline_incident"]) for row in written] == [(o["id"], o["id"]) for o in OURS]
    assert {row["dateline_link"] for row in written} == {"both"}
    assert all(row["dateline_why"] for row in written)


def test_link_leaves_out_what_was_rejected(
    invoke: Invoke, record: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second, *others = OURS
    told_by_nobody = {**second, "sources": {**second["sources"], "independent": 0}}
    monkeypatch.setattr(Record, "incidents", lambda _: [{**first, "reviewed": "rejected"}, told_by_nobody, *others])
    done = invoke(record, table(tmp_path, rows.as_acled(OURS)), "--json")
    told = json.loads(done.stdout)
    assert {link["incident"] for link in (*told["both"], *told["doubtful"])} == {row["id"] for row in others}
    assert told["only_ours"] == []


def test_link_takes_a_mapping_for_any_other_table(invoke: Invoke, record: Path, tmp_path: Path) -> None:
    mapping = tmp_path / "own.toml"
    mapping.write_text(
        '[table]\nid = "n"\n[when]\nstart = "day"\n[where]\nname = "town"\ncountry = "land"\n[type]\nall = "ASSAULT"\n'
        '[actors]\ncolumns = "who"\n[counts]\nkilled = "dead"\n'
    )
    there = table(tmp_path, ["n;day;town;land;who;dead\n", "1;2014-03-01;Kismayo;Somalia;Al-Shabaab;6\n"], "own.csv")
    done = invoke(record, there, "--mapping", mapping, "--json")
    assert done.exit_code == Exit.DONE, done.output
    assert [(link["incident"], link["row"]) for link in json.loads(done.stdout)["both"]] == [("i00", "1")]


def test_bad_rows_are_told_and_the_others_linked(invoke: Invoke, record: Path, tmp_path: Path) -> None:
    lines = [*rows.as_acled(OURS), "broken,row\r\n"]
    done = invoke(record, table(tmp_path, lines))
    assert done.exit_code == Exit.PARTLY
    assert "acled.csv, line 8: left out: it has 2 cells and the header has 31" in done.stderr
    assert "in both" in done.stdout


def test_table_of_which_no_row_can_be_read_ends_with_nothing(invoke: Invoke, record: Path, tmp_path: Path) -> None:
    assert invoke(record, table(tmp_path, rows.as_acled([]))).exit_code == Exit.NOTHING


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--as", "acled"], "own.csv has no column 'event_id_cnty'"),
        ([], "own.csv has the columns of none of acled, ged, polecat"),
        (["--as", "ged", "--mapping", "bad.toml"], "give --as or --mapping, not both"),
        (["--mapping", "wrong.toml"], "own.csv has no column 'town'; its columns are a, b"),
        (["--mapping", "bad.toml"], "bad.toml, [table]: `id` has to name"),
        (["--mapping", "latin.toml"], "latin.toml: byte 3 is not UTF-8"),
    ],
)
def test_what_cannot_be_read_is_a_usage_error(
    invoke: Invoke, record: Path, tmp_path: Path, arguments: list[str], said: str
) -> None:
    (tmp_path / "bad.toml").write_text("[table]\n")
    (tmp_path / "latin.toml").write_bytes(b"# \xfc\n")
    wrong = '[table]\nid = "a"\n[when]\nstart = "b"\n[where]\nname = "town"\n[type]\nall = "ASSAULT"\n'
    (tmp_path / "wrong.toml").write_text(wrong)
    done = invoke(record, table(tmp_path, ["a,b\n", "1,2\n"], "own.csv"), *arguments)
    assert done.exit_code == Exit.USAGE
    assert said in " ".join(done.stderr.split())


def test_table_that_repeats_itself_links_every_row(invoke: Invoke, record: Path, tmp_path: Path) -> None:
    head, first, *_ = rows.as_acled(OURS)
    there = table(tmp_path, [head, first, first.replace("i00", "again")])
    once, often = invoke(record, there, "--json"), invoke(record, there, "--json", "--repeats")
    assert json.loads(once.stdout)["both"] == []
    assert {link["row"] for link in json.loads(once.stdout)["doubtful"]} == {"i00", "again"}
    assert {link["row"] for link in json.loads(often.stdout)["both"]} == {"i00", "again"}


def test_table_with_a_column_less_is_known_and_an_empty_one_is_told(
    invoke: Invoke, record: Path, tmp_path: Path
) -> None:
    head, *lines = rows.as_acled(OURS)
    cells = [line.split(",") for line in (head, *lines)]
    at = cells[0].index("assoc_actor_2")
    less = [",".join([*row[:at], *row[at + 1 :]]) for row in cells]
    done = invoke(record, table(tmp_path, less))
    assert "(ACLED)" in done.output, done.output
    done = invoke(record, table(tmp_path, []))
    assert done.exit_code == Exit.USAGE
    assert "is empty" in done.stderr
    wide = table(tmp_path, [])
    Path(wide).write_text("".join(rows.as_acled(OURS)), encoding="utf-16")
    assert "looks like UTF-16" in invoke(record, wide).stderr


def test_what_is_read_is_never_written_over(invoke: Invoke, record: Path, tmp_path: Path) -> None:
    there = table(tmp_path, rows.as_acled(OURS))
    before = Path(there).read_bytes()
    for kept in (there, record):
        done = invoke(record, there, "--out", kept)
        assert done.exit_code == Exit.USAGE
        assert "would take the place" in done.stderr
    assert Path(there).read_bytes() == before
