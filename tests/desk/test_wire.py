"""Requests as no browser sends them: each is refused in the one shape, at once, and the desk goes on."""

from __future__ import annotations

import json
import socket
import time
from urllib.parse import urlsplit

import pytest
from tests.desk.serving import Served

_PATIENCE = 30.0
_ODD_PATHS = (
    "/static/%00", "/static/own/%00.css", "/static/own/desk.css%00.png", "/static//etc/passwd", "/static/own",
    "/static/..%5c..%5cdesk.py", "/static/%c0%ae%c0%ae/desk.py", "/static/.%2e/%2e./desk.py",
    "/static/own/../../desk.py",
    "/documents/%00", "/documents/~2E~2E~2F~2E~2E", "/documents/..%2f..%2fetc%2fpasswd", "/documents/%ff%fe",
    "/documents/" + "a" * 20_000, "/documents/" + "~00" * 500, "/incidents/~ED~A0~80", "/incidents/~F0~9F~92~A9",
    "/documents/~2E~2E/original", "/reports/.json", "/reports/~.json", "//evil.example/", "/\\evil.example", "/;/..;/",
    "/%2e%2e/%2e%2e/etc/passwd", "/openapi.json/..", "/*", "/" + "/".join("ab" * 2_000),
)  # fmt: skip
_ODD_QUERIES = (
    "search=%ff", "search=%ED%A0%80", "search=%00", "search=" + "%22" * 600, "search=" + "a" * 50_000,
    "search=*", "search=NEAR(", 'search="', "search=a AND OR NOT", "search=(((((((", "search=^-:{}+~",
    "after=%E2%80%AE",
    "near=nan,inf,1", "near=1e999,0,1", "within=180,-90,-180,90", "within=nan,nan,nan,nan", "min_score=nan",
    "min_score=1e999",
    "month=9999-99", "after=9999999999-01-01", "before=-9999", "after=2008-06-31", "_next=%00", "_next=" + "A" * 3_000,
    "_next=WyJyZXBvcnRzIiwibmV3ZXN0IiwxZTk5OSwwXQ", "_next=WyJyZXBvcnRzIiwibmV3ZXN0IixudWxsLG51bGxd", "_size=1e3",
    "_size=%D9%A3", "_size=-1", "_size=99999999999999999999", "type=%F0%9F%92%A9",
    "&".join(f"actor=a{n}" for n in range(500)), "&".join(f"actor=a{n}" for n in range(5_000)),
    "&".join(f"k{n}=v" for n in range(5_000)), "=", "&&&&", "%", "%zz=%zz", "_facet=actor&" * 300,
)  # fmt: skip


def _ask(served: Served, sent: bytes, *, more: bytes = b"") -> tuple[int, dict[str, str], bytes]:
    """Send bytes as they are and return status, headers and body of the answer."""
    address = urlsplit(served.root)
    began = time.monotonic()
    with socket.create_connection((address.hostname, address.port), timeout=_PATIENCE) as connection:
        connection.sendall(sent)
        try:
            for start in range(0, len(more), 65_536):
                connection.sendall(more[start : start + 65_536])
        except (BrokenPipeError, ConnectionResetError):
            pass  # it has heard enough
        got = b""
        try:
            while chunk := connection.recv(65_536):
                got += chunk
        except ConnectionResetError:
            pass
    assert time.monotonic() - began < _PATIENCE
    head, _, body = got.partition(b"\r\n\r\n")
    lines = head.decode("latin-1").split("\r\n")
    assert lines[0].startswith("HTTP/1.1 "), (sent[:200], got[:200])
    return int(lines[0].split()[1]), dict(line.lower().split(": ", 1) for line in lines[1:]), body


def _request(method: str, target: str, *headers: str, body: bytes = b"") -> bytes:
    lines = [
        f"{method} {target} HTTP/1.1",
        *headers,
        "Connection: close",
        *([f"Content-Length: {len(body)}"] * bool(body)),
    ]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("utf-8") + body


def _is_refused(answer: tuple[int, dict[str, str], bytes], *statuses: int) -> None:
    status, headers, body = answer
    assert status in (statuses or range(400, 500)), (status, body[:300])
    told = json.loads(body)
    assert set(told) == {"ok", "error", "errors", "status"}
    assert (told["ok"], told["status"]) == (False, status)
    assert headers["x-content-type-options"] == "nosniff"
    assert "default-src 'none'" in headers["content-security-policy"]


_JSON = "Accept: application/json"


@pytest.fixture
def host(served: Served) -> str:
    return f"Host: {urlsplit(served.root).netloc}"


def test_two_names_are_no_name(served: Served, host: str) -> None:
    _is_refused(_ask(served, _request("GET", "/", host, "Host: evil.example", _JSON)), 400, 421)
    _is_refused(_ask(served, _request("GET", "/", host, host, _JSON)), 400, 421)
    _is_refused(_ask(served, _request("GET", "/", _JSON)), 400, 421)


@pytest.mark.parametrize(
    "target", ["http://evil.example/", "https://evil.example:443/help", "*", "evil.example:80", "help"]
)
def test_a_target_that_is_no_path_leads_nowhere(served: Served, host: str, target: str) -> None:
    _is_refused(_ask(served, _request("GET", target, host, _JSON)))


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE", "CONNECT", "PROPFIND", "get", "X" * 500])
def test_a_method_that_nothing_takes_is_refused(served: Served, host: str, method: str) -> None:
    for path in ("/reports", "/review/decide", "/static/own/desk.css", "/openapi.json", "/nothing"):
        _is_refused(_ask(served, _request(method, path, host, _JSON)), 400, 403, 404, 405)
        _is_refused(_ask(served, _request(method, path, host, _JSON, f"Origin: {served.root}")), 400, 404, 405)


