"""All documents: searched, narrowed by facets, sorted, page by page.

Invariant: what narrows the list is in its address; its rows are those of the contract, and so are its exports.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dateline.desk.addresses import Addresses
from dateline.desk.asked import Asked
from dateline.desk.desk import Desk
from dateline.desk.page import Page, Parameter, Shown
from dateline.desk.pages.listing import chips
from dateline.desk.shelf import FACETS, SORTS
from dateline.indexing import FacetValue

__all__ = ["PAGES"]

_MOST = 12
# What people call the media types that are read.
_FORMATS: Mapping[str, str] = {
    "application/json": "entry of a feed or list",
    "application/pdf": "PDF",
    "text/html": "web page",
    "text/markdown": "Markdown",
    "text/plain": "plain text",
}


def _answer(desk: Desk, asked: Asked) -> Shown:
    filters = {name: asked.filters.get(name, ()) for name in FACETS}
    words = asked.first("search")
    sort = asked.sort or ("relevance" if words else "newest")
    page = desk.shelf.listed(filters, search=words, sort=sort, size=asked.size, after=asked.after, most=_MOST)
    facets = _facets(page.facets, asked)
    labels = {(f["name"], v["value"]): v["label"] for f in facets for v in f["values"]}
    addresses, path = Addresses(), asked.page.path
    return Shown(
        title="Documents",
        rows=desk.record.some("documents", page.ids),
        count=page.count,
        next=page.next,
        told={
            "facets": [
                {"name": f["name"], "values": [{k: v for k, v in one.items() if k != "to"} for one in f["values"]]}
                for f in facets
            ],
            "counts": {id_: {"reports": n[0], "claims": n[1]} for id_, n in zip(page.ids, page.counts, strict=True)},
            "formats": dict(zip(page.ids, page.formats, strict=True)),
        },
        drawn={
            "counted": facets,
            "chips": chips(asked, path, labels),
            "sorts": SORTS,
            "sort": sort,
            "named": _FORMATS,
            "next_page": addresses.to(path, asked.parameters(_next=page.next)) if page.next else None,
            "first_page": addresses.to(path, asked.parameters(_next=None)) if asked.after else None,
        },
    )


def _facets(counted: Mapping[str, Sequence[FacetValue]], asked: Asked) -> list[dict[str, Any]]:
    """Return the facets, each value with the address that narrows the list by it, or widens it again."""
    addresses, made = Addresses(), []
    for name, values in counted.items():
        chosen = asked.filters.get(name, ())
        shown = []
        for each in values:
            others = [one for one in chosen if one != each.value]
            toggled = others if each.is_selected else [*chosen, each.value]
            shown.append(
                {
                    "value": each.value,
                    "label": _FORMATS.get(each.label, each.label) if name == "format" else each.label,
                    "count": each.count,
                    "selected": each.is_selected,
                    "to": addresses.to(asked.page.path, asked.parameters(**{name: toggled})),
                }
            )
        made.append({"name": name, "values": shown})
    return made


_FILTERS = (
    Parameter(name="search", doc="Words that the title or the text holds, all of them."),
    Parameter(name="publisher", doc="Outlet or site; `none`: not stated.", is_many=True),
    Parameter(name="year", doc="Year of publication; `none`: not known.", is_many=True),
    Parameter(name="format", doc="Media type of the bytes it was read from.", is_many=True),
)

PAGES = (
    Page(
        name="documents",
        path="/documents",
        summary="The documents, filtered, counted by facets, sorted, page by page.",
        answer=_answer,
        what="documents",
        formats=("json", "csv"),
        filters=_FILTERS,
        is_listed=True,
    ),
)
