from __future__ import annotations

from dataclasses import replace

import pytest
from tests.reconciling.incidents.contradictions.short_texts import SHABAAB, SOMALI_POLICE, Told, found

from dateline.model import Disputed, How, WhenMissing

MONDAY = Told("Gunmen shot him on 10 March.", "shot", when=("10 March", "2014-03-10"))
WEDNESDAY = Told("He was shot on 12 March.", "shot", when=("12 March", "2014-03-12"), outlet="Wire")
BEGUN = Told("The offensive began on 10 March.", "offensive", "ASSAULT.attack", when=("10 March", "2014-03-10"))


def test_dates_that_exclude_each_other_are_told() -> None:
    (one,) = found(MONDAY, WEDNESDAY)
    assert (one.disputed, one.field) == (Disputed.DATE, "when")
    assert one.why == "One says it was on 10 March 2014, another says it was on 12 March 2014."


def test_dates_of_which_one_holds_the_other_are_none() -> None:
    assert found(MONDAY, Told("He was shot in March.", "shot", when=("March", "2014-03"), outlet="Wire")) == ()


def test_dates_carried_from_what_tells_of_something_else_are_not_compared() -> None:
    text = "A bomb exploded on 12 March. He was shot."
    shot = Told(text, "shot", when=("12 March", "2014-03-12"), how=How.CARRIED, outlet="Wire")
    bomb = Told(text, "exploded", "ASSAULT.bomb", when=("12 March", "2014-03-12"), outlet="Wire")
    assert found(MONDAY, shot, beside=(bomb,)) == ()


def test_dates_are_read_from_the_sentences_around_where_they_name_one_day() -> None:
    text = "The street was quiet on 12 March. He was shot at his gate."
    (one,) = found(MONDAY, Told(text, "shot", outlet="Wire"))
    assert one.why == "One says it was on 10 March 2014, another says it was on 12 March 2014."
    both = "The street was quiet on 11 March. He was shot at his gate. The shops opened on 12 March."
    assert found(MONDAY, Told(both, "shot", outlet="Wire")) == ()


def test_dates_around_that_are_of_a_burial_or_reckoned_from_another_are_none() -> None:
    for text in (
        "He was shot at his gate. The funeral was held on 12 March.",
        "He was shot at his gate. Two days earlier, on 8 March, he had been to town.",
    ):
        assert found(MONDAY, Told(text, "shot", outlet="Wire")) == ()


def test_dates_of_an_abduction_and_of_what_came_of_it_are_not_compared() -> None:
    taken = Told("He was kidnapped on 1 March.", "kidnapped", "ASSAULT.abduct", when=("1 March", "2014-03-01"))
    found_dead = replace(WEDNESDAY, text="He was killed on 12 March.", trigger="killed")
    assert found(taken, found_dead) == ()


def test_dates_of_one_night_are_one() -> None:
    late = Told("He was shot late on 10 March.", "shot", when=("10 March", "2014-03-10"))
    early = Told("He was shot on 11 March.", "shot", when=("11 March", "2014-03-11"), outlet="Wire")
    assert found(late, early) == ()


def test_dates_of_beginnings_are_compared_with_beginnings() -> None:
    launched = Told(
        "It launched the offensive on 15 March.",
        "offensive",
        "ASSAULT.attack",
        when=("15 March", "2014-03-15"),
        outlet="Wire",
    )
    (one,) = found(BEGUN, launched)
    assert one.why == "One says it began on 10 March 2014, another says it began on 15 March 2014."
    goes_on = Told(
        "The offensive reached the river on 15 March.",
        "offensive",
        "ASSAULT.attack",
        when=("15 March", "2014-03-15"),
        outlet="Wire",
    )
    assert found(BEGUN, goes_on) == ()


def test_dates_that_begin_an_open_time_are_of_that_day() -> None:
    since = replace(BEGUN, when=("10 March", "2014-03-10/.."))
    other = Told(
        "The offensive was launched on 15 March.",
        "offensive",
        "ASSAULT.attack",
        when=("15 March", "2014-03-15"),
        outlet="Wire",
    )
    (one,) = found(since, other)
    assert one.why == "One says it began on 10 March 2014, another says it began on 15 March 2014."


@pytest.mark.parametrize("edtf", ["2014-03-10~", "2014-02-03/2014-02-05", "2014-01", "2014-02-01/..", "../2014-02-20"])
def test_dates_are_told_in_words_and_never_in_edtf(edtf: str) -> None:
    vague = replace(MONDAY, when=("10 March", edtf))
    for one in found(vague, replace(WEDNESDAY, when=("12 March", "2014-03-22"))):
        for told in (one.why, *(side.value for side in one.sides)):
            assert not set("~?%/") & set(told)
            assert ".." not in told
            assert "2014-" not in told


