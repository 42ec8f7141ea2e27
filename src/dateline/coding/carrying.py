"""Keep what the sentences before left standing: the time and the places that a paragraph speaks of.

Invariant: only what was said is carried, with the words that said it; a new paragraph's own words come first.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from dateline.coding.lasting import Lasting, last_on
from dateline.coding.scene import Scene
from dateline.finding.mentions import TimeKind
from dateline.model import Dating, Placing

__all__ = ["Carried", "carry"]

# A year or an open stretch frames its own sentence and says little of the next; a quarter or less is carried on.
_CARRIED_DAYS = 92
_NEVER = 10**6


@dataclass(frozen=True, slots=True)
class Carried:
    """Hold the time and the place that the sentences before left standing, in one zone and paragraph.

    `since` is how many sentences passed after the one that told the time.
    """

    when: Dating | None = None
    places: Lasting = field(default_factory=Lasting)
    since: int = 0


def carry(scene: Scene, before: Carried, places_of_acts: tuple[Placing, ...] = ()) -> Carried:
    """Return what this sentence leaves standing for the next: its own first time and places, or what it was given.

    `places_of_acts` are those that its sentence names for one of its acts.
    """
    dates = [
        m.dating
        for m in scene.times
        if m.kind is TimeKind.DATE and m.dating is not None and (m.dating.moment.days or _NEVER) <= _CARRIED_DAYS
    ]
    places = last_on(scene, before.places, places_of_acts)
    return Carried(dates[0] if dates else before.when, places, 0 if dates else before.since + 1)
