from __future__ import annotations

import gzip
import io
import json

import pytest

from dateline.errors import ReadingError
from dateline.reading import Failure, Item, Limits
from dateline.reading.rows import parse_row, rows_of
from dateline.reading.stream import gunzipped, source_over


def rows(data: bytes, limits: Limits | None = None) -> list[Item | Failure]:
    return list(rows_of(source_over(io.BytesIO(data)), origin="a.jsonl", limits=limits or Limits()))


def test_rows_are_items_with_their_own_bytes() -> None:
    first = b'{"text": "Rain fell.", "url": "https://example.org/1"}'
    found = rows(b"\xef\xbb\xbf" + first + b"\r\n\n" + b'{"html": "<p>Snow</p>"}')
    assert [(item.origin, item.format) for item in found if isinstance(item, Item)] == [
        ("a.jsonl#1", "jsonl"),
        ("a.jsonl#3", "jsonl"),
    ]
    assert isinstance(found[0], Item)
    assert found[0].data.endswith(first)
    assert found[0].url == "https://example.org/1"


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (b"{not json", "not JSON"),
        (b"[1]", "not a JSON object"),
        (b"{}", "neither"),
        (b'{"text": 5}', "neither"),
        (b'{"text": "  "}', "neither"),
        (b'{"text": "\xff"}', "not UTF-8"),
        (b'{"text":' * 100_000, "nested|JSON"),
        (b'{"text": "a", "id": ' + b"9" * 10_000 + b"}", "JSON"),
    ],
)
def test_a_bad_row_is_named_and_the_others_are_read(row: bytes, told: str) -> None:
    good = b'{"text": "Rain fell."}\n'
    found = rows(good + row + b"\n" + good)
    assert [type(piece) for piece in found] == [Item, Failure, Item]
    assert found[1].origin == "a.jsonl#2"
    assert isinstance(found[1], Failure)
    assert found[1].reason == "bad_row"
    with pytest.raises(ReadingError, match=told):
        parse_row(row)


def test_a_row_over_the_limit_is_passed_over_whole() -> None:
    data = b'{"text": "' + b"a" * 5000 + b'"}\n{"text": "b"}\n'
    found = rows(data, Limits(max_bytes=100))
    assert [(piece.origin, type(piece)) for piece in found] == [("a.jsonl#1", Failure), ("a.jsonl#2", Item)]


def test_rows_stop_at_the_limit_of_members() -> None:
    found = rows(b'{"text": "b"}\n' * 5, Limits(max_members=3))
    assert [type(piece) for piece in found] == [Item, Item, Item, Failure]


def test_rows_before_a_cut_are_kept_and_the_cut_is_told_once() -> None:
    data = b"".join(json.dumps({"text": f"Day {n} " + "%x" % (n**40)}).encode() + b"\n" for n in range(2000))
    source = gunzipped(source_over(io.BytesIO(gzip.compress(data)[:-2000])), limits=Limits())
    found = list(rows_of(source, origin="a.jsonl.gz", limits=Limits()))
    assert len(found) > 1000
    assert all(isinstance(piece, Item) for piece in found[:-1])
    assert isinstance(found[-1], Failure)
    assert (found[-1].origin, found[-1].reason) == ("a.jsonl.gz", "truncated")


def test_a_row_says_where_its_facts_were_said() -> None:
    data = b'{"text": "Rain", "title": "A day", "authors": ["Ann"], "publisher": "P"}'
    assert parse_row(data, by="jsonl").stated.provenance["publisher"] == "jsonl:publisher"
    assert parse_row(data, by="feed").stated.provenance["publisher"] == "feed:channel"


def test_html_of_a_row_goes_before_its_text() -> None:
    row = parse_row(b'{"text": "Rain", "html": "<p>Rain</p>"}')
    assert (row.content, row.is_html) == ("<p>Rain</p>", True)
