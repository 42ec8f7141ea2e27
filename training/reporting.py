"""Simulate reporting: things that happen, and what documents tell of them, with what is left out and got wrong.

Invariant: the truth is known, the same seed gives the same accounts in every process, and every rate stands below,
stated before anything was scored with it. Nothing here is a text; names, places and words are numbers.

What happens. `Scene` draws events one after the other over `days`. Places follow the skew of real collections: half of
all events in five towns, the rest in the other towns by Zipf's law. A town lies in a province of a country. An event
has a day, a type, mode and means, an actor and a recipient of that country, dead and injured by a heavy-tailed
distribution, names of its own (people, streets) and words of its own beside those usual for its type and its town.
One in 25 is an episode that lasts up to three weeks; one in 40 accounts counts several events of a month.

What is told. Each event is told in 1 + Poisson(mean - 1) documents. An account states each field or not, and gets it
wrong at times, by the rates of `Noise`. Some come late, as background of a document on another event, which tells less
and vaguer. A document tells one to three events; its story is the words of all its accounts and words of its own.
"""

from __future__ import annotations

import bisect
import math
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import TypeVar

from dateline.model import EventType, Level, Status
from dateline.reconciling.incidents.account import Account, Area, Days, Figures
from dateline.reconciling.incidents.matching.hashing import hash_of

__all__ = ["Event", "Noise", "Scene", "simulate"]

_Item = TypeVar("_Item")
_DAY_ONE = 731_000  # in 2002
_COUNTRIES = ("IQ", "SY", "SO", "UA", "NG", "CO", "MM", "AF")
_TYPES = (
    (EventType.ASSAULT, 0.50), (EventType.COERCE, 0.12), (EventType.PROTEST, 0.10), (EventType.ACCUSE, 0.06),
    (EventType.CONSULT, 0.05), (EventType.MOBILIZE, 0.04), (EventType.RETREAT, 0.03), (EventType.AGREE, 0.03),
    (EventType.THREATEN, 0.03), (EventType.REQUEST, 0.02), (EventType.REJECT, 0.02),
)  # fmt: skip
_TAKEN_FOR = {
    EventType.ASSAULT: EventType.COERCE, EventType.COERCE: EventType.ASSAULT, EventType.PROTEST: EventType.COERCE,
    EventType.ACCUSE: EventType.REJECT, EventType.CONSULT: EventType.AGREE, EventType.AGREE: EventType.CONSULT,
    EventType.RETREAT: EventType.MOBILIZE, EventType.MOBILIZE: EventType.RETREAT,
}  # fmt: skip
_MEANS = (
    ("explosives", 0.34), ("firearms", 0.34), ("heavy-weapons", 0.12), ("aerial", 0.08), ("suicide", 0.08),
    ("melee", 0.04),
)  # fmt: skip
_MEANS_TAKEN_FOR = {"suicide": "explosives", "explosives": "vehicle", "aerial": "drone", "heavy-weapons": "aerial"}
_TARGETS = ("civilian", "military", "police", "government", "infrastructure", "armed-group")
_FORCES = ("army", "police", "security-forces", "government")
_ANYONE = ("gunmen", "militants", "protesters", "residents", "soldiers")


@dataclass(frozen=True, slots=True)
class Noise:
    """Hold the rates of what an account leaves out or gets wrong; `level` in `at` scales them all.

    At level 1 they are what reading a few dozen news stories of one event each suggests: a place is left out by one in
    six and given only as a province or a country by one in five, a day by one in four, a toll by one in three.
    """

    no_place: float = 0.16
    coarse_place: float = 0.2  # a province or, one in four of these, a country
    other_place: float = 0.06  # a place some kilometres off: the district, the next town
    no_day: float = 0.25
    coarse_day: float = 0.08  # "in May", "this week"
    other_day: float = 0.06  # a day early or late
    other_type: float = 0.05
    no_mode: float = 0.3
    no_means: float = 0.35
    other_means: float = 0.08
    no_party: float = 0.3
    coarse_party: float = 0.25  # "gunmen", or the state for its army
    no_toll: float = 0.3
    other_toll: float = 0.25  # an early count, a range
    no_name: float = 0.5  # each of the event's names
    told_words: float = 0.45  # each of the event's words
    late: float = 0.08  # told as background, weeks on

    @classmethod
    def at(cls, level: float) -> Noise:
        """Return the rates scaled: 0 is none of all this, 2 twice as much (none beyond 0.9)."""
        usual = cls()
        rates = {name: min(0.9, getattr(usual, name) * level) for name in cls.__slots__ if name != "told_words"}
        return cls(**rates, told_words=max(0.15, 1 - (1 - usual.told_words) * level))


