"""What the reports are about: one thing that happened, or was said to.

Invariant: an id is minted once. A merge keeps the survivor's and adds the others as redirects; a split keeps it with
the larger part.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

__all__ = ["Incident"]


@dataclass(frozen=True, slots=True)
class Incident:
    """Group the ids of the reports that tell of one thing."""

    id: str
    reports: tuple[str, ...]
    redirects: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.reports:
            raise ValueError(f"incident {self.id} has no report; an incident without a source does not exist")
        if len(set(self.reports)) != len(self.reports):
            raise ValueError(f"incident {self.id} lists a report twice")

    def merge(self, other: Incident) -> Incident:
        """Take in `other`; its id and redirects lead here from now on."""
        reports = (*self.reports, *(r for r in other.reports if r not in self.reports))
        return replace(self, reports=reports, redirects=(*self.redirects, other.id, *other.redirects))
