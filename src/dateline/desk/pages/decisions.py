"""The log of decisions: who decided what and why, what became of it, and how to take it back.

Invariant: no decision is left out but by a filter; they stand in their order, the newest first.
"""

from __future__ import annotations

from typing import Any

from dateline.desk.asked import Asked
from dateline.desk.decided import Decided
from dateline.desk.desk import Desk
from dateline.desk.page import Page, Parameter, Shown
from dateline.desk.refused import NotThere, Refused
from dateline.desk.review.log import Log, log_of
from dateline.desk.review.place import refuse_listing
from dateline.model import Act, Decision, Subject
from dateline.model.decision import decision_json
from dateline.model.occasion import occasion_of
from dateline.reconciling.actors.deciding import live

__all__ = ["PAGES"]

_PATH = "/decisions"


def _answer(desk: Desk, asked: Asked) -> Shown:
    refuse_listing(asked)
    log = log_of(desk)
    fitting = [one for one in reversed(_about(desk, log, asked)) if _fits(one, asked)]
    after = _number(asked.after)
    rest = [one for one in fitting if after is None or one.number < after]
    shown, more = rest[: asked.size], len(rest) > asked.size
    decided = Decided.some(desk, shown)
    kept = {one.id for one in live(log.all)}
    return Shown(
        title="Decisions",
        rows=[decision_json(one) for one in shown],
        count=len(fitting),
        next=str(shown[-1].number) if more else None,
        told={"effects": {row["id"]: row["effect"] for row in decided.rows()}},
        drawn={
            "lines": [
                {**row, **_undoing(one, asked, is_kept=one.id in kept)}
                for row, one in zip(decided.rows(), shown, strict=True)
            ],
            "reviewers": sorted({one.reviewer for one in log.all}),
            "next_page": desk.addresses.to(_PATH, asked.parameters(_next=str(shown[-1].number))) if more else None,
            "back": desk.addresses.to(_PATH, asked.parameters()),
            "acts": [act.value for act in Act],
        },
    )


def _about(desk: Desk, log: Log, asked: Asked) -> list[Decision]:
    id_ = asked.first("incident")
    if id_ is None:
        return list(log.all)
    rows = desk.fetch("incidents", desk.now.incidents.keys_of([desk.record.leads_to(id_)]))
    if not rows:
        raise NotThere(f"{desk.record.name} has no incident {id_!r}")
    return log.about(rows[0]["reports"])


def _fits(one: Decision, asked: Asked) -> bool:
    return asked.first("reviewer") in (None, one.reviewer) and asked.first("act") in (None, one.act.value)


def _number(token: str | None) -> int | None:
    if token is None:
        return None
    if not (token.isascii() and token.isdigit() and len(token) < 19):
        raise Refused(400, f"_next={token!r} is no token that a page of this list gave")
    return int(token)


def _undoing(one: Decision, asked: Asked, *, is_kept: bool) -> dict[str, Any]:
    """Return how many were decided together with one, and whether whoever asks may take it back."""
    bulk = occasion_of(one.proposal).bulk
    may_undo = asked.may_write and (asked.reviewer == one.reviewer or asked.role == "lead")
    return {
        "together": bulk[1] - bulk[0] + 1 if bulk else 1,
        "may_undo": may_undo and is_kept and one.act is not Act.UNDO and one.about is not Subject.ACTOR,
    }


PAGES = (
    Page(
        name="decisions",
        path=_PATH,
        summary="What people decided, the newest first, with what became of it.",
        what="decisions",
        answer=_answer,
        formats=("json", "csv"),
        filters=(
            Parameter(name="reviewer", doc="Who decided."),
            Parameter(name="act", doc="What was decided.", values=tuple(act.value for act in Act)),
            Parameter(name="incident", doc="The id of the incident that it is about."),
        ),
        is_listed=True,
    ),
)
