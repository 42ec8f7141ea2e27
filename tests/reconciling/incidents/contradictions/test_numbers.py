from __future__ import annotations

from dataclasses import replace

import pytest
from tests.reconciling.incidents.contradictions.short_texts import BAIDOA, FARMERS, PEOPLE, SOLDIERS, Told, found

from dateline.model import Disputed, How, PlaceMissing, Range, Status

NINE = Told("A bomb killed nine people in the market.", "killed", killed=("nine", Range.exactly(9)))
FIFTEEN = Told(
    "At least 15 people were killed there.", "killed", killed=("At least 15", Range.at_least(15)), outlet="Wire"
)


def test_numbers_that_no_figure_fits_are_told_with_both_words() -> None:
    (one,) = found(NINE, FIFTEEN)
    assert (one.disputed, one.field, one.incident) == (Disputed.NUMBER, "killed", "i1")
    assert sorted(quote.evidence.words for side in one.sides for quote in side.quotes) == ["At least 15", "nine"]
    assert one.why in (
        "One says nine were killed, another says at least 15 were killed.",
        "One says at least 15 were killed, another says nine were killed.",
    )


def test_a_number_of_one_has_a_verb_of_one() -> None:
    first = Told("A bomb killed a guard in the market.", "killed", killed=("a guard", Range.exactly(1)))
    (one,) = found(first, replace(NINE, outlet="Wire"))
    assert "says a guard was killed" in one.why
    assert "says nine were killed" in one.why


@pytest.mark.parametrize(
    ("words", "range_"),
    [
        ("At least five", Range.at_least(5)),
        ("About ten", Range(None, 10, None)),
        ("Up to 40", Range.up_to(40)),
        ("Nine", Range.exactly(9)),
    ],
)
def test_numbers_that_one_figure_fits_are_none(words: str, range_: Range) -> None:
    assert (
        found(NINE, Told(f"{words} people were killed there.", "killed", killed=(words, range_), outlet="Wire")) == ()
    )


def test_numbers_of_a_toll_that_rose_are_an_update_until_it_is_settled() -> None:
    later = replace(FIFTEEN, published="2014-03-13")
    assert found(NINE, later) == ()
    assert found(replace(NINE, published="2014-03-13"), FIFTEEN)  # a toll does not fall
    day = {"when": ("there", "2014-03-11")}
    settled = replace(NINE, published="2014-04-20"), replace(later, published="2014-04-28", **day)
    assert found(*settled)


def test_numbers_of_one_outlet_are_its_later_word() -> None:
    assert found(NINE, replace(FIFTEEN, outlet="Post")) == ()


def test_numbers_said_to_be_overtaken_or_to_have_risen_are_none() -> None:
    first = Told("Police had initially said nine were killed.", "killed", killed=("nine", Range.exactly(9)))
    assert found(first, FIFTEEN) == ()
    risen = Told("The toll has risen to 20 killed.", "killed", killed=("20", Range.exactly(20)), outlet="Wire")
    assert found(NINE, risen) == ()


def test_numbers_of_a_part_contradict_a_whole_that_is_smaller() -> None:
    soldiers = ("five soldiers", SOLDIERS)
    five = Told(
        "It killed five soldiers.", "killed", killed=("five", Range.exactly(5)), recipients=(soldiers,), outlet="Wire"
    )
    whole = replace(NINE, recipients=(("nine people", PEOPLE),))
    assert found(five, whole) == ()
    three = Told(
        "It killed three people.", "killed", killed=("three", Range.exactly(3)), recipients=(("three people", PEOPLE),)
    )
    assert found(five, three)


def test_numbers_of_different_people_say_nothing_of_each_other() -> None:
    farmers = Told(
        "It killed nine farmers.", "killed", killed=("nine", Range.exactly(9)), recipients=(("nine farmers", FARMERS),)
    )
    soldiers = Told(
        "It killed three soldiers.", "killed", killed=("three", Range.exactly(3)),
        recipients=(("three soldiers", SOLDIERS),), outlet="Wire",
    )  # fmt: skip
    assert found(farmers, soldiers) == ()


