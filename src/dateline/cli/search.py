"""`dateline search`: find reports or documents by their words."""

from __future__ import annotations

import click

__all__ = ["command"]


@click.command(name="search")
@click.argument("record", metavar="RECORD")
@click.argument("query", nargs=-1, required=True, metavar="QUERY...")
@click.option(
    "--what", type=click.Choice(["reports", "documents"]), default="reports", show_default=True, help="Where to look."
)
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="Most rows to show; 20 unless set.")
@click.option(
    "--min-score", type=float, metavar="N", help="Only reports whose `type` score is at least N, from 0 to 1."
)
@click.option("--json", "as_json", is_flag=True, help="Print the rows as a JSON list.")
def command(
    *, record: str, query: tuple[str, ...], what: str, limit: int | None, min_score: float | None, as_json: bool
) -> None:
    """Find reports or documents by their words.

    What holds all words of the query is shown, best first. Reports are found by their sentence and by the resolved
    names in them. A search that finds nothing ends with status 0, too.

    \b
    dateline search maysan.dateline amarah arrested
    """
    from dateline import settings
    from dateline.cli.opening import opened_with_packs
    from dateline.cli.output import clean, emit, paper, talk

    # `rows = 0` is for lists that have an end; a search stops where nobody reads on.
    chosen = settings.load({"scores": {"min_score": min_score}} if min_score is not None else {})
    most = limit or chosen.show.rows or 1000
    words = " ".join(query)
    with opened_with_packs(record) as opened:
        found = opened.search(words, what=what, limit=most, min_score=chosen.scores.min_score)
    if as_json:
        emit(found)
        return
    if not found:
        least = chosen.scores.min_score if what == "reports" else 0
        sure = f" with a score of {least:g} or more" if least else ""
        talk().print(f"no {what.removesuffix('s')}{sure} holds all of: {clean(words)}", soft_wrap=True)
        return
    console = paper()
    if what == "documents":
        for row in found:
            said = ", ".join(str(row[key]) for key in ("title", "publisher", "published") if row[key])
            console.print(f"{row['id']}  {clean(said or row['path'] or '')}", soft_wrap=not console.is_terminal)
        return
    from dateline.cli.show_report import headline_of

    for row in found:
        console.print(headline_of(row), soft_wrap=not console.is_terminal)
        console.print(f"    {clean(row['words'])}", soft_wrap=not console.is_terminal)
