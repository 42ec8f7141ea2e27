from __future__ import annotations

import errno
import gzip
import io
import os
import socket
from pathlib import Path
from typing import Any

import pytest

from dateline.reading import Failure, Item, Limits, gather


def found(*inputs: object, **options: Any) -> list[tuple[str, str]]:
    return [
        (piece.origin, piece.format if isinstance(piece, Item) else piece.reason)
        for piece in gather([os.fspath(i) if isinstance(i, Path) else str(i) for i in inputs], **options)
    ]


def write(folder: Path, **files: bytes) -> None:
    for name, data in files.items():
        path = folder / name.replace("__", "/").replace("_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def test_a_folder_is_read_in_the_order_of_its_paths(tmp_path: Path) -> None:
    write(tmp_path, b_txt=b"Rain", a__z_html=b"<p>Rain", a__b_md=b"# Rain", B_txt=b"Rain", c=b"Rain", _hidden=b"Rain")
    write(tmp_path, a___git__x_txt=b"Rain")
    expected = [("B.txt", "text"), ("a/b.md", "markdown"), ("a/z.html", "html"), ("b.txt", "text"), ("c", "text")]
    assert found(tmp_path) == expected
    assert found(tmp_path) == expected
    assert found(tmp_path, recursive=False) == [("B.txt", "text"), ("b.txt", "text"), ("c", "text")]


def test_a_file_given_by_name_shows_its_name_only(tmp_path: Path) -> None:
    write(tmp_path, a__rain_txt=b"Rain")
    assert found(tmp_path / "a" / "rain.txt") == [("rain.txt", "text")]


def test_a_hidden_file_given_by_name_is_read(tmp_path: Path) -> None:
    write(tmp_path, _rain_txt=b"Rain")
    assert found(tmp_path / ".rain.txt") == [(".rain.txt", "text")]


def test_inputs_are_taken_in_the_order_given(tmp_path: Path) -> None:
    write(tmp_path, a_txt=b"Rain", b_txt=b"Rain")
    stdin = io.BytesIO(b"<html><p>Rain")
    assert [origin for origin, _ in found(tmp_path / "b.txt", "-", tmp_path / "a.txt", stdin=stdin)] == [
        "b.txt",
        "-",
        "a.txt",
    ]


def test_one_bad_input_is_one_failure(tmp_path: Path) -> None:
    write(tmp_path, a_txt=b"Rain", empty_txt=b"", x_zip=b"PK\x03\x04", x_bin=b"\x00\x01\x02\x00", y_warc=b"no")
    (tmp_path / "bare").mkdir()
    assert found(tmp_path, tmp_path / "gone", tmp_path / "bare", tmp_path / "a.txt" / "x", "a\0b") == [
        ("a.txt", "text"),
        ("empty.txt", "empty"),
        ("x.bin", "binary"),
        ("x.zip", "unsupported"),
        ("y.warc", "broken"),
        ("gone", "not_found"),
        ("bare", "empty"),
        ("x", "not_found"),
        ("a\\x00b", "unreadable"),
    ]


def test_a_large_file_is_refused_without_being_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    large = tmp_path / "large.txt"
    large.touch()
    os.truncate(large, 200_000_000)
    monkeypatch.setattr("dateline.reading.opening.read_piece", lambda *_, **__: pytest.fail("it was read"))
    (failure,) = gather([str(large)])
    assert isinstance(failure, Failure)
    assert (failure.reason, "200,000,000" in failure.message) == ("too_large", True)


def test_standard_input_over_the_limit_is_refused() -> None:
    assert found("-", stdin=io.BytesIO(b"rain " * 1000), limits=Limits(max_bytes=100)) == [("-", "too_large")]


def test_empty_standard_input_is_a_failure() -> None:
    assert found("-", stdin=io.BytesIO(b"")) == [("-", "empty")]


def test_gzip_of_one_file_is_read_as_that_file(tmp_path: Path) -> None:
    write(tmp_path, a_html_gz=gzip.compress(b"words"), b_gz=gzip.compress(b"<html><p>Rain"))
    write(tmp_path, c_jsonl_gz=gzip.compress(b'{"text": "Rain"}\n{"text": "Snow"}\n'))
    write(tmp_path, d_gz=gzip.compress(gzip.compress(b"Rain")), e_txt_gz=gzip.compress(b"Rain fell " * 9)[:-12])
    write(tmp_path, f_gz=gzip.compress(b""), g_txt_gz=gzip.compress(bytes(1_000_000)))
    assert found(tmp_path, limits=Limits(max_bytes=50_000)) == [
        ("a.html.gz", "html"),
        ("b.gz", "html"),
        ("c.jsonl.gz#1", "jsonl"),
        ("c.jsonl.gz#2", "jsonl"),
        ("d.gz", "unsupported"),
        ("e.txt.gz", "truncated"),
        ("f.gz", "empty"),
        ("g.txt.gz", "too_large"),
    ]


def test_feeds_and_rows_are_opened(tmp_path: Path) -> None:
    rss = b"<rss version='2.0'><channel><title>T</title><item><description>Rain</description></item></channel></rss>"
    write(tmp_path, a_xml=rss, b_jsonl=b'{"text": "Rain"}\nbad\n')
    assert found(tmp_path) == [("a.xml#1", "feed"), ("b.jsonl#1", "jsonl"), ("b.jsonl#2", "bad_row")]


def test_links_to_nothing_and_round_about_are_named(tmp_path: Path) -> None:
    write(tmp_path, a__a_txt=b"Rain")
    (tmp_path / "a" / "up").symlink_to(tmp_path)
    (tmp_path / "dangling.txt").symlink_to(tmp_path / "gone.txt")
    (tmp_path / "self.txt").symlink_to(tmp_path / "self.txt")
    (tmp_path / "z").symlink_to(tmp_path / "a" / "a.txt")
    assert found(tmp_path) == [
        ("a/a.txt", "text"),
        ("a/up", "loop"),
        ("dangling.txt", "not_found"),
        ("self.txt", "loop"),
        ("z", "text"),
    ]


def test_pipes_sockets_and_devices_are_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("socket")
        assert found(tmp_path, "/dev/null") == [
            ("pipe.txt", "unsupported"),
            ("socket", "unsupported"),
            ("null", "unsupported"),
        ]


def test_names_that_are_not_utf8_can_be_shown(tmp_path: Path) -> None:
    for name in (b"caf\xe9.txt", b"new\nline.txt"):
        with open(os.path.join(os.fsencode(tmp_path), name), "wb") as file:
            file.write(b"Rain")
    origins = [origin for origin, _ in found(tmp_path)]
    assert origins == ["caf\\xe9.txt", "new\\x0aline.txt"]
    assert all(origin.isprintable() and origin.encode("utf-8") for origin in origins)


def test_a_folder_without_permission_is_named_and_the_rest_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, a__a_txt=b"Rain", b_txt=b"Rain", c_txt=b"Rain")
    scandir, opener = os.scandir, os.open

    def refuse_folder(path: str) -> Any:
        if path.endswith("/a"):
            raise PermissionError(errno.EACCES, "Permission denied", path)
        return scandir(path)

    def refuse_file(path: str, flags: int) -> int:
        if path.endswith("b.txt"):
            raise PermissionError(errno.EACCES, "Permission denied", path)
        return opener(path, flags)

    monkeypatch.setattr(os, "scandir", refuse_folder)
    monkeypatch.setattr(os, "open", refuse_file)
    assert found(tmp_path) == [("a", "unreadable"), ("b.txt", "unreadable"), ("c.txt", "text")]


def test_no_failure_tells_where_on_the_machine_it_was(tmp_path: Path) -> None:
    write(tmp_path, e_txt=b"", x_zip=b"PK\x03\x04")
    for piece in gather([str(tmp_path), str(tmp_path / "gone")]):
        assert isinstance(piece, Failure)
        assert str(tmp_path) not in piece.message + piece.origin


@pytest.mark.parametrize(
    "address", ["ftp://example.org/a", "file:///etc/hosts", "http://user:pw@example.org/", "http://127.0.0.1/"]
)
def test_unsafe_addresses_are_failures(address: str) -> None:
    (failure,) = gather([address])
    assert isinstance(failure, Failure)
    assert failure.reason == "unsafe_address"
    assert "pw" not in failure.origin + failure.message
