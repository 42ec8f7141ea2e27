"""What is said of keys is stated here name by name; a key that two spellings do not share hides one from the other."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dateline.knowledge.matching import SAME, SURE, NameKind, blocking_keys, full_keys, similarity
from dateline.knowledge.matching.keys import keys_of
from dateline.knowledge.matching.name import name_of

PERSON = NameKind.PERSON
HABITS = [
    ("q", "k"),
    ("kh", "h"),
    ("gh", "g"),
    ("dh", "d"),
    ("th", "t"),
    ("ou", "u"),
    ("ee", "i"),
    ("ss", "s"),
    ("w", "v"),
    ("sh", "ch"),
    ("ay", "ei"),
    ("j", "dj"),
]


@given(
    st.lists(
        st.sampled_from(
            [
                "qasim",
                "khalil",
                "ghazi",
                "dhiya",
                "thamir",
                "moussa",
                "kareem",
                "nasser",
                "wahid",
                "shakir",
                "faysal",
                "jihad",
            ]
        ),
        min_size=1,
        max_size=3,
        unique=True,
    ),
    st.sets(st.sampled_from(HABITS)),
)
def test_blocking_keys_meet_whatever_the_habits(words: list[str], habits: set[tuple[str, str]]) -> None:
    name = respelt = " ".join(words)
    for written, otherwise in sorted(habits):
        respelt = respelt.replace(written, otherwise)
    assert blocking_keys(name) & blocking_keys(f"el-{respelt}")
    assert similarity(name, respelt, kind=PERSON) >= SAME


def test_blocking_keys_of_unlike_names_do_not_meet() -> None:
    assert not blocking_keys("Basra") & blocking_keys("Mosul")
    assert blocking_keys("") == frozenset()


def test_blocking_keys_do_not_mind_case() -> None:
    assert blocking_keys("moqtada al sadr") == blocking_keys("Moqtada Al Sadr")


def test_keys_of_a_name_hold_its_acronym() -> None:
    named = name_of("Patriotic Union of Kurdistan", NameKind.ANY)
    assert "@puk" in keys_of(named) & keys_of(name_of("PUK", NameKind.ANY))


def test_full_keys_meet_where_names_are_sure_to_be_one() -> None:
    one, other = "Muqtada al-Sadr", "Moktada Sadr"
    assert similarity(one, other) >= SURE
    assert full_keys(one) & full_keys(other)


def test_full_keys_do_not_meet_by_one_word_in_common() -> None:
    assert blocking_keys("Ali Hassan") & blocking_keys("Ali Mansour")
    assert not full_keys("Ali Hassan") & full_keys("Ali Mansour")


def test_full_keys_meet_where_one_text_writes_two_words_as_one() -> None:
    assert full_keys("Tal Afar") & full_keys("Tallafar")
