"""A desk that is shared: nobody reads without an account, and nobody decides who may only read."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.desk.serving import Served, serving

from dateline.desk.accounts import Accounts
from dateline.desk.attempts import Attempts

PASSWORD = "correct horse"


@pytest.fixture(scope="module")
def of_two(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two accounts, written once: a hash of a password is made to take long."""
    path = tmp_path_factory.mktemp("team") / "team.json"
    accounts = Accounts(path)
    accounts.put("ada", role="reviewer", password=PASSWORD)
    accounts.put("rae", role="reader", password=PASSWORD)
    return path


@pytest.fixture
def team(of_two: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(of_two, tmp_path / "team.json"))


@pytest.fixture
def shared(examples_record: Path, team: Path) -> Iterator[Served]:
    with serving(examples_record, accounts=team) as made:
        yield made


@pytest.mark.parametrize("path", ["/index.json", "/help", "/reports.csv", "/documents/x/original", "/begin"])
def test_nothing_is_read_without_signing_in(shared: Served, path: str) -> None:
    with shared.client(headers={"Accept": "application/json"}) as client:
        answer = client.get(path)
    assert answer.status_code == 401
    assert answer.json()["status"] == 401


def test_a_browser_is_led_to_sign_in_and_back(shared: Served) -> None:
    with shared.client(headers={"Accept": "text/html", "Origin": shared.root}) as client:
        sent = client.get("/help?x=1")
        assert sent.headers["location"] == "/sign-in?next=%2Fhelp%3Fx%3D1"
        page = client.get(sent.headers["location"])
        assert 'name="password"' in page.text
        answer = client.post("/sign-in", data={"name": "ada", "password": PASSWORD, "next": "/help"})
        assert (answer.status_code, answer.headers["location"]) == (303, "/help")
        assert client.get("/help").status_code == 200
        client.post("/end")
        assert client.get("/help").status_code == 303


@pytest.mark.parametrize("elsewhere", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:x"])
def test_signing_in_leads_nowhere_else(shared: Served, elsewhere: str) -> None:
    with shared.client(headers={"Origin": shared.root}) as client:
        answer = client.post("/sign-in", data={"name": "ada", "password": PASSWORD, "next": elsewhere})
    assert answer.headers["location"] == "/"


def test_guessing_is_slowed_down(shared: Served) -> None:
    with shared.client(headers={"Origin": shared.root, "Accept": "application/json"}) as client:
        statuses = [
            client.post("/sign-in", data={"name": "ada", "password": f"guess {n}"}).status_code for n in range(12)
        ]
        assert statuses == [403] * 10 + [429] * 2
        assert client.post("/sign-in", data={"name": "ada", "password": PASSWORD}).status_code == 429


def test_tokens_read_and_nothing_opens_with_a_wrong_one(shared: Served, team: Path) -> None:
    secret = Accounts(team).give_token("ada", "nightly", scope="read", days=1)
    with shared.client() as client:
        assert client.get("/index.json", headers={"Authorization": f"Bearer {secret}"}).status_code == 200
        assert client.get("/index.json", headers={"Authorization": "Bearer guess"}).status_code == 401


def test_the_one_time_address_is_closed_on_a_shared_desk(shared: Served) -> None:
    with shared.client(headers={"Origin": shared.root}) as client:
        client.post("/sign-in", data={"name": "rae", "password": PASSWORD})
        answer = client.post("/begin", json={"token": shared.desk.sessions.issue(), "reviewer": "eve"})
    assert answer.status_code == 403


def test_failures_are_forgotten_with_time_and_by_success() -> None:
    now = [0.0]
    attempts = Attempts(lambda: now[0])
    for _ in range(10):
        attempts.failed(["ada", "from 1"])
    assert attempts.wait(["ada"]) > 0
    assert attempts.wait(["noor"]) == 0
    attempts.forget("ada")
    assert attempts.wait(["ada"]) == 0
    assert attempts.wait(["noor", "from 1"]) > 0
    now[0] = 15 * 60
    assert attempts.wait(["from 1"]) == 0


def test_an_address_with_all_that_was_typed_is_come_back_to(shared: Served) -> None:
    typed = f"/review?reason={'why+' * 450}&find={'who+' * 450}"
    with shared.client(headers={"Accept": "text/html", "Origin": shared.root}) as client:
        sent = client.get(typed)
        assert client.get(sent.headers["location"]).status_code == 200
        answer = client.post("/sign-in", data={"name": "ada", "password": PASSWORD, "next": typed})
    assert answer.headers["location"] == typed


def test_who_is_slowed_down_is_told_for_how_long(shared: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shared.desk.attempts, "wait", lambda _: 20.4)
    with shared.client(headers={"Origin": shared.root, "Accept": "application/json"}) as client:
        answer = client.post("/sign-in", data={"name": "ada", "password": PASSWORD})
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "21")
    assert "in 1 minutes" in answer.json()["error"]
