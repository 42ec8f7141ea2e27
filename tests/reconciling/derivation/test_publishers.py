"""Whose a document is."""

from __future__ import annotations

import pytest

from dateline.model import Document
from dateline.reconciling.derivation.publishers import are_of_one_outlet, publisher_keys


def by(publisher: str | None = None, url: str | None = None) -> Document:
    return Document("d", "s", "x", publisher=publisher, url=url)


def test_an_outlet_is_known_under_all_its_names_and_by_its_host() -> None:
    assert publisher_keys(by("Aswat al-Iraq")) == publisher_keys(by("VOI")) == ("voices-of-iraq",)
    assert publisher_keys(by(url="https://www.longwarjournal.org/archives/1")) == ("long-war-journal",)


def test_an_unknown_outlet_goes_by_its_name_and_its_host() -> None:
    assert are_of_one_outlet(by("The Kassala Post"), by("Kassala Post"))
    assert publisher_keys(by(url="https://www.kassalapost.example/a")) == ("kassalapost.example",)


@pytest.mark.parametrize("url", ["http://[", "mill.txt", "", None])
def test_an_address_without_a_host_tells_nothing(url: str | None) -> None:
    assert publisher_keys(by(url=url)) == ()
    assert not are_of_one_outlet(by(url=url), by(url=url))
