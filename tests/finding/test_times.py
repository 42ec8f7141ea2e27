from __future__ import annotations

import re
import time
from functools import lru_cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.errors import KnowledgeError
from dateline.finding.mentions import TimeKind, TimeMention
from dateline.finding.time_context import order_of_slashes
from dateline.finding.time_grammar import READERS, grammar, in_small_letters, parse_grammar
from dateline.finding.time_reading import _READERS
from dateline.finding.time_values import length_of
from dateline.finding.times import find_times
from dateline.language import Sentence, Token, parse
from dateline.model import Document, How, Moment, Span, TimePrecision, WhenMissing, Zone, ZoneKind


@lru_cache(maxsize=256)
def rows(text: str, published: str | None = None, bare: bool = False) -> tuple[tuple[TimeMention, ...], ...]:
    document = Document("d", "0", text, published=Moment(published) if published else None)
    return find_times(document, parse(pieces_of(text)), bare=bare)


def pieces_of(text: str) -> list[tuple[int, str]]:
    return [(m.start(), m[0]) for m in re.finditer(r"[^\n]+", text)]


def times(text: str, published: str | None = None) -> dict[str, str | None]:
    """Map each expression to its EDTF value."""
    found = [m for row in rows(text, published) for m in row]
    return {m.evidence.words: m.dating.moment.edtf if m.dating else None for m in found}


def only(text: str, published: str | None = None) -> TimeMention:
    (mention,) = [m for row in rows(text, published) for m in row]
    return mention


@pytest.mark.parametrize(
    ("words", "edtf"),
    [
        ("26 August 2014", "2014-08-26"),
        ("August 26, 2014", "2014-08-26"),
        ("Tuesday, August 26, 2014", "2014-08-26"),
        ("the 26th of August 2014", "2014-08-26"),
        ("2014-08-26", "2014-08-26"),
        ("26.08.2014", "2014-08-26"),
        ("8/26/14", "2014-08-26"),
        ("26/8/2014", "2014-08-26"),
        ("August 2014", "2014-08"),
        ("early August 2014", "2014-08-01/2014-08-10"),
        ("mid-August 2014", "2014-08-11/2014-08-20"),
        ("the end of August 2014", "2014-08-21/2014-08-31"),
        ("early 2014", "2014-01-01/2014-04-30"),
        ("the end of 2014", "2014-10-01/2014-12-31"),
        ("the spring of 2014", "2014-03-01/2014-05-31"),
        ("August 25-31, 2014", "2014-08-25/2014-08-31"),
        ("14-20 June 2014", "2014-06-14/2014-06-20"),
        ("28 December 2013–3 January 2014", "2013-12-28/2014-01-03"),
        ("28 December 2013-3 January 2014", "2013-12-28/2014-01-03"),
        ("28 December 2013/3 January 2014", "2013-12-28/2014-01-03"),
        ("December 28–January 3, 2014", "2013-12-28/2014-01-03"),
        ("1998-02", "1998/2002"),
        ("2011-2013", "2011/2013"),
        ("2011-13", "2011/2013"),
        ("the 1990s", "1990/1999"),
        ("the early 1990s", "1990/1993"),
        ("the 20th century", "1901/2000"),
        ("the first week of May 2014", "2014-05-01/2014-05-07"),
        ("2014/8/26", "2014-08-26"),
        ("26 Aug. '14", "2014-08-26"),
        ("Tues., August 26, 2014", "2014-08-26"),
        ("8 and 9 August 2014", "2014-08-08/2014-08-09"),
        ("August 8, 9 and 10, 2014", "2014-08-08/2014-08-10"),
        ("the 25th and 26th of January 2011", "2011-01-25/2011-01-26"),
        ("the first of April 2014", "2014-04-01"),
        ("May/June 2013", "2013-05-01/2013-06-30"),
        ("264 BC", "-0263"),
        ("218 BCE", "-0217"),
        ("1 BC", "0000"),
        ("AD 70", "0070"),
        ("312 AD", "0312"),
        ("March 44 BC", "-0043-03"),
        ("264-241 BC", "-0263/-0240"),
        ("the third century BC", "-0299/-0200"),
        ("the 490s BC", "-0498/-0489"),
        ("the summer of 480 BC", "-0479-06-01/-0479-08-31"),
        ("2014 summer", "2014-06-01/2014-08-31"),
    ],
)
def test_stated_date_gives_its_days_and_is_explicit(words: str, edtf: str) -> None:
    mention = only(f"Al-Shabaab raided the town in {words}.")
    assert mention.evidence.words == words
    assert mention.dating is not None
    assert (mention.dating.moment.edtf, mention.dating.how) == (edtf, How.EXPLICIT)


