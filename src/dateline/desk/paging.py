"""Tokens of lists that are counted anew for each page: what the last row of a page is sorted by, and of which list.

Invariant: a token leads to the rows behind the one that it was made for, whatever came or went before it; what is no
token is refused, not read as a beginning.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Sequence

from dateline.desk.refused import Refused

__all__ = ["key_in", "start_of", "token_of"]

# What a row is sorted by: a number, or more of such and of texts where several rows have the same.
Key = tuple[int | str, ...]


def token_of(name: str, key: Key) -> str:
    """Return the token of the page of a list that begins behind the row of a key; it is sealed before it is given out.

    >>> key_in("actors", token_of("actors", (-3, "UA:army")), like=(int, str))
    (-3, 'UA:army')
    """
    return json.dumps([name, *key], separators=(",", ":"))


def key_in(name: str, token: str, *, like: Sequence[type]) -> Key:
    """Return the key of a token, with values of the types in `like`; raises Refused (400) for one of another list."""
    try:
        said = json.loads(token)
    except (ValueError, RecursionError):
        said = None
    if not isinstance(said, list) or [type(one) for one in said] != [str, *like] or said[0] != name:
        raise Refused(400, "_next is not from this list, or from another order of it; begin at the first page")
    return tuple(said[1:])


def start_of(name: str, token: str | None, keys: Sequence[Key], *, like: Sequence[type]) -> int:
    """Return where a page begins in a list with these keys, in their order; 0 without a token.

    >>> start_of("actors", token_of("actors", (-3, "b")), [(-9, "z"), (-3, "a"), (-3, "c")], like=(int, str))
    2
    """
    return 0 if token is None else bisect_right(keys, key_in(name, token, like=like))
