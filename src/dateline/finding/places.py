"""Find the places that sentences name, and resolve each to the gazetteer by what the whole document is about.

Invariant: a name is never resolved by population alone against the document's own countries; what could be two places
is ambiguous, what no gazetteer has is said to be missing, and a country that acts is no place.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from dateline.data_files import read_toml
from dateline.finding.mentions import PlaceMention, PlaceUse
from dateline.finding.unlabelled_places import unlabelled_places
from dateline.knowledge.actors.countries import open_countries
from dateline.knowledge.gazetteer import Entry, Gazetteer, open_gazetteer
from dateline.knowledge.gazetteer.keys import generic_words, place_key
from dateline.language import NamedSpan, Sentence, Token
from dateline.model import Document, Evidence, Place, PlaceKind, PlaceMissing, PlacePrecision, Placing

__all__ = ["Focus", "find_places", "focus_of", "main_country"]

_PLACE_LABELS = ("GPE", "LOC", "FAC")
_LONGEST = 5

# A country is one that the document is about from this share of the mentions of the country most mentioned.
FOCUS_SHARE = 0.15

# Outside the document's main country a name stands for a settlement only from this size on: villages elsewhere share
# their names with people and things here.
ABROAD = 50_000
WORLD = 100_000

# Two settlements of one name are told apart by population only where one is this many times the other.
DOMINANT = 5

# "(Mogadishu) Officials said", "KISMAYO (SD) -", "AMARAH, Iraq -": where a report was filed, not what it tells of.
_DATELINE = re.compile(r"(?:,\s*[A-Z][\w. ]+)?(?:\)|\s*\([^)]{2,40}\)\s*[-–—:]|\s*[–—]|\s*:\s*$|\s+--?(?:\s|$))")

# A document is set where its places are; whose soldiers act there says less.
_WEIGHTS = {"place": 3, "country": 2, "people": 1}

_PRECISION = {
    PlaceKind.COUNTRY: PlacePrecision.COUNTRY,
    PlaceKind.FIRST_LEVEL: PlacePrecision.FIRST_LEVEL,
    PlaceKind.SECOND_LEVEL: PlacePrecision.SECOND_LEVEL,
    PlaceKind.SETTLEMENT: PlacePrecision.EXACT,
    PlaceKind.QUARTER: PlacePrecision.EXACT,
    PlaceKind.FACILITY: PlacePrecision.EXACT,
    PlaceKind.REGION: PlacePrecision.AREA,
    PlaceKind.WATER: PlacePrecision.AREA,
}


@lru_cache(maxsize=1)
def _words() -> Mapping[str, frozenset[str]]:
    raw = read_toml(resources.files("dateline.finding").joinpath("data/places.toml"))
    return {name: frozenset(words) for name, words in raw.items()}


@dataclass(frozen=True, slots=True)
class Focus:
    """Say what a document is about: its countries, the main one where there is one, and the kinds it gives names."""

    countries: frozenset[str]
    main: str | None
    kinds: Mapping[str, PlaceKind]


def find_places(
    document: Document, sentences: Sequence[Sentence], *, focus: Focus | None = None, gazetteer: Gazetteer | None = None
) -> tuple[tuple[PlaceMention, ...], ...]:
    """Return the place mentions of each sentence, in order, resolved within the document's countries.

    `focus` is that of `focus_of`, where a caller has it.
    """
    places = gazetteer or open_gazetteer()
    focus = focus or focus_of(document, sentences, gazetteer=places)
    return tuple(tuple(_in_sentence(document, s, focus, places)) for s in sentences)


def main_country(
    document: Document, sentences: Sequence[Sentence], *, gazetteer: Gazetteer | None = None
) -> str | None:
    """Return the country (ISO alpha-2) that the places of a document put it in, or None where they put it in none."""
    return focus_of(document, sentences, gazetteer=gazetteer).main


def focus_of(document: Document, sentences: Sequence[Sentence], *, gazetteer: Gazetteer | None = None) -> Focus:
    """Return what a document is about, from the countries, peoples and places of note that it names."""
    places = gazetteer or open_gazetteer()
    weights: Counter[str] = Counter()
    kinds: dict[str, PlaceKind] = {}
    known = open_countries()
    for sentence in sentences:
        for token in sentence.tokens:
            if token.text[:1].isupper() and known.knows(token.text):
                named, people = known.named(token.text), known.described(token.text) or known.peopled(token.text)
                if named is not None:
                    weights[named.code] += _WEIGHTS["country"]
                elif people is not None:
                    weights[people.code] += _WEIGHTS["people"]
        for span in sentence.names:
            words = _text(document, sentence, span.first, span.last)
            country = known.named(words)
            if country is not None:
                if span.last - span.first > 1:  # one word was counted above
                    weights[country.code] += _WEIGHTS["country"]
            elif span.label in _PLACE_LABELS:
                sole = _sole_country(places.lookup(words))
                if sole is not None:
                    weights[sole] += _WEIGHTS["place"]
                kind = _kind_beside(sentence, span.first, span.last)
                if kind is not None:
                    kinds[place_key(words)[0]] = kind
    if not weights:
        return Focus(frozenset(), None, kinds)
    most = max(weights.values())
    leaders = sorted(c for c, w in weights.items() if w == most)
    main = leaders[0] if len(leaders) == 1 else _by_names(document, sentences, places, leaders)
    return Focus(frozenset(c for c, w in weights.items() if w >= FOCUS_SHARE * most), main, kinds)


def _by_names(
    document: Document, sentences: Sequence[Sentence], places: Gazetteer, leaders: Sequence[str]
) -> str | None:
    """Return which of countries that are named alike has more of the text's other names on its map, or None."""
    votes = dict.fromkeys(leaders, 0)
    for sentence in sentences:
        for span in sentence.names:
            found = {e.place.country for e in places.lookup(_text(document, sentence, span.first, span.last))}
            for country in leaders:
                votes[country] += country in found
    most = max(votes.values())
    ahead = [country for country, n in votes.items() if n == most]
    return ahead[0] if len(ahead) == 1 else None


