"""Values of incidents and reports in words, the same in a terminal, on a page and in a file.

Invariant: words are those of `wording`; no code of a closed list is shown to a reader in the place of its words.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dateline.model.days import edtf_words
from dateline.model.wording import said, words_of

__all__ = ["kind_code", "said_kind", "said_place", "said_precision", "said_range", "said_title"]

Row = Mapping[str, Any]


def said_kind(row: Row) -> str:
    """Return what an incident or a report is in words, with an incident's level where it is more than one event.

    >>> said_kind({"type": "ASSAULT", "mode": "abduct"}), said_kind({"type": "AID", "mode": "economic"})
    ('Abduction', 'Aid (economic)')
    >>> said_kind({"type": "ASSAULT", "mode": None, "level": "episode"})
    'Attack (series of events)'
    """
    known = words_of("kind")
    code = kind_code(row)
    kind = known.get(code)
    if kind is None:
        kind = f"{said('kind', row['type'])} ({row['mode'].replace('-', ' ')})"
    level = row.get("level", "single")
    kind = kind[:1].upper() + kind[1:]
    return kind if level == "single" else f"{kind} ({said('level', level)})"


def kind_code(row: Row) -> str:
    """Return type and mode of an incident or a report as PLOVER writes them.

    >>> kind_code({"type": "ASSAULT", "mode": "abduct"}), kind_code({"type": "AID", "mode": None})
    ('ASSAULT/abduct', 'AID')
    """
    return f"{row['type']}/{row['mode']}" if row["mode"] else str(row["type"])


def said_place(place: Row | None) -> str:
    """Return a place with its province and country, nothing for None."""
    if not place:
        return ""
    parts = [place["name"], place["admin1"] if place["kind"] != "admin1" else None, place["country"]]
    return ", ".join(dict.fromkeys(part for part in parts if part))


def said_precision(place: Row | None) -> str:
    """Return how closely a place is known, nothing for None.

    >>> said_precision({"precision": 4, "radius_km": 112.0}), said_precision({"precision": 2, "radius_km": 25.0})
    ('province', 'within 25 km')
    """
    if not place:
        return ""
    within, km = words_of("precision_within").get(str(place["precision"])), place.get("radius_km")
    return within.format(km=f"{km:,g}") if within and km is not None else said("precision", place["precision"])


def said_range(counted: Row | None) -> str:
    """Return a range of numbers, the best behind it where it is not the only one, nothing for None.

    >>> said_range({"low": 9, "best": 9, "high": 12}), said_range({"low": 5, "best": 5, "high": None}), said_range(None)
    ('9 to 12 (best estimate 9)', 'at least 5', '')
    """
    if counted is None:
        return ""
    low, best, high = counted["low"], counted["best"], counted["high"]
    if low == high and low is not None:
        return f"{low:,}"
    if high is None:
        told = f"at least {low if low is not None else best:,}"
    elif low is None:
        told = f"up to {high:,}"
    else:
        told = f"{low:,} to {high:,}"
    is_told = best is None or (high is None and low in (None, best))
    return told if is_told else f"{told} (best estimate {best:,})"


def said_title(row: Row) -> str:
    """Return what a reader knows an incident by: what, where, when.

    >>> said_title({"type": "ASSAULT", "mode": None, "place": {"name": "Amara"}, "when": {"edtf": "2008-06"}})
    'Attack, Amara, June 2008'
    """
    place = row["place"]["name"] if row["place"] else None
    when = edtf_words(row["when"]["edtf"]) if row["when"] else None
    return ", ".join(part for part in (said_kind(row), place, when) if part)
