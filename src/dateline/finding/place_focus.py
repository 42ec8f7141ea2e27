"""Tell what a document is about: the countries that its places, peoples and names put it in.

Invariant: where two countries are named alike, the text's other names decide, and where those do not, no country is the
main one. Groups that fight say where a text is set only where it names no country, people or place of note.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from dateline.finding.place_parts import likeness
from dateline.knowledge.actors import open_actors
from dateline.knowledge.actors.countries import open_countries
from dateline.knowledge.gazetteer import Entry, Gazetteer, open_gazetteer
from dateline.language import Sentence, filed_from
from dateline.model import Document, PlaceKind

__all__ = ["PLACE_LABELS", "WORLD", "Focus", "focus_of", "main_country"]

PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})
_GROUP_LABELS = frozenset({"ORG", "NORP"})

# A country is one that the document is about from this share of the mentions of the country most mentioned.
FOCUS_SHARE = 0.15

# A settlement is of note in the world from this population on.
WORLD = 100_000

# A province's name is meant from this share of letters in common order on (0-100): "Shabwa" for Shabwah has 92,
# "Hacari" for Hakkari 77.
NEARLY = 90

# A document is set where its places are; whose soldiers act there says less.
_WEIGHTS = {"place": 3, "country": 2, "people": 1}


@dataclass(frozen=True, slots=True)
class Focus:
    """Say what a document is about: its countries (ISO alpha-2), and the main one where there is one.

    `is_placed` where it names a country or a place of note, not only peoples and groups, who act abroad as well.
    """

    countries: frozenset[str]
    main: str | None
    is_placed: bool = True


def main_country(
    document: Document, sentences: Sequence[Sentence], *, gazetteer: Gazetteer | None = None
) -> str | None:
    """Return the country (ISO alpha-2) that the places of a document put it in, or None where they put it in none."""
    return focus_of(document, sentences, gazetteer=gazetteer).main


def focus_of(document: Document, sentences: Sequence[Sentence], *, gazetteer: Gazetteer | None = None) -> Focus:
    """Return what a document is about, from the countries, peoples and places of note that it names."""
    places = gazetteer or open_gazetteer()
    weights: Counter[str] = Counter()
    known = open_countries()
    is_placed = False
    for sentence in sentences:
        town = filed_from(sentence.text) or ""
        filed = _sole_country(places.lookup(town), town)
        if filed is not None and not any(span.label in PLACE_LABELS for span in sentence.names):
            weights[filed] += _WEIGHTS["place"]
            is_placed = True
        for token in sentence.tokens:
            if token.text[:1].isupper() and known.knows(token.text):
                named, people = known.named(token.text), known.described(token.text) or known.peopled(token.text)
                if named is not None:
                    weights[named.code] += _WEIGHTS["country"]
                    is_placed = True
                elif people is not None:
                    weights[people.code] += _WEIGHTS["people"]
        for span in sentence.names:
            words = document.text[sentence.tokens[span.first].start : sentence.tokens[span.last - 1].end]
            country = known.named(words)
            if country is not None:
                if span.last - span.first > 1:  # one word was counted above
                    weights[country.code] += _WEIGHTS["country"]
                    is_placed = True
            elif span.label in PLACE_LABELS:
                sole = _sole_country(places.lookup(words), words)
                if sole is not None:
                    weights[sole] += _WEIGHTS["place"]
                    is_placed = True
    weights = weights or _of_groups(document, sentences)
    if not weights:
        return Focus(frozenset(), None, is_placed=False)
    most = max(weights.values())
    leaders = sorted(c for c, w in weights.items() if w == most)
    main = leaders[0] if len(leaders) == 1 else _by_names(document, sentences, places, leaders)
    return Focus(frozenset(c for c, w in weights.items() if w >= FOCUS_SHARE * most), main, is_placed)


def _of_groups(document: Document, sentences: Sequence[Sentence]) -> Counter[str]:
    """Count the countries of the groups that a document names: "the FARC", "Boko Haram"."""
    weights: Counter[str] = Counter()
    actors = open_actors()
    for sentence in sentences:
        for span in sentence.names:
            first, last = sentence.tokens[span.first], sentence.tokens[span.last - 1]
            actor = actors.alias(document.text[first.start : last.end]) if span.label in _GROUP_LABELS else None
            country = actor.country if actor is not None else None
            if country is not None and country in open_countries().by_code:
                weights[country] += _WEIGHTS["people"]
    return weights


def _by_names(
    document: Document, sentences: Sequence[Sentence], places: Gazetteer, leaders: Sequence[str]
) -> str | None:
    """Return which of countries that are named alike has more of the text's other names on its map, or None."""
    votes = dict.fromkeys(leaders, 0)
    for sentence in sentences:
        for span in sentence.names:
            words = document.text[sentence.tokens[span.first].start : sentence.tokens[span.last - 1].end]
            found = {e.place.country for e in places.lookup(words)}
            for country in leaders:
                votes[country] += country in found
    most = max(votes.values())
    ahead = [country for country, n in votes.items() if n == most]
    return ahead[0] if len(ahead) == 1 else None


def _sole_country(entries: Sequence[Entry], words: str) -> str | None:
    """Return the one country in which a name is a place of note, or None.

    A place that is only spelt otherwise is none where the very name is one in other countries: "Tibu" is no Tiebo. A
    province whose name has but an ending more is one ("Shabwa").
    """
    notable = {e.place.country for e in entries if e.population >= WORLD or e.place.kind is PlaceKind.FIRST_LEVEL}
    best = max((e.fit for e in entries), default=0)
    named = {
        e.place.country
        for e in entries
        if e.fit == best or (e.place.kind is PlaceKind.FIRST_LEVEL and likeness(e.place, words) >= NEARLY)
    }
    return next(iter(notable)) if len(notable) == 1 and notable <= named else None
