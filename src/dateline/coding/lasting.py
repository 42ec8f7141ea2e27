"""Say which place a text goes on to speak of, and when it no longer does.

Invariant: a place lasts only where an act was put there, in the same paragraph and for a sentence or two, or where the
headline and the text itself say that the whole page is about it; a sentence that names a place or another country, or
another day, speaks of something else. What "there" and "the town" mean is the last such place that was named.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from dateline.coding.placing_acts import place_of_act
from dateline.coding.scene import Scene
from dateline.finding.compounds import country_at
from dateline.finding.mentions import PlaceUse, TimeKind
from dateline.finding.place_words import place_words
from dateline.knowledge.gazetteer.keys import generic_words
from dateline.language import Sentence, Token
from dateline.model import Moment, PlaceKind, Placing, ZoneKind

__all__ = ["Lasting", "last_on", "topic_of"]

# For so many sentences after the one that named it a place lasts: of those that would last for a second one, read in
# eleven histories and five pages, fewer than half were where that sentence's acts were.
REACH = 1
# So often the text has to name the place of its headline, beside the headline.
OFTEN = 2

# So many places are kept for "there" and "the town".
_KEPT = 6

_FINE = frozenset({PlaceKind.SETTLEMENT, PlaceKind.FIRST_LEVEL, PlaceKind.SECOND_LEVEL, PlaceKind.REGION})


@dataclass(frozen=True, slots=True)
class Lasting:
    """Hold the places that an act of an earlier sentence had, where that stood, and when it was.

    `since` is how many sentences passed after it, `countries` are those that it spoke of; `named` are the places that
    were named last, oldest first, whatever for, and `topic` is what the whole page is about.
    """

    places: tuple[Placing, ...] = ()
    paragraph: int = -1
    since: int = 0
    moments: tuple[Moment, ...] = ()
    countries: frozenset[str] = frozenset()
    named: tuple[Placing, ...] = ()
    topic: Placing | None = None

    def for_act(self, scene: Scene, act: Sequence[Token], *, spoken: bool = False) -> tuple[Placing, ...]:
        """Return the places where an act happened whose own sentence names none for it; often none.

        Of a `spoken` act only "there" tells.
        """
        meant = self._meant(scene, act)
        if meant is not None:
            return (meant,)
        if spoken:
            return ()
        if any(m.use is not PlaceUse.METONYM for m in scene.places):
            return (self.topic,) if self.topic is not None and _is_all_of(scene, self.topic) else ()
        if self.places and self.since < REACH and scene.paragraph == self.paragraph:
            moments = _moments_in(scene)
            leaps = moments and self.moments and not any(_meet(a, b) for a in moments for b in self.moments)
            return () if leaps or _countries_in(scene) - self.countries else self.places
        return (self.topic,) if self.topic is not None and scene.zone.kind is ZoneKind.BODY else ()

    def _meant(self, scene: Scene, act: Sequence[Token]) -> Placing | None:
        """Return the place that "there", "in the town" or "the province" means, where one of these tells of the act."""
        words, sentence = place_words(), scene.sentence
        if not self.named:
            return None
        for token in sentence.tokens:
            if token.dep == "advmod" and token.lower in words["there"] and _tells_of(sentence, token, act):
                return self.named[-1]
            kind = generic_words().get(token.lemma) if token.dep == "pobj" else None
            prep, plain = sentence.head_of(token), sentence.kids(token)
            if kind is None or prep.lower not in words["locative"] or not _tells_of(sentence, prep, act):
                continue
            if len(plain) == 1 and plain[0].lower in words["the"]:
                return next((p for p in reversed(self.named) if p.place.kind.value == kind), None)
        return None


def _tells_of(sentence: Sentence, token: Token, act: Sequence[Token]) -> bool:
    """Tell whether a word stands in the clause of an act: no other verb governs it more closely."""
    own = {t.i for t in act}
    above = next((t for t in sentence.ancestors(token) if t.i in own or t.pos in ("VERB", "AUX")), None)
    return above is not None and above.i in own


def _is_all_of(scene: Scene, topic: Placing) -> bool:
    """Tell whether a sentence names no place outside the province that the page is about."""
    named = [m.placing.place for m in scene.places if m.placing is not None and m.use is PlaceUse.PLACE]
    inside = [p for p in named if (p.country, p.admin1) == (topic.place.country, topic.place.admin1)]
    return topic.place.kind is PlaceKind.FIRST_LEVEL and bool(inside) and len(inside) == len(named)


def last_on(scene: Scene, before: Lasting, places_of_acts: tuple[Placing, ...]) -> Lasting:
    """Return what a sentence leaves standing: the places of its acts, none where it names others, else what stood.

    Where no act of it has a place, what its main verb tells of may have one.
    """
    fine = [
        m.placing
        for m in scene.places
        if m.placing is not None and m.use is PlaceUse.PLACE and m.placing.place.kind is not PlaceKind.COUNTRY
    ]
    named = (*before.named, *fine)[-_KEPT:]
    told = place_of_act(scene, (scene.sentence.root,)) if scene.places and not places_of_acts else ()
    places_of_acts = places_of_acts or tuple(m.placing for m in told if m.placing is not None)
    if places_of_acts:
        # a whole country says too little, and of acts in several places nobody knows which the next sentence is about
        lasts = scene.places and all(p.place.kind is not PlaceKind.COUNTRY for p in places_of_acts)
        alike = len({(p.place.country, p.place.admin1) for p in places_of_acts}) == 1
        places = places_of_acts if lasts and alike else ()
        own = frozenset(p.place.country for p in places_of_acts if p.place.country is not None)
        countries = own | _countries_in(scene)
        return Lasting(places, scene.paragraph, 0, _moments_in(scene), countries, named, before.topic)
    if scene.paragraph != before.paragraph or scene.places:
        return Lasting(named=named, topic=before.topic)
    return replace(before, since=before.since + 1)


def topic_of(scenes: Sequence[Scene]) -> Placing | None:
    """Return the one place, finer than a country, that a page's headline names and its text names most, or None."""
    head: dict[str, Placing] = {}
    told: Counter[str] = Counter()
    for scene in scenes:
        for mention in scene.places:
            placing = mention.placing
            if placing is None or mention.use is not PlaceUse.PLACE or placing.place.kind not in _FINE:
                continue
            if scene.zone.kind is ZoneKind.HEADLINE:
                head.setdefault(placing.place.id, placing)
            else:
                told[placing.place.id] += 1
    if len(head) != 1:
        return None
    ((place, placing),) = head.items()
    most = max(told.values(), default=0)
    return placing if told[place] >= OFTEN and told[place] == most else None


def _countries_in(scene: Scene) -> frozenset[str]:
    """Return the countries (ISO alpha-2) that a sentence speaks of, by place, name, people or adjective."""
    found = {m.placing.place.country for m in scene.places if m.placing is not None}
    for token in scene.sentence.tokens:
        if token.text[:1].isupper():
            country = country_at(scene.sentence, token.i)
            if country is not None:
                found.add(country.iso)
    return frozenset(c for c in found if c is not None)


def _moments_in(scene: Scene) -> tuple[Moment, ...]:
    """Return the dates that a sentence tells."""
    return tuple(m.dating.moment for m in scene.times if m.kind is TimeKind.DATE and m.dating is not None)


def _meet(one: Moment, other: Moment) -> bool:
    """Tell whether two times share a day, as far as that is known."""
    if one.earliest is None or one.latest is None or other.earliest is None or other.latest is None:
        return True
    return one.earliest <= other.latest and other.earliest <= one.latest
