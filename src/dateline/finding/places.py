"""Find the places that sentences name, and resolve each to the gazetteer by what the whole document is about.

Invariant: a name is never resolved by population alone against the document's own countries; what could be two places
is ambiguous, what no gazetteer has is said to be missing, and a country that acts is no place. What may be a name is
told by `place_candidates`, which place it means by `place_choice`, how the event is tied to it by `place_relations`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from dateline.finding.mentions import PlaceMention, PlaceUse
from dateline.finding.place_candidates import Candidate, Naming, candidates, namings
from dateline.finding.place_choice import choose
from dateline.finding.place_cues import kind_at, names_at, stated_areas
from dateline.finding.place_focus import WORLD, Focus, focus_of, main_country
from dateline.finding.place_lines import with_lines
from dateline.finding.place_names import Area, Choice, Name
from dateline.finding.place_parts import own_name
from dateline.finding.place_relations import Relation, placed, relation_at, relation_words, seated
from dateline.finding.place_words import place_words
from dateline.finding.voice_rules import voice_rules
from dateline.knowledge.actors import open_actors
from dateline.knowledge.actors.countries import open_countries
from dateline.knowledge.gazetteer import Entry, Gazetteer, open_gazetteer
from dateline.knowledge.gazetteer.keys import generic_words
from dateline.language import Sentence, Token
from dateline.model import Document, Evidence, Place, PlaceKind, PlaceMissing, Placing, Span

__all__ = ["Focus", "find_places", "focus_of", "main_country", "resolve_spans"]

# Outside the document's main country a name stands for a settlement only from this size on: villages elsewhere share
# their names with people and things here.
ABROAD = 50_000
# In countries that the document is about as well, what the model or the words around it call a place may be smaller.
TOWN_ABROAD = 5_000
# And in a country that it does not speak of at all, only a city so large is meant.
UNSPOKEN = 250_000
# Where a document names no country and no place of note, and only one country has a place so called.
TOWN_ALONE = 5_000
# A namesake abroad counts for nothing where the place is so many times larger.
DWARFED = 10

# "(Mogadishu) Officials said", "KISMAYO (SD) -", "AMARAH, Iraq -": where a report was filed, not what it tells of.
_DATELINE = re.compile(r"(?:,\s*[A-Z][\w. ]+)?(?:\)|\s*\([^)]{2,40}\)\s*[-–—:]|\s*[–—]|\s*:\s*$|\s+--?(?:\s|$))")

# What stands between a place and the words that say where it lies.
_ASIDE = re.compile(r"\s*[,(]\s*(?:[a-z]+\s+){0,3}")

# What is written in capitals alone and no longer than this is an acronym.
_ACRONYM = 8
# So far behind a name the next word is looked for.
_NEXT = 24

_WHOLE = frozenset({PlaceKind.COUNTRY, PlaceKind.FIRST_LEVEL, PlaceKind.REGION})


def resolve_spans(
    document: Document, spans: Sequence[Span], *, gazetteer: Gazetteer | None = None
) -> tuple[Choice, ...]:
    """Choose the place of each given stretch of a document's text, as `find_places` does; no parse is needed."""
    places = gazetteer or open_gazetteer()
    order = sorted(range(len(spans)), key=lambda i: spans[i])
    given = [spans[i] for i in order]
    stated = stated_areas(document.text, gazetteer=places, beside=given)
    names = names_at(document.text, given, gazetteer=places)
    chosen = choose(names, gazetteer=places, stated=stated)
    found = dict(zip(order, chosen, strict=True))
    return tuple(found[i] for i in range(len(spans)))


def find_places(
    document: Document, sentences: Sequence[Sentence], *, focus: Focus | None = None, gazetteer: Gazetteer | None = None
) -> tuple[tuple[PlaceMention, ...], ...]:
    """Return the place mentions of each sentence, in order, resolved by what the whole document names.

    `focus` is that of `focus_of`, where a caller has it.
    """
    places = gazetteer or open_gazetteer()
    focus = focus or focus_of(document, sentences, gazetteer=places)
    naming = namings(document, sentences, focus, places)
    found = [
        (i, c) for i, sentence in enumerate(sentences) for c in candidates(document, sentence, focus, naming, places)
    ]
    spans = [_span(sentences[i], c) for i, c in found]
    within: defaultdict[int, list[Span]] = defaultdict(list)
    for (i, _), span in zip(found, spans, strict=True):
        within[i].append(span)
    stated: defaultdict[Area, float] = defaultdict(float)
    for i, sentence in enumerate(sentences):
        areas = stated_areas(document.text, gazetteer=places, start=sentence.start, end=sentence.end, beside=within[i])
        for area, weight in areas.items():
            stated[area] += weight
    names = [
        replace(name, loose=c.label in ("GPE", "LOC", "FAC") or c.placed)
        for name, (_, c) in zip(names_at(document.text, spans, gazetteer=places), found, strict=True)
    ]
    spoken = frozenset(area.country for area in stated)
    chosen = choose(
        names,
        gazetteer=places,
        stated=stated,
        main=focus.main,
        allowed=lambda e, n: _is_plausible(e, n, focus, spoken, places),
    )
    settled = _without_namesakes([i for i, _ in found], names, chosen)
    mentions: list[list[PlaceMention]] = [[] for _ in sentences]
    for (i, candidate), choice in zip(found, settled, strict=True):
        mention = _mention(document, sentences[i], candidate, choice, naming)
        if mention is not None and (not mentions[i] or mentions[i][-1].last <= mention.first):
            mentions[i].append(mention)
    return tuple(
        with_lines(document, s, _without_asides(document, m), main=focus.main)
        for s, m in zip(sentences, mentions, strict=True)
    )


