"""Finding the spellings of a name among many."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from dateline.knowledge.matching import ALIKE, SAME, NameIndex, NameKind, similarity

ENTRIES = [
    ("a1", "Muqtada al-Sadr"),
    ("a2", "Mohammed Sadiq al-Sadr"),
    ("a3", "Nouri al-Maliki"),
    ("a4", "Kirkuk"),
    ("a5", "Karkh"),
    ("a6", "7th Brigade"),
    ("a7", "17th Brigade"),
]


def test_search_finds_the_spelling_and_not_its_neighbours() -> None:
    index = NameIndex(ENTRIES)
    assert [m.id for m in index.search("Moktada as-Sadr")] == ["a1"]
    assert [m.id for m in index.search("Noori Maleki")] == ["a3"]
    assert [m.id for m in index.search("Seventh Brigade")] == ["a6"]
    assert index.search("Fallujah") == []
    assert len(index) == len(ENTRIES)


def test_search_scores_as_similarity_does() -> None:
    for match in NameIndex(ENTRIES).search("Muqtada Sadr", floor=0.0):
        assert match.score == similarity("Muqtada Sadr", match.name)


def test_search_orders_equal_scores_by_name_and_id() -> None:
    index = NameIndex([("z", "Hillah"), ("b", "Hilla"), ("a", "Hilla")], kind=NameKind.PLACE)
    assert [(m.name, m.id) for m in index.search("al-Hilla")] == [("Hilla", "a"), ("Hilla", "b"), ("Hillah", "z")]
    assert [m.id for m in index.search("al-Hilla", limit=1)] == ["a"]


def test_search_keeps_to_the_floor() -> None:
    index = NameIndex(ENTRIES)
    loose = index.search("Sadr", floor=0.2)
    assert {"a1", "a2"} <= {m.id for m in loose}
    assert index.search("Sadr", floor=SAME) == [m for m in loose if m.score >= SAME]


@given(st.randoms(use_true_random=False))
def test_search_does_not_mind_the_order_of_entries(draw: random.Random) -> None:
    shuffled = list(ENTRIES)
    draw.shuffle(shuffled)
    for words in ("Sadr", "Brigade", "Karkuk"):
        assert NameIndex(shuffled).search(words, floor=0.1) == NameIndex(ENTRIES).search(words, floor=0.1)


def test_search_finds_the_name_itself_among_very_many_that_hold_it() -> None:
    many = [(str(n), f"Ali {chr(97 + n % 26)}{chr(97 + n // 26 % 26)}bari") for n in range(1500)]
    index = NameIndex([*many, ("x", "Ali"), ("y", "PUK")])
    assert index.search("Aly")[0].id == "x"
    assert index.search("Patriotic Union of Kurdistan", floor=ALIKE)[0].id == "y"


def test_search_finds_one_among_very_many_of_like_name() -> None:
    many = [(str(n), f"Mohammed Ali {chr(97 + n % 26)}{chr(97 + n // 26 % 26)}basi") for n in range(2000)]
    index = NameIndex([*many, ("x", "Mohammed Ali Qarzawi")])
    assert index.search("Muhammad Ali al-Karzawi")[0].id == "x"
