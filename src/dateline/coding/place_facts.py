"""What is known of how a place stands to an act in its sentence: the facts by which the place of an act is chosen.

Invariant: a fact tells of grammar, of the sort of place and of what else is named, never of a name; so no choice
depends on which town or country a sentence speaks of.
"""

from __future__ import annotations

from collections.abc import Sequence

from dateline.coding.grammar import CLAUSES
from dateline.coding.nearest import head_of_mention
from dateline.coding.scene import Scene
from dateline.finding.mentions import PlaceMention
from dateline.finding.unlabelled_places import place_words
from dateline.language import Sentence, Token

__all__ = ["is_about", "place_facts"]

# Upper ends of the bands in which steps and words between are told.
_BANDS = (0, 1, 2, 3, 5, 8, 12, 20, 30)
_LONGEST_PATH = 5
# The classes of the lexicon that tell apart what a place hangs on.
_SORTS = ("official", "armed", "people", "violence", "infrastructure", "vehicle")
# Two places with more words between them are not told of together.
_NEAR = 3
# Relations by which an act takes what it is about.
CONTENT = frozenset({"dobj", "ccomp", "xcomp", "pcomp", "dative", "oprd", "nsubj", "nsubjpass", "relcl", "acl"})
# Steps that say nothing of how a place stands to an act: names in a row, and one more of the same.
_SAME = frozenset({"conj"})


def place_facts(
    scene: Scene, act: Sequence[Token], mention: PlaceMention, others: Sequence[PlaceMention]
) -> tuple[str, ...]:
    """Return what is known of a place beside an act, sorted; `others` are the sentence's mentions, itself among them.

    The words of `act` name it; the way is told from the one that it is shortest from.
    """
    sentence = scene.sentence
    head = head_of_mention(scene, mention)
    ways = [_way(sentence, token, head) for token in dict.fromkeys(act)]
    up, down = min(ways, key=lambda w: len(w[0]) + len(w[1]))
    steps = [*(f"^{_label(t)}" for t in up), *(_label(t) for t in down)]
    above = _governor(sentence, head)
    first = _label(down[0]) if down else "self"
    into = sum(t.dep in CLAUSES for t in down)
    out = sum(t.dep in CLAUSES for t in up)
    entry = mention.placing.place.kind.value if mention.placing else "unlisted"
    rivals = [m for m in others if m is not mention]
    order = sorted(others, key=lambda m: m.first)
    at = order.index(mention)
    left = _gap(sentence, order[at - 1].last, mention.first) if at else "none"
    right = _gap(sentence, mention.last, order[at + 1].first) if at + 1 < len(order) else "none"
    noun = _sort_of(scene, _noun_above(sentence, head))
    taking = act[0].lemma in place_words()["taking"] or act[0].lemma in place_words()["seizing"]
    heads = {m.first: head_of_mention(scene, m) for m in rivals}
    below = {t.i for t in sentence.subtree(head)}
    chain = {t.i for t in sentence.ancestors(head)}
    side = "after" if mention.first > act[0].i else "before"
    shorter = sum(_length(sentence, act, heads[m.first]) < len(up) + len(down) for m in rivals)
    verb = _verb_above(sentence, head, act)
    whose = _relation(sentence, act, verb)
    found = {
        *(f"up~{_label(t)}" for t in up),
        *(f"down~{_label(t)}" for t in down),
        f"verb={whose}",
        f"verb,side={whose},{side}",
        f"verb,dep={whose},{verb.dep}",
        f"verb,tag={whose},{verb.tag},{verb.dep}",
        f"verb,first={whose},{side},{first}",
        f"way={' '.join(steps)}" if len(steps) <= _LONGEST_PATH else "way=far",
        f"governed={above}",
        f"dep={head.dep}",
        f"first={first}",
        f"out={min(out, 3)}",
        f"into={min(into, 3)}",
        f"out,into={min(out, 2)},{min(into, 2)}",
        f"up={min(len(up), 4)}",
        f"steps={_band(len(steps))}",
        f"words={_band(abs(mention.first - act[0].i))}",
        f"side={side}",
        f"side,governed={side},{above}",
        f"kind={entry}",
        f"kind,governed={entry},{above}",
        f"use={mention.use.value}",
        f"use,dep={mention.use.value},{head.dep}",
        f"rivals={min(len(rivals), 4)}",
        f"nearer={min(shorter, 3)}",
        f"holds={any(h.i in below for h in heads.values())}",
        f"held={any(h.i in chain for h in heads.values())}",
        f"owner={any(k.tag == 'POS' or k.dep == 'case' for k in sentence.kids(head))}",
        f"turn={_turn(sentence, up)}",
        f"left={left}",
        f"right={right}",
        f"left,kind={left},{entry}",
        f"right,kind={right},{entry}",
        f"noun={noun}",
        f"noun,governed={noun},{above}",
        f"noun,first={noun},{first}",
        f"taking,first={taking},{first}",
        f"taking,dep={taking},{head.dep},{len(steps)}",
        f"precision={int(mention.placing.precision) if mention.placing else 0}",
    }
    return tuple(sorted(found))


