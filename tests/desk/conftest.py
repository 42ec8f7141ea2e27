"""A desk that really listens, over the record of the example articles, and a browser that really reads it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.desk.hostile import hostile_record
from tests.desk.serving import Served, serving

from dateline.model import Act

# Debian's Chromium; the flags keep it from asking the network for anything of its own.
CHROMIUM = shutil.which("chromium")
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip


@pytest.fixture(scope="session")
def served(examples_record: Path) -> Iterator[Served]:
    """A desk for reading, shared by all tests that write nothing."""
    with serving(examples_record) as made:
        yield made


@pytest.fixture(scope="session")
def decided(examples_record: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A desk over the examples in which two people have decided on some, and differ on one; for reading."""
    path = tmp_path_factory.mktemp("decided") / "maysan.dateline"
    shutil.copy(examples_record, path)
    with serving(path) as made:
        record = made.desk.record
        asked = [proposal.id for proposal in record.queue()][:3]
        record.decide(Act.ACCEPT, asked[:1], reviewer="ada", reason="a wounded officer is named")
        record.decide(Act.REJECT, asked[1:2], reviewer="ada", reason="only the police say so")
        record.decide(Act.ACCEPT, asked[1:2], reviewer="ben")
        record.decide(Act.UNSURE, asked[2:], reviewer="ben")
        made.desk.load()
        yield made


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A desk over a record of everything that breaks out of pages."""
    with serving(hostile_record(tmp_path_factory.mktemp("hostile"))) as made:
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


@pytest.fixture(scope="session")
def base_url() -> None:
    """Stand before a plugin's fixture of that name, which pytest warns of; each test knows its desk's own address."""
