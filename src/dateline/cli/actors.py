"""`dateline actors`: who a record names, what people decide about them, and what its packs lack."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dateline.cli.exits import Exit

if TYPE_CHECKING:
    from dateline.model import Act, Decision
    from dateline.reconciling.actors.listing import ListedActor
    from dateline.record import Record

__all__ = ["command"]

# Said here so that `--help` need not load what writes them; a test holds the list to that of exporting.
FORMATS = ("jsonl", "csv", "parquet", "ftm")
Detailed = list[tuple[dict[str, Any], "ListedActor"]]

_RECORD = click.argument("record", metavar="RECORD")
_BY = click.option("--by", "reviewer", metavar="NAME", help="Who decides; your login name unless set.")
_REASON = click.option("--reason", metavar="WORDS", help="Why; it is kept with the decision.")
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
    from dateline.cli.output import emit, talk
    from dateline.cli.progress import patience
    from dateline.reconciling.actors.namings import is_name
    from dateline.record import open_record

    asked: dict[str, Any] = {"known": False} if unknown else {}
    asked |= {"country": _country(country)} if country else {}
    asked |= {"kind": _kind(kind)} if kind else {}
    asked |= {"like": like} if like else {}
    most = settings.load({}).show.rows if limit is None else limit
    with open_record(record, read_only=True) as opened, patience(f"listing the actors of {opened.name}"):
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
    from dateline.cli.output import emit
    from dateline.record import open_record

    with open_record(record, read_only=True) as opened:
        detailed = _detailed(opened)
        row, told = _found(opened, detailed, id)
        if as_json:
            emit(show_actors.as_json(opened, row, told, [one for one, _ in detailed]))
        else:
            show_actors.show_one(opened, row, told, [one for one, _ in detailed])


@command.command(name="merge")
@_RECORD
@click.argument("ids", nargs=-1, required=True, metavar="ID ID...")
@_REASON
@_BY
@_JSON
def merge(*, record: str, ids: tuple[str, ...], reason: str | None, reviewer: str | None, as_json: bool) -> None:
    """Decide that two or more actors are one.

    The one that a pack knows stays, else the one you name first. An actor of a pack need not be named in the record.

    \b
    dateline actors merge maysan.dateline saad-ali-aati "text:saad ali"
    """
    from dateline.model import Act

    _decide(record, Act.MERGE, ids, reviewer, reason, as_json=as_json)


@command.command(name="different")
@_RECORD
@click.argument("ids", nargs=-1, required=True, metavar="ID ID...")
@_REASON
@_BY
@_JSON
def different(*, record: str, ids: tuple[str, ...], reason: str | None, reviewer: str | None, as_json: bool) -> None:
    """Decide that actors are not one, so that no build ever unites them.

    \b
    dateline actors different mine.dateline "text:saad ali" "text:saad alawi"
    """
    from dateline.model import Act

    _decide(record, Act.DIFFERENT, ids, reviewer, reason, as_json=as_json)


@command.command(name="split")
@_RECORD
@click.argument("id", metavar="ID")
@click.argument("spellings", nargs=-1, required=True, metavar="SPELLING...")
@_REASON
@_BY
@_JSON
def split(
    *, record: str, id: str, spellings: tuple[str, ...], reason: str | None, reviewer: str | None, as_json: bool
) -> None:
    """Decide that names which were put onto an actor are not its own.

    SPELLING is a full name as the texts have it. Spellings that a pack gives an actor are changed in the pack.

    \b
    dateline actors split mine.dateline "text:yusuf garad" "Yousuf Garaad"
    """
    from dateline.knowledge.names import fold
    from dateline.model import Act
    from dateline.record import open_record

    with open_record(record, read_only=True) as opened:
        row, told = _found(opened, _detailed(opened), id)
        own = {id_ for id_ in told.ids if id_.startswith("text:")}
        wanted = [words if words in own else f"text:{fold(words)}" for words in spellings]
        for words, id_ in zip(spellings, wanted, strict=True):
            if id_ not in own or len(told.ids) < 2:
                can = ", ".join(sorted(i.removeprefix("text:") for i in own)) if len(told.ids) > 1 else ""
                raise click.UsageError(
                    f"{words!r} cannot be split from {row['name']}; the names that can: {can or 'none'}"
                )
    _decide(record, Act.SPLIT, (row["id"], *wanted), reviewer, reason, as_json=as_json)


@command.command(name="undo")
@_RECORD
@click.argument("decision", metavar="DECISION")
@_REASON
@_BY
@_JSON
def undo(*, record: str, decision: str, reason: str | None, reviewer: str | None, as_json: bool) -> None:
    """Take a decision back; an undo can be undone, too.

    `dateline export RECORD --what decisions` lists all decisions with their ids.

    \b
    dateline actors undo maysan.dateline k0123456789abcdef
    """
    from dateline.model import Act

    _decide(record, Act.UNDO, (decision,), reviewer, reason, as_json=as_json)


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

    from dateline.cli.output import clean, count, emit, talk
    from dateline.cli.progress import patience
    from dateline.exporting import export
    from dateline.record import open_record

    if as_json and to is None:
        raise click.UsageError("`--json` tells what was written: name a file with -o")
    out = sys.stdout.buffer
    if to is None and shape == "parquet" and out.isatty():
        raise click.UsageError("Parquet is not for a screen: name a file with -o")
    covers = ("keep", "keep") if include_private else ("pseudonym", "pseudonym")
    with open_record(record, read_only=True) as opened, patience("writing the actors"):
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
    from dateline.cli.output import clean, count, emit, talk
    from dateline.errors import ExportError
    from dateline.exporting.actor_pack import write_actor_pack
    from dateline.exporting.pseudonyms import Persons, Pseudonyms
    from dateline.record import open_record

    path = Path(to)
    if path.exists():
        raise ExportError(f"{path} is there already and may hold edits; name another file, or move it away")
    with open_record(record, read_only=True) as opened:
        covers = None
        if not include_private:
            covers = Pseudonyms(opened.documents(), opened.mentions(), persons=Persons.WITHHOLD)
        made, comments = write_actor_pack(
            _detailed(opened), path, name=Path(opened.name).name, include_private=include_private, covers=covers
        )
    if as_json:
        emit({"path": to, "entries": made, "comments": comments})
        return
    talk().print(f"{clean(to)}: {count(made, 'actor')}, {comments:,} of them as comments to complete", soft_wrap=True)
    ctx.exit(Exit.DONE)


def _detailed(record: Record) -> Detailed:
    from dateline.cli.progress import patience

    with patience(f"listing the actors of {record.name}"):
        return record.detailed_actors()


def _found(record: Record, detailed: Detailed, wanted: str) -> tuple[dict[str, Any], ListedActor]:
    """Return the actor that an id, an earlier id, or a name of just one actor leads to; raises RecordError else."""
    from dateline.errors import RecordError
    from dateline.knowledge.names import fold

    by_id = [one for one in detailed if wanted == one[0]["id"] or wanted in one[0]["redirects"]]
    folded = fold(wanted)
    named = [
        one
        for one in detailed
        if folded in {fold(one[0]["name"]), *(fold(s["words"]) for s in one[0]["spellings"])} or wanted in one[1].ids
    ]
    found = by_id or named
    if len(found) == 1:
        return found[0]
    if found:
        ids = ", ".join(repr(row["id"]) for row, _ in found[:5])
        raise RecordError(f"{record.name} has {len(found)} actors {wanted!r}: name one of {ids}")
    raise RecordError(f"{record.name} has no actor {wanted!r}; `dateline actors {record.name} --like WORDS` finds them")


def _decide(
    where: str, act: Act, targets: tuple[str, ...], reviewer: str | None, reason: str | None, *, as_json: bool
) -> None:
    from dateline.cli.output import clean, emit, talk
    from dateline.model import Act as Acts
    from dateline.record import open_record

    with open_record(where) as record:
        if act in (Acts.MERGE, Acts.DIFFERENT):
            targets = _checked(record, act, targets)
        decision = record.decide(act, targets, reviewer=_login() if reviewer is None else reviewer, reason=reason)
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
        raise click.UsageError(f"{act.value} takes at least two ids")
    detailed = _detailed(record)
    listed = {row["id"] for row, _ in detailed}
    ids = [id_ if id_ not in listed and known_actor(id_) else _found(record, detailed, id_)[0]["id"] for id_ in wanted]
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


def _login() -> str:
    import getpass

    try:
        return getpass.getuser()
    except (KeyError, OSError):
        raise click.UsageError("your login name is not known: say who decides with --by") from None


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
