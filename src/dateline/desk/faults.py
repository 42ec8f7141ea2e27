"""What went wrong, as the desk tells it: in words for somebody at a browser, who runs no commands here.

Invariant: nothing that was not meant for readers is told. On a shared desk neither is where the record and the
accounts lie: they are called by their names alone.
"""

from __future__ import annotations

from pathlib import Path

from starlette.exceptions import HTTPException

from dateline.desk.desk import Desk
from dateline.desk.refused import Busy, NotThere, Refused
from dateline.errors import DatelineError, RecordError, RecordFull, RecordLocked

__all__ = ["refusal"]

_LOCKED = (
    "{name} is being written by another program, which may be a build: nothing is lost; try again in a few seconds"
)
_FULL = (
    "no space is left for {name}: nothing was written, and nothing is lost; try again once {who} made room on its disk"
)
_FAULT = "this is a fault of Dateline, not yours; please report it with what `dateline serve` printed in the terminal"


def refusal(desk: Desk, error: Exception) -> Refused:
    """Return what is answered where an error stopped the answer."""
    if isinstance(error, Refused):
        error.args, error.errors = (
            (_without_folders(desk, str(error)),),
            tuple(_without_folders(desk, one) for one in error.errors),
        )
        return error
    if isinstance(error, HTTPException):
        if error.status_code == 404:
            return NotThere("there is no such page; the links at the top lead to all pages")
        return Refused(error.status_code, error.detail)
    if isinstance(error, RecordLocked):
        return Busy(_LOCKED.format(name=_called(desk)))
    if isinstance(error, RecordFull):
        who = "whoever keeps this desk" if desk.accounts is not None else "you"
        return Refused(503, _FULL.format(name=_called(desk), who=who))
    if isinstance(error, RecordError):  # it is damaged or gone: nothing that was asked is wrong
        return Refused(503, _without_folders(desk, str(error)))
    if isinstance(error, DatelineError):
        return Refused(400, _without_folders(desk, str(error)))
    # Starlette raises it again, and the server logs it with its traceback.
    return Refused(500, _FAULT)


def _called(desk: Desk) -> str:
    return _without_folders(desk, desk.record.name)


def _without_folders(desk: Desk, said: str) -> str:
    """Return a message as whoever may read it is told: others learn of nobody's folders."""
    if desk.accounts is None:
        return said
    kept = [desk.record.name, *([str(desk.options.accounts)] if desk.options.accounts else [])]
    paths = {way for one in kept if "://" not in one for way in (one, str(Path(one)), str(Path(one).absolute()))}
    for path in sorted(paths, key=len, reverse=True):
        said = said.replace(path, Path(path).name)
    return said
