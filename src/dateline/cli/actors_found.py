"""The actors of a record as the commands about them list them, and the one that words lead to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dateline.reconciling.actors.listing import ListedActor
    from dateline.record import Record

__all__ = ["found_actor", "listed_actors"]

Detailed = list[tuple[dict[str, Any], "ListedActor"]]


def listed_actors(record: Record) -> Detailed:
    """List the actors of a record, and say so where it takes a while."""
    from dateline.cli.progress import patience

    with patience(f"listing the actors of {record.name}"):
        return record.detailed_actors()


def found_actor(record: Record, detailed: Detailed, wanted: str) -> tuple[dict[str, Any], ListedActor]:
    """Return the actor that an id, an earlier id, or a name of just one actor leads to; raises RecordError else."""
    from dateline.errors import RecordError
    from dateline.knowledge.names import fold

    by_id = [one for one in detailed if wanted == one[0]["id"] or wanted in one[0]["redirects"]]
    folded = fold(wanted)
    named = [
        one
        for one in detailed
        if folded in {fold(one[0]["name"]), *(fold(s["words"]) for s in one[0]["spellings"])} or wanted in one[1].ids
    ]
    found = by_id or named
    if len(found) == 1:
        return found[0]
    if found:
        ids = ", ".join(repr(row["id"]) for row, _ in found[:5])
        raise RecordError(f"{record.name} has {len(found)} actors {wanted!r}: name one of {ids}")
    raise RecordError(f"{record.name} has no actor {wanted!r}; `dateline actors {record.name} --like WORDS` finds them")
