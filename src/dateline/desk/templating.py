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
from dateline.desk.quoting import linked, marked
from dateline.model.days import edtf_words
from dateline.model.saying import said_kind, said_place, said_precision, said_range

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
    "country": "Country",
    "precision": "Precision of the place",
    "month": "Month",
    "publisher": "Publisher",
    "year": "Year",
    "format": "Format",
    "after": "From",
    "before": "Until",
    "voice": "Voice",
    "zone": "Zone",
    "grade": "Grade",
    "reviewed": "Reviewed",
    "search": "Words",
    "disputed": "Differs on",
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
        names=names,
        when=when,
        plain=plain,
        marked=marked,
        linked=linked,
        shortened=shortened,
        capitalize_first=capitalize_first,
        is_web=is_web,
    )
    made.globals.update(to=Addresses(), facet_names=FACET_NAMES)
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
        return Markup("no time told")
    edtf = told if isinstance(told, str) else str(told["edtf"])
    return Markup('<span title="{}">{}</span>').format(plain(edtf), plain(edtf_words(edtf)))


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
