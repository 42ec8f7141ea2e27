from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from dateline.drawing import MapMark
from dateline.drawing.clusters import Box, Taken, gathered

spots = st.lists(st.tuples(st.floats(0, 300), st.floats(0, 300), st.integers(1, 500)), max_size=60)


@given(spots)
def test_gathering_loses_nothing_and_leaves_no_sign_on_another(found) -> None:
    marks = [(x, y, MapMark(1.0, 1.0, 1, count=count, label=str(n))) for n, (x, y, count) in enumerate(found)]
    groups = gathered(marks)
    assert sorted(mark.label for group in groups for mark in group.marks) == sorted(m.label for _, _, m in marks)
    assert sum(group.count for group in groups) == sum(count for _, _, count in found)
    for one, other in combinations(groups, 2):
        apart = ((one.x - other.x) ** 2 + (one.y - other.y) ** 2) ** 0.5
        assert apart >= (one.radius + other.radius) * 0.9 - 1e-6


@given(spots)
def test_a_group_stands_where_one_of_its_marks_is(found) -> None:
    marks = [(x, y, MapMark(1.0, 1.0, 1, count=count)) for x, y, count in found]
    places = {(round(x, 2), round(y, 2)) for x, y, _ in marks}
    assert all((group.x, group.y) in places for group in gathered(marks))


def test_a_larger_number_has_a_larger_sign_up_to_a_limit() -> None:
    sizes = [gathered([(0, 0, MapMark(1.0, 1.0, 1, count=n))])[0].radius for n in (1, 2, 50, 500, 10**6)]
    assert sizes == sorted(sizes)
    assert sizes[-1] == 28


def test_what_is_taken_is_taken() -> None:
    taken = Taken(200, 100)
    taken.take(Box(50, 40, 150, 60))
    assert not taken.is_free(Box(140, 55, 160, 70))
    assert taken.is_free(Box(151, 40, 190, 60))
    assert not taken.is_free(Box(190, 40, 210, 60))
