"""How rows name actors, and which actor each naming means today.

Invariant: a naming is what a document calls somebody: the stored id and name and, where no pack knows the id, the
document. What a naming means is a function of the newest links and of all decisions, as `dateline.record.meanings` has
it; where these change, one array is made anew and no row is read again.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, select

from dateline.indexing.arrays import Growing, Values
from dateline.knowledge.actors import open_actors
from dateline.reconciling.actors.clustering import Link
from dateline.reconciling.actors.namings import UNKNOWN
from dateline.record import tables
from dateline.record.linking import link_of
from dateline.record.meanings import Meanings
from dateline.record.rows import chunks

__all__ = ["Actors", "Named", "Namings", "Settled", "settled_on"]

Array = NDArray[Any]


class Settled(Meanings):
    """Keep what the decisions about actors come to, without reading them again for each question."""

    @property
    def names(self) -> Mapping[str, str]:
        """The names of the actors that decisions changed, by their ids."""
        return self._names

    def on(self, connection: Connection) -> Settled:
        """Return the same for another connection."""
        made = Settled.__new__(Settled)
        made._connection, made.settlement, made._names = connection, self.settlement, self._names
        return made

    def links(self, documents: Collection[str]) -> Iterator[Link]:
        """Yield the newest links of the names of some documents.

        Which are the newest is found here: asked for that, SQLite looks through all links of each name, and the name of
        a man whom ten thousand documents quote has as many.
        """
        table, newest = tables.actor_links, dict[tuple[str, str], Any]()
        for some in chunks(sorted(documents)):
            for row in self._connection.execute(select(table).where(table.c.document.in_(some))):
                known = newest.get((row.document, row.id))
                if known is None or known.row < row.row:
                    newest[row.document, row.id] = row
        return map(link_of, newest.values())


def settled_on(connection: Connection) -> Settled:
    """Return what the decisions of now come to."""
    return Settled(connection)


class Named:
    """Find values by how they are written, in any case."""

    def __init__(self) -> None:
        self.values: Values[str] = Values()
        self._folded: dict[str, list[int]] = defaultdict(list)

    def code(self, name: str) -> int:
        """Return the code of a name, a new one where it is new."""
        before = len(self.values)
        code = self.values.code(name)
        if code == before:
            self._folded[name.casefold()].append(code)
        return code

    def like(self, wanted: str) -> list[int]:
        """Return the codes of all that are written so, but for the case."""
        return list(self._folded.get(wanted.casefold(), ()))


class Namings:
    """Collect the namings of reports and the links of names; `actors` says what they mean under decisions."""

    def __init__(self) -> None:
        self.ids, self.names = Named(), Named()
        self._document, self._id, self._name = Growing(np.int32), Growing(np.int32), Growing(np.int32)
        self._links = {key: Growing(np.int32) for key in ("document", "id", "words", "cluster", "name")}
        self._known: dict[tuple[str, str], int] = {}
        self._here: dict[tuple[int, str, str], int] = {}
        self._new: tuple[list[int], list[int], list[int]] = ([], [], [])
        self._count = 0

    def begin(self) -> None:
        """Begin with other documents: how the ones before name those whom no pack knows need not be kept ready."""
        self._here.clear()

    def code(self, document: int, id_: str, name: str) -> int:
        """Return the code of a naming."""
        if id_.startswith(UNKNOWN):
            code = self._here.get((document, id_, name))
            if code is None:
                code = self._here[document, id_, name] = self._add(document, id_, name)
            return code
        code = self._known.get((id_, name))
        if code is None:
            code = self._known[id_, name] = self._add(-1, id_, name)
        return code

    def _add(self, document: int, id_: str, name: str) -> int:
        for new, value in zip(self._new, (document, self.ids.code(id_), self.names.code(name)), strict=True):
            new.append(value)
        self._count += 1
        return self._count - 1

    def add_links(self, links: Iterable[tuple[int, str, str, str, str]]) -> None:
        """Add links: the document, the id that it has for a name, its words, the actor's id and name."""
        made: list[tuple[int, int, int, int, int]] = [
            (document, self.ids.code(id_), self.names.code(words), self.ids.code(cluster), self.names.code(name))
            for document, id_, words, cluster, name in links
        ]
        if made:
            for growing, column in zip(self._links.values(), zip(*made, strict=True), strict=True):
                growing.add(np.asarray(column, np.int32))

    def actors(self, settled: Settled, before: Actors | None = None) -> Actors:
        """Return what all namings mean; `before` is what those meant that there were, where they do so still."""
        for growing, new in zip((self._document, self._id, self._name), self._new, strict=True):
            growing.add(np.asarray(new, np.int32))
            new.clear()
        if before is not None:
            return self._more(before)
        links = {key: growing.seen for key, growing in self._links.items()}
        keys = _pairs(links["document"], links["id"])
        order = np.argsort(keys, kind="stable")
        is_last = np.append(keys[order][1:] != keys[order][:-1], True) if len(order) else np.zeros(0, bool)
        newest = order[is_last]  # in the order of their keys
        links = {key: column[newest] for key, column in links.items()}
        cells = {
            (self.ids.code(cluster), self.ids.code(id_)): self.ids.code(actor)
            for (cluster, id_), actor in settled.settlement.cells.items()
        }
        links["actor"] = _moved(links["cluster"], links["id"], cells)
        document, id_, name = self._document.seen, self._id.seen, self._name.seen
        links["key"] = keys[newest]
        meant, is_own = _meant(links, document, id_, cells)
        decided = {self.ids.code(actor): self.names.code(called) for actor, called in settled.names.items()}
        for actor in set(cells.values()) - set(decided):
            called = settled.name_of(self.ids.values[actor], "")
            if called:
                decided[actor] = self.names.code(called)
        labels = np.full(len(self.ids.values), -1, np.int32)
        labels[meant[is_own][::-1]] = name[is_own][::-1]
        is_own = links["actor"] == links["cluster"]
        labels[links["actor"][~is_own]] = links["words"][~is_own]
        labels[links["actor"][is_own]] = links["name"][is_own]
        for actor, called_as in decided.items():
            labels[actor] = called_as
        once = self._once(links)
        return Actors(self.ids, self.names, document, id_, name, meant, labels, links, settled, cells, once)

    def _once(self, links: Mapping[str, Array]) -> dict[str, str]:
        """Return, by the ids that earlier links had for actors and the newest have no more, the actors of now.

        It is the one that most of its names mean, as `dateline.record.actors` lists the ids that lead to an actor.
        """
        document, id_, cluster = (self._links[key].seen for key in ("document", "id", "cluster"))
        is_gone = ~np.isin(cluster, links["cluster"])
        gone = sorted({*zip(document[is_gone].tolist(), id_[is_gone].tolist(), cluster[is_gone].tolist(), strict=True)})
        if not gone:
            return {}
        documents, ids, clusters = zip(*gone, strict=True)
        at = _find(links["key"], _pairs(np.array(documents, np.int32), np.array(ids, np.int32)))
        told: dict[int, Counter[str]] = defaultdict(Counter)
        for old, actor in zip(clusters, links["actor"][at].tolist(), strict=True):
            told[old][self.ids.values[actor]] += 1
        return {self.ids.values[old]: min(to, key=lambda one: (-to[one], one)) for old, to in told.items()}

    def _more(self, before: Actors) -> Actors:
        """Return what all namings mean, with those that came since."""
        old, document, id_, name = len(before.meant), self._document.seen, self._id.seen, self._name.seen
        meant, is_own = _meant(before.links, document[old:], id_[old:], before.cells)
        labels = np.append(before.labels, np.full(len(self.ids.values) - len(before.labels), -1, np.int32))
        is_own &= labels[meant] < 0
        labels[meant[is_own][::-1]] = name[old:][is_own][::-1]
        return replace(
            before, document=document, id=id_, name=name, meant=np.append(before.meant, meant), labels=labels
        )


