"""`dateline lexicon`: what the coder knows of words, and what it makes of a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from dateline.coding import Explained

__all__ = ["command"]


@click.group(name="lexicon")
def command() -> None:
    """Look into the lexicon: which entries a sentence fires, and why not others."""


@command.command(name="explain")
@click.argument("text", nargs=-1, required=True, metavar="TEXT...")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a sentence, as a list.")
def explain(*, text: tuple[str, ...], as_json: bool) -> None:
    """Show which entries of the lexicon fire on a text, what they make of it, and what nearly fired.

    Entries are named TYPE.name, as they stand in the files of `knowledge/lexicon/senses`. A report of a record names
    its entry too, under `sense`.

    \b
    dateline lexicon explain "Rebels attacked a convoy near Kismayo."
    """
    from dateline.cli.output import emit
    from dateline.coding import explain as explained
    from dateline.model import Document, Span, Zone, ZoneKind

    words = " ".join(text)
    if not words.strip():
        raise click.UsageError("give a sentence to explain; there is nothing in the one given")
    zones = (Zone(ZoneKind.BODY, Span(0, len(words))),)
    found = explained(Document("explained", "0", words, zones=zones))
    if as_json:
        emit([_row(one) for one in found])
    else:
        for one in found:
            _tell(one)


def _row(one: Explained) -> dict[str, Any]:
    return {
        "words": one.sentence.words,
        "fired": [
            {
                "sense": sense.id,
                "type": report.type.value,
                "mode": report.mode,
                "status": report.status.value,
                "hedged": report.hedged,
                "words": report.trigger.words,
                "actors": [party.evidence.words for party in report.actors],
                "recipients": [party.evidence.words for party in report.recipients],
                "example": sense.example,
            }
            for report, sense in one.reports
        ],
        "nearly": [{"sense": m.sense.id, "words": m.words.words, "why": m.why} for m in one.misses],
    }


def _tell(one: Explained) -> None:
    from dateline.cli.output import clean, paper

    console = paper()

    def say(line: str) -> None:
        indent = line[: len(line) - len(line.lstrip())]
        console.print(indent + clean(line), soft_wrap=not console.is_terminal)

    row = _row(one)
    say(row["words"])
    if not row["fired"]:
        say("  no entry fired")
    for fired in row["fired"]:
        kind = "/".join(filter(None, (fired["type"], fired["mode"])))
        hedged = ", hedged" if fired["hedged"] else ""
        say(f"  {fired['sense']} fired on {fired['words']!r}: {kind}, {fired['status']}{hedged}")
        for role in ("actors", "recipients"):
            if fired[role]:
                say(f"    {role}: {'; '.join(fired[role])}")
        say(f"    the entry's example: {fired['example']}")
    for miss in row["nearly"]:
        say(f"  {miss['sense']} nearly fired on {miss['words']!r}: {miss['why']}")
