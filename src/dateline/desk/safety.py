"""What every request passes before it is answered, and every answer on its way out.

Invariant: a request is answered only under a name by which the desk is known (DNS rebinding), a write only where it
comes from a page of the desk itself (cross-site requests); no answer lets a page run or load anything that the desk
does not serve. The headers follow OWASP's cheat sheets and the Fetch Metadata specification (W3C).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dateline.desk.refused import Refused, error_json

__all__ = ["Guard", "every_header", "policy"]

_READS = ("GET", "HEAD", "OPTIONS")
# Nothing but what the desk serves; no inline script or style; nobody frames it; forms go nowhere else.
_POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


def policy(more: Mapping[str, str] | None = None) -> str:
    """Return the content security policy, with some of its directives widened."""
    return "; ".join(f"{name} {value}" for name, value in {**_POLICY, **(more or {})}.items())


def every_header() -> dict[str, str]:
    """Return the headers that stand on every answer, unless it has its own."""
    return {**_HEADERS, "Content-Security-Policy": policy(), "Cache-Control": "no-store"}


class Guard:
    """Refuse requests under strange names and writes from strange pages; put the headers on every answer."""

    def __init__(self, app: ASGIApp, *, hosts: Iterable[str], largest: int) -> None:
        """`hosts` are the names, without ports, by which the desk may be asked; `largest` a body, in bytes."""
        self._app = app
        self._largest = largest
        self._hosts = frozenset(host.casefold() for host in hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in every_header().items():
                    headers.setdefault(name, value)
            await send(message)

        refused = _refused(scope, self._hosts, self._largest)
        if refused is not None:
            answer = JSONResponse(error_json(refused), status_code=refused.status)
            await answer(scope, receive, guarded)
            return
        await self._app(scope, receive, guarded)


def _refused(scope: Scope, hosts: Collection[str], largest: int) -> Refused | None:
    headers = Headers(scope=scope)
    named = headers.getlist("host")
    if len(named) != 1 or _name(named[0]) not in hosts:
        return Refused(421, "this desk does not answer to that name; open the address that it printed when it started")
    said = headers.get("content-length", "0")
    if not said.isdigit() or int(said[:20]) > largest:
        return Refused(413, f"what was sent is larger than the {largest:,} bytes that are taken; send less at once")
    if scope["method"] in _READS:
        return None
    site = headers.get("sec-fetch-site")
    if site is not None and site != "same-origin":
        return Refused(403, f"this came from another site ({site}), so nothing was changed; use the desk's own pages")
    origin = headers.get("origin")
    # Under `no-referrer` a browser says of a form of the desk's own only "null"; that it is the desk's own tells the
    # header that no page can write.
    is_hidden = origin == "null" and site == "same-origin"
    if origin is not None and not is_hidden and not _is_own(origin, named[0]):
        return Refused(403, "this came from a page of another site, so nothing was changed; use the desk's own pages")
    if site is None and origin is None and not headers.get("authorization"):
        return Refused(
            403,
            "nothing was changed: a request that changes something has to say where it comes from (Origin); "
            "use a browser, or a token",
        )
    return None


def _is_own(origin: str, host: str) -> bool:
    parts = urlsplit(origin)
    return parts.scheme in ("http", "https") and parts.netloc.casefold() == host.casefold() and not parts.path


def _name(host: str) -> str:
    """Return the name in a Host header without its port; an odd one is nobody's name."""
    name, _, port = host.rpartition(":")
    if host.endswith("]") or not name:
        return host.casefold()
    return name.casefold() if port.isascii() and port.isdigit() else ""
