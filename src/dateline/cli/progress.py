"""How far a build has come: a bar in a terminal, a line now and then elsewhere.

Time left is told from bytes: those of the files that were given, against those of the pieces done. A file that holds
many pieces is counted by them, and set right when the next file begins.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from dateline.cli.output import clean, count, talk

if TYPE_CHECKING:
    from dateline.building import Progress

__all__ = ["Meter", "patience", "sizes"]

# A build that is over sooner than this shows no bar.
PATIENCE_SECONDS = 2.0
LINE_SECONDS = 10.0
# What an address or standard input is taken to hold before it is read: a web page, in bytes.
UNKNOWN_BYTES = 50_000


@contextmanager
def patience(said: str) -> Iterator[None]:
    """Say what takes so long, on standard error, once it takes longer than PATIENCE_SECONDS."""
    console = talk()
    if console.is_terminal and not console.is_dumb_terminal:
        status = console.status(said)
        timer = threading.Timer(PATIENCE_SECONDS, status.start)
    else:
        status = None
        timer = threading.Timer(PATIENCE_SECONDS, lambda: console.print(f"... {said}", soft_wrap=True))
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        timer.join()
        if status is not None:
            status.stop()


class Meter:
    """Show a build's progress on standard error; hand its `update` to `build_into`."""

    def __init__(self, inputs: Sequence[str]) -> None:
        self._console = talk()
        self._is_terminal = self._console.is_terminal and not self._console.is_dumb_terminal
        self._told = time.monotonic()
        self._bar: Any = None
        self._task: Any = None
        self._timer: threading.Timer | None = None
        self._sizes = sizes(inputs) if self._is_terminal else {}
        self._starts: dict[str, int] = {}
        total = 0
        for origin, size in self._sizes.items():
            self._starts[origin] = total
            total += size
        self._total = max(1, total)
        self._at, self._file = 0, ""

    def __enter__(self) -> Self:
        if self._is_terminal:
            self._make_bar()
            self._timer = threading.Timer(PATIENCE_SECONDS, self._bar.start)
            self._timer.daemon = True
            self._timer.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer.join()
            self._bar.stop()

    def _make_bar(self) -> None:
        from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

        self._bar = Progress(
            BarColumn(bar_width=24),
            TextColumn("{task.description}"),
            TimeRemainingColumn(compact=True),
            TextColumn("left"),
            console=self._console,
            transient=True,
        )
        self._task = self._bar.add_task("reading", total=self._total)

    def update(self, done: Progress) -> None:
        """Take in how far the build is."""
        said = f"{count(done.documents, 'document')}, {count(done.reports, 'report')}"
        if done.failed:
            said += f", {len(done.failed)} not read"
        if self._is_terminal:
            self._bar.update(self._task, description=said, completed=min(self._position(done), self._total))
        elif time.monotonic() - self._told >= LINE_SECONDS:
            self._told = time.monotonic()
            self._console.print(f"... {said}; at {clean(done.origin)}", soft_wrap=True)

    def say(self, line: str) -> None:
        """Print a line above the bar."""
        self._console.print(line, soft_wrap=True)

    def _position(self, done: Progress) -> int:
        file = done.origin.partition("#")[0]
        if file != self._file:
            self._file = file
            self._at = max(self._at, self._starts.get(file, 0))
        self._at += done.size
        end = self._starts.get(file, self._total) + self._sizes.get(file, 0)
        self._at = min(self._at, end)
        return self._at


def sizes(inputs: Sequence[str]) -> dict[str, int]:
    """Return the bytes of every file given, by the origin that reading names it with, in the order of reading."""
    found: dict[str, int] = {}
    for given in inputs:
        if given == "-" or "://" in given:
            found[given] = UNKNOWN_BYTES
        elif os.path.isdir(given):
            paths = _files_under(given)
            found |= {"/".join(parts): _size(os.path.join(given, *parts)) for parts in sorted(paths)}
        else:
            found[os.path.basename(os.path.normpath(given))] = _size(given)
    return found


def _files_under(top: str) -> Iterator[tuple[str, ...]]:
    for folder, folders, names in os.walk(top):
        folders[:] = [name for name in folders if not name.startswith(".")]
        above = () if folder == top else tuple(os.path.relpath(folder, top).split(os.sep))
        yield from ((*above, name) for name in names if not name.startswith("."))


def _size(path: str) -> int:
    try:
        return os.stat(path).st_size
    except OSError:
        return 0  # reading will say what is wrong with it
