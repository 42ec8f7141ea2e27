"""What of the user's own a record is worked on with: packs of actors, and letters for sources.

Invariant: it holds while the record is worked on, in this process and in those that it starts, and not a moment longer;
what the environment names goes before it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from dateline.knowledge.actors import packs_from
from dateline.record.letters import letters_from

__all__ = ["Own"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """Name the folder with packs, and the file with letters, of the user's own; where one is empty, the usual one is
    taken."""

    packs: str = ""
    letters: str = ""

    @contextmanager
    def held(self) -> Iterator[None]:
        """Take packs and letters from there for a while."""
        with packs_from(self.packs), letters_from(self.letters):
            yield
