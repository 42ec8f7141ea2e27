"""What is stated about a piece by the piece or what it came in, each fact with where it was said.

Invariant: a fact that is not stated is None, and every fact has its provenance; nothing is guessed here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from dateline.model import Moment
from dateline.reading.dates import read_published
from dateline.reading.text import normalise

__all__ = ["Stated", "language_code", "stated_in"]

_FACTS = ("title", "authors", "publisher", "published", "language")
_LONGEST = 2_000  # characters; a longer "title" is an article in the wrong field
_CODE = re.compile(r"\s*([A-Za-z]{2,3})(?:[-_][A-Za-z0-9_-]+)?\s*\Z")


@dataclass(frozen=True, slots=True)
class Stated:
    """Hold the facts and, by their names, where each was said."""

    title: str | None = None
    authors: tuple[str, ...] = ()
    publisher: str | None = None
    published: Moment | None = None
    language: str | None = None
    url: str | None = None
    provenance: Mapping[str, str] = field(default_factory=dict)

    def over(self, other: Stated) -> Stated:
        """Keep these facts and take from `other` those that are missing here."""
        values: dict[str, Any] = {}
        where: dict[str, str] = {k: v for k, v in other.provenance.items() if k not in _FACTS}
        for fact in _FACTS:
            holder = self if getattr(self, fact) else other
            values[fact] = getattr(holder, fact)
            # An unreadable date says so, as long as nobody else gives a readable one.
            note = holder.provenance.get(fact) or self.provenance.get(fact)
            if note:
                where[fact] = note
        where.update((k, v) for k, v in self.provenance.items() if k not in _FACTS)
        return Stated(**values, url=self.url or other.url, provenance=where)


def stated_in(said: Mapping[str, Any], *, by: Mapping[str, str] | str) -> Stated:
    """Read title, authors, publisher, published, language and url from named values of any type.

    `by` says where they were said: one word for all (`row` gives `row:title`), or a text for each name. A value of a
    type that cannot be the fact is left out; a date that cannot be read is left empty and noted.

    >>> stated_in({"title": "A day", "published": "soon"}, by="jsonl").provenance
    {'title': 'jsonl:title', 'published': 'jsonl:published unreadable'}
    """
    where: dict[str, str] = {}

    def source(fact: str, key: str) -> str:
        return f"{by}:{key}" if isinstance(by, str) else by.get(fact, "given")

    def note(fact: str, key: str, value: Any) -> None:
        if value:
            where[fact] = source(fact, key)

    title = _line(said.get("title"))
    note("title", "title", title)
    authors_key = "authors" if said.get("authors") else "author"
    authors = _authors(said.get(authors_key))
    note("authors", authors_key, authors)
    publisher = _line(said.get("publisher"))
    note("publisher", "publisher", publisher)
    published_key = "published" if said.get("published") else "date"
    published_said = said.get(published_key)
    published = read_published(published_said) if isinstance(published_said, str) else None
    note("published", published_key, published)
    if published_said and not published:
        where["published"] = f"{source('published', published_key)} unreadable"
    language = language_code(said.get("language"))
    note("language", "language", language)
    url = _address(said.get("url"))
    return Stated(title, authors, publisher, published, language, url, where)


def language_code(said: Any) -> str | None:
    """Return the primary subtag of a language tag, in lower case.

    >>> language_code("pt-BR"), language_code("English")
    ('pt', None)
    """
    match = _CODE.match(said) if isinstance(said, str) else None
    return match[1].lower() if match else None


def _line(value: Any) -> str | None:
    if not isinstance(value, str) or len(value) > _LONGEST:
        return None
    return " ".join(normalise(value).split()) or None


def _authors(value: Any) -> tuple[str, ...]:
    names = re.split(r"[\n;]", value) if isinstance(value, str) else value if isinstance(value, list) else []
    return tuple(dict.fromkeys(name for said in names[:100] if (name := _line(said))))


def _address(value: Any) -> str | None:
    said = _line(value)
    return said if said and re.match(r"https?://\S+\Z", said, re.IGNORECASE) else None
