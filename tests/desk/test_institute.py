"""Signing in at an institute: a real OpenID Connect provider on this machine, honest and not."""

from __future__ import annotations

import base64
import hashlib
import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlsplit

import httpx
import pytest
from joserfc import jwt
from joserfc.jwk import RSAKey
from tests.desk.serving import Served, serving

from dateline.desk.accounts import Accounts
from dateline.desk.institute import Institute


class Provider:
    """An OpenID Connect provider whose tokens a test may spoil."""

    def __init__(self) -> None:
        self.key = RSAKey.generate_key(2048, {"kid": "one"}, auto_kid=False)
        self.signing = self.key
        self.claims: dict[str, Any] = {"email": "noor@institute.example", "email_verified": True}
        self.visits: dict[str, dict[str, str]] = {}
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self.answer(200, outer.read(urlsplit(self.path).path))

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                self.answer(*outer.token({key: values[0] for key, values in parse_qs(body).items()}))

            def answer(self, status: int, told: Any) -> None:
                data = json.dumps(told).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, format: str, *args: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.root = f"http://127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def read(self, path: str) -> Any:
        if path == "/jwks":
            return {"keys": [self.key.as_dict(private=False)]}
        names = ("authorization_endpoint", "token_endpoint", "jwks_uri")
        ends = ("/authorize", "/token", "/jwks")
        return {"issuer": self.root, **{name: self.root + end for name, end in zip(names, ends, strict=True)}}

    def consent(self, address: str) -> str:
        """Do what a person does there, and return where they are sent back to."""
        asked = dict(parse_qsl(urlsplit(address).query))
        self.visits["code"] = asked
        return f"{asked['redirect_uri']}?code=code&state={asked['state']}"

    def token(self, sent: dict[str, str]) -> tuple[int, Any]:
        visit = self.visits.get(sent.get("code", ""), {})
        digest = hashlib.sha256(sent.get("code_verifier", "").encode()).digest()
        if base64.urlsafe_b64encode(digest).decode().rstrip("=") != visit.get("code_challenge"):
            return 400, {"error": "invalid_grant"}
        now = int(time.time())
        claims = {"iss": self.root, "aud": "desk", "sub": "1", "iat": now, "exp": now + 60, "nonce": visit["nonce"]}
        token = jwt.encode({"alg": "RS256", "kid": "one"}, {**claims, **self.claims}, self.signing)
        return 200, {"access_token": "x", "token_type": "Bearer", "id_token": token}


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    made = Provider()
    yield made
    made.server.shutdown()
    made.server.server_close()


@pytest.fixture
def shared(examples_record: Path, tmp_path: Path, provider: Provider) -> Iterator[Served]:
    provider.claims = {"email": "noor@institute.example", "email_verified": True}
    provider.signing = provider.key
    Accounts(tmp_path / "team.json").put("noor", role="reviewer", subject="noor@institute.example")
    institute = Institute(issuer=provider.root, client="desk", secret="secret")
    with serving(examples_record, accounts=tmp_path / "team.json", institute=institute) as made:
        yield made


def _there(client: httpx.Client) -> str:
    answer = client.get("/institute", params={"next": "/help"})
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


def test_whoever_has_an_account_is_let_in(shared: Served, provider: Provider) -> None:
    with shared.client() as client:
        back = client.get(provider.consent(_there(client)))
        assert back.status_code == 200
        assert back.headers["refresh"] == "0; url=/help"
        assert client.get("/help", headers={"Accept": "text/html"}).status_code == 200


def test_a_way_back_is_good_for_one_browser_once(shared: Served, provider: Provider) -> None:
    with shared.client() as client, shared.client() as other:
        back = provider.consent(_there(client))
        assert other.get(back).status_code == 403
        assert client.get(back).status_code == 403
        again = provider.consent(_there(client))
        assert client.get(again).status_code == 200
        assert client.get(again).status_code == 403


@pytest.mark.parametrize(
    "claims",
    [
        {"email": "eve@institute.example"},
        {"email": None},
        {"email_verified": False},
        {"aud": "another"},
        {"iss": "https://evil.example"},
        {"nonce": "old"},
        {"exp": 1},
    ],
)
def test_whom_the_institute_does_not_vouch_for_stays_out(
    shared: Served, provider: Provider, claims: dict[str, Any]
) -> None:
    provider.claims |= claims
    with shared.client() as client:
        answer = client.get(provider.consent(_there(client)))
        assert answer.status_code == 403
        assert "dateline=" not in answer.headers.get("set-cookie", "")


def test_a_token_that_another_key_signed_is_refused(shared: Served, provider: Provider) -> None:
    provider.signing = RSAKey.generate_key(2048, {"kid": "one"}, auto_kid=False)
    with shared.client() as client:
        assert client.get(provider.consent(_there(client))).status_code == 403


def test_an_institute_that_does_not_answer_is_told(examples_record: Path, tmp_path: Path) -> None:
    institute = Institute(issuer="http://127.0.0.1:9", client="desk")
    with (
        serving(examples_record, accounts=tmp_path / "team.json", institute=institute) as made,
        made.client() as client,
    ):
        answer = client.get("/institute", headers={"Accept": "application/json"})
    assert answer.status_code == 502
    assert answer.json()["ok"] is False


def test_whoever_comes_back_goes_on_at_an_address_in_any_script(shared: Served, provider: Provider) -> None:
    with shared.client() as client:
        there = client.get("/institute", params={"next": "/actors?called=\u0645%D9%85;\u2028"}).headers["location"]
        assert client.get(provider.consent(there)).headers["refresh"] == "0; url=/"
        there = client.get("/institute", params={"next": "/actors?called=\u0645%D9%85&_size=5"}).headers["location"]
        back = client.get(provider.consent(there))
    assert (back.status_code, back.headers["refresh"]) == (200, "0; url=/actors?called=%D9%85%D9%85&_size=5")


def test_a_cookie_that_is_none_of_the_desks_lets_nobody_in(shared: Served, provider: Provider) -> None:
    with shared.client() as client, shared.client() as other:
        back = provider.consent(_there(client))
        assert other.get(back, headers=[(b"Cookie", b"dateline-visit=\xe9")]).status_code == 403
