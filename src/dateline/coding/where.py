"""Choose where an act happened, of the places that its sentence names and what was said before.

Invariant: a place is never taken from nowhere. What is carried over from an earlier sentence says so and quotes that
sentence; what cannot be attached leaves a reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from dateline.coding.carrying import Carried
from dateline.coding.nearest import head_of_mention, nearest_to, with_siblings
from dateline.coding.scene import Scene
from dateline.coding.trigger import Trigger
from dateline.finding.mentions import PlaceMention, PlaceUse
from dateline.language import Token
from dateline.model import PlaceMissing, PlacePrecision, Placing

__all__ = ["place_of_act", "where_of"]

# A country or region has to stand this much nearer than a town to be where the act was.
_FRAME = 3
_COARSEST = 9


def where_of(scene: Scene, trigger: Trigger, carried: Carried) -> tuple[tuple[Placing, ...], PlaceMissing | None]:
    """Return where the act happened (several places where several are named alike), or why that is not known."""
    verb = trigger.verb or trigger.happens or trigger.token
    found = place_of_act(scene, dict.fromkeys((trigger.token, verb)))
    placings = tuple(dict.fromkeys(m.placing for m in found if m.placing is not None))
    if placings:
        return placings, None
    if found:
        return (), found[0].missing or PlaceMissing.AMBIGUOUS
    if carried.places:
        return tuple(replace(p, how="carried") for p in carried.places), None
    return (), PlaceMissing.NOT_STATED


def place_of_act(scene: Scene, words: Iterable[Token]) -> tuple[PlaceMention, ...]:
    """Return the places that a sentence names for the act that `words` name, the nearest and those coordinated with it.

    Of `words`, the one that carries the act comes first. A mention that could not be resolved is returned only where
    none could.
    """
    act = tuple(words)
    named = [m for m in scene.places if m.use is PlaceUse.PLACE and not _is_origin(scene, m, act)]
    candidates = [m for m in named if m.placing is not None] or named
    best = nearest_to(scene, act, candidates, rank=_rank)
    return with_siblings(scene, best, candidates) if best is not None else ()


def _is_origin(scene: Scene, mention: PlaceMention, act: Sequence[Token]) -> bool:
    """Tell whether a place is where somebody comes from ("units from Basra") rather than where the act is."""
    prep = scene.sentence.head_of(head_of_mention(scene, mention))
    if prep.dep != "prep" or prep.lower != "from":
        return False
    above = scene.sentence.head_of(prep)
    return above.pos in ("NOUN", "PROPN") and above not in act


def _rank(mention: PlaceMention) -> tuple[int, int]:
    """A wide place only frames a closer one beside it ("Kharkiv in northeast Ukraine"); of two, the finer counts."""
    precision = int(mention.placing.precision) if mention.placing else _COARSEST
    return (_FRAME if PlacePrecision.AREA <= precision < _COARSEST else 0), precision
