"""Lists of reports and incidents: what the page shows is what its exports hold."""

from __future__ import annotations

import csv
import html
import io
import re
from collections import Counter
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from tests.desk.serving import Served

import dateline
from dateline.desk.pages import timeline
from dateline.indexing import FacetValue

LISTS = ("reports", "incidents")
NARROWED = {"type": "COERCE", "after": "2008-06-10", "before": "2008-06-30"}


def _json(served: Served, path: str, **asked: Any) -> Any:
    with served.client() as client:
        answer = client.get(path, params=asked)
    assert answer.status_code == 200, answer.text
    return answer.json()


def _ids_on_page(served: Served, what: str, **asked: Any) -> list[str]:
    with served.client() as client:
        page = client.get(f"/{what}", params=asked).text
    return re.findall(rf'<p class="what"><a href="/{what}/([ri][0-9a-f]+)"', page)


@pytest.mark.parametrize("what", LISTS)
@pytest.mark.parametrize("asked", [{}, NARROWED, {"_size": "7", "_sort": "-newest"}, {"search": "police"}])
def test_the_exports_hold_the_rows_of_the_page_in_its_order(served: Served, what: str, asked: dict[str, str]) -> None:
    shown = _ids_on_page(served, what, **asked)
    assert shown
    told = _json(served, f"/{what}.json", **asked)["rows"]
    assert [row["id"] for row in told] == shown
    with served.client() as client:
        text = client.get(f"/{what}.csv", params=asked).text
        mapped = client.get(f"/{what}.geojson", params=asked).json()
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert [row["id"] for row in rows] == shown
    assert all(row["address"] == f"{served.root}/{what}/{row['id']}" for row in rows)
    assert [one["id"] for one in mapped["features"]] == [
        row["id"] for row in told if row["place"] and row["place"]["lat"] is not None
    ]


@pytest.mark.parametrize("what", LISTS)
def test_all_pages_together_are_the_whole_list_once(served: Served, what: str) -> None:
    seen: list[str] = []
    asked: dict[str, str] = {"_size": "20"}
    while True:
        told = _json(served, f"/{what}.json", **asked)
        seen += [row["id"] for row in told["rows"]]
        if told["next"] is None:
            break
        asked["_next"] = told["next"]
    with dateline.open(served.desk.record.name, read_only=True) as record:
        assert sorted(seen) == sorted(row["id"] for row in getattr(record, what)())
        assert told["count"] == len(seen)


@pytest.mark.parametrize("what", LISTS)
def test_a_facet_counts_what_its_link_lists(served: Served, what: str) -> None:
    for facet in _json(served, f"/{what}.json", **NARROWED)["facets"]:
        for value in facet["values"][:3]:
            asked = {**NARROWED, facet["name"]: value["value"]}
            assert _json(served, f"/{what}.json", **asked)["count"] == value["count"], (facet["name"], value)


def test_every_link_of_a_page_leads_somewhere(served: Served) -> None:
    with served.client() as client:
        page = client.get("/incidents", params=NARROWED).text
        links = set(re.findall(r'href="(/incidents\?[^"]*|/timeline\?[^"]*)"', page))
        assert links
        for link in sorted(links)[:25]:
            assert client.get(link.replace("&amp;", "&")).status_code == 200, link


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"tpye": "COERCE"}, "did you mean 'type'"),
        ({"type": "COERSE"}, "did you mean 'COERCE'"),
        ({"_size": "0"}, "from 1 to"),
        ({"_size": "many"}, "from 1 to"),
        ({"_next": "guess"}, "page"),
        ({"_sort": "newst"}, "did you mean 'newest'"),
        ({"_facet": "tpye"}, "did you mean 'type'"),
        ({"after": "yesterday"}, "after"),
        ({"search": "a\x00b"}, "U+0000"),
    ],
)
def test_what_cannot_be_asked_is_refused_by_name(served: Served, asked: dict[str, str], said: str) -> None:
    with served.client() as client:
        answer = client.get("/reports.json", params=asked)
        page = client.get("/reports", params=asked, headers={"Accept": "text/html"})
    assert answer.status_code == page.status_code == 400
    told = answer.json()
    assert set(told) == {"ok", "error", "errors", "status"}
    assert said in " ".join(told["errors"])
    assert "<h1>" in page.text


