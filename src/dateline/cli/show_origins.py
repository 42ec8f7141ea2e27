"""Where a report or a document has it from, and who has it from there, in one line each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from dateline.model.saying_sources import said_derived, said_label
from dateline.record import Record

__all__ = ["origins"]


def origins(record: Record, row: Mapping[str, Any], what: str) -> Iterator[tuple[str, str]]:
    """Yield a label and a line for each derivation of a report or a document (`what` is `reports` or `documents`)."""
    side = what.removesuffix("s")
    whole = {"report": None} if side == "document" else {}
    titles: dict[str, str] = {}
    for link in record.derivations().where(**{side: row["id"]}, **whole):
        yield said_label(link), f"{_origin(record, link, titles)} ({_shown(link)})"
    whole = {"origin_report": None} if side == "document" else {}
    for link in record.derivations().where(**{f"origin_{side}": row["id"]}, **whole):
        if side == "document" and link["report"]:
            continue
        yield (
            said_label(link, is_origin=True),
            f"{_named(record, link['document'], link['report'], titles)} ({_shown(link)})",
        )


def _shown(link: Mapping[str, Any]) -> str:
    return f'{said_derived(link)}: "{_short(link["evidence"]["words"])}"'


def _origin(record: Record, link: Mapping[str, Any], titles: dict[str, str]) -> str:
    origin = link["origin"]
    named = _named(record, origin["document"], origin["report"], titles) if origin["document"] else ""
    voice = origin["voice"]["name"] if origin["voice"] else ""
    return ", ".join(part for part in (voice, named) if part)


def _named(record: Record, document: str, report: str | None, titles: dict[str, str]) -> str:
    if document not in titles:
        (row,) = record.documents().where(id=document)
        titles[document] = row["title"] or row["path"] or row["url"] or ""
    return " ".join(part for part in (report or document, titles[document]) if part)


def _short(words: str, *, most: int = 60) -> str:
    return words if len(words) <= most else f"{words[:most].rsplit(' ', 1)[0]} ..."