@pytest.mark.parametrize(
    ("words", "edtf"),
    [
        ("yesterday", "2022-03-15"),
        ("last night", "2022-03-15"),
        ("on Saturday", "2022-03-12"),
        ("early Saturday", "2022-03-12"),
        ("on Wednesday", "2022-03-16"),
        ("last week", "2022-03-07/2022-03-13"),
        ("this month", "2022-03"),
        ("last year", "2021"),
        ("two weeks ago", "2022-02-28/2022-03-06"),
        ("three days ago", "2022-03-13"),
        ("last December", "2021-12"),
        ("on 24 February", "2022-02-24"),
        ("in October", "2021-10"),
        ("in late February", "2022-02-21/2022-02-28"),
        ("over the past several weeks", "../2022-03-16"),
        ("over the past two days", "2022-03-14/2022-03-16"),
        ("over the past week", "2022-03-09/2022-03-16"),
        ("in the past year", "2021-03-16/2022-03-16"),
        ("some months ago", "../2022-03-16"),
        ("months ago", "../2022-03-16"),
        ("recently", "2021-12-16/2022-03-16"),
        ("in the last couple of years", "../2022-03-16"),
        ("during the month of January", "2022-01"),
    ],
)
def test_relative_time_is_told_from_publication(words: str, edtf: str) -> None:
    mention = only(f"Shells hit the port {words}.", "2022-03-16")
    assert mention.dating is not None
    assert (mention.dating.moment.edtf, mention.dating.how) == (edtf, How.RELATIVE_TO_PUBLICATION)


def test_weekday_with_a_future_verb_is_the_next_one() -> None:
    assert times("Talks will resume on Friday.", "2022-03-16") == {"Friday": "2022-03-18"}


def test_month_with_a_future_verb_is_the_next_one() -> None:
    assert times("Elections will be held in October.", "2022-03-16") == {"October": "2022-10"}


def test_next_and_last_weekday_are_never_the_day_itself() -> None:
    found = times("They met last Wednesday and will meet next Wednesday.", "2022-03-16")
    assert found == {"last Wednesday": "2022-03-09", "next Wednesday": "2022-03-23"}


def test_precision_is_never_finer_than_the_words() -> None:
    got = {
        words: rows(f"It fell {words}.", "2022-03-16")[0][0].dating.moment.precision  # type: ignore[union-attr]
        for words in ("yesterday", "last week", "last month", "last year", "last summer", "in mid-February")
    }
    assert list(got.values()) == [
        TimePrecision.DAY,
        TimePrecision.WEEK,
        TimePrecision.MONTH,
        TimePrecision.YEAR,
        TimePrecision.SEASON,
        TimePrecision.INTERVAL,
    ]


def test_relative_time_without_any_anchor_stays_empty() -> None:
    for words in ("yesterday", "on Saturday", "last week", "in October", "on 24 February"):
        mention = only(f"Shells hit the port {words}.")
        assert (mention.dating, mention.missing) == (None, WhenMissing.NO_ANCHOR)


def test_text_is_the_anchor_where_publication_is_unknown() -> None:
    text = "The siege of Kobane began on 13 September 2014. The next day a village fell. By 2 October the road was cut."
    found = [m for row in rows(text) for m in row]
    assert [m.dating.moment.edtf for m in found if m.dating] == ["2014-09-13", "2014-09-14", "2014-10-02"]
    assert [m.dating.how for m in found if m.dating] == [
        How.EXPLICIT,
        How.RELATIVE_TO_TEXT,
        How.RELATIVE_TO_TEXT,
    ]