def _sole_country(entries: Sequence[Entry]) -> str | None:
    """Return the one country in which a name is a place of note, or None."""
    notable = {e.place.country for e in entries if e.population >= WORLD or e.place.kind is PlaceKind.FIRST_LEVEL}
    return next(iter(notable)) if len(notable) == 1 else None


def _in_sentence(document: Document, sentence: Sentence, focus: Focus, places: Gazetteer) -> Iterator[PlaceMention]:
    at = 0
    for first, last, span in _candidates(document, sentence, focus, places):
        if first < at:
            continue
        mention = _mention(document, sentence, first, last, span, focus, places)
        if mention is not None:
            at = mention.last
            yield mention


def _candidates(
    document: Document, sentence: Sentence, focus: Focus, places: Gazetteer
) -> Iterator[tuple[int, int, NamedSpan | None]]:
    """Yield token stretches that may name a place, in order: the model's, and those that only the gazetteer knows."""
    cued = unlabelled_places(sentence)
    apart = [n for n in sentence.names if not any(n.first < c.last and c.first < n.last for c in cued)]
    spans = {n.first: n for n in [*apart, *cued]}
    covered: set[int] = set()
    for span in spans.values():
        if span.last - span.first > 1 or span.label in _PLACE_LABELS:
            covered.update(range(span.first, span.last))
    found: list[tuple[int, int, NamedSpan | None]] = []
    for span in spans.values():
        first = span.first + (sentence.tokens[span.first].pos == "DET" or sentence.tokens[span.first].lower == "the")
        last = span.last - (sentence.tokens[span.last - 1].lower in ("'s", "’s"))
        if first < last and (
            span.label in _PLACE_LABELS or _may_be_place(document, sentence, first, last, span, focus, places)
        ):
            found.append((first, last, span))
            covered.update(range(first, last))
    for token in sentence.tokens:
        if token.i in covered or not _is_capital(token) or (token.i == 0 and token.pos != "PROPN"):
            continue
        for last in range(min(token.i + _LONGEST, len(sentence.tokens)), token.i, -1):
            if any(i in covered for i in range(token.i, last)) or not _is_capital(sentence.tokens[last - 1]):
                continue
            words = _text(document, sentence, token.i, last)
            if words.casefold() not in _words()["words"] and _is_known_here(words, focus, places):
                found.append((token.i, last, None))
                covered.update(range(token.i, last))
                break
    return iter(sorted(found, key=lambda c: (c[0], -c[1])))


