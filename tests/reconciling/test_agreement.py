"""Agreement of reviewers, on small sets of labels that were worked by hand."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.reconciling import agreement
from dateline.reconciling.agreement import Consensus, cohen_kappa, dawid_skene


def said(labels: str) -> dict[str, str]:
    return {f"item {n:02}": label for n, label in enumerate(labels) if label != "-"}


def test_kappa_takes_off_what_chance_would_agree_on() -> None:
    # Of 10: both y 4, both n 3, y/n 2, n/y 1. Observed .7; by chance .6 x .5 + .4 x .5 = .5; (.7 - .5) / .5 = .4.
    kappa = cohen_kappa(said("yyyyyynnnn"), said("yyyynnnnny"))
    assert (kappa.items, kappa.observed, kappa.expected) == (10, 0.7, 0.5)
    assert kappa.value == pytest.approx(0.4)


def test_kappa_takes_three_labels() -> None:
    # Both agree on 4 of 6; a twice with each, b twice and twice, c twice and twice: by chance 12 / 36.
    kappa = cohen_kappa(said("aabbcc"), said("aabcbc"))
    assert kappa.value == pytest.approx((4 / 6 - 1 / 3) / (1 - 1 / 3))


def test_kappa_is_one_minus_one_and_none_at_the_ends() -> None:
    assert cohen_kappa(said("yn"), said("yn")).value == 1
    assert cohen_kappa(said("yn"), said("ny")).value == -1
    assert cohen_kappa(said("yyy"), said("yyy")).value is None
    assert cohen_kappa(said("y-"), said("-y")) == cohen_kappa({}, {})
    assert cohen_kappa({}, {}).value is None


def test_kappa_looks_only_at_what_both_judged() -> None:
    assert cohen_kappa(said("yny--"), said("yn-yn")) == cohen_kappa(said("yn"), said("yn"))


@given(st.text("abc", min_size=1, max_size=12), st.text("abc", min_size=1, max_size=12))
def test_kappa_is_the_same_from_both_sides_and_within_its_range(one: str, other: str) -> None:
    there, back = cohen_kappa(said(one), said(other)), cohen_kappa(said(other), said(one))
    assert there == back
    assert there.value is None or -1 <= there.value <= 1


def test_dawid_skene_agrees_where_all_agree() -> None:
    consensus = dawid_skene({"ann": said("yyn"), "bo": said("yyn")})
    assert consensus.priors == pytest.approx({"y": 2 / 3, "n": 1 / 3})
    assert consensus.confusion["ann"] == {"y": {"y": 1.0, "n": 0.0}, "n": {"y": 0.0, "n": 1.0}}
    assert [consensus.label(item) for item in sorted(consensus.posterior)] == ["y", "y", "n"]
    assert consensus.accuracy("bo") == 1
    assert consensus.converged


def test_dawid_skene_learns_that_one_always_says_the_same() -> None:
    # Two agree throughout; the third says y to all. In the limit the two are right, and the third tells nothing.
    consensus = dawid_skene({"ann": said("yynn"), "bo": said("yynn"), "cy": said("yyyy")})
    assert consensus.priors == pytest.approx({"y": 0.5, "n": 0.5}, abs=1e-5)
    assert consensus.confusion["cy"]["n"] == pytest.approx({"y": 1.0, "n": 0.0}, abs=1e-5)
    assert consensus.accuracy("cy") == pytest.approx(0.5, abs=1e-5)
    assert consensus.label("item 03") == "n"


def test_dawid_skene_turns_round_one_who_says_the_contrary() -> None:
    truth, contrary = "yyynnnynyn", "nnnyyynyny"
    consensus = dawid_skene({"ann": said(truth), "bo": said(truth), "cy": said(truth), "dee": said(contrary)})
    assert consensus.accuracy("dee") == pytest.approx(0, abs=1e-5)
    assert "".join(consensus.label(item) or "-" for item in sorted(consensus.posterior)) == truth
    # What only the contrary one judged is the contrary of what they say.
    consensus = dawid_skene({"ann": said(truth), "bo": said(truth), "cy": said(truth), "dee": said(contrary + "n")})
    assert consensus.label("item 10") == "y"


def test_dawid_skene_takes_repeated_labels_and_leaves_a_tie_open() -> None:
    consensus = dawid_skene({"ann": {"a": ("y", "n")}})
    assert consensus.posterior == {"a": {"n": 0.5, "y": 0.5}}
    assert consensus.label("a") is None
    assert dawid_skene({"ann": {"a": ("y", "y", "n"), "b": "n"}, "bo": {"a": "y", "b": "n"}}).label("a") == "y"


def test_dawid_skene_has_no_row_for_what_a_reviewer_never_saw() -> None:
    consensus = dawid_skene({"ann": said("yyn"), "bo": said("yy-")})
    assert set(consensus.confusion["bo"]) == {"y"}
    assert consensus.accuracy("bo") == 1


def test_dawid_skene_refuses_empty_labels() -> None:
    with pytest.raises(ValueError, match="nobody labelled anything"):
        dawid_skene({"ann": {}})
    with pytest.raises(ValueError, match="'ann' has no label for 'a'"):
        dawid_skene({"ann": {"a": ()}})


boards = st.dictionaries(
    st.sampled_from(["ann", "bo", "cy", "dee"]),
    st.dictionaries(st.sampled_from("pqrstu"), st.sampled_from("yno"), min_size=1),
    min_size=1,
)


@settings(deadline=None)
@given(boards)
def test_dawid_skene_gives_shares_and_ignores_order(board: dict[str, dict[str, str]]) -> None:
    consensus = dawid_skene(board)
    turned = {rater: dict(reversed(of.items())) for rater, of in reversed(board.items())}
    assert consensus == dawid_skene(turned)
    rows = [row for of in consensus.confusion.values() for row in of.values()]
    for shares in (consensus.priors, *consensus.posterior.values(), *rows):
        assert sum(shares.values()) == pytest.approx(1)
        assert all(0 <= share <= 1 + 1e-12 for share in shares.values())


@settings(deadline=None)
@given(boards, st.integers(1, 6))
def test_dawid_skene_makes_the_labels_more_likely_with_each_round(
    board: dict[str, dict[str, str]], rounds: int
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(agreement, "_ROUNDS", rounds)
        early = dawid_skene(board)
        patch.setattr(agreement, "_ROUNDS", rounds + 1)
        later = dawid_skene(board)
    assert likelihood(board, later) >= likelihood(board, early) - 1e-9
    assert early.rounds <= rounds


def likelihood(board: dict[str, dict[str, str]], model: Consensus) -> float:
    """Return the log likelihood of all labels under a model."""
    logs = 0.0
    for item in {item for of in board.values() for item in of}:
        said = {rater: of[item] for rater, of in board.items() if item in of}
        logs += math.log(
            sum(
                prior * math.prod(model.confusion[r].get(label, {}).get(k, 0.0) for r, k in said.items())
                for label, prior in model.priors.items()
            )
        )
    return logs
