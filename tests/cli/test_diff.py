"""`dateline diff` tells in sentences what is different, of two records and of one at two times."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.conftest import PAPERS, build

from dateline.record import open_record


@pytest.fixture(scope="module")
def of_two_builds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record that two papers made, and a build with the third then."""
    folder = tmp_path_factory.mktemp("two")
    first, second, third = PAPERS
    build(folder, folder / "two.dateline", first, second)
    build(folder, folder / "two.dateline", third)
    return folder / "two.dateline"


def test_a_record_since_an_earlier_build(invoke, of_two_builds: Path) -> None:
    said = " ".join(invoke("diff", of_two_builds, "--since", "build:1").stdout.split())
    assert "New (1)" in said
    assert "is new: 1 report, since dispatch.txt was added" in said
    assert "3 incidents before, 4 now: 1 new" in said
    assert said.endswith("; 1 document added")
    assert invoke("diff", of_two_builds).stdout == invoke("diff", of_two_builds, "--since", "1").stdout


def test_a_record_as_it_was_before_all_builds(invoke, of_two_builds: Path) -> None:
    said = invoke("diff", of_two_builds, "--since", "0", "--until", "build:1", "--limit", "1").stdout
    assert "0 incidents before, 3 now: 3 new; 2 documents added" in said
    assert "and 2 more; --limit 0 shows all" in said


def test_two_records_compare_by_their_words(invoke, of_two_builds: Path, papers: Path) -> None:
    told = json.loads(invoke("diff", of_two_builds, papers, "--json").stdout)
    assert told == {"differences": [], "summary": "4 incidents before, 4 now: no difference"}


def test_decisions_are_told_as_causes_in_groups(invoke, papers: Path) -> None:
    with open_record(papers) as record:
        market, *rest = sorted(record.incidents(), key=lambda row: -len(row["reports"]))
        number = str(record.reconciliation())
        record.decide("split", [market["id"], market["reports"][0]], reviewer="Ada")
        record.decide("merge", [rest[0]["id"], rest[1]["id"]], reviewer="Ada")
        record.decide("accept", [rest[2]["id"]], reviewer="Ben")
        record.decide("edit", [rest[2]["id"]], reviewer="Ben", field="killed", value="7")
    said = invoke("diff", papers, "--since", number, "--limit", "0").stdout
    order = [line.partition(" (")[0] for line in said.splitlines() if line and not line.startswith(" ")]
    assert order[:-1] == [
        title for title in ("New", "Gone", "Merged", "Split", "Moved", "Changed values", "Sources and grades",
        "Contradictions", "Reviewed") if title in order
    ]  # fmt: skip
    assert {"Merged", "Split", "Changed values", "Reviewed"} <= set(order)
    assert "since Ada decided (split, " in said
    assert said.splitlines()[-1].endswith("; 4 decisions")
    told = json.loads(invoke("diff", papers, "--since", number, "--json").stdout)["differences"]
    assert {"kind", "incidents", "sentence", "field", "causes"} == set(told[0])
    assert any(one["field"] == "killed" for one in told)


def test_the_reconciliations_are_listed_with_their_causes(invoke, of_two_builds: Path) -> None:
    listed = json.loads(invoke("diff", of_two_builds, "--list", "--json").stdout)
    assert [(one["number"], one["cause"]) for one in listed] == [(1, "build 1"), (2, "build 2")]
    assert "build 2" in invoke("diff", of_two_builds, "--list").stdout


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--since", "9"), "there is no reconciliation 9; there are 1 to 2"),
        (("--since", "build:7"), "there is no build with the run 7"),
        (("--since", "May"), "'May' is no reconciliation"),
    ],
)
def test_a_time_that_never_was_is_refused(invoke, of_two_builds: Path, options: tuple[str, ...], told: str) -> None:
    done = invoke("diff", of_two_builds, *options)
    assert (done.exit_code, done.stdout) == (2, "")
    assert told in " ".join(done.stderr.split())


def test_times_are_of_one_record(invoke, of_two_builds: Path, papers: Path) -> None:
    assert invoke("diff", of_two_builds, papers, "--since", "1").exit_code == 2
