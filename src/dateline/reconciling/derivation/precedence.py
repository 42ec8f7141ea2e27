"""Which of two documents came first.

Invariant: the earlier one is the origin only where the dates leave no doubt. On one day, or where a date is not known,
the one that names the other's outlet derives from it; where neither or both do, nothing tells.
"""

from __future__ import annotations

import re

from dateline.model import Document, Moment
from dateline.reconciling.derivation.publishers import are_of_one_outlet

__all__ = ["came_first", "is_before"]


def came_first(one: Document, other: Document) -> Document | None:
    """Return the one of two documents that the other can derive from, or None where nothing tells.

    >>> early = Document("a", "s", "x", published=Moment("2014-03-11"))
    >>> came_first(Document("b", "s", "y", published=Moment("2014-03-12")), early).id
    'a'
    """
    by_date = is_before(one.published, other.published)
    if by_date is None:
        names, is_named = _names_outlet_of(one, other), _names_outlet_of(other, one)
        by_date = None if names == is_named else is_named
    if by_date is None:
        return None
    return one if by_date else other


def _names_outlet_of(document: Document, other: Document) -> bool:
    """Tell whether a document's text names who published the other."""
    name = (other.publisher or "").removeprefix("The ").strip()
    if not name or are_of_one_outlet(document, other):
        return False
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", document.text) is not None


def is_before(one: Moment | None, other: Moment | None) -> bool | None:
    """Tell whether one time lies wholly before another; None where the two overlap or one is not known."""
    if one is None or other is None:
        return None
    if "T" in one.edtf and "T" in other.edtf and "/" not in one.edtf + other.edtf and one.edtf != other.edtf:
        return one.edtf < other.edtf
    if one.latest is not None and other.earliest is not None and one.latest < other.earliest:
        return True
    if other.latest is not None and one.earliest is not None and other.latest < one.earliest:
        return False
    return None