def test_a_spreadsheet_runs_nothing_of_a_guarded_file(served: Served) -> None:
    with served.client() as client:
        exact = client.get("/reports.csv").text
        guarded = client.get("/reports.csv", params={"_flavour": "spreadsheet"}).text
        assert client.get("/reports.csv", params={"_flavour": "x"}).status_code == 400
    plain = list(csv.reader(io.StringIO(exact, newline="")))
    cells = [cell for row in csv.reader(io.StringIO(guarded, newline="")) for cell in row]
    assert len(cells) == sum(map(len, plain))
    assert not [cell for cell in cells if cell[:1] in "=+@\t\r" and cell]


def test_the_timeline_tells_what_it_draws(served: Served) -> None:
    told = _json(served, "/timeline.json", of="incidents")
    listed = _json(served, "/incidents.json", _size="500")
    timed = {row["id"] for row in listed["rows"] if row["when"]}
    assert {mark["id"] for mark in told["rows"]} == timed
    assert (told["count"], told["with_time"]) == (listed["count"], len(timed))


def test_a_crowd_on_the_timeline_is_counted(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    days = [row["when"] for row in _json(served, "/reports.json", _size="500")["rows"] if row["when"]]
    monkeypatch.setattr(timeline, "_DRAWN", 0)
    told = _json(served, "/timeline.json", of="reports", after="2008-06", before="2008-06")
    assert told["drawn_as"] == "bins"
    within = Counter(one["earliest"] for one in days if one["earliest"] == one["latest"])
    assert {one["first"]: one["count"] for one in told["rows"]} == {
        day: count for day, count in within.items() if day.startswith("2008-06")
    }


@pytest.mark.parametrize("by", ["place", "doer", "recipient", "type"])
def test_lines_of_the_timeline_count_what_their_filter_lists(
    served: Served, by: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    facets = _json(served, "/reports.json", _facet=by)["facets"]
    values = {one["label"]: one["count"] for one in next(one["values"] for one in facets if one["name"] == by)}
    monkeypatch.setattr(timeline, "_DRAWN", 0)
    told = _json(served, "/timeline.json", of="reports", by=by)
    counted: Counter[str] = Counter()
    for one in told["rows"]:
        counted[one["lane"]] += one["count"]
    assert counted
    assert all(count <= values[lane] for lane, count in counted.items() if lane in values)


def test_two_of_one_name_are_two_lines_of_the_timeline(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    listed = _json(served, "/reports.json", _facet="doer")
    doers = next(one["values"] for one in listed["facets"] if one["name"] == "doer")[:2]
    values = [FacetValue(one["value"], "police", one["count"], False) for one in doers]
    monkeypatch.setattr(timeline, "_DRAWN", 0)
    monkeypatch.setattr(served.desk.covers, "facets", lambda _: {"doer": values})
    told = _json(served, "/timeline.json", of="reports", by="doer")
    assert {one["lane"] for one in told["rows"]} <= {f"police ({one.value})" for one in values}
    assert len({one["lane"] for one in told["rows"]}) == 2


@pytest.mark.parametrize(
    ("path", "besides"),
    [
        ("/timeline", {"of": "reports", "by": "type"}),
        ("/map", {"of": "reports"}),
        ("/actors", {"called": "army"}),
        ("/places", {"called": "amara"}),
    ],
)
def test_the_way_out_of_a_filter_keeps_all_else(served: Served, path: str, besides: dict[str, str]) -> None:
    with served.client() as client:
        page = client.get(path, params={"type": "COERCE", "status": "occurred", **besides}).text
    ways = re.findall(r'<a href="([^"]*)" title="Take this out"', page)
    left = [dict(parse_qsl(urlsplit(html.unescape(way)).query)) for way in ways]
    assert left == [{"status": "occurred", **besides}, {"type": "COERCE", **besides}]


@pytest.mark.parametrize("by", ["type", "doer", "place"])
def test_lines_of_the_timeline_hold_only_what_the_filters_leave(
    served: Served, by: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    facets = _json(served, "/reports.json", _facet=by)["facets"]
    value = next(one["values"] for one in facets if one["name"] == by)[1]
    monkeypatch.setattr(timeline, "_DRAWN", 0)
    told = _json(served, "/timeline.json", of="reports", by=by, **{by: value["value"]})
    assert told["count"] == value["count"]
    assert len({one["lane"] for one in told["rows"]}) == 1
    assert 0 < sum(one["count"] for one in told["rows"]) <= told["with_time"]


def test_taking_all_filters_out_leaves_what_is_shown_and_how(served: Served) -> None:
    with served.client() as client:
        page = client.get("/timeline", params={"of": "incidents", "by": "place", "type": "COERCE"}).text
    (out,) = re.findall(r'<a href="([^"]+)">take all out</a>', page)
    assert parse_qsl(urlsplit(html.unescape(out)).query) == [("of", "incidents"), ("by", "place")]
