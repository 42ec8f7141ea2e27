"""Actors: the list counts what the reports name, and one is shown with what packs and reports tell."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter

import pytest
from tests.desk.serving import Served

import dateline
from dateline.desk.addresses import encode
from dateline.model import Act


def _counted(served: Served) -> Counter[str]:
    with dateline.open(served.desk.record.name, read_only=True) as record:
        named: Counter[str] = Counter()
        for row in record.reports():
            named.update({party["id"] for role in ("actors", "recipients") for party in row[role]})
    return named


def test_the_list_counts_the_reports_that_name_each(served: Served) -> None:
    with served.client() as client:
        told = client.get("/actors.json", params={"_size": "500"}).json()
        rows = list(csv.DictReader(io.StringIO(client.get("/actors.csv", params={"_size": "500"}).text, newline="")))
    assert {row["id"]: row["reports"] for row in told["rows"]} == dict(_counted(served))
    assert [row["id"] for row in rows] == [row["id"] for row in told["rows"]]


def test_the_pages_of_the_list_hold_everybody_once(served: Served) -> None:
    seen: list[str] = []
    asked = {"_size": "9"}
    with served.client() as client:
        while True:
            told = client.get("/actors.json", params=asked).json()
            seen += [row["id"] for row in told["rows"]]
            if told["next"] is None:
                break
            asked["_next"] = told["next"]
        assert client.get("/actors.json", params={"_next": "guess"}).status_code == 400
    assert sorted(seen) == sorted(_counted(served))


def test_actors_are_found_by_words_of_their_names(served: Served) -> None:
    with served.client() as client:
        told = client.get("/actors.json", params={"called": "army iraqi"}).json()
    assert "IQ:army" in [row["id"] for row in told["rows"]]
    assert all("army" in row["name"].casefold() for row in told["rows"])


def test_every_actor_that_is_listed_has_a_page(served: Served) -> None:
    with served.client() as client:
        for row in client.get("/actors.json", params={"_size": "500"}).json()["rows"]:
            answer = client.get(f"/actors/{encode(row['id'])}")
            assert answer.status_code == 200, row["id"]


def test_one_is_shown_with_relations_offices_and_reports(served: Served) -> None:
    with served.client() as client:
        row = client.get("/actors/mahdi-army.json").json()["rows"][0]
        page = client.get("/actors/mahdi-army").text
    assert row["reports"] == _counted(served)["mahdi-army"]
    assert ("armed_wing_of", "Sadrist movement", "2003") in [
        (one["kind"], one["name"], one["since"]) for one in row["relations"]
    ]
    assert "since 2003" in page
    assert "<svg" in page


def test_days_filter_whom_it_acts_against(served: Served) -> None:
    with served.client() as client:
        whole = client.get("/actors/mahdi-army.json").json()["rows"][0]
        earlier = client.get("/actors/mahdi-army.json", params={"before": "1990"}).json()["rows"][0]
    assert whole["pairs"]
    assert (earlier["reports"], earlier["pairs"]) == (0, [])


def test_whom_nobody_names_or_knows_is_not_there(served: Served) -> None:
    with served.client() as client:
        assert client.get(f"/actors/{encode('text:nobody at all')}.json").status_code == 404
        assert client.get("/actors/al-shabaab.json").json()["rows"][0]["reports"] == 0


def test_an_actor_that_was_merged_leads_to_the_other(own: Served) -> None:
    own.desk.record.decide(Act.MERGE, ["mahdi-army", "IQ:army"], reviewer="ada")
    own.desk.index.refresh()
    with own.client() as client:
        answers = [client.get(f"/actors/{encode(id_)}.json") for id_ in ("mahdi-army", "IQ:army")]
    assert sorted(answer.status_code for answer in answers) == [200, 308]
    moved = next(answer for answer in answers if answer.status_code == 308)
    assert moved.headers["location"].endswith(".json")


def test_a_filter_for_an_actor_leaves_those_who_are_named_with_it(served: Served) -> None:
    with dateline.open(served.desk.record.name, read_only=True) as record:
        named: Counter[str] = Counter()
        for row in record.reports():
            ids = {party["id"] for role in ("actors", "recipients") for party in row[role]}
            named.update(ids if "mahdi-army" in ids else ())
    with served.client() as client:
        told = client.get("/actors.json", params={"actor": "mahdi-army", "_size": "500"}).json()
        nobody = client.get("/actors.json", params={"actor": "none"}).json()
    assert {row["id"]: row["reports"] for row in told["rows"]} == dict(named)
    assert told["of_reports"] == named["mahdi-army"]
    assert nobody["rows"] == []


def test_the_pages_of_the_list_go_on_behind_those_who_are_covered(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    with served.client() as client:
        rows = client.get("/actors.json", params={"_size": "500"}).json()["rows"]
        covered = {row["id"] for row in rows[:4]}
        monkeypatch.setattr(
            served.desk.covers, "listed", lambda values: [one for one in values if one.value not in covered]
        )
        seen: list[str] = []
        asked = {"_size": "5"}
        while True:
            told = client.get("/actors.json", params=asked).json()
            assert len(told["rows"]) == 5 or told["next"] is None
            seen += [row["id"] for row in told["rows"]]
            if told["next"] is None:
                break
            asked["_next"] = told["next"]
    assert seen == [row["id"] for row in rows if row["id"] not in covered]


def test_relations_are_drawn_until_what_the_newest_reports_tell(served: Served) -> None:
    with served.client() as client:
        page = client.get("/actors/mahdi-army").text
    drawn = page[page.index("Relations and offices over time") :]
    first, last = (re.search(rf'data-{end}="(\d{{4}})', drawn) for end in ("first", "last"))
    assert first is not None
    assert last is not None
    assert int(first[1]) <= 2003
    assert int(last[1]) >= 2008
