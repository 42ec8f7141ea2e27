"""What people decide, appended to the record in the order in which they decide it, each chained to the one before.

Invariant: a decision is never changed or deleted; what takes one back is another decision. Its place in the chain and
its hash are taken in the transaction that writes it, so that of two writers one goes after the other. Whoever keeps the
newest hash elsewhere can tell that nothing before it was touched.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import ColumnElement, Connection, Engine, insert, or_, select, true

from dateline.errors import DatelineError, RecordError, StaleError
from dateline.model import Act, Anchor, Decision, Moment, Role
from dateline.model.decision import Deed, decision_from_json, decision_json, link_hash
from dateline.reconciling.actors.namings import UNKNOWN
from dateline.record import tables
from dateline.record.rows import from_row, to_row
from dateline.record.run import now, transaction

__all__ = [
    "BrokenLink",
    "Prepared",
    "all_decisions",
    "append",
    "decide",
    "decisions_on_actors",
    "decisions_since",
    "may_be_on_actors",
    "next_number",
    "verify",
]

_DECISIONS = tables.decisions
_AT_ONCE = 500  # rows that are inserted with one statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """Hold what somebody wants decided, with the words that it is about and what was proposed of it."""

    deed: Deed
    anchors: tuple[Anchor, ...] = ()
    proposal: str | None = None


def decide(
    engine: Engine,
    name: str,
    act: Act,
    targets: Sequence[str],
    *,
    reviewer: str,
    reason: str | None = None,
    made: Moment | None = None,
    role: Role = Role.REVIEWER,
    field: str | None = None,
    value: str | None = None,
    anchors: Iterable[Anchor] = (),
    proposal: str | None = None,
    then: Callable[[Connection, Decision], object] | None = None,
) -> Decision:
    """Append one decision and return it; without `made` it was made now.

    `then` is done in the same transaction: where it cannot be done, nothing was decided.

    `anchors` say which words it is about (`dateline.reconciling.incidents.deciding.anchors` makes them); a decision on
    incidents, reports or claims cannot be applied without. Raises DatelineError where it names no reviewer, too few
    targets or targets that the act does not take, RecordError where an undo names no decision, StaleError where it
    names one that is taken back.
    """
    wanted = Prepared(
        deed=Deed(act, tuple(targets), reason=reason, field=field, value=value),
        anchors=tuple(anchors),
        proposal=proposal,
    )
    with transaction(engine, name) as connection:
        (decision,) = append(connection, name, [wanted], reviewer=reviewer, made=made, role=role)
        if then is not None:
            then(connection, decision)
    return decision


def append(
    connection: Connection,
    name: str,
    wanted: Sequence[Prepared],
    *,
    reviewer: str,
    made: Moment | None = None,
    role: Role = Role.REVIEWER,
) -> list[Decision]:
    """Append decisions in a transaction that was begun, each chained to the one before, and return them.

    Raises as `decide` does; the transaction has to be given up then. An undo is checked here, where no other writer
    can come between: what was taken back before is not taken back twice.
    """
    if not reviewer.strip():
        raise DatelineError("a decision is somebody's: name the reviewer")
    when = made or Moment(now().replace("+00:00", "Z"))
    last = _newest(connection)
    decisions: list[Decision] = []
    for one in wanted:
        deed = one.deed
        said = [str(last.number + 1), deed.act.value, *deed.targets, reviewer, when.edtf, deed.reason or ""]
        said += [part for part in (deed.field, deed.value) if part is not None]
        id_ = "k" + hashlib.sha256("\n".join(said).encode("utf-8", "surrogatepass")).hexdigest()[:16]
        try:
            decision = Decision(
                id_, deed.act, deed.targets, reviewer, when, deed.reason,
                role=role,
                field=deed.field,
                value=deed.value,
                anchors=tuple(sorted(set(one.anchors))),
                proposal=one.proposal,
                number=last.number + 1,
                previous=last.hash,
            )  # fmt: skip
        except ValueError as error:
            raise DatelineError(str(error)) from None
        decision = replace(decision, hash=link_hash(decision))
        if deed.act is Act.UNDO:
            _check_undo(connection, name, deed.targets)
        decisions.append(decision)
        last = _Newest(decision.number, decision.hash)
    rows = [to_row("decisions", decision_json(one)) for one in decisions]
    for some in range(0, len(rows), _AT_ONCE):
        connection.execute(insert(_DECISIONS), rows[some : some + _AT_ONCE])
    return decisions


def next_number(connection: Connection) -> int:
    """Return the number that the next decision will have; only in a transaction that writes is it sure."""
    return _newest(connection).number + 1


def all_decisions(connection: Connection) -> list[Decision]:
    """Return every decision, in the order in which they were made."""
    return _read(connection, true())


def decisions_since(connection: Connection, number: int) -> list[Decision]:
    """Return the decisions that were made after one, by its number in the chain, in their order."""
    return _read(connection, _DECISIONS.c.number > number)


def decisions_on_actors(connection: Connection) -> list[Decision]:
    """Return, in their order, all decisions that may say who an actor is: no mere verdicts and edits.

    A record may have many of those, and what its rows mean is asked at every page.
    """
    regrouping = _DECISIONS.c.act.in_((Act.MERGE, Act.DIFFERENT, Act.SPLIT, Act.UNDO))
    return _read(connection, or_(regrouping, _DECISIONS.c.targets.contains(f'"{UNKNOWN}')))


def may_be_on_actors() -> ColumnElement[bool]:
    """Return the condition that a decision may say who an actor is: an undo, or one that names nobody by a digest."""
    regroups = _DECISIONS.c.act.in_((Act.MERGE.value, Act.DIFFERENT.value, Act.SPLIT.value))
    of_others = or_(*(_DECISIONS.c.targets.like(f'["{first}{"_" * 16}"%') for first in "irc"))
    return or_(_DECISIONS.c.act == Act.UNDO.value, regroups & ~of_others)


def _read(connection: Connection, condition: ColumnElement[bool]) -> list[Decision]:
    asked = select(_DECISIONS).where(condition).order_by(_DECISIONS.c.number, _DECISIONS.c.id)
    return [decision_from_json(from_row("decisions", dict(row))) for row in connection.execute(asked).mappings()]


@dataclass(frozen=True, slots=True)
class BrokenLink:
    """Say where the chain of decisions does not hold: at which decision, and how that shows."""

    number: int
    decision: str
    why: str


def verify(decisions: Iterable[Decision], *, newest: str | None = None) -> BrokenLink | None:
    """Return the first decision at which the chain is broken, or None where all hold together.

    A decision that was changed, removed, added in between or put elsewhere is found. That the last ones were removed
    shows only to who kept the hash that was the `newest` once: give it, and it must stand somewhere in the chain.
    """
    before, hash_, seen = 0, None, set()
    for one in decisions:
        if one.number != before + 1:
            return BrokenLink(one.number, one.id, f"it comes after number {before}: what was between is not there")
        if one.previous != hash_:
            return BrokenLink(one.number, one.id, "it follows another decision than the one that stands before it")
        if one.hash != link_hash(one):
            return BrokenLink(one.number, one.id, "it does not say what it said when it was made")
        before, hash_ = one.number, one.hash
        seen.add(hash_)
    if newest is not None and newest not in seen:
        return BrokenLink(
            before + 1, "", f"the decision with the hash {newest[:16]}... that was the newest is not there"
        )
    return None


@dataclass(frozen=True, slots=True)
class _Newest:
    number: int = 0
    hash: str | None = None


def _newest(connection: Connection) -> _Newest:
    """Return the end of the chain; `transaction` keeps other writers from it until it ends."""
    asked = select(_DECISIONS.c.number, _DECISIONS.c.hash).order_by(_DECISIONS.c.number.desc()).limit(1)
    row = connection.execute(asked).first()
    return _Newest(row.number, row.hash) if row else _Newest()


def _check_undo(connection: Connection, name: str, targets: Sequence[str]) -> None:
    known = set(connection.execute(select(_DECISIONS.c.id).where(_DECISIONS.c.id.in_(targets))).scalars())
    for target in targets:
        if target not in known:
            raise RecordError(
                f"{name} has no decision {target!r} to undo; `dateline export {name} --what decisions` lists them"
            )
    undone = _undone(connection)
    twice = sorted(undone.intersection(targets))
    if twice:
        raise StaleError(f"nothing was taken back: in {name} {twice[0]} was taken back before", ids=twice)


def _undone(connection: Connection) -> set[str]:
    """Return the decisions that are taken back, by undos that are not taken back themselves."""
    undone: set[str] = set()
    for one in reversed(_read(connection, _DECISIONS.c.act == Act.UNDO.value)):
        if one.id not in undone:
            undone.update(one.targets)
    return undone
