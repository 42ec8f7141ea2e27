"""What was read of the press, and what came of it: documents by day, outlet, format and language, and failures.

Invariant: whatever is counted is counted from the shelf, which reads a document once and without its text. Documents
without a day are counted apart, never put on one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dateline.desk.desk import Desk
from dateline.desk.keeping import Kept
from dateline.desk.publication import came
from dateline.desk.shelf import Tally

__all__ = ["COVERAGE", "Coverage"]

Array = NDArray[Any]


@dataclass(frozen=True)
class Coverage:
    """Hold what was read as of one state of a record: its documents, what could not be read, and the builds."""

    tally: Tally
    failures: Sequence[Mapping[str, Any]]
    runs: Sequence[Mapping[str, Any]]

    @property
    def documents(self) -> int:
        """How many documents there are."""
        return self.tally.documents

    @cached_property
    def by_month(self) -> list[tuple[str, int, int]]:
        """Return months with how many documents came out and how many reports these have, the first first."""
        found: dict[str, tuple[int, int]] = {}
        for published, (n, m) in self.tally.by["published"].items():
            month = came(published or "")[1]
            if month:
                documents, reports = found.get(month, (0, 0))
                found[month] = (documents + n, reports + m)
        return [(month, *found[month]) for month in sorted(found)]

    @cached_property
    def by_outlet(self) -> list[tuple[str | None, int, int]]:
        """Return outlets with how many documents and reports they have, the largest first; None names none."""
        outlets = ((outlet, *counts) for outlet, counts in self.tally.by["publisher"].items())
        return sorted(outlets, key=lambda one: (-one[1], one[0] or ""))

    @cached_property
    def by_media(self) -> Counter[str]:
        """Count documents by the format they were read from."""
        return self._known("format")

    @cached_property
    def by_language(self) -> Counter[str]:
        """Count documents by their language, `unknown` where nothing tells."""
        return self._known("language")

    @cached_property
    def days(self) -> Array:
        """The days on which documents came out, one for each that tells its day, sorted."""
        dated = ((came(published or "")[0], n) for published, (n, _) in self.tally.by["published"].items())
        told = sorted((day, n) for day, n in dated if day is not None)
        return np.repeat(np.array([day for day, _ in told], np.int64), [n for _, n in told])

    def _known(self, name: str) -> Counter[str]:
        return Counter({value or "unknown": n for value, (n, _) in self.tally.by[name].items()})


def _read(desk: Desk, before: Coverage | None) -> Coverage:
    del before
    return Coverage(desk.shelf.tally(), desk.record.outstanding(), list(desk.record.runs()))


COVERAGE: Kept[Desk, Coverage] = Kept(_read, version=lambda desk: (desk.now.version, desk.shelf.version))
