"""`dateline build`: read and code articles into a record."""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING, Any

import click

from dateline.cli.exits import Exit

if TYPE_CHECKING:
    from dateline.building import BuildSummary
    from dateline.reading import Failure
    from dateline.record import Record

__all__ = ["command", "exit_of", "name_failures", "run_build", "summary_json"]

# Failures named one by one after a build; the record keeps them all.
NAMED = 20


@click.command(name="build")
@click.argument("articles", nargs=-1, required=True, metavar="ARTICLES...")
@click.option("-o", "--output", "to", required=True, metavar="RECORD", help="The record: a file, or postgresql://...")
@click.option("--processes", type=int, metavar="N", help="Processes that code side by side; 0 is one for every core.")
@click.option("--allow-private", is_flag=True, help="Fetch addresses on private networks too.")
@click.option("--quiet", "-q", is_flag=True, help="Say nothing but what could not be read.")
@click.option("--json", "as_json", is_flag=True, help="Print what was done as JSON.")
@click.pass_context
def command(
    ctx: click.Context,
    *,
    articles: tuple[str, ...],
    to: str,
    processes: int | None,
    allow_private: bool,
    quiet: bool,
    as_json: bool,
) -> None:
    """Read and code articles into a record.

    ARTICLES are files (text, Markdown, HTML, PDF, RSS and Atom, WARC, JSON Lines), folders of them, http(s) addresses,
    or - for standard input. What the record holds already is not coded again; a build that was stopped is finished by
    running it again.

    \b
    dateline build articles/ -o maysan.dateline
    dateline build https://example.org/feed.xml -o maysan.dateline
    """
    flags: dict[str, dict[str, Any]] = {"build": {}, "reading": {}}
    if processes is not None:
        flags["build"]["processes"] = processes
    if allow_private:
        flags["reading"]["allow_private"] = True

    from dateline.cli.output import emit

    summary, record = run_build(ctx, articles, to, flags=flags, quiet=quiet or as_json)
    with record:
        name_failures(summary.failed, to)
        if as_json:
            emit(summary_json(summary, to, record))
    ctx.exit(exit_of(summary))


def run_build(
    ctx: click.Context, articles: tuple[str, ...], to: str, *, flags: dict[str, dict[str, Any]], quiet: bool
) -> tuple[BuildSummary, Record]:
    """Build with settings, progress and a last line on standard error; Ctrl-C ends the command with its status."""
    from dateline import settings
    from dateline.cli.output import complain, talk
    from dateline.cli.progress import Meter

    chosen = settings.load(flags)
    from dateline.building import build_into
    from dateline.record import create_or_open

    record = create_or_open(to)
    try:
        with nullcontext() if quiet else Meter(articles) as meter:
            summary = build_into(record, articles, settings=chosen, progress=meter.update if meter else None)
    except KeyboardInterrupt:
        kept = len(record.documents())
        record.close()
        complain(f"stopped; {to} keeps {_documents(kept)}: run the same command again for the rest")
        ctx.exit(Exit.INTERRUPTED)
    except BaseException:
        record.close()
        raise
    if not quiet:
        talk().print(_said(summary, to, record), soft_wrap=True)
    return summary, record


def exit_of(summary: BuildSummary) -> Exit:
    """Return the exit status of a build."""
    if not summary.failed:
        return Exit.DONE
    return Exit.PARTLY if summary.read else Exit.NOTHING


def summary_json(summary: BuildSummary, to: str, record: Record) -> dict[str, Any]:
    """Return what a build did, and what the record now holds, as JSON."""
    return {
        "record": to,
        "read": summary.read,
        "coded": summary.coded,
        "recoded": summary.recoded,
        "unchanged": summary.unchanged,
        "failed": [{"origin": f.origin, "reason": f.reason, "message": f.message} for f in summary.failed],
        "reports": summary.reports,
        "claims": summary.claims,
        "seconds": round(summary.seconds, 3),
        "holds": record.counts(),
    }


def _documents(number: int) -> str:
    from dateline.cli.output import count

    return count(number, "document")


def _said(summary: BuildSummary, to: str, record: Record) -> str:
    from dateline.cli.output import count

    holds = record.counts()
    if not summary.read:
        return f"{to}: nothing could be read"
    if summary.read == summary.unchanged:
        done = f"nothing to code: {_documents(summary.unchanged)} unchanged"
    else:
        parts = [f"{_documents(summary.coded)} coded"] if summary.coded else []
        parts += [f"{_documents(summary.recoded)} coded again"] if summary.recoded else []
        parts += [f"{summary.unchanged:,} unchanged"] if summary.unchanged else []
        done = ", ".join(parts) + f" in {summary.seconds:.1f} s"
    return (
        f"{to}: {done}; it holds {_documents(holds['documents'])}, {count(holds['reports'], 'report')}, "
        f"{count(holds['claims'], 'claim')}"
    )


def name_failures(failed: tuple[Failure, ...], to: str) -> None:
    """Name what could not be read, with the reasons, on standard error."""
    from dateline.cli.output import clean, count, talk

    if not failed:
        return
    console = talk()
    console.print(f"{count(len(failed), 'input')} could not be read:")
    for failure in failed[:NAMED]:
        console.print(f"  {clean(failure.origin)}: {clean(failure.message)} [{failure.reason}]", soft_wrap=True)
    if len(failed) > NAMED:
        console.print(f"  and {len(failed) - NAMED:,} more: dateline show {to} --rows 0", soft_wrap=True)
