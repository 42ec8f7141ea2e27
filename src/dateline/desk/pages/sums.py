"""What is told in sum held against what the record has: a count, and the incidents that it counts.

Invariant: a count that says fewer than the record has stands first and is marked; one that says more is what one
expects, and tells how much went unreported.
"""

from __future__ import annotations

from typing import Any

from dateline.desk.addresses import Addresses
from dateline.desk.asked import Asked
from dateline.desk.desk import Desk
from dateline.desk.listing import turning
from dateline.desk.page import Page, Parameter, Shown
from dateline.desk.paging import key_in, token_of
from dateline.desk.refused import Refused
from dateline.desk.sums import SUMS
from dateline.model.saying import said_title

__all__ = ["PAGES"]

# Incidents of one count that are named; there may be hundreds.
_NAMED = 6


def _answer(desk: Desk, asked: Asked) -> Shown:
    if asked.sort is not None:
        raise Refused(400, "sums have one order: those of which the record has more than are told come first")
    sums = SUMS.of(desk)
    wanted = asked.first("more")
    fitting = [one for one in sums.checks if wanted is None or one["more"] == (wanted == "true")]
    start = _start(asked, [one["id"] for one in fitting])
    page = fitting[start : start + asked.size]
    end = start + asked.size
    next_ = token_of("sums", (end, page[-1]["id"])) if len(fitting) > end else None
    to = Addresses()
    titles = {
        id_: said_title({**sums.incidents[id_], "mode": None})
        for one in page
        for id_ in one["incidents"][:_NAMED]
        if id_ in sums.incidents
    }
    return Shown(
        title="Totals that sources give",
        rows=[_row(one, to) for one in page],
        count=len(fitting),
        next=next_,
        told={"more": sum(one["more"] for one in sums.checks)},
        drawn={
            "titles": titles,
            "named": _NAMED,
            **turning(asked, next_),
        },
    )


def _start(asked: Asked, ids: list[str]) -> int:
    """Return where a page begins: behind the last of the page before, or where that ended if it is there no more."""
    if asked.after is None:
        return 0
    end, last = key_in("sums", asked.after, like=(int, str))
    return ids.index(str(last)) + 1 if last in ids else int(end)


def _row(one: dict[str, Any], to: Addresses) -> dict[str, Any]:
    address = to.claim(one["id"]) if one["what"] == "claim" else to.incident(one["id"])
    return {**one, "address": address}


PAGES = (
    Page(
        name="sums",
        path="/sums",
        summary="What is told in sum, such as 162 attacks in April, beside what the record has of it.",
        answer=_answer,
        formats=("json", "csv"),
        filters=(
            Parameter(name="more", doc="Whether the record has more of it than are told.", values=("true", "false")),
        ),
        is_listed=True,
        is_long=True,
    ),
)
