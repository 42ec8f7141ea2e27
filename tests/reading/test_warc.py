from __future__ import annotations

import gzip
import io

import pytest

from dateline.reading import Failure, Item, Limits, gather

DATE = "2008-06-14T10:20:30Z"


def record(
    body: bytes,
    *,
    n: int = 1,
    kind: str = "response",
    status: int = 200,
    media: str = "text/html; charset=cp1251",
    more: str = "",
) -> bytes:
    http = f"HTTP/1.1 {status} OK\r\nContent-Type: {media}\r\n{more}\r\n".encode() + body
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: https://example.org/{n}\r\nWARC-Date: {DATE}\r\n"
        f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{n:012d}>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


def read(data: bytes, limits: Limits | None = None) -> list[Item | Failure]:
    return list(gather(["-"], stdin=io.BytesIO(data), limits=limits or Limits()))


def origins(found: list[Item | Failure]) -> list[str]:
    return [piece.origin for piece in found if isinstance(piece, Item)]


PAGES = [record(b"<p>Rain on day %d</p>" % n * 50, n=n) for n in range(1, 4)]


@pytest.mark.parametrize("packed", [False, True])
def test_warc_gives_its_pages_with_address_and_time(packed: bool) -> None:
    data = b"".join(gzip.compress(page) if packed else page for page in PAGES)
    found = read(data)
    assert origins(found) == ["-#1", "-#2", "-#3"]
    first = found[0]
    assert isinstance(first, Item)
    assert (first.format, first.url, first.charset) == ("html", "https://example.org/1", "cp1251")
    assert first.retrieved is not None
    assert first.retrieved.edtf == "2008-06-14T10:20:30"
    assert first.data == b"<p>Rain on day 1</p>" * 50


def test_warc_takes_only_whole_answers_with_words() -> None:
    data = b"".join(
        [
            record(b"Rain.", n=1, kind="request"),
            record(b"<p>gone</p>", n=2, status=404),
            record(b"\x89PNG", n=3, media="image/png"),
            record(b"Rain fell.", n=4, media="text/plain"),
            record(b"%PDF-1.4 x", n=5, media="application/pdf"),
            record(b"", n=6),
            record(b"<p>Snow</p>", n=7, media=""),
        ]
    )
    found = read(data)
    assert origins(found) == ["-#4", "-#5", "-#7"]
    assert [piece.format for piece in found if isinstance(piece, Item)] == ["text", "pdf", "html"]


def test_warc_undoes_the_packing_of_bodies() -> None:
    chunked = b"5\r\n<p>Ra\r\n6\r\nin</p>\r\n0\r\n\r\n".replace(b"5\r\n", b"5\r\n", 1)
    data = record(gzip.compress(b"<p>Snow</p>"), n=1, more="Content-Encoding: gzip\r\n") + record(
        chunked, n=2, more="Transfer-Encoding: chunked\r\n"
    )
    assert [piece.data for piece in read(data) if isinstance(piece, Item)] == [b"<p>Snow</p>", b"<p>Rain</p>"]


@pytest.mark.parametrize("packed", [False, True])
def test_a_cut_warc_gives_what_comes_before_and_says_so(packed: bool) -> None:
    parts = [gzip.compress(page) if packed else page for page in PAGES]
    whole = b"".join(parts)
    starts = len(parts[0]) + len(parts[1])
    for cut in range(starts + 10, len(whole) - 12, 7):
        found = read(whole[:cut])
        assert origins(found) == ["-#1", "-#2"]
        assert isinstance(found[-1], Failure)
        assert found[-1].reason == "truncated"


def test_a_damaged_warc_gives_what_comes_before_and_says_so() -> None:
    found = read(PAGES[0] + b"no header at all\r\n" * 20 + PAGES[1])
    assert origins(found) == ["-#1"]
    assert isinstance(found[-1], Failure)
    assert found[-1].reason == "broken"


def test_a_record_over_the_limit_is_named_and_the_rest_is_read() -> None:
    bomb = record(gzip.compress(bytes(500_000)), n=2, more="Content-Encoding: gzip\r\n")
    large = record(b"<p>" + b"a" * 50_000, n=3)
    found = read(PAGES[0] + bomb + large + record(b"<p>Snow</p>", n=4), Limits(max_bytes=20_000))
    assert origins(found) == ["-#1", "-#4"]
    assert [(piece.origin, piece.reason) for piece in found if isinstance(piece, Failure)] == [
        ("-#2", "too_large"),
        ("-#3", "too_large"),
    ]


def test_a_warc_that_grows_without_end_is_stopped() -> None:
    bomb = gzip.compress(record(b"<p>" + bytes(30_000_000)))
    found = read(bomb, Limits(max_bytes=100_000))
    assert [piece.reason for piece in found if isinstance(piece, Failure)] == ["too_large"]
    assert not origins(found)


def test_warc_stops_at_the_limit_of_members() -> None:
    found = read(b"".join(PAGES), Limits(max_members=2))
    assert origins(found) == ["-#1", "-#2"]
    assert isinstance(found[-1], Failure)


def test_warc_without_a_readable_date_has_no_time() -> None:
    found = read(PAGES[0].replace(DATE.encode(), b"some day in 2008xxxx"))
    assert isinstance(found[0], Item)
    assert found[0].retrieved is None
