"""What reports and incidents can be filtered by, and what each filter takes.

Invariant: a filter or a value that cannot be is refused and the nearest is named; none quietly gives no rows. The
values of one filter are alternatives, several filters hold together.
"""

from __future__ import annotations

import difflib
import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from dateline.errors import DatelineError, MomentError
from dateline.indexing.incidents import HAS_INCIDENT
from dateline.indexing.places import known_country, nearest_country
from dateline.indexing.reports import HAS
from dateline.model import EventType, Grade, Level, Moment, PlaceMissing, Reviewed, Status, ZoneKind
from dateline.model.field import values
from dateline.model.moment import WhenMissing

__all__ = ["DOUBTS", "FILTERS", "NONE", "Filter", "Filters"]

# What asks for rows that have no value there.
NONE = "none"
_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])\Z")
_CODE = re.compile(r"[A-Z]{2}\Z")
_TRUTH = {"true": "true", "1": "true", "yes": "true", "false": "false", "0": "false", "no": "false"}


@dataclass(frozen=True, slots=True)
class Filter:
    """Describe one filter: its name, what sort of value it takes, the closed list of values if any, and a sentence.

    `kind` is one of `choice`, `flag`, `text`, `month`, `time`, `number`, `circle`, `box`, `words`. Where `can_lack` is
    true, the value `none` asks for rows that have none.
    """

    name: str
    kind: str
    doc: str
    values: tuple[str, ...] = ()
    can_lack: bool = False

    def read(self, value: str) -> str:
        """Return a value as the filter takes it; raises DatelineError where it cannot be one."""
        value = value.strip()
        if self.can_lack and value == NONE:
            return value
        return _READERS[self.kind](self, value)

    @property
    def allowed(self) -> tuple[str, ...]:
        """All values that it takes, where that is a closed list."""
        return (*self.values, NONE) if self.values and self.can_lack else self.values


@dataclass(frozen=True)
class Filters:
    """Hold what is asked of the reports or of the incidents; made by `parse`, narrowed by `with_` and `without`."""

    what: str = "reports"
    asked: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def parse(cls, asked: Mapping[str, str | Sequence[str]], *, what: str = "reports") -> Filters:
        """Read filters from the parameters of an address; empty values ask for nothing.

        Raises DatelineError for a filter or a value that does not exist, naming the nearest.
        """
        if what not in FILTERS:
            raise DatelineError(f"filters are of {' or '.join(FILTERS)}, not of {what!r}")
        known = _BY_NAME[what]
        made: dict[str, tuple[str, ...]] = {}
        for key, given in asked.items():
            if key not in known:
                near = difflib.get_close_matches(key, known, 1)
                hint = f"did you mean {near[0]!r}?" if near else f"there are {', '.join(sorted(known))}"
                raise DatelineError(f"{what} cannot be filtered by {key!r}; {hint}")
            values = [given] if isinstance(given, str) else given
            read = tuple(dict.fromkeys(known[key].read(str(value)) for value in values if str(value).strip()))
            if read:
                made[key] = read
        return cls(what, made)

    def with_(self, key: str, *values: str) -> Filters:
        """Return these filters with other values for one."""
        return Filters.parse({**self.asked, key: values}, what=self.what)

    def without(self, key: str) -> Filters:
        """Return these filters without one."""
        return Filters(self.what, {name: values for name, values in self.asked.items() if name != key})

    @cached_property
    def key(self) -> tuple[Any, ...]:
        """The same for the same question, in whatever order it is asked."""
        return (self.what, *sorted((name, tuple(sorted(values))) for name, values in self.asked.items()))

    def __bool__(self) -> bool:
        return bool(self.asked)


def _choice(of: Filter, value: str) -> str:
    if value in of.allowed:
        return value
    folded = {allowed.casefold().replace(" ", "_"): allowed for allowed in of.allowed}
    said = value.casefold().replace(" ", "_")
    if said in folded:
        return folded[said]
    near = difflib.get_close_matches(said, folded, 1)
    hint = f"did you mean {folded[near[0]]!r}?" if near else f"there are {', '.join(of.allowed)}"
    raise DatelineError(f"{of.name} has no value {value!r}; {hint}")


def _flag(of: Filter, value: str) -> str:
    if value.casefold() not in _TRUTH:
        raise DatelineError(f"{of.name}={value!r}: give true or false")
    return _TRUTH[value.casefold()]


def _month(of: Filter, value: str) -> str:
    if not _MONTH.match(value):
        raise DatelineError(f"{of.name}={value!r} is not a month; write it as 2008-06")
    return value


def _time(of: Filter, value: str) -> str:
    try:
        moment = Moment(value)
    except MomentError as error:
        raise MomentError(f"{of.name}: {error}") from None
    if (moment.earliest if of.name == "after" else moment.latest) is None:
        raise MomentError(f"{of.name}={value!r} has no day on that side; give a day, a month or a year")
    return value


def _numbers(of: Filter, value: str, names: str) -> list[float]:
    parts = [part.strip() for part in value.split(",")]
    try:
        numbers = [float(part) for part in parts]
    except ValueError:
        numbers = []
    if len(numbers) != len(names.split(",")) or not all(map(math.isfinite, numbers)):
        raise DatelineError(f"{of.name}={value!r}: give {names} as numbers with commas between")
    return numbers


