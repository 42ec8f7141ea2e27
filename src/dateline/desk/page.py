"""What a page is: its address, what may be asked of it, and the function that answers.

Invariant: an answer is a function of the record's snapshot and of what was asked; it writes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from dateline.desk.asked import Asked
from dateline.desk.desk import Desk
from dateline.desk.parameter import Askable, Parameter
from dateline.model.schema import Row

__all__ = ["Answer", "Page", "Parameter", "Shown"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """Hold an answer: rows of the public contract, and what else is told.

    `rows` are what is listed, in order, or the one thing that the page is about; the exports hold just these. `count`
    is how many there are in all, `next` the token of the page after. `also` has rows of other sorts that belong to
    them, by what they are rows of: the JSON holds them, too. `told` is in the JSON beside the rows, `drawn` only on the
    page; `draw` makes more of that (and a `title`, where a name may stand in it) of the answer as it is shown, with
    names covered, and is asked for a page alone. `moved` is the path where the thing stands today, under another id;
    `file` makes the file that a page hands out besides (`.html`, `.svg`).
    """

    title: str
    rows: Sequence[Row] = ()
    count: int | None = None
    next: str | None = None
    also: Mapping[str, Sequence[Row]] = field(default_factory=dict)
    told: Mapping[str, Any] = field(default_factory=dict)
    drawn: Mapping[str, Any] = field(default_factory=dict)
    draw: Callable[[Shown], Mapping[str, Any]] | None = None
    moved: str | None = None
    file: Callable[[], bytes] | None = None


Answer = Callable[[Desk, Asked], Shown]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page(Askable):
    """Describe a page: what may be asked of it, and the function that answers; `name` is also that of its template.

    `what` says which rows of the contract it shows (see `dateline.model.schema`), None where it shows none of them;
    `formats` are the exports besides the page. `policy` widens the content security policy; one that `is_open` is shown
    on a shared desk to who has not signed in. One that `is_long` goes through much of the record when it is first asked
    for, and nobody asks for it beforehand.
    """

    summary: str
    answer: Answer
    what: str | None = None
    formats: tuple[str, ...] = ("json",)
    policy: Mapping[str, str] = field(default_factory=dict)
    is_open: bool = False
    is_long: bool = False
