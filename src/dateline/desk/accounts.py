"""Who may use a desk that is shared: people with passwords and roles, and tokens for programs.

Invariant: the file of accounts holds no password and no token, only what they are checked against: argon2id hashes
(RFC 9106) of passwords, SHA-256 digests of tokens, which are random. A token does no more than its scope and its owner
may, and no longer than it was given for. The file is replaced whole, and only its owner may read it.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from dateline.desk.sessions import Session
from dateline.errors import SettingsError

__all__ = ["LEAST_PASSWORD", "ROLES", "SCOPES", "Account", "Accounts", "Token"]

ROLES = ("reader", "reviewer", "lead")
# What a token is for: reading alone, or whatever its owner may.
SCOPES = ("read", "decide")
# NIST SP 800-63B asks for eight at least; guessing is slow besides.
LEAST_PASSWORD = 8
_LONGEST_PASSWORD = 1_000
_MOST_DAYS = 366

Json = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """Say what a token of a program is for: its name, digest, scope, and when it ends (UTC)."""

    name: str
    digest: str
    scope: str
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Hold one person's account; without a hash they sign in with their institute, or by tokens alone."""

    name: str
    role: str
    hash: str | None = None
    subject: str | None = None
    tokens: tuple[Token, ...] = field(default=())


class Accounts:
    """Keep the accounts of a file; what is changed elsewhere is seen at the next question."""

    def __init__(self, path: Path) -> None:
        """Read the file; raises SettingsError naming what breaks it. A file that is not there has no accounts."""
        self._path = path
        self._hasher = PasswordHasher()
        # Checked where there is no such name, so that an answer does not tell by its time who has an account.
        self._nobody = self._hasher.hash(secrets.token_urlsafe(16))
        self._seen: tuple[int, int, int] | None = None
        self._by_name: dict[str, Account] = {}
        self._reload()

    @property
    def all(self) -> tuple[Account, ...]:
        """All accounts by their names."""
        self._reload()
        return tuple(account for _, account in sorted(self._by_name.items()))

    # Who is it

    def signed_in(self, name: str, password: str) -> Session | None:
        """Return the session of whoever has this name and password, or None."""
        self._reload()
        account = self._by_name.get(name.strip())
        kept = account.hash if account is not None and account.hash else self._nobody
        try:
            self._hasher.verify(kept, password[: _LONGEST_PASSWORD + 1])
        except (VerificationError, InvalidHashError):
            return None
        return Session(reviewer=account.name, role=account.role) if account is not None and account.hash else None

    def of_subject(self, subject: str) -> Session | None:
        """Return the session of whom an institute calls by this name, or None."""
        self._reload()
        account = next((one for one in self._by_name.values() if one.subject == subject), None)
        return Session(reviewer=account.name, role=account.role) if account else None

    def of_name(self, name: str) -> Session | None:
        """Return the session of whoever has signed in under this name, as their account is now; None without one."""
        self._reload()
        account = self._by_name.get(name)
        return Session(reviewer=account.name, role=account.role) if account else None

    def of_token(self, secret: str, *, now: datetime | None = None) -> Session | None:
        """Return the session of a program with a token, or None where it is unknown or its time is over."""
        self._reload()
        digest = _digest(secret)
        for account in self._by_name.values():
            for token in account.tokens:
                if secrets.compare_digest(token.digest, digest) and token.until > (now or datetime.now(UTC)):
                    role = account.role if token.scope == "decide" else "reader"
                    return Session(reviewer=account.name, role=role)
        return None

    # Changes

    def put(self, name: str, *, role: str, password: str | None = None, subject: str | None = None) -> Account:
        """Add an account, or give one another role, password or institute's name; raises SettingsError."""
        name = name.strip()
        if not name or len(name) > 80 or not name.isprintable():
            raise SettingsError("an account has a name of 1 to 80 characters that can be printed")
        if role not in ROLES:
            raise SettingsError(f"there is no role {role!r}; there are {', '.join(ROLES)}")
        if password is not None and not LEAST_PASSWORD <= len(password) <= _LONGEST_PASSWORD:
            raise SettingsError(f"a password has {LEAST_PASSWORD} to {_LONGEST_PASSWORD:,} characters")
        self._reload()
        others = [one.name for one in self._by_name.values() if subject and one.subject == subject and one.name != name]
        if others:
            raise SettingsError(f"{subject!r} is {others[0]!r} already")
        made = replace(self._by_name.get(name) or Account(name=name, role=role), role=role)
        if password is not None:
            made = replace(made, hash=self._hasher.hash(password))
        if subject is not None:
            made = replace(made, subject=subject)
        self._write({**self._by_name, name: made})
        return made

    def remove(self, name: str) -> None:
        """Remove an account with its tokens; raises SettingsError where there is none."""
        self._account(name)
        self._write({key: one for key, one in self._by_name.items() if key != name})

    def give_token(self, name: str, label: str, *, scope: str, days: int) -> str:
        """Give an account a token and return it; it is shown this once. Raises SettingsError."""
        account = self._account(name)
        if scope not in SCOPES:
            raise SettingsError(f"there is no scope {scope!r}; there are {', '.join(SCOPES)}")
        if not 1 <= days <= _MOST_DAYS:
            raise SettingsError(f"a token lasts for 1 to {_MOST_DAYS} days")
        if scope == "decide" and account.role == "reader":
            raise SettingsError(
                f"{name!r} is a reader, who decides nothing: give the token --scope read, or the account another role "
                f"(dateline accounts add {self._path} {name} --role reviewer)"
            )
        if not label.strip() or any(token.name == label for token in account.tokens):
            raise SettingsError(f"give the token a name that {name!r} has none of yet")
        secret = f"dateline-{secrets.token_urlsafe(32)}"
        until = datetime.now(UTC).replace(microsecond=0) + timedelta(days=days)
        token = Token(name=label, digest=_digest(secret), scope=scope, until=until)
        self._write({**self._by_name, name: replace(account, tokens=(*account.tokens, token))})
        return secret

    def take_token(self, name: str, label: str) -> None:
        """Take a token back; raises SettingsError where there is none of that name."""
        account = self._account(name)
        left = tuple(token for token in account.tokens if token.name != label)
        if len(left) == len(account.tokens):
            raise SettingsError(f"{name!r} has no token {label!r}")
        self._write({**self._by_name, name: replace(account, tokens=left)})

    def _account(self, name: str) -> Account:
        self._reload()
        if name not in self._by_name:
            raise SettingsError(f"{self._path} has no account {name!r}")
        return self._by_name[name]

    # The file

    def _reload(self) -> None:
        try:
            status = self._path.stat()
        except FileNotFoundError:
            self._seen, self._by_name = None, {}
            return
        except OSError as error:
            raise SettingsError(f"{self._path} cannot be read: {error.strerror}") from None
        # It is replaced by another file, which may be as long and, within a tick of the clock, as old.
        seen = status.st_ino, status.st_mtime_ns, status.st_size
        if seen == self._seen:
            return
        self._by_name = _read(self._path)
        self._seen = seen

    def _write(self, accounts: Mapping[str, Account]) -> None:
        data = json.dumps({"accounts": [_json(one) for _, one in sorted(accounts.items())]}, indent=2)
        try:
            handle, name = tempfile.mkstemp(dir=self._path.parent, prefix=f".{self._path.name}.")
            try:
                with os.fdopen(handle, "w", encoding="utf-8") as file:
                    file.write(data + "\n")
                os.replace(name, self._path)  # mkstemp made it readable by its owner alone
            except BaseException:
                os.unlink(name)
                raise
        except OSError as error:
            raise SettingsError(f"{self._path} cannot be written: {error.strerror}; it is as it was") from None
        self._seen = None
        self._reload()


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def _json(account: Account) -> Json:
    tokens = [
        {"name": one.name, "digest": one.digest, "scope": one.scope, "until": one.until.isoformat()}
        for one in account.tokens
    ]
    made = {"name": account.name, "role": account.role, "hash": account.hash, "subject": account.subject}
    return {**made, "tokens": tokens}


def _read(path: Path) -> dict[str, Account]:
    try:
        rows = json.loads(path.read_text("utf-8"))["accounts"]
        made = [
            Account(
                name=str(row["name"]),
                role=str(row["role"]),
                hash=row["hash"],
                subject=row["subject"],
                tokens=tuple(
                    Token(
                        name=str(one["name"]),
                        digest=str(one["digest"]),
                        scope=str(one["scope"]),
                        until=datetime.fromisoformat(one["until"]),
                    )
                    for one in row["tokens"]
                ),
            )
            for row in rows
        ]
    except OSError as error:
        raise SettingsError(f"{path} cannot be read: {error.strerror}") from None
    except (ValueError, KeyError, TypeError) as error:
        raise SettingsError(
            f"{path} is no file of accounts ({type(error).__name__}: {error}); `dateline accounts add` makes one"
        ) from None
    odd = [one.role for one in made if one.role not in ROLES]
    odd += [token.scope for one in made for token in one.tokens if token.scope not in SCOPES]
    naive = [token.name for one in made for token in one.tokens if token.until.tzinfo is None]
    if odd or naive:
        raise SettingsError(f"{path}: there is no role, scope or time of day such as {(odd + naive)[0]!r}")
    return {one.name: one for one in made}
