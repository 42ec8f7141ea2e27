"""Days and times in words, the same in a picture, in a terminal, on a page and in a file.

Invariant: the words say no more than the EDTF that they stand for: a month stays a month, an open end stays open, and
an end of which nothing is known is not called open.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from dateline.errors import MomentError
from dateline.model.moment import Moment

__all__ = ["MONTHS", "day_words", "edtf_words", "span_words", "times_in", "told_words"]

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_POINT = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d:\d\d)(?::\d\d)?)?)?)?([~?%]?)\Z")
_SEASONS = {"21": "spring", "22": "summer", "23": "autumn", "24": "winter"}
# A time within a sentence: closer than a year, since a year alone is a number like any other.
_SIDE = r"\d{4}-\d\d(?:-\d\d(?:T\d\d:\d\d)?)?[~?%]?"
_IN_TEXT = re.compile(rf"(?<![\w/.-])(?:{_SIDE}/(?:\.\.|{_SIDE})?|(?:\.\.)?/{_SIDE}|{_SIDE})(?![\w/-])")
# How EDTF qualifies what stands before it.
_QUALIFIED = {"": "", "~": "about ", "?": "perhaps ", "%": "perhaps about "}


def day_words(day: date) -> str:
    """Return a day in words.

    >>> day_words(date(2008, 6, 4))
    '4 June 2008'
    """
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def span_words(first: date | None, last: date | None) -> str:
    """Return two inclusive days in words, as short as they allow; None is an end of which nothing is known.

    >>> span_words(date(2008, 6, 1), date(2008, 6, 30)), span_words(date(2008, 6, 1), None)
    ('June 2008', '1 June 2008 or later')
    >>> span_words(date(2008, 6, 14), date(2008, 6, 20)), span_words(date(2008, 3, 1), date(2008, 6, 30))
    ('14 to 20 June 2008', 'March to June 2008')
    """
    if first is None or last is None:
        if first is not None:
            return f"{day_words(first)} or later"
        return f"{day_words(last)} or earlier" if last is not None else "at an unknown time"
    if first == last:
        return day_words(first)
    are_months = first.day == 1 and _ends_month(last)
    if are_months and first.month == 1 and last.month == 12:
        return str(first.year) if first.year == last.year else f"{first.year} to {last.year}"
    low, high = _month_words(first), _month_words(last)
    if not are_months:
        low, high = day_words(first), day_words(last)
    elif low == high:
        return high
    if first.year == last.year:
        low = low.removesuffix(f" {first.year}")
        if first.month == last.month:
            low = str(first.day)
    return f"{low} to {high}"


def edtf_words(edtf: str) -> str:
    """Return a time in words; what there are no words for (a year before Christ) stays as it is written.

    What has an open end (`/..`) has been so since, or was at any time since. Of an unknown end (nothing behind the
    slash) only the other one is told: "it will be on 30 June or later". An open start is told like an unknown one: what
    was done "by the end of June" did not go on until then.

    >>> edtf_words("2008-06-14/2008-06-20"), edtf_words("2008-06-14/.."), edtf_words("../2008-06-14")
    ('14 to 20 June 2008', 'since 14 June 2008', '14 June 2008 or earlier')
    >>> edtf_words("2011-06-30/"), edtf_words("/2011-06-30")
    ('30 June 2011 or later', '30 June 2011 or earlier')
    >>> edtf_words("2008-06-14T08:30"), edtf_words("2008-21"), edtf_words("2003~")
    ('14 June 2008, 08:30', 'spring 2008', 'about 2003')
    """
    try:
        moment = Moment(edtf)
    except MomentError:
        return edtf
    start, slash, end = edtf.partition("/")
    if not slash:
        return _point_words(edtf) or edtf
    if _is_plain(start) and _is_plain(end):
        return span_words(moment.earliest, moment.latest)
    said = [None if side in ("", "..") else _point_words(side) for side in (start, end)]
    if any(words is None and side not in ("", "..") for words, side in zip(said, (start, end), strict=True)):
        return edtf
    low, high = said
    if low is None:
        return f"{high} or earlier"
    if high is None:
        return f"since {low}" if end == ".." else f"{low} or later"
    return f"from {low} to {high}"


def told_words(edtf: str) -> str:
    """Return a time in words that stand behind "it was", "it began" or "says": with the preposition that they want.

    A day has "on", a month or a year has "in"; of more days than one it was on any, so that it was "between" them.

    >>> told_words("2014-07-03"), told_words("2014-07"), told_words("2014-07-03/2014-07-05"), told_words("2014-07-03/")
    ('on 3 July 2014', 'in July 2014', 'between 3 and 5 July 2014', 'on 3 July 2014 or later')
    >>> told_words("2014~"), told_words("2014-07-03?"), told_words("../2014-07-03"), told_words("2014-07-03/..")
    ('in about 2014', 'perhaps on 3 July 2014', 'on 3 July 2014 or earlier', 'since 3 July 2014')
    """
    words = edtf_words(edtf)
    start, slash, end = edtf.partition("/")
    if words == edtf and not words.isdigit():
        return words
    if not slash:
        return _placed_in_time(start, words)
    if start in ("", "..") or end in ("", ".."):
        return words if end == ".." else _placed_in_time(end if start in ("", "..") else start, words)
    if words.startswith("from "):
        return words.replace("from ", "between ", 1).replace(" to ", " and ")
    return f"between {words.replace(' to ', ' and ')}" if " to " in words else f"in {words}"


def times_in(sentence: str) -> list[tuple[str, str | None]]:
    """Return a sentence in pieces, with the times that it has in EDTF said in words, each with its EDTF behind it.

    >>> times_in("2008-06-14/.., not 2009")
    [('since 14 June 2008', '2008-06-14/..'), (', not 2009', None)]
    """
    made: list[tuple[str, str | None]] = []
    at = 0
    for found in _IN_TEXT.finditer(sentence):
        words = edtf_words(found[0])
        if words != found[0]:
            made += [(sentence[at : found.start()], None), (words, found[0])]
            at = found.end()
    return [piece for piece in (*made, (sentence[at:], None)) if piece[0]]


def _placed_in_time(point: str, words: str) -> str:
    said = "on" if re.match(r"\d{4}-\d\d-\d\d", point) else "in"
    rest = words.removeprefix("perhaps ")
    return f"perhaps {said} {rest}" if rest != words else f"{said} {words}"


def _is_plain(side: str) -> bool:
    """Tell whether a side of an interval is a year, a month or a day without any more said of it."""
    return re.fullmatch(r"(?!0000)\d{4}(-(0\d|1[0-2])(-\d\d)?)?", side) is not None


def _point_words(point: str) -> str | None:
    found = _POINT.match(point)
    if found is None:
        return None
    year, month, day, clock, sign = found.groups()
    if not int(year):  # the year before the first one
        return None
    if month in _SEASONS:
        said = f"{_SEASONS[month]} {int(year)}"
    elif day is not None:
        said = day_words(date(int(year), int(month), int(day)))
    else:
        said = f"{MONTHS[int(month) - 1]} {int(year)}" if month is not None else str(int(year))
    return _QUALIFIED[sign] + said + (f", {clock}" if clock else "")


def _month_words(day: date) -> str:
    return f"{MONTHS[day.month - 1]} {day.year}"


def _ends_month(day: date) -> bool:
    return day == date.max or (day + timedelta(1)).day == 1
