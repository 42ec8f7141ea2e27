"""A big record to try the desk on: `python -m benchmarks.desk_record --reports 1000000 --incidents 100000 -o PATH`.

Invariant: the same numbers and seed give the same rows (but for the times of writing); nothing in them was published.
They are written straight through the tables, as coding and reconciling so many articles would take days.

A tenth as many documents as reports are written, from March 2003 to 2024: reports of all sorts, statuses, voices and
precisions, with the words in the texts that they quote, claims, mentions, comments, works cited, names that no pack
knows with their links, derivations, incidents with sources and contradictions, and decisions on one in a hundred. Kept
are also the accounts that a later reconciliation compares, so that decisions take effect; not the keys by which new
documents find like ones, nor the words by which they are found to derive from others.
"""

from __future__ import annotations

import argparse
import json
import sqlite3
import sys
import time
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import Table

from benchmarks.desk_incidents import Gatherer, story_of
from benchmarks.desk_pages import Printed, printed
from benchmarks.desk_world import Event, Telling, World
from dateline.knowledge.names import fold
from dateline.model import Act, Anchor, Decision, Moment
from dateline.model.decision import decision_json, link_hash, words_digest
from dateline.reconciling.incidents.account import Account
from dateline.reconciling.incidents.accounts.account_shape import account_json
from dateline.reconciling.incidents.accounts.stories import Story
from dateline.reconciling.incidents.matching.grouping import group
from dateline.record import create_or_open, tables, working_tables
from dateline.record.namings import NamingStore
from dateline.record.reconciled import state_of
from dateline.record.reconciling import kept_frequencies
from dateline.record.related import Counts, Related
from dateline.record.rows import to_row

__all__ = ["main", "write"]

Row = Mapping[str, Any]

_SEED = 7
_AT_ONCE = 5_000  # rows of a table that are written with one statement
_SAMPLE = 4_000  # accounts by which is told how usual a word is
_BITS = 12
_HELD = 50  # tellings of events that a document tells of already, looked at for it
_DECIDED = 100  # one incident in so many
_WHEN = "2024-12-31T00:00:00+00:00"
_EMPTY = zlib.compress(b"")
_ACTS = (Act.ACCEPT, Act.REJECT, Act.UNSURE)


class _Into:
    """Write rows into one table, many at a time."""

    def __init__(self, file: sqlite3.Connection, name: str, columns: Sequence[str]) -> None:
        self._file, self._columns = file, tuple(columns)
        names, marks = ", ".join(f'"{c}"' for c in columns), ", ".join("?" * len(columns))
        self._said = f"INSERT INTO {name} ({names}) VALUES ({marks})"
        self._waiting: list[tuple[Any, ...]] = []

    @classmethod
    def table(cls, file: sqlite3.Connection, table: Table) -> _Into:
        """Write into a table; its numbers give themselves."""
        return cls(file, table.name, [c.name for c in table.columns if c.name not in ("row", "number")])

    def add(self, row: Row) -> None:
        """Write a row, by and by."""
        self._waiting.append(tuple(row[c] for c in self._columns))
        if len(self._waiting) >= _AT_ONCE:
            self.flush()

    def flush(self) -> None:
        """Write what waits."""
        self._file.executemany(self._said, self._waiting)
        self._waiting.clear()


_CODED = {"reports": tables.reports, "claims": tables.claims, "mentions": tables.mentions}


