"""All documents: searched, narrowed by facets, sorted, page by page.

Invariant: what narrows the list is in its address; its rows are those of the contract, and so are its exports.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from dateline.desk.asked import Asked
from dateline.desk.desk import Desk
from dateline.desk.listing import chips, facet_row, labels_of, told_facets, turning
from dateline.desk.page import Page, Parameter, Shown
from dateline.desk.shelf import FACETS, SORTS
from dateline.indexing import FacetValue
from dateline.model.wording import said

__all__ = ["PAGES"]

_MOST = 12


def _answer(desk: Desk, asked: Asked) -> Shown:
    filters = {name: asked.filters.get(name, ()) for name in FACETS}
    words = asked.first("search")
    sort = asked.sort or ("relevance" if words else "newest")
    page = desk.shelf.listed(filters, search=words, sort=sort, size=asked.size, after=asked.after, most=_MOST)
    facets = _facets(page.facets, asked)
    return Shown(
        title="Documents",
        rows=desk.record.some("documents", page.ids),
        count=page.count,
        next=page.next,
        told={
            "facets": told_facets(facets),
            "counts": {id_: {"reports": n[0], "claims": n[1]} for id_, n in zip(page.ids, page.counts, strict=True)},
            "formats": dict(zip(page.ids, page.formats, strict=True)),
        },
        drawn={
            "counted": facets,
            "chips": chips(asked, asked.page.path, labels_of(facets)),
            "sorts": SORTS,
            "sort": sort,
            **turning(asked, page.next),
        },
    )


def _facets(counted: Mapping[str, Sequence[FacetValue]], asked: Asked) -> list[dict[str, Any]]:
    """Return the facets, with media types as people call them."""
    formats = [replace(one, label=said("format", one.label)) for one in counted["format"]]
    return [facet_row(name, values, asked) for name, values in {**counted, "format": formats}.items()]


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