def test_numbers_of_a_month_and_of_a_day_are_not_compared() -> None:
    month = Told("In May they killed 90 people.", "killed", killed=("90", Range.exactly(90)), when=("May", "2014-05"))
    day = Told(
        "On Monday they killed 9 people.",
        "killed",
        killed=("9", Range.exactly(9)),
        when=("Monday", "2014-05-12"),
        outlet="Wire",
    )
    assert found(month, day) == ()


def test_numbers_of_a_voice_are_not_set_against_the_text_that_quotes_it() -> None:
    text = "Nine died. Police said four were killed."
    own = Told(text, "died", killed=("Nine", Range.exactly(9)))
    quoted = Told(text, "killed", killed=("four", Range.exactly(4)), voice="Police")
    assert found(own, quoted) == ()


def test_numbers_beside_the_reports_stand_in_where_no_report_counts() -> None:
    text = "Gunmen attacked a bus in Baidoa. Hospital sources spoke of 20 dead."
    beside = Told(text, "attacked", sense="ASSAULT.attack", outlet="Wire")
    (one,) = found(NINE, beside)
    assert {side.value for side in one.sides} == {"nine", "20"}
    assert found(NINE, replace(beside, text=text.replace("spoke of 20 dead", "denied reports of 20 dead"))) == ()


def test_numbers_of_a_text_that_gives_both_are_none() -> None:
    both = Told(
        "A bomb killed nine people. It was like the one that killed 30 people in May.",
        "killed", killed=("nine", Range.exactly(9)), outlet="Wire",
    )  # fmt: skip
    thirty = Told("A bomb killed 30 people.", "killed", killed=("30", Range.exactly(30)))
    assert found(both, thirty) == ()
    assert len(found(replace(both, text="A bomb killed nine people."), thirty)) == 1


def test_numbers_of_a_part_by_its_words_are_none() -> None:
    whole = Told("The raid killed 40 people.", "killed", killed=("40", Range.exactly(40)), outlet="Wire")
    for words in ("Seven were killed trying to escape.", "Seven were also killed.", "Another seven were killed."):
        seven = words.partition(" were")[0]
        assert found(whole, Told(words, "killed", killed=(seven, Range.exactly(7)))) == (), words
    assert len(found(whole, Told("Seven were killed.", "killed", killed=("Seven", Range.exactly(7))))) == 1


def test_numbers_that_a_house_counts_are_of_a_part() -> None:
    whole = Told("The raid killed 40 people.", "killed", killed=("40", Range.exactly(40)), outlet="Wire")
    there = "The bodies of seven killed people were brought to the clinic."
    assert found(whole, Told(there, "killed", killed=("seven", Range.exactly(7)))) == ()


def test_numbers_of_the_first_day_rise_by_the_hour() -> None:
    day = {"when": ("bomb", "2014-03-12")}
    nine = Told("A bomb killed nine people.", "killed", killed=("nine", Range.exactly(9)), **day)
    twelve = Told("A bomb killed 12 people.", "killed", killed=("12", Range.exactly(12)), outlet="Wire", **day)
    assert found(nine, twelve) == ()
    assert len(found(replace(nine, published="2014-03-14"), replace(twelve, published="2014-03-14"))) == 1


def test_numbers_of_one_are_told_in_the_singular() -> None:
    one = Told("A bomb killed one man.", "killed", killed=("one", Range.exactly(1)), outlet="Wire")
    (told,) = found(NINE, one)
    assert "one was killed" in told.why
    assert "nine were killed" in told.why


def test_numbers_of_none_are_figures_and_no_denials() -> None:
    none = Told(
        "Police said nobody was killed in the blast.", "killed", killed=("nobody", Range.exactly(0)), outlet="Wire",
        status=Status.NEGATED, published="2014-03-12",
    )  # fmt: skip
    told = replace(NINE, published="2014-03-12")
    (one,) = found(told, none)
    assert one.disputed is Disputed.NUMBER
    assert {side.value for side in one.sides} == {"nine", "nobody"}


