"""The first page: what the record holds, what happened in it, and where to begin."""

from __future__ import annotations

from dateline.desk.asked import Asked
from dateline.desk.desk import Desk
from dateline.desk.page import Page, Shown

__all__ = ["PAGES"]


def _answer(desk: Desk, asked: Asked) -> Shown:
    del asked
    now = desk.now
    return Shown(
        title=desk.record.name, told={"counts": {"incidents": len(now.incidents), "reports": len(now.reports)}}
    )


PAGES = (Page(name="overview", path="/", summary="What the record holds.", answer=_answer),)
