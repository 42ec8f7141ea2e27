"""The world that a generated record tells of: places of the gazetteer, actors of the packs and others, and events.

Invariant: all of it is drawn from a seed; nothing in it happened. Few places, actors and events are told of often and
most of them seldom (shares fall as 1 / rank), as in real reporting.
"""

from __future__ import annotations

import hashlib
import random
import sqlite3
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib import resources
from itertools import accumulate
from pathlib import Path
from typing import Any

from dateline.knowledge.actors import open_actors
from dateline.knowledge.gazetteer.entry import COLUMNS, Entry, entry_of
from dateline.knowledge.names import fold
from dateline.model import Actor, PlaceKind, PlacePrecision

__all__ = ["Act", "Event", "Named", "Telling", "World", "words"]

FIRST, LAST = date(2003, 3, 20), date(2024, 12, 31)
# Reports of an event in one document that tells of it, in the middle, and the rate with which more get rarer.
_REPORTS, _RATE = 3.0, 0.405
_MOST = 400  # documents of one event
_PLACES = 400  # settlements of a country that anything happens in
_STATUSES = ("occurred", "ongoing", "planned", "hypothetical", "negated")
_STATUS_SHARES = (78, 8, 6, 4, 4)


@lru_cache(maxsize=1)
def words() -> Mapping[str, Any]:
    """Return what sentences are made of, as `desk_words.toml` has it."""
    return tomllib.loads((Path(__file__).parent / "desk_words.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class Act:
    """Hold a sort of act: what it is coded as, and the words that name it."""

    type: str
    noun: str
    past: str
    base: str
    whom: tuple[str, ...]
    mode: str | None = None
    means: str | None = None
    counts: str | None = None
    share: int = 1


@dataclass(frozen=True, slots=True)
class Named:
    """Hold an actor with the ways in which it is written; one that no pack knows goes by the first of them."""

    actor: Actor
    spellings: tuple[str, ...]

    @property
    def is_person(self) -> bool:
        """Whether it is one of the generated people."""
        return not self.actor.known and len(self.spellings) > 1


@dataclass(frozen=True, slots=True)
class Event:
    """Hold one event as it was: everything that tells of it tells this, or less, or something else by mistake."""

    number: int
    id: str
    day: int
    act: Act
    doer: Named
    whom: Named
    places: tuple[Entry | None, ...]
    figure: int
    status: str
    tellings: int
    level: str


@dataclass(frozen=True, slots=True)
class Telling:
    """Say that a document of a day tells of an event in so many reports."""

    day: int
    order: float
    event: int
    reports: int


class World:
    """Draw places, actors and events, and who tells of them when."""

    def __init__(self, seed: int, *, reports: int, incidents: int) -> None:
        self.draw = draw = random.Random(f"desk {seed} {reports} {incidents}")
        self.seed = seed
        kept = words()
        self.acts = [Act(**{**one, "whom": tuple(one["whom"])}) for one in kept["acts"]]
        self.vocabulary = self._made_words(12_000, 2, 4)
        self._word_shares = _shares(len(self.vocabulary), 25)
        self._batch: list[str] = []
        names = [name.title() for name in self._made_words(4_000, 2, 3)]
        self.people = [self._person(draw.choice(names[:300]), names[300 + n % 3_600]) for n in range(3_000)]
        self.outlets = [f"{names[-n - 1]} {draw.choice(kept['outlets'])}" for n in range(120)]
        self.known = _known_actors(kept["countries"])
        self.groups = [_unknown(name) for name in kept["unknown_actors"]]
        self.places = _places(kept["countries"])
        self._count = incidents
        self._tellings = _sizes([draw.paretovariate(1.35) for _ in range(incidents)], round(reports / _REPORTS))
        self.events = list(self._events())

    def _made_words(self, count: int, least: int, most: int) -> list[str]:
        draw, syllables = self.draw, words()["syllables"]
        made = sorted({"".join(draw.choices(syllables, k=draw.randint(least, most))) for _ in range(2 * count)})
        draw.shuffle(made)
        return made[:count]

    def word(self) -> str:
        """Return a made word, common ones often."""
        if not self._batch:
            self._batch = self.draw.choices(self.vocabulary, cum_weights=self._word_shares, k=10_000)
        return self._batch.pop()

    def _person(self, given: str, family: str) -> Named:
        spellings = (f"{given} {family}", f"{given} al-{family}", f"{given[:1]}. {family}")
        return _unknown(*spellings[: self.draw.choice((2, 2, 3))])

    def named(self, country: str) -> Named:
        """Return somebody who acts in a country: mostly its own actors, then people and others that no pack knows."""
        kind = self.draw.random()
        if kind < 0.72:
            return _skewed(self.draw, self.known[country])
        return _skewed(self.draw, self.people) if kind < 0.9 else _skewed(self.draw, self.groups)

    # Events

    def _events(self) -> Iterator[Event]:
        draw = self.draw
        first, last = FIRST.toordinal(), LAST.toordinal()
        days = sorted(first + int((last - first) * draw.betavariate(1.3, 1.6)) for _ in range(self._count))
        act_shares = list(accumulate(act.share for act in self.acts))
        countries = list(self.places)
        country_shares = _shares(len(countries), 1)
        for number, day in enumerate(days):
            country = draw.choices(countries, cum_weights=country_shares)[0]
            act = draw.choices(self.acts, cum_weights=act_shares)[0]
            made = hashlib.sha256(f"desk {self.seed} {number}".encode()).hexdigest()[:16]
            level = draw.random()
            yield Event(
                number,
                f"i{made}",
                day,
                act,
                self.named(country),
                self.named(country) if draw.random() < 0.5 else _unknown(draw.choice(act.whom)),
                _skewed(draw, self.places[country]),
                min(400, int(draw.paretovariate(0.9))),
                draw.choices(_STATUSES, weights=_STATUS_SHARES)[0],
                self._tellings[number],
                "episode" if level < 0.04 else "aggregate" if level < 0.06 else "single",
            )

    def tellings(self) -> list[Telling]:
        """Return who tells of what, in the order of days; some tell of what was long ago."""
        draw, found = self.draw, []
        for event in self.events:
            for n in range(event.tellings):
                late = 0 if not n else min(int(draw.expovariate(0.7)), 30)
                if n and draw.random() < 0.05:
                    late = draw.randint(60, 2_000)
                day = min(event.day + late, LAST.toordinal())
                reports = min(12, 1 + int(draw.expovariate(_RATE)))
                found.append(Telling(day, draw.random(), event.number, reports))
        return sorted(found, key=lambda one: (one.day, one.order))


def _sizes(shares: Sequence[float], total: int) -> list[int]:
    """Return whole numbers in proportion to some, from 1 to `_MOST`, that come to about a total."""
    low, high = 0.0, float(total)
    for _ in range(40):
        middle = (low + high) / 2
        made = [min(_MOST, max(1, round(share * middle))) for share in shares]
        low, high = (middle, high) if sum(made) < total else (low, middle)
    return made


def _shares(count: int, flat: int) -> list[float]:
    return list(accumulate(1 / (n + flat) for n in range(count)))


def _skewed(draw: random.Random, values: Sequence[Any]) -> Any:
    """Return one of some values: of ranks, each tenfold has as good a chance as the next."""
    return values[int(len(values) ** draw.random()) - 1]


def _unknown(*spellings: str) -> Named:
    return Named(Actor(f"text:{fold(spellings[0])}", spellings[0], None, None, False), spellings)


def _known_actors(countries: Sequence[str]) -> Mapping[str, list[Named]]:
    """Return the actors of the packs by country, with those who act everywhere behind the own ones."""
    found: dict[str | None, list[Named]] = defaultdict(list)
    for _, entry in sorted(open_actors().by_id.items()):
        if entry.person:  # nobody who lives is to be found in what never happened
            continue
        found[entry.actor.country].append(Named(entry.actor, tuple(s for s in entry.spellings if len(s) > 3)[:3]))
    own = {c: [one for one in found[c] if one.spellings] for c in countries}
    abroad = [one for c in ("US", None) for one in found[c][:40] if one.spellings]
    return {c: [*sorted(own[c], key=lambda one: _spread(one.actor.id)), *abroad] for c in countries}


def _spread(id_: str) -> str:
    return hashlib.sha256(id_.encode()).hexdigest()


def _places(countries: Sequence[str]) -> Mapping[str, list[tuple[Entry | None, ...]]]:
    """Return, by country, settlements with what else they may be placed as: one entry for each precision, 1 to 7."""
    path = resources.files("dateline.knowledge.gazetteer") / "places.sqlite"
    found: dict[str, list[tuple[Entry | None, ...]]] = {}
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as file:
        for country in countries:
            rows = file.execute(f"SELECT {COLUMNS} FROM place p WHERE country = ?", (country,))
            entries = [entry_of(row, 2) for row in rows]
            of = {(e.place.kind, e.place.name): e for e in entries}
            whole = next((e for e in entries if e.place.kind is PlaceKind.COUNTRY), None)
            regions = [e for e in entries if e.place.kind is PlaceKind.REGION]
            towns = [e for e in entries if e.place.kind is PlaceKind.SETTLEMENT and e.place.admin1 and e.place.lat]
            towns.sort(key=lambda e: (-e.population, e.place.id))
            made = []
            for n, town in enumerate(towns[:_PLACES]):
                province = of.get((PlaceKind.FIRST_LEVEL, town.place.admin1 or ""))
                district = of.get((PlaceKind.SECOND_LEVEL, town.admin2 or ""))
                region = regions[n % len(regions)] if regions else None
                made.append((town, town, district, province, region, whole, whole))
            found[country] = made
    assert all(len(made[0]) == len(PlacePrecision) for made in found.values())
    return found
