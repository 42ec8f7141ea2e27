"""Runs are identical words, each taken once; passages join what was lightly changed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dateline.model import Document
from dateline.reconciling.derivation.passages import GAP, Run, passages_of, runs_of
from dateline.reconciling.derivation.shingles import SIZE, shingles_of
from dateline.reconciling.derivation.wording import Wording, wording_of

FEW = st.lists(st.sampled_from("abcd"), max_size=40).map(" ".join)


def shared(one: str, other: str) -> tuple[Wording, Wording, list[Run]]:
    pair = wording_of(Document("a", "s", one)), wording_of(Document("b", "s", other))
    return *pair, runs_of(*pair, [shingles_of(w) for w in pair])


@given(FEW, FEW)
def test_runs_are_identical_long_enough_and_disjoint(one: str, other: str) -> None:
    a, b, runs = shared(one, other)
    for run in runs:
        assert run.size >= SIZE
        assert a.words[run.one : run.one + run.size] == b.words[run.other : run.other + run.size]
    for side in ("one", "other"):
        taken = [n for run in runs for n in range(getattr(run, side), getattr(run, side) + run.size)]
        assert len(taken) == len(set(taken))


@given(FEW)
def test_a_text_is_one_run_with_itself(text: str) -> None:
    a, _, runs = shared(text, text)
    assert runs == ([Run(0, 0, len(a))] if len(a) >= SIZE else [])


def test_a_changed_word_parts_runs_and_not_the_passage() -> None:
    one = "masked men threw petrol bombs over the wall of the old mill by the river"
    _, _, runs = shared(one, one.replace("wall", "high fence"))
    assert len(runs) == 2
    (passage,) = passages_of(runs)
    assert (passage.one, passage.one_end, passage.other, passage.other_end) == (0, 15, 0, 16)
    assert passage.other_word(0) == 0
    assert passage.other_word(7) is None
    assert passage.mirrored().mirrored() == passage


def test_passages_part_where_too_much_lies_between() -> None:
    assert len(passages_of([Run(0, 0, 5), Run(5 + GAP, 5, 5)])) == 1
    assert len(passages_of([Run(0, 0, 5), Run(6 + GAP, 5, 5)])) == 2


def test_a_text_that_repeats_itself_takes_no_time() -> None:
    _, _, runs = shared("fire " * 3_000, "fire " * 3_000)
    assert runs == [Run(0, 0, 3_000)]
