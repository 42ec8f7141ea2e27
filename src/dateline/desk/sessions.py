"""Who may write: sessions, each begun with a one-time address that only the terminal shows.

Invariant: a one-time token opens one session and is worth nothing afterwards, nor once its time is over; what is kept
of tokens and sessions are digests, compared in constant time by being looked up as such.
"""

from __future__ import annotations

import hashlib
import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

__all__ = ["COOKIE", "Session", "Sessions"]

COOKIE = "dateline"
# A one-time address is used at once, or copied to a browser within minutes; a session is a long working day.
TOKEN_SECONDS = 15 * 60
SESSION_SECONDS = 16 * 60 * 60
# More than anybody has open; the oldest goes, so that nothing grows without end.
_MOST = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """Say who reads or decides, as what (`reader`, `reviewer` or `lead`)."""

    reviewer: str
    role: str = "reviewer"

    @property
    def may_write(self) -> bool:
        """Whether decisions of theirs are taken."""
        return self.role != "reader"


class Sessions:
    """Keep one-time tokens and the sessions that they opened, in memory alone: they end with the desk."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self.when_spent: Callable[[], object] = lambda: None  # told that a token opened a session
        self._lock = threading.Lock()
        self._tokens: dict[str, float] = {}
        self._sessions: dict[str, tuple[Session, float]] = {}

    def issue(self) -> str:
        """Return a new one-time token; those before it that nobody used are worth nothing any more."""
        token = secrets.token_urlsafe(32)
        with self._lock:
            self._tokens = {_digest(token): self._clock() + TOKEN_SECONDS}
        return token

    def is_open(self, token: str) -> bool:
        """Tell whether a token would still open a session."""
        with self._lock:
            return self._tokens.get(_digest(token), -1.0) > self._clock()

    def redeem(self, token: str, session: Session) -> str | None:
        """Begin a session and return its secret for the cookie, or None where the token is worth nothing."""
        with self._lock:
            until = self._tokens.pop(_digest(token), -1.0)
            if until <= self._clock():
                return None
            secret = self._begin(session)
        self.when_spent()
        return secret

    def begin(self, session: Session) -> str:
        """Begin a session for who proved in another way who they are, and return its secret for the cookie."""
        with self._lock:
            return self._begin(session)

    def _begin(self, session: Session) -> str:
        secret = secrets.token_urlsafe(32)
        while len(self._sessions) >= _MOST:
            self._sessions.pop(next(iter(self._sessions)))
        self._sessions[_digest(secret)] = session, self._clock() + SESSION_SECONDS
        return secret

    def of(self, secret: str | None) -> Session | None:
        """Return the session that a cookie's secret belongs to, or None."""
        if not secret:
            return None
        with self._lock:
            session, until = self._sessions.get(_digest(secret), (None, -1.0))
            return session if until > self._clock() else None

    def end(self, secret: str | None) -> None:
        """End a session."""
        with self._lock:
            self._sessions.pop(_digest(secret or ""), None)


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
