"""What people decide, appended to the record in the order in which they decide it.

Invariant: a decision is never changed or deleted; what takes one back is another decision.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence

from sqlalchemy import Connection, Engine, func, insert, select

from dateline.errors import DatelineError, RecordError
from dateline.model import Act, Decision, Moment
from dateline.record import tables
from dateline.record.run import now, transaction

__all__ = ["all_decisions", "decide"]

_DECISIONS = tables.decisions


def decide(
    engine: Engine,
    name: str,
    act: Act,
    targets: Sequence[str],
    *,
    reviewer: str,
    reason: str | None = None,
    made: Moment | None = None,
) -> Decision:
    """Append one decision and return it; without `made` it was made now.

    Raises DatelineError where it names no reviewer or too few targets, RecordError where an undo names no decision.
    """
    if not reviewer.strip():
        raise DatelineError("a decision is somebody's: name the reviewer")
    when = made or Moment(now().replace("+00:00", "Z"))
    with transaction(engine, name) as connection:
        last = connection.execute(select(func.max(_DECISIONS.c.number))).scalar() or 0
        said = [str(last + 1), act.value, *targets, reviewer, when.edtf, reason or ""]
        id_ = "k" + hashlib.sha256("\n".join(said).encode("utf-8", "surrogatepass")).hexdigest()[:16]
        try:
            decision = Decision(id_, act, tuple(targets), reviewer, when, reason)
        except ValueError as error:
            raise DatelineError(str(error)) from None
        if act is Act.UNDO:
            _check_undo(connection, name, targets)
        connection.execute(
            insert(_DECISIONS).values(
                id=id_,
                act=act.value,
                targets=json.dumps(list(targets), ensure_ascii=False),
                reviewer=reviewer,
                made=when.edtf,
                reason=reason,
                number=last + 1,
            )
        )
    return decision


def all_decisions(connection: Connection) -> list[Decision]:
    """Return every decision, in the order in which they were made."""
    rows = connection.execute(select(_DECISIONS).order_by(_DECISIONS.c.number, _DECISIONS.c.id))
    return [
        Decision(row.id, Act(row.act), tuple(json.loads(row.targets)), row.reviewer, Moment(row.made), row.reason)
        for row in rows
    ]


def _check_undo(connection: Connection, name: str, targets: Sequence[str]) -> None:
    known = set(connection.execute(select(_DECISIONS.c.id).where(_DECISIONS.c.id.in_(targets))).scalars())
    for target in targets:
        if target not in known:
            raise RecordError(
                f"{name} has no decision {target!r} to undo; `dateline export {name} --what decisions` lists them"
            )
