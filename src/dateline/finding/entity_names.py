"""The names of one sentence as they are proposed: by packs, countries, places, the parser, and by how names are made.

Invariant: a proposal's stretch is a name and nothing more: no article, possessive, title, comma, line break or second
name. How much it is to be believed is said by its ground; what wins is for `entity_typing` to settle.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from dateline.finding.actor_rules import actor_rules
from dateline.finding.entity_rules import entity_rules
from dateline.finding.mentions import ActorMention, PlaceMention
from dateline.finding.place_words import place_words
from dateline.knowledge.actors import ActorIndex, open_actors, open_all_countries
from dateline.knowledge.names import fold
from dateline.knowledge.outlets import open_outlets
from dateline.language import Sentence, Token
from dateline.model import Actor, MentionType, Place

__all__ = ["Ground", "Proposal", "propose"]

_JOINTS = frozenset({"-", "‑", "–", "—", "/"})
_APOSTROPHES = ("'s", "’s", "'", "’")
# No country's or people's name has more words ("the Democratic Republic of the Congo").
_LONGEST_COUNTRY = 6


class Ground(IntEnum):
    """Say what a proposal rests on, the weakest first."""

    PARSER = 1
    PLACED = 2
    COUNTRY = 3
    MADE = 4
    KNOWN = 5


@dataclass(frozen=True, slots=True)
class Proposal:
    """Propose that the tokens `[first, last)` are a name of one type; `actor` or `place` is what it stands for.

    Where a name is only the beginning of a token ("U.S.-led"), `letters` says how many letters of it.
    """

    first: int
    last: int
    type: MentionType
    ground: Ground
    actor: Actor | None = None
    place: Place | None = None
    letters: int | None = None

    def __len__(self) -> int:
        return self.last - self.first


def propose(sentence: Sentence, *, places: Sequence[PlaceMention], actors: Sequence[ActorMention]) -> list[Proposal]:
    """Return all names that something speaks for in one sentence; they may overlap, and one may stand there twice."""
    index = open_actors()
    found = [
        *_known(sentence, actors, index),
        *_countries(sentence, index),
        *_placed(sentence, places),
        *_made(sentence),
        *_parsed(sentence),
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
                first = _without_titles(sentence, first, last)
            kind = MentionType.PERSON if entry and entry.person else MentionType.ORGANISATION
            kind = MentionType.NATIONALITY if _is_adherent(words_at(sentence, first, last)) else kind
            yield Proposal(first, last, kind, Ground.KNOWN, actor=mention.actor)
            break


def _is_adherent(words: str) -> bool:
    """Tell whether a single word has the ending of those who belong to something ("Sadrists")."""
    return " " not in words and words.lower().endswith(tuple(entity_rules().adherents))


def _own_part(sentence: Sentence, first: int, last: int, actor: Actor, index: ActorIndex) -> int | None:
    """Return where the name in a known spelling ends, or None where it is a noun behind somebody else's name.

    "Dawa party" is a name to its end and "Mahdi fighters" to its first word; "U.S. forces" and "Sadr movement" are
    none of the actor's own.
    """
    end = last
    while end > first and not _is_capital(sentence.tokens[end - 1]):
        end -= 1
    if end == last:
        return last
    while end > first and sentence.tokens[end - 1].text in _APOSTROPHES:
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


def _made(sentence: Sentence) -> Iterator[Proposal]:
    """Propose what its own words make a name of: "Operation Iron Gate", "the Kilo Valley offensive", "Dawr Bridge"."""
    rules, tokens = entity_rules(), sentence.tokens
    for first, last in _runs(sentence):
        first, last = trimmed(sentence, first, last)
        if first == last:
            continue
        if tokens[first].lower in rules.operation_openers and last - first > 1:
            yield Proposal(first, _end_of_operation(sentence, last), MentionType.OPERATION, Ground.MADE)
            continue
        if tokens[first].lower in rules.ship_openers and tokens[first].text.isupper() and last - first > 1:
            yield Proposal(first, last, MentionType.PLATFORM, Ground.MADE)
            continue
        kind = rules.heads.get(tokens[last - 1].lower) or rules.starts.get(tokens[first].lower)
        if kind is not None and last - first > 1:
            yield Proposal(first, last, kind, Ground.MADE)
        for size in (2, 1):
            if last + size > len(tokens):
                continue
            tail = " ".join(t.lower for t in tokens[last : last + size])
            type_ = rules.tails.get(tail)
            if type_ is not None and tokens[last - 1].end + 1 == tokens[last].start:
                ground = Ground.PLACED if type_ is not MentionType.ORGANISATION else Ground.MADE
                yield Proposal(first, last + size, type_, ground)
                break


def _end_of_operation(sentence: Sentence, last: int) -> int:
    """Return where an operation's name ends, beyond small words and owners ("Operation Knight's Spear of the Sea")."""
    tokens, rules = sentence.tokens, entity_rules()
    i = last
    while i < len(tokens) and (tokens[i].lower in rules.operation_joints or tokens[i].text in _APOSTROPHES):
        i += 1
        if i < len(tokens) and _is_capital(tokens[i]) and i - last <= 3:
            while i < len(tokens) and _is_capital(tokens[i]):
                i += 1
            last = i
    return last


