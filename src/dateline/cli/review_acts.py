"""`dateline review accept | reject | ... | undo`: one decision each, for scripts and for those who know what to say."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import click

from dateline.cli.reviewer import AS_JSON, BY, REASON, RECORD, ROLE, login

if TYPE_CHECKING:
    from dateline.model import Decision

__all__ = ["COMMANDS", "refused"]


def _verdict(name: str, help: str, example: str) -> click.Command:
    """Make the command of a verdict on one or more incidents, reports or claims."""

    @click.command(name=name, help=f"{help}\n\n\b\n{example}")
    @RECORD
    @click.argument("ids", nargs=-1, required=True, metavar="ID...")
    @REASON
    @BY
    @ROLE
    @AS_JSON
    def command(*, record: str, ids: tuple[str, ...], **options: Any) -> None:
        _decide(record, name, ids, **options)

    return command


accept = _verdict(
    "accept",
    "Accept incidents, reports or claims as they are.",
    'dateline review accept maysan.dateline i0123456789abcdef --reason "read all"',
)
reject = _verdict(
    "reject",
    "Reject incidents, reports or claims.\n\nA rejected report stays with its incident, for which it says nothing.",
    'dateline review reject maysan.dateline r0123456789abcdef --reason "a film"',
)
unsure = _verdict(
    "unsure",
    "Say that you looked and cannot tell.",
    "dateline review unsure maysan.dateline i0123456789abcdef",
)


@click.command(name="edit")
@RECORD
@click.argument("incident", metavar="INCIDENT")
@click.argument("field", metavar="FIELD")
@click.argument("value", required=False, metavar="[VALUE]")
@click.option("--empty", is_flag=True, help="Empty the field instead of giving a value.")
@REASON
@BY
@ROLE
@AS_JSON
def edit(*, record: str, incident: str, field: str, value: str | None, empty: bool, **options: Any) -> None:
    """Set a field of an incident by hand.

    FIELD is one such as type, when, place, killed or actors. VALUE is EDTF for when (2008-06-14), a number or range for
    counts (9, 9-12, 9-12 best 10, 9+), an id of the gazetteer for place, ids with semicolons between for actors.

    \b
    dateline review edit maysan.dateline i0123456789abcdef killed 9-12
    dateline review edit maysan.dateline i0123456789abcdef place --empty
    """
    if empty == (value is not None):
        raise click.UsageError("give a value, or --empty to empty the field")
    _decide(record, "edit", (incident,), field=field, value=value, **options)


@click.command(name="merge")
@RECORD
@click.argument("ids", nargs=-1, required=True, metavar="INCIDENT INCIDENT...")
@REASON
@BY
@ROLE
@AS_JSON
def merge(*, record: str, ids: tuple[str, ...], **options: Any) -> None:
    """Decide that incidents are one.

    The id of the one with most reports stays, the others lead to it.

    \b
    dateline review merge mine.dateline i0123456789abcdef i89abcdef01234567
    """
    _decide(record, "merge", ids, **options)


@click.command(name="split")
@RECORD
@click.argument("incident", metavar="INCIDENT")
@click.argument("reports", nargs=-1, required=True, metavar="REPORT...")
@REASON
@BY
@ROLE
@AS_JSON
def split(*, record: str, incident: str, reports: tuple[str, ...], **options: Any) -> None:
    """Take reports out of an incident: together they tell of another one.

    \b
    dateline review split mine.dateline i0123456789abcdef r0123456789abcdef
    """
    _decide(record, "split", (incident, *reports), **options)


@click.command(name="move")
@RECORD
@click.argument("reports", nargs=-1, required=True, metavar="REPORT...")
@click.argument("incident", metavar="INCIDENT")
@REASON
@BY
@ROLE
@AS_JSON
def move(*, record: str, reports: tuple[str, ...], incident: str, **options: Any) -> None:
    """Move reports to the incident that they tell of.

    \b
    dateline review move mine.dateline r0123456789abcdef i0123456789abcdef
    """
    _decide(record, "move", (*reports, incident), **options)


@click.command(name="different")
@RECORD
@click.argument("ids", nargs=-1, required=True, metavar="ID ID...")
@REASON
@BY
@ROLE
@AS_JSON
def different(*, record: str, ids: tuple[str, ...], **options: Any) -> None:
    """Decide that incidents or reports are not of one thing, so that no build ever unites them.

    \b
    dateline review different mine.dateline i0123456789abcdef i89abcdef01234567
    """
    _decide(record, "different", ids, **options)


@click.command(name="undo")
@RECORD
@click.argument("decision", required=False, metavar="[DECISION]")
@REASON
@BY
@ROLE
@AS_JSON
def undo(*, record: str, decision: str | None, **options: Any) -> None:
    """Take a decision back; an undo can be undone, too.

    Without DECISION it is the last of yours that nobody took back, with all that you decided in bulk with it.
    `dateline review log RECORD` lists them all.

    \b
    dateline review undo maysan.dateline k0123456789abcdef
    """
    _decide(record, "undo", (decision,) if decision else (), **options)


def _decide(
    where: str,
    act: str,
    targets: Sequence[str],
    *,
    reason: str | None,
    reviewer: str | None,
    role: str,
    as_json: bool,
    field: str | None = None,
    value: str | None = None,
) -> None:
    from dateline.cli.opening import opened_with_packs
    from dateline.cli.output import clean, emit, paper, talk
    from dateline.cli.progress import patience
    from dateline.cli.show_decisions import line_of
    from dateline.model import Act
    from dateline.reviewing.acting import decide, incidents_about, last_of
    from dateline.reviewing.effects import all_decisions, row_of

    who = login() if reviewer is None else reviewer
    with opened_with_packs(where, read_only=False) as record:
        if not targets:
            last = last_of(record.decisions_since(), who)
            if not last:
                raise click.UsageError(
                    f"{who!r} has no decision that could be taken back; `dateline review log {where}` lists all"
                )
            targets = [one.id for one in last]
        with patience(f"bringing the incidents of {record.name} up to date"):
            made = refused(
                lambda: decide(
                    record, Act(act), targets, reviewer=who, reason=reason, role=role, field=field, value=value
                )
            )
        _, effects = all_decisions(record)
        if as_json:
            emit({**row_of(made, effects), "incidents": incidents_about(record, effects.outcomes.reports, made)})
            return
        talk().print(line_of(made, effects), soft_wrap=True)
        for id_ in incidents_about(record, effects.outcomes.reports, made):
            from dateline.cli.show_incident import headline_of

            for row in record.some("incidents", [id_]):
                paper().print(headline_of(row), soft_wrap=True)
        talk().print(f"take it back with: dateline review undo {clean(where)} {made.id}", soft_wrap=True)


def refused(make: Callable[[], Decision]) -> Decision:
    """Return what is made; what is refused, since it cannot be decided, is a fault of the command's words."""
    from dateline.errors import DatelineError, RecordError

    try:
        return make()
    except RecordError:
        raise
    except DatelineError as error:
        raise click.UsageError(str(error)) from None


COMMANDS = (accept, reject, unsure, edit, merge, split, move, different, undo)
