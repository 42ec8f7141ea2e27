"""How much of an input is read before it is refused.

Invariant: no limit changes what is read of a piece; a piece is read whole or not at all.
"""

from __future__ import annotations

from dataclasses import dataclass

from dateline.errors import SettingsError

__all__ = ["Limits"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Bound what one piece of input may cost.

    `max_bytes` bounds one piece (a file, a record, a row, an answer), unpacked; `max_members` the pieces of one
    container; `max_ratio` the bytes that come out of one byte of a compressed container, once more than `max_bytes`
    have come out (text packs to 1/3 to 1/30 of its size, a bomb to 1/1000); `timeout` is in seconds, for a whole
    address with its redirects.

    >>> Limits(max_bytes=0)
    Traceback (most recent call last):
    ...
    dateline.errors.SettingsError: the limit max_bytes must be greater than 0, not 0
    """

    max_bytes: int = 50_000_000
    max_members: int = 1_000_000
    max_ratio: float = 200.0
    timeout: float = 30.0
    max_redirects: int = 5

    def __post_init__(self) -> None:
        for name in ("max_bytes", "max_members", "max_ratio", "timeout"):
            if getattr(self, name) <= 0:
                raise SettingsError(f"the limit {name} must be greater than 0, not {getattr(self, name)}")
        if self.max_redirects < 0:
            raise SettingsError(f"the limit max_redirects must be 0 or more, not {self.max_redirects}")
