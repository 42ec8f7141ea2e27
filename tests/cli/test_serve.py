"""`dateline serve`: the desk as people open it, in a process of its own."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner

import dateline
from dateline.cli.app import cli

PATIENCE = 60


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("served")
    (folder / "a.txt").write_text("KISMAYO, 3 May 2014 - Rebels attacked a convoy in Kismayo on Friday, killing 12.\n")
    dateline.build(folder / "a.txt", to=folder / "small.dateline").close()
    return folder / "small.dateline"


@contextmanager
def _served(*arguments: str) -> Iterator[tuple[subprocess.Popen[str], list[str]]]:
    """Start the command, and wait for its last line."""
    command = [sys.executable, "-m", "dateline", "serve", *arguments, "--port", "0"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env={**os.environ, "COLUMNS": "200"})
    timer = threading.Timer(PATIENCE, process.kill)
    timer.start()
    assert process.stderr is not None
    try:
        lines = []
        for line in process.stderr:
            lines.append(line.rstrip())
            if line.startswith("Stop"):
                break
        yield process, lines
    finally:
        timer.cancel()
        process.kill()
        process.wait()
        process.stderr.close()


def _address(lines: list[str], what: str) -> str:
    found = next(line for line in lines if line.startswith(what))
    match = re.search(r"http://\S+", found)
    assert match is not None
    return match[0]


def test_the_desk_opens_takes_a_decision_and_closes(record: Path, tmp_path: Path) -> None:
    shutil.copy(record, tmp_path / "own.dateline")
    with _served(str(tmp_path / "own.dateline"), "--by", "ada") as (process, lines):
        root = _address(lines, "Read:").rstrip("/")
        token = httpx.URL(_address(lines, "Decide:")).params["token"]
        with httpx.Client(base_url=root, trust_env=False, headers={"Origin": root}) as client:
            rows = client.get("/incidents.json").json()["rows"]
            assert rows
            assert client.post("/begin", json={"token": token}).json()["reviewer"] == "ada"
        assert process.stderr is not None
        assert process.stderr.readline().startswith("Decide:")  # another browser can begin, too
        process.send_signal(signal.SIGINT)
        assert process.wait(PATIENCE) == 0
    assert process.returncode == 0


def test_a_desk_for_reading_prints_no_address_to_decide(record: Path) -> None:
    with _served(str(record), "--read-only") as (_, lines):
        assert not [line for line in lines if line.startswith("Decide:")]
        with httpx.Client(trust_env=False) as client:
            assert client.get(_address(lines, "Read:")).status_code == 200


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--host", "0.0.0.0"], "--share"),
        (["--host", "0.0.0.0", "--share", "team.json"], "--certificate"),
        (["--certificate", "a.pem"], "--key"),
        (["--host", "192.0.2.1", "--share", "team.json", "--behind-proxy"], "cannot be used"),
    ],
)
def test_a_desk_that_others_could_use_is_not_opened(record: Path, arguments: list[str], said: str) -> None:
    result = CliRunner().invoke(cli, ["serve", str(record), "--port", "0", *arguments])
    assert result.exit_code == 2
    assert said in result.output


def test_a_record_that_is_not_there_is_told(tmp_path: Path) -> None:
    result = CliRunner().invoke(cli, ["serve", str(tmp_path / "none.dateline"), "--port", "0"])
    assert result.exit_code == 5
    assert "there is no record" in result.output
