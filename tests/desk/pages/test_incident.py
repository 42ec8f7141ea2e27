"""The page of an incident leads from every value down to the sentences that say it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from tests.desk.serving import Served

from dateline.reconciling.incidents.deciding.recounting import proposed

ROOT = {"Accept": "text/html"}


@pytest.fixture(scope="module")
def client(served: Served) -> Iterator[httpx.Client]:
    with served.client() as made:
        yield made


@pytest.fixture(scope="module")
def told(served: Served, client: httpx.Client) -> dict[str, Any]:
    """The incident with most reports, as JSON."""
    rows = list(served.desk.record.incidents())
    most = max(rows, key=lambda row: (row["sources"]["independent"], len(row["reports"])))
    answer = client.get(f"/incidents/{most['id']}.json")
    assert answer.status_code == 200
    return dict(answer.json())


def test_every_value_leads_to_sentences_of_the_record(served: Served, told: dict[str, Any]) -> None:
    statements = [one for value in told["values"] for one in value["statements"]]
    assert statements
    for one in statements:
        text = served.desk.record.text(one["document"])
        assert text[one["start"] : one["start"] + len(one["words"])] == one["words"]
        assert all(one["start"] <= mark["start"] < mark["end"] for mark in one["marks"])
        assert one["report"] in told["rows"][0]["reports"]


def test_value_that_nobody_gives_says_why(told: dict[str, Any]) -> None:
    empty = [value for value in told["values"] if value["said"] is None]
    assert all(value["missing"] for value in empty)
    assert {"type", "status", "place", "when"} <= {value["field"] for value in told["values"]}


def documents_under(nodes: list[dict[str, Any]]) -> list[str]:
    found = []
    for node in nodes:
        found += [node["document"]] if node["document"] else []
        found += documents_under(node["under"])
    return found


def reports_under(nodes: list[dict[str, Any]]) -> list[str]:
    return [one["report"] for node in nodes for one in node["reports"]] + [
        id_ for node in nodes for id_ in reports_under(node["under"])
    ]


def test_every_report_stands_in_one_tree_or_outside(told: dict[str, Any]) -> None:
    row = told["rows"][0]
    for origin, group in zip(told["origins"], row["sources"]["groups"], strict=True):
        assert sorted(reports_under(origin["tree"])) == sorted(group)
        documents = documents_under(origin["tree"])
        assert len(documents) == len(set(documents)) == origin["documents"]
    behind = [id_ for origin in told["origins"] for id_ in reports_under(origin["tree"])]
    assert sorted([*behind, *(one["report"] for one in told["outside"])]) == sorted(row["reports"])


def test_what_repeats_another_stands_under_it(served: Served, client: httpx.Client) -> None:
    links = [link for link in served.desk.record.derivations() if link["is_directed"] and link["origin"]["report"]]
    of = served.desk.record.incidents_of([link["report"] for link in links if link["report"]])
    link = next(one for one in links if one["report"] in of)
    told = client.get(f"/incidents/{of[link['report']]}.json").json()
    above = {
        under["document"]: node["document"]
        for origin in told["origins"]
        for node in origin["tree"]
        for under in node["under"]
    }
    assert above[link["document"]] == link["origin"]["document"]


def test_contradiction_quotes_both_sides_within_their_sentences(served: Served, client: httpx.Client) -> None:
    for one in served.desk.record.contradictions():
        if one["incident"] is None:
            continue
        (found,) = [
            side for side in client.get(f"/incidents/{one['incident']}.json").json()["sides"] if side["id"] == one["id"]
        ]
        for side in found["values"]:
            assert side["voices"]
            for quote in side["quotes"]:
                text = served.desk.record.text(quote["document"])
                start, sentence = quote["sentence_start"], quote["sentence"]
                assert text[start : start + len(sentence)] == sentence
                assert start <= quote["start"] < quote["end"] <= start + len(sentence)


def test_page_says_what_its_json_says(client: httpx.Client, told: dict[str, Any]) -> None:
    row = told["rows"][0]
    page = client.get(f"/incidents/{row['id']}", headers=ROOT).text
    assert f"{len(row['reports'])} reports, {row['sources']['independent']} independent" in page
    for report in row["reports"]:
        assert f"#{report}" in page
    assert page.count("Why this?") >= len([value for value in told["values"] if value["statements"]])


def test_incident_is_there_as_csv_and_geojson(client: httpx.Client, told: dict[str, Any]) -> None:
    id_ = told["rows"][0]["id"]
    assert client.get(f"/incidents/{id_}.csv").text.count(f"/incidents/{id_}") == 1
    (feature,) = client.get(f"/incidents/{id_}.geojson").json()["features"]
    assert feature["id"] == id_
    assert feature["properties"]["address"].endswith(f"/incidents/{id_}")


def test_incident_that_was_never_there_is_not_found(client: httpx.Client) -> None:
    assert client.get("/incidents/i0000000000000000", headers=ROOT).status_code == 404
    assert client.get("/incidents/i0000000000000000.json").json()["ok"] is False


def test_merged_incident_leads_to_the_one_that_took_it_over(own: Served) -> None:
    record = own.desk.record
    one, other = [row["id"] for row in record.incidents() if row["type"] == "ASSAULT"][:2]
    made = record.decide("merge", [one, other], reviewer="ada", reason="one raid")
    own.desk.index.refresh()
    gone = next(id_ for id_ in (one, other) if record.leads_to(id_) != id_)
    now = record.leads_to(gone)
    with own.client() as client:
        answer = client.get(f"/incidents/{gone}", headers=ROOT)
        assert (answer.status_code, answer.headers["location"]) == (308, f"/incidents/{now}")
        answer = client.get(f"/incidents/{gone}.geojson")
        assert (answer.status_code, answer.headers["location"]) == (308, f"/incidents/{now}.geojson")
        told = client.get(f"/incidents/{now}.json").json()
    assert told["rows"][0]["redirects"] == [gone]
    assert [one["id"] for one in told["decisions"]] == [made.id]
    assert told["history"][0]["cause"] == f"decision {made.id}"
    assert any(change["kind"] == "merged" for change in told["history"][0]["changes"])


def test_edited_value_says_by_which_decision_and_what_the_machine_had(own: Served) -> None:
    record = own.desk.record
    row = next(row for row in record.incidents() if row["captured"] and not row["contradictions"])
    made = record.decide("edit", [row["id"]], reviewer="ada", field="captured", value="4", reason="the list of names")
    own.desk.index.refresh()
    with own.client() as client:
        told = client.get(f"/incidents/{row['id']}.json").json()
        page = client.get(f"/incidents/{row['id']}", headers=ROOT).text
    (value,) = [value for value in told["values"] if value["field"] == "captured"]
    assert (value["said"], value["support"], value["decision"]) == ("4", "set by hand", made.id)
    bounds = [row["captured"][bound] for bound in ("low", "best", "high")]
    assert value["edit"]["had"] == proposed({"captured": bounds}, "captured")
    assert "The machine had" in page
    assert "the list of names" in page
