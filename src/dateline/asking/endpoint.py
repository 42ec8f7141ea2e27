"""Where texts may be sent: an address that was checked, and the key that opens it.

Invariant: nothing is sent in the clear to another machine unless that is allowed in so many words, and a key is never
part of anything that is shown, stored or logged.
"""

from __future__ import annotations

import ipaddress
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

import httpx

from dateline.errors import SettingsError

__all__ = ["KEY_VARIABLE", "Endpoint", "check_model", "endpoint_at"]

KEY_VARIABLE = "DATELINE_API_KEY"
_HOST = re.compile(r"[A-Za-z0-9._-]+|\[?[0-9A-Fa-f:.]+\]?")
_MODEL = re.compile(r"[\x21-\x7e]{1,200}")


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Hold a checked address without a slash at its end, whether it is this machine, and the key (never shown)."""

    address: str
    is_here: bool
    key: str | None = field(default=None, repr=False)

    def without_key(self, said: str) -> str:
        """Return words with the key covered wherever it stands in them."""
        return said.replace(self.key, "[key]") if self.key else said


def endpoint_at(
    address: str, *, allow_unencrypted: bool = False, environment: Mapping[str, str] | None = None
) -> Endpoint:
    """Check an endpoint's address and take its key from the environment; raises SettingsError, which never names it.

    >>> endpoint_at("http://localhost:8000/v1/", environment={}).address
    'http://localhost:8000/v1'
    >>> endpoint_at("http://example.org/v1", environment={})
    Traceback (most recent call last):
    ...
    dateline.errors.SettingsError: http://example.org/v1 is another machine and not encrypted: texts and key could be \
read on the way; give an https address, or allow it with --allow-unencrypted
    """
    try:
        url = httpx.URL(address.strip())
        host = url.raw_host.decode("ascii")
    except (httpx.InvalidURL, ValueError, TypeError):
        raise SettingsError("the endpoint is not an address; it looks like http://localhost:8000/v1") from None
    if url.scheme not in ("http", "https") or not _HOST.fullmatch(host) or not 0 < (url.port or 80) < 65_536:
        raise SettingsError("the endpoint is no http or https address; it looks like http://localhost:8000/v1")
    if url.userinfo or url.query or url.fragment:
        raise SettingsError(
            "the endpoint's address has a name, password or query in it, which the record would keep; "
            f"leave them out, and give a key in the environment variable {KEY_VARIABLE}"
        )
    shown = str(url).rstrip("/")
    is_here = _is_loopback(host)
    if url.scheme == "http" and not is_here and not allow_unencrypted:
        raise SettingsError(
            f"{shown} is another machine and not encrypted: texts and key could be read on the way; "
            "give an https address, or allow it with --allow-unencrypted"
        )
    return Endpoint(shown, is_here, _key(os.environ if environment is None else environment))


def check_model(name: str) -> str:
    """Return a model's name; raises SettingsError for one that could not be shown or compared."""
    if not _MODEL.fullmatch(name):
        raise SettingsError("the model's name is 1 to 200 letters, digits and signs without spaces")
    return name


def _is_loopback(host: str) -> bool:
    host = host.strip("[]").lower()
    if host == "localhost" or host.endswith(".localhost"):  # RFC 6761: never another machine
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _key(environment: Mapping[str, str]) -> str | None:
    key = environment.get(KEY_VARIABLE, "").strip()
    if not key:
        return None
    if not key.isascii() or not key.isprintable() or " " in key:
        raise SettingsError(f"{KEY_VARIABLE} holds signs that no key has (a line break, a space); set it again")
    return key
