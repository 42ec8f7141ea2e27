"""The queue with keys: line by line without a terminal, one key each on one."""

from __future__ import annotations

import json
import os
import pty
import re
import select
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import dateline
from dateline.cli.review_screen import HELP, KEYS
from dateline.record import open_record

_STYLES = re.compile(r"\x1b\[[0-9;?]*[a-zA-Z]")
SRC = Path(dateline.__file__).parents[1]


def typed(invoke, papers: Path, *lines: str, options: tuple[str, ...] = ()) -> str:
    done = invoke("review", papers, "--by", "Ada", *options, input="".join(f"{line}\n" for line in lines))
    assert done.exit_code == 0, done.output
    return done.stdout


def decisions(papers: Path) -> list[dict]:
    with open_record(papers) as record:
        return list(record.decisions())


@pytest.fixture
def queue(papers: Path) -> list[str]:
    with open_record(papers) as record:
        return [one.id for one in record.queue()]


def test_the_screen_shows_why_it_asks_and_every_key(invoke, papers: Path, queue) -> None:
    said = typed(invoke, papers, "q")
    assert f"1 of {len(queue)}: " in said
    for key, name, _ in KEYS:
        assert f"{key} {name}" in said
    assert f"0 decisions; {len(queue)} left to ask about" in said


def test_verdicts_go_on_to_the_next(invoke, papers: Path, queue) -> None:
    said = typed(invoke, papers, "y", "n", "a drill", "q")
    assert [(one["act"], one["targets"], one["reason"]) for one in decisions(papers)] == [
        ("accept", [queue[0]], None),
        ("reject", [queue[1]], "a drill"),
    ]
    assert "that was the last" in said
    assert "2 decisions; 0 left to ask about" in said
    assert "nothing is in doubt that you have not decided on" in typed(invoke, papers, "q")


def test_a_reason_that_is_left_out_gives_the_act_up(invoke, papers: Path) -> None:
    said = typed(invoke, papers, "n", "", "q")
    assert "nothing was decided" in said
    assert decisions(papers) == []


def test_edit_stays_and_shows_what_was_set(invoke, papers: Path) -> None:
    said = typed(invoke, papers, "e", "killed", "40-50", "the lists", "e", "place", "-", "", "e", "killed", "lots", "")
    edits = [(one["field"], one["value"], one["reason"]) for one in decisions(papers)]
    assert edits == [("killed", "40-50", "the lists"), ("place", None, None)]
    assert "40-50" in said
    assert "nothing was decided: 'lots' is no number" in said


def test_reports_are_split_and_moved_by_their_numbers(invoke, papers: Path) -> None:
    with open_record(papers) as record:
        market = max(record.incidents(), key=lambda row: len(row["reports"]))
        other = next(row["id"] for row in record.incidents() if row["type"] == "COERCE")
    options = (market["id"],)
    typed(invoke, papers, "s", "4", "another day", options=options)
    typed(invoke, papers, "v", "1-2", other, "by mistake", options=options)
    split, move = decisions(papers)
    assert (split["act"], len(split["targets"]), split["targets"][0]) == ("split", 2, market["id"])
    assert (move["act"], len(move["targets"]), move["targets"][-1]) == ("move", 3, other)
    assert set(move["targets"][:-1]) < set(market["reports"])


@pytest.mark.parametrize("numbers", ["9", "0", "one", "1 x"])
def test_numbers_that_are_none_decide_nothing(invoke, papers: Path, numbers: str) -> None:
    said = typed(invoke, papers, "s", numbers, "q")
    assert "are no numbers of reports from 1 to" in said
    assert decisions(papers) == []


def test_merge_and_different_take_an_id(invoke, papers: Path, queue) -> None:
    typed(invoke, papers, "m", queue[1], "one battle", "z", "d", queue[1], "two battles", "q")
    assert [one["act"] for one in decisions(papers)] == ["merge", "undo", "different"]


def test_keys_that_decide_nothing(invoke, papers: Path) -> None:
    said = typed(
        invoke, papers, "j", "k", "k", "x", "?", "r", "", "z", "/", "bakers", "/", "submarine", "j", "j", "j", "y"
    )
    for words in ("this is the first", "there is no key 'x'", HELP.splitlines()[0], "that could be taken back"):
        assert words in said
    assert "COERCE/arrest" in said
    assert "no incident has all of: submarine" in said
    assert "there is nothing to decide on here" in said
    assert decisions(papers) == []


def test_search_asks_which_of_several(invoke, papers: Path) -> None:
    said = typed(invoke, papers, "/", "Baidoa", "2", "y", "/", "Baidoa", "7")
    (made,) = decisions(papers)
    assert f"2  {made['targets'][0]}" in said
    assert "none was chosen" in said


