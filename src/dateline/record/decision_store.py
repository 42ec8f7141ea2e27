"""How people decide in a record: one act at a time, or many at once.

Invariant: a decision is in effect when the call that makes it returns; of many that are made at once all are written
and in effect, or none.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine

from dateline.errors import DatelineError
from dateline.model import Act, Decision, Deed, Moment, Role, Subject
from dateline.model.decision import subject_of
from dateline.record.database import guard
from dateline.record.decisions import decide, decisions_since
from dateline.record.own import Own
from dateline.record.reconciled import is_current
from dateline.record.run import builds_under_way

if TYPE_CHECKING:
    from dateline.model.occasion import Occasion

__all__ = ["DecisionStore"]


class DecisionStore:
    """The part of a Record that takes decisions; see `dateline.record.store`."""

    engine: Engine
    name: str
    _own: Own

    def decide(
        self,
        act: Act | str,
        targets: Sequence[str],
        *,
        reviewer: str,
        reason: str | None = None,
        made: Moment | None = None,
        role: Role | str = Role.REVIEWER,
        field: str | None = None,
        value: str | None = None,
        seen: Mapping[str, int] | None = None,
        occasion: Occasion | None = None,
    ) -> Decision:
        """Append a decision and return it; it takes effect at once, and an `undo` of its id takes it back.

        Of actors: `merge` and `different` take two or more ids, `split` an actor's id and the ids of the names
        (`text:...`) that are to be on their own. Of incidents: `split` takes an incident and the reports that leave
        it, `move` the reports and then the incident that they go to, `edit` a `field` and its `value` (None empties
        it); what the incidents said when it was decided is kept with it. Without `made` it was made now. `seen` are
        the versions of incidents that were looked at (see `versions`), `occasion` says how they came up.

        Raises DatelineError where it names no reviewer or targets that the act does not take, or that are not there,
        StaleError where an incident is another than was seen or an undo names what is taken back already, RecordError
        where it names no decision.
        """
        deed = Deed(Act(act), tuple(targets), reason=reason, field=field, value=value)
        if deed.act is not Act.UNDO and {subject_of(target) for target in targets} != {Subject.ACTOR}:
            (made_one,) = self.decide_all([deed], reviewer=reviewer, made=made, role=role, seen=seen, occasion=occasion)
            return made_one
        with self._own.held():
            return decide(
                self.engine, self.name, deed.act, targets, reviewer=reviewer, reason=reason, made=made, role=Role(role),
                field=field, value=value, then=lambda connection, one: _take_effect(connection, [one]),
            )  # fmt: skip

    def decide_all(
        self,
        deeds: Iterable[Deed],
        *,
        reviewer: str,
        made: Moment | None = None,
        role: Role | str = Role.REVIEWER,
        seen: Mapping[str, int] | None = None,
        occasion: Occasion | None = None,
    ) -> list[Decision]:
        """Append several decisions about incidents, reports and claims in one transaction, and return them.

        Each is checked against what is there before the first takes effect; the incidents are brought up to date once,
        after the last. What comes of them is what would come of deciding one by one. To take all back, undo them in
        one decision, which takes any number of ids. With an `occasion` each says that it was made with the others.

        Raises as `decide` does; nothing was decided then.
        """
        from dateline.record.reviewing import review  # what checks edits loads the gazetteer and the actors

        wanted = list(deeds)
        wrong = [one for one in wanted if one.act is Act.UNDO]
        if wrong:
            raise DatelineError("what is taken back is taken back by one undo, which takes any number of decisions")
        if not wanted:
            return []
        with self._own.held():
            return review(
                self.engine, self.name, wanted,
                reviewer=reviewer, made=made, role=Role(role), seen=seen, occasion=occasion, then=_take_effect,
            )  # fmt: skip

    def versions(self, incidents: Iterable[str]) -> dict[str, int]:
        """Return in which version each of some incidents is shown now; those that are no more have none."""
        from dateline.record.reviewing import versions

        with guard(self.name), self.engine.connect() as connection:
            return versions(connection, incidents)

    def decisions_since(self, number: int = 0) -> list[Decision]:
        """Return the decisions after one, by its number in the chain, in the order in which they were made."""
        with guard(self.name), self.engine.connect() as connection:
            return decisions_since(connection, number)


def _take_effect(connection: Connection, decided: Sequence[Decision]) -> None:
    """Bring the reports together anew under decisions that were just written, in their transaction.

    What a build has coded so far is left to it: it brings that in when it ends, under these decisions.
    """
    if not is_current(connection):
        from dateline.record.reconciling import reconciled_on  # imports numpy and scipy

        leaves_new = bool(builds_under_way(connection))
        several = f"decisions {decided[0].id} to {decided[-1].id}"
        cause = several if len(decided) > 1 else f"decision {decided[0].id}"
        reconciled_on(connection, cause=cause, leaves_new=leaves_new)
