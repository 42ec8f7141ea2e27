"""Addresses: fetched once, politely, and never from a private network unless that is asked for.

Invariant: what is connected to is the very address that was checked (a name is resolved once, all its addresses must
be public, and the connection goes to one of those), at the first hop and at every redirect. Nothing is fetched past
the limits of size and time.
"""

from __future__ import annotations

import io
import ipaddress
import socket
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from typing import Any, BinaryIO

import httpx

from dateline.errors import ReadingError, UnsafeAddress
from dateline.model import Moment
from dateline.reading.limits import Limits
from dateline.reading.opening import Found
from dateline.reading.stream import content_of

__all__ = ["Answer", "fetch", "is_public", "shown"]

_DEFAULT = Limits()
_ACCEPT = "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, application/pdf, */*;q=0.5"
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


@dataclass(frozen=True, slots=True)
class Answer:
    """Hold what an address answered: its bytes, and where they were found after redirects."""

    data: bytes
    found: Found

    @property
    def size(self) -> int:
        return len(self.data)

    def body(self) -> BinaryIO:
        return io.BytesIO(self.data)


def fetch(address: str, *, limits: Limits = _DEFAULT, allow_private: bool = False) -> Answer:
    """Fetch an http or https address, following redirects; `retrieved` is the time it was had, in UTC, to the second.

    Proxies and other settings of the environment are not used, since a proxy would do the connecting unchecked.
    Raises UnsafeAddress where it is refused before anything is fetched, ReadingError (`http_status`, `timeout`,
    `too_large`, `too_many_redirects`, `unreachable`, `broken`) where it fails.
    """
    deadline = _Deadline(limits.timeout)
    at = address
    for _ in range(limits.max_redirects + 1):
        url = _checked(at)
        with _response(url, _resolved(url, allow_private), deadline) as response:
            if response.has_redirect_location:
                at = _next(url, response)
                continue
            if response.status_code != 200:
                raise ReadingError(_status_message(response.status_code, shown(str(url))), reason="http_status")
            return _answer(address, url, response, limits, deadline)
    raise ReadingError(
        f"it redirects more than {limits.max_redirects} times; open it in a browser and give the last address",
        reason="too_many_redirects",
    )


def shown(address: str) -> str:
    """Return an address as it may be shown: without user name and password.

    >>> shown("https://me:secret@example.org/a")
    'https://example.org/a'
    """
    scheme, mark, rest = address.partition("://")
    host, slash, path = rest.partition("/")
    whole = f"{scheme}{mark}{host.rpartition('@')[2]}{slash}{path}"
    return "".join(char if char.isprintable() else "?" for char in whole)


def is_public(ip: str) -> bool:
    """Tell whether an IP address is on the public internet, looking through forms that wrap one in another.

    >>> is_public("93.184.216.34"), is_public("10.1.2.3"), is_public("::ffff:127.0.0.1")
    (True, False, False)
    """
    try:
        found = ipaddress.ip_address(ip.partition("%")[0])
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour or (found.teredo[1] if found.teredo else None)
        if found in _NAT64:
            inner = ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
    return found.is_global and not (found.is_multicast or found.is_reserved or found.is_unspecified)


