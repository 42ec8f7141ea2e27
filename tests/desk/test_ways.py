from __future__ import annotations

import re
from html import unescape

import pytest
from tests.desk.serving import Served

from dateline.desk.ways import ways

STARTS = (
    "/incidents?type=COERCE&after=2008-06&level=single",
    "/reports?type=COERCE&voice=none",
    "/timeline?of=reports&type=COERCE",
    "/map?type=COERCE&status=occurred",
    "/actors?type=COERCE",
    "/places?type=COERCE&after=2008-06",
    "/review?type=COERCE",
    "/dossier?type=COERCE",
)


@pytest.mark.parametrize("start", STARTS)
def test_every_way_leads_to_a_room_with_the_same_filters(served: Served, start: str) -> None:
    with served.client() as client:
        nav = re.search(r'<nav class="ways".*?</nav>', client.get(start).text, re.DOTALL)
        assert nav
        addresses = [unescape(each) for each in re.findall(r'href="([^"]+)"', nav[0])]
        assert len(addresses) == 7
        for address in addresses:
            assert "type=COERCE" in address
            assert client.get(address).status_code == 200, address


def test_the_ways_there_and_back_give_the_same(served: Served) -> None:
    there = {way.name: way.address for way in ways({"type": ["COERCE"]}, "reports", here="/reports")}
    with served.client() as client:
        told = client.get(there["timeline"].replace("?", ".json?")).json()
        listed = client.get("/reports.json", params={"type": "COERCE"}).json()
    assert told["of"] == "reports"
    assert told["count"] == listed["count"] > 0


def test_what_a_room_does_not_know_is_left_behind_and_named() -> None:
    made = {way.name: way for way in ways({"level": ["single"], "type": ["COERCE"]}, "incidents", here="/incidents")}
    assert made["reports"].left_behind == ("level",)
    assert made["reports"].address == "/reports?type=COERCE"
    assert made["map"].left_behind == ()
