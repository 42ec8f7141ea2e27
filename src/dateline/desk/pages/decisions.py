"""What people decided, in the order in which they did, with what became of each and whether the chain holds.

Invariant: every decision that was ever taken is here, those that were taken back too; nothing on these pages changes
one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from dateline.desk.addresses import Addresses
from dateline.desk.asked import Asked
from dateline.desk.decided import Decided
from dateline.desk.desk import Desk
from dateline.desk.listing import chips, turning
from dateline.desk.page import Page, Parameter, Shown
from dateline.desk.paging import key_in, token_of
from dateline.desk.reading import incident_titles
from dateline.desk.refused import NotThere, Refused
from dateline.desk.review.log import log_of
from dateline.desk.standing import STANDING, Standing
from dateline.model import Act, Decision, Subject
from dateline.model.decision import decision_json, subject_of
from dateline.model.occasion import occasion_of
from dateline.reconciling.actors.deciding import live
from dateline.reconciling.incidents.deciding.conflicts import Effect

__all__ = ["PAGES"]

Json = dict[str, Any]

_SORTS = {"newest": "What was decided last first.", "oldest": "What was decided first first."}
# Conflicts and items of disagreement that are named one by one.
_NAMED = 10


def _answer(desk: Desk, asked: Asked) -> Shown:
    standing = STANDING.of(desk)
    fitting = _fitting(desk, asked, standing)
    page, next_ = _page(fitting, asked)
    decided = Decided.some(desk, page)
    kept = {one.id for one in live(log_of(desk).all)}
    to, path = Addresses(), asked.page.path
    return Shown(
        title="Decisions",
        rows=desk.covers.rows("decisions", [decision_json(one) for one in page]),
        count=len(fitting),
        next=next_,
        told={"became": _without_rows(decided), **_standing(standing)},
        drawn={
            "decided": [
                {**row, **_undoing(one, asked, is_kept=one.id in kept)}
                for row, one in zip(decided.rows(), page, strict=True)
            ],
            "back": to.to(path, asked.parameters()),
            "about": _about(desk, page),
            "chips": chips(asked, path, {}),
            "sorts": _SORTS,
            "sort": asked.sort or "newest",
            "acts": [act.value for act in Act],
            "effects": [effect.value for effect in Effect],
            "reviewers": sorted({one.reviewer for one in log_of(desk).all}),
            **turning(asked, next_),
        },
    )


def _undoing(one: Decision, asked: Asked, *, is_kept: bool) -> Json:
    """Return how many were decided together with one, and whether whoever asks may take it back."""
    bulk = occasion_of(one.proposal).bulk
    may_undo = asked.may_write and (asked.reviewer == one.reviewer or asked.role == "lead")
    is_here = is_kept and one.act is not Act.UNDO and one.about is not Subject.ACTOR
    return {"together": bulk[1] - bulk[0] + 1 if bulk else 1, "may_undo": may_undo and is_here}


def _fitting(desk: Desk, asked: Asked, standing: Standing) -> list[Decision]:
    """Return the decisions that fit the filters, in the order that is asked for."""
    log = log_of(desk)
    found: Iterable[Decision] = log.all
    if incidents := asked.filters.get("incident"):
        now = [desk.record.leads_to(id_) for id_ in incidents]
        reports = {id_ for row in desk.record.some("incidents", now) for id_ in row["reports"]}
        found = log.about(reports)
    if wanted := asked.filters.get("reviewer"):
        found = [one for one in found if one.reviewer in wanted]
    if wanted := asked.filters.get("act"):
        found = [one for one in found if one.act.value in wanted]
    if wanted := asked.filters.get("effect"):
        found = [one for one in found if standing.effects.get(one.id) in wanted]
    is_newest = _sort(asked)
    return sorted(found, key=lambda one: one.number, reverse=is_newest)


def _sort(asked: Asked) -> bool:
    name = (asked.sort or "newest").removeprefix("-")
    if name not in _SORTS:
        raise Refused(400, f"decisions cannot be sorted by {asked.sort!r}; there are {', '.join(_SORTS)}")
    return (name == "newest") != (asked.sort or "").startswith("-")


def _page(fitting: Sequence[Decision], asked: Asked) -> tuple[list[Decision], str | None]:
    """Return the decisions of one page; its token is the number of its last one: none comes in between."""
    rest, is_newest = list(fitting), _sort(asked)
    name = "decisions, newest" if is_newest else "decisions, oldest"
    if asked.after is not None:
        last = int(key_in(name, asked.after, like=(int,))[0])
        rest = [one for one in rest if (one.number < last if is_newest else one.number > last)]
    shown = rest[: asked.size]
    return shown, token_of(name, (shown[-1].number,)) if len(rest) > asked.size else None


def _without_rows(decided: Decided) -> list[Json]:
    keys = ("id", "told", "effect", "because_of", "why", "became", "proposed")
    return [{key: one[key] for key in keys} for one in decided.rows()]


def _standing(standing: Standing) -> Json:
    broken = standing.broken
    return {
        "chain": {
            "decisions": standing.decisions,
            "newest": standing.newest,
            "broken": {"number": broken.number, "decision": broken.decision, "why": broken.why} if broken else None,
        },
        "conflicts": [{"decisions": list(ids), "why": why} for ids, why in standing.conflicts[:_NAMED]],
        "conflicts_count": len(standing.conflicts),
        "agreement": [{**one, "differ": one["differ"][:_NAMED]} for one in standing.agreement],
    }


def _about(desk: Desk, decisions: Iterable[Decision]) -> dict[str, list[Json]]:
    """Return the incidents of now that decisions are about, by the ids of the decisions: what readers know them by."""
    log = log_of(desk)
    of: dict[str, list[str]] = {}
    for one in decisions:
        named = [target for target in one.targets if subject_of(target) is Subject.INCIDENT]
        of[one.id] = [desk.record.leads_to(id_) for id_ in named[:_NAMED]]
        if not named and (reports := sorted(log.reports(one.id))):
            of[one.id] = sorted(set(desk.record.incidents_of(reports[:_NAMED]).values()))
    titles = incident_titles(desk, (id_ for ids in of.values() for id_ in ids))
    return {
        id_: [{"id": one, "title": titles[one]} for one in dict.fromkeys(ids) if one in titles]
        for id_, ids in of.items()
    }


def _answer_one(desk: Desk, asked: Asked) -> Shown:
    one = log_of(desk).get(asked.id or "")
    if one is None:
        raise NotThere(f"this record has no decision {asked.id!r}; all of them are under Decisions")
    decided = Decided.some(desk, [one])
    (row,) = decided.rows()
    return Shown(
        title=f"Decision {one.number}",
        rows=desk.covers.rows("decisions", [decision_json(one)]),
        count=1,
        told={"became": _without_rows(decided)},
        drawn={"one": row, "about": _about(desk, [one]), "anchors": _anchors(desk, one)},
    )


def _anchors(desk: Desk, one: Decision) -> list[Json]:
    """Return the words that a decision was about, as the document has them, with where they stand."""
    anchors = list(one.anchors[: 2 * _NAMED])
    reports = {str(row["id"]): row for row in desk.some("reports", sorted({anchor.id for anchor in anchors}))}
    return [
        {
            "id": anchor.id,
            "document": anchor.document,
            "type": anchor.type,
            "words": reports[anchor.id]["words"] if anchor.id in reports else None,
        }
        for anchor in anchors
    ]


_FILTERS = (
    Parameter(name="reviewer", doc="Who decided.", is_many=True),
    Parameter(name="act", doc="What was done.", values=tuple(act.value for act in Act), is_many=True),
    Parameter(name="effect", doc="What became of it.", values=tuple(one.value for one in Effect), is_many=True),
    Parameter(name="incident", doc="The id of the incident whose reports it is about.", is_many=True),
)

PAGES = (
    Page(
        name="decisions",
        path="/decisions",
        summary="What people decided, what became of it, whether the chain holds, and how far reviewers agree.",
        answer=_answer,
        what="decisions",
        formats=("json", "csv"),
        filters=_FILTERS,
        is_listed=True,
    ),
    Page(
        name="decision",
        path="/decisions/{id}",
        summary="One decision: what it was about, what the machine had proposed, and what became of it.",
        answer=_answer_one,
        what="decisions",
        formats=("json", "csv"),
    ),
)
