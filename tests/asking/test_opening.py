"""The coder of the settings: its endpoint, and its model where only one is offered."""

from __future__ import annotations

from typing import Any

import pytest

from dateline.asking import Memory, open_coder
from dateline.errors import EndpointError, SettingsError
from dateline.settings import CoderSettings


def test_open_coder_takes_the_only_model(server: Any) -> None:
    with open_coder(CoderSettings(endpoint=server.address), answers=Memory()) as coder:
        assert coder.name.startswith("llm small 1-")
    assert server.asked == []


def test_open_coder_asks_nobody_where_the_model_is_named(server: Any) -> None:
    with open_coder(CoderSettings(endpoint=server.address, model="big"), answers=Memory()) as coder:
        assert coder.client.model == "big"
    assert server.paths == []


@pytest.mark.parametrize("models", [[], ["a", "b"]])
def test_open_coder_wants_a_model_named_where_there_is_not_one(server: Any, models: list[str]) -> None:
    server.models = models
    with pytest.raises(SettingsError, match="--model"):
        open_coder(CoderSettings(endpoint=server.address), answers=Memory())


def test_open_coder_wants_an_endpoint() -> None:
    with pytest.raises(SettingsError, match="--endpoint"):
        open_coder(CoderSettings(), answers=Memory())


def test_open_coder_says_that_nobody_answers() -> None:
    with pytest.raises(EndpointError, match="nobody answers"):
        open_coder(CoderSettings(endpoint="http://127.0.0.1:9", retries=0), answers=Memory())
