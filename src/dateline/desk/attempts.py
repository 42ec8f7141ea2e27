"""How often somebody may try a password.

Invariant: what is slowed down is guessing: failures of one name, or from one address, within a quarter of an hour; a
success forgets those of its name. Nothing is kept of what was tried.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable

__all__ = ["Attempts"]

_WINDOW_SECONDS = 15 * 60
# Ten wrong passwords are more than a tired person needs, and far too few for guessing (NIST SP 800-63B: 100 at most).
_MOST = 10
# Names and addresses that are remembered at once: more than a team has, so little that nobody can fill the memory.
_REMEMBERED = 10_000


class Attempts:
    """Count failures by key (a name, an address)."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._failed: OrderedDict[str, list[float]] = OrderedDict()

    def wait(self, keys: Iterable[str]) -> float:
        """Return for how many seconds no further attempt is taken; 0 where one is."""
        with self._lock:
            return max((self._wait(key) for key in keys), default=0.0)

    def _wait(self, key: str) -> float:
        since = self._clock() - _WINDOW_SECONDS
        recent = [at for at in self._failed.get(key, ()) if at > since]
        return recent[-_MOST] - since if len(recent) >= _MOST else 0.0

    def failed(self, keys: Iterable[str]) -> None:
        """Count a failure."""
        with self._lock:
            for key in keys:
                self._failed[key] = [*self._failed.pop(key, ())[-_MOST + 1 :], self._clock()]
            while len(self._failed) > _REMEMBERED:
                self._failed.popitem(last=False)

    def forget(self, key: str) -> None:
        """Forget the failures of a name that has signed in."""
        with self._lock:
            self._failed.pop(key, None)
