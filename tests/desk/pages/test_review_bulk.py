"""Many decisions at once over HTTP: previewed, done in one go, taken back in one."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import closing
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from tests.desk.serving import Served

from dateline.desk.review import bulk
from dateline.model.occasion import occasion_of


@pytest.fixture
def ada(own: Served) -> Iterator[httpx.Client]:
    with closing(own.reviewer("ada")) as client:
        yield client


def preview(client: httpx.Client, query: str = "") -> dict[str, Any]:
    answer = client.get(f"/review/bulk.json?{query}")
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def decide(client: httpx.Client, act: str, told: dict[str, Any], **values: str) -> httpx.Response:
    return client.post("/review/bulk/decide", json={"act": act, "targets": " ".join(told["targets"]), **values})


def test_the_preview_shows_what_would_be_decided_and_decides_nothing(own: Served, ada: httpx.Client) -> None:
    told = preview(ada, "type=COERCE")
    wanted = [one.id for one in own.desk.record.queue()]
    wanted = [row["id"] for row in own.desk.record.some("incidents", wanted) if row["type"] == "COERCE"]
    assert [one.partition("=")[0] for one in told["targets"]] == wanted
    assert [row["id"] for row in told["rows"]] == wanted[:20]
    assert told["snapshot"] == own.desk.now.version
    page = ada.get("/review/bulk?type=COERCE", headers={"Accept": "text/html"}).text
    assert f"Accept these {len(wanted)}" in page
    assert own.desk.record.decisions_since() == []


def test_all_is_decided_in_one_go_and_taken_back_in_one(own: Served, ada: httpx.Client) -> None:
    record, told = own.desk.record, preview(ada, "type=COERCE")
    before = len(record.reconciliations())
    done = decide(ada, "accept", told, next="/review/bulk?type=COERCE").json()
    assert done["decided"] == len(told["targets"])
    assert len(record.reconciliations()) == before + 1
    assert record.broken_link() is None
    assert {occasion_of(one.proposal).bulk for one in record.decisions_since()} == {(1, done["decided"])}
    after = preview(ada, urlsplit(done["next"]).query)
    assert after["targets"] == []
    assert after["done"]["number"] == done["decided"]
    page = ada.get(done["next"], headers={"Accept": "text/html"}).text
    assert f"undo all {done['decided']}" in page
    assert preview(ada)["count"] == len(record.queue(reviewer="ada"))

    assert ada.post("/review/undo", json={}).json()["undone"] == done["decisions"]
    assert len(record.decisions_since()) == done["decided"] + 1
    assert preview(ada, "type=COERCE")["targets"] != []


def test_one_of_many_is_taken_back_alone(own: Served, ada: httpx.Client) -> None:
    done = decide(ada, "unsure", preview(ada, "type=COERCE"), next="/review/bulk").json()
    one = done["decisions"][1]
    assert ada.post("/review/undo", json={"decision": one, "alone": "yes"}).json()["undone"] == [one]
    left = ada.post("/review/undo", json={}).json()["undone"]
    assert left == [id_ for id_ in done["decisions"] if id_ != one]
    assert own.desk.record.broken_link() is None


def test_what_changed_meanwhile_is_told_and_left_out(own: Served, ada: httpx.Client) -> None:
    told = preview(ada)
    first = told["rows"][0]["id"]
    own.desk.record.decide("edit", [first], reviewer="ben", field="when", value="2008-06-20")
    done = decide(ada, "accept", told, next="/review/bulk").json()
    assert done["left_out"] == [first]
    assert done["decided"] == len(told["targets"]) - 1
    assert parse_qs(urlsplit(done["next"]).query)["changed"] == [first]
    page = ada.get(done["next"], headers={"Accept": "text/html"}).text
    assert "Not decided, since they changed" in page
    other = decide(ada, "unsure", told, next="/review/bulk")
    assert other.status_code == 409
    assert "changed since they were shown" in other.json()["error"]


def test_many_that_are_sent_twice_are_decided_once_and_told_as_done(own: Served, ada: httpx.Client) -> None:
    told = preview(ada)
    first = told["rows"][0]["id"]
    own.desk.record.decide("edit", [first], reviewer="ben", field="when", value="2008-06-20")
    done = decide(ada, "accept", told, next="/review/bulk").json()
    assert decide(ada, "accept", told, next="/review/bulk").json() == done
    assert len(own.desk.record.decisions_since()) == len(told["targets"])


def test_rejecting_many_needs_a_reason(own: Served, ada: httpx.Client) -> None:
    told = preview(ada, "type=COERCE")
    assert decide(ada, "reject", told).status_code == 422
    assert own.desk.record.decisions_since() == []
    assert decide(ada, "reject", told, reason="a film").status_code == 200
    assert {one.reason for one in own.desk.record.decisions_since()} == {"a film"}


def test_no_more_than_may_be_looked_through_is_decided_on(own: Served, ada: httpx.Client) -> None:
    many = " ".join(f"i{n:016x}=1" for n in range(501))
    for targets, status in ((many, 422), ("IQ:army=1", 400), ("i0123456789abcdef", 400), (" ", 400)):
        answer = ada.post("/review/bulk/decide", json={"act": "accept", "targets": targets})
        assert answer.status_code == status
    with own.client(headers={"Origin": own.root, "Accept": "application/json"}) as nobody:
        assert decide(nobody, "accept", preview(ada)).status_code == 403
    assert own.desk.record.decisions_since() == []


def test_what_takes_long_is_done_beside_and_told(
    own: Served, ada: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "PATIENCE", 0.0)
    done = decide(ada, "accept", preview(ada), next="/review/bulk?type=COERCE").json()
    assert done["decided"] == 0
    for _ in range(200):
        page = ada.get(done["next"], headers={"Accept": "text/html"})
        if page.status_code == 308:
            break
        assert "are being decided on" in page.text
        time.sleep(0.05)
    last = own.desk.record.decisions_since()[-1]
    assert parse_qs(urlsplit(page.headers["location"]).query)["done"] == [last.id]
