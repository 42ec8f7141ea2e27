"""What the exit status of every command means; a closed list, so that scripts can rely on it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum
from types import MappingProxyType

from dateline.errors import (
    DatelineError,
    EndpointError,
    ExportError,
    PackError,
    RecordError,
    SettingsError,
    UnwritableError,
)

__all__ = ["MEANINGS", "Exit", "exit_for"]


class Exit(IntEnum):
    """Number the ways in which a command can end."""

    DONE = 0
    UNEXPECTED = 1
    USAGE = 2
    PARTLY = 3
    NOTHING = 4
    RECORD = 5
    ENDPOINT = 6
    INTERRUPTED = 130
    BROKEN_PIPE = 141


MEANINGS: Mapping[Exit, str] = MappingProxyType(
    {
        Exit.DONE: "all was done, and all that was given was read",
        Exit.UNEXPECTED: "a fault, or part of the installation is missing: dateline doctor",
        Exit.USAGE: "the command or a setting is wrong; nothing was done",
        Exit.PARTLY: "something could not be read and is named; the rest was done",
        Exit.NOTHING: "nothing that was given could be read",
        Exit.RECORD: "a record or file is missing, locked, damaged, or the disk is full",
        Exit.ENDPOINT: "the endpoint that was to code cannot be used; what was stored is kept",
        Exit.INTERRUPTED: "stopped by Ctrl-C; what was stored is kept, run it again for the rest",
        Exit.BROKEN_PIPE: "the program that read the output went away",
    }
)


def exit_for(error: DatelineError) -> Exit:
    """Return the exit status for an error that ends a command."""
    if isinstance(error, SettingsError | PackError):
        return Exit.USAGE
    if isinstance(error, RecordError | ExportError | UnwritableError):
        return Exit.RECORD
    if isinstance(error, EndpointError):
        return Exit.ENDPOINT
    return Exit.UNEXPECTED