class _Deadline:
    """Count down one fetch, and close its connection when the time is over, however slowly it drips."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds
        self._seconds = seconds
        self._socket: Any = None

    @property
    def left(self) -> float:
        return max(self._end - time.monotonic(), 0.0)

    def error(self) -> ReadingError:
        return ReadingError(
            f"no whole answer came in {self._seconds:g} seconds; try again later, or raise the time limit",
            reason="timeout",
        )

    def watch(self, event: str, info: Mapping[str, Any]) -> None:
        if event in ("connection.connect_tcp.complete", "connection.start_tls.complete"):
            self._socket = info["return_value"].get_extra_info("socket")

    def cut(self) -> None:
        if self._socket is not None:
            with suppress(OSError):  # it was closed already: that is what is wanted
                self._socket.shutdown(socket.SHUT_RDWR)


def _checked(address: str) -> httpx.URL:
    try:
        url = httpx.URL(address)
    except (httpx.InvalidURL, ValueError, TypeError) as error:
        raise UnsafeAddress(f"{shown(address)!r} is not an address ({error})", reason="unsafe_address") from None
    if url.scheme not in ("http", "https"):
        raise UnsafeAddress(
            f"{shown(address)!r} is not http or https; save what is there to a file and give that",
            reason="unsafe_address",
        )
    if url.userinfo:
        raise UnsafeAddress(
            f"{shown(address)!r} was given with a user name or password, which would be kept in the record; "
            "fetch it yourself and give the file",
            reason="unsafe_address",
        )
    if not url.host:
        raise UnsafeAddress(f"{shown(address)!r} names no server", reason="unsafe_address")
    return url


def _resolved(url: httpx.URL, allow_private: bool) -> list[str]:
    """Return the server's IP addresses, all checked."""
    host = url.raw_host.decode("ascii").strip("[]")
    try:
        answers = socket.getaddrinfo(host, url.port or (443 if url.scheme == "https" else 80), type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise ReadingError(
            f"no server of the name {host!r} was found ({error}); check the address and the network",
            reason="unreachable",
        ) from None
    ips = list(dict.fromkeys(str(answer[4][0]) for answer in answers))
    refused = [ip for ip in ips if not is_public(ip)]
    if refused and not allow_private:
        raise UnsafeAddress(
            f"{host!r} is at {refused[0]}, which is not on the public internet; "
            "if you mean a server of your own, allow private addresses",
            reason="unsafe_address",
        )
    return ips


@contextmanager
def _response(url: httpx.URL, ips: list[str], deadline: _Deadline) -> Iterator[httpx.Response]:
    """Open one hop at one of the checked IP addresses, tried in their order."""
    timer = threading.Timer(deadline.left, deadline.cut)
    timer.daemon = True
    timer.start()
    try:
        with httpx.Client(follow_redirects=False, trust_env=False, cookies=None) as client:
            response = _opened(client, url, ips, deadline)
            try:
                yield response
            finally:
                response.close()
    except httpx.TimeoutException:
        raise deadline.error() from None
    except httpx.TransportError as error:
        if deadline.left == 0:
            raise deadline.error() from None
        broken = isinstance(error, httpx.RemoteProtocolError | httpx.ReadError)
        raise ReadingError(
            f"the connection to {url.host!r} failed ({str(error) or type(error).__name__}); try again later",
            reason="broken" if broken else "unreachable",
        ) from None
    finally:
        timer.cancel()


def _opened(client: httpx.Client, url: httpx.URL, ips: list[str], deadline: _Deadline) -> httpx.Response:
    for n, ip in enumerate(ips):
        seconds = deadline.left
        if seconds == 0:
            break
        request = client.build_request(
            "GET",
            # To the address that was checked, in the name of the server that was asked for; certificates are
            # checked against the name.
            url.copy_with(host=ip, fragment=None),
            headers={
                "Host": url.netloc.decode("ascii"),
                "User-Agent": _agent(),
                "Accept": _ACCEPT,
                "Accept-Encoding": "gzip, identity",
            },
            timeout=httpx.Timeout(seconds, connect=seconds / (len(ips) - n)),
            extensions={"sni_hostname": url.raw_host.decode("ascii"), "trace": deadline.watch},
        )
        try:
            return client.send(request, stream=True)
        except (httpx.ConnectError, httpx.ConnectTimeout):
            if n + 1 == len(ips):
                raise
    raise deadline.error()


def _agent() -> str:
    # From the installed package, since the package's top knows every room and this one must know none below it.
    try:
        return f"dateline/{version('dateline')}"
    except PackageNotFoundError:
        return "dateline/unreleased"  # run from a source tree


def _next(url: httpx.URL, response: httpx.Response) -> str:
    try:
        return str(url.join(response.headers["location"]))
    except (httpx.InvalidURL, ValueError):
        raise ReadingError(
            f"{url.host!r} redirects to something that is no address; open it in a browser", reason="broken"
        ) from None


def _answer(asked: str, url: httpx.URL, response: httpx.Response, limits: Limits, deadline: _Deadline) -> Answer:
    said = response.headers.get("content-length", "")
    too_large = ReadingError(
        f"the answer is larger than the limit of {limits.max_bytes:,} bytes; raise the limit if you need it",
        reason="too_large",
    )
    if said.isdigit() and int(said) > limits.max_bytes:
        raise too_large
    data = io.BytesIO()
    for some in response.iter_raw():
        data.write(some)
        if data.tell() > limits.max_bytes:
            raise too_large
        if deadline.left == 0:
            raise deadline.error()
    body = content_of(data.getvalue(), encodings=response.headers.get("content-encoding"), limits=limits)
    final = str(url.copy_with(fragment=None))
    found = Found(
        origin=shown(asked),
        name=url.path.rsplit("/", 1)[-1],
        media=response.headers.get("content-type"),
        url=final,
        retrieved=Moment(datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S")),
        charset=response.charset_encoding,
    )
    return Answer(body, found)


def _status_message(status: int, address: str) -> str:
    advice = {
        401: "it asks for a password; save the page from a browser and give the file",
        403: "the server refuses programs; save the page from a browser and give the file",
        404: "there is nothing there (any more); look for it in a web archive",
        410: "it was taken away; look for it in a web archive",
        429: "the server asks to wait; try again later",
    }.get(status, "try again later" if status >= 500 else "open it in a browser")
    return f"{address} answered with status {status}: {advice}"
