"""How a name is taken apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.knowledge.matching.name import Name, take_apart
from dateline.knowledge.matching.word import NameKind, WordKind

PERSON, PLACE, ORGANISATION, ANY = NameKind.PERSON, NameKind.PLACE, NameKind.ORGANISATION, NameKind.ANY


def plain(name: Name) -> list[str]:
    return [f"{word.compound}+{word.plain}" if word.compound else word.plain for word in name.words]


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("Sheikh Dr. Harith ad-Dari", PERSON, ["harith", "dari"]),
        ("as-Samawah", PLACE, ["samawah"]),
        ("At Gate", ANY, ["at", "gate"]),  # "at" is an article only before a t
        ("al", PLACE, ["al"]),
        ("Abd ar-Rahman Arif", PERSON, ["abd+rahman", "arif"]),
        ("Abdurrahman Arif", PERSON, ["abd+rahman", "arif"]),
        ("Abu Ayman", PERSON, ["abu+ayman"]),
        ("Shams al-Din", PERSON, ["din+shams"]),
        ("Shamsuddin", PERSON, ["din+shams"]),
        ("Nasr Ullah", PERSON, ["nasrallah"]),
        ("Izz bin Ali", PERSON, ["izz", "ali"]),
        ("Sultan bin Ali", PERSON, ["sultan", "ali"]),
        ("J. R. Zaki", PERSON, ["j", "r", "zaki"]),
        ("Zagros Oil Co. Ltd.", ORGANISATION, ["zagros", "oil"]),
        ("People's Front", ORGANISATION, ["people", "front"]),
        ("General", PERSON, ["general"]),
        ("القاسم", PERSON, ["qasm"]),
    ],
)
def test_take_apart_keeps_the_words_of_a_name(text: str, kind: NameKind, words: list[str]) -> None:
    assert plain(take_apart(text, kind)) == words


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("7th Brigade", {"7"}),
        ("Seventh Brigade", {"7"}),
        ("Brigade Forty-Four", {"44"}),
        ("III Corps", {"3"}),
        ("Fund V", {"5"}),
        ("101st Division", {"101"}),
        ("Brigade", set()),
        ("1920", set()),  # a name that is a number is its own word
    ],
)
def test_take_apart_takes_numbers_as_digits(text: str, numbers: set[str]) -> None:
    assert take_apart(text, ORGANISATION).numbers == numbers


def test_take_apart_tells_what_forbids_a_match() -> None:
    name = take_apart("South Sudanese Interior Ministry", ORGANISATION)
    assert (name.directions, name.nations) == ({"south"}, {"sudanese"})
    assert {word for _, word in name.opposites} == {"interior"}
    assert take_apart("Kim West", PERSON).directions == frozenset()


def test_take_apart_says_what_each_word_is() -> None:
    kinds = {w.plain: w.kind for w in take_apart("Yuri Ivanovich A. Haji Belov", PERSON).words}
    assert kinds == {
        "yuri": WordKind.OWN,
        "ivanovich": WordKind.PATRONYMIC,
        "a": WordKind.INITIAL,
        "haji": WordKind.TITLE,
        "belov": WordKind.OWN,
    }


@given(st.text(max_size=30), st.sampled_from(NameKind))
def test_take_apart_loses_no_name_that_has_a_letter(text: str, kind: NameKind) -> None:
    name = take_apart(text, kind)
    if any(c.isascii() and c.isalpha() for c in text):
        assert name.words
        assert all(word.sounds and word.plain for word in name.words)
