"""`dateline reconcile`: bring the incidents of a record up to date."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from dateline.record.reconciled import Reconciled

__all__ = ["command"]


@click.command(name="reconcile")
@click.argument("record", metavar="RECORD")
@click.option("--all", "whole", is_flag=True, help="Go through all reports, also where nothing changed.")
@click.option("--json", "as_json", is_flag=True, help="Print what was done as JSON.")
def command(*, record: str, whole: bool, as_json: bool) -> None:
    """Bring the incidents of a record up to date.

    Every build and every decision does so by itself: this is for a record whose last build was stopped, and for one
    that an earlier Dateline reconciled. What people decided holds. `dateline diff RECORD` tells what it changed.

    \b
    dateline reconcile maysan.dateline
    dateline reconcile maysan.dateline --all
    """
    from dateline.cli.opening import opened_with_packs
    from dateline.cli.output import clean, emit, talk
    from dateline.cli.progress import patience

    with opened_with_packs(record, read_only=False) as opened:
        with patience(f"bringing the incidents of {opened.name} up to date"):
            done = opened.reconcile(whole=whole)
        holds = {name: opened.counts()[name] for name in ("incidents", "contradictions")}
    if as_json:
        emit({**asdict(done), "holds": holds})
    else:
        talk().print(f"{clean(record)}: {_said(done, holds)}", soft_wrap=True)


def _said(done: Reconciled, holds: Mapping[str, int]) -> str:
    """Say what was done, in a sentence.

    >>> from dateline.record.reconciled import Reconciled
    >>> _said(Reconciled(new=2, gone=1), {"incidents": 14, "contradictions": 0})
    '2 new, 1 gone; it holds 14 incidents, 0 contradictions'
    """
    from dateline.cli.output import count

    changed = [f"{number:,} {what}" for number, what in (
        (done.new, "new"), (done.changed, "changed"), (done.gone, "gone")
    ) if number]  # fmt: skip
    held = f"it holds {', '.join(count(number, name.removesuffix('s')) for name, number in holds.items())}"
    return f"{', '.join(changed) or 'nothing changed'}; {held}"
