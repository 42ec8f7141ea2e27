"""The works that a record cites, or the record's own documents, as entries of a bibliography.

Invariant: an entry says what the reference or document says and nothing else; a work that many documents cite is one
entry. Its key is made from author, year and title, so it stays the same while the works beside it come and go, but for
those that would share it.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from importlib import resources
from typing import Any

from dateline.data_files import read_toml, words_in
from dateline.errors import KnowledgeError
from dateline.knowledge.outlets import open_outlets
from dateline.model import Moment
from dateline.reconciling.references import Cited, works

__all__ = ["Day", "Kind", "Name", "Work", "days_of", "is_point", "name_of", "works_in"]

_FILE = "bibliography.toml"
_TABLES = ("institution", "family", "joining", "reports")
_DOMAIN = re.compile(r"[\w-]+(?:\.[\w-]+)+")
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_MOST_NAMES = 4  # words of a person's name, small ones not counted
_KEY_WORD = 4  # letters; shorter words of a title make no key


class Kind(StrEnum):
    """Say what sort of work it is, as far as the entry tells."""

    NEWS = "news"
    REPORT = "report"
    PAGE = "page"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Name:
    """Hold an author: a person's family and given name, or an institution as `family` alone."""

    family: str
    given: str | None = None


@dataclass(frozen=True, slots=True)
class Day:
    """Hold one end of a date as far as it is given; `season` is 1 for spring to 4 for winter."""

    year: int
    month: int | None = None
    day: int | None = None
    season: int | None = None


@dataclass(frozen=True, slots=True)
class Work:
    """Hold one entry; `id` is that of the work or document, `key` a short one for people."""

    id: str
    key: str
    kind: Kind
    authors: tuple[Name, ...]
    title: str | None
    outlet: str | None
    date: str | None
    url: str | None
    language: str | None = None
    accessed: str | None = None


def works_in(what: str, rows: Iterable[Mapping[str, Any]]) -> list[Work]:
    """Return the entries of `references` (each work once) or `documents`, in the order of their keys."""
    raw = [_of_document(row) for row in rows] if what == "documents" else _cited(rows)
    keys = _keys(raw)
    return sorted((_keyed(work, key) for work, key in zip(raw, keys, strict=True)), key=lambda work: work.key)


def _keyed(work: Work, key: str) -> Work:
    return Work(**{**{name: getattr(work, name) for name in Work.__slots__}, "key": key})


def _of_document(row: Mapping[str, Any]) -> Work:
    outlet = row["publisher"]
    authors = tuple(name_of(author, outlet=outlet) for author in row["authors"])
    kind = _kind(outlet, row["published"], row["url"])
    return Work(
        row["id"], "", kind, authors, row["title"], outlet, row["published"], row["url"], row["language"],
        row["retrieved"],
    )  # fmt: skip


def _cited(rows: Iterable[Mapping[str, Any]]) -> list[Work]:
    """Return each work cited once, from the fullest of the entries that mean it."""
    given = list(rows)
    references = [
        Cited(
            tuple(row["authors"]),
            row["title"],
            row["outlet"],
            Moment(row["date"]) if row["date"] else None,
            row.get("url"),
            document=row["citing"],
            index=n,
        )
        for n, row in enumerate(given)
    ]
    same = works(references)
    found: dict[str, list[Mapping[str, Any]]] = {}
    for n, row in enumerate(given):
        # An entry that says too little to be known again is a work of its own.
        id_ = row.get("work") or same.get((row["citing"], n)) or f"{row['citing']}-{row['start']}"
        found.setdefault(id_, []).append(row)
    return [_fullest(id_, entries) for id_, entries in sorted(found.items())]


def _fullest(id_: str, entries: list[Mapping[str, Any]]) -> Work:
    facts = ("authors", "title", "outlet", "date", "url")

    def fullness(row: Mapping[str, Any]) -> tuple[int, list[str]]:
        return -sum(bool(row.get(fact)) for fact in facts), [str(row.get(fact)) for fact in facts]

    ordered = sorted(entries, key=fullness)
    best = {fact: next((row[fact] for row in ordered if row.get(fact)), None) for fact in facts}
    authors = tuple(name_of(author, outlet=best["outlet"]) for author in best["authors"] or ())
    kind = _kind(best["outlet"], best["date"], best["url"])
    return Work(id_, "", kind, authors, best["title"], best["outlet"], best["date"], best["url"])


@lru_cache(maxsize=1)
def _words() -> Mapping[str, frozenset[str]]:
    raw = read_toml(resources.files(__package__).joinpath(f"data/{_FILE}"))
    if set(raw) != set(_TABLES):
        raise KnowledgeError(f"{_FILE} needs {', '.join(_TABLES)}, and nothing else")
    return {name: frozenset(words_in(raw[name], f"{_FILE}, {name}")) for name in _TABLES}


