"""Pages from templates: how values are written for people.

Invariant: everything that comes from the record is escaped; a text that changes direction, or is longer than any word,
cannot move what stands around it. No template holds a script, a style or an event handler.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from dateline.desk.addresses import Addresses
from dateline.desk.escaping import isolated, plain
from dateline.desk.quoting import linked, marked, timed
from dateline.desk.sayings import said_actor, said_doubt, said_place, said_value
from dateline.model.days import edtf_words
from dateline.model.saying import kind_code, said_kind, said_precision, said_range
from dateline.model.wording import said
from dateline.reviewing.keys import ACTS

__all__ = ["FACET_NAMES", "environment"]

# What facets and filters are called on pages, where that is not their own name.
FACET_NAMES = {
    "type": "Type",
    "mode": "Mode",
    "status": "Status",
    "level": "Level",
    "actor": "Actor",
    "doer": "Doer",
    "recipient": "Recipient",
    "place": "Place",
    "admin1": "Province",
    "near": "Near",
    "within": "Within",
    "document": "Document",
    "hedged": "Only alleged",
    "historical": "Told as background",
    "min_score": "Sure to at least",
    "doubt": "Lacks",
    "has": "Has",
    "country": "Country",
    "precision": "How exact the place is",
    "month": "Month",
    "publisher": "Publisher",
    "year": "Year",
    "format": "Format",
    "after": "On or after",
    "before": "On or before",
    "voice": "Voice",
    "zone": "Zone",
    "grade": "Grade",
    "reviewed": "Review",
    "search": "Words",
    "disputed": "They differ on",
    "field": "Field",
    "incident": "Incident",
    "min_weight": "From a weight of",
}


@lru_cache(maxsize=1)
def environment() -> Environment:
    """Return the one environment of all templates."""
    made = Environment(
        loader=PackageLoader("dateline.desk", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(
        words=isolated,
        number=number,
        range=said_range,
        where=said_place,
        placed=said_precision,
        kind=said_kind,
        code=kind_code,
        said=lambda value, of: said(of, value),
        valued=valued,
        doubt=said_doubt,
        day=day,
        dated=dated,
        names=names,
        when=when,
        plain=plain,
        marked=marked,
        linked=linked,
        timed=timed,
        shortened=shortened,
        capitalize_first=capitalize_first,
        is_web=is_web,
    )
    made.globals.update(to=Addresses(), facet_names=FACET_NAMES, said_actor=said_actor, review_keys=ACTS)
    return made


def is_web(address: str) -> bool:
    """Tell whether an address from outside may be a link: one of the web, which runs nothing."""
    return re.match(r"https?://[^/\s]", address, re.IGNORECASE) is not None


def number(value: float | None) -> str:
    """Return a number with its thousands apart, nothing for None.

    >>> number(12345), number(None)
    ('12,345', '')
    """
    if value is None:
        return ""
    return f"{value:,}" if isinstance(value, int) else f"{value:,.1f}"


def when(told: Mapping[str, Any] | str | None) -> Markup:
    """Return a time in words, with its EDTF for who asks for it; of None it says that there is none.

    >>> print(when("2008-06"))
    <span title="2008-06">June 2008</span>
    """
    if not told:
        return Markup("no time given")
    edtf = told if isinstance(told, str) else str(told["edtf"])
    return Markup('<span title="{}">{}</span>').format(plain(edtf), plain(edtf_words(edtf)))


def valued(value: str, of: str) -> str:
    """Return what a value of a filter is called, itself where it has no other name.

    >>> valued("hypothetical", "status"), valued("gunmen", "actor")
    ('possible', 'gunmen')
    """
    return said_value(of, value) or value


def day(written: str) -> Markup:
    """Return the day of a time that the record has down to the second, with that time for who asks for it.

    >>> print(day("2026-11-22T08:03:11Z"))
    <time datetime="2026-11-22T08:03:11Z">22 November 2026</time>
    """
    return Markup('<time datetime="{}">{}</time>').format(plain(written), plain(edtf_words(written[:10])))


def dated(written: str) -> Markup:
    """Return a time that the record has down to the second, to the minute.

    >>> print(dated("2026-11-22T08:03:11Z"))
    <time datetime="2026-11-22T08:03:11Z">22 November 2026, 08:03</time>
    """
    return Markup('<time datetime="{}">{}</time>').format(plain(written), plain(edtf_words(written[:16])))


def names(parties: list[Mapping[str, Any]]) -> str:
    """Return the names of some actors, parted by commas."""
    return ", ".join(plain(party["name"]) for party in parties)


def shortened(words: str, most: int = 90) -> str:
    """Return words, cut at a space where they are longer than a line.

    >>> shortened("one two three", 8)
    'one two ...'
    """
    return words if len(words) <= most else f"{words[: most + 1].rpartition(' ')[0] or words[:most]} ..."


def capitalize_first(said: str) -> str:
    """Return a sentence with its first letter as a capital, the others as they are.

    >>> capitalize_first("applied by Ada")
    'Applied by Ada'
    """
    return said[:1].upper() + said[1:]
