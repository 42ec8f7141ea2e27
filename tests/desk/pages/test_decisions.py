"""The log of decisions: each with what became of it, whether the chain holds, and how reviewers agree."""

from __future__ import annotations

from typing import Any

from sqlalchemy import text
from tests.desk.serving import Served

from dateline.desk import keeping

PAGE = {"Accept": "text/html"}


def decided(own: Served) -> dict[str, Any]:
    """Decide this and that, and return the ids."""
    record = own.desk.record
    one, other = [row["id"] for row in record.incidents() if row["type"] == "ASSAULT"][:2]
    made = {
        "accept": record.decide("accept", [one], reviewer="ada").id,
        "reject": record.decide("reject", [one], reviewer="bo", reason="it was an exercise").id,
        "unsure": record.decide("unsure", [other], reviewer="ada").id,
        "edit": record.decide("edit", [other], reviewer="bo", field="killed", value="7", reason="the list").id,
    }
    made["undo"] = record.decide("undo", [made["edit"]], reviewer="bo").id
    own.desk.index.refresh()
    keeping.warm(own.desk)
    return made


def test_log_tells_what_became_of_each(own: Served) -> None:
    made = decided(own)
    with own.client() as client:
        told = client.get("/decisions.json").json()
        page = client.get("/decisions", headers=PAGE).text
    assert [row["id"] for row in told["rows"]] == list(reversed(made.values()))
    effects = {one["id"]: one["effect"] for one in told["became"]}
    assert effects == {
        made["accept"]: "contested", made["reject"]: "contested", made["unsure"]: "applied",
        made["edit"]: "undone", made["undo"]: "applied",
    }  # fmt: skip
    assert told["conflicts_count"] == 1
    assert set(told["conflicts"][0]["decisions"]) == {made["accept"], made["reject"]}
    assert told["chain"] == {"decisions": 5, "newest": told["rows"][0]["hash"], "broken": None}
    assert told["agreement"][0]["kappas"][0]["reviewers"] == ["ada", "bo"]
    assert "The chain holds" in page
    assert "it was an exercise" in page
    assert all(f"/decisions/{id_}" in page for id_ in made.values())


def test_log_is_narrowed_and_paged(own: Served) -> None:
    made = decided(own)
    record = own.desk.record
    with own.client() as client:

        def ids(**asked: str) -> list[str]:
            return [row["id"] for row in client.get("/decisions.json", params=asked).json()["rows"]]

        assert ids(reviewer="ada", _sort="oldest") == [made["accept"], made["unsure"]]
        assert ids(act="edit") == [made["edit"]]
        assert ids(effect="undone") == [made["edit"]]
        incident = next(row["targets"][0] for row in record.decisions() if row["id"] == made["edit"])
        assert ids(incident=incident) == [made["undo"], made["edit"], made["unsure"]]
        first = client.get("/decisions.json?_size=2").json()
        rest = client.get("/decisions.json", params={"_size": "10", "_next": first["next"]}).json()
        assert [row["id"] for row in (*first["rows"], *rest["rows"])] == list(reversed(made.values()))
        assert client.get("/decisions.json?_next=x").status_code == 400


def test_one_decision_has_its_words_and_its_place_in_the_chain(own: Served) -> None:
    made = decided(own)
    with own.client() as client:
        page = client.get(f"/decisions/{made['edit']}", headers=PAGE).text
        row = client.get(f"/decisions/{made['edit']}.json").json()["rows"][0]
        assert client.get("/decisions/k0000000000000000.json").status_code == 404
    assert row["hash"] in page
    assert row["previous"] in page
    for anchor in row["anchors"]:
        assert f"/documents/{anchor['document']}#{anchor['id']}" in page


def test_broken_chain_is_told_where_it_breaks(own: Served) -> None:
    made = decided(own)
    with own.desk.record.engine.begin() as connection:
        connection.execute(text("update decisions set reason = 'another' where number = 2"))
    for one in keeping._ALL:
        one._of.pop(own.desk, None)
    with own.client() as client:
        told = client.get("/decisions.json").json()
        page = client.get("/decisions", headers=PAGE).text
    assert (told["chain"]["broken"]["number"], told["chain"]["broken"]["decision"]) == (2, made["reject"])
    assert "The chain is broken" in page
