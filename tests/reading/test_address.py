from __future__ import annotations

import gzip
import socket
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from dateline.errors import ReadingError, UnsafeAddress
from dateline.reading import Failure, Item, Limits, gather, read
from dateline.reading.address import fetch, is_public, shown

RSS = b"<rss version='2.0'><channel><title>T</title><item><description>Rain</description></item></channel></rss>"


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        place = self.path.strip("/").split("?")[0]
        if place == "page":
            self.answer("<p>Дождь шёл всю ночь</p>".encode("cp1251"), media="text/html; charset=windows-1251")
        elif place == "feed":
            self.answer(RSS, media="application/rss+xml")
        elif place == "agent":
            self.answer(f"{self.headers['User-Agent']} {self.headers['Host']}".encode(), media="text/plain")
        elif place == "packed":
            self.answer(gzip.compress(b"<p>Snow</p>"), encoding="gzip")
        elif place == "bomb":
            self.answer(gzip.compress(bytes(5_000_000)), encoding="gzip")
        elif place == "large":
            self.answer(b"a" * 200_000)
        elif place == "endless":
            self.send_response(200)
            self.end_headers()
            for _ in range(1000):
                self.wfile.write(b"a" * 10_000)
        elif place == "slow":
            time.sleep(3)
        elif place == "drip":
            self.wfile.write(b"HTTP/1.0 200 OK\r\n")
            for _ in range(200):
                time.sleep(0.1)
                self.wfile.write(b"X-Wait: 1\r\n")
                self.wfile.flush()
        elif place == "loop":
            self.redirect("/loop")
        elif place == "moved":
            self.redirect("/page#part")
        elif place == "away":
            self.redirect("http://169.254.169.254/latest")
        elif place == "file":
            self.redirect("file:///etc/hosts")
        elif place == "cut":
            self.send_response(200)
            self.send_header("Content-Length", "1000")
            self.end_headers()
            self.wfile.write(b"Rain")
        else:
            self.send_error(404)

    def answer(self, body: bytes, *, media: str = "text/html", encoding: str | None = None) -> None:
        self.send_response(200)
        self.send_header("Content-Type", media)
        self.send_header("Content-Length", str(len(body)))
        if encoding:
            self.send_header("Content-Encoding", encoding)
        self.end_headers()
        self.wfile.write(body)

    def redirect(self, to: str) -> None:
        self.send_response(302)
        self.send_header("Location", to)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        pass


class Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, request: object, client_address: object) -> None:
        pass  # the client went away, as it should


