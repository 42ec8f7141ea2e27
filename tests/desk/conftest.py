"""A desk that really listens, over the record of the example articles, and a browser that really reads it."""

from __future__ import annotations

import shutil
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
import uvicorn

import dateline
from dateline.desk import Desk, application
from dateline.desk.desk import Options
from dateline.record import open_record

EXAMPLES = Path(__file__).parents[2] / "examples" / "maysan"
# Debian's Chromium; the flags keep it from asking the network for anything of its own.
CHROMIUM = shutil.which("chromium")
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Served:
    """A desk and the address at which it listens."""

    desk: Desk
    root: str

    def client(self, **options: Any) -> httpx.Client:
        """Return a client of the desk that follows no redirect."""
        return httpx.Client(base_url=self.root, trust_env=False, **options)

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
    config = uvicorn.Config(application(desk), http="h11", ws="none", lifespan="off", log_config=None)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    try:
        yield Served(desk=desk, root=f"http://127.0.0.1:{listener.getsockname()[1]}")
    finally:
        server.should_exit = True
        thread.join(10)
        desk.close()


@pytest.fixture(scope="session")
def examples_record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The record of the example articles, built once; whoever writes takes a copy."""
    path = tmp_path_factory.mktemp("desk") / "maysan.dateline"
    dateline.build(EXAMPLES, to=path).close()
    return path


@pytest.fixture(scope="session")
def served(examples_record: Path) -> Iterator[Served]:
    """A desk for reading, shared by all tests that write nothing."""
    with serving(examples_record) as made:
        yield made


@pytest.fixture
def own(examples_record: Path, tmp_path: Path) -> Iterator[Served]:
    """A desk over a record of the test's own, to decide in."""
    path = tmp_path / "own.dateline"
    shutil.copy(examples_record, path)
    with serving(path) as made:
        yield made


@pytest.fixture
def serve() -> Callable[..., Any]:
    """What serves another record for a while."""
    return serving


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    if CHROMIUM is None:
        pytest.skip("no Chromium here; `apt-get install chromium` brings one")
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": list(FLAGS)}
