"""A name's tail may be the last word of its sentence."""

from __future__ import annotations

import pytest
from benchmarks.common import coded


@pytest.mark.parametrize("headline", ["Snipers hold up marines at Marawi bridge", "Fighting nears Tabqa dam"])
def test_a_headline_may_end_on_a_common_noun_of_a_name(headline: str) -> None:
    assert coded(headline).dropped == ()
