import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.model import Range

NUMBERS = st.integers(0, 1000)
RANGES = st.one_of(
    NUMBERS.map(Range.exactly),
    NUMBERS.map(Range.at_least),
    NUMBERS.map(Range.up_to),
    st.tuples(NUMBERS, NUMBERS).map(lambda p: Range.between(min(p), max(p))),
)


def test_range_at_least_has_no_high() -> None:
    assert Range.at_least(5) == Range(5, 5, None)


@pytest.mark.parametrize("bounds", [(None, None, None), (3, 2, None), (5, None, 4), (-1, None, None)])
def test_range_refuses_what_is_no_range(bounds: tuple[int | None, int | None, int | None]) -> None:
    with pytest.raises(ValueError):
        Range(*bounds)


@given(RANGES, RANGES)
def test_range_disjoint_is_symmetric_and_never_holds_with_itself(a: Range, b: Range) -> None:
    assert a.is_disjoint(b) == b.is_disjoint(a)
    assert not a.is_disjoint(a)


@given(NUMBERS, NUMBERS)
def test_range_addition_adds_what_is_known(a: int, b: int) -> None:
    assert Range.exactly(a) + Range.exactly(b) == Range.exactly(a + b)
    assert (Range.at_least(a) + Range.exactly(b)).high is None


def test_range_addition_never_invents_a_bound() -> None:
    with pytest.raises(ValueError, match="no bound in common"):
        Range.up_to(4) + Range(3, None, None)


@given(RANGES, RANGES)
def test_range_join_fits_both_figures(a: Range, b: Range) -> None:
    try:
        both = a.join(b)
    except ValueError:
        return
    for one in (a, b):
        assert both.low is None or (one.low is not None and both.low <= one.low)
        assert both.high is None or (one.high is not None and both.high >= one.high)
