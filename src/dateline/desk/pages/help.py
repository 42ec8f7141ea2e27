"""What the keys do, and what the addresses take.

Invariant: keys, filters and formats are read from what defines them, so that none is told that does not work.
"""

from __future__ import annotations

from collections.abc import Sequence

from dateline.desk.asked import SYSTEM, Asked
from dateline.desk.desk import Desk
from dateline.desk.page import Page, Shown
from dateline.reviewing.keys import ACTS

__all__ = ["help_on"]


def help_on(pages: Sequence[Page]) -> Page:
    """Return the page that tells what the addresses of pages take, of those that have an export."""

    def answer(desk: Desk, asked: Asked) -> Shown:
        del desk, asked
        drawn = {"pages": [page for page in pages if page.formats], "acts": ACTS, "system": list(SYSTEM.values())}
        return Shown(title="Help", drawn=drawn)

    return Page(name="help", path="/help", summary="Keys and addresses of the desk.", answer=answer, formats=())
