"""One stream of bytes to the pieces in it: containers are opened here, and only here.

Invariant: whatever the bytes are, what comes out is Items and Failures; memory holds one piece at a time.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from dateline.errors import ReadingError
from dateline.model import Moment
from dateline.reading.feed import entries_of
from dateline.reading.formats import find_format
from dateline.reading.limits import Limits
from dateline.reading.page import Failure, Item
from dateline.reading.rows import rows_of
from dateline.reading.stream import Source, gunzipped, read_piece
from dateline.reading.warc import records_of

__all__ = ["Found", "pieces_of"]


@dataclass(frozen=True, slots=True)
class Found:
    """Say where a stream was found: `origin` is shown to people, `name` is the last part of its path or address."""

    origin: str
    name: str
    media: str | None = None
    url: str | None = None
    retrieved: Moment | None = None
    charset: str | None = None


def pieces_of(source: Source, found: Found, *, limits: Limits, size: int | None = None) -> Iterator[Item | Failure]:
    """Yield the pieces of a stream; `size` is its length where that is known beforehand. Never raises ReadingError."""
    try:
        yield from _pieces(source, found, limits, size, is_packed=False)
    except ReadingError as error:
        yield Failure(found.origin, error.reason, str(error))


def _pieces(
    source: Source, found: Found, limits: Limits, size: int | None, *, is_packed: bool
) -> Iterator[Item | Failure]:
    head = source.peek()
    if not head:
        if source.damage:
            raise source.damage
        raise ReadingError("it is empty: there are no bytes in it", reason="empty")
    kind = find_format(found.name, head, media=found.media)
    if kind == "gzip":
        if is_packed:
            raise ReadingError("it is packed with gzip twice; unpack it once and give the result", reason="unsupported")
        inner = replace(found, name=_unpacked_name(found.name), media=None)
        yield from _pieces(gunzipped(source, limits=limits), inner, limits, None, is_packed=True)
    elif kind == "warc":
        yield from records_of(source, origin=found.origin, limits=limits)
    elif kind == "jsonl":
        for piece in rows_of(source, origin=found.origin, limits=limits):
            yield replace(piece, retrieved=found.retrieved) if isinstance(piece, Item) else piece
    else:
        if size is not None and size > limits.max_bytes:
            raise ReadingError(
                f"it has {size:,} bytes, more than the limit of {limits.max_bytes:,}; split it, or raise the limit",
                reason="too_large",
            )
        data = read_piece(source, limits=limits)
        if kind == "feed":
            for piece in entries_of(data, origin=found.origin, limits=limits, charset=found.charset):
                yield replace(piece, retrieved=found.retrieved) if isinstance(piece, Item) else piece
        else:
            yield Item(data, found.origin, kind, url=found.url, retrieved=found.retrieved, charset=found.charset)


def _unpacked_name(name: str) -> str:
    for suffix in (".gz", ".gzip"):
        if name.lower().endswith(suffix):
            return name[: -len(suffix)]
    return name
