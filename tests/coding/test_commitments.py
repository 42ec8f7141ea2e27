import pytest

from dateline.model import Status

CASES = [
    ("Norway will send blankets to the displaced families.", "AGREE", None, Status.PLANNED),
    ("Kenya is ready to host the talks.", "AGREE", None, Status.PLANNED),
    ("The rebels said they would release the hostages.", "AGREE", None, Status.PLANNED),
    ("The government plans to impose a curfew on the capital.", "THREATEN", "restrict", Status.PLANNED),
    ("The ministry will suspend relations with Belarus.", "THREATEN", "relations", Status.PLANNED),
    ("Turkey will withdraw its troops unless the shelling stops.", "THREATEN", "relations", Status.HYPOTHETICAL),
    ("Sudan said it will not allow the inspectors to enter.", "REJECT", "yield", Status.OCCURRED),
]


@pytest.mark.parametrize(("text", "event_type", "mode", "status"), CASES, ids=[c[0] for c in CASES])
def test_own_will_makes_a_promise_a_threat_or_a_refusal(report_of, text, event_type, mode, status) -> None:
    report = report_of(text, event_type)
    assert (report.mode, report.status) == (mode, status)


@pytest.mark.parametrize(
    ("text", "event_type", "status"),
    [
        ("The talks will be hosted by Kenya next week.", "CONSULT", Status.PLANNED),  # an arrangement, nobody's word
        ("The army will attack the town.", "ASSAULT", Status.PLANNED),  # an announced act stays that act
        ("The army attacked the town.", "ASSAULT", Status.OCCURRED),
    ],
)
def test_what_is_no_word_of_the_actor_stays_the_act(report_of, text, event_type, status) -> None:
    assert report_of(text, event_type).status is status


def test_duty_that_a_speaker_puts_on_another_is_a_request(report_of) -> None:
    report = report_of("The United Nations said that Serbia must free the prisoners.", "REQUEST")
    assert [p.actor.name for p in report.actors] == ["United Nations"]
    assert [p.evidence.words for p in report.recipients] == ["Serbia"]
    assert (report.trigger.words, report.mode) == ("must free", "yield")


def test_duty_without_a_speaker_is_no_request(reports_of) -> None:
    assert not [r for r in reports_of("Drivers must keep to the left.") if r.type.value == "REQUEST"]


def test_protest_takes_in_what_it_demands(reports_of) -> None:
    found = [r.type.value for r in reports_of("Thousands of students rallied in Khartoum to demand a new government.")]
    assert found == ["PROTEST"]


def test_refusal_by_one_who_is_only_a_pronoun_is_a_refusal(report_of) -> None:
    assert report_of("It will not lift the embargo before the vote.", "REJECT").mode == "yield"


def test_day_after_on_is_no_word_of_the_verb(reports_of) -> None:
    assert not [r for r in reports_of("On Monday the minister called Ankara.") if r.type.value == "REQUEST"]