def _runs(sentence: Sentence) -> Iterator[tuple[int, int]]:
    """Yield the stretches of words in capitals, with small words of names between, that no comma or mark breaks."""
    tokens, rules = sentence.tokens, entity_rules()
    i = 0
    while i < len(tokens):
        if not _is_capital(tokens[i]) or (tokens[i].pos in ("DET", "PRON")):
            i += 1
            continue
        last = i + 1
        while i and (tokens[i - 1].lower in rules.openers or _is_joint(tokens, i - 1)):
            i -= 1
        if i and tokens[i - 1].text[0].isdigit() and tokens[i - 1].text[-1].isalpha():
            i -= 1  # "407th Air Group"
        while last < len(tokens):
            token = tokens[last]
            joins = token.text in _JOINTS and token.start == tokens[last - 1].end
            if _is_capital(token) or (joins and tokens[last - 1].lower not in rules.heads):
                last += 1
            elif token.text in _JOINTS:
                break
            elif token.lower in rules.openers and last + 1 < len(tokens) and _is_capital(tokens[last + 1]):
                last += 1
            else:
                break
        while last > i and not _is_capital(tokens[last - 1]):
            last -= 1
        yield i, last
        i = last


def _is_joint(tokens: Sequence[Token], i: int) -> bool:
    """Tell whether a token is a hyphen between a name's small word and the rest ("al-Tanf")."""
    is_hyphen = tokens[i].text in _JOINTS and i > 0 and tokens[i - 1].lower in entity_rules().openers
    return is_hyphen and tokens[i - 1].end == tokens[i].start


def _parsed(sentence: Sentence) -> Iterator[Proposal]:
    """Propose the parser's names, mended."""
    rules = entity_rules()
    for span in sentence.names:
        kind = rules.labels.get(span.label)
        if kind is None:
            continue
        for first, last in _pieces(sentence, span.first, span.last, kind):
            given = first
            first, last, kind = _after_event(sentence, *trimmed(sentence, first, last), kind)
            if first > given and sentence.tokens[first - 1].lower in actor_rules().locative:
                yield Proposal(first, last, MentionType.STATE, Ground.PLACED)  # in "Near Kilo" the parser took both
                continue
            bare = _without_titles(sentence, first, last)
            # "Col Ada" is a person, whatever the parser says; a title before a longer name may be part of it.
            is_person = kind is MentionType.PERSON or (
                kind is MentionType.ORGANISATION and bare > first and last - bare <= 2
            )
            first = bare if is_person else first
            if first < last:
                words = words_at(sentence, first, last)
                if is_person and first == given and _is_before_place_noun(sentence, last):
                    yield Proposal(first, last, MentionType.STATE, Ground.PLACED)
                    continue
                if not is_person and _is_adherent(words) and open_actors().alias(words) is not None:
                    kind = MentionType.NATIONALITY
                type_ = _arm(sentence.tokens[last - 1]) or (MentionType.PERSON if is_person else kind)
                yield Proposal(first, last, type_, Ground.PARSER)


def _is_before_place_noun(sentence: Sentence, last: int) -> bool:
    """Tell whether the noun right behind a name makes it a place's ("Kilo Lima village")."""
    after = sentence.tokens[last] if last < len(sentence.tokens) else None
    return after is not None and after.text.islower() and after.lower in entity_rules().settlements


