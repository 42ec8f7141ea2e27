"""The parser's names, mended: cut where they hold two, without what is no part of a name, and of a type that fits.

Invariant: what is proposed stands within one name of the parser; nothing is proposed that it did not see.
"""

from __future__ import annotations

from collections.abc import Iterator

from dateline.finding.actor_rules import actor_rules
from dateline.finding.entity_proposals import (
    JOINTS,
    Ground,
    Proposal,
    is_adherent,
    trimmed,
    without_titles,
    words_at,
)
from dateline.finding.entity_rules import entity_rules
from dateline.finding.place_words import place_words
from dateline.knowledge.actors import open_actors
from dateline.language import Sentence, Token
from dateline.model import MentionType

__all__ = ["parsed_names"]


def parsed_names(sentence: Sentence) -> Iterator[Proposal]:
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
            bare = without_titles(sentence, first, last)
            # "Col Ada" is a person, whatever the parser says; a title before a longer name may be part of it.
            is_person = kind is MentionType.PERSON or (
                kind is MentionType.ORGANISATION and bare > first and last - bare <= 2
            )
            first = bare if is_person else first
            if first < last:
                words = words_at(sentence, first, last)
                if not is_person and is_adherent(words) and open_actors().alias(words) is not None:
                    kind = MentionType.NATIONALITY
                type_ = _arm(sentence.tokens[last - 1]) or (MentionType.PERSON if is_person else kind)
                yield Proposal(first, last, type_, Ground.PARSER)


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
        is_dash = token.text in JOINTS and _parts(sentence, i)
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
