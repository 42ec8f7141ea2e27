"""Link the names that no pack knows to the actors of the record, once a build has stored its documents.

Invariant: a link is a fact of the run that made it and is only ever added to; the newest one of a name in a document
is the one that is shown. A record of which every coding is linked is not gone through again.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Engine, func, insert, select, update

from dateline.knowledge.matching import SURE, full_keys, similarity
from dateline.reconciling.actors.clustering import Link, cluster
from dateline.reconciling.actors.namings import Gathered, gather_namings
from dateline.reconciling.actors.units import How
from dateline.record import tables
from dateline.record.database import guard
from dateline.record.run import transaction

__all__ = ["current_links", "gathered", "link_actors", "link_of", "naming_rows"]

_LINKS = tables.actor_links
_TERM = ("evidence_start", "evidence_words")


def link_actors(engine: Engine, name: str, run: int) -> int:
    """Link all names of the newest codings, as facts of a run; return how many links are new or changed."""
    codings, runs = tables.codings.c, tables.runs
    with guard(name), engine.connect() as connection:
        newest = connection.execute(select(func.max(codings.id))).scalar()
        linked = connection.execute(select(func.max(runs.c.linked))).scalar()
        if newest is None or newest == linked:
            return 0
        found = gathered(connection)
        old = {link.key: link for link in current_links(connection)}
    made = cluster(
        found.namings,
        similarity=similarity,
        least=SURE,
        blocking=full_keys,
        known=found.known,
        kept={key: link.cluster for key, link in old.items()},
    )
    changed = [link for link in made if old.get(link.key) != link]
    with transaction(engine, name) as connection:
        if changed:
            connection.execute(insert(_LINKS), [{"run": run, **_row(link)} for link in changed])
        connection.execute(update(runs).where(runs.c.id == run).values(linked=newest))
    return len(changed)


def gathered(connection: Connection) -> Gathered:
    """Gather how the documents name their actors, from the newest coding of each."""
    return gather_namings(naming_rows(connection))


def naming_rows(connection: Connection) -> Iterator[dict[str, Any]]:
    """Yield of every report, claim and mention that is shown what names somebody: who, and in which document."""
    newest = tables.newest_codings()
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
    for row in connection.execute(asked.order_by(reports.document, reports.start, reports.id)).mappings():
        lists = {key: json.loads(row[key]) for key in ("actors", "recipients", "voices")}
        yield {**row, **lists, "what": "reports", "place": {"country": row["place_country"]}}
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
    for row in connection.execute(asked.order_by(claims.document, claims.start, claims.id)).mappings():
        yield {
            **{key: row[key] for key in ("id", "document", "zone", "start", "words", "when_earliest", "when_latest")},
            "claim": row["kind"],
            "what": "claims",
            "voices": json.loads(row["voices"]),
            "subject": _term(row, "subject"),
            "object": _term(row, "object"),
        }
    mentions = tables.mentions.c
    asked = select(
        *(mentions[key] for key in ("id", "document", "zone", "start", "words", "type", "sensitivity")),
        *(mentions[f"actor_{key}"] for key in ("id", "name", "kind", "country")),
    ).where(mentions.coding.in_(newest), mentions.actor_id.is_not(None), mentions.form == "name")
    for row in connection.execute(asked.order_by(mentions.document, mentions.start, mentions.id)).mappings():
        yield {
            **{key: row[key] for key in ("id", "document", "zone", "start", "words", "type", "sensitivity")},
            "what": "mentions",
            "actor": {key: row[f"actor_{key}"] for key in ("id", "name", "kind", "country")},
            "evidence": {"start": row["start"], "words": row["words"]},
        }


def _term(row: Any, side: str) -> dict[str, Any] | None:
    if row[f"{side}_id"] is None:
        return None
    evidence = {"start": row[f"{side}_evidence_start"], "words": row[f"{side}_evidence_words"]}
    return {"id": row[f"{side}_id"], "name": row[f"{side}_name"], "evidence": evidence}


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
