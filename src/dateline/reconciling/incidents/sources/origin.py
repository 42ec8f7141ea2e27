"""One origin of what an incident's reports say: who knew it first, as far as the words and the links between them tell.

Invariant: every report that stands behind an incident goes back to exactly one origin, and an origin without a report
does not exist.
"""

from __future__ import annotations

from dataclasses import dataclass

from dateline.model import VoiceKind

__all__ = ["Origin"]


@dataclass(frozen=True, slots=True)
class Origin:
    """Hold one origin: a voice, or the reporting of an outlet.

    `key` tells it from others, `name` is what it is called, `kinds` are the kinds of the voices that speak in it (that
    of the outlet where none does), sorted; `is_voice` is true where it is a named voice, and then the outlets merely
    pass it on. `reports` are the ids of all reports that go back to it, `own` of those that no other derives them from.
    `outlets` leads through whom it is known: the names of the outlets with own reports, sorted, and `repeated_by` those
    that only repeat it. `is_present` is false where only others' words tell of it, `is_eyewitness` true where people
    of the outlet, or the reader, say that they were there. `why` says it in words.
    """

    key: str
    name: str
    kinds: tuple[VoiceKind, ...]
    is_voice: bool
    reports: tuple[str, ...]
    own: tuple[str, ...]
    documents: tuple[str, ...]
    outlets: tuple[str, ...] = ()
    repeated_by: tuple[str, ...] = ()
    is_present: bool = True
    is_eyewitness: bool = False
    why: str = ""

    def __post_init__(self) -> None:
        if not self.reports:
            raise ValueError(f"the origin {self.name!r} has no report; an origin that nothing goes back to is none")
