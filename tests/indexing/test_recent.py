"""What was asked last is kept, no more of it than was said."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dateline.indexing.recent import Recent


def test_an_answer_is_made_once_while_it_is_kept() -> None:
    kept, made = Recent[str, int](2), list[str]()

    def ask(word: str) -> int:
        return kept.get(word, lambda: made.append(word) or len(word))  # type: ignore[func-returns-value]

    for word in ("one", "three", "one", "seven", "one", "three"):
        assert ask(word) == len(word)
    assert made == ["one", "three", "seven", "three"]  # `one` was asked after `three`, which therefore went first


@given(st.lists(st.integers(0, 9)), st.lists(st.integers(0, 9)), st.integers(1, 4))
def test_what_follows_knows_the_last_answers_and_no_more(before: list[int], after: list[int], most: int) -> None:
    first, second = Recent[int, int](most), Recent[int, int](most)
    for one in before:
        first.get(one, lambda one=one: -one)  # type: ignore[misc]
    second.follow(first)
    for one in after:
        assert second.get(one, lambda one=one: -one) == -one  # type: ignore[misc]
    asked = [*before, *after]
    assert not asked or second.get(asked[-1], lambda: 99) == -asked[-1]
    known = [one for one in range(10) if second.get(one, lambda: 99) != 99]
    assert len(known) <= most
