"""One named actor of a pack: what it is called, what it is, how it stands to others and which offices it held.

Invariant: a relation or an office holds for an interval and rests on a citation; what has no date says so by leaving
it out. An entry that breaks the schema is refused with everything that is wrong with it.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from dateline.knowledge.actors.countries import open_countries
from dateline.knowledge.actors.interval import ALWAYS, Interval
from dateline.knowledge.actors.kinds import open_kinds
from dateline.knowledge.actors.relations import Office, Relation, RelationKind
from dateline.knowledge.names import fold
from dateline.model import Actor

__all__ = ["LISTS", "ActorEntry", "Alias", "Say", "entry_from"]

# Tells a problem: the words, and where in the entry it stands (keys and strings, from the outermost inwards).
Say = Callable[..., None]

# What an entry may have more than one of; one alone needs no brackets around it.
LISTS = ("aliases", *(kind.value for kind in RelationKind), "office")
_FIELDS = ("id", "name", "kind", "country", "person", *LISTS)
_ALIAS_FIELDS = ("name", "since", "until", "language", "shared", "local")
_RELATION_FIELDS = ("id", "since", "until", "cite")
_OFFICE_FIELDS = ("office", "country", "area", "of", "since", "until", "disputed", "cite")
# Before a colon stands a state alone: `text:`, `outlet:` and the like are ids that Dateline gives.
_ID = re.compile(r"[A-Z]{2,4}(?::[\w.-]+)+|[\w.-]+")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Alias:
    """Hold one more name, the time in which it was in use and the language it is of (ISO 639-1).

    `shared`: it is known to be another actor's as well; `local`: it means this actor only where the text is about the
    actor's country ("the Islamic Party").
    """

    name: str
    interval: Interval = ALWAYS
    language: str | None = None
    shared: bool = False
    local: bool = False


@dataclass(frozen=True, slots=True)
class ActorEntry:
    """Hold one entry; `digest` is the hash of its content."""

    actor: Actor
    names: tuple[Alias, ...]
    person: bool = False
    relations: tuple[Relation, ...] = ()
    offices: tuple[Office, ...] = ()
    digest: str = ""

    @property
    def spellings(self) -> tuple[str, ...]:
        """The name and its aliases."""
        return tuple(dict.fromkeys(alias.name for alias in self.names))

    @property
    def aliases(self) -> tuple[str, ...]:
        """What it is called besides its name."""
        return self.spellings[1:]

    @property
    def followers(self) -> str | None:
        """The id of the group that a person's followers are, or None."""
        return next((r.id for r in self.relations if r.kind is RelationKind.FOLLOWERS), None)


def entry_from(raw: Mapping[str, Any], say: Say) -> ActorEntry | None:
    """Check one table of a pack and make the entry; None where something is wrong, which `say` is told."""
    wrong = 0

    def tell(words: str, *at: str) -> None:
        nonlocal wrong
        wrong += 1
        say(words, *at)

    for key in raw:
        if key not in _FIELDS:
            tell(f"it knows no field {key!r}; an entry knows only {', '.join(_FIELDS)}", key)
    values = {key: _text(raw, key, tell) for key in ("id", "name", "kind", "country")}
    for key in ("id", "name", "kind"):
        if key not in raw:
            tell(f"it lacks {key!r}; every entry needs id, name and kind")
    if values["id"] is not None and not _ID.fullmatch(values["id"]):
        tell(f"an id is letters, digits, dots and hyphens, such as mahdi-army, not {values['id']!r}", "id")
    if values["name"] is not None and _CONTROL.search(values["name"]):
        tell(f"a name stands on one line, without control characters; {values['name']!r} does not", "name")
    kind, country = values["kind"], values["country"]
    if kind is not None and kind not in open_kinds():
        tell(f"there is no kind {kind!r}; the kinds are {', '.join(sorted(open_kinds()))}", "kind")
    if country is not None and country not in open_countries().by_code:
        tell(f"{country!r} is no country's code (ISO 3166-1 alpha-2)", "country")
    person = _flag(raw, "person", (), tell)
    id_, name = values["id"] or "?", values["name"] or "?"
    aliases = _aliases(raw, country, tell)
    relations = tuple(_relations(raw, id_, tell))
    offices = tuple(_offices(raw, country, tell))
    if wrong or kind is None:
        return None
    named = tuple(a for a in aliases if a.name == name) or (Alias(name),)
    digest = hashlib.sha256(json.dumps(raw, sort_keys=True, default=str).encode()).hexdigest()[:16]
    names = (*named, *(a for a in aliases if a.name != name))
    return ActorEntry(Actor(id_, name, kind, country), names, person, relations, offices, digest)


