"""Levels: one event, one that lasts, a count of several."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.reconciling.incidents.telling import document_of, report_of

from dateline.model import Dating, Evidence, How, Level, Moment, Range, Report
from dateline.reconciling.incidents.accounts.levels import is_one_wave, level_of


@pytest.mark.parametrize(
    ("text", "trigger", "number"),
    [
        ("There were 162 attacks in April.", "attacks", (162, 162, 162)),
        ("Nine car bomb attacks hit the town in a week.", "hit", (9, 9, 9)),
        ("Dozens of kidnappings were reported this year.", "kidnappings", (24, None, None)),
        ("A string of bombings shook the city.", "bombings", (2, None, None)),
        ("Since Monday, airstrikes have killed 83 people.", "killed", None),
        ("It was the fifth attack on the force within a month.", "attack", (5, 5, 5)),
        ("The blast, the 12th bombing this year, woke the town.", "bombing", (12, 12, 12)),
    ],
)
def test_plural_behind_a_number_counts_several_events(
    text: str, trigger: str, number: tuple[int | None, int | None, int | None] | None
) -> None:
    leveled = level_of(report_of(document_of(text), trigger))
    assert (leveled.level, leveled.number) == (Level.AGGREGATE, number)


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("Gunmen attacked a mill.", "attacked"),
        ("Twin bombings killed nine.", "bombings"),
        ("Two blasts shook the station.", "blasts"),
        ("The clashes left four dead.", "clashes"),
        ("The attacks were the worst since 2009.", "attacks"),
        ("In 2014 attacks were rare.", "attacks"),
        ("The 4 October attacks shook the town.", "attacks"),
        ("It came after 19 days of rebel attacks.", "attacks"),
        ("Troops shot two rebels in the operation.", "shot"),
        ("A third bombing in a week killed nine.", "bombing"),
        ("It was the third attack.", "attack"),
        ("Rebels took the hill, the end of three days of fighting.", "took"),
    ],
)
def test_what_no_word_makes_a_count_is_single(text: str, trigger: str) -> None:
    assert level_of(report_of(document_of(text), trigger)).level is Level.SINGLE


@pytest.mark.parametrize("noun", ["offensive", "siege", "operation", "campaign"])
def test_noun_of_what_lasts_makes_an_episode(noun: str) -> None:
    assert level_of(report_of(document_of(f"The army began the {noun}."), noun)).level is Level.EPISODE


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("Fighting continued for the fifth day at the dam.", "Fighting"),
        ("Clashes raged in the old town.", "Clashes"),
        ("The shelling is in its third week.", "shelling"),
        ("There were four days of fighting.", "fighting"),
        ("The battle for the port was fierce.", "battle"),
    ],
)
def test_what_goes_on_makes_an_episode(text: str, trigger: str) -> None:
    assert level_of(report_of(document_of(text), trigger)).level is Level.EPISODE


def test_battle_of_one_day_is_an_event_and_a_toll_of_days_of_fighting_lasts() -> None:
    battle = report_of(document_of("There was one battle on Monday."), "battle", when="2008-05-12")
    assert level_of(battle).level is Level.SINGLE
    toll = report_of(document_of("In six days of fighting 61 men died."), "died", killed=Range(61))
    assert level_of(toll).level is Level.EPISODE


def test_toll_of_months_is_an_aggregate_and_that_of_one_bomber_is_not() -> None:
    many = report_of(document_of("Raiders have killed 400 people this year."), "killed", when="2019", killed=Range(400))
    one = report_of(document_of("This year a bomber killed 400 people."), "killed", when="2019", killed=Range(400))
    assert level_of(many).level is Level.AGGREGATE
    assert level_of(one).level is Level.SINGLE


def toll_in(text: str, when: str, words: str) -> Report:
    """Make a report of people killed, with the words that say when."""
    document = document_of(text)
    report = report_of(document, "killed", when=when, killed=Range.at_least(75))
    at = text.index(words)
    return replace(report, when=Dating(Moment(when), Evidence.at(text, at, at + len(words)), How.EXPLICIT))


@pytest.mark.parametrize("words", ["since Tuesday", "Tuesday"])
def test_toll_since_a_day_of_the_week_sums_up(words: str) -> None:
    text = "At least 75 people had been killed since Tuesday."
    assert level_of(toll_in(text, "2014-02-18/2014-02-21", words)).level is Level.AGGREGATE


def test_since_sums_up_nothing_where_it_opens_no_time_of_the_toll() -> None:
    text = "It was the worst raid since independence and passed the Marsabit massacre of 2005, where 75 were killed."
    assert level_of(toll_in(text, "2005", "2005")).level is Level.SINGLE


@pytest.mark.parametrize(
    ("text", "trigger", "day", "is_one"),
    [
        ("A wave of bombings shook the city on Sunday.", "bombings", "2019-03-03", True),
        ("Eight bombings shook the city.", "bombings", None, True),
        ("Eight bombings shook the city in March.", "bombings", "2019-03", False),
        ("Eight bombings have shaken the city since Sunday.", "bombings", None, False),
        ("It was the fifth attack within a month.", "attack", None, False),
    ],
)
def test_blows_of_one_day_may_be_one_wave(text: str, trigger: str, day: str | None, is_one: bool) -> None:
    assert is_one_wave(report_of(document_of(text), trigger, when=day)) is is_one


def test_stretch_of_time_in_another_clause_sums_up_nothing() -> None:
    text = "Bombings killed nine in the city, police said, the first such deaths since the end of the war."
    assert level_of(report_of(document_of(text), "killed")).level is Level.SINGLE
