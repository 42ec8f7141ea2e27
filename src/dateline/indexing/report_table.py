"""Reports as a table: which facets they have, and what each of their codes means.

Invariant: what a report says of its actors is what they mean today; grade and verdict are those of its incident.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dateline.indexing.arrays import Values, rows_of
from dateline.indexing.filters import DOUBTS
from dateline.indexing.incidents import GRADES, REVIEWED
from dateline.indexing.namings import Actors
from dateline.indexing.places import Places, country_name
from dateline.indexing.reports import CLOSED, ReportColumns
from dateline.indexing.table import Facet, Table, unique_pairs
from dateline.indexing.times import month_name, month_number, months_of
from dateline.knowledge.actors import open_actors

__all__ = ["closed", "report_table", "time_and_place"]

Array = NDArray[Any]
Of = Callable[[int], Any]


def report_table(
    read: ReportColumns,
    actors: Actors,
    places: Places,
    documents: Values[str],
    title: Callable[[str], str],
    modes: Values[str],
    told: Array,
    incidents: dict[str, Array],
    *,
    meant_lasts: bool,
) -> Table:
    """Return the reports as a table; `told` is the number of the incident of each, -1 where it has none.

    `meant_lasts` says that every actor means what it did in the reading before.
    """
    columns = read.columns

    def actor(*names: str) -> Facet:
        return _actor(read, actors, *names, lasts=meant_lasts)

    def column(name: str) -> Of:
        return lambda start: columns[name][start:]

    facets = {
        **time_and_place(columns, places, lasts=True),
        "type": closed(column("type"), CLOSED["type"], lasts=True),
        "status": closed(column("status"), CLOSED["status"], lasts=True),
        "doubt": doubt(columns),
        "zone": closed(column("zone"), CLOSED["zone"], lasts=True),
        "mode": open_values(column("mode"), modes, lasts=True),
        "document": replace(
            open_values(column("document"), documents, lasts=True),
            known=None,
            label=lambda code: title(documents[code]),
        ),
        "hedged": flag(column("hedged")),
        "historical": flag(column("historical")),
        "actor": actor("doers", "recipients"),
        "doer": actor("doers"),
        "recipient": actor("recipients"),
        "voice": actor("voices"),
        "place": place_list(lambda start: _listed(read, "places", start), places, lasts=True),
        "grade": _of_incident(told, incidents["grade"], GRADES, "in no incident"),
        "reviewed": _of_incident(told, incidents["reviewed"], REVIEWED, "not reviewed"),
    }
    return Table(
        "reports",
        alive=read.alive,
        columns={**columns, "incident": told},
        keys=read.keys,
        ids=lambda at: [id_.decode("utf-8", "surrogatepass") for id_ in read.ids[at].tolist()],
        facets=facets,
        lists=read.lists,
    )


def _listed(read: ReportColumns, name: str, start: int) -> tuple[Array, Array]:
    """Return the codes of a list of each report, from one on, with the numbers of the reports."""
    starts, codes = read.lists[name]
    return rows_of(starts[start:]) + np.int32(start), codes[starts[start] :]


def _actor(read: ReportColumns, actors: Actors, *names: str, lasts: bool) -> Facet:
    """Return the facet of those who have one of some roles in reports, as what they mean today."""

    def pairs(start: int) -> tuple[Array, Array]:
        both = [_listed(read, name, start) for name in names]
        rows = np.concatenate([rows for rows, _ in both])
        return unique_pairs(rows, np.concatenate([actors.meant[codes] for _, codes in both]))

    return Facet(
        True,
        pairs,
        lambda value: sorted({*actors.codes(value).tolist(), *actors.ids.like(value)}),
        lambda code: actors.ids.values[code],
        actors.label,
        none="nobody named",
        lasts=lasts,
    )


def _of_incident(told: Array, of: Array, values: tuple[str, ...], none: str) -> Facet:
    """Return the facet of what the incidents of reports have; `of` are the codes of these, by their numbers."""

    def codes(start: int) -> Array:
        here = told[start:]
        return np.where(here >= 0, of[here], np.int8(-1)) if len(of) else here

    return closed(codes, values, none=none)


def time_and_place(columns: dict[str, Array], places: Places, *, lasts: bool = False) -> dict[str, Facet]:
    """Return the facets that reports and incidents have of when and where."""
    of = places.columns

    def by_entry(kept: Array, start: int) -> Array:
        entries = columns["entry"][start:]
        return np.where(entries >= 0, kept[entries], kept.dtype.type(-1)) if len(kept) else entries

    return {
        "country": Facet(
            False,
            lambda start: by_entry(of.country.seen, start),
            lambda value: found(places.countries.find(value)),
            lambda code: places.countries[code],
            lambda code: country_name(places.countries[code]),
            none="no country",
            known=lambda: [*places.countries.values, *open_actors().countries.by_code],
            lasts=lasts,
        ),
        "admin1": open_values(lambda start: by_entry(of.admin1.seen, start), places.areas, none="no area", lasts=lasts),
        "precision": Facet(
            False,
            lambda start: np.where(columns["precision"][start:] > 0, columns["precision"][start:], np.int8(-1)),
            lambda value: [int(value)],
            str,
            lambda code: PRECISIONS.get(code, str(code)),
            none="no place",
            in_order=True,
            lasts=lasts,
        ),
        "month": Facet(
            False,
            lambda start: months_of(columns["earliest"][start:], columns["latest"][start:]),
            lambda value: [month_number(value)],
            month_name,
            month_name,
            none="no single month",
            in_order=True,
            lasts=lasts,
        ),
    }


def doubt(columns: dict[str, Array]) -> Facet:
    """Return the facet of what could not be told of a report, time or place, and why."""

    def pairs(start: int) -> tuple[Array, Array]:
        rows, codes = [np.empty(0, np.int32)], [np.empty(0, np.int32)]
        for name, lacks in (("when", columns["when_precision"][start:] < 0), ("place", columns["entry"][start:] < 0)):
            there = np.flatnonzero(lacks).astype(np.int32)
            why = columns[f"{name}_missing"][start:][there]
            any_ = DOUBTS.index(name)
            rows += [there + np.int32(start), there[why >= 0] + np.int32(start)]
            codes += [np.full(len(there), any_, np.int32), any_ + 1 + why[why >= 0].astype(np.int32)]
        return unique_pairs(np.concatenate(rows), np.concatenate(codes))

    def label(code: int) -> str:
        name, _, why = DOUBTS[code].partition(":")
        return f"no {'time' if name == 'when' else 'place'}{': ' if why else ''}{why.replace('_', ' ')}"

    return Facet(
        True, pairs, lambda value: [DOUBTS.index(value)], lambda code: DOUBTS[code], label, in_order=True, lasts=True
    )


PRECISIONS = {
    1: "exact", 2: "near", 3: "second-level area", 4: "first-level area", 5: "area", 6: "country", 7: "international",
}  # fmt: skip


def place_list(of: Of, places: Places, *, lasts: bool = False) -> Facet:
    """Return the facet of places, of which a row may have several."""
    return Facet(True, of, places.wanted, lambda code: places.ids[code], places.label, none="no place", lasts=lasts)


def closed(of: Of, values: tuple[str, ...], *, none: str = "none", lasts: bool = False) -> Facet:
    """Return the facet of a column with a closed list of values."""
    return Facet(
        False,
        of,
        lambda value: found(values.index(value) if value in values else None),
        lambda code: str(values[code]),
        lambda code: str(values[code]).replace("_", " "),
        none=none,
        lasts=lasts,
    )


def open_values(of: Of, values: Values[str], *, none: str = "none", lasts: bool = False) -> Facet:
    """Return the facet of a column that may have any value."""
    return Facet(
        False,
        of,
        lambda value: found(values.find(value)),
        lambda code: values[code],
        lambda code: values[code],
        none,
        lasts=lasts,
        known=lambda: values.values,
    )


def flag(of: Of) -> Facet:
    """Return the facet of a column that is true or false."""
    return Facet(
        False,
        lambda start: of(start).astype(np.int8),
        lambda value: [int(value == "true")],
        lambda code: ("false", "true")[code],
        lambda code: ("no", "yes")[code],
    )


def found(code: int | None) -> list[int]:
    """Return a code as a list, empty where there is none."""
    return [] if code is None else [code]
