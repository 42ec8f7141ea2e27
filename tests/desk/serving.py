"""A desk that really listens, for tests to ask."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import uvicorn

from dateline.desk import Desk, application
from dateline.desk.desk import Options
from dateline.desk.wire import listening
from dateline.record import open_record

__all__ = ["PATIENCE", "Served", "serving"]

# Seconds that a desk or a browser may take for what it does at once on an idle machine; many tests may run beside.
PATIENCE = 60


@dataclass(frozen=True, kw_only=True)
class Served:
    """A desk and the address at which it listens."""

    desk: Desk
    root: str

    def client(self, **options: Any) -> httpx.Client:
        """Return a client of the desk that follows no redirect."""
        return httpx.Client(base_url=self.root, trust_env=False, **{"timeout": PATIENCE, **options})

    def reviewer(self, name: str = "ada", role: str = "reviewer") -> httpx.Client:
        """Return a client that has opened a one-time address, and says where its writes come from."""
        made = self.client(headers={"Origin": self.root, "Accept": "application/json"})
        answer = made.post("/begin", json={"token": self.desk.sessions.issue(), "reviewer": name, "role": role})
        assert answer.status_code == 200, answer.text
        return made


@contextmanager
def serving(path: Path, **options: Any) -> Iterator[Served]:
    """Serve a record for a while, on a free port of this machine."""
    record = open_record(path, read_only=options.get("is_read_only", False))
    desk = Desk(record, options=Options(**{"reviewer": "ada", **options}))
    desk.load()
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    listener.listen()  # who asks before the server is up waits, and is not sent away
    server = uvicorn.Server(listening(application(desk)))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    try:
        yield Served(desk=desk, root=f"http://127.0.0.1:{listener.getsockname()[1]}")
    finally:
        server.should_exit = True
        thread.join(10)
        desk.close()
