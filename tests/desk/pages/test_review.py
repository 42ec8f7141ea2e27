"""The review over HTTP, as forms without scripts send it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from tests.desk.serving import Served


@pytest.fixture
def ada(own: Served) -> Iterator[httpx.Client]:
    with closing(own.reviewer("ada")) as client:
        client.headers["Accept"] = "text/html"
        yield client


def shown(client: httpx.Client, address: str = "/review") -> dict:
    path, _, query = address.partition("?")
    answer = client.get(f"{path}.json?{query}", headers={"Accept": "application/json"})
    assert answer.status_code == 200, answer.text
    return answer.json()


def send(client: httpx.Client, act: str, *, next: str, status: int = 303, **values: object) -> str:
    answer = client.post("/review/decide", data={"act": act, "next": next, **values})
    assert answer.status_code == status, answer.text
    return answer.headers.get("location", "")


def asked(address: str) -> dict[str, list[str]]:
    return parse_qs(urlsplit(address).query)


def seen_of(told: dict) -> str:
    return f"{told['at']['id']}={told['seen']}"


def test_the_most_urgent_is_asked_first_with_its_reasons(served: Served) -> None:
    with served.client() as client:
        told = shown(client)
        page = client.get("/review").text
    queue = served.desk.record.queue()
    assert [row["id"] for row in told["rows"]] == [one.id for one in queue][:15]
    assert told["count"] == len(queue)
    assert told["at"]["id"] == queue[0].id
    assert all(why in page for why in queue[0].why)
    assert "You can read." in page
    assert "/review/decide" not in page  # who may only read is offered no form


def test_accepting_goes_on_to_the_next_and_is_told_with_its_undo(own: Served, ada: httpx.Client) -> None:
    first = shown(ada)
    there = send(ada, "accept", target=first["at"]["id"], seen=seen_of(first), next="/review")
    told = shown(ada, there)
    assert told["at"]["id"] == first["rows"][1]["id"]
    assert told["count"] == first["count"] - 1
    assert told["done"]["effect"] == "applied"
    assert told["done"]["told"] == f"ada accepted {first['at']['id']}"
    assert 'data-key="z"' in ada.get(there).text
    assert own.desk.record.decisions_since()[-1].proposal  # what the machine had proposed is kept

    back = ada.post("/review/undo", data={"next": there})
    assert back.status_code == 303
    after = shown(ada, back.headers["location"])
    assert after["at"]["id"] == first["at"]["id"]
    assert after["count"] == first["count"]
    assert after["done"]["act"] == "undo"


def test_what_was_proposed_stays_to_be_seen_after_the_decision(ada: httpx.Client) -> None:
    first = shown(ada)
    send(ada, "accept", target=first["at"]["id"], next="/review")
    page = ada.get(f"/review?at={first['at']['id']}").text
    assert "The machine had proposed" in page
    assert "you have decided on it" in page


def test_rejecting_asks_why_and_keeps_what_was_typed(own: Served, ada: httpx.Client) -> None:
    first = shown(ada)
    there = send(ada, "reject", target=first["at"]["id"], seen=seen_of(first), next=f"/review?at={first['at']['id']}")
    assert asked(there)["wrong"] == ["reason"]
    assert asked(there)["do"] == ["reject"]
    assert "Others will want to know it" in ada.get(there).text
    assert not own.desk.record.decisions_since()
    send(ada, "reject", target=first["at"]["id"], seen=seen_of(first), reason="a film", next=there)
    assert own.desk.record.decisions_since()[-1].reason == "a film"


def test_an_incident_that_changed_meanwhile_is_told_and_not_decided_on(own: Served, ada: httpx.Client) -> None:
    first = shown(ada)
    id_ = first["at"]["id"]
    own.desk.record.decide("edit", [id_], reviewer="ben", field="when", value="2008-06-20")  # as another program does
    there = send(ada, "reject", target=id_, seen=seen_of(first), reason="a film", next=f"/review?at={id_}")
    assert asked(there) == {"at": [id_], "wrong": ["stale"], "do": ["reject"], "reason": ["a film"]}
    page = ada.get(there).text
    assert "changed since you looked" in page
    assert 'value="a film"' in page
    assert "ben set when" in page
    assert len(own.desk.record.decisions_since()) == 1
    send(ada, "reject", target=id_, seen=seen_of(shown(ada, there)), reason="a film", next=there)
    assert len(own.desk.record.decisions_since()) == 2


@pytest.mark.parametrize("act", ["accept", "reject", "merge", "split"])
def test_a_form_that_is_sent_twice_decides_once_and_is_told_as_done(own: Served, ada: httpx.Client, act: str) -> None:
    near = next(one for one in own.desk.record.queue() if one.near)
    id_ = next(row["id"] for row in own.desk.record.incidents() if len(row["reports"]) > 2)
    id_ = near.id if act == "merge" else id_
    first = shown(ada, f"/review?at={id_}")
    values: dict[str, object] = {
        "target": id_,
        "seen": seen_of(first),
        "reason": "read both",
        "next": f"/review?at={id_}",
    }
    if act == "merge":
        values["other"] = near.near
    if act == "split":
        values["report"] = first["at"]["reports"][0]
    there = send(ada, act, **values)
    assert asked(send(ada, act, **values)) == asked(there)
    assert "done" in asked(there)
    assert len(own.desk.record.decisions_since()) == 1


def test_a_form_that_is_sent_again_after_somebody_else_decided_is_told_so(own: Served, ada: httpx.Client) -> None:
    first = shown(ada)
    id_ = first["at"]["id"]
    values = {"target": id_, "seen": seen_of(first), "reason": "a film", "next": f"/review?at={id_}"}
    send(ada, "reject", **values)
    own.desk.record.decide("edit", [id_], reviewer="ben", field="when", value="2008-06-20")
    own.desk.index.refresh()
    assert asked(send(ada, "reject", **values))["wrong"] == ["stale"]
    assert len(own.desk.record.decisions_since()) == 2


def test_an_edit_that_is_sent_twice_is_told_as_done(own: Served, ada: httpx.Client) -> None:
    first = shown(ada)
    id_ = first["at"]["id"]
    values = {"target": id_, "seen": seen_of(first), "set_killed": "9", "set_when": "2008-06", "next": "/review"}
    there = [asked(ada.post("/review/edit", data=values).headers["location"]) for _ in range(2)]
    assert there[0] == there[1]
    assert len(own.desk.record.decisions_since()) == 2


def test_what_was_typed_outlives_a_session(own: Served, ada: httpx.Client) -> None:
    first = shown(ada)
    id_ = first["at"]["id"]
    values = {"target": id_, "seen": seen_of(first), "reason": "a film", "next": f"/review?at={id_}"}
    ada.post("/end", data={})
    ada.cookies.set("dateline", "of-another-start-of-the-desk")
    there = send(ada, "reject", **values)
    assert (asked(there)["wrong"], asked(there)["reason"], asked(there)["do"]) == (["over"], ["a film"], ["reject"])
    assert "your session is over" in ada.get(there).text
    edit = ada.post("/review/edit", data={"target": id_, "set_killed": "9", "next": f"/review?at={id_}"})
    assert asked(edit.headers["location"])["set_killed"] == ["9"]
    values = {"act": "reject", "targets": seen_of(first), "reason": "a film", "next": "/review/bulk?act=reject"}
    bulk = ada.post("/review/bulk/decide", data=values)
    assert asked(bulk.headers["location"]) == {"act": ["reject"], "wrong": ["over"], "reason": ["a film"]}
    assert not own.desk.record.decisions_since()


def test_a_split_of_what_is_gone_is_refused_by_name(ada: httpx.Client) -> None:
    values = {"target": "i0123456789abcdef", "report": shown(ada)["at"]["reports"][0], "reason": "two raids"}
    answer = ada.post("/review/decide", json={"act": "split", **values}, headers={"Accept": "application/json"})
    assert answer.status_code == 422
    assert "no incident 'i0123456789abcdef'" in answer.json()["error"]


def test_an_edit_sets_only_what_was_changed_and_is_one_undo(own: Served, ada: httpx.Client) -> None:
    first = shown(ada)
    id_ = first["at"]["id"]
    values = {"target": id_, "seen": seen_of(first), "set_when": "2008-06-20", "set_killed": "9-12 best 10"}
    answer = ada.post("/review/edit", data={**values, "set_type": first["at"]["type"], "next": f"/review?at={id_}"})
    assert answer.status_code == 303
    made = own.desk.record.decisions_since()
    assert [(one.field, one.value) for one in made] == [("when", "2008-06-20"), ("killed", "9-12 best 10")]
    row = shown(ada, answer.headers["location"])["at"]
    assert row["when"]["edtf"] == "2008-06-20"
    assert (row["killed"]["low"], row["killed"]["best"], row["killed"]["high"]) == (9, 10, 12)
    ada.post("/review/undo", data={"next": "/review"})
    assert len(own.desk.record.decisions_since()) == 3
    assert shown(ada, f"/review?at={id_}")["at"]["when"] == first["at"]["when"]


def test_a_value_that_cannot_be_is_told_beside_its_field_and_nothing_is_lost(own: Served, ada: httpx.Client) -> None:
    first = shown(ada)
    id_ = first["at"]["id"]
    values = {"set_when": "last week", "set_killed": "5", "reason": "read all", "next": f"/review?at={id_}"}
    answer = ada.post("/review/edit", data={"target": id_, "seen": seen_of(first), **values})
    there = answer.headers["location"]
    page = ada.get(there).text
    assert 'value="last week"' in page
    assert 'id="set_when-wrong"' in page
    assert 'value="read all"' in page
    assert 'name="set_killed" value="5"' in page
    assert not own.desk.record.decisions_since()


def test_a_place_is_found_by_its_name_and_set_by_its_id(ada: httpx.Client) -> None:
    first = shown(ada)
    id_ = first["at"]["id"]
    values = {"target": id_, "seen": seen_of(first), "next": f"/review?at={id_}"}
    there = ada.post("/review/edit", data={**values, "set_place": "Nasiriyah"}).headers["location"]
    assert asked(there)["wrong"] == ["value"]
    assert "geonames:98854" in ada.get(there).text
    ada.post("/review/edit", data={**values, "set_place": "geonames:98854"})
    assert shown(ada, f"/review?at={id_}")["at"]["place"]["id"] == "geonames:98854"


def test_an_actor_is_set_by_a_name_that_the_record_has(own: Served, ada: httpx.Client) -> None:
    first = shown(ada)
    id_ = first["at"]["id"]
    unknown = next(
        actor
        for row in own.desk.record.reports()
        for actor in row["actors"]
        if actor["id"].startswith("text:") and actor["name"].istitle()
    )
    values = {"target": id_, "set_recipients": unknown["name"].upper(), "next": f"/review?at={id_}"}
    there = ada.post("/review/edit", data={**values, "seen": seen_of(first)}).headers["location"]
    assert "wrong" not in asked(there), there
    assert [one["id"] for one in shown(ada, there)["at"]["recipients"]] == [unknown["id"]]


def several(own: Served) -> dict:
    return next(row for row in own.desk.record.incidents() if len(row["reports"]) > 2)


def test_a_split_takes_the_reports_that_were_chosen(own: Served, ada: httpx.Client) -> None:
    row = several(own)
    id_ = row["id"]
    there = send(ada, "split", target=id_, reason="another day", next=f"/review?at={id_}")
    assert asked(there)["wrong"] == ["reports"]
    there = send(ada, "split", target=id_, report=row["reports"], reason="another day", next=f"/review?at={id_}")
    assert asked(there)["wrong"] == ["all"]
    assert ada.get(there).text.count(" checked") == len(row["reports"])
    there = send(ada, "split", target=id_, report=row["reports"][:1], reason="another day", next=f"/review?at={id_}")
    assert "wrong" not in asked(there)
    assert own.desk.record.incidents_of(row["reports"][:1])[row["reports"][0]] != id_


def test_a_merge_leads_to_the_one_that_is_left(own: Served, ada: httpx.Client) -> None:
    queue = own.desk.record.queue()
    one = next(one for one in queue if one.near)
    here = f"/review?at={one.id}"
    assert asked(send(ada, "merge", target=one.id, reason="same", next=here))["wrong"] == ["other"]
    assert asked(send(ada, "merge", target=one.id, other=one.id, reason="x", next=here))["wrong"] == ["strange"]
    there = send(ada, "merge", target=one.id, other=one.near, reason="one raid", next=here)
    now = {own.desk.record.leads_to(id_) for id_ in (one.id, one.near)}
    assert len(now) == 1
    assert shown(ada, there)["at"]["id"] in now
    gone = ({one.id, one.near} - now).pop()
    assert ada.get(f"/review?at={gone}").status_code == 308


def test_a_move_takes_reports_to_the_other_incident(own: Served, ada: httpx.Client) -> None:
    row = several(own)
    other = next(one["id"] for one in own.desk.record.incidents() if one["id"] != row["id"])
    here = f"/review?at={row['id']}"
    values = {"target": row["id"], "report": row["reports"][:1], "reason": "told there"}
    assert asked(send(ada, "move", next=here, **values))["wrong"] == ["other"]
    send(ada, "move", other_id=other, next=here, **values)
    assert own.desk.record.incidents_of(row["reports"][:1])[row["reports"][0]] == own.desk.record.leads_to(other)


def test_two_reviewers_see_each_other_and_a_lead_decides_between_them(own: Served, ada: httpx.Client) -> None:
    first = shown(ada)
    id_ = first["at"]["id"]
    with closing(own.reviewer("ben")) as ben, closing(own.reviewer("eve", role="lead")) as eve:
        send(ada, "accept", target=id_, seen=seen_of(first), next="/review")
        told = shown(ben, f"/review?at={id_}")
        assert told["at"]["reviewed"] == "accepted"
        ben.headers["Accept"] = eve.headers["Accept"] = "text/html"
        there = send(ben, "reject", target=id_, seen=seen_of(told), reason="a film", next=f"/review?at={id_}")
        assert shown(ben, there)["done"]["effect"] == "contested"
        page = ada.get(f"/review?at={id_}").text
        assert "Reviewers differ" in page
        assert "ben rejected" in page
        send(eve, "accept", target=id_, next="/review")
        assert shown(ada, f"/review?at={id_}")["at"]["reviewed"] == "accepted"
    assert own.desk.record.broken_link() is None
    assert len(own.desk.record.decisions_since()) == 3


def test_only_ones_own_decisions_are_taken_back_but_by_a_lead(own: Served, ada: httpx.Client) -> None:
    id_ = shown(ada)["at"]["id"]
    send(ada, "accept", target=id_, next="/review")
    made = own.desk.record.decisions_since()[-1].id
    with closing(own.reviewer("ben")) as ben, closing(own.reviewer("eve", role="lead")) as eve:
        assert ben.post("/review/undo", data={"decision": made}).status_code == 403
        assert eve.post("/review/undo", data={"decision": made, "next": "/review"}).status_code == 303
        there = eve.post(
            "/review/undo", data={"decision": made, "next": "/review"}, headers={"Accept": "text/html"}
        ).headers["location"]
        assert asked(there)["wrong"] == ["undone"]
    assert len(own.desk.record.decisions_since()) == 2


def test_a_random_order_is_the_same_for_one_seed_and_says_so_with_the_decision(own: Served, ada: httpx.Client) -> None:
    orders = [
        [row["id"] for row in shown(ada, f"/review?order=random&seed={seed}&_size=500")["rows"]] for seed in "112"
    ]
    assert orders[0] == orders[1] != orders[2]
    assert sorted(orders[0]) == sorted(row["id"] for row in own.desk.record.incidents())
    there = send(ada, "accept", target=orders[0][0], next="/review?order=random&seed=1")
    assert shown(ada, there)["at"]["id"] == orders[0][1]
    assert '"order": "random"' in str(own.desk.record.decisions_since()[-1].proposal)


@pytest.mark.parametrize(
    "data",
    [
        {"act": "burn", "target": "i0123456789abcdef"},
        {"act": "accept"},
        {"act": "accept", "target": "i0123456789abcdef"},
        {"act": "accept", "target": "IQ:army"},
        {"act": "accept", "target": "i0123456789abcdef", "seen": "nonsense"},
        {"act": "merge", "target": "i0123456789abcdef", "other": "x", "reason": "y"},
        {"act": "split", "target": "x", "report": "r0123456789abcdef", "reason": "y"},
        {"act": "move", "report": "r0123456789abcdef", "other": "i0123456789abcdef", "reason": "y"},
    ],
)
def test_what_cannot_be_decided_is_refused_and_nothing_is_written(own: Served, data: dict[str, str]) -> None:
    with closing(own.reviewer("ada")) as client:
        answer = client.post("/review/decide", json=data)
        assert 400 <= answer.status_code < 500
        assert answer.json()["ok"] is False
        assert client.post("/review/edit", json={"target": "x"}).status_code in (409, 422)
        assert client.post("/review/undo", json={"decision": "k0123456789abcdef"}).status_code == 404
        assert client.post("/review/undo", json={}).status_code == 409
    assert not own.desk.record.decisions_since()


@pytest.mark.parametrize(
    "query",
    ["at=i0123456789abcdef", "at=x", "do=burn", "order=up", "wrong=evil", "_next=x", "_sort=up", "set_x=1", "seen=1"],
)
def test_addresses_that_ask_what_is_not_there_are_refused(served: Served, query: str) -> None:
    with served.client() as client:
        assert client.get(f"/review.json?{query}").status_code in (400, 404)


def test_an_address_to_go_on_at_leads_nowhere_else(own: Served, ada: httpx.Client) -> None:
    id_ = shown(ada)["at"]["id"]
    for elsewhere in ("//evil.example/review", "https://evil.example/review", "/\\evil.example"):
        there = send(ada, "accept", target=id_, next=elsewhere)
        assert there == "/"
    many = "/review?" + "&".join(f"type={n}" for n in range(2000))
    assert ada.post("/review/decide", data={"act": "accept", "target": id_, "next": many}).status_code == 400
    assert len(own.desk.record.decisions_since()) == 3


def test_nobody_decides_without_a_session(served: Served) -> None:
    with served.client(headers={"Origin": served.root}) as client:
        answer = client.post("/review/decide", data={"act": "accept", "target": "i0123456789abcdef", "next": "/review"})
    assert answer.status_code == 403