def is_about(scene: Scene, act: Sequence[Token], mention: PlaceMention) -> bool:
    """Tell whether a place belongs to what an act is about: its object, its clause, what a topic's preposition governs.

    "Condemned the raid on *Homs*", "threatened to march on *Jowhar*"; but not "said in *Doha*".
    """
    head = head_of_mention(scene, mention)
    _, down = min((_way(scene.sentence, t, head) for t in dict.fromkeys(act)), key=lambda w: len(w[0]) + len(w[1]))
    if not down:
        return False
    opens = down[0]
    return opens.dep in CONTENT or (opens.dep == "prep" and opens.lower not in place_words()["locative"])


def _way(sentence: Sentence, start: Token, goal: Token) -> tuple[list[Token], list[Token]]:
    """Return the tokens left on the way up from an act, and those entered on the way down to a place, in order."""
    up = [start, *sentence.ancestors(start)]
    down = [goal, *sentence.ancestors(goal)]
    at = {t.i for t in up}
    shared = next(t for t in down if t.i in at)
    return up[: [t.i for t in up].index(shared.i)], [t for t in down[: down.index(shared)] if t.dep not in _SAME][::-1]


def _length(sentence: Sentence, act: Sequence[Token], goal: Token) -> int:
    return min(sum(map(len, _way(sentence, t, goal))) for t in act)


def _label(token: Token) -> str:
    """Return a token's relation, with the word itself where it is a preposition."""
    return f"{token.dep}:{token.lower}" if token.dep in ("prep", "agent") else token.dep


def _governor(sentence: Sentence, head: Token) -> str:
    """Return what governs a place: its preposition and the part of speech above that, or its relation."""
    while head.dep in _SAME:
        head = sentence.head_of(head)
    above = sentence.head_of(head)
    if head.dep == "pobj":
        return f"{above.lower}<{sentence.head_of(above).pos}"
    return f"{head.dep}<{above.pos}"


def _gap(sentence: Sentence, start: int, end: int) -> str:
    """Return the words between two places where they are few."""
    between = [t for t in sentence.tokens[start:end] if t.pos != "DET"]
    if not between or len(between) > _NEAR:
        return "far" if between else "none"
    return " ".join(t.lower if t.pos in ("ADP", "PUNCT", "PART", "CCONJ") else t.pos for t in between)


def _noun_above(sentence: Sentence, head: Token) -> Token:
    """Return the word that a place's phrase hangs on: the one above its preposition, or above itself."""
    while head.dep in _SAME:
        head = sentence.head_of(head)
    above = sentence.head_of(head)
    return sentence.head_of(above) if head.dep == "pobj" else above


def _verb_above(sentence: Sentence, head: Token, act: Sequence[Token]) -> Token:
    """Return the nearest verb, or word of the act, that governs a place; else the root."""
    own = {t.i for t in act}
    return next((t for t in sentence.ancestors(head) if t.pos in ("VERB", "AUX") or t.i in own), sentence.root)


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
    if any(verb.i == a.i for t in act for a in sentence.ancestors(t)):
        return "above"
    return "beside"


def _sort_of(scene: Scene, token: Token) -> str:
    """Return the sort of thing that a word names: part of a place, people, violence; else its part of speech."""
    if token.pos in ("NOUN", "PROPN"):
        words = place_words()
        if token.lemma in words["kinds"] or token.lemma in words["parts"]:
            return "place"
        for name in _SORTS:
            if token.lemma in scene.lexicon.classes[name]:
                return name
    return token.pos


def _turn(sentence: Sentence, up: Sequence[Token]) -> str:
    """Return where the way turns: at the act itself, or what sort of word stands above both."""
    if not up:
        return "act"
    return sentence.head_of(up[-1]).pos


def _band(count: int) -> str:
    return next((f"<={top}" for top in _BANDS if count <= top), f">{_BANDS[-1]}")
