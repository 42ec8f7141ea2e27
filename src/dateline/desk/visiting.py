"""The two addresses of signing in at an institute: the way there, and the way back.

Invariant: the way back takes a session only in the browser that went. Its answer is a page and no redirect: a browser
sends a strict cookie only from a page of the desk itself.
"""

from __future__ import annotations

from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from dateline.desk.addresses import path_of
from dateline.desk.desk import Desk
from dateline.desk.institute import BROWSER, Visits
from dateline.desk.refused import Refused
from dateline.desk.sessions import COOKIE

__all__ = ["visiting"]

_MINUTES = 10
# What stands in an address as it is: what parts it (RFC 3986), and what is coded already.
_PLAIN = ":/%#?=@[]!$&'()*+,;"


def visiting(desk: Desk) -> list[Route]:
    """Return the routes of a desk whose people sign in at an institute; none for another."""
    if desk.institute is None or desk.accounts is None:
        return []
    visits, accounts = Visits(desk.institute), desk.accounts

    def there(request: Request) -> Response:
        back = f"{str(request.base_url).rstrip('/')}/institute/back"
        address, state = visits.begin(back=back, next=path_of(request.query_params.get("next")))
        answer = RedirectResponse(address, status_code=303)
        is_safe = request.url.scheme == "https"
        # Lax: it has to come along from the institute's page, which is another site.
        answer.set_cookie(
            BROWSER, state, max_age=_MINUTES * 60, httponly=True, samesite="lax", secure=is_safe, path="/institute"
        )
        return answer

    async def back(request: Request) -> Response:
        asked = request.query_params
        if "code" not in asked or "state" not in asked:
            raise Refused(403, f"your institute did not let you in ({asked.get('error', 'no reason given')[:80]})")
        subject, path = await run_in_threadpool(
            visits.end, state=asked["state"], kept=request.cookies.get(BROWSER, ""), code=asked["code"]
        )
        session = accounts.of_subject(subject)
        if session is None:
            raise Refused(403, f"{subject} has no account on this desk; ask whoever runs it")
        answer = HTMLResponse('<!doctype html><title>Dateline</title><p><a href="/">Go on</a></p>')
        answer.headers["Refresh"] = f"0; url={quote(path, safe=_PLAIN)}"  # a header has no letters but ASCII
        is_safe = request.url.scheme == "https"
        secret = desk.sessions.begin(session)
        answer.set_cookie(COOKIE, secret, httponly=True, samesite="strict", secure=is_safe, path="/")
        answer.delete_cookie(BROWSER, path="/institute")
        return answer

    return [Route("/institute", there), Route("/institute/back", back)]
