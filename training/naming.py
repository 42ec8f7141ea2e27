"""Give simulated reporting names and stories: whom and what its documents name, with what words, ages and figures.

Invariant: each draw has a generator of its own, seeded by what it is for, so that the accounts of `reporting` stay what
they are and gain only what is said besides. Every rate stands below, stated before anything was scored with it.

Names. Who acts and where is named as an article does it: by one of three spellings or short names, of which the first
is the usual one. Three in ten accounts name the province too, two in ten the country. An event has people of its own,
as a story names the dead and those arrested for it, and a site; each country has those who are named every day.

Stories. A document names six in ten of its event's people, their ages at times, a few who are named every day, and some
who are named nowhere else; its words are those of its accounts, a share of forty that belong to the event, and its own.

Statements. One document in five on an act of violence tells what somebody said of it: a thing of its own for each who
said it, mostly without a place or a day.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from dateline.model import EventType
from dateline.reconciling.incidents.account import Account, Area
from dateline.reconciling.incidents.matching.hashing import hash_of
from training.reporting import Scene

__all__ = ["SimulatedStory", "with_names"]

_PEOPLE = (0.35, 0.25, 0.2, 0.12, 0.08)  # of how many people of its own an event has: none, one, ...
_TOLD = 0.6  # each of them, in a document on it
_SENTENCE = 0.3  # and in the sentences of the account itself
_AGE = 0.5  # told with a person
_SPELLINGS = (0.75, 0.15, 0.1)
_PROVINCE, _COUNTRY = 0.3, 0.2
_EVERY_DAY = 15  # people of a country who are named every day
_OWN_WORDS, _OF_EVENT = (25, 60), 40
_OF_EVENT_TOLD = 0.3
_STATEMENT = 0.2
_SPEAKERS = ("government", "police", "army", "foreign-ministry", "opposition")
_SPOKEN = (EventType.ACCUSE, EventType.REJECT, EventType.REQUEST, EventType.THREATEN, EventType.SUPPORT)
_VAGUE = (0.6, 0.4)  # of statements: without a place, without a day
_STATEMENTS = 10_000_000  # numbers of statements begin here


@dataclass(frozen=True, slots=True)
class SimulatedStory:
    """Hold what a whole document tells, as a `Story` does."""

    terms: tuple[tuple[int, int], ...]
    title: tuple[int, ...]
    marks: Mapping[str, tuple[int, ...]]


def with_names(
    scene: Scene, told: Iterable[tuple[Account, int]]
) -> tuple[list[tuple[Account, int]], dict[str, SimulatedStory]]:
    """Return simulated accounts with names, and with statements beside them, and the stories of their documents.

    The number beside an account is that of its event; the first account of a document is what it is mainly about.
    """
    found: list[tuple[Account, int]] = []
    by_document: defaultdict[str, list[tuple[Account, int]]] = defaultdict(list)
    for account, event in told:
        draw = random.Random(f"names {scene.seed} {account.id}")
        own = replace(_vague(account, draw), is_main=account.document not in by_document)
        own = replace(own, names=_names(scene, own, event, draw))
        by_document[own.document].append((own, event))
        found.append((own, event))
        if own.is_main and own.type is EventType.ASSAULT and draw.random() < _STATEMENT:
            found.append(_statement(scene, own, event, draw))
    return found, {document: _story(scene, document, own) for document, own in by_document.items()}


def _vague(account: Account, draw: random.Random) -> Account:
    """Return an account of a statement with less of a place and a day, as statements are told."""
    no_place, no_day = draw.random() < _VAGUE[0], draw.random() < _VAGUE[1]
    if account.type not in _SPOKEN:
        return account
    return replace(account, places=() if no_place else account.places, when=None if no_day else account.when)


def _names(scene: Scene, account: Account, event: int, draw: random.Random) -> tuple[str, ...]:
    names = {*account.names}
    names |= {_spelled(id_, draw) for id_ in (*account.actors, *account.recipients) if not id_.startswith("any:")}
    for place in account.places:
        names.add(_spelled(place.id, draw))
        names |= _around(place, draw)
    names |= {f"{first} {last}" for first, last, _ in _people(scene, event) if draw.random() < _SENTENCE}
    return tuple(sorted(names))


def _around(place: Area, draw: random.Random) -> set[str]:
    said = {f"province {place.country} {place.admin1}"} if draw.random() < _PROVINCE else set[str]()
    return said | ({f"country {place.country}"} if draw.random() < _COUNTRY else set())


def _spelled(name: str, draw: random.Random) -> str:
    return f"{name} as {draw.choices(range(len(_SPELLINGS)), _SPELLINGS)[0]}"


def _people(scene: Scene, event: int) -> list[tuple[str, str, int]]:
    """Return first name, last name and age of the people of an event."""
    draw = random.Random(f"people {scene.seed} {event}")
    many = draw.choices(range(len(_PEOPLE)), _PEOPLE)[0]
    return [(f"first {draw.randrange(60)}", f"last {draw.randrange(3000)}", draw.randrange(3, 80)) for _ in range(many)]


def _statement(scene: Scene, account: Account, event: int, draw: random.Random) -> tuple[Account, int]:
    """Return what somebody said of the event of an account, in its document, and the number of that."""
    speaker = min(int(draw.expovariate(0.8)), len(_SPEAKERS) - 1)
    country = account.places[0].country if account.places else "IQ"
    said = random.Random(f"statement {scene.seed} {event} {speaker}")
    type_, own = said.choice(_SPOKEN), [scene.draw_word(said) for _ in range(8)]
    words = [w for w in own if draw.random() < 0.5] + [w for w in account.terms if draw.random() < 0.15]
    words += [scene.draw_word(draw) for _ in range(draw.randrange(3, 10))]
    actor = () if draw.random() < 0.3 else (f"{country}:{_SPEAKERS[speaker]}",)
    told = replace(
        account,
        id=f"{account.id}s",
        reports=(f"{account.id}s r",),
        type=type_,
        mode=None,
        places=(),
        near=account.places,
        when=account.told if draw.random() < 0.4 else None,
        actors=actor,
        recipients=(),
        counts={},
        means=None,
        target=None,
        names=tuple(sorted(_spelled(id_, draw) for id_ in actor)),
        terms=tuple(sorted(set(words))),
        is_main=False,
    )
    return told, _STATEMENTS + event * len(_SPEAKERS) + speaker


def _story(scene: Scene, document: str, told: list[tuple[Account, int]]) -> SimulatedStory:
    draw = random.Random(f"story {scene.seed} {document}")
    main, event = told[0]
    country = next((p.country for a, _ in told for p in (*a.places, *a.near)), "IQ")
    people = [p for p in _people(scene, event) if draw.random() < _TOLD]
    ages = [str(age) for _, _, age in people if draw.random() < _AGE]
    ages += [str(draw.randrange(3, 80)) for _ in range(draw.randrange(2))]
    named = [(first, last) for first, last, _ in people]
    named += [(f"first {n % 60}", f"every day {country} {n}") for n in _often(draw, _EVERY_DAY, draw.randrange(4))]
    named += [(f"first {draw.randrange(60)}", f"last {draw.randrange(3000)}") for _ in range(draw.randrange(3))]
    names = sorted({name for account, _ in told for name in account.names})
    names += [f"body {country} {n}" for n in _often(draw, 12, draw.randrange(4))]
    figures = [str(c[1]) for a, _ in told for c in a.counts.values() if c[1] is not None and c[1] >= 10]
    own = random.Random(f"figures {scene.seed} {event}")
    figures += [str(own.randrange(10, 999)) for _ in range(own.randrange(3)) if draw.random() < _OF_EVENT_TOLD]
    figures += [str(10 + int(draw.expovariate(0.03))) for _ in range(draw.randrange(6))]
    theme = random.Random(f"words {scene.seed} {event}")
    about = [scene.draw_word(theme) for _ in range(_OF_EVENT)]
    words = [w for w in about if draw.random() < _OF_EVENT_TOLD]
    words += [scene.draw_word(draw) for _ in range(draw.randint(*_OWN_WORDS))]
    counts = {word: 1 + draw.randrange(2) for word in words}
    counts |= {word: 1 + draw.randrange(4) for account, _ in told for word in account.terms}
    title = [w for w in main.terms if draw.random() < 0.2] + [scene.draw_word(draw) for _ in range(2)]
    marks = {
        "people": [" ".join(person) for person in named],
        "pairs": [*(" ".join(person) for person in named), *(n for n in names if hash_of(n) % 3 == 0)],
        "wholes": [*(" ".join(person) for person in named), *names],
        "names": [*(word for person in named for word in person), *names],
        "ages": ages,
        "figures": figures,
    }
    return SimulatedStory(
        tuple(sorted(counts.items())),
        tuple(sorted(set(title))),
        {kind: tuple(sorted({hash_of(f"{kind} {word}") for word in said})) for kind, said in marks.items()},
    )


def _often(draw: random.Random, many: int, times: int) -> list[int]:
    """Draw numbers below `many`, the low ones most, as the same few are named again and again."""
    return [min(int(draw.expovariate(4 / many)), many - 1) for _ in range(times)]
