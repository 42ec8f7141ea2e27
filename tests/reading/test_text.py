from __future__ import annotations

import codecs
import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.errors import ReadingError
from dateline.reading.text import decode_text, normalise, refuse_empty

RUSSIAN = "Вчера вечером в порту горел склад, никто не пострадал, сообщила городская служба. " * 3
ARABIC = "قال مسؤول في المدينة إن المطر هطل طوال الليل ولم يصب أحد بأذى في الميناء القديم. " * 3


@pytest.mark.parametrize(
    ("data", "charset", "text"),
    [
        (codecs.BOM_UTF8 + "été".encode(), "cp1251", "été"),
        ("Rain fell – late".encode("utf-16"), None, "Rain fell – late"),
        ("Rain fell".encode("utf-16-be"), None, "Rain fell"),
        ("Rain fell".encode("utf-32"), None, "Rain fell"),
        ("Дождь".encode("koi8_r"), "koi8-r", "Дождь"),
        ("Дождь".encode(), "ascii", "Дождь"),
        ("Дождь".encode(), "no-such-charset", "Дождь"),
        ("“rain”".encode("cp1252"), "iso-8859-1", "“rain”"),
        (b"caf\xe9", None, "café"),
        (b"rain", "base64", "rain"),
        (b"rain", "rot13", "rain"),
    ],
)
def test_decode_text_finds_the_charset(data: bytes, charset: str | None, text: str) -> None:
    assert decode_text(data, charset=charset)[0].removeprefix("\ufeff") == text


@pytest.mark.parametrize(("text", "codec"), [(RUSSIAN, "cp1251"), (ARABIC, "cp1256"), (RUSSIAN, "koi8_r")])
def test_decode_text_detects_what_is_not_declared(text: str, codec: str) -> None:
    found, how = decode_text(text.encode(codec), charset=None)
    assert found == text
    assert how.startswith("detected:")


def test_decode_text_says_what_it_assumed() -> None:
    assert decode_text(b"caf\xe9", charset=None) == ("café", "assumed:cp1252")


def test_decode_text_keeps_the_rest_of_broken_utf8() -> None:
    data = "Дождь шёл всю ночь ".encode() * 20
    text, how = decode_text(data[:50] + b"\xff\xfe\x80" + data[50:], charset=None)
    assert text.count("Дождь") >= 19
    assert "unreadable bytes replaced" in how


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"rain\x00fell" * 3 + b"!", "binary"),
        (bytes(range(256)) * 20, "binary"),
        (bytes(range(1, 32)) * 20, "binary"),
        (b"\x7fELF\x02\x01\x01" + bytes(60), "binary"),
    ],
)
def test_decode_text_refuses(data: bytes, reason: str) -> None:
    with pytest.raises(ReadingError) as caught:
        decode_text(data, charset=None)
    assert caught.value.reason == reason


def test_normalise_brings_line_ends_to_one_form() -> None:
    assert normalise("a\r\nb\rc\u2028d\u2029e\x0bf\x0cg\x85h") == "a\nb\nc\nd\ne\nf\ng\nh"


def test_normalise_keeps_quotes_dashes_and_blanks() -> None:
    text = "“a” ‘b’ – c — d…  \n\te\u00a0f \n"
    assert normalise(text) == text


def test_normalise_takes_out_what_shows_nothing_but_not_joiners() -> None:
    assert normalise("\ufeffa\u200bb\xadc می\u200cرود") == "abc می\u200cرود"


def test_normalise_replaces_controls_and_surrogates_one_for_one() -> None:
    assert normalise("a\x00b\x1bc\x9fd\ud800e") == "a b c d\ufffde"


def test_normalise_composes() -> None:
    assert normalise("e\u0301te\u0301") == "été"


@given(st.text())
def test_normalise_is_idempotent_and_composed(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert not set(once) & set("\r\x00\ufeff\u2028\u2029")


@given(st.binary(max_size=600), st.sampled_from([None, "utf-8", "cp1256", "utf-16", "idna", "x"]))
def test_decode_text_reads_or_refuses_any_bytes(data: bytes, charset: str | None) -> None:
    try:
        text, how = decode_text(data, charset=charset)
    except ReadingError as error:
        text, how = "", error.reason
    assert how
    assert text or not data.strip(b"\xef\xbb\xbf\xff\xfe\x00") or how in {"empty", "binary"}
    assert normalise(text).encode("utf-8") is not None


@pytest.mark.parametrize("unit", ["rain ", "дождь", "a\u0301\u0327", "\u0301\u0327", "雨"])
def test_text_of_one_long_line_takes_linear_time(unit: str) -> None:
    data = (unit * (5_000_000 // len(unit.encode()))).encode()
    began = time.process_time()
    normalise(decode_text(data, charset=None)[0])
    assert time.process_time() - began < 10  # quadratic sorting of marks takes minutes


def test_refuse_empty_refuses_blanks() -> None:
    assert refuse_empty(" a ") == " a "
    with pytest.raises(ReadingError, match="blanks"):
        refuse_empty(" \n\u00a0")
