"""What a reader sees is said in words: codes stand behind them, in `code` elements, titles and the exports."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

import httpx
import pytest
from tests.desk.serving import Served

from dateline.desk.addresses import Addresses
from dateline.desk.sayings import said_actor, said_doubt, said_place, said_value
from dateline.model import EventType, How, PartyMissing, PlaceMissing, Status, WhenMissing
from dateline.reviewing.keys import ACTS

# What quotes a source, or is a code on purpose.
_QUOTED = re.compile(r"<(code|blockquote|q|script|style|figcaption|title)\b.*?</\1>|<[^>]+>", re.DOTALL)
_EDTF = re.compile(r"\b\d{4}-\d\d(?:-\d\d)?(?:[~?%]|/\.\.|/)|\.\./\d{4}|\b\d{4}-\d\d-\d\d/\d{4}")
# Values of closed lists that are written otherwise than any word.
_CODES = [*EventType, *(code for of in (PartyMissing, PlaceMissing, WhenMissing, How) for code in of if "_" in code)]
_CODE = re.compile("|".join(rf"\b{re.escape(code)}\b(?!/)" for code in _CODES))


@pytest.fixture(scope="module")
def client(served: Served) -> Iterator[httpx.Client]:
    with served.client() as made:
        yield made


def seen(client: httpx.Client, address: str) -> str:
    """Return what a reader sees of a page, without what it quotes and the codes that it names as such."""
    answer = client.get(address, headers={"Accept": "text/html"})
    assert answer.status_code == 200
    return unescape(_QUOTED.sub(" ", answer.text.partition("<body>")[2]))


@pytest.mark.parametrize(
    "path", ["/", "/incidents", "/reports", "/contradictions", "/coverage", "/places", "/actors", "/review", "/sums"]
)
def test_no_list_shows_codes_in_the_place_of_words(client: httpx.Client, path: str) -> None:
    shown = seen(client, path)
    assert not _EDTF.findall(shown)
    assert not _CODE.findall(shown)


def test_no_incident_shows_codes_in_the_place_of_words(served: Served, client: httpx.Client) -> None:
    for row in list(served.desk.record.incidents())[:20]:
        shown = seen(client, Addresses().incident(row["id"]))
        assert not _EDTF.findall(shown), row["id"]
        assert not _CODE.findall(shown), row["id"]
        assert "first level" not in shown


def test_every_act_on_an_incident_has_its_key_printed_on_what_does_it(served: Served) -> None:
    row = max(served.desk.record.incidents(), key=lambda one: len(one["reports"]))
    ada = served.reviewer()
    page = ada.get(Addresses().incident(row["id"]), headers={"Accept": "text/html"}).text
    ada.close()
    for one in ACTS:
        if one.act != "split" or len(row["reports"]) > 1:
            assert re.search(rf'data-key="{one.key}"[^>]*><kbd>{one.key}</kbd> \w', page), one.act
    assert len(re.findall(r'data-key="(\w)"', page)) == len(set(re.findall(r'data-key="(\w)"', page)))


def test_values_of_filters_are_called_by_their_words() -> None:
    assert {said_value("status", status) for status in Status} == {
        "happened",
        "going on",
        "planned",
        "possible",
        "denied",
    }
    assert said_value("country", "IQ") == "Iraq"
    assert said_value("before", "2008-06") == "June 2008"
    assert said_value("actor", "gunmen") is None
    assert said_value("status", "none") is None


def test_countries_are_called_by_their_names() -> None:
    place = {"name": "Iraq", "kind": "country", "admin1": None, "country": "IQ"}
    assert said_place(place) == "Iraq"
    assert said_actor("militia", "IQ") == "militia, Iraq"
    assert said_doubt("place:not_stated") == "no place: the sentence does not say"
