"""Open a record for one command, with what its build knew.

Invariant: a command that tells of a record reads the packs and letters that the settings name, as the build
of the record did.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dateline.record import Record

__all__ = ["mention_stale", "opened_with_packs"]


@contextmanager
def opened_with_packs(where: str, *, read_only: bool = True) -> Iterator[Record]:
    """Open a record and close it in the end; raises RecordError where there is none, SettingsError as loading them."""
    from dateline import settings
    from dateline.record import Own, open_record

    named = settings.load({}).knowledge
    own = Own(packs=named.actors, letters=named.reliability)
    with own.held(), open_record(where, read_only=read_only) as record:
        yield record


def mention_stale(record: Record) -> bool:
    """Say on standard error that a record's incidents are not those of now, and return whether that is so."""
    is_stale = not record.is_reconciled()
    if is_stale:
        from dateline.cli.output import clean, talk

        said = f"its incidents are not up to date; `dateline reconcile {record.name}` brings them there"
        talk().print(f"{clean(record.name)}: {clean(said)}", soft_wrap=True)
    return is_stale
