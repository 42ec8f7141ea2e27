"""Values of incidents and reports in words, the same in a terminal, on a page and in a file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dateline.model.days import edtf_words
from dateline.model.place import PlacePrecision

__all__ = ["said_kind", "said_place", "said_precision", "said_range", "said_title"]

Row = Mapping[str, Any]


def said_kind(row: Row) -> str:
    """Return type and mode of an incident or a report, with an incident's level where it is more than one event."""
    kind = f"{row['type']}/{row['mode']}" if row["mode"] else str(row["type"])
    level = row.get("level", "single")
    return kind if level == "single" else f"{kind} ({level})"


def said_place(place: Row | None) -> str:
    """Return a place with its province and country, nothing for None."""
    if not place:
        return ""
    parts = [place["name"], place["admin1"] if place["kind"] != "admin1" else None, place["country"]]
    return ", ".join(dict.fromkeys(part for part in parts if part))


def said_precision(place: Row | None) -> str:
    """Return how closely a place is known, nothing for None."""
    if not place:
        return ""
    precision = PlacePrecision(place["precision"]).name.lower().replace("_", " ")
    within = place.get("radius_km")
    return f"{precision}, within {within:g} km" if within is not None else precision


def said_range(counted: Row | None) -> str:
    """Return a range of numbers, the best behind it where it is not the only one, nothing for None.

    >>> said_range({"low": 9, "best": 9, "high": 12}), said_range({"low": 5, "best": 5, "high": None}), said_range(None)
    ('9-12 (best 9)', 'at least 5', '')
    """
    if counted is None:
        return ""
    low, best, high = counted["low"], counted["best"], counted["high"]
    if low == high and low is not None:
        return f"{low:,}"
    if high is None:
        said = f"at least {low if low is not None else best:,}"
    elif low is None:
        said = f"up to {high:,}"
    else:
        said = f"{low:,}-{high:,}"
    is_told = best is None or (high is None and best == low)
    return said if is_told else f"{said} (best {best:,})"


def said_title(row: Row) -> str:
    """Return what a reader knows an incident by: what, where, when.

    >>> said_title({"type": "ASSAULT", "mode": None, "place": {"name": "Amara"}, "when": {"edtf": "2008-06"}})
    'ASSAULT, Amara, June 2008'
    """
    place = row["place"]["name"] if row["place"] else None
    when = edtf_words(row["when"]["edtf"]) if row["when"] else None
    return ", ".join(part for part in (said_kind(row), place, when) if part)
