"""Which spellings are one name, and which names only look alike."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.knowledge.matching import ALIKE, SAME, SURE, NameKind, similarity

PERSON, PLACE, ORGANISATION = NameKind.PERSON, NameKind.PLACE, NameKind.ORGANISATION

LETTERS = st.sampled_from("abdefghijklmnoqrstuvwyzşčйфарудمحق'-.,& 12")
NAMES = st.text(alphabet=LETTERS, max_size=24) | st.text(max_size=12)
KINDS = st.sampled_from(NameKind)


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        ("Mokhtar Belmokhtar", "Mukhtar Bil Mukhtar", PERSON),  # a word written as two
        ("Saif al-Adel", "Sayf el-Adil", PERSON),
        ("Saif al-Adel", "Seif ul-Adl", PERSON),
        ("Abdelkarim el-Mejjati", "Abd al-Kareem al-Majati", PERSON),
        ("Shamsuddin Badawi", "Shams al-Din Badawi", PERSON),
        ("Major General Qassim Atta", "Kasim Ata", PERSON),
        ("ATTA, Qassim", "Qassim Atta", PERSON),
        ("Sergey Kuzhugetovich Shoigu", "Sergei Shoygu", PERSON),
        ("Q. Suleimani", "Qassem Soleimani", PERSON),
        ("Денис Пушилин", "Denis Pushilin", PERSON),
        ("Boualem Sansal", "Bu Alem Sansal", PERSON),
        ("Ash-Shatrah", "Shatra", PLACE),
        ("Al Qaim", "al-Ka'im", PLACE),
        ("Khorramshahr", "Khoramshahr", PLACE),
        ("Zhytomyr", "Zhitomir", PLACE),
        ("Ansar Bayt al-Maqdis", "Ansar Beit al-Makdis", ORGANISATION),
        ("44th Brigade", "Forty-Fourth Brigade", ORGANISATION),
        ("Zagros Trading Ltd.", "Zagros Trading Limited", ORGANISATION),
        ("OAO Tulamashzavod", "Tulamashzavod JSC", ORGANISATION),
        ("Badr Brigades", "Badr Brigade", ORGANISATION),
    ],
)
def test_similarity_joins_spellings_of_one_name(one: str, other: str, kind: NameKind) -> None:
    assert similarity(one, other, kind=kind) >= SAME


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        ("Basra", "Busra", PLACE),
        ("Mahdi Army", "Iraqi Army", ORGANISATION),
        ("Mahdi Army", "Mahdi Hussein", NameKind.ANY),
        ("Tariq Hashimi", "Tahir Hashimi", PERSON),
        ("Said Jassim", "Jassim Said", PERSON),  # the second name is the father's
        ("Sergey Kuzhugetovich Shoigu", "Sergey Petrovich Shoigu", PERSON),
        ("K. Suleimani", "Hassan Soleimani", PERSON),
        ("Abdul Latif", "Abdul Hadi", PERSON),
        ("Abu Omar al-Kurdi", "Abu Dua al-Kurdi", PERSON),
        ("Salah al-Din", "Nur al-Din", PERSON),
        ("3rd Brigade", "13th Brigade", ORGANISATION),
        ("Third Corps", "Thirteenth Corps", ORGANISATION),
        ("Northern Fleet", "Southern Fleet", ORGANISATION),
        ("Syrian army", "Serbian army", ORGANISATION),
        ("Ministry of Finance", "Ministry of Health", ORGANISATION),
        ("West Darfur", "Darfur", PLACE),
        ("Old Mosul", "Mosul", PLACE),
        ("Hadithi", "Haditha", PLACE),
        ("Kafr Batna", "Kafr Nuran", PLACE),
    ],
)
def test_similarity_keeps_names_apart_that_look_alike(one: str, other: str, kind: NameKind) -> None:
    assert similarity(one, other, kind=kind) < SAME


def test_similarity_puts_a_surname_alone_below_the_full_name() -> None:
    alone = similarity("Talabani", "Jalal Talabani", kind=PERSON)
    assert 0.3 < alone < similarity("Jelal Talabani", "Jalal Talabani", kind=PERSON)


def test_similarity_leaves_an_acronym_to_those_who_know_it() -> None:
    assert SAME > similarity("PUK", "Patriotic Union of Kurdistan", kind=ORGANISATION) > ALIKE
    assert similarity("PUK", "PUL", kind=ORGANISATION) < ALIKE
    assert similarity("AAH", "Abdul Aziz al-Hakim", kind=PERSON) < ALIKE


def test_similarity_trusts_a_first_name_or_initials_less_than_a_surname() -> None:
    surname = similarity("Talabani", "Jalal Talabani", kind=PERSON)
    assert similarity("Jalal", "Jalal Talabani", kind=PERSON) < surname
    assert (
        similarity("J. T.", "Jalal Talabani", kind=PERSON)
        < surname
        < similarity("J. Talabani", "Jalal Talabani", kind=PERSON)
    )


def test_similarity_takes_a_father_named_by_bin_for_the_father_in_any_order() -> None:
    assert similarity("Khalid bin Walid", "bin Walid, Khalid", kind=PERSON) >= SAME
    assert similarity("Khalid bin Walid", "Walid bin Khalid", kind=PERSON) < SAME


def test_similarity_lets_a_name_be_short_of_its_middle() -> None:
    assert similarity("Mahmoud Hassan Bakri", "Mahmoud Bakri", kind=PERSON) >= SAME
    assert similarity("Mahmoud Hassan Bakri", "Mahmoud Jalil Bakri", kind=PERSON) < SAME


def test_similarity_is_surer_of_habits_than_of_slips() -> None:
    assert similarity("Zawraa", "az-Zawra", kind=PLACE) >= SURE > similarity("Zawraa", "Zawda", kind=PLACE)


def test_similarity_of_what_is_no_name_costs_no_more_than_a_name() -> None:
    page = "lorem " * 5_000
    assert 0.0 <= similarity(page, "h" * 100_000) <= similarity(page, page) == 1.0


def test_similarity_of_nothing_is_nothing() -> None:
    assert similarity("", "Basra") == similarity("-", "...") == 0.0


@given(NAMES, NAMES, KINDS)
def test_similarity_is_symmetric_and_a_share(one: str, other: str, kind: NameKind) -> None:
    score = similarity(one, other, kind=kind)
    assert 0.0 <= score <= 1.0
    assert score == similarity(other, one, kind=kind)


@given(NAMES, KINDS)
def test_similarity_of_a_name_with_itself_is_one(name: str, kind: NameKind) -> None:
    assert similarity(name, name, kind=kind) == 1.0


@given(
    st.lists(
        st.sampled_from(["moqtada", "sadr", "al", "qasim", "bin", "brigade", "7th", "north"]), min_size=1, max_size=4
    )
)
def test_similarity_does_not_mind_case(words: list[str]) -> None:
    name = " ".join(words)
    assert similarity(name, name.title(), kind=PERSON) >= SURE
