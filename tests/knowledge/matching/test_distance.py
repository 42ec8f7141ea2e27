"""What separates two words in sound."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dateline.knowledge.matching.distance import FAR, broad, distance
from dateline.knowledge.matching.sounds import sounds_of

SOUNDS = st.text(alphabet="abdefghijklmnoqrstuvwxyzCSZTDGXKEO", max_size=12)


def between(one: str, other: str) -> float:
    return distance(sounds_of(one), sounds_of(other))


def test_distance_is_less_for_a_habit_than_for_another_consonant() -> None:
    assert 0 < between("qassem", "kassem") < between("rashid", "rachid") < between("rashid", "rafid")


def test_distance_weighs_a_final_i_as_another_word() -> None:
    assert between("baghdad", "baghdadi") > 2 * between("misrata", "misurata") * 0.9
    assert between("haditha", "hadithi") > between("karam", "karem")


def test_distance_of_swapped_neighbours_is_one_slip() -> None:
    assert between("merkel", "mekrel") < between("merkel", "mesgel")


def test_distance_of_unlike_words_is_far() -> None:
    assert between("mosul", "kandahar") == FAR
    assert distance("", "basra") == FAR


def test_broad_makes_kinds_of_sounds_alike() -> None:
    assert broad(sounds_of("qadhafi")) == broad(sounds_of("gazavi"))


@given(SOUNDS, SOUNDS)
def test_distance_is_symmetric_and_bounded(one: str, other: str) -> None:
    assert distance(one, other) == distance(other, one)
    assert 0 <= distance(one, other) <= FAR
    assert distance(one, one) == 0
