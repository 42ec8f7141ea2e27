"""What one document tells of one incident: its reports of it, and what they say together, ready to be compared.

Invariant: an account holds nothing that its reports do not say, but for what is marked as a guess (`near`, and times
that lie before publication): guesses find candidates, and are never shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from dateline.model import EventType, Level, Status

__all__ = ["Account", "Area", "Days", "Figures"]

# First and last day, inclusive, as proleptic Gregorian ordinals; None where that end is open.
Days = tuple[int | None, int | None]
# Low, best and high.
Figures = tuple[int | None, int | None, int | None]


@dataclass(frozen=True, slots=True)
class Area:
    """Say where: the gazetteer's entry, its point (WGS 84 degrees), and how far from it (km) the thing may have been.

    `precision` is UCDP's class, 1 to 7; `country` is ISO 3166-1 alpha-2.
    """

    id: str
    precision: int
    lat: float | None = None
    lon: float | None = None
    radius_km: float | None = None
    country: str | None = None
    admin1: str | None = None


@dataclass(frozen=True, slots=True)
class Account:
    """Hold what one document tells of one incident.

    `when` is what its reports say, `told` the days on which the document was published. `actors` and `recipients` are
    ids under today's links and decisions; `names` are the names, folded, that stand in its sentences. `counts` leads
    from a field of `COUNTS` to its figures. `terms` are the words of its sentences, as numbers (hashes), each once and
    sorted. `near` are places that its document tells of elsewhere, where the account has none of its own.
    `counted` is how many events an aggregate counts, where it says so. `is_main` says that its document is mainly about
    it (`main_account`): only then does what the whole document tells speak for it. `is_another` says that a report of
    it tells that its like was done before ("a new strike", "struck again").
    """

    id: str
    document: str
    reports: tuple[str, ...]
    type: EventType
    status: Status
    level: Level = Level.SINGLE
    mode: str | None = None
    places: tuple[Area, ...] = ()
    near: tuple[Area, ...] = ()
    when: Days | None = None
    told: Days | None = None
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    counts: Mapping[str, Figures] = field(default_factory=dict)
    means: str | None = None
    target: str | None = None
    terms: tuple[int, ...] = ()
    counted: Figures | None = None
    is_main: bool = True
    is_another: bool = False
