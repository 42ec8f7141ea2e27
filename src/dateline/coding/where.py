"""Choose where an act happened, of the places that its sentence names and what was said before.

Invariant: a place is never taken from nowhere. What is carried over from an earlier sentence says so and quotes that
sentence; what cannot be attached leaves a reason. Which of the places in a sentence is an act's is weighed by grammar
alone (`place_facts`), with weights that are data (`places.json`, written by `python -m training.places`).
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from dateline.coding.carrying import Carried
from dateline.coding.nearest import head_of_mention, with_siblings
from dateline.coding.place_facts import place_facts
from dateline.coding.scene import Scene
from dateline.coding.scoring import Head, head_from
from dateline.coding.trigger import Trigger
from dateline.data_files import read_data
from dateline.errors import KnowledgeError
from dateline.finding.mentions import PlaceMention, PlaceUse
from dateline.language import Token
from dateline.model import EventType, Place, PlaceMissing, Placing

__all__ = ["PlaceHead", "open_place_head", "place_head_from", "place_of_act", "where_of"]

_FILE = "places.json"

# A place is an act's from these log-odds on. On texts that the weights were not fitted on, F1 is the same within half a
# point from -1.0 to -0.75 and falls on both sides (tried: -1.5 to 0).
LEAST = -0.9
# What another verb lends has to be likelier than not, and the land of a state that is a party a little more than that.
LENDS = 0.0
PARTY = 0.5

# Acts of words: what was told before of some place says nothing of where they were spoken.
SPOKEN = frozenset({EventType.ACCUSE, EventType.AGREE, EventType.REJECT, EventType.REQUEST, EventType.THREATEN})

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
    act = tuple(dict.fromkeys((trigger.token, verb)))
    found = place_of_act(scene, act)
    placings = _placings(found)
    around = _placings([m for m in scene.places if _holds(scene, m, found)])[:1] if found else ()
    if placings:
        is_elsewhere = len(placings) == 1 and any(_lies_elsewhere(placings[0].place, p.place) for p in around)
        return around if is_elsewhere else placings, None
    if found:
        return around, None if around else found[0].missing or PlaceMissing.AMBIGUOUS
    left = carried.places.for_act(scene, act, spoken=trigger.sense.type in SPOKEN)
    if left:
        return tuple(replace(p, how="carried") for p in left), None
    return (), PlaceMissing.NOT_STATED


def place_of_act(scene: Scene, words: Iterable[Token]) -> tuple[PlaceMention, ...]:
    """Return the places that a sentence names for the act that `words` name, in order; empty where it names none.

    Of `words`, the one that names the act comes first. The likeliest place is returned with those coordinated with it;
    it may be one that could not be resolved. Where the act has none, a verb that it is coordinated with may lend its
    own ("troops were sent to Gao, and patrols stepped up").
    """
    act = tuple(words)
    named = [m for m in scene.places if m.use is not PlaceUse.DATELINE]
    if not act or not named:
        return ()
    found = _likeliest(scene, act, named, least=LEAST)
    for lender in () if found else _lenders(scene, act[-1]):
        found = found or _likeliest(scene, (lender,), named, least=LENDS)
    return found


def _likeliest(
    scene: Scene, act: Sequence[Token], named: Sequence[PlaceMention], *, least: float
) -> tuple[PlaceMention, ...]:
    head = open_place_head().head
    odds = [head.odds(facts) for facts in place_facts(scene, act, named)]
    kept = [i for i, o in enumerate(odds) if o >= (_bar_for_party(scene, named[i]) or least)]
    if not kept:
        return ()
    return with_siblings(scene, named[max(kept, key=lambda i: (odds[i], -i))], named)


def _bar_for_party(scene: Scene, mention: PlaceMention) -> float | None:
    """Return the log-odds from which a state that acts, or is acted upon, is also the place; None for what is none."""
    if mention.use is not PlaceUse.METONYM:
        return None
    # "with the help of Iran": after a preposition the finder has told parties from lands already
    return math.inf if head_of_mention(scene, mention).dep == "pobj" else PARTY


def _lenders(scene: Scene, verb: Token) -> list[Token]:
    """Return the verbs that an act's verb is coordinated with: the first of its list, and clauses set before it."""
    sentence, first = scene.sentence, verb
    while first.dep == "conj":
        first = sentence.head_of(first)
    # clauses that only commas join are parsed as complements that stand before their verb
    listed = [first] if first.i != verb.i and first.pos == "VERB" else []
    before = [k for v in (verb, *listed) for k in sentence.kids(v, "ccomp", "parataxis") if k.i < v.i]
    return [*listed, *(k for k in before if k.pos == "VERB")]


def _placings(mentions: Sequence[PlaceMention]) -> tuple[Placing, ...]:
    return tuple(dict.fromkeys(m.placing for m in mentions if m.placing is not None))


def _holds(scene: Scene, mention: PlaceMention, found: Sequence[PlaceMention]) -> bool:
    """Tell whether a place is said to hold, or lie beside, the places found ("Tal Hamid, north of Hama")."""
    tokens = scene.sentence.tokens
    if mention.placing is None or mention.use is PlaceUse.DATELINE or mention in found:
        return False
    if mention.last <= found[0].first:  # "Baghdad's southern district of Saydiya"
        between = tokens[mention.last : found[0].first]
        return bool(between) and len(between) <= _REACH and between[0].tag == "POS"
    between = tokens[found[-1].last : mention.first]
    return 0 < len(between) <= _REACH and not any(t.pos in ("VERB", "AUX", "CCONJ") for t in between)


def _lies_elsewhere(place: Place, around: Place) -> bool:
    """Tell whether a place was taken for a namesake: it lies in another country or province than what holds it."""
    if place.country is None or around.country is None:
        return False
    if place.country != around.country:
        return True
    return None not in (place.admin1, around.admin1) and place.admin1 != around.admin1
