"""Incidents as a table: which facets they have, and what each of their codes means.

Invariant: an incident's own values are those that it is shown with; voices, documents and words are those of any report
of it.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from dateline.indexing.arrays import Values
from dateline.indexing.incidents import GRADES, LEVELS, REVIEWED, IncidentColumns
from dateline.indexing.namings import Actors
from dateline.indexing.places import Places
from dateline.indexing.report_table import closed, open_values, place_list, time_and_place
from dateline.indexing.reports import CLOSED
from dateline.indexing.table import Facet, Table, unique_pairs

__all__ = ["incident_table", "lifted"]

Array = NDArray[Any]


def incident_table(read: IncidentColumns, actors: Actors, places: Places, modes: Values[str], reports: Table) -> Table:
    """Return the incidents as a table, beside that of the reports of the same reading."""
    columns = read.columns

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
        "actor": _actor(read, actors, reports, read.doers, read.recipients),
        "doer": _actor(read, actors, reports, read.doers),
        "recipient": _actor(read, actors, reports, read.recipients),
        "place": place_list(placed, places),
        "voice": _of_reports(reports, "voice"),
        "document": _of_reports(reports, "document"),
    }
    return Table(
        "incidents",
        alive=read.alive,
        columns=columns,
        keys=columns["key"],
        ids=lambda at: [read.ids[n] for n in at.tolist()],
        facets=facets,
    )


def _actor(read: IncidentColumns, actors: Actors, reports: Table, *sides: tuple[Array, Array]) -> Facet:
    """Return the facet of the actors on one side of incidents, or on both; they are called as reports call them."""

    def pairs(_: int) -> tuple[Array, Array]:
        rows = np.concatenate([rows for rows, _ in sides])
        return unique_pairs(rows, read.party_ids[np.concatenate([codes for _, codes in sides])])

    def find(words: str) -> list[int]:
        named = np.isin(read.party_names, actors.names.like(words))
        return sorted({*read.party_ids[named].tolist(), *actors.ids.like(words), *actors.codes(words).tolist()})

    def label(code: int) -> str:
        called = reports.facets["actor"].label(code)
        if called != actors.ids.values[code]:
            return called
        here = np.flatnonzero(read.party_ids == code)
        return actors.names.values[int(read.party_names[here[0]])] if len(here) else called

    return Facet(True, pairs, find, lambda code: actors.ids.values[code], label, none="nobody named")


def _of_reports(reports: Table, name: str) -> Facet:
    """Return a facet of reports as one of their incidents: an incident has every value that a report of it has."""
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


def lifted(mask: Array, told: Array, number: int) -> Array:
    """Tell of each incident whether a report of a mask tells of it."""
    found = np.zeros(number, bool)
    hit = told[mask]
    found[hit[hit >= 0]] = True
    return found
