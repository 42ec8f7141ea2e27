"""What pages work out of a record and keep: it is made again when the record is another, and from what came since.

Invariant: what is kept is a function of the record as of one version of it, never changed once it is handed out;
while one request makes it anew, the others wait for that instead of making it too. Where that takes long, they are
given what was kept before, which says of itself what it is of.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Any, Generic, Protocol, TypeVar
from weakref import WeakKeyDictionary

__all__ = ["Kept", "Versioned", "follow", "warm"]

_ALL: list[Kept[Any, Any]] = []
# What takes longer than this to make anew may lag, where it is made so: half of what a page may take.
_LONG_SECONDS = 0.1


class Versioned(Protocol):
    """What has a version, as a desk has that of its newest snapshot."""

    @property
    def version(self) -> Hashable:
        """The same for the same state of it."""


D = TypeVar("D", bound=Versioned)
T = TypeVar("T")


@dataclass(slots=True)
class _Held(Generic[T]):
    lock: threading.Lock = field(default_factory=threading.Lock)
    version: Hashable = None
    value: T | None = None
    seconds: float = 0.0
    is_coming: bool = False


class Kept(Generic[D, T]):
    """Keep what `make` makes of a desk; `make` is given what it made before, None the first time.

    `version` tells one state of the record from another; unless it is given, that is the version of the desk. With
    `may_lag`, who asks while it is made anew gets what was made before, where making it took long. What `is_slow` is
    not made before the first page is shown, but soon after it.
    """

    def __init__(
        self,
        make: Callable[[D, T | None], T],
        *,
        version: Callable[[D], Hashable] | None = None,
        may_lag: bool = False,
        is_slow: bool = False,
    ) -> None:
        self._make = make
        self._version = version or (lambda desk: desk.version)
        self._may_lag = may_lag
        self.is_slow = is_slow
        self._of: WeakKeyDictionary[D, _Held[T]] = WeakKeyDictionary()
        self._lock = threading.Lock()
        _ALL.append(self)

    def of(self, desk: D) -> T:
        """Return what is kept of the record of a desk, as of now or, where it may, as of a little before."""
        held = self._held(desk)
        version, value = self._version(desk), held.value
        if value is not None and held.version == version:
            return value
        if value is not None and self._may_lag and held.seconds > _LONG_SECONDS:
            self._begin(desk, held)
            return value
        return self._made(desk, held, version)

    def warm(self, desk: D) -> None:
        """Bring what is kept up to date, however long that takes."""
        self._made(desk, self._held(desk), self._version(desk))

    def took(self, desk: D) -> float:
        """Return how many seconds it took to make it last, 0 where it was not made yet."""
        return self._held(desk).seconds

    def _held(self, desk: D) -> _Held[T]:
        with self._lock:
            return self._of.setdefault(desk, _Held())

    def _made(self, desk: D, held: _Held[T], version: Hashable) -> T:
        with held.lock:
            if held.value is None or held.version != version:
                start = time.monotonic()
                held.value = self._make(desk, held.value)
                held.version, held.seconds = version, time.monotonic() - start
            return held.value

    def _begin(self, desk: D, held: _Held[T]) -> None:
        with self._lock:
            if held.is_coming:
                return
            held.is_coming = True

        def make() -> None:
            try:
                self.warm(desk)
            finally:
                held.is_coming = False

        threading.Thread(target=make, name="dateline-kept", daemon=True).start()


def warm(desk: Versioned) -> None:
    """Make what pages keep, so that no reader waits for it; what is slow is left to `follow`."""
    for one in _ALL:
        if not one.is_slow:
            one.warm(desk)


def follow(desk: Versioned) -> None:
    """Bring up to date what is quickly made, and make what was never made.

    What takes long is made when it is asked for: a build that writes all the time would have it made all the time.
    """
    for one in _ALL:
        if one.took(desk) <= _LONG_SECONDS:
            one.warm(desk)
