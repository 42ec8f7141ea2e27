"""A publication date as feeds, rows and front matter write it.

Invariant: the day is the one that was written, in the writer's own time zone; the time of day is left off, since an
article's clock is not the event's. What has two readings (6/7/08) or none has no date.
"""

from __future__ import annotations

import re
from email.utils import parsedate

from dateline.errors import MomentError
from dateline.model import Moment

__all__ = ["read_published"]

_ISO_TIME = re.compile(r"(\d{4})-(\d\d)-(\d\d)[T ]\d")
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T\d{4,6}.*)?\Z")
_EDTF = re.compile(r"[\dX][\dX.~?%/-]{3,40}\Z")
_MAIL = re.compile(r"(?:[A-Za-z]{3,9},?\s+)?\d{1,2}[\s-][A-Za-z]{3,9}[\s-]\d{2,4}\b")
_NO_DATE = re.compile(r"1970-01-01T00:00(:00)?")  # what programs write for an empty field


def read_published(said: str) -> Moment | None:
    """Read an ISO 8601, EDTF or RFC 822 date to the day; None where it is no date.

    >>> read_published("Sat, 14 Jun 2008 23:30:00 -0500").edtf
    '2008-06-14'
    >>> read_published("2008-06").edtf, read_published("6/7/08")
    ('2008-06', None)
    """
    said = said.strip()
    if len(said) > 100 or _NO_DATE.match(said):
        return None
    parts = _ISO_TIME.match(said) or _COMPACT.match(said)
    if parts:
        return _moment("-".join(parts.groups()))
    if _EDTF.match(said):
        return _moment(said)
    if _MAIL.match(said):
        try:
            found = parsedate(said) or parsedate(f"{said} 00:00:00")
        except (ValueError, IndexError, OverflowError):
            return None
        return _moment(f"{found[0]:04d}-{found[1]:02d}-{found[2]:02d}") if found else None
    return None


def _moment(edtf: str) -> Moment | None:
    try:
        moment = Moment(edtf)
    except MomentError:
        return None
    first = moment.earliest
    # Year 1 is the null of several databases, and no article is that old.
    return moment if first is None or first.year >= 1000 else None
