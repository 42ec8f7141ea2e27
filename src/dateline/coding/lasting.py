"""Say which place a text goes on to speak of, and when it no longer does.

Invariant: a place lasts only where an act was put there, in the same paragraph and for a sentence or two, or a little
longer for what points back to it ("the raid"), or where headline and text say that the whole page is about it; a
sentence that names a place or another country, or another day, speaks of something else. What "there" and "the town"
mean is the last such place that was named.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from dateline.coding.placing_acts import place_of_act
from dateline.coding.scene import Scene
from dateline.coding.sites import is_perfect
from dateline.finding.compounds import country_at
from dateline.finding.mentions import PlaceMention, PlaceUse, TimeKind
from dateline.finding.place_words import place_words
from dateline.knowledge.gazetteer.keys import area_words, generic_words
from dateline.language import Sentence, Token
from dateline.model import EventType, Moment, PlaceKind, Placing, ZoneKind

__all__ = ["Lasting", "last_on", "topic_of"]

# For so many sentences after the one that named it a place lasts: of those that would last for a second one, read in
# eleven histories and five pages, fewer than half were where that sentence's acts were.
REACH = 1
# News breaks off after every sentence: for so many more "the attack" still means the one that was told with its place.
BACK = 4
# In news, with fewer sentences than NEWS to a paragraph, what comes after the first few, OPENS, is of the background:
# it is about the headline's place only where it points back. A longer page stays with what it is about.
NEWS = 1.5
OPENS = 6
# So often the text has to name the place of its headline, beside the headline.
OFTEN = 2

# So many places are kept for "there" and "the town".
_KEPT = 6

_FINE = frozenset({PlaceKind.SETTLEMENT, PlaceKind.FIRST_LEVEL, PlaceKind.SECOND_LEVEL, PlaceKind.REGION})


@dataclass(frozen=True, slots=True)
class _Incident:
    """Hold where and when violence was told, the countries named with it, and how many sentences passed since."""

    places: tuple[Placing, ...]
    moments: tuple[Moment, ...]
    countries: frozenset[str]
    since: int = 0


@dataclass(frozen=True, slots=True)
class Lasting:
    """Hold the places that an act of an earlier sentence had, where that stood, and when it was.

    `since` is how many sentences passed after it, `countries` are those that it spoke of; `named` are the places that
    were named last, oldest first, whatever for (None for one that nobody knows), `topic` is what the whole page is
    about, `incident` what "the attack" means, and `passed` counts the sentences of the zone.
    """

    places: tuple[Placing, ...] = ()
    paragraph: int = -1
    since: int = 0
    moments: tuple[Moment, ...] = ()
    countries: frozenset[str] = frozenset()
    named: tuple[Placing | None, ...] = ()
    topic: Placing | None = None
    incident: _Incident | None = None
    passed: int = 0

    def for_act(self, scene: Scene, act: Sequence[Token], *, spoken: bool = False) -> tuple[Placing, ...]:
        """Return the places where an act happened whose own sentence names none for it; often none.

        Of a `spoken` act only "there" tells.
        """
        meant = self._meant(scene, act)
        if meant is not None:
            return (meant,)
        if spoken:
            return ()
        back = _points_back(scene, act)
        if any(m.use is not PlaceUse.METONYM for m in scene.places):
            whole = self.topic is not None and _is_all_of(scene, self.topic)
            return (self.topic,) if whole and self.topic is not None else self._same(scene) if back else ()
        if any(t.lower in place_words()["aside"] for t in scene.sentence.tokens) or _is_charged(scene, act):
            return ()
        if self.places and self.since < REACH and scene.paragraph == self.paragraph:
            moments = _moments_in(scene)
            leaps = moments and self.moments and not any(_meet(a, b) for a in moments for b in self.moments)
            return () if leaps or _countries_in(scene) - self.countries else self.places
        same = self._same(scene) if back else ()
        if same or self.topic is None or scene.zone.kind is not ZoneKind.BODY:
            return same
        goes_on = self.passed < OPENS or self.passed >= NEWS * (scene.paragraph + 1)
        return (self.topic,) if back or goes_on else ()

    def _same(self, scene: Scene) -> tuple[Placing, ...]:
        """Return the places of the incident that was told last, where nothing in a sentence says that it is another."""
        was, moments = self.incident, _moments_in(scene)
        if was is None or not _goes_on(scene, was.countries):
            return ()
        leaps = moments and was.moments and not any(_meet(a, b) for a in moments for b in was.moments)
        return () if leaps else was.places

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
                return next((p for p in reversed(self.named) if p is None or p.place.kind.value == kind), None)
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
        m.placing if m.use is PlaceUse.PLACE else None  # a capital that may stand for its government hides the rest
        for m in scene.places
        if m.use is not PlaceUse.DATELINE and (m.placing is None or m.placing.place.kind is not PlaceKind.COUNTRY)
    ]
    named = (*before.named, *fine)[-_KEPT:]
    passed = before.passed + 1
    told = place_of_act(scene, (scene.sentence.root,)) if scene.places and not places_of_acts else ()
    of_reports = bool(places_of_acts)
    places_of_acts = places_of_acts or tuple(m.placing for m in told if m.placing is not None)
    was = before.incident
    if was is not None:
        was = replace(was, since=was.since + 1) if was.since < BACK and _goes_on(scene, was.countries) else None
    if places_of_acts:
        # a whole country says too little, and of acts in several places nobody knows which the next sentence is about
        lasts = scene.places and all(p.place.kind is not PlaceKind.COUNTRY for p in places_of_acts)
        alike = len({(p.place.country, p.place.admin1) for p in places_of_acts}) == 1
        places = places_of_acts if lasts and alike else ()
        own = frozenset(p.place.country for p in places_of_acts if p.place.country is not None)
        countries = own | _countries_in(scene)
        moments = _moments_in(scene)
        if of_reports:
            told_once = len(places) == 1 and _tells_of_violence(scene)
            was = _Incident(places, moments, countries) if told_once else None
        return Lasting(places, scene.paragraph, 0, moments, countries, named, before.topic, was, passed)
    if scene.paragraph != before.paragraph or scene.places:
        return Lasting(named=named, topic=before.topic, incident=was, passed=passed)
    return replace(before, since=before.since + 1, incident=was, passed=passed)


def _goes_on(scene: Scene, countries: frozenset[str]) -> bool:
    """Tell whether a sentence names no place and no other country, but where those are who tell of it."""
    if any(t.lower in place_words()["aside"] for t in scene.sentence.tokens):
        return False
    elsewhere = [m for m in scene.places if m.use is not PlaceUse.DATELINE and not _is_of_speaker(scene, m)]
    return not elsewhere and not _countries_in(scene) - countries


def _is_of_speaker(scene: Scene, mention: PlaceMention) -> bool:
    """Tell whether a place stands with who tells ("a leader in *Baidoa* said")."""
    sentence, at = scene.sentence, mention.evidence.start
    if not scene.voices or any(v.content.start <= at < v.content.end for v in scene.voices):
        return False
    token = sentence.head_within(mention.first, mention.last)
    subject = next((t for t in (token, *sentence.ancestors(token)) if t.dep == "nsubj" or t.pos == "VERB"), None)
    return subject is not None and subject.dep == "nsubj" and sentence.head_of(subject).i == sentence.root.i


def _tells_of_violence(scene: Scene) -> bool:
    verbs, nouns = scene.lexicon.verbs, place_words()["incidents"]
    return any(
        t.lemma in nouns or any(s.type is EventType.ASSAULT for _, s in verbs.get(t.lemma, ()))
        for t in scene.sentence.tokens
    )


def _points_back(scene: Scene, act: Sequence[Token]) -> bool:
    """Tell whether an act is, or belongs to, an incident that was told before: "were killed in *the raid*".

    "After the raid" tells of something else, and so does a perfect ("have killed hundreds").
    """
    sentence, words = scene.sentence, place_words()
    if not act or any(t.pos in ("VERB", "AUX") and is_perfect(scene, t) for t in act):
        return False
    for token in sentence.tokens:
        kids = sentence.kids(token)
        if token.pos != "NOUN" or not (token.lemma in words["incidents"] or _is_its_site(sentence, token, act)):
            continue
        if any(k.dep in ("amod", "nummod", "poss") for k in kids) or not any(k.lower in words["the"] for k in kids):
            continue
        if token.i in {t.i for t in act} or not _is_apart(scene, token, act[-1]):
            return True
    return False


def _is_charged(scene: Scene, act: Sequence[Token]) -> bool:
    """Tell whether an act is what somebody is held to do at all times: "they *accuse* the army of raiding farms"."""
    above = [t for word in act[:1] for t in scene.sentence.ancestors(word) if t.pos == "VERB"]
    return any(
        s.type is EventType.ACCUSE
        for t in above
        if t.tag in ("VBP", "VBZ")
        for _, s in scene.lexicon.verbs.get(t.lemma, ())
    )


def _is_its_site(sentence: Sentence, token: Token, act: Sequence[Token]) -> bool:
    """Tell whether a noun means the site of an act: "stormed the *village*", "was killed at the *checkpoint*"."""
    words, own, above = place_words(), {t.i for t in act}, sentence.head_of(token)
    wide = token.lemma in area_words() or generic_words().get(token.lemma, "settlement") != "settlement"
    if token.lemma not in words["kinds"] or (wide and token.lemma != "area"):
        return False
    within = token.dep == "pobj" and above.lower in words["locative"] and sentence.head_of(above).i in own
    return within or (token.dep in ("dobj", "nsubjpass") and above.i in own)


def _is_apart(scene: Scene, one: Token, other: Token) -> bool:
    """Tell whether "after", "before" or the like stands between two words of a sentence."""
    sentence, moving = scene.sentence, scene.lexicon.timing["moving"]
    up, down = [one, *sentence.ancestors(one)], [other, *sentence.ancestors(other)]
    common = {t.i for t in up} & {t.i for t in down}
    passed = [t for t in (*up, *down) if t.i not in common]
    small = [*passed, *(k for t in passed for k in sentence.kids(t, "mark", "advmod"))]
    return any(t.lower in moving["later"] or t.lower in moving["elsewhere"] for t in small)


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
