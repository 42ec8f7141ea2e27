"""Find which times of a sentence date an act, and from which side: at, from, up to, before or after it.

Invariant: only the parse relates a time to an act. A time dates the verb or noun of acts that it hangs on, what is
joined with it, and what is told as happening with it; what lies before or after it in the sentence's own words is
bounded by it; and any other clause's time is none of the act's. Which words put an act before, after or beside another
is data (`timing.toml`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from dateline.coding.grammar import bearer
from dateline.coding.nearest import head_of_mention
from dateline.coding.scene import Scene
from dateline.coding.trigger import Trigger
from dateline.finding.mentions import TimeKind, TimeMention
from dateline.finding.time_grammar import grammar
from dateline.language import Token
from dateline.model import EventType

__all__ = ["Dated", "Side", "dates_of", "frames", "is_perfect", "is_pluperfect"]


class Side(StrEnum):
    """Say how an act stands to a time: `told` is that of somebody who tells of the act at that time."""

    AT = "at"
    FROM = "from"
    UNTIL = "until"
    BY = "by"
    BEFORE = "before"
    AFTER = "after"
    LATER = "later"
    TOLD = "told"


# Words of the data that give a side to the time after them, and to the act beside a clause that they open.
_PREPOSITIONS = (
    ("until", Side.UNTIL),
    ("by", Side.BY),
    ("before", Side.BEFORE),
    ("after", Side.AFTER),
    ("from", Side.FROM),
)
# Steps in the tree after which no time is the act's own.
_FARTHEST = 8
# Steps down from an act through prepositions.
_DEEPEST = 3
# What a side other than "at" costs: a time at which the act was is better known than one that bounds it.
_ONE_SIDED = 2

_VERBAL = ("VERB", "AUX")
_NOMINAL = ("NOUN", "PROPN", "PRON", "NUM")
_BEFORE_ITS_NOUN = frozenset({"compound", "nmod", "amod", "nummod", "poss", "quantmod", "npadvmod"})
# Acts that consist in words, which are about other acts and not with them.
_WORDS = frozenset(
    {
        EventType.ACCUSE,
        EventType.AGREE,
        EventType.CONCEDE,
        EventType.REJECT,
        EventType.REQUEST,
        EventType.SUPPORT,
        EventType.THREATEN,
        EventType.SANCTION,
    }
)


@dataclass(frozen=True, slots=True)
class Dated:
    """Hold a time that bears on an act: from which side, and how far off it stands."""

    mention: TimeMention
    side: Side
    steps: int

    @property
    def rank(self) -> int:
        return self.steps + (0 if self.side is Side.AT else _ONE_SIDED)


@dataclass(frozen=True, slots=True)
class _Site:
    """Hold the verb or noun that a time hangs on, and from which side the words before the time put it."""

    token: Token
    side: Side
    frame: bool = False


def dates_of(scene: Scene, trigger: Trigger) -> list[Dated]:
    """Return the dates of the sentence that bear on an act, the nearest first; of two equally near the one before it."""
    mentions = [m for m in scene.times if m.kind is TimeKind.DATE]
    if not mentions:
        return []
    reached = _reached(scene, trigger)
    found = []
    for mention in mentions:
        site = _site(scene, mention)
        if site is None:
            continue
        inside = [(i, 0) for i in range(mention.first, mention.last)]  # "in 1949, *when* they took the city"
        places = [(site.token.i, 0), *inside, *([(_main(scene).i, 1)] if site.frame else [])]
        hits = [(steps + more, side) for place, more in places for side, steps in reached.get(place, ())]
        for steps, side in sorted(hits, key=lambda h: (h[0], h[1].value)):
            both = _both(side, site.side)
            if both is not None:
                found.append(Dated(mention, both, steps))
                break
    return sorted(found, key=lambda d: (d.rank, abs(d.mention.first - trigger.token.i), d.mention.first))


def frames(scene: Scene) -> list[TimeMention]:
    """Return the dates that hold for the sentence's main clause: those at its front and those of its main verb."""
    main = _main(scene)
    joined = {t.i for t in _joined(scene, main)}
    found = []
    for mention in scene.times:
        if mention.kind is TimeKind.DATE:
            site = _site(scene, mention)
            if site is not None and site.side is Side.AT and (site.frame or site.token.i in joined):
                found.append(mention)
    return found


def is_pluperfect(scene: Scene, verb: Token) -> bool:
    """Tell whether a verb is told as done before the time of the text: "had captured", "having captured"."""
    shared = bearer(scene.sentence, verb)
    helpers = scene.sentence.kids(shared, "aux")
    return any(a.lemma == "have" and a.tag in ("VBD", "VBG") for a in helpers) and not _has_modal(scene, shared)


