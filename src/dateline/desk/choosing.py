"""Which reports of an incident its page reads, where it has more than a page can hold.

Invariant: of an incident with few reports all are chosen; of one with many the choice depends on the incident alone,
has some of every value and of as many origins as there is room for, and says how many are left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, islice, zip_longest

from dateline.model import COUNTS
from dateline.model.schema import Row

__all__ = ["MOST", "chosen_reports"]

# Reports that a page quotes: of 100,000 incidents of a conflict all but a handful have fewer, and the page stays below
# what is read in one go.
MOST = 60
# Reports of one value that are chosen first, so that a number that three of two thousand give is not lost.
_EACH = 6


def chosen_reports(row: Row, *, most: int = MOST) -> list[str]:
    """Return the ids of the reports of an incident that are read, at most `most`, in the order of its origins."""
    if len(row["reports"]) <= most:
        return list(row["reports"])
    groups = [list(group) for group in row["sources"]["groups"]]
    # One of each origin after the other, so that no origin takes up all the room.
    spread = (id_ for some in zip_longest(*groups) for id_ in some if id_ is not None)
    wanted = dict.fromkeys(islice(_firsts(row), most // 2))
    for id_ in chain(spread, row["reports"]):
        if len(wanted) >= most:
            break
        wanted[id_] = None
    own = set(row["reports"])
    return [id_ for id_ in wanted if id_ in own]


def _firsts(row: Row) -> Iterator[str]:
    """Yield the first reports of what is disputed, then of each value, the rarest first."""
    sides = [side["reports"] for one in row["contradictions"] for side in one["values"]]
    values = [row[name]["reports"] for name in (*COUNTS, "when", "place") if row[name]]
    values += [actor["reports"] for role in ("actors", "recipients") for actor in row[role]]
    yield from _cut(sides)
    yield from _cut(sorted(values, key=len))


def _cut(lists: Iterable[list[str]]) -> Iterator[str]:
    for ids in lists:
        yield from ids[:_EACH]
