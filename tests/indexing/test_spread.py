"""How rows that are known less closely than to one unit are spread over the units that they may lie in."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.indexing.measures import _spread

_SPANS = st.lists(st.tuples(st.integers(-40, 40), st.integers(0, 30)), max_size=20)


@given(_SPANS, st.integers(-20, 0), st.integers(0, 20))
def test_each_row_counts_the_same_in_every_unit_that_it_may_lie_in(
    spans: list[tuple[int, int]], least: int, most: int
) -> None:
    first = np.array([start for start, _ in spans], np.int64)
    last = np.array([start + length for start, length in spans], np.int64)
    expected = [
        sum(1 / (length + 1) for start, length in spans if length and start <= unit <= start + length)
        for unit in range(least, most + 1)
    ]
    assert _spread(first, last, least, most) == pytest.approx(expected)
