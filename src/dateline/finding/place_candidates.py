"""Tell which stretches of a sentence may name a place: what the model took for one, and what only the gazetteer knows.

Invariant: a name that the document gives to a person is no place, unless a word of place stands before it; a part of a
longer name, and a word that the document also writes small, is a place only where the model says so.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from dateline.finding.place_cues import kind_at
from dateline.finding.place_focus import PLACE_LABELS, WORLD, Focus
from dateline.finding.place_relations import relation_words
from dateline.finding.place_words import place_words
from dateline.finding.unlabelled_places import unlabelled_places
from dateline.finding.voice_rules import voice_rules
from dateline.knowledge.actors.countries import open_countries
from dateline.knowledge.gazetteer import Gazetteer
from dateline.knowledge.gazetteer.keys import generic_words
from dateline.language import NamedSpan, Sentence, Token
from dateline.model import Document, PlaceKind

__all__ = ["Candidate", "Naming", "candidates", "namings"]

_LONGEST = 5

_JOINTS = frozenset({"-", "–", "—", "/", ","})
# Words of these kinds, written small, end no name ("Kirkuk near").
_LOOSE_ENDS = frozenset({"ADP", "CCONJ", "DET", "SCONJ", "PART", "ADV"})

# A settlement that the model did not take for a place is one from this size on in the main country.
TOWN = 10_000
VILLAGE = 1_000


@dataclass(frozen=True, slots=True)
class Candidate:
    """Hold a stretch of tokens that may name a place.

    `label` is the model's, None where only the gazetteer knows the name; `placed`: a word of place stands before it.
    """

    first: int
    last: int
    label: str | None
    placed: bool = False


@dataclass(frozen=True, slots=True)
class Naming:
    """Say what a document makes of its capitalised words: names of persons, words written small as well, and names
    that the model takes for places somewhere in it."""

    persons: frozenset[str]
    small: frozenset[str]
    places: frozenset[str]


def namings(document: Document, sentences: Sequence[Sentence], focus: Focus, places: Gazetteer) -> Naming:
    """Return which words a document gives to persons, and which capitalised ones it writes small elsewhere."""
    persons: set[str] = set()
    small: set[str] = set()
    capital: set[str] = set()
    seen: set[str] = set()
    telling = voice_rules().telling
    for match in _titled().finditer(document.text):
        words = match[0].split()
        if not _known_whole(match[0], focus, places):
            persons.add(words[-1].lower())
    for sentence in sentences:
        tokens = sentence.tokens
        for token in tokens:
            (capital if token.text[:1].isupper() else small).add(token.lower)
        for span in sentence.names:
            if span.label in PLACE_LABELS:
                seen.add(document.text[tokens[span.first].start : tokens[span.last - 1].end].lower())
            if span.label != "PERSON":
                continue
            last = tokens[span.last - 1]
            if last.lower in ("'s", "’s"):
                last = tokens[max(span.first, span.last - 2)]
            if last.i > span.first:
                if not _known_whole(document.text[tokens[span.first].start : last.end], focus, places):
                    persons.add(last.lower)
            elif last.dep == "nsubj" and sentence.head_of(last).lemma in telling:
                persons.add(last.lower)
    return Naming(frozenset(persons), frozenset(small & capital), frozenset(seen - persons))


@lru_cache(maxsize=1)
def _titled() -> re.Pattern[str]:
    """Match a title in capitals and the one to three words of a name after it."""
    titles = "|".join(sorted((t.capitalize() for t in place_words()["person_titles"]), key=lambda t: (-len(t), t)))
    return re.compile(rf"\b(?:{titles})\.?(?: [A-Z]\.)?(?: (?!(?:of|and)\b)[A-Z][\w’'-]*[^\W_]){{1,3}}")


def _known_whole(words: str, focus: Focus, places: Gazetteer) -> bool:
    """Tell whether a title or first name and what follows are together a place here ("Sheikh Zuweid")."""
    return bool(focus.countries) and any(e.fit > 0 for e in places.lookup(words, countries=focus.countries))


def candidates(
    document: Document, sentence: Sentence, focus: Focus, naming: Naming, places: Gazetteer
) -> list[Candidate]:
    """Return the stretches that may name a place, in order, none over another."""
    cued = unlabelled_places(sentence)
    apart = [n for n in sentence.names if not any(n.first < c.last and c.first < n.last for c in cued)]
    spans = [*apart, *cued]
    covered: set[int] = set()
    for span in spans:
        if span.last - span.first > 1 or span.label in PLACE_LABELS:
            covered.update(range(span.first, span.last))
    found: list[Candidate] = []
    for span in spans:
        first = span.first + (sentence.tokens[span.first].pos == "DET" or sentence.tokens[span.first].lower == "the")
        last = span.last - (sentence.tokens[span.last - 1].lower in ("'s", "’s"))
        while first < last and _is_loose_end(sentence.tokens[last - 1]):
            last -= 1
        if first >= last:
            continue
        first = _past_event(sentence, first, last)
        last -= _ends_in_kind(document, sentence, first, last, naming, places)
        candidate = Candidate(first, last, span.label, _is_placed(sentence, first))
        if _is_person(sentence, candidate, naming) or not _is_name(sentence, candidate):
            continue
        if span.label in PLACE_LABELS:
            taken = not _is_part(sentence, candidate)
        else:
            taken = _is_place_here(document, sentence, candidate, naming) or _may_be_place(
                document, sentence, candidate, span, focus, places
            )
        if taken:
            found += _apart(document, sentence, candidate, places)
            covered.update(range(first, last))
    found += _unseen(document, sentence, focus, naming, places, covered)
    ordered = []
    at = 0
    for candidate in sorted(found, key=lambda c: (c.first, -c.last)):
        if candidate.first >= at:
            ordered.append(candidate)
            at = candidate.last
    return ordered


def _apart(document: Document, sentence: Sentence, candidate: Candidate, places: Gazetteer) -> list[Candidate]:
    """Take names with a dash or a comma between them apart ("the Kirkuk-Tikrit highway", "Kirkuk, Diyala") where no
    place is called all of it, and a name from a word that cuts a part out of it or says whose it is ("South Iraq")."""
    tokens = sentence.tokens
    if candidate.last - candidate.first < 2 or places.lookup(
        document.text[tokens[candidate.first].start : tokens[candidate.last - 1].end]
    ):
        return [candidate]
    joints = [
        i
        for i in range(candidate.first + 1, candidate.last - 1)
        if tokens[i].text in _JOINTS
        and tokens[i + 1].text[:1].isupper()
        and tokens[i - 1].lower not in place_words()["name_particles"]
    ]
    found, first = [], candidate.first
    for end in (*joints, candidate.last):
        cut = end - first > 1 and (tokens[first].lower in relation_words().parts or _is_demonym(tokens[first]))
        found.append(replace(candidate, first=first + cut, last=end))
        first = end + 1
    return [c for c in found if tokens[c.first].text[:1].isupper()]


def _is_demonym(token: Token) -> bool:
    """Tell whether a word says whose a place is, and is no country's name ("Nigerian Borno state")."""
    countries = open_countries()
    return countries.described(token.text) is not None and countries.named(token.text) is None


