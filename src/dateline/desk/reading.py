"""Rows by their ids, read the short way: by where the index knows them to be, with names covered.

Invariant: a row is as `Desk.some` returns it; what the index does not know yet is asked of the record.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import func, select

from dateline.desk.desk import Desk
from dateline.model.saying import said_title
from dateline.model.schema import Row
from dateline.reconciling.incidents.deciding.differences import name_of
from dateline.record import tables
from dateline.record.database import guard
from dateline.record.rows import chunks

__all__ = ["OLDER", "document_names", "incident_titles", "passage", "reports_by_id"]

_DOCUMENTS, _INCIDENTS = tables.documents.c, tables.incidents.c
# What is said of a document of which the record has a newer version.
OLDER = "an older version of the page"
# Characters that are shown before and after words, where no report gives their sentence.
_AROUND = 160


def reports_by_id(desk: Desk, ids: Iterable[str]) -> dict[str, Row]:
    """Return shown reports by their ids, without those that are not there."""
    wanted = list(dict.fromkeys(ids))
    found = {str(row["id"]): row for row in desk.fetch("reports", desk.now.reports.keys_of(wanted))}
    rest = [id_ for id_ in wanted if id_ not in found]
    return found | {str(row["id"]): row for row in desk.some("reports", rest)} if rest else found


def document_names(documents: Mapping[str, Row]) -> dict[str, str]:
    """Return how documents are called, by their ids."""
    return {
        id_: f"{name_of(row)} ({OLDER})" if row.get("replaced_by") else name_of(row) for id_, row in documents.items()
    }


def incident_titles(desk: Desk, ids: Iterable[str]) -> dict[str, str]:
    """Return what readers know incidents by, by their ids, without those not there; none of it is anybody's name."""
    found = {}
    columns = (_INCIDENTS[name] for name in ("id", "type", "mode", "level", "place_name", "when_edtf"))
    asked = select(*columns)
    with guard(desk.record.name), desk.record.engine.connect() as connection:
        for keys in chunks(desk.now.incidents.keys_of(dict.fromkeys(ids))):
            for row in connection.execute(asked.where(_INCIDENTS.row.in_(keys))).mappings():
                place = {"name": row["place_name"]} if row["place_name"] else None
                when = {"edtf": row["when_edtf"]} if row["when_edtf"] else None
                found[str(row["id"])] = said_title({**row, "place": place, "when": when})
    return found


def passage(desk: Desk, document: str, start: int, end: int) -> tuple[int, str]:
    """Return words of a document with what stands around them in their paragraph: where that begins, and its words.

    Only that stretch of the text is handed over; where there is no such document, the words are empty.
    """
    first = max(0, start - _AROUND)
    asked = select(func.substr(_DOCUMENTS.text, first + 1, end - first + _AROUND)).where(_DOCUMENTS.id == document)
    with guard(desk.record.name), desk.record.engine.connect() as connection:
        found = str(connection.execute(asked).scalar() or "")
    (row,) = desk.covers.rows("reports", [{"document": document, "start": first, "words": found}])
    return _cut(row["words"], first, start, end)


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
