"""Where two other readers of dates agree with each other, ours agrees with both, or the exception is listed with why.

They are no dependency: without Node and the two packages this test is skipped, and says what to run.
"""

from __future__ import annotations

import calendar
import json
import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from dateline.finding.times import find_times
from dateline.language import parse
from dateline.model import Document, Moment

PACKAGES = ("chrono-node@2.10.3", "@microsoft/recognizers-text-date-time@1.3.2")
FOLDER = Path(os.environ.get("DATELINE_ORACLES", Path(__file__).parents[2] / ".oracles"))
ASK = Path(__file__).parent / "oracles" / "ask.js"
NOW = "2014-03-26"
Days = tuple[date, date]

DATES = (date(2011, 7, 18), date(2008, 2, 29), date(1999, 12, 3))
FORMS = (
    "{d} {month} {y}",
    "{month} {d}, {y}",
    "{weekday}, {month} {d}, {y}",
    "{weekday} {d} {month} {y}",
    "the {nth} of {month} {y}",
    "{month} {nth}, {y}",
    "{d} {mon} {y}",
    "{mon}. {d}, {y}",
    "{iso}",
    "{month} {y}",
    "{month} of {y}",
)
TOLD = (
    "yesterday",
    "today",
    "tomorrow",
    "the day before yesterday",
    "two days ago",
    "ten days ago",
    "three weeks ago",
    "last month",
    "last year",
    "this month",
    "next month",
    "next year",
    "last week",
    "last Tuesday",
    "in the past three days",
    "five months ago",
)
RANGES = ("from 3 to 5 March 2013", "between 3 and 5 March 2013", "March 3-5, 2013", "from May 2012 to July 2012")

# Where both differ from us on purpose.
KNOWN: Mapping[str, str] = {
    "three weeks ago": "a step in weeks names a week: no day was told",
}


def worded() -> list[str]:
    """Write the expressions: every form of every date, then those told from the day of telling, then runs of days."""
    stated = []
    for day in DATES:
        ending = {1: "st", 2: "nd", 3: "rd"}.get(day.day % 10 if day.day // 10 != 1 else 0, "th")
        for form in FORMS:
            stated.append(
                form.format(
                    d=day.day,
                    nth=f"{day.day}{ending}",
                    month=calendar.month_name[day.month],
                    mon=calendar.month_abbr[day.month],
                    weekday=calendar.day_name[day.weekday()],
                    y=day.year,
                    iso=day.isoformat(),
                )
            )
    return [*stated, *TOLD, *RANGES]


def sentence_of(words: str) -> str:
    return f"The depot was shelled {'' if words in TOLD or words in RANGES else 'on '}{words}."


@pytest.fixture(scope="module")
def answers() -> Sequence[Mapping[str, Any]]:
    node = shutil.which("node")
    if node is None or not all((FOLDER / "node_modules" / p.rpartition("@")[0]).is_dir() for p in PACKAGES):
        pytest.skip(f"no oracles: `npm install --prefix .oracles {' '.join(PACKAGES)}`, with Node 18 or later")
    asked = json.dumps({"now": NOW, "sentences": [sentence_of(words) for words in worded()]})
    done = subprocess.run(
        [node, str(ASK)],
        input=asked,
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
        env={**os.environ, "NODE_PATH": str(FOLDER / "node_modules"), "TZ": "UTC"},
    )
    found: Sequence[Mapping[str, Any]] = json.loads(done.stdout)
    return found


def by_chrono(found: Sequence[Mapping[str, Any]]) -> Days | None:
    """Return the days that chrono-node means: a month where it knows no day, None where it found no one time."""
    if len(found) != 1:
        return None
    ends = [end for end in (found[0]["start"], found[0]["end"]) if end]
    days = [_days_of(end) for end in ends]
    return days[0][0], days[-1][1]


def _days_of(end: Mapping[str, Any]) -> Days:
    parts = {**end["implied"], **end["known"]}
    if {"day", "weekday"} & set(end["known"]):
        day = date(parts["year"], parts["month"], parts["day"])
        return day, day
    if "month" in end["known"]:
        last = calendar.monthrange(parts["year"], parts["month"])[1]
        return date(parts["year"], parts["month"], 1), date(parts["year"], parts["month"], last)
    return date(parts["year"], 1, 1), date(parts["year"], 12, 31)


def by_recognizers(found: Sequence[Sequence[Mapping[str, str]]]) -> Days | None:
    """Return the days that the recognizers mean, None where they found no one time or leave a choice."""
    if len(found) != 1 or len(found[0] or ()) != 1:
        return None
    value = found[0][0]
    if value["type"] == "date":
        day = date.fromisoformat(value["value"])
        return day, day
    if value["type"] != "daterange" or "end" not in value:
        return None
    last = date.fromisoformat(value["end"])
    # a run of days is told with its last day, a month or a year with the day after
    stated_days = value["timex"].startswith("(") and value["timex"].endswith("D)") and "P" in value["timex"]
    return date.fromisoformat(value["start"]), last if stated_days else last - timedelta(days=1)


def ours(words: str) -> Days | None:
    text = sentence_of(words)
    (row,) = find_times(Document("d", "0", text, published=Moment(NOW)), parse([(0, text)]))
    moments = [m.dating.moment for m in row if m.dating]
    if len(moments) != 1 or moments[0].earliest is None or moments[0].latest is None:
        return None
    return moments[0].earliest, moments[0].latest


def test_ours_says_what_both_oracles_say(answers: Sequence[Mapping[str, Any]]) -> None:
    agreed = {}
    for words, answer in zip(worded(), answers, strict=True):
        one, other = by_chrono(answer["chrono"]), by_recognizers(answer["recognizers"])
        if one is not None and one == other:
            agreed[words] = one
    wrong = {w: (ours(w), days) for w, days in agreed.items() if w not in KNOWN and ours(w) != days}
    assert wrong == {}
    assert len(agreed) >= 40, "too few to compare: has one of them changed?"


def test_known_exceptions_are_still_exceptions(answers: Sequence[Mapping[str, Any]]) -> None:
    said = dict(zip(worded(), answers, strict=True))
    for words in KNOWN:
        assert by_chrono(said[words]["chrono"]) == by_recognizers(said[words]["recognizers"]) != ours(words)


def test_expressions_are_written_as_people_write_them() -> None:
    assert "the 18th of July 2011" in worded()
    assert "Friday 3 December 1999" in worded()
    assert "December 3rd, 1999" in worded()
