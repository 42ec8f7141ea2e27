"""Values in words as the desk says them: countries by their names, actors by what they are, fields by what is asked.

Invariant: no page shows a code in the place of its words; where the code matters it stands behind them.
"""

from __future__ import annotations

from dateline.indexing.places import country_name
from dateline.model import saying
from dateline.model.days import edtf_words
from dateline.model.schema import Row
from dateline.model.wording import said, words_of

__all__ = ["said_actor", "said_doubt", "said_place", "said_value"]

# Filters of which the values are codes, with the table that has their words.
_TABLES = {
    "type": "kind",
    "status": "status",
    "level": "level",
    "precision": "precision",
    "zone": "zone",
    "grade": "grade",
    "reviewed": "reviewed",
    "disputed": "disputed",
    "field": "field",
    "act": "act",
    "effect": "effect",
    "format": "format",
    "language": "language",
}


def said_place(place: Row | None) -> str:
    """Return a place with its province and the name of its country, nothing for None.

    >>> said_place({"name": "Amara", "kind": "settlement", "admin1": "Maysan", "country": "IQ"})
    'Amara, Maysan, Iraq'
    """
    return saying.said_place(place and {**place, "country": place["country"] and country_name(place["country"])})


def said_actor(kind: str | None, country: str | None) -> str:
    """Return what sort of actor it is, and of which country, as far as either is known.

    >>> said_actor("military", "IQ"), said_actor(None, None)
    ('armed forces, Iraq', '')
    """
    return ", ".join([*([said("actor_kind", kind)] if kind else []), *([country_name(country)] if country else [])])


def said_doubt(value: str) -> str:
    """Return what could not be told, and why, of a value of the filter `doubt`.

    >>> said_doubt("place:ambiguous"), said_doubt("when")
    ('no place: several places have that name, and nothing tells which is meant', 'no time')
    """
    part, _, why = value.partition(":")
    return f"no {'time' if part == 'when' else part}" + (f": {said('missing', why)}" if why else "")


def said_value(name: str, value: str) -> str | None:
    """Return what a value of a filter is called, None where the filter has no codes or this is none of them.

    >>> said_value("type", "ASSAULT"), said_value("month", "2008-06"), said_value("actor", "gunmen")
    ('attack', 'June 2008', None)
    """
    if name == "month":
        return edtf_words(value) if value[:1].isdigit() else None
    if name == "doubt":
        return said_doubt(value)
    if name in ("after", "before"):
        return edtf_words(value)
    if name == "country":
        return country_name(value)
    return words_of(_TABLES[name]).get(value) if name in _TABLES else None
