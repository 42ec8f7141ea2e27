"""Ask an OpenAI-compatible chat endpoint one question at a time, patiently and within bounds.

Invariant: a request goes to the endpoint that was checked and nowhere else (no redirect, no proxy), takes at most the
time and brings at most the bytes allowed, and is tried again only a bounded number of times. No message shows the key.
"""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import httpx

from dateline.asking.answer import Answer
from dateline.asking.endpoint import Endpoint, check_model
from dateline.asking.prompt import Prompt
from dateline.errors import EndpointError, SettingsError
from dateline.version import __version__

__all__ = ["Bounds", "Client"]

_AGAIN = frozenset({408, 409, 425, 429, 500, 502, 503, 504, 529})
_UNFIT = frozenset({400, 422})  # what servers answer to a response_format that they do not know
_ONE_QUESTION = frozenset({400, 413, 422})  # what one text may be answered, and another not


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """Say how long, how much and how often: seconds for one request, times it is tried again, the longest wait before
    that in seconds, and the bytes of an answer."""

    timeout: float = 120.0
    retries: int = 4
    longest_wait: float = 60.0
    max_bytes: int = 1_000_000


class _Passing(Exception):
    """What went wrong with one try; `wait` is how many seconds the server asked for."""

    def __init__(self, said: str, *, wait: float | None = None, nobody: bool = False) -> None:
        super().__init__(said)
        self.wait = wait
        self.nobody = nobody


class _Line:
    """Watch a request's connection, so that it can be cut however slowly it drips."""

    def __init__(self) -> None:
        self._socket: Any = None

    def watch(self, event: str, info: Mapping[str, Any]) -> None:
        if event in ("connection.connect_tcp.complete", "connection.start_tls.complete"):
            self._socket = info["return_value"].get_extra_info("socket")

    def cut(self) -> None:
        if self._socket is not None:
            with suppress(OSError):  # it was closed already: that is what is wanted
                self._socket.shutdown(socket.SHUT_RDWR)


