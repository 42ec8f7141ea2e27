"""Web archives: the pages, texts and PDFs that a crawler was given, each with its address and when it was fetched.

Invariant: only answers with status 200 are taken, `#n` is the record's place among all records of the file, and a cut
or damaged archive yields every record that is whole, then one Failure.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

from dateline.errors import MomentError, ReadingError
from dateline.model import Moment
from dateline.reading.formats import find_format, media_format
from dateline.reading.limits import Limits
from dateline.reading.page import Failure, Item
from dateline.reading.stream import Source, content_of, dechunk

__all__ = ["records_of"]

_STEP = 1 << 20
_TAKEN = frozenset({"html", "text", "markdown", "pdf"})
_DATE = re.compile(r"(\d{4}-\d\d-\d\d)(T\d\d:\d\d:\d\d)?")


def records_of(source: Source, *, origin: str, limits: Limits) -> Iterator[Item | Failure]:
    """Yield an Item for each page in the archive, and a Failure for each that cannot be read."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    number = items = 0
    walk = None
    while True:
        found: Item | Failure | None = None
        try:
            if walk is None:
                walk = iter(
                    ArchiveIterator(source, record_types=WarcRecordType.any_type, parse_http=False, stream_detect=False)
                )
            record = next(walk, None)
            if record is None:
                break
            number += 1
            found, is_whole = _item(record, f"{origin}#{number}", limits)
        except ReadingError as error:
            found, is_whole = Failure(f"{origin}#{number}", error.reason, str(error)), True
        except BaseException as error:
            # OSError is documented; other kinds come of damaged headers, and a panic of the library is no Exception.
            if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
                raise
            yield _damage(source, origin, number, f"the archive is damaged ({error}); download it again", "broken")
            return
        if not is_whole:
            yield _damage(source, origin, number, "the archive ends in the middle; download it again", "truncated")
            return
        if isinstance(found, Item):
            items += 1
            if items > limits.max_members:
                told = f"it has more than {limits.max_members:,} pages; the rest was left out"
                yield Failure(origin, "too_large", told)
                return
        if found is not None:
            yield found
    if source.damage or (number and not source.tail.endswith((b"\r\n\r\n", b"\n\n"))):
        # The library ends without a word at a header that is cut; a record always ends with blank lines.
        yield _damage(source, origin, number, "the archive ends in the middle; download it again", "truncated")
    elif not number:
        yield Failure(origin, "broken", "there is no WARC record in it; download it again")


def _damage(source: Source, origin: str, number: int, told: str, reason: str) -> Failure:
    """Tell of the end of an archive; what the stream knows of it goes before what the archive shows."""
    if source.damage:
        told, reason = str(source.damage), source.damage.reason
    return Failure(origin, reason, f"after record {number}: {told}")


def _item(record: Any, here: str, limits: Limits) -> tuple[Item | None, bool]:
    """Return the record's page, if it is one, and whether the record was all there."""
    from fastwarc.warc import WarcRecordType

    length = record.content_length
    if record.record_type != WarcRecordType.response:
        return None, record.consume() >= length
    if length > limits.max_bytes:
        whole = record.consume() >= length
        if whole:
            raise ReadingError(
                f"the record is larger than the limit of {limits.max_bytes:,} bytes; raise the limit",
                reason="too_large",
            )
        return None, False
    block = _all(record)
    if len(block) < length:
        return None, False
    head, gap, body = block.partition(b"\r\n\r\n")
    if not gap:
        head, gap, body = block.partition(b"\n\n")
    status, headers = _http(head)
    if status != 200:
        return None, True
    media = headers.get("content-type", "")
    if media and media_format(media) not in _TAKEN and "octet-stream" not in media:
        return None, True
    if "chunked" in headers.get("transfer-encoding", "").lower():
        plain, ended = dechunk(body)
        body = plain if ended else plain or body  # crawlers often keep the header and not the chunks
    body = content_of(body, encodings=headers.get("content-encoding"), limits=limits)
    if not body:
        return None, True
    url = record.headers.get("WARC-Target-URI", "").strip("<> ") or None
    try:
        kind = find_format(_name_in(url), body[:65_536], media=media)
    except ReadingError:
        return None, True
    if kind not in _TAKEN:
        return None, True
    charset = _charset(media)
    return Item(body, here, kind, url=url, retrieved=_retrieved(record), charset=charset), True


def _all(record: Any) -> bytes:
    parts = io.BytesIO()
    while some := record.reader.read(_STEP):
        parts.write(some)
    return parts.getvalue()


def _http(head: bytes) -> tuple[int | None, dict[str, str]]:
    lines = head.decode("latin-1").splitlines()
    status = re.match(r"HTTP/[\d.]+\s+(\d{3})\b", lines[0]) if lines else None
    headers: dict[str, str] = {}
    for line in lines[1:]:
        name, colon, value = line.partition(":")
        if colon:
            headers.setdefault(name.strip().lower(), value.strip())
    return (int(status[1]) if status else None), headers


def _charset(media: str) -> str | None:
    found = re.search(r"charset\s*=\s*[\"']?([\w.:-]+)", media, re.IGNORECASE)
    return found[1] if found else None


def _name_in(url: str | None) -> str:
    return re.split(r"[?#]", url or "")[0].rsplit("/", 1)[-1]


def _retrieved(record: Any) -> Moment | None:
    """Read WARC-Date, which the standard has in UTC, to the second."""
    said = _DATE.match(record.headers.get("WARC-Date", "") or "")
    if not said:
        return None
    try:
        return Moment(said[1] + (said[2] or ""))
    except MomentError:
        return None
