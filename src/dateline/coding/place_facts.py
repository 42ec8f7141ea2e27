"""What is known of how a place stands to an act in its sentence: the facts by which the place of an act is chosen.

Invariant: a fact tells of grammar, of the word that names the act, of the sort of place and of what else is named,
never of a name; so no choice depends on which town or country a sentence speaks of.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from dateline.coding.grammar import CLAUSES
from dateline.coding.listed import head_of_mention
from dateline.coding.scene import Scene
from dateline.finding.mentions import PlaceMention
from dateline.finding.place_words import place_words
from dateline.language import Sentence, Token

__all__ = ["place_facts"]

# Upper ends of the bands in which steps and words between are told.
_BANDS = (0, 1, 2, 3, 5, 8, 12, 20, 30)
# Steps of a way through the parse that are told one by one; a longer one is only far.
_LONGEST_WAY = 5
# Two places with more words between them are not told of together.
_NEAR = 3
# The classes of the lexicon that tell apart what a place hangs on.
_SORTS = ("official", "armed", "people", "violence", "infrastructure", "vehicle")


@dataclass(frozen=True, slots=True)
class _Way:
    """Hold the tokens left on the way up from an act, and those entered on the way down to a place, in order.

    `chain` are the governors of the place's head, nearest first; a list of places is one step.
    """

    head: Token
    up: list[Token]
    down: list[Token]
    chain: list[Token]

    @property
    def steps(self) -> int:
        return len(self.up) + len(self.down)


def place_facts(scene: Scene, act: Sequence[Token], named: Sequence[PlaceMention]) -> list[tuple[str, ...]]:
    """Return what is known of each of the named places beside an act, in the order of `named`.

    The first word of `act` names it; the way to a place is told from the word that it is shortest from.
    """
    starts = [[t, *scene.sentence.ancestors(t)] for t in dict.fromkeys(act)]
    ways = [_way(scene, starts, m) for m in named]
    order = sorted(range(len(named)), key=lambda i: named[i].first)
    facts: list[tuple[str, ...]] = [()] * len(named)
    for at, i in enumerate(order):
        before = named[order[at - 1]] if at else None
        after = named[order[at + 1]] if at + 1 < len(order) else None
        left = _gap(scene.sentence, before.last, named[i].first) if before is not None else "none"
        right = _gap(scene.sentence, named[i].last, after.first) if after is not None else "none"
        beside = (*_beside(ways, i), f"left={left}", f"right={right}")
        facts[i] = (*_own(scene, act, named[i], ways[i], left, right), *beside)
    return facts


def _own(scene: Scene, act: Sequence[Token], mention: PlaceMention, way: _Way, left: str, right: str) -> list[str]:
    """Return the facts of one place."""
    sentence, head, up, down = scene.sentence, way.head, way.up, way.down
    names = act[0]
    above, noun = _governor(sentence, head)
    hangs = _sort_of(scene, noun)
    first = _label(down[0]) if down else "self"
    kind = mention.placing.place.kind.value if mention.placing else "unlisted"
    side = "after" if mention.first > names.i else "before"
    own = {t.i for t in act}
    verb = next((t for t in way.chain if t.pos in ("VERB", "AUX") or t.i in own), sentence.root)
    whose = _relation(sentence, act, verb)
    taking = names.lemma in place_words()["taking"] or names.lemma in place_words()["seizing"]
    ups, downs = [_label(t) for t in up], [_label(t) for t in down]
    facts = [f"up~{label}" for label in dict.fromkeys(ups)]
    facts += [f"down~{label}" for label in dict.fromkeys(downs)]
    passed = [t for t in (*up[1:], *down[:-1]) if t.pos in ("NOUN", "PROPN", "VERB")]
    facts += dict.fromkeys(f"via={_sort_of(scene, t)},{t.dep}" for t in passed)
    facts += [
        f"verb={whose}",
        f"verb,side={whose},{side}",
        f"verb,dep={whose},{verb.dep}",
        f"verb,tag={whose},{verb.tag},{verb.dep}",
        f"verb,first={whose},{side},{first}",
        f"way={' '.join([*(f'^{u}' for u in ups), *downs])}" if way.steps <= _LONGEST_WAY else "way=far",
        f"governed={above}",
        f"prep={_preposition(above)},{hangs}",
        f"prep,first={_preposition(above)},{down[0].dep if down else 'self'}",
        f"prep,verb={_preposition(above)},{whose}",
        f"side,governed={side},{above}",
        f"kind,governed={kind},{above}",
        f"noun={hangs}",
        f"noun,governed={hangs},{above}",
        f"noun,first={hangs},{first}",
        f"first={first}",
        f"taking,first={taking},{first}",
        f"taking,dep={taking},{head.dep},{way.steps}",
        f"lemma,first={names.lemma},{first}",
        f"lemma,governed={names.lemma},{above}",
        f"dep={head.dep}",
        f"side={side}",
        f"kind={kind}",
        f"use={mention.use.value}",
        f"use,dep={mention.use.value},{head.dep}",
        f"precision={int(mention.placing.precision) if mention.placing else 0}",
        f"left,kind={left},{kind}",
        f"right,kind={right},{kind}",
        f"owner={any(k.tag == 'POS' for k in sentence.kids(head, 'case'))}",
        f"turn={sentence.head_of(up[-1]).pos if up else 'act'}",
    ]
    return facts + _lengths(sentence, names, mention, way, side)


def _lengths(sentence: Sentence, names: Token, mention: PlaceMention, way: _Way, side: str) -> list[str]:
    """Return how far a place stands from the word that names the act, in the parse and in the sentence."""
    out, into = sum(t.dep in CLAUSES for t in way.up), sum(t.dep in CLAUSES for t in way.down)
    between = sentence.tokens[min(names.i, mention.first) + 1 : max(names.i, mention.first)]
    return [
        f"out={min(out, 3)}",
        f"into={min(into, 3)}",
        f"out,into={min(out, 2)},{min(into, 2)}",
        f"up={min(len(way.up), 4)}",
        f"steps={_band(way.steps)}",
        f"words={_band(abs(mention.first - names.i))}",
        f"verbs={min(sum(t.pos == 'VERB' for t in between), 3)},{side}",
        f"commas={min(sum(t.text in (',', ';') for t in between), 3)},{side}",
    ]


def _beside(ways: Sequence[_Way], i: int) -> tuple[str, ...]:
    """Return what the other places say of one: how many stand nearer, which it governs and which govern it."""
    own = ways[i]
    others = [w for j, w in enumerate(ways) if j != i]
    shorter = sum(w.steps < own.steps for w in others)
    holds = any(w.head.i == own.head.i or any(t.i == own.head.i for t in w.chain) for w in others)
    heads = {w.head.i for w in others}
    held = any(t.i in heads for t in own.chain)
    return f"rivals={min(len(others), 4)}", f"nearer={min(shorter, 3)}", f"holds={holds}", f"held={held}"


def _way(scene: Scene, starts: Sequence[Sequence[Token]], mention: PlaceMention) -> _Way:
    """Return the shortest way from the words of an act, each with its governors, to a place."""
    head = head_of_mention(scene, mention)
    chain = list(scene.sentence.ancestors(head))
    best: _Way | None = None
    for start in starts:
        at = {t.i: n for n, t in enumerate(start)}
        down: list[Token] = []
        for token in (head, *chain):
            if token.i in at:
                way = _Way(head, list(start[: at[token.i]]), down[::-1], chain)
                if best is None or way.steps < best.steps:
                    best = way
                break
            if token.dep != "conj":
                down.append(token)
    return best if best is not None else _Way(head, [], [head], chain)


def _label(token: Token) -> str:
    """Return a token's relation, with the word itself where it is a preposition."""
    return f"{token.dep}:{token.lower}" if token.dep in ("prep", "agent") else token.dep


