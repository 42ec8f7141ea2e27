"""How each document names the actors that nobody knows, gathered from what was coded of it.

Invariant: a naming is one id of one document (finding has united a surname with its full name there); nothing of
another document enters it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from dateline.finding.actor_rules import actor_rules
from dateline.knowledge.actors import open_actors
from dateline.knowledge.names import fold, name_key, small_words
from dateline.model import MentionType, Sensitivity
from dateline.reconciling.actors.rules import naming_rules

__all__ = [
    "SORTS",
    "UNKNOWN",
    "Gathered",
    "Key",
    "Naming",
    "gather_namings",
    "is_acronym",
    "is_known",
    "is_name",
    "is_pronoun",
    "most_often",
    "parties_of",
    "spelling_of",
    "titles_of",
    "without_article",
]

Row = Mapping[str, Any]
Key = tuple[str, str]
UNKNOWN = "text:"

_ROLES = ("actors", "recipients", "voices")
_TERMS = ("subject", "object")
# What a mention may be that names an actor.
SORTS = (MentionType.PERSON, MentionType.ORGANISATION)


@dataclass(frozen=True, slots=True)
class Naming:
    """Hold what one document calls one unknown actor.

    `spellings` counts its full names as written, `short` what else it goes by there (a surname, an acronym). `kind`
    and `country` are what the words themselves tell; `person` is None where nothing tells, `public` whether the person
    acts in public there, None of no person. `lands` are the countries that the document is about, `beside` the ids of
    the other actors named there, `titles` the folded titles before the name.
    """

    document: str
    id: str
    spellings: tuple[tuple[str, int], ...]
    short: tuple[str, ...] = ()
    kind: str | None = None
    country: str | None = None
    person: bool | None = None
    public: bool | None = None
    titles: frozenset[str] = frozenset()
    lands: frozenset[str] = frozenset()
    beside: frozenset[str] = frozenset()

    @property
    def key(self) -> Key:
        """The document and the id: what a link is made for."""
        return self.document, self.id

    @property
    def count(self) -> int:
        """How often the document names it."""
        return sum(number for _, number in self.spellings)

    @property
    def words(self) -> str:
        """The name as the document writes it most often."""
        return min(self.spellings, key=lambda one: (-one[1], -len(one[0]), one[0]))[0]


@dataclass(frozen=True, slots=True)
class Gathered:
    """Hold all namings of a record, in order, and the names of the known actors that it names too."""

    namings: tuple[Naming, ...]
    known: tuple[tuple[str, str], ...] = ()


@lru_cache(maxsize=65_536)
def is_name(words: str) -> bool:
    """Tell whether words are a name rather than a description: the first and the last are written with a capital.

    What any country has is no name in capitals either ("Ministry").

    >>> is_name("Adel Qassim"), is_name("American officer"), is_name("al-Sawt"), is_name("Ministry")
    (True, False, True, False)
    """
    own = [word for word in words.split() if not set(name_key(word).split()) <= small_words()] or words.split()
    if not own or not (_has_capital(own[0]) and _has_capital(own[-1])):
        return False
    pattern = open_actors().match(words)
    return pattern is None or not pattern.id.startswith("any:")


def _has_capital(word: str) -> bool:
    return any(char.isupper() for char in word)


def is_acronym(words: str) -> bool:
    """Tell whether words are an acronym ("RSF", "P.K.K.")."""
    bare = words.replace(".", "")
    return 1 < len(bare) < 9 and bare.isalpha() and bare.isupper()


@lru_cache(maxsize=65_536)
def titles_of(words: str, name: str) -> tuple[str, ...]:
    """Return the folded titles that stand before a name in the words that name it.

    >>> titles_of("Lt. Col. Adel Qassim", "Adel Qassim"), titles_of("Interior Ministry", "Ministry")
    (('lt', 'col'), ())
    """
    before, mark, rest = fold(words).rpartition(fold(name))
    said = tuple(before.split()) if mark and not rest.strip() else ()
    if not all(word in actor_rules().titles for word in said) or naming_rules().modifiers.issuperset(said):
        return ()
    return said


@lru_cache(maxsize=65_536)
def spelling_of(words: str, name: str, *, known: bool = False) -> str | None:
    """Return the spelling of an actor that stands in the words of its evidence, or None where they only describe it.

    Of an unknown actor (not `known`) it has a word of its name, or is an acronym.

    >>> spelling_of("Colonel Adel Qassim", "Adel Qassim"), spelling_of("the colonel", "Adel Qassim")
    ('Adel Qassim', None)
    """
    said = without_article(words)
    while " " in said and fold(said.split()[0]) in actor_rules().titles:
        said = said.partition(" ")[2]
    if not said or not is_name(said) or is_pronoun(said) or said.lower() in actor_rules().titles:
        return None
    shared = set(name_key(said).split()) & set(name_key(name).split())
    return said if known or shared or is_acronym(said) else None


def without_article(words: str) -> str:
    """Return words on one line, without the article before them.

    >>> without_article("The  Tigris Wire")
    'Tigris Wire'
    """
    first, _, rest = " ".join(words.split()).partition(" ")
    return rest if rest and first.lower() in ("the", "a", "an") else " ".join(words.split())


def is_pronoun(words: str) -> bool:
    """Tell whether words are a pronoun, which spells nobody's name."""
    return words.lower() in actor_rules().pronouns


