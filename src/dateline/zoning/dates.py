"""Dates as pages write them, read to a Moment, never finer or surer than the words.

Invariant: a date that cannot exist, or that reads as two different days with nothing in the document to tell which,
stays empty. The order of `6/3/11` is a property of the document: it is decided once, from the dates that can be
read only one way, then from how the prose writes its months, and otherwise not at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache

from dateline.data_files import parse_toml, read_data
from dateline.errors import KnowledgeError, MomentError
from dateline.model import Moment

__all__ = ["Order", "date_spans", "day_without_year", "find_dates", "parse_calendar", "read_date", "slash_order"]

_FILE = "zoning/data/calendar.toml"
_PIVOT = 70  # two digits from 70 up are of the last century: Unix time starts there, and no web page is older
_YEAR = r"(?:19|20)\d\d"
_CLOCK = r"(?P<hour>[01]?\d|2[0-3])[:.h](?P<minute>[0-5]\d)(?::[0-5]\d)?(?:\s*(?P<half>[ap])\.?m\.?)?"


class Order(StrEnum):
    """Say which of the two numbers before the year is the month."""

    MONTH_FIRST = "month_first"
    DAY_FIRST = "day_first"


@dataclass(frozen=True, slots=True)
class _Calendar:
    months: Mapping[str, int]
    forms: tuple[re.Pattern[str], ...]
    month_first: re.Pattern[str]
    day_first: re.Pattern[str]
    anywhere: re.Pattern[str]


@lru_cache(maxsize=1)
def _calendar() -> _Calendar:
    return parse_calendar(read_data("dateline.zoning", "data/calendar.toml"))


def parse_calendar(toml: str) -> _Calendar:
    """Read month and weekday names from TOML; raises KnowledgeError naming the entry that breaks the schema."""
    raw = parse_toml(toml, where=_FILE)
    if set(raw) != {"months", "around"} or set(raw["months"]) != {str(n) for n in range(1, 13)}:
        raise KnowledgeError(f"{_FILE}: expected [months] with 1 to 12, and [around]")
    if set(raw["around"]) != {"weekdays", "fillers", "zones"}:
        raise KnowledgeError(f"{_FILE}, [around]: expected weekdays, fillers and zones")
    months: dict[str, int] = {}
    for number, names in raw["months"].items():
        for name in names:
            if months.setdefault(name, int(number)) != int(number):
                raise KnowledgeError(f"{_FILE}, months.{number}: {name!r} is also a name of month {months[name]}")
    around = {key: _any(raw["around"][key]) for key in raw["around"]}
    month = rf"(?P<month>{_any(months)})\.?"
    day = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th|er|\.|º)?"
    year = rf"(?P<year>{_YEAR})"
    gap = rf"(?:[\s,]+(?:(?:{around['fillers']})\s+)*)"
    lead = rf"(?:(?:{around['weekdays']})\.?[\s,]+)?(?:(?:{around['fillers']})\s+)*"
    fillers = around["fillers"]
    zone = rf"\(?(?:{around['zones']})?(?:\s?[+\u2212-]\d{{1,2}}(?::?\d\d)?)?\)?"
    clock = rf"(?:(?:{fillers})\s+)*{_CLOCK}(?:\s*(?:{fillers}))?\s*{zone}"
    tail = rf"(?:[\s,|@·•–-]*{clock})?"
    numbers = r"(?P<first>\d{1,2})(?P<cut>[/.-])\s?(?P<second>\d{1,2})(?P=cut)\s?(?P<end>\d{4}|\d\d)"
    iso = r"(?P<iso>\d{4}-\d\d-\d\d)(?:[T ](?P<isoclock>\d\d:\d\d)[^\s]*)?"
    bodies = (
        iso,
        rf"{month}{gap}{day},?{gap}{year}",
        rf"{day}{gap}?{month}{gap}?,?\s*{year}",
        rf"{month}{gap}{year}",
        rf"{year}\s*/\s*(?P<ymonth>\d\d?)\s*/\s*(?P<yday>\d\d?)",
        numbers,
    )
    forms = tuple(re.compile(lead + body + tail + r"\W*", re.IGNORECASE) for body in bodies)
    names = _any(months)
    number = r"[0-3]?\d(?:st|nd|rd|th|\.)?"
    anywhere = "|".join(
        (
            rf"\b(?:{names})\.?\s+{number},?\s+{_YEAR}",
            rf"\b{number}\s+(?:{names})\.?,?\s+{_YEAR}",
            r"\b\d{4}-\d\d-\d\d\b",
        )
    )
    return _Calendar(
        months,
        forms,
        re.compile(rf"\b(?:{names})\.?\s+[0-3]?\d(?:st|nd|rd|th)?\b(?!\d)", re.IGNORECASE),
        re.compile(rf"\b[0-3]?\d(?:st|nd|rd|th|\.)?\s+(?:{names})\b", re.IGNORECASE),
        re.compile(anywhere, re.IGNORECASE),
    )


def _any(names: Iterable[str]) -> str:
    return "|".join(sorted((re.escape(name) for name in names), key=lambda n: (-len(n), n)))


def read_date(words: str, *, order: Order | None = None, latest: date | None = None) -> Moment | None:
    """Read words that are a date and nothing else: a day, a month or a minute; None where they are not, or in doubt.

    `order` tells how the document writes slash dates; `latest` is a day that the date cannot come after (a work
    cited cannot be younger than the piece that cites it), which settles some dates that `order` does not.

    >>> read_date("June 20, 2008 at 3:15 PM").edtf, read_date("20. Juni 2008").edtf, read_date("May 2008").edtf
    ('2008-06-20T15:15', '2008-06-20', '2008-05')
    >>> read_date("6/30/11").edtf, read_date("6/3/11"), read_date("13/30/11")
    ('2011-06-30', None, None)
    >>> read_date("5 August 2018 01:23 (UTC+04:00)").edtf
    '2018-08-05T01:23'
    """
    words = words.strip()
    if not 4 <= len(words) <= 80 or not any(c.isdigit() for c in words):
        return None
    calendar = _calendar()
    for form in calendar.forms:
        match = form.fullmatch(words)
        if match:
            return _moment(match.groupdict(), calendar, order, latest)
    return None


def _moment(
    found: Mapping[str, str | None], calendar: _Calendar, order: Order | None, latest: date | None
) -> Moment | None:
    clock = _clock(found)
    if found.get("iso"):
        clock = f"T{found['isoclock']}" if found.get("isoclock") else clock
        return _checked(f"{found['iso']}", clock)
    if found.get("ymonth"):
        return _checked(f"{found['year']}-{int(found['ymonth'] or 0):02}-{int(found['yday'] or 0):02}{clock}")
    if found.get("first"):
        days = _slash_days(found, latest)
        if found.get("cut") == ".":
            order = Order.DAY_FIRST  # dots are written between numbers only where the day comes first
        if len(set(days.values())) == 1:
            return Moment(f"{next(iter(days.values())).isoformat()}{clock}")
        return Moment(f"{days[order].isoformat()}{clock}") if order in days else None
    month = calendar.months[(found["month"] or "").lower()]
    if not found.get("day"):
        return _checked(f"{found['year']}-{month:02}")
    return _checked(f"{found['year']}-{month:02}-{int(found['day'] or 0):02}{clock}")


def _clock(found: Mapping[str, str | None]) -> str:
    if not found.get("hour"):
        return ""
    hour, half = int(found["hour"] or 0), (found.get("half") or "").lower()
    if half and not 1 <= hour <= 12:
        return ""
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return f"T{hour:02}:{found['minute']}"


def _checked(day: str, clock: str = "") -> Moment | None:
    """Return a day with its time of day; without it where no day has such a time, None where there is no such day."""
    for edtf in (f"{day}{clock}", day):
        try:
            return Moment(edtf)
        except MomentError:
            continue
    return None


def _slash_days(found: Mapping[str, str | None], latest: date | None) -> dict[Order, date]:
    first, second, year = int(found["first"] or 0), int(found["second"] or 0), int(found["end"] or 0)
    if len(found["end"] or "") == 2:
        year += 1900 if year >= _PIVOT else 2000
    days: dict[Order, date] = {}
    for order, month, day in ((Order.MONTH_FIRST, first, second), (Order.DAY_FIRST, second, first)):
        try:
            days[order] = date(year, month, day)
        except ValueError:
            continue
    if latest and len(days) == 2:
        possible = {order: day for order, day in days.items() if day <= latest}
        days = possible or days
    return days


_SLASHED = re.compile(r"(?<![\d/.-])(\d{1,2})/(\d{1,2})/(?:\d{4}|\d\d)(?![\d/])")


def slash_order(text: str) -> Order | None:
    """Tell how a document orders its slash dates; None where nothing in it tells, or where it does both.

    The dates that read only one way decide; failing that, whether its prose writes "June 3" or "3 June".

    >>> slash_order("Seen 6/30/11 and 7/1/11."), slash_order("1/2/11; on March 3 they left"), slash_order("1/2/11")
    (<Order.MONTH_FIRST: 'month_first'>, <Order.MONTH_FIRST: 'month_first'>, None)
    """
    proof = {order for order in map(_proof, _SLASHED.findall(text)) if order}
    if proof:
        return proof.pop() if len(proof) == 1 else None
    calendar = _calendar()
    month_first = len(calendar.month_first.findall(text))
    day_first = len(calendar.day_first.findall(text))
    if month_first == day_first:
        return None
    return Order.MONTH_FIRST if month_first > day_first else Order.DAY_FIRST


def _proof(pair: tuple[str, str]) -> Order | None:
    first, second = map(int, pair)
    if first <= 12 < second <= 31:
        return Order.MONTH_FIRST
    if second <= 12 < first <= 31:
        return Order.DAY_FIRST
    return None


def find_dates(text: str) -> list[str]:
    """Return the full dates (day, month and year) that stand in a line of text, as written, in order."""
    return [text[start:end] for start, end in date_spans(text)]


def date_spans(text: str) -> list[tuple[int, int]]:
    """Return where full dates (day, month and year) stand in a line of text, in order.

    >>> date_spans("Filed 14 March 2009 and May 2, 2010")
    [(6, 19), (24, 35)]
    """
    return [match.span() for match in _calendar().anywhere.finditer(text)]


def day_without_year(text: str, at: int) -> tuple[int, int, int] | None:
    """Read a month and a day that begin at `at`: month, day and where they end, or None.

    >>> day_without_year("MOSUL, March 14 (Wire)", 7), day_without_year("MOSUL (Wire)", 7)
    ((3, 14, 15), None)
    """
    calendar = _calendar()
    match = calendar.month_first.match(text, at) or calendar.day_first.match(text, at)
    if match is None:
        return None
    letters, figures = re.search(r"[^\W\d_]{3,}", match[0]), re.search(r"\d+", match[0])
    month = calendar.months.get(letters[0].lower()) if letters else None
    return None if month is None or figures is None else (month, int(figures[0]), match.end())
