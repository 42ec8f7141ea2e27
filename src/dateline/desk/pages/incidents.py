"""All incidents: searched, narrowed by facets, sorted, page by page.

Invariant: the rows, their order and their number are those of the exports of the same address.
"""

from __future__ import annotations

from dateline.desk.asked import Asked
from dateline.desk.desk import Desk
from dateline.desk.listing import filters_of, listed
from dateline.desk.page import Page, Shown

__all__ = ["PAGES"]


def _answer(desk: Desk, asked: Asked) -> Shown:
    return listed(desk, asked, "incidents", title="Incidents")


PAGES = (
    Page(
        name="incidents",
        path="/incidents",
        summary="The incidents, filtered, counted by facets, sorted, page by page.",
        what="incidents",
        answer=_answer,
        formats=("json", "csv", "geojson"),
        filters=filters_of("incidents"),
        is_listed=True,
    ),
)
