"""Say where an act happened: in a place that its sentence names for it, or where the text before it left it.

Invariant: a place is never taken from nowhere. What is carried over from an earlier sentence says so and quotes that
sentence; what cannot be attached leaves a reason.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import replace

from dateline.coding.carrying import Carried
from dateline.coding.listed import head_of_mention
from dateline.coding.placing_acts import OPENING, place_of_act
from dateline.coding.scene import Scene
from dateline.coding.trigger import Trigger
from dateline.finding.mentions import PlaceMention, PlaceUse
from dateline.finding.place_words import place_words
from dateline.language import Token
from dateline.model import EventType, Place, PlaceKind, PlaceMissing, Placing

__all__ = ["where_of"]

# What is done to a country in these is done on its land; in the others it is a party, wherever it happens.
ON_LAND = frozenset({EventType.ASSAULT, EventType.COERCE, EventType.MOBILIZE, EventType.PROTEST, EventType.RETREAT})

# Acts of words: what was told before of some place says nothing of where they were spoken.
SPOKEN = frozenset({EventType.ACCUSE, EventType.AGREE, EventType.REJECT, EventType.REQUEST, EventType.THREATEN})

# After these stands what holds something.
_WITHIN = frozenset({"in", "inside", "of"})
# An unknown place is taken to be meant from these log-odds on: nothing is placed by it, only the reason told.
_MAYBE = -2.0

# Words between two names over which one still says where the other lies: "Balad, in the north of Salahuddin".
_REACH = 6


def where_of(scene: Scene, trigger: Trigger, carried: Carried) -> tuple[tuple[Placing, ...], PlaceMissing | None]:
    """Return where the act happened (several places where several are named alike), or why that is not known."""
    verb = trigger.verb or trigger.happens or trigger.token
    act = tuple(dict.fromkeys((trigger.token, verb)))
    apart = [] if trigger.sense.type in ON_LAND else _parties(scene, act)
    spoken = trigger.sense.type in SPOKEN
    found = place_of_act(scene, act, apart=apart, joined=not spoken)
    if found and found[0] in _told_of(scene, trigger, act):
        found = ()
    placings = _placings(found)
    around = _placings([m for m in scene.places if _holds(scene, m, found)])[:1] if found else ()
    if placings:
        is_elsewhere = len(placings) == 1 and any(_lies_elsewhere(placings[0].place, p.place) for p in around)
        return around if is_elsewhere else placings, None
    if found:
        around = around or _placings(_apposed(scene, found[0]) or _framing(scene, act, found))[:1]
        return around, None if around else found[0].missing or PlaceMissing.AMBIGUOUS
    left = carried.places.for_act(scene, act, spoken=spoken)
    if left:
        return tuple(replace(p, how="carried") for p in left), None
    return (), PlaceMissing.NOT_STATED if spoken else _unknown(scene, act, apart) or PlaceMissing.NOT_STATED


def _apposed(scene: Scene, mention: PlaceMention) -> list[PlaceMention]:
    """Return the places in which what is said of a name puts it: "Qarat, a hamlet in the district of *Jowhar*"."""
    sentence, head = scene.sentence, head_of_mention(scene, mention)
    said = {k.i for k in sentence.kids(head, "appos")}
    found = []
    for other in scene.places:
        way = list(sentence.ancestors(head_of_mention(scene, other)))
        upto = next((n for n, t in enumerate(way) if t.i in said), None)
        if other.placing is None or upto is None or other is mention:
            continue
        if all(t.lower in _WITHIN for t in way[:upto] if t.dep == "prep") and not any(
            t.pos == "VERB" for t in way[:upto]
        ):
            found.append(other)
    return found


def _framing(scene: Scene, act: Sequence[Token], found: Sequence[PlaceMention]) -> list[PlaceMention]:
    """Return the place that opens a sentence and holds all of it: "In *Bay*, gunmen raided Qarat"."""
    opening = []
    for mention in scene.places:
        head = head_of_mention(scene, mention)
        prep = scene.sentence.head_of(head)
        if head.dep == "pobj" and prep.i <= OPENING and prep.lower in _WITHIN and mention not in found:
            opening.append(mention)
    return [m for m in opening if m.placing is not None and m.last <= act[0].i]


def _unknown(scene: Scene, act: Sequence[Token], apart: Sequence[PlaceMention]) -> PlaceMissing | None:
    """Return why a place that may well be an act's could not be told, or None where its sentence names none."""
    known = [m for m in scene.places if m.placing is not None]
    found = place_of_act(scene, act, apart=[*apart, *known], least=_MAYBE)
    return found[0].missing if found else None


def _parties(scene: Scene, act: Sequence[Token]) -> list[PlaceMention]:
    """Return the countries that an act is done to: "gave arms to *Chad*", "accused *Sudan*"."""
    own = {t.i for t in act}
    found = []
    for mention in scene.places:
        if mention.placing is not None and mention.placing.place.kind is PlaceKind.COUNTRY:
            head = head_of_mention(scene, mention)
            prep = scene.sentence.head_of(head)
            to = head.dep == "pobj" and prep.lower in place_words()["dative"]
            if (scene.sentence.head_of(prep) if to else prep).i in own and (to or head.dep in ("dobj", "dative")):
                found.append(mention)
    return found


def _told_of(scene: Scene, trigger: Trigger, act: Sequence[Token]) -> list[PlaceMention]:
    """Return the places of what is charged or refused: "accused them of raiding the market *in Baidoa*".

    What stands with the verb itself is where it was said ("condemned it in Geneva"), and so is what opens the sentence;
    a denial is told with the place of what it denies. A warning or a deal is as often made where the verbs around it
    tell ("dropped leaflets in Kismayo warning them").
    """
    if trigger.sense.type not in (EventType.ACCUSE, EventType.REJECT):
        return []
    sentence, own, violence = scene.sentence, {t.i for t in act}, scene.lexicon.classes["violence"]
    found = []
    for mention in scene.places:
        head = head_of_mention(scene, mention)
        if head.dep == "pobj" and sentence.head_of(head).i <= OPENING:
            continue
        if trigger.sense.type is EventType.REJECT and any(t.i in own for t in sentence.ancestors(head)):
            continue
        above = next(
            (t for t in sentence.ancestors(head) if t.i in own or t.pos == "VERB" or _is_act(t, violence)), None
        )
        if above is None or above.i not in own:
            found.append(mention)
    return found


def _is_act(token: Token, violence: Container[str]) -> bool:
    return token.pos == "NOUN" and token.lemma in violence


def _placings(mentions: Sequence[PlaceMention]) -> tuple[Placing, ...]:
    return tuple(dict.fromkeys(m.placing for m in mentions if m.placing is not None))


def _holds(scene: Scene, mention: PlaceMention, found: Sequence[PlaceMention]) -> bool:
    """Tell whether a place is said to hold, or lie beside, the places found ("Tal Hamid, north of Hama")."""
    tokens = scene.sentence.tokens
    if mention.placing is None or mention.use is not PlaceUse.PLACE or mention in found:
        return False  # "in Kabul, *US* officials said": a state that acts holds nothing
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
