"""Grade one fill of a response against one fill of the key: correct, partial, or no match.

Invariant: the grade depends on the two fills alone. In 1992 a person graded the strings that were not equal; here rules
do, and where a person would have been generous (a fuller description of the same people) these give half.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from enum import Enum
from functools import lru_cache

from benchmarks.muc.keys import Fill
from benchmarks.muc.words import task_words

__all__ = ["MONTHS", "STRING_SLOTS", "Grade", "grade"]

STRING_SLOTS = frozenset({6, 9, 10, 12, 18, 19})
NUMBER_SLOTS = frozenset({14, 17, 21, 24})
DATE_SLOT, LOCATION_SLOT = 2, 3

_NAMES = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"]
MONTHS = {name: number for number, name in enumerate(_NAMES, 1)}
_DAY = re.compile(r"(\d{1,2}) ([A-Z]{3})[A-Z]* (\d{2})")
_COUNT = re.compile(r"(~)?(\d+)(-)?(\d+)?$")
_WORD = re.compile(r"[A-Z0-9]+(?:[-'][A-Z0-9]+)*")


class Grade(Enum):
    """What a fill is worth: a whole point, half a point, or nothing."""

    CORRECT = 1.0
    PARTIAL = 0.5
    WRONG = 0.0


def grade(slot: int, key: Fill, response: Fill) -> Grade:
    """Grade a response's fill: the best over the alternatives of both, lowered where the cross-reference is wrong.

    >>> grade(4, Fill(("BOMBING",)), Fill(("ATTACK",)))
    <Grade.PARTIAL: 0.5>
    >>> grade(23, Fill(("DEATH",), ("PEASANTS",)), Fill(("DEATH",), ("SOLDIERS",)))
    <Grade.PARTIAL: 0.5>
    """
    compare = _comparison(slot)
    best = max((compare(k, r) for k in key.values for r in response.values), key=lambda g: g.value)
    if best is Grade.CORRECT and not _refers_alike(key, response):
        return Grade.PARTIAL
    return best


def _refers_alike(key: Fill, response: Fill) -> bool:
    if not key.refs or not response.refs:
        return not key.refs and not response.refs
    return any(_strings(k, r) is not Grade.WRONG for k in key.refs for r in response.refs)


def _comparison(slot: int) -> Callable[[str, str], Grade]:
    if slot == DATE_SLOT:
        return _dates
    if slot == LOCATION_SLOT:
        return _locations
    if slot in NUMBER_SLOTS:
        return _numbers
    return _strings if slot in STRING_SLOTS else _choices


def _choices(key: str, response: str) -> Grade:
    """A choice from a set: half for one that is more general than the key's."""
    if key == response:
        return Grade.CORRECT
    above = task_words().broader
    parent = above.get(key)
    while parent:
        if parent == response:
            return Grade.PARTIAL
        parent = above.get(parent)
    return Grade.WRONG


@lru_cache(maxsize=65536)
def _strings(key: str, response: str) -> Grade:
    """A string from the text: correct where equal but for articles and numbers, half for the same head or a part."""
    one, other = _content(key), _content(response)
    if not one or not other:
        return Grade.CORRECT if key == response else Grade.WRONG
    if one == other:
        return Grade.CORRECT
    if _head(one) == _head(other) or _inside(one, other) or _inside(other, one):
        return Grade.PARTIAL
    return Grade.WRONG


def _content(text: str) -> tuple[str, ...]:
    empty = task_words().empty
    found = _WORD.findall(text.upper())
    return tuple(w for w in found if w not in empty and not w.isdigit()) or tuple(found)


def _head(words: tuple[str, ...]) -> str:
    """The last word before the first preposition: what a noun phrase is about."""
    links = task_words().links
    for i, word in enumerate(words):
        if i and word in links:
            return words[i - 1]
    return words[-1]


def _inside(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return any(other[i : i + len(one)] == one for i in range(len(other) - len(one) + 1))


def _numbers(key: str, response: str) -> Grade:
    """A number, a range ("3-4", "6-", "~30") or PLURAL: half where one holds the other."""
    if key == response:
        return Grade.CORRECT
    one, other = _range(key), _range(response)
    if one is None or other is None:
        return Grade.WRONG
    (a, b), (c, d) = one, other
    return Grade.PARTIAL if (a <= c and d <= b) or (c <= a and b <= d) else Grade.WRONG


def _range(text: str) -> tuple[float, float] | None:
    match = _COUNT.match(text.replace(" ", "").replace(",", ""))
    if match is None:
        return None
    low = float(match[2])
    if match[1]:
        return 0.9 * low, 1.1 * low
    return low, float(match[4]) if match[4] else float("inf") if match[3] else low


def _dates(key: str, response: str) -> Grade:
    """A day, two days with what lies between, or "- day", on or before it: half where they share a day or an end."""
    one, other = _days(key), _days(response)
    if one is None or other is None:
        return Grade.CORRECT if key == response else Grade.WRONG
    if one == other:
        return Grade.CORRECT
    if one[0] == date.min or other[0] == date.min:  # open ranges hold half of history; their end is what they say
        return Grade.PARTIAL if one[1] == other[1] else Grade.WRONG
    return Grade.PARTIAL if one[0] <= other[1] and other[0] <= one[1] else Grade.WRONG


@lru_cache(maxsize=65536)
def _days(text: str) -> tuple[date, date] | None:
    found = []
    for day, month, year in _DAY.findall(text.upper()):
        try:
            found.append(date(1900 + int(year), MONTHS[month], int(day)))
        except (KeyError, ValueError):
            return None  # the key has a "31 SEP": only the same words match it
    if not found:
        return None
    if text.strip("( ").startswith("-"):
        return date.min, found[0]
    return found[0], found[-1]


def _locations(key: str, response: str) -> Grade:
    """Country, area, town: correct where the names are the same, half where one stands in the other's line."""
    one, other = _places(key), _places(response)
    if one == other:
        return Grade.CORRECT
    if not one or not other or one[0] != other[0]:
        return Grade.WRONG
    if len(one) == 1 or len(other) == 1 or set(one[1:]) & set(other[1:]):
        return Grade.PARTIAL
    return Grade.WRONG


@lru_cache(maxsize=65536)
def _places(text: str) -> tuple[str, ...]:
    names = (re.sub(r"\([^()]*\)", "", part).strip(" ()") for part in text.upper().split(":"))
    return tuple(" ".join(name.split()) for name in names if name)
