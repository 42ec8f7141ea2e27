"""The registry: every page and every action of the desk, said once.

Invariant: an address that is not here does not exist; the first page that fits an address answers.
"""

from __future__ import annotations

from dateline.desk.act import Action
from dateline.desk.page import Page
from dateline.desk.pages import (
    actors,
    begin,
    contradictions,
    coverage,
    decisions,
    document,
    documents,
    dossier,
    incident,
    incidents,
    map,
    overview,
    places,
    reports,
    review,
    review_acts,
    review_bulk,
    review_evaluation,
    sign_in,
    statement,
    sums,
    timeline,
)
from dateline.desk.pages.help import help_on

__all__ = ["ACTIONS", "NAVIGATION", "PAGES"]

_ROOMS = (
    overview,
    incidents,
    incident,
    contradictions,
    sums,
    coverage,
    reports,
    statement,
    document,
    documents,
    timeline,
    map,
    actors,
    places,
    review,
    review_acts,
    review_bulk,
    review_evaluation,
    decisions,
    dossier,
    begin,
    sign_in,
)

_PAGES: tuple[Page, ...] = tuple(page for room in _ROOMS for page in getattr(room, "PAGES", ()))
PAGES: tuple[Page, ...] = (*_PAGES, help_on(_PAGES))
ACTIONS: tuple[Action, ...] = tuple(action for room in _ROOMS for action in getattr(room, "ACTIONS", ()))

# What stands at the top of every page, in this order.
_NAMED = {
    "/": "Overview",
    "/incidents": "Incidents",
    "/reports": "Reports",
    "/documents": "Documents",
    "/timeline": "Timeline",
    "/map": "Map",
    "/actors": "Actors",
    "/places": "Places",
    "/contradictions": "Contradictions",
    "/coverage": "Coverage",
    "/review": "Review",
    "/decisions": "Decisions",
}
_PATHS = {page.path for page in PAGES}
NAVIGATION: tuple[tuple[str, str], ...] = tuple((path, name) for path, name in _NAMED.items() if path in _PATHS)