def _span(sentence: Sentence, candidate: Candidate) -> Span:
    return Span(sentence.tokens[candidate.first].start, sentence.tokens[candidate.last - 1].end)


def _without_namesakes(at: Sequence[int], names: Sequence[Name], chosen: Sequence[Choice]) -> list[Choice]:
    """Refuse a district of a province that the document never names, where its sentence names another one.

    `at` are the sentences of the names. Districts share names, and no gazetteer has all that they are called.
    """
    provinces: defaultdict[int, set[Area]] = defaultdict(set)
    for i, choice in zip(at, chosen, strict=True):
        if choice.missing is None and choice.entry and choice.entry.place.kind is PlaceKind.FIRST_LEVEL:
            provinces[i].add(Area.of(choice.entry.place))
    named = {area for areas in provinces.values() for area in areas}
    refused: set[str] = set()
    for i, name, choice in zip(at, names, chosen, strict=True):
        if choice.entry is None or name.kind is not PlaceKind.SECOND_LEVEL:
            continue
        place = choice.entry.place
        own = place.kind is PlaceKind.SECOND_LEVEL and place.admin1 is not None
        others = any(area.country == place.country for area in provinces[i])
        if own and others and Area.of(place) not in named:
            refused.add(place.id)
    return [
        replace(c, missing=PlaceMissing.OUT_OF_REACH) if c.entry and c.entry.place.id in refused else c for c in chosen
    ]


def _without_asides(document: Document, mentions: Sequence[PlaceMention]) -> list[PlaceMention]:
    """Return the mentions without those that only say where the one before lies ("in Marib, east of Sanaa").

    What no gazetteer has lies where they say, if they give the distance ("in Bwanje, 20 km north of Goma").
    """
    kept: list[PlaceMention] = []
    for mention in mentions:
        relation = None if mention.placing is None else relation_at(document.text, *_ends(mention.evidence))
        before = kept[-1] if kept else None
        if before is None or relation is None or relation.bearing is None or relation.start > mention.evidence.start:
            kept.append(mention)
            continue
        between = document.text[before.evidence.end : relation.start]
        if not _ASIDE.fullmatch(between):
            kept.append(mention)
        elif before.placing is None:
            apart = relation.km is None or before.missing is not PlaceMissing.NOT_IN_GAZETTEER
            kept[-1:] = [before, mention] if apart else [replace(before, missing=None, placing=mention.placing)]
        elif not _says_where(before.placing, mention, relation):
            kept.append(mention)
    return kept


def _ends(evidence: Evidence) -> tuple[int, int]:
    return evidence.start, evidence.end


def _says_where(named: Placing, aside: PlaceMention, relation: Relation) -> bool:
    """Tell whether a place is no coarser than what is said of where it lies."""
    place = named.place
    if place.kind is PlaceKind.FIRST_LEVEL:
        other = aside.placing.place if aside.placing else place
        return relation.km is None and (place.country, place.admin1) != (other.country, other.admin1)
    return place.kind not in _WHOLE


def _is_plausible(entry: Entry, name: Name, focus: Focus, spoken: frozenset[str], gazetteer: Gazetteer) -> bool:
    """Tell whether a document about these countries may mean a place: at home any, abroad only one of note.

    Where nothing else says where it is set, a town will do that shares its name with no place of another country.
    """
    place = entry.place
    if place.country == focus.main or place.kind is PlaceKind.COUNTRY:
        return True
    if place.country in focus.countries:
        least = TOWN_ABROAD if name.loose and own_name(place, name.words) == 1.0 else ABROAD
        return place.kind is not PlaceKind.SETTLEMENT or entry.population >= least
    least = WORLD if not focus.countries or place.country in spoken else UNSPOKEN
    areas = {PlaceKind.FIRST_LEVEL}
    if not focus.is_placed and name.loose and _is_only_one(entry, name, gazetteer):
        least = TOWN_ALONE
        areas.add(PlaceKind.SECOND_LEVEL)
    of_note = entry.population >= least or place.kind in areas or place.id.startswith(("pack:", "own:"))
    return entry.fit == 2 and of_note


