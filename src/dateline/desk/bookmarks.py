"""The tokens of the list of documents: the value and the id of the last document of a page.

Invariant: a token leads to what is behind its document even where documents came since. Whoever asks gets it sealed
(`sealing`), as those of every list.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dateline.errors import DatelineError

__all__ = ["NO_TOKEN", "count_before", "last_of", "token_of"]

Array = NDArray[np.int64]

NO_TOKEN = "that is no token of a next page of these documents; begin with the first page"


def token_of(sort: str, value: Any, id_: str) -> str:
    """Return the token of the page behind the document of an id, which is sorted by a value."""
    return json.dumps(["documents", sort, value, id_], ensure_ascii=False)


def last_of(sort: str, token: str) -> tuple[Any, str]:
    """Return value and id of the document that a token was made for; raises DatelineError for one of another order."""
    try:
        read = json.loads(token)
    except (ValueError, RecursionError):
        read = None
    if isinstance(read, list) and len(read) == 4 and read[:2] == ["documents", sort] and isinstance(read[3], str):
        return read[2], read[3]
    raise DatelineError(NO_TOKEN)


def count_before(order: Array, keys: Any, ids: Sequence[str], last: tuple[Any, str], *, descends: bool) -> int:
    """Return how many documents of an order come before the one behind that of a token, or are it."""
    low, high = 0, len(order)
    while low < high:
        middle = (low + high) // 2
        place = int(order[middle])
        here = (keys[place], ids[place])
        if (here >= last) if descends else (here <= last):
            low = middle + 1
        else:
            high = middle
    return low
