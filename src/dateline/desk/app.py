"""The application: the registry's pages and actions as addresses, behind the guard.

Invariant: every answer comes from one page's function, whatever its format; an error that was made on purpose is told
in one shape, any other says only that it is a fault, and is logged.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from importlib import resources
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.body_limit import RequestBodyLimitMiddleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from dateline.desk import openapi
from dateline.desk.act import Action, Sent
from dateline.desk.addresses import Addresses, decode, encode
from dateline.desk.asked import Asked, read
from dateline.desk.desk import Desk
from dateline.desk.faults import refusal
from dateline.desk.formats import FLAVOUR, FORMATS
from dateline.desk.grounds import outlines
from dateline.desk.leading import led_on
from dateline.desk.originals import original
from dateline.desk.page import Page, Shown
from dateline.desk.refused import NotThere, Refused, error_json
from dateline.desk.registry import ACTIONS, NAVIGATION, PAGES
from dateline.desk.safety import Guard, every_header, policy
from dateline.desk.sending import sent
from dateline.desk.sessions import COOKIE, Session
from dateline.desk.templating import environment
from dateline.desk.visiting import visiting
from dateline.drawing.palette import stylesheet
from dateline.errors import DatelineError

__all__ = ["answered", "application"]

# What a form with a long reason, or a bulk decision with all its ids, may weigh; nothing else is sent.
_LARGEST = 1_000_000
_GZIPPED = 2_000


def application(desk: Desk) -> Starlette:
    """Return the ASGI application of a desk."""
    static = resources.files("dateline.desk").joinpath("static")
    routes: list[Route | Mount] = [
        Route("/openapi.json", _openapi),
        Route("/pictures.css", _pictures),
        Route("/outlines.json", _outlines(desk)),
        Route("/documents/{id}/original", _original(desk)),
        Mount("/static", StaticFiles(directory=str(static))),
        *visiting(desk),
    ]
    for page in PAGES:
        for format_ in page.formats:
            path = f"/index.{format_}" if page.path == "/" else f"{page.path}.{format_}"
            routes.append(Route(path, _exported(desk, page, format_)))
        routes.append(Route(page.path, _shown(desk, page)))
    routes += [Route(action.path, _acted(desk, action), methods=["POST"]) for action in ACTIONS]
    return Starlette(
        routes=routes,
        middleware=[
            Middleware(Guard, hosts=desk.options.hosts, largest=_LARGEST),
            Middleware(RequestBodyLimitMiddleware, max_body_size=_LARGEST),
            Middleware(GZipMiddleware, minimum_size=_GZIPPED),
        ],
        exception_handlers=dict.fromkeys((Refused, DatelineError, HTTPException, Exception), _told(desk)),
    )


def _session(desk: Desk, request: Request, *, is_open: bool = False) -> Session | None:
    """Return the session that a request comes with, or None; raises Refused (401) where a shared desk needs one."""
    scheme, _, secret = request.headers.get("authorization", "").partition(" ")
    session = desk.sessions.of(request.cookies.get(COOKIE))
    if session is not None and desk.accounts is not None:
        session = desk.accounts.of_name(session.reviewer)  # who lost the account, or a role, lost it at once
    if scheme.casefold() == "bearer":
        session = desk.accounts.of_token(secret.strip()) if desk.accounts is not None else None
        if session is None:
            raise Refused(401, "that token is unknown or has expired")
    if session is None and desk.accounts is not None and not is_open:
        raise Refused(401, "this desk is shared: sign in, or send a token")
    return session


def _asked(desk: Desk, page: Page, request: Request, parameters: list[tuple[str, str]]) -> Asked:
    session = _session(desk, request, is_open=page.is_open)
    id_ = decode(request.path_params["id"]) if page.is_one else None
    return read(
        page,
        parameters,
        id_=id_,
        reviewer=session.reviewer if session else None,
        role=session.role if session else "reader",
    )


def _shown(desk: Desk, page: Page) -> Callable[[Request], Response]:
    def endpoint(request: Request) -> Response:
        asked = _asked(desk, page, request, request.query_params.multi_items())
        with desk.reading():
            led = led_on(desk, asked)
            if led is not None:
                return RedirectResponse(_here(page, led), status_code=308)
            shown = _answered(desk, page, asked)
            if shown.moved is not None:
                return RedirectResponse(_moved(page, asked, shown.moved), status_code=308)
            answer = HTMLResponse(_page(desk, page, asked, shown))
        if page.policy:
            answer.headers["Content-Security-Policy"] = policy(page.policy)
        return answer

    return endpoint


def _answered(desk: Desk, page: Page, asked: Asked) -> Shown:
    """Return the answer of a page as it is shown: with names covered, whatever it is written as."""
    given = page.answer(desk, asked)
    also = {sort: desk.covers.rows(sort, rows) for sort, rows in given.also.items()}
    rows = desk.covers.rows(page.what, given.rows)
    shown = replace(given, rows=rows, also=also, next=asked.sealed(given.next))
    if page.is_one and given.rows and not shown.rows:
        raise NotThere(f"{page.what} that name readers or private persons are not shown here")
    return shown


def answered(desk: Desk, page: Page, asked: Asked) -> Shown:
    """Return the answer of a page, once it was drawn as people would see it."""
    shown = _answered(desk, page, asked)
    if shown.moved is None:
        _page(desk, page, asked, shown)
    return shown


def _page(desk: Desk, page: Page, asked: Asked, shown: Shown) -> str:
    drawn = {**shown.told, **shown.drawn, **(shown.draw(shown) if shown.draw else {})}
    shown = replace(shown, title=drawn.pop("title", shown.title))
    return (
        environment()
        .get_template(f"{page.name}.html")
        .render(
            page=page,
            asked=asked,
            shown=shown,
            version=desk.now.version,
            navigation=NAVIGATION,
            here=page.path,
            exports=[(format_, _here(page, asked, format_)) for format_ in page.formats],
            **drawn,
        )
    )


def _moved(page: Page, asked: Asked, to: str, format_: str | None = None) -> str:
    """Return the address to which one thing moved, asked the same; a page that moved as a whole says so itself."""
    if not page.is_one:
        path, mark, said = to.partition("?")
        return f"{path}.{format_}{mark}{said}" if format_ else to
    return Addresses().to(to, asked.parameters(), format=format_)


def _here(page: Page, asked: Asked, format_: str | None = None) -> str:
    """Return the address of what a page shows, or of an export of its very rows."""
    path = page.path
    addresses = Addresses()
    if page.is_one and asked.id is not None:
        path = path.replace("{id}", encode(asked.id))
    return addresses.to(path, asked.parameters(), format=format_)


def _exported(desk: Desk, page: Page, format_: str) -> Callable[[Request], Response]:
    media, write = FORMATS[format_]

    def endpoint(request: Request) -> Response:
        parameters = request.query_params.multi_items()
        flavour = FLAVOUR.values[0]
        if format_ == "csv":
            given = [value for key, value in parameters if key == FLAVOUR.name]
            parameters = [(key, value) for key, value in parameters if key != FLAVOUR.name]
            flavour = given[0] if given else flavour
            if flavour not in FLAVOUR.values:
                raise Refused(400, f"{FLAVOUR.name} is one of {', '.join(FLAVOUR.values)}, not {flavour!r}")
        asked = _asked(desk, page, request, parameters)
        root = str(request.base_url).rstrip("/")
        with desk.reading():
            shown = _answered(desk, page, asked)
            if shown.moved is not None:
                return RedirectResponse(_moved(page, asked, shown.moved, format_), status_code=308)
            answer = Response(write(page, shown, Addresses(root), flavour), media_type=media)
        if format_ != "json":
            name = page.name.replace("/", "-")
            answer.headers["Content-Disposition"] = f'attachment; filename="dateline-{name}.{format_}"'
        return answer

    return endpoint


def _acted(desk: Desk, action: Action) -> Callable[[Request], Any]:
    async def endpoint(request: Request) -> Response:
        try:
            session = _session(desk, request, is_open=action.is_open)
            if action.decides:
                desk.check_may_decide(session)
        except Refused as refused:
            raise await _over(desk, action, request, refused) from None
        values, is_json = await sent(request, action)
        client = request.client.host if request.client else ""
        done = await run_in_threadpool(action.act, desk, Sent(values=values, session=session, client=client))
        answer: Response
        if is_json:
            answer = JSONResponse({"ok": True, "next": done.next, **done.told})
        else:
            answer = RedirectResponse(done.next, status_code=303)
        if done.secret == "":
            desk.sessions.end(request.cookies.get(COOKIE))
        if done.secret:
            is_safe = request.url.scheme == "https"
            answer.set_cookie(COOKIE, done.secret, httponly=True, samesite="strict", secure=is_safe, path="/")
        elif done.secret == "":
            answer.delete_cookie(COOKIE, httponly=True, samesite="strict", path="/")
        return answer

    return endpoint


async def _over(desk: Desk, action: Action, request: Request, refused: Refused) -> Refused:
    """Return what tells who had a session that it is over: on the page of the form, with all that was typed."""
    secret = request.cookies.get(COOKIE)
    if action.over is None or not secret or desk.sessions.of(secret) is not None:
        return refused
    values, is_json = await sent(request, action)
    return refused if is_json else action.over(desk, Sent(values=values))


def _original(desk: Desk) -> Callable[[Request], Response]:
    def endpoint(request: Request) -> Response:
        _session(desk, request)
        return original(desk, decode(request.path_params["id"]))

    return endpoint


def _openapi(request: Request) -> Response:
    del request
    return JSONResponse(openapi.document(PAGES, ACTIONS))


def _outlines(desk: Desk) -> Callable[[Request], Response]:
    def endpoint(request: Request) -> Response:
        _session(desk, request)
        return outlines(desk.options.boundaries)

    return endpoint


def _pictures(request: Request) -> Response:
    """Return how the pictures look in the dark; in the light they look as they are."""
    del request
    return Response(stylesheet(), media_type="text/css")


def _told(desk: Desk) -> Callable[[Request, Exception], Response]:
    """Return what tells an error in the one shape: as a page to who asked for a page, else as JSON."""
    return lambda request, error: _tell(request, error, refusal(desk, error))


def _tell(request: Request, error: Exception, refused: Refused) -> Response:
    # A fault is told outside of the guard, which puts the headers on all else.
    headers: Mapping[str, str] = {**every_header(), **(getattr(error, "headers", None) or refused.headers or {})}
    last = request.url.path.rpartition("/")[2]
    is_export = last.rpartition(".")[2] in FORMATS and "." in last
    if is_export or "text/html" not in request.headers.get("accept", "text/html"):
        return JSONResponse(error_json(refused), status_code=refused.status, headers=headers)
    if refused.next is not None:
        return RedirectResponse(refused.next, status_code=303)
    if refused.status == 401 and request.method == "GET":
        asked = f"{request.url.path}?{request.url.query}" if request.url.query else request.url.path
        return RedirectResponse(Addresses().to("/sign-in", {"next": [asked]}), status_code=303)
    page = environment().get_template("error.html").render(error=refused, navigation=NAVIGATION, here="")
    return HTMLResponse(page, status_code=refused.status, headers=headers)
