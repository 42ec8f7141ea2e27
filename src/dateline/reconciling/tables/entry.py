"""One row of a table of events, as far as tables are integrated by it: where, when, and of which categories.

Invariant: an entry has a point and days, and its last day is not before its first.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

__all__ = ["Entry", "Key"]

# The name of a table, and the id of a row there.
Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Entry:
    """Hold a row: its table and id there, its point (WGS 84 degrees), first and last day, and its categories.

    `categories` leads from the name of a taxonomy to the word that the table uses. Raises ValueError where the last
    day is before the first, or the point is not on the globe.
    """

    table: str
    id: str
    lat: float
    lon: float
    first: date
    last: date
    categories: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"{self.table}, row {self.id}: {self.last} is before {self.first}")
        if not (-90 <= self.lat <= 90 and -180 <= self.lon <= 180):
            raise ValueError(f"{self.table}, row {self.id}: {self.lat}, {self.lon} is not on the globe")

    @property
    def key(self) -> Key:
        return self.table, self.id

    @property
    def is_episode(self) -> bool:
        """Tell whether it lasts longer than a day."""
        return self.first != self.last
