"""Run the pipeline on this machine: in this process, or in several side by side.

Invariant: outcomes come in the order of the items and are the same for any number of processes; memory holds a bounded
number of items, however many there are. A worker process that dies costs at most the item that killed it, and no worker
outlives the process that started it.
"""

from __future__ import annotations

import logging
import multiprocessing
import os
import pickle
import signal
import tempfile
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from dateline import pipeline
from dateline.engines.outcome import CRASHED, Done, Outcome, Trouble, attempt
from dateline.errors import DatelineError
from dateline.reading import Failure, Item

__all__ = ["code", "cores"]

# Items handed out beyond the one waited for: enough that no worker idles behind one long document, few enough that
# the bytes of what waits stay small. Past AHEAD_BYTES nothing more is handed out until something comes back.
AHEAD_PER_PROCESS = 4
AHEAD_BYTES = 64_000_000

# Items that are parsed together: as many as have so many bytes, since parsing a short text alone takes twice as long.
# In several processes they are fewer, so that a few short texts still keep every worker busy.
TOGETHER_BYTES = 200_000
TOGETHER_BYTES_IN_EACH = 20_000

# What is written to a pipe at once up to here arrives whole or not at all (POSIX's least PIPE_BUF is 512).
WHOLE_IN_A_PIPE = 400

_LOG = logging.getLogger(__name__)
_Result = tuple[pipeline.Coded, str] | Failure | Trouble
# Items that are coded together, or a failure in its place.
_Group = tuple[Item, ...] | Failure


def cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def code(items: Iterable[Item | Failure], *, processes: int = 1) -> Iterator[Outcome]:
    """Yield what became of each item, in order; failures that are given are passed through in their place.

    `processes` is the number of worker processes: 1 codes in this process, 0 is one for every core. Closing the
    iterator stops the workers at once. Raises KnowledgeError where no document at all can be coded, and DatelineError
    where worker processes cannot be started.
    """
    wanted = processes or cores()
    if wanted > 1:
        with tempfile.TemporaryDirectory(prefix="dateline-") as folder:
            yield from _side_by_side(items, wanted, folder)
        return
    for group in _groups(items, TOGETHER_BYTES):
        if isinstance(group, Failure):
            yield group
        else:
            yield from map(_outcome, group, attempt(group))


def _groups(items: Iterable[Item | Failure], most: int) -> Iterator[_Group]:
    """Put items together until they have `most` bytes; every item and failure keeps its place."""
    group: list[Item] = []
    for item in items:
        if isinstance(item, Item):
            group.append(item)
        if group and (isinstance(item, Failure) or sum(len(one.data) for one in group) >= most):
            yield tuple(group)
            group = []
        if isinstance(item, Failure):
            yield item
    if group:
        yield tuple(group)


def _outcome(item: Item, result: _Result) -> Outcome:
    if isinstance(result, Trouble):
        return result.logged()
    return result if isinstance(result, Failure) else Done(item, *result)


def _attempt(items: Sequence[Item], folder: str) -> list[_Result] | str:
    """Do in a worker what `attempt` does; return the results, or the file in `folder` that holds them.

    A worker that dies while it sends a long answer leaves half of it in the pipe, and the pool waits for the rest for
    ever. So a long answer goes into a file, and only its name is sent.
    """
    results = list(attempt(items))
    pickled = pickle.dumps(results)
    if len(pickled) <= WHOLE_IN_A_PIPE:
        return results
    try:
        handle, name = tempfile.mkstemp(dir=folder)
        with os.fdopen(handle, "wb") as file:
            file.write(pickled)
    except OSError:  # no room: better the long way than none
        return results
    return name


@dataclass(slots=True)
class _Waiting:
    """Hold items that were handed out; `future` is None where no worker was left to take them."""

    group: _Group
    future: Future[list[_Result] | str] | None = None

    @property
    def size(self) -> int:
        return 0 if isinstance(self.group, Failure) else sum(len(item.data) for item in self.group)