def test_year_stated_in_the_paragraph_carries_to_its_months() -> None:
    text = "In January 2005 the militia took the depot. In March it lost it again."
    assert times(text, "2008-06-20") == {"January 2005": "2005-01", "March": "2005-03"}


def test_year_of_an_earlier_paragraph_does_not_carry_in_news() -> None:
    text = "In January 2005 the militia took the depot.\nIn March it lost it again."
    assert times(text, "2008-06-20") == {"January 2005": "2005-01", "March": "2008-03"}


def test_year_of_the_second_month_holds_for_the_first() -> None:
    assert times("Between March and May 2011 the port was shut.", "2014-01-01") == {
        "March and May 2011": "2011-03-01/2011-05-31"
    }


def test_running_year_survives_an_aside() -> None:
    text = (
        "On 3 May 1920 the army took the city. Nothing like it had been seen since 1812. "
        "On 9 June it was lost.\nOn 12 June it fell back."
    )
    assert [m.dating.moment.edtf for row in rows(text)[2:] for m in row if m.dating] == ["1920-06-09", "1920-06-12"]


def test_range_of_two_expressions_is_one_mention() -> None:
    text = "Fighting went on from 14 May to 2 June 2014."
    assert times(text) == {"14 May to 2 June 2014": "2014-05-14/2014-06-02"}
    assert [m.evidence.words for m in rows(text, None, True)[0]] == ["14 May", "2 June 2014"]


@pytest.mark.parametrize(
    ("words", "edtf"),
    [
        ("Sunday 6th of April", "2014-04-06"),
        ("Friday, June 13", "2014-06-13"),
        ("Friday, March 14", "2014-03-14"),
        ("Mon., June 13", None),
    ],
)
def test_weekday_settles_the_year_of_its_date_or_refuses_it(words: str, edtf: str | None) -> None:
    assert times(f"Soldiers left on {words}.", "2014-03-26") == {words: edtf}


@pytest.mark.parametrize(
    ("words", "edtf"),
    [("3 May last year", "2013-05-03"), ("May 3 of last year", "2013-05-03"), ("the late nineties", "1996/1999")],
)
def test_date_of_a_told_year_is_one_time(words: str, edtf: str) -> None:
    assert times(f"Soldiers left in {words}.", "2014-03-26") == {words: edtf}


def test_range_may_open_a_sentence() -> None:
    assert times("Between 3 and 9 June 2011 shells fell.") == {"3 and 9 June 2011": "2011-06-03/2011-06-09"}


def test_days_that_do_not_follow_one_another_are_no_run() -> None:
    assert times("Shells fell on 8 and 15 March 2014.") == {"15 March 2014": "2014-03-15"}
    assert times("Shells fell between 8 and 15 March 2014.") == {"8 and 15 March 2014": "2014-03-08/2014-03-15"}


def test_years_before_christ_run_on_in_a_history() -> None:
    text = "In 264 BC the war began. Two years later a fleet was built. The following year it won."
    assert times(text) == {"264 BC": "-0263", "Two years later": "-0261", "The following year": "-0260"}


def test_mark_of_an_era_is_written_in_capitals() -> None:
    assert times("They bought 70 ad campaigns.") == {}


def test_year_is_the_subject_of_what_years_do() -> None:
    assert times("And so 1987 saw little change.") == {"1987": "1987"}
    assert times("And so 1987 died.") == {}


def test_what_a_history_looks_back_to_does_not_move_it() -> None:
    text = "On 6 September 1920 the front held. It had broken the previous year. On 18 September a truce was offered."
    assert list(times(text).values()) == ["1920-09-06", "1919", "1920-09-18"]


def test_aside_of_a_paragraph_ends_with_it() -> None:
    text = "On 28 March 1918 the attack failed. It was like that of 5 November 1917.\nOn 15 July the last attack came."
    assert list(times(text).values()) == ["1918-03-28", "1917-11-05", "1918-07-15"]


