"""`dateline review log | conflicts | agreement | verify`: what was decided, what became of it, and whether it holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from dateline.cli.exits import Exit
from dateline.cli.reviewer import AS_JSON, RECORD

if TYPE_CHECKING:
    from dateline.reconciling.incidents.deciding.judgements import Agreement

__all__ = ["COMMANDS"]

_EFFECTS = ("applied", "replaced", "overruled", "contested", "unapplied", "undone")
# Reviewers from whom on Dawid and Skene's model can tell who errs.
_DETERMINED = 3
# Items on which reviewers differ that are named one by one.
_NAMED = 20


@click.command(name="log")
@RECORD
@click.argument("incident", required=False, metavar="[INCIDENT]")
@click.option("--by", "reviewer", metavar="NAME", help="Only those of one reviewer.")
@click.option("--effect", type=click.Choice(_EFFECTS), help="Only those of which this became.")
@AS_JSON
def log(*, record: str, incident: str | None, reviewer: str | None, effect: str | None, as_json: bool) -> None:
    """List all decisions in their order, with what became of each.

    Applied: it holds. Replaced: its reviewer decided otherwise later. Overruled: a lead did. Contested: another
    reviewer says otherwise, and neither holds until a lead decides. Unapplied: what it was about is not there any
    more; it counts again once it is. Undone: somebody took it back.

    \b
    dateline review log maysan.dateline
    dateline review log maysan.dateline --effect unapplied --json
    """
    from dateline.cli.opening import opened_with_packs
    from dateline.cli.output import emit, paper
    from dateline.cli.show_decisions import line_of
    from dateline.model import Act
    from dateline.reviewing.effects import all_decisions, row_of

    with opened_with_packs(record) as opened:
        decisions, effects = all_decisions(opened)
        about = _reports_of(opened, incident) if incident else None
        chosen, known = [], set[str]()
        for one in decisions:
            is_about = about is None or effects.outcomes.reports.get(one.id, frozenset()) & about
            if not is_about and not (one.act is Act.UNDO and known & set(one.targets)):
                continue
            known.add(one.id)
            if reviewer in (None, one.reviewer) and effect in (None, effects.of(one)[0].value):
                chosen.append(one)
        if as_json:
            emit([row_of(one, effects) for one in chosen])
            return
        console = paper()
        for one in chosen:
            console.print(line_of(one, effects), soft_wrap=not console.is_terminal)
        if not chosen:
            console.print("no decision fits" if decisions else "nothing was decided yet")


def _reports_of(record: Any, incident: str) -> frozenset[str]:
    from dateline.errors import RecordError

    for row in record.some("incidents", [record.leads_to(incident)]):
        return frozenset(row["reports"])
    raise RecordError(f"{record.name} has no incident {incident!r}; `dateline incidents {record.name}` lists them")


@click.command(name="conflicts")
@RECORD
@AS_JSON
def conflicts(*, record: str, as_json: bool) -> None:
    """List where reviewers decided what cannot hold together.

    Neither side holds until a lead decides: with --role lead, by any command of `dateline review`.

    \b
    dateline review conflicts maysan.dateline
    """
    from dateline.cli.opening import opened_with_packs
    from dateline.cli.output import clean, emit, paper
    from dateline.cli.show_decisions import line_of
    from dateline.cli.show_incident import headline_of
    from dateline.reviewing.effects import all_decisions, row_of

    with opened_with_packs(record) as opened:
        decisions, effects = all_decisions(opened)
        by_id = {one.id: one for one in decisions}
        found = []
        for ids, why in effects.outcomes.conflicts:
            about = sorted({report for id_ in ids for report in effects.outcomes.reports.get(id_, ())})
            found.append((ids, why, sorted(set(opened.incidents_of(about).values()))))
        if as_json:
            emit(
                [
                    {"why": why, "incidents": incidents, "decisions": [row_of(by_id[id_], effects) for id_ in ids]}
                    for ids, why, incidents in found
                ]
            )
            return
        console = paper()
        for number, (ids, why, incidents) in enumerate(found):
            if number:
                console.print()
            console.print(f"{', '.join(incidents)}: {clean(why)}", style="bold", soft_wrap=not console.is_terminal)
            for row in opened.some("incidents", incidents):
                console.print(headline_of(row), soft_wrap=not console.is_terminal)
            for id_ in ids:
                console.print(line_of(by_id[id_], effects), soft_wrap=not console.is_terminal)
        if not found:
            console.print("no decisions contradict each other")


@click.command(name="agreement")
@RECORD
@AS_JSON
def agreement(*, record: str, as_json: bool) -> None:
    """Tell how far reviewers agree on what two or more of them judged.

    Cohen's kappa is told for each pair of reviewers: 1 is full agreement, 0 is what two would reach who use each label
    as often but blindly. Dawid and Skene's model tells how often each reviewer says what an item most likely is; with
    two reviewers or few items it is not determined, and kappa says more.

    \b
    dateline review agreement maysan.dateline
    """
    from dateline.cli.opening import opened_with_packs
    from dateline.cli.output import emit, paper
    from dateline.reconciling.incidents.deciding.judgements import agreement_json

    with opened_with_packs(record) as opened:
        found = opened.agreement()
    if as_json:
        emit([agreement_json(one) for one in found])
        return
    for number, one in enumerate(found):
        if number:
            paper().print()
        _show_agreement(one)
    if not found:
        paper().print("no two reviewers judged the same thing yet")


_SAID = {
    "verdicts": ("Verdicts on incidents, reports and claims", "item"),
    "pairs": ("Whether two reports tell of one incident", "pair"),
}


def _show_agreement(one: Agreement) -> None:
    from dateline.cli.output import clean, count, paper, table

    console = paper()
    title, item = _SAID[one.judged.value]
    console.print(title, style="bold")
    alike = len(one.common) - len(one.differ)
    console.print(f"{count(len(one.common), item)} judged by two or more; on {alike:,} all say the same")
    console.print()
    made = table("reviewers", f"{item}s", "agree", "by chance", "kappa", numbers=4)
    for (left, right), kappa in one.kappas.items():
        value = "-" if kappa.value is None else f"{kappa.value:.2f}"
        shares = f"{kappa.observed:.0%}", f"{kappa.expected:.0%}"
        made.add_row(f"{clean(left)} and {clean(right)}", str(kappa.items), *shares, value)
    console.print(made)
    console.print()
    if one.consensus is not None:
        made = table("reviewer", "judged", "right by Dawid and Skene", numbers=2)
        for who in one.consensus.confusion:
            judged = sum(item in one.labels[who] for item in one.common)
            made.add_row(clean(who), str(judged), f"{one.consensus.accuracy(who):.0%}")
        console.print(made)
        if len(one.consensus.confusion) < _DETERMINED:
            console.print("with two reviewers this is not determined: kappa says more", style="dim")
        console.print()
    for id_ in one.differ[:_NAMED]:
        said = ", ".join(f"{who} {of[id_]}" for who, of in one.labels.items() if id_ in of)
        likely = one.consensus.label(id_) if one.consensus else None
        line = f"{id_}: {said}; most likely {likely or 'undecided'}"
        console.print(clean(line), soft_wrap=not console.is_terminal)
    if len(one.differ) > _NAMED:
        console.print(f"and {len(one.differ) - _NAMED:,} more; --json has them all", style="dim")


@click.command(name="verify")
@RECORD
@click.option("--newest", metavar="HASH", help="A hash that was told as the newest earlier; it has to be there still.")
@AS_JSON
@click.pass_context
def verify(ctx: click.Context, *, record: str, newest: str | None, as_json: bool) -> None:
    """Check that no decision was changed, removed or put elsewhere.

    Each decision carries the hash of the one before. That the last ones were removed shows only to who kept the hash
    that this prints: keep it outside of the record, and give it with --newest later.

    \b
    dateline review verify maysan.dateline
    """
    from dateline.cli.opening import opened_with_packs
    from dateline.cli.output import clean, count, emit, paper

    with opened_with_packs(record) as opened:
        broken = opened.broken_link(newest=newest)
        rows = list(opened.decisions())
    last = rows[-1]["hash"] if rows else None
    if as_json:
        told = {"number": broken.number, "decision": broken.decision, "why": broken.why} if broken else None
        emit({"decisions": len(rows), "newest": last, "broken": told})
    elif broken is not None:
        at = f"decision {broken.number} ({clean(broken.decision)})" if broken.decision else "after the last decision"
        paper().print(f"the chain does not hold: {at}: {clean(broken.why)}", soft_wrap=True)
    else:
        held = f"{count(len(rows), 'decision')} {'holds' if len(rows) == 1 else 'hold'} together"
        paper().print(held if rows else "nothing was decided yet", soft_wrap=True)
        if last:
            paper().print(f"the newest is {last}", soft_wrap=True)
    ctx.exit(Exit.DONE if broken is None else Exit.RECORD)


COMMANDS = (log, conflicts, agreement, verify)
