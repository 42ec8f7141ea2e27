"""Write actors as entities of the FollowTheMoney model, one JSON object a line, for tools that read it.

Invariant: an id depends on the actor's id alone, and everything that an entity points at is in the file too. Nobody is
labelled by what their group is; what the model has no field for (counts, evidence) is left out, not squeezed in.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any, BinaryIO

from dateline.data_files import read_toml, table_in, words_in
from dateline.errors import KnowledgeError
from dateline.knowledge.actors import Office, open_kinds
from dateline.knowledge.names import fold
from dateline.reconciling.actors.known import known_actor, known_entry, leaders_of, relations_of
from dateline.reconciling.actors.namings import is_acronym, is_name

__all__ = ["followthemoney", "ftm_id"]

Row = Mapping[str, Any]
Entity = dict[str, Any]

# The model's dates: a year, a month or a day; what EDTF says beyond that (about, open) it cannot say.
_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?\Z")


@dataclass(frozen=True, slots=True)
class _Rules:
    public_bodies: frozenset[str]
    topics: Mapping[str, str]
    roles: Mapping[str, str]


@lru_cache(maxsize=1)
def _rules() -> _Rules:
    return _rules_from(read_toml(resources.files(__package__).joinpath("data/followthemoney.toml")))


def _rules_from(raw: Mapping[str, Any]) -> _Rules:
    where = "followthemoney.toml"
    if set(raw) != {"public_bodies", "topics", "roles"}:
        raise KnowledgeError(f"{where}: it needs exactly the keys public_bodies, topics and roles")
    bodies = words_in(raw["public_bodies"], f"{where}, public_bodies")
    tables = {key: table_in(raw[key], f"{where}, {key}") for key in ("topics", "roles")}
    for key, table in tables.items():
        for word, said in table.items():
            words_in([said], f"{where}, {key}.{word}")
    for kind in (*bodies, *tables["topics"]):
        if kind not in open_kinds():
            raise KnowledgeError(f"{where}: there is no kind {kind!r}; see knowledge/actors/kinds.toml")
    return _Rules(frozenset(bodies), tables["topics"], tables["roles"])


def ftm_id(id_: str) -> str:
    """Return the id of an actor as the model allows it: letters, digits, dots and hyphens.

    >>> ftm_id("mahdi-army")
    'dateline-mahdi-army-f66b3579'
    """
    slug = re.sub(r"[^0-9a-z]+", "-", fold(id_)).strip("-")[:60].strip("-")
    digest = hashlib.sha256(id_.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return "-".join(part for part in ("dateline", slug, digest) if part)


def followthemoney(what: str, rows: Iterable[Row], to: BinaryIO) -> int:
    """Write actors and their relations, UTF-8; return how many actors of the rows were written.

    Left out are descriptions ("head of the convoy") and kinds of people in no country ("gunmen"): they are nobody
    that another data set could know. What an actor is part of is written too, where the rows do not have it.
    """
    del what
    kept = [row for row in rows if _is_somebody(row)]
    written = {row["id"] for row in kept}
    todo, given = [*kept, *_above(kept, written)], set[str]()
    there = {row["id"] for row in todo}
    for row in todo:
        for entity in (_thing(row), *_relations(row, there)):
            if entity["id"] in given:
                continue  # an office that somebody before held too
            given.add(entity["id"])
            to.write(json.dumps(entity, ensure_ascii=False).encode("utf-8", "surrogatepass") + b"\n")
    return len(kept)


def _is_somebody(row: Row) -> bool:
    """Tell whether a row is one person or body, of which a name or a state tells which one."""
    id_ = row["id"]
    if not row["known"]:
        return is_name(row["name"])
    if not _is_pattern(id_):
        return True
    return not id_.startswith("any:") and not id_.endswith(":people") and row["kind"] in _rules().public_bodies


def _is_pattern(id_: str) -> bool:
    return ":" in id_ and not id_.startswith(("text:", "outlet:"))


def _above(rows: Iterable[Row], written: set[str]) -> list[Row]:
    """Return, as rows, the actors that these are part of, directly or not, and that are not among them."""
    found: dict[str, Row] = {}
    todo = [parent["id"] for row in rows for parent in row["parents"]]
    while todo:
        id_ = todo.pop()
        actor = known_actor(id_)
        if id_ in written or id_ in found or actor is None:
            continue
        parents = [dict(zip(("id", "name", "kind", "since", "until"), r, strict=True)) for r in relations_of(id_)]
        entry = known_entry(id_)
        found[id_] = {
            "id": id_,
            "name": actor.name,
            "kind": actor.kind,
            "country": actor.country,
            "person": entry.person if entry else None,
            "spellings": [],
            "parents": parents,
            "redirects": [],
        }
        todo += [parent["id"] for parent in parents]
    return [found[id_] for id_ in sorted(found)]


def _schema(row: Row) -> str:
    if row["person"]:
        return "Person"
    if row["kind"] in _rules().public_bodies:
        return "PublicBody"
    # A name of which nothing tells whether it is a person's or a body's is what the model calls a legal entity.
    return "LegalEntity" if row["person"] is None and row["kind"] is None else "Organization"


def _thing(row: Row) -> Entity:
    schema = _schema(row)
    # "The police" spells nobody's name.
    spellings = [] if _is_pattern(row["id"]) else row["spellings"]
    others = [s["words"] for s in spellings if is_name(s["words"]) and fold(s["words"]) != fold(row["name"])]
    full = [words for words in others if not is_acronym(words)]
    said = {
        "name": [row["name"]],
        # A surname or a single word finds too much: the model keeps such names apart from those to search by.
        "alias": [words for words in full if " " in words],
        "weakAlias": [words for words in full if " " not in words],
        "abbreviation": [words for words in others if is_acronym(words)],
        "country": [row["country"].lower()] if row["country"] and row["country"].isalpha() else [],
        "topics": [_rules().topics[row["kind"]]] if schema != "Person" and row["kind"] in _rules().topics else [],
    }
    return _entity(row["id"], schema, said, referents=[ftm_id(old) for old in row["redirects"]])


def _relations(row: Row, there: Collection[str]) -> Iterator[Entity]:
    """Yield what a row belongs to, who of those that are `there` led it, and the offices that a pack knows."""
    for parent in row["parents"]:
        if known_actor(parent["id"]) is not None:
            yield _belonging(row, parent)
    for leader in leaders_of(row["id"]) if row["person"] is not True else ():
        if leader[0] in there:
            yield _directing(row, leader)
    entry = known_entry(row["id"])
    for office in entry.offices if entry else ():
        yield from _held(row, office)


def _directing(row: Row, leader: tuple[str, str, str, str | None, str | None]) -> Entity:
    id_, _, kind, since, until = leader
    ends = {"director": [ftm_id(id_)], "organization": [ftm_id(row["id"])], "role": ["leader"]}
    return _entity(f"{row['id']} {kind} {id_} {since} {until}", "Directorship", {**ends, **_dates(since, until)})


def _held(row: Row, office: Office) -> Iterator[Entity]:
    """Yield an office, which is one for all who held it, and that this person held it."""
    of = known_actor(office.of or office.country or "")
    seat = office.area or (of.name if of is not None else None)
    post_id = f"office {office.office} {office.of or office.area} {office.country}"
    post = {
        "name": [f"{office.office} of {seat}" if seat else office.office],
        "country": [office.country.lower()] if office.country else [],
        "subnationalArea": [office.area] if office.area else [],
    }
    yield _entity(post_id, "Position", post)
    held = {"holder": [ftm_id(row["id"])], "post": [ftm_id(post_id)], **_dates(office.since, office.until)}
    yield _entity(f"{row['id']} {post_id} {office.since} {office.until}", "Occupancy", held)


def _belonging(row: Row, parent: Row) -> Entity:
    role = _rules().roles.get(parent["kind"], parent["kind"].replace("_", " "))
    entry = known_entry(parent["id"])
    is_body = entry is None or not entry.person
    ends = ("member", "organization") if is_body else ("subject", "object")
    said = {
        ends[0]: [ftm_id(row["id"])],
        ends[1]: [ftm_id(parent["id"])],
        "role": [role],
        **_dates(parent["since"], parent["until"]),
    }
    id_ = " ".join(str(part) for part in (row["id"], parent["kind"], parent["id"], parent["since"], parent["until"]))
    return _entity(id_, "Membership" if is_body else "UnknownLink", said)


def _dates(since: str | None, until: str | None) -> dict[str, list[str]]:
    dates = (("startDate", since), ("endDate", until))
    return {key: [edtf] for key, edtf in dates if edtf is not None and _DATE.match(edtf)}


def _entity(id_: str, schema: str, said: Mapping[str, list[str]], *, referents: Iterable[str] = ()) -> Entity:
    properties = {key: list(dict.fromkeys(values)) for key, values in said.items() if values}
    made: Entity = {"id": ftm_id(id_), "schema": schema, "properties": properties, "datasets": ["dateline"]}
    former = sorted(referents)
    return {**made, "referents": former} if former else made