def test_month_that_would_leap_back_in_its_paragraph_is_of_the_next_year() -> None:
    text = "In December 1916 the troops gave way. They took the pass again on 14 January."
    assert list(times(text).values()) == ["1916-12", "1917-01-14"]


def test_this_time_is_the_period_last_spoken_of() -> None:
    assert times("In March 1985 the front broke. By this time the fleet was lost.") == {
        "March 1985": "1985-03",
        "this time": "1985-03",
    }


def test_figures_by_month_stay_apart() -> None:
    found = times("Attacks rose from 93 in February to 128 in March.", "2011-06-02")
    assert found == {"February": "2011-02", "March": "2011-03"}


def test_since_opens_the_end() -> None:
    assert times("The border has been shut since January 2014.", "2014-08-01") == {"January 2014": "2014-01-01/.."}


def test_same_period_words_are_told_from_the_text() -> None:
    text = "The town fell on 8 July 2014. Later that day the bridge was blown up. The following year it was rebuilt."
    assert times(text, "2016-02-01") == {
        "8 July 2014": "2014-07-08",
        "Later that day": "2014-07-08",
        "The following year": "2015",
    }


def test_day_of_month_takes_the_month_of_the_text() -> None:
    found = times("The town fell on 8 July 2014. Troops left on the 11th.", "2016-02-01")
    assert found["the 11th"] == "2014-07-11"


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("for six weeks", TimeKind.DURATION),
        ("for a decade", TimeKind.DURATION),
        ("for several hours", TimeKind.DURATION),
        ("for more than three days", TimeKind.DURATION),
        ("eight times per day", TimeKind.SET),
        ("every Friday", TimeKind.SET),
        ("daily", TimeKind.SET),
    ],
)
def test_lengths_and_repetitions_date_nothing(words: str, kind: TimeKind) -> None:
    mention = only(f"The market was shelled {words}.", "2022-03-16")
    assert (mention.kind, mention.dating) == (kind, None)


def test_vague_words_give_a_reason_and_no_days() -> None:
    mention = only("Rebels took the pass long ago.", "2022-03-16")
    assert (mention.kind, mention.dating, mention.missing) == (TimeKind.DATE, None, WhenMissing.VAGUE)


@pytest.mark.parametrize(
    "text",
    [
        "Protesters may march on the palace.",
        "The march drew thousands.",
        "A 28-year-old man was shot.",
        "The man was 41 years old.",
        "Rebels killed 2,000 soldiers.",
        "Some 2008 soldiers surrendered.",
        "Operation July 14 was called off.",
        "They crossed the 14 July Bridge.",
        "The second attack failed.",
        "The fall of the city came as a shock.",
        "The 3rd Brigade fired 82 mortar rounds and 1,990 shells.",
        "They drove 2000 km.",
        "It cost $2010 to repair.",
        "The sun set over the camp.",
    ],
)
def test_what_is_no_time_is_not_taken_for_one(text: str) -> None:
    assert times(text, "2016-03-16") == {}


def test_year_is_taken_where_its_place_shows_it() -> None:
    found = times("The 2010 elections failed, and in 2012 soldiers left.", "2016-03-16")
    assert found == {"2010": "2010", "2012": "2012"}


def test_slash_dates_follow_the_order_of_the_document() -> None:
    assert times("The raid was on 3/4/2015. Another came on 25/4/2015.")["3/4/2015"] == "2015-04-03"
    assert times("The raid was on 3/4/2015. Another came on 4/25/2015.")["3/4/2015"] == "2015-03-04"


def test_slash_date_of_unknown_order_stays_empty() -> None:
    assert times("The raid was on 3/4/2015.") == {"3/4/2015": None}


def test_order_of_slashes_falls_back_on_written_dates() -> None:
    assert order_of_slashes("The raid on 3/4/2015, told on 5 May 2015").day_first
    assert order_of_slashes("The raid on 3/4/2015, told on May 5, 2015").month_first


def test_day_that_does_not_exist_gives_no_days() -> None:
    assert times("They left on 31 June 2014.") == {"31 June 2014": None}


