"""The first page: what the record holds, what happened in it, and where to begin.

Invariant: every number leads to what it counts; what is out of date says so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import PurePath
from typing import Any

import numpy as np
from markupsafe import Markup

from dateline.desk.asked import Asked
from dateline.desk.briefs import brief, titles_of
from dateline.desk.coverage import COVERAGE
from dateline.desk.desk import Desk
from dateline.desk.disputes import DISPUTES
from dateline.desk.keeping import Kept
from dateline.desk.page import Page, Shown
from dateline.desk.quoting import incidents_in
from dateline.desk.silences import Days, binned
from dateline.drawing import histogram_svg
from dateline.indexing import Filters, Snapshot
from dateline.model import Status

__all__ = ["PAGES"]

Json = dict[str, Any]

_SHOWN = 5
_HAPPENED = Filters.parse({"status": [Status.OCCURRED.value, Status.ONGOING.value]}, what="incidents")
# Of all incidents with a day, so many are drawn: the few that are told as long past would leave the rest no room.
_DRAWN = (0.02, 0.98)


def _answer(desk: Desk, asked: Asked) -> Shown:
    glance, coverage = GLANCE.of(desk), COVERAGE.of(desk)
    queue = desk.now.queue(asked.reviewer)
    waiting = queue[:_SHOWN]
    briefs = {row["id"]: brief(row) for row in desk.some("incidents", [one.id for one in waiting])}
    run = coverage.runs[-1] if coverage.runs else None
    return Shown(
        title=PurePath(desk.record.name).name,
        told={
            "counts": {
                "documents": coverage.documents,
                "reports": len(desk.now.reports),
                "incidents": len(desk.now.incidents),
                "contradictions": len(DISPUTES.of(desk).all),
                "decisions": len(desk.now.decisions.all),
            },
            "published": _published(coverage.days),
            "is_current": desk.record.is_reconciled(),
            "build": run
            and {key: run[key] for key in ("id", "started", "finished", "state")}
            | {"dateline": run["manifest"].get("dateline")},
            "could_not_be_read": len(coverage.failures),
            "waiting": {
                "count": len(queue),
                "first": [
                    {**briefs[one.id], "urgency": one.urgency, "why": list(one.why)}
                    for one in waiting
                    if one.id in briefs
                ],
            },
            **glance.lists,
        },
        drawn={
            "picture": Markup(glance.picture) if glance.picture else None,
            "titles": titles_of(desk, incidents_in(why for one in waiting for why in one.why)),
        },
    )


def _published(days: np.ndarray) -> Json | None:
    """Return on which days the first and the last document came out."""
    if not len(days):
        return None
    return {"first": _day(int(days[0])), "last": _day(int(days[-1]))}


def _day(number: int) -> str:
    return date.fromordinal(number + date(1970, 1, 1).toordinal()).isoformat()


class _Glance:
    """Hold what one state of a record shows first: its incidents over time, and those that stand out."""

    def __init__(self, desk: Desk, now: Snapshot) -> None:
        self.picture = _picture(now)
        disputed = DISPUTES.of(desk).most_disputed[:_SHOWN]
        happened = now.incidents.where(_HAPPENED)
        ids: dict[str, Sequence[str]] = {
            "most_contradicted": [id_ for id_, _ in disputed],
            "best_sourced": happened.page("independent", _SHOWN).ids,
            "newest": happened.page("newest", _SHOWN).ids,
        }
        every = list(dict.fromkeys(id_ for some in ids.values() for id_ in some))
        rows = {row["id"]: brief(row) for row in desk.some("incidents", every)}
        self.lists: Mapping[str, list[Json]] = {
            name: [rows[id_] for id_ in some if id_ in rows] for name, some in ids.items()
        }


def _picture(now: Snapshot) -> str:
    """Draw how many incidents there were when, but for the few at both ends; empty where none has a day."""
    histogram = now.incidents.where().histogram("day")
    total = histogram.counts.cumsum()
    if not len(total):
        return ""
    low, high = (int(np.searchsorted(total, share * total[-1])) for share in _DRAWN)
    high = min(max(high, low), len(total) - 1)
    days = Days(int(histogram.starts[low]), histogram.counts[low : high + 1])
    left = int(total[-1] - days.counts.sum())
    notes = [f"{left:,} incidents long before or after are not drawn."] if left else []
    return histogram_svg(
        {None: binned(days)}, title="Incidents over time", most_height=180, view=days.view, notes=notes
    )


def _glance(desk: Desk, before: _Glance | None) -> _Glance:
    del before
    return _Glance(desk, desk.now)


GLANCE: Kept[Desk, _Glance] = Kept(_glance, may_lag=True)

PAGES = (
    Page(
        name="overview",
        path="/",
        summary="What the record holds, what stands out, what waits for review, and whether it is up to date.",
        answer=_answer,
    ),
)
