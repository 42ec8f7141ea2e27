"""Requests under strange names, writes from strange pages, and the headers of every answer."""

from __future__ import annotations

import httpx
import pytest
from tests.desk.serving import Served

from dateline.desk.safety import every_header


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "evil.example:80", "localhost@evil", ""])
def test_a_strange_name_is_refused(served: Served, host: str) -> None:
    with served.client() as client:
        answer = client.get("/", headers={"Host": host})
    assert answer.status_code == 421
    assert answer.json()["ok"] is False


@pytest.mark.parametrize("host", ["127.0.0.1:1", "localhost:9000", "LOCALHOST", "[::1]:80"])
def test_the_names_of_this_machine_are_known(served: Served, host: str) -> None:
    with served.client() as client:
        assert client.get("/help", headers={"Host": host}).status_code == 200


def test_a_read_needs_nothing(served: Served) -> None:
    with served.client() as client:
        assert client.get("/", headers={"Sec-Fetch-Site": "cross-site"}).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "null", "Sec-Fetch-Site": "cross-site"},
        {"Origin": "http://evil.example", "Sec-Fetch-Site": "same-origin"},
        {"Origin": "https://127.0.0.1:1"},
        {"Origin": "http://127.0.0.1:1"},
        {},
    ],
)
def test_a_write_from_elsewhere_is_refused(served: Served, headers: dict[str, str]) -> None:
    with served.client() as client:
        answer = client.post("/begin", data={"token": served.desk.sessions.issue()}, headers=headers)
    assert answer.status_code == 403
    assert answer.json()["status"] == 403


def test_a_form_of_the_desk_comes_as_browsers_send_it_under_no_referrer(served: Served) -> None:
    with served.client(headers={"Origin": "null", "Sec-Fetch-Site": "same-origin"}) as client:
        answer = client.post("/begin", data={"token": served.desk.sessions.issue(), "reviewer": "ada"})
    assert answer.status_code == 303


def test_a_token_is_not_taken_twice(served: Served) -> None:
    token = served.desk.sessions.issue()
    with served.client(headers={"Origin": served.root}) as client:
        first = client.post("/begin", data={"token": token, "reviewer": "ada"})
        again = client.post("/begin", data={"token": token, "reviewer": "eve"})
    assert (first.status_code, again.status_code) == (303, 403)
    cookie = first.headers["set-cookie"].casefold()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert "set-cookie" not in again.headers


def test_looking_at_a_one_time_address_does_not_spend_it(served: Served) -> None:
    token = served.desk.sessions.issue()
    with served.client() as client:
        for _ in range(2):
            assert "Your name" in client.get("/begin", params={"token": token}).text
    assert served.desk.sessions.is_open(token)


@pytest.mark.parametrize("path", ["/", "/help", "/nothing", "/static/own/desk.css", "/openapi.json"])
def test_every_answer_carries_the_headers(served: Served, path: str) -> None:
    with served.client() as client:
        headers = client.get(path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    assert "server" not in headers


@pytest.mark.parametrize(
    "path",
    ["/static/../desk.py", "/static/%2e%2e/desk.py", "/static/own/..%2f..%2fdesk.py", "/documents/..%2f..%2fetc"],
)
def test_no_path_climbs(served: Served, path: str) -> None:
    request = httpx.Request("GET", f"{served.root}{path}")
    with served.client() as client:
        answer = client.send(request)
    assert answer.status_code in (404, 405)
    assert "Invariant" not in answer.text


def test_a_body_that_is_too_large_is_refused(served: Served) -> None:
    with served.client(headers={"Origin": served.root}) as client:
        answer = client.post("/begin", data={"token": "x" * 2_000_000})
    assert answer.status_code == 413


def test_a_write_without_a_session_is_refused_where_one_is_needed(served: Served) -> None:
    with served.client(headers={"Origin": served.root, "Accept": "application/json"}) as client:
        answer = client.post("/begin", json={"token": "guess", "reviewer": "eve"})
    assert answer.status_code == 403
    assert set(answer.json()) == {"ok", "error", "errors", "status"}


def test_a_fault_carries_the_headers_too(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object, **__: object) -> None:
        raise RuntimeError("a fault")

    monkeypatch.setattr(served.desk.shelf, "listed", fails)
    for path in ("/documents", "/documents.json"):
        with served.client(headers={"Accept": "text/html"}) as client:  # the server lets go of a line with a fault
            answer = client.get(path)
        assert answer.status_code == 500
        assert "a fault of Dateline" in answer.text
        assert {name: answer.headers[name] for name in every_header()} == every_header()
