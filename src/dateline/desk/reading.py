"""Rows by their ids, read the short way: by where the index knows them to be.

Invariant: a row is as `Record.some` returns it; what the index does not know yet is asked of the record.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import func, select

from dateline.desk.desk import Desk
from dateline.indexing import rows
from dateline.record import tables
from dateline.record.database import guard
from dateline.record.rows import chunks

__all__ = ["mastheads", "passage", "reports_by_id"]

_DOCUMENTS = tables.documents.c
_TEXT = _DOCUMENTS.text
# What a document is known by: all of it stands before its text, which is long.
_MASTHEAD = (
    _DOCUMENTS.id, _DOCUMENTS.url, _DOCUMENTS.path, _DOCUMENTS.title, _DOCUMENTS.publisher, _DOCUMENTS.published
)  # fmt: skip
# Characters that are shown before and after words, where no report gives their sentence.
_AROUND = 160


def reports_by_id(desk: Desk, ids: Iterable[str]) -> dict[str, dict[str, Any]]:
    """Return shown reports by their ids, without those that are not there."""
    wanted = list(dict.fromkeys(ids))
    keys = desk.now.reports.keys_of(wanted)
    found = {row["id"]: row for row in rows.fetch(desk.record, "reports", keys)}
    rest = [id_ for id_ in wanted if id_ not in found]
    return found | {row["id"]: row for row in desk.record.some("reports", rest)} if rest else found


def mastheads(desk: Desk, ids: Iterable[str]) -> dict[str, dict[str, Any]]:
    """Return what documents are known by (title, publisher, published, path, url), by their ids, without their texts."""
    found = {}
    with guard(desk.record.name), desk.record.engine.connect() as connection:
        for some in chunks(sorted(set(ids))):
            for row in connection.execute(select(*_MASTHEAD).where(_DOCUMENTS.id.in_(some))).mappings():
                found[row["id"]] = dict(row)
    return found


def passage(desk: Desk, document: str, start: int, end: int) -> tuple[int, str]:
    """Return words of a document with what stands around them in their paragraph: where that begins, and its words.

    Only that stretch of the text is handed over; where there is no such document, the words are empty.
    """
    first = max(0, start - _AROUND)
    asked = select(func.substr(_TEXT, first + 1, end - first + _AROUND)).where(_DOCUMENTS.id == document)
    with guard(desk.record.name), desk.record.engine.connect() as connection:
        found = connection.execute(asked).scalar() or ""
    return _cut(str(found), first, start, end)


def _cut(text: str, zero: int, start: int, end: int) -> tuple[int, str]:
    """Cut a stretch that begins at `zero` of its text to whole words of the paragraph that has the words."""
    begin, stop = start - zero, end - zero
    first = text.rfind("\n", 0, begin) + 1
    if not first and zero:
        first = text.find(" ", 0, begin) + 1
    last = text.find("\n", stop)
    if last < 0:
        last = len(text) if len(text) < stop + _AROUND else max(stop, text.rfind(" ", stop))
    return zero + first, text[first:last]