@dataclass(slots=True)
class _Told:
    """Collect what one document says of one id."""

    spellings: Counter[str] = field(default_factory=Counter)
    short: set[str] = field(default_factory=set)
    kinds: Counter[str] = field(default_factory=Counter)
    countries: Counter[str] = field(default_factory=Counter)
    titles: set[str] = field(default_factory=set)
    persons: Counter[bool] = field(default_factory=Counter)
    public: set[bool] = field(default_factory=set)


def gather_namings(rows: Iterable[Row]) -> Gathered:
    """Return how each document names its unknown actors; `rows` are reports, claims and mentions in any order.

    A row has its `document` and, as far as it has them, `actors`, `recipients`, `voices`, `subject`, `object`, `place`
    (the public contract) or, of a mention, `type`, `actor` and `evidence`.
    """
    told: dict[Key, _Told] = defaultdict(_Told)
    lands: dict[str, Counter[str]] = defaultdict(Counter)
    beside: dict[str, set[str]] = defaultdict(set)
    known: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        document = row["document"]
        place = row.get("place")
        if place and place.get("country"):
            lands[document][place["country"]] += 1
        for party in parties_of(row):
            id_ = party["id"]
            if party.get("country"):
                lands[document][party["country"]] += 1
            if not id_.startswith(UNKNOWN):
                if is_known(party):
                    known[id_].add(party["name"])
                beside[document].add(id_)
                continue
            beside[document].add(id_)
            _learn(told[document, id_], party, row)
    main = {document: _lands(found) for document, found in lands.items()}
    namings = (
        _naming(key, one, main.get(key[0], frozenset()), frozenset(beside[key[0]] - {key[1]}))
        for key, one in sorted(told.items())
    )
    names = sorted((id_, name) for id_, found in known.items() for name in found)
    return Gathered(tuple(namings), tuple(names))


def is_known(party: Row) -> bool:
    """Tell whether somebody is an actor that a pack knows by a name."""
    return ":" not in party["id"] and is_name(party["name"])


def parties_of(row: Row) -> Iterator[Row]:
    """Yield everybody whom a report, a claim or a mention names, with id, name and evidence."""
    for role in _ROLES:
        yield from row.get(role) or ()
    for term in _TERMS:
        if row.get(term) and row[term]["id"]:
            yield row[term]
    if row.get("actor"):
        yield {**row["actor"], "evidence": row["evidence"]}


def _learn(told: _Told, party: Row, row: Row) -> None:
    name, words = party["name"], party["evidence"]["words"]
    told.spellings[name] += 1
    said = spelling_of(words, name)
    if said is not None and fold(said) != fold(name):
        told.short.add(said)
    told.titles.update(titles_of(words, name))
    # A voice's kind says how it speaks, not what it is; a voice has no country.
    if party.get("kind") and "country" in party:
        told.kinds[party["kind"]] += 1
    if party.get("country"):
        told.countries[party["country"]] += 1
    if row.get("actor"):  # a mention, which says what sort of thing it names
        if row["type"] in SORTS:
            told.persons[row["type"] == MentionType.PERSON] += 1
        if row.get("sensitivity"):
            told.public.add(row["sensitivity"] == Sensitivity.PUBLIC)


def _naming(key: Key, told: _Told, lands: frozenset[str], beside: frozenset[str]) -> Naming:
    document, id_ = key
    person = most_often(told.persons)
    if person is None and told.titles:
        person = True
    return Naming(
        document,
        id_,
        tuple(sorted(told.spellings.items())),
        tuple(sorted(told.short)),
        most_often(told.kinds),
        most_often(told.countries),
        person,
        any(told.public) if told.public else None,
        frozenset(told.titles),
        lands,
        beside,
    )


def most_often(counted: Counter[Any]) -> Any:
    """Return what was counted most often, the first by its words where several were; None of nothing.

    >>> most_often(Counter(["militia", "rebel", "rebel"])), most_often(Counter("ba")), most_often(Counter())
    ('rebel', 'a', None)
    """
    return min(counted, key=lambda one: (-counted[one], str(one))) if counted else None


def _lands(counted: Counter[str]) -> frozenset[str]:
    least = naming_rules().least_land * counted.total()
    return frozenset(country for country, number in counted.items() if number >= least)