def test_head_and_options_are_reads(served: Served, host: str) -> None:
    status, headers, body = _ask(served, _request("HEAD", "/reports", host))
    assert (status, body) == (200, b"")
    assert "default-src 'none'" in headers["content-security-policy"]
    answer = _ask(served, _request("OPTIONS", "/reports", host, _JSON, "Origin: http://evil.example"))
    _is_refused(answer, 405)
    assert not [name for name in answer[1] if name.startswith("access-control")]
    _is_refused(_ask(served, _request("GET", "/review/decide", host, _JSON)), 404, 405)


def test_a_body_in_pieces_is_weighed_too(served: Served, host: str) -> None:
    head = _request(
        "POST",
        "/begin",
        host,
        f"Origin: {served.root}",
        "Content-Type: application/json",
        "Transfer-Encoding: chunked",
        _JSON,
    )
    piece = b"10000\r\n" + b" " * 65_536 + b"\r\n"
    _is_refused(_ask(served, head, more=piece * 40 + b"0\r\n\r\n"), 413)


@pytest.mark.parametrize(
    "headers",
    [
        ("Content-Length: 5", "Transfer-Encoding: chunked"),
        ("Content-Length: 5", "Content-Length: 6"),
        ("Content-Length: -1",),
        ("Content-Length: 99999999999999999999",),
        ("Transfer-Encoding: chunked, identity",),
        ("Transfer-Encoding: \x0bchunked",),
        ("X-Odd\x00: 1",),
        ("X-Folded: a", " b: c"),
        ("X: " + "a" * 200_000,),
        *[
            (f"Cookie: {value}",)
            for value in ("dateline=" + "a" * 50_000, "dateline=\u00ff", "dateline=;;;=;", "=" * 99)
        ],
    ],
)
def test_odd_headers_get_nothing_done(served: Served, host: str, headers: tuple[str, ...]) -> None:
    sent = _request("POST", "/begin", host, f"Origin: {served.root}", "Content-Type: application/json", _JSON, *headers)
    _is_refused(_ask(served, sent, more=b"0\r\n\r\n"))


@pytest.mark.parametrize(
    "said", ["Bearer x", "Bearer", "Bearer " + "a" * 9_000, "Basic eDp5", "Bearer \u00ff", "bearer\tx"]
)
def test_a_token_that_nobody_gave_out_opens_nothing(served: Served, host: str, said: str) -> None:
    body = b'{"act": "accept", "target": "i0", "next": "/"}'
    sent = _request(
        "POST", "/review/decide", host, f"Authorization: {said}", "Content-Type: application/json", _JSON, body=body
    )
    _is_refused(_ask(served, sent), 400, 401, 403)


@pytest.mark.parametrize("path", _ODD_PATHS)
def test_odd_paths_lead_nowhere(served: Served, host: str, path: str) -> None:
    answer = _ask(served, _request("GET", path, host, _JSON))
    if answer[0] in (307, 308):
        assert urlsplit(answer[1]["location"]).netloc in ("", urlsplit(served.root).netloc)
        return
    _is_refused(answer, 400, 404, 405)


@pytest.mark.parametrize("name", ["reports", "incidents", "documents", "map", "timeline", "places", "actors"])
def test_odd_questions_are_answered_or_refused(served: Served, name: str) -> None:
    with served.client(timeout=_PATIENCE) as client:
        for query in _ODD_QUERIES:
            answer = client.get(f"/{name}.json?{query}", headers={"Accept": "application/json"})
            assert answer.status_code in (200, 400, 414), (query[:80], answer.status_code, answer.text[:300])
            if answer.status_code != 200:
                assert set(answer.json()) == {"ok", "error", "errors", "status"}


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/json", b"[" * 100_000),
        ("application/json", b'{"token": ' + b"[" * 50_000 + b"]" * 50_000 + b"}"),
        ("application/json", b'{"token": NaN}'),
        ("application/json", b'{"token": 1' + b"0" * 5_000 + b"}"),
        ("application/json", b'{"token": "\\ud800", "reviewer": "\\udfff"}'),
        ("application/json", b'{"token": {"a": 1}}'),
        ("application/json", b'{"__proto__": 1}'),
        ("application/json", b"\xff\xfe"),
        ("application/json", b"null"),
        ("application/json; charset=utf-7", b"+AHs-"),
        ("application/x-www-form-urlencoded", b"token=%ff&reviewer=%00"),
        ("application/x-www-form-urlencoded", b"a=b&" * 20_000),
        ("multipart/form-data", b"--x\r\n"),
        (
            "multipart/form-data; boundary=x",
            b'--x\r\nContent-Disposition: form-data; name="token"\r\n\r\n' + b"y" * 100_000,
        ),
        (
            "multipart/form-data; boundary=x",
            b'--x\r\nContent-Disposition: form-data; name="f"; filename="f"\r\n\r\nz\r\n--x--',
        ),
        ("text/plain", b'{"token": "x"}'),
        ("", b"token=x"),
    ],
)
def test_odd_bodies_get_nothing_done(served: Served, host: str, kind: str, body: bytes) -> None:
    headers = [host, f"Origin: {served.root}", _JSON, *([f"Content-Type: {kind}"] * bool(kind))]
    _is_refused(_ask(served, _request("POST", "/begin", *headers, body=body)))


def test_after_all_that_the_desk_goes_on(served: Served) -> None:
    with served.client() as client:
        assert client.get("/incidents").status_code == 200
