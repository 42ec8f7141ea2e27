"""Tell what an act was done with, and what sort of people or things it was directed at.

Invariant: the words decide. A means is read from the words that name the act, from what acts or is used in it, or from
a clause that tells how; a target from the actor who is acted upon or from the noun that stands in its place. Where no
word says it, there is none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from dateline.coding.grammar import is_passive, objects, pobjs, subjects
from dateline.coding.roles import Cast
from dateline.coding.scene import Scene
from dateline.coding.trigger import Trigger
from dateline.knowledge.lexicon import MeansWords, Pattern, open_means, open_targets
from dateline.language import Token
from dateline.model import Evidence, Means, MeansKind, Target, TargetKind

__all__ = ["means_of", "target_of"]

_Found = tuple[MeansKind, tuple[Token, ...]]


def means_of(scene: Scene, trigger: Trigger) -> Means | None:
    """Return what one act was done with, or None; of several, the most telling (the order of `means.toml`)."""
    known = open_means()
    if trigger.sense.type not in known.types:
        return None
    found = list(_around(scene, trigger, known)) or list(_in_clauses(scene, trigger, known))
    if not found:
        kind = known.modes.get(trigger.mode or "")
        # A sense whose subject is the means ("landed in") has no such word of its own.
        found = [(kind, (trigger.token,))] if kind and trigger.sense.roles != "subject_is_means" else []
    if not found:
        return None
    kind, tokens = min(found, key=lambda f: (known.order[f[0]], f[1][0].start - f[1][-1].end))
    return Means(kind, Evidence.covering(scene.document.text, [t.span for t in tokens]))


def _around(scene: Scene, trigger: Trigger, known: MeansWords) -> Iterator[_Found]:
    """Yield the means that the act's own words say, and those of what acts in it and is used in it."""
    sentence = scene.sentence
    for token in trigger.tokens:
        if token.pos in ("NOUN", "PROPN") or (trigger.is_noun and token.i == trigger.token.i):
            yield from _in_phrase(scene, token, known, is_act=trigger.is_noun)
    verb = trigger.verb
    if verb is not None:
        yield from _by_verb(scene, verb, known)
    if trigger.sense.type in known.own_words:
        return
    holders = list({t.i: t for t in (trigger.token, trigger.light, trigger.happens) if t is not None}.values())
    for holder in holders:
        yield from _used(scene, holder, known)
    if verb is None:
        return
    doers = [] if is_passive(sentence, verb) and not trigger.is_noun else subjects(sentence, verb)
    for doer in doers:
        yield from (f for f in _in_phrase(scene, doer, known) if f[0] not in known.not_subjects)
        for described in sentence.kids(doer, "acl"):
            if described.lemma in known.using:
                yield from _in_phrases(scene, pobjs(sentence, described, *known.prepositions), known)
    if verb.lemma in known.launching and not trigger.is_noun:
        # "The rocket that they fired": the pronoun stands for what the clause is about.
        things = [t for t in objects(sentence, verb) if t.pos not in ("PRON", "DET", "SCONJ")]
        yield from _in_phrases(scene, things or _antecedent(scene, verb), known)


def _antecedent(scene: Scene, verb: Token) -> list[Token]:
    """Return what a relative clause is about, also where its verb hangs on another ("a rocket he tried to fire")."""
    while verb.dep == "xcomp":
        verb = scene.sentence.head_of(verb)
    return [scene.sentence.head_of(verb)] if verb.dep == "relcl" else []


def _used(scene: Scene, holder: Token, known: MeansWords) -> Iterator[_Found]:
    """Yield the means that depend on a verb or noun: "with batons", "by a bomb", "in shelling", "using drones"."""
    sentence = scene.sentence
    yield from _in_phrases(scene, pobjs(sentence, holder, *known.prepositions), known)
    acts = [t for t in pobjs(sentence, holder, *known.of_acts) if _is_act(scene, t, known)]
    yield from _in_phrases(scene, acts, known)
    # The parser ties "with machetes" in "killed six herders with machetes" to the herders; of fighters it may be so.
    for thing in objects(sentence, holder):
        if thing.i > holder.i and not scene.fits(thing, known.keepers):
            yield from _in_phrases(scene, pobjs(sentence, thing, *known.tied), known)
    for clause in sentence.kids(holder, "advcl", "acl", "xcomp"):
        if clause.lemma in known.using:
            yield from _in_phrases(scene, objects(sentence, clause), known)
            yield from _in_phrases(scene, pobjs(sentence, clause, *known.prepositions), known)


def _in_clauses(scene: Scene, trigger: Trigger, known: MeansWords) -> Iterator[_Found]:
    """Yield the means of a clause that tells how: "died when a mine exploded", "as gunmen opened fire"."""
    verb, sentence = trigger.verb, scene.sentence
    if verb is None or trigger.sense.type in known.own_words:
        return
    for clause in sentence.kids(verb, "advcl"):
        marks = {k.lower for k in sentence.kids(clause, "mark", "advmod")}
        if not marks & known.clauses:
            continue
        yield from _in_phrases(scene, subjects(sentence, clause), known)
        yield from _by_verb(scene, clause, known)
        if clause.lemma in known.meeting | known.launching:
            yield from _in_phrases(scene, objects(sentence, clause), known)
            yield from _in_phrases(scene, pobjs(sentence, clause, "on"), known)


