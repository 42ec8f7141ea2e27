"""Tokens of lists that are counted anew for each page: where a page began, and of which list it is.

Invariant: a token opens the list that it was made for and no other; what is no token is refused, not read as a
beginning.
"""

from __future__ import annotations

import base64
import binascii

from dateline.desk.refused import Refused

__all__ = ["start_of", "token_of"]


def token_of(name: str, start: int) -> str:
    """Return the opaque token of the page of a list that begins at a row.

    >>> start_of("actors", token_of("actors", 50)), start_of("actors", None)
    (50, 0)
    """
    return base64.urlsafe_b64encode(f"{name} {start}".encode()).decode().rstrip("=")


def start_of(name: str, token: str | None) -> int:
    """Return where a page begins, 0 without a token; raises Refused (400) for a token of another list."""
    if token is None:
        return 0
    try:
        of, _, said = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4)).decode().partition(" ")
        start = int(said) if of == name and said.isascii() and said.isdigit() and len(said) < 9 else -1
    except (ValueError, binascii.Error):
        start = -1
    if start < 0:
        raise Refused(400, "_next is not from this list, or is out of date; start at the first page")
    return start