def name_of(author: str, *, outlet: str | None = None) -> Name:
    """Part a name as it is written; what may be an institution stays whole.

    >>> name_of("Arango, Tim"), name_of("Joel Wing"), name_of("Voices of Iraq")
    (Name(family='Arango', given='Tim'), Name(family='Wing', given='Joel'), Name(family='Voices of Iraq', given=None))
    """
    author = author.strip()
    family, comma, given = author.partition(",")
    if comma and given.strip() and not _is_institution(author.replace(",", " "), outlet):
        return Name(family.strip(), given.strip())
    if comma or _is_institution(author, outlet):
        return Name(author)
    parts = author.split()
    first = len(parts) - 1
    while first > 1 and parts[first - 1].lower() in _words()["family"]:
        first -= 1
    return Name(" ".join(parts[first:]), " ".join(parts[:first]))


def _is_institution(author: str, outlet: str | None) -> bool:
    parts = author.split()
    low = [part.strip(".").lower() for part in parts]
    names = [part for part in low if part not in _words()["family"]]
    return (
        (outlet is not None and author.lower() == outlet.lower())
        or open_outlets().match(author) is not None
        or not 2 <= len(names) <= _MOST_NAMES
        or any(part in _words()["institution"] | _words()["joining"] for part in low)
        or any(part.isupper() and len(part) > 2 and "." not in part for part in parts)
        or not all(part[0].isupper() or part.lower() in _words()["family"] or "-" in part for part in parts)
    )


def _kind(outlet: str | None, date: str | None, url: str | None) -> Kind:
    if outlet and open_outlets().match(outlet):
        return Kind.NEWS
    if outlet and any(re.search(rf"\b{word}\b", outlet.lower()) for word in sorted(_words()["reports"])):
        return Kind.REPORT
    if url and (not outlet or _DOMAIN.fullmatch(outlet)):
        return Kind.PAGE
    is_of_a_day = date is not None and re.match(r"\d{4}-\d\d-\d\d", date) is not None
    return Kind.NEWS if outlet and is_of_a_day else Kind.OTHER


def days_of(edtf: str | None) -> tuple[Day, ...]:
    """Return the ends of a date: one, or two of a closed interval; none where an end is open or before the year 1.

    >>> days_of("2008-06-14"), days_of("2008-21"), days_of("2008/..")
    ((Day(year=2008, month=6, day=14, season=None),), (Day(year=2008, month=None, day=None, season=1),), ())
    """
    found = []
    for side in (edtf or "").split("/"):
        match = re.fullmatch(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?:T.*)?[~?%]?", side)
        if not match or match[1] == "0000":
            return ()
        month = int(match[2]) if match[2] else None
        if month is not None and month > 12:
            found.append(Day(int(match[1]), season=month - 20 if 21 <= month <= 24 else None))
        else:
            found.append(Day(int(match[1]), month, int(match[3]) if match[3] else None))
    return tuple(found)


def is_point(edtf: str | None) -> bool:
    """Tell whether a date is one year, month or day, told for sure; no interval, no season and not "about".

    >>> [is_point(date) for date in ("2008-06", "2008-06-21", "2008-21", "2008-06-14~", "2008/2009", None)]
    [True, True, False, False, False, False]
    """
    days = days_of(edtf)
    return len(days) == 1 and days[0].season is None and not set("~?%") & set(edtf or "")


def _keys(given: list[Work]) -> list[str]:
    """Return a key for each: author, year and a word of the title.

    Those that would share one have more words, then their id.
    """
    keys = [""] * len(given)
    for words in (1, 2, 3, 0):
        counts = Counter(keys)
        for n, work in enumerate(given):
            if counts[keys[n]] > 1 or not keys[n]:
                keys[n] = _key(work, words) if words else f"{keys[n]}-{work.id}"
    return keys


def _key(work: Work, words: int) -> str:
    days = days_of(work.date)
    named = work.authors[0].family if work.authors else work.outlet or "anon"
    title = [_plain(word) for word in _WORD.findall(work.title or "")]
    telling = [word for word in title if len(word) >= _KEY_WORD] or title
    return f"{_plain(named) or 'anon'}{days[0].year if days else 'nd'}{''.join(telling[:words])}"


def _plain(text: str) -> str:
    """Return a text in small Latin letters and digits only, since keys are read by old programs."""
    spread = unicodedata.normalize("NFKD", text.lower())
    return re.sub(r"[^a-z0-9]", "", spread)
