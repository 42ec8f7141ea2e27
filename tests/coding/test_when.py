"""When an act was: which of its sentence's times dates it, from which side, and what is carried from before."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.coding import code
from dateline.coding.when import is_historical
from dateline.model import Dating, Document, Evidence, How, Moment, Report, Span, WhenMissing, Zone, ZoneKind

PUBLISHED = "2014-09-17"  # a Wednesday


def reports_in(text: str, published: str | None = None) -> list[Report]:
    zones = (Zone(ZoneKind.BODY, Span(0, len(text))),)
    moment = Moment(published) if published else None
    return list(code(Document("d", "s", text, zones=zones, published=moment)).reports)


def times_in(text: str, published: str | None = None) -> dict[str, str]:
    """Return the time of each act by the first of its words, in EDTF, or why it has none."""
    return {
        r.trigger.words.split()[0]: r.when.moment.edtf if r.when else str(r.when_missing)
        for r in reports_in(text, published)
    }


SYNTAX = [
    ("Rebels shelled the port on 3 May 2010 and fled on 5 May.", {"shelled": "2010-05-03", "fled": "2010-05-05"}),
    ("The army retreated, and on 4 June 2009 rebels attacked the mill.", {"retreated": "not_stated"}),
    ("Gunmen who had kidnapped a nurse in May were arrested in July 2012.", {"arrested": "2012-07"}),
    ("In 2009 rebels shelled the port.", {"shelled": "2009"}),
    ("On 10 June 2011 police arrested a clerk, and a bomb killed two guards.", {"killed": "2011-06-10"}),
    ("The May 2008 bombing killed nine farmers.", {"killed": "2008-05"}),
    ("Rebels broke the 2016 accord and attacked the mill.", {"attacked": "not_stated"}),
    ("It was the worst attack since 2011 and killed nine farmers.", {"killed": "not_stated"}),
    ("From 1991 to 1995 the militia occupied the valley.", {"occupied": "1991/1995"}),
]


# published on Wednesday, 17 September 2014
OF_A_DAY = [
    ("Clinics stayed shut after Monday's bombing of the mill.", {"bombing": "2014-09-15"}),
    ("Guards searched cars following Sunday's raid on the camp.", {"raid": "2014-09-14"}),
    ("Guards searched cars following Sunday's raid on the camp.", {"searched": "2014-09-14/2014-09-17"}),
    (
        "Two clerks were killed two days after Sunday's raid on the camp.",
        {"killed": "2014-09-16", "raid": "2014-09-14"},
    ),
    ("Traders have kept away since Monday's shelling of the port.", {"shelling": "2014-09-15"}),
]


# who is arrested or tried answers for what was before
CHARGED = [
    (
        "A clerk was arrested on Monday in the shooting of a guard.",
        {"arrested": "2014-09-15", "shooting": "../2014-09-15"},
    ),
    ("Two men were charged on Monday in connection with the killing of a nurse.", {"killing": "../2014-09-15"}),
    ("A guard was convicted on Monday of the abduction of a consul.", {"abduction": "../2014-09-15"}),
    (
        "A clerk was arrested in Monday's shooting of a guard.",
        {"arrested": "2014-09-15/2014-09-17", "shooting": "2014-09-15"},
    ),
    ("Police arrested ten men in a raid on Monday.", {"arrested": "2014-09-15", "raid": "2014-09-15"}),
]


@pytest.mark.parametrize(("text", "expected"), CHARGED)
def test_when_of_an_arrest_is_not_that_of_the_act_it_is_for(text: str, expected: dict[str, str]) -> None:
    assert expected.items() <= times_in(text, PUBLISHED).items()


EARLY = [
    ("Rebels shelled the port early June 22.", "2014-06-22"),
    ("Rebels shelled the port late on Sunday, 14 September.", "2014-09-14"),
    ("Rebels shelled the port early Sunday, July 13, 2014.", "2014-07-13"),
    ("In early May 22 rebels shelled the port.", "2014-05-01/2014-05-10"),
]


@pytest.mark.parametrize(("text", "expected"), EARLY)
def test_when_of_an_early_or_late_day_is_that_day(text: str, expected: str) -> None:
    assert times_in(text, PUBLISHED)["shelled"] == expected


@pytest.mark.parametrize(("text", "expected"), OF_A_DAY)
def test_when_of_a_day_before_its_noun_is_that_day(text: str, expected: dict[str, str]) -> None:
    assert expected.items() <= times_in(text, PUBLISHED).items()


@pytest.mark.parametrize(("text", "expected"), SYNTAX)
def test_when_takes_the_time_of_its_own_clause(text: str, expected: dict[str, str]) -> None:
    assert expected.items() <= times_in(text).items()


SIDES = [
    ("By July 1995 the besiegers had killed hundreds of civilians.", "killed", "../1995-07-31"),
    ("By July 1995 the besiegers shelled the bridge.", "shelled", "1995-07"),
    ("Before 2003 the regime executed thousands of opponents.", "executed", "../2002-12-31"),
    ("After 1982 the navy attacked tankers.", "attacked", "1983-01-01/"),
    ("Beginning in 2004, insurgents attacked pipelines.", "attacked", "2004-01-01/"),
    ("After gunmen killed the mayor on 4 June 2015, troops raided the quarter.", "raided", "2015-06-04/"),
    ("After gunmen killed the mayor on 4 June 2015, troops raided the quarter.", "killed", "2015-06-04"),
    ("Before the army bombed the camp in May 2001, guerrillas released the nuns.", "released", "../2001-05-31"),
    ("Guns that rebels had captured in a raid were fired at the fort in May 2001.", "captured", "../2001-05-31"),
    ("The siege began on 5 April 1992.", "siege", "1992-04-05/.."),
    ("The siege ended on 5 May 1945.", "siege", "../1945-05-05"),
]


@pytest.mark.parametrize(("text", "word", "expected"), SIDES)
def test_when_is_bounded_by_a_time_beside_it(text: str, word: str, expected: str) -> None:
    assert times_in(text)[word] == expected


def test_when_after_a_day_ends_with_publication() -> None:
    text = "After gunmen killed the mayor on 4 September, troops raided the quarter."
    assert times_in(text, PUBLISHED)["raided"] == "2014-09-04/2014-09-17"


def test_when_since_a_month_ends_with_publication_once_it_is_over() -> None:
    assert times_in("Since March, rebels have killed nine farmers.", PUBLISHED)["killed"] == "2014-03-01/2014-09-17"
    assert times_in("The town has been besieged since March.", PUBLISHED)["besieged"].startswith("2014-03-01/")


TOLD = [
    ("The army said on Monday that rebels had killed two guards.", PUBLISHED, "killed", "2014-09-14/2014-09-15"),
    ("The army said on Monday that rebels killed two guards on Friday.", PUBLISHED, "killed", "2014-09-12"),
    ("In 1998 a commission reported that soldiers had killed 200 farmers.", None, "killed", "../1998-12-31"),
    ("On Monday the ministry said that it would attack the mill.", PUBLISHED, "attack", "2014-09-15/"),
    ("The army will withdraw from the town by Friday.", PUBLISHED, "withdraw", "2014-09-17/2014-09-19"),
]


@pytest.mark.parametrize(("text", "published", "word", "expected"), TOLD)
def test_when_of_telling_bounds_what_is_told(text: str, published: str | None, word: str, expected: str) -> None:
    assert times_in(text, published)[word] == expected


CARRIED = [
    ("Gunmen stormed a school on 9 March 2014. They killed a cook.", "killed", "2014-03-09"),
    ("Gunmen stormed a school on 9 March 2014. Police arrested a driver.", "arrested", "2014-03"),
    ("Gunmen stormed a school on 9 March 2014. Police later arrested a driver.", "arrested", "not_stated"),
    ("Gunmen stormed a school on 9 March 2014. They had kidnapped a nurse.", "kidnapped", "not_stated"),
    ("Gunmen stormed a school on 9 March 2014. They often kidnapped nurses.", "kidnapped", "not_stated"),
    ("Gunmen stormed a school on 9 March 2014. During the war they killed a cook.", "killed", "not_stated"),
    ("Dong fell on 2 May 1950 and Lang fell on 3 June 1950. They killed a cook.", "killed", "1950-06-03"),
]


@pytest.mark.parametrize(("text", "word", "expected"), CARRIED)
def test_when_is_carried_only_where_the_telling_goes_on(text: str, word: str, expected: str) -> None:
    assert times_in(text)[word] == expected


def test_when_is_not_carried_out_of_a_passage() -> None:
    first = "Rebels shelled the port on 9 March 2014. They killed a cook. They burned a barn."
    assert times_in(f"{first}\nPolice arrested a driver.")["arrested"] == "not_stated"


def test_when_in_news_what_follows_lies_before_publication() -> None:
    first = "Rebels shelled the port on 9 September. They killed a cook. They burned a barn."
    found = {r.trigger.words: r.when for r in reports_in(f"{first}\nPolice arrested a driver.", PUBLISHED)}
    when = found["arrested"]
    assert when is not None
    assert (when.moment.edtf, when.how) == ("2014-09-09/2014-09-17", How.CARRIED)
    assert when.evidence.words == "9 September"


SENTENCES = [
    "Rebels shelled the port on Monday.",
    "They killed two guards.",
    "On 3 May 2011 police arrested a clerk.",
    "The army will withdraw by Friday.",
    "Militants have killed nine farmers since March.",
    "After the raid in 2009, protesters burned a barn.",
    "Envoys met last week.",
    "The siege ended in June.",
    "Officials said on Sunday that rebels had kidnapped a nurse.",
    "No one was killed in recent days.",
]


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=5),
    st.sampled_from([" ", "\n"]),
    st.sampled_from([None, PUBLISHED]),
)
def test_when_or_why_not_is_always_there(sentences: list[str], between: str, published: str | None) -> None:
    text = between.join(sentences)
    reports = reports_in(text, published)
    assert reports == reports_in(text, published)
    for report in reports:
        assert (report.when is None) != (report.when_missing is None)
        if report.when is None:
            assert isinstance(report.when_missing, WhenMissing)
        else:
            assert isinstance(report.when.how, How)
            assert text[report.when.evidence.start : report.when.evidence.end] == report.when.evidence.words
            own = report.sentence.start <= report.when.evidence.start < report.sentence.end
            assert own != (report.when.how is How.CARRIED)


JOINED = [
    ("Rebels attacked the mill in January and February 1937.", "1937-01-01/1937-02-28"),
    ("Gunmen killed two men on 5 and 6 May 2014.", "2014-05-05/2014-05-06"),
    ("Rebels attacked the mill in January and June 1937.", "1937-01"),
]


@pytest.mark.parametrize(("text", "expected"), JOINED)
def test_when_takes_two_times_as_one_where_one_follows_on_the_other(text: str, expected: str) -> None:
    assert set(times_in(text).values()) == {expected}


def test_when_is_not_the_day_in_the_name_of_what_lasted_longer() -> None:
    assert times_in("During the Easter Rising the rebels fell back from the hills.") == {"fell": "not_stated"}


def test_when_of_what_is_told_as_done_is_not_after_publication() -> None:
    text = "As the 31 December 2014 deadline nears, attacks on convoys have increased."
    assert times_in(text, PUBLISHED) == {"attacks": "not_stated"}


def test_when_before_the_year_one_is_bounded_too() -> None:
    found = times_in("After assaulting the port, the admiral attacked the island in 218 BC.")
    assert found == {"assaulting": "../-0217", "attacked": "-0217"}


def test_is_historical_needs_both_times() -> None:
    when = Dating(Moment("2009"), Evidence.at("2009", 0, 4), How.EXPLICIT)
    assert is_historical(when, Moment(PUBLISHED))
    assert not is_historical(when, Moment("2010-06"))
    assert not is_historical(when, None)
    assert not is_historical(None, Moment(PUBLISHED))


def test_when_of_what_took_place_is_that_of_the_verb() -> None:
    assert times_in("The attack took place early Monday in the valley.", PUBLISHED) == {"attack": "2014-09-15"}


CLOCKS = [
    ("Rebels shelled the port until around 2:00 pm on Monday. They torched the market.", "shelled", "2014-09-15"),
    ("Rebels shelled the port until around 2:00 pm on Monday. They torched the market.", "torched", "2014-09-15"),
    ("Rebels shelled the port at 2.30 am on Monday. They torched the market.", "shelled", "2014-09-15T02:30"),
    ("Rebels shelled the port at 2.30 am on Monday. They torched the market.", "torched", "2014-09-15"),
]


@pytest.mark.parametrize(("text", "word", "expected"), CLOCKS)
def test_when_of_a_clock_is_a_minute_only_of_its_own_act(text: str, word: str, expected: str) -> None:
    assert times_in(text, PUBLISHED)[word] == expected


JOINED = [
    ("Gunmen killed nine farmers and were chased away on Monday.", "2014-09-15"),
    ("Police said nine farmers were killed and 23 hurt on Monday.", "2014-09-15"),
    ("Gunmen killed nine farmers and had burned a barn on Monday.", "not_stated"),
]


@pytest.mark.parametrize(("text", "expected"), JOINED)
def test_when_after_joined_verbs_of_one_tense_is_that_of_both(text: str, expected: str) -> None:
    assert times_in(text, PUBLISHED)["killed"] == expected


def test_when_is_not_carried_into_what_holds_at_all_times() -> None:
    text = "Gunmen attacked a bus on Monday. The militia, who are backed by the army, wept."
    assert times_in(text, PUBLISHED)["backed"] == "not_stated"


def test_when_takes_following_before_a_length_as_a_preposition() -> None:
    text = "Gunmen attacked a bus on Monday. They shelled a port following months of calm."
    assert times_in(text, PUBLISHED)["shelled"] == "2014-09-15/2014-09-17"


def test_when_beside_including_is_that_of_its_noun() -> None:
    text = "Jets struck targets in recent weeks, including a wedding on 4 September that killed nine guests."
    assert times_in(text, PUBLISHED)["killed"] == "2014-09-04"


def test_time_before_the_first_day_of_all_is_vague() -> None:
    assert times_in("The legion burned the town before AD 1.") == {"burned": "vague"}


@pytest.mark.parametrize("published", ["0001-01-01", "9999-12-31", "9999-12", "0000", "-0043-03-15"])
def test_publication_at_the_ends_of_the_calendar_stops_nothing(published: str) -> None:
    text = "Rebels have killed nine men since Monday. They attacked the mill yesterday, and police came after tomorrow."
    assert reports_in(text, published)


def test_when_of_a_plan_told_in_a_week_of_two_months_begins_with_it() -> None:
    assert times_in("The army said last week that it would attack the town.", "2014-08-06") == {"attack": "2014-07-28/"}


def test_occasion_of_the_wounded_dates_the_killed_as_well(reports_of):
    text = "Nine people were killed and twenty wounded when rebels shelled a bus on Friday."
    assert {r.trigger.words: r.when.moment.edtf for r in reports_of(text)} == dict.fromkeys(
        ("killed", "wounded", "shelled"), "2014-09-12"
    )


def test_act_before_a_point_of_the_day_is_of_that_day(report_of):
    report = report_of("Jets bombed a barn shortly before noon on Friday.", "ASSAULT")
    assert report.when.moment.edtf == "2014-09-12"
