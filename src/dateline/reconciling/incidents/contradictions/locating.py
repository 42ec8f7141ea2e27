"""Where a sentence puts an act that was coded without a place: by the name that stands after a preposition of place.

Invariant: a name is read only in a country that the incident's texts are about, or where it is one country's alone in
the whole gazetteer; what is found so sets two tellings apart, and is stored nowhere.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable
from functools import lru_cache

from dateline.knowledge.actors import open_all_countries
from dateline.knowledge.gazetteer import open_gazetteer
from dateline.model import Evidence, Place, PlaceKind, PlacePrecision, Placing
from dateline.reconciling.incidents.contradictions.naming import names_in
from dateline.reconciling.incidents.contradictions.stating import Statement
from dateline.reconciling.incidents.contradictions.words import words

__all__ = ["lands_of", "placings_named", "placings_read"]

_KINDS = {
    PlaceKind.SETTLEMENT: PlacePrecision.EXACT,
    PlaceKind.SECOND_LEVEL: PlacePrecision.SECOND_LEVEL,
    PlaceKind.FIRST_LEVEL: PlacePrecision.FIRST_LEVEL,
}
_NAME = re.compile(r"[A-Z][\w'’-]+(?:[ ](?:(?:al|el|de|la|del)[ -])?[A-Z][\w'’-]+){0,2}")
# Letters between an act and the name of its place.
_REACH = 120
# Names that lie in one country, and in no other as many, show that a text is about it.
_SEVERAL = 2
# How a name must fit that is looked for in all countries: letter by letter.
_BY_NAME = 2
# A town that is taken for the only one of its name has at least so many people.
_LEAST = 5000


def lands_of(statements: Iterable[Statement]) -> frozenset[str]:
    """Return the countries (ISO alpha-2) that the places of statements lie in, or that their texts name."""
    statements = list(statements)
    placed = {p.place.country for s in statements for p in s.report.places if p.place.country}
    texts = sorted({s.telling.text for s in statements if s.telling.text})
    return frozenset(placed) | frozenset(land for text in texts for land in _named(text)) or _shared(texts)


def _shared(texts: Iterable[str]) -> frozenset[str]:
    """Return the only country in which several of the names lie that texts place things by, where there is one."""
    names = {
        name[0]
        for text in texts
        for match in words().placing.finditer(text)
        if (name := _NAME.match(text, match.end())) is not None
    }
    counted = Counter(land for name in sorted(names) for land in _lands(name))
    most = counted.most_common(2)
    if not most or most[0][1] < _SEVERAL or (len(most) > 1 and most[0][1] == most[1][1]):
        return frozenset()
    return frozenset({most[0][0]})


@lru_cache(maxsize=4096)
def _lands(name: str) -> frozenset[str]:
    entries = open_gazetteer().lookup(name)
    return frozenset(e.place.country for e in entries if e.fit and e.place.kind in _KINDS and e.place.country)


def placings_read(sentence: Evidence, act: Evidence, text: str | None, lands: Collection[str]) -> list[Placing]:
    """Return the place that stands nearest to the act in its sentence, or nothing where none can be told."""
    found = []
    for placing in placings_named(sentence, text, lands):
        start, end = placing.evidence.start, placing.evidence.end
        gap = max(start - act.end, act.start - end)
        first, last = sorted((act.end, start)) if start >= act.end else (end, act.start)
        if gap > _REACH or words().said_aside.search((text or "")[first:last]):
            continue  # "after troops moved into Kismayo": the place of something else
        found.append((gap, start, placing))
    return [placing for _, _, placing in sorted(found, key=lambda f: f[:2])[:1]]


def placings_named(sentence: Evidence, text: str | None, lands: Collection[str]) -> list[Placing]:
    """Return the places that a sentence names behind a preposition of place, in their order."""
    found: list[Placing] = []
    for match in words().placing.finditer(sentence.words):
        name = _NAME.match(sentence.words, match.end())
        if name is None or text is None or words().told_from.search(sentence.words[: name.start()]):
            continue
        for told in _heads(name[0]):
            place = _place(told, frozenset(lands))
            if place is not None:
                start = sentence.start + name.start()
                evidence = Evidence.at(text, start, start + len(told))
                found.append(Placing(place[0], _KINDS[place[0].kind], evidence, radius_km=place[1]))
                break
    return found


def _heads(name: str) -> list[str]:
    """Return a name, and what is left of it without the words for an area behind it: "Guma Local", "Guma"."""
    parts = name.split()
    heads = [name]
    while len(parts) > 1 and (parts[-1].lower() in words().areas or parts[1].lower() in words().areas):
        parts.pop()
        heads.append(" ".join(parts))
    return heads


@lru_cache(maxsize=4096)
def _place(name: str, lands: frozenset[str]) -> tuple[Place, float | None] | None:
    for within in (lands, frozenset()) if lands else (lands,):
        entries = open_gazetteer().lookup(name, countries=within or None)
        fitting = [e for e in entries if e.fit and e.place.kind in _KINDS and e.place.lat is not None]
        if not within:  # the only one of its name, wherever: the text may name no more than another country's people
            fitting = [e for e in fitting if e.fit >= _BY_NAME]
            if len({e.place.country for e in fitting}) > 1 or (fitting and fitting[0].population < _LEAST):
                return None
        if fitting:
            best = fitting[0]
            return best.place, None if best.place.kind is PlaceKind.SETTLEMENT else best.extent_km
    return None


@lru_cache(maxsize=512)
def _named(text: str) -> frozenset[str]:
    countries = open_all_countries()
    found = (countries.named(part) for name in names_in(text) for part in (name, *name.split()))
    return frozenset(country.iso for country in found if country is not None and country.iso)
