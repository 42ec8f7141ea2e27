"""Every error that Dateline raises on purpose; each message says what happened, where, and what to try.

DatelineError
  EvidenceError          words that do not stand where a field says they do
  MomentError            a time that is not EDTF, or that Dateline cannot bound
  KnowledgeError         a data file (lexicon, pack, gazetteer) that breaks its schema
    PackError              a pack of actors of the user's own that is refused, or a folder of such that is not there
    UnwritableError        a gazetteer file that cannot be written; what was there stays
  SettingsError          an unknown or ill-typed setting
  ReadingError           one input that could not be read; a run of many goes on without it
    UnsafeAddress          an address that is refused before anything is fetched
  EndpointError          an endpoint that was to code, and cannot be used or gives no answer
  RecordError            the record file itself: missing, foreign, newer, locked or full
    RecordFull             no space left; what was written before is kept
    RecordLocked           another program writes; nothing was written, and trying again later helps
  ExportError            an export that cannot be made or written
"""

from __future__ import annotations

from collections.abc import Iterable

__all__ = [
    "DatelineError",
    "EndpointError",
    "EvidenceError",
    "ExportError",
    "KnowledgeError",
    "MomentError",
    "PackError",
    "ReadingError",
    "RecordError",
    "RecordFull",
    "RecordLocked",
    "SettingsError",
    "StaleError",
    "UnsafeAddress",
    "UnwritableError",
]


class DatelineError(Exception):
    """Base of all errors that are meant for the reader; anything else that escapes is a bug."""


class EvidenceError(DatelineError):
    """The words quoted are not the words that stand at that span of the document."""


class MomentError(DatelineError):
    """A time that is not EDTF (ISO 8601-2), or whose bounds cannot be computed."""


class KnowledgeError(DatelineError):
    """A data file of the knowledge breaks its schema; the message names file and entry."""


class PackError(KnowledgeError):
    """A pack of the user's own is refused, or the folder that is named for them is not there."""


class UnwritableError(KnowledgeError):
    """A gazetteer file cannot be written: no room, or no right to; what was there before is as it was."""


class SettingsError(DatelineError):
    """A setting that does not exist or has the wrong type; the message names the nearest one."""


class ReadingError(DatelineError):
    """One input that could not be read.

    `reason` is a short word from a closed list (see `dateline.reading.REASONS`), stable for machines;
    the message is for people.
    """

    def __init__(self, message: str, *, reason: str, origin: str = "") -> None:
        super().__init__(message)
        self.reason = reason
        self.origin = origin

    def __reduce__(self) -> tuple[object, ...]:
        # Errors cross process borders; the keyword arguments have to travel along.
        return _rebuild, (type(self), str(self), self.reason, self.origin)


def _rebuild(kind: type[ReadingError], message: str, reason: str, origin: str) -> ReadingError:
    return kind(message, reason=reason, origin=origin)


class UnsafeAddress(ReadingError):
    """An address refused before anything is fetched: not http(s), or on a private network."""


class EndpointError(DatelineError):
    """An endpoint that cannot be used, or gave no answer to one question.

    `passing` is True where another question may fare better: the run goes on without this document.
    """

    def __init__(self, message: str, *, passing: bool = False) -> None:
        super().__init__(message)
        self.passing = passing


class RecordError(DatelineError):
    """The record cannot be opened, read or written."""


class RecordFull(RecordError):
    """No space is left for the record; the transaction was undone, earlier work is kept."""


class RecordLocked(RecordError):
    """Another program writes to the record, and did not let go for as long as was waited; nothing was written."""


class StaleError(DatelineError):
    """A decision about incidents that changed since they were looked at; nothing was decided. `ids` are theirs."""

    def __init__(self, message: str, *, ids: Iterable[str]) -> None:
        super().__init__(message)
        self.ids = tuple(ids)


class ExportError(DatelineError):
    """An export that cannot be made or written; no half-written file is left behind."""
