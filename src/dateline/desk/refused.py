"""What the desk answers where it cannot do what it was asked.

Invariant: one shape for all errors, `{"ok": false, "error", "errors", "status"}`, as a page or as JSON; no traceback
ever leaves.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

__all__ = ["NotThere", "Refused", "error_json"]


class Refused(Exception):
    """Stop answering: `status` is that of HTTP, the message says what happened and what to try.

    `errors` are its parts where several things are wrong. `next` is the page that tells it to who sent a form, with
    what they had typed.
    """

    def __init__(self, status: int, message: str, *, errors: Sequence[str] = (), next: str | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.errors = tuple(errors) or (message,)
        self.next = next


class NotThere(Refused):
    """Nothing is at the address that was asked for."""

    def __init__(self, message: str) -> None:
        super().__init__(404, message)


def error_json(error: Refused) -> dict[str, Any]:
    """Return the one shape of errors."""
    return {"ok": False, "error": str(error), "errors": list(error.errors), "status": error.status}
