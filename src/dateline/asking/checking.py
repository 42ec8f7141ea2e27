"""Make Reports of an answer's statements: every field is looked up in the sentence and resolved by Dateline's finders.

Invariant: an answer can choose among what the finders found in the sentence, and nothing else: names, ids,
coordinates, dates and figures are never its own. A field whose words are not there stays empty and says so in
`dropped`; a statement whose trigger is not there is no report.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from dateline.asking.answer import Statement
from dateline.asking.quoting import nearest, occurrences
from dateline.coding import voices_of
from dateline.coding.carrying import Carried
from dateline.coding.contexts import contexts_of
from dateline.coding.counting import sum_of
from dateline.coding.scene import Scene
from dateline.coding.when import is_historical
from dateline.finding.mentions import ActorMention, NumberMention, PlaceMention, PlaceUse, TimeKind, TimeMention
from dateline.language import Token
from dateline.model import (
    Count,
    Dating,
    Evidence,
    Party,
    PartyMissing,
    PlaceMissing,
    Placing,
    Report,
    Span,
    Status,
    WhenMissing,
)

__all__ = ["Located", "Reader"]

# A trigger names an act in a few words; what quotes half the sentence names nothing.
LONGEST_TRIGGER = 60

_TO_COME = frozenset({Status.PLANNED, Status.HYPOTHETICAL})

_M = TypeVar("_M", ActorMention, NumberMention, PlaceMention, TimeMention)


@dataclass(frozen=True, slots=True)
class Located:
    """Hold a statement with the place of its trigger in the document."""

    statement: Statement
    at: Span


@dataclass(slots=True)
class Reader:
    """Read one sentence's statements; a number that one of them has counted is not counted again by another."""

    scene: Scene
    carried: Carried
    coder: str
    dropped: list[str] = field(default_factory=list)
    _counted: dict[Evidence, str] = field(default_factory=dict)

    def report(self, located: Located) -> Report | None:
        """Return the report that a statement makes here, or None where its trigger does not hold."""
        statement, at = located.statement, located.at
        if not self.scene.sentence.span.contains(at) or len(at) > LONGEST_TRIGGER:
            self._drop(statement, "the trigger is too long, or runs past its sentence; the entry was left out")
            return None
        text = self.scene.document.text
        actors, actors_missing = self._parties(located, "actors", statement.actors, taken=())
        recipients, recipients_missing = self._parties(located, "recipients", statement.recipients, taken=actors)
        places, place_missing = self._places(located)
        when, when_missing = self._when(located)
        chain, denied = voices_of(self.scene, at.start)
        return Report(
            document=self.scene.document.id,
            zone=self.scene.zone.kind,
            sentence=Evidence.at(text, self.scene.sentence.start, self.scene.sentence.end),
            trigger=Evidence.at(text, at.start, at.end),
            type=statement.type,
            mode=statement.mode,
            status=Status.NEGATED if denied else statement.status,
            coder=self.coder,
            contexts=contexts_of(self.scene),
            hedged=statement.hedged,
            historical=is_historical(when, self.scene.document.published),
            actors=actors,
            actors_missing=actors_missing,
            recipients=recipients,
            recipients_missing=recipients_missing,
            places=places,
            place_missing=place_missing,
            when=when,
            when_missing=when_missing,
            voices=chain,
            **self._counts(located),
        )

    def _drop(self, statement: Statement, why: str) -> None:
        self.dropped.append(f"{statement.trigger!r} at {self.scene.sentence.start}: {why}")

    def _find(self, located: Located, name: str, words: str) -> Span | None:
        """Return where a field's words stand, nearest to the trigger; None, and a reason, where they do not."""
        found = occurrences(self.scene.document.text, words, within=self.scene.sentence.span)
        if not found:
            self._drop(located.statement, f"{name} {words!r} is not in the sentence")
        return nearest(found, located.at)

    # Parties

    def _parties(
        self, located: Located, name: str, quoted: Iterable[str], *, taken: Sequence[Party]
    ) -> tuple[tuple[Party, ...], PartyMissing | None]:
        found: dict[str, Party] = {}
        missing = PartyMissing.NOT_STATED
        for words in quoted:
            at = self._find(located, name, words)
            if at is None:
                continue
            mention = self._actor(at)
            if mention is None:
                self._drop(located.statement, f"{name} {words!r} is no actor that is known")
                tokens = self.scene.sentence.between(at.start, at.end)
                pronoun = bool(tokens) and all(t.pos == "PRON" for t in tokens)
                missing = PartyMissing.UNRESOLVED_PRONOUN if pronoun else PartyMissing.NOT_AN_ACTOR
            elif any(p.actor.id == mention.actor.id or p.evidence == mention.evidence for p in taken):
                self._drop(located.statement, f"{name} {words!r} is the one who acts")
            else:
                found.setdefault(mention.actor.id, Party(mention.actor, mention.evidence))
        return tuple(found.values()), None if found else missing

    def _actor(self, at: Span) -> ActorMention | None:
        """Return the actor that a stretch names: by its head, by what that is a number of, else the one inside it."""
        head = _head(self.scene, at)
        if head is None:
            return None
        for token in dict.fromkeys((self.scene.content(head), head)):
            mention = self.scene.actor_at(token)
            if mention is not None and mention.evidence.span.overlaps(at):
                return mention
        state = self.scene.state_at(head)
        if state is not None:
            return state
        inside = [m for m in self.scene.actors if at.contains(m.evidence.span)]
        return inside[0] if len(inside) == 1 else None

    # Place and time

    def _places(self, located: Located) -> tuple[tuple[Placing, ...], PlaceMissing | None]:
        named = [m for m in self.scene.places if m.use is PlaceUse.PLACE]
        found: list[Placing] = []
        missing = PlaceMissing.NOT_STATED
        for words in located.statement.places:
            at = self._find(located, "place", words)
            if at is None:
                continue
            mention = _covering(named, at)
            if mention is None:
                self._drop(located.statement, f"place {words!r} is not in the gazetteer, or not used as a place")
                missing = PlaceMissing.NOT_IN_GAZETTEER
            elif mention.placing is None:
                missing = mention.missing or PlaceMissing.AMBIGUOUS
            else:
                found.append(mention.placing)
        if found:
            return tuple(dict.fromkeys(found)), None
        left = self.carried.places.for_act(self.scene, ())
        if left and not located.statement.places:
            return tuple(replace(p, how="carried") for p in left), None
        return (), missing

    def _when(self, located: Located) -> tuple[Dating | None, WhenMissing | None]:
        dates = [m for m in self.scene.times if m.kind is TimeKind.DATE]
        words = located.statement.when
        if words is not None:
            at = self._find(located, "when", words)
            mention = _covering(dates, at) if at is not None else None
            if mention is not None:
                return mention.dating, None if mention.dating else mention.missing or WhenMissing.VAGUE
            if at is not None:
                self._drop(located.statement, f"when {words!r} is no time that can be read")
                return None, WhenMissing.VAGUE
        # What was still to come when it was told did not happen at the time that is being told of.
        elif not dates and located.statement.status not in _TO_COME:
            carried = self.carried.time.loosely
            return carried, None if carried else WhenMissing.NOT_STATED
        return None, WhenMissing.NOT_STATED

    # Numbers

    def _counts(self, located: Located) -> dict[str, Any]:
        """Return the counts by the name of their field."""
        found: dict[str, Any] = {}
        for name, quoted in located.statement.counts.items():
            counts = [c for words in quoted if (c := self._count(located, name, words)) is not None]
            try:
                if counts:
                    found[name] = sum_of(self.scene, counts)
            except ValueError as error:
                self._drop(located.statement, f"{name}: {error}")
        return found

    def _count(self, located: Located, name: str, words: str) -> Count | None:
        at = self._find(located, name, words)
        if at is None:
            return None
        mentions = [m for m in self.scene.numbers if m.evidence.span.overlaps(at)]
        if len(mentions) != 1:
            self._drop(located.statement, f"{name} {words!r} holds {len(mentions) or 'no'} numbers, not one")
            return None
        count = Count(mentions[0].range, mentions[0].evidence)
        if count.evidence in self._counted:
            self._drop(located.statement, f"{name} {words!r} is counted already, as {self._counted[count.evidence]}")
            return None
        self._counted[count.evidence] = name
        return count


def _head(scene: Scene, at: Span) -> Token | None:
    """Return the token of a stretch that is governed from outside it."""
    tokens = scene.sentence.between(at.start, at.end)
    inside = {t.i for t in tokens}
    return next((t for t in tokens if t.head not in inside or t.head == t.i), None)


def _covering(mentions: Iterable[_M], at: Span) -> _M | None:
    """Return the mention that shares most with a stretch, the first of several; None where none touches it."""

    def shared(mention: _M) -> int:
        return min(mention.evidence.end, at.end) - max(mention.evidence.start, at.start)

    touching = [m for m in mentions if m.evidence.span.overlaps(at)]
    return max(touching, key=lambda m: (shared(m), -m.evidence.start), default=None)
