"""JSON Lines: one article a row, with its facts beside it; feed entries are kept as such rows too.

Invariant: a row is one Item whose bytes are the row's own; a bad row is one Failure, named by its line, and the rows
around it are read.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from dateline.errors import ReadingError
from dateline.reading.limits import Limits
from dateline.reading.page import Failure, Item
from dateline.reading.stated import Stated, stated_in
from dateline.reading.stream import Source

__all__ = ["Row", "parse_row", "rows_of"]


@dataclass(frozen=True, slots=True)
class Row:
    """Hold one row: `content` is HTML where `is_html`, else plain text."""

    content: str
    is_html: bool
    stated: Stated


def parse_row(data: bytes, *, by: str = "jsonl") -> Row:
    """Read one row; `html` is taken before `text` where a row has both, for its layout.

    >>> parse_row(b'{"text": "Rain fell.", "title": "A day"}').stated.title
    'A day'

    Raises ReadingError (`bad_row`) telling what is wrong with it.
    """
    try:
        row = json.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise _bad(f"byte {error.start + 1} is not UTF-8; save the file as UTF-8") from None
    except RecursionError:
        raise _bad("it is nested too deeply") from None
    except ValueError as error:
        raise _bad(f"it is not JSON ({error})") from None
    if not isinstance(row, dict):
        raise _bad('it is not a JSON object; write {"text": ...} on one line')
    for key in ("html", "text"):
        value = row.get(key)
        if isinstance(value, str) and value.strip():
            return Row(value, key == "html", stated_in(row, by=_sources(by)))
    raise _bad("it has neither a `text` nor an `html` with words in it")


def rows_of(source: Source, *, origin: str, limits: Limits) -> Iterator[Item | Failure]:
    """Yield an Item for each row and a Failure for each bad one; `#n` is the line, counted from 1."""
    number = items = 0
    while True:
        line = source.readline(limits.max_bytes + 1)
        if not line:
            break
        number += 1
        here = f"{origin}#{number}"
        if len(line) > limits.max_bytes:
            while line and not line.endswith(b"\n"):
                line = source.readline(limits.max_bytes + 1)
            yield Failure(here, "too_large", f"the row is larger than the limit of {limits.max_bytes:,} bytes")
            continue
        data = line.rstrip(b"\r\n")
        if not data.strip(b"\xef\xbb\xbf \t"):
            continue
        if source.damage and not line.endswith(b"\n"):
            break  # the row that the damage cut is told of as damage, not as a bad row
        try:
            row = parse_row(data)
        except ReadingError as error:
            yield Failure(here, error.reason, str(error))
            continue
        items += 1
        if items > limits.max_members:
            yield Failure(origin, "too_large", f"it has more than {limits.max_members:,} rows; the rest was left out")
            return
        yield Item(data, here, "jsonl", url=row.stated.url)
    if source.damage:
        yield Failure(origin, source.damage.reason, str(source.damage))
    elif not number:
        yield Failure(origin, "empty", "it is empty: there are no bytes in it")


def _sources(by: str) -> Mapping[str, str] | str:
    if by != "feed":
        return by
    # Everything in a feed's row was said by the entry, but for what only its channel says.
    said = dict.fromkeys(("title", "authors", "published"), "feed:entry")
    return {**said, "publisher": "feed:channel", "language": "feed:channel"}


def _bad(message: str) -> ReadingError:
    return ReadingError(f"the row cannot be read: {message}", reason="bad_row")
