"""Which country words name or describe: by its name, code, adjective, people or capital, a part or a place of it.

Invariant: a place that several countries have is of none, unless one of them outweighs the others or is spoken of.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA

from dateline.knowledge.actors import Country, open_actors, open_countries, open_groups
from dateline.knowledge.describing.words import phrase_words
from dateline.knowledge.gazetteer import Entry, open_gazetteer
from dateline.knowledge.gazetteer.keys import bare_key
from dateline.knowledge.names import fold
from dateline.model import PlaceKind

__all__ = ["Land", "land_in", "land_of", "place_of"]

# No name of a country or its adjective has more words.
LONGEST = 6
# A place beside a noun ("Kyiv police") is taken from this many inhabitants on, one that stands alone from more.
BESIDE, ALONE = 15_000, 100_000
# A place of so many times the inhabitants of its namesakes abroad is the one that is meant.
OUTWEIGHS = 4
# Two names of a place that share so much of their letters are spellings of one.
ALIKE = 0.75
# A misspelt country is known by one letter more, less, other or exchanged, in words from this length on.
SHORTEST_MISSPELT = 6


@dataclass(frozen=True, slots=True)
class Land:
    """Hold the country that words tell, and how: `state` (its name or code), `people`, `adjective`, `capital`, `part`
    or `place`; with the name of the place, where they name one."""

    country: Country
    how: str
    place: str | None = None
    city: bool = False


def land_of(words: str, *, near: str | None = None, alone: bool = False) -> Land | None:
    """Return the country that the whole of `words` tell; `alone`: they are all that is said.

    >>> land_of("Iraqi").country.code, land_of("TEHRAN").how, land_of("USA").country.name
    ('IQ', 'capital', 'United States')
    """
    countries = open_actors().countries
    for how, country in (
        ("state", countries.named(words)),
        ("people", countries.peopled(words) if words[:1].isupper() else None),
        ("adjective", countries.described(words) if words[:1].isupper() else None),
    ):
        if country and not country.former:
            return Land(country, how)
    code = _codes().get(words)
    if code:
        return Land(code, "state")
    if not words[:1].isupper():
        return None
    part = phrase_words().parts.get(fold(words))
    capital = countries.governed_from(words)
    if capital:
        return Land(capital, "capital", words, True)
    if part:
        place = place_of(words, near=part, least=ALONE)
        city = place is not None and place.country.code == part and place.city
        return Land(open_countries().by_code[part], "part", words, city)
    folded = fold(words)
    if folded in phrase_words().modifiers or folded in phrase_words().titles or open_groups().find([folded]):
        return None
    return place_of(words, near=near, least=ALONE if alone else BESIDE) or _misspelt(words)


def land_in(words: Sequence[str], *, near: str | None = None, alone: bool = False) -> tuple[Land, int, int] | None:
    """Return the first country that some of `words` tell, with the indices of the words that do; the longest wins.

    Places of the gazetteer come last: "German" is no town in a phrase that also speaks of Ukraine.
    """
    places: tuple[Land, int, int] | None = None
    regions = phrase_words().regions
    passed = 0
    for start in range(len(words)):
        for size in range(min(LONGEST, len(words) - start), 0, -1):
            if start >= passed and fold(" ".join(words[start : start + size])) in regions:
                passed = start + size
        for size in range(min(LONGEST, len(words) - start), 0, -1) if start >= passed else ():
            land = land_of(" ".join(words[start : start + size]), near=near, alone=alone and size == len(words))
            if land and land.how != "place":
                return land, start, start + size
            if land and places is None:
                places = land, start, start + size
    return places


def place_of(words: str, *, near: str | None = None, least: int = BESIDE) -> Land | None:
    """Return the country of the place that `words` name: a first-level area, or a settlement of `least` inhabitants."""
    fitting = [
        e
        for e in open_gazetteer().lookup(words)
        if e.fit == 2 and _weight(e) >= least and e.place.country and _is_alike(words, e.place.name)
    ]
    here = [e for e in fitting if e.place.country == near]
    chosen = max(here or fitting, key=_weight, default=None)
    if chosen is None:
        return None
    rival = max((_weight(e) for e in here or fitting if e.place.country != chosen.place.country), default=0)
    country = open_countries().by_code.get(chosen.place.country or "")
    if country is None or rival * OUTWEIGHS > _weight(chosen):
        return None
    settled = [e for e in fitting if e.place.country == country.code and e.place.kind is PlaceKind.SETTLEMENT]
    return Land(country, "place", chosen.place.name, bool(settled))


def _is_alike(words: str, name: str) -> bool:
    """Tell whether a place goes by that name still: by old names and short ones too many words are some place."""
    (key, letters), (other, other_letters) = bare_key(words), bare_key(name)
    if len(letters) < SHORTEST_MISSPELT:
        return letters == other_letters
    return OSA.normalized_similarity(key, other) >= ALIKE


def _weight(entry: Entry) -> int:
    """How much a name is of a place: its inhabitants; an area of the first level is well known in any case."""
    if entry.place.kind is PlaceKind.FIRST_LEVEL:
        return max(entry.population, ALONE)
    return entry.population if entry.place.kind is PlaceKind.SETTLEMENT else 0


@lru_cache(maxsize=1)
def _codes() -> dict[str, Country]:
    return {country.iso3: country for country in open_countries().by_code.values() if country.iso3}


@lru_cache(maxsize=4096)
def _misspelt(words: str) -> Land | None:
    folded = fold(words)
    if len(folded) < SHORTEST_MISSPELT or " " in folded:
        return None
    countries = open_countries()
    for how, table in (("state", countries.names), ("people", countries.people), ("adjective", countries.adjectives)):
        alike = {
            code
            for said, code in table.items()
            if said[0] == folded[0] and OSA.distance(said, folded, score_cutoff=1) <= 1
        }
        if len(alike) == 1:
            return Land(countries.by_code[alike.pop()], how)
    return None
