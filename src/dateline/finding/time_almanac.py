"""Calendars beside the common one, and the feasts that move: which common days a month or a feast of theirs covers.

Invariant: a day that arithmetic alone cannot settle is no single day. Months of the Islamic calendar begin by sighting
and those of the Iranian one by the equinox, so their days are given with one more on either side. What is reckoned is
in `data/almanac.toml`, each entry with its calendar; the code knows the calendars and no feast.

Arithmetic: Reingold and Dershowitz, Calendrical Calculations (4th edition, 2018): the tabular Islamic calendar of the
civil epoch with leap years 2, 5, 7, 10, 13, 16, 18, 21, 24, 26 and 29 of thirty, the Hebrew calendar by its molad, the
Gregorian and Julian Easter by the epact.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, TypeVar

from dateline.data_files import number_in, parse_toml, read_data, table_in, words_in
from dateline.errors import KnowledgeError

__all__ = [
    "Almanac",
    "BEFORE_CHRIST",
    "Feast",
    "Month",
    "almanac",
    "before_christ",
    "days_of_feast",
    "days_of_month",
    "easter",
    "parse_almanac",
]

_T = TypeVar("_T")
_FILE = "finding/data/almanac.toml"
_ISLAMIC_EPOCH = 227_015  # 1 Muharram of the year 1 is 16 July 622 in the Julian calendar, as date.toordinal counts
_HEBREW_EPOCH = -1_373_427
# Twenty cycles of the calendar, which repeats itself to the day and the weekday every 400 years.
BEFORE_CHRIST = 8000
# How many days on either side a date of the calendar may lie from the one reckoned.
_DOUBT = {"common": 0, "easter": 0, "orthodox easter": 0, "islamic": 1, "hebrew": 0, "iranian": 1, "republican": 0}


@dataclass(frozen=True, slots=True)
class Month:
    """A month of another calendar."""

    calendar: str
    number: int


@dataclass(frozen=True, slots=True)
class Feast:
    """A feast: the day of its calendar (`month` is 0 where it is told from Easter), how far from it, how long."""

    calendar: str
    month: int
    day: int
    days: int


@dataclass(frozen=True, slots=True)
class Almanac:
    """Hold months and feasts by their names in lower case."""

    months: Mapping[str, Month]
    feasts: Mapping[str, Feast]


def before_christ(year: int) -> int:
    """Return the year that stands for one before Christ where days are counted with `date`, which knows none.

    >>> before_christ(264), before_christ(1)
    (7737, 8000)
    """
    return BEFORE_CHRIST + 1 - year


def easter(year: int, *, julian: bool = False) -> date:
    """Return Easter Sunday of a year, that of the Eastern churches where `julian`.

    >>> easter(2014), easter(2016), easter(2016, julian=True)
    (datetime.date(2014, 4, 20), datetime.date(2016, 3, 27), datetime.date(2016, 5, 1))
    """
    golden = year % 19
    if julian:
        epact = (19 * golden + 15) % 30
        weekday = (2 * (year % 4) + 4 * (year % 7) - epact + 34) % 7
        month, day = divmod(epact + weekday + 114, 31)
        # the two calendars lie a day further apart with each century that leaves out its leap day
        return date(year, month, day + 1) + timedelta(days=year // 100 - year // 400 - 2)
    century, rest = divmod(year, 100)
    epact = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def _islamic(year: int, month: int) -> date:
    days = (year - 1) * 354 + (3 + 11 * year) // 30 + 29 * (month - 1) + month // 2
    return date.fromordinal(_ISLAMIC_EPOCH + days)


def _hebrew_new_year(year: int) -> int:
    months = (235 * year - 234) // 19
    parts = 12_084 + 13_753 * months
    day = 29 * months + parts // 25_920
    return day + 1 if 3 * (day + 1) % 7 < 3 else day


def _hebrew_days_before(year: int) -> int:
    """Count the days from the epoch to the first of Tishri, which the rules put off by up to two days."""
    before, here, after = (_hebrew_new_year(y) for y in (year - 1, year, year + 1))
    return here + (2 if after - here == 356 else 1 if here - before == 382 else 0)


def _hebrew(year: int, month: int) -> date:
    """Return the first day of a month counted from Nisan; Adar, the twelfth, is the one before Nisan."""
    start = _hebrew_days_before(year)
    length = _hebrew_days_before(year + 1) - start
    if month >= 7:
        lengths = [30, 30 if length % 10 == 5 else 29, 29 if length % 10 == 3 else 30, 29, 30]
        if month < 12:
            return date.fromordinal(_HEBREW_EPOCH + start + sum(lengths[: month - 7]))
    # from Nisan to Tishri the lengths never vary: 30 and 29 in turn, 177 days in all
    turn = [-29, 30, 29, 30, 29, 30, 29]
    before = turn[0] if month == 12 else sum(turn[1:month])
    return date.fromordinal(_HEBREW_EPOCH + _hebrew_days_before(year + 1) - 177 + before)


def _iranian(year: int, month: int) -> date:
    return date(year + 621, 3, 21) + timedelta(days=31 * min(month - 1, 6) + 30 * max(0, month - 7))


def _republican(year: int, month: int) -> date:
    # the years 3, 7 and 11 had a sixth day at their end
    return date(1792, 9, 22) + timedelta(days=365 * (year - 1) + year // 4 + 30 * (month - 1))


@dataclass(frozen=True, slots=True)
class _Calendar:
    """The first day of each month, which of its years may begin in a common year, and how long its months are."""

    first: Callable[[int, int], date]
    years_about: Callable[[int], range]
    years: range
    last: int = 12  # the Hebrew year ends with the sixth month, since its months are counted from spring

    def month(self, year: int, number: int) -> tuple[date, date]:
        following = self.first(year + (number == self.last), number % 12 + 1)
        return self.first(year, number), following - timedelta(days=1)


_CALENDARS = {
    "islamic": _Calendar(_islamic, lambda y: range((y - 622) * 33 // 32 - 1, (y - 622) * 33 // 32 + 4), range(1, 1700)),
    "hebrew": _Calendar(_hebrew, lambda y: range(y + 3759, y + 3762), range(3762, 6000), last=6),
    "iranian": _Calendar(_iranian, lambda y: range(y - 622, y - 620), range(1, 1600)),
    "republican": _Calendar(_republican, lambda y: range(max(1, y - 1792), y - 1790), range(1, 15)),
}


def days_of_month(
    month: Month, *, common: int | None = None, own: int | None = None, day: int | None = None
) -> tuple[date, date] | None:
    """Return the first and last day that a month, or a day of it, covers; its year is a common one or its own.

    Of two such months that begin in one common year, the first; raises ValueError where no such day exists.

    >>> days_of_month(Month("islamic", 9), common=2014)
    (datetime.date(2014, 6, 28), datetime.date(2014, 7, 29))
    >>> days_of_month(Month("islamic", 1), own=1435, day=10)
    (datetime.date(2013, 11, 13), datetime.date(2013, 11, 15))
    >>> days_of_month(Month("republican", 2), own=8, day=18)
    (datetime.date(1799, 11, 9), datetime.date(1799, 11, 9))
    """
    calendar, doubt = _CALENDARS[month.calendar], timedelta(days=_DOUBT[month.calendar])
    if own is not None:
        found = [calendar.month(own, month.number)] if own in calendar.years else []
    else:
        years = [y for y in calendar.years_about(common or 0) if y in calendar.years]
        at = timedelta(days=(day or 1) - 1)
        found = [(a, b) for a, b in (calendar.month(y, month.number) for y in years) if (a + at).year == common]
    if not found:
        return None
    first, last = found[0]
    if day is not None:
        first = last = first + timedelta(days=day - 1)
    return first - doubt, last + doubt


def days_of_feast(feast: Feast, year: int) -> tuple[date, date] | None:
    """Return the days that a feast of a common year covers, those in doubt included; None where it has none.

    >>> days_of_feast(Feast("easter", 0, -2, 1), 2014)
    (datetime.date(2014, 4, 18), datetime.date(2014, 4, 18))
    """
    if feast.calendar == "common":
        start = date(year, feast.month, feast.day)
    elif feast.month == 0:
        start = easter(year, julian=feast.calendar == "orthodox easter") + timedelta(days=feast.day)
    else:
        found = days_of_month(Month(feast.calendar, feast.month), common=year, day=feast.day)
        if found is None:
            return None
        return found[0], found[1] + timedelta(days=feast.days - 1)
    return start, start + timedelta(days=feast.days - 1)


@lru_cache(maxsize=1)
def almanac() -> Almanac:
    """Load the shipped almanac once."""
    return parse_almanac(read_data("dateline.finding", "data/almanac.toml"))


def parse_almanac(toml: str) -> Almanac:
    """Read an almanac from TOML; raises KnowledgeError naming the entry that breaks the schema."""
    raw = parse_toml(toml, where=_FILE)
    if set(raw) != {"months", "feasts"}:
        raise KnowledgeError(f"{_FILE}: expected [months] and [[feasts]], found {sorted(raw)}")
    months: dict[str, Month] = {}
    for calendar, lists in table_in(raw["months"], f"{_FILE}, [months]").items():
        where = f"{_FILE}, months.{calendar}"
        if calendar not in _CALENDARS or not isinstance(lists, list) or len(lists) != 12:
            raise KnowledgeError(f"{where}: expected a calendar of {', '.join(_CALENDARS)} with twelve lists of names")
        for number, names in enumerate(lists, 1):
            for name in words_in(names, f"{where}, {number}"):
                _add(months, name, Month(calendar, number))
    feasts: dict[str, Feast] = {}
    if not isinstance(raw["feasts"], list):
        raise KnowledgeError(f"{_FILE}: feasts are written [[feasts]], one after another")
    for entry in raw["feasts"]:
        feast = _feast(table_in(entry, f"{_FILE}, [[feasts]]"))
        for name in words_in(entry["names"], f"{_FILE}, feast {entry['names']!r}"):
            _add(feasts, name, feast)
    return Almanac(months, feasts)


def _add(into: dict[str, _T], name: str, value: _T) -> None:
    if into.setdefault(name, value) != value:
        raise KnowledgeError(f"{_FILE}: {name!r} should stand for one thing")


def _feast(entry: Mapping[str, Any]) -> Feast:
    """Check one entry of [[feasts]]."""
    where = f"{_FILE}, feast {entry.get('names')!r}"
    calendar = entry.get("calendar", "common")
    fields = {"names", "calendar", "days"} | ({"after"} if "easter" in str(calendar) else {"month", "day"})
    if str(calendar) not in _DOUBT or set(entry) - fields or "names" not in entry:
        raise KnowledgeError(f"{where}: of the calendar {calendar!r} it may have {sorted(fields)}")
    days = int(number_in(entry.get("days", 1), f"{where}, days", least=1, most=366))
    if "easter" in calendar:
        return Feast(calendar, 0, int(number_in(entry.get("after", 0), f"{where}, after", least=-366, most=366)), days)
    month = int(number_in(entry.get("month"), f"{where}, month", least=1, most=12))
    return Feast(calendar, month, int(number_in(entry.get("day"), f"{where}, day", least=1, most=31)), days)
