"""Begin to decide: the one-time address that the terminal prints leads here.

Invariant: to open the page changes nothing; only sending its form takes the token, and a token is worth one session.
"""

from __future__ import annotations

from dateline.desk.act import Action, Done, Sent
from dateline.desk.asked import Asked
from dateline.desk.desk import Desk
from dateline.desk.page import Page, Parameter, Shown
from dateline.desk.refused import Refused
from dateline.desk.sessions import Session

__all__ = ["ACTIONS", "PAGES"]

_SPENT = "this one-time address was used before, or its time is over; the terminal of `dateline serve` shows a new one"
_TOKEN = Parameter(name="token", doc="The token of the one-time address.")
_LONGEST_NAME = 80
_ROLES = ("reviewer", "lead")


def _answer(desk: Desk, asked: Asked) -> Shown:
    token = asked.first("token") or ""
    is_open = desk.sessions.is_open(token)
    drawn = {"token": token, "is_open": is_open, "suggested": desk.options.reviewer, "role": desk.options.role}
    return Shown(title="Begin to decide", drawn=drawn)


def _begin(desk: Desk, sent: Sent) -> Done:
    if desk.accounts is not None:
        raise Refused(403, "this desk is shared: sign in instead")
    if desk.options.is_read_only:
        raise Refused(403, "this desk was started read-only")
    reviewer = (sent.first("reviewer") or desk.options.reviewer).strip()
    if not reviewer:
        raise Refused(400, "give your name: every decision is kept with it")
    if len(reviewer) > _LONGEST_NAME or not reviewer.isprintable():
        raise Refused(400, f"give a name of at most {_LONGEST_NAME} printable characters")
    secret = desk.sessions.redeem(
        sent.first("token") or "", Session(reviewer=reviewer, role=sent.first("role") or desk.options.role)
    )
    if secret is None:
        raise Refused(403, _SPENT)
    return Done(next="/", told={"reviewer": reviewer}, secret=secret)


def _end(desk: Desk, sent: Sent) -> Done:
    del desk, sent
    return Done(next="/", secret="")


PAGES = (
    Page(
        name="begin",
        path="/begin",
        summary="Begin a session in which decisions are taken.",
        answer=_answer,
        formats=(),
        filters=(_TOKEN,),
    ),
)
ACTIONS = (
    Action(
        name="begin",
        path="/begin",
        summary="Begin a session in which decisions are taken.",
        act=_begin,
        fields=(
            Parameter(name="token", doc="The token of the one-time address.", is_required=True),
            Parameter(name="reviewer", doc="Who decides."),
            Parameter(name="role", doc="As what: where reviewers differ, a lead's word holds.", values=_ROLES),
        ),
        decides=False,
    ),
    Action(name="end", path="/end", summary="End the session.", act=_end, decides=False),
)
