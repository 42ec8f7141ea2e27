"""Incidents as a table: which facets they have, and what each of their codes means.

Invariant: an incident's own values are those that it is shown with; voices, documents and words are those of any report
of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dateline.indexing.arrays import Values
from dateline.indexing.incidents import GRADES, LEVELS, REVIEWED
from dateline.indexing.namings import Actors
from dateline.indexing.places import Places
from dateline.indexing.report_table import closed, open_values, place_list, time_and_place
from dateline.indexing.reports import CLOSED
from dateline.indexing.table import Facet, Table, unique_pairs

__all__ = ["IncidentColumns", "incident_table", "lifted"]

Array = NDArray[Any]


@dataclass(frozen=True, slots=True)
class IncidentColumns:
    """Hold all columns of the incidents as one reading left them.

    `doers` and `recipients` are numbers of incidents and codes of parties; `party_ids` and `party_names` lead from the
    code of a party to the codes of its id and of its name.
    """

    alive: Array
    columns: dict[str, Array]
    ids: Sequence[str]
    doers: tuple[Array, Array]
    recipients: tuple[Array, Array]
    party_ids: Array
    party_names: Array


def listed(lists: Sequence[tuple[int, ...]]) -> tuple[Array, Array]:
    """Return numbers of rows and codes for a list of codes a row."""
    lengths = np.fromiter(map(len, lists), np.int32, len(lists))
    codes = np.fromiter(chain.from_iterable(lists), np.int32)
    return np.repeat(np.arange(len(lists), dtype=np.int32), lengths), codes


def incident_table(read: IncidentColumns, actors: Actors, places: Places, modes: Values[str], reports: Table) -> Table:
    """Return the incidents as a table, beside that of the reports of the same reading."""
    columns = read.columns

    def actor_pairs(*sides: tuple[Array, Array]) -> tuple[Array, Array]:
        rows = np.concatenate([rows for rows, _ in sides])
        return unique_pairs(rows, read.party_ids[np.concatenate([codes for _, codes in sides])])

    def actor(*sides: tuple[Array, Array]) -> Facet:
        def find(words: str) -> list[int]:
            named = np.isin(read.party_names, actors.names.like(words))
            either = {*read.party_ids[named].tolist(), *actors.ids.like(words), *actors.codes(words).tolist()}
            return sorted(either)

        return Facet(
            True, lambda _: actor_pairs(*sides), find, lambda code: actors.ids.values[code], label, none="nobody named"
        )

    def label(code: int) -> str:
        called = reports.facets["actor"].label(code)
        if called != actors.ids.values[code]:
            return called
        here = np.flatnonzero(read.party_ids == code)
        return actors.names.values[int(read.party_names[here[0]])] if len(here) else called

    def of_reports(name: str) -> Facet:
        facet = reports.facets[name]

        def pairs(_: int) -> tuple[Array, Array]:
            told, alive = reports.columns["incident"], reports.alive
            if facet.is_list:
                rows, codes = reports.codes(name)
            else:
                codes = reports.codes(name)
                rows = np.arange(len(codes), dtype=np.int32)
            is_in = alive[rows] & (told[rows] >= 0) & (codes >= 0)
            return unique_pairs(told[rows[is_in]], codes[is_in])

        return Facet(True, pairs, facet.find, facet.value, facet.label, facet.none)

    def placed(_: int) -> tuple[Array, Array]:
        rows = np.flatnonzero(columns["entry"] >= 0).astype(np.int32)
        return rows, places.columns.place.seen[columns["entry"][rows]]

    facets = {
        **time_and_place(columns, places),
        "type": closed(lambda _: columns["type"], CLOSED["type"]),
        "status": closed(lambda _: columns["status"], CLOSED["status"]),
        "level": closed(lambda _: columns["level"], LEVELS),
        "grade": closed(lambda _: columns["grade"], GRADES),
        "reviewed": closed(lambda _: columns["reviewed"], REVIEWED, none="not reviewed"),
        "mode": open_values(lambda _: columns["mode"], modes),
        "actor": actor(read.doers, read.recipients),
        "doer": actor(read.doers),
        "recipient": actor(read.recipients),
        "place": place_list(placed, places),
        "voice": of_reports("voice"),
        "document": of_reports("document"),
    }
    return Table(
        "incidents",
        alive=read.alive,
        columns=columns,
        keys=columns["key"],
        ids=lambda at: [read.ids[n] for n in at.tolist()],
        facets=facets,
    )


def lifted(mask: Array, told: Array, number: int) -> Array:
    """Tell of each incident whether a report of a mask tells of it."""
    found = np.zeros(number, bool)
    hit = told[mask]
    found[hit[hit >= 0]] = True
    return found
