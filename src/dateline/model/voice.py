"""Who says so: a chain of voices from the nearest to the farthest.

"A security source told Voices of Iraq" in a blog is a chain of two: the source, who knew, then the agency, which
passed it on. The article itself is not repeated in the chain; an empty chain is the article's own voice.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from dateline.model.evidence import Evidence

__all__ = ["OWN_VOICE", "Chain", "Voice", "VoiceKind"]


class VoiceKind(StrEnum):
    """Say what sort of speaker a voice is."""

    OUTLET = "outlet"
    WIRE = "wire"
    OFFICIAL = "official"
    MILITARY = "military"
    ARMED_GROUP = "armed_group"
    PARTY = "party"
    WITNESS = "witness"
    ANALYST = "analyst"
    COMMENTER = "commenter"
    DOCUMENT = "document"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Voice:
    """Name one speaker; an anonymous one keeps its description as its name ("a security source")."""

    id: str
    name: str
    kind: VoiceKind
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Chain:
    """Order voices from the one nearest to the event to the one nearest to the reader."""

    voices: tuple[Voice, ...] = ()

    def __iter__(self) -> Iterator[Voice]:
        return iter(self.voices)

    def __len__(self) -> int:
        return len(self.voices)

    @property
    def nearest(self) -> Voice | None:
        """Who knew of it first, as far as the words say."""
        return self.voices[0] if self.voices else None

    @property
    def farthest(self) -> Voice | None:
        return self.voices[-1] if self.voices else None

    def passed_on_by(self, voice: Voice) -> Chain:
        """Add the voice that relays the chain; one already in it is not added twice.

        A voice is the same where its id is: a spokesman named twice in a sentence is one source.
        """
        if any(known.id == voice.id for known in self.voices):
            return self
        return Chain((*self.voices, voice))


# What nobody else is named for, the document says itself.
OWN_VOICE = Chain()
