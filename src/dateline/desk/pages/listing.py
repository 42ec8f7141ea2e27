"""What the lists of reports and of incidents have in common: filters, facets, order, pages.

Invariant: everything that narrows a list is in its address, and every link of a list keeps what was asked before.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dateline.desk.addresses import Addresses
from dateline.desk.asked import Asked
from dateline.desk.desk import Desk
from dateline.desk.page import Parameter, Shown
from dateline.desk.ways import ways
from dateline.indexing import FILTERS, SORTS, Columns, Filters, Found

__all__ = ["CALLED", "DAYS", "Chip", "chips", "columns_of", "facets_of", "filters_of", "found", "listed"]

Row = Mapping[str, Any]

# Values of a facet that are shown before the rest is a search of its own.
_MOST = 8


# What is counted beside a list; `_facet` adds others.
FACETS: Mapping[str, tuple[str, ...]] = {
    "reports": ("type", "status", "actor", "place", "month", "voice", "grade", "reviewed"),
    "incidents": ("type", "status", "grade", "actor", "place", "month", "level", "reviewed"),
}


def filters_of(what: str) -> tuple[Parameter, ...]:
    """Return the filters of reports or incidents as parameters of an address."""
    return tuple(
        Parameter(name=each.name, doc=each.doc, values=tuple(str(value) for value in each.allowed), is_many=True)
        for each in FILTERS[what]
    )


# What one actor or place is asked by, and what finds one in the list of them.
DAYS = tuple(each for each in filters_of("incidents") if each.name in ("after", "before"))
CALLED = Parameter(name="called", doc="Words of a name, in any spelling.")


def columns_of(desk: Desk, what: str) -> Columns:
    """Return the columns of the newest snapshot."""
    return desk.now.incidents if what == "incidents" else desk.now.reports


def found(desk: Desk, asked: Asked, what: str) -> Found:
    """Return what fits the filters that were asked; raises DatelineError for one that cannot be."""
    return columns_of(desk, what).where(Filters.parse(desk.covers.meant(asked.filters), what=what))


@dataclass(frozen=True, slots=True)
class Chip:
    """Name one filter that holds, with the address of the same page without it."""

    name: str
    value: str
    label: str
    without: str


def chips(asked: Asked, path: str, labels: Mapping[tuple[str, str], str]) -> list[Chip]:
    """Return the filters that hold, each with the way out of it."""
    addresses = Addresses()
    made = []
    for key, values in asked.filters.items():
        for value in values:
            left = [other for other in values if other != value]
            without = addresses.to(path, asked.parameters(**{key: left}))
            made.append(Chip(key, value, labels.get((key, value), value), without))
    return made


def facets_of(desk: Desk, fitting: Found, asked: Asked, what: str, path: str) -> list[dict[str, Any]]:
    """Return the facets of a list, each value with the address that narrows the list by it, or widens it again."""
    names = list(dict.fromkeys([*FACETS[what], *asked.facets]))
    counted = desk.covers.facets(fitting.facets(names, most=_MOST))
    addresses = Addresses()
    made = []
    for name, values in counted.items():
        chosen = asked.filters.get(name, ())
        made.append(
            {
                "name": name,
                "values": [
                    {
                        "value": each.value,
                        "label": each.label,
                        "count": each.count,
                        "selected": each.is_selected,
                        "to": addresses.to(path, asked.parameters(**{name: _toggled(chosen, each.value)})),
                    }
                    for each in values
                ],
            }
        )
    return made


def _toggled(chosen: Sequence[str], value: str) -> Iterable[str]:
    return [one for one in chosen if one != value] if value in chosen else [*chosen, value]


def listed(desk: Desk, asked: Asked, what: str, *, title: str) -> Shown:
    """Return a page of a list with its facets."""
    path = asked.page.path
    fitting = found(desk, asked, what)
    sort = asked.sort or ("relevance" if "search" in asked.filters else "newest")
    page = fitting.page(sort, asked.size, asked.after)
    facets = facets_of(desk, fitting, asked, what, path)
    labels = {(f["name"], v["value"]): str(v["label"]) for f in facets for v in f["values"]}
    addresses = Addresses()
    next_ = addresses.to(path, asked.parameters(_next=page.next)) if page.next else None
    return Shown(
        title=title,
        rows=desk.fetch(what, page.rows),
        count=fitting.count,
        next=page.next,
        told={"facets": [_told(each) for each in facets]},
        drawn={
            "counted": facets,
            "chips": chips(asked, path, labels),
            "sorts": SORTS[what],
            "sort": sort,
            "next_page": next_,
            "first_page": addresses.to(path, asked.parameters(_next=None)) if asked.after else None,
            "ways": ways(asked.filters, what, here=path),
        },
    )


def _told(facet: Mapping[str, Any]) -> dict[str, Any]:
    values = [{key: one[key] for key in ("value", "label", "count", "selected")} for one in facet["values"]]
    return {"name": facet["name"], "values": values}
