"""The review: the incidents that are in doubt, one at a time, with all that is known of each and one key for each act.

Invariant: the page writes nothing, and works without scripts: every key is printed on a link or a button that does it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dateline.desk.asked import Asked
from dateline.desk.briefs import titles_of
from dateline.desk.decided import Decided
from dateline.desk.desk import Desk
from dateline.desk.page import Page, Shown
from dateline.desk.quoting import incidents_in
from dateline.desk.reading import document_names
from dateline.desk.refused import NotThere, Refused
from dateline.desk.review.fields import called_of, filled
from dateline.desk.review.log import Log, log_of
from dateline.desk.review.place import KINDS, MOST, PARAMETERS, PATH, SET, WRONG, Place, refuse_listing
from dateline.desk.review.queue import Queue, queue_of
from dateline.desk.ways import ways
from dateline.indexing import Snapshot
from dateline.indexing.rows import fetch
from dateline.model import Act, Decision
from dateline.model.occasion import Order
from dateline.model.schema import Row
from dateline.reconciling.incidents.deciding.recounting import names_in, told
from dateline.reconciling.incidents.deciding.urgency import Proposal
from dateline.reviewing.acting import last_of, made_with
from dateline.reviewing.keys import ACTS
from dateline.reviewing.looking import find, reports_of

__all__ = ["PAGES"]

# Reports that are shown before "all of them", of the likely match too; and incidents that a search offers.
_REPORTS, _NEAR, _FOUND = 12, 4, 12


def _answer(desk: Desk, asked: Asked) -> Shown:
    refuse_listing(asked)
    now, place = desk.now, Place(asked.filters)
    queue = queue_of(desk, place.wanted, asked.reviewer)
    at = asked.first("at")
    if at is not None and not now.incidents.keys_of([at]):
        return Shown(title="Review", moved=_moved(desk, place, at))
    if at is None and asked.first("done") is None:
        at = queue.after(None)
    row, version = _row(desk, now, at)
    if asked.after is not None and queue.place(asked.after) is None:
        raise Refused(400, "what _next led to is not in this queue any more; leave it out to begin at the first page")
    log = log_of(desk)
    window = queue.window(asked.after or at, asked.size + 1)
    rows = fetch(desk.record, "incidents", now.incidents.keys_of(window[: asked.size]))
    told_of = {id_: queue.proposals[id_] for id_ in window if id_ in queue.proposals}
    incident = _looked_at(desk, now, row, queue, place) if row is not None else None
    last = last_of(log.all, asked.reviewer) if asked.reviewer and asked.may_write else ()
    return Shown(
        title="Review",
        rows=rows,
        count=queue.count,
        next=window[asked.size] if len(window) > asked.size else None,
        told={
            "at": row,
            "seen": version,
            "proposals": [_proposal_json(one) for one in told_of.values()],
            "done": _done(desk, log, asked.first("done")),
        },
        drawn={
            "keys": ACTS,
            "kinds": KINDS,
            "place": place,
            "ways": ways(place.wanted.filters, "incidents", here=asked.page.path) if place.wanted.filters else None,
            "queue": queue,
            "reasons": told_of,
            "titles": titles_of(desk, incidents_in(why for one in told_of.values() for why in one.why)),
            "row": row,
            "incident": incident,
            "last": _last(desk, last),
            "wrong": WRONG.get(asked.first("wrong") or ""),
            "do": asked.first("do") if row is not None and asked.may_write else None,
            "found": _found(desk, asked.first("find")),
            "next_at": queue.after(at),
            "previous_at": queue.before(at),
            "random": place.wanted.order is Order.RANDOM,
        },
    )


def _moved(desk: Desk, place: Place, at: str) -> str:
    """Return the address at which an incident stands under another id; raises NotThere where it is none."""
    leads = desk.record.leads_to(at)
    if leads == at or not desk.now.incidents.keys_of([leads]):
        raise NotThere(f"this record has no incident {at!r}; it may be that all its reports are gone")
    return place.but(at=leads).address


def _row(desk: Desk, now: Snapshot, at: str | None) -> tuple[Row | None, int | None]:
    """Return an incident and its version, as the snapshot has both."""
    versions = now.incidents.keys_of([at]) if at is not None else []
    rows = desk.fetch("incidents", versions)
    return (rows[0], versions[0]) if rows else (None, None)


def _proposal_json(one: Proposal) -> dict[str, Any]:
    return {"id": one.id, "urgency": one.urgency, "why": list(one.why), "near": one.near}


# What is looked at


def _looked_at(desk: Desk, now: Snapshot, row: Row, queue: Queue, place: Place) -> dict[str, Any]:
    """Return all that the page shows of an incident besides its row."""
    doing = place.first("do")
    is_whole = place.first("whole") == "yes" or doing in ("split", "move")
    order = reports_of(row)
    reports = _reports(desk, now, order[: MOST if is_whole else _REPORTS])
    near = _near(desk, now, row)
    decided = Decided.about(desk, row["reports"])
    form = None
    if doing == Act.EDIT:
        typed = {key.removeprefix(SET): values[0] for key, values in place.values.items() if key.startswith(SET)}
        form = filled(row, typed, beside=reports, called=called_of(desk), own=desk.covers.own_id)
    return {
        "proposal": queue.proposals.get(row["id"]),
        "at": queue.place(row["id"]),
        "is_left": queue.is_left(row["id"]),
        "reports": reports,
        "more": len(order) - len(reports),
        "behind": {report for group in row["sources"]["groups"] for report in group},
        "near": near,
        "documents": _documents(desk, [*reports, *(near["reports"] if near else ())], row),
        "decisions": decided.rows(names_in([*reports, {**row, "places": [row["place"]] if row["place"] else []}])),
        "conflicts": _conflicts(decided),
        "form": form,
        "chosen": set(place.values.get("report", ())),
    }


def _reports(desk: Desk, now: Snapshot, ids: Sequence[str]) -> list[Row]:
    return desk.fetch("reports", now.reports.keys_of(ids))


def _near(desk: Desk, now: Snapshot, row: Row) -> dict[str, Any] | None:
    """Return the incident that one may be one with, as it is shown beside it, or None."""
    for one in row["runners_up"]:
        other, version = _row(desk, now, one["id"])
        if other is not None:
            reports = _reports(desk, now, reports_of(other)[:_NEAR])
            more = len(other["reports"]) - len(reports)
            return {"row": other, "seen": version, "said": one, "reports": reports, "more": more}
    return None


def _documents(desk: Desk, reports: Sequence[Row], row: Row) -> dict[str, str]:
    """Return how the documents are called that reports and quotations are from, by their ids."""
    ids = {report["document"] for report in reports}
    quotes = (quote for one in row["contradictions"] for side in one["values"] for quote in side["quotes"])
    ids |= {quote["document"] for quote in quotes}
    return document_names(desk.titles(sorted(ids)))


# What was decided


def _conflicts(decided: Decided) -> list[dict[str, Any]]:
    by_id = {one.id: one for one in decided.decisions}
    return [
        {"why": why, "sides": [told(by_id[id_]) for id_ in ids if id_ in by_id]}
        for ids, why in decided.effects.outcomes.conflicts
        if any(id_ in by_id for id_ in ids)
    ]


def _done(desk: Desk, log: Log, id_: str | None) -> dict[str, Any] | None:
    """Return what was decided last, as an address names it; None where it names nothing that there is."""
    one = log.get(id_) if id_ else None
    if one is None:
        return None
    (row,) = Decided.some(desk, [one]).rows()
    more = len(made_with(one, log.all)) - 1
    said = f"{row['told']}, with {more:,} more" if more else row["told"]
    return {**{key: row[key] for key in ("id", "act", "effect", "became")}, "told": said, "more": more}


def _last(desk: Desk, last: Sequence[Decision]) -> dict[str, Any] | None:
    """Return what an undo would take back."""
    if not last:
        return None
    one = Decided.some(desk, last[-1:]).decisions[0]
    more = len(last) - 1
    return {"id": one.id, "told": f"{told(one)}, with {more:,} more" if more else told(one)}


def _found(desk: Desk, words: str | None) -> list[Row] | None:
    if words is None:
        return None
    try:
        return desk.covers.rows("incidents", find(desk.record, words, most=_FOUND))
    except ValueError:
        raise Refused(400, f"{words!r} cannot be searched for; give words or an id") from None


PAGES = (
    Page(
        name="review",
        path=PATH,
        summary="The incidents that are in doubt, the most urgent first or by chance, and one of them to decide on.",
        what="incidents",
        answer=_answer,
        formats=("json", "csv"),
        filters=PARAMETERS,
        is_listed=True,
        size=15,
    ),
)
