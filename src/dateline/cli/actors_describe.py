"""`dateline actors describe`: what the packs, lists and patterns make of words for an actor."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from dateline.knowledge.describing import Description

__all__ = ["command"]


@click.command(name="describe")
@click.argument("words", metavar="WORDS")
@click.option("--on", "day", type=click.DateTime(["%Y-%m-%d"]), metavar="DAY", help="As it was on that day.")
@click.option("--context", metavar="WORDS", help="Words that name the country spoken of, such as Iraqi.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(*, words: str, day: datetime | None, context: str | None, as_json: bool) -> None:
    """Say what words tell of an actor: country, kind, and who it is.

    No record is needed: it shows what Dateline knows beforehand, your own packs included.

    \b
    dateline actors describe "Turkish-backed rebels in Aleppo"
    dateline actors describe "the Taliban" --on 2002-05-01
    """
    from dateline import settings
    from dateline.cli.output import clean, emit, grid, paper
    from dateline.knowledge.actors import packs_from
    from dateline.knowledge.describing import describe

    with packs_from(settings.load({}).knowledge.actors):
        found = describe(words, context=context, on=day.date() if day else None)
    if as_json:
        emit({"words": words, **asdict(found)})
        return
    if found.says_nothing:
        paper().print(f"- nothing known says what {clean(words)!r} is; a pack of your own can (docs/actors.md)")
        return
    made = grid()
    for label, said in _told(found):
        made.add_row(label, clean(said))
    paper().print(made)


def _told(found: Description) -> Iterator[tuple[str, str]]:
    if found.actor is not None:
        yield "actor", f"{found.actor.name} ({found.actor.id})"
    yield "kind", ", ".join(kind for kind in (found.kind, found.second) if kind) or "- not told"
    yield "country", found.country or "- not told"
    for label, said in (("part of", found.body), ("backed by", found.backer), ("place", found.place)):
        if said:
            yield label, said
    if found.role:
        yield "role", f"{'former ' if found.former else ''}{found.role}"
