"""Sign in where an institute already knows its people: OpenID Connect, the authorization code flow with PKCE.

Invariant: who comes back is who went: state, nonce and verifier belong to one browser and are worth nothing after one
use; an identity is taken only from a token that the institute signed for this desk (OpenID Connect Core 1.0, 3.1.3.7;
RFC 7636). Whoever has no account here has none by this either.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import quote_plus, urlencode

from dateline.desk.refused import Refused
from dateline.errors import SettingsError

__all__ = ["BROWSER", "Institute", "Visit", "Visits"]

# The cookie that ties a visit to the browser that began it.
BROWSER = "dateline-visit"
_SECONDS = 10 * 60
_MOST = 1_000
_TIMEOUT = 10.0
_ALGORITHMS = ("RS256", "PS256", "ES256", "EdDSA")

Json = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Institute:
    """Name an OpenID Connect provider, what this desk is called there, and the claim that names a person."""

    issuer: str
    client: str
    secret: str = ""
    claim: str = "email"


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """Hold what has to come back from the institute, and where to go on."""

    nonce: str
    verifier: str
    back: str
    next: str
    until: float


class Visits:
    """Send people to their institute, and take them in when they come back."""

    def __init__(self, institute: Institute, clock: Callable[[], float] = time.monotonic) -> None:
        """Raises SettingsError where what speaks OpenID Connect is not installed."""
        try:
            import joserfc  # noqa: F401 - asked for now, so that it is not missed later
        except ImportError:
            raise SettingsError("signing in at an institute needs `pip install dateline[oidc]`") from None
        self._institute, self._clock = institute, clock
        self._lock = threading.Lock()
        self._open: OrderedDict[str, Visit] = OrderedDict()

    def begin(self, *, back: str, next: str) -> tuple[str, str]:
        """Return the institute's address to go to, and the state to keep in the browser."""
        known = self._known()
        state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
        visit = Visit(nonce=nonce, verifier=verifier, back=back, next=next, until=self._clock() + _SECONDS)
        with self._lock:
            self._open[_digest(state)] = visit
            while len(self._open) > _MOST:
                self._open.popitem(last=False)
        digest = hashlib.sha256(verifier.encode("ascii")).digest()
        asked = {
            "response_type": "code",
            "client_id": self._institute.client,
            "redirect_uri": back,
            "scope": "openid email profile",
            "state": state,
            "nonce": nonce,
            "code_challenge": base64.urlsafe_b64encode(digest).decode("ascii").rstrip("="),
            "code_challenge_method": "S256",
        }
        there = known["authorization_endpoint"]
        return f"{there}{'&' if '?' in there else '?'}{urlencode(asked)}", state

    def end(self, *, state: str, kept: str, code: str) -> tuple[str, str]:
        """Return what the institute calls whoever came back, and the path to go on at; raises Refused."""
        with self._lock:
            visit = self._open.pop(_digest(state), None)
        if visit is None or visit.until <= self._clock() or not hmac.compare_digest(_digest(state), _digest(kept)):
            raise Refused(403, "that way back from your institute was used before, or belongs to another browser")
        known = self._known()
        claims = self._claims(known, self._token(known, visit, code), visit.nonce)
        subject = claims.get(self._institute.claim)
        if not isinstance(subject, str) or not subject:
            raise Refused(403, f"your institute does not tell your {self._institute.claim!r}")
        if self._institute.claim == "email" and claims.get("email_verified") is False:
            raise Refused(403, "your institute has not verified that address of yours")
        return subject, visit.next

    def _token(self, known: Json, visit: Visit, code: str) -> str:
        import httpx

        asked = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": visit.back,
            "code_verifier": visit.verifier,
            "client_id": self._institute.client,
        }
        secret = self._institute.secret
        # RFC 6749, 2.3.1: both parts are form-encoded before they become user and password.
        auth = httpx.BasicAuth(quote_plus(self._institute.client), quote_plus(secret)) if secret else None
        try:
            with httpx.Client(timeout=_TIMEOUT, trust_env=False) as client:
                answer = client.post(known["token_endpoint"], data=asked, auth=auth or httpx.USE_CLIENT_DEFAULT)
                answer.raise_for_status()
                told = answer.json()
        except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
            raise Refused(502, f"your institute did not confirm who you are ({type(error).__name__})") from None
        if not isinstance(told, dict):
            raise Refused(502, "your institute answers with something else than it should")
        token = told.get("id_token")
        if not isinstance(token, str):
            raise Refused(502, "your institute did not say who you are (no id_token)")
        return token

    def _claims(self, known: Json, token: str, nonce: str) -> Json:
        from joserfc import jwt
        from joserfc.errors import JoseError
        from joserfc.jwk import KeySet

        try:
            keys = KeySet.import_key_set(cast(Any, self._json(known["jwks_uri"])))
            read = jwt.decode(token, keys, algorithms=list(_ALGORITHMS))
            registry = jwt.JWTClaimsRegistry(
                leeway=60,
                iss={"essential": True, "value": known["issuer"]},
                aud={"essential": True, "value": self._institute.client},
                exp={"essential": True},
                iat={"essential": True},
                nonce={"essential": True, "value": nonce},
            )
            registry.validate(read.claims)
        except (JoseError, ValueError, KeyError, TypeError) as error:
            raise Refused(403, f"what your institute said of you cannot be trusted ({type(error).__name__})") from None
        return dict(read.claims)

    def _known(self) -> Json:
        """Return what the provider says of itself (OpenID Connect Discovery 1.0)."""
        told = self._json(f"{self._institute.issuer.rstrip('/')}/.well-known/openid-configuration")
        needed = ("issuer", "authorization_endpoint", "token_endpoint", "jwks_uri")
        if any(not isinstance(told.get(name), str) for name in needed) or told["issuer"] != self._institute.issuer:
            raise Refused(502, "your institute does not say how to sign in there; tell whoever runs this desk")
        return told

    def _json(self, address: str) -> Json:
        import httpx

        try:
            answer = httpx.get(address, timeout=_TIMEOUT, trust_env=False)
            answer.raise_for_status()
            told = answer.json()
        except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
            raise Refused(502, f"your institute does not answer ({type(error).__name__}); try again later") from None
        if not isinstance(told, dict):
            raise Refused(502, "your institute answers with something else than it should")
        return told


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
