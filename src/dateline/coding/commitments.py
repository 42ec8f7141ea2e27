"""Tell what a party's word about its own act to come amounts to: a promise, a refusal or a threat.

Invariant: only what the one who acts says, or is said, to will is weighed so; what others expect, ask or arrange stays
the act itself, planned. After PLOVER's codebook: AGREE takes in all promises, THREATEN what is announced to harm.
"""

from __future__ import annotations

from dateline.coding.grammar import bearer, is_passive, subjects
from dateline.coding.roles import Cast
from dateline.coding.scene import Scene
from dateline.coding.status import Standing
from dateline.coding.trigger import Trigger
from dateline.language import Token
from dateline.model import EventType, Status, ZoneKind

__all__ = ["amounts_to"]


def amounts_to(scene: Scene, trigger: Trigger, standing: Standing, cast: Cast) -> tuple[EventType, str | None, Status]:
    """Return the type, mode and status of what one trigger states."""
    sense, known = trigger.sense, scene.lexicon.commitments
    plain = sense.type, trigger.mode or _inner_mode(scene, trigger), standing.status
    verb = trigger.verb
    if scene.zone.kind is ZoneKind.COMMENT:
        return plain  # a reader's forecast is nobody's word
    if verb is None or sense.future or sense.negated or is_passive(scene.sentence, verb):
        return plain
    is_somebody = bool(cast.actors) or any(t.pos == "PRON" for t in subjects(scene.sentence, verb))
    if not is_somebody or not _is_own_will(scene, verb):
        return plain
    if standing.status is Status.NEGATED and sense.type in known.refusing_amounts_to:
        kind = known.refusing_amounts_to[sense.type]
        return kind, known.mode(kind, sense.type, trigger.mode), Status.OCCURRED
    if standing.status in (Status.PLANNED, Status.HYPOTHETICAL) and sense.type in known.amounts_to:
        kind = EventType.THREATEN if _is_conditional_threat(scene, verb) else known.amounts_to[sense.type]
        return kind, known.mode(kind, sense.type, trigger.mode), standing.status
    return plain


def _inner_mode(scene: Scene, trigger: Trigger) -> str | None:
    if trigger.inner is None:
        return None
    return scene.lexicon.commitments.mode(trigger.sense.type, trigger.inner.sense.type, trigger.inner.mode)


def _is_own_will(scene: Scene, verb: Token) -> bool:
    """Tell whether the verb stands under its subject's own will: "will lift", "is ready to send", "plans to close"."""
    sentence, known = scene.sentence, scene.lexicon.commitments
    if any(k.lower in known.auxiliaries for k in sentence.kids(bearer(sentence, verb), "aux")):
        return True
    token = verb
    while token.dep in ("xcomp", "conj", "advcl") and token.head != token.i:
        head = sentence.head_of(token)
        if token.dep == "advcl" and head.lemma not in known.verbs:
            return False
        if head.pos == "ADJ" or head.dep == "acomp":
            return head.lemma in known.adjectives or head.lower in known.adjectives
        if head.pos in ("VERB", "AUX") and token.dep == "xcomp":
            return head.lemma in known.verbs and not (is_passive(sentence, head) and sentence.kids(head, "agent"))
        token = head
    return False


def _is_conditional_threat(scene: Scene, verb: Token) -> bool:
    marks = scene.lexicon.commitments.threat_marks
    return any(
        k.lower in marks for clause in scene.sentence.kids(verb, "advcl") for k in scene.sentence.kids(clause, "mark")
    )