def test_numbers_of_something_else_are_found_by_either_end_of_their_words() -> None:
    text = "The raid hit the market. This year the militia has killed over 700 people."
    raid = Told(text, "hit", outlet="Wire")
    year = Told(text, "killed", outlet="Wire", killed=("over 700", Range.at_least(700)))
    assert found(NINE, raid, beside=(year,)) == ()


def test_numbers_of_a_sum_count_nobody_by_the_last_of_its_nouns() -> None:
    kin = Told("A bomb killed a mother and her two sons.", "killed", killed=("a mother and her two", Range.exactly(3)))
    girls = Told("A bomb killed nine girls.", "killed", killed=("nine", Range.exactly(9)), outlet="Wire")
    assert len(found(kin, girls)) == 1
    sons = replace(kin, text="A bomb killed three sons.", killed=("three", Range.exactly(3)))
    assert found(sons, girls) == ()


def test_numbers_of_one_person_are_those_of_people() -> None:
    person = Told(
        "One person was killed in Baidoa.", "killed", killed=("One", Range.exactly(1)), outlet="Wire",
        recipients=(("person", PEOPLE),),
    )  # fmt: skip
    dozens = Told("At least 82 people were killed in Baidoa.", "killed", killed=("At least 82", Range.at_least(82)))
    (one,) = found(dozens, person)
    assert one.disputed is Disputed.NUMBER


def test_numbers_of_families_are_no_numbers_of_people() -> None:
    people = Told("The raid displaced 900 people.", "displaced", "COERCE.deport")
    families = Told("The raid displaced 1,400 families.", "displaced", "COERCE.deport", outlet="Wire")
    few = replace(families, text="The raid displaced 200 families.")
    assert found(people, few) == ()
    (one,) = found(replace(people, text="The raid displaced 300 families."), families)
    assert one.disputed is Disputed.NUMBER


def test_numbers_of_one_sides_losses_are_none_of_the_others() -> None:
    told = Told("The raid killed forty farmers.", "killed", killed=("forty", Range.exactly(40)),
                recipients=(("farmers", FARMERS),))  # fmt: skip
    cost = Told("The raid cost the army eleven dead.", "raid", "ASSAULT.attack", outlet="Wire")
    assert found(told, cost) == ()


def test_numbers_are_read_past_who_says_so() -> None:
    text = "A bomb hit the market. The number of dead, a surgeon said on Monday, stood at 31."
    (one,) = found(NINE, Told(text, "hit", "ASSAULT.bomb", outlet="Wire"))
    assert {quote.evidence.words for side in one.sides for quote in side.quotes} == {"nine", "31"}


def test_numbers_of_a_place_that_nobody_knows_are_of_another_event() -> None:
    known = replace(NINE, text="A bomb killed nine people in Baidoa.", places=(("Baidoa", BAIDOA),))
    unknown = Told(
        "A bomb killed 31 people in Kilolima.", "killed", killed=("31", Range.exactly(31)), outlet="Wire",
        place_missing=PlaceMissing.NOT_IN_GAZETTEER,
    )  # fmt: skip
    assert found(known, unknown) == ()


def test_numbers_count_none_whom_another_clause_names() -> None:
    nine = Told("A bomb killed nine, medics said.", "killed", killed=("nine", Range.exactly(9)))
    thirty = Told("A bomb killed thirty soldiers.", "killed", killed=("thirty", Range.exactly(30)), outlet="Wire")
    assert len(found(nine, thirty)) == 1


def test_numbers_of_a_report_that_carries_a_month_are_no_months() -> None:
    nine = Told("A bomb killed nine.", "killed", killed=("nine", Range.exactly(9)), when=("bomb", "2014-03-10"))
    thirty = Told("A bomb killed thirty.", "killed", killed=("thirty", Range.exactly(30)), when=("bomb", "2014-03"),
                  outlet="Wire")  # fmt: skip
    assert found(nine, thirty) == ()
    assert len(found(nine, replace(thirty, how=How.CARRIED))) == 1
