"""Integrate the three tables of car accidents that come with the R package meltt, within 4 km and 2 days.

Counts of what is left, of groups and of rows that are left out, and the share of groups (rows left) that are those
that meltt 0.4 gives. `as meltt` takes the first row that is free, as meltt does; `best` assigns over all rows, which is
how Dateline works. Where the two differ the lines say on which rows, and how well each choice agrees: no truth is known
for these tables, so a group that differs from meltt's is not shown to be wrong.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path

from benchmarks.common import SHARED, Figures, digest_of, f1, run_as_module
from dateline.reconciling.tables.entry import Entry, Key
from dateline.reconciling.tables.integrating import Choice, Integrated, integrate
from dateline.reconciling.tables.nearness import Windows
from dateline.reconciling.tables.taxonomy import Taxonomy

WITHIN = Windows(km=4, days=2)
# Counts that meltt gives: rows left, groups, rows left out.
COUNTS = (140, 34, 55)


def read_table(file: Path) -> list[Entry]:
    """Read a table of the set: every column that is no id, time or place is a category."""
    with file.open(encoding="utf-8", newline="") as lines:
        return [
            Entry(
                table=row.pop("dataset"),
                id=row.pop("event"),
                first=date.fromisoformat(row.pop("date")),
                last=date.fromisoformat(row.pop("enddate")),
                lat=float(row.pop("latitude")),
                lon=float(row.pop("longitude")),
                categories=row,
            )
            for row in csv.DictReader(lines)
        ]


def read_taxonomy(file: Path) -> Taxonomy:
    """Read a taxonomy: table, category, then its classes from the finest to the widest."""
    with file.open(encoding="utf-8", newline="") as lines:
        _, *rows = csv.reader(lines)
    name = file.stem.removeprefix("taxonomy_")
    return Taxonomy(name, {(table, category): tuple(levels) for table, category, *levels in rows})


def expected_groups(file: Path) -> set[frozenset[Key]]:
    """Read groups of rows: a pair of numbers for each table, 0 where it has no row in the group."""
    with file.open(encoding="utf-8", newline="") as lines:
        _, *rows = csv.reader(lines)
    return {frozenset(members(row)) for row in rows}


def members(row: Sequence[str]) -> Iterator[Key]:
    """Yield the rows of a group.

    >>> list(members(["1", "7", "0", "0", "3", "4"]))
    [('crash_data1', '7'), ('crash_data3', '4')]
    """
    for table, event in zip(row[::2], row[1::2], strict=True):
        if table != "0":
            yield f"crash_data{table}", event


def f1_of_sets(found: set[frozenset[Key]], gold: set[frozenset[Key]]) -> float:
    """Return the share of groups that are equal, over both sides: 1 where the sets are."""
    return f1(len(found & gold), len(found), len(gold)) if found or gold else 1.0


def groups_of(made: Integrated) -> tuple[set[frozenset[Key]], set[frozenset[Key]]]:
    """Return the groups of events and those of episodes."""
    return (
        {frozenset(group.rows) for group in made.groups if not group.is_episode},
        {frozenset(group.rows) for group in made.groups if group.is_episode},
    )


def told_apart(best: Integrated, first: Integrated) -> list[str]:
    """Say which groups only one of the two choices makes."""
    ours, theirs = (set().union(*groups_of(made)) for made in (best, first))
    return [
        f"  {whose}: " + " = ".join(f"{table.removeprefix('crash_data')}/{event}" for table, event in sorted(group))
        for whose, only in (("only best", ours - theirs), ("only as meltt", theirs - ours))
        for group in sorted(only, key=sorted)
    ]


def measure(folder: Path) -> Figures:
    """Integrate the tables both ways and compare with what meltt gives."""
    tables = [read_table(folder / f"crash_data{n}.csv") for n in (1, 2, 3)]
    taxonomies = [read_taxonomy(file) for file in sorted(folder.glob("taxonomy_*.csv"))]
    events = expected_groups(folder / "expected_event_matches_4km_2d.csv")
    episodes = expected_groups(folder / "expected_episode_matches_4km_2d.csv")
    with (folder / "expected_unique_4km_2d.csv").open(encoding="utf-8", newline="") as lines:
        unique = {frozenset([(row["dataset"], row["event"])]) for row in csv.DictReader(lines)}
    with (folder / "expected_duplicates_4km_2d.csv").open(encoding="utf-8", newline="") as lines:
        _, *rows = csv.reader(lines)
    duplicates = {frozenset(members(row[:6])) for row in rows}

    made = {
        name: integrate(tables, taxonomies, WITHIN, choice=choice)
        for name, choice in (("as meltt", Choice.FIRST_COME), ("best", Choice.BEST))
    }
    scores: dict[str, float] = {}
    lines_ = []
    for name, result in made.items():
        counts = (len(result.unique), len(result.groups), len(result.duplicates))
        found = groups_of(result)
        scores |= {
            f"{name} counts": float(counts == COUNTS),
            f"{name} events": f1_of_sets(found[0], events),
            f"{name} episodes": f1_of_sets(found[1], episodes),
            f"{name} unique": f1_of_sets({frozenset([entry.key]) for entry in result.unique}, unique),
            f"{name} duplicates": f1_of_sets(found[0] | found[1], duplicates),
        }
        lines_.append("{}: {} unique, {} matches, {} duplicates, {} flagged".format(name, *counts, len(result.flags)))
    lines_ += told_apart(made["best"], made["as meltt"])
    files: Iterable[Path] = folder.glob("*.csv")
    return Figures("dedup_meltt", sum(map(len, tables)), digest_of(files), scores, lines=lines_)


if __name__ == "__main__":
    sys.exit(run_as_module(measure, default=SHARED / "benchmarks" / "dedup_meltt", marker="crash_data1.csv"))
