"""Every action of the registry: each is refused to who may not decide, before anything that was sent is looked at."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from tests.desk.serving import Served, serving

from dateline.desk.accounts import Accounts
from dateline.desk.act import Action
from dateline.desk.registry import ACTIONS
from dateline.errors import RecordFull

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
        assert (answer.status_code, "no incident with that id" in answer.json()["error"]) == (422, True)
        assert not own.desk.record.decisions_since()


def test_a_button_that_is_pressed_twice_takes_back_once(own: Served) -> None:
    first, second = (one.id for one in own.desk.record.queue()[:2])
    with closing(own.reviewer()) as client, ThreadPoolExecutor(4) as pool:
        for id_ in (first, second):
            client.post("/review/decide", json={"act": "accept", "target": id_})
        last = own.desk.record.decisions_since()[-1].id
        sent = [pool.submit(client.post, "/review/undo", json={"decision": last}) for _ in range(4)]
        assert sorted(one.result().status_code for one in sent) == [200, 409, 409, 409]
    assert len(own.desk.record.decisions_since()) == 3


@pytest.mark.parametrize("name", ["ada\u202e", "a\nb", "x" * 81, " \t"])
def test_who_decides_has_a_name_that_can_be_read(served: Served, name: str) -> None:
    with served.client(headers={"Origin": served.root, "Accept": "application/json"}) as client:
        token = served.desk.sessions.issue()
        answer = client.post("/begin", json={"token": token, "reviewer": name})
        assert answer.status_code == (200 if name == " \t" else 400)  # a blank one is who the desk was opened by


def test_a_record_that_has_no_room_is_no_fault_of_who_asks(own: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise RecordFull("no space is left")

    id_ = own.desk.record.queue()[0].id
    with closing(own.reviewer()) as client:
        monkeypatch.setattr(own.desk.record, "decide_all", full)
        answer = client.post("/review/decide", json={"act": "accept", "target": id_})
        assert answer.status_code == 503
        assert answer.json()["error"].startswith("no space is left for ")
        assert "nothing is lost" in answer.json()["error"]