def _after_event(sentence: Sentence, first: int, last: int, kind: MentionType) -> tuple[int, int, MentionType]:
    """Leave of an event's name the place that it is of ("Battle of *Kilo*"), and nothing where it is of none."""
    words = [t.lower for t in sentence.tokens[first:last]]
    events = place_words()["event_nouns"]
    if len(words) > 2 and words[0] in events and words[1] == "of":
        first, last = trimmed(sentence, first + 2, last)
        return first, last, MentionType.STATE
    is_thing = bool(words) and words[-1] in actor_rules().not_actor_heads and words[-1] not in entity_rules().heads
    if is_thing and kind in (MentionType.PERSON, MentionType.ORGANISATION):
        return first, first, kind  # "the Kilo Accords", "the Second Kilo War"
    return first, last, kind


def _arm(token: Token) -> MentionType | None:
    """Return what sort of arms a name's last word is, or None ("a *Katyusha*")."""
    types = entity_rules().nouns.get(token.lower, ())
    return next((t for t in types if t in (MentionType.WEAPON, MentionType.PLATFORM)), None)


def _pieces(sentence: Sentence, first: int, last: int, kind: MentionType) -> Iterator[tuple[int, int]]:
    """Cut a span at what joins two names: a comma, a line break, a dash, a possessor, and "and" but within bodies."""
    start = first
    for i in range(first, last):
        token = sentence.tokens[i]
        is_dash = token.text in _JOINTS and _parts(sentence, i)
        joins = token.lower in ("and", "&", "or") and (
            kind not in (MentionType.ORGANISATION, MentionType.FACILITY) or _are_two(sentence, first, i, last)
        )
        owns = token.tag == "POS" or token.text in ("'s", "’s")
        owns = owns or (token.pos in ("VERB", "AUX") and token.text.islower() and token.tag != "VBN")
        if token.text in (",", ";", ":", "(", ")", "[", "]") or "\n" in token.text or is_dash or joins or owns:
            if start < i:
                yield start, i
            start = i + 1
    if start < last:
        yield start, last


def _parts(sentence: Sentence, i: int) -> bool:
    """Tell whether a dash stands between two names: apart from the first, or behind a body's noun."""
    before = sentence.tokens[i - 1]
    return before.end < sentence.tokens[i].start or before.lower in entity_rules().heads


def _are_two(sentence: Sentence, first: int, middle: int, last: int) -> bool:
    """Tell whether what stands on both sides of "and" are names by themselves ("Jordan and the Free Army")."""
    tokens = sentence.tokens
    if middle + 1 < last and tokens[middle + 1].pos == "DET":
        return True
    index = open_actors()
    sides = (words_at(sentence, *span) for span in ((first, middle), (middle + 1, last)) if span[0] < span[1])
    return any(index.countries.named(side) or index.alias(side) for side in sides)


def trimmed(sentence: Sentence, first: int, last: int) -> tuple[int, int]:
    """Return a span without what is no part of a name at its ends; `(first, first)` where nothing is left."""
    tokens, rules = sentence.tokens, entity_rules()
    while first < last and not _may_open(tokens[first]):
        first += 1
    while last > first:
        token = tokens[last - 1]
        is_tail = token.lower in rules.tails and last - first > 1
        if (_is_capital(token) or token.text[0].isdigit() or is_tail) and token.text not in _APOSTROPHES:
            break
        last -= 1
    return first, last


def _may_open(token: Token) -> bool:
    is_article = token.pos == "DET" or token.lower in ("the", "a", "an")
    if is_article or token.lower in entity_rules().not_openers or not token.text[0].isalnum():
        return False
    return token.text[0].isupper() or token.text[0].isdigit() or token.lower in entity_rules().openers


def _is_capital(token: Token) -> bool:
    text = token.text
    return text[0].isupper() or (
        len(text) > 3 and text[:3].lower() in ("al-", "el-", "as-", "ad-") and text[3].isupper()
    )


def _without_titles(sentence: Sentence, first: int, last: int) -> int:
    """Return where a person's name begins behind its titles; at least its last word is left."""
    titles = actor_rules().titles | entity_rules().titles
    while first < last - 1 and sentence.tokens[first].lower.replace(".", "") in titles:
        first += 1
    return first


def _is_never(sentence: Sentence, p: Proposal) -> bool:
    words = words_at(sentence, p.first, p.last)
    bare = fold(words)
    if p.ground >= Ground.COUNTRY:
        return False
    return not bare or bare in entity_rules().never or not any(c.isalpha() for c in words)


def words_at(sentence: Sentence, first: int, last: int) -> str:
    """Return the words of tokens `[first, last)` as they stand."""
    start, end = sentence.tokens[first].start, sentence.tokens[last - 1].end
    return sentence.text[start - sentence.start : end - sentence.start]
