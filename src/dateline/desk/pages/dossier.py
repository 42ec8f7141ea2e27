"""A dossier of what the filters leave: what will be in it, and the file itself.

Invariant: what the page promises is in the file: the same filters leave the same incidents in both.
"""

from __future__ import annotations

from dateline.desk.asked import Asked
from dateline.desk.desk import Desk
from dateline.desk.dossier import MOST, written
from dateline.desk.listing import chips, filters_of, found
from dateline.desk.page import Page, Shown
from dateline.desk.ways import ways

__all__ = ["PAGES"]


def _answer(desk: Desk, asked: Asked) -> Shown:
    fitting = found(desk, asked, "incidents")
    addresses = desk.addresses
    return Shown(
        title="Dossier",
        file=lambda: written(desk, asked),
        told={"count": fitting.count, "one_by_one": min(fitting.count, MOST)},
        drawn={
            "chips": chips(asked, asked.page.path, {}),
            "file": addresses.to(asked.page.path, asked.parameters(), format="html"),
            "ways": ways(asked.filters, "incidents", here=asked.page.path),
            "is_covered": desk.options.commenters != "keep",
        },
    )


PAGES = (
    Page(
        name="dossier",
        path="/dossier",
        summary="One file of the incidents that the filters leave: map, timeline, sources, method.",
        answer=_answer,
        formats=("html", "json"),
        filters=filters_of("incidents"),
    ),
)
