"""Days that a later sentence gives to an act."""

from __future__ import annotations

import pytest

from dateline.model import How

# published on Wednesday, 17 September 2014
GIVEN = [
    ("Gunmen wounded a clerk outside the mill. It happened on Sunday.", "wounded", "2014-09-14"),
    ("Gunmen wounded a clerk. The incident occurred at dawn on 3 September.", "wounded", "2014-09-03"),
    ("Gunmen abducted a nurse. Her car was found. The kidnapping took place on Sunday.", "abducted", "2014-09-14"),
    ("Rebels attacked a post. The assault, on Sunday, lasted two hours.", "attacked", "2014-09-14"),
    ("Rebels attacked a post. It took place on Sunday, police said.", "attacked", "2014-09-14"),
    ("Rebels attacked a post. The assault was carried out on Sunday.", "attacked", "2014-09-14"),
]

NOT_GIVEN = [
    ("Police detained an editor. The talks took place on Sunday.", "detained"),
    ("Rebels attacked a post. Another attack took place on Sunday.", "attacked"),
    ("Rebels attacked a post. The attack did not take place on Sunday.", "attacked"),
    ("Rebels attacked a post. A bus fell into a river. It happened on Sunday.", "attacked"),
    ("Rebels attacked a post. Gunmen wounded a clerk. The attack took place on Sunday.", "attacked"),
    ("Rebels attacked a post. Police denied that it took place on Sunday.", "attacked"),
    ("Rebels attacked a post. The attack drew an angry answer on Sunday.", "attacked"),
    ("Rebels attacked a post. The attack came after Sunday.", "attacked"),
    ("Rebels had attacked a post. It happened on Sunday.", "attacked"),
    ("Rebels attacked a post. The attack", "attacked"),
]


@pytest.mark.parametrize(("text", "word", "expected"), GIVEN)
def test_later_sentence_dates_the_act_that_it_takes_up(reports_of, text, word, expected):
    (report,) = [r for r in reports_of(text) if r.trigger.words == word]
    assert report.when is not None
    assert report.when.moment.edtf == expected
    assert report.when.how is How.CARRIED
    assert report.when.evidence.words in text


@pytest.mark.parametrize(("text", "word"), NOT_GIVEN)
def test_later_sentence_dates_no_other_act(reports_of, text, word):
    (report,) = [r for r in reports_of(text) if r.trigger.words == word]
    assert report.when is None


def test_act_with_a_time_of_its_own_keeps_it(reports_of):
    found = reports_of("Rebels attacked a post on 3 May 2014. It happened on Sunday.")
    assert [r.when.moment.edtf for r in found if r.trigger.words == "attacked"] == ["2014-05-03"]
