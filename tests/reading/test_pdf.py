from __future__ import annotations

import io
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from dateline.errors import KnowledgeError, ReadingError
from dateline.reading.pdf import parse_fillings, read_pdf


def make_pdf(*pages: str, password: str | None = None, **metadata: str) -> bytes:
    writer = PdfWriter()
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
        }
    )
    for words in pages:
        page: Any = writer.add_blank_page(300, 300)
        if words:
            stream = DecodedStreamObject()
            stream.set_data(f"BT /F1 12 Tf 20 200 Td ({words}) Tj ET".encode("latin-1"))
            page[NameObject("/Contents")] = writer._add_object(stream)
            page[NameObject("/Resources")] = DictionaryObject(
                {NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})}
            )
    writer.add_metadata({f"/{key}": value for key, value in metadata.items()})
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_pdf_gives_the_text_of_its_pages_in_order() -> None:
    text, _ = read_pdf(make_pdf("Rain fell.", "", "Snow fell."))
    assert text == "Rain fell.\n\nSnow fell."


def test_pdf_metadata_give_title_and_author_but_never_a_date() -> None:
    _, stated = read_pdf(make_pdf("Rain", Title="A day of rain", Author="Ann Reed", CreationDate="D:20080614120000Z"))
    assert (stated.title, stated.authors, stated.published) == ("A day of rain", ("Ann Reed",), None)
    assert stated.provenance == {"title": "pdf:metadata", "authors": "pdf:metadata"}


@pytest.mark.parametrize(
    ("title", "author"),
    [
        ("untitled", "user"),
        ("Microsoft Word - rain.doc", "Administrator"),
        ("rain_final.docx", "me@example.org"),
        ("---", "-"),
    ],
)
def test_pdf_metadata_that_a_program_filled_in_say_nothing(title: str, author: str) -> None:
    _, stated = read_pdf(make_pdf("Rain", Title=title, Author=author))
    assert (stated.title, stated.authors) == (None, ())


def test_pdf_without_text_is_told_to_be_a_scan() -> None:
    with pytest.raises(ReadingError, match="scanned") as caught:
        read_pdf(make_pdf("", ""))
    assert caught.value.reason == "no_text"


def test_pdf_with_a_password_is_refused() -> None:
    with pytest.raises(ReadingError, match="password") as caught:
        read_pdf(make_pdf("Rain", password="secret"))
    assert caught.value.reason == "encrypted"


@pytest.mark.parametrize("data", [b"%PDF-1.4", b"%PDF-1.4\n%%EOF", make_pdf("Rain")[:200], b"no pdf at all"])
def test_a_damaged_pdf_is_refused(data: bytes) -> None:
    with pytest.raises(ReadingError) as caught:
        read_pdf(data)
    assert caught.value.reason in {"broken", "no_text"}


WHOLE = make_pdf("Rain fell on the harbour.", Title="A day")


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(WHOLE) - 1), st.integers(0, 255))
def test_a_pdf_with_one_wrong_byte_is_read_or_refused(at: int, byte: int) -> None:
    data = bytearray(WHOLE)
    data[at] = byte
    try:
        text, reason = read_pdf(bytes(data))[0], None
    except ReadingError as error:
        text, reason = "", error.reason
    assert text or reason in {"broken", "no_text", "encrypted"}


@pytest.mark.parametrize(
    "toml",
    [
        "titles = 1\nauthors = []",
        "titles = []",
        "titles = ['(']\nauthors = []",
        "titles = [''",
        "titles=['']\nauthors=[]",
    ],
)
def test_fillings_that_break_the_schema_are_refused(toml: str) -> None:
    with pytest.raises(KnowledgeError, match=r"reading/data/pdf\.toml"):
        parse_fillings(toml)
