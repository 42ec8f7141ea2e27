"""What a record tells of its incidents besides their rows: who they were, what was decided, and what to look at next.

Invariant: nothing here writes; all of it is a function of the rows that are there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import Engine

from dateline.record import tables
from dateline.record.database import guard
from dateline.record.decisions import BrokenLink, all_decisions, verify
from dateline.record.deriving import derivations_among
from dateline.record.incidents import incident_of, leads_to
from dateline.record.selection import Selection

if TYPE_CHECKING:
    from dateline.model import Anchor, Decision
    from dateline.reconciling.incidents.deciding.differences import State
    from dateline.reconciling.incidents.deciding.judgements import Agreement
    from dateline.reconciling.incidents.deciding.urgency import Proposal
    from dateline.record.becoming import Step
    from dateline.record.history import Cover, Reconciliation
    from dateline.record.reviewing import Outcomes

__all__ = ["IncidentStore"]


class IncidentStore:
    """The part of a Record that tells of incidents and decisions; see `dateline.record.store`."""

    engine: Engine
    name: str

    # Who an incident is

    def leads_to(self, incident: str) -> str:
        """Return the id under which an incident is known today; the same where it leads nowhere else."""
        with guard(self.name), self.engine.connect() as connection:
            return leads_to(connection, incident)

    def incidents_of(self, reports: Iterable[str]) -> Mapping[str, str]:
        """Return the incident that each of some reports tells of, by the ids of both; those of none are left out."""
        with guard(self.name), self.engine.connect() as connection:
            return incident_of(connection, reports)

    def derivations_among(self, documents: Iterable[str]) -> list[dict[str, Any]]:
        """Return what some documents, or their reports, derive from: from each other, or from voices."""
        with guard(self.name), self.engine.connect() as connection:
            return derivations_among(connection, documents)

    def standing_on(self, anchors: Iterable[Anchor]) -> Mapping[Anchor, str]:
        """Return the report or claim of now that stands on each of some words; what could be several is left out.

        The words may have been a report of another record that holds the same documents.
        """
        from dateline.reconciling.incidents.deciding.anchors import Finder
        from dateline.record.anchoring import anchors_in

        asked = list(anchors)
        with guard(self.name), self.engine.connect() as connection:
            finder = Finder(anchors_in(connection, {one.document for one in asked}))
        found = {one: finder.find(one) for one in asked}
        return {one: ids[0] for one, ids in found.items() if len(ids) == 1}

    # What was decided

    def outcomes(self, decisions: Sequence[Decision] | None = None) -> Outcomes:
        """Return what became of all decisions about incidents, reports and claims, and which cannot hold together.

        Of some `decisions` it is told as if they were all: give whatever has a say in them.
        """
        from dateline.record.reviewing import outcomes

        with guard(self.name), self.engine.connect() as connection:
            return outcomes(connection, decisions)

    def queue(self, *, reviewer: str | None = None) -> list[Proposal]:
        """Return the incidents that are in doubt, the most urgent first, without what a reviewer decided already."""
        from dateline.record.reviewing import asked_of

        with guard(self.name), self.engine.connect() as connection:
            return asked_of(connection, Selection(self.engine, self.name, "incidents"), reviewer)

    def agreement(self) -> tuple[Agreement, ...]:
        """Return how far reviewers agree, for each sort of judgement that two or more made on the same things."""
        from dateline.record.reviewing import agreement

        with guard(self.name), self.engine.connect() as connection:
            return agreement(connection)

    def broken_link(self, *, newest: str | None = None) -> BrokenLink | None:
        """Return the first decision at which the chain of decisions does not hold, or None where all of it does.

        `newest` is a hash that was the newest once, as somebody kept it elsewhere: it has to stand in the chain still.
        """
        with guard(self.name), self.engine.connect() as connection:
            return verify(all_decisions(connection), newest=newest)

    # What was

    def reconciliations(self) -> list[Reconciliation]:
        """Return every time that the reports were brought together, the first first."""
        from dateline.record.history import reconciliations

        with guard(self.name), self.engine.connect() as connection:
            return reconciliations(connection)

    def reconciliation(self, when: str | None = None) -> int:
        """Return the number of the newest reconciliation, or of the one that `when` means; 0 where there is none."""
        from dateline.record.history import number_of

        with guard(self.name), self.engine.connect() as connection:
            newest = connection.execute(tables.newest_reconciliation()).scalar() or 0
            return int(newest) if when is None else number_of(connection, when)

    def becoming(self, incident: str, *, cover: Cover | None = None) -> list[Step]:
        """Return how an incident came to be what it is: what each reconciliation changed of it, the first first.

        `cover` covers names in the rows that it is told from.
        """
        from dateline.record.becoming import becoming
        from dateline.record.history import uncovered

        with guard(self.name), self.engine.connect() as connection:
            return becoming(connection, incident, cover=cover or uncovered)

    def state(self, when: str | None = None) -> State:
        """Return the incidents of now, or as a reconciliation ("4") or a build ("build:2", its run) left them.

        Two states are held against each other by `dateline.reconciling.incidents.deciding.differences`.
        Raises DatelineError where there was no such reconciliation or build.
        """
        from dateline.record.history import state_at

        number = self.reconciliation(when)
        with guard(self.name), self.engine.connect() as connection:
            return state_at(connection, number)
