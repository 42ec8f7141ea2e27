"""Cover names on the desk as the exports of the record do: readers who comment, and private persons where that is set.

Invariant: what a page shows and what its export holds are covered alike, with the pseudonyms that an export of the
whole record has today. No request reads the whole record: who signs comments is read once and then of new documents
alone, and of texts only those are read that the rows asked for stand in.

The application covers the rows of an answer (`Shown.rows`, `Shown.also`) between the page that answers and the template
or file that is written, so that no page can forget it. A page has to see to what it makes of the record besides:

    desk.fetch, desk.some, desk.titles   rows of the record, covered, for what is drawn of them
    desk.covers.rows(what, rows)         rows of the contract got otherwise, whole or in part
    desk.covers.facets(found.facets())   facets, of which some are of actors and voices
    desk.covers.listed(values)           the values of such a facet as a list of actors
    desk.covers.calling()                what tells id and name under which an actor of an index is shown, in a lane or
                                         a network: `called(id, name)`, None of one to be left out
    desk.covers.meant(filters)           what was asked, with pseudonyms led back, before it goes to an index
    desk.covers.own_id(id)               the actor behind a pseudonym, where one is decided on

Or it makes what it draws in `Shown.draw`, which is given the answer as it is shown.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from threading import RLock
from typing import Any

from sqlalchemy import Connection, func, or_, select

from dateline.exporting.covering import Alias, covering_rules
from dateline.exporting.deciding import without_names
from dateline.exporting.pseudonyms import Persons, Pseudonyms, numbered, readers_of, without_hidden
from dateline.indexing import FacetValue
from dateline.knowledge.names import fold
from dateline.model import Sensitivity, ZoneKind
from dateline.reconciling.actors.namings import UNKNOWN, is_name
from dateline.record import Record, Selection, tables
from dateline.record.database import guard
from dateline.record.decisions import may_be_on_actors
from dateline.record.rows import chunks

__all__ = ["Covers", "Row"]

Row = Mapping[str, Any]

# Documents whose covers are kept ready, at some 20 kB each; then they are made anew as they are asked for.
_KEPT = 4_000
_PSEUDONYM = re.compile(r"(?:commenter:reader|person:person)-\d+\Z|person:withheld\Z")
# Filters and facets of which the values are actors or voices.
_WHO = ("actor", "doer", "recipient", "voice")


class Covers:
    """Know whom a desk covers; `commenters` and `persons` are what the settings of exports say.

    `documents_of` leads from reports to their documents, from those that it knows: of others the record is asked.
    """

    def __init__(
        self,
        record: Record,
        *,
        commenters: str,
        persons: str,
        documents_of: Callable[[Sequence[str]], dict[str, str]] = lambda _: {},
    ) -> None:
        self._record = record
        self._known_documents = documents_of
        self._readers = commenters != "keep"
        self._persons = Persons(persons)
        self._lock = RLock()
        self._coding = 0
        self._state: tuple[Any, ...] = ()
        self._signed: dict[str, tuple[str, ...]] = {}  # by document, the names with which readers sign there
        self._signed_bytes: set[str] = set()  # by their digests: of a feed, several documents may have the same
        self._numbers: dict[str, Alias] = {}
        self._called: dict[str, list[str]] = {}
        self._mentions: list[Row] = []
        self._names = Pseudonyms(())
        self._taken: set[str] = set()
        self._public: dict[str, bool] = {}

    @property
    def is_active(self) -> bool:
        """Whether anybody's name is covered."""
        return self._readers or self._persons is not Persons.KEEP

    @property
    def hides_persons(self) -> bool:
        """Whether the names of private persons are covered."""
        return self._persons is not Persons.KEEP

    def refresh(self) -> None:
        """Learn of what was added to the record, which the first row that is covered would else wait for."""
        if self.is_active:
            with self._lock:
                self._refresh()

    def keeps_back(self, sha256: str) -> bool:
        """Tell whether the bytes of a digest are not handed out: nothing of them can be covered.

        Those are in which a reader signs where readers are covered, and all where private persons are, who are known of
        the text alone.
        """
        if not self.is_active or self.hides_persons:
            return self.hides_persons
        with self._lock:
            self._refresh()
            return sha256 in self._signed_bytes

    def rows(self, what: str | None, rows: Iterable[Row]) -> list[Row]:
        """Return rows of a sort (of the contract, or with some of its columns) with names covered.

        Of actors those are left out who are not to be told. Rows that are covered already stay as they are.
        """
        given = list(rows)
        if not self.is_active or not given:
            return given
        with self._lock:
            self._refresh()
            if not self._signed and not self.hides_persons:
                return given
            if what == "actors":
                left_out = {row["id"] for row in given if row["sensitivity"] in self._hidden()}
                return list(without_hidden(given, self._names, lambda id_: id_ in left_out or self._is_hidden(id_)))
            if what == "decisions":
                return list(self._decisions(given))
            if what == "incidents":
                of = self._documents_of(report for row in given for report in row["reports"])
                self._take_in(of.values())
                return list(self._names.cover_incidents(map(dict, given), of))
            if what is None or what not in _DOCUMENTS:
                return given
            self._take_in(document for row in given for document in _DOCUMENTS[what](row))
            return list(self._names.cover(what, map(dict, given)))

    def words(self, document: str, words: str) -> str:
        """Return words of a document, or about it, with all names covered that are covered there."""
        if not self.is_active:
            return words
        with self._lock:
            self._refresh()
            self._take_in([document])
            return self._names.shown(document, words)

    # Actors, as an index knows them

    def calling(self) -> Callable[[str, str], tuple[str, str] | None]:
        """Return what tells under which id and name an actor is shown, by the own ones; None of whom nothing tells."""
        if not self.is_active:
            return lambda id_, name: (id_, name)
        with self._lock:
            self._refresh()
            withheld = set(self._names.persons) if self._persons is Persons.WITHHOLD else set()

        def called(id_: str, name: str) -> tuple[str, str] | None:
            alias = self._alias(id_, name)
            if alias is None:
                return None if self._describes(id_, name) else (id_, name)
            return None if id_ in withheld else (alias.id, alias.name)

        return called

    def facets(self, facets: Mapping[str, Iterable[FacetValue]]) -> dict[str, list[FacetValue]]:
        """Return the facets that an index gave, without those of whom nothing is told; one person is one value."""
        called = self.calling()
        return {name: _facet(values, called) if name in _WHO else list(values) for name, values in facets.items()}

    def listed(self, actors: Iterable[FacetValue]) -> list[FacetValue]:
        """Return the actors who stand in a list of actors: without readers and private persons that are covered."""
        called = self.calling()
        return [one for one in actors if called(one.value, one.label) == (one.value, one.label)]

    def meant(self, filters: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
        """Return filters with the names behind pseudonyms in their place, for an index that knows no others."""
        made = {key: tuple(values) for key, values in filters.items()}
        if not self.is_active or not made.keys() & set(_WHO):
            return made
        with self._lock:
            self._refresh()
            called = dict(self._called)
            for id_, alias in self._names.persons.items():
                if self._persons is Persons.PSEUDONYM:
                    called[alias.id] = called[alias.name] = [id_]
        for key in _WHO:
            if key in made:
                made[key] = tuple(name for value in made[key] for name in called.get(value, [value]))
        return made

    def own_id(self, id_: str) -> str | None:
        """Return the id of the actor behind the id of a pseudonym, another id as it is; None where nothing tells whose.

        It is what a decision is written with about an actor who is shown under a pseudonym.
        """
        if not self.is_pseudonym(id_):
            return id_
        with self._lock:
            self._refresh()
            if self._persons is Persons.PSEUDONYM:
                own = next((own for own, alias in self._names.persons.items() if alias.id == id_), None)
                if own is not None:
                    return own
            folded = next((folded for folded, alias in self._numbers.items() if alias.id == id_), None)
            return None if folded is None else f"{UNKNOWN}{folded}"

    def is_pseudonym(self, id_: str) -> bool:
        """Tell whether an id is of the shape of those that stand for covered names."""
        return self.is_active and _PSEUDONYM.match(id_) is not None

    def _alias(self, id_: str, name: str) -> Alias | None:
        person = self._names.persons.get(id_)
        if person is not None:
            return person
        if not self._readers or not id_.startswith(covering_rules().from_words):
            return None
        alias = self._numbers.get(fold(name))
        return alias if alias is not None and not self._is_public(id_) else None

    def _describes(self, id_: str, name: str) -> bool:
        """Tell whether somebody is only described, and by a private person's name or a part of it."""
        if not self.hides_persons or not id_.startswith(UNKNOWN) or is_name(name):
            return False
        return self._names.tells_part(name) or self._names.is_told(name)

    def _is_public(self, id_: str) -> bool:
        """Tell whether somebody of that name acts in public anywhere, as the list of actors has it."""
        if not id_.startswith(UNKNOWN):
            return False
        if id_ not in self._public:
            mentions = tables.mentions.c
            is_public = (mentions.actor_id == id_) & (mentions.sensitivity == Sensitivity.PUBLIC.value)
            with guard(self._record.name), self._record.engine.connect() as connection:
                found = connection.execute(select(mentions.row).where(is_public).limit(1)).first()
            self._public[id_] = found is not None
        return self._public[id_]

    def _hidden(self) -> frozenset[str]:
        """Return the sensitivities of those who are left out of lists of actors, and of decisions."""
        kinds = {Sensitivity.COMMENTER.value: self._readers, Sensitivity.PRIVATE.value: self.hides_persons}
        return frozenset(kind for kind, is_hidden in kinds.items() if is_hidden)

    def _is_hidden(self, id_: str) -> bool:
        return self._alias(id_, id_.partition(":")[2]) is not None

    # Decisions

    def _decisions(self, rows: Collection[Row]) -> Iterable[dict[str, Any]]:
        self._take_in(document for row in rows for document in _DOCUMENTS["decisions"](row))

        def sensitivity_of(target: str) -> str | None:
            if target in self._names.persons:
                return Sensitivity.PRIVATE.value
            return Sensitivity.COMMENTER.value if self._is_hidden(target) else None

        return without_names(rows, self._hidden(), self._names, sensitivity_of=sensitivity_of, is_there=self._is_there)

    def _is_there(self, id_: str) -> bool:
        mentions, links = tables.mentions.c, tables.actor_links.c
        with guard(self._record.name), self._record.engine.connect() as connection:
            asked = (
                select(mentions.row).where(mentions.actor_id == id_),
                select(links.row).where(links.cluster == id_),
            )
            return any(connection.execute(one.limit(1)).first() is not None for one in asked)

    # What is known of the record

    def _refresh(self) -> None:
        """Learn of what was added to the record; nothing is read where nothing was."""
        newest = [select(func.max(tables.codings.c.id))]
        if self.hides_persons:  # who is named in the documents is a function of these, and of no verdict
            newest.append(select(func.max(tables.actor_links.c.row)))
            newest.append(select(func.max(tables.decisions.c.number)).where(may_be_on_actors()))
        with guard(self._record.name), self._record.engine.connect() as connection:
            state = tuple(connection.execute(select(*(one.scalar_subquery() for one in newest))).one())
            if state == self._state:
                return
            is_new = self._readers and self._read_signatures(connection, state[0] or 0)
        if self.hides_persons:
            self._mentions = list(_mentions(self._record))
        if is_new or self.hides_persons or not self._state:
            self._begin()
        self._public.clear()
        self._state = state

    def _read_signatures(self, connection: Connection, newest: int) -> bool:
        """Read who signs comments under documents that were coded since; return whether anybody does."""
        documents, codings = tables.documents.c, tables.codings.c
        asked = select(documents.id, documents.authors, documents.zones, documents.sha256)
        asked = asked.where(documents.zones.contains(f'"{ZoneKind.COMMENT.value}"'))
        if self._coding:
            asked = asked.where(documents.id.in_(select(codings.document).where(codings.id > self._coding)))
        is_new = False
        for row in connection.execute(asked):
            names = readers_of(json.loads(row.zones), json.loads(row.authors))
            if names and row.id not in self._signed:
                self._signed[row.id] = tuple(dict.fromkeys(names))
                self._signed_bytes.add(row.sha256)
                is_new = True
        self._coding = newest
        if is_new:
            self._number()
        return is_new

    def _number(self) -> None:
        """Number the readers by the order of the documents' ids, as an export of the whole record does."""
        self._numbers, called = {}, defaultdict[str, dict[str, None]](dict)
        for document in sorted(self._signed):
            names = self._signed[document]
            numbered(self._numbers, names)
            for name in names:
                called[fold(name)][name] = None
        self._called = {}
        for folded, alias in self._numbers.items():
            self._called[alias.id] = self._called[alias.name] = list(called[folded])

    def _begin(self) -> None:
        self._names = Pseudonyms(
            (), self._mentions, readers=self._readers, persons=self._persons, numbers=self._numbers
        )
        self._taken = set()

    def _take_in(self, documents: Iterable[str]) -> None:
        """Find out whom to cover in some documents."""
        wanted = set(documents)
        if not self.hides_persons:
            wanted &= self._signed.keys()
        if wanted <= self._taken:
            return
        if self._taken and len(self._taken | wanted) > _KEPT:
            self._begin()
        for some in chunks(sorted(wanted - self._taken)):
            for row in self._record.some("documents", some):
                self._names.take_in(row)
        self._taken |= wanted

    def _documents_of(self, reports: Iterable[str]) -> dict[str, str]:
        """Return the documents that reports stand in, by the ids of both."""
        wanted, table = sorted(set(reports)), tables.reports.c
        found = self._known_documents(wanted)
        unknown = [report for report in wanted if report not in found]
        if not unknown:
            return found
        with guard(self._record.name), self._record.engine.connect() as connection:
            for some in chunks(unknown):
                asked = select(table.id, table.document).where(table.id.in_(some))
                found.update({row.id: row.document for row in connection.execute(asked)})
        return found


def _facet(values: Iterable[FacetValue], called: Callable[[str, str], tuple[str, str] | None]) -> list[FacetValue]:
    made: dict[str, FacetValue] = {}
    for value in values:
        shown = called(value.value, value.label)
        if shown is not None:
            before = made.get(shown[0])
            count = value.count + (before.count if before else 0)
            is_selected = value.is_selected or bool(before and before.is_selected)
            made[shown[0]] = replace(value, value=shown[0], label=shown[1], count=count, is_selected=is_selected)
    return list(made.values())


# The documents that a row of each sort has words of.
_DOCUMENTS: Mapping[str, Callable[[Row], Iterable[str]]] = {
    "documents": lambda row: [row["id"]],
    "references": lambda row: [row["citing"]],
    "reports": lambda row: [row["document"]],
    "claims": lambda row: [row["document"]],
    "mentions": lambda row: [row["document"]],
    "derivations": lambda row: [row["document"], *([row["origin"]["document"]] if row["origin"]["document"] else [])],
    "contradictions": lambda row: [quote["document"] for side in row["values"] for quote in side["quotes"]],
    "decisions": lambda row: [anchor["document"] for anchor in row["anchors"]],
}


def _mentions(record: Record) -> Selection:
    """Select what tells private persons from public ones: all mentions beside a private person, and public names."""
    mentions = tables.mentions.c
    private = select(mentions.document).where(mentions.sensitivity == Sensitivity.PRIVATE.value)
    asked = or_(mentions.sensitivity == Sensitivity.PUBLIC.value, mentions.document.in_(private))
    return Selection(record.engine, record.name, "mentions", (asked,))
