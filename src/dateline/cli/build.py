"""`dateline build`: read and code articles into a record."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from dateline.cli.exits import Exit

if TYPE_CHECKING:
    from dateline.asking import Estimate
    from dateline.building import BuildSummary, Progress
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
@click.option("--coder", type=click.Choice(("rules", "llm")), help="Who codes; llm sends the texts to an endpoint.")
@click.option("--endpoint", metavar="URL", help="An OpenAI-compatible endpoint, such as http://localhost:8000/v1.")
@click.option("--model", metavar="NAME", help="The model there; not needed where it has only one.")
@click.option("--price-in", type=float, metavar="X", help="Price of a million tokens sent, for the estimate.")
@click.option("--price-out", type=float, metavar="X", help="Price of a million tokens answered, likewise.")
@click.option("--seconds-per-request", type=float, metavar="S", help="What one answer takes, for the estimate.")
@click.option("--allow-unencrypted", is_flag=True, help="Send texts to another machine over plain http too.")
@click.option("--yes", "-y", is_flag=True, help="Send texts to the endpoint without asking first.")
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
    coder: str | None,
    endpoint: str | None,
    model: str | None,
    price_in: float | None,
    price_out: float | None,
    seconds_per_request: float | None,
    allow_unencrypted: bool,
    yes: bool,
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
    dateline build articles/ -o m.dateline --coder llm --endpoint URL
    """
    flags: dict[str, dict[str, Any]] = {"build": {}, "reading": {}, "coder": {}}
    if processes is not None:
        flags["build"]["processes"] = processes
    if allow_private:
        flags["reading"]["allow_private"] = True
    given = {
        "name": coder,
        "endpoint": endpoint,
        "model": model,
        "price_in": price_in,
        "price_out": price_out,
        "seconds_per_request": seconds_per_request,
        "allow_unencrypted": allow_unencrypted or None,
    }
    flags["coder"] = {name: value for name, value in given.items() if value is not None}

    from dateline.cli.asking import asker
    from dateline.cli.output import emit

    ask = asker(articles, yes=yes, quiet=quiet, as_json=as_json)
    summary, record = run_build(ctx, articles, to, flags=flags, quiet=quiet or as_json, before_asking=ask)
    with record:
        name_failures(summary.failed, to)
        if as_json:
            emit(summary_json(summary, to, record))
    ctx.exit(exit_of(summary))


def run_build(
    ctx: click.Context,
    articles: tuple[str, ...],
    to: str,
    *,
    flags: dict[str, dict[str, Any]],
    quiet: bool,
    before_asking: Callable[[Estimate], None] | None = None,
) -> tuple[BuildSummary, Record]:
    """Build with settings, progress and a last line on standard error; Ctrl-C ends the command with its status."""
    from dateline import settings
    from dateline.cli.asking import Forecast, asker, refuse_idle, said_of_asking
    from dateline.cli.output import complain, talk
    from dateline.cli.progress import Meter

    chosen = settings.load(flags)
    refuse_idle(chosen.coder.name, flags)
    from dateline.building import build_into, check_own
    from dateline.record import create_or_open

    check_own(chosen)
    record = create_or_open(to)
    try:
        with ExitStack() as stack:
            meter = None if quiet else Meter(articles)
            told: list[Forecast] = []
            ask = before_asking or asker(articles, yes=False, quiet=quiet, as_json=False)

            def asked_first(found: Estimate) -> None:
                ask(found)
                if meter is not None:
                    stack.enter_context(meter)  # not before: its bar would stand in the way of the question
                    told.append(Forecast(found, requests=chosen.coder.requests, say=meter.say))

            def update(done: Progress) -> None:
                if meter is not None:
                    meter.update(done)
                for forecast in told:
                    forecast.update(done)

            if meter is not None and chosen.coder.name == "rules":
                stack.enter_context(meter)
            summary = build_into(
                record,
                articles,
                settings=chosen,
                progress=update,
                before_asking=asked_first,
            )
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
        if summary.asked is not None:
            talk().print(said_of_asking(summary.asked), soft_wrap=True)
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
        **({} if summary.asked is None else {"asked": asdict(summary.asked)}),
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
        f"{count(holds['claims'], 'claim')}, {count(holds['incidents'], 'incident')}"
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
