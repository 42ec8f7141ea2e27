"""Find which times of a sentence date an act, and from which side: at, from, up to, before or after it.

Invariant: only the parse relates a time to an act. A time dates the verb or noun of acts that it hangs on, what is
joined with it, and what is told as happening with it; what lies before or after it in the sentence's own words is
bounded by it; and any other clause's time is none of the act's. Which words put an act before, after or beside another
is data (`timing.toml`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dateline.coding.scene import Scene
from dateline.coding.sites import Side, has_modal, is_event, is_pluperfect, main_of, says, site_of
from dateline.coding.trigger import Trigger
from dateline.finding.mentions import TimeKind, TimeMention
from dateline.language import Token
from dateline.model import EventType

__all__ = ["Dated", "dates_of"]

# Steps in the tree after which no time is the act's own.
_FARTHEST = 8
# Steps down from an act through prepositions.
_DEEPEST = 3
# What a side other than "at" costs: a time at which the act was is better known than one that bounds it.
_ONE_SIDED = 2

_VERBAL = ("VERB", "AUX")
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
        """How well the time dates the act, 0 best: its steps, and what a side costs."""
        return self.steps + (0 if self.side is Side.AT else _ONE_SIDED)


def dates_of(scene: Scene, trigger: Trigger) -> list[Dated]:
    """Return the dates of the sentence that bear on an act, the nearest first."""
    mentions = [m for m in scene.times if m.kind is TimeKind.DATE]
    if not mentions:
        return []
    reached = _reached(scene, trigger)
    found = []
    for mention in mentions:
        site = site_of(scene, mention)
        if site is None:
            continue
        inside = [(i, 0) for i in range(mention.first, mention.last)]  # "in 1949, *when* they took the city"
        places = [(site.token.i, 0), *inside, *([(main_of(scene).i, 1)] if site.frame else [])]
        hits = [(steps + more, side) for place, more in places for side, steps in reached.get(place, ())]
        for steps, side in sorted(hits, key=lambda h: (h[0], h[1].value)):
            both = _both(side, site.side)
            if both is not None and not _is_of_complement(scene, trigger, mention, both):
                found.append(Dated(mention, both, steps))
                break
    return sorted(found, key=lambda d: (d.rank, abs(d.mention.first - trigger.token.i), d.mention.first))


def _is_of_complement(scene: Scene, trigger: Trigger, mention: TimeMention, side: Side) -> bool:
    """Tell whether a bound is that of what is promised, asked or refused: "promised a clinic *by Friday*"."""
    verb = trigger.verb
    if verb is None or mention.first < verb.i or side not in (Side.BY, Side.UNTIL, Side.AFTER, Side.DUE):
        return False
    return trigger.sense.absorbs or says(scene, "telling", "verbs", verb)


def _both(outer: Side, inner: Side) -> Side | None:
    """Return what two sides say together, or None where they bound nothing ("before he fled *until* May")."""
    if inner is Side.AT:
        return outer
    if inner is Side.BY and outer is Side.EARLIER:
        return outer
    if outer in (Side.AT, inner) or (inner is Side.DUE and outer in (Side.WILLED, Side.TOLD)):
        return inner
    return None


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
    dep = token.dep
    if dep in ("prep", "agent") or token.pos in ("ADP", "SCONJ"):
        return Side.AT  # judged with its object, one step below
    if dep == "pcomp" and says(scene, "clauses", "charged", above):
        of = scene.sentence.head_of(above)
        if of.pos in _VERBAL or scene.lexicon.governs("owning", "nouns", of.lemma):
            return Side.EARLIER  # "found guilty *of arming* rebels", "jailed *for robbing* a bank"
    if dep in ("pobj", "pcomp") and _is_charge(scene, trigger.token, above):
        return Side.EARLIER
    if dep in ("pobj", "pcomp"):
        if says(scene, "clauses", "aside", above) and _is_spoken_of(scene, above):
            return Side.TOLD
        return _of_clause(scene, above, inverse=True)
    if token.pos in _VERBAL:
        if dep == "relcl" or dep == "acl":
            return _of_description(scene, token)
        if dep in ("ccomp", "xcomp", "csubj", "parataxis", "dep", "nsubj", "attr", "acomp"):
            if dep == "ccomp" and says(scene, "telling", "verbs", above):
                return Side.TOLD
            if dep == "xcomp" and says(scene, "telling", "verbs", above):
                return Side.WILLED
            return Side.EARLIER if is_pluperfect(scene, token) and not is_pluperfect(scene, above) else Side.AT
        if dep == "advcl":
            return _of_adverbial(scene, token, inverse=True)
        if dep == "conj":
            return Side.EARLIER if is_pluperfect(scene, token) and not is_pluperfect(scene, above) else Side.AT
        return Side.AT
    if dep == "dobj" and says(scene, "succession", "following", above):
        return Side.EARLIER
    if dep in ("dobj", "nsubjpass") and scene.lexicon.governs("presupposing", "verbs", above.lemma):
        return Side.EARLIER
    if dep in ("dobj", "nsubjpass") and trigger.is_noun and says(scene, "telling", "verbs", above):
        return Side.AT if above in (trigger.light, trigger.happens) else Side.WILLED
    if dep in ("dobj", "nsubj", "nsubjpass", "conj", "appos", "attr", "oprd", "dative", "npadvmod", "compound", "nmod"):
        return Side.AT
    return Side.AT if dep in ("poss", "amod") and not trigger.is_noun else None


def _is_charge(scene: Scene, act: Token, prep: Token) -> bool:
    """Tell whether somebody is arrested, charged or tried for an act: "arrested *in* the shooting of a clerk"."""
    if not says(scene, "accused", "openers", prep) or says(scene, "accused", "during", act):
        return False
    above = scene.sentence.head_of(prep)
    for _ in range(_DEEPEST):
        if above.pos in _VERBAL or says(scene, "accused", "nouns", above):
            break
        linked = says(scene, "accused", "links", above) or scene.is_time(above)
        over = scene.sentence.head_of(above)
        if not linked or over.i == above.i:
            return False
        above = scene.sentence.head_of(over) if over.pos == "ADP" else over
    return says(scene, "accused", "verbs" if above.pos in _VERBAL else "nouns", above)


def _is_spoken_of(scene: Scene, prep: Token) -> bool:
    """Tell whether what a preposition opens is what words are about: "claimed responsibility *for* the raid"."""
    verb = scene.sentence.head_of(prep)
    if verb.dep == "dobj":
        verb = scene.sentence.head_of(verb)
    return verb.pos in _VERBAL and says(scene, "telling", "verbs", verb)


def _of_description(scene: Scene, verb: Token) -> Side | None:
    """Return how what a clause says of a noun stands to the times around it: before them where its tense says so."""
    if is_pluperfect(scene, verb):
        return Side.EARLIER
    if verb.dep == "relcl":
        return Side.AT
    return Side.AT if verb.tag in ("VBG", "VB") else None


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
        return Side.EARLIER if inverse else Side.LATER
    return Side.AT


def _of_clause(scene: Scene, opener: Token, *, inverse: bool) -> Side | None:
    """Return what a clause's or noun's opening word makes of the act beside it, or of the act inside (`inverse`)."""
    if says(scene, "clauses", "later", opener):
        return Side.EARLIER if inverse else Side.LATER
    if says(scene, "clauses", "earlier", opener):
        return Side.LATER if inverse else Side.EARLIER
    if says(scene, "clauses", "same", opener):
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
            follows = trigger.is_noun and says(scene, "succession", "following", start)
            for noun in scene.sentence.kids(start, "dobj", "nsubj", "nsubjpass"):
                yield noun, Side.LATER if follows and noun.dep == "dobj" else Side.AT, 1
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
        if kid.pos in _VERBAL and not says(scene, "telling", "verbs", verb):  # "threatened to attack *on Friday*"
            yield kid, Side.AT, 1
    for kid in sentence.kids(verb, "conj"):
        if kid.i > origin.i and _shares_its_time(scene, verb, kid):
            yield kid, Side.AT, 2
            if kid.tag == verb.tag == "VBN" and sentence.kids(verb, "auxpass"):
                # "nine were killed and six wounded *when rebels shelled the bus on Friday*": it is the occasion of both
                yield from (
                    (t, s, 3) for t in sentence.kids(kid, "advcl") if (s := _of_adverbial(scene, t, inverse=False))
                )
    yield from _by_prepositions(scene, verb)


def _shares_its_time(scene: Scene, verb: Token, joined: Token) -> bool:
    """Tell whether a later joined verb's time holds for the first: "burned a barn and fled *on Friday*".

    Not where it has another subject, where a time opens it ("fled *and on Friday* attacked"), or where the first one
    takes time of its own ("besieged the fort and took it *on Friday*").
    """
    same = joined.tag == verb.tag or _tense(scene, joined) == _tense(scene, verb)
    if joined.pos not in _VERBAL or not same or says(scene, "lasting", "verbs", verb):
        return False
    passive, helped = scene.sentence.kids(verb, "auxpass"), scene.sentence.kids(joined, "aux", "auxpass")
    gapped = bool(passive) and joined.tag == "VBN" and not helped  # "nine were killed *and six wounded on Friday*"
    parted = not gapped and bool(scene.sentence.kids(joined, "nsubj", "nsubjpass"))
    return not parted and not any(verb.i < m.first < joined.i for m in scene.times)


def _tense(scene: Scene, verb: Token) -> str:
    """Return the tag of a verb's tense; a participle without "have" tells of the past like a past form."""
    helpers = scene.sentence.kids(verb, "aux", "auxpass")
    past = verb.tag == "VBN" and all(a.tag == "VBD" and a.lemma != "have" for a in helpers)
    return "VBD" if past and verb.dep not in ("acl", "relcl") else verb.tag


def _by_prepositions(
    scene: Scene, token: Token, above: Side = Side.AT, depth: int = 1
) -> Iterator[tuple[Token, Side, int]]:
    """Yield the acts and events that stand beside an act by a preposition: "as part of a deal *after the vote*"."""
    sentence = scene.sentence
    for prep in sentence.kids(token, "prep"):
        own = Side.AT if prep.lower == "of" and depth > 1 else _of_clause(scene, prep, inverse=False)
        if depth == 1 and any(_is_charge(scene, act, prep) for act in sentence.kids(prep, "pobj", "pcomp")):
            own = Side.LATER
        side = None if own is None else _both(above, own)
        if side is None:
            continue
        for inner in sentence.kids(prep, "pobj", "pcomp"):
            if inner.pos in _VERBAL or is_event(scene, inner) or side is not Side.AT:
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
            if told and not _goes_on(scene, clause, party) and not has_modal(scene, clause):
                yield clause, Side.LATER, 2