def _is_only_one(entry: Entry, name: Name, gazetteer: Gazetteer) -> bool:
    """Tell whether no other country has a place so called that it would be taken for."""
    place = entry.place
    if own_name(place, name.words) < 1.0:
        return False
    rivals = [e for e in gazetteer.lookup(name.words) if e.fit == 2 and e.place.country != place.country]
    return all(e.place.kind is PlaceKind.SETTLEMENT and e.population * DWARFED <= entry.population for e in rivals)


def _mention(
    document: Document, sentence: Sentence, candidate: Candidate, choice: Choice, naming: Naming
) -> PlaceMention | None:
    tokens = sentence.tokens
    first, last = candidate.first, candidate.last
    words = document.text[tokens[first].start : tokens[last - 1].end]
    described = open_countries().described(words) or open_countries().peopled(words)
    if described is not None and (open_countries().named(words) is None or candidate.label == "NORP"):
        return None  # a demonym names people, not where they are
    entry = choice.entry if choice.missing is None else None
    if entry is None and (
        candidate.label is None or _is_body(tokens[last - 1]) or _is_no_name(sentence, candidate, naming)
    ):
        return None
    if entry is not None and _acts_as_person(sentence, candidate, entry):
        return None
    if last < len(tokens) and tokens[last].lower in generic_words() and tokens[last].lower == tokens[last].text:
        last += 1
    start, end = tokens[first].start, tokens[last - 1].end
    if entry is None:
        return PlaceMention(first, last, Evidence.at(document.text, start, end), missing=choice.missing)
    placing = placed(document.text, start, end, entry.place, extent=entry.extent_km)
    placing = seated(placing, _area_kind(document.text, tokens[first].start, tokens[candidate.last - 1].end))
    cut = first > 0 and tokens[first - 1].lower in relation_words().parts and entry.place.kind in _WHOLE
    if cut:
        first -= 1
    evidence = Evidence.at(document.text, tokens[first].start, end)
    use = _use(sentence, candidate.first, candidate.last, entry.place, cut)
    return PlaceMention(first, last, evidence, use, placing)


def _area_kind(text: str, start: int, end: int) -> PlaceKind | None:
    """Return the kind of area that the words beside a name say, or None where they say none of a known level."""
    words = relation_words().townships
    behind = text[end : end + _NEXT].lower().split()[:1] if text[end : end + 1] == " " else []
    last = text[start:end].lower().split()[1:][-1:]
    if words.intersection(w.strip(".,;:)") for w in (*behind, *last)):
        return PlaceKind.SECOND_LEVEL
    return kind_at(text, start, end)


def _is_no_name(sentence: Sentence, candidate: Candidate, naming: Naming) -> bool:
    """Tell whether what no gazetteer knows is an actor's name, an acronym, or a word that the document writes small."""
    tokens = sentence.tokens[candidate.first : candidate.last]
    words = sentence.text[tokens[0].start - sentence.start : tokens[-1].end - sentence.start]
    if open_actors().alias(words) is not None:
        return True
    if len(tokens) > 1:
        return False
    acronym = words.isupper() and len(words) <= _ACRONYM and not sentence.text.isupper()
    return acronym or tokens[0].lower in naming.small


def _is_body(last: Token) -> bool:
    """Tell whether what no gazetteer knows ends like the name of a body or a happening ("Fourth Army")."""
    words = place_words()["bodies"] | place_words()["not_place_heads"]
    return last.lower in words or last.lemma in words or last.tag == "NNPS"


def _acts_as_person(sentence: Sentence, candidate: Candidate, entry: Entry) -> bool:
    """Tell whether a single word that could be a small place says something or has what only persons have.

    A country or a capital that says something stands for its government.
    """
    if candidate.last - candidate.first > 1 or candidate.placed or entry.population >= WORLD:
        return False
    if entry.place.kind in (PlaceKind.COUNTRY, PlaceKind.FIRST_LEVEL):
        return False
    token = sentence.tokens[candidate.first]
    head = sentence.head_of(token)
    if token.dep == "nsubj":
        return head.lemma in voice_rules().telling
    return token.dep == "poss" and head.lower in place_words()["human_things"]


def _use(sentence: Sentence, first: int, last: int, place: Place, compass: bool) -> PlaceUse:
    """A country, or a capital, that does or owns something stands for its government."""
    if _DATELINE.match(sentence.text[sentence.tokens[last - 1].end - sentence.start :]) and _opens(sentence, first):
        return PlaceUse.DATELINE
    head = sentence.head_within(first, last)
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
        return sentence.head_of(prep).lower not in place_words()["area_nouns"] and sentence.head_of(prep).pos == "NOUN"
    return prep.lower in place_words()["agent_prepositions"]
