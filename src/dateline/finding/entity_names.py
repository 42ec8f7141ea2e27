"""The names of one sentence as they are proposed: by packs, countries, places, the parser, and by how names are made.

Invariant: all that speaks for a name is proposed, once for each that does; nothing is settled here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from dateline.finding.entity_parses import parsed_names
from dateline.finding.entity_proposals import (
    APOSTROPHES,
    Ground,
    Proposal,
    is_adherent,
    is_capital,
    trimmed,
    without_titles,
    words_at,
)
from dateline.finding.entity_rules import entity_rules
from dateline.finding.entity_shapes import made_names
from dateline.finding.mentions import ActorMention, PlaceMention
from dateline.knowledge.actors import ActorIndex, open_actors, open_all_countries
from dateline.knowledge.names import fold
from dateline.knowledge.outlets import open_outlets
from dateline.language import Sentence
from dateline.model import Actor, MentionType

__all__ = ["propose"]

# No country's or people's name has more words ("the Democratic Republic of the Congo").
_LONGEST_COUNTRY = 6


def propose(sentence: Sentence, *, places: Sequence[PlaceMention], actors: Sequence[ActorMention]) -> list[Proposal]:
    """Return all names that something speaks for in one sentence; they may overlap, and one may stand there twice."""
    index = open_actors()
    found = [
        *_known(sentence, actors, index),
        *_countries(sentence, index),
        *_placed(sentence, places),
        *made_names(sentence),
        *parsed_names(sentence),
    ]
    return [p for p in found if p.first < p.last and not _is_never(sentence, p)]


def _known(sentence: Sentence, actors: Sequence[ActorMention], index: ActorIndex) -> Iterator[Proposal]:
    """Propose the spellings that packs know, without the titles and the common nouns that stand beside them."""
    for mention in actors:
        if mention.antecedent:
            continue
        entry = index.entry(mention.actor)
        if entry is None and not mention.actor.id.startswith("outlet:"):
            continue
        for first, last in _windows(sentence, mention.first, mention.last):
            if not sentence.tokens[last - 1].text[0].isalnum():
                continue
            words = words_at(sentence, first, last)
            outlet = open_outlets().match(words)
            if (outlet.actor if outlet else index.alias(words, near=mention.actor.country)) != mention.actor:
                continue
            own = _own_part(sentence, first, last, mention.actor, index)
            if own is None:
                continue
            last = own
            if entry is not None and entry.person:
                first = without_titles(sentence, first, last)
            kind = MentionType.PERSON if entry and entry.person else MentionType.ORGANISATION
            kind = MentionType.NATIONALITY if is_adherent(words_at(sentence, first, last)) else kind
            yield Proposal(first, last, kind, Ground.KNOWN, actor=mention.actor)
            break


def _own_part(sentence: Sentence, first: int, last: int, actor: Actor, index: ActorIndex) -> int | None:
    """Return where the name in a known spelling ends, or None where it is a noun behind somebody else's name.

    "Dawa party" is a name to its end and "Mahdi fighters" to its first word; "U.S. forces" and "Sadr movement" are
    none of the actor's own.
    """
    end = last
    while end > first and not is_capital(sentence.tokens[end - 1]):
        end -= 1
    if end == last:
        return last
    while end > first and sentence.tokens[end - 1].text in APOSTROPHES:
        end -= 1
    owner = words_at(sentence, first, end) if end > first else ""
    other = index.alias(owner) if owner else None
    if not owner or index.countries.knows(owner) or (other is not None and other != actor):
        return None
    return end if sentence.tokens[last - 1].tag == "NNS" else last


def _windows(sentence: Sentence, first: int, last: int) -> Iterator[tuple[int, int]]:
    """Yield the stretches within `[first, last)` that begin with a capital, the longest first, the leftmost first."""
    for size in range(last - first, 0, -1):
        for start in range(first, last - size + 1):
            token = sentence.tokens[start]
            if token.text[0].isupper() or token.lower in entity_rules().openers:
                yield start, start + size


def _countries(sentence: Sentence, index: ActorIndex) -> Iterator[Proposal]:
    """Propose the names of countries, and the adjectives and peoples that are said of them."""
    tokens = sentence.tokens
    i = 0
    while i < len(tokens):
        step = 1
        part, hyphen, _ = tokens[i].text.partition("-")
        country = index.countries.named(part) if hyphen and part[:1].isupper() else None
        if country is not None and index.countries.described(tokens[i].text) is None:
            yield Proposal(i, i + 1, MentionType.STATE, Ground.COUNTRY, actor=country.state, letters=len(part))
        elif tokens[i].text[0].isupper() and fold(tokens[i].text).partition(" ")[0] in _first_words():
            for last in range(min(len(tokens), i + _LONGEST_COUNTRY), i, -1):
                words = words_at(sentence, i, last)
                if not tokens[last - 1].text[0].isalnum() or not index.countries.knows(words) or words.islower():
                    continue
                country = index.countries.named(words)
                people = index.countries.described(words) or index.countries.peopled(words)
                if country is not None:
                    yield Proposal(i, last, MentionType.STATE, Ground.COUNTRY, actor=country.state)
                elif people is not None:
                    yield Proposal(i, last, MentionType.NATIONALITY, Ground.COUNTRY, actor=people.nationals)
                else:
                    continue
                step = last - i
                break
        i += step


@lru_cache(maxsize=1)
def _first_words() -> frozenset[str]:
    """Return the words that a country's or people's name may begin with, folded, but for articles."""
    countries = open_all_countries()
    names = (*countries.names, *countries.adjectives, *countries.people)
    return frozenset(name.partition(" ")[0] for name in names) - {"the"}


def _placed(sentence: Sentence, places: Sequence[PlaceMention]) -> Iterator[Proposal]:
    rules = entity_rules()
    for mention in places:
        first, last = trimmed(sentence, mention.first, mention.last)
        if first == last:
            continue
        place = mention.placing.place if mention.placing is not None else None
        kind = rules.heads.get(sentence.tokens[last - 1].lower) or rules.tails.get(sentence.tokens[last - 1].lower)
        if last - first == 1 or kind in (None, MentionType.ORGANISATION, MentionType.OPERATION):
            kind = rules.place_kinds[place.kind] if place is not None else MentionType.STATE
        yield Proposal(first, last, kind, Ground.PLACED if place is not None else Ground.PARSER, place=place)


def _is_never(sentence: Sentence, p: Proposal) -> bool:
    words = words_at(sentence, p.first, p.last)
    bare = fold(words)
    if p.ground >= Ground.COUNTRY:
        return False
    return not bare or bare in entity_rules().never or not any(c.isalpha() for c in words)
