"""What the measurement of a desk asks for, how it counts, and which bounds it tells to be missed."""

from __future__ import annotations

import json
import random
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from benchmarks.desk import BARS, Builds, main, missed, percentile, served
from benchmarks.desk_record import write
from benchmarks.desk_requests import addresses, sampled, tilde
from hypothesis import given
from hypothesis import strategies as st

from dateline.cli.app import COMMANDS
from dateline.record import open_record


@given(st.lists(st.floats(0, 1e6), min_size=1), st.floats(0.01, 1))
def test_percentile_is_the_least_that_so_many_do_not_exceed(values: list[float], share: float) -> None:
    found = percentile(values, share)
    assert sum(value <= found for value in values) >= share * len(values) - 1e-6
    assert sum(value < found for value in values) < share * len(values) + 1e-6


@given(st.text())
def test_ids_are_plain_in_addresses(id_: str) -> None:
    segment = tilde(id_.encode("utf-8", "ignore").decode())
    assert all(c.isascii() and (c.isalnum() or c in "_-~") for c in segment)


class FakeDesk:
    """Answer as a desk does that has some rows, and no page but these."""

    def __init__(self, *pages: str) -> None:
        self.pages = pages

    def get(self, address: str) -> tuple[int, bytes]:
        party = {"id": "text:a b", "name": "A B"}
        row = {
            "id": "i1", "document": "d1", "type": "ASSAULT", "status": "occurred", "actors": [party], "recipients": [],
            "place": {"id": "geonames:1", "country": "IQ"}, "when": {"earliest": "2008-06-01"}, "words": "Shots fell.",
        }  # fmt: skip
        path = urlsplit(address).path
        there = any(
            path == page or (len(page) > 1 and page.endswith("/") and path.startswith(page)) for page in self.pages
        )
        return (200 if there else 404), json.dumps({"rows": [row]}).encode()


def test_requests_take_turns_and_ask_for_what_is_there() -> None:
    desk = FakeDesk("/", "/incidents", "/incidents.json", "/incidents/", "/reports.json", "/actors/")
    sample = sampled(desk.get, random.Random(1))
    assert sample.ids["actors"] == ["text:a b"]
    asked, missing = addresses(desk.get, sample, random.Random(1), each=3)
    lists = {"overview", "incidents", "facets of incidents", "facets of reports", "search in incidents"}
    assert {one.page for one in asked} == {*lists, "incident", "actor"}
    assert len(asked) == 3 * len({one.page for one in asked})
    assert len({one.page for one in asked[: len(asked) // 3]}) == len(asked) // 3
    assert "map" in missing
    assert {one.address for one in asked if one.page == "actor"} == {"/actors/text~3Aa~20b"}
    faceted = next(one for one in asked if one.page == "facets of incidents")
    assert len(parse_qs(urlsplit(faceted.address).query)["_facet"]) == 8
    assert faceted.bar == "facets"


def test_bounds_hold_for_one_client_while_a_build_writes() -> None:
    slow = {"requests": 1, "faults": [], "median": 900.0, "p95": 900.0, "most": 900.0, "slowest": "/", "bar": 200.0}
    fast = {**slow, "p95": 20.0}
    found = {
        "passes": {"quiet": {"overview": slow}, "writing": {"overview": fast}, "four clients": {"overview": slow}},
        "first page": {"/": 20_000, "/static/own/desk.css": 1_000},
        "builds": {"documents": 0, "seconds": [], "faults": []},
    }
    assert missed(found) == []
    found["passes"]["writing"] = {"overview": {**slow, "faults": ["/x"]}}
    found["first page"] = {"/": 70_000}
    found["builds"]["faults"] = ["full"]
    assert len(missed(found)) == 4
    assert set(BARS) == {"page", "facets", "search", "picture"}


def test_articles_are_built_in_while_something_is_done(tmp_path: Path) -> None:
    record = tmp_path / "small.dateline"
    write(record, reports=60, incidents=12)
    builds = Builds(record, tmp_path)
    with builds.going_on():
        pass
    assert (builds.faults, len(builds.seconds)) == ([], 1)
    with open_record(record) as opened:
        assert opened.is_reconciled()
        assert len(opened.runs()) == 2


def test_a_desk_that_does_not_start_says_why(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="did not start"), served(tmp_path / "none.dateline"):
        pass


@pytest.mark.skipif("serve" not in COMMANDS, reason="there is no desk to serve")
def test_small_desk_is_measured(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    record = tmp_path / "small.dateline"
    write(record, reports=60, incidents=12)
    assert main([str(record), "--each", "1", "--no-writing", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["passes"]["quiet"]["overview"]["median"] > 0
    assert not [address for one in found["passes"]["quiet"].values() for address in one["faults"]]
    assert found["first page"]["/"] > 0