def _aliases(raw: Mapping[str, Any], country: str | None, tell: Say) -> tuple[Alias, ...]:
    found = []
    for given in _listed(raw.get("aliases", []), "aliases", tell):
        if isinstance(given, str):
            alias = Alias(given)
        elif not isinstance(given, dict):
            tell(f"an alias is a name or a table, not {given!r}", "aliases")
            continue
        else:
            at = ("aliases", str(given.get("name")))
            _known(given, _ALIAS_FIELDS, "an alias", at, tell)
            alias = Alias(
                _text(given, "name", tell, *at) or "",
                _interval(given, at, tell),
                _text(given, "language", tell, *at),
                _flag(given, "shared", at, tell),
                _flag(given, "local", at, tell),
            )
            if alias.local and country is None:
                tell(f"{alias.name!r} is local, but the actor has no country", *at)
        if not fold(alias.name):
            tell(f"an alias needs letters; {alias.name!r} has none", "aliases")
        elif _CONTROL.search(alias.name):
            tell(f"an alias stands on one line, without control characters; {alias.name!r} does not", "aliases")
        found.append(alias)
    return tuple(found)


def _relations(raw: Mapping[str, Any], subject: str, tell: Say) -> Iterator[Relation]:
    for kind in RelationKind:
        for given in _listed(raw.get(kind, []), kind, tell):
            if not isinstance(given, dict):
                tell(f"{kind} is a table with id and cite, not {given!r}", kind)
                continue
            at = (kind.value, str(given.get("id")))
            _known(given, _RELATION_FIELDS, kind, at, tell)
            id_ = _text(given, "id", tell, *at)
            if id_ is None:
                tell(f"{kind} lacks the id of the other actor", *at)
            yield Relation(
                subject, kind, id_ or "", _interval(given, at, tell), _cite(given, f"{kind} {id_}", at, tell)
            )


def _offices(raw: Mapping[str, Any], country: str | None, tell: Say) -> Iterator[Office]:
    for given in _listed(raw.get("office", []), "office", tell):
        if not isinstance(given, dict):
            tell(f"an office is a table with office and cite, not {given!r}", "office")
            continue
        at = ("office", str(given.get("office")), str(given.get("since")))
        _known(given, _OFFICE_FIELDS, "an office", at, tell)
        values = {key: _text(given, key, tell, *at) for key in ("office", "country", "area", "of")}
        if values["office"] is None:
            tell("an office needs its name, such as office = 'governor'", *at)
        if values["country"] is not None and values["country"] not in open_countries().by_code:
            tell(f"{values['country']!r} is no country's code (ISO 3166-1 alpha-2)", *at)
        office = Office(
            values["office"] or "",
            values["country"] or country,
            values["area"],
            values["of"],
            _interval(given, at, tell),
            _flag(given, "disputed", at, tell),
        )
        yield replace(office, cite=_cite(given, f"the office {office}", at, tell))


def _cite(given: Mapping[str, Any], what: str, at: Sequence[str], tell: Say) -> str:
    cite = _text(given, "cite", tell, *at)
    if cite is None and "cite" not in given:
        tell(f"{what} has no citation; name in `cite` the work or the act that says so, and its date", *at)
    return cite or ""


def _interval(given: Mapping[str, Any], at: Sequence[str], tell: Say) -> Interval:
    interval = Interval(_text(given, "since", tell, *at), _text(given, "until", tell, *at))
    for complaint in interval.complaints():
        tell(complaint, *at)
        interval = ALWAYS
    return interval


def _known(given: Mapping[str, Any], fields: Sequence[str], what: str, at: Sequence[str], tell: Say) -> None:
    for key in given:
        if key not in fields:
            tell(f"{what} knows no field {key!r}; it knows only {', '.join(fields)}", *at, key)


def _listed(given: object, key: str, tell: Say) -> list[Any]:
    if isinstance(given, dict):
        return [given]
    if not isinstance(given, list):
        tell(f"{key} needs a list, not {given!r}", key)
        return []
    return given


def _flag(given: Mapping[str, Any], key: str, at: Sequence[str], tell: Say) -> bool:
    value = given.get(key, False)
    if not isinstance(value, bool):
        tell(f"{key} is true or false, not {value!r}", *at, key)
    return value is True


def _text(given: Mapping[str, Any], key: str, tell: Say, *at: str) -> str | None:
    """Return a text that may be missing; a date that TOML reads as one is taken as written."""
    value = given.get(key)
    if value is None:
        return None
    if key in ("since", "until") and not isinstance(value, str) and hasattr(value, "isoformat"):
        return str(value.isoformat())
    if not isinstance(value, str) or not value.strip():
        tell(f"{key} needs words between quotes, not {value!r}", *at, key)
        return None
    return value
