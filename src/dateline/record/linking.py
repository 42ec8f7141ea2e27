"""Link the names that no pack knows to the actors of the record, once a build has stored its documents.

Invariant: a link is a fact of the run that made it and is only ever added to; the newest one of a name in a document
is the one that is shown. A record of which every coding is linked is not gone through again; where some documents were
coded since, only the names are that theirs can be one with, directly or through others, and the links are the same.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from sqlalchemy import Connection, Engine, func, insert, select, update

from dateline.knowledge.matching import SURE, full_keys, similarity
from dateline.reconciling.actors.clustering import Link, cluster
from dateline.reconciling.actors.namings import Gathered, gather_namings, is_known, parties_of
from dateline.reconciling.actors.units import How
from dateline.record import tables, working_tables
from dateline.record.database import guard
from dateline.record.namings import NamingStore
from dateline.record.rows import chunks
from dateline.record.run import transaction

__all__ = ["current_links", "gathered", "link_actors", "link_of", "naming_rows"]

_LINKS = tables.actor_links
_TERM = ("evidence_start", "evidence_words")


def link_actors(engine: Engine, name: str, run: int, *, whole: bool = False) -> int:
    """Link all names of the newest codings, as facts of a run; return how many links are new or changed.

    With `whole` all names are gone through, else only those that what was coded since can have to do with.
    """
    codings, runs = tables.codings.c, tables.runs
    with guard(name), engine.connect() as connection:
        newest = connection.execute(select(func.max(codings.id))).scalar()
        linked = connection.execute(select(func.max(runs.c.linked))).scalar()
        if newest is None or (newest == linked and not whole):
            return 0
    with transaction(engine, name) as connection:
        store = NamingStore(connection)
        newest = connection.execute(select(func.max(codings.id))).scalar_one()
        linked = connection.execute(select(func.max(runs.c.linked))).scalar()
        if whole or linked is None or store.coding() != linked:
            changed = _all(connection, store)
        else:
            changed = _anew(connection, store, linked)
        if changed:
            connection.execute(insert(_LINKS), [{"run": run, **_row(link)} for link in changed])
        connection.execute(update(runs).where(runs.c.id == run).values(linked=newest))
        store.is_up_to(newest)
    return len(changed)


def _all(connection: Connection, store: NamingStore) -> list[Link]:
    """Go through all names, and keep what the next ones are found by; return the links that changed."""
    store.clear()
    found, known = _with_known(naming_rows(connection))
    store.add(found, known)
    store.add_names(sorted(found.namings, key=lambda one: (one.id, one.document)))
    old = {link.key: link for link in current_links(connection)}
    made = cluster(
        found.namings,
        similarity=similarity,
        least=SURE,
        blocking=full_keys,
        known=found.known,
        kept={key: link.cluster for key, link in old.items()},
    )
    return [link for link in made if old.get(link.key) != link]


def _anew(connection: Connection, store: NamingStore, since: int) -> list[Link]:
    """Go through the names of what was coded since, with all that they can be one with; return what changed."""
    codings = tables.codings.c
    documents = set(connection.execute(select(codings.document).where(codings.id > since)).scalars())
    found, known = _with_known(naming_rows(connection, documents))
    ids = store.replace(documents, found, known)
    namings = store.namings(store.connected(ids))
    old = {link.key: link for link in _links_of(connection, {one.id for one in namings})}
    made = cluster(
        namings,
        similarity=similarity,
        least=SURE,
        blocking=full_keys,
        known=store.known(namings),
        kept={key: link.cluster for key, link in old.items()},
        crowded=store.crowded(namings),
        taken=_taken(connection, {one.id for one in namings}),
    )
    return [link for link in made if old.get(link.key) != link]


def _links_of(connection: Connection, ids: Iterable[str]) -> Iterator[Link]:
    """Yield the newest links of some names."""
    for some in chunks(sorted(set(ids))):
        newest = select(func.max(_LINKS.c.row)).where(_LINKS.c.id.in_(some)).group_by(_LINKS.c.document, _LINKS.c.id)
        for row in connection.execute(select(_LINKS).where(_LINKS.c.row.in_(newest))):
            yield link_of(row)


def _taken(connection: Connection, ids: Collection[str]) -> set[str]:
    """Return those of some ids of names that are the id of an actor that other names than these are linked to."""
    found, namings = set[str](), working_tables.linked_namings
    for some in chunks(sorted(ids)):
        later = _LINKS.alias()
        same = (later.c.document == _LINKS.c.document, later.c.id == _LINKS.c.id, later.c.row > _LINKS.c.row)
        there = select(namings.c.id).where(namings.c.document == _LINKS.c.document, namings.c.id == _LINKS.c.id)
        asked = select(_LINKS.c.cluster, _LINKS.c.id).where(_LINKS.c.cluster.in_(some)).distinct()
        for actor, id_ in connection.execute(asked).all():
            if id_ in ids or actor in found:
                continue  # all namings of that id are among these
            held = select(_LINKS.c.row).where(_LINKS.c.cluster == actor, _LINKS.c.id == id_)
            held = held.where(~select(later.c.row).where(*same).exists(), there.exists())
            if connection.execute(held.limit(1)).first() is not None:
                found.add(actor)
    return found


def _with_known(rows: Iterable[dict[str, Any]]) -> tuple[Gathered, list[tuple[str, str, str]]]:
    """Gather how documents name their actors, and which known actors each names, by which name."""
    known: set[tuple[str, str, str]] = set()

    def told() -> Iterator[dict[str, Any]]:
        for row in rows:
            for party in parties_of(row):
                if is_known(party):
                    known.add((row["document"], party["id"], party["name"]))
            yield row

    return gather_namings(told()), sorted(known)


def gathered(connection: Connection) -> Gathered:
    """Gather how the documents name their actors, from the newest coding of each."""
    return gather_namings(naming_rows(connection))


def naming_rows(connection: Connection, documents: Collection[str] | None = None) -> Iterator[dict[str, Any]]:
    """Yield of every report, claim and mention that is shown what names somebody: who, and in which document.

    With `documents` only of these.
    """
    if documents is None:
        yield from _naming_rows(connection, tables.newest_codings())
        return
    for some in chunks(sorted(documents)):
        yield from _naming_rows(connection, tables.newest_codings_of(some))


def _naming_rows(connection: Connection, newest: Any) -> Iterator[dict[str, Any]]:
    reports, claims = tables.reports.c, tables.claims.c
    asked = select(
        reports.id,
        reports.document,
        reports.zone,
        reports.start,
        reports.words,
        reports.actors,
        reports.recipients,
        reports.voices,
        reports.place_country,
    ).where(reports.coding.in_(newest))
    rows: Iterable[Any] = connection.execute(asked.order_by(reports.document, reports.start, reports.id))
    for id_, document, zone, start, words, actors, recipients, voices, country in rows:
        yield {
            "id": id_,
            "document": document,
            "zone": zone,
            "start": start,
            "words": words,
            "actors": _listed(actors),
            "recipients": _listed(recipients),
            "voices": _listed(voices),
            "what": "reports",
            "place": {"country": country},
        }
    asked = select(
        claims.id,
        claims.document,
        claims.zone,
        claims.start,
        claims.words,
        claims.kind,
        claims.voices,
        *(claims[f"{side}_{part}"] for side in ("subject", "object") for part in ("id", "name", *_TERM)),
        claims.when_earliest,
        claims.when_latest,
    ).where(claims.coding.in_(newest))
    sides = len(("id", "name", *_TERM))
    rows = connection.execute(asked.order_by(claims.document, claims.start, claims.id))
    for id_, document, zone, start, words, kind, voices, *terms, earliest, latest in rows:
        yield {
            "id": id_,
            "document": document,
            "zone": zone,
            "start": start,
            "words": words,
            "when_earliest": earliest,
            "when_latest": latest,
            "claim": kind,
            "what": "claims",
            "voices": _listed(voices),
            "subject": _term(*terms[:sides]),
            "object": _term(*terms[sides:]),
        }
    mentions = tables.mentions.c
    asked = select(
        *(mentions[key] for key in ("id", "document", "zone", "start", "words", "type", "sensitivity")),
        *(mentions[f"actor_{key}"] for key in ("id", "name", "kind", "country")),
    ).where(mentions.coding.in_(newest), mentions.actor_id.is_not(None), mentions.form == "name")
    rows = connection.execute(asked.order_by(mentions.document, mentions.start, mentions.id))
    for id_, document, zone, start, words, type_, sensitivity, actor, name, kind, country in rows:
        yield {
            "id": id_,
            "document": document,
            "zone": zone,
            "start": start,
            "words": words,
            "type": type_,
            "sensitivity": sensitivity,
            "what": "mentions",
            "actor": {"id": actor, "name": name, "kind": kind, "country": country},
            "evidence": {"start": start, "words": words},
        }


def _listed(told: str) -> list[dict[str, Any]]:
    """Read a list of JSON; most are empty, and to ask the reader takes longer than to see that."""
    found: list[dict[str, Any]] = json.loads(told) if told != "[]" else []
    return found


def _term(id_: str | None, name: str, start: int, words: str) -> dict[str, Any] | None:
    if id_ is None:
        return None
    return {"id": id_, "name": name, "evidence": {"start": start, "words": words}}


def current_links(connection: Connection) -> Iterator[Link]:
    """Yield the newest link of every name of a document."""
    newest = select(func.max(_LINKS.c.row)).group_by(_LINKS.c.document, _LINKS.c.id)
    for row in connection.execute(select(_LINKS).where(_LINKS.c.row.in_(newest))):
        yield link_of(row)


def link_of(row: Any) -> Link:
    """Return the link that a row of the table holds."""
    return Link(row.document, row.id, row.words, row.cluster, row.name, How(row.how), row.score)


def _row(link: Link) -> dict[str, Any]:
    return {
        "document": link.document,
        "id": link.id,
        "words": link.words,
        "cluster": link.cluster,
        "name": link.name,
        "how": link.how.value,
        "score": link.score,
    }
