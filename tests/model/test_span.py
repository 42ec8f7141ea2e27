import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.model import Span

SPANS = st.tuples(st.integers(0, 99), st.integers(0, 99)).map(lambda p: Span(min(p), max(p)))


@given(SPANS, SPANS)
def test_span_join_contains_both(a: Span, b: Span) -> None:
    assert a.join(b).contains(a)
    assert a.join(b).contains(b)


@given(SPANS, SPANS)
def test_span_overlap_is_sharing_a_character(a: Span, b: Span) -> None:
    shared = set(range(a.start, a.end)) & set(range(b.start, b.end))
    if len(a) and len(b):
        assert a.overlaps(b) == bool(shared)


@pytest.mark.parametrize("bad", [(-1, 2), (3, 2)])
def test_span_refuses_to_run_backwards(bad: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="runs forward"):
        Span(*bad)


def test_span_shifts_and_slices() -> None:
    assert "patrols"[Span(0, 3).shift(3).slice] == "rol"