def _may_be_place(
    document: Document, sentence: Sentence, first: int, last: int, span: NamedSpan, focus: Focus, places: Gazetteer
) -> bool:
    """Tell whether what the model took for a person, a group or a people is a place of the document's countries."""
    if span.label not in ("PERSON", "ORG", "NORP") or not focus.countries:
        return False
    words = _text(document, sentence, first, last)
    countries = open_countries()
    if countries.described(words) and not countries.named(words):
        return False
    if _kind_beside(sentence, first, last) is not None:
        return bool(places.lookup(words, countries=focus.countries))
    before = sentence.tokens[first - 1].lower if first else ""
    strong = before in _words()["locative"] and before not in _words()["weak_locative"]
    listed = sentence.tokens[last - 1].dep in ("conj", "appos")
    if not (strong or listed):
        return False
    entries = [e for e in places.lookup(words, countries=focus.countries) if e.fit > 0]
    if not strong and span.label == "PERSON":
        return any(e.place.kind is PlaceKind.FIRST_LEVEL for e in entries)
    return any(e.place.kind is not PlaceKind.SETTLEMENT or e.population >= 1_000 for e in entries)


def _is_known_here(words: str, focus: Focus, places: Gazetteer) -> bool:
    """A name that the model missed is taken only where the document's countries have a place of some note so called."""
    if not focus.countries:
        return False
    entries = [e for e in places.lookup(words, countries=focus.countries) if e.fit > 0]
    return any(
        e.place.kind is not PlaceKind.SETTLEMENT or e.population >= (10_000 if e.place.country == focus.main else WORLD)
        for e in entries
    )


def _mention(
    document: Document,
    sentence: Sentence,
    first: int,
    last: int,
    span: NamedSpan | None,
    focus: Focus,
    places: Gazetteer,
) -> PlaceMention | None:
    tokens = sentence.tokens
    words = _text(document, sentence, first, last)
    countries = open_countries()
    described = countries.described(words)
    if described is not None and (countries.named(words) is None or (span is not None and span.label == "NORP")):
        return None  # a demonym names people, not where they are
    kind = _kind_beside(sentence, first, last) or focus.kinds.get(place_key(words)[0])
    entry, missing = _resolve(words, kind, focus, places, is_named=span is not None)
    if entry is None and span is None:
        return None
    if last < len(tokens) and tokens[last].lower in generic_words() and tokens[last].lower == tokens[last].text:
        last += 1
    cut = tokens[first - 1] if first else None
    compass = cut is not None and cut.lower in _words()["compass"]
    start = first - 1 if compass else first
    evidence = Evidence.at(document.text, tokens[start].start, tokens[last - 1].end)
    if entry is None:
        return PlaceMention(start, last, evidence, missing=missing)
    place = entry.place
    if compass and cut is not None and place.kind in (PlaceKind.COUNTRY, PlaceKind.FIRST_LEVEL, PlaceKind.REGION):
        name = f"{cut.lower} {place.name}"
        place = Place(f"{place.id}/{cut.lower}", name, PlaceKind.REGION, place.country, place.admin1)
    placing = Placing(place, _precision(sentence, start, place), evidence)
    return PlaceMention(start, last, evidence, _use(sentence, first, last, entry.place, compass), placing)


def _resolve(
    words: str, kind: PlaceKind | None, focus: Focus, places: Gazetteer, *, is_named: bool
) -> tuple[Entry | None, PlaceMissing | None]:
    """Choose the place that a name means in this document, or say why none can be chosen."""
    country = open_countries().named(words)
    if country is not None and kind is None:
        return next(e for e in places.lookup(words) if e.place.id == f"country:{country.code}"), None
    here = [e for e in places.lookup(words, countries=focus.countries) if _is_plausible(e, focus)]
    found = here or ([e for e in places.lookup(words) if e.fit == 2 and _is_of_note(e)] if is_named else [])
    if kind is not None:
        found = [e for e in found if e.place.kind is kind] or found
    if not found:
        out = bool(places.lookup(words))
        return None, PlaceMissing.OUT_OF_REACH if out else PlaceMissing.NOT_IN_GAZETTEER
    found.sort(key=lambda e: (-e.fit, e.place.country != focus.main, -e.population, e.place.id))
    best = found[0]
    rivals = [
        e
        for e in found[1:]
        if e.fit == best.fit and _rivals(e.place, best.place) and e.place.country == best.place.country
    ]
    if not here:
        rivals = [e for e in found[1:] if e.fit == best.fit and _rivals(e.place, best.place)]
    if any(e.population * DOMINANT > best.population for e in rivals):
        return None, PlaceMissing.AMBIGUOUS
    return best, None


