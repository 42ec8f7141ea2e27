"""What was reviewed so far, as a set to evaluate coders on, and how the coder of this record does on it.

Invariant: the shares are those of `dateline review score`, the rows those of `dateline review evaluation`; where what
was asked by chance has gaps, the page says how many were passed over.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from weakref import WeakKeyDictionary

from dateline.desk.asked import Asked
from dateline.desk.desk import Desk
from dateline.desk.page import Page, Shown
from dateline.desk.review.place import PATH
from dateline.desk.review.queue import Wanted, queue_of
from dateline.indexing import Snapshot
from dateline.model.occasion import Order
from dateline.model.schema import Row
from dateline.reviewing.evaluation import evaluation
from dateline.reviewing.scoring import Share, score, scores_json

__all__ = ["PAGES"]

# All decisions are gone through for it: it is done once for a state of the record.
_ROWS: WeakKeyDictionary[Snapshot, list[dict[str, Any]]] = WeakKeyDictionary()


def _answer(desk: Desk, asked: Asked) -> Shown:
    del asked
    now = desk.now
    if now not in _ROWS:
        _ROWS[now] = evaluation(desk.record, cover=desk.covers.rows)
    rows = _ROWS[now]
    groups = score(rows)
    return Shown(
        title="Evaluation",
        rows=rows,
        told={"scores": scores_json(groups), "passed_over": _passed_over(desk, rows)},
        drawn={"groups": groups, "bar": _bar},
    )


def _passed_over(desk: Desk, rows: Sequence[Row]) -> dict[str, int]:
    """Return, for each seed, how many incidents before the last that was decided were not: a sample has no gaps."""
    decided: dict[str, set[str]] = {}
    for row in rows:
        way = row["occasion"]
        if way.get("order") == Order.RANDOM and not way.get("digest") and not way.get("bulk"):
            decided.setdefault(str(way.get("seed") or "1"), set()).add(row["id"])
    every = {row["id"] for row in rows if row["verdict"] is not None}
    found = {}
    for seed, ids in sorted(decided.items()):
        order = queue_of(desk, Wanted(order=Order.RANDOM, seed=seed, filters={}), None)
        places = [place for id_ in ids if (place := order.place(id_)) is not None]
        before = order.ids[: max(places, default=-1) + 1]
        found[seed] = sum(id_ not in every for id_ in before)
    return found


def _bar(share: Share) -> dict[str, float]:
    """Return where on a bar of 100 a share and its interval stand."""
    low, high = share.interval
    places = {"at": share.value or 0.0, "low": low, "width": high - low}
    return {name: round(value * 100, 1) for name, value in places.items()}


PAGES = (
    Page(
        name="review-evaluation",
        path=f"{PATH}/evaluation",
        summary="What was reviewed, with the machine's proposals beside it, and how often it was right.",
        answer=_answer,
        formats=("json", "jsonl"),
        is_long=True,
    ),
)
