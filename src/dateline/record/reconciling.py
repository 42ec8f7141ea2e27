"""Bring the reports of a record together into incidents, and again where something changed.

Invariant: what is made is a function of the newest codings, of what derives from what, and of all decisions; it is
written in one transaction, so that whatever stops it leaves the incidents that were there in force.

Where little changed, only the accounts are gone through that the change can touch: those of the documents that
changed, those like them, and all that these hang together with.
"""

from __future__ import annotations

import gc
import io
import zlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import islice
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, Engine, func, insert, select, union

from dateline.model import Anchor, Decision, Subject
from dateline.reconciling.incidents.account import Account
from dateline.reconciling.incidents.accounts.stories import Story
from dateline.reconciling.incidents.deciding.replay import constraints
from dateline.reconciling.incidents.matching.blocking import key_table, sought_keys
from dateline.reconciling.incidents.matching.facts import facts_of
from dateline.reconciling.incidents.matching.frequencies import Frequencies
from dateline.reconciling.incidents.matching.grouped import Grouping
from dateline.reconciling.incidents.matching.grouping import group, touched
from dateline.record import tables
from dateline.record.accounts import AccountStore
from dateline.record.anchoring import anchors_about
from dateline.record.assembling import Assembler
from dateline.record.decisions import all_decisions
from dateline.record.judging import judged, newly_judged
from dateline.record.meanings import Meanings
from dateline.record.plans import Teller, teller_of
from dateline.record.reconciled import Reconciled, State, is_current, last_state, state_of
from dateline.record.rows import chunks
from dateline.record.run import now, transaction

__all__ = ["kept_frequencies", "reconcile", "reconciled_on"]

# A record is gone through as a whole again once it holds this many times the documents that it held when it was last:
# how rare a word is, and which places are told of too often to compare all, is counted anew then.
GROWN = 1.1

# Accounts of which the keys are made at once, to bound the memory: of each about ninety.
_AT_ONCE = 50_000
_DOCUMENTS = 400  # that are kept with one statement

_DONE = tables.reconciliations


def reconcile(engine: Engine, name: str, *, cause: str, whole: bool = False) -> Reconciled:
    """Reconcile a record and return what changed; it does nothing where nothing changed since it was last done.

    `cause` is kept with what is made. With `whole` all is gone through, else only where the record has grown by a
    tenth, or where another matcher made what is there.
    """
    with transaction(engine, name) as connection:
        return reconciled_on(connection, cause=cause, whole=whole)


def reconciled_on(connection: Connection, *, cause: str, whole: bool = False, leaves_new: bool = False) -> Reconciled:
    """Reconcile a record in a transaction that writes something else, too; see `reconcile`.

    With `leaves_new` documents that came since are left to the build that is coding them: it reconciles what it coded
    when it ends, and until then nobody who decides has to wait for that, nor it for them.
    """
    with _unswept():
        return _Work(connection, leaves_new=leaves_new).reconcile(cause, whole=whole)


@contextmanager
def _unswept() -> Iterator[None]:
    """Leave what is in memory so far out of the search for garbage.

    It is mostly lexicon and actors, which stay: to go through them again and again took a tenth of the time that one
    more article takes. Who left something out already, as a desk does with all that it read, keeps it so.
    """
    if gc.get_freeze_count():
        yield
        return
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


class _Whole(NamedTuple):
    """Name the last time that all reports were gone through, and how many documents there were."""

    id: int
    documents: int