def test_dates_contradict_a_weekday_that_they_do_not_fall_on() -> None:
    bare = Told(
        "The operation began early Saturday.", "operation", "ASSAULT.operation", published=None,
        missing=WhenMissing.NO_ANCHOR,
    )  # fmt: skip
    thursday = Told(
        "It began the operation on June 19, 2008.",
        "operation",
        "ASSAULT.operation",
        when=("June 19, 2008", "2008-06-19"),
        outlet="Wire",
    )
    (one,) = found(bare, thursday)
    assert {side.value for side in one.sides} == {"on Saturday", "on 19 June 2008"}
    saturday = replace(thursday, text=thursday.text.replace("19", "14"), when=("June 14, 2008", "2008-06-14"))
    assert found(bare, saturday) == ()


def test_dates_of_a_death_are_none_of_the_act() -> None:
    died = replace(WEDNESDAY, text="He died of it on 12 March.", trigger="died", sense="ASSAULT.die")
    assert found(MONDAY, died) == ()


def test_dates_that_one_speaker_gives_more_closely_elsewhere_are_compared_by_those() -> None:
    text = "They shot him in March. He was shot on 12 March."
    wide = Told(text, "shot him", when=("March", "2014-03"), outlet="Wire")
    close = Told(text, "shot on", when=("12 March", "2014-03-12"), outlet="Wire")
    assert len(found(MONDAY, wide, close)) == 1


def test_dates_of_two_evenings_are_two() -> None:
    first = Told("He was shot on the night of 10 March.", "shot", when=("10 March", "2014-03-10"))
    second = Told("He was shot on the evening of 11 March.", "shot", when=("11 March", "2014-03-11"), outlet="Wire")
    open_ = replace(second, text="He was shot around midnight on 11 March.")
    assert len(found(first, second)) == 1
    assert found(first, open_) == ()


def test_dates_of_a_text_that_tells_of_both_days_are_none() -> None:
    both = "Gunmen shot him on 12 March. On 10 March gunmen fired at his house."
    first = Told(both, "shot", when=("12 March", "2014-03-12"), outlet="Wire")
    second = Told(both, "fired", when=("10 March", "2014-03-10"), outlet="Wire")
    assert len(found(MONDAY, first)) == 1
    assert found(MONDAY, first, beside=(second,)) == ()


def test_dates_of_acts_that_others_did_are_none() -> None:
    ours = replace(MONDAY, text="Shabaab shot him on 10 March.", actors=(("Shabaab", SHABAAB),))
    theirs = replace(WEDNESDAY, text="Somali police shot him on 12 March.", actors=(("Somali police", SOMALI_POLICE),))
    assert found(ours, theirs) == ()


def test_dates_reckoned_from_one_that_is_not_said_are_none() -> None:
    before = Told("He was shot the day before.", "shot", when=("the day before", "2014-03-11"), outlet="Wire")
    assert found(WEDNESDAY, replace(before, outlet="Post")) == ()
    assert len(found(WEDNESDAY, replace(before, outlet="Post", when=("the day before", "2014-03-05")))) == 1


def test_dates_of_a_taking_and_of_a_killing_are_of_two_acts() -> None:
    taken = Told("They seized him on 10 March.", "seized", "ASSAULT.abduct", when=("10 March", "2014-03-10"))
    assert found(taken, replace(WEDNESDAY, sense="ASSAULT.kill")) == ()
    assert (
        len(found(taken, replace(WEDNESDAY, text="They took him on 12 March.", trigger="took", sense=taken.sense))) == 1
    )


def test_dates_of_a_death_of_wounds_are_not_those_of_the_act() -> None:
    text = "He lost his life on 12 March of the wounds he got when gunmen shot him."
    assert found(MONDAY, replace(WEDNESDAY, text=text)) == ()
    plain = replace(WEDNESDAY, text="He lost his life on 12 March when gunmen shot him.")
    assert len(found(MONDAY, plain)) == 1


def test_dates_in_the_sentence_of_a_report_that_has_none_are_of_something_else() -> None:
    text = "Divers searched on 12 March for the man whom gunmen had shot."
    assert found(MONDAY, Told(text, "shot", outlet="Wire")) == ()


def test_dates_of_one_week_and_of_the_next_are_news_of_two_days() -> None:
    before = Told("Gunmen shot a guard on Monday.", "shot", when=("Monday", "2014-03-10"), published="2014-03-11")
    after = Told("Gunmen shot a guard on Tuesday.", "shot", when=("Tuesday", "2014-03-18"), published="2014-03-19",
                 outlet="Wire")  # fmt: skip
    assert found(before, after) == ()
    assert len(found(before, replace(after, when=("Tuesday", "2014-03-11")))) == 1  # which both may have told
    assert len(found(before, replace(after, published="2014-04-30"))) == 1  # and who looks back may be wrong


def test_dates_of_acts_in_other_villages_are_none() -> None:
    one = replace(MONDAY, text="Gunmen attacked the village of Oru on 10 March.", trigger="attacked")
    other = replace(WEDNESDAY, text="Gunmen attacked the village of Esk on 12 March.", trigger="attacked")
    assert Disputed.DATE not in {c.disputed for c in found(one, other)}
    assert len(found(one, replace(other, text=other.text.replace("Esk", "Oru")))) == 1
