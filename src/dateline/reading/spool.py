"""Keep pieces on disk between two passes over them, so that standard input and addresses are read once.

Invariant: what is replayed is what was kept, in the same order; memory holds one piece at a time, and nothing is left
behind.
"""

from __future__ import annotations

import pickle
import tempfile
from collections.abc import Iterable, Iterator
from types import TracebackType
from typing import IO, Self

from dateline.reading.page import Failure, Item

__all__ = ["Spool"]


class Spool:
    """Hold pieces in a file without a name, which goes when the `with` block is left."""

    def __init__(self) -> None:
        self._file: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - closed by __exit__
        self._pieces = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def kept(self, pieces: Iterable[Item | Failure]) -> Iterator[Item | Failure]:
        """Keep each piece and pass it on."""
        for piece in pieces:
            pickle.dump(piece, self._file)
            self._pieces += 1
            yield piece

    def again(self) -> Iterator[Item | Failure]:
        """Yield the pieces once more."""
        self._file.seek(0)
        for _ in range(self._pieces):
            yield pickle.load(self._file)
