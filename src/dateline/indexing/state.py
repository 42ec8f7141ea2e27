"""One state of a record, held in memory: the rows of its reports and incidents, its actors and places, its words.

Invariant: a state never changes; what is kept in it are answers that were worked out of it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dateline.indexing.namings import Actors
from dateline.indexing.places import Places
from dateline.indexing.recent import Recent
from dateline.indexing.reports import ReportColumns
from dateline.indexing.searching import RANKED, Asking, Hits
from dateline.indexing.table import Table

__all__ = ["State"]

Array = NDArray[Any]
_MASKS = 64
_SEARCHES = 16


@dataclass(eq=False, repr=False, kw_only=True)
class State:
    """Hold one state of a record; `version` changes when anything in the record changed.

    `read` are all reports that were read, in the order of the rows of their table; `numbers` leads from the id of an
    incident to its row; `masks` keeps which rows a filter left, by table, filter and values.
    """

    version: str
    tables: Mapping[str, Table]
    read: ReportColumns
    actors: Actors
    places: Places
    numbers: Callable[[str], int | None]
    asking: Asking
    # Nothing that a state holds may lead back to it: it has to go, with its arrays, as soon as nobody asks it.
    masks: Recent[tuple[str, str, tuple[str, ...]], Array] = field(default_factory=lambda: Recent(_MASKS))
    searches: Recent[str, Hits] = field(default_factory=lambda: Recent(_SEARCHES))

    def number_of(self, incident: str) -> int | None:
        """Return the number of an incident that holds, by its id."""
        number = self.numbers(incident)
        alive = self.tables["incidents"].alive
        return number if number is not None and number < len(alive) and alive[number] else None

    def led_to(self, incident: str) -> int | None:
        """Return the number of the incident that an id means today: its own, or of the one that took it over."""
        number = self.number_of(incident)
        return self.number_of(self.asking.leads_to(incident)) if number is None else number

    def search(self, words: str) -> Hits:
        """Return which reports hold some words; the last few searches are kept."""
        asked = " ".join(words.split())
        return self.searches.get(asked, lambda: self._hits(asked))

    def _hits(self, words: str) -> Hits:
        at = self.read.at(self.asking.rows(words))
        mask = np.zeros(len(self.read), bool)
        mask[at[at >= 0]] = True
        return Hits(mask, partial(_ranked, self.asking, self.read, words, mask))


def _ranked(asking: Asking, read: ReportColumns, words: str, mask: Array) -> tuple[Array, Array]:
    if int(np.count_nonzero(mask)) > RANKED:
        hits = np.flatnonzero(mask).astype(np.int32)
        return hits, read.columns["length"][hits]
    rows, ranks = asking.ranks(words)
    at = read.at(rows)
    return at[at >= 0], ranks[at >= 0]
