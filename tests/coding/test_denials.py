"""Acts that are denied, and acts in which only a share is denied."""

from __future__ import annotations

import pytest

from dateline.model import Status

DENIED = [
    ("The party denied that it had met the rebels.", "CONSULT", "it"),
    ("The envoy denied that soldiers had shelled the port.", "ASSAULT", "soldiers"),
    ("The rebels denied having shelled the port.", "ASSAULT", "rebels"),
    ("The rebels denied shelling the port.", "ASSAULT", "rebels"),
]

SHARES = [
    "The army said it had no part in the killing of the bishop.",
    "The militia denied responsibility for the killing of the bishop.",
    "The militia denied any involvement in the killing of the bishop.",
    "The militia did not claim a role in the killing of the bishop.",
]


@pytest.mark.parametrize(("text", "event_type", "actor"), DENIED)
def test_denied_act_is_negated_and_has_its_party(report_of, text, event_type, actor):
    report = report_of(text, event_type)
    assert report.status is Status.NEGATED
    assert actor in [party.evidence.words for party in report.actors]


@pytest.mark.parametrize("text", SHARES)
def test_denied_share_leaves_the_act_as_it_is(report_of, text):
    report = report_of(text, "ASSAULT")
    assert report.status is Status.OCCURRED
    assert not report.actors


def test_denial_is_an_act_beside_what_is_denied(report_of):
    assert report_of("The rebels denied having shelled the port.", "REJECT").status is Status.OCCURRED


def test_refused_act_is_still_part_of_its_refusal(reports_of):
    assert [r.type.value for r in reports_of("The rebels refused to meet the envoy.")] == ["REJECT"]


def test_work_of_somebody_is_their_act(report_of):
    report = report_of("The attack on the camp was the work of the Janjaweed.", "ASSAULT")
    assert [party.evidence.words for party in report.actors] == ["Janjaweed"]
    other = report_of("The attack on the camp was not the work of the Janjaweed.", "ASSAULT")
    assert not other.actors


def test_exchange_that_did_not_take_place_is_negated(report_of):
    report = report_of("No exchange of prisoners took place at the bridge.", "COOPERATE")
    assert report.status is Status.NEGATED
