"""Files of a page's rows: what a spreadsheet opens runs nothing, however long its cells are."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from tests.desk.serving import Served

from dateline.desk.addresses import Addresses
from dateline.desk.formats import FORMATS
from dateline.desk.page import Page, Shown


def cells(rows: list[dict[str, object]], flavour: str) -> list[list[str]]:
    page = Page(name="x", path="/x", summary="", answer=lambda *_: Shown(title=""))
    written = FORMATS["csv"][1](page, Shown(title="", rows=rows), Addresses(), flavour).decode()
    before = csv.field_size_limit(1_000_000)
    try:
        return list(csv.reader(io.StringIO(written, newline="")))
    finally:
        csv.field_size_limit(before)


def test_formulas_are_guarded_and_numbers_stay() -> None:
    row = {"a": "=1+1", "b": "-5", "c": -5, "d": "@x", "e": "\tx", "f": "-x", "g": None, "h": ["=1"], "i": "a=1"}
    said = ["'=1+1", "-5", "-5", "'@x", "'\tx", "'-x", "", '["=1"]', "a=1"]
    assert cells([row], "spreadsheet")[1] == said
    assert cells([row], "exact")[1][:3] == ["=1+1", "-5", "-5"]


def test_a_text_longer_than_any_cell_is_written_whole() -> None:
    row = {"text": "=" + "word " * 60_000}
    assert cells([row], "spreadsheet")[1] == ["'" + str(row["text"])]


@pytest.mark.parametrize(
    "path", ["incidents", "reports", "timeline", "map", "actors", "places", "sums", "contradictions", "coverage"]
)
def test_the_address_of_a_row_is_whole_and_leads_there(served: Served, path: str) -> None:
    with served.client() as client:
        rows = client.get(f"/{path}.json").json()["rows"]
        written = list(csv.DictReader(io.StringIO(client.get(f"/{path}.csv").text, newline="")))
        assert rows
        assert [row["address"] for row in rows] == [row["address"] for row in written]
        assert all(
            row[key].startswith(f"{served.root}/") for row in rows for key in ("address", "listed") if key in row
        )
        assert client.get(rows[0]["address"]).status_code == 200


def test_a_record_that_is_gone_is_no_fault_of_who_asks(own: Served, tmp_path: Path) -> None:
    own.desk.record.engine.dispose()
    (tmp_path / "own.dateline").rename(tmp_path / "moved.dateline")
    with own.client() as client:
        for path in ("incidents", "reports", "documents", "contradictions", "review", "decisions", "coverage"):
            answer = client.get(f"/{path}.json")
            assert answer.status_code == 503, (path, answer.text)
            assert "moved, removed or replaced" in answer.json()["error"]
    (tmp_path / "moved.dateline").rename(tmp_path / "own.dateline")


def test_the_decisions_about_an_old_id_are_those_about_what_it_leads_to(own: Served) -> None:
    one = next(one for one in own.desk.record.queue() if one.near)
    made = own.desk.record.decide("merge", [one.id, one.near or ""], reviewer="ada", reason="one raid")
    own.desk.index.refresh()
    with own.client() as client:
        for id_ in (one.id, one.near):
            told = client.get("/decisions.json", params={"incident": id_}).json()
            assert [row["id"] for row in told["rows"]] == [made.id]