class _Writer:
    """Write documents with all that hangs on them into an empty record."""

    def __init__(self, file: sqlite3.Connection, world: World, expected: Counter[int]) -> None:
        self._into = {
            table.name: _Into.table(file, table)
            for table in (
                tables.blobs, tables.documents, tables.sources, tables.codings, *_CODED.values(), tables.cited_works,
                tables.derivations, tables.actor_links, tables.incidents, tables.contradictions,
                tables.incident_reports, working_tables.accounts, working_tables.account_stories,
            )
        }  # fmt: skip
        related = working_tables.related_documents
        self._into[related.name] = _Into(file, related.name, [c.name for c in related.columns])
        self._into["decisions"] = _Into(file, "decisions", [c.name for c in tables.decisions.columns])
        self._into["documents_search"] = _Into(file, "documents_search", ("id", "title", "text"))
        self._into["reports_search"] = _Into(file, "reports_search", ("coding", "id", "words", "names"))
        self._world, self._gatherer = world, Gatherer(world, expected)
        self._triggers: dict[int, list[Anchor]] = {}
        self._links: set[tuple[str, str]] = set()
        self._written: list[str] = []
        self._newest = Decision("k", Act.ACCEPT, ("i",), "nobody", Moment("2024"))
        self.sample: list[tuple[Account, Story]] = []
        self.counted: Counter[str] = Counter()

    def write(self, page: Printed) -> None:
        """Write one document."""
        document = page.document
        self._written.append(document["id"])
        coding = len(self._written)
        kept = to_row("documents", document)
        path, sha256 = document["path"], document["sha256"]
        original = zlib.compress(f"{coding - 1}\n{document['text']}".encode(), 1)
        self._add("blobs", {"sha256": sha256, "media": "text/plain", "compressed": original})
        self._add("documents", kept)
        self._add("documents_search", kept)
        source = {"id": coding, "origin": path, "sha256": sha256, "reading_fingerprint": "generated"}
        self._add("sources", {**source, "document": document["id"]})
        coded = {"id": coding, "document": document["id"], "fingerprint": "generated", "run": 1}
        self._add("codings", {**coded, "vocabulary": _EMPTY})
        day = date.fromisoformat(document["published"]).toordinal()
        size = document["text"].count(" ")
        known = {"number": coding - 1, "document": document["id"], "earliest": day, "latest": day}
        self._add("related_documents", {**known, "words": size, "pairs": size})
        for what, rows in (("reports", page.reports), ("claims", page.claims), ("mentions", page.mentions)):
            for row in rows:
                self._add(what, {"coding": coding, **to_row(what, row)})
        for row in page.reports:
            names = "; ".join(_names(row))
            self._add("reports_search", {"coding": coding, "id": row["id"], "words": row["words"], "names": names})
        self._cite(document)
        self._link(page)
        self._bring_about(page)

    def _add(self, what: str, row: Row) -> None:
        self.counted[what] += 1
        self._into[what].add(row)

    def _cite(self, document: Row) -> None:
        draw = self._world.draw
        for number, work in enumerate(document["references"]):
            cited = draw.choice(self._written[-4_000:]) if draw.random() < 0.3 else None
            named = "w" + words_digest(f"{work['title']} {work['authors']}")
            kept = {"run": 1, "document": document["id"], "reference": number, "work": named}
            self._add("cited_works", {**kept, "cited": cited if cited != document["id"] else None})

    def _link(self, page: Printed) -> None:
        """Say whom a document means by each name that no pack knows."""
        for id_, named in sorted(page.named.items()):
            words = next(s for s in named.spellings if f"text:{fold(s)}" == id_)
            same = id_ == named.actor.id
            kept = {"run": 1, "document": page.document["id"], "id": id_, "words": words, "cluster": named.actor.id}
            how = "alone" if len(named.spellings) == 1 else "same_name" if same else "spelling"
            self._add("actor_links", {**kept, "name": named.actor.name, "how": how, "score": 1.0 if same else 0.9})

    def _bring_about(self, page: Printed) -> None:
        """Write the accounts of a document, its derivations, and the incidents that nothing more is told of."""
        made = self._gatherer.take(page)
        story = story_of(page)
        for account, component in made.accounts:
            kept = {"id": account.id, "document": account.document, "component": component}
            self._add("accounts", {**kept, "facts": _compact(account_json(account))})
            if len(self.sample) < _SAMPLE:
                self.sample.append((account, story))
        facts = _compact([story.terms, story.title, dict(story.marks)])
        self._add("account_stories", {"document": story.document, "facts": facts})
        for row in made.derivations:
            self._add("derivations", {"run": 1, "holds": True, **to_row("derivations", row)})
        for number, rows in page.told.items():
            if not number % _DECIDED:
                self._triggers.setdefault(number, []).extend(map(_anchor, rows))
        for event, incident in made.incidents:
            if event.number in self._triggers:
                self._decide(event, incident)
            self._add("incidents", {"reconciliation": 1, "holds": True, **to_row("incidents", incident)})
            for report in incident["reports"]:
                self._add("incident_reports", {"reconciliation": 1, "report": report, "incident": event.id})
        for row in made.contradictions:
            self._add("contradictions", {"reconciliation": 1, "holds": True, **to_row("contradictions", row)})

    def _decide(self, event: Event, incident: dict[str, Any]) -> None:
        """Write a verdict on an incident, chained to the one before."""
        draw, before = self._world.draw, self._newest
        act = draw.choices(_ACTS, weights=(6, 2, 1))[0]
        anchors = tuple(sorted(Anchor(**{**_fields(a), "target": event.id}) for a in self._triggers.pop(event.number)))
        shown = {key: incident[key] for key in ("level", "type", "mode", "status", "reports", "score") if incident[key]}
        number = before.number + 1
        decision = Decision(
            f"k{words_digest(f'{number} {event.id}')}", act, (event.id,), draw.choice(("Amal", "Basim")),
            Moment(f"{date.fromordinal(event.day).isoformat()}"), None if act is Act.ACCEPT else "so the sources say",
            anchors=anchors, proposal=json.dumps({event.id: shown}), number=number, previous=before.hash,
        )  # fmt: skip
        said = {**decision_json(decision), "hash": link_hash(decision)}
        self._add("decisions", to_row("decisions", said))
        self._newest = Decision("k", act, (event.id,), "nobody", Moment("2024"), number=number, hash=said["hash"])
        incident["reviewed"] = {"accept": "accepted", "reject": "rejected", "unsure": "unsure"}[act.value]

    def flush(self) -> None:
        """Write what waits in any table."""
        for into in self._into.values():
            into.flush()


