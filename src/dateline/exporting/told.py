"""What every view asks of a report: whether it is told as a fact, on which day, in which country, printed where.

Invariant: an interval is not a day, and a reader's remark is not a report of the press.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from dateline.knowledge.actors import open_countries
from dateline.model import Status, ZoneKind

__all__ = ["country_name", "days_between", "is_told", "one_year", "paper_of", "single_day", "with_papers"]

Row = Mapping[str, Any]

_HAPPENED = (Status.OCCURRED, Status.ONGOING)
_PAPER = ("title", "publisher", "published", "url", "language")


def is_told(report: Row) -> bool:
    """Tell whether a report says that it happened or goes on, outside readers' comments: only that is an event."""
    return report["status"] in _HAPPENED and report["zone"] != ZoneKind.COMMENT


def single_day(when: Row | None) -> str | None:
    """Return the day (ISO 8601) where the words give one day, else None."""
    if when is None or when["earliest"] is None or when["earliest"] != when["latest"]:
        return None
    return str(when["earliest"])


def one_year(when: Row | None) -> int | None:
    """Return the year in which the whole interval lies, else None."""
    if not when or not when["earliest"] or not when["latest"] or when["earliest"][:4] != when["latest"][:4]:
        return None
    return int(when["earliest"][:4])


def days_between(when: Row | None) -> int | None:
    """Return how many days an interval has, both ends counted; None where an end is open."""
    if not when or not when["earliest"] or not when["latest"]:
        return None
    return (date.fromisoformat(when["latest"]) - date.fromisoformat(when["earliest"])).days + 1


def country_name(code: str | None) -> str | None:
    """Return the common English name of a country, or None where we have none for the code."""
    known = open_countries().by_code.get(code or "")
    return known.name if known else None


def with_papers(rows: Iterable[Row], documents: Iterable[Row]) -> Iterator[dict[str, Any]]:
    """Yield the reports, each with `paper`: title, publisher, date, address and language of its document."""
    papers = {d["id"]: {key: d[key] for key in _PAPER} for d in documents}
    for row in rows:
        yield {**row, "paper": papers.get(row["document"])}


def paper_of(report: Row) -> Row:
    """Return the facts of the document that `with_papers` put there; all empty where it did not."""
    return report.get("paper") or dict.fromkeys(_PAPER)
