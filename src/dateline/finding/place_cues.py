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

from dateline.data_files import read_toml, table_in, words_in
from dateline.errors import KnowledgeError
from dateline.finding.place_names import Area, Name
from dateline.knowledge.actors.countries import Country, open_countries
from dateline.knowledge.gazetteer import Entry, Gazetteer
from dateline.knowledge.gazetteer.keys import area_words, generic_words
from dateline.model import PlaceKind, Span

__all__ = ["areas_of", "kind_at", "names_at", "short_forms", "stated_areas"]

# What a country or area named anywhere weighs beside one resolved name: a document is set where its places are; whose
# soldiers act there says less.
COUNTRY = 0.7
PEOPLE = 0.35
SHORT = 1.0

# No word of context is looked for farther away than this.
_REACH = 48
# A code of two letters without dots is an area's only after a comma: elsewhere "IA" may be anything.
_CODE = 2
_AFTER_COMMA = re.compile(r",\s*\Z")
_CAPITALS = re.compile(r"(?:[A-Z][\w’'-]*\.?(?:[A-Z]\.)*)(?:\s(?:[A-Z][\w’'-]*\.?(?:[A-Z]\.)*))*")


@lru_cache(maxsize=1)
def short_forms() -> Mapping[str, tuple[tuple[str, str], ...]]:
    """Return (country, area code) of each short form; raises KnowledgeError where the file breaks its schema."""
    raw = read_toml(resources.files("dateline.finding").joinpath("data/place_areas.toml"))
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    for country, areas in raw.items():
        if country not in open_countries().by_code:
            raise KnowledgeError(f"place_areas.toml: {country} is no ISO code of a country")
        for code, forms in table_in(areas, f"place_areas.toml, {country}").items():
            for short in (code, *words_in(forms, f"place_areas.toml, {country}, {code}", lower=False)):
                found[short] = (*found.get(short, ()), (country, code))
    return found


@lru_cache(maxsize=2_000)
def areas_of(short: str, gazetteer: Gazetteer) -> tuple[Entry, ...]:
    """Return the areas that a short form stands for."""
    found = (gazetteer.area_by_code(country, code) for country, code in short_forms().get(short, ()))
    return tuple(entry for entry in found if entry is not None)


@lru_cache(maxsize=1)
def _short_after() -> re.Pattern[str]:
    shorts = "|".join(sorted(map(re.escape, short_forms()), key=lambda s: (-len(s), s)))
    return re.compile(rf"(?<=[a-z]),\s*({shorts})(?!\w)")


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


@lru_cache(maxsize=1)
def _area_after() -> re.Pattern[str]:
    return re.compile(rf"\s+({'|'.join(sorted(map(re.escape, area_words())))})\b")


def _is_area_at(text: str, end: int) -> bool:
    """Tell whether a word behind a name says that it is an area of some level: "the Donetsk region"."""
    return _area_after().match(text, end, end + _REACH) is not None


def names_at(text: str, spans: Sequence[Span], *, gazetteer: Gazetteer) -> list[Name]:
    """Return the name at each span (in order, none over another) with its kind and what it is said to lie in."""
    _, _, between = _kinds()
    found = []
    for i, span in enumerate(spans):
        words = text[span.slice]
        within = inside = None
        if match := _short_after().match(text, span.end, span.end + _REACH):
            areas = areas_of(match[1], gazetteer)
            within = Area.of(areas[0].place) if len(areas) == 1 else None
        if within is None and i + 1 < len(spans) and 0 <= spans[i + 1].start - span.end <= _REACH:
            said = between.match(text[span.end : spans[i + 1].start])
            inside = text[spans[i + 1].slice] if said else None
        if inside is None and within is None and i and text[spans[i - 1].end : span.start] in ("'s ", "’s "):
            inside = text[spans[i - 1].slice]
        known = _short(text, span, gazetteer) or _of_people(words, gazetteer)
        kind, area = kind_at(text, span.start, span.end), _is_area_at(text, span.end)
        found.append(Name(words, kind, within, inside, known=known, area=area))
    return found


def _short(text: str, span: Span, gazetteer: Gazetteer) -> tuple[Entry, ...]:
    """Return the areas that a name is a short form of, with the full stop that may stand behind it."""
    words = text[span.slice]
    dotted = words + "." if text[span.end : span.end + 1] == "." else words
    if len(dotted) == _CODE and not _AFTER_COMMA.search(text[max(0, span.start - 4) : span.start]):
        return ()
    return areas_of(dotted, gazetteer) or areas_of(words, gazetteer)


@lru_cache(maxsize=5_000)
def _of_people(words: str, gazetteer: Gazetteer) -> tuple[Entry, ...]:
    """Return the country that an adjective or a people's name speaks of; a name of the country itself is none."""
    known = open_countries()
    if not known.knows(words) or known.named(words) is not None:
        return ()
    country = known.described(words) or known.peopled(words)
    return () if country is None else gazetteer.lookup(country.name, countries=(country.code,))[:1]


def stated_areas(
    text: str, *, gazetteer: Gazetteer, start: int = 0, end: int | None = None, beside: Iterable[Span] = ()
) -> dict[Area, float]:
    """Weigh the countries and areas that `text[start:end]` speaks of by name, people or short form.

    What stands in the spans `beside` is left out.
    """
    end = len(text) if end is None else end
    taken = sorted(beside)
    weights: defaultdict[Area, float] = defaultdict(float)
    for match in _short_after().finditer(text, start, end):
        areas = areas_of(match[1], gazetteer)
        for area in areas:
            weights[Area.of(area.place)] += SHORT / len(areas)
    at = 0
    for match in _CAPITALS.finditer(text, start, end):
        while at < len(taken) and taken[at].end <= match.start():
            at += 1
        if at < len(taken) and taken[at].start < match.end():
            continue
        for country, weight in _countries(match[0]):
            weights[Area(country.code)] += weight
    return dict(weights)


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
