"""Weigh which of the places that a sentence names is an act's.

Invariant: the choice is made by grammar and by the word that names the act (`place_facts`), with weights that are data
(`places.json`, written by `python -m training.places`); where none of the places is likely to be the act's, none is.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from dateline.coding.listed import head_of_mention, with_siblings
from dateline.coding.place_facts import place_facts
from dateline.coding.scene import Scene
from dateline.coding.scoring import Head, head_from
from dateline.data_files import read_data
from dateline.errors import KnowledgeError
from dateline.finding.mentions import PlaceMention, PlaceUse
from dateline.finding.place_words import place_words
from dateline.language import Token

__all__ = ["OPENING", "PlaceHead", "open_place_head", "place_head_from", "place_of_act"]

_FILE = "places.json"

# A place is an act's from these log-odds on. On texts that the weights were not fitted on, F1 is the same within half a
# point from -1.0 to -0.75 and falls on both sides (tried: -1.5 to 0).
LEAST = -0.9
# What another verb lends has to be likelier than not, and the land of a state that is a party a little more than that.
LENDS = 0.0
PARTY = 0.5


# A preposition up to here opens its sentence; a quotation mark or "Meanwhile" may come before it.
OPENING = 1


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


def place_of_act(
    scene: Scene,
    words: Iterable[Token],
    *,
    apart: Collection[PlaceMention] = (),
    least: float = LEAST,
    joined: bool = True,
) -> tuple[PlaceMention, ...]:
    """Return the places that a sentence names for the act that `words` name, in order; empty where it names none.

    Of `words`, the one that names the act comes first. The likeliest place is returned with those coordinated with it;
    it may be one that could not be resolved. Where the act has none, a verb that it is coordinated with may lend its
    own ("troops were sent to Gao, and patrols stepped up"). Those in `apart` are no candidates; a place is the act's
    from the log-odds `least` on. What stands with the last of joined verbs is lent to those before where `joined`.
    """
    act = tuple(words)
    named = [m for m in scene.places if m.use is not PlaceUse.DATELINE and m not in apart]
    named = [m for m in named if not _is_of_voice(scene, act, m)] if act else []
    if not named:
        return ()
    found = _likeliest(scene, act, named, least=least)
    for lender in () if found else _lenders(scene, act[-1]):
        found = found or _likeliest(scene, (lender,), named, least=LENDS)
    shared = [] if found or not joined else _of_last_joined(scene, act[-1], named)
    return with_siblings(scene, shared[0], shared) if shared else found


def _likeliest(
    scene: Scene, act: Sequence[Token], named: Sequence[PlaceMention], *, least: float
) -> tuple[PlaceMention, ...]:
    head = open_place_head().head
    odds = [head.odds(facts) for facts in place_facts(scene, act, named)]
    bars = [_bar_for_party(scene, mention) for mention in named]
    kept = [i for i, o in enumerate(odds) if o >= (bars[i] or least)]
    if not kept:
        return ()
    lands = [mention for mention, bar in zip(named, bars, strict=True) if bar != math.inf]
    return with_siblings(scene, named[max(kept, key=lambda i: (odds[i], -i))], lands)


def _is_of_voice(scene: Scene, act: Sequence[Token], mention: PlaceMention) -> bool:
    """Tell whether a place stands with who tells of the act: "told reporters in *Doha* that ...", "said in *Geneva*".

    A place that opens the sentence frames what is told as well ("In Mosul, officials said ...").
    """
    head = head_of_mention(scene, mention)
    opens = head.dep == "pobj" and scene.sentence.head_of(head).i <= OPENING
    at, place = act[0].start, mention.evidence.start
    return not opens and any(
        v.content.start <= at < v.content.end and not v.content.start <= place < v.content.end for v in scene.voices
    )


def _bar_for_party(scene: Scene, mention: PlaceMention) -> float | None:
    """Return the log-odds from which a state that acts, or is acted upon, is also the place; None for what is none."""
    if mention.use is not PlaceUse.METONYM:
        return None
    head = head_of_mention(scene, mention)
    # "with the help of Iran": after a preposition the finder has told parties from lands already
    return math.inf if head.dep == "pobj" or _says_whose(scene, mention, head) else PARTY


def _says_whose(scene: Scene, mention: PlaceMention, head: Token) -> bool:
    """Tell whether a state's name only says whose people another word names: "*US* troops", "the *US* embassy"."""
    if head.dep not in ("compound", "amod", "nmod"):
        return False
    owner = scene.sentence.head_of(head)
    whose = scene.actor_at(owner)
    return owner.i > head.i and whose is not None and whose.head == owner.i and whose.first <= mention.first


def _lenders(scene: Scene, verb: Token) -> list[Token]:
    """Return the verbs that an act's verb is coordinated with: the first of its list, and clauses set before it."""
    sentence, first = scene.sentence, verb
    while first.dep == "conj":
        first = sentence.head_of(first)
    # clauses that only commas join are parsed as complements that stand before their verb
    listed = [first] if first.i != verb.i and first.pos == "VERB" else []
    before = [k for v in (verb, *listed) for k in sentence.kids(v, "ccomp", "parataxis") if k.i < v.i]
    return [*listed, *(k for k in before if k.pos == "VERB")]


def _of_last_joined(scene: Scene, verb: Token, named: Sequence[PlaceMention]) -> list[PlaceMention]:
    """Return the places that stand with the last of joined verbs: "killed two and seized six *in Gao*".

    They are those of all that it is joined with; not where it has a helper of its own ("were caught and are held in
    Gao"), nor where they are what is done to or gone to.
    """
    sentence, last = scene.sentence, verb
    while True:
        joined = [k for k in sentence.kids(last, "conj") if k.pos == "VERB" and k.i > last.i]
        if not joined or sentence.kids(joined[0], "nsubj", "nsubjpass", "expl", "aux", "auxpass"):
            break
        last = joined[0]
    where = [k for k in sentence.kids(verb, "prep") if k.lower in place_words()["locative"]]
    has_own = any(not scene.is_time(p) for k in where for p in sentence.kids(k, "pobj"))
    if last.i == verb.i or verb.dep in ("acl", "relcl") or has_own:
        return []
    return [m for m in named if m.first > last.i and _is_in(scene, m, last)]


def _is_in(scene: Scene, mention: PlaceMention, verb: Token) -> bool:
    """Tell whether a place stands in a phrase that says where, of a verb itself or of what it is done to."""
    token, words = head_of_mention(scene, mention), place_words()
    for above in scene.sentence.ancestors(token):
        if above.i == verb.i:
            return token.dep == "prep" and token.lower in words["locative"] and token.lower != "into"
        if above.dep == "dobj" and scene.sentence.head_of(above).i == verb.i and token.dep == "prep":
            return token.lower in words["locative"]
        token = above
    return False
