"""Who else is known by name: rulers and ministers with their terms, organisations, agencies, parties and parliaments.

Invariant: a person is what the office held on the day makes them; a pack that knows somebody goes before this list, and
what two of the listed are called matches neither, unless the country that is spoken of tells them apart.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from importlib.resources.abc import Traversable

from dateline.data_files import read_toml
from dateline.errors import KnowledgeError
from dateline.knowledge.actors.countries import open_countries
from dateline.knowledge.actors.entry import ActorEntry, Alias
from dateline.knowledge.actors.generic import Groups, open_groups
from dateline.knowledge.actors.kinds import open_kinds
from dateline.knowledge.actors.spelling import bare, is_acronym, key_of
from dateline.knowledge.names import fold, name_key
from dateline.model import Actor

__all__ = ["Known", "KnownActors", "Term", "entries_beside", "known_from", "open_known"]

# Tables that stand for no country: bodies that states are members of, and the rest of the world.
BODIES = ("united-nations", "european-union", "world")
# Who ruled is known by the last name alone.
RULING = frozenset({"president", "prime-minister", "monarch"})
# Of organisations longer acronyms are known than packs need ("MONUSCO").
LONGEST_ACRONYM = 7
_PERSONS = "people"
_TERM = re.compile(
    r"^(?:(?P<body>[a-z-]+): )?(?P<title>[^\d:]+?)(?: (?P<since>\d{4}[\d-]*)?/(?P<until>\d{4}[\d-]*)?)?$"
)


@dataclass(frozen=True, slots=True)
class Term:
    """Say what somebody was from `since` to `until` (ISO dates, also of a year or month; None is open).

    `role` is the slug of the group that the title is one of; `body` is told where it was for a body of states, or for
    the world, not for their own country.
    """

    title: str
    kind: str
    second: str | None = None
    role: str | None = None
    since: str | None = None
    until: str | None = None
    body: str | None = None

    def holds(self, day: str) -> bool:
        """Tell whether `day` (ISO date) lies in the term; the first and last day, month or year are in it.

        >>> Term("president", "government", since="2001", until="2009-01-20").holds("2009-01-20")
        True
        """
        return (not self.since or self.since <= day[: len(self.since)]) and (
            not self.until or day[: len(self.until)] <= self.until
        )

    def ended(self, day: str) -> bool:
        """Tell whether the term was over on `day`."""
        return bool(self.until) and not self.holds(day) and day[: len(self.until or "")] > (self.until or "")


@dataclass(frozen=True, slots=True)
class Known:
    """Hold one of the listed; `second` is a further kind, `body` the id of the organisation of states it is part of."""

    actor: Actor
    aliases: tuple[str, ...] = ()
    person: bool = False
    second: str | None = None
    body: str | None = None
    terms: tuple[Term, ...] = ()

    @property
    def spellings(self) -> tuple[str, ...]:
        """The name and its aliases."""
        return (self.actor.name, *self.aliases)

    def term(self, day: str | None) -> Term | None:
        """Return what they were on `day`, of several the term that is listed first; without a day, the first of all."""
        return next((t for t in self.terms if day is None or t.holds(day)), None)

    def last_term(self, day: str) -> Term | None:
        """Return the term that had ended last before `day`, None where none had."""
        return max((t for t in self.terms if t.ended(day)), key=lambda t: t.until or "", default=None)


@dataclass(frozen=True)
class KnownActors:
    """Look the listed up: `keys` by the key of a spelling (of one word as it is written), `acronyms` as written,
    `surnames` by a person's last name."""

    by_id: Mapping[str, Known]
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    acronyms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    surnames: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def named(self, words: str, *, near: str | None = None, day: str | None = None) -> Known | None:
        """Return the one that `words` name; of several the one of the country `near` (ISO alpha-2), or the one in
        office on the `day`, else None."""
        ids = self.acronyms.get(bare(words), ())
        if not ids and not words.islower():
            ids = self.keys.get(_as_written(words)) or self.keys.get(name_key(words), ())
        found = [self.by_id[i] for i in ids]
        found = [k for k in found if near is not None and k.actor.country == near] or found
        if len(found) > 1 and day is not None:
            found = [k for k in found if any(t.holds(day) for t in k.terms)] or found
        return found[0] if len(found) == 1 else None

    def of(self, actor: Actor) -> Known | None:
        """Return what is listed on an actor of a pack, by its id or else by its name, where the country agrees."""
        found = self.by_id.get(actor.id) or self.named(actor.name, near=actor.country)
        return found if found and found.actor.country in (actor.country, None) else None

    def surnamed(self, name: str) -> tuple[Known, ...]:
        """Return the persons whose last name `name` is, in order of their ids."""
        return tuple(self.by_id[id_] for id_ in self.surnames.get(_as_written(name), ()))


