"""How the documents of a record name the actors that nobody knows: kept ready, so that a new name meets those like it.

Invariant: this is a working copy. It says nothing that the newest codings do not say, and can be made anew from them at
any time; its rows are replaced. Of some names all are found that they can be one with, directly or through others.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from dateline.knowledge.matching import SURE, full_keys, similarity
from dateline.knowledge.names import name_key
from dateline.reconciling.actors.clustering import NameKey, last_word, name_keys
from dateline.reconciling.actors.namings import Gathered, Naming, is_acronym
from dateline.reconciling.actors.rules import naming_rules
from dateline.record import tables, working_tables
from dateline.record.related import key_of
from dateline.record.rows import chunks, insert_all

__all__ = ["NamingStore"]

_DONE, _NAMINGS, _NAMES = working_tables.linkings, working_tables.linked_namings, working_tables.linked_names
_KEYS, _KNOWN, _LINKS = working_tables.linked_keys, working_tables.linked_known, tables.actor_links
# What is kept here is another thing with another version.
_VERSION = "1"


class NamingStore:
    """Keep and find namings, on one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    # Keeping

    def coding(self) -> int | None:
        """Return the newest coding of which the namings are kept, or None where none are, or not as today."""
        row = self._connection.execute(select(_DONE)).first()
        return row.coding if row is not None and row.version == _VERSION else None

    def is_up_to(self, coding: int) -> None:
        """Note which coding is the newest of which the namings are kept."""
        self._connection.execute(delete(_DONE))
        self._connection.execute(insert(_DONE).values(coding=coding, version=_VERSION))

    def clear(self) -> None:
        """Keep nothing any more."""
        for table in (_DONE, _NAMINGS, _NAMES, _KEYS, _KNOWN):
            self._connection.execute(delete(table))

    def replace(self, documents: Collection[str], found: Gathered, known: Iterable[tuple[str, str, str]]) -> set[str]:
        """Keep how some documents name actors, instead of how they did; return the ids that this touches.

        `known` are a document, the id and a name of each known actor that it names.
        """
        words = self._known_in(documents)
        old = set[str]()
        for some in chunks(sorted(documents)):
            old.update(self._connection.execute(select(_NAMINGS.c.id).where(_NAMINGS.c.document.in_(some))).scalars())
            self._connection.execute(delete(_NAMINGS).where(_NAMINGS.c.document.in_(some)))
            self._connection.execute(delete(_KNOWN).where(_KNOWN.c.document.in_(some)))
        self.add(found, known)
        ids = old | {one.id for one in found.namings}
        touched = self._respelt(old, (one for one in found.namings if one.id not in old))
        return ids | touched | self._short_of(words ^ self._known_in(documents))

    def add(self, found: Gathered, known: Iterable[tuple[str, str, str]]) -> None:
        """Keep how documents of which nothing is kept name actors; what their ids are found by is left for later."""
        insert_all(
            self._connection,
            _NAMINGS,
            ({"document": n.document, "id": n.id, "naming": _dump(n)} for n in found.namings),
        )
        insert_all(self._connection, _KNOWN, _known_rows(known))

    def add_names(self, namings: Iterable[Naming]) -> None:
        """Keep what the ids of namings are found by: all namings of an id follow each other."""
        made: dict[str, tuple[set[str], set[NameKey]]] = {}
        for one in namings:
            spellings, keys = made.setdefault(one.id, (set(), set()))
            spellings.update(words for words, _ in one.spellings)
            keys |= name_keys(one, full_keys)
        insert_all(
            self._connection,
            _NAMES,
            ({"id": id_, "spellings": json.dumps(sorted(said))} for id_, (said, _) in made.items()),
        )
        keyed = ((id_, key) for id_, (_, keys) in made.items() for key in sorted({key_of(*key) for key in keys}))
        insert_all(self._connection, _KEYS, ({"key": key, "id": id_} for id_, key in keyed))

    def _respelt(self, ids: Collection[str], more: Iterable[Naming]) -> set[str]:
        """Keep what some ids are found by anew, and what further namings add; return others that this touches.

        A key that too many had, or that too many have now, parts all that have it, or brings them together.
        """
        before, now = set[int](), self.namings(ids)
        added = list(more)
        for some in chunks(sorted(ids)):
            before.update(self._connection.execute(select(_KEYS.c.key).where(_KEYS.c.id.in_(some))).scalars())
        after = {key_of(*key) for one in (*now, *added) for key in name_keys(one, full_keys)}
        then, found = self._having(before | after), self._short_of(before - after)
        for some in chunks(sorted(ids)):
            self._connection.execute(delete(_NAMES).where(_NAMES.c.id.in_(some)))
            self._connection.execute(delete(_KEYS).where(_KEYS.c.id.in_(some)))
        self.add_names(now)
        self._add_to_names(added)
        many, most = self._having(before | after), naming_rules().most_in_block
        turned = {key for key in before | after if (then.get(key, 0) > most) != (many.get(key, 0) > most)}
        for some in chunks(sorted(turned)):
            found.update(self._connection.execute(select(_KEYS.c.id).where(_KEYS.c.key.in_(some))).scalars())
        return found

    def _add_to_names(self, namings: Sequence[Naming]) -> None:
        """Keep what namings add to what their ids are found by."""
        ids = {one.id for one in namings}
        spelt, keys = self._spellings(ids), dict[str, set[int]]()
        for some in chunks(sorted(ids)):
            for key, id_ in self._connection.execute(select(_KEYS.c.key, _KEYS.c.id).where(_KEYS.c.id.in_(some))):
                keys.setdefault(id_, set()).add(key)
        new = [one for one in namings if one.id not in spelt]
        self.add_names(sorted(new, key=lambda one: one.id))
        for one in namings:
            if one.id in spelt:
                said = sorted({*spelt[one.id], *(words for words, _ in one.spellings)})
                if said != spelt[one.id]:
                    spelt[one.id] = said
                    changing = update(_NAMES).where(_NAMES.c.id == one.id).values(spellings=json.dumps(said))
                    self._connection.execute(changing)
                more = {key_of(*key) for key in name_keys(one, full_keys)} - keys.get(one.id, set())
                keys.setdefault(one.id, set()).update(more)
                insert_all(self._connection, _KEYS, ({"key": key, "id": one.id} for key in sorted(more)))

    # Finding

    def namings(self, ids: Iterable[str]) -> list[Naming]:
        """Return all namings of some ids, in order of id and document."""
        found = []
        for some in chunks(sorted(set(ids))):
            asked = select(_NAMINGS).where(_NAMINGS.c.id.in_(some)).order_by(_NAMINGS.c.id, _NAMINGS.c.document)
            found += [_load(row.document, row.id, row.naming) for row in self._connection.execute(asked)]
        return found

    def _known_in(self, documents: Collection[str]) -> set[int]:
        """Return the keys of the last words of the known actors that some documents name."""
        found = set[int]()
        for some in chunks(sorted(documents)):
            found.update(self._connection.execute(select(_KNOWN.c.key).where(_KNOWN.c.document.in_(some))).scalars())
        return found

    def known(self, namings: Iterable[Naming]) -> list[tuple[str, str]]:
        """Return ids and names of the known actors that go by the last word of one of these names."""
        keys = {key for one in namings for key in self._keys(one) if key[0] == "form"}
        found = set[tuple[str, str]]()
        for some in chunks(sorted({key_of(*key) for key in keys})):
            asked = select(_KNOWN.c.id, _KNOWN.c.name).where(_KNOWN.c.key.in_(some)).distinct()
            found.update((id_, name) for id_, name in self._connection.execute(asked))
        return sorted(found)

    def crowded(self, namings: Iterable[Naming]) -> set[NameKey]:
        """Return the keys of namings that too many names have in common."""
        keys = {key_of(*key): key for one in namings for key in self._keys(one)}
        many = self._having(keys)
        return {keys[key] for key, number in many.items() if number > naming_rules().most_in_block}

    def connected(self, ids: Iterable[str]) -> set[str]:
        """Return ids with all that they can be one with, directly or through others.

        Two names can be one if they are alike, if they were one, or if one is short for the other.
        """
        found = set(ids)
        waiting = set(ids)
        while waiting:
            keys = set[int]()
            for some in chunks(sorted(waiting)):
                keys.update(self._connection.execute(select(_KEYS.c.key).where(_KEYS.c.id.in_(some))).scalars())
            more = self._alike(self._spellings(waiting)) | self._mates(waiting) | self._short_of(keys)
            waiting = more - found
            found |= waiting
        return found

    def _alike(self, spelt: Mapping[str, list[str]]) -> set[str]:
        """Return the ids of which a spelling is alike one of the names."""
        keys = {key_of("full", key): key for said in spelt.values() for words in said for key in full_keys(words)}
        having = self._ids_of(keys)
        others = self._spellings({id_ for ids in having.values() for id_ in ids} - spelt.keys())
        pairs = {
            (one, other)
            for one, said in spelt.items()
            for words in said
            for key in full_keys(words)
            for other in having.get(key_of("full", key), ())
            if other in others
        }
        return {
            other
            for one, other in sorted(pairs)
            if any(similarity(a, b) >= SURE for a in spelt[one] for b in others[other])
        }

    def _short_of(self, keys: Iterable[int]) -> set[str]:
        """Return the ids that have some keys in common with one that is written in short."""
        having = self._ids_of(keys)
        spelt = self._spellings({id_ for ids in having.values() for id_ in ids})
        short = {id_ for id_, said in spelt.items() if any(_is_short(words) for words in said)}
        return {id_ for ids in having.values() if not short.isdisjoint(ids) for id_ in ids}

    def _ids_of(self, keys: Iterable[int]) -> dict[int, list[str]]:
        """Return the ids that have some keys, but for keys that too many have."""
        most = naming_rules().most_in_block
        wanted = [key for key, number in self._having(keys).items() if number <= most]
        found: dict[int, list[str]] = {}
        for some in chunks(sorted(wanted)):
            for key, id_ in self._connection.execute(select(_KEYS.c.key, _KEYS.c.id).where(_KEYS.c.key.in_(some))):
                found.setdefault(key, []).append(id_)
        return found

    def _having(self, keys: Iterable[int]) -> dict[int, int]:
        found: dict[int, int] = {}
        for some in chunks(sorted(set(keys))):
            asked = select(_KEYS.c.key, func.count()).where(_KEYS.c.key.in_(some)).group_by(_KEYS.c.key)
            found.update((key, number) for key, number in self._connection.execute(asked))
        return found

    def _spellings(self, ids: Iterable[str]) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for some in chunks(sorted(set(ids))):
            for row in self._connection.execute(select(_NAMES).where(_NAMES.c.id.in_(some))):
                found[row.id] = json.loads(row.spellings)
        return found

    def _mates(self, ids: Iterable[str]) -> set[str]:
        """Return the ids that are linked to an actor that one of these is linked to."""
        clusters = set[str]()
        for some in chunks(sorted(set(ids))):
            newest = select(func.max(_LINKS.c.row)).where(_LINKS.c.id.in_(some))
            newest = newest.group_by(_LINKS.c.document, _LINKS.c.id)
            asked = select(_LINKS.c.cluster).where(_LINKS.c.row.in_(newest)).distinct()
            clusters.update(self._connection.execute(asked).scalars())
        found = set[str]()
        for some in chunks(sorted(clusters)):
            found.update(
                self._connection.execute(select(_LINKS.c.id).where(_LINKS.c.cluster.in_(some)).distinct()).scalars()
            )
        return found

    @staticmethod
    def _keys(one: Naming) -> frozenset[NameKey]:
        return name_keys(one, full_keys)


def _is_short(words: str) -> bool:
    return is_acronym(words) or len(name_key(words).split()) < 2


def _known_rows(known: Iterable[tuple[str, str, str]]) -> Iterator[dict[str, Any]]:
    for document, id_, name in sorted(set(known)):
        form = last_word(name)
        if form:
            yield {"key": key_of("form", form), "document": document, "id": id_, "name": name}


def _dump(one: Naming) -> str:
    said = [
        one.spellings, one.short, one.kind, one.country, one.person, one.public, sorted(one.titles), sorted(one.lands),
    ]  # fmt: skip
    return json.dumps(said, ensure_ascii=False, separators=(",", ":"))


def _load(document: str, id_: str, kept: str) -> Naming:
    spellings, short, kind, country, person, public, titles, lands = json.loads(kept)
    return Naming(
        document, id_, tuple((words, number) for words, number in spellings), tuple(short), kind, country, person,
        public, frozenset(titles), frozenset(lands),
    )  # fmt: skip
