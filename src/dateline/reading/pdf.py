"""PDF: the text of its pages, in their order, a blank line between two.

Invariant: a PDF that holds only pictures of text is refused as such, and never an empty document. Title and author
are taken from its metadata where they are not a program's filling; the day on which the file was made is no
publication date.
"""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from dateline.data_files import parse_toml, read_data
from dateline.errors import KnowledgeError, ReadingError
from dateline.reading.stated import Stated, stated_in
from dateline.reading.text import normalise

__all__ = ["parse_fillings", "read_pdf"]

_FILE = "reading/data/pdf.toml"


def read_pdf(data: bytes) -> tuple[str, Stated]:
    """Return the text of all pages and what the metadata state.

    Raises ReadingError (`encrypted`, `no_text`, `broken`).
    """
    import pypdf
    from pypdf.errors import DependencyError, FileNotDecryptedError, WrongPasswordError

    # The library logs each oddity of a file; without a handler Python prints them among our own messages.
    logging.getLogger("pypdf").addHandler(logging.NullHandler())
    try:
        reader = pypdf.PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise _encrypted()
        pages = [page.extract_text() for page in reader.pages]
        stated = _stated(reader.metadata or {})
    except ReadingError:
        raise
    except (DependencyError, FileNotDecryptedError, WrongPasswordError):
        raise _encrypted() from None
    except Exception as error:  # noqa: BLE001 - a third-party parser over hostile files: many kinds, RecursionError too
        told = " ".join(str(error).split())[:200] or type(error).__name__
        raise ReadingError(
            f"the PDF is damaged ({told}); open it in another program and save it again", reason="broken"
        ) from None
    texts = [text for page in pages if (text := normalise(page).strip("\n"))]
    if not any(char.isalpha() for text in texts for char in text):
        raise ReadingError(
            f"its {len(pages)} page(s) hold no text: it is probably scanned; run text recognition (OCR) and try again",
            reason="no_text",
        )
    return "\n\n".join(texts), stated


def _encrypted() -> ReadingError:
    return ReadingError("the PDF asks for a password; save a copy without one and give that", reason="encrypted")


def _stated(metadata: Mapping[str, Any]) -> Stated:
    title = _sensible(metadata.get("/Title"), "titles")
    authors = _sensible(metadata.get("/Author"), "authors")
    said = {"title": title, "authors": authors}
    return stated_in(said, by=dict.fromkeys(("title", "authors"), "pdf:metadata"))


def _sensible(value: object, kind: str) -> str | None:
    said = " ".join(str(value or "").split())
    return None if any(pattern.fullmatch(said) for pattern in _fillings()[kind]) else said


@lru_cache(maxsize=1)
def _fillings() -> Mapping[str, tuple[re.Pattern[str], ...]]:
    return parse_fillings(read_data("dateline.reading", "data/pdf.toml"))


def parse_fillings(toml: str) -> Mapping[str, tuple[re.Pattern[str], ...]]:
    """Read the patterns of metadata that say nothing; raises KnowledgeError naming the entry that is wrong."""
    raw = parse_toml(toml, where=_FILE)
    if set(raw) != {"titles", "authors"}:
        raise KnowledgeError(f"{_FILE}: expected the lists titles and authors, found {sorted(raw)}")
    found: dict[str, tuple[re.Pattern[str], ...]] = {}
    for kind, entries in raw.items():
        if not isinstance(entries, list) or not all(isinstance(entry, str) and entry for entry in entries):
            raise KnowledgeError(f"{_FILE}, {kind}: expected a list of texts, none empty")
        try:
            found[kind] = tuple(re.compile(entry, re.IGNORECASE) for entry in entries)
        except re.error as error:
            raise KnowledgeError(f"{_FILE}, {kind}: not a regular expression: {error}") from None
    return found
