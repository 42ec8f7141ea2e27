"""Find the day that the next sentences give to the acts of this one: "Gunmen shot a clerk. *It happened on Sunday.*"

Invariant: a sentence dates back only where it says no more than that an act took place on a day, of what it points back
at: a pronoun, or "the" and a noun of acts or of incidents. A pronoun dates the sentence right before it; a noun the
last acts of its type, with no other of them and no other date between.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dateline.coding.incidents import points_back
from dateline.coding.running import goes_on_telling
from dateline.coding.scene import Scene
from dateline.coding.sites import Side, says, site_of
from dateline.coding.trigger import Trigger
from dateline.coding.triggers import find_triggers
from dateline.finding.mentions import TimeKind, TimeMention
from dateline.language import Token
from dateline.model import Dating, EventType, How, Status

__all__ = ["Ahead", "ahead_of", "dated_ahead"]

# A noun takes up what stands so many sentences before it at most.
_REACH = 2


@dataclass(frozen=True, slots=True)
class Ahead:
    """Hold the time that a later sentence gives, and the types of the acts that it is given to; none: to all."""

    when: Dating
    types: frozenset[EventType] = frozenset()


def ahead_of(scenes: Sequence[Scene], at: int) -> Ahead | None:
    """Return the time that a sentence after the one at a place gives to its acts, or None."""
    here = scenes[at]
    if _dates_any(here):
        return None
    for later in range(at + 1, min(at + 1 + _REACH, len(scenes))):
        scene = scenes[later]
        if scene.zone is not here.zone:
            return None
        found = _told_by(scene)
        if found is not None:
            between = scenes[at + 1 : later]
            if not between or (found.types and not any(_acts(one, found.types) for one in between)):
                return found
            return None
        if _dates_any(scene):
            return None
    return None


def dated_ahead(scene: Scene, trigger: Trigger, ahead: Ahead | None, status: Status) -> Dating | None:
    """Return the time that a later sentence gives to an act; None where it gives none, or the act is not meant."""
    if ahead is None or status is not Status.OCCURRED or not goes_on_telling(scene, trigger, status):
        return None
    if ahead.types and trigger.sense.type not in ahead.types:
        return None
    return replace(ahead.when, how=How.CARRIED)


def _dates_any(scene: Scene) -> bool:
    return any(m.kind is not TimeKind.DURATION for m in scene.times)


def _acts(scene: Scene, types: frozenset[EventType]) -> bool:
    return any(trigger.sense.type in types for trigger in find_triggers(scene))


def _told_by(scene: Scene) -> Ahead | None:
    """Return what a sentence says of when an act took place that was told before it, and of which acts."""
    dates = [m for m in scene.times if m.kind is TimeKind.DATE]
    lengths = sum(m.kind is TimeKind.DURATION for m in scene.times)
    if not scene.sentence.tokens or len(dates) != 1 or len(scene.times) != 1 + lengths or dates[0].dating is None:
        return None
    sentence, root = scene.sentence, _told(scene)
    subjects = sentence.kids(root, "nsubj", "nsubjpass")
    if root.tag not in ("VBD", "VBN") or len(subjects) != 1 or sentence.kids(root, "neg"):
        return None
    site = site_of(scene, dates[0])
    if site is None or site.side is not Side.AT or any(a.tag == "MD" for a in sentence.kids(root, "aux")):
        return None
    subject = subjects[0]
    at_once = site.token.i in (root.i, subject.i) and _takes_place(scene, root)
    aside = _is_aside(scene, subject, dates[0])
    types = _meant(scene, subject) if at_once or aside else None
    return None if types is None or (aside and not types) else Ahead(dates[0].dating, types)


def _told(scene: Scene) -> Token:
    """Return the verb of what a sentence tells: its main one, or that of what somebody says ("..., police said")."""
    root = scene.sentence.root
    denied = scene.lexicon.governs("negated", "verbs", root.lemma) or bool(scene.sentence.kids(root, "neg"))
    said = scene.sentence.kids(root, "ccomp") if says(scene, "telling", "verbs", root) and not denied else []
    return said[0] if said else root


def _is_aside(scene: Scene, subject: Token, date: TimeMention) -> bool:
    """Tell whether a date stands between commas right after the subject: "the raid, *on Monday*, lasted an hour"."""
    tokens = scene.sentence.tokens
    between = tokens[subject.i + 1 : date.first]
    opened = bool(between) and between[0].text == "," and all(t.pos in ("ADP", "PUNCT", "DET") for t in between)
    return opened and date.last < len(tokens) and tokens[date.last].text == ","


def _takes_place(scene: Scene, verb: Token) -> bool:
    """Tell whether a verb says only that something took place: "occurred", "took *place*", "was carried out"."""
    things = scene.sentence.kids(verb, "dobj")
    passive = bool(scene.sentence.kids(verb, "auxpass"))
    if things:
        return not passive and verb.lemma == "take" and [t.lower for t in things] == ["place"]
    return says(scene, "dating_back", "done" if passive else "happening", verb)


def _meant(scene: Scene, subject: Token) -> frozenset[EventType] | None:
    """Return the types of the acts that a subject points back at, none for all of them; None where it does not."""
    if says(scene, "dating_back", "pronouns", subject):
        return frozenset()
    if not points_back(scene, subject):
        return None
    if says(scene, "dating_back", "incidents", subject):
        return frozenset()
    senses = scene.lexicon.nouns.get(subject.lemma, ())
    types = frozenset(sense.type for pattern, sense, _ in senses if not pattern.rest)
    return types or None