def is_perfect(scene: Scene, verb: Token) -> bool:
    """Tell whether a verb is told as done by now: "have captured", "has been captured"."""
    shared = bearer(scene.sentence, verb)
    helpers = scene.sentence.kids(shared, "aux")
    return any(a.lemma == "have" and a.tag in ("VBZ", "VBP") for a in helpers)


def _has_modal(scene: Scene, verb: Token) -> bool:
    return any(a.tag == "MD" for a in scene.sentence.kids(verb, "aux"))


def _main(scene: Scene) -> Token:
    return scene.sentence.root


def _joined(scene: Scene, verb: Token) -> Iterator[Token]:
    yield verb
    for kid in scene.sentence.kids(verb, "conj"):
        yield from _joined(scene, kid)


def _word(scene: Scene, table: str, part: str, token: Token) -> bool:
    words = scene.lexicon.timing[table][part]
    return token.lower in words or token.lemma.lower() in words


def _both(outer: Side, inner: Side) -> Side | None:
    """Return what two sides say together, or None where they bound nothing ("before he fled *until* May")."""
    if inner is Side.AT:
        return outer
    if outer in (Side.AT, inner):
        return inner
    return None


# ---- what a time hangs on


def _site(scene: Scene, mention: TimeMention) -> _Site | None:
    """Return the verb or the noun of acts that a time hangs on; None where it only compares ("the worst since 2011")."""
    sentence = scene.sentence
    opener = sentence.tokens[mention.first - 1] if mention.first else None
    if opener is not None and _word(scene, "prepositions", "since", opener) and _compares(scene, opener):
        return None
    side = _side_of(scene, mention, opener)
    token = _hung(scene, mention, opener)
    frame = _is_in_front(scene, mention)
    for _ in range(_FARTHEST):
        if token.pos in _VERBAL:
            if not _is_opener(scene, token):
                return _Site(token, side, frame)
            side = Side.FROM if side is Side.AT else side
        above = sentence.head_of(token)
        if above.i == token.i:
            return _Site(token, side, frame)
        if above.pos in _NOMINAL and not _covers(mention, above) and not _is_period(scene, token, above):
            before = token.dep in _BEFORE_ITS_NOUN and token.i < above.i
            of = token.dep == "prep" and token.lower == "of"
            if before or of or _is_event(scene, above):
                return _Site(above, side, frame and not (before or of))
        token = above
    return None


def _side_of(scene: Scene, mention: TimeMention, opener: Token | None) -> Side:
    if opener is None or _is_range(mention):
        return Side.AT
    return next((side for name, side in _PREPOSITIONS if _word(scene, "prepositions", name, opener)), Side.AT)


def _is_range(mention: TimeMention) -> bool:
    """Tell whether the words of a time give both its ends: "(from) 24 July *until* 26 November"."""
    joiners = grammar().cues["range_joiners"]
    return any(word in joiners for word in mention.evidence.words.lower().split())


def _hung(scene: Scene, mention: TimeMention, opener: Token | None) -> Token:
    """Return the word from which a time hangs: its own head, or the preposition where the parser lost it.

    In "on 10 September police raided ..." the parser takes the month for a word before "police".
    """
    head = head_of_mention(scene, mention)
    above = scene.sentence.head_of(head)
    if opener is None or opener.pos != "ADP" or opener.dep != "prep" or head.dep not in _BEFORE_ITS_NOUN:
        return head
    lost = above.head != opener.i or above.pos == "PROPN" or above.dep != "pobj"
    return opener if above.i > head.i and lost else head


def _is_period(scene: Scene, token: Token, noun: Token) -> bool:
    return _word(scene, "events", "periods", noun) and token.dep not in ("compound", "poss")


def _is_opener(scene: Scene, token: Token) -> bool:
    """Tell whether a participle stands for a preposition: "*beginning* in 2004", "*following* the raid"."""
    return token.tag == "VBG" and token.dep in ("prep", "advcl") and _word(scene, "prepositions", "from", token)


def _covers(mention: TimeMention, token: Token) -> bool:
    return mention.first <= token.i < mention.last


def _is_event(scene: Scene, noun: Token) -> bool:
    return noun.lemma.lower() in scene.lexicon.nouns or _word(scene, "events", "nouns", noun)


def _is_in_front(scene: Scene, mention: TimeMention) -> bool:
    """Tell whether nothing but small words stands before a time, or before the clause-opening comma after it."""
    before = scene.sentence.tokens[: mention.first]
    return all(t.pos in ("ADP", "CCONJ", "PUNCT", "ADV", "DET", "SCONJ", "SPACE") or scene.is_time(t) for t in before)


