"""The door for programs: `dateline.build` and `dateline.open`.

Invariant: the library does what the command line does, with the same functions; it prints nothing.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import weakref
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from dateline.building import Progress, build_into, check_own
from dateline.record import Own, Record, create_or_open, open_record
from dateline.settings import Settings

__all__ = ["build", "open"]

_Input = str | os.PathLike[str]


def build(
    inputs: _Input | Sequence[_Input],
    *,
    to: str | Path | None = None,
    settings: Settings | None = None,
    progress: Callable[[Progress], None] | None = None,
    processes: int | None = None,
    allow_private: bool | None = None,
) -> Record:
    """Read and code articles into a record, and return it.

    `inputs` is one path, address or `-`, or several; `to` is the record's path or database URL, made where it is not;
    None makes a temporary one, which lasts as long as it is in use. `settings` are the defaults unless given: no file
    is looked for; the packs and letters that they name hold for the record that is returned, too. `processes` and
    `allow_private` go before them. What could not be read is in `record.failures()`.

    Raises RecordError where the record cannot be written, SettingsError for a setting out of bounds or letters
    that are refused, PackError for a pack of your own that breaks its schema.
    """
    given: dict[str, dict[str, Any]] = {}
    if processes is not None:
        given["build"] = {"processes": processes}
    if allow_private is not None:
        given["reading"] = {"allow_private": allow_private}
    chosen = (settings or Settings()).over(given, source="dateline.build")
    several = [inputs] if isinstance(inputs, str | os.PathLike) else list(inputs)
    check_own(chosen)
    own = _own(chosen)
    record = create_or_open(to, own=own) if to is not None else _temporary(own)
    try:
        build_into(record, [os.fspath(one) for one in several], settings=chosen, progress=progress)
    except BaseException:
        record.close()
        raise
    return record


def _temporary(own: Own) -> Record:
    """Make a record in a folder of its own that goes when nothing asks it any more.

    A file rather than memory: a memory record has one connection, and cannot be asked while it is being read.
    """
    folder = tempfile.mkdtemp(prefix="dateline-")
    record = create_or_open(os.path.join(folder, "temporary.dateline"), own=own)
    weakref.finalize(record.engine, shutil.rmtree, folder, ignore_errors=True)  # selections hold the engine, too
    return record


def open(path: str | Path, *, read_only: bool = False, settings: Settings | None = None) -> Record:
    """Open a record that exists; raises RecordError where there is none.

    `settings` say which packs and letters of your own its incidents are made with; they are the defaults unless given:
    no file is looked for. `load()` of `dateline.settings` returns those of your `dateline.toml`.
    """
    return open_record(path, read_only=read_only, own=_own(settings or Settings()))


def _own(settings: Settings) -> Own:
    return Own(packs=settings.knowledge.actors, letters=settings.knowledge.reliability)
