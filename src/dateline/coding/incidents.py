"""Remember the day of the incident that a news text tells of, and tell which later words speak of it again.

Invariant: "the attack" takes up a time only in news, only from an act of the same type that the text itself dated to
within days of publication, and only while the text has dated no other of that type; a sentence with a time of its own,
or with an attack that it sets apart ("another attack", "the deadliest attack"), takes up none.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from dateline.coding.scene import Scene
from dateline.coding.sites import has_modal, says
from dateline.coding.trigger import Trigger
from dateline.finding.mentions import TimeKind
from dateline.language import Token
from dateline.model import Dating, EventType, How, Report, Status

__all__ = ["Incidents", "points_back", "taken_up", "told_on"]

# News tells of what happened so many days before it at most, and of a day or a night.
_FRESH = 14
_LONGEST = 2
_FARTHEST = 8
# "The attack", "The drone attack": where the subject of a sentence stands, whatever the parser hangs it on.
_FRONT = 3

Incidents = tuple[tuple[EventType, Dating], ...]


def told_on(scene: Scene, before: Incidents, reports: Iterable[Report]) -> Incidents:
    """Return the acts, each by its type and its time, that the text has dated so far; a vaguer time twice is left."""
    found = list(before)
    for report in reports:
        when = report.when
        if when is None or when.how is How.CARRIED or report.status is not Status.OCCURRED or not _is_news(scene, when):
            continue
        if not any(kind is report.type and _within(known, when) for kind, known in found):
            found = [(k, known) for k, known in found if k is not report.type or not _within(when, known)]
            found.append((report.type, when))
    return tuple(found)


def taken_up(
    scene: Scene, trigger: Trigger, told: Incidents, status: Status, *, despite_times: bool = False
) -> Dating | None:
    """Return the time of the incident that an act belongs to by its sentence's words ("the attack"), or None.

    A time in the act's own sentence keeps it from having one, but for one that is another act's (`despite_times`).
    """
    kind = trigger.sense.type
    days = [when for known, when in told if known is kind]
    timed = not despite_times and any(m.kind is not TimeKind.DURATION for m in scene.times)
    if len(days) != 1 or status is not Status.OCCURRED or timed:
        return None
    if not any(_is_taken_up(scene, noun, kind) for noun in _around(scene, trigger)):
        return None
    return replace(days[0], how=How.CARRIED)


def _is_news(scene: Scene, when: Dating) -> bool:
    published = scene.document.published.latest if scene.document.published else None
    first, last = when.moment.earliest, when.moment.latest
    if published is None or first is None or last is None:
        return False
    return 0 <= (published - last).days <= _FRESH and (last - first).days < _LONGEST


def _within(one: Dating, other: Dating) -> bool:
    """Tell whether one time lies in the other; both have their ends."""
    first, last, start, end = one.moment.earliest, one.moment.latest, other.moment.earliest, other.moment.latest
    return bool(first and last and start and end and start <= first and last <= end)


def _around(scene: Scene, trigger: Trigger) -> list[Token]:
    """Return the nouns that say of what incident an act tells: its own, those of its clause and of those above it."""
    sentence = scene.sentence
    if trigger.is_noun:
        return [trigger.token]
    found: list[Token] = [t for t in sentence.tokens[:_FRONT] if t.dep == "nsubj"]
    token = trigger.verb or trigger.token
    for _ in range(_FARTHEST):
        if token.pos in ("VERB", "AUX"):
            if has_modal(scene, token) or token.dep == "relcl":
                return []
            found += sentence.kids(token, "nsubj", "nsubjpass", "dobj")
            found += [o for prep in sentence.kids(token, "prep") for o in sentence.kids(prep, "pobj")]
            found += [
                o
                for t in sentence.kids(token, "dobj")
                for p in sentence.kids(t, "prep")
                for o in sentence.kids(p, "pobj")
            ]
        if token.head == token.i:
            return found
        token = sentence.head_of(token)
    return found


def _is_taken_up(scene: Scene, noun: Token, kind: EventType) -> bool:
    """Tell whether a noun is one of acts of a type, with an article that points back and nothing that sets it apart."""
    senses = scene.lexicon.nouns.get(noun.lemma, ())
    return any(sense.type is kind and not pattern.rest for pattern, sense, _ in senses) and points_back(scene, noun)


def points_back(scene: Scene, noun: Token) -> bool:
    """Tell whether a noun has an article that points back and nothing that sets it apart: "the attack"."""
    kids = scene.sentence.kids(noun)
    if not any(k.dep == "det" and says(scene, "incidents", "pointing", k) for k in kids):
        return False
    own = [k for k in kids if k.dep in ("amod", "nummod", "compound", "nmod")]
    if any(k.tag in ("JJS", "JJR", "CD") or says(scene, "incidents", "apart", k) for k in own):
        return False
    return not any(k.dep == "prep" and says(scene, "prepositions", "since", k) for k in kids)
