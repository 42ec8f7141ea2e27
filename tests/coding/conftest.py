"""Small helpers: one sentence through the finders and the coder."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dateline.coding import code
from dateline.model import Document, Moment, Report, Span, Zone, ZoneKind

PUBLISHED = Moment("2014-09-17")


@pytest.fixture(scope="session")
def reports_of() -> Callable[..., list[Report]]:
    """Return a function that codes a text as the body of a document published on 17 September 2014."""

    def run(text: str, *, kind: ZoneKind = ZoneKind.BODY, author: str | None = None) -> list[Report]:
        zone = Zone(kind, Span(0, len(text)), author)
        return list(code(Document("d", "s", text, published=PUBLISHED, zones=(zone,))).reports)

    return run


@pytest.fixture(scope="session")
def report_of(reports_of: Callable[..., list[Report]]) -> Callable[..., Report]:
    """Return a function that codes a text and gives its one report of a type."""

    def run(text: str, event_type: str, **options: object) -> Report:
        found = [r for r in reports_of(text, **options) if r.type.value == event_type]
        assert len(found) == 1, f"{text!r}: {[(r.type.value, r.trigger.words) for r in found]}"
        return found[0]

    return run