class _Work:
    """Hold one reconciliation, on one connection."""

    def __init__(self, connection: Connection, *, leaves_new: bool = False) -> None:
        self.connection = connection
        self.decisions = all_decisions(connection)
        self.meanings = Meanings(connection)
        self.store = AccountStore(connection, self.meanings)
        self.state = state_of(connection)
        self._anchored: list[Anchor] | None = None
        self.documents = connection.execute(select(func.count()).select_from(tables.documents)).scalar_one()
        self.leaves_new = leaves_new and self._leave_new()

    def _leave_new(self) -> bool:
        """Go by the documents that were there last, where nothing but new ones came since; tell whether that is so."""
        before, now = last_state(self.connection), self.state
        if before is None or replace(before, coding=now.coding, decision=now.decision) != now:
            return False
        codings, earlier = tables.codings.c, tables.codings.alias().c
        was_there = select(earlier.id).where(earlier.document == codings.document, earlier.id <= before.coding)
        recoded = select(codings.id).where(codings.id > before.coding, was_there.exists()).limit(1)
        if self.connection.execute(recoded).first() is not None:
            return False
        self.state = replace(now, coding=before.coding)
        return True

    def reconcile(self, cause: str, *, whole: bool) -> Reconciled:
        if is_current(self.connection) and not whole:
            return Reconciled()
        before, last = last_state(self.connection), self._last_whole()
        is_whole = whole or before is None or before.matcher != self.state.matcher
        is_small = last is not None and (self.leaves_new or self.documents <= GROWN * last.documents)
        if not is_whole and before is not None and last is not None and is_small:
            new = newly_judged(self.decisions, since=before, now=self.state)
            if new is not None:
                return self._judge(cause, new)
            grouping, accounts, changed = self._anew(before, frequencies_of(self.connection, last.id))
        else:
            is_whole = True
            grouping, accounts, changed = self._all()
        number = self._write_down(cause, grouping.frequencies if is_whole else None)
        assembler = Assembler(self.connection, self.meanings, self.decisions, number)
        since = None if is_whole or before is None else before.decision
        return assembler.write(grouping, accounts, changed, self._anchors(accounts), since=since)

    def _last_whole(self) -> _Whole | None:
        asked = select(_DONE.c.id, _DONE.c.documents).where(_DONE.c.is_whole).order_by(_DONE.c.id.desc())
        found = self.connection.execute(asked.limit(1)).first()
        return _Whole(found.id, found.documents) if found else None

    def _judge(self, cause: str, new: Sequence[Decision]) -> Reconciled:
        """Make only those incidents again that verdicts and edits, all that is new, may change."""
        number = self._write_down(cause, None)
        assembler = Assembler(self.connection, self.meanings, self.decisions, number)
        return assembler.judge(judged(self.connection, self.decisions, new))

    def _write_down(self, cause: str, frequencies: Frequencies | None) -> int:
        """Keep what incidents are a function of, with how usual words are where all reports were gone through."""
        state = self.state
        made = self.connection.execute(
            insert(_DONE).values(
                made=now(),
                cause=cause,
                matcher=state.matcher,
                is_whole=frequencies is not None,
                documents=self.documents,
                coding=state.coding,
                link=state.link,
                derivation=state.derivation,
                decision=state.decision,
                frequencies=None if frequencies is None else kept_frequencies(frequencies),
            )
        )
        assert made.inserted_primary_key is not None
        return int(made.inserted_primary_key[0])

    # All of it

    def _all(self) -> tuple[Grouping, list[Teller], set[str]]:
        """Make all accounts anew and group them; they are read one by one, and not kept."""
        self.store.clear()
        every = self.connection.execute(select(tables.documents.c.id)).scalars().all()
        tellers: list[Teller] = []
        making = self.store.made(every)
        while some := list(islice(making, _DOCUMENTS)):
            self.store.add(some)
            tellers += (teller_of(account) for made, _ in some for account in made)
        told = self.store.told()
        grouping = self._group(told.accounts(), tellers, told)
        told = self.store.told()
        accounts = told.accounts()
        while facts := facts_of(islice(accounts, _AT_ONCE), stories=told, frequencies=grouping.frequencies):
            self.store.index(facts.ids, *key_table(facts))
        return grouping, tellers, set(every)

    # What changed

    def _anew(self, since: State, frequencies: Frequencies) -> tuple[Grouping, list[Teller], set[str]]:
        """Make the accounts of the documents that changed anew, and group all that they may touch."""
        changed = self._changed(since)
        removed = self.store.of_documents(changed)
        touching = self.store.connected(removed)
        self._unindex(list(self.store.get(removed)), frequencies)
        new: list[Account] = []
        for made, story in self.store.made(changed):
            self.store.replace(made, story)
            new += made
        ids = {account.id for account in new}
        keys = self._index(new, frequencies)
        near = list(self.store.get(self.store.sharing(keys) | ids))
        stories = self._stories_of(near)
        derived = self._derived(map(teller_of, near))
        found = touched(ids, near, frequencies=frequencies, stories=stories, derived=derived)
        wanted = ids | touching | set(found) | self._decided_on(since)
        accounts = self._closed(wanted - (removed - ids))
        tellers = [teller_of(account) for account in accounts]
        grouping = self._group(accounts, tellers, self._stories_of(accounts), frequencies)
        return grouping, tellers, changed

    def _changed(self, since: State) -> set[str]:
        """Return the documents of which the coding, the actors or the derivations are others than they were."""
        codings, links, derivations = tables.codings.c, tables.actor_links.c, tables.derivations.c
        asked = union(
            select(codings.document).where(codings.id > since.coding),
            select(links.document).where(links.row > since.link),
            select(derivations.document).where(derivations.row > since.derivation),
            select(derivations.origin_document).where(derivations.row > since.derivation),
        )
        changed = {id_ for id_ in self.connection.execute(asked).scalars() if id_ is not None}
        about = [one for one in self.decisions if one.number > since.decision and one.about is Subject.ACTOR]
        undone = [one for one in self.decisions if one.number > since.decision and one.about is Subject.DECISION]
        by_id = {one.id: one for one in self.decisions}
        about += [by_id[target] for one in undone for target in one.targets if target in by_id]
        for actor in sorted({target for one in about if one.about is Subject.ACTOR for target in one.targets}):
            changed |= self._naming(actor)
        if self.leaves_new:
            changed -= set(
                self.connection.execute(select(codings.document).where(codings.id > self.state.coding)).scalars()
            )
        return changed

    def _naming(self, actor: str) -> set[str]:
        """Return the documents of which a report names an actor, by any of the names that lead to it."""
        found: set[str] = set()
        for id_, documents in {actor: None, **self.meanings.meant_by(actor)}.items():
            if documents is not None:
                found |= documents
                continue
            mentions = tables.mentions.c
            asked = select(mentions.document).where(mentions.actor_id == id_).distinct()
            found.update(self.connection.execute(asked).scalars())
        return found

    def _decided_on(self, since: State) -> set[str]:
        """Return the accounts of all documents that newer decisions, or ones that these undo, are about."""
        by_id = {one.id: one for one in self.decisions}
        waiting = [one for one in self.decisions if one.number > since.decision]
        documents, seen = set[str](), set[str]()
        while waiting:
            one = waiting.pop()
            if one.id in seen:
                continue
            seen.add(one.id)
            documents |= {anchor.document for anchor in one.anchors}
            waiting += [by_id[target] for target in one.targets if target in by_id]
        return self.store.of_documents(documents)

    def _closed(self, wanted: Collection[str]) -> list[Account]:
        """Return accounts with all that they hang together with: by likeness, and by decisions."""
        ids = set(wanted)
        while True:
            ids |= self.store.connected(ids)
            more: set[str] = set()
            documents = self.store.documents_of(ids) if self.decisions else set()
            for one in self.decisions:
                about = {anchor.document for anchor in one.anchors}
                if about & documents:
                    more |= self.store.of_documents(about)
            if more <= ids:
                return list(self.store.get(ids))
            ids |= more

    # What both need

    def _index(self, accounts: Sequence[Account], frequencies: Frequencies) -> NDArray[np.uint64]:
        """Keep the blocking keys of accounts and return those by which they find others."""
        facts = facts_of(accounts, stories=self._stories_of(accounts), frequencies=frequencies)
        rows, keys = key_table(facts)
        self.store.index(facts.ids, rows, keys)
        return sought_keys(facts)

    def _unindex(self, accounts: Sequence[Account], frequencies: Frequencies) -> None:
        """Keep the blocking keys of accounts no more."""
        facts = facts_of(accounts, stories=self._stories_of(accounts), frequencies=frequencies)
        self.store.unindex(facts.ids, *key_table(facts))

    def _stories_of(self, accounts: Iterable[Account]) -> dict[str, Story]:
        return self.store.stories(account.document for account in accounts)

    def _group(
        self,
        accounts: Iterable[Account],
        tellers: Sequence[Teller],
        stories: Mapping[str, Story],
        frequencies: Frequencies | None = None,
    ) -> Grouping:
        """Group accounts under what people decided, and with what derives from what."""
        of_report = {report: one.account for one in tellers for report in one.reports}
        rules = constraints(self.decisions, self._anchors(tellers)).of_accounts(of_report)
        apart = [(a, b) for left, right in rules.apart for a in sorted(left) for b in sorted(right)]
        grouping = group(
            accounts,
            stories=stories,
            frequencies=frequencies,
            together=rules.together,
            apart=apart,
            derived=self._derived(tellers),
            components=self.store.components(one.account for one in tellers) if frequencies else {},
        )
        self.store.connect(grouping.components, (one.account for one in tellers))
        return grouping

    def _anchors(self, tellers: Iterable[Teller]) -> list[Anchor]:
        """Return the anchors of what decisions may be about; of those that are about any of these documents all of the
        documents are here."""
        if self._anchored is None:
            self._anchored = anchors_about(self.connection, self.decisions, within={one.document for one in tellers})
        return self._anchored

    def _derived(self, tellers: Iterable[Teller]) -> Iterator[tuple[str, str]]:
        """Yield the pairs of accounts of which a report of one derives from a report of the other."""
        of_report = {report: one.account for one in tellers for report in one.reports}
        table = tables.derivations.c
        for some in chunks(sorted(of_report)):
            newest = select(func.max(table.row)).where(table.report.in_(some)).group_by(table.id)
            asked = select(table.report, table.origin_report).where(table.row.in_(newest), table.holds)
            for report, origin in self.connection.execute(asked):
                if origin in of_report:
                    yield of_report[report], of_report[origin]


def kept_frequencies(frequencies: Frequencies) -> bytes:
    """Return what a count is kept as, to be read again."""
    into = io.BytesIO()
    np.savez(into, **frequencies.to_arrays())  # type: ignore[arg-type]
    return zlib.compress(into.getvalue(), 1)


def frequencies_of(connection: Connection, reconciliation: int) -> Frequencies:
    """Return how usual words were when all reports were gone through, by the number of that time."""
    kept = connection.execute(select(_DONE.c.frequencies).where(_DONE.c.id == reconciliation)).scalar_one()
    with np.load(io.BytesIO(zlib.decompress(kept)), allow_pickle=False) as flat:
        return Frequencies.from_arrays(dict(flat))
