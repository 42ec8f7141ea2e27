"""What the keys do, and what the addresses take.

Invariant: keys, filters and formats are read from what defines them, so that none is told that does not work.
"""

from __future__ import annotations

from dateline.desk.asked import SYSTEM, Asked
from dateline.desk.desk import Desk
from dateline.desk.page import Page, Shown
from dateline.reviewing.keys import ACTS

__all__ = ["PAGES"]


def _answer(desk: Desk, asked: Asked) -> Shown:
    from dateline.desk.registry import PAGES as ALL  # what is registered includes this page

    del desk, asked
    drawn = {"pages": [page for page in ALL if page.formats], "acts": ACTS, "system": list(SYSTEM.values())}
    return Shown(title="Help", drawn=drawn)


PAGES = (Page(name="help", path="/help", summary="Keys and addresses of the desk.", answer=_answer, formats=()),)
