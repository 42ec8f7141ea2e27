"""Sign in to a desk that is shared.

Invariant: nothing tells a wrong name from a wrong password, and after it one is led to an address of this desk alone.
"""

from __future__ import annotations

from math import ceil

from dateline.desk.act import Action, Done, Sent
from dateline.desk.addresses import path_of
from dateline.desk.asked import Asked
from dateline.desk.desk import Desk
from dateline.desk.page import Page, Parameter, Shown
from dateline.desk.refused import NotThere, Refused
from dateline.desk.review.place import LONGEST

__all__ = ["ACTIONS", "PAGES"]

_NEXT = Parameter(name="next", doc="The path to go on at.", longest=LONGEST)


def _answer(desk: Desk, asked: Asked) -> Shown:
    if desk.accounts is None:
        raise NotThere(
            "this desk is not shared, so nobody signs in; to decide, open the one-time address that the terminal shows"
        )
    drawn = {"next": path_of(asked.first("next")), "institute": desk.institute is not None}
    return Shown(title="Sign in", drawn=drawn)


def _sign_in(desk: Desk, sent: Sent) -> Done:
    if desk.accounts is None:
        raise NotThere(
            "this desk is not shared, so nobody signs in; to decide, open the one-time address that the terminal shows"
        )
    name = (sent.first("name") or "").strip()
    keys = (f"name {name}", f"from {sent.client}")
    wait = desk.attempts.wait(keys)
    if wait:
        raise Refused(429, f"too many wrong passwords; try again in {ceil(wait / 60)} minutes", after=ceil(wait))
    session = desk.accounts.signed_in(name, sent.first("password") or "")
    if session is None:
        desk.attempts.failed(keys)
        raise Refused(403, "the name or the password is wrong")
    desk.attempts.forget(keys[0])
    told = {"reviewer": session.reviewer, "role": session.role}
    return Done(next=path_of(sent.first("next")), told=told, secret=desk.sessions.begin(session))


PAGES = (
    Page(
        name="sign_in",
        path="/sign-in",
        summary="Sign in to a desk that is shared.",
        answer=_answer,
        formats=(),
        filters=(_NEXT,),
        is_open=True,
    ),
)
ACTIONS = (
    Action(
        name="sign-in",
        path="/sign-in",
        summary="Sign in to a desk that is shared.",
        act=_sign_in,
        fields=(
            Parameter(name="name", doc="Your name.", is_required=True),
            Parameter(name="password", doc="Your password.", is_required=True),
            _NEXT,
        ),
        decides=False,
        is_open=True,
    ),
)