def _fields(anchor: Anchor) -> dict[str, Any]:
    return {name: getattr(anchor, name) for name in Anchor.__slots__}


def _anchor(row: Row) -> Anchor:
    trigger = row["trigger"]
    return Anchor(
        row["document"], trigger["start"], trigger["end"], row["type"], row["start"], row["end"],
        words_digest(row["words"]), row["id"], row["id"],
    )  # fmt: skip


def _names(row: Row) -> Iterator[str]:
    for key in ("actors", "recipients", "places", "voices"):
        yield from (one["name"] for one in row[key])


def _compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


# What a document tells of


def _documents(tellings: Sequence[Telling], world: World, documents: int) -> Iterator[list[Telling]]:
    """Yield the tellings of each document: some have one, few have ten; a second one of an event waits for the next."""
    draw, waiting, held = world.draw, list(reversed(tellings)), list[Telling]()
    mean = len(tellings) / max(1, documents)
    while waiting or held:
        size = 1 + min(12, int(draw.expovariate(1 / max(0.1, mean - 0.5))))
        page: dict[int, Telling] = {}
        later: list[Telling] = []
        while len(page) < size and (waiting or held):
            one = held.pop() if held else waiting.pop()
            if one.event in page:
                later.append(one)
            else:
                page[one.event] = one
            if len(later) > _HELD:
                break
        held += reversed(later)
        yield list(page.values())


