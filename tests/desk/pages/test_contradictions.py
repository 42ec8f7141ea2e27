"""All contradictions, filtered, sorted, page by page; each with both sides."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from tests.desk.serving import Served

PAGE = {"Accept": "text/html"}


@pytest.fixture(scope="module")
def client(served: Served) -> Iterator[httpx.Client]:
    with served.client() as made:
        yield made


@pytest.fixture(scope="module")
def rows(served: Served) -> list[dict[str, Any]]:
    return sorted(served.desk.record.contradictions(), key=lambda row: (-row["weight"], int(row["id"][1:], 16)))


def ids(answer: httpx.Response) -> list[str]:
    assert answer.status_code == 200, answer.text
    return [row["id"] for row in answer.json()["rows"]]


def test_weightiest_come_first_unless_asked_otherwise(client: httpx.Client, rows: list[dict[str, Any]]) -> None:
    assert ids(client.get("/contradictions.json")) == [row["id"] for row in rows]
    assert ids(client.get("/contradictions.json?_sort=-weight")) == [row["id"] for row in reversed(rows)]
    kinds = client.get("/contradictions.json?_sort=kind").json()["rows"]
    assert [row["disputed"] for row in kinds] == sorted(row["disputed"] for row in rows)


@pytest.mark.parametrize("sort", ["weight", "-weight", "newest", "kind", "-kind"])
def test_pages_are_the_whole_list_in_its_order(client: httpx.Client, sort: str) -> None:
    whole = ids(client.get("/contradictions.json", params={"_sort": sort}))
    seen: list[str] = []
    asked = {"_sort": sort, "_size": "1"}
    while True:
        answer = client.get("/contradictions.json", params=asked)
        seen += ids(answer)
        if answer.json()["next"] is None:
            break
        asked["_next"] = answer.json()["next"]
    assert seen == whole


def test_filters_leave_what_fits(client: httpx.Client, rows: list[dict[str, Any]]) -> None:
    for name, key in (("disputed", "disputed"), ("field", "field"), ("incident", "incident")):
        value = rows[0][key]
        found = client.get("/contradictions.json", params={name: value}).json()["rows"]
        assert [row["id"] for row in found] == [row["id"] for row in rows if row[key] == value]
    least = rows[1]["weight"]
    found = client.get("/contradictions.json", params={"min_weight": str(least)}).json()["rows"]
    assert [row["id"] for row in found] == [row["id"] for row in rows if row["weight"] >= least]


def test_facets_count_what_the_other_filters_leave(client: httpx.Client, rows: list[dict[str, Any]]) -> None:
    told = client.get("/contradictions.json", params={"disputed": rows[0]["disputed"]}).json()
    counted = {facet["name"]: {one["value"]: one["count"] for one in facet["values"]} for facet in told["facets"]}
    assert sum(counted["disputed"].values()) == len(rows)
    assert sum(counted["field"].values()) == told["count"]


def test_page_quotes_every_side(client: httpx.Client, rows: list[dict[str, Any]]) -> None:
    page = client.get("/contradictions", headers=PAGE).text
    for row in rows:
        assert f'id="{row["id"]}"' in page
        for side in row["values"]:
            for quote in side["quotes"][:3]:
                assert f"/documents/{quote['document']}" in page


def test_one_contradiction_has_a_page_and_exports(client: httpx.Client, rows: list[dict[str, Any]]) -> None:
    id_ = rows[0]["id"]
    assert client.get(f"/contradictions/{id_}", headers=PAGE).status_code == 200
    assert ids(client.get(f"/contradictions/{id_}.json")) == [id_]
    assert client.get(f"/contradictions/{id_}.csv").text.count("\r\n") == 2
    assert client.get("/contradictions/x0000000000000000.json").status_code == 404


@pytest.mark.parametrize("asked", ["_sort=x", "min_weight=2", "min_weight=a", "disputed=x", "_next=x", "colour=red"])
def test_what_cannot_be_asked_is_refused(client: httpx.Client, asked: str) -> None:
    answer = client.get(f"/contradictions.json?{asked}")
    assert (answer.status_code, answer.json()["ok"]) == (400, False)


def test_sums_are_those_of_the_record(served: Served, client: httpx.Client) -> None:
    told = client.get("/sums.json").json()
    assert [{**row, "address": None} for row in told["rows"]] == [
        {**row, "address": None} for row in sorted(served.desk.record.checks(), key=lambda row: not row["more"])
    ]
    assert client.get("/sums", headers=PAGE).status_code == 200
    assert client.get("/sums.json?more=true").json()["count"] == told["more"]
