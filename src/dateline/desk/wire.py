"""How the desk listens: uvicorn on h11, set once for `dateline serve` and for the tests.

Invariant: what is no HTTP at all is refused like everything else, in the one shape and with the headers of every
answer; nothing is believed of who asks but what a proxy says that one was told to expect.
"""

from __future__ import annotations

import json

import h11
import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.h11_impl import H11Protocol

from dateline.desk.refused import Refused, error_json
from dateline.desk.safety import every_header

__all__ = ["listening"]


class _Protocol(H11Protocol):
    """HTTP/1.1 that tells in the desk's own shape what it cannot read."""

    def send_400_response(self, msg: str) -> None:
        del msg
        refused = Refused(400, "this is not a valid HTTP/1.1 request")
        body = json.dumps(error_json(refused)).encode()
        headers = {
            **every_header(),
            "Content-Type": "application/json",
            "Content-Length": str(len(body)),
            "Connection": "close",
        }
        named = [(name.lower().encode(), value.encode()) for name, value in headers.items()]
        for event in (h11.Response(status_code=400, headers=named), h11.Data(data=body), h11.EndOfMessage()):
            self.transport.write(self.conn.send(event))
        self.transport.close()


def listening(
    app: ASGIApp, *, certificate: str | None = None, key: str | None = None, behind_proxy: bool = False
) -> uvicorn.Config:
    """Return how a desk is served; `certificate` and `key` are files (PEM) where it speaks TLS itself."""
    return uvicorn.Config(
        app, http=_Protocol, ws="none", lifespan="off", access_log=False, log_config=None, server_header=False,
        timeout_graceful_shutdown=3, ssl_certfile=certificate, ssl_keyfile=key, proxy_headers=behind_proxy,
    )  # fmt: skip
