"""Make Claims of a sentence: control, office, points of a series, promises and denials; a first, careful set.

Invariant: a claim has at least one term or value that the sentence names; what only looks like one is left out.
"""

from __future__ import annotations

from collections.abc import Iterator

from dateline.coding.grammar import complement, is_passive, objects, pobjs, subjects
from dateline.coding.scene import Scene
from dateline.finding.mentions import NumberMention, TimeKind, TimeMention
from dateline.language import Token
from dateline.model import Chain, Claim, ClaimKind, Dating, Evidence, Term

__all__ = ["claims_of"]

# A series is told by at least this many figures, each with its own date, in one sentence.
_SERIES = 2

# A figure and its date stand this many tokens apart at most ("93 in February", "128 by the end of March").
_REACH = 6


def claims_of(scene: Scene, voices: Chain) -> list[Claim]:
    """Return the claims of one sentence, in order of kind."""
    found = [*_series(scene, voices)]
    for token in scene.sentence.tokens:
        if token.pos == "VERB" and not scene.sentence.kids(token, "neg"):
            found.extend(_by_verb(scene, token, voices))
    return found


def _claim(
    scene: Scene,
    kind: ClaimKind,
    voices: Chain,
    *,
    subject: Term | None = None,
    object: Term | None = None,
    value: float | None = None,
    unit: str | None = None,
    value_evidence: Evidence | None = None,
    when: Dating | None = None,
) -> Claim:
    words = Evidence.at(scene.document.text, scene.sentence.start, scene.sentence.end)
    return Claim(
        scene.document.id, scene.zone.kind, words, kind, subject, object, value, unit, value_evidence, when, voices
    )


def _series(scene: Scene, voices: Chain) -> Iterator[Claim]:
    """Read "from 93 in February to 128 in March" as one point a figure, each with its own time."""
    words = scene.lexicon.claims["series_point"]["prepositions"]
    pairs: list[tuple[NumberMention, TimeMention]] = []
    dates = [m for m in scene.times if m.kind is TimeKind.DATE and m.dating is not None]
    for number in scene.numbers:
        after = [d for d in dates if 0 < d.first - number.last + 1 <= _REACH]
        between = scene.sentence.tokens[number.last : after[0].first] if after else ()
        if (
            after
            and between
            and between[0].lower in words
            and all(t.pos in ("ADP", "DET", "NOUN", "ADJ") for t in between)
        ):
            pairs.append((number, after[0]))
    if len(pairs) < _SERIES or len({d.first for _, d in pairs}) < len(pairs):
        return
    counted = _counted(scene, pairs[0][0])
    for number, date in pairs:
        if number.range.best is None:
            continue
        yield _claim(
            scene,
            ClaimKind.SERIES_POINT,
            voices,
            subject=counted,
            value=float(number.range.best),
            unit=counted.name if counted else None,
            value_evidence=number.evidence,
            when=date.dating,
        )


def _counted(scene: Scene, number: NumberMention) -> Term | None:
    """Return what a series counts: the noun after the first figure, or the subject of its verb."""
    tokens = scene.sentence.tokens
    noun = tokens[number.noun] if number.noun is not None else None
    if noun is None:
        for above in scene.sentence.ancestors(tokens[number.first]):
            if above.pos in ("VERB", "AUX"):
                heads = subjects(scene.sentence, above)
                noun = heads[0] if heads else None
                break
    if noun is not None and noun.lemma == "number":
        noun = next(iter(pobjs(scene.sentence, noun, "of")), noun)
    return Term(noun.lemma, Evidence.at(scene.document.text, noun.start, noun.end)) if noun is not None else None


def _by_verb(scene: Scene, verb: Token, voices: Chain) -> Iterator[Claim]:
    lists = scene.lexicon.claims
    passive = is_passive(scene.sentence, verb)
    things = objects(scene.sentence, verb)
    doers = pobjs(scene.sentence, verb, "by") if passive else subjects(scene.sentence, verb)
    if verb.lemma in lists["control"]["verbs"]:
        yield from _control(scene, doers, things, voices)
    if verb.lemma in lists["control"]["of_verbs"]:
        over = [
            t
            for thing in things
            if thing.lemma in lists["control"]["nouns"]
            for t in pobjs(scene.sentence, thing, "of", "over")
        ]
        yield from _control(scene, doers, over, voices)
    if verb.lemma in lists["office"]["verbs"]:
        yield from _office(scene, verb, things, doers, voices)
    for kind in (ClaimKind.DENIAL, ClaimKind.PROMISE):
        if verb.lemma in lists[kind.value]["verbs"]:
            yield from _about(scene, verb, kind, doers, things, voices)


def _control(scene: Scene, doers: list[Token], things: list[Token], voices: Chain) -> Iterator[Claim]:
    holder = next((t for d in doers if (t := _actor_term(scene, d))), None)
    held = next((t for d in things if (t := _place_term(scene, d))), None)
    if holder and held:
        yield _claim(scene, ClaimKind.CONTROL, voices, subject=holder, object=held, when=_when(scene))


def _office(scene: Scene, verb: Token, things: list[Token], doers: list[Token], voices: Chain) -> Iterator[Claim]:
    named = doers if verb.lemma == "become" else things
    holder = next((t for d in named if (t := _actor_term(scene, d))), None)
    titles = [k for k in scene.sentence.subtree(verb) if k.lemma in scene.lexicon.claims["office"]["nouns"]]
    if holder and titles:
        phrase = scene.sentence.noun_phrase(titles[0])
        words = Evidence.covering(scene.document.text, [t.span for t in phrase])
        if not (words.start <= holder.evidence.start < words.end):
            yield _claim(
                scene, ClaimKind.OFFICE, voices, subject=holder, object=Term(words.words, words), when=_when(scene)
            )


def _about(
    scene: Scene, verb: Token, kind: ClaimKind, doers: list[Token], things: list[Token], voices: Chain
) -> Iterator[Claim]:
    speaker = next((t for d in doers if (t := _actor_term(scene, d))), None)
    heads = complement(scene.sentence, verb) or things
    if speaker and heads:
        span = [t.span for t in scene.sentence.subtree(heads[0])]
        words = Evidence.covering(scene.document.text, span)
        yield _claim(scene, kind, voices, subject=speaker, object=Term(words.words, words), when=_when(scene))


def _when(scene: Scene) -> Dating | None:
    return next((m.dating for m in scene.times if m.kind is TimeKind.DATE and m.dating is not None), None)


def _actor_term(scene: Scene, token: Token) -> Term | None:
    mention = scene.actor_at(token)
    return Term(mention.actor.name, mention.evidence, mention.actor.id) if mention else None


def _place_term(scene: Scene, token: Token) -> Term | None:
    mention = scene.place_at(token)
    if mention is None or mention.placing is None:
        return None
    return Term(mention.placing.place.name, mention.evidence, mention.placing.place.id)