class Client:
    """Ask one model at one endpoint; safe to use from several threads, closed by `close`."""

    def __init__(
        self,
        endpoint: Endpoint,
        *,
        model: str,
        max_tokens: int = 2_000,
        bounds: Bounds | None = None,
        wait: Callable[[float], object] | None = None,
    ) -> None:
        """Make a client; `wait` takes the place of waiting before another try, in tests."""
        self.endpoint = endpoint
        self.model = check_model(model)
        self.max_tokens = max_tokens
        self.bounds = bounds or Bounds()
        self._closed = threading.Event()
        self._wait = wait or self._closed.wait
        self._lines: set[_Line] = set()
        self._takes_schema = True
        # A connection a request: answers take seconds, and only a fresh connection can be watched from its start.
        self._http = httpx.Client(
            follow_redirects=False, trust_env=False, limits=httpx.Limits(max_keepalive_connections=0)
        )

    def __repr__(self) -> str:
        return f"<Client of {self.model} at {self.endpoint.address}>"

    def close(self) -> None:
        """Cut what is running; nothing is asked any more."""
        self._closed.set()
        for line in tuple(self._lines):
            line.cut()
        self._http.close()

    def models(self) -> list[str]:
        """Return the names of the models that the endpoint offers; raises EndpointError where it does not say."""
        data = self._tried(lambda: self._request("GET", "/models", None))
        try:
            return [check_model(str(one["id"])) for one in _json(data)["data"]]
        except (ValueError, KeyError, TypeError, SettingsError, RecursionError):
            raise EndpointError(
                f"{self.endpoint.address} does not say which models it has; name one with --model"
            ) from None

    def ask(self, text: str, *, prompt: Prompt) -> Answer:
        """Put one question and return the answer as it came; raises EndpointError where none can be had."""
        began = time.monotonic()
        data = self._tried(lambda: self._ask_once(text, prompt))
        return self._answer(data, time.monotonic() - began)

    def _ask_once(self, text: str, prompt: Prompt) -> bytes:
        takes_schema = self._takes_schema
        try:
            return self._request("POST", "/chat/completions", self._body(text, prompt, takes_schema))
        except _Status as refused:
            if not takes_schema or refused.status not in _UNFIT:
                raise
            # It may be the schema that the server does not take: once more without, and so from now on if that helps.
            data = self._request("POST", "/chat/completions", self._body(text, prompt, False))
            self._takes_schema = False
            return data

    def _body(self, text: str, prompt: Prompt, takes_schema: bool) -> dict[str, Any]:
        body: dict[str, Any] = {
            "model": self.model,
            "messages": [
                {"role": "system", "content": prompt.system(with_schema=not takes_schema)},
                {"role": "user", "content": text},
            ],
            "temperature": 0,
            "max_tokens": self.max_tokens,
            "stream": False,
        }
        if takes_schema:
            named = {"name": "reports", "strict": True, "schema": prompt.schema}
            body["response_format"] = {"type": "json_schema", "json_schema": named}
        return body

    def _tried(self, request: Callable[[], bytes]) -> bytes:
        """Make a request until it succeeds, at most `retries` times more than once, waiting twice as long each time."""
        tries = self.bounds.retries + 1
        for attempt in range(tries):
            try:
                return request()
            except _Status as refused:
                raise self._refused(refused) from None
            except _Passing as trouble:
                last = trouble
            if self._closed.is_set():
                break
            pause = last.wait if last.wait is not None else min(2.0**attempt, self.bounds.longest_wait)
            if pause > self.bounds.longest_wait:
                raise EndpointError(
                    f"{self.endpoint.address} asks to wait {pause:.0f} seconds, longer than it is waited for; "
                    "what was answered is kept: run the same command again later"
                )
            if attempt + 1 < tries:
                self._wait(pause)
        if self._closed.is_set():
            raise EndpointError("the request was cut", passing=True)
        again = "what was answered is kept: run the same command again when it is there"
        raise EndpointError(
            f"{self.endpoint.address}: {last}, {tries} times in a row; {again}", passing=not last.nobody
        )

    def _request(self, method: str, path: str, body: Mapping[str, Any] | None) -> bytes:
        """Make one request; return the body of a good answer, raise _Passing or _Status for others."""
        headers = {
            "User-Agent": f"dateline/{__version__}",
            "Accept": "application/json",
            "Accept-Encoding": "identity",  # what is not packed cannot unpack to more than was allowed
        }
        if self.endpoint.key:
            headers["Authorization"] = f"Bearer {self.endpoint.key}"
        seconds, line = self.bounds.timeout, _Line()
        timer = threading.Timer(seconds, line.cut)
        timer.daemon = True
        began = time.monotonic()
        self._lines.add(line)
        timer.start()
        try:
            request = self._http.build_request(
                method,
                self.endpoint.address + path,
                content=None if body is None else json.dumps(body).encode(),
                headers=headers | ({} if body is None else {"Content-Type": "application/json"}),
                timeout=httpx.Timeout(seconds, connect=min(seconds, 20.0)),
                extensions={"trace": line.watch},
            )
            response = self._http.send(request, stream=True)
            try:
                return self._read(response)
            finally:
                response.close()
        except httpx.TimeoutException:
            raise _Passing(f"no answer in {seconds:g} seconds") from None
        except httpx.ConnectError as error:
            raise _Passing(f"nobody answers there ({_clean(str(error))})", nobody=True) from None
        except (httpx.TransportError, RuntimeError) as error:  # RuntimeError: the client was closed meanwhile
            if time.monotonic() - began >= seconds:
                raise _Passing(f"no whole answer in {seconds:g} seconds") from None
            raise _Passing(f"the connection broke ({_clean(str(error)) or type(error).__name__})") from None
        finally:
            timer.cancel()
            self._lines.discard(line)

    def _read(self, response: httpx.Response) -> bytes:
        data = bytearray()
        for some in response.iter_raw():
            data += some
            if len(data) > self.bounds.max_bytes:
                raise _Status(200, f"an answer is larger than {self.bounds.max_bytes:,} bytes")
        if response.status_code == 200:
            if response.headers.get("content-encoding", "identity") != "identity":
                raise _Status(200, "an answer is packed, which was not asked for")
            return bytes(data)
        if response.status_code in _AGAIN:
            said = f"it answers with status {response.status_code}"
            raise _Passing(said, wait=_seconds(response.headers.get("retry-after")))
        where = response.headers.get("location", "") if response.is_redirect else ""
        raise _Status(response.status_code, where or _reason_in(bytes(data)))

    def _refused(self, refused: _Status) -> EndpointError:
        status, where = refused.status, self.endpoint.address
        said = _clean(self.endpoint.without_key(refused.said))
        words = f" ({said})" if said else ""
        if status == 200:
            return EndpointError(f"{where}: {said}; is it a chat endpoint, and the model the right one?", passing=True)
        if 300 <= status < 400:
            return EndpointError(f"{where} points elsewhere{words}; nothing was sent there: give that address yourself")
        advice = {
            401: "it wants another key: set DATELINE_API_KEY",
            402: "it wants to be paid first",
            403: "this key may not do that",
            404: "there is no such address or model; the address ends in /v1 with most servers",
        }.get(status, "see what the server's own log says")
        return EndpointError(f"{where} answers with status {status}{words}: {advice}", passing=status in _ONE_QUESTION)

    def _answer(self, data: bytes, seconds: float) -> Answer:
        odd = EndpointError(
            f"{self.endpoint.address} answers something that is no chat completion; does the address end in /v1?",
            passing=True,
        )
        try:
            raw = _json(data)
            content = raw["choices"][0]["message"]["content"]
        except (ValueError, KeyError, IndexError, TypeError, RecursionError):
            raise odd from None
        if content is not None and not isinstance(content, str):
            raise odd
        usage = raw.get("usage")
        counted = usage if isinstance(usage, dict) else {}
        return Answer(
            # A refusal has no content; it is an answer, and is not asked for again.
            self.endpoint.without_key(content or ""),
            seconds,
            _count(counted.get("prompt_tokens")),
            _count(counted.get("completion_tokens")),
        )


class _Status(Exception):
    """An answer that another try would not better."""

    def __init__(self, status: int, said: str) -> None:
        super().__init__(said)
        self.status = status
        self.said = said


def _json(data: bytes) -> Any:
    return json.loads(data.decode("utf-8"))


def _count(value: Any) -> int | None:
    return value if type(value) is int and 0 <= value < 10**9 else None


def _seconds(said: str | None) -> float | None:
    """Read Retry-After in seconds; a date is passed over, since clocks differ."""
    return float(said) if said is not None and said.strip().isdecimal() and len(said) < 9 else None


def _reason_in(data: bytes) -> str:
    try:
        error = _json(data)["error"]
        return str(error["message"] if isinstance(error, dict) else error)
    except (ValueError, KeyError, TypeError, RecursionError):
        return ""


def _clean(said: str) -> str:
    """Return a server's words for one line: printable, and not too many of them."""
    shown = " ".join("".join(c if c.isprintable() else " " for c in said).split())
    return shown if len(shown) <= 200 else shown[:197] + "..."
