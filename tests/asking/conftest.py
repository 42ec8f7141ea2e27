"""An endpoint of the tests' own: a real HTTP server on this machine that answers as it is told and remembers."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from dateline.asking import Bounds, Client, Endpoint, endpoint_at
from dateline.model import Document, Moment, Span, Zone, ZoneKind


@dataclass
class Reply:
    """What the server sends: a status, a body, headers; `drip` are seconds between single bytes."""

    body: bytes
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    drip: float = 0.0


@dataclass
class Server:
    """A running endpoint: `answer` makes a Reply of each request's body, `asked` holds what came."""

    address: str = ""
    answer: Callable[[dict[str, Any]], Reply] = lambda _: completion([])
    asked: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    models: list[str] = field(default_factory=lambda: ["small"])
    stopped: threading.Event = field(default_factory=threading.Event)

    def texts(self) -> list[str]:
        """Return the texts of the questions that came, in the order of their coming."""
        return [body["messages"][1]["content"] for body in self.asked]


def completion(reports: list[dict[str, Any]] | None = None, *, content: str | None = None, **more: Any) -> Reply:
    """Answer with reports, or with any content, in the shape of a chat completion."""
    said = json.dumps({"reports": reports or []}) if content is None else content
    raw = {
        "choices": [{"message": {"role": "assistant", "content": said}, "finish_reason": "stop"}],
        "usage": {"prompt_tokens": 100, "completion_tokens": 20},
        **more,
    }
    return Reply(json.dumps(raw).encode())


def entry(trigger: str, **fields: Any) -> dict[str, Any]:
    """Make one entry of an answer, with everything empty that is not given."""
    empty: dict[str, Any] = {"sentence": 1, "type": "ASSAULT", "mode": None, "status": "occurred", "hedged": False}
    empty |= {name: [] for name in ("actors", "recipients", "places", "killed", "injured", "captured", "force")}
    return {**empty, "when": None, "trigger": trigger, **fields}


def lines_of(body: dict[str, Any]) -> list[str]:
    """Return the numbered pieces of a question."""
    return re.findall(r"^\[\d+\] (.*)$", body["messages"][1]["content"], re.MULTILINE)


def start(server: Server) -> ThreadingHTTPServer:
    """Start a server on a free port of this machine."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            server.paths.append(self.path)
            self.reply(Reply(json.dumps({"data": [{"id": name} for name in server.models]}).encode()))

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["content-length"])))
            server.paths.append(self.path)
            server.asked.append(body)
            server.headers.append({k.lower(): v for k, v in self.headers.items()})
            self.reply(server.answer(body))

        def reply(self, reply: Reply) -> None:
            try:
                self.send_response(reply.status)
                for name, value in reply.headers.items():
                    self.send_header(name, value)
                if "content-length" not in {name.lower() for name in reply.headers}:
                    self.send_header("Content-Length", str(len(reply.body)))
                self.end_headers()
                if not reply.drip:
                    self.wfile.write(reply.body)
                for n in range(len(reply.body) if reply.drip else 0):
                    self.wfile.write(reply.body[n : n + 1])
                    if server.stopped.wait(reply.drip):
                        return
            except OSError:
                return  # the client went away, which is what some tests are about

        def log_message(self, *_: object) -> None:
            return

    made = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.address = f"http://127.0.0.1:{made.server_port}/v1"
    threading.Thread(target=made.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    return made


@pytest.fixture
def server() -> Iterator[Server]:
    one = Server()
    running = start(one)
    yield one
    one.stopped.set()
    running.shutdown()
    running.server_close()


@pytest.fixture
def client_of() -> Iterator[Callable[..., Client]]:
    """Return a function that makes a client of a server; waiting before another try is only written down."""
    made: list[Client] = []

    def make(server: Server | Endpoint, *, key: str | None = None, **bounds: Any) -> Client:
        waits: list[float] = []
        found = endpoint_at(server.address, environment={})
        endpoint = Endpoint(found.address, found.is_here, key)
        client = Client(endpoint, model="small", bounds=Bounds(**bounds), wait=waits.append)
        client.waits = waits  # type: ignore[attr-defined]
        made.append(client)
        return client

    yield make
    for client in made:
        client.close()


def article(text: str, *, kind: ZoneKind = ZoneKind.BODY) -> Document:
    """Make a document of one zone, published on 17 September 2014."""
    return Document("d1", "s1", text, published=Moment("2014-09-17"), zones=(Zone(kind, Span(0, len(text))),))


@pytest.fixture
def tools() -> Any:
    """Return the helpers of this module: tests import nothing from each other's files."""
    import types

    return types.SimpleNamespace(
        Reply=Reply, Server=Server, article=article, completion=completion, entry=entry, lines_of=lines_of, start=start
    )
