"""How a document hangs together with others: what it derives from, and what derives from it.

Invariant: a tie is made of the derivations of the record alone, with the words that show it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dateline.desk.desk import Desk
from dateline.model.schema import Row

__all__ = ["Tie", "ties_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """Tie a document to another one, or to a voice: which derives from which, how that shows, in which reports."""

    how: str
    derives: bool
    is_directed: bool
    document: Row | None
    voice: str | None
    containment: float | None
    quote: str
    reports: tuple[str, ...]


def ties_of(desk: Desk, document: str, derivations: Sequence[Row]) -> list[Tie]:
    """Return what a document derives from and what derives from it, one for each other document or voice and sign."""
    grouped: dict[tuple[Any, ...], list[Row]] = defaultdict(list)
    for row in derivations:
        derives = row["document"] == document
        voice = row["origin"]["voice"]["name"] if row["origin"]["voice"] else None
        other = row["origin"]["document"] if derives else row["document"]
        grouped[derives, row["how"], other, None if other else voice, row["is_directed"]].append(row)
    titles = desk.titles(other for _, _, other, _, _ in grouped if other)
    made = []
    for (derives, how, other, voice, is_directed), rows in grouped.items():
        shares = [row["containment"] for row in rows if row["containment"] is not None]
        whole = next((row for row in rows if row["report"] is None), rows[0])
        rows.sort(key=lambda row: (row["evidence"]["start"], row["report"] or ""))
        reports = dict.fromkeys(row["report"] for row in rows if row["report"] and derives)
        made.append(
            Tie(
                how=how,
                derives=derives,
                is_directed=is_directed,
                document=titles.get(other) if other else None,
                voice=voice,
                containment=max(shares, default=None),
                quote=whole["evidence"]["words"],
                reports=tuple(reports),
            )
        )
    made.sort(key=lambda one: (not one.derives, one.document is None, one.how, one.voice or ""))
    return made
