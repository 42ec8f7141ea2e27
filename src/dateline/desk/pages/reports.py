"""All reports: searched, narrowed by facets, sorted, page by page.

Invariant: the rows, their order and their number are those of the exports of the same address.
"""

from __future__ import annotations

from dateline.desk.asked import Asked
from dateline.desk.desk import Desk
from dateline.desk.listing import filters_of, listed
from dateline.desk.page import Page, Shown

__all__ = ["PAGES"]


def _answer(desk: Desk, asked: Asked) -> Shown:
    shown = listed(desk, asked, "reports", title="Reports")
    titles = desk.titles(row["document"] for row in shown.rows)
    incidents = desk.record.incidents_of([row["id"] for row in shown.rows])
    drawn = {**shown.drawn, "titles": titles, "incident_of": incidents}
    return Shown(title=shown.title, rows=shown.rows, count=shown.count, next=shown.next, told=shown.told, drawn=drawn)


PAGES = (
    Page(
        name="reports",
        path="/reports",
        summary="The reports, filtered, counted by facets, sorted, page by page.",
        what="reports",
        answer=_answer,
        formats=("json", "csv", "geojson"),
        filters=filters_of("reports"),
        is_listed=True,
    ),
)
