"""`dateline actors`: who a record names, what people decide about them, and what its packs lack."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from dateline.cli import actors_decide, actors_describe
from dateline.cli.actors_found import found_actor, listed_actors
from dateline.cli.exits import Exit

__all__ = ["command"]

# Said here so that `--help` need not load what writes them; a test holds the list to that of exporting.
FORMATS = ("jsonl", "csv", "parquet", "ftm")

_RECORD = click.argument("record", metavar="RECORD")
_JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
_PRIVATE = click.option(
    "--include-private", is_flag=True, help="Persons too of whom nothing says that they act in public."
)


class _Group(click.Group):
    """Take `dateline actors RECORD` for `dateline actors list RECORD`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if args and args[0] not in self.commands and args[0] not in ctx.help_option_names:
            args = ["list", *args]
        return super().parse_args(ctx, args)


@click.group(name="actors", cls=_Group)
def command() -> None:
    """List the actors of a record, merge and split them, write them out.

    `dateline actors RECORD` is short for `dateline actors list RECORD`. What you decide is kept in the record as a
    decision: it holds after later builds, and `dateline actors undo` takes it back.
    """


for one in (*actors_decide.COMMANDS, actors_describe.command):
    command.add_command(one)


@command.command(name="list")
@_RECORD
@click.option("--unknown", is_flag=True, help="Only those that no pack or pattern knows.")
@click.option("--country", metavar="CODE", help="Only those of a country (ISO 3166-1 alpha-2).")
@click.option("--kind", metavar="KIND", help="Only those of a kind, such as militia.")
@click.option("--like", metavar="WORDS", help="Only those with these words in a name, however romanised.")
@click.option("--limit", type=click.IntRange(min=0), metavar="N", help="Most rows to show; 0 shows all.")
@_JSON
def list_(
    *,
    record: str,
    unknown: bool,
    country: str | None,
    kind: str | None,
    like: str | None,
    limit: int | None,
    as_json: bool,
) -> None:
    """List the actors of a record, those in most documents first.

    Those that the texts only describe ("head of the convoy") are counted, and listed with --json.

    \b
    dateline actors maysan.dateline --unknown
    dateline actors maysan.dateline --like sadr --json
    """
    from dateline import settings
    from dateline.cli import show_actors
    from dateline.cli.opening import opened_with_packs
    from dateline.cli.output import emit, talk
    from dateline.cli.progress import patience
    from dateline.reconciling.actors.namings import is_name

    asked: dict[str, Any] = {"known": False} if unknown else {}
    asked |= {"country": _country(country)} if country else {}
    asked |= {"kind": _kind(kind)} if kind else {}
    asked |= {"like": like} if like else {}
    most = settings.load({}).show.rows if limit is None else limit
    with opened_with_packs(record) as opened, patience(f"listing the actors of {opened.name}"):
        rows = sorted(opened.actors().where(**asked), key=lambda r: (-r["documents"], -r["reports"], r["id"]))
        named = [row for row in rows if row["known"] or is_name(row["name"])]
        unapplied = opened.unapplied()
    if as_json:
        emit(rows[: limit or None])
    else:
        show_actors.show_list(named, most, described=len(rows) - len(named))
    for id_ in unapplied:
        said = "an actor that it names is no longer in the record; it counts again once one is"
        talk().print(f"decision {id_} has no effect: {said}", soft_wrap=True)


@command.command(name="show")
@_RECORD
@click.argument("id", metavar="ID")
@_JSON
def show(*, record: str, id: str, as_json: bool) -> None:
    """Show one actor: how it is written, with a sentence for each spelling, what the packs know of it, who names it.

    ID is an id that `dateline actors RECORD` lists, an earlier one, or a name that only one actor has.

    \b
    dateline actors show maysan.dateline mahdi-army
    dateline actors show maysan.dateline "text:saad ali"
    """
    from dateline.cli import show_actors
    from dateline.cli.opening import opened_with_packs
    from dateline.cli.output import emit

    with opened_with_packs(record) as opened:
        detailed = listed_actors(opened)
        row, told = found_actor(opened, detailed, id)
        if as_json:
            emit(show_actors.as_json(opened, row, told, [one for one, _ in detailed]))
        else:
            show_actors.show_one(opened, row, told, [one for one, _ in detailed])