def test_comment_is_told_from_its_own_day() -> None:
    text = "Troops left yesterday.\nI saw them today."
    zone = Zone(ZoneKind.COMMENT, Span(23, len(text)), "reader", Moment("2022-04-02"))
    document = Document("d", "0", text, published=Moment("2022-03-16"), zones=(zone,))
    found = [m.dating.moment.edtf for row in find_times(document, parse(pieces_of(text))) for m in row if m.dating]
    assert found == ["2022-03-15", "2022-04-02"]


def test_publication_known_to_the_month_gives_no_day() -> None:
    assert times("They left yesterday, or last year.", "2022-03") == {"yesterday": None, "last year": "2021"}


def test_length_of_counts_units() -> None:
    assert [length_of(w) for w in ("a fortnight", "two decades", "few days")] == ["P2W", "P20Y", "PXD"]


def test_grammar_refuses_what_breaks_its_schema() -> None:
    with pytest.raises(KnowledgeError, match="not TOML"):
        parse_grammar("[names")
    with pytest.raises(KnowledgeError, match="the file should have"):
        parse_grammar("[names]")


def test_every_rule_has_a_name_of_its_own() -> None:
    names = [rule.name for rule in grammar().rules]
    assert len(names) == len(set(names))


_WORDS = st.sampled_from(
    [
        "the",
        "last",
        "first",
        "31",
        "June",
        "1/2/03",
        "2008",
        "-",
        "of",
        "in",
        "May",
        "week",
        "weeks",
        "ago",
        "next",
        "century",
        "99",
        "'95",
        "five",
        "decades",
        "year",
        "0",
        "early",
        "Saturday",
        "12:30",
        "a",
        "few",
        "the",
        "from",
        "to",
        "and",
        "9999",
        "January-March",
        "20th",
        "every",
        "since",
        "until",
        ",",
        "(",
        ")",
        "%",
    ]
)


def bare_sentence(text: str) -> Sentence:
    """Make a sentence whose every token hangs on the first."""
    tokens = tuple(
        Token(i, m.start(), m.end(), m[0], m[0].lower(), "NOUN", "NN", "dep", 0)
        for i, m in enumerate(re.finditer(r"\S+", text))
    )
    children = (tuple(range(1, len(tokens))), *(() for _ in tokens[1:]))
    return Sentence(0, len(text), text, tokens, children)


@settings(max_examples=150, deadline=None)
@given(
    st.one_of(st.lists(_WORDS, min_size=1, max_size=12).map(" ".join), st.text(min_size=1, max_size=60)),
    st.sampled_from([None, "2011-07", "0001-01-01", "9999-12-31", "2011-07-18"]),
)
def test_any_text_gives_evidence_in_order_and_never_raises(text: str, published: str | None) -> None:
    if not text.split():
        return
    document = Document("d", "0", text, published=Moment(published) if published else None)
    (row,) = find_times(document, [bare_sentence(text)])
    end = 0
    for mention in row:
        assert text[mention.evidence.start : mention.evidence.end] == mention.evidence.words
        assert mention.evidence.start >= end
        assert mention.first < mention.last
        assert mention.dating is None or mention.kind is TimeKind.DATE
        end = mention.evidence.end


@given(st.text("may of İß7ſK \n", max_size=12))
def test_small_letters_stand_where_the_large_ones_did(text: str) -> None:
    small = in_small_letters(text.upper())
    assert len(small) == len(text.upper())
    assert small == in_small_letters(small)


@pytest.mark.parametrize(("text", "tells"), [("On 7.", True), ("MAYBE", True), ("Dismay reigned.", False), ("", False)])
def test_grammar_may_tell_of_a_figure_or_the_beginning_of_a_word(text: str, tells: bool) -> None:
    assert grammar().may_tell(text) is tells


