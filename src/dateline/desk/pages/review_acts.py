"""What is decided in the review, and taken back.

Invariant: a form says which version of an incident it was about; where that is another by now nothing is decided, and
whoever sent it is told on the page that they come from, with all that they typed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from dateline.desk.act import Action, Done, Sent
from dateline.desk.addresses import path_of
from dateline.desk.desk import Desk
from dateline.desk.page import Parameter
from dateline.desk.refused import Busy, Refused
from dateline.desk.review.fields import called_of, filled, meant
from dateline.desk.review.log import log_of
from dateline.desk.review.place import LONGEST, MOST, SET, WRONG, Place
from dateline.desk.review.queue import queue_of
from dateline.errors import StaleError
from dateline.model import Act, Decision, Deed, Subject
from dateline.model.decision import subject_of
from dateline.model.occasion import Occasion
from dateline.reconciling.actors.deciding import live
from dateline.reconciling.incidents.deciding.editing import FIELDS
from dateline.reconciling.incidents.deciding.recounting import told
from dateline.reviewing.acting import check_targets, last_of, made_with
from dateline.reviewing.keys import ACTS, key_of

__all__ = ["ACTIONS"]

_NEXT = Parameter(
    name="next",
    doc="The address to go on at: of the review, or of the page that the form was on.",
    longest=LONGEST,
)
_SEEN = Parameter(
    name="seen", doc="An incident and its version as it was looked at: `id=version`.", is_many=True, most_values=MOST
)
_REASON = Parameter(name="reason", doc="Why; it is kept with the decision.")


def _decide(desk: Desk, sent: Sent) -> Done:
    act = Act(sent.first("act") or "")
    targets, reports = sent.values.get("target", ()), sent.values.get("report", ())
    other = _other(sent)
    form = _Form(desk, sent, act, other=other)
    check = _missing(act, sent, other)
    if check is not None:
        raise form.refused(check)
    if act is Act.SPLIT:
        named: Sequence[str] = (*targets, *reports)
    elif act is Act.MOVE:
        named = (*reports, other or "")
    elif act in (Act.MERGE, Act.DIFFERENT):
        named = (*targets, *((other,) if other else ()))
    else:
        named = targets
    deed = Deed(act, tuple(named), reason=sent.first("reason"))
    again = form.again(lambda one: (one.act, one.targets, one.reason) == (act, deed.targets, deed.reason))
    if again is not None:
        return again
    form.check(named)
    return form.done([deed])


def _over(desk: Desk, sent: Sent) -> Refused:
    act = Act(sent.first("act") or Act.EDIT.value)
    return _Form(desk, sent, act, other=_other(sent)).refused("over")


def _other(sent: Sent) -> str | None:
    return (sent.first("other_id") or sent.first("other") or "").strip() or None


def _missing(act: Act, sent: Sent, other: str | None) -> str | None:
    """Return what a form lacks, as the page says it (`WRONG`), or None."""
    if act in (Act.SPLIT, Act.MOVE) and not sent.values.get("report"):
        return "reports"
    is_alone = act in (Act.MERGE, Act.DIFFERENT) and len(sent.values.get("target", ())) < 2
    if (act is Act.MOVE or is_alone) and not other:
        return "other"
    if key_of(act).needs_reason and not sent.first("reason"):
        return "reason"
    return None


def _edit(desk: Desk, sent: Sent) -> Done:
    id_ = sent.first("target") or ""
    form = _Form(desk, sent, Act.EDIT)
    rows = desk.fetch("incidents", desk.now.incidents.keys_of([id_]))
    if not rows or subject_of(id_) is not Subject.INCIDENT:
        raise form.refused("stale")
    reports = desk.fetch("reports", desk.now.reports.keys_of(rows[0]["reports"]))
    typed = {key.removeprefix(SET): value[0] for key, value in sent.values.items() if key.startswith(SET)}
    own = desk.covers.own_id
    form_ = filled(rows[0], typed, beside=reports, called=called_of(desk), own=own)
    changed = [one for one in form_ if one.is_changed]
    wrong = [f"{one.field.name}: {one.wrong}" for one in changed if one.wrong]
    if wrong:
        raise form.refused("value", errors=wrong)
    reason = sent.first("reason")
    if not changed:
        again = form.again(lambda one: (one.act, one.targets, one.reason) == (Act.EDIT, (id_,), reason))
        if again is not None:
            return again
        raise form.refused("same")
    values = {one.field.name: meant(one.field.name, one.value, own) for one in changed}
    return form.done([Deed(Act.EDIT, (id_,), reason=reason, field=name, value=value) for name, value in values.items()])


def _undo(desk: Desk, sent: Sent) -> Done:
    session = sent.session
    reviewer = session.reviewer if session else ""
    decisions = desk.record.decisions_since()
    by_id = {one.id: one for one in decisions}
    place = Place.at(sent.first("next"))
    asked = sent.values.get("decision", ())
    chosen = list(last_of(decisions, reviewer)) if not asked else []
    for id_ in asked:
        one = by_id.get(id_)
        if one is None or one.act is Act.UNDO:
            raise Refused(404, f"the record has no decision {id_!r} that could be taken back")
        if one.reviewer != reviewer and (session is None or session.role != "lead"):
            raise Refused(403, f"{id_} is {one.reviewer}'s: they, or a lead, may take it back")
        chosen += made_with(one, decisions) if sent.first("alone") is None else [one]
    kept = {one.id for one in live(decisions)}
    there = list(dict.fromkeys(one.id for one in chosen if one.id in kept))
    if not there:
        raise _not_taken_back("undone" if asked else "nothing", place)
    try:
        made = desk.decide(session, Act.UNDO, there, reason=sent.first("reason"))
    except StaleError:  # a button that is pressed twice, or somebody else who was quicker
        raise _not_taken_back("undone", place) from None
    except Busy as busy:
        raise Busy(str(busy), next=place.but(wrong="busy").address if place else None) from None
    told_ = {"decision": made.id, "undone": there}
    if place is None:
        return Done(next=path_of(sent.first("next")), told=told_)
    about = next((t for id_ in there for t in by_id[id_].targets if subject_of(t) is Subject.INCIDENT), None)
    at = desk.record.leads_to(about) if about else place.first("at")
    if at is not None and not desk.now.incidents.keys_of([at]):
        at = None
    return Done(next=place.queue().but(at=at, done=made.id).address, told=told_)


def _not_taken_back(why: str, place: Place | None) -> Refused:
    return Refused(409, WRONG[why], next=place.but(wrong=why).address if place else None)


class _Form:
    """Hold what a form was about and where it came from, to say what comes next or what is wrong."""

    def __init__(self, desk: Desk, sent: Sent, act: Act, *, other: str | None = None) -> None:
        self._desk, self._sent, self._act, self._other = desk, sent, act, other
        self._place = Place.at(sent.first("next"))
        self._seen = _seen(sent.values.get("seen", ()))

    def refused(self, code: str, *, errors: Sequence[str] = ()) -> Refused:
        """Return what tells that nothing was decided, on the page with all that was typed."""
        status = {"stale": 409, "over": 403}.get(code, 422)
        return Refused(status, WRONG[code], errors=errors, next=self._back(code))

    def _back(self, code: str) -> str | None:
        """Return the address of the page that the form was on, with what was wrong and all that was typed."""
        if self._place is None:
            return None
        typed = {key: value for key, value in self._sent.values.items() if key.startswith(SET)}
        return self._place.but(
            wrong=code,
            done=None,
            do=self._act.value if self._act not in (Act.ACCEPT, Act.UNSURE) else None,
            reason=self._sent.first("reason"),
            other=self._other,
            report=self._sent.values.get("report", ()),
            **typed,
        ).address

    def check(self, targets: Sequence[str]) -> None:
        """Raise Refused where the act cannot be done to its targets, as can be told beforehand."""
        check_targets(targets)
        incidents = [target for target in targets if subject_of(target) is Subject.INCIDENT]
        now = {id_: self._desk.record.leads_to(id_) for id_ in incidents}
        rows = {
            row["id"]: set(row["reports"])
            for row in self._desk.fetch("incidents", self._desk.now.incidents.keys_of(now.values()))
        }
        is_odd = any(id_ not in rows for id_ in now.values()) or len(set(now.values())) < len(incidents)
        if is_odd and self._act in (Act.MERGE, Act.DIFFERENT, Act.MOVE):
            raise self.refused("strange")
        reports = {target for target in targets if subject_of(target) is Subject.REPORT}
        if self._act is Act.MOVE:
            if targets[-1] not in now:
                raise self.refused("strange")
            if reports & rows[now[targets[-1]]]:
                raise self.refused("there")
        if self._act is Act.SPLIT and targets and rows.get(now.get(targets[0], ""), {""}) <= reports:
            raise self.refused("all")

    def done(self, deeds: Sequence[Deed]) -> Done:
        """Decide, and return where to go on; raises Refused where what was looked at is another by now."""
        place, session = self._place, self._sent.session
        wanted = place.wanted if place else None
        occasion = wanted.occasion if wanted else Occasion()
        about = (target for one in deeds for target in one.targets if subject_of(target) is Subject.INCIDENT)
        at = (place.first("at") if place else None) or next(about, None)
        queue = queue_of(self._desk, wanted, session.reviewer) if wanted and session else None
        following = queue.after(at) if queue else None
        try:
            made = self._desk.decide_all(session, deeds, seen=self._seen, occasion=occasion)
        except StaleError:
            asked = {(one.act, one.targets, one.reason, one.field, one.value) for one in deeds}
            again = self.again(lambda one: (one.act, one.targets, one.reason, one.field, one.value) in asked)
            if again is not None:  # the other press of the button came in between
                return again
            raise self.refused("stale") from None
        except Busy as busy:
            raise Busy(str(busy), next=self._back("busy")) from None
        return self._went_on(made, at, following)

    def again(self, is_same: Callable[[Decision], bool]) -> Done | None:
        """Return where to go on where this form was sent before: by a button that was pressed twice; else None.

        It was where its incidents changed since it was shown, and the newest decision about their reports is what the
        form asks for, of the same reviewer.
        """
        session, log = self._sent.session, log_of(self._desk)
        last = last_of(log.all, session.reviewer) if session else ()
        if not last or not all(map(is_same, last)) or self._desk.record.versions(self._seen) == self._seen:
            return None
        about = log.about({report for one in last for report in log.reports(one.id)})
        if about[-len(last) :] != list(last):
            return None
        at = (self._place.first("at") if self._place else None) or last[0].targets[0]
        queue = queue_of(self._desk, self._place.wanted, session.reviewer) if self._place and session else None
        return self._went_on(last, at, queue.after(at) if queue else None)

    def _went_on(self, made: Sequence[Decision], at: str | None, following: str | None) -> Done:
        place = self._place
        told_ = {"decisions": [one.id for one in made], "told": [told(one) for one in made]}
        if place is None:
            return Done(next=path_of(self._sent.first("next")), told=told_)
        then = following if key_of(self._act).goes_on else self._here(at, made)
        return Done(next=place.queue().but(at=then, done=made[-1].id).address, told=told_)

    def _here(self, at: str | None, made: Sequence[Decision]) -> str | None:
        """Return where the incident that was asked about stands after a decision."""
        at = at or next((t for one in made for t in one.targets if subject_of(t) is Subject.INCIDENT), None)
        leads = self._desk.record.leads_to(at) if at else None
        return leads if leads and self._desk.now.incidents.keys_of([leads]) else None


def _seen(given: Sequence[str]) -> Mapping[str, int]:
    """Read which versions of incidents a form was about; raises Refused (400) for what is no such thing."""
    found: dict[str, int] = {}
    for one in given:
        id_, _, version = one.partition("=")
        if subject_of(id_) is not Subject.INCIDENT or not (version.isascii() and version.isdigit()):
            raise Refused(
                400, f"{one!r} does not name an incident and the version that was looked at: `i0123456789abcdef=7`"
            )
        found[id_] = int(version[:18])
    return found


ACTIONS = (
    Action(
        name="review-decide",
        path="/review/decide",
        summary="Decide on an incident, a report or a claim.",
        act=_decide,
        over=_over,
        fields=(
            Parameter(
                name="act",
                doc="What is decided.",
                values=tuple(one.act.value for one in ACTS if one.act is not Act.EDIT),
                is_required=True,
            ),
            Parameter(name="target", doc="The id of what is decided on.", is_many=True, most_values=MOST),
            Parameter(name="report", doc="The id of a report that leaves or moves.", is_many=True, most_values=MOST),
            Parameter(name="other", doc="The id of the other incident: to merge with, to part from, to move to."),
            Parameter(name="other_id", doc="The same, as typed; it goes before the one that was chosen."),
            _REASON,
            _SEEN,
            _NEXT,
        ),
    ),
    Action(
        name="review-edit",
        path="/review/edit",
        summary="Set or empty fields of an incident; fields that are left out or unchanged stay.",
        act=_edit,
        over=_over,
        fields=(
            Parameter(name="target", doc="The id of the incident.", is_required=True),
            *(Parameter(name=f"{SET}{name}", doc=f"What {name} is to be; nothing empties it.") for name in FIELDS),
            _REASON,
            _SEEN,
            _NEXT,
        ),
    ),
    Action(
        name="review-undo",
        path="/review/undo",
        summary="Take decisions back: those named, or the last one of whoever asks, with all made in bulk with it.",
        act=_undo,
        fields=(
            Parameter(
                name="decision",
                doc="The id of a decision; without one it is your last.",
                is_many=True,
                most_values=MOST,
            ),
            Parameter(name="alone", doc="`yes` leaves those that were made in bulk with it.", values=("yes",)),
            _REASON,
            _NEXT,
        ),
    ),
)
