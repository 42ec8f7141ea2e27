"""What a document says of a place's name, and what is made of it.

Invariant: a name that is refused still carries its best candidate, so that a reader sees what was refused.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from dateline.data_files import read_toml
from dateline.errors import KnowledgeError
from dateline.knowledge.actors.countries import open_countries
from dateline.knowledge.gazetteer import Entry
from dateline.model import Place, PlaceKind, PlaceMissing

__all__ = ["Area", "Choice", "Name", "first_level_in", "meant_areas"]


@lru_cache(maxsize=1)
def meant_areas() -> Mapping[str, tuple[tuple[str, str], ...]]:
    """Return (country, area's name) of each bare name that means an area, by the name in lower case.

    Raises KnowledgeError where the file breaks its schema.

    >>> meant_areas()["gaza"]
    (('PS', 'Gaza Strip'),)
    """
    raw = read_toml(resources.files("dateline.finding").joinpath("data/place_meant.toml"))
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    for country, areas in raw.items():
        if country not in open_countries().by_code:
            raise KnowledgeError(f"place_meant.toml: {country} is no ISO code of a country")
        for name, area in areas.items():
            if name != name.lower() or not isinstance(area, str) or not area:
                raise KnowledgeError(
                    f"place_meant.toml, {country}, {name}: expected a name in lower case and an area's"
                )
            found[name] = (*found.get(name, ()), (country, area))
    return found


@lru_cache(maxsize=1)
def first_level_in() -> Mapping[str, frozenset[str]]:
    """Return the countries in which a word of kind, or its plural, means a first-level area.

    Raises KnowledgeError where the file breaks its schema.

    >>> "CO" in first_level_in()["departments"], "CF" in first_level_in()["prefecture"]
    (True, True)
    """
    raw = read_toml(resources.files("dateline.finding").joinpath("data/place_levels.toml"))
    found: dict[str, frozenset[str]] = {}
    for word, countries in raw.items():
        if not isinstance(countries, list) or not open_countries().by_code.keys() >= set(countries):
            raise KnowledgeError(f"place_levels.toml, {word}: expected a list of ISO codes of countries")
        plural = f"{word[:-1]}ies" if word.endswith("y") else f"{word}s"
        found[word] = found[plural] = frozenset(countries)
    return found


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
    ("Ferriday in Concordia Parish"). `area`: a word beside it says that it is an area ("region"). `known` is what the
    words mean where they are no name that a gazetteer has ("La.", "Iraqi"); `loose`: spellings of the same consonants
    count where no other does. `first_in`: the countries in which the word of kind means a first-level area.
    """

    words: str
    kind: PlaceKind | None = None
    within: Area | None = None
    inside: str | None = None
    known: tuple[Entry, ...] = ()
    loose: bool = False
    area: bool = False
    first_in: frozenset[str] = frozenset()

    def kind_in(self, country: str | None) -> PlaceKind | None:
        """Return the kind that the word beside the name means in a country."""
        return PlaceKind.FIRST_LEVEL if country in self.first_in else self.kind


@dataclass(frozen=True, slots=True)
class Choice:
    """Give the place chosen for a name, or, with `missing`, why none is chosen; then `entry` is the best candidate."""

    entry: Entry | None
    missing: PlaceMissing | None = None
    score: float = 0.0
