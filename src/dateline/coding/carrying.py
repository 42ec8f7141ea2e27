"""Keep what the sentences before left standing: the time and the places that a paragraph speaks of.

Invariant: only what was said is carried, with the words that said it; a new paragraph's own words come first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from dateline.coding.dating_back import Ahead
from dateline.coding.incidents import Incidents, told_on
from dateline.coding.lasting import Lasting, last_on
from dateline.coding.running import Running, run_on
from dateline.coding.scene import Scene
from dateline.model import Dating, Placing, Report

__all__ = ["Carried", "carry"]


@dataclass(frozen=True, slots=True)
class Carried:
    """Hold the time and the places that the sentences before left standing, and the incidents that they dated.

    `ahead` is the time that a sentence after this one gives to what this one tells.
    """

    time: Running = field(default_factory=Running)
    places: Lasting = field(default_factory=Lasting)
    incidents: Incidents = ()
    ahead: Ahead | None = None

    @property
    def when(self) -> Dating | None:
        """The time that the sentences before last told."""
        return self.time.when


def carry(
    scene: Scene, before: Carried, places_of_acts: tuple[Placing, ...] = (), reports: Sequence[Report] = ()
) -> Carried:
    """Return what this sentence leaves standing for the next: its own time and places, or what it was given.

    `places_of_acts` are those that its sentence names for one of its acts, and `reports` those of all its acts.
    """
    incidents = told_on(scene, before.incidents, reports)
    return Carried(run_on(scene, before.time), last_on(scene, before.places, places_of_acts), incidents)