@dataclass(frozen=True, slots=True)
class Event:
    """Hold one thing that happened; `towns` are numbered by how much happens there."""

    number: int
    town: int
    days: tuple[int, int]
    type: EventType
    level: Level
    mode: str | None
    means: str | None
    target: str | None
    actor: str
    recipient: str
    killed: int
    injured: int
    names: tuple[str, ...]
    words: tuple[int, ...]


@dataclass
class Scene:
    """Draw events: `number` of them over `days` in `towns` towns, by `seed`."""

    seed: int
    number: int
    days: int = 365
    towns: int = 400
    vocabulary: int = 20_000
    random: random.Random = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self.random = random.Random(f"scene {self.seed}")
        draw = self.random
        # Towns of a province lie around its capital, provinces around that of the country.
        self.areas: list[tuple[Area, Area, Area]] = []
        for town in range(self.towns):
            country = _COUNTRIES[min(town, draw.randrange(len(_COUNTRIES)))] if town < 5 else draw.choice(_COUNTRIES)
            province = draw.randrange(8)
            base = 10.0 + 9 * _COUNTRIES.index(country)
            seat = (base % 50 + 0.9 * (province % 3), base + 1.1 * (province // 3))
            lat, lon = seat[0] + draw.gauss(0, 0.25), seat[1] + draw.gauss(0, 0.25)
            admin1 = f"P{province}"
            self.areas.append((
                Area(f"t{town}", 1, lat, lon, 3.0, country, admin1),
                Area(f"p{country}{province}", 4, *seat, 60.0, country, admin1),
                Area(f"country:{country}", 6, base % 50 + 1, base + 1, 400.0, country, None),
            ))  # fmt: skip
        shares = [0.1] * 5 + [1 / (n + 3) for n in range(self.towns - 5)]
        rest = sum(shares[5:]) or 1
        shares = shares[:5] + [0.5 * s / rest for s in shares[5:]]
        self.cumulated = list(accumulate(shares))
        self.word_hashes = [hash_of(f"word {n}") for n in range(self.vocabulary)]

    def events(self) -> Iterator[Event]:
        """Yield the events in no order of time."""
        draw = self.random
        for number in range(self.number):
            town = min(bisect.bisect_left(self.cumulated, draw.random() * self.cumulated[-1]), self.towns - 1)
            day = _DAY_ONE + draw.randrange(self.days)
            type_ = _weighted(draw, _TYPES)
            lasts = draw.random() < 0.04
            violent = type_ is EventType.ASSAULT
            means = _weighted(draw, _MEANS) if violent else None
            country = self.areas[town][0].country or "IQ"
            sides = [f"{country}:{draw.choice(_FORCES)}", f"any:{draw.choice(_ANYONE)}", f"text:group {town % 7}"]
            draw.shuffle(sides)
            killed = min(400, int(draw.paretovariate(1.1)) - 1 + draw.randrange(2)) if violent else 0
            injured = min(900, int(killed * draw.random() * 3) + draw.randrange(3)) if violent else 0
            # Some names are of the event's people and streets, some of those who are named every day.
            names = tuple(f"n{number} {k}" for k in range(draw.randrange(4)))
            names += tuple(f"usual {town % 40} {draw.randrange(12)}" for _ in range(draw.randrange(3)))
            words = tuple(self.draw_word(draw) for _ in range(draw.randrange(8, 22)))
            usual = hash_of(type_.value) % 997
            words += tuple(self.word_hashes[(usual + draw.randrange(25)) % self.vocabulary] for _ in range(5))
            words += tuple(self.word_hashes[(1000 + town * 3 + draw.randrange(6)) % self.vocabulary] for _ in range(2))
            yield Event(
                number, town, (day, day + draw.randrange(3, 21) if lasts else day), type_,
                Level.EPISODE if lasts else Level.SINGLE, means and f"mode-{means}", means,
                draw.choice(_TARGETS) if violent else None, sides[0], sides[1], killed, injured, names,
                tuple(dict.fromkeys(words)),
            )  # fmt: skip

    def draw_word(self, draw: random.Random) -> int:
        """Draw a word by Zipf's law: log-uniform over ranks."""
        return self.word_hashes[int(math.exp(draw.random() * math.log(self.vocabulary))) - 1]


def simulate(scene: Scene, *, mean: float = 2.5, noise: Noise | None = None) -> Iterator[tuple[Account, int]]:
    """Yield accounts with the number of the event that they tell of; `mean` accounts an event. Documents of one to
    three accounts tell of events drawn close after each other, in any places."""
    draw = random.Random(f"reporting {scene.seed}")
    rates = noise or Noise()
    document, count = 0, 0
    told_before: list[Event] = []
    for event in scene.events():
        told_before.append(event)
        if len(told_before) > 200:
            told_before.pop(0)
        tellings = 1 + _poisson(draw, mean - 1)
        for _ in range(tellings):
            document += 1
            published = event.days[0] + min(12, int(draw.expovariate(0.9)))
            yield _account(scene, event, f"d{document}", count, published, rates, draw), event.number
            count += 1
            if draw.random() < rates.late:
                old = draw.choice(told_before)
                if old.number != event.number and old.days[0] < published:
                    yield _account(scene, old, f"d{document}", count, published, Noise.at(1.6), draw), old.number
                    count += 1


def _account(
    scene: Scene, event: Event, document: str, count: int, published: int, rates: Noise, draw: random.Random
) -> Account:
    hit = lambda rate: draw.random() < rate  # noqa: E731
    town, province, country = scene.areas[event.town]
    places: tuple[Area, ...] = (town,)
    if hit(rates.no_place):
        places = ()
    elif hit(rates.coarse_place):
        places = (country,) if hit(0.25) else (province,)
    elif hit(rates.other_place):
        lat, lon = (town.lat or 0) + draw.gauss(0, 0.08), (town.lon or 0) + draw.gauss(0, 0.08)
        places = (Area(f"{town.id}/{draw.randrange(9)}", 2, lat, lon, 15.0, town.country, town.admin1),)
    near = (country,) if not places and hit(0.6) else ()
    when: Days | None = event.days
    if hit(rates.no_day):
        when = None
    elif hit(rates.coarse_day):
        start = event.days[0] - draw.randrange(7, 25)
        when = (start, start + 30)
    elif hit(rates.other_day):
        shift = draw.choice((-1, 1))
        when = (event.days[0] + shift, event.days[1] + shift)
    type_ = _TAKEN_FOR.get(event.type, event.type) if hit(rates.other_type) else event.type
    means = None if hit(rates.no_means) else event.means
    if means and hit(rates.other_means):
        means = _MEANS_TAKEN_FOR.get(means, means)
    counts: dict[str, Figures] = {}
    for name, number in (("killed", event.killed), ("injured", event.injured)):
        if number and not hit(rates.no_toll):
            if hit(rates.other_toll):
                early = max(1, number - draw.randrange(1 + max(1, number // 3)))
                counts[name] = (early, early, None if hit(0.3) else early)
            else:
                counts[name] = (number, number, number)
    words = [w for w in event.words if hit(rates.told_words)]
    words += [scene.draw_word(draw) for _ in range(draw.randrange(4, 14))]
    return Account(
        f"a{count}", document, (f"r{count}",), type_, Status.OCCURRED, event.level,
        None if hit(rates.no_mode) else event.mode, places, near, when, (published, published),
        _party(event.actor, rates, draw), _party(event.recipient, rates, draw),
        tuple(sorted({n for n in event.names if not hit(rates.no_name)})), counts, means,
        None if hit(rates.no_means) else event.target, tuple(sorted(set(words))),
    )  # fmt: skip


def _party(id_: str, rates: Noise, draw: random.Random) -> tuple[str, ...]:
    if draw.random() < rates.no_party:
        return ()
    if draw.random() < rates.coarse_party:
        head = id_.partition(":")[0]
        return (f"{head}:government",) if head in _COUNTRIES else (f"any:{draw.choice(_ANYONE[:2])}",)
    return (id_,)


def _weighted(draw: random.Random, shares: Sequence[tuple[_Item, float]]) -> _Item:
    at = draw.random()
    for item, share in shares:
        at -= share
        if at <= 0:
            return item
    return shares[0][0]


def _poisson(draw: random.Random, mean: float) -> int:
    """Draw from a Poisson distribution by Knuth's method."""
    limit, product, number = math.exp(-mean), draw.random(), 0
    while product > limit:
        product *= draw.random()
        number += 1
    return number
