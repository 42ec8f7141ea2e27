"""Who decides while something else is written waits a short while, and is told, with all that they typed."""

from __future__ import annotations

import shutil
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from tests.desk.serving import Served, serving

from dateline.desk import desk as desk_module
from dateline.model import Act
from dateline.record import open_record


@pytest.fixture
def busy(examples_record: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Served, str]]:
    """A desk whose record somebody else writes to, who does not let go; and an incident of it."""
    monkeypatch.setattr(desk_module, "WRITE_SECONDS", 0.2)
    path = tmp_path / "own.dateline"
    shutil.copy(examples_record, path)
    with serving(path) as made, closing(sqlite3.connect(path, isolation_level=None)) as other:
        one = made.desk.record.decide(Act.ACCEPT, [next(iter(made.desk.record.incidents()))["id"]], reviewer="ada")
        made.desk.index.refresh()
        other.execute("BEGIN IMMEDIATE")
        yield made, one.targets[0]
        other.execute("ROLLBACK")


@pytest.mark.parametrize(
    ("path", "sent"),
    [
        ("/review/decide", {"act": "reject", "reason": "why"}),
        ("/review/edit", {"set_type": "PROTEST", "reason": "why"}),
        ("/review/undo", {"reason": "why"}),
        ("/review/bulk/decide", {"act": "accept", "reason": "why"}),
    ],
)
def test_a_write_that_cannot_be_is_told_soon_and_loses_nothing(
    busy: tuple[Served, str], path: str, sent: dict[str, str]
) -> None:
    served, incident = busy
    record = served.desk.record
    about = {"targets": f"{incident}={record.versions([incident])[incident]}"} if "bulk" in path else {}
    about = about or ({"target": incident} if "undo" not in path else {})
    before = len(record.decisions_since())
    with closing(served.reviewer()) as client:
        start = time.monotonic()
        answer = client.post(path, json={**about, **sent})
        assert time.monotonic() - start < 5
        told = answer.json()
        assert (answer.status_code, told["status"], told["ok"]) == (503, 503, False)
        assert int(answer.headers["Retry-After"]) > 0
        assert "nothing is lost" in told["error"]
        back = "/review/bulk?act=accept" if "bulk" in path else f"/review?at={incident}"
        form = {**about, **sent, "next": back}
        moved = client.post(path, data=form, headers={"Accept": "text/html"})
        assert moved.status_code == 303, moved.text
        asked = parse_qs(urlsplit(moved.headers["location"]).query)
        assert asked["wrong"] == ["busy"]
        if "undo" not in path:
            assert asked["reason"] == ["why"]
        if "edit" in path:
            assert asked["set_type"] == ["PROTEST"]
        page = client.get(moved.headers["location"], headers={"Accept": "text/html"})
        assert page.status_code == 200
        assert "Try again in a few seconds" in page.text
    assert len(record.decisions_since()) == before


def test_who_writes_is_named(busy: tuple[Served, str], monkeypatch: pytest.MonkeyPatch) -> None:
    served, incident = busy
    monkeypatch.setattr(served.desk.record, "writers", lambda: ["2008-06-14T10:30:00+00:00"])
    with closing(served.reviewer()) as client:
        told = client.post("/review/decide", json={"act": "accept", "target": incident}).json()["error"]
    assert told.startswith("a build that began at 10:30 UTC writes to this record")


def test_another_decision_of_the_desk_is_waited_for_no_longer(own: Served) -> None:
    incident = next(iter(own.desk.record.incidents()))["id"]
    with pytest.MonkeyPatch.context() as to, closing(own.reviewer()) as client:
        to.setattr(desk_module, "WRITE_SECONDS", 0.1)
        with own.desk._writing:
            answer = client.post("/review/decide", json={"act": "accept", "target": incident})
        assert answer.status_code == 503
        assert "another decision is being written" in answer.json()["error"]
        assert client.post("/review/decide", json={"act": "accept", "target": incident}).status_code == 200


def test_a_command_waits_longer_than_a_desk(own: Served) -> None:
    with open_record(own.desk.record.name) as record:
        assert record.engine.get_execution_options().get("waits_seconds") is None
    assert own.desk.record.engine.get_execution_options()["waits_seconds"] == desk_module.WRITE_SECONDS
