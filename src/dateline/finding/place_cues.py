"""Read what the words around a name say of the place: its kind, what it lies in, and which areas a text speaks of.

Invariant: everything is read from the letters of the text, so that it also holds for stretches that nobody parsed, and
no word is known here: kinds, short forms and the words between a place and what it lies in are data.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from importlib import resources

from dateline.data_files import read_toml
from dateline.errors import KnowledgeError
from dateline.finding.place_choice import Area, Name
from dateline.knowledge.actors.countries import Country, open_countries
from dateline.knowledge.gazetteer.keys import generic_words
from dateline.model import PlaceKind, Span

__all__ = ["COUNTRY", "PEOPLE", "SHORT", "names_at", "short_areas", "stated_areas"]

# What a country or area named anywhere weighs beside one resolved name: a document is set where its places are; whose
# soldiers act there says less.
COUNTRY = 0.7
PEOPLE = 0.35
SHORT = 1.0

# No word of context is looked for farther away than this.
_REACH = 48
_CAPITALS = re.compile(r"(?:[A-Z][\w’'-]*\.?(?:[A-Z]\.)*)(?:\s(?:[A-Z][\w’'-]*\.?(?:[A-Z]\.)*))*")


@lru_cache(maxsize=1)
def short_areas() -> dict[str, tuple[Area, ...]]:
    """Return the areas that each short form stands for; raises KnowledgeError where the file breaks its schema."""
    raw = read_toml(resources.files("dateline.finding").joinpath("data/place_areas.toml"))
    found: dict[str, tuple[Area, ...]] = {}
    for country, areas in raw.items():
        if country not in open_countries().by_code:
            raise KnowledgeError(f"place_areas.toml: {country} is no ISO code of a country")
        for admin1, shorts in areas.items():
            for short in shorts:
                found[short] = (*found.get(short, ()), Area(country, admin1))
    return found


@lru_cache(maxsize=1)
def _short_after() -> re.Pattern[str]:
    shorts = "|".join(sorted(map(re.escape, short_areas()), key=lambda s: (-len(s), s)))
    return re.compile(rf",\s*({shorts})(?![\w])")


@lru_cache(maxsize=1)
def _kinds() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Return the patterns of a kind after a name, before it, and of what stands between a name and its container."""
    words = "|".join(sorted(map(re.escape, generic_words()), key=lambda w: (-len(w), w)))
    after = re.compile(rf"\s+({words})\b", re.IGNORECASE)
    before = re.compile(rf"\b({words})\s+of\s+(?:the\s+)?$", re.IGNORECASE)
    between = re.compile(
        rf"(?:\s+(?:{words}))?(?:\s*\(|,?\s+(?:in|of)\b|,)\s*(?:the\s+)?(?:[a-z]+\s+)?"
        rf"(?:(?:{words}|capital|seat)\s+of\s+)?(?:the\s+)?$",
        re.IGNORECASE,
    )
    return after, before, between


def kind_at(text: str, start: int, end: int) -> PlaceKind | None:
    """Return the kind that a generic word gives a name: "Maysan province", "the province of Maysan", "Rapides Parish".

    >>> kind_at("the province of Maysan", 16, 22)
    <PlaceKind.FIRST_LEVEL: 'admin1'>
    """
    after, before, _ = _kinds()
    words = generic_words()
    if match := after.match(text, end, end + _REACH):
        return PlaceKind(words[match[1].lower()])
    if match := before.search(text[max(0, start - _REACH) : start]):
        return PlaceKind(words[match[1].lower()])
    last = text[start:end].split()[-1:]
    if last and last[0] != text[start:end] and (kind := words.get(last[0].lower())):
        return PlaceKind(kind)
    return None


def names_at(text: str, spans: Sequence[Span]) -> list[Name]:
    """Return the name at each span (in order, none over another) with its kind and what it is said to lie in."""
    _, _, between = _kinds()
    found = []
    for i, span in enumerate(spans):
        words = text[span.slice]
        within = None
        if match := _short_after().match(text, span.end, span.end + _REACH):
            areas = short_areas()[match[1]]
            within = areas[0] if len(areas) == 1 else None
        inside = None
        if within is None and i + 1 < len(spans) and 0 <= spans[i + 1].start - span.end <= _REACH:
            said = between.match(text[span.end : spans[i + 1].start])
            inside = text[spans[i + 1].slice] if said else None
        if inside is None and within is None and i and text[spans[i - 1].end : span.start] in ("'s ", "’s "):
            inside = text[spans[i - 1].slice]
        found.append(Name(words, kind_at(text, span.start, span.end), within, inside))
    return found


def stated_areas(text: str, *, beside: Iterable[Span] = ()) -> Mapping[Area, float]:
    """Weigh the countries and areas that a text speaks of by name, people or short form, but for the spans `beside`."""
    taken = sorted(beside)
    weights: defaultdict[Area, float] = defaultdict(float)
    at = 0
    for match in _short_after().finditer(text):
        for area in short_areas()[match[1]]:
            weights[area] += SHORT
    for match in _CAPITALS.finditer(text):
        while at < len(taken) and taken[at].end <= match.start():
            at += 1
        if at < len(taken) and taken[at].start < match.end():
            continue
        for country, weight in _countries(match[0]):
            weights[Area(country.code)] += weight
    return weights


@lru_cache(maxsize=20_000)
def _countries(words: str) -> tuple[tuple[Country, float], ...]:
    """Return the countries that a run of capitalised words speaks of, longest names first."""
    known = open_countries()
    parts = words.split()
    found = []
    i = 0
    while i < len(parts):
        for last in range(min(len(parts), i + 3), i, -1):
            said = " ".join(parts[i:last]).removesuffix("'s").removesuffix("’s")
            if known.knows(said):
                named = known.named(said)
                people = None if named else known.described(said) or known.peopled(said)
                if named is not None:
                    found.append((named, COUNTRY))
                elif people is not None:
                    found.append((people, PEOPLE))
                i = last - 1
                break
        i += 1
    return tuple(found)
