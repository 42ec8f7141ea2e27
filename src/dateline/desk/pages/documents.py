"""All documents: searched, narrowed by facets, sorted, page by page.

Invariant: what narrows the list is in its address; its rows are those of the contract, and so are its exports.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from dateline.desk.asked import Asked
from dateline.desk.desk import Desk
from dateline.desk.listing import chips, facet_row, labels_of, told_facets, turning
from dateline.desk.page import Page, Parameter, Shown
from dateline.desk.refused import Refused
from dateline.desk.shelf import FACETS, SORTS
from dateline.indexing import FacetValue
from dateline.model.wording import said

__all__ = ["PAGES"]

_MOST = 12


def _answer(desk: Desk, asked: Asked) -> Shown:
    filters = {name: asked.filters.get(name, ()) for name in (*FACETS, "published")}
    _check_days(filters["published"])
    words = asked.first("search")
    sort = asked.sort or ("relevance" if words else "newest")
    page = desk.shelf.listed(filters, search=words, sort=sort, size=asked.size, after=asked.after, most=_MOST)
    facets = _facets(page.facets, asked)
    rows = desk.record.some("documents", page.ids)
    return Shown(
        title="Documents",
        rows=rows,
        count=page.count,
        next=page.next,
        told={
            "facets": told_facets(facets),
            "counts": {id_: {"reports": n[0], "claims": n[1]} for id_, n in zip(page.ids, page.counts, strict=True)},
            "formats": dict(zip(page.ids, page.formats, strict=True)),
            "replaced_by": desk.replaced(rows),
        },
        drawn={
            "counted": facets,
            "chips": chips(asked, asked.page.path, labels_of(facets)),
            "sorts": SORTS,
            "sort": sort,
            **turning(asked, page.next),
        },
    )


def _check_days(given: Iterable[str]) -> None:
    """Refuse (400) what is neither a day nor a month."""
    for value in given:
        try:
            is_known = date.fromisoformat(f"{value}-01"[: len("2008-06-14")]).isoformat().startswith(value)
        except ValueError:
            is_known = False
        if not is_known or len(value) < len("2008-06"):
            raise Refused(400, f"published={value!r}: write a day as 2008-06-14, or a month as 2008-06")


def _facets(counted: Mapping[str, Sequence[FacetValue]], asked: Asked) -> list[dict[str, Any]]:
    """Return the facets, with media types as people call them."""
    formats = [replace(one, label=said("format", one.label)) for one in counted["format"]]
    return [facet_row(name, values, asked) for name, values in {**counted, "format": formats}.items()]


_FILTERS = (
    Parameter(name="search", doc="Words that the title or the text holds, all of them."),
    Parameter(name="publisher", doc="Outlet or site; `none`: not stated.", is_many=True),
    Parameter(name="year", doc="Year of publication; `none`: not known.", is_many=True),
    Parameter(name="published", doc="Day or month of publication: `2008-06-14`, `2008-06`.", is_many=True),
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
