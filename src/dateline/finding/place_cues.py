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
from dateline.finding.place_names import Area, Name, first_level_in
from dateline.finding.place_relations import relation_words
from dateline.knowledge.actors.countries import Country, open_countries
from dateline.knowledge.gazetteer import Entry, Gazetteer
from dateline.knowledge.gazetteer.keys import area_words, generic_words
from dateline.model import PlaceKind, Span

__all__ = ["areas_of", "is_area_at", "kind_at", "names_at", "short_forms", "stated_areas"]

# What a country or area named anywhere weighs beside one resolved name: a document is set where its places are; whose
# soldiers act there says less.
COUNTRY = 0.7
PEOPLE = 0.35
SHORT = 1.0

# No word of context is looked for farther away than this.
_REACH = 48
# A code of two letters without dots is an area's only after a comma: elsewhere "IA" may be anything.
_CODE = 2
_NAMED = 4
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
def _kind_words() -> Mapping[str, str]:
    """Return the words of kind, each also as a plural, with the kind that each one means."""
    words = generic_words()
    plurals = {f"{w[:-1]}ies" if w.endswith("y") else f"{w}s": kind for w, kind in words.items()}
    return plurals | words


@lru_cache(maxsize=1)
def _kinds() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Return the patterns of a kind after a name, before it, and of what stands between a name and its container."""
    words = "|".join(sorted(map(re.escape, _kind_words()), key=lambda w: (-len(w), w)))
    after = re.compile(rf"\s+({words})\b", re.IGNORECASE)
    single = "|".join(sorted(map(re.escape, generic_words()), key=lambda w: (-len(w), w)))
    before = re.compile(
        rf"(?:\b(?P<whose>[^\W\d_][\w’'-]*)\s+)?\b(?P<kind>{single})\s+of\s+(?:the\s+)?$", re.IGNORECASE
    )
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
    word = _kind_said(text, start, end)
    return None if word is None else PlaceKind(_kind_words()[word])


def _kind_said(text: str, start: int, end: int) -> str | None:
    """Return the word of kind beside or at the end of a name, in lower case."""
    after, before, _ = _kinds()
    if match := after.match(text, end, end + _REACH) or _kind_of_list(text, end):
        return match[1].lower()
    match = before.search(text[max(0, start - _REACH) : start])
    if match and not _is_named(match["whose"] or ""):
        return match["kind"].lower()
    last = text[start:end].split()[-1:]
    return last[0].lower() if last and last[0] != text[start:end] and last[0].lower() in _kind_words() else None


def _is_named(word: str) -> bool:
    """Tell whether a word before a kind has that kind for itself: "the Saleh district of Taiz" is a part of Taiz."""
    if not word[:1].isupper() or len(word) < _NAMED:
        return False  # an article that opens a sentence
    return word.lower() not in relation_words().parts and open_countries().described(word) is None


# "Magwe, Sagaing and Yangon": what a word of kind in the plural behind the last holds for.
_NAME = r"[A-Z][\w’'-]*(?:\s[A-Z][\w’'-]*){0,2}"
_LISTED = rf"(?:\s*,\s*{_NAME})*,?\s+(?:and|or)\s+{_NAME}"


@lru_cache(maxsize=1)
def _lists() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return the patterns of a plural word of kind, and of area, behind a list that a name opens."""
    kinds = "|".join(sorted(map(re.escape, _kind_words().keys() - generic_words().keys() | {"provinces"})))
    areas = "|".join(sorted(re.escape(w) for w in _area_words() if w.endswith("s")))
    return (
        re.compile(rf"{_LISTED}\s+({kinds})\b"),
        re.compile(rf"{_LISTED}\s+(?:{areas})\b"),
    )


def _kind_of_list(text: str, end: int) -> re.Match[str] | None:
    """Return the match of a word of kind that holds for a name that others follow: "Helmand and Kandahar provinces"."""
    return _lists()[0].match(text, end, end + 2 * _REACH)


def _area_words() -> frozenset[str]:
    """Return the words that say that a name is an area's, each also as a plural."""
    return area_words() | {f"{w}s" for w in area_words() if not w.endswith("s")}


@lru_cache(maxsize=1)
def _areas() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Return the patterns of a word of area behind a name, before it, and as its last."""
    words = "|".join(sorted(map(re.escape, _area_words()), key=lambda w: (-len(w), w)))
    return (
        re.compile(rf"\s+({words})\b", re.IGNORECASE),
        re.compile(rf"\b({words})\s+of\s+(?:the\s+)?$", re.IGNORECASE),
        re.compile(rf"\s+({words})$", re.IGNORECASE),
    )


def is_area_at(text: str, start: int, end: int) -> bool:
    """Tell whether a word beside a name says that it is an area of some level, not of which.

    >>> is_area_at("the Donetsk region", 4, 11), is_area_at("the region of Segou", 14, 19)
    (True, True)
    """
    after, before, last = _areas()
    return bool(
        after.match(text, end, end + _REACH)
        or before.search(text[max(0, start - _REACH) : start])
        or last.search(text[start:end])
        or _lists()[1].match(text, end, end + 2 * _REACH)
    )


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
        kind, area = kind_at(text, span.start, span.end), is_area_at(text, span.start, span.end)
        if area and not gazetteer.lookup(words):
            words = _areas()[2].sub("", words)
        first_in = first_level_in().get(_kind_said(text, span.start, span.end) or "", frozenset())
        found.append(Name(words, kind, within, inside, known=known, area=area, first_in=first_in))
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