def _meant(
    links: Mapping[str, Array], document: Array, id_: Array, cells: Mapping[tuple[int, int], int]
) -> tuple[Array, Array]:
    """Return the actor of each naming, and whether it goes by its own id and name."""
    at = _find(links["key"], _pairs(document, id_))
    linked = at >= 0
    meant = _moved(id_, id_, cells)
    meant[linked] = links["actor"][at[linked]]
    return meant, ~linked & (meant == id_)


@dataclass(frozen=True, slots=True)
class Actors:
    """Know which actor each naming means, what each is called, and who is meant by some words.

    `meant` leads from the code of a naming to the code of an actor, `labels` from the code of an actor to that of its
    name (-1 where it has none); `links` are the newest ones, as columns. `once` leads from ids that earlier links had.
    """

    ids: Named
    names: Named
    document: Array
    id: Array
    name: Array
    meant: Array
    labels: Array
    links: Mapping[str, Array]
    settled: Settled
    cells: Mapping[tuple[int, int], int]
    once: Mapping[str, str]

    def leads_to(self, id_: str) -> str:
        """Return the id of the actor that an id means today; itself where it was neither merged nor given up."""
        return self.settled.settlement.leads_to(self.once.get(id_, id_))

    def label(self, actor: int) -> str:
        """Return the name of an actor, by its code."""
        code = int(self.labels[actor]) if actor < len(self.labels) else -1
        return self.names.values[code] if code >= 0 else self.ids.values[actor]

    def wanted(self, words: str) -> Array:
        """Tell of every naming whether it means the actor that is asked for by id or any name, in any case.

        It is so where the document has those words, unless they mean somebody else there, and where the actor has
        that name anywhere in the record or in a pack.
        """
        here, names = self.ids.like(words), self.names.like(words)
        said = np.isin(self.name, names) | np.isin(self.id, here)
        if said.any():
            exact = self.ids.values.find(words)
            if exact is not None:
                elsewhere = (self.links["id"] == exact) & (self.links["actor"] != exact)
                said &= ~np.isin(self.document, self.links["document"][elsewhere])
        return said | np.isin(self.meant, self.codes(words))

    def stored(self, actor: str) -> list[str]:
        """Return the ids by which rows name an actor, given by its id; other actors may share some of them."""
        code = self.ids.values.find(actor)
        if code is None:
            return []
        return sorted({self.ids.values[one] for one in np.unique(self.id[self.meant == code]).tolist()} | {actor})

    def codes(self, words: str) -> Array:
        """Return the codes of the actors that have an id or any name, in any case."""
        here, names = self.ids.like(words), self.names.like(words)
        links = self.links
        named = np.isin(links["cluster"], here) | np.isin(links["name"], names) | np.isin(links["words"], names)
        found = set(np.unique(links["actor"][named]).tolist())
        said = words.casefold()
        for actor, name in self.settled.names.items():
            if said in (actor.casefold(), name.casefold()):
                found.add(self.ids.values.find(actor))
        spelt = open_actors().alias(words)
        if spelt is not None:
            found.add(self.ids.values.find(self.settled.settlement.actor(spelt.id, spelt.id)))
        exact = self.ids.values.find(words)
        if exact is not None and any(actor == words for actor in self.settled.settlement.cells.values()):
            found.add(exact)
        now = self.leads_to(words)
        if now != words:
            found.add(self.ids.values.find(now))
        return np.array(sorted(code for code in found if code is not None), np.int32)


def _pairs(first: Array, second: Array) -> Array:
    return (first.astype(np.int64) << 32) | second


def _find(sorted_: Array, wanted: Array) -> Array:
    """Return where each wanted value stands in sorted values, -1 where it does not."""
    if not len(sorted_):
        return np.full(len(wanted), -1, np.int64)
    at = np.searchsorted(sorted_, wanted)
    at[at == len(sorted_)] = 0
    return np.where(sorted_[at] == wanted, at, -1)


def _moved(clusters: Array, ids: Array, cells: Mapping[tuple[int, int], int]) -> Array:
    """Return the actor of each cluster and id, after all decisions."""
    meant = clusters.copy()
    if cells:
        pairs: Sequence[tuple[int, int]] = sorted(cells)
        keys = np.array([(cluster << 32) | id_ for cluster, id_ in pairs], np.int64)
        at = _find(keys, _pairs(clusters, ids))
        actors = np.array([cells[pair] for pair in pairs], np.int32)
        meant[at >= 0] = actors[at[at >= 0]]
    return meant
