"""Keep what the sentences before left standing: the time and the places that a paragraph speaks of.

Invariant: only what was said is carried, with the words that said it; a new paragraph's own words come first.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from dateline.coding.nearest import with_siblings
from dateline.coding.running import Running, run_on
from dateline.coding.scene import Scene
from dateline.finding.mentions import PlaceUse
from dateline.model import Dating, Placing

__all__ = ["Carried", "carry"]


@dataclass(frozen=True, slots=True)
class Carried:
    """Hold the time and the place that the sentences before left standing, in one zone and paragraph.

    `time` is what the sentences left running, `when` the time that they last told.
    """

    time: Running = field(default_factory=Running)
    places: tuple[Placing, ...] = ()

    @property
    def when(self) -> Dating | None:
        return self.time.when


def carry(scene: Scene, before: Carried, places_of_acts: tuple[Placing, ...] = ()) -> Carried:
    """Return what this sentence leaves standing for the next: its own time and places, or what it was given.

    Where an act of the sentence has a place of its own, that is carried rather than one that is merely named.
    """
    named = [m for m in scene.places if m.use is PlaceUse.PLACE and m.placing is not None]
    places = places_of_acts or (with_siblings(scene, named[0], named) if named else before.places)
    return Carried(run_on(scene, before.time), places)