def _governor(sentence: Sentence, head: Token) -> tuple[str, Token]:
    """Return how a place is governed, and the word that its phrase hangs on."""
    while head.dep == "conj":
        head = sentence.head_of(head)
    above = sentence.head_of(head)
    if head.dep == "pobj":
        noun = sentence.head_of(above)
        return f"{above.lower}<{noun.pos}", noun
    return f"{head.dep}<{above.pos}", above


def _preposition(governor: str) -> str:
    """Return the sort of preposition that governs a place, so that rare ones speak as the common ones of their sort."""
    word, words = governor.partition("<")[0], place_words()
    if word not in words["locative"]:
        return "other" if word.islower() and word in words["toward"] else "none"
    return "loose" if word in words["loose"] else "strict"


def _relation(sentence: Sentence, act: Sequence[Token], verb: Token) -> str:
    """Return how the verb that governs a place stands to an act: it names it, lies above or below it, or beside it."""
    own = {t.i for t in act}
    if verb.i in own:
        return "own"
    if any(t.i in own for t in sentence.ancestors(verb)):
        chain = verb
        while chain.dep == "conj":
            chain = sentence.head_of(chain)
            if chain.i in own:
                return "conj"
        return "below"
    return "above" if any(verb.i == a.i for t in act for a in sentence.ancestors(t)) else "beside"


def _gap(sentence: Sentence, start: int, end: int) -> str:
    """Return the words between two places where they are few."""
    between = [t for t in sentence.tokens[start:end] if t.pos != "DET"]
    if len(between) > _NEAR:
        return "far"
    words = [t.lower if t.pos in ("ADP", "PUNCT", "PART", "CCONJ") else t.pos for t in between]
    return " ".join(words) or "none"


def _sort_of(scene: Scene, token: Token) -> str:
    """Return the sort of thing that a word names: part of a place, people, violence; else its part of speech."""
    if token.pos not in ("NOUN", "PROPN"):
        return token.pos
    words, classes = place_words(), scene.lexicon.classes
    if token.lemma in words["kinds"] or token.lemma in words["parts"]:
        return "place"
    return next((name for name in _SORTS if token.lemma in classes[name]), token.pos)


@lru_cache(maxsize=512)
def _band(count: int) -> str:
    return next((f"<={top}" for top in _BANDS if count <= top), f">{_BANDS[-1]}")
