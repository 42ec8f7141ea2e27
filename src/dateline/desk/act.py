"""What an action is: something that people do on the desk, by a form of a page or as JSON.

Invariant: an action writes only for a session that may; a form's answer is the address of the page that shows what was
done (303), so that reloading never does it twice.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from dateline.desk.desk import Desk
from dateline.desk.parameter import Parameter
from dateline.desk.refused import Refused
from dateline.desk.sessions import Session

__all__ = ["Action", "Done", "Sent"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """Hold what a form or a JSON object sent: its values by field, whose session it came with, from which address."""

    values: Mapping[str, tuple[str, ...]]
    session: Session | None = None
    client: str = ""

    def first(self, key: str) -> str | None:
        """Return the (first) value of a field that is not blank, or None."""
        return next((value for value in self.values.get(key, ()) if value.strip()), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """Say what was done: `next` is the path to go on at, `told` the JSON, `secret` a session's cookie to set.

    An empty `secret` takes the cookie away.
    """

    next: str
    told: Mapping[str, Any] = field(default_factory=dict)
    secret: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """Describe an action: its address, what is sent, and the function that does it.

    One that `decides` is taken only from who may decide, before anything that was sent is looked at. One that `is_open`
    is taken on a shared desk from who has not signed in. `over` makes what tells whoever sent a form that their session
    is over, so that nothing typed is lost.
    """

    name: str
    path: str
    summary: str
    act: Callable[[Desk, Sent], Done]
    fields: tuple[Parameter, ...] = ()
    decides: bool = True
    is_open: bool = False
    over: Callable[[Desk, Sent], Refused] | None = None
