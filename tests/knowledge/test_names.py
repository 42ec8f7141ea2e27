"""Spellings of one name share a key; other names do not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.knowledge.names import fold, name_key, same_name

SAME = [
    ("Muqtada al-Sadr", "Moktada Al Sadder"),
    ("Nouri al-Maliki", "Nuri Maleki"),
    ("Quds", "Qods"),
    ("Hezbollah", "Hizballah"),
    ("Mohamed Abdi", "Muhammad Abdi"),
    ("Zelensky", "Zelenskyy"),
    ("Oleksandr Syrskyi", "Alexander Syrskyy"),
    ("Al-Shabaab", "al Shabab"),
    ("Adel al-Muhoudir", "Adil al-Mahudar"),
]
OTHER = [
    ("Basra", "Busra"),
    ("Maliki", "Mali"),
    ("al-Maliki", "al-Malki"),
    ("Talabani", "Taliban"),
    ("Iraq", "Iran"),
    ("Mahdi Hussein", "Mehdi Hassan"),
    ("Ramazan", "Ramadan"),
    ("Massoud Barzani", "Masrour Barzani"),
    ("Mahdi Army", "Iraqi Army"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_same_name_joins_romanisations(one: str, other: str) -> None:
    assert same_name(one, other)


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_same_name_keeps_other_names_apart(one: str, other: str) -> None:
    assert not same_name(one, other)


@given(st.text(max_size=30))
def test_fold_is_stable(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet="abdehiklmnoqrsuyz -'", min_size=1, max_size=20))
def test_name_key_ignores_case_and_a_leading_article(name: str) -> None:
    assert name_key(name.upper()) == name_key(name)
    # A name that is nothing but an article ("ad") keeps it.
    if not set(fold(name).split()) <= {"al", "el", "ul", "ad", "an", "as", "ash", "at", "az"}:
        assert name_key(f"the {name}") in (name_key(name), name_key(f"the {name}".replace("the ", "", 1)))
