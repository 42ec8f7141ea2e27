"""What ties the token of a next page to the list that it was given out for.

Invariant: a token opens no list but its own: not another page's, and not the same one under other filters. It tells
nothing to be read or made up; what it holds inside is the list's own, and says where its page ended.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from collections.abc import Mapping, Sequence

from dateline.desk.refused import Refused

__all__ = ["opened", "sealed"]

# Bytes of each of the two digests. They guard against mistakes, not against an enemy: a token grants nothing.
_BYTES = 6

Filters = Mapping[str, Sequence[str]]


def sealed(token: str, *, name: str, id_: str | None, filters: Filters) -> str:
    """Return a list's own token, sealed for the page of a name, about one thing or none, under some filters.

    >>> opened(sealed("50", name="actors", id_=None, filters={}), name="actors", id_=None, filters={})
    '50'
    """
    inner = token.encode("utf-8", "surrogatepass")
    whole = _digest(inner) + _list(name, id_, filters) + inner
    return base64.urlsafe_b64encode(whole).decode().rstrip("=")


def opened(given: str, *, name: str, id_: str | None, filters: Filters) -> str:
    """Return the list's own token; raises Refused (400) for what is none, or was given out for another list."""
    try:
        whole = base64.b64decode(given + "=" * (-len(given) % 4), altchars=b"-_", validate=True)
        check, of, inner = whole[:_BYTES], whole[_BYTES : 2 * _BYTES], whole[2 * _BYTES :]
        token = inner.decode("utf-8", "surrogatepass")
    except (ValueError, binascii.Error):
        check, of, inner, token = b"", b"", b"", ""
    if not inner or check != _digest(inner):
        raise Refused(400, "_next is no page of this list; leave it out to begin at the first page")
    if of != _list(name, id_, filters):
        raise Refused(
            400,
            "_next is a page of another list, or of this one under other filters; leave it out to begin at the first "
            "page",
        )
    return token


def _list(name: str, id_: str | None, filters: Filters) -> bytes:
    """Return what tells one list from another; values of one filter are alternatives, in any order."""
    asked = sorted((key, sorted(set(values))) for key, values in filters.items() if values)
    return _digest(json.dumps([name, id_, asked]).encode())


def _digest(said: bytes) -> bytes:
    return hashlib.sha256(said).digest()[:_BYTES]
