"""`dateline diff`: what a new article, a new lexicon or a decision changed among the incidents, in sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from dateline.reconciling.incidents.deciding.differences import Difference, State
    from dateline.record import Record

__all__ = ["command"]

# The groups in which differences are told, each with the kinds of `DifferenceKind` in it.
_GROUPS: Mapping[str, tuple[str, ...]] = {
    "New": ("new",),
    "Gone": ("gone",),
    "Merged": ("merged",),
    "Split": ("split",),
    "Moved": ("moved",),
    "Changed values": ("value",),
    "Sources and grades": ("sources", "grade"),
    "Contradictions": ("contradicted", "solved"),
    "Reviewed": ("reviewed",),
}
# How each kind is counted in the line at the end.
_COUNTED = {
    "new": "new",
    "gone": "gone",
    "merged": "merged",
    "split": "split off",
    "moved": "with moved reports",
    "value": "with changed values",
    "sources": "with other sources",
    "grade": "graded otherwise",
    "contradicted": "newly contradicted",
    "solved": "contradicted no more",
    "reviewed": "reviewed otherwise",
}


@click.command(name="diff")
@click.argument("old", metavar="OLD")
@click.argument("new", required=False, metavar="[NEW]")
@click.option("--since", metavar="N", help="Of one record: from which reconciliation, or build:N for a build's run.")
@click.option("--until", metavar="N", help="Of one record: up to which; the newest unless set.")
@click.option("--list", "as_list", is_flag=True, help="List the reconciliations of a record with their numbers.")
@click.option("--limit", type=click.IntRange(min=0), metavar="N", help="Most lines of a group; 0 shows all.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(
    *,
    old: str,
    new: str | None,
    since: str | None,
    until: str | None,
    as_list: bool,
    limit: int | None,
    as_json: bool,
) -> None:
    """Tell in sentences what is different among the incidents of two records, or of one record at two times.

    Incidents are held against each other by the words that they rest on, so that records built apart compare as well.
    Of one record alone it tells what the newest reconciliation changed, or all since the one whose number you give:
    every build and every decision that changes something makes one, and all of them are kept.

    \b
    dateline diff before.dateline after.dateline
    dateline diff maysan.dateline --since build:1
    dateline diff maysan.dateline --list
    """
    from dateline import settings
    from dateline.cli.opening import mention_stale, opened_with_packs
    from dateline.cli.output import emit
    from dateline.cli.progress import patience
    from dateline.reconciling.incidents.deciding.differences import differences

    if new is not None and (since or until or as_list):
        raise click.UsageError("--since, --until and --list are about one record: name only that")
    with opened_with_packs(old) as record:
        mention_stale(record)
        if as_list:
            _list(record, as_json=as_json)
            return
        with patience(f"reading the incidents of {record.name}"):
            if new is None:
                before, after = _times(record, since, until)
            else:
                before = record.state()
                with opened_with_packs(new) as other:
                    mention_stale(other)
                    after = other.state()
    found = differences(before, after)
    summary = _summary(found, before, after)
    if as_json:
        emit({"differences": [asdict(one) for one in found], "summary": summary})
    else:
        _show(found, summary, settings.load({}).show.rows if limit is None else limit)


def _times(record: Record, since: str | None, until: str | None) -> tuple[State, State]:
    """Return a record's states at two times; without `since` the earlier is the one before the later."""
    from dateline.errors import DatelineError, RecordError

    try:
        after = record.state(until)
        if since is not None:
            return record.state(since), after
        return record.state(str(max(record.reconciliation(until) - 1, 0))), after
    except RecordError:
        raise
    except DatelineError as error:
        raise click.UsageError(f"{error}; `dateline diff {record.name} --list` lists them") from None


def _list(record: Record, *, as_json: bool) -> None:
    from dateline.cli.output import clean, emit, paper, table

    found = record.reconciliations()
    if as_json:
        emit([asdict(one) for one in found])
        return
    made = table("number", "made", "because of", "went through", numbers=0)
    for one in found:
        when = one.made.replace("T", " ").replace("+00:00", " UTC")
        made.add_row(str(one.number), when, clean(one.cause), "all" if one.is_whole else "what changed")
    paper().print(made if found else "it was never reconciled: `dateline reconcile` does it")


def _show(found: Sequence[Difference], summary: str, most: int) -> None:
    from dateline.cli.output import clean, paper

    console = paper()
    for title, kinds in _GROUPS.items():
        told = [one for one in found if one.kind.value in kinds]
        if not told:
            continue
        console.print(f"{title} ({len(told):,})", style="bold")
        for one in told[: most or None]:
            console.print(f"  {clean(one.sentence)}", soft_wrap=not console.is_terminal)
        if most and len(told) > most:
            console.print(f"  and {len(told) - most:,} more; --limit 0 shows all", style="dim")
        console.print()
    console.print(clean(summary), soft_wrap=not console.is_terminal)


def _summary(found: Sequence[Difference], before: State, after: State) -> str:
    """Say how many incidents differ how, and what is different beneath them."""
    from dateline.cli.output import count

    each = Counter(kind for kind, _ in {(one.kind.value, one.incidents[0]) for one in found})
    said = ", ".join(f"{each[kind]:,} {words}" for kind, words in _COUNTED.items() if each[kind])
    total = f"{count(len(before.incidents), 'incident')} before, {len(after.incidents):,} now"
    causes = [f"{number} {words}" for number, words in _causes(before, after) if number]
    return f"{total}: {said or 'no difference'}" + (f"; {', '.join(causes)}" if causes else "")


def _causes(before: State, after: State) -> list[tuple[int, str]]:
    """Count what the incidents are made from that only one of two states has, or that is another in each."""
    old, new = set(before.codings), set(after.codings)
    anew = sum(before.codings[id_] != after.codings[id_] for id_ in old & new)
    decisions = {one.id for one in before.decisions} ^ {one.id for one in after.decisions}
    counted: list[tuple[int, Any]] = [
        (len(new - old), "added"),
        (len(old - new), "not there any more"),
        (anew, "coded anew"),
    ]
    told = [(n, f"document{'s' * (n != 1)} {words}") for n, words in counted]
    return [*told, (len(decisions), f"decision{'s' * (len(decisions) != 1)}")]