def _is_loose_end(token: Token) -> bool:
    return token.pos in ("PUNCT", "SPACE") or (token.pos in _LOOSE_ENDS and token.text.islower())


def _past_event(sentence: Sentence, first: int, last: int) -> int:
    """Return where the place begins in the name of what happened there ("the Battle of Chancellorsville")."""
    tokens = sentence.tokens
    if last - first < 3 or tokens[first].lower not in place_words()["event_nouns"] or tokens[first + 1].lower != "of":
        return first
    return first + 2 + (last - first > 3 and tokens[first + 2].lower == "the")


def _ends_in_kind(
    document: Document, sentence: Sentence, first: int, last: int, naming: Naming, places: Gazetteer
) -> bool:
    """Tell whether the last word of a headline's name is a noun of kind behind a place that the document names."""
    tokens = sentence.tokens
    if last - first < 2 or tokens[last - 1].lower not in place_words()["kinds"]:
        return False
    start = tokens[first].start
    known = document.text[start : tokens[last - 2].end].lower() in naming.places
    return known and not places.lookup(document.text[start : tokens[last - 1].end])


def _is_name(sentence: Sentence, candidate: Candidate) -> bool:
    """Tell whether a stretch is written as a name, and is no word that names nothing by itself ("the King")."""
    tokens = sentence.tokens[candidate.first : candidate.last]
    if not any(t.text[:1].isupper() or not t.text.isascii() or t.text[:1].isdigit() or "-" in t.text for t in tokens):
        return False
    alone = tokens[0].lower.rstrip(".")
    # "the village of X" leaves the name out; the gazetteer has places of one letter none the less
    return len(tokens) > 1 or (len(alone) > 1 and alone not in place_words()["never"])


def _is_placed(sentence: Sentence, first: int) -> bool:
    before = sentence.tokens[first - 1].lower if first else ""
    if before == "the" and first > 1:
        before = sentence.tokens[first - 2].lower
    return before in place_words()["locative"] or before in place_words()["moving"]


def _is_person(sentence: Sentence, candidate: Candidate, naming: Naming) -> bool:
    """Tell whether a single word is a person's name here: by its title, or because the document says so elsewhere."""
    if candidate.last - candidate.first > 1 or candidate.placed:
        return False
    return sentence.tokens[candidate.first].lower in naming.persons


