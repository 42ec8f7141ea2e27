"""Write works as BibTeX, for LaTeX.

Invariant: a reader of BibTeX gets every value back as it was: what LaTeX would take for a command is escaped, and
braces keep the capitals of titles and the names of institutions as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, BinaryIO

from dateline.exporting.bibliography import Kind, Name, Work, days_of, is_point, works_in

__all__ = ["bibtex", "bibtex_entry", "escaped"]

_TYPES = {Kind.NEWS: "article", Kind.REPORT: "techreport", Kind.PAGE: "misc", Kind.OTHER: "misc"}
_WHERE = {Kind.NEWS: "journal", Kind.REPORT: "institution", Kind.PAGE: "howpublished", Kind.OTHER: "howpublished"}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ESCAPES = {
    "\\": r"{\textbackslash}",
    "{": r"{\textbraceleft}",
    "}": r"{\textbraceright}",
    "~": r"{\textasciitilde}",
    "^": r"{\textasciicircum}",
    **{mark: f"\\{mark}" for mark in "$&%#_"},
}
_MARKS = re.compile(r"[\\{}~^$&%#_]")


def bibtex(what: str, rows: Iterable[Mapping[str, Any]], to: BinaryIO) -> int:
    """Write the works as BibTeX entries, UTF-8; return how many."""
    entries = [bibtex_entry(work) for work in works_in(what, rows)]
    to.write("\n".join(entries).encode("utf-8", "surrogatepass"))
    return len(entries)


def escaped(text: str) -> str:
    """Return a text that LaTeX prints as it is, on one line.

    >>> escaped("Costs up 5% & more_")
    'Costs up 5\\\\% \\\\& more\\\\_'
    """
    return _MARKS.sub(lambda mark: _ESCAPES[mark[0]], " ".join(text.split()))


def bibtex_entry(work: Work) -> str:
    """Return one work as an entry; what it does not say has no field."""
    days = days_of(work.date)
    first = days[0] if days else None
    is_plain = is_point(work.date)
    fields = [
        ("author", " and ".join(map(_name, work.authors))),
        ("title", f"{{{escaped(work.title)}}}" if work.title else ""),
        (_WHERE[work.kind], escaped(work.outlet or "")),
        ("year", str(first.year) if first else ""),
        ("month", _MONTHS[first.month - 1] if first and first.month else ""),
        ("day", str(first.day) if first and first.day else ""),
        # An address is read as it stands: \url and the styles that print it escape for themselves.
        ("url", re.sub(r"[{}\s]", lambda mark: f"%{ord(mark[0]):02X}", work.url or "")),
        ("language", escaped(work.language or "")),
        ("note", "" if is_plain or not work.date else escaped(f"Dated {work.date}")),
    ]
    lines = [f"  {name} = {value if name == 'month' else f'{{{value}}}'}," for name, value in fields if value]
    return "\n".join([f"@{_TYPES[work.kind]}{{{work.key},", *lines, "}", ""])


def _name(name: Name) -> str:
    if name.given is None:
        return f"{{{escaped(name.family)}}}"
    return f"{_guarded(name.family)}, {_guarded(name.given)}"


def _guarded(part: str) -> str:
    """Keep BibTeX from taking a word or comma of a name for what parts names."""
    return f"{{{escaped(part)}}}" if "," in part or re.search(r"\band\b", part) else escaped(part)
