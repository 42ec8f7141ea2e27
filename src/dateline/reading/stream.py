"""Bytes as they come: read once, in order, never more of them than a limit allows.

Invariant: damage never raises in the middle of a stream. The stream ends there, all that came before has been handed
on, and `Source.damage` says what is wrong; so a truncated archive still yields the pieces before the cut.
"""

from __future__ import annotations

import io
import zlib
from typing import BinaryIO, Protocol

from dateline.errors import ReadingError
from dateline.reading.limits import Limits

__all__ = ["Source", "content_of", "dechunk", "gunzipped", "read_piece", "source_over"]

_HEAD = 65_536  # bytes that can be looked at before anything is decided
_STEP = 16_384  # compressed bytes a step: what is lost, at most, before a damaged byte


class _Raw(Protocol):
    damage: ReadingError | None


class Source:
    """Read a stream once, with a look ahead; at its end, `damage` tells whether it ended well."""

    def __init__(self, raw: _Stream | _Gunzip) -> None:
        self._raw: _Raw = raw
        self._buffer = io.BufferedReader(raw, buffer_size=_HEAD)
        self._at = 0
        self.tail = b""  # the last four bytes read

    @property
    def damage(self) -> ReadingError | None:
        return self._raw.damage

    def peek(self) -> bytes:
        """Return up to 64 KB of what comes next, without taking it."""
        return self._buffer.peek(_HEAD)

    def read(self, size: int = -1) -> bytes:
        taken = self._buffer.read(size)
        self._at += len(taken)
        self.tail = (self.tail + taken[-4:])[-4:]
        return taken

    def readline(self, size: int) -> bytes:
        taken = self._buffer.readline(size)
        self._at += len(taken)
        return taken

    def tell(self) -> int:
        return self._at

    def close(self) -> None:
        self._buffer.close()

    def seek(self, offset: int, whence: int = 0) -> int:
        # Archive readers ask where they stand by seeking nowhere; that is all that a stream can do.
        if (whence, offset) in ((1, 0), (0, self._at)):
            return self._at
        raise io.UnsupportedOperation("a stream is read once, from its start to its end")


class _Stream(io.RawIOBase):
    """Fill whole buffers from any binary stream; an error of the system ends the stream and becomes `damage`."""

    def __init__(self, under: BinaryIO) -> None:
        self._under = under
        self.damage: ReadingError | None = None

    def readable(self) -> bool:
        return True

    def readinto(self, into: memoryview) -> int:  # type: ignore[override]
        filled = 0
        while filled < len(into) and not self.damage:
            try:
                some = self._under.read(len(into) - filled)
            except OSError as error:
                self.damage = ReadingError(
                    f"reading stopped: {error.strerror or error}. Check the disk or the pipe it comes from",
                    reason="unreadable",
                )
                break
            if not some:
                break
            into[filled : filled + len(some)] = some
            filled += len(some)
        return filled


class _Gunzip(io.RawIOBase):
    """Unpack gzip, all its members, watching that little does not become endless."""

    def __init__(self, under: Source, limits: Limits) -> None:
        self._under = under
        self._limits = limits
        self._member = zlib.decompressobj(31)
        self._pending = b""
        self._fresh = True
        self._taken = self._given = 0
        self._ended = False
        self.damage: ReadingError | None = None

    def readable(self) -> bool:
        return True

    def readinto(self, into: memoryview) -> int:  # type: ignore[override]
        while not self._ended:
            some = self._step(len(into))
            if some:
                into[: len(some)] = some
                return len(some)
        return 0

    def _step(self, wanted: int) -> bytes:
        if self._member.eof:
            # Members follow each other without a gap; some writers pad the end with zeros.
            self._pending = self._member.unused_data.lstrip(b"\0")
            self._member, self._fresh = zlib.decompressobj(31), True
        if not self._pending:
            self._pending = self._under.read(_STEP)
            self._taken += len(self._pending)
            if self._fresh:
                self._pending = self._pending.lstrip(b"\0")
        if not self._pending:
            # The library may still hold output for input that it has taken.
            rest = b"" if self._fresh else self._member.decompress(b"", wanted)
            if rest:
                return self._counted(rest)
            self._ended = True
            if not self._fresh and not self._member.eof:
                self._spoil("truncated", "the gzip data ends in the middle; copy or download the file again")
            self.damage = self.damage or self._under.damage
            return b""
        try:
            some = self._member.decompress(self._pending, wanted)
        except zlib.error as error:
            self._spoil("broken", f"the gzip data is damaged ({error}); copy or download the file again")
            return b""
        self._fresh = False
        self._pending = self._member.unconsumed_tail
        return self._counted(some)

    def _counted(self, some: bytes) -> bytes:
        self._given += len(some)
        if self._given > self._limits.max_bytes and self._given > self._limits.max_ratio * self._taken:
            self._spoil(
                "too_large",
                f"every byte of it unpacks to more than {self._limits.max_ratio:g}; "
                "if it is no trick, unpack it yourself and give the result",
            )
            return b""
        return some

    def _spoil(self, reason: str, message: str) -> None:
        self.damage = ReadingError(message, reason=reason)
        self._ended = True


