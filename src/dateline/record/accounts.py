"""What the documents of a record tell, kept ready to be compared, so that a new document meets only those like it.

Invariant: this is a working copy. It says nothing that the newest codings do not say, and can be made anew from them at
any time; its rows are replaced.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, bindparam, delete, insert, select, update

from dateline.model import Document, Mention, Report, shape
from dateline.reconciling.incidents.account import Account
from dateline.reconciling.incidents.accounts.account_shape import account_from_json, account_json
from dateline.reconciling.incidents.accounts.accounts import accounts_of
from dateline.reconciling.incidents.accounts.stories import Story, story_of
from dateline.record import tables, working_tables
from dateline.record.meanings import Meanings
from dateline.record.rows import chunks, from_row

__all__ = ["AccountStore", "Told"]

# Of one question alone: set on a connection, it would hold for all that is written there later, too.
_STREAMED = {"yield_per": 1_000}
_MANY = 20_000
_ACCOUNTS, _KEYS, _STORIES = working_tables.accounts, working_tables.account_keys, working_tables.account_stories


class AccountStore:
    """Keep and find the accounts of a record, on one connection."""

    def __init__(self, connection: Connection, meanings: Meanings) -> None:
        self._connection, self._meanings = connection, meanings
        # What was read: near and in the same components lie mostly the same accounts.
        self._read: dict[str, Account] = {}
        self._stories_read: dict[str, Story] = {}

    # Making them

    def made(self, documents: Iterable[str]) -> Iterator[tuple[list[Account], Story]]:
        """Yield what each document tells, by its id: its accounts, as its newest coding tells them under today's
        decisions, and its story."""
        for some in chunks(sorted(set(documents))):
            found = {row["id"]: shape.document_from_json(row) for row in self._rows("documents", "id", some)}
            reports = self._coded("reports", some)
            mentions = self._coded("mentions", some)
            for id_, document in found.items():
                told = [shape.report_from_json(row, document.text) for row in reports.get(id_, ())]
                named = [shape.mention_from_json(row, document.text) for row in mentions.get(id_, ())]
                yield self._accounts(document, told, named), story_of(document, named)

    def _accounts(self, document: Document, reports: list[Report], mentions: list[Mention]) -> list[Account]:
        return list(accounts_of(document, reports, mentions=mentions)) if reports else []

    def _rows(self, what: str, column: str, values: Collection[str]) -> Iterator[dict[str, Any]]:
        table = tables.METADATA.tables[what]
        asked = select(table).where(table.c[column].in_(values))
        if what != "documents":
            asked = asked.where(table.c.coding.in_(tables.newest_codings_of(values)))
        for row in self._connection.execute(asked.order_by(table.c.id)).mappings():
            yield from_row(what, dict(row))

    def _coded(self, what: str, documents: Collection[str]) -> Mapping[str, list[dict[str, Any]]]:
        found: dict[str, list[dict[str, Any]]] = {}
        for row in self._meanings.shown(self._rows(what, "document", documents)):
            found.setdefault(row["document"], []).append(row)
        return found

    # Keeping them

    def replace(self, accounts: Iterable[Account], story: Story) -> None:
        """Keep the accounts of a document, and its story, instead of those that were kept of it."""
        self.drop([story.document])
        self.add([(list(accounts), story)])

    def add(self, told: Sequence[tuple[Sequence[Account], Story]]) -> None:
        """Keep the accounts and stories of documents of which none are kept; a story only where there are accounts."""
        kept = [_row(account) for accounts, _ in told for account in accounts]
        if kept:
            self._connection.execute(insert(_ACCOUNTS), kept)
            self._connection.execute(insert(_STORIES), [_story_row(story) for accounts, story in told if accounts])

    def drop(self, documents: Collection[str]) -> None:
        """Keep nothing of some documents any more, but for their blocking keys; see `unindex`."""
        self._forget(documents)
        for some in chunks(sorted(documents)):
            self._connection.execute(delete(_ACCOUNTS).where(_ACCOUNTS.c.document.in_(some)))
            self._connection.execute(delete(_STORIES).where(_STORIES.c.document.in_(some)))

    def clear(self) -> None:
        """Keep nothing any more."""
        self._read, self._stories_read = {}, {}
        for table in (_KEYS, _ACCOUNTS, _STORIES):
            self._connection.execute(delete(table))

    def _forget(self, documents: Collection[str]) -> None:
        self._read = {id_: account for id_, account in self._read.items() if account.document not in documents}
        self._stories_read = {id_: story for id_, story in self._stories_read.items() if id_ not in documents}

    def index(self, ids: Sequence[str], rows: NDArray[np.int64], keys: NDArray[np.uint64]) -> None:
        """Keep blocking keys: `rows` are positions in `ids`, which are of accounts without any so far."""
        numbers = self._numbers(ids)[rows]
        signed = keys.view(np.int64)  # databases keep whole numbers with a sign
        order = np.lexsort((numbers, signed))
        for at in range(0, len(order), _MANY):
            some = order[at : at + _MANY]
            pairs = zip(signed[some].tolist(), numbers[some].tolist(), strict=True)
            if self._connection.dialect.name == "sqlite":  # as plain pairs: there are ninety of them for an account
                self._connection.exec_driver_sql(f"INSERT INTO {_KEYS.name} (key, account) VALUES (?, ?)", list(pairs))
            else:
                self._connection.execute(insert(_KEYS), [{"key": key, "account": number} for key, number in pairs])

    def unindex(self, ids: Sequence[str], rows: NDArray[np.int64], keys: NDArray[np.uint64]) -> None:
        """Keep the blocking keys of some accounts no more; to be called before these are dropped."""
        numbers = self._numbers(ids)[rows]
        pairs = zip(keys.view(np.int64).tolist(), numbers.tolist(), strict=True)
        gone = [{"of_key": key, "of_account": number} for key, number in pairs]
        if gone:
            same = (_KEYS.c.key == bindparam("of_key")) & (_KEYS.c.account == bindparam("of_account"))
            self._connection.execute(delete(_KEYS).where(same), gone)

    def _numbers(self, ids: Sequence[str]) -> NDArray[np.int64]:
        asked = _ACCOUNTS.c
        if len(ids) > _MANY:
            known = {id_: number for id_, number in self._connection.execute(select(asked.id, asked.number))}  # noqa: C416
        else:
            known = {id_: int(number) for id_, number in self._pairs(asked.id, asked.number, asked.id, ids)}
        return np.array([known[id_] for id_ in ids], np.int64)

    def connect(self, components: Mapping[str, str], among: Iterable[str]) -> None:
        """Say of some accounts in which component each is; one that is in none is alone."""
        told = self.components(among)
        changed = [
            {"of": id_, "to": components.get(id_, id_)} for id_, old in told.items() if components.get(id_, id_) != old
        ]
        if changed:
            changing = update(_ACCOUNTS).where(_ACCOUNTS.c.id == bindparam("of")).values(component=bindparam("to"))
            self._connection.execute(changing, changed)

    # Finding them

    def told(self) -> Told:
        """Return all accounts, to be gone through one by one, and their stories while they are."""
        return Told(self._connection)

    def get(self, ids: Iterable[str]) -> Iterator[Account]:
        """Yield some accounts; those that are not there are left out."""
        wanted = set(ids)
        of, unread = _ACCOUNTS.c, wanted - self._read.keys()
        for id_, facts in self._pairs(of.id, of.facts, of.id, unread):
            self._read[id_] = account_from_json(json.loads(facts))
        yield from [self._read[id_] for id_ in sorted(wanted & self._read.keys())]

    def documents_of(self, ids: Iterable[str]) -> set[str]:
        """Return the documents that some accounts are of."""
        return {document for _, document in self._pairs(_ACCOUNTS.c.id, _ACCOUNTS.c.document, _ACCOUNTS.c.id, ids)}

    def of_documents(self, documents: Iterable[str]) -> set[str]:
        """Return the ids of all accounts of some documents."""
        return {id_ for id_, _ in self._pairs(_ACCOUNTS.c.id, _ACCOUNTS.c.document, _ACCOUNTS.c.document, documents)}

    def sharing(self, keys: NDArray[np.uint64]) -> set[str]:
        """Return the ids of the accounts that have one of some blocking keys."""
        numbers: set[int] = set()
        for some in chunks(np.unique(keys.view(np.int64)).tolist()):
            numbers.update(self._connection.execute(select(_KEYS.c.account).where(_KEYS.c.key.in_(some))).scalars())
        found: set[str] = set()
        for some in chunks(sorted(numbers)):
            asked = select(_ACCOUNTS.c.id).where(_ACCOUNTS.c.number.in_(some))
            found.update(self._connection.execute(asked).scalars())
        return found

    def connected(self, ids: Iterable[str]) -> set[str]:
        """Return the ids of all accounts of the components that some accounts are in."""
        of = _ACCOUNTS.c
        return {id_ for id_, _ in self._pairs(of.id, of.component, of.component, self.components(ids).values())}

    def components(self, ids: Iterable[str]) -> dict[str, str]:
        """Return the names of the components that some accounts are in."""
        return dict(self._pairs(_ACCOUNTS.c.id, _ACCOUNTS.c.component, _ACCOUNTS.c.id, ids))

    def stories(self, documents: Iterable[str]) -> dict[str, Story]:
        """Return the words of some documents, by document."""
        wanted = set(documents)
        unread = wanted - self._stories_read.keys()
        for document, facts in self._pairs(_STORIES.c.document, _STORIES.c.facts, _STORIES.c.document, unread):
            self._stories_read[document] = _story(document, facts)
        return {document: self._stories_read[document] for document in sorted(wanted & self._stories_read.keys())}

    def _pairs(self, one: Any, other: Any, by: Any, values: Iterable[str]) -> Iterator[tuple[str, Any]]:
        for some in chunks(sorted(set(values))):
            for pair in self._connection.execute(select(one, other).where(by.in_(some))):
                yield pair[0], pair[1]


class Told(Mapping[str, Story]):
    """Go through all accounts, document by document; of stories that of the document gone through is there alone."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._document, self._facts = "", ""

    def accounts(self) -> Iterator[Account]:
        """Yield all accounts, those of a document after each other."""
        asked = select(_ACCOUNTS.c.document, _ACCOUNTS.c.facts, _STORIES.c.facts)
        asked = asked.join(_STORIES, _STORIES.c.document == _ACCOUNTS.c.document)
        asked = asked.order_by(_ACCOUNTS.c.document, _ACCOUNTS.c.id)
        for document, facts, story in self._connection.execute(asked, execution_options=_STREAMED):
            self._document, self._facts = document, story
            yield account_from_json(json.loads(facts))

    def __getitem__(self, document: str) -> Story:
        if document != self._document:
            raise KeyError(document)
        return _story(document, self._facts)

    def __iter__(self) -> Iterator[str]:
        return iter([self._document] if self._document else [])

    def __len__(self) -> int:
        return int(bool(self._document))

    def __contains__(self, document: object) -> bool:
        return document == self._document


def _row(account: Account) -> dict[str, Any]:
    facts = json.dumps(account_json(account), ensure_ascii=False, separators=(",", ":"))
    return {"id": account.id, "document": account.document, "component": account.id, "facts": facts}


def _story_row(story: Story) -> dict[str, Any]:
    facts = json.dumps([story.terms, story.title, dict(story.marks)], separators=(",", ":"))
    return {"document": story.document, "facts": facts}


def _story(document: str, facts: str) -> Story:
    terms, title, marks = json.loads(facts)
    kept = {kind: tuple(hashes) for kind, hashes in marks.items()}
    return Story(document, tuple((term, count) for term, count in terms), tuple(title), kept)
