"""What the lists of reports and of incidents have in common: filters, facets, order, pages.

Invariant: everything that narrows a list is in its address, and every link of a list keeps what was asked before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from dateline.desk.addresses import Addresses
from dateline.desk.asked import Asked
from dateline.desk.desk import Desk
from dateline.desk.page import Parameter, Shown
from dateline.desk.sayings import said_value
from dateline.desk.ways import ways
from dateline.indexing import FILTERS, SORTS, Columns, FacetValue, Filters, Found
from dateline.knowledge.names import name_key

__all__ = [
    "CALLED", "DAYS", "Chip", "called_by", "chips", "columns_of", "days_of", "facet_row", "filters_of", "found",
    "labels_of", "listed", "told_facets", "turning",
]  # fmt: skip

Json = dict[str, Any]

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


def days_of(asked: Asked) -> dict[str, tuple[str, ...]]:
    """Return the filters that were asked and that say when."""
    names = {each.name for each in DAYS}
    return {key: values for key, values in asked.filters.items() if key in names}


def called_by(words: str) -> Callable[[str, str], bool]:
    """Return what tells of an id and a name whether some words mean it: by all of them, in any spelling, or by its id.

    >>> fits = called_by("muqtada SADR")
    >>> fits("IQ:sadr", "al-Sadr, Muqtada"), fits("IQ:sadr-city", "Sadr City")
    (True, False)
    """
    wanted = set(name_key(words).split())
    return lambda id_, name: wanted <= set(name_key(name).split()) or words == id_


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


def chips(asked: Asked, path: str, labels: Mapping[tuple[str, str], str], *, but: Sequence[str] = ()) -> list[Chip]:
    """Return the filters that hold, each with the way out of it, which keeps all else that was asked.

    `but` are what a page is asked besides, by which nothing is narrowed, or that it shows in a field of its own.
    """
    addresses = Addresses()
    made = []
    for key, values in asked.filters.items():
        for value in values if key not in but else ():
            left = [other for other in values if other != value]
            without = addresses.to(path, asked.parameters(**{key: left}))
            made.append(Chip(key, value, said_value(key, value) or labels.get((key, value), value), without))
    return made


def _facets(desk: Desk, fitting: Found, asked: Asked, what: str) -> list[Json]:
    """Return the facets of a list of reports or incidents."""
    names = list(dict.fromkeys([*FACETS[what], *asked.facets]))
    counted = desk.covers.facets(fitting.facets(names, most=_MOST))
    labelled = {
        name: [replace(each, label=said_value(name, each.value) or each.label) for each in values]
        for name, values in counted.items()
    }
    return [facet_row(name, values, asked) for name, values in labelled.items()]


def facet_row(name: str, values: Iterable[FacetValue], asked: Asked) -> Json:
    """Return a facet, each value with the address that narrows the list by it, or widens it again."""
    addresses, chosen, shown = Addresses(), asked.filters.get(name, ()), []
    for each in values:
        others = [one for one in chosen if one != each.value]
        toggled = others if each.value in chosen else [*chosen, each.value]
        shown.append(
            {
                "value": each.value,
                "label": each.label,
                "count": each.count,
                "selected": each.is_selected,
                "to": addresses.to(asked.page.path, asked.parameters(**{name: toggled})),
            }
        )
    return {"name": name, "values": shown}


def told_facets(facets: Iterable[Json]) -> list[Json]:
    """Return facets as an export tells them: without addresses."""
    return [
        {"name": one["name"], "values": [{key: v for key, v in each.items() if key != "to"} for each in one["values"]]}
        for one in facets
    ]


def labels_of(facets: Iterable[Json]) -> dict[tuple[str, str], str]:
    """Return how the values of facets are called, by facet and value."""
    return {(one["name"], each["value"]): str(each["label"]) for one in facets for each in one["values"]}


def turning(asked: Asked, next_: str | None) -> Json:
    """Return where a list leads on: to the page after, that `next_` is the token of, and back to its first page."""
    to, path = Addresses(), asked.page.path
    return {
        "next_page": to.to(path, asked.parameters(_next=asked.sealed(next_))) if next_ else None,
        "first_page": to.to(path, asked.parameters(_next=None)) if asked.after else None,
    }


def listed(desk: Desk, asked: Asked, what: str, *, title: str) -> Shown:
    """Return a page of a list with its facets."""
    path = asked.page.path
    fitting = found(desk, asked, what)
    sort = asked.sort or ("relevance" if "search" in asked.filters else "newest")
    page = fitting.page(sort, asked.size, asked.after)
    facets = _facets(desk, fitting, asked, what)
    return Shown(
        title=title,
        rows=desk.fetch(what, page.rows),
        count=fitting.count,
        next=page.next,
        told={"facets": told_facets(facets)},
        drawn={
            "counted": facets,
            "chips": chips(asked, path, labels_of(facets)),
            "sorts": SORTS[what],
            "sort": sort,
            **turning(asked, page.next),
            "ways": ways(asked.filters, what, here=path),
        },
    )