@pytest.mark.parametrize(
    ("text", "words", "edtf"),
    [
        ("From November to February 2014 they fought.", "November to February 2014", "2013-11-01/2014-02-28"),
        ("Between 28 December and 3 January 2014 they met.", "28 December and 3 January 2014", "2013-12-28/2014-01-03"),
        ("From March to May 2014 they fought.", "March to May 2014", "2014-03-01/2014-05-31"),
    ],
)
def test_range_over_the_new_year_begins_in_the_year_before(text: str, words: str, edtf: str) -> None:
    assert times(text, "2016-03-01") == {words: edtf}


def test_list_of_months_keeps_the_year_stated() -> None:
    assert times("In March and May 2014 they fought.") == {"March": "2014-03", "May 2014": "2014-05"}


@pytest.mark.parametrize("text", ["They lost 1998-95.", "On 31 June 2014–2 July 2014 they met."])
def test_run_that_cannot_be_gives_no_days(text: str) -> None:
    assert not any((edtf or "").endswith(("2095", "2014-07-02")) for edtf in times(text).values())


def test_long_line_of_months_is_read_in_linear_time() -> None:
    # The word before each expression was once looked for from the start of the line: this took forty times as long.
    def cost(number: int) -> float:
        found = []
        for turn in range(3):
            text = f"It was {turn} " + "May " * number
            sentences = parse(pieces_of(text))
            start = time.process_time()
            find_times(Document("d", "0", text), sentences)
            found.append(time.process_time() - start)
        return min(found)

    assert cost(1200) < 12 * cost(300) + 0.02


@pytest.mark.parametrize(
    ("text", "published", "edtf"),
    [
        ("Rebels attacked the town this summer.", "2016-11-15", "2016-06-01/2016-08-31"),
        ("They left this autumn.", "2016-12-31", "2016-09-01/2016-11-30"),
        ("Rebels will attack the town this summer.", "2016-11-15", "2017-06-01/2017-08-31"),
        ("Rebels attacked the town this summer.", "2016-07-15", "2016-06-01/2016-08-31"),
        ("Rebels attacked the town this winter.", "2016-01-15", "2015-12-01/2016-02-29"),
        ("Rebels attacked the town this summer.", "9999-11-15", None),
    ],
)
def test_this_season_is_the_one_that_goes_on_or_this_years(text: str, published: str, edtf: str | None) -> None:
    assert list(times(text, published).values()) == [edtf]


def test_day_beyond_the_calendar_is_no_day() -> None:
    assert times("They left on the eve of 1 January AD 1.") == {"1 January AD 1": None}
    assert times("They fled on the night of Friday.", "9999-12-31")
    assert times("They fled until 2 a.m. on 31 December, and the day after.", "9999-12-31")


def test_every_way_of_reading_that_a_rule_may_name_has_its_reader_and_is_used() -> None:
    assert _READERS.keys() == READERS
    assert {rule.reads for rule in grammar().rules} == READERS


@pytest.mark.parametrize("words", ["before dawn on Monday", "shortly after midnight on Monday"])
def test_point_of_a_day_leaves_what_is_beside_it_on_that_day(words: str) -> None:
    text = f"The fort fell {words}."
    ((mention,),) = find_times(Document("d", "s", text, published=Moment("2014-05-20")), parse([(0, text)]))
    assert mention.dating is not None
    assert mention.dating.moment.edtf == "2014-05-19"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Militants set off a bomb on Friday.", "2014-05-16"),
        ("The barn was set on fire on Friday.", "2014-05-16"),
        ("The vote is set for Friday.", "2014-05-23"),
        ("Talks are set to begin on Friday.", "2014-05-23"),
    ],
)
def test_what_is_set_for_a_day_lies_ahead_and_what_is_set_on_fire_does_not(text: str, day: str) -> None:
    ((mention,),) = find_times(Document("d", "s", text, published=Moment("2014-05-20")), parse([(0, text)]))
    assert mention.dating is not None
    assert mention.dating.moment.edtf == day


def test_month_without_a_year_has_that_of_a_later_date_where_nothing_else_gives_one() -> None:
    text = "Those who had shelled the fort in June were tried in August 2012."
    (mentions,) = find_times(Document("d", "s", text), parse([(0, text)]))
    assert [m.dating.moment.edtf for m in mentions if m.dating] == ["2012-06", "2012-08"]
