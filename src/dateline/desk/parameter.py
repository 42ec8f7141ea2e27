"""What may be asked of an address: by which parameters, with which values, how many rows at once.

Invariant: what an address takes is said in these words alone; what is read of one, the help and OpenAPI are made of it.
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["SIZE", "Askable", "Parameter"]

# Rows on a page: what fits into two or three screens, and what a page may weigh (60 kB).
SIZE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """Describe what may be asked: its name, a sentence, and which values there are (none: any of its kind).

    `kind` is `text`, `integer`, `number` or `flag`; `least` and `most` bound a number. Of one that `is_many`, up to
    `most_values` may be asked at once: each name of an actor takes some ten milliseconds to look up. No value has more
    than `longest` characters: what a form sends comes back in an address where something is wrong with it.
    """

    name: str
    doc: str
    kind: str = "text"
    values: tuple[str, ...] = ()
    is_many: bool = False
    is_required: bool = False
    most_values: int = 50
    least: float | None = None
    most: float | None = None
    # Longer than any name, token or reason that the desk itself writes or takes.
    longest: int = 2_000
    # Whether it says which rows there are, and not only what is shown beside them.
    narrows: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Askable:
    """Describe what is asked at an address: its name and path, by which `filters`.

    One that `is_listed` has pages, in an order, of `size` rows unless others are asked; `path` holds `{id}` where it is
    about one thing.
    """

    name: str
    path: str
    filters: tuple[Parameter, ...] = ()
    is_listed: bool = False
    size: int = SIZE

    @property
    def is_one(self) -> bool:
        """Whether it is about one thing, which its address names."""
        return "{id}" in self.path