def _by_verb(scene: Scene, verb: Token, known: MeansWords) -> Iterator[_Found]:
    if any(p.head == verb.lemma and _pattern_at(scene, verb, p) for p in known.not_verbs):
        return
    for pattern, kind in known.verbs.get(verb.lemma, ()):
        tokens = _pattern_at(scene, verb, pattern)
        if tokens is not None:
            yield kind, tokens


def _pattern_at(scene: Scene, verb: Token, pattern: Pattern) -> tuple[Token, ...] | None:
    below = scene.sentence.subtree(verb)
    found = [verb]
    for word in pattern.rest:
        hit = next((t for t in below if t.i > verb.i and t.i - verb.i <= 4 and word in (t.lemma, t.lower)), None)
        if hit is None:
            return None
        found.append(hit)
    return tuple(found)


def _is_act(scene: Scene, token: Token, known: MeansWords) -> bool:
    return token.lemma in known.acts or token.lemma in scene.lexicon.nouns or token.lower in scene.lexicon.nouns


def _in_phrases(scene: Scene, heads: Iterable[Token], known: MeansWords) -> Iterator[_Found]:
    for head in heads:
        yield from _in_phrase(scene, head, known)


def _in_phrase(scene: Scene, head: Token, known: MeansWords, *, is_act: bool = False) -> Iterator[_Found]:
    """Yield the means that a noun phrase names.

    The head names one ("a car bomb"), or is an act or a means that a word before it tells more of ("mortar fire"), or
    is a number of what follows ("a hail of bullets"). A bomb factory is none.
    """
    phrase = _phrase(scene, head)
    matches = [f for token in phrase for f in _ending_at(scene, phrase, token, known)]
    names_one = any(tokens[-1].i == head.i for _, tokens in matches)
    is_act = is_act or head.lemma in known.acts
    for kind, tokens in matches:
        if tokens[-1].i == head.i or names_one or is_act:
            yield kind, (tokens[0], head)
    if is_act or head.lemma in scene.lexicon.classes["quantity"]:
        for inner in pobjs(scene.sentence, head, "of"):
            yield from _in_phrase(scene, inner, known)


def _phrase(scene: Scene, head: Token) -> list[Token]:
    """Return the words right before a noun that belong to it, and the noun."""
    tokens, start = scene.sentence.tokens, head.i
    own = {t.i for t in scene.sentence.subtree(head)}
    while start - 1 in own and tokens[start - 1].pos not in ("DET", "VERB", "ADP", "CCONJ"):
        start -= 1
    return list(tokens[start : head.i + 1])


def _ending_at(scene: Scene, phrase: Sequence[Token], last: Token, known: MeansWords) -> Iterator[_Found]:
    tokens, first = scene.sentence.tokens, phrase[0].i
    for key in dict.fromkeys((last.lemma.lower(), last.lower)):
        for words, kind in known.nouns.get(key, ()):
            start = last.i - len(words) + 1
            there = tokens[max(start, 0) : last.i + 1]
            fits = all(w in (t.lemma.lower(), t.lower) for w, t in zip(words, there, strict=False))
            if start >= first and fits:
                yield kind, tuple(there)


def target_of(scene: Scene, trigger: Trigger, cast: Cast, means: Means | None) -> Target | None:
    """Return what sort of people or things one act was directed at, or None."""
    if trigger.sense.type not in open_targets().types:
        return None
    for token in cast.recipient_tokens:
        head = scene.content(token)
        if means is not None and means.evidence.start <= head.start < means.evidence.end:
            continue  # "fired rockets": what is used is not what is aimed at
        found = _target_at(scene, head)
        if found is not None:
            return found
    # A recipient may be found where no slot is: the kind of the actor is known all the same.
    for party in cast.recipients:
        kind = open_targets().actors.get(party.actor.kind or "")
        if kind is not None:
            return Target(kind, party.evidence)
    return None


def _target_at(scene: Scene, head: Token) -> Target | None:
    known, text = open_targets(), scene.document.text
    mention = scene.actor_at(head)
    if mention is not None:
        kind = known.actors.get(mention.actor.kind or "")
        if kind is not None:
            return Target(kind, mention.evidence)
    phrase = Evidence.covering(text, [t.span for t in _phrase(scene, head)])
    owned = _owner(scene, head)
    if owned is not None:
        return Target(owned, phrase)
    for kind, words in known.words:
        if scene.fits(head, words):
            return Target(kind, phrase)
    return None


def _owner(scene: Scene, head: Token) -> TargetKind | None:
    """Return the kind of target that whoever a thing belongs to makes it: "police station", "rebel positions"."""
    sentence, known = scene.sentence, open_targets()
    owners = [*sentence.kids(head, "poss", "compound", "amod", "nmod"), *pobjs(sentence, head, "of")]
    for token in owners:
        mention = scene.actor_at(token)
        by_kind = known.owners.get(mention.actor.kind or "") if mention is not None else None
        if by_kind is not None:
            return by_kind
        for kind, words in known.words:
            if kind in known.owners.values() and scene.fits(token, words):
                return kind
    return None
