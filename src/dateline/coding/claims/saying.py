"""What every kind of claim is made of: who or what it is of, when it held, whether it is stated at all.

Invariant: a term is a resolved actor or place, or the plain words of a phrase, and always quotes them. A name that was
only inferred for a pronoun is no term.
"""

from __future__ import annotations

from collections.abc import Callable, Collection

from dateline.coding.scene import Scene
from dateline.coding.status import standing
from dateline.coding.trigger import Trigger
from dateline.finding.mentions import ActorMention, NumberMention, TimeKind
from dateline.knowledge.lexicon import Sense
from dateline.language import Token
from dateline.model import Chain, Claim, ClaimKind, Dating, EventType, Evidence, PlaceMissing, Status, Term

__all__ = [
    "Voices",
    "actor_term",
    "is_person",
    "is_stated",
    "make",
    "phrase_term",
    "place_term",
    "when_held",
    "words_term",
]

Voices = Callable[[int], Chain]

# A verb as such, for the rules of status, which ask a sense only for what it says of the future and of negation.
_PLAIN = Sense("claim", EventType.CONSULT, "")

# A term that runs on for longer than this is a clause that the parse did not close.
_LONGEST = 400


def make(
    scene: Scene,
    kind: ClaimKind,
    voices: Voices,
    at: Token,
    *,
    subject: Term | None = None,
    object: Term | None = None,
    number: NumberMention | None = None,
    unit: str | None = None,
    when: Dating | None = None,
) -> Claim:
    """Return one claim, vouched for by whoever vouches for the words at `at`; a vague number leaves its value empty."""
    best = number.range.best if number is not None else None
    return Claim(
        document=scene.document.id,
        zone=scene.zone.kind,
        sentence=Evidence.at(scene.document.text, scene.sentence.start, scene.sentence.end),
        kind=kind,
        subject=subject,
        object=object,
        value=float(best) if best is not None else None,
        unit=unit,
        value_evidence=number.evidence if number is not None else None,
        when=when,
        voices=voices(at.start),
    )


def is_stated(scene: Scene, verb: Token) -> bool:
    """Tell whether a verb says that something is or was so: not that it will, may, or does not hold."""
    for adverb in scene.sentence.kids(verb, "advmod"):
        words = " ".join(t.lower for t in scene.sentence.subtree(adverb))
        if scene.lexicon.governs("negated", "adverbs", words):  # "no longer"
            return False
    status = standing(scene, Trigger(verb, (verb,), _PLAIN)).status
    return status in (Status.OCCURRED, Status.ONGOING)


def when_held(scene: Scene, verb: Token) -> Dating | None:
    """Return the one time of the verb's own clause, or None; a time in another clause is of something else."""
    found = []
    for mention in scene.times:
        if mention.kind is TimeKind.DATE and mention.dating is not None:
            above = scene.sentence.ancestors(scene.sentence.tokens[mention.last - 1])
            if next((t.i for t in above if t.pos in ("VERB", "AUX")), None) == verb.i:
                found.append(mention.dating)
    return found[0] if len(found) == 1 else None


def actor_term(scene: Scene, token: Token, kinds: Collection[str] = ()) -> Term | None:
    """Return the named actor at a token, of one of the kinds where any are given."""
    mention = actor_named(scene, token)
    if mention is None or (kinds and mention.actor.kind not in kinds):
        return None
    return Term(mention.actor.name, mention.evidence, mention.actor.id)


def actor_named(scene: Scene, token: Token) -> ActorMention | None:
    """Return the mention headed by a token, unless it was inferred for a pronoun or a short form."""
    mention = scene.actor_at(token)
    if mention is None or token.pos == "PRON" or mention.head != token.i:
        return None
    return None if mention.antecedent and scene.sentence.tokens[mention.head].pos == "PRON" else mention


def is_person(scene: Scene, token: Token) -> bool:
    """Tell whether the model takes the name that a token stands in for a person's."""
    return any(n.label == "PERSON" and n.first <= token.i < n.last for n in scene.sentence.names)


def place_term(scene: Scene, token: Token) -> Term | None:
    """Return the place at a token: resolved, or by its words where several places of that name could be meant."""
    mention = scene.place_at(token)
    if mention is None or mention.placing is None:
        is_known = mention is not None and mention.missing is PlaceMissing.AMBIGUOUS
        return Term(mention.evidence.words, mention.evidence) if mention is not None and is_known else None
    return Term(mention.placing.place.name, mention.evidence, mention.placing.place.id)


def phrase_term(scene: Scene, head: Token) -> Term | None:
    """Return the noun phrase headed by a token: a known actor by its name, else the words without the article."""
    if head.pos not in ("NOUN", "PROPN") and not (head.tag == "JJ" and scene.sentence.kids(head, "det")):
        return None
    actor = actor_term(scene, head)
    if actor is not None and not (head.pos == "PROPN" and (actor.id or "").startswith("any:")):
        return actor  # a name of which only the sort is known ("the Reform Party", a party) says more by its words
    return words_term(scene, _without_article(scene.sentence.noun_phrase(head)))


def words_term(scene: Scene, tokens: list[Token]) -> Term | None:
    """Return the words from the first of the tokens to the last, as they stand."""
    while tokens and tokens[-1].pos in ("PUNCT", "SPACE"):
        tokens = tokens[:-1]
    if not tokens or tokens[-1].end - tokens[0].start > _LONGEST:
        return None
    words = Evidence.at(scene.document.text, tokens[0].start, tokens[-1].end)
    return Term(" ".join(words.words.split()), words)


def _without_article(tokens: list[Token]) -> list[Token]:
    while len(tokens) > 1 and tokens[0].pos in ("DET", "PUNCT"):
        tokens = tokens[1:]
    return tokens