def _rivals(one: Place, other: Place) -> bool:
    """Two settlements, or two areas of one level, cannot both be meant; a town and its province are near enough."""
    return one.kind is other.kind and (one.country, one.admin1, one.name) != (other.country, other.admin1, other.name)


def _is_plausible(entry: Entry, focus: Focus) -> bool:
    if entry.place.country == focus.main or entry.place.kind is not PlaceKind.SETTLEMENT:
        return True
    return entry.population >= ABROAD


def _is_of_note(entry: Entry) -> bool:
    return entry.population >= WORLD or entry.place.kind is PlaceKind.FIRST_LEVEL or entry.place.id.startswith("pack:")


def _kind_beside(sentence: Sentence, first: int, last: int) -> PlaceKind | None:
    """Return the kind that a generic word beside the name gives: "Maysan province", "the province of Maysan"."""
    words = generic_words()
    after = sentence.tokens[last] if last < len(sentence.tokens) else None
    if after is not None and (kind := words.get(after.lemma)):
        return PlaceKind(kind)
    if (
        first >= 2
        and sentence.tokens[first - 1].lower == "of"
        and (kind := words.get(sentence.tokens[first - 2].lemma))
    ):
        return PlaceKind(kind)
    inside = sentence.tokens[last - 1]
    if last - first > 1 and (kind := words.get(inside.lower)):
        return PlaceKind(kind)
    return None


def _precision(sentence: Sentence, start: int, place: Place) -> PlacePrecision:
    precision = _PRECISION[place.kind]
    if precision is not PlacePrecision.EXACT or not start:
        return precision
    before = sentence.tokens[start - 1]
    if before.lower in _words()["near"]:
        return PlacePrecision.NEAR
    if start >= 2 and before.lower in ("of", "from") and sentence.tokens[start - 2].lower in _words()["directions"]:
        return PlacePrecision.NEAR
    return precision


def _use(sentence: Sentence, first: int, last: int, place: Place, compass: bool) -> PlaceUse:
    """A country, or a capital, that does or owns something stands for its government."""
    if _DATELINE.match(sentence.text[sentence.tokens[last - 1].end - sentence.start :]) and _opens(sentence, first):
        return PlaceUse.DATELINE
    head = next((t for t in sentence.tokens[first:last] if not first <= t.head < last), sentence.tokens[last - 1])
    if compass or place.kind in (PlaceKind.FACILITY, PlaceKind.QUARTER, PlaceKind.FIRST_LEVEL):
        return PlaceUse.PLACE
    if place.kind is PlaceKind.COUNTRY:
        acting = head.dep in ("nsubj", "nsubjpass", "compound", "amod", "dobj", "nmod", "conj")
        return PlaceUse.METONYM if acting or _is_agent(sentence, head) else PlaceUse.PLACE
    capital = open_countries().governed_from(place.name)
    acts = head.dep == "nsubj" and sentence.head_of(head).pos == "VERB"
    if capital is not None and (acts or _is_agent(sentence, head)):
        return PlaceUse.METONYM
    return PlaceUse.PLACE


def _opens(sentence: Sentence, first: int) -> bool:
    """Tell whether nothing but a bracket stands before a token in its sentence."""
    return all(t.pos in ("PUNCT", "SPACE") for t in sentence.tokens[:first])


def _is_agent(sentence: Sentence, head: Token) -> bool:
    """Tell whether a state's name stands where one who acts does: "by Tehran", "the help of Iraq"."""
    prep = sentence.head_of(head)
    if head.dep != "pobj":
        return False
    if prep.lower == "from":  # "a comment from Russia"
        return sentence.head_of(prep).pos == "NOUN"
    if prep.lower == "of":
        return sentence.head_of(prep).lower not in _words()["area_nouns"] and sentence.head_of(prep).pos == "NOUN"
    return prep.lower in _words()["agent_prepositions"]


def _is_capital(token: Token) -> bool:
    return token.text[:1].isupper() and token.pos in ("PROPN", "NOUN", "ADJ", "X")


def _text(document: Document, sentence: Sentence, first: int, last: int) -> str:
    return document.text[sentence.tokens[first].start : sentence.tokens[last - 1].end]
