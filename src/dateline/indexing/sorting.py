"""The orders that rows are shown in, and the tokens that say where a page ended.

Invariant: an order is total: rows of the same value stand in the order of their ids. So a token, which holds the value
and the id of the last row of a page, leads to the rows behind it even where others came or went since.
"""

from __future__ import annotations

import base64
import binascii
import difflib
import json
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dateline.errors import DatelineError
from dateline.indexing.times import ENDLESS, STARTLESS

__all__ = ["SORTS", "check_sort", "merged", "order_of", "read_token", "token", "values_from"]

Array = NDArray[Any]

# Values are sorted from the smallest; what is shown from the largest is taken with the other sign.
_VALUES: Mapping[str, Callable[[Mapping[str, Array]], Array]] = {
    "newest": lambda of: np.where(of["when_precision"] >= 0, -_middle(of["latest"], of["earliest"]), np.inf),
    "oldest": lambda of: np.where(of["when_precision"] >= 0, _middle(of["earliest"], of["latest"]), np.inf),
    "recent": lambda of: -of["row"].astype(np.float64),
    "killed": lambda of: -of["killed"].astype(np.float64),
    "score": lambda of: np.nan_to_num(of["score"], nan=-1.0),
}
_OF_INCIDENTS: Mapping[str, Callable[[Mapping[str, Array]], Array]] = {
    "independent": lambda of: -of["independent"].astype(np.float64),
    "reports": lambda of: -of["reports"].astype(np.float64),
    "urgency": lambda of: -of["urgency"],
}
SORTS: Mapping[str, Mapping[str, str]] = {
    "reports": {
        "newest": "What happened last first; what has no time comes last.",
        "oldest": "What happened first first; what has no time comes last.",
        "recent": "What was coded last first.",
        "killed": "The most killed first.",
        "score": "The least sure of its type first.",
        "relevance": "What fits the words of a search best first.",
    },
    "incidents": {
        "newest": "What happened last first; what has no time comes last.",
        "oldest": "What happened first first; what has no time comes last.",
        "recent": "What changed last first.",
        "killed": "The most killed first.",
        "score": "The least sure of its joins first.",
        "independent": "The most independent sources first.",
        "reports": "The most reports first.",
        "urgency": "What somebody should look at first.",
        "relevance": "What fits the words of a search best first.",
    },
}


def _middle(one: Array, other: Array) -> Array:
    """Return one bound of each time, the other where that is open."""
    is_open = (one == ENDLESS) | (one == STARTLESS)
    return np.where(is_open, other, one).astype(np.float64)


def check_sort(what: str, sort: str) -> tuple[str, bool]:
    """Return the name of a sort and whether it is reversed; raises DatelineError where there is none."""
    is_reversed, name = sort.startswith("-"), sort.removeprefix("-")
    if name not in SORTS[what]:
        near = difflib.get_close_matches(name, SORTS[what], 1)
        hint = f"did you mean {near[0]!r}?" if near else f"there are {', '.join(SORTS[what])}"
        raise DatelineError(f"{what} cannot be sorted by {sort!r}; {hint}")
    return name, is_reversed


def values_from(columns: Mapping[str, Array], name: str, start: int = 0) -> Array:
    """Return by what each row of some columns, from one on, is sorted: smaller comes first."""
    made = _VALUES.get(name) or _OF_INCIDENTS[name]
    return made({key: column[start:] for key, column in columns.items()})


def order_of(values: Array, *, alive: Array, keys: Array) -> tuple[Array, Array]:
    """Return the shown rows that have a value, by it and their keys, and the value of each."""
    shown = np.flatnonzero(alive & ~np.isnan(values)).astype(np.int32)
    order = shown[np.lexsort((keys[shown], values[shown]))]
    return order, values[order]


def merged(order: Array, values: Array, new: Array, *, alive: Array, keys: Array) -> tuple[Array, Array]:
    """Return an order of the first rows with the others where they belong, and without those that died since.

    `order` and `values` are what `order_of` gave of the first rows, `new` the values of all others; `alive` and `keys`
    are of all rows.
    """
    old = len(alive) - len(new)
    if not bool(alive[:old].all()):
        is_kept = alive[order]
        order, values = order[is_kept], values[is_kept]
    is_shown = alive[old:]
    added, new, behind = np.arange(old, len(alive), dtype=np.int32)[is_shown], new[is_shown], keys[old:][is_shown]
    if not len(added):
        return order, values
    first = np.lexsort((behind, new))
    added, new, behind = added[first], new[first], behind[first]
    # Rows of one value are in the order of their keys: where several have it, the place among them is looked for.
    low, high = np.searchsorted(values, new, "left"), np.searchsorted(values, new, "right")
    at = [
        a + int(np.searchsorted(keys[order[a:b]], key))
        for a, b, key in zip(low.tolist(), high.tolist(), behind, strict=True)
    ]
    return np.insert(order, at, added), np.insert(values, at, new)


def token(what: str, sort: str, value: float, key: int) -> str:
    """Return what leads to the rows behind one."""
    said = json.dumps([what, sort, None if np.isinf(value) else float(value), int(key)], separators=(",", ":"))
    return base64.urlsafe_b64encode(said.encode()).decode().rstrip("=")


def read_token(what: str, sort: str, given: str) -> tuple[float, int]:
    """Return value and key of the row that a token was made for; raises DatelineError for a token of another order."""
    try:
        said = json.loads(base64.b64decode(given + "=" * (-len(given) % 4), altchars=b"-_", validate=True))
        of, by, value, key = said
        if type(key) is not int or not 0 <= key < 2**64 or type(value) not in (float, int, type(None)):
            raise ValueError
    except (ValueError, TypeError, binascii.Error, UnicodeDecodeError, RecursionError):
        raise DatelineError("that is no page of this list: leave `_next` out to begin with the first") from None
    if (of, by) != (what, sort):
        raise DatelineError(f"that page was of {of} sorted by {by}, not of {what} by {sort}; leave `_next` out")
    return (np.inf if value is None else float(value)), key