def _side_by_side(items: Iterable[Item | Failure], processes: int, folder: str) -> Iterator[Outcome]:
    source, is_dry = _groups(items, TOGETHER_BYTES_IN_EACH), False
    waiting: deque[_Waiting] = deque()
    crew = _Crew(processes, folder)
    try:
        while True:
            while not is_dry and len(waiting) <= AHEAD_PER_PROCESS * processes and _bytes(waiting) <= AHEAD_BYTES:
                group = next(source, None)
                if group is None:
                    is_dry = True
                else:
                    waiting.append(_Waiting(group, None if isinstance(group, Failure) else crew.submit(group)))
            if not waiting:
                return
            first = waiting[0]
            if isinstance(first.group, Failure):
                waiting.popleft()
                yield first.group
            elif (results := _results(first.future)) is not None:
                waiting.popleft()
                yield from map(_outcome, first.group, results)
            else:
                # Which of the items in flight killed the worker cannot be known: each is tried by itself.
                crew.stop()
                yield from _one_by_one(waiting, folder)
                crew = _Crew(processes, folder)
    finally:
        crew.stop()


def _bytes(waiting: Iterable[_Waiting]) -> int:
    return sum(one.size for one in waiting)


def _results(future: Future[list[_Result] | str] | None) -> list[_Result] | None:
    """Wait for results; None where the worker died."""
    try:
        found = future.result() if future is not None else None
    except BrokenProcessPool:
        return None
    if not isinstance(found, str):
        return found
    file = Path(found)
    results: list[_Result] = pickle.loads(file.read_bytes())
    file.unlink()
    return results


def _one_by_one(waiting: deque[_Waiting], folder: str) -> Iterator[Outcome]:
    """Empty the queue, each item that has no result yet alone in a process."""
    crew: _Crew | None = None
    try:
        while waiting:
            one = waiting.popleft()
            if isinstance(one.group, Failure):
                yield one.group
                continue
            results = _results(one.future) if one.future is not None and one.future.done() else None
            if results is not None:
                yield from map(_outcome, one.group, results)
                continue
            for item in one.group:
                crew = crew or _Crew(1, folder).checked()
                alone = _results(crew.submit((item,)))
                if alone is None:
                    crew.stop()
                    crew = None
                yield _outcome(item, alone[0] if alone else _died_twice(item))
    finally:
        if crew is not None:
            crew.stop()


def _died_twice(item: Item) -> Failure:
    _LOG.error("%s: the worker process died twice", item.origin)
    said = "the process that coded it was killed, twice: most often memory ran out; split it, or leave it out"
    return Failure(item.origin, CRASHED, said)


class _Crew:
    """Keep worker processes that end when told to, or when this process does; `folder` holds their long answers."""

    def __init__(self, processes: int, folder: str) -> None:
        context = multiprocessing.get_context("spawn")  # the same on every system, and safe beside threads
        # Nothing is ever sent: workers see the other end close when `stop` is called or this process dies.
        theirs, self._ours = context.Pipe(duplex=False)
        self._theirs: Connection = theirs
        self._folder = folder
        self._pool = ProcessPoolExecutor(processes, mp_context=context, initializer=_start, initargs=(theirs,))

    def submit(self, items: Sequence[Item]) -> Future[list[_Result] | str] | None:
        """Hand items to a worker; None where the workers are gone."""
        try:
            return self._pool.submit(_attempt, items, self._folder)
        except BrokenProcessPool:
            return None
        except OSError as error:
            raise DatelineError(
                f"no worker process can be started ({error.strerror}); free some memory, or use one process"
            ) from error

    def checked(self) -> _Crew:
        """Return the crew once a worker answers; raises DatelineError where none can start."""
        try:
            self._pool.submit(os.getpid).result()
        except (BrokenProcessPool, OSError) as error:
            self.stop()
            raise DatelineError(
                "worker processes end as soon as they start; in a script, call dateline.build below "
                '`if __name__ == "__main__":`, or use one process'
            ) from error
        return self

    def stop(self) -> None:
        """End all workers at once, whatever they are doing; what they had not given back is lost."""
        self._ours.close()
        self._pool.shutdown(wait=True, cancel_futures=True)
        self._theirs.close()


def _start(alive: Connection) -> None:
    """Prepare a worker: Ctrl-C is the parent's to handle, and the parent's end is the worker's."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    logging.captureWarnings(True)
    logging.getLogger().addHandler(logging.NullHandler())
    threading.Thread(target=_end_with, args=(alive,), daemon=True).start()


def _end_with(alive: Connection) -> None:
    alive.poll(None)  # returns only when the other end is closed
    os._exit(1)
