"""Reports as a table: which facets they have, and what each of their codes means.

Invariant: what a report says of its actors is what they mean today; grade and verdict are those of its incident.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from dateline.indexing.arrays import Values, rows_of
from dateline.indexing.incidents import GRADES, REVIEWED
from dateline.indexing.namings import Actors
from dateline.indexing.places import Places, country_name
from dateline.indexing.reports import CLOSED, ReportColumns
from dateline.indexing.table import Facet, Table, unique_pairs
from dateline.indexing.times import month_name, month_number, months_of

__all__ = ["closed", "report_table", "time_and_place"]

Array = NDArray[Any]


def report_table(
    read: ReportColumns,
    actors: Actors,
    places: Places,
    documents: Values[str],
    modes: Values[str],
    told: Array,
    incidents: dict[str, Array],
) -> Table:
    """Return the reports as a table; `told` is the number of the incident of each, -1 where it has none."""
    columns = read.columns

    def named(name: str) -> tuple[Array, Array]:
        starts, codes = read.lists[name]
        return rows_of(starts), codes

    def actor_pairs(*names: str) -> tuple[Array, Array]:
        both = [named(name) for name in names]
        rows = np.concatenate([rows for rows, _ in both])
        codes = np.concatenate([actors.meant[codes] for _, codes in both])
        return unique_pairs(rows, codes)

    def actor(*names: str) -> Facet:
        return Facet(
            True,
            lambda: actor_pairs(*names),
            lambda value: actors.codes(value).tolist(),
            lambda code: actors.ids.values[code],
            actors.label,
            none="nobody named",
        )

    def of_incident(name: str, values: tuple[str, ...], none: str) -> Facet:
        def codes() -> Array:
            return np.where(told >= 0, incidents[name][told], np.int8(-1)) if len(incidents[name]) else told

        return closed(codes, values, none=none)

    facets = {
        **time_and_place(columns, places),
        "type": closed(lambda: columns["type"], CLOSED["type"]),
        "status": closed(lambda: columns["status"], CLOSED["status"]),
        "zone": closed(lambda: columns["zone"], CLOSED["zone"]),
        "mode": open_values(lambda: columns["mode"], modes),
        "document": open_values(lambda: columns["document"], documents),
        "hedged": flag(lambda: columns["hedged"]),
        "historical": flag(lambda: columns["historical"]),
        "actor": actor("doers", "recipients"),
        "doer": actor("doers"),
        "recipient": actor("recipients"),
        "voice": actor("voices"),
        "place": place_list(lambda: named("places"), places),
        "grade": of_incident("grade", GRADES, "in no incident"),
        "reviewed": of_incident("reviewed", REVIEWED, "not reviewed"),
    }
    return Table(
        "reports",
        alive=read.alive,
        columns={**columns, "incident": told},
        keys=read.keys,
        ids=lambda at: [id_.decode("utf-8", "surrogatepass") for id_ in read.ids[at].tolist()],
        facets=facets,
    )


def time_and_place(columns: dict[str, Array], places: Places) -> dict[str, Facet]:
    """Return the facets that reports and incidents have of when and where."""
    entries, of = columns["entry"], places.columns

    def by_entry(kept: Array) -> Array:
        return np.where(entries >= 0, kept[entries], kept.dtype.type(-1)) if len(kept) else entries

    return {
        "country": Facet(
            False,
            lambda: by_entry(of.country.seen),
            lambda value: found(places.countries.find(value)),
            lambda code: places.countries[code],
            lambda code: country_name(places.countries[code]),
            none="no country",
        ),
        "admin1": open_values(lambda: by_entry(of.admin1.seen), places.areas, none="no area"),
        "precision": Facet(
            False,
            lambda: np.where(columns["precision"] > 0, columns["precision"], np.int8(-1)),
            lambda value: [int(value)],
            str,
            lambda code: PRECISIONS.get(code, str(code)),
            none="no place",
            in_order=True,
        ),
        "month": Facet(
            False,
            lambda: months_of(columns["earliest"], columns["latest"]),
            lambda value: [month_number(value)],
            month_name,
            month_name,
            none="no single month",
            in_order=True,
        ),
    }


PRECISIONS = {
    1: "exact", 2: "near", 3: "second-level area", 4: "first-level area", 5: "area", 6: "country", 7: "international",
}  # fmt: skip


def place_list(of: Any, places: Places) -> Facet:
    """Return the facet of places, of which a row may have several."""
    return Facet(True, of, places.wanted, lambda code: places.ids[code], places.label, none="no place")


def closed(of: Any, values: tuple[str, ...], *, none: str = "none") -> Facet:
    """Return the facet of a column with a closed list of values."""
    return Facet(
        False,
        of,
        lambda value: found(values.index(value) if value in values else None),
        lambda code: str(values[code]),
        lambda code: str(values[code]).replace("_", " "),
        none=none,
    )


def open_values(of: Any, values: Values[str], *, none: str = "none") -> Facet:
    """Return the facet of a column that may have any value."""
    return Facet(
        False, of, lambda value: found(values.find(value)), lambda code: values[code], lambda code: values[code], none
    )


def flag(of: Any) -> Facet:
    """Return the facet of a column that is true or false."""
    return Facet(
        False,
        lambda: of().astype(np.int8),
        lambda value: [int(value == "true")],
        lambda code: ("false", "true")[code],
        lambda code: ("no", "yes")[code],
    )


def found(code: int | None) -> list[int]:
    """Return a code as a list, empty where there is none."""
    return [] if code is None else [code]
