"""The list of documents: filtered, counted, sorted, and paged by tokens."""

from __future__ import annotations

import re
from typing import Any

import pytest
from tests.desk.serving import Served

SORTS = ("newest", "-newest", "oldest", "-oldest", "title", "-title", "reports", "-reports")


def told(served: Served, **asked: Any) -> Any:
    with served.client() as client:
        answer = client.get("/documents.json", params=asked)
    assert answer.status_code == 200, answer.text
    return answer.json()


@pytest.mark.parametrize("sort", SORTS)
def test_all_pages_together_are_the_whole_list_once(served: Served, sort: str) -> None:
    whole = [row["id"] for row in told(served, _sort=sort)["rows"]]
    assert sorted(whole) == sorted(row["id"] for row in served.desk.record.documents())
    seen: list[str] = []
    asked: dict[str, Any] = {"_size": 3, "_sort": sort}
    while True:
        page = told(served, **asked)
        assert page["count"] == len(whole)
        seen += [row["id"] for row in page["rows"]]
        if page["next"] is None:
            break
        asked["_next"] = page["next"]
    assert seen == whole


def test_the_orders_are_what_they_say(served: Served) -> None:
    counts = told(served, _sort="reports")["counts"]
    assert [one["reports"] for one in counts.values()] == sorted(
        (one["reports"] for one in counts.values()), reverse=True
    )
    titles = [row["title"].casefold() for row in told(served, _sort="title")["rows"]]
    assert titles == sorted(titles)
    days = [row["published"] for row in told(served, _sort="newest")["rows"]]
    assert days == [*sorted((day for day in days if day), reverse=True), *(day for day in days if not day)]
    days = [row["published"] for row in told(served, _sort="oldest")["rows"]]
    assert days == [*sorted(day for day in days if day), *(day for day in days if not day)]


def test_counts_are_those_of_the_record(served: Served) -> None:
    record = served.desk.record
    for id_, counted in told(served)["counts"].items():
        assert counted["reports"] == len(record.reports().where(document=id_))
        assert counted["claims"] == len(record.claims().where(document=id_))


def test_every_facet_counts_what_its_filter_leaves(served: Served) -> None:
    for facet in told(served)["facets"]:
        for value in facet["values"]:
            left = told(served, **{facet["name"]: value["value"]})
            assert left["count"] == value["count"], value
            again = next(one for one in left["facets"] if one["name"] == facet["name"])
            assert [one["count"] for one in again["values"]] == [one["count"] for one in facet["values"]]
            assert [one["value"] for one in again["values"] if one["selected"]] == [value["value"]]


def test_words_find_the_documents_that_hold_them_all(served: Served) -> None:
    rows = told(served, search="police chief")["rows"]
    assert rows
    expected = {row["id"] for row in served.desk.record.search("police chief", what="documents")}
    assert {row["id"] for row in rows} == expected
    assert told(served, search="police chief", _sort="newest")["count"] == len(rows)
    assert told(served, search='"; DROP (*)')["count"] == 0
    assert told(served, search="...")["count"] == 0


@pytest.mark.parametrize(
    "asked",
    [
        {"_sort": "odd"},
        {"_sort": "relevance"},
        {"_next": "odd"},
        {"_next": "WyJkb2N1bWVudHMiXQ"},
        {"_next": "W1tbW1s"},
        {"yeer": "2008"},
    ],
)
def test_what_cannot_be_asked_is_refused(served: Served, asked: dict[str, str]) -> None:
    with served.client() as client:
        answer = client.get("/documents.json", params=asked)
    assert answer.status_code == 400
    assert answer.json()["ok"] is False


def test_a_token_of_another_order_is_refused(served: Served) -> None:
    token = told(served, _size=3, _sort="title")["next"]
    with served.client() as client:
        assert client.get("/documents.json", params={"_next": token, "_sort": "reports"}).status_code == 400


def test_the_page_shows_the_rows_of_its_export(served: Served) -> None:
    asked = {"year": "2008", "_sort": "title"}
    with served.client() as client:
        page = client.get("/documents", params=asked).text
        lines = client.get("/documents.csv", params=asked).text
    shown = re.findall(r'<p class="what"><a href="/documents/(\w+)"', page)
    assert shown == [row["id"] for row in told(served, **asked)["rows"]]
    assert all(id_ in lines for id_ in shown)