@command.command(name="export")
@_RECORD
@click.option("--format", "-f", "shape", type=click.Choice(FORMATS), default="jsonl", show_default=True, help="How.")
@click.option("-o", "--output", "to", metavar="FILE", help="Where to. Without: to the screen.")
@_PRIVATE
@_JSON
def export_(*, record: str, shape: str, to: str | None, include_private: bool, as_json: bool) -> None:
    """Write the actors in a shape that others read; `ftm` is FollowTheMoney, as JSON lines.

    Private persons and readers who comment are left out unless you ask for them.

    \b
    dateline actors export maysan.dateline --format ftm -o actors.ftm.json
    """
    import sys

    from dateline.cli.opening import opened_with_packs
    from dateline.cli.output import clean, count, emit, talk
    from dateline.cli.progress import patience
    from dateline.exporting import export

    if as_json and to is None:
        raise click.UsageError("`--json` tells what was written: name a file with -o")
    out = sys.stdout.buffer
    if to is None and shape == "parquet" and out.isatty():
        raise click.UsageError("Parquet is not for a screen: name a file with -o")
    covers = ("keep", "keep") if include_private else ("pseudonym", "pseudonym")
    with opened_with_packs(record) as opened, patience("writing the actors"):
        written = export(
            opened,
            what="actors",
            format=shape,
            to=Path(to) if to is not None else out,
            commenters=covers[0],
            persons=covers[1],
            include_private=include_private,
        )
    if to is None:
        out.flush()
    elif as_json:
        emit({"written": [{"what": "actors", "path": to, "rows": written}]})
    else:
        talk().print(f"{clean(to)}: {count(written, 'actor')}", soft_wrap=True)


@command.command(name="pack")
@_RECORD
@click.option("-o", "--output", "to", required=True, metavar="FILE", help="The pack, such as my-actors.toml.")
@_PRIVATE
@_JSON
@click.pass_context
def pack(ctx: click.Context, *, record: str, to: str, include_private: bool, as_json: bool) -> None:
    """Write what the texts name and no pack knows as a new pack, ready to edit.

    Every entry has a comment that says where it is named and which known actors come near to it. What the texts do
    not tell is not made up: an entry without a kind is written as a comment. Private persons are left out unless you
    ask for them. A file that is there already is not overwritten: it may hold your edits.

    \b
    dateline actors pack maysan.dateline -o my-actors.toml
    """
    from dateline.cli.opening import opened_with_packs
    from dateline.cli.output import clean, count, emit, talk
    from dateline.errors import ExportError
    from dateline.exporting.actor_pack import write_actor_pack
    from dateline.exporting.pseudonyms import Persons, Pseudonyms

    path = Path(to)
    if path.exists():
        raise ExportError(f"{path} is there already and may hold edits; name another file, or move it away")
    with opened_with_packs(record) as opened:
        covers = None
        if not include_private:
            covers = Pseudonyms(opened.documents(), opened.mentions(), persons=Persons.WITHHOLD)
        made, comments = write_actor_pack(
            listed_actors(opened), path, name=Path(opened.name).name, include_private=include_private, covers=covers
        )
    if as_json:
        emit({"path": to, "entries": made, "comments": comments})
        return
    talk().print(f"{clean(to)}: {count(made, 'actor')}, {comments:,} of them as comments to complete", soft_wrap=True)
    ctx.exit(Exit.DONE)


def _country(code: str) -> str:
    from dateline.knowledge.actors import open_all_countries

    countries = open_all_countries()
    if code.upper() in countries.by_code:
        return code.upper()
    named = countries.named(code)
    hint = f"; {code} is {named.code}" if named else ""
    raise click.BadParameter(f"{code!r} is no country's code (ISO 3166){hint}", param_hint="'--country'")


def _kind(kind: str) -> str:
    from dateline.knowledge.actors import open_kinds

    if kind.lower() in open_kinds():
        return kind.lower()
    known = ", ".join(sorted(open_kinds()))
    raise click.BadParameter(f"there is no kind {kind!r}; there are {known}", param_hint="'--kind'")