def entries_beside(packs: Mapping[str, ActorEntry]) -> dict[str, ActorEntry]:
    """Return the listed as entries, by id, with those names of several words that no pack claims.

    In a running text a word alone is too often something else ("Ford", "Solidarity"), and many acronyms are. Their
    terms are not among them: an office of an entry has a citation.
    """
    taken = {key_of(name) for entry in packs.values() for name in entry.spellings}
    found: dict[str, ActorEntry] = {}
    for id_, known in open_known().by_id.items():
        names = [name for name in known.spellings if " " in name]
        if id_ not in packs and names and not any(key_of(name) in taken for name in known.spellings):
            digest = hashlib.sha256(repr(known).encode()).hexdigest()[:16]
            found[id_] = ActorEntry(known.actor, tuple(map(Alias, names)), known.person, digest=digest)
    return found


@lru_cache(maxsize=1)
def open_known() -> KnownActors:
    """Return the listed actors that ship with the package; raises KnowledgeError where a file breaks its schema.

    >>> open_known().by_id["angela-merkel"].term("2010-05-01").title
    'chancellor'
    """
    found: dict[str, Known] = {}
    for file in _files():
        for known in known_from(read_toml(file), where=file.name):
            if found.setdefault(known.actor.id, known) is not known:
                raise KnowledgeError(f"{file.name}: {known.actor.id!r} is listed twice")
    return _looked_up(found.values())


def known_from(raw: Mapping[str, Mapping[str, str]], *, where: str) -> list[Known]:
    """Check the content of a file and return the listed; raises KnowledgeError naming file and entry.

    A table is a country (ISO alpha-2) or a body; a key is a name with its aliases (`A | B`), or several of which the
    same is to be said (`A | B ; C`). A value is a kind with a second one (`government + military`), or what they were
    and when (`president 2001/2009; senator /2001`), for a body of states where one is named before the office
    (`european-union: president 2019/2024`). Those of a file whose name begins with "people" are persons.
    """
    found = []
    for table, entries in raw.items():
        if table not in BODIES and table not in open_countries().by_code:
            raise KnowledgeError(f"{where}: [{table}] is neither a country's ISO code nor one of {', '.join(BODIES)}")
        for named, value in entries.items():
            kinds, terms = _told(value, f"{where}: [{table}] {named!r}")
            for one in named.split(";"):
                name, *aliases = (n.strip() for n in one.split("|"))
                if not all(map(fold, (name, *aliases))):
                    raise KnowledgeError(f"{where}: [{table}] {named!r} has a name without letters")
                local = fold(name).replace(" ", "-")
                person = where.startswith(_PERSONS)
                id_ = local if person or table in BODIES else f"{table.lower()}-{local}"
                found.append(
                    Known(
                        Actor(id_, name, kinds[0], None if table in BODIES else table),
                        tuple(aliases),
                        person,
                        kinds[1] if len(kinds) > 1 else None,
                        table if table in BODIES and table != "world" else None,
                        terms,
                    )
                )
    return found


def _told(value: object, where: str) -> tuple[list[str], tuple[Term, ...]]:
    """Return the kinds that a value tells, and the terms where it tells those."""
    if not isinstance(value, str) or not value.strip():
        raise KnowledgeError(f"{where}: a value is a kind, or offices with dates, and not {value!r}")
    kinds = [k.strip() for k in value.split("+")]
    if set(kinds) <= set(open_kinds()):
        return kinds, ()
    terms = tuple(_term(t.strip(), open_groups(), where) for t in value.split(";"))
    return [k for k in (terms[0].kind, terms[0].second) if k], terms


def _term(text: str, groups: Groups, where: str) -> Term:
    read = _TERM.match(text)
    group = groups.titled(read["title"]) if read else None
    body = read["body"] if read else None
    if read is None or group is None or group.kind is None or body not in (None, *BODIES):
        raise KnowledgeError(f"{where}: {text!r} is no kind, and no office with dates (`president 2001/2009`)")
    return Term(read["title"], group.kind, group.second, group.slug, read["since"], read["until"], body)


def _files() -> list[Traversable]:
    folder = resources.files(__package__).joinpath("known")
    return sorted((f for f in folder.iterdir() if f.name.endswith(".toml")), key=lambda f: f.name)


def _as_written(word: str) -> str:
    """Return a key of a word that only its own letters share."""
    return f"={fold(word)}"


def _looked_up(listed: Iterable[Known]) -> KnownActors:
    keys: dict[str, set[str]] = defaultdict(set)
    acronyms: dict[str, set[str]] = defaultdict(set)
    surnames: dict[str, set[str]] = defaultdict(set)
    by_id = {known.actor.id: known for known in listed}
    for id_, known in by_id.items():
        for spelling in known.spellings:
            if is_acronym(spelling, longest=LONGEST_ACRONYM):
                acronyms[bare(spelling)].add(id_)
            else:
                # A word alone, romanised more freely, would be somebody else's ("Sony" and the Sunni).
                keys[name_key(spelling) if " " in spelling else _as_written(spelling)].add(id_)
            if known.person:
                surnames[_as_written(spelling.split()[-1])].add(id_)
    return KnownActors(by_id, *({k: tuple(sorted(v)) for k, v in t.items()} for t in (keys, acronyms, surnames)))
