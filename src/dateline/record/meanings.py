"""Which actor a row means by a name that no pack knows: the links of the builds, and what people decided about them.

Invariant: what is stored stays as the document has it; the actor's id and name are put in when a row is shown, and
they are a function of the links and the decisions that are there. Evidence is never touched, and kind and country only
where somebody decided that it is an actor of which more is known.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select

from dateline.knowledge.actors import open_actors
from dateline.knowledge.names import fold
from dateline.model import Decision
from dateline.reconciling.actors.clustering import Link
from dateline.reconciling.actors.deciding import Cell, Settlement, settle
from dateline.reconciling.actors.known import known_actor
from dateline.reconciling.actors.namings import UNKNOWN, Key
from dateline.record import tables
from dateline.record.decisions import decisions_on_actors
from dateline.record.linking import link_of
from dateline.record.rows import chunks

__all__ = ["Meanings", "shown_rows"]

_LINKS = tables.actor_links
# So many rows are shown with one question for their links; databases limit what a question may list.
_BATCH = 400
_SHOWN = ("reports", "claims", "mentions")
_LISTED = ("actors", "recipients", "voices")
_SINGLE = ("subject", "object", "actor")

# The newest links, of which parts are asked for with every row; put together once, which takes longer than an answer.
_LATER = _LINKS.alias()
_NEWEST = (
    select(_LINKS)
    .where(
        ~select(_LATER.c.row)
        .where(and_(_LATER.c.document == _LINKS.c.document, _LATER.c.id == _LINKS.c.id, _LATER.c.row > _LINKS.c.row))
        .exists()
    )
    .order_by(_LINKS.c.row)
)


class Meanings:
    """Know the decisions of a record, and ask it for the links that a row needs; valid as long as a connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        decisions = decisions_on_actors(connection)
        self.settlement, self._names = _settled(connection, decisions) if decisions else (Settlement(), {})

    def shown(self, rows: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
        """Yield reports, claims or mentions with the ids and names of the actors that they mean."""
        todo = iter(rows)
        while batch := list(islice(todo, _BATCH)):
            documents = {row["document"] for row in batch if _names_unknown(row)}
            links = {link.key: link for link in self.links(documents)} if documents else {}
            for row in batch:
                yield self._shown(row, links) if documents or self.settlement.cells else row

    def links(self, documents: Collection[str]) -> Iterator[Link]:
        """Yield the newest links of the names of some documents."""
        yield from _newest(self._connection, _LINKS.c.document.in_(sorted(documents)))

    def decided_in(self, documents: Collection[str]) -> set[str]:
        """Return those of some documents that name an actor whom people merged with another one, or parted.

        Such an actor is called as most of its names are, so that other documents may change what these are shown with.
        """
        if not self._names:
            return set()
        mentions, found = tables.mentions.c, set[str]()
        ids = {*self._names, *(id_ for _, id_ in self.settlement.cells)}
        known = sorted(id_ for id_ in ids if not id_.startswith(UNKNOWN))
        for some in chunks(sorted(documents)):
            found.update(link.document for link in self.links(some) if self.actor_of(link)[0] in self._names)
            asked = select(mentions.document).where(mentions.document.in_(some), mentions.actor_id.in_(known))
            found.update(self._connection.execute(asked.distinct()).scalars())
        return found

    def actor_of(self, link: Link) -> tuple[str, str]:
        """Return id and name of the actor that a link leads to, after all decisions."""
        actor = self.settlement.actor(link.cluster, link.id)
        return actor, self.name_of(actor, link.name if actor == link.cluster else link.words)

    def name_of(self, actor: str, otherwise: str) -> str:
        """Return the name of an actor that decisions changed, or the one that it had."""
        if actor in self._names:
            return self._names[actor]
        known = known_actor(actor)
        return known.name if known is not None else otherwise

    def leads_to(self, id_: str) -> str:
        """Return the id of the actor that an id means today; itself where it was neither merged nor given up.

        An id that the newest links have no more leads to the actor that most of the names mean that once had it.
        """
        if id_ in self.settlement.gone or not id_.startswith(UNKNOWN):
            return self.settlement.leads_to(id_)
        links = _once(self._connection, id_)
        if not links or any(link.cluster == id_ for link in links):
            return id_
        now = Counter(self.actor_of(link)[0] for link in links)
        return self.settlement.leads_to(min(now, key=lambda actor: (-now[actor], actor)))

    def _shown(self, row: dict[str, Any], links: Mapping[Key, Link]) -> dict[str, Any]:
        made = dict(row)
        for key in _LISTED:
            if made.get(key):
                made[key] = [self._party(row["document"], party, links) for party in made[key]]
        for key in _SINGLE:
            if made.get(key) and made[key]["id"]:
                made[key] = self._party(row["document"], made[key], links)
        return made

    def _party(self, document: str, party: dict[str, Any], links: Mapping[Key, Link]) -> dict[str, Any]:
        link = links.get((document, party["id"]))
        if link is not None:
            actor, name = self.actor_of(link)
        else:
            actor = self.settlement.actor(party["id"], party["id"])
            name = party["name"] if actor == party["id"] else self.name_of(actor, party["name"])
        if (actor, name) == (party["id"], party["name"]):
            return party
        made = {**party, "id": actor, "name": name}
        known = known_actor(actor) if actor != party["id"] else None
        if known is not None and "country" in party:
            # Somebody said that it is this one: what is known of it holds. A voice's kind is how it speaks.
            made.update(kind=known.kind, country=known.country)
        return made

    def meant_by(self, wanted: str) -> dict[str, frozenset[str] | None]:
        """Return what an actor, asked for by id or any spelling in any case, is called in the rows as they are stored.

        It leads from each stored id to the documents in which it means that actor, None for all of them.
        """
        said = wanted.casefold()
        named = list(_newest(self._connection, or_(*(self._is(key, said) for key in ("cluster", "name", "words")))))
        actors = {self.actor_of(link)[0] for link in named}
        actors |= {actor for actor, name in self._names.items() if said in (actor.casefold(), name.casefold())}
        spelt = open_actors().alias(wanted)  # by any name that a pack gives it, or any romanisation of one
        if spelt is not None:
            actors.add(self.settlement.actor(spelt.id, spelt.id))
        if (now := self.leads_to(wanted)) != wanted:
            actors.add(now)
        clusters = {link.cluster for link in named} | actors
        clusters |= {cluster for (cluster, _), actor in self.settlement.cells.items() if actor in actors}
        found: dict[str, set[str] | None] = {actor: None for actor in actors if not actor.startswith(UNKNOWN)}
        for link in _newest(self._connection, _LINKS.c.cluster.in_(sorted(clusters))):
            if self.actor_of(link)[0] in actors:
                of = found.setdefault(link.id, set())
                if of is not None:
                    of.add(link.document)
        for (cluster, id_), actor in self.settlement.cells.items():
            if not id_.startswith(UNKNOWN) and cluster == id_ and actor in actors | {wanted}:
                found[id_] = None  # a known actor that was merged with the one asked for
        return {id_: None if of is None else frozenset(of) for id_, of in sorted(found.items())}

    def _is(self, key: str, said: str) -> ColumnElement[bool]:
        """Return the condition that a column of the links says something, in any case, as the index has it."""
        column: Any = _LINKS.c[key]
        if self._connection.dialect.name == "sqlite":
            asked: ColumnElement[bool] = column.collate("NOCASE") == said
            return asked
        return func.lower(column) == said

    def elsewhere(self, id_: str) -> frozenset[str]:
        """Return the documents in which an id of a name, taken as the id of an actor, means another one."""
        links = _newest(self._connection, _LINKS.c.id == id_)
        return frozenset(link.document for link in links if self.actor_of(link)[0] != id_)


def shown_rows(connection: Connection, what: str, rows: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield rows of the contract as they are shown: with the actors that they mean, where they name any."""
    return Meanings(connection).shown(rows) if what in _SHOWN else iter(rows)


def _names_unknown(row: Mapping[str, Any]) -> bool:
    parties = (party for key in _LISTED for party in row.get(key) or ())
    terms = (row[key] for key in _SINGLE if row.get(key))
    return any((party["id"] or "").startswith(UNKNOWN) for party in (*parties, *terms))


def _newest(connection: Connection, condition: Any) -> Iterator[Link]:
    """Yield those newest links of names of which the condition holds."""
    for row in connection.execute(_NEWEST.where(condition)):
        yield link_of(row)


def _settled(connection: Connection, decisions: Collection[Decision]) -> tuple[Settlement, dict[str, str]]:
    """Settle what the decisions are about, and name the actors that they change."""
    mentioned = {target for one in decisions for target in one.targets if target.startswith(UNKNOWN)}
    redirects = {target: new for target in sorted(mentioned) if (new := _leads_to(connection, target)) is not None}
    clusters, links = mentioned | set(redirects.values()), list[Link]()
    while True:
        links = list(_newest(connection, _LINKS.c.cluster.in_(sorted(clusters)) | _LINKS.c.id.in_(sorted(clusters))))
        more = clusters | {link.cluster for link in links}
        if more == clusters:
            break
        clusters = more
    cells: set[Cell] = {(link.cluster, link.id) for link in links}
    settlement = settle(cells, decisions, redirects=redirects)
    return settlement, _names(links, settlement)


def _leads_to(connection: Connection, target: str) -> str | None:
    """Return the actor that most names that once had an actor's id have now, or None where some have it still."""
    now = Counter(link.cluster for link in _once(connection, target))
    if target in now or not now:
        return None
    return min(now, key=lambda cluster: (-now[cluster], cluster))


def _once(connection: Connection, actor: str) -> list[Link]:
    """Return the newest links of all names that any link, the newest or an earlier one, leads to an actor's id."""
    then = connection.execute(select(_LINKS.c.document, _LINKS.c.id).where(_LINKS.c.cluster == actor).distinct()).all()
    keys: set[tuple[str, str]] = {(row.document, row.id) for row in then}
    ids = chunks(sorted({id_ for _, id_ in keys}))
    return [link for some in ids for link in _newest(connection, _LINKS.c.id.in_(some)) if link.key in keys]


def _names(links: Collection[Link], settlement: Settlement) -> dict[str, str]:
    """Name the actors that decisions merged or parted: a known one by its own name, else as most names in it are."""
    of: dict[str, list[Link]] = defaultdict(list)
    for link in links:
        of[settlement.actor(link.cluster, link.id)].append(link)
    names = {}
    for actor, members in of.items():
        known = known_actor(actor)
        own = next((link.name for link in members if link.cluster == actor), None)
        if known is not None:
            names[actor] = known.name
        elif own is not None and any(link.id == f"{UNKNOWN}{fold(own)}" for link in members):
            names[actor] = own
        else:
            said = Counter(link.words for link in members)
            names[actor] = min(said, key=lambda words: (-said[words], -len(words), words))
    return names
