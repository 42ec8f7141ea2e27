"""Make the coder that the settings ask for."""

from __future__ import annotations

from dateline.asking.answer import Answers
from dateline.asking.client import Bounds, Client
from dateline.asking.coder import AskingCoder
from dateline.asking.endpoint import Endpoint, endpoint_at
from dateline.errors import SettingsError
from dateline.settings import CoderSettings

__all__ = ["open_coder"]


def open_coder(settings: CoderSettings, *, answers: Answers) -> AskingCoder:
    """Return the coder that asks the endpoint of the settings; close it after use.

    Where no model is named the endpoint is asked which it has, and its only one is taken. Raises SettingsError for an
    address that is missing or refused or where there are several models, EndpointError where nobody answers.
    """
    if not settings.endpoint:
        raise SettingsError(
            "the coder 'llm' needs an endpoint: --endpoint http://localhost:8000/v1, or [coder] endpoint"
        )
    endpoint = endpoint_at(settings.endpoint, allow_unencrypted=settings.allow_unencrypted)
    bounds = Bounds(timeout=settings.timeout, retries=settings.retries)
    model = settings.model or _only_model(endpoint, bounds)
    client = Client(endpoint, model=model, max_tokens=settings.max_tokens, bounds=bounds)
    return AskingCoder(client, answers=answers, requests=settings.requests)


def _only_model(endpoint: Endpoint, bounds: Bounds) -> str:
    client = Client(endpoint, model="any", bounds=bounds)
    try:
        names = client.models()
    finally:
        client.close()
    if len(names) == 1:
        return names[0]
    some = ", ".join(sorted(names)[:10]) or "none"
    raise SettingsError(f"{endpoint.address} offers {len(names)} models ({some}); name one with --model")
