"""Places: the list counts incidents, and one is shown with who held it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.desk.serving import Served

import dateline
from dateline.desk.addresses import encode
from dateline.desk.pages import places

CONTROL = (
    "Kismayo, 3 May 2014 - Al-Shabaab controls Barawe. On 5 October 2014 Somali government troops took Barawe and now "
    "control Barawe, the governor said."
)


def test_the_list_counts_the_incidents_at_each(served: Served) -> None:
    with dateline.open(served.desk.record.name, read_only=True) as record:
        counted = Counter(row["place"]["id"] for row in record.incidents() if row["place"])
    with served.client() as client:
        told = client.get("/places.json", params={"_size": "500"}).json()
    assert {row["id"]: row["incidents"] for row in told["rows"]} == dict(counted)
    assert told["count"] == len(counted)


def test_every_place_that_is_listed_has_a_page_and_a_point(served: Served) -> None:
    with served.client() as client:
        rows = client.get("/places.json", params={"_size": "500"}).json()["rows"]
        mapped = client.get("/places.geojson", params={"_size": "500"}).json()
        for row in rows:
            page = client.get(f"/places/{encode(row['id'])}")
            assert page.status_code == 200, row["id"]
            assert row["name"] in page.text
    assert len(mapped["features"]) == sum(row["lat"] is not None for row in rows)


def test_a_place_nobody_tells_of_is_not_there(served: Served) -> None:
    with served.client() as client:
        assert client.get(f"/places/{encode('geonames:0')}.json").status_code == 404


def test_who_held_a_place_is_drawn_from_claims(serve: Callable[..., Any], tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(CONTROL)
    record = tmp_path / "control.dateline"
    with dateline.build(tmp_path / "a.txt", to=record) as built:
        held = [claim for claim in built.claims() if claim["kind"] == "control" and claim["object"]["id"]]
    assert held
    with serve(record) as served, served.client() as client:
        row = client.get(f"/places/{encode(held[0]['object']['id'])}.json").json()["rows"][0]
        page = client.get(f"/places/{encode(held[0]['object']['id'])}").text
    assert [one["claim"] for one in row["control"]] == [claim["id"] for claim in held]
    assert all(one["holder"] in page for one in row["control"])


def test_the_map_holds_every_place_of_the_incidents(served: Served) -> None:
    with dateline.open(served.desk.record.name, read_only=True) as record:
        counted = Counter((row["place"]["id"], row["place"]["precision"]) for row in record.incidents() if row["place"])
    with served.client() as client:
        told = client.get("/map.json").json()
        listed = client.get(told["rows"][0]["listed"].replace("/incidents?", "/incidents.json?")).json()
    assert {(row["id"], row["precision"]): row["count"] for row in told["rows"]} == dict(counted)
    assert told["placed"] == counted.total()
    assert listed["count"] == told["rows"][0]["count"]


def test_a_place_is_there_on_days_on_which_nobody_tells_of_it(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    class Nowhere:
        def of_id(self, _: str) -> None:
            return None

    monkeypatch.setattr(places, "open_gazetteer", Nowhere)
    with served.client() as client:
        first = client.get("/places.json").json()["rows"][0]
        answer = client.get(f"/places/{encode(first['id'])}.json", params={"before": "1980"})
    assert answer.status_code == 200
    (row,) = answer.json()["rows"]
    assert (row["name"], row["reports"], row["incidents"]) == (first["name"], 0, 0)
