"""The rows of which reports in a generated record are made: words and where they stand, times, places, actors.

Invariant: what a text says of a day, and what that is taken to mean, are made together: neither can be another's.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from benchmarks.desk_world import Named
from dateline.knowledge.gazetteer.entry import Entry
from dateline.knowledge.names import fold
from dateline.model import Moment
from dateline.model.moment import TimePrecision

__all__ = ["Page", "dated", "id_of", "moment_row", "party_row", "place_row", "worded", "zone_row"]

Row = dict[str, Any]

_SEASONS = ("spring", "summer", "autumn", "winter")


class Page:
    """Put a text together, and say where what was put stands."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self.at = 0

    def put(self, text: str) -> Row:
        """Add words and return where they stand, as evidence."""
        start = self.at
        self._parts.append(text)
        self.at += len(text)
        return {"start": start, "end": self.at, "words": text}

    def since(self, start: int) -> Row:
        """Return all that was put from an offset on, as evidence."""
        parts, at = [], self.at
        for part in reversed(self._parts):
            if at <= start:
                break
            parts.append(part)
            at -= len(part)
        return {"start": start, "end": self.at, "words": "".join(reversed(parts))}

    @property
    def text(self) -> str:
        """The whole text."""
        return "".join(self._parts)


@lru_cache(maxsize=50_000)
def moment_row(edtf: str, precision: str | None = None) -> Row:
    """Return a time in the shape of the contract, without what it was read from."""
    made = Moment(edtf, TimePrecision(precision) if precision else None)
    first, last = made.earliest, made.latest
    return {
        "edtf": edtf,
        "earliest": first.isoformat() if first else None,
        "latest": last.isoformat() if last else None,
        "precision": made.precision.value,
    }


def dated(draw: random.Random, on: date, precision: str) -> tuple[str, Row]:
    """Return how a text puts a day at some precision, and what that means."""
    day = f"{on.day} {on:%B %Y}"
    if precision == "minute":
        at = f"{draw.randrange(24):02}:{draw.choice((0, 15, 30, 45)):02}"
        return f"at {at} on {day}", moment_row(f"{on.isoformat()}T{at}")
    if precision == "week":
        first = on - timedelta(days=on.weekday())
        last = first + timedelta(days=6)
        week = moment_row(f"{first.isoformat()}/{last.isoformat()}", "week")
        return f"in the week of {first.day} {first:%B %Y}", week
    if precision == "month":
        return f"in {on:%B %Y}", moment_row(f"{on:%Y-%m}")
    if precision == "season":
        season = max(0, on.month - 3) // 3 if on.month != 12 else 3
        return f"in the {_SEASONS[season]} of {on.year}", moment_row(f"{on.year}-{21 + season}")
    if precision == "year":
        return f"in {on.year}", moment_row(f"{on.year}")
    if precision == "interval":
        if draw.random() < 0.5:
            return f"since {day}", moment_row(f"{on.isoformat()}/..")
        last = on + timedelta(days=draw.randint(1, 40))
        return f"from {day} to {last.day} {last:%B %Y}", moment_row(f"{on.isoformat()}/{last.isoformat()}")
    return f"on {day}", moment_row(on.isoformat())


@lru_cache(maxsize=20_000)
def place_row(entry: Entry, precision: int) -> Row:
    """Return a place in the shape of the contract, at a precision from 1 to 7."""
    place = entry.place
    near = 25.0 if precision == 2 else entry.extent_km if precision > 2 else None
    return {
        "id": place.id, "name": place.name, "kind": place.kind.value, "country": place.country, "admin1": place.admin1,
        "lat": place.lat, "lon": place.lon, "precision": precision, "radius_km": near,
    }  # fmt: skip


def _actor(named: Named) -> Row:
    actor = named.actor
    return {"id": actor.id, "name": actor.name, "kind": actor.kind, "country": actor.country}


def party_row(named: Named, spelling: str) -> Row:
    """Return an actor as a document has it: one that no pack knows goes by the words that stand there."""
    row = _actor(named)
    return row if named.actor.known else {**row, "id": f"text:{fold(spelling)}", "name": spelling}


def worded(pattern: str, past: str, base: str) -> tuple[str, str]:
    """Return what stands before the word that names the act, and that word."""
    before, _, rest = pattern.partition("{")
    return before, past if rest == "past}" else base


def zone_row(kind: str, start: int, end: int, author: str | None = None, posted: str | None = None) -> Row:
    """Return a zone in the shape of the contract."""
    return {"kind": kind, "start": start, "end": end, "author": author, "posted": posted}


def id_of(letter: str, said: Sequence[object]) -> str:
    """Return the id that the coder makes of where words stand."""
    return letter + hashlib.sha256("\n".join(map(str, said)).encode()).hexdigest()[:16]