def _compares(scene: Scene, opener: Token) -> bool:
    sentence = scene.sentence
    for above in sentence.ancestors(opener):
        around = [above, *sentence.kids(above, "amod", "advmod", "acomp", "attr", "det", "nummod")]
        around += [k for t in around[1:] for k in sentence.kids(t, "amod", "advmod")]
        if any(t.tag in ("JJS", "RBS", "JJR") or _word(scene, "comparing", "words", t) for t in around):
            return True
        if above.pos in _VERBAL:
            return False
    return False


# ---- what an act reaches


def _reached(scene: Scene, trigger: Trigger) -> dict[int, list[tuple[Side, int]]]:
    """Return the tokens whose times bear on an act, with the side from which and the steps to them."""
    starts = {t.i: t for t in (trigger.token, trigger.light, trigger.happens) if t is not None}
    reached: dict[int, list[tuple[Side, int]]] = {i: [(Side.AT, 0)] for i in starts}
    for t in trigger.tokens:
        reached.setdefault(t.i, [(Side.AT, 0)])
    for start in starts.values():
        for token, side, steps in _below(scene, trigger, start):
            reached.setdefault(token.i, []).append((side, steps))
        _climb(scene, trigger, start, reached)
    return reached


def _climb(scene: Scene, trigger: Trigger, start: Token, reached: dict[int, list[tuple[Side, int]]]) -> None:
    sentence = scene.sentence
    token, side, steps = start, Side.AT, 0
    while token.head != token.i and steps < _FARTHEST:
        above = sentence.head_of(token)
        step = _up(scene, trigger, token, above)
        if step is None:
            return
        both = _both(side, step)
        if both is None:
            return
        side, steps, token = both, steps + 1, above
        reached.setdefault(token.i, []).append((side, steps))
        if token.pos in _VERBAL and side is Side.AT:
            for other, beside, more in _beside(scene, token, start):
                reached.setdefault(other.i, []).append((beside, steps + more))


def _up(scene: Scene, trigger: Trigger, token: Token, above: Token) -> Side | None:
    """Return how an act told by `token` stands to the times of the word above it; None where it does not."""
    sentence, dep = scene.sentence, token.dep
    if dep in ("prep", "agent") or token.pos in ("ADP", "SCONJ"):
        return Side.AT  # judged with its object, one step below
    if dep in ("pobj", "pcomp"):
        return _of_clause(scene, above, inverse=True)
    if token.pos in _VERBAL:
        if dep == "relcl" or dep == "acl":
            return _of_description(scene, token, above)
        if dep in ("ccomp", "xcomp", "csubj", "parataxis", "dep", "nsubj", "attr", "acomp"):
            if dep == "ccomp" and _word(scene, "telling", "verbs", above):
                return Side.TOLD
            return Side.BY if is_pluperfect(scene, token) and not is_pluperfect(scene, above) else Side.AT
        if dep == "advcl":
            return _of_adverbial(scene, token, inverse=True)
        if dep == "conj":
            return Side.BY if is_pluperfect(scene, token) and not is_pluperfect(scene, above) else Side.AT
        return Side.AT
    if dep in ("dobj", "nsubjpass") and scene.lexicon.governs("presupposing", "verbs", above.lemma):
        return Side.BY
    if dep in ("dobj", "nsubj", "nsubjpass", "conj", "appos", "attr", "oprd", "dative", "npadvmod", "compound", "nmod"):
        return Side.AT
    return Side.AT if dep in ("poss", "amod") and not trigger.is_noun else None


def _of_description(scene: Scene, verb: Token, noun: Token) -> Side | None:
    """A relative clause tells of the same time where it goes on telling: after a comma, in the same tense."""
    if is_pluperfect(scene, verb):
        return Side.BY
    if verb.dep == "relcl":
        return Side.AT
    return Side.AT if verb.tag in ("VBG", "VB", "VBN") else None


def _goes_on(scene: Scene, clause: Token, noun: Token) -> bool:
    """Tell whether a relative clause goes on telling, after a comma, rather than describe: "..., which he broke"."""
    first = scene.sentence.subtree(clause)[0]
    return first.i > noun.i + 1 and scene.sentence.tokens[first.i - 1].text in (",", "-", "–", "—", "(")


