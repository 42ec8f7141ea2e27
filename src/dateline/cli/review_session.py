"""One reviewer's way through a record: what they are asked, where they are, and what they decide.

Invariant: it has no screen and no keys; whatever it decides is in the record at once, so that whoever stops goes on
where they were. The queue is made once: an incident that was decided on can be gone back to.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from dateline.model import Act, Subject
from dateline.model.decision import subject_of
from dateline.reconciling.incidents.deciding.urgency import Proposal
from dateline.reviewing.acting import decide, last_of
from dateline.reviewing.looking import find, incident

if TYPE_CHECKING:
    from dateline.model import Decision
    from dateline.record import Record

__all__ = ["Session"]

_MOST_FOUND = 9


class Session:
    """Hold the queue of one reviewer, and decide for them."""

    def __init__(self, record: Record, *, reviewer: str, role: str = "reviewer", ids: Sequence[str] = ()) -> None:
        """Begin with the incidents that are in doubt, or with those of some ids."""
        self.record, self.reviewer, self.role = record, reviewer, role
        doubted = {one.id: one for one in record.queue(reviewer=None if ids else reviewer)}
        now = [record.leads_to(id_) for id_ in ids]
        self.queue = [doubted.get(id_, Proposal(id_, 0.0, ())) for id_ in now] if ids else list(doubted.values())
        self.at = 0
        self.decided = 0
        self._answered: dict[str, set[str]] = {}  # by decision

    @property
    def asked(self) -> Proposal | None:
        """What is asked now, or None at the end."""
        return self.queue[self.at] if self.at < len(self.queue) else None

    @property
    def row(self) -> dict[str, Any] | None:
        """The incident that is asked about, as it is now; None at the end, or where it is no more."""
        return self.incident(self.asked.id) if self.asked else None

    def incident(self, id_: str) -> dict[str, Any] | None:
        """Return the incident that an id leads to, or None."""
        return incident(self.record, id_)

    def go(self, by: int) -> bool:
        """Go on or back, past what is no more or is the same by now; tell whether there was anywhere to go."""
        here = self.record.leads_to(self.asked.id) if self.asked else None
        at = self.at + by
        while 0 <= at < len(self.queue):
            there = self.incident(self.queue[at].id)
            if there is not None and there["id"] != here:
                self.at = at
                return True
            at += by
        if by > 0:
            self.at = len(self.queue)
        return False

    def show(self, id_: str) -> None:
        """Ask about an incident next, at this place of the queue."""
        self.queue.insert(self.at, Proposal(id_, 0.0, ()))

    def decide(
        self,
        act: Act,
        targets: Sequence[str],
        *,
        reason: str | None = None,
        field: str | None = None,
        value: str | None = None,
    ) -> Decision:
        """Decide; raises DatelineError where it cannot be decided so."""
        made = decide(
            self.record, act, targets,
            reviewer=self.reviewer, role=self.role, reason=reason, field=field, value=value,
        )  # fmt: skip
        self.decided += 1
        self._answered[made.id] = {*targets, *([self.asked.id] if self.asked else [])}
        return made

    @property
    def left(self) -> int:
        """How many incidents of the queue nothing was decided on yet."""
        return len({one.id for one in self.queue}.difference(*self._answered.values()))

    def undo(self) -> tuple[Decision, Decision] | None:
        """Take back the last decision of this reviewer, and go to what it was about; None where there is none.

        Those that were made in bulk with it are taken back with it.
        """
        last = last_of(self.record.decisions_since(), self.reviewer)
        if not last:
            return None
        made = decide(self.record, Act.UNDO, [one.id for one in last], reviewer=self.reviewer, role=self.role)
        self.decided -= len(last)
        for one in last:
            self._answered.pop(one.id, None)
        self._return_to([t for one in last for t in one.targets if subject_of(t) is Subject.INCIDENT])
        return last[-1], made

    def _return_to(self, ids: Sequence[str]) -> None:
        places = [n for n, one in enumerate(self.queue) if one.id in ids]
        if places:
            self.at = min(places, key=lambda n: abs(n - self.at))
        elif ids:
            self.show(ids[0])

    def find(self, words: str) -> list[dict[str, Any]]:
        """Return incidents by an id of theirs or of a report, or by words of their reports, best first."""
        return find(self.record, words, most=_MOST_FOUND)