def source_over(under: BinaryIO) -> Source:
    """Wrap any binary stream."""
    return Source(_Stream(under))


def gunzipped(source: Source, *, limits: Limits) -> Source:
    """Unpack a gzip source as it is read."""
    return Source(_Gunzip(source, limits))


def read_piece(source: Source, *, limits: Limits) -> bytes:
    """Read one whole piece; raises ReadingError where it is too large or ends in damage."""
    data = source.read(limits.max_bytes + 1)
    if len(data) > limits.max_bytes:
        raise ReadingError(
            f"it is larger than the limit of {limits.max_bytes:,} bytes; split it, or raise the limit",
            reason="too_large",
        )
    if source.damage:
        raise source.damage
    return data


def dechunk(data: bytes) -> tuple[bytes, bool]:
    """Undo HTTP's chunked transfer; return the body and whether its last chunk was there.

    >>> dechunk(b"3\\r\\nabc\\r\\n0\\r\\n\\r\\n")
    (b'abc', True)
    >>> dechunk(b"5\\r\\nab")
    (b'ab', False)
    """
    parts: list[bytes] = []
    at = 0
    while True:
        end = data.find(b"\r\n", at, at + 1024)
        if end < 0:
            return b"".join(parts), False
        size_said = data[at:end].split(b";")[0].strip()
        try:
            size = int(size_said, 16)
        except ValueError:
            return b"".join(parts), False
        if size <= 0:
            return b"".join(parts), size == 0
        part = data[end + 2 : end + 2 + size]
        parts.append(part)
        if len(part) < size:
            return b"".join(parts), False
        at = end + 2 + size + 2


def content_of(data: bytes, *, encodings: str | None, limits: Limits) -> bytes:
    """Undo an HTTP body's `Content-Encoding` (gzip, deflate, br, zstd), never past the limits.

    Raises ReadingError (`too_large`, `broken`, `unsupported`).
    """
    for name in reversed([part.strip().lower() for part in (encodings or "").split(",") if part.strip()]):
        data = _undone(data, name, limits)
    return data


def _undone(data: bytes, name: str, limits: Limits) -> bytes:
    if name == "identity":
        return data
    if name in ("gzip", "x-gzip"):
        if not data.startswith(b"\x1f\x8b"):
            return data  # said, but already unpacked: a common habit of crawlers
        return read_piece(gunzipped(source_over(io.BytesIO(data)), limits=limits), limits=limits)
    if name == "deflate":
        return _inflated(data, limits)
    if name in ("br", "zstd"):
        from fastwarc import stream_io

        reader = (stream_io.BrotliReader if name == "br" else stream_io.ZstdReader)(io.BytesIO(data))
        try:
            whole: bytes = reader.read(limits.max_bytes + 1)
        except OSError as error:
            told = f"its {name} compression is damaged ({error}); fetch it again"
            raise ReadingError(told, reason="broken") from None
        return _within(whole, limits)
    raise ReadingError(f"its content is packed as {name!r}, which is not read here", reason="unsupported")


def _inflated(data: bytes, limits: Limits) -> bytes:
    for window in (15, -15):  # as the standard has it, and as half of the servers write it
        member = zlib.decompressobj(window)
        try:
            whole = _within(member.decompress(data, limits.max_bytes + 1), limits)
        except zlib.error:
            continue
        if member.eof:
            return whole
    raise ReadingError("its deflate compression is damaged; fetch it again", reason="broken")


def _within(data: bytes, limits: Limits) -> bytes:
    if len(data) > limits.max_bytes:
        raise ReadingError(
            f"it unpacks to more than the limit of {limits.max_bytes:,} bytes; raise the limit if you trust it",
            reason="too_large",
        )
    return data
