"""Open a record for one command, with what its build knew.

Invariant: a command that tells of a record reads the packs that the settings name, as the build of the record did.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dateline.record import Record

__all__ = ["opened_with_packs"]


@contextmanager
def opened_with_packs(where: str, *, read_only: bool = True) -> Iterator[Record]:
    """Open a record and close it in the end; raises RecordError where there is none, SettingsError as loading them."""
    from dateline import settings
    from dateline.knowledge.actors import packs_from
    from dateline.record import open_record

    with packs_from(settings.load({}).knowledge.actors), open_record(where, read_only=read_only) as record:
        yield record
