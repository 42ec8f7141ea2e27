"""What is listed on the screen is what its exports hold, and a timeline that is brushed keeps the days between."""

from __future__ import annotations

import csv
import io
from typing import Any
from urllib.parse import parse_qs, urljoin, urlsplit

import httpx
import pytest
from playwright.sync_api import Page, expect
from tests.desk.browser.watching import Watched
from tests.desk.serving import Served
from tests.desk.walking import page_of, walked

from dateline.desk.registry import PAGES

_LISTED = {
    "/incidents?type=COERCE&_sort=killed": "main ol.rows > li .what > a",
    "/reports?search=police&_size=20": "main ol.rows > li .what > a",
    "/documents?_size=20": "main ol.rows a[href^='/documents/']",
    "/contradictions": "main a[href^='/contradictions/']",
    "/actors?_size=20": "main ol.rows a[href^='/actors/']",
    "/places?_size=20": "main ol.rows a[href^='/places/']",
    "/review?_size=20": ".waiting ol.rows a",
    "/decisions": "[aria-labelledby=log] article .done + .note > a:first-of-type",
}


def _exported(served: Served, page: Page, name: str) -> httpx.Response:
    """Follow the link of the page to an export of it."""
    link = page.locator("footer").get_by_role("link", name=name, exact=True)
    with served.client() as client:
        answer = client.get(urljoin(page.url, link.get_attribute("href") or "").removeprefix(served.root))
    assert answer.status_code == 200, answer.text[:300]
    return answer


def _on_screen(page: Page, selector: str) -> list[str]:
    """Return where the rows that are seen lead, in their order, each once."""
    links = page.locator(selector).evaluate_all(
        "all => all.filter((one) => one.checkVisibility()).map((one) => one.href)"
    )
    return list(dict.fromkeys(urlsplit(link)._replace(fragment="").geturl() for link in links))


@pytest.mark.parametrize(("address", "selector"), _LISTED.items())
def test_an_export_is_the_screen(seen: Watched, decided: Served, address: str, selector: str) -> None:
    page = seen.open(address)
    shown = _on_screen(page, selector)
    assert shown
    told = _exported(decided, page, "JSON").json()["rows"]
    rows = list(csv.DictReader(io.StringIO(_exported(decided, page, "CSV").text, newline="")))
    assert [row["id"] for row in rows] == [row["id"] for row in told]
    if "review" in address:
        assert [parse_qs(urlsplit(link).query)["at"] for link in shown] == [[row["id"]] for row in told]
    else:
        assert shown == [urljoin(decided.root, row["address"]) for row in told]
    with decided.client() as client:
        for row in told[:5]:
            assert client.get(urljoin(decided.root, row["address"])).status_code == 200, row["address"]
    assert not seen.wrong


@pytest.mark.parametrize("name", [page.name for page in PAGES if "geojson" in page.formats])
def test_what_has_a_place_is_on_a_map_of_ones_own(decided: Served, name: str) -> None:
    with decided.client() as client:
        address = walked(client, most=1)[name][0].partition("?")[0]
        told = client.get(f"{address}.json").json()["rows"]
        drawn = client.get(f"{address}.geojson").json()
    assert drawn["type"] == "FeatureCollection"
    placed = [row["id"] for row in told if (row.get("place") or row).get("lat") is not None]
    assert [one["id"] for one in drawn["features"]] == placed


def test_every_page_is_there_in_every_format_it_names(decided: Served) -> None:
    with decided.client() as client:
        seen = walked(client, most=1)
        for page in PAGES:
            for address in seen.get(page.name, ()):
                path, _, asked = address.partition("?")
                for format_ in page.formats:
                    there = f"{'/index' if path == '/' else path}.{format_}" + (f"?{asked}" if asked else "")
                    answer = client.get(there)
                    assert answer.status_code == 200, (there, answer.text[:200])
                    assert page_of(path) is page


def _brush(page: Page, start: float, end: float) -> None:
    box: Any = page.locator("[data-brush] svg").bounding_box()
    y = box["y"] + box["height"] - 12
    page.mouse.move(box["x"] + start * box["width"], y)
    page.mouse.down()
    page.mouse.move(box["x"] + (start + end) / 2 * box["width"], y, steps=3)
    page.mouse.move(box["x"] + end * box["width"], y, steps=3)
    page.mouse.up()


def test_brushing_a_timeline_keeps_the_days_between_everywhere(seen: Watched, decided: Served) -> None:
    page = seen.open("/timeline?of=incidents&type=COERCE")
    before = page.locator("h1").inner_text()
    _brush(page, 0.4, 0.8)
    page.wait_for_url("**after=*")
    asked = parse_qs(urlsplit(page.url).query)
    assert asked["after"] < asked["before"]
    assert asked["type"] == ["COERCE"]
    expect(page.locator("h1")).not_to_have_text(before)
    page.get_by_role("navigation", name="The same on other pages").get_by_role("link", name="incidents").click()
    listed = parse_qs(urlsplit(page.url).query)
    assert {key: listed[key] for key in ("after", "before", "type")} == {
        key: asked[key] for key in ("after", "before", "type")
    }
    with decided.client() as client:
        told = client.get("/incidents.json", params={key: values[0] for key, values in listed.items()}).json()
    assert page.locator("h1 .total").inner_text() == f"{told['count']:,}"
    assert not seen.wrong


def test_brushing_is_no_way_to_miss_a_click(seen: Watched) -> None:
    page = seen.open("/timeline?type=COERCE&after=2008-06&before=2008-06")
    _brush(page, 0.5, 0.5)
    assert "after=2008-06&" in page.url + "&"
    page.locator("#days input[name=after]").fill("2008-06-15")
    page.keyboard.press("Enter")
    page.wait_for_url("**after=2008-06-15*")
    assert not seen.wrong
