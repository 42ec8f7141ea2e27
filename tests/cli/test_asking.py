"""`dateline build --coder llm`: nothing is sent without a yes, nothing is asked twice, the key is nowhere."""

from __future__ import annotations

import importlib.util
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from click.testing import CliRunner, Result

import dateline
from dateline import settings
from dateline.cli import asking, cli
from dateline.cli.exits import Exit
from dateline.record import open_record

SRC = Path(dateline.__file__).parents[1]
KEY = "sk-very-secret-0123456789"

Invoke = Callable[..., Result]


@pytest.fixture(scope="module")
def endpoint() -> ModuleType:
    """The server of tests/asking."""
    path = Path(__file__).parents[1] / "asking" / "conftest.py"
    spec = importlib.util.spec_from_file_location("dateline_test_endpoint", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def server(endpoint: ModuleType) -> Iterator[Any]:
    one = endpoint.Server()
    running = endpoint.start(one)

    def answer(body: dict[str, Any]) -> Any:
        lines = enumerate(endpoint.lines_of(body), 1)
        return endpoint.completion([endpoint.entry("shelled", sentence=n) for n, line in lines if "shelled" in line])

    one.answer = answer
    yield one
    one.stopped.set()
    running.shutdown()
    running.server_close()


@pytest.fixture(autouse=True)
def alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the settings, the key and the folder of whoever runs the tests out of them."""
    monkeypatch.setattr(settings, "user_file", lambda: tmp_path / "no-such-user" / "dateline.toml")
    monkeypatch.delenv("DATELINE_API_KEY", raising=False)
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    for n, port in enumerate(("Aden", "Hodeidah", "Mocha", "Mukalla")):
        text = f"A week of shelling, part {n}\n\nOn {n + 3} March 2015 the army shelled the port of {port}.\n"
        (folder / f"{n}.txt").write_text(text)
    return folder


@pytest.fixture
def build(articles: Path, tmp_path: Path) -> Invoke:
    def run(*options: str, input: str | None = None, given: Any = articles) -> Result:
        line = ["build", str(given), "-o", str(tmp_path / "r.dateline"), *options]
        return CliRunner().invoke(cli, line, input=input, prog_name="dateline")

    return run


def llm(server: Any) -> tuple[str, ...]:
    return ("--coder", "llm", "--endpoint", server.address)


def test_build_without_coder_asks_nobody(build: Invoke, server: Any) -> None:
    assert build().exit_code == Exit.DONE
    assert server.paths == []


def test_build_shows_an_estimate_and_wants_yes(build: Invoke, server: Any) -> None:
    result = build(*llm(server), "--price-in", "1", "--price-out", "4", "--seconds-per-request", "600")
    assert result.exit_code == Exit.USAGE
    assert "--yes" in result.stderr
    assert "8 requests for 4 documents" in result.stderr
    assert "about 20 minutes; price: about 0.0" in result.stderr
    assert server.asked == []


def test_build_says_when_texts_leave_the_machine(build: Invoke) -> None:
    far = ("--coder", "llm", "--endpoint", "https://api.example.org/v1", "--model", "m")
    result = build(*far)
    assert result.exit_code == Exit.USAGE
    assert "THE TEXTS LEAVE THIS MACHINE" in result.stderr
    assert "not known without --price-in" in result.stderr


@pytest.mark.parametrize(("said", "sent"), [("y\n", 8), ("n\n", 0), ("\n", 0)])
def test_build_asks_at_a_terminal(
    build: Invoke, server: Any, monkeypatch: pytest.MonkeyPatch, said: str, sent: int
) -> None:
    monkeypatch.setattr(asking, "is_terminal", lambda: True)
    result = build(*llm(server), input=said)
    assert len(server.asked) == sent
    assert result.exit_code == (Exit.DONE if sent else Exit.USAGE)


@pytest.mark.parametrize("options", [("--json",), ()])
def test_build_cannot_be_answered_where_input_is_data(
    build: Invoke, server: Any, monkeypatch: pytest.MonkeyPatch, options: tuple[str, ...]
) -> None:
    monkeypatch.setattr(asking, "is_terminal", lambda: not options)
    result = build(*llm(server), *options, given="-", input="The army shelled Aden.\n")
    assert result.exit_code == Exit.USAGE
    assert "--yes" in result.stderr
    assert server.asked == []


def test_build_reads_standard_input_once(build: Invoke, server: Any) -> None:
    result = build(*llm(server), "--yes", "--json", given="-", input="The army shelled Aden.\n")
    assert result.exit_code == Exit.DONE
    assert json.loads(result.stdout)["reports"] == 1


def test_build_asks_nothing_twice(build: Invoke, server: Any, tmp_path: Path) -> None:
    first = build(*llm(server), "--yes")
    assert first.exit_code == Exit.DONE
    assert "8 answers" in first.stderr
    assert len(server.asked) == 8
    second = build(*llm(server))  # no yes is needed where nothing is sent
    assert (second.exit_code, len(server.asked)) == (Exit.DONE, 8)
    assert "4 documents unchanged" in second.stderr
    with open_record(tmp_path / "r.dateline") as record:
        rows = list(record.reports())
    assert len(rows) == 4
    assert {row["coder"].split(" 1-")[0] for row in rows} == {"llm small"}


def test_build_recodes_with_another_coder_or_model(build: Invoke, server: Any) -> None:
    def recoded(*options: str) -> int:
        return int(json.loads(build(*options, "--yes", "--json").stdout)["recoded"])

    build()
    assert recoded(*llm(server)) == 4
    assert recoded(*llm(server)) == 0
    assert recoded() == 4
    assert recoded(*llm(server)) == 4
    assert len(server.asked) == 8  # what this model said before is not asked again
    assert recoded(*llm(server), "--model", "large") == 4
    assert len(server.asked) == 16


def test_build_names_documents_without_an_answer_and_finishes_later(
    build: Invoke, server: Any, endpoint: ModuleType
) -> None:
    good = server.answer
    server.answer = lambda body: endpoint.Reply(b"{}") if "Mocha" in str(body) else good(body)
    result = build(*llm(server), "--yes")
    assert result.exit_code == Exit.PARTLY
    assert "2.txt" in result.stderr
    assert "[endpoint]" in result.stderr
    before = len(server.asked)
    server.answer = good
    assert build(*llm(server), "--yes").exit_code == Exit.DONE
    assert ["Mocha" in text for text in server.texts()[before:]] == [True]


def test_build_stops_where_nobody_answers(build: Invoke) -> None:
    Path("dateline.toml").write_text("[coder]\nretries = 0\n")
    result = build("--coder", "llm", "--endpoint", "http://127.0.0.1:9", "--model", "m", "--yes")
    assert result.exit_code == Exit.ENDPOINT
    assert "nobody answers" in result.stderr


def test_build_takes_the_coder_of_the_settings_and_asks_all_the_same(build: Invoke, server: Any) -> None:
    Path("dateline.toml").write_text(f'[coder]\nname = "llm"\nendpoint = "{server.address}"\n')
    assert build().exit_code == Exit.USAGE
    assert server.asked == []
    assert build("--coder", "rules").exit_code == Exit.DONE
    assert build("--yes").exit_code == Exit.DONE
    assert len(server.asked) == 8


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--endpoint", "http://localhost:1"), "--coder llm"),
        (("--allow-unencrypted",), "--allow-unencrypted is of use"),
        (("--coder", "llm"), "--endpoint"),
        (("--coder", "llm", "--endpoint", "http://example.org/v1"), "--allow-unencrypted"),
        (("--coder", "llm", "--endpoint", "https://me:hidden@example.org/"), "DATELINE_API_KEY"),
        (("--coder", "llm", "--endpoint", "https://example.org/", "--price-in", "-1"), "price_in"),
    ],
)
def test_build_refuses_what_makes_no_sense(build: Invoke, options: tuple[str, ...], said: str) -> None:
    result = build(*options, "--yes")
    assert result.exit_code == Exit.USAGE
    assert said in result.stderr
    assert "hidden" not in result.stderr


def test_the_key_is_in_no_output_record_or_export(
    build: Invoke, server: Any, endpoint: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATELINE_API_KEY", KEY)
    good = server.answer

    def echo(body: dict[str, Any]) -> Any:
        if "Mocha" in str(body):
            return endpoint.Reply(json.dumps({"error": {"message": f"bad key {KEY}"}}).encode(), status=422)
        reply = good(body)
        return endpoint.Reply(reply.body.replace(b"shelled", KEY.encode() + b" shelled"))

    server.answer = echo
    said = [build(*llm(server), "--yes", "--json")]
    assert server.headers[0]["authorization"] == f"Bearer {KEY}"
    run = CliRunner()
    to = str(tmp_path / "r.dateline")
    said += [
        run.invoke(cli, ["export", to, "--what", "all", "-o", str(tmp_path / "out")]),
        run.invoke(cli, ["show", to]),
    ]
    assert not any(KEY in one.output for one in said)
    with open_record(to) as record, record.engine.connect() as connection:
        kept = connection.exec_driver_sql("SELECT key FROM answers").scalars().all()
        assert any("[key] shelled" in (record.answers().get(key) or "") for key in kept)
        assert not any(KEY in (record.answers().get(key) or "") for key in kept)
        assert not any(KEY in one for one in connection.exec_driver_sql("SELECT manifest FROM runs").scalars())
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len(files) > 5
    assert not any(KEY.encode() in path.read_bytes() for path in files)


def test_build_into_memory_keeps_answers_too(articles: Path, server: Any) -> None:
    chosen = settings.Settings().over({"coder": {"name": "llm", "endpoint": server.address}}, source="test")
    with dateline.build(articles, to=":memory:", settings=chosen) as record:
        assert len(record.reports()) == 4
        with record.engine.connect() as connection:
            assert connection.exec_driver_sql("SELECT count(*) FROM answers").scalar() == 8
    assert len(server.asked) == 8


def answers_in(record: Path) -> int:
    """Return how many answers a record holds that another process writes."""
    with closing(sqlite3.connect(f"{record.as_uri()}?mode=ro", uri=True)) as connection:
        return int(connection.execute("SELECT count(*) FROM answers").fetchone()[0])


def test_a_build_that_was_killed_asks_nothing_twice(
    build: Invoke, server: Any, endpoint: ModuleType, articles: Path, tmp_path: Path
) -> None:
    good, answered = server.answer, []

    def slow(body: dict[str, Any]) -> Any:
        if len(answered) == 3:
            return endpoint.Reply(b" " * 9, drip=60.0)  # the fourth question is never answered
        reply = good(body)
        answered.append(body["messages"][1]["content"])
        return reply

    server.answer = slow
    Path("dateline.toml").write_text("[coder]\nrequests = 1\n")
    to = tmp_path / "r.dateline"
    line = [sys.executable, "-c", "from dateline.cli import main; main()", "build", str(articles), "-o", str(to)]
    environment = {**os.environ, "PYTHONPATH": str(SRC)}
    running = subprocess.Popen([*line, *llm(server), "--yes", "--quiet"], env=environment)
    try:
        # The third answer is written while the fourth is waited for.
        end = time.monotonic() + 60
        while (len(server.asked) < 4 or answers_in(to) < 3) and time.monotonic() < end:
            time.sleep(0.02)
    finally:
        running.send_signal(signal.SIGKILL)
        running.wait(30)
    assert len(answered) == 3
    server.answer = good
    assert build(*llm(server), "--yes").exit_code == Exit.DONE
    times = Counter(server.texts())
    assert len(times) == 8
    assert all(times[text] == 1 for text in answered)
    with open_record(to) as record:
        assert len(record.reports()) == 4


def test_build_foretells_the_rest_from_the_first_answers(build: Invoke, server: Any) -> None:
    result = build(*llm(server), "--yes")
    assert "time: not known before the first answers" in result.stderr
    assert result.stderr.count("the first answers took") == 1
    assert "the rest: less than a minute" in result.stderr


def test_build_stops_after_five_questions_without_an_answer(
    build: Invoke, server: Any, endpoint: ModuleType, tmp_path: Path
) -> None:
    Path("dateline.toml").write_text("[coder]\nrequests = 1\n")
    server.answer = lambda _: endpoint.Reply(b"{}")
    result = build(*llm(server), "--yes")
    assert result.exit_code == Exit.ENDPOINT
    assert "5 questions in a row" in result.stderr
    assert len(server.asked) == 5
    with open_record(tmp_path / "r.dateline") as record, record.engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT state FROM runs").scalars().all() == ["interrupted"]
