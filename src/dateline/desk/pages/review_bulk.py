"""Decide on many incidents at once: first what would be decided is shown, then it is done, and one undo takes it back.

Invariant: only what the preview held is decided on, and of that only what is still as it was then; what changed
meanwhile is left out and told. All of it is one transaction: whatever stops it, nothing was decided.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from dateline.desk.act import Action, Done, Sent
from dateline.desk.addresses import Addresses
from dateline.desk.asked import Asked
from dateline.desk.decided import Decided
from dateline.desk.desk import Desk
from dateline.desk.listing import filters_of
from dateline.desk.page import Page, Parameter, Shown
from dateline.desk.refused import Busy, Refused
from dateline.desk.review.bulk import Working, start, working_of
from dateline.desk.review.log import log_of
from dateline.desk.review.place import KINDS, LONGEST, PATH, WRONG, Place, refuse_listing
from dateline.desk.review.queue import queue_of
from dateline.desk.sessions import Session
from dateline.errors import StaleError
from dateline.indexing.rows import fetch
from dateline.model import Act, Decision, Deed, Subject
from dateline.model.decision import subject_of
from dateline.model.occasion import Order
from dateline.reviewing.acting import last_of, made_with
from dateline.reviewing.keys import key_of

__all__ = ["ACTIONS", "MOST", "PAGES"]

# What is decided on at once, at most: as many as one may look through in the preview, and as take about two seconds.
MOST = 500
# What was left out since it changed is named in the address of the page that tells it.
_NAMED = 20
_BULK = f"{PATH}/bulk"
_VERDICTS = tuple(act.value for act in (Act.ACCEPT, Act.REJECT, Act.UNSURE))
_SAID: Mapping[str, str] = {
    "reason": "Nothing was decided yet: give a reason, in a few words. Others will want to know it.",
    "stale": "Nothing was decided: all of these changed since they were shown. They are shown as they are now.",
    "busy": WRONG["busy"],
    "none": "Nothing was decided: there was nothing to decide on.",
    "over": WRONG["over"],
}


def _answer(desk: Desk, asked: Asked) -> Shown:
    refuse_listing(asked, pages=False)
    now, place = desk.now, Place({key: value for key, value in asked.filters.items() if key not in _OWN_NAMES})
    queue = queue_of(desk, place.wanted, asked.reviewer)
    act = asked.first("act") or Act.ACCEPT.value
    ids = queue.window(None, MOST)
    versions = dict(zip(ids, now.incidents.keys_of(ids), strict=True))
    rows = fetch(desk.record, "incidents", list(versions.values())[: asked.size])
    log = log_of(desk)
    one = log.get(asked.first("done") or "")
    done = None
    if one is not None:
        (row,) = Decided.some(desk, [one]).rows()
        told_ = {key: row[key] for key in ("id", "told", "became")}
        done = {**told_, "number": len(made_with(one, log.all)), "is_live": row["effect"] != "undone"}
    return Shown(
        title="Decide on many",
        rows=rows,
        count=queue.count,
        told={
            "decided": len(ids),
            "snapshot": now.version,
            "targets": [f"{id_}={version}" for id_, version in versions.items()],
            "done": done,
            "changed": list(asked.filters.get("changed", ())),
        },
        drawn={
            "act": act,
            "kinds": KINDS,
            "count": queue.count,
            "random": place.wanted.order is Order.RANDOM,
            "place": place,
            "most": MOST,
            "needs_reason": key_of(Act(act)).needs_reason,
            "back": Addresses().to(_BULK, asked.parameters(done=None, changed=None, wrong=None, reason=None)),
            "wrong": _SAID.get(asked.first("wrong") or ""),
            "acts": [
                (value, Addresses().to(_BULK, asked.parameters(act=value, done=None, changed=None, wrong=None)))
                for value in _VERDICTS
            ],
        },
    )


def _act(desk: Desk, sent: Sent) -> Done:
    act = Act(sent.first("act") or "")
    targets = _targets(sent.first("targets") or "")
    place, reason = _came_from(sent), sent.first("reason")
    back = _back(sent)
    if not targets:
        raise Refused(422, _SAID["none"], next=_with(back, wrong="none"))
    if key_of(act).needs_reason and not reason:
        raise Refused(422, _SAID["reason"], next=_with(back, wrong="reason"))
    desk.check_may_decide(sent.session)
    working = start(lambda: _decided(desk, sent.session, act, targets, place, reason), of=len(targets))
    if working.is_done:
        return _told(working, back, reason)
    told_ = {"working": working.id, "decided": 0, "left_out": []}
    going = {"job": [working.id], "next": [_with(back, reason=reason) if reason else back]}
    return Done(next=Addresses().to(f"{_BULK}/working", going), told=told_)


def _came_from(sent: Sent) -> Place:
    return Place.at(_review(sent.first("next"))) or Place({})


def _back(sent: Sent) -> str:
    return Addresses().to(_BULK, {**_came_from(sent).values, "act": [sent.first("act") or Act.ACCEPT.value]})


def _over(desk: Desk, sent: Sent) -> Refused:
    del desk
    return Refused(403, _SAID["over"], next=_with(_back(sent), wrong="over", reason=sent.first("reason") or []))


def _decided(
    desk: Desk, session: Session | None, act: Act, targets: Mapping[str, int], place: Place, reason: str | None
) -> tuple[list[str], list[str]]:
    """Decide on all that is as it was; return the ids of the decisions, and of the incidents that were left out."""
    left = dict(targets)
    occasion = place.wanted.occasion
    while True:
        now = desk.record.versions(left)
        left = {id_: version for id_, version in left.items() if now.get(id_) == version}
        if not left:
            made = _made_before(desk, session, act, targets, reason)
            decided = {id_ for one in made for id_ in one.targets}
            return [one.id for one in made], [id_ for id_ in targets if id_ not in decided]
        deeds = [Deed(act, (id_,), reason=reason) for id_ in left]
        try:
            made = desk.decide_all(session, deeds, seen=left, occasion=occasion)
        except StaleError:  # somebody else was quicker: what they changed is left out, too
            continue
        return [one.id for one in made], [id_ for id_ in targets if id_ not in left]


def _made_before(
    desk: Desk, session: Session | None, act: Act, targets: Collection[str], reason: str | None
) -> Sequence[Decision]:
    """Return what the same form decided before, where it was sent twice and nothing came of it since; else nothing."""
    last = last_of(desk.record.decisions_since(), session.reviewer) if session else ()
    is_same = all((one.act, one.reason) == (act, reason) and set(one.targets) <= set(targets) for one in last)
    return last if is_same else ()


def _told(working: Working, back: str, reason: str | None) -> Done:
    """Return where the outcome of a bulk is shown; raises what stopped it, with the reason as it was typed."""
    try:
        made, left_out = working.outcome()
    except Busy as busy:
        typed = {"reason": reason} if reason else {}
        raise Busy(str(busy), next=_with(back, wrong="busy", **typed)) from None
    if not made:
        raise Refused(409, _SAID["stale"], next=_with(back, wrong="stale"))
    told_ = {"decisions": made, "decided": len(made), "left_out": left_out}
    return Done(next=_with(back, done=made[-1], changed=left_out[:_NAMED]), told=told_)


def _working(desk: Desk, asked: Asked) -> Shown:
    del desk
    working = working_of(asked.first("job") or "")
    place = Place.at(_review(asked.first("next"))) or Place({})
    reason = place.first("reason")
    back = Addresses().to(_BULK, place.but(reason=None).values)
    if working is None:
        return Shown(title="Deciding", moved=back)
    if working.is_done:
        try:
            return Shown(title="Deciding", moved=_told(working, back, reason).next)
        except Refused as refused:
            if refused.next is not None:
                return Shown(title="Deciding", moved=refused.next)
            raise
    told_ = {"targets": working.of, "seconds": round(working.seconds, 1)}
    return Shown(title="Deciding", told=told_)


def _review(address: str | None) -> str:
    """Return the address of a bulk as that of the review with the same filters."""
    return (address or "").replace(_BULK, PATH, 1)


def _with(address: str, **more: str | list[str]) -> str:
    values = {key: [value] if isinstance(value, str) else value for key, value in more.items()}
    said = Addresses().to("", values)
    return f"{address}{'&' + said[1:] if '?' in address and said else said}"


def _targets(given: str) -> dict[str, int]:
    """Read incidents with their versions, blanks between them; raises Refused (400) for what is no such thing."""
    found: dict[str, int] = {}
    for one in given.split():
        id_, _, version = one.partition("=")
        if subject_of(id_) is not Subject.INCIDENT or not (version.isascii() and version.isdigit()):
            raise Refused(
                400, f"{one[:40]!r} does not name an incident and the version that was shown: `i0123456789abcdef=7`"
            )
        found[id_] = int(version[:18])
    if len(found) > MOST:
        raise Refused(422, f"at most {MOST} incidents are decided on at once, not {len(found):,}; narrow the filters")
    return found


_TARGETS = Parameter(
    name="targets",
    doc=f"The incidents with the versions that were shown, blanks between: `i0123456789abcdef=7`; at most {MOST}.",
    is_required=True,
    longest=40 * MOST,
)
_OWN = (
    Parameter(name="act", doc="What would be decided.", values=_VERDICTS),
    Parameter(name="reason", doc="Why, as typed so far."),
    Parameter(name="done", doc="The id of the last decision that was made."),
    Parameter(name="changed", doc="The id of an incident that was left out, since it changed.", is_many=True),
    Parameter(name="wrong", doc="What was wrong with the form.", values=tuple(_SAID)),
)
_OWN_NAMES = frozenset(one.name for one in _OWN)
_NEXT = Parameter(name="next", doc="The address of the preview.", longest=LONGEST)
_ORDER = (
    Parameter(name="order", doc="In which order the first ones are taken.", values=("urgency", "random")),
    Parameter(name="seed", doc="Which random order."),
)

PAGES = (
    Page(
        name="review-bulk",
        path=_BULK,
        summary="What would be decided at once, of what is left to review and some filters leave.",
        what="incidents",
        answer=_answer,
        formats=("json", "csv"),
        filters=(*_OWN, *_ORDER, *(one for one in filters_of("incidents") if one.name not in _OWN_NAMES)),
        is_listed=True,
        size=20,
    ),
    Page(
        name="review-working",
        path=f"{_BULK}/working",
        summary="How far a decision on many is.",
        answer=_working,
        filters=(Parameter(name="job", doc="Which one."), _NEXT),
    ),
)
ACTIONS = (
    Action(
        name="review-bulk",
        path=f"{_BULK}/decide",
        summary="Decide on many incidents at once, on all that are as they were shown.",
        act=_act,
        over=_over,
        fields=(
            Parameter(name="act", doc="What is decided.", values=_VERDICTS, is_required=True),
            _TARGETS,
            Parameter(name="reason", doc="Why; it is kept with every decision."),
            _NEXT,
        ),
    ),
)
