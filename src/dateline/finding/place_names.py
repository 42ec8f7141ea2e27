"""What a document says of a place's name, and what is made of it.

Invariant: a name that is refused still carries its best candidate, so that a reader sees what was refused.
"""

from __future__ import annotations

from dataclasses import dataclass

from dateline.knowledge.gazetteer import Entry
from dateline.model import Place, PlaceKind, PlaceMissing

__all__ = ["Area", "Choice", "Name"]


@dataclass(frozen=True, slots=True)
class Area:
    """Name a country, or a first-level area of one, that a document speaks of; `admin1` None is the whole country."""

    country: str
    admin1: str | None = None

    @classmethod
    def of(cls, place: Place) -> Area:
        """Return the area that a country or first-level area is."""
        return cls(place.country or "", place.admin1)


@dataclass(frozen=True, slots=True)
class Name:
    """Hold one name as it stands: its words, the kind that a word beside it gives, and what it is said to lie in.

    `within` is the area that a short form beside it gives ("Ferriday, La."), `inside` the words of another name
    ("Ferriday in Concordia Parish"). `known` is what the words mean where they are no name that a gazetteer has ("La.",
    "Iraqi"); `loose`: spellings of the same consonants count where no other does; `area`: a word beside it says that it
    is an area ("region").
    """

    words: str
    kind: PlaceKind | None = None
    within: Area | None = None
    inside: str | None = None
    known: tuple[Entry, ...] = ()
    loose: bool = False
    area: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """Give the place chosen for a name, or, with `missing`, why none is chosen; then `entry` is the best candidate."""

    entry: Entry | None
    missing: PlaceMissing | None = None
    score: float = 0.0
