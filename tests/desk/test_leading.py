"""What was merged is found under either id: on pages, in exports, and in what the record itself is asked."""

from __future__ import annotations

import pytest
from tests.desk.serving import Served

from dateline.desk.addresses import Addresses
from dateline.model import Act

TO = Addresses()
LISTS = ("/reports", "/incidents", "/timeline", "/map", "/actors", "/contradictions")


@pytest.fixture
def merged(own: Served) -> tuple[str, str, Served]:
    """Two known actors that are one by a decision: who was given up, who is left."""
    own.desk.record.decide(Act.MERGE, ["mahdi-army", "IQ:army"], reviewer="ada")
    own.desk.index.refresh()
    gone = own.desk.now.actors.settled.settlement.gone
    ((old, new),) = gone.items()
    return old, new, own


def ids(client, path: str, **asked: str) -> list[str]:
    answer = client.get(TO.to(path, {key: [value] for key, value in asked.items()}, format="json"))
    assert answer.status_code == 200, answer.text
    return [row["id"] for row in answer.json()["rows"]]


@pytest.mark.parametrize("role", ["actor", "doer", "recipient"])
@pytest.mark.parametrize("what", ["reports", "incidents"])
def test_a_merged_actor_is_found_by_either_id(merged: tuple[str, str, Served], what: str, role: str) -> None:
    old, new, own = merged
    with own.client() as client:
        by_new = ids(client, f"/{what}", **{role: new, "_size": "500"})
        assert by_new == ids(client, f"/{what}", **{role: old, "_size": "500"}) != []
    record = own.desk.record
    asked = {"doer": "actor"}.get(role, role)
    said = [
        {row["id"] for key in ([asked] if role != "actor" else ["actor", "recipient"])
         for row in getattr(record, what)().where(**{key: id_})}
        for id_ in (old, new)
    ]  # fmt: skip
    assert said[0] == said[1] == set(by_new)


@pytest.mark.parametrize("path", [path for path in LISTS if path != "/contradictions"])
def test_a_page_asked_by_the_old_id_moves_to_the_new(merged: tuple[str, str, Served], path: str) -> None:
    old, new, own = merged
    with own.client() as client:
        answer = client.get(TO.to(path, {"actor": [old, "nobody"]}))
        assert answer.status_code == 308
        assert answer.headers["location"] == TO.to(path, {"actor": [new, "nobody"]})
        assert client.get(answer.headers["location"]).status_code == 200


def test_facets_mark_the_actor_that_the_old_id_means(merged: tuple[str, str, Served]) -> None:
    old, new, own = merged
    with own.client() as client:
        told = client.get(TO.to("/reports", {"actor": [old]}, format="json")).json()["facets"]
    (facet,) = [one for one in told if one["name"] == "actor"]
    assert [one["value"] for one in facet["values"] if one["selected"]] == [new]


def test_the_page_of_one_moves_with_its_days(merged: tuple[str, str, Served]) -> None:
    old, new, own = merged
    with own.client() as client:
        answer = client.get(f"{TO.actor(old)}?after=2008")
    assert answer.status_code == 308
    assert answer.headers["location"] == f"{TO.actor(new)}?after=2008"


def test_undone_both_stand_apart_again(merged: tuple[str, str, Served]) -> None:
    old, new, own = merged
    (made,) = own.desk.record.decisions_since()
    own.desk.record.decide(Act.UNDO, [made.id], reviewer="ada")
    own.desk.index.refresh()
    with own.client() as client:
        assert client.get(TO.to("/reports", {"actor": [old]})).status_code == 200
        apart = ids(client, "/reports", actor=old), ids(client, "/reports", actor=new)
    assert apart[0] != apart[1]


def test_a_merged_incident_is_found_by_either_id(own: Served) -> None:
    record = own.desk.record
    one, other = [row["id"] for row in record.incidents()][:2]
    record.decide(Act.MERGE, [one, other], reviewer="ada")
    own.desk.index.refresh()
    (gone,) = [id_ for id_ in (one, other) if record.leads_to(id_) != id_]
    now = record.leads_to(gone)
    with own.client() as client:
        for what in ("reports", "incidents"):
            assert ids(client, f"/{what}", incident=gone) == ids(client, f"/{what}", incident=now) != []
            moved = client.get(TO.to(f"/{what}", {"incident": [gone]}))
            assert (moved.status_code, moved.headers["location"]) == (308, TO.to(f"/{what}", {"incident": [now]}))
    assert [row["id"] for row in record.incidents().where(id=gone)] == [now]
    disputed = [[row["id"] for row in record.contradictions().where(incident=id_)] for id_ in (gone, now)]
    assert disputed[0] == disputed[1]


@pytest.mark.parametrize("format_", ["json", "csv"])
def test_an_export_of_the_review_moves_to_the_export_of_what_is_left(own: Served, format_: str) -> None:
    record = own.desk.record
    one, other = [row["id"] for row in record.incidents()][:2]
    record.decide(Act.MERGE, [one, other], reviewer="ada")
    own.desk.index.refresh()
    (gone,) = [id_ for id_ in (one, other) if record.leads_to(id_) != id_]
    with own.client() as client:
        moved = client.get(TO.to("/review", {"at": [gone]}, format=format_))
        assert moved.headers["location"] == TO.to("/review", {"at": [record.leads_to(gone)]}, format=format_)
        assert client.get(moved.headers["location"]).status_code == 200
