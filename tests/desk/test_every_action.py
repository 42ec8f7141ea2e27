"""Every action of the registry: each is refused to who may not decide, before anything that was sent is looked at."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest
from tests.desk.serving import Served, serving

from dateline.desk.accounts import Accounts
from dateline.desk.act import Action
from dateline.desk.registry import ACTIONS

DECIDING = [action for action in ACTIONS if action.decides]
PASSWORD = "a long password"
BODIES = ({}, {"act": "accept", "target": "i0123456789abcdef", "decision": "k1", "targets": "i0123456789abcdef=1"})


@pytest.fixture(scope="module")
def team(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("team") / "team.json"
    accounts = Accounts(path)
    accounts.put("ada", role="reviewer", password=PASSWORD)
    accounts.put("rae", role="reader", password=PASSWORD)
    return path


def test_only_what_begins_and_ends_a_session_needs_none() -> None:
    assert {action.name for action in ACTIONS if not action.decides} == {"begin", "end", "sign-in"}


@pytest.mark.parametrize("action", DECIDING, ids=lambda action: action.name)
def test_nobody_decides_without_a_session(served: Served, action: Action) -> None:
    with served.client(headers={"Origin": served.root, "Accept": "application/json"}) as client:
        for body in BODIES:
            assert client.post(action.path, json=body).status_code == 403


@pytest.mark.parametrize("action", DECIDING, ids=lambda action: action.name)
def test_a_reader_decides_nothing(examples_record: Path, team: Path, action: Action) -> None:
    token = Accounts(team).give_token("ada", f"reads {action.name}", scope="read", days=1)
    with (
        serving(examples_record, accounts=team) as made,
        made.client(headers={"Origin": made.root, "Accept": "application/json"}) as client,
    ):
        for body in BODIES:
            assert client.post(action.path, json=body).status_code == 401
            held = {"Authorization": f"Bearer {token}"}
            assert client.post(action.path, json=body, headers=held).status_code == 403
        client.post("/sign-in", json={"name": "rae", "password": PASSWORD})
        for body in BODIES:
            assert client.post(action.path, json=body).status_code == 403


def test_who_loses_an_account_or_a_role_loses_it_at_once(examples_record: Path, team: Path) -> None:
    accounts = Accounts(team)
    accounts.put("ben", role="lead", password=PASSWORD)
    sent = {"act": "accept"}
    with (
        serving(examples_record, accounts=team) as made,
        made.client(headers={"Origin": made.root, "Accept": "application/json"}) as client,
    ):
        client.post("/sign-in", json={"name": "ben", "password": PASSWORD})
        assert client.post("/review/decide", json=sent).status_code == 422
        accounts.put("ben", role="reader")
        assert client.post("/review/decide", json=sent).status_code == 403
        assert client.get("/index.json").status_code == 200
        accounts.remove("ben")
        assert client.get("/index.json").status_code == 401
        assert client.post("/review/decide", json=sent).status_code == 401


def test_what_is_too_long_to_come_back_in_an_address_is_refused(own: Served) -> None:
    id_ = own.desk.record.queue()[0].id
    with closing(own.reviewer()) as client:
        for sent in ({"reason": "x" * 2_001}, {"other": "i" * 3_000}, {"next": "/review?find=" + "a" * 20_000}):
            answer = client.post("/review/decide", json={"act": "reject", "target": id_, **sent})
            assert answer.status_code == 400
            assert "the longest has" in answer.json()["error"]
        many = "/review?" + "&".join(["type=FIGHT"] * 1_200)
        answer = client.post("/review/decide", json={"act": "accept", "target": id_, "next": many})
        assert (answer.status_code, "choose fewer" in answer.json()["error"]) == (400, True)
        assert not own.desk.record.decisions_since()


def test_reports_move_to_an_incident_and_to_nothing_else(own: Served) -> None:
    row = next(row for row in own.desk.record.incidents() if len(row["reports"]) > 1)
    one, other = row["reports"][:2]
    with closing(own.reviewer()) as client:
        sent = {"act": "move", "target": row["id"], "report": one, "other": other, "reason": "x"}
        answer = client.post("/review/decide", json=sent)
        assert (answer.status_code, "no such incident" in answer.json()["error"]) == (422, True)
        assert not own.desk.record.decisions_since()
