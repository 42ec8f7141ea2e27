"""The index finds exactly the pairs that share enough, whatever the order."""

from __future__ import annotations

from hashlib import blake2b
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from dateline.model import Document
from dateline.reconciling.derivation.shingles import MOST, close_pairs_of, postings_of, sharing_pairs, shingles_of
from dateline.reconciling.derivation.wording import wording_of

SETS = st.lists(st.lists(st.integers(1, 12), max_size=8), max_size=8)


@given(SETS, st.integers(1, 4))
def test_sharing_pairs_are_those_of_a_comparison_of_all(features: list[list[int]], least: int) -> None:
    found = list(sharing_pairs(features, postings_of(features), least=least))
    all_ = [(a, b, len(set(features[a]) & set(features[b]))) for a, b in combinations(range(len(features)), 2)]
    assert sorted(found) == sorted((a, b, n) for a, b, n in all_ if n >= least)


def test_what_too_many_share_links_them_through_the_first() -> None:
    features = [[7]] * (MOST + 1)
    assert list(sharing_pairs(features, postings_of(features), least=1)) == [(0, n, 1) for n in range(1, MOST + 1)]


def test_shingles_are_the_same_for_the_same_words_however_written() -> None:
    one = shingles_of(wording_of(Document("a", "s", "The mill, on Sunday night, burned.")))
    other = shingles_of(wording_of(Document("b", "s", "the MILL on Sunday “night” burned")))
    assert one == other
    assert len(one) == 2
    assert one[0] == int.from_bytes(blake2b(b"the mill on sunday night", digest_size=8).digest(), "big")


def test_close_pairs_do_not_depend_on_order_or_form_and_leave_out_stop_words() -> None:
    def pairs(text: str) -> set[int]:
        wording = wording_of(Document("a", "s", text))
        return set(close_pairs_of(wording, bytes(len(wording))))

    assert pairs("The mill burned in Kassala.") == pairs("Kassala: burning mills")
    assert len(pairs("The mill burned in Kassala.")) == 3
    assert not pairs("It was in it.")
