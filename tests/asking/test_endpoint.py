"""Where texts may go is checked before anything is sent, and no complaint shows a secret."""

from __future__ import annotations

import pytest

from dateline.asking.endpoint import KEY_VARIABLE, check_model, endpoint_at
from dateline.errors import SettingsError


@pytest.mark.parametrize(
    ("address", "is_here"),
    [
        ("http://localhost:8000/v1", True),
        ("http://127.0.0.1/v1", True),
        ("http://127.9.9.9/v1", True),
        ("http://[::1]:1/v1", True),
        ("https://api.example.org/v1", False),
    ],
)
def test_endpoint_at_tells_this_machine_from_others(address: str, is_here: bool) -> None:
    assert endpoint_at(address, environment={}).is_here is is_here


@pytest.mark.parametrize(
    "address",
    [
        "http://example.org/v1",
        "http://192.168.1.5/v1",
        "http://localhost.example.org",
        "http://0.0.0.0/v1",
        "http://127.1/",
    ],
)
def test_endpoint_at_refuses_other_machines_in_the_clear(address: str) -> None:
    with pytest.raises(SettingsError, match="--allow-unencrypted"):
        endpoint_at(address, environment={})
    assert not endpoint_at(address, allow_unencrypted=True, environment={}).is_here


@pytest.mark.parametrize(
    "address",
    [
        "https://me:hidden@example.org",
        "https://example.org/v1?key=hidden",
        "https://example.org/#hidden",
        "ftp://hidden",
        "hidden",
        "",
        "http://",
        "http://[hidden",
        "https://hidden:99999999/",
    ],
)
def test_endpoint_at_refuses_other_addresses_without_showing_them(address: str) -> None:
    with pytest.raises(SettingsError) as caught:
        endpoint_at(address, environment={})
    assert "hidden" not in str(caught.value)


def test_endpoint_at_takes_the_key_from_the_environment_only() -> None:
    found = endpoint_at("https://example.org/v1", environment={KEY_VARIABLE: " sk-1 \n"})
    assert found.key == "sk-1"
    assert "sk-1" not in repr(found)
    assert found.without_key("it was sk-1") == "it was [key]"


@pytest.mark.parametrize("key", ["sk-1\r\nX-Other: 1", "sk 1", "sk-é", "sk-\x00"])
def test_endpoint_at_refuses_a_key_that_would_break_the_request(key: str) -> None:
    with pytest.raises(SettingsError) as caught:
        endpoint_at("https://example.org/v1", environment={KEY_VARIABLE: key})
    assert "sk" not in str(caught.value)


@pytest.mark.parametrize("name", ["", "a b", "a\n", "é", "x" * 201])
def test_check_model_refuses_names_that_cannot_be_shown(name: str) -> None:
    with pytest.raises(SettingsError):
        check_model(name)
