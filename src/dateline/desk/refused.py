"""What the desk answers where it cannot do what it was asked.

Invariant: one shape for all errors, `{"ok": false, "error", "errors", "status"}`, as a page or as JSON; no traceback
ever leaves.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

__all__ = ["RETRY_SECONDS", "Busy", "NotThere", "Refused", "error_json"]


# Who was refused since something else was being written is told to try again after so long.
RETRY_SECONDS = 5


class Refused(Exception):
    """Stop answering: `status` is that of HTTP, the message says what happened and what to try.

    `errors` are its parts where several things are wrong. `next` is the page that tells it to who sent a form, with
    what they had typed. `after` is in how many seconds to try again, where waiting helps.
    """

    def __init__(
        self,
        status: int,
        message: str,
        *,
        errors: Sequence[str] = (),
        next: str | None = None,
        after: int | None = None,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.headers = {} if after is None else {"Retry-After": str(after)}
        self.errors = tuple(errors) or (message,)
        self.next = next


class Busy(Refused):
    """Nothing was written since something else was being written; trying again in `RETRY_SECONDS` may help."""

    def __init__(self, message: str, *, next: str | None = None) -> None:
        super().__init__(503, message, next=next, after=RETRY_SECONDS)


class NotThere(Refused):
    """Nothing is at the address that was asked for."""

    def __init__(self, message: str) -> None:
        super().__init__(404, message)


def error_json(error: Refused) -> dict[str, Any]:
    """Return the one shape of errors."""
    return {"ok": False, "error": str(error), "errors": list(error.errors), "status": error.status}