def _number(of: Filter, value: str) -> str:
    (number,) = _numbers(of, value, "a score")
    if not 0 <= number <= 1:
        raise DatelineError(f"{of.name}={value!r}: a score lies between 0 and 1")
    return value


def _circle(of: Filter, value: str) -> str:
    lat, lon, km = _numbers(of, value, "latitude,longitude,kilometres")
    _check_point(of, value, lat, lon)
    if km < 0:
        raise DatelineError(f"{of.name}={value!r}: a distance is not below nought")
    return value


def _box(of: Filter, value: str) -> str:
    west, south, east, north = _numbers(of, value, "west,south,east,north")
    _check_point(of, value, south, west)
    _check_point(of, value, north, east)
    if south > north:
        raise DatelineError(f"{of.name}={value!r}: the south lies north of the north; give west,south,east,north")
    return value


def _check_point(of: Filter, value: str, lat: float, lon: float) -> None:
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise DatelineError(f"{of.name}={value!r}: {lat:g}, {lon:g} is not on the globe (WGS 84 degrees)")


def _country(of: Filter, value: str) -> str:
    found = known_country(value)
    if found is not None:
        return found
    if _CODE.match(value):
        return value  # a territory of which no more is known than its places
    near = nearest_country(value)
    hint = f"did you mean {near!r}?" if near else "give an ISO code as IQ, or a name as Iraq"
    raise DatelineError(f"there is no {of.name} {value!r}; {hint}")


_READERS: Mapping[str, Callable[[Filter, str], str]] = {
    "choice": _choice,
    "country": _country,
    "flag": _flag,
    "text": lambda _, value: value,
    "words": lambda _, value: value,
    "month": _month,
    "time": _time,
    "number": _number,
    "circle": _circle,
    "box": _box,
}

DOUBTS = ("when", *(f"when:{why}" for why in WhenMissing), "place", *(f"place:{why}" for why in PlaceMissing))
_SHARED = (
    Filter("type", "choice", "The PLOVER event type.", values(EventType)),
    Filter("mode", "text", "The PLOVER mode.", can_lack=True),
    Filter("status", "choice", "Whether it happened.", values(Status)),
    Filter("actor", "text", "Somebody who acts or is acted upon: an id, or any name in any case.", can_lack=True),
    Filter("doer", "text", "Who acts: an id, or any name in any case.", can_lack=True),
    Filter("recipient", "text", "Who is acted upon: an id, or any name in any case.", can_lack=True),
    Filter("voice", "text", "Who says so: an id, or any name in any case; none is the article itself.", can_lack=True),
    Filter("place", "text", "Where: the id of a place, or its name in any case.", can_lack=True),
    Filter("country", "country", "The country of the place, by its ISO code or name.", can_lack=True),
    Filter("admin1", "text", "The first-level area that holds the place, by its name.", can_lack=True),
    Filter("precision", "choice", "How closely it is placed: UCDP's classes, 1 exact to 7 international.",
           tuple("1234567"), can_lack=True),
    Filter("near", "circle", "Within so many kilometres of a point: latitude,longitude,kilometres."),
    Filter("within", "box", "In a box: west,south,east,north in degrees; it may go over the date line."),
    Filter("month", "month", "The month in which it lies wholly, as 2008-06.", can_lack=True),
    Filter("after", "time", "It may have happened on or after the first day of this day, month or year."),
    Filter("before", "time", "It may have happened on or before the last day of this day, month or year."),
    Filter("document", "text", "The id of a document that tells of it."),
    Filter("search", "words", "Words that stand in its sentence or names, all of them."),
)  # fmt: skip

FILTERS: Mapping[str, tuple[Filter, ...]] = {
    "reports": (
        *_SHARED,
        Filter("grade", "choice", "How well the incident that it tells of is sourced.", values(Grade), can_lack=True),
        Filter("reviewed", "choice", "What people made of the incident that it tells of.", values(Reviewed),
               can_lack=True),
        Filter("zone", "choice", "The kind of the zone it stands in.", values(ZoneKind)),
        Filter("hedged", "flag", "Whether the sentence only alleges, believes or suspects it."),
        Filter("historical", "flag", "Whether it lies more than a year before publication."),
        Filter("incident", "text", "The id of the incident that it tells of.", can_lack=True),
        Filter("min_score", "number", "The least score of its type, from 0 to 1."),
        Filter("doubt", "choice", "What could not be told, time or place, and why.", DOUBTS),
        Filter("has", "choice", "What it gives.", HAS),
    ),
    "incidents": (
        *_SHARED,
        Filter("level", "choice", "One event, an episode that has parts, or a count of several.", values(Level)),
        Filter("grade", "choice", "How well it is sourced.", values(Grade)),
        Filter("reviewed", "choice", "What people made of it.", values(Reviewed), can_lack=True),
        Filter("incident", "text", "Its id."),
        Filter("min_score", "number", "The least probability of its weakest join, from 0 to 1."),
        Filter("doubt", "choice", "What could not be told, time or place.", ("when", "place")),
        Filter("has", "choice", "What it has.", HAS_INCIDENT),
    ),
}  # fmt: skip
_BY_NAME = {what: {one.name: one for one in filters} for what, filters in FILTERS.items()}
