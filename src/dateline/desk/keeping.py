"""What pages work out of a record and keep: it is made again when the record is another, and from what came since.

Invariant: what is kept is a function of the record as of one version of it, never changed once it is handed out;
while one request makes it anew, the others wait for that instead of making it too. Who reads an older version is given
what was kept of that one. Where making it takes long, who asks is given what was kept before, which says what it is of.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Any, Generic, Protocol, TypeVar
from weakref import WeakKeyDictionary

__all__ = ["Kept", "Versioned", "catch_up", "follow", "warm"]

_ALL: list[Kept[Any, Any]] = []
# What takes longer than this to make anew may lag, where it is made so: half of what a page may take.
_LONG_SECONDS = 0.1
# What takes long is left as it is for so many times as long as it took: a build that writes all the time would have it
# made all the time, beside the requests.
_REST = 20
# Versions that are kept: one is read while the next is made.
_VERSIONS = 2


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
    of: dict[Hashable, T] = field(default_factory=dict)
    seconds: float = 0.0
    rests_until: float = 0.0
    is_coming: bool = False

    @property
    def last(self) -> T | None:
        """What was made last."""
        return next(reversed(self.of.values())) if self.of else None

    def keep(self, version: Hashable, value: T) -> None:
        """Keep what was made, and the version before: in another mapping, as others read this one."""
        older = [(one, held) for one, held in self.of.items() if one != version]
        self.of = dict([*older[1 - _VERSIONS :], (version, value)])


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
        version, kept = self._version(desk), held.of
        if version in kept:
            return kept[version]
        last = held.last
        if last is not None and self._may_lag and held.seconds > _LONG_SECONDS:
            self._begin(desk, held)
            return last
        return self._made(desk, held, version)

    def warm(self, desk: D) -> None:
        """Bring what is kept up to date, however long that takes."""
        self._made(desk, self._held(desk), self._version(desk))

    def is_quick(self, desk: D) -> bool:
        """Tell whether it was made before, in so short a time that a request may wait for it."""
        held = self._held(desk)
        return bool(held.of) and held.seconds <= _LONG_SECONDS

    def _held(self, desk: D) -> _Held[T]:
        with self._lock:
            return self._of.setdefault(desk, _Held())

    def catch_up(self, desk: D) -> None:
        """Bring what is kept up to date beside everything else, unless it is, or was made a short while ago."""
        held = self._held(desk)
        if self._version(desk) not in held.of:
            self._begin(desk, held)

    def _made(self, desk: D, held: _Held[T], version: Hashable) -> T:
        with held.lock:
            if version not in held.of:
                start = time.monotonic()
                value = self._make(desk, held.last)
                held.seconds = time.monotonic() - start
                held.rests_until = start + held.seconds * _REST
                held.keep(version, value)
            return held.of[version]

    def _begin(self, desk: D, held: _Held[T]) -> None:
        with self._lock:
            if held.is_coming or time.monotonic() < held.rests_until:
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
    """Bring up to date what is quickly made."""
    for one in _ALL:
        if one.is_quick(desk):
            one.warm(desk)


def catch_up(desk: Versioned) -> None:
    """Bring up to date what takes long, without waiting for it."""
    for one in _ALL:
        if not one.is_quick(desk):
            one.catch_up(desk)
