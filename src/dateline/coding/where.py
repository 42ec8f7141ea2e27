"""Choose where an act happened, of the places that its sentence names and what was said before.

Invariant: a place is never taken from nowhere. What is carried over from an earlier sentence says so and quotes that
sentence; what cannot be attached leaves a reason. Which of the places in a sentence is an act's is weighed by grammar
alone (`place_facts`), with weights that are data (`places.json`, written by `python -m training.places`).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from dateline.coding.carrying import Carried
from dateline.coding.nearest import with_siblings
from dateline.coding.place_facts import is_about, place_facts
from dateline.coding.scene import Scene
from dateline.coding.scoring import Head, head_from
from dateline.coding.trigger import Trigger
from dateline.data_files import read_data
from dateline.errors import KnowledgeError
from dateline.finding.mentions import PlaceMention, PlaceUse
from dateline.language import Token
from dateline.model import EventType, PlaceMissing, Placing

__all__ = ["PlaceHead", "open_place_head", "place_head_from", "place_of_act", "where_of"]

_FILE = "places.json"

# A place is an act's from these log-odds on. On texts that the weights were not fitted on, F1 is the same within half a
# point from -1.0 to -0.75 and falls on both sides (tried: -1.5 to 0); the higher is the more precise.
LEAST = -0.75
# What another verb lends, and the land of a state that is a party, has to be likelier than not.
LENDS = 0.0

# Acts of words: what they are about lies elsewhere, and what was told before of some place says nothing of where they
# were spoken.
SPOKEN = frozenset(
    {EventType.ACCUSE, EventType.AGREE, EventType.REJECT, EventType.REQUEST, EventType.SUPPORT, EventType.THREATEN}
)

# Words between two names over which one still says where the other lies: "Balad, in the north of Salahuddin".
_REACH = 6


@dataclass(frozen=True, slots=True)
class PlaceHead:
    """Hold what each fact says for or against a place being an act's, and the digest of the file."""

    head: Head
    fingerprint: str


@lru_cache(maxsize=1)
def open_place_head() -> PlaceHead:
    """Read the weights that come with Dateline, once."""
    return place_head_from(read_data("dateline.coding", _FILE))


def place_head_from(text: str, *, where: str = _FILE) -> PlaceHead:
    """Read the weights of places from JSON: `bias` and `weights` by fact.

    Raises KnowledgeError naming the file and the entry for anything that is no such thing.
    """
    try:
        raw = json.loads(text)
    except ValueError as error:
        raise KnowledgeError(f"{where} is not JSON: {error}; make it again with `python -m training.places`") from None
    return PlaceHead(head_from(raw, where), hashlib.sha256(text.encode()).hexdigest()[:16])


def where_of(scene: Scene, trigger: Trigger, carried: Carried) -> tuple[tuple[Placing, ...], PlaceMissing | None]:
    """Return where the act happened (several places where several are named alike), or why that is not known."""
    verb = trigger.verb or trigger.happens or trigger.token
    spoken = trigger.sense.type in SPOKEN
    found = place_of_act(scene, dict.fromkeys((trigger.token, verb)), spoken=spoken)
    placings = _placings(found)
    if placings:
        return placings, None
    if found:
        around = _placings([m for m in scene.places if _holds(scene, m, found)])
        return around[:1], None if around else found[0].missing or PlaceMissing.AMBIGUOUS
    left = () if spoken else carried.places.for_act_in(scene)
    if left:
        return tuple(replace(p, how="carried") for p in left), None
    return (), PlaceMissing.NOT_STATED


def place_of_act(scene: Scene, words: Iterable[Token], *, spoken: bool = False) -> tuple[PlaceMention, ...]:
    """Return the places that a sentence names for the act that `words` name, in order; empty where it names none.

    Of `words`, the one that names the act comes first. The likeliest place is returned with those coordinated with it;
    it may be one that could not be resolved. Where the act has none, a verb that it is coordinated with may lend its
    own ("troops were sent to Gao, and patrols stepped up"). What a `spoken` act is about is not where it was spoken.
    """
    act = tuple(words)
    found = _likeliest(scene, act, least=LEAST, spoken=spoken)
    if found or not act:
        return found
    lender = act[-1]
    while lender.dep == "conj":
        lender = scene.sentence.head_of(lender)
    lends = lender.i != act[-1].i and lender.pos == "VERB"
    return _likeliest(scene, (lender,), least=LENDS, spoken=spoken) if lends else ()


def _likeliest(scene: Scene, act: Sequence[Token], *, least: float, spoken: bool) -> tuple[PlaceMention, ...]:
    named = [m for m in scene.places if m.use is not PlaceUse.DATELINE]
    head = open_place_head().head
    odds = {}
    for i, mention in enumerate(named):
        if not (spoken and is_about(scene, act, mention)):
            odds[i] = head.odds(place_facts(scene, act, mention, named))
    # a state that acts or is acted upon is a party: its land is the place only where more speaks for it than against
    kept = {i: o for i, o in odds.items() if o >= (LENDS if named[i].use is PlaceUse.METONYM else least)}
    if not kept:
        return ()
    return with_siblings(scene, named[max(kept, key=lambda i: (kept[i], -i))], named)


def _placings(mentions: Sequence[PlaceMention]) -> tuple[Placing, ...]:
    return tuple(dict.fromkeys(m.placing for m in mentions if m.placing is not None))


def _holds(scene: Scene, mention: PlaceMention, found: Sequence[PlaceMention]) -> bool:
    """Tell whether a place is said to hold, or lie beside, ones that no gazetteer has ("Tal Hamid, north of Hama")."""
    tokens = scene.sentence.tokens
    if mention.placing is None or mention.use is PlaceUse.DATELINE:
        return False
    if mention.last <= found[0].first:  # "Baghdad's southern district of Saydiya"
        between = tokens[mention.last : found[0].first]
        return bool(between) and len(between) <= _REACH and between[0].tag == "POS"
    between = tokens[found[-1].last : mention.first]
    return 0 < len(between) <= _REACH and not any(t.pos in ("VERB", "AUX", "CCONJ") for t in between)
