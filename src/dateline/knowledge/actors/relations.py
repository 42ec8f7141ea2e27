"""How actors stand to each other: what is part of what, who led whom and who held which office, and from when to when.

Invariant: every relation has a citation and holds for an interval. What hangs together (`ANCESTRAL`) leads upwards
only: nothing is part of itself at any one time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from dateline.knowledge.actors.interval import ALWAYS, Interval
from dateline.knowledge.names import name_key

__all__ = ["ANCESTRAL", "Office", "Relation", "RelationKind", "climb", "cycles"]


class RelationKind(StrEnum):
    """Say how an actor stands to another; the words are read from the actor that the relation is written under."""

    PARENT = "parent"  # is a part of it, or under its command
    ARMED_WING_OF = "armed_wing_of"
    MEMBER_OF = "member_of"
    LED_BY = "led_by"
    ALLIED = "allied"
    SPLIT_FROM = "split_from"
    SPLIT_INTO = "split_into"
    FOLLOWERS = "followers"  # "his followers" are this group


ANCESTRAL = (RelationKind.PARENT, RelationKind.ARMED_WING_OF, RelationKind.MEMBER_OF)


@dataclass(frozen=True, slots=True)
class Relation:
    """Hold one relation of actor `subject` to actor `id`, and the citation that it rests on."""

    subject: str
    kind: RelationKind
    id: str
    interval: Interval
    cite: str

    @property
    def since(self) -> str | None:
        """EDTF date of its begin, None where that is open."""
        return self.interval.since

    @property
    def until(self) -> str | None:
        """EDTF date of its end, None where that is open."""
        return self.interval.until


@dataclass(frozen=True, slots=True)
class Office:
    """Hold an office of a person: `office` ("governor") of a country, of an `area` of it, or of an actor (`of`).

    `disputed`: another claims it as well.
    """

    office: str
    country: str | None = None
    area: str | None = None
    of: str | None = None
    interval: Interval = ALWAYS
    disputed: bool = False
    cite: str = ""

    @property
    def since(self) -> str | None:
        """EDTF date on which it began, None where that is open."""
        return self.interval.since

    @property
    def until(self) -> str | None:
        """EDTF date on which it ended, None where that is open."""
        return self.interval.until

    @property
    def seat(self) -> tuple[str, str]:
        """What it is an office of: an actor, an area of a country by its name's key, or a country."""
        if self.of:
            return "actor", self.of
        if self.area:
            return self.country or "", name_key(self.area)
        return "country", self.country or ""

    def held_on(self, day: str) -> bool:
        """Tell whether the office may have been held on `day` (EDTF); what is not bounded holds."""
        return self.interval.may_hold(day)

    def __str__(self) -> str:
        return f"{self.office} of {self.of or self.area or self.country or '?'}"


Parents = Callable[[str], Iterable[Relation]]


def climb(id_: str, parents: Parents, *, on: str | None = None) -> tuple[str, ...]:
    """Return everything above an actor, nearest first, and by id where two are as near.

    `parents` gives an actor's ancestral relations. Without `on`, a chain counts where all its links may have held at
    one time.
    """
    found: dict[str, None] = {}
    level: list[tuple[str, Interval]] = [(id_, ALWAYS)]
    # Two ways up may leave different times: an actor is passed again only by a time that no earlier way allowed.
    passed: set[tuple[str, Interval]] = set()
    while level:
        above: list[tuple[str, Interval]] = []
        for at, when in level:
            for relation in parents(at):
                if (on is not None and not relation.interval.may_hold(on)) or not relation.interval.meets(when):
                    continue
                step = relation.id, relation.interval.common(when)
                if step not in passed and relation.id != id_:
                    passed.add(step)
                    above.append(step)
        level = sorted(above, key=lambda step: (step[0], str(step[1])))
        found.update(dict.fromkeys(at for at, _ in level))
    return tuple(found)


def cycles(ids: Sequence[str], parents: Parents) -> list[tuple[Relation, ...]]:
    """Return the rings in which an actor is part of itself at one time, each once, from its smallest id."""
    found: dict[frozenset[str], tuple[Relation, ...]] = {}
    for start in sorted(ids):
        stack: list[tuple[tuple[Relation, ...], Interval]] = [((), ALWAYS)]
        while stack:
            way, when = stack.pop()
            for relation in parents(way[-1].id if way else start):
                if not relation.interval.meets(when) or relation.id in {r.subject for r in way[1:]}:
                    continue
                if relation.id == start:
                    found.setdefault(frozenset(r.subject for r in (*way, relation)), (*way, relation))
                elif relation.id > start and len(way) < len(ids):
                    stack.append(((*way, relation), relation.interval.common(when)))
    return list(found.values())