def _of_adverbial(scene: Scene, verb: Token, *, inverse: bool) -> Side | None:
    """Return how an adverbial clause and what it belongs to stand in time: the clause's side, or its inverse."""
    openers = [k for k in scene.sentence.kids(verb, "mark", "advmod", "prep") if k.i < verb.i]
    for opener in openers:
        if opener.dep == "mark" or opener.tag in ("WRB", "IN"):
            return _of_clause(scene, opener, inverse=inverse)
    if is_pluperfect(scene, verb):
        return Side.BY if inverse else Side.LATER
    return Side.AT


def _of_clause(scene: Scene, opener: Token, *, inverse: bool) -> Side | None:
    """Return what a clause's or noun's opening word makes of the act beside it, or of the act inside (`inverse`)."""
    if _word(scene, "clauses", "later", opener):
        return Side.BY if inverse else Side.LATER
    if _word(scene, "clauses", "earlier", opener):
        return Side.LATER if inverse else Side.BY
    if _word(scene, "clauses", "same", opener):
        return Side.AT
    if inverse and opener.lower == "of":
        return Side.AT
    return None


def _below(scene: Scene, trigger: Trigger, start: Token) -> Iterator[tuple[Token, Side, int]]:
    """Yield what hangs on the act's own words and tells of its time: "fled *after the raid*", "won *by attacking*"."""
    if start.pos in _VERBAL:
        yield from _beside(scene, start, start)
        yield from _described(scene, start)
        if trigger.sense.type not in _WORDS:
            for noun in scene.sentence.kids(start, "dobj", "nsubj", "nsubjpass"):
                yield noun, Side.AT, 1
        else:
            for noun in scene.sentence.kids(start, "dobj"):
                if noun in trigger.tokens:
                    yield noun, Side.AT, 1
    else:
        yield from _by_prepositions(scene, start)
        for noun in scene.sentence.kids(start, "conj", "appos"):
            yield noun, Side.AT, 1


def _beside(scene: Scene, verb: Token, origin: Token) -> Iterator[tuple[Token, Side, int]]:
    """Yield the verbs and nouns whose times bear on a verb's act from below or beside it."""
    sentence = scene.sentence
    for kid in sentence.kids(verb, "advcl"):
        side = _of_adverbial(scene, kid, inverse=False)
        if side is not None:
            yield kid, side, 1
    for kid in sentence.kids(verb, "xcomp"):
        if kid.pos in _VERBAL:
            yield kid, Side.AT, 1
    for kid in sentence.kids(verb, "conj"):
        shares = not sentence.kids(kid, "nsubj", "nsubjpass") and kid.tag == verb.tag
        if kid.pos in _VERBAL and shares and kid.i > origin.i and not _opens_with_time(scene, verb, kid):
            yield kid, Side.AT, 2
    yield from _by_prepositions(scene, verb)


def _opens_with_time(scene: Scene, verb: Token, joined: Token) -> bool:
    """Tell whether a time stands between two joined verbs or after each: "fled *and on Friday* attacked"."""
    return any(verb.i < m.first < joined.i for m in scene.times)


def _by_prepositions(
    scene: Scene, token: Token, above: Side = Side.AT, depth: int = 1
) -> Iterator[tuple[Token, Side, int]]:
    """Yield the acts and events that stand beside an act by a preposition: "as part of a deal *after the vote*"."""
    sentence = scene.sentence
    for prep in sentence.kids(token, "prep"):
        own = Side.AT if prep.lower == "of" and depth > 1 else _of_clause(scene, prep, inverse=False)
        side = None if own is None else _both(above, own)
        if side is None:
            continue
        for inner in sentence.kids(prep, "pobj", "pcomp"):
            if inner.pos in _VERBAL or _is_event(scene, inner):
                yield inner, side, depth
            if depth < _DEEPEST and inner.pos not in _VERBAL:
                yield from _by_prepositions(scene, inner, side, depth + 1)


def _described(scene: Scene, verb: Token) -> Iterator[tuple[Token, Side, int]]:
    """Yield what is told of those who take part: "arrested men *who had raided* a bank" is later than the raid."""
    sentence = scene.sentence
    parties = sentence.kids(verb, "nsubj", "nsubjpass", "dobj")
    parties += [o for prep in sentence.kids(verb, "agent") for o in sentence.kids(prep, "pobj")]
    parties += [o for t in list(parties) for prep in sentence.kids(t, "prep") for o in sentence.kids(prep, "pobj")]
    for party in parties:
        for clause in sentence.kids(party, "relcl", "acl"):
            told = is_pluperfect(scene, clause) or clause.tag in ("VBN", "VBD")
            if told and not _goes_on(scene, clause, party) and not _has_modal(scene, clause):
                yield clause, Side.LATER, 2