def _is_part(sentence: Sentence, candidate: Candidate) -> bool:
    """Tell whether a word beside it makes a stretch part of another thing's name ("HMS Halifax", "Saba News")."""
    tokens = sentence.tokens
    if candidate.last < len(tokens) and tokens[candidate.last].lower in place_words()["behind_names"]:
        return True
    return candidate.first > 0 and tokens[candidate.first - 1].lower in place_words()["before_names"]


def _is_place_here(document: Document, sentence: Sentence, candidate: Candidate, naming: Naming) -> bool:
    """Tell whether a stretch is a country's name, or one that the model takes for a place elsewhere in the document."""
    if candidate.label not in ("PERSON", "ORG", "NORP"):
        return False
    words = document.text[sentence.tokens[candidate.first].start : sentence.tokens[candidate.last - 1].end]
    return words.lower() in naming.places or open_countries().named(words) is not None


def _may_be_place(
    document: Document, sentence: Sentence, candidate: Candidate, span: NamedSpan, focus: Focus, places: Gazetteer
) -> bool:
    """Tell whether what the model took for a person, a group or a people is a place of the document's countries."""
    if span.label not in ("PERSON", "ORG", "NORP") or not focus.countries:
        return False
    start, end = sentence.tokens[candidate.first].start, sentence.tokens[candidate.last - 1].end
    words = document.text[start:end]
    countries = open_countries()
    if countries.described(words) and not countries.named(words):
        return False
    if kind_at(document.text, start, end) is not None:
        return bool(places.lookup(words, countries=focus.countries))
    listed = sentence.tokens[candidate.last - 1].dep in ("conj", "appos")
    if not (candidate.placed or listed):
        return False
    entries = [e for e in places.lookup(words, countries=focus.countries) if e.fit > 0]
    if not candidate.placed and span.label == "PERSON":
        return any(e.place.kind is PlaceKind.FIRST_LEVEL for e in entries)
    return any(e.place.kind is not PlaceKind.SETTLEMENT or e.population >= VILLAGE for e in entries)


def _unseen(
    document: Document, sentence: Sentence, focus: Focus, naming: Naming, places: Gazetteer, covered: set[int]
) -> list[Candidate]:
    """Return the capitalised stretches that the model took for nothing and the gazetteer knows in these countries."""
    if not focus.countries:
        return []
    tokens = sentence.tokens
    found = []
    for token in tokens:
        if token.i in covered or not _is_capital(token) or (token.i == 0 and token.pos != "PROPN"):
            continue
        for last in range(min(token.i + _LONGEST, len(tokens)), token.i, -1):
            if any(i in covered for i in range(token.i, last)) or not _is_capital(tokens[last - 1]):
                continue
            candidate = Candidate(token.i, last, None, _is_placed(sentence, token.i))
            words = document.text[token.start : tokens[last - 1].end]
            if (
                words.casefold() not in place_words()["ordinary"]
                and _is_name(sentence, candidate)
                and not _is_fragment(sentence, candidate, naming)
                and not _is_person(sentence, candidate, naming)
                and not _is_part(sentence, candidate)
                and _is_known_here(words, focus, places)
            ):
                found.append(candidate)
                covered.update(range(token.i, last))
                break
    return found


def _is_fragment(sentence: Sentence, candidate: Candidate, naming: Naming) -> bool:
    """Tell whether a stretch is a piece of a longer name, or a word that the document writes small as well."""
    tokens = sentence.tokens
    if candidate.last - candidate.first == 1 and tokens[candidate.first].lower in naming.small:
        return True
    before = tokens[candidate.first - 1] if candidate.first else None
    after = tokens[candidate.last] if candidate.last < len(tokens) else None
    if before is not None and before.i and before.pos == "PROPN" and before.text[:1].isupper():
        return not candidate.placed and open_countries().described(before.text) is None
    return (
        after is not None
        and after.pos == "PROPN"
        and after.text[:1].isupper()
        and after.lower not in generic_words()
        and not candidate.placed
    )


def _is_known_here(words: str, focus: Focus, places: Gazetteer) -> bool:
    """A name that the model missed is taken only where the document's countries have a place of some note so called."""
    entries = [e for e in places.lookup(words, countries=focus.countries) if e.fit > 0]
    return any(
        e.place.kind is not PlaceKind.SETTLEMENT or e.population >= (TOWN if e.place.country == focus.main else WORLD)
        for e in entries
    )


def _is_capital(token: Token) -> bool:
    return token.text[:1].isupper() and token.pos in ("PROPN", "NOUN", "ADJ", "X")
