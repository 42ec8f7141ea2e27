"""`dateline review`: what people decide about the incidents of a record, in a terminal or one command at a time."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from dateline.cli import review_acts, review_scored, review_told
from dateline.cli.reviewer import AS_JSON, BY, RECORD, ROLE, login

if TYPE_CHECKING:
    from dateline.reconciling.incidents.deciding.urgency import Proposal
    from dateline.record import Record

__all__ = ["command"]


class _Group(click.Group):
    """Take `dateline review RECORD` for `dateline review queue RECORD`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if args and args[0] not in self.commands and args[0] not in ctx.help_option_names:
            args = ["queue", *args]
        return super().parse_args(ctx, args)


@click.group(name="review", cls=_Group)
def command() -> None:
    """Review the incidents of a record: accept, reject, edit, merge, split.

    `dateline review RECORD` opens the queue: it asks about what is in doubt, one incident at a time. Every act is a
    command, too. What you decide is kept in the record as a decision: it is applied again after every build to the
    same words, whatever their ids are then, and `dateline review undo` takes it back.
    """


@command.command(name="queue")
@RECORD
@click.argument("ids", nargs=-1, metavar="[INCIDENT...]")
@click.option("--list", "as_list", is_flag=True, help="List what would be asked, and ask nothing.")
@click.option("--limit", type=click.IntRange(min=0), metavar="N", help="Most rows to list; 0 lists all.")
@BY
@ROLE
@AS_JSON
def queue(
    *,
    record: str,
    ids: tuple[str, ...],
    as_list: bool,
    limit: int | None,
    reviewer: str | None,
    role: str,
    as_json: bool,
) -> None:
    """Go through the incidents that are in doubt, the most urgent first, or through those you name.

    Asked about are incidents with a join that is less than 90 % sure, that may be one with another, that are contested
    or whose sources differ, that reviewers judge differently, and those of ten harmed or more of which a single origin
    tells; the more they are in doubt and the more people were harmed, the sooner. What you decided on is
    not asked again. Without a terminal, keys and answers are read line by line.

    \b
    dateline review maysan.dateline --by ada
    dateline review maysan.dateline --list
    """
    from dateline import settings
    from dateline.cli.opening import mention_stale, opened_with_packs
    from dateline.cli.output import emit
    from dateline.cli.progress import patience
    from dateline.errors import RecordError

    who = login() if reviewer is None else reviewer
    if not who.strip():
        raise click.UsageError("a decision is somebody's: name the reviewer with --by")
    if as_list or as_json:
        most = settings.load({}).show.rows if limit is None else limit
        with opened_with_packs(record) as opened, patience(f"looking through the incidents of {opened.name}"):
            found = opened.queue(reviewer=who)
            mention_stale(opened)
            if as_json:
                emit([asdict(one) for one in found[: limit or None]])
            else:
                _list(opened, found, most)
        return
    from dateline.cli.keyboard import Keyboard
    from dateline.cli.review_screen import Screen
    from dateline.cli.review_session import Session

    with opened_with_packs(record, read_only=False) as opened:
        with patience(f"looking through the incidents of {opened.name}"):
            session = Session(opened, reviewer=who, role=role, ids=ids)
        missing = [id_ for id_ in ids if session.incident(id_) is None]
        if missing:
            raise RecordError(
                f"{opened.name} has no incident {missing[0]!r}; `dateline incidents {opened.name}` lists them"
            )
        Screen(session, Keyboard()).run()


def _list(record: Record, found: list[Proposal], most: int) -> None:
    from dateline.cli.output import clean, paper
    from dateline.cli.show_incident import headline_of

    console = paper()
    shown = found[: most or None]
    rows = record.some("incidents", [one.id for one in shown])
    for one, row in zip(shown, rows, strict=True):
        console.print(headline_of(row), soft_wrap=not console.is_terminal)
        console.print(f"    {clean('; '.join(one.why))}", style="dim", soft_wrap=not console.is_terminal)
    if len(found) > len(shown):
        console.print(f"and {len(found) - len(shown):,} more; --limit 0 lists all", style="dim")
    if not found:
        console.print("nothing is in doubt that you have not decided on")


for one in (*review_acts.COMMANDS, *review_told.COMMANDS, *review_scored.COMMANDS):
    command.add_command(one)
