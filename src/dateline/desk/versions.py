"""Which documents are versions of one page, and which of them is the newer.

Invariant: two documents are versions of one page only where they have the address of one page. One is newer only where
the days on which both were retrieved, else published, leave no doubt, or where a later build read it; else neither is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dateline.model import Moment
from dateline.reconciling.addresses import is_of_a_page, plain_url
from dateline.reconciling.derivation.precedence import is_before

__all__ = ["Version", "page_of", "replaced", "versions_of"]

Row = Mapping[str, Any]

# What tells which is newer, the plainest first.
_TIMES = ("retrieved", "published")
READ = "read"


@dataclass(frozen=True, slots=True)
class Version:
    """Hold another version of a page: its row, whether it is newer (None: nothing tells), and what tells that."""

    row: Row
    is_newer: bool | None
    how: str | None


def page_of(url: str | None) -> str | None:
    """Return what tells the page of an address from others, None where it is of no page.

    >>> page_of("https://www.coast.example/a?utm_source=x"), page_of("https://coast.example/"), page_of(None)
    ('coast.example/a', None, None)
    """
    plain = plain_url(url) if url else ""
    return plain if plain and is_of_a_page(plain) else None


def versions_of(row: Row, others: Iterable[Row], runs: Mapping[str, int]) -> list[Version]:
    """Return the other versions of a document's page, the newest first; those of which nothing tells come last.

    `others` are rows with `id`, `published` and `retrieved`; `runs` lead from documents to the build that read each.
    """
    made = [Version(other, *_is_newer(other, row, runs)) for other in others if other["id"] != row["id"]]
    # Of several that are newer (or older), the one that was read last stands first.
    made.sort(key=lambda one: (_RANKS[one.is_newer], -runs.get(one.row["id"], 0), one.row["id"]))
    newer = [one for one in made if one.is_newer]
    newest = [one for one in newer if not any(_is_newer(other.row, one.row, runs)[0] for other in newer)]
    return [*newest, *(one for one in made if one not in newest)]


def replaced(row: Row, others: Sequence[Row], runs: Mapping[str, int]) -> str | None:
    """Return the newest version of a document's page where that is another, by its id, else None."""
    first = next(iter(versions_of(row, others, runs)), None)
    return str(first.row["id"]) if first is not None and first.is_newer else None


_RANKS = {True: 0, False: 1, None: 2}


def _is_newer(one: Row, other: Row, runs: Mapping[str, int]) -> tuple[bool | None, str | None]:
    """Tell whether one came after another, and by what; None twice where nothing tells."""
    for name in _TIMES:
        mine, theirs = (Moment(row[name]) if row[name] else None for row in (one, other))
        is_older = is_before(mine, theirs)
        if is_older is not None:
            return not is_older, name
    mine_run, their_run = runs.get(one["id"]), runs.get(other["id"])
    if mine_run is None or their_run is None or mine_run == their_run:
        return None, None
    return mine_run > their_run, READ