def test_an_incident_can_be_named_and_has_to_be_there(invoke, papers: Path) -> None:
    assert invoke("review", papers, "i0000000000000000", "--by", "Ada", input="q\n").exit_code == 5


def test_the_queue_as_a_list_and_as_json(invoke, papers: Path, queue) -> None:
    told = json.loads(invoke("review", papers, "--json").stdout)
    assert [one["id"] for one in told] == queue
    assert all(one["why"] and one["urgency"] > 0 for one in told)
    listed = invoke("review", "queue", papers, "--list", "--limit", "1").stdout
    assert listed.startswith(queue[0])
    assert "and 1 more; --limit 0 lists all" in listed


class Terminal:
    """A terminal of some width, with a review in it."""

    def __init__(self, papers: Path, columns: int) -> None:
        self._own, other = pty.openpty()
        # The terminal is the child's own, so that Ctrl-C reaches it; tests that run in the background pass on that they
        # do not heed it.
        code = (
            "import fcntl, signal, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0); "
            "signal.signal(signal.SIGINT, signal.default_int_handler); from dateline.cli import main; main()"
        )
        self._process = subprocess.Popen(
            [sys.executable, "-c", code, "review", str(papers), "--by", "Ada"],
            stdin=other, stdout=other, stderr=other, close_fds=True, start_new_session=True,
            env={**os.environ, "PYTHONPATH": str(SRC), "COLUMNS": str(columns), "TERM": "xterm"},
        )  # fmt: skip
        os.close(other)
        self.seen = ""

    def until(self, words: str) -> str:
        """Read until the words come; return what came since the last time."""
        begin = len(self.seen)
        assert self._comes(words, begin, 60), self.seen[begin:]
        return self.seen[begin:]

    def _comes(self, words: str, begin: int, seconds: float) -> bool:
        """Read until the words come or the other end closes; tell whether either happened within some seconds."""
        end = time.monotonic() + seconds
        while words not in self.seen[begin:]:
            if time.monotonic() > end:
                return False
            if select.select([self._own], [], [], 0.5)[0]:
                try:
                    self.seen += _STYLES.sub("", os.read(self._own, 65536).decode())
                except OSError:  # the other end is closed
                    break
        return True

    def press(self, key: str) -> None:
        """Press a key once one is waited for: what is pressed before, a terminal drops."""
        end = time.monotonic() + 60
        while termios.tcgetattr(self._own)[3] & termios.ICANON:
            assert time.monotonic() < end, self.seen
            time.sleep(0.01)
        os.write(self._own, key.encode())

    def enter(self, line: str) -> None:
        os.write(self._own, line.encode())

    def interrupt(self) -> None:
        """Press Ctrl-C at a prompt, and once more where that came before the prompt was read from.

        Between the writing of a prompt and the reading from it a signal is noted, but wakes nobody.
        """
        begin = len(self.seen)
        for _ in range(6):
            self.enter("\x03")
            if self._comes("nothing was decided", begin, 10):
                break

    def close(self) -> int:
        """Wait for the end of the review; return how it ended."""
        self.until("no such words")
        return self._process.wait(timeout=60)

    def leave(self) -> None:
        """Close the terminal, whatever is left in it."""
        self._process.kill()
        self._process.wait()
        os.close(self._own)


@pytest.fixture
def opened(papers: Path) -> Iterator[Callable[[int], Terminal]]:
    """Open a terminal of some width with a review in it."""
    terminals: list[Terminal] = []

    def open_one(columns: int) -> Terminal:
        terminals.append(Terminal(papers, columns))
        return terminals[-1]

    yield open_one
    for one in terminals:
        one.leave()


@pytest.mark.parametrize("columns", [80, 120])
def test_on_a_terminal_one_key_is_one_answer(papers: Path, queue, opened, columns: int) -> None:
    terminal = opened(columns)
    first = terminal.until("q quit")
    assert queue[0] in first
    terminal.press("y")
    assert "accepted" in terminal.until("q quit")
    terminal.press("\x1b[A")  # the arrow up goes back
    assert queue[0] in terminal.until("q quit")
    terminal.press("n")
    terminal.until("why: ")
    terminal.enter("a drill\r")
    assert "rejected" in terminal.until("q quit")
    terminal.press("e")
    terminal.until("weapons")
    terminal.interrupt()  # gives up the act, not the review
    terminal.press("q")
    assert terminal.close() == 0
    assert "nothing was decided" in terminal.seen
    assert [one["act"] for one in decisions(papers)] == ["accept", "reject"]


def test_the_end_of_the_keys_ends_the_review(opened) -> None:
    terminal = opened(80)
    terminal.until("q quit")
    terminal.press("\x04")
    assert terminal.close() == 0
