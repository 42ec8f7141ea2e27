from __future__ import annotations

import gzip
import io
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.errors import ReadingError
from dateline.reading import Limits
from dateline.reading.stream import content_of, dechunk, gunzipped, read_piece, source_over

LIMITS = Limits()


def unpack(data: bytes, limits: Limits = LIMITS) -> tuple[bytes, str | None]:
    source = gunzipped(source_over(io.BytesIO(data)), limits=limits)
    parts = []
    while some := source.read(10_000):
        parts.append(some)
    return b"".join(parts), source.damage.reason if source.damage else None


class Failing(io.BytesIO):
    def read(self, size: int | None = -1, /) -> bytes:
        if self.tell() >= 10:
            raise OSError(5, "Input/output error")
        return super().read(min(size or 10, 10) if size and size > 0 else 10)


@given(st.lists(st.binary(max_size=2000), min_size=1, max_size=4))
def test_gunzipped_gives_all_members(members: list[bytes]) -> None:
    assert unpack(b"".join(map(gzip.compress, members))) == (b"".join(members), None)


def test_gunzipped_forgives_zeros_at_the_end() -> None:
    assert unpack(gzip.compress(b"rain") + bytes(40_000)) == (b"rain", None)


@given(st.integers(min_value=1, max_value=400))
def test_gunzipped_keeps_what_comes_before_a_cut(cut: int) -> None:
    whole = bytes(range(256)) * 20
    packed = gzip.compress(whole)
    got, damage = unpack(packed[: max(len(packed) - cut, 1)])
    assert whole.startswith(got)
    assert damage == "truncated"


def test_gunzipped_tells_of_damage_and_keeps_the_members_before_it() -> None:
    first, second = gzip.compress(b"a" * 50_000), bytearray(gzip.compress(bytes(range(256)) * 300, compresslevel=0))
    second[2] = 99
    got, damage = unpack(first + bytes(second))
    assert got == b"a" * 50_000
    assert damage == "broken"


def test_gunzipped_stops_a_bomb_soon_after_the_limit() -> None:
    packed = gzip.compress(bytes(20_000_000))
    got, damage = unpack(packed, Limits(max_bytes=1_000_000))
    assert damage == "too_large"
    assert len(got) < 4_000_000


def test_gunzipped_lets_long_texts_through() -> None:
    text = b" ".join(b"%d" % n for n in range(200_000))
    assert unpack(gzip.compress(text), Limits(max_bytes=100_000)) == (text, None)


def test_source_peeks_without_taking() -> None:
    source = source_over(io.BytesIO(b"rain fell"))
    assert source.peek() == b"rain fell"
    assert source.read() == b"rain fell"
    assert source.tell() == 9


def test_source_makes_an_error_of_the_disk_its_damage() -> None:
    source = source_over(Failing(b"0123456789abcdef"))
    assert source.read() == b"0123456789"
    assert source.damage is not None
    assert source.damage.reason == "unreadable"


def test_read_piece_refuses_one_byte_more_than_the_limit() -> None:
    limits = Limits(max_bytes=10)
    assert read_piece(source_over(io.BytesIO(b"0123456789")), limits=limits) == b"0123456789"
    with pytest.raises(ReadingError, match="10 bytes") as caught:
        read_piece(source_over(io.BytesIO(b"0123456789a")), limits=limits)
    assert caught.value.reason == "too_large"


@given(st.lists(st.binary(min_size=1, max_size=300)))
def test_dechunk_joins_what_was_chunked(parts: list[bytes]) -> None:
    sent = b"".join(b"%x;note=1\r\n%s\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"
    assert dechunk(sent) == (b"".join(parts), True)


@given(st.binary(max_size=400))
def test_dechunk_takes_any_bytes(data: bytes) -> None:
    body, _ = dechunk(data)
    assert len(body) <= len(data)


@pytest.mark.parametrize(
    ("encodings", "pack"),
    [
        ("gzip", gzip.compress),
        ("deflate", zlib.compress),
        ("deflate", lambda data: zlib.compress(data)[2:-4]),
        (None, bytes),
        ("identity", bytes),
        ("gzip", bytes),
        ("gzip, gzip", lambda data: gzip.compress(gzip.compress(data))),
    ],
)
def test_content_of_undoes_encodings(encodings: str | None, pack: object) -> None:
    assert content_of(pack(b"rain fell"), encodings=encodings, limits=LIMITS) == b"rain fell"  # type: ignore[operator]


@pytest.mark.parametrize("name", ["br", "zstd"])
def test_content_of_undoes_newer_encodings_within_the_limit(name: str) -> None:
    from fastwarc import stream_io

    packed = io.BytesIO()
    writer = (stream_io.BrotliWriter if name == "br" else stream_io.ZstdWriter)(packed)
    writer.write(b"rain fell " * 1000)
    writer.close()
    data = packed.getvalue()
    assert content_of(data, encodings=name, limits=LIMITS) == b"rain fell " * 1000
    with pytest.raises(ReadingError) as caught:
        content_of(data, encodings=name, limits=Limits(max_bytes=5000))
    assert caught.value.reason == "too_large"


@pytest.mark.parametrize(
    ("data", "encodings", "reason"),
    [
        (gzip.compress(bytes(100_000), mtime=0), "gzip", "too_large"),
        (zlib.compress(bytes(100_000)), "deflate", "too_large"),
        (gzip.compress(b"rain", mtime=0)[:-9], "gzip", "truncated"),
        (b"rain", "deflate", "broken"),
        (b"rain", "compress", "unsupported"),
    ],
)
def test_content_of_refuses_with_a_reason(data: bytes, encodings: str, reason: str) -> None:
    with pytest.raises(ReadingError) as caught:
        content_of(data, encodings=encodings, limits=Limits(max_bytes=50_000))
    assert caught.value.reason == reason
