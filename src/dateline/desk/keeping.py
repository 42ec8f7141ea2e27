"""What pages work out of a record and keep: it is made again when the record is another, and from what came since.

Invariant: what is kept is a function of the record as of one version of it, never changed once it is handed out;
while one request makes it anew, the others wait for that instead of making it too.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, TypeVar
from weakref import WeakKeyDictionary

if TYPE_CHECKING:
    from dateline.desk.desk import Desk

__all__ = ["Kept", "warm"]

T = TypeVar("T")

_ALL: list[Kept[Any]] = []


@dataclass(slots=True)
class _Held(Generic[T]):
    lock: threading.Lock = field(default_factory=threading.Lock)
    version: Hashable = None
    value: T | None = None


class Kept(Generic[T]):
    """Keep what `make` makes of a record; `make` is given what it made before, None the first time.

    `version` tells one state of the record from another; unless it is given, that is the version of the snapshot.
    """

    def __init__(
        self, make: Callable[[Desk, T | None], T], *, version: Callable[[Desk], Hashable] | None = None
    ) -> None:
        self._make = make
        self._version = version or (lambda desk: desk.now.version)
        self._of: WeakKeyDictionary[Desk, _Held[T]] = WeakKeyDictionary()
        self._lock = threading.Lock()
        _ALL.append(self)

    def of(self, desk: Desk) -> T:
        """Return what is kept of the record of a desk, as of now."""
        with self._lock:
            held = self._of.setdefault(desk, _Held())
        version = self._version(desk)
        value = held.value
        if value is not None and held.version == version:
            return value
        with held.lock:
            if held.value is None or held.version != version:
                held.value = self._make(desk, held.value)
                held.version = version
            return held.value


def warm(desk: Desk) -> None:
    """Make all that pages keep, so that no reader waits for it."""
    for one in _ALL:
        one.of(desk)
