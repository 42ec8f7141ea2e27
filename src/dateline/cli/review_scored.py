"""`dateline review evaluation | score`: what was reviewed, as a set to evaluate coders on, and how one does on it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dateline.cli.reviewer import AS_JSON, RECORD

if TYPE_CHECKING:
    from dateline.reviewing.scoring import Group

__all__ = ["COMMANDS"]


@click.command(name="evaluation")
@RECORD
@click.option("-o", "--output", "to", metavar="FILE", help="Where to; without it, to the screen.")
@click.option(
    "--persons",
    type=click.Choice(["keep", "pseudonym", "withhold"]),
    help="Keep, number or withhold names of private persons.",
)
def evaluation(*, record: str, to: str | None, persons: str | None) -> None:
    """Write what was reviewed as an evaluation set, a JSON object a line.

    Each line has what the machine proposed, the verdict, the values that reviewers vouch for, how it came up, and the
    words that it stands on, by which `dateline review score` finds it in any record of the same documents.

    \b
    dateline review evaluation maysan.dateline -o reviewed.jsonl
    """
    from dateline import settings
    from dateline.cli.opening import opened_with_packs
    from dateline.cli.output import clean, count, talk
    from dateline.cli.progress import patience
    from dateline.desk.covers import Covers
    from dateline.exporting.export import write_whole
    from dateline.reviewing.evaluation import evaluation as evaluated

    kept = settings.load({}).export
    with opened_with_packs(record) as opened, patience(f"looking through the decisions of {opened.name}"):
        covers = Covers(opened, commenters=kept.commenters, persons=persons or kept.persons)
        rows = evaluated(opened, cover=covers.rows)
    lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode("utf-8", "surrogatepass")
    if to is None:
        click.echo(lines, nl=False)
        return
    write_whole(Path(to), lambda out: out.write(lines))
    talk().print(f"{count(len(rows), 'thing')} that {'was' if len(rows) == 1 else 'were'} reviewed: {clean(to)}")


@click.command(name="score")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False), metavar="FILE")
@click.argument("record", required=False, metavar="[RECORD]")
@AS_JSON
def score(*, file: Path, record: str | None, as_json: bool) -> None:
    """Score a coder against what was reviewed: a FILE that `dateline review evaluation` wrote.

    Without RECORD the coder is scored as it was when it was reviewed. With it, what that record has now: of another
    coder, say, over the same documents. Shares come with 95 % intervals (Wilson). What was asked since it is in doubt
    is no random sample: only what was asked by chance (`/review?order=random` on the desk) tells how good a coder is.

    \b
    dateline review score reviewed.jsonl newer.dateline
    """
    from contextlib import nullcontext

    from dateline.cli.opening import opened_with_packs
    from dateline.cli.output import emit
    from dateline.reviewing import scoring

    rows = _read(file)
    with opened_with_packs(record) if record is not None else nullcontext() as opened:
        groups = scoring.score(rows, opened)
    if as_json:
        emit(scoring.scores_json(groups))
        return
    _show(groups)


def _read(file: Path) -> list[dict[str, Any]]:
    from dateline.reviewing.evaluation import KEYS, anchors_of_row

    rows = []
    with file.open(encoding="utf-8", errors="surrogatepass") as lines:
        for number, line in enumerate(lines, 1):
            try:
                row = json.loads(line)
                anchors_of_row(row)
                missing = KEYS - row.keys()
                if missing:
                    raise KeyError(min(missing))
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                raise click.UsageError(
                    f"{file}, line {number} is no line of an evaluation set ({error}); "
                    "write one with `dateline review evaluation`"
                ) from None
            rows.append(row)
    return rows


def _show(groups: Sequence[Group]) -> None:
    from dateline.cli.output import count, paper, table
    from dateline.reviewing.scoring import in_words

    console = paper()
    for number, one in enumerate(groups):
        if number:
            console.print()
        console.print(f"{count(one.reviewed, one.item)} {one.way}", style="bold", soft_wrap=True)
        if not one.is_fair:
            console.print("no random sample: it does not tell how good the coder is on the whole", style="dim")
        elif one.filters:
            console.print(f"the filters were of: {', '.join(one.filters)}", style="dim", soft_wrap=True)
        made = table("what", "share (95 % interval)")
        made.add_row("accepted", in_words(one.accepted))
        made.add_row("accepted without a change", in_words(one.unchanged))
        if one.found is not None and one.precision is not None:
            made.add_row("accepted ones that the record tells", in_words(one.found))
            made.add_row("accepted, of those that it tells", in_words(one.precision))
        for type_, share in one.by_type.items():
            made.add_row(f"accepted: {type_}", in_words(share))
        for name, share in one.fields.items():
            made.add_row(f"right: {name}", in_words(share))
        console.print(made)
        rest = {"unsure": one.unsure, "contested": one.contested, "only edited": one.only_edited}
        said = [f"{n:,} {name}" for name, n in rest.items() if n]
        said += [f"{name} edited {n:,} time{'s' * (n != 1)}" for name, n in one.edits.items()]
        if said:
            console.print("; ".join(said), style="dim", soft_wrap=True)
    if not groups:
        console.print("nothing was reviewed yet")


COMMANDS = (evaluation, score)
