"""The actors of a record, listed from what its newest codings name, under the links and decisions of today.

Invariant: the list is a function of what the record holds; it is made when it is asked for and stored nowhere.
"""

from __future__ import annotations

import difflib
import json
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine, func, select

from dateline.errors import DatelineError
from dateline.knowledge.names import fold, name_key
from dateline.model import ClaimKind, ZoneKind
from dateline.reconciling.actors.clustering import Link
from dateline.reconciling.actors.listing import ListedActor, Listing, actor_id
from dateline.reconciling.actors.namings import Key, parties_of
from dateline.record import tables
from dateline.record.linking import current_links, naming_rows
from dateline.record.meanings import Meanings

__all__ = ["actor_condition", "actor_rows", "detailed_actors", "listed_actors"]

_LINKS = tables.actor_links


# The rows of a record's list by what the list is a function of: asking `len()` and then for the rows, as `list()` does,
# or asking several questions, makes it once.
_LISTS: WeakKeyDictionary[Engine, tuple[tuple[object, ...], list[dict[str, Any]]]] = WeakKeyDictionary()


def actor_rows(connection: Connection) -> Iterator[dict[str, Any]]:
    """Yield all actors in the shape of the contract, by id."""
    newest = (func.max(column) for column in (tables.codings.c.id, _LINKS.c.row, tables.decisions.c.number))
    state = tuple(connection.execute(select(*(select(one).scalar_subquery() for one in newest))).one())
    held = _LISTS.get(connection.engine)
    if held is None or held[0] != state:
        held = _LISTS[connection.engine] = state, [row for row, _ in detailed_actors(connection)]
    yield from map(dict, held[1])


def detailed_actors(connection: Connection) -> Iterator[tuple[dict[str, Any], ListedActor]]:
    """Yield all actors by id, each in the shape of the contract and with all that the record tells of it."""
    documents = tables.documents.c
    published = {row.id: row.published for row in connection.execute(select(documents.id, documents.published))}
    actors, meanings, links = listed_actors(connection)
    redirects = _redirects(connection, meanings, links)
    for one in actors:
        yield one.row(published, redirects.get(one.id, ())), one


def listed_actors(connection: Connection) -> tuple[list[ListedActor], Meanings, Mapping[Key, Link]]:
    """Return the actors with what the record tells of each, and what led from its names to them."""
    meanings = Meanings(connection)
    links = {link.key: link for link in current_links(connection)}
    listing, members, readers = Listing(), [], _readers(connection)
    for row in naming_rows(connection):
        meant, signed = {}, readers.get(row["document"], ())
        for party in parties_of(row):
            id_ = actor_id(party)
            if id_ is None:
                continue
            meant[party["id"]] = actor, name = _meant(meanings, links, row["document"], id_, party["name"])
            is_reader = bool(signed) and fold(party["name"]) in signed
            listing.add(row, party, actor, name, is_reader=is_reader)
        if row.get("claim") == ClaimKind.MEMBERSHIP and row["subject"] and row["object"]:
            who, group = meant.get(row["subject"]["id"]), meant.get(row["object"]["id"])
            if who and group:
                members.append((who[0], *group, row["when_earliest"], row["when_latest"]))
    for member in members:
        listing.relate(*member)
    return listing.actors(), meanings, links


def _readers(connection: Connection) -> dict[str, set[str]]:
    """Return the folded names of those who comment under each document, but for its own authors."""
    documents = tables.documents.c
    asked = select(documents.id, documents.zones, documents.authors)
    found = {}
    for row in connection.execute(asked.where(documents.zones.contains(f'"{ZoneKind.COMMENT.value}"'))):
        signed = {fold(zone["author"]) for zone in json.loads(row.zones) if zone["author"]}
        found[row.id] = signed - {fold(name) for name in json.loads(row.authors)}
    return found


def _meant(meanings: Meanings, links: Mapping[Key, Link], document: str, id_: str, name: str) -> tuple[str, str]:
    link = links.get((document, id_))
    if link is not None:
        return meanings.actor_of(link)
    actor = meanings.settlement.actor(id_, id_)
    return actor, name if actor == id_ else meanings.name_of(actor, name)


def _redirects(connection: Connection, meanings: Meanings, links: Mapping[Key, Link]) -> dict[str, list[str]]:
    """Return the ids that lead to each actor, from earlier links and from merges."""
    leading: dict[str, set[str]] = defaultdict(set)
    now = {link.cluster for link in links.values()}
    once: dict[str, Counter[str]] = defaultdict(Counter)
    for row in connection.execute(select(_LINKS.c.document, _LINKS.c.id, _LINKS.c.cluster).distinct()):
        link = links[row.document, row.id]
        if row.cluster not in now:
            once[row.cluster][meanings.actor_of(link)[0]] += 1
    for old, to in once.items():
        leading[min(to, key=lambda actor: (-to[actor], actor))].add(old)
    for old in meanings.settlement.gone:
        leading[meanings.settlement.leads_to(old)].add(old)
    return {actor: sorted(ids) for actor, ids in leading.items()}


def actor_condition(key: str, value: Any) -> Callable[[Mapping[str, Any]], bool]:
    """Return the test for one condition on actors, which have no table of their own.

    `id` finds an actor under its earlier ids too, `name` by any of its spellings, `like` by words of any; every other
    key asks for its own column. Raises DatelineError for a key that does not exist.
    """
    if key == "id":
        return lambda row: value == row["id"] or value in row["redirects"]
    if key == "name":
        return lambda row: fold(str(value)) in {fold(words) for words in _words(row)}
    if key == "like":
        wanted = set(name_key(str(value)).split())
        return lambda row: any(wanted <= set(name_key(words).split()) for words in _words(row))
    if key not in _COLUMNS:
        known = sorted({*_COLUMNS, "id", "name", "like"})
        near = difflib.get_close_matches(key, known, 1)
        hint = f"did you mean {near[0]!r}?" if near else f"there are {', '.join(known)}"
        raise DatelineError(f"actors cannot be filtered by {key!r}; {hint}")
    truth = {"true": True, "false": False}.get(str(value).lower(), value) if key in _FLAGS else value
    return lambda row: bool(row[key] == truth)


_FLAGS = ("known", "person")
_COLUMNS: Collection[str] = ("kind", "country", "sensitivity", "documents", "reports", "first", "last", *_FLAGS)


def _words(row: Mapping[str, Any]) -> Iterator[str]:
    yield row["name"]
    yield from (spelling["words"] for spelling in row["spellings"])