@pytest.fixture(scope="module")
def base() -> Iterator[str]:
    server = Server(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()
    thread.join()


def test_fetch_brings_a_page_with_its_charset_and_time(base: str) -> None:
    (item,) = gather([f"{base}/page"], allow_private=True)
    assert isinstance(item, Item)
    assert (item.origin, item.url, item.format, item.charset) == (
        f"{base}/page",
        f"{base}/page",
        "html",
        "windows-1251",
    )
    assert item.retrieved is not None
    assert len(item.retrieved.edtf) == len("2008-06-14T10:20:30")
    document = read(item).document
    assert (document.text, document.path, document.url) == ("Дождь шёл всю ночь", None, f"{base}/page")


def test_fetch_follows_redirects_and_keeps_where_it_came_to(base: str) -> None:
    (item,) = gather([f"{base}/moved"], allow_private=True)
    assert isinstance(item, Item)
    assert (item.origin, item.url) == (f"{base}/moved", f"{base}/page")


def test_fetch_opens_feeds(base: str) -> None:
    (item,) = gather([f"{base}/feed"], allow_private=True)
    assert isinstance(item, Item)
    assert (item.origin, item.format) == (f"{base}/feed#1", "feed")
    assert item.retrieved is not None


def test_fetch_says_who_asks_and_whom(base: str) -> None:
    assert fetch(f"{base}/agent", allow_private=True).data.startswith(b"dateline/")
    port = base.rsplit(":", 1)[1]
    assert fetch(f"http://localhost:{port}/agent", allow_private=True).data.endswith(f" localhost:{port}".encode())


def test_fetch_unpacks_what_was_packed_for_the_way(base: str) -> None:
    assert fetch(f"{base}/packed", allow_private=True).data == b"<p>Snow</p>"


@pytest.mark.parametrize(
    ("place", "reason"),
    [
        ("large", "too_large"),
        ("endless", "too_large"),
        ("bomb", "too_large"),
        ("slow", "timeout"),
        ("drip", "timeout"),
        ("loop", "too_many_redirects"),
        ("nothing", "http_status"),
        ("file", "unsafe_address"),
        ("cut", "broken"),
    ],
)
def test_fetch_gives_up_with_a_reason(base: str, place: str, reason: str) -> None:
    limits = Limits(max_bytes=100_000, timeout=1.0, max_redirects=3)
    began = time.monotonic()
    (failure,) = gather([f"{base}/{place}"], limits=limits, allow_private=True)
    assert isinstance(failure, Failure)
    assert (failure.origin, failure.reason) == (f"{base}/{place}", reason)
    assert time.monotonic() - began < 10  # the drip alone would take 20 seconds


def test_fetch_names_a_server_that_is_not_there() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(ReadingError) as caught:
        fetch(f"http://127.0.0.1:{port}/", allow_private=True)
    assert caught.value.reason == "unreachable"


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1/",
        "http://localhost/",
        "http://127.1/",
        "http://0x7f000001/",
        "http://2130706433/",
        "http://[::1]/",
        "http://[::ffff:10.0.0.1]/",
        "http://10.0.0.1:8080/",
        "http://192.168.1.1/",
        "http://169.254.169.254/latest/meta-data",
        "http://100.64.0.1/",
        "http://0.0.0.0/",
        "http://224.0.0.1/",
        "http://[64:ff9b::7f00:1]/",
        "ftp://example.org/",
        "file:///etc/passwd",
        "gopher://example.org/",
        "http://",
        "http://me:secret@example.org/",
    ],
)
def test_fetch_refuses_unsafe_addresses(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("httpx.Client.send", lambda *_, **__: pytest.fail("something was sent"))
    with pytest.raises(UnsafeAddress) as caught:
        fetch(address)
    assert caught.value.reason == "unsafe_address"
    assert "secret" not in str(caught.value)


def resolve_to(*ips: str) -> object:
    def getaddrinfo(_: str, port: int, **__: object) -> list[tuple[object, ...]]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, port)) for ip in ips]

    return getaddrinfo


def test_fetch_refuses_a_name_with_one_private_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", resolve_to("93.184.216.34", "10.0.0.1"))
    with pytest.raises(UnsafeAddress, match=r"10\.0\.0\.1"):
        fetch("http://example.org/")


def test_fetch_checks_every_hop(base: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dateline.reading.address.is_public", lambda ip: ip == "127.0.0.1")
    with pytest.raises(UnsafeAddress, match=r"169\.254"):
        fetch(f"{base}/away")


def test_fetch_connects_to_the_address_that_was_checked(base: str, monkeypatch: pytest.MonkeyPatch) -> None:
    port = base.rsplit(":", 1)[1]
    asked: list[str] = []
    connect = socket.create_connection

    def watch(address: tuple[str, int], *args: object, **options: object) -> socket.socket:
        asked.append(address[0])
        return connect(address, *args, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(socket, "getaddrinfo", resolve_to("127.0.0.1"))
    monkeypatch.setattr(socket, "create_connection", watch)
    with pytest.raises((ReadingError, TypeError)):
        fetch(f"http://rebinding.example:{port}/nothing", allow_private=True)
    assert asked == ["127.0.0.1"]


@pytest.mark.parametrize(
    ("ip", "expected"),
    [
        ("8.8.8.8", True),
        ("2606:4700::1111", True),
        ("2002:7f00:1::", False),
        ("fe80::1%eth0", False),
        ("no", False),
        ("240.0.0.1", False),
    ],
)
def test_is_public(ip: str, expected: bool) -> None:
    assert is_public(ip) is expected


def test_shown_hides_credentials_and_odd_characters() -> None:
    assert shown("http://a:b@example.org/x@y") == "http://example.org/x@y"
    assert shown("http://example.org/\x1b[2J") == "http://example.org/?[2J"
