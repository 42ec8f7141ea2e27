"""Work that may take longer than somebody waits: it is done beside, and a page tells how far it is.

Invariant: what was begun is done once, whoever looks; its outcome is told as long as the desk is open, of the last few.
"""

from __future__ import annotations

import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from typing import Any

__all__ = ["PATIENCE", "Working", "start", "working_of"]

# Who sent a form waits this long, seconds, before a page tells how far it is.
PATIENCE = 2.0
_KEPT = 32


@dataclass(frozen=True, slots=True)
class Working:
    """Hold one piece of work: `of` how many things, since when, and what comes of it."""

    id: str
    of: int
    future: Future[Any]
    begun: float = field(default_factory=time.monotonic)

    @property
    def is_done(self) -> bool:
        """Whether it is over, well or not."""
        return self.future.done()

    @property
    def seconds(self) -> float:
        """How long ago it was begun."""
        return time.monotonic() - self.begun

    def outcome(self) -> Any:
        """Return what came of it, once it is over; raises what stopped it."""
        return self.future.result()


_ALL: OrderedDict[str, Working] = OrderedDict()
_LOCK = threading.Lock()
_POOL = ThreadPoolExecutor(4, thread_name_prefix="dateline-bulk")


def start(work: Callable[[], Any], *, of: int) -> Working:
    """Begin work and return it once it is done, or after `PATIENCE` seconds."""
    made = Working(secrets.token_urlsafe(12), of, _POOL.submit(work))
    with _LOCK:
        _ALL[made.id] = made
        while len(_ALL) > _KEPT:
            _ALL.popitem(last=False)
    wait([made.future], PATIENCE)
    return made


def working_of(id_: str) -> Working | None:
    """Return a piece of work that was begun, None where it is not known any more."""
    with _LOCK:
        return _ALL.get(id_)
