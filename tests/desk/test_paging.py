"""Going on from page to page: never into another list, and never past a row or to one twice."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.desk.serving import Served
from tests.reconciling.incidents.short_reports import Said, article
from tests.record.storing import store_told

from dateline.desk.paging import key_in, start_of, token_of
from dateline.desk.refused import Refused

LISTS = ("reports", "incidents", "documents", "contradictions", "actors", "places", "review")
# A filter of each that leaves more than two of the examples.
NARROWED = {
    "reports": {"has": "place"}, "incidents": {"has": "place"}, "documents": {"year": "2008"},
    "contradictions": {"disputed": "number"}, "actors": {"has": "place"}, "places": {"has": "when"},
    "review": {"has": "place"},
}  # fmt: skip
KEYS = st.tuples(st.integers(-9, 9), st.text(max_size=3))


@given(st.sets(KEYS), KEYS)
def test_a_token_leads_behind_its_row_whatever_came_or_went(keys: set, last: tuple) -> None:
    order = sorted(keys)
    start = start_of("actors", token_of("actors", last), order, like=(int, str))
    assert order[start:] == [key for key in order if key > last]


def test_a_token_of_another_list_or_order_is_refused() -> None:
    token = token_of("decisions, newest", (3,))
    for name, like in (("decisions, oldest", (int,)), ("decisions, newest", (int, str))):
        with pytest.raises(Refused, match="begin at the first page"):
            key_in(name, token, like=like)


@pytest.mark.parametrize("path", LISTS)
def test_a_page_of_the_list_under_other_filters_is_refused(served: Served, path: str) -> None:
    with served.client() as client:
        first = client.get(f"/{path}.json", params={"_size": "1"}).json()
        assert first["next"]
        same = client.get(f"/{path}.json", params={"_size": "2", "_next": first["next"]})
        assert same.status_code == 200
        for asked in (NARROWED[path], {"search": "army"} if path == "reports" else NARROWED[path]):
            answer = client.get(f"/{path}.json", params={**asked, "_next": first["next"]})
            assert answer.status_code == 400, answer.text
            assert "under other filters; leave it out to begin at the first page" in answer.json()["error"]
        other = "incidents" if path != "incidents" else "reports"
        assert client.get(f"/{other}.json", params={"_next": first["next"]}).status_code == 400


def test_the_queue_goes_on_by_a_token_that_tells_no_id(served: Served) -> None:
    seen: list[str] = []
    ids = [one.id for one in served.desk.now.queue(None)]
    asked = {"_size": "2"}
    with served.client() as client:
        while True:
            told = client.get("/review.json", params=asked).json()
            seen += [row["id"] for row in told["rows"]]
            if told["next"] is None:
                break
            assert not told["next"].startswith("i") or told["next"] not in [
                one.id for one in served.desk.now.queue(None)
            ]
            asked["_next"] = told["next"]
            asked["at"] = seen[0]  # which incident is looked at is no filter of the queue
    assert seen == ids


def _pages(client: Any, path: str, asked: dict[str, str]) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    while True:
        told = client.get(f"/{path}.json", params=asked).json()
        rows += told["rows"]
        if told["next"] is None:
            return rows
        asked = {**asked, "_next": told["next"]}


@pytest.mark.parametrize(
    ("path", "asked"),
    [
        ("reports", {}), ("reports", {"_sort": "-newest"}), ("reports", {"search": "army", "_sort": "relevance"}),
        ("incidents", {}), ("documents", {}), ("documents", {"_sort": "title"}), ("documents", {"search": "army"}),
        ("actors", {}), ("places", {}), ("contradictions", {}),
    ],
)  # fmt: skip
def test_a_build_between_two_pages_loses_and_doubles_nothing(own: Served, path: str, asked: dict[str, str]) -> None:
    said = Said("shot", ("the army|XX:army|military",))
    new = [
        article(f"Six guards of the army were shot in Amarah on day {n}, the army said.", said, outlet="Awash Mail",
                day="2030-01-01" if n else "1990-01-01")
        for n in range(4)
    ]  # fmt: skip
    with own.client() as client:
        before = {row["id"]: row for row in _pages(client, path, {**asked, "_size": "100"})}
        first = client.get(f"/{path}.json", params={**asked, "_size": "2"}).json()
        store_told(own.desk.record, new)
        own.desk.load()
        rest = _pages(client, path, {**asked, "_size": "2", "_next": first["next"]})
        after = {row["id"]: row for row in _pages(client, path, {**asked, "_size": "100"})}
    seen = [row["id"] for row in (*first["rows"], *rest)]
    counted = {"actors": "reports", "places": "incidents"}.get(path)
    stayed = {id_ for id_ in before if id_ in after and (not counted or before[id_][counted] == after[id_][counted])}
    assert [id_ for id_ in stayed if seen.count(id_) != 1] == []
