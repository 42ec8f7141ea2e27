"""What every view asks of a report or an incident: is it told as a fact, on which day, in which country, printed where.

Invariant: an interval is not a day, and a reader's remark is not a report of the press.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from dateline.knowledge.actors import open_countries
from dateline.model import Status, ZoneKind

__all__ = [
    "country_name",
    "days_between",
    "facts_of",
    "is_told",
    "one_year",
    "paper_of",
    "papers_of",
    "single_day",
    "stands_at",
    "with_papers",
]

Row = Mapping[str, Any]

_HAPPENED = (Status.OCCURRED, Status.ONGOING)
_PAPER = ("title", "publisher", "published", "url", "language")


def is_told(row: Row) -> bool:
    """Tell whether it is said that it happened or goes on, outside readers' comments: only that is an event."""
    return row["status"] in _HAPPENED and row["zone"] != ZoneKind.COMMENT


def stands_at(row: Row) -> Sequence[tuple[str, int]]:
    """Return where it is told: the document of a report and its offset there, or those of all reports of an event."""
    return row["stands_at"] if "stands_at" in row else [(row["document"], row["start"])]


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
    papers = facts_of(documents)
    for row in rows:
        yield {**row, "paper": papers.get(row["document"])}


def facts_of(documents: Iterable[Row]) -> Mapping[str, Row]:
    """Return title, publisher, date, address and language of documents by their ids."""
    return {d["id"]: {key: d[key] for key in _PAPER} for d in documents}


def paper_of(report: Row) -> Row:
    """Return the facts of the document that `with_papers` put there; all empty where it did not."""
    return report.get("paper") or dict.fromkeys(_PAPER)


def papers_of(row: Row) -> Sequence[Row]:
    """Return the papers of a report, which is one, or of an incident: one for each independent origin that has one."""
    return row["papers"] if "papers" in row else [paper_of(row)]
