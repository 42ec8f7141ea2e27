"""Settle which proposals are names, of which type, and find the same names where nothing proposed them.

Invariant: one name has one type throughout a document: what a pack, a country or a place says of it comes before what
the parser says, and of what the parser says the majority holds. A name once known is known wherever it stands.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from dateline.finding.actor_rules import actor_rules
from dateline.finding.entity_proposals import Ground, Proposal, words_at
from dateline.finding.entity_rules import entity_rules
from dateline.knowledge.names import fold
from dateline.language import Sentence
from dateline.model import MentionType

__all__ = ["settle"]

# What one proposal of a ground counts in the vote of a name's type.
_VOTES = {Ground.PARSER: 2, Ground.PLACED: 5, Ground.COUNTRY: 20, Ground.MADE: 8, Ground.KNOWN: 20}
# And what a full name gives to its surname, and a name to its acronym in brackets.
_SURNAME = 7
# Which of two that overlap is kept: a higher rank, then the longer, then the better ground.
_RANK = {Ground.PARSER: 1, Ground.PLACED: 1, Ground.COUNTRY: 1, Ground.MADE: 2, Ground.KNOWN: 2}
_PLACES = frozenset({MentionType.STATE, MentionType.LOCATION, MentionType.FACILITY})


@dataclass(slots=True)
class _Votes:
    """Count what is said of each name, by its folded words."""

    types: dict[str, Counter[MentionType]] = field(default_factory=lambda: defaultdict(Counter))

    def best(self, words: str, given: MentionType) -> MentionType:
        said = self.types.get(fold(words))
        if not said:
            return given
        most = max(said.values())
        return given if said[given] == most else min((t for t in said if said[t] == most), key=lambda t: t.value)


def settle(sentences: Sequence[Sentence], proposed: Sequence[Sequence[Proposal]]) -> list[list[Proposal]]:
    """Return the names of each sentence, in order and without overlaps, from all that was proposed in a document."""
    votes = _Votes()
    for sentence, found in zip(sentences, proposed, strict=True):
        for p in found:
            votes.types[fold(words_at(sentence, p.first, p.last))][p.type] += _VOTES[p.ground]
    for sentence, found in zip(sentences, proposed, strict=True):
        for p in found:
            _vote_for_short(sentence, p, votes)
    parted = [[q for p in found for q in _parted(s, p, votes)] for s, found in zip(sentences, proposed, strict=True)]
    kept = [_disjoint([_typed(s, p, votes) for p in found]) for s, found in zip(sentences, parted, strict=True)]
    names = _names_of(sentences, kept)
    return [
        sorted([*found, *_again(sentence, found, names)], key=lambda p: p.first)
        for sentence, found in zip(sentences, kept, strict=True)
    ]


def _vote_for_short(sentence: Sentence, p: Proposal, votes: _Votes) -> None:
    words = words_at(sentence, p.first, p.last)
    if p.type is MentionType.PERSON and len(p) > 1 and votes.best(words, p.type) is MentionType.PERSON:
        votes.types[fold(sentence.tokens[p.last - 1].text)][MentionType.PERSON] += _SURNAME
    after = sentence.tokens[p.last : p.last + 3]
    if len(after) == 3 and after[0].text == "(" and after[2].text == ")" and _abbreviates(after[1].text, words):
        votes.types[fold(after[1].text)][votes.best(words, p.type)] += _VOTES[Ground.MADE]


def _abbreviates(short: str, words: str) -> bool:
    """Tell whether a word in capitals has the first letters of a name, in order; two of them are enough.

    >>> _abbreviates("SIIC", "Supreme Islamic Iraqi Council"), _abbreviates("AP", "Free Army")
    (True, False)
    """
    if len(short) < 2 or sum(c.isupper() for c in short) < 2:
        return False
    initials = [w[0].upper() for w in words.replace("-", " ").split() if w[0].isupper()]
    return short[0] == (initials[0] if initials else "") and sum(c in initials for c in short.upper()) >= 2


def _parted(sentence: Sentence, p: Proposal, votes: _Votes) -> Iterator[Proposal]:
    """Cut a parser's name that ends in a person's, and is none, before that one ("Kilo Office *Ada Omar*")."""
    cut = p.last - 2
    if p.ground is Ground.PARSER and cut > p.first and p.type is not MentionType.PERSON:
        said = votes.types.get(fold(words_at(sentence, cut, p.last)))
        if said and said.most_common(1)[0][0] is MentionType.PERSON:
            yield replace(p, last=cut)
            yield replace(p, first=cut, type=MentionType.PERSON)
            return
    yield p


def _typed(sentence: Sentence, p: Proposal, votes: _Votes) -> Proposal:
    if p.ground in (Ground.KNOWN, Ground.COUNTRY, Ground.MADE):
        return p
    best = votes.best(words_at(sentence, p.first, p.last), p.type)
    return p if best is p.type else replace(p, type=best, place=p.place if best in _PLACES else None)


def _disjoint(found: Sequence[Proposal]) -> list[Proposal]:
    kept: list[Proposal] = []
    for p in sorted(found, key=lambda p: (-_RANK[p.ground], -len(p), -p.ground, p.first)):
        if all(p.last <= k.first or k.last <= p.first for k in kept):
            kept.append(p)
    return sorted(kept, key=lambda p: p.first)


def _names_of(
    sentences: Sequence[Sentence], kept: Sequence[Sequence[Proposal]]
) -> Mapping[str, dict[tuple[str, ...], Proposal]]:
    """Return what every name stands for by its words, under its first word; surnames too."""
    names: dict[str, dict[tuple[str, ...], Proposal]] = defaultdict(dict)
    for sentence, found in zip(sentences, kept, strict=True):
        for p in found:
            words = tuple(t.text for t in sentence.tokens[p.first : p.last])
            names[words[0]].setdefault(words, p)
            if p.type is MentionType.PERSON and len(words) > 1:
                surname = words[-1]
                if len(surname) > 2 and surname[0].isupper():
                    names[surname].setdefault((surname,), p)
            opens = words[0].lower()
            if (p.type is MentionType.OPERATION and len(words) > 2 and opens in entity_rules().operation_openers) or (
                p.type is MentionType.PLATFORM and len(words) > 1 and opens in entity_rules().ship_openers
            ):
                names[words[1]].setdefault(words[1:], p)  # "Operation Iron Gate" is "Iron Gate" as well
    return names


def _again(
    sentence: Sentence, found: Sequence[Proposal], names: Mapping[str, dict[tuple[str, ...], Proposal]]
) -> Iterator[Proposal]:
    """Yield the known names that stand where no name was kept."""
    taken = {i for p in found for i in range(p.first, p.last)}
    tokens = sentence.tokens
    i = 0
    while i < len(tokens):
        step = 1
        for words in sorted(names.get(tokens[i].text, ()), key=lambda w: (-len(w), w)):
            last = i + len(words)
            span = range(i, last)
            if taken & set(span) or tuple(t.text for t in tokens[i:last]) != words:
                continue
            known = names[tokens[i].text][words]
            if len(words) == 1 and (tokens[i].pos != "PROPN" or words[0].lower() in actor_rules().titles):
                continue
            if words[0].lower() in entity_rules().never:
                continue
            yield replace(known, first=i, last=last)
            step = len(words)
            break
        i += step
