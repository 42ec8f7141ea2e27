"""What a sentence says of which event it tells."""

from __future__ import annotations

import pytest

from dateline.reconciling.incidents.accounts.sentence_cues import EventNoun, sentence_cues


def noun_in(sentence: str) -> EventNoun:
    (noun,) = sentence_cues(sentence).nouns
    return noun


@pytest.mark.parametrize("sentence", ["The blast hurt nine.", "Nobody claimed this attack.", "The deadly car blast."])
def test_noun_with_an_article_points_back(sentence: str) -> None:
    noun = noun_in(sentence)
    assert noun.points
    assert not noun.is_apart
    assert not noun.is_described


def test_noun_that_is_told_by_more_words_is_described() -> None:
    assert noun_in("The murder of the judge shocked Lima.").is_described


@pytest.mark.parametrize("sentence", ["Another blast hurt nine.", "It was the worst attack.", "The second explosion."])
def test_noun_set_apart_points_to_nothing(sentence: str) -> None:
    noun = noun_in(sentence)
    assert noun.is_apart
    assert not noun.points


def test_noun_told_for_the_first_time_opens() -> None:
    assert noun_in("A blast hurt nine.").opens


@pytest.mark.parametrize("sentence", ["In the village, explosion after", "Those in the town said attack"])
def test_article_behind_a_mark_or_a_preposition_is_not_the_nouns(sentence: str) -> None:
    assert not noun_in(sentence).points


def test_sentence_turns_where_a_clause_begins_with_a_turning_word() -> None:
    assert sentence_cues("Separately, gunmen killed a guard.").turns
    assert sentence_cues("A mine went off; meanwhile, shells fell.").turns
    assert not sentence_cues("He had meanwhile left.").turns


def test_terms_leave_out_words_that_only_name_an_event() -> None:
    assert sentence_cues("The blast wrecked a bakery.").terms == sentence_cues("Wrecked a bakery.").terms


def test_act_beside_also_comes_on_top() -> None:
    sentence = "Gunmen also burned a mill."
    cues = sentence_cues(sentence)
    assert cues.is_added(sentence.index("burned"), sentence.index("burned") + 6)
    assert not cues.is_added(sentence.index("mill"), sentence.index("mill") + 4)


@pytest.mark.parametrize(
    "sentence", ["At the other end of the long front rockets fell.", "The army says few shells hit it."]
)
def test_article_far_from_a_thing_is_not_its_own(sentence: str) -> None:
    assert not noun_in(sentence).points


def test_thing_with_an_article_right_before_points_back() -> None:
    assert noun_in("The car bomb was hidden under hay.").points


def test_what_is_told_after_the_noun_that_points_back_is_another_act() -> None:
    assert noun_in("After the raid, crowds burned two churches.").is_behind
    assert not noun_in("Two guards died in the raid.").is_behind


def test_place_that_a_sentence_begins_with_is_among_its_first_words() -> None:
    assert sentence_cues("In Gao, shots were fired.").places_first() == "gao shots were fired"
    assert sentence_cues("Shots were fired in Gao.").places_first() == ""


def test_words_between_two_acts_part_them() -> None:
    sentence = "Troops shelled the camp after gunmen stormed a post."
    cues = sentence_cues(sentence)
    assert cues.parts(sentence.index("shelled"), sentence.index("stormed"))
    assert not cues.parts(sentence.index("shelled"), sentence.index("camp"))


def test_new_blow_and_one_struck_again_say_that_their_like_came_before() -> None:
    assert [n.is_new for n in sentence_cues("A new strike hit the mill after the raid.").nouns] == [True, False]
    assert not any(n.is_new for n in sentence_cues("It was the worst attack since an earlier blast.").nouns)
    text = "Missiles from the hills once again struck the mill."
    cues = sentence_cues(text)
    assert cues.is_again(text.index("struck"), text.index("struck") + 6)
    assert not cues.is_again(text.index("Missiles"), 8)
