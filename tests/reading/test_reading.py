from __future__ import annotations

import re
from pathlib import Path

import pytest

import dateline.reading
from dateline.errors import SettingsError
from dateline.reading import REASONS, Limits


def test_reading_exports_what_it_says() -> None:
    assert all(hasattr(dateline.reading, name) for name in dateline.reading.__all__)


def test_reasons_cover_every_reason_in_the_code() -> None:
    folder = Path(dateline.reading.__file__).parent
    said = {reason for file in folder.glob("*.py") for reason in re.findall(r'reason="(\w+)"', file.read_text("utf-8"))}
    said |= {
        reason
        for file in folder.glob("*.py")
        for reason in re.findall(r'(?:Failure\([^"\n]+, |_spoil\(|_bad\()"(\w+)",', file.read_text("utf-8"))
    }
    assert said
    assert said <= set(REASONS)


def test_reasons_are_sentences_and_cannot_be_changed() -> None:
    assert all(text.endswith(".") and len(text) > 20 for text in REASONS.values())
    with pytest.raises(TypeError):
        REASONS["new"] = "A new one."  # type: ignore[index]


def test_limits_refuse_a_negative_number_of_redirects() -> None:
    assert Limits(max_redirects=0).max_redirects == 0
    with pytest.raises(SettingsError, match="max_redirects"):
        Limits(max_redirects=-1)
