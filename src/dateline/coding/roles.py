"""Put the parties in their roles: who acts, who is acted upon, and why a role is empty where it is.

Invariant: a party is only what a finder named, with its words; a slot that is filled by something else gives a reason,
never a guess.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dateline.coding.doers import doers_of
from dateline.coding.recipients import party_at, things_of
from dateline.coding.scene import Scene
from dateline.coding.trigger import Trigger
from dateline.language import Token
from dateline.model import Party, PartyMissing

__all__ = ["Cast", "cast_roles"]


@dataclass(frozen=True, slots=True)
class Cast:
    """Hold the parties of one act, the tokens they were looked for at, and the reasons where there are none."""

    actors: tuple[Party, ...]
    actors_missing: PartyMissing | None
    recipients: tuple[Party, ...]
    recipients_missing: PartyMissing | None
    recipient_tokens: tuple[Token, ...] = ()
    actor_tokens: tuple[Token, ...] = ()


def cast_roles(scene: Scene, trigger: Trigger) -> Cast:
    """Return who acts and who is acted upon in one act."""
    doers, passive_without = doers_of(scene, trigger)
    things = things_of(scene, trigger, doers)
    actors = _parties(scene, doers)
    taken = {p.evidence for p in actors}
    recipients = tuple(p for p in _parties(scene, things, states=True) if p.evidence not in taken)
    recipients = tuple(p for p in recipients if p.actor.id not in {a.actor.id for a in actors})
    return Cast(
        actors,
        None if actors else PartyMissing.PASSIVE_WITHOUT_AGENT if passive_without else _why(doers),
        recipients,
        None if recipients else _why(things),
        tuple(things),
        tuple(doers),
    )


def _parties(scene: Scene, tokens: Sequence[Token], *, states: bool = False) -> tuple[Party, ...]:
    found: dict[str, Party] = {}
    for token in tokens:
        mention = party_at(scene, token, states=states)
        if mention is not None and mention.actor.id not in found:
            found[mention.actor.id] = Party(mention.actor, mention.evidence)
    return tuple(found.values())


def _why(tokens: Sequence[Token]) -> PartyMissing:
    if not tokens:
        return PartyMissing.NOT_STATED
    if all(t.pos == "PRON" for t in tokens):
        return PartyMissing.UNRESOLVED_PRONOUN
    return PartyMissing.NOT_AN_ACTOR
