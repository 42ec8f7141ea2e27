"""Ask a desk for each of its pages once before anybody else does.

Invariant: nothing is shown or written; what a page meets only the first time, its template, its statements of SQL, what
the snapshot sorts by, is ready when it is asked for by people.
"""

from __future__ import annotations

from dateline.desk.app import answered
from dateline.desk.asked import read
from dateline.desk.desk import Desk
from dateline.desk.refused import Refused
from dateline.desk.registry import PAGES
from dateline.errors import DatelineError

__all__ = ["rehearse"]

_ONE = "/{id}"


def rehearse(desk: Desk) -> list[str]:
    """Ask for every page, and for the first one of each list, and return their names.

    What refuses is left out, and so is what takes long: people would wait for it beside their own.
    """
    first: dict[str, str] = {}
    done = []
    with desk.reading():
        for page in sorted(PAGES, key=lambda page: page.is_one):
            if desk.is_closed:
                break
            id_ = first.get(page.path.removesuffix(_ONE)) if page.is_one else None
            if page.is_long or (page.is_one and id_ is None):
                continue
            try:
                shown = answered(desk, page, read(page, [], id_=id_))
            except (DatelineError, Refused):  # it wants a session, or nothing is there to be shown
                continue
            done.append(page.name)
            if not page.is_one and shown.rows and "id" in shown.rows[0]:
                first[page.path] = str(shown.rows[0]["id"])
    return done
