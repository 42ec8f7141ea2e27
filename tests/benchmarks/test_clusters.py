"""The cluster metrics, on the cases that others published for them and on partitions made at random."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from benchmarks.clusters import (
    METRICS,
    b_cubed,
    blanc,
    ceaf_entity,
    ceaf_mention,
    conll,
    labelled,
    muc,
    pairwise,
)
from hypothesis import given
from hypothesis import strategies as st

# Bagga and Baldwin 1998: twelve things in three clusters, and two responses that each join two of these.
KEY = "12345 67 89ABC"
SMALL_JOINED = "12345 6789ABC"
LARGE_JOINED = "1234589ABC 67"

# Test cases of the CoNLL reference scorer 8.01 (conll/reference-coreference-scorers, test/CorefMetricTestConfig.pm and
# test/TestCases.README): the key, the response, and (recall, precision) as given there. A5, A6: `B` overlaps `b`,
# which to the scorer is another mention. A7 to A9 repeat A4 with mentions given twice, which a mapping cannot hold.
A = "a bc def"
CONLL: dict[str, tuple[str, str, dict[str, tuple[float, float]]]] = {
    "A1": (A, A, {"muc": (1, 1), "b-cubed": (1, 1), "ceaf mention": (1, 1), "ceaf entity": (1, 1), "blanc": (1, 1)}),
    "A2": (A, "a de", {
        "muc": (1 / 3, 1), "b-cubed": (7 / 18, 1), "ceaf mention": (0.5, 1), "ceaf entity": (0.6, 0.9),
        "blanc": (0.21591, 1),
    }),
    "A3": (A, "a bcx defy z", {
        "muc": (1, 3 / 5), "b-cubed": (1, 55 / 108), "ceaf mention": (1, 0.66667), "ceaf entity": (0.88571, 0.66429),
        "blanc": (1, 0.42593),
    }),
    "A4": (A, "a bcx dy z", {
        "muc": (1 / 3, 1 / 3), "b-cubed": (5 / 9, 17 / 42), "ceaf mention": (0.66667, 0.57143),
        "ceaf entity": (0.73333, 0.55), "blanc": (0.35227, 0.27206),
    }),
    "A5": (A, "a bcxB dy z", {
        "muc": (1 / 3, 1 / 4), "b-cubed": (5 / 9, 5 / 16), "ceaf mention": (0.66667, 0.5),
        "ceaf entity": (0.68889, 0.51667), "blanc": (0.35227, 0.19048),
    }),
    "A6": (A, "a bcx dy Bz", {
        "muc": (1 / 3, 1 / 4), "b-cubed": (5 / 9, 17 / 48), "ceaf mention": (0.66667, 0.5),
        "ceaf entity": (0.73333, 0.55), "blanc": (0.35227, 0.20870),
    }),
    "A10": (A, "a b c d e f", {"muc": (0, 0), "b-cubed": (3 / 6, 1), "blanc": (0.5, 0.36667)}),
    "A11": (A, "abcdef", {"muc": (1, 3 / 5), "b-cubed": (1, 7 / 18), "blanc": (0.5, 0.13333)}),
    "A12": (A, "a x y c d e z", {"muc": (0, 0), "b-cubed": (13 / 36, 4 / 7), "blanc": (0.22727, 0.11905)}),
    "A13": (A, "axycdez", {"muc": (1 / 3, 1 / 6), "b-cubed": (17 / 36, 6 / 49), "blanc": (0.125, 0.02381)}),
    "B1": ("ab cde", "bcx de", {"blanc": (7 / 24, 7 / 24)}),
    "C1": ("ab cde fg", "bcx de fg", {"blanc": (0.5125, 0.5125)}),
    "D1": (KEY, SMALL_JOINED, {"muc": (1, 9 / 10), "b-cubed": (1, 16 / 21)}),
    "E1": (KEY, LARGE_JOINED, {"muc": (1, 9 / 10), "b-cubed": (1, 7 / 12)}),
    "F1": ("ABCD", "AB CD", {"muc": (2 / 3, 1)}),
    "G1": ("AB CD", "ABCD", {"muc": (1, 2 / 3)}),
    "J1": ("ABC", "AC", {"muc": (1 / 2, 1)}),
    "K1": ("BCDEGHJ", "ABC DEF GHI", {"muc": (3 / 6, 3 / 6)}),
    "L1": ("ABC DEFG", "AB CD FGH", {"muc": (2 / 5, 2 / 4)}),
    "M1": ("abcdef", "abcdef", {
        "muc": (1, 1), "b-cubed": (1, 1), "ceaf mention": (1, 1), "ceaf entity": (1, 1), "blanc": (1, 1),
    }),
    "M2": ("abcdef", "a b c d e f", {"muc": (0, 0), "blanc": (0, 0)}),
    "M3": ("abcdef", "ab cde f", {"blanc": (0.26667, 1)}),
    "M4": ("abcdef", "abcxyz", {"blanc": (0.2, 0.2)}),
    "M5": ("abcdef", "a b c x y z", {"muc": (0, 0), "blanc": (0, 0)}),
    "M6": ("abcdef", "ab cxy z", {"blanc": (0.06667, 0.25)}),
    "N1": ("a b c d e f", "a b c d e f", {
        "muc": (0, 0), "b-cubed": (1, 1), "ceaf mention": (1, 1), "ceaf entity": (1, 1), "blanc": (1, 1),
    }),
    "N2": ("a b c d e f", "abcdef", {"muc": (0, 0), "blanc": (0, 0)}),
    "N3": ("a b c d e f", "ab cde f", {"blanc": (0.73333, 1)}),
    "N4": ("a b c d e f", "a b c x y z", {"muc": (0, 0), "blanc": (0.2, 0.2)}),
    "N5": ("a b c d e f", "abcxyz", {"blanc": (0, 0)}),
    "N6": ("a b c d e f", "ab cxy z", {"blanc": (0.13333, 0.18182)}),
}  # fmt: skip
# F1 as that file gives it, to its five digits.
CONLL_F1 = {
    ("A2", "muc"): 0.5, ("A2", "b-cubed"): 14 / 25, ("A2", "ceaf entity"): 0.72, ("A2", "blanc"): 0.35385,
    ("A3", "b-cubed"): 110 / 163, ("A3", "ceaf mention"): 0.8, ("A3", "ceaf entity"): 0.75918, ("A3", "blanc"): 0.59717,
    ("A4", "ceaf mention"): 0.61538, ("A4", "blanc"): 0.30357, ("A5", "ceaf entity"): 0.59048, ("A5", "muc"): 2 / 7,
    ("A11", "blanc"): 0.21053, ("A13", "muc"): 2 / 9, ("M3", "blanc"): 0.42105, ("N6", "blanc"): 0.15385,
}  # fmt: skip


def grouped(words: str) -> Mapping[str, int]:
    return labelled(words.split())


@pytest.mark.parametrize(("case", "metric"), [(case, metric) for case in CONLL for metric in CONLL[case][2]])
def test_metrics_equal_the_reference_scorers_own_cases(case: str, metric: str) -> None:
    key, response, expected = CONLL[case]
    score = METRICS[metric](grouped(key), grouped(response))
    assert (score.recall, score.precision) == pytest.approx(expected[metric], abs=5e-6)
    if (case, metric) in CONLL_F1:
        assert score.f1 == pytest.approx(CONLL_F1[case, metric], abs=5e-6)


def test_b_cubed_and_muc_equal_bagga_and_baldwins_examples() -> None:
    for response, precision in ((SMALL_JOINED, 16 / 21), (LARGE_JOINED, 7 / 12)):
        links, items = muc(grouped(KEY), grouped(response)), b_cubed(grouped(KEY), grouped(response))
        assert (links.precision, links.recall) == pytest.approx((0.9, 1.0))
        assert (items.precision, items.recall) == pytest.approx((precision, 1.0))


def test_pairwise_counts_pairs_of_one_cluster() -> None:
    # Gold has 10 + 1 + 10 pairs. The first response has 10 + 21, the second 45 + 1; both keep all 21.
    small, large = (pairwise(grouped(KEY), grouped(response)) for response in (SMALL_JOINED, LARGE_JOINED))
    assert (small.precision, small.recall) == pytest.approx((21 / 31, 1.0))
    assert (large.precision, large.recall) == pytest.approx((21 / 46, 1.0))


def test_ceaf_pairs_each_cluster_once() -> None:
    # 1-2-3-4-5 goes with the first; of the seven, either 8-9-A-B-C (5 in common, phi 4 = 10/12) or 6-7 (2, 4/9).
    assert ceaf_mention(grouped(KEY), grouped(SMALL_JOINED)).recall == pytest.approx(10 / 12)
    entity = ceaf_entity(grouped(KEY), grouped(SMALL_JOINED))
    assert (entity.precision, entity.recall) == pytest.approx(((1 + 10 / 12) / 2, (1 + 10 / 12) / 3))


def test_ceaf_takes_the_best_pairing_and_not_the_best_first_pair() -> None:
    # Greedy takes (abcde, cdefg) with 3 in common and leaves (fg, ab) with none; the best is 2 + 2.
    assert ceaf_mention(grouped("abcde fg"), grouped("ab cdefg")).recall == pytest.approx(4 / 7)


def test_conll_is_the_mean_of_three() -> None:
    assert conll(grouped(A), grouped("a de")) == pytest.approx((0.5 + 14 / 25 + 0.72) / 3)


def test_labelled_refuses_an_item_in_two_clusters() -> None:
    with pytest.raises(ValueError, match="'b' is in two clusters"):
        labelled(["ab", "bc"])


def test_metrics_of_nothing_are_zero() -> None:
    for metric in (b_cubed, muc, pairwise, ceaf_entity, ceaf_mention):
        assert metric({}, {}).f1 == 0
    assert blanc({"a": 1}, {"a": 2}).f1 == 1
    assert blanc({"a": 1}, {"b": 1}).f1 == 0


groupings = st.dictionaries(st.integers(0, 9), st.integers(0, 4), min_size=1)


@given(groupings, groupings)
def test_metrics_swap_precision_and_recall_with_their_sides(gold: dict[int, int], found: dict[int, int]) -> None:
    for name, metric in METRICS.items():
        there, back = metric(gold, found), metric(found, gold)
        assert all(0 <= part <= 1 + 1e-12 for part in (there.precision, there.recall, there.f1))
        if name != "blanc":  # which looks at what gold alone has to offer
            assert (there.precision, there.recall) == pytest.approx((back.recall, back.precision))


@given(groupings)
def test_metrics_of_a_grouping_with_itself_under_other_labels_are_one(gold: dict[int, int]) -> None:
    renamed = {item: f"cluster {label}" for item, label in reversed(gold.items())}
    for name, metric in METRICS.items():
        together = len(set(gold.values())) < len(gold)
        if together or name not in ("muc", "pairwise"):  # which have nothing to score among clusters of one
            assert metric(gold, renamed).f1 == pytest.approx(1.0)


@given(groupings, groupings)
def test_pairwise_equals_counting_pair_by_pair(gold: dict[int, int], found: dict[int, int]) -> None:
    def pairs(grouping: dict[int, int]) -> set[tuple[int, int]]:
        return {(a, b) for a in grouping for b in grouping if a < b and grouping[a] == grouping[b]}

    right = len(pairs(gold) & pairs(found))
    score = pairwise(gold, found)
    assert score.precision == pytest.approx(right / len(pairs(found)) if pairs(found) else 0)
    assert score.recall == pytest.approx(right / len(pairs(gold)) if pairs(gold) else 0)
