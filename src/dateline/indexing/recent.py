"""What was asked last, kept: who pages through rows, or looks at facets, asks the same again.

Invariant: no more is kept than was said, and what was asked longest ago goes first; threads that ask the same at once
may each make it, and all get what holds.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable
from threading import Lock
from typing import Generic, TypeVar

__all__ = ["Recent"]

K = TypeVar("K", bound=Hashable)
T = TypeVar("T")


class Recent(Generic[K, T]):
    """Keep the answers to the last questions, `most` of them."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[K, T] = OrderedDict()
        self._lock = Lock()

    def get(self, asked: K, make: Callable[[], T]) -> T:
        """Return the answer to a question, made where it is not kept."""
        with self._lock:
            if asked in self._kept:
                self._kept.move_to_end(asked)
                return self._kept[asked]
        made = make()
        self._keep([(asked, made)])
        return made

    def follow(self, before: Recent[K, T]) -> None:
        """Take over the answers that were kept elsewhere, where they hold here too."""
        with before._lock:
            kept = list(before._kept.items())
        self._keep(kept)

    def _keep(self, answers: Iterable[tuple[K, T]]) -> None:
        with self._lock:
            self._kept.update(answers)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
