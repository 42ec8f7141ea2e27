"""Write works as RIS, which reference managers read.

Invariant: every line is a tag of two letters and one value, ended by CR LF; a date is given as far as it is known, and
one that is not a point in time is kept as a note besides.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, BinaryIO

from dateline.exporting.bibliography import Day, Kind, Work, days_of, is_point, works_in

__all__ = ["ris", "ris_entry"]

_TYPES = {Kind.NEWS: "NEWS", Kind.REPORT: "RPRT", Kind.PAGE: "ELEC", Kind.OTHER: "GEN"}


def ris(what: str, rows: Iterable[Mapping[str, Any]], to: BinaryIO) -> int:
    """Write the works as RIS entries, UTF-8; return how many."""
    entries = [ris_entry(work) for work in works_in(what, rows)]
    to.write("".join(entries).encode("utf-8", "surrogatepass"))
    return len(entries)


def ris_entry(work: Work) -> str:
    """Return one work as an entry; what it does not say has no line."""
    days = days_of(work.date)
    is_plain = is_point(work.date)
    names = [f"{name.family}, {name.given}" if name.given else name.family for name in work.authors]
    lines = [
        ("TY", _TYPES[work.kind]),
        ("ID", work.key),
        *(("AU", name) for name in names),
        ("TI", work.title),
        ("PB" if work.kind is Kind.REPORT else "T2", work.outlet),
        ("PY", f"{days[0].year:04}" if days else None),
        ("DA", _day(days[0]) if is_plain and days[0].month else None),
        ("UR", work.url),
        ("LA", work.language),
        ("N1", f"Dated {work.date}" if work.date and not is_plain else None),
    ]
    told = [f"{tag}  - {' '.join(value.split())}" for tag, value in lines if value]
    return "".join(f"{line}\r\n" for line in [*told, "ER  - ", ""])


def _day(day: Day) -> str:
    """Return a date as RIS has it: year/month/day/other, with what is not known left empty."""
    return f"{day.year:04}/{day.month or 0:02}/{f'{day.day:02}' if day.day else ''}/"