def write(
    path: Path, *, reports: int, incidents: int, seed: int = _SEED, told: Callable[[str], object] = lambda _: None
) -> Mapping[str, int]:
    """Write a record of about so many reports and so many incidents; return how many rows each table has.

    Raises FileExistsError where something is there already.
    """
    if path.exists():
        raise FileExistsError(f"{path} is there already; name another file")
    create_or_open(path).close()
    world = World(seed, reports=reports, incidents=incidents)
    pages = list(_documents(world.tellings(), world, max(1, reports // 10)))
    expected = Counter(one.event for page in pages for one in page)
    file = sqlite3.connect(path, isolation_level=None)
    for setting in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -800000", "foreign_keys = OFF"):
        file.execute(f"PRAGMA {setting}")
    indices = _without_indices(file)
    file.execute("BEGIN")
    manifest = json.dumps({"dateline": "generated", "inputs": ["generated"], "settings": {}, "stages": {}})
    file.execute(
        "INSERT INTO runs (id, started, finished, state, process, manifest, linked, related) VALUES (1,?,?,?,?,?,?,?)",
        (_WHEN, _WHEN, "finished", "generator 0", manifest, len(pages), len(pages)),
    )
    for n in range(max(1, len(pages) // 1_000)):
        reason = ("no text", "not a document")[n % 2]
        said = (f"scans/{n}.pdf", reason, f"scans/{n}.pdf: {reason}")
        file.execute("INSERT INTO failures (run, origin, reason, message) VALUES (1, ?, ?, ?)", said)
    writer = _Writer(file, world, expected)
    for number, page in enumerate(pages):
        told_in = [(world.events[one.event], one.reports) for one in page]
        writer.write(printed(world, max(one.day for one in page), told_in, number))
        if number % 10_000 == 9_999:
            told(f"{number + 1:,} of {len(pages):,} documents")
    writer.flush()
    told("indices")
    for index in indices:
        file.execute(index)
    file.execute("COMMIT")
    file.execute("PRAGMA journal_mode = WAL")
    file.close()
    _bring_up_to_date(path, writer.sample, len(pages))
    return writer.counted


def _without_indices(file: sqlite3.Connection) -> list[str]:
    """Drop all indices, to be made anew at the end, and return what makes them."""
    asked = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
    found = file.execute(asked).fetchall()
    for name, _ in found:
        file.execute(f'DROP INDEX "{name}"')
    return [sql for _, sql in found]


def _bring_up_to_date(path: Path, sample: Iterable[tuple[Account, Story]], documents: int) -> None:
    """Say that names were linked, documents related and reports brought together."""
    accounts = [account for account, _ in sample]
    frequencies = group(accounts, stories={story.document: story for _, story in sample}).frequencies
    with create_or_open(path) as record, record.engine.execution_options(writes=True).begin() as connection:
        NamingStore(connection).is_up_to(documents)
        Related(connection).keep_counts(Counts(documents, _BITS, {}, {}, {}, {}))
        state = state_of(connection)
        connection.execute(
            tables.reconciliations.insert().values(
                id=1, made=_WHEN, cause="build 1", matcher=state.matcher, is_whole=True, documents=documents,
                coding=state.coding, link=state.link, derivation=state.derivation, decision=state.decision,
                frequencies=kept_frequencies(frequencies),
            )
        )  # fmt: skip


def main(arguments: Sequence[str] | None = None) -> int:
    """Write a record and print how many rows it has, how long that took and how big it is."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("--reports", type=int, default=1_000_000)
    parser.add_argument("--incidents", type=int, help="a tenth of the reports, where it is not said")
    parser.add_argument("--seed", type=int, default=_SEED)
    parser.add_argument("-o", "--output", type=Path, required=True)
    given = parser.parse_args(arguments)
    began = time.perf_counter()

    def told(what: str) -> None:
        print(f"{time.perf_counter() - began:7.1f} s  {what}", file=sys.stderr, flush=True)

    incidents = given.incidents or max(1, given.reports // 10)
    try:
        counted = write(given.output, reports=given.reports, incidents=incidents, seed=given.seed, told=told)
    except FileExistsError as error:
        parser.error(str(error))
    took, size = time.perf_counter() - began, given.output.stat().st_size
    print(f"{given.output}: {size / 1e6:,.0f} MB, {took:.0f} s; " + ", ".join(f"{n:,} {w}" for w, n in counted.items()))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
