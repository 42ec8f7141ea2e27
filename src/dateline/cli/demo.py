"""`dateline demo`: build the record of the example articles and hold it against what a careful reader finds there."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from dateline.cli.expected import DocumentCheck, IncidentCheck, StatementCheck
    from dateline.record import Record

__all__ = ["command"]

# Short enough for one line beside the other columns in a terminal of 80.
_QUOTE = 32


@click.command(name="demo")
@click.option(
    "-o", "--output", "to", default="maysan.dateline", show_default=True, metavar="RECORD", help="The record."
)
@click.option("--articles", metavar="FOLDER", help="The example articles, where they are not found by themselves.")
@click.option("--json", "as_json", is_flag=True, help="Print what was found as JSON.")
@click.pass_context
def command(ctx: click.Context, *, to: str, articles: str | None, as_json: bool) -> None:
    """Build the record of the example articles.

    They are fourteen short pieces on Maysan province, Iraq, written for this project: reports that disagree, an
    analysis with a bibliography, an audit, a monthly count, a wire that others reprint, a denial, readers' comments.
    What a careful reader finds in them was marked by hand; the demo prints which of it Dateline found too. Run it
    twice: the second time there is nothing to code.
    """
    folder = _folder(articles)

    from dateline.cli.build import exit_of, name_failures, run_build, summary_json
    from dateline.cli.expected import check_documents, check_incidents, check_statements, read_expected
    from dateline.cli.output import emit

    marked = folder.with_name(f"{folder.name}-expected.toml")
    expected = read_expected(marked) if marked.is_file() else {}
    rules = {"coder": {"name": "rules"}}  # whatever the user's own file says: what is marked is what the rules find
    summary, record = run_build(ctx, (str(folder),), to, flags=rules, quiet=as_json)
    with record:
        documents = check_documents(record, expected.get("document", ()))
        statements = check_statements(record, expected.get("statement", ()))
        incidents = check_incidents(record, expected, statements)
        if as_json:
            emit({"build": summary_json(summary, to, record), **_json(documents, statements, incidents)})
        else:
            name_failures(summary.failed, to)
            _show(record, to, documents, statements, incidents)
    ctx.exit(exit_of(summary))


def _folder(given: str | None) -> Path:
    """Return the folder of the examples: the one given, or that of the checkout around this package."""
    from dateline.errors import DatelineError

    folder = Path(given) if given else Path(__file__).parents[3] / "examples" / "maysan"
    if folder.is_dir():
        return folder
    if given:
        raise click.UsageError(f"--articles: there is no folder {folder}")
    raise DatelineError(
        "the example articles are not here: they come with Dateline's source, not with the installed package; "
        "run `make demo` in a checkout, or name their folder with --articles"
    )


def _json(
    documents: list[DocumentCheck], statements: list[StatementCheck], incidents: list[IncidentCheck]
) -> dict[str, Any]:
    return {
        "documents": [
            {"path": d.path, "id": d.row["id"] if d.row else None, "wrong": list(d.wrong)} for d in documents
        ],
        "statements": [
            {
                "document": s.document,
                "quote": s.quote,
                "report": s.report["id"] if s.report else None,
                "right": list(s.right),
                "wrong": list(s.wrong),
            }
            for s in statements
        ],
        "incidents": [
            {
                "statements": [{"document": document, "quote": quote} for document, quote in i.statements],
                "together": i.together,
                "right": i.is_right,
                "incident": i.incident["id"] if i.incident else None,
                "independent": i.independent,
            }
            for i in incidents
        ],
    }


def _show(
    record: Record,
    to: str,
    documents: list[DocumentCheck],
    statements: list[StatementCheck],
    incidents: list[IncidentCheck],
) -> None:
    from dateline.cli.output import paper

    console = paper()
    _show_documents(record, documents)
    if statements:
        _show_statements(statements)
    _show_best(record, statements)
    _show_incidents(record, incidents)
    console.print()
    console.print("Go on with:")
    for command, does in (
        (f"dateline incidents {to}", "what happened, and how many independent sources say so"),
        (f"dateline incidents contradictions {to}", "what they cannot agree on, each side quoted"),
        (f"dateline show {to}", "what the record holds"),
    ):
        console.print(f"  {command:<{len(to) + 34}}  {does}", soft_wrap=True)
    console.print()
    console.print("Or look at all of it in your browser, and decide:")
    console.print(f"  {_called()} serve {to} --open", soft_wrap=True)


def _called() -> str:
    """Return what to type for this program: as it was called where it is not on the path, which `make` leaves it."""
    called = Path(sys.argv[0])
    return str(called) if called.name == "dateline" and shutil.which("dateline") is None else "dateline"


def _show_documents(record: Record, checks: list[DocumentCheck]) -> None:
    from dateline.cli.output import clean, paper, table

    console = paper()
    made = table("file", "published", "title", "comments", "works cited", "reports", numbers=3)
    for row in sorted(record.documents(), key=lambda row: row["path"] or ""):
        comments = sum(zone["kind"] == "comment" for zone in row["zones"])
        reports = len(record.reports().where(document=row["id"]))
        numbers = (str(n or "") for n in (comments, len(row["references"]), reports))
        made.add_row(_short(clean(row["path"])), row["published"] or "-", clean(row["title"] or "-"), *numbers)
    console.print()
    console.print("What was read", style="bold")
    console.print(made)
    for check in checks:
        for wrong in check.wrong:
            console.print(f"otherwise than a reader sees it: {clean(check.path)}: {clean(wrong)}", soft_wrap=True)


def _short(path: str) -> str:
    """Name an example by its number, and the item of a container.

    >>> _short("06-wire-and-others.xml#2"), _short("12-undated-note.txt"), _short("note.txt")
    ('06 #2', '12', 'note.txt')
    """
    number, mark, _ = path.partition("-")
    if not mark or not number.isdigit():
        return path
    item = path.partition("#")[2]
    return f"{number} #{item}" if item else number


def _show_statements(checks: list[StatementCheck]) -> None:
    from rich.text import Text

    from dateline.cli.output import clean, paper, table

    console = paper()
    made = table("file", "", "a reader finds", "Dateline", whole=3)
    for check in checks:
        quote = check.quote if len(check.quote) <= _QUOTE else check.quote[:_QUOTE].rsplit(" ", 1)[0] + "..."
        if check.report is None:
            mark, said = Text("no", "bold red"), "no report"
        else:
            mark = Text("part", "yellow") if check.wrong else Text("yes", "green")
            when = f" {check.report['when']['edtf']}" if check.report["when"] else ""
            said = f"{check.report['type']} {check.report['status']}{when}"
            said += f"; not: {', '.join(check.wrong)}" if check.wrong else ""
        made.add_row(_short(check.document), mark, f'"{clean(quote)}"', said)
    console.print()
    console.print("What a reader marked by hand, and whether it was found", style="bold")
    console.print(made)
    found = [check for check in checks if check.report is not None]
    right, wrong = sum(len(c.right) for c in found), sum(len(c.wrong) for c in found)
    console.print(
        f"found {len(found)} of {len(checks)} statements; of their fields {right} of {right + wrong} came out right",
        style="bold",
        soft_wrap=True,
    )


def _show_best(record: Record, checks: list[StatementCheck]) -> None:
    """Show one report in full: the one with most fields right, the first of equals."""
    from dateline.cli import show_report
    from dateline.cli.output import paper

    whole = [check for check in checks if check.report is not None and not check.wrong]
    if not whole:
        return
    best = max(whole, key=lambda check: len(check.right))
    assert best.report is not None
    paper().print()
    paper().print("One of them, with its evidence", style="bold")
    show_report.show(record, "reports", best.report)


def _show_incidents(record: Record, checks: list[IncidentCheck]) -> None:
    """Say how many incidents the reports tell of, who stands behind them, and show one that a reader marked."""
    from collections import Counter

    from dateline.cli import show_incident
    from dateline.cli.output import count, paper

    rows = list(record.incidents())
    if not rows:
        return
    console = paper()
    console.print()
    console.print("What they tell of", style="bold")
    grades = Counter(row["corroboration"]["grade"] for row in rows)
    told = "; ".join(
        f"{number} {grade}" for grade, number in sorted(grades.items(), key=lambda each: (-each[1], each[0]))
    )
    reports = sum(len(row["reports"]) for row in rows)
    disputed = count(len(record.contradictions()), "contradiction")
    console.print(
        f"{count(reports, 'report')} tell of {count(len(rows), 'incident')} ({told}); {disputed}", soft_wrap=True
    )
    for together, said in ((True, "told more than once: brought together"), (False, "alike: kept apart")):
        marked = [check for check in checks if check.together is together]
        if marked:
            right = sum(check.is_right for check in marked)
            console.print(f"{said} {right} of {len(marked)} that a reader marked", soft_wrap=True)
    marked_first = (check.incident for check in checks if check.together and check.incident is not None)
    best = next(marked_first, None) or min(rows, key=lambda row: (-len(row["reports"]), row["id"]))
    console.print()
    console.print("One of them, with its sources", style="bold")
    show_incident.show_one(record, best)
