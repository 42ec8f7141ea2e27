"""`dateline actors merge | different | split | undo`: what people decide about the actors of a record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from dateline.cli.actors_found import found_actor, listed_actors
from dateline.cli.reviewer import AS_JSON, BY, REASON, RECORD, login

if TYPE_CHECKING:
    from dateline.model import Act, Decision
    from dateline.record import Record

__all__ = ["COMMANDS"]


@click.command(name="merge")
@RECORD
@click.argument("ids", nargs=-1, required=True, metavar="ID ID...")
@REASON
@BY
@AS_JSON
def merge(*, record: str, ids: tuple[str, ...], reason: str | None, reviewer: str | None, as_json: bool) -> None:
    """Decide that two or more actors are one.

    The one that a pack knows stays, else the one you name first. An actor of a pack need not be named in the record.

    \b
    dateline actors merge maysan.dateline saad-ali-aati "text:saad ali"
    """
    from dateline.model import Act

    _decide(record, Act.MERGE, ids, reviewer, reason, as_json=as_json)


@click.command(name="different")
@RECORD
@click.argument("ids", nargs=-1, required=True, metavar="ID ID...")
@REASON
@BY
@AS_JSON
def different(*, record: str, ids: tuple[str, ...], reason: str | None, reviewer: str | None, as_json: bool) -> None:
    """Decide that actors are not one, so that no build ever unites them.

    \b
    dateline actors different mine.dateline "text:saad ali" "text:saad alawi"
    """
    from dateline.model import Act

    _decide(record, Act.DIFFERENT, ids, reviewer, reason, as_json=as_json)


@click.command(name="split")
@RECORD
@click.argument("id", metavar="ID")
@click.argument("spellings", nargs=-1, required=True, metavar="SPELLING...")
@REASON
@BY
@AS_JSON
def split(
    *, record: str, id: str, spellings: tuple[str, ...], reason: str | None, reviewer: str | None, as_json: bool
) -> None:
    """Decide that names which were put onto an actor are not its own.

    SPELLING is a full name as the texts have it. Spellings that a pack gives an actor are changed in the pack.

    \b
    dateline actors split mine.dateline "text:yusuf garad" "Yousuf Garaad"
    """
    from dateline.cli.opening import opened_with_packs
    from dateline.knowledge.names import fold
    from dateline.model import Act

    with opened_with_packs(record) as opened:
        row, told = found_actor(opened, listed_actors(opened), id)
        own = {id_ for id_ in told.ids if id_.startswith("text:")}
        wanted = [words if words in own else f"text:{fold(words)}" for words in spellings]
        for words, id_ in zip(spellings, wanted, strict=True):
            if id_ not in own or len(told.ids) < 2:
                can = ", ".join(sorted(i.removeprefix("text:") for i in own)) if len(told.ids) > 1 else ""
                raise click.UsageError(
                    f"{words!r} cannot be split from {row['name']}; the names that can: {can or 'none'}"
                )
    _decide(record, Act.SPLIT, (row["id"], *wanted), reviewer, reason, as_json=as_json)


@click.command(name="undo")
@RECORD
@click.argument("decision", metavar="DECISION")
@REASON
@BY
@AS_JSON
def undo(*, record: str, decision: str, reason: str | None, reviewer: str | None, as_json: bool) -> None:
    """Take a decision back; an undo can be undone, too.

    `dateline export RECORD --what decisions` lists all decisions with their ids.

    \b
    dateline actors undo maysan.dateline k0123456789abcdef
    """
    from dateline.model import Act

    _decide(record, Act.UNDO, (decision,), reviewer, reason, as_json=as_json)


def _decide(
    where: str, act: Act, targets: tuple[str, ...], reviewer: str | None, reason: str | None, *, as_json: bool
) -> None:
    from dateline.cli.opening import opened_with_packs
    from dateline.cli.output import clean, emit, talk
    from dateline.model import Act as Acts

    with opened_with_packs(where, read_only=False) as record:
        if act in (Acts.MERGE, Acts.DIFFERENT):
            targets = _checked(record, act, targets)
        decision = record.decide(act, targets, reviewer=login() if reviewer is None else reviewer, reason=reason)
    if as_json:
        emit(_shown(decision))
        return
    said = ", ".join(clean(target) for target in decision.targets)
    talk().print(f"decision {decision.id}: {decision.act.value} {said}", soft_wrap=True)
    talk().print(f"take it back with: dateline actors undo {clean(where)} {decision.id}", soft_wrap=True)


def _checked(record: Record, act: Act, wanted: tuple[str, ...]) -> tuple[str, ...]:
    """Return the ids that are meant; raises where one is of nobody, or where there is nothing to decide."""
    from dateline.model import Act as Acts
    from dateline.reconciling.actors.known import known_actor

    if len(wanted) < 2:
        raise click.UsageError(f"{act.value} takes two ids or more")
    detailed = listed_actors(record)
    listed = {row["id"] for row, _ in detailed}
    ids = [
        id_ if id_ not in listed and known_actor(id_) else found_actor(record, detailed, id_)[0]["id"] for id_ in wanted
    ]
    if len(set(ids)) < len(ids):
        hint = "undo the decision that merged them, or use split" if act is Acts.DIFFERENT else "nothing is to merge"
        raise click.UsageError(f"of {', '.join(wanted)} two are one actor already; {hint}")
    return tuple(ids)


def _shown(decision: Decision) -> dict[str, Any]:
    return {
        "id": decision.id,
        "act": decision.act.value,
        "targets": list(decision.targets),
        "reviewer": decision.reviewer,
        "made": decision.made.edtf,
        "reason": decision.reason,
    }


COMMANDS = (merge, different, split, undo)
