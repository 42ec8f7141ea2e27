"""What speaks for one event, and what keeps two statements apart."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from tests.reconciling.incidents.telling import document_of, report_of

from dateline.model import EventType, Range, Report, Status
from dateline.reconciling.incidents.accounts.cues import cues_of
from dateline.reconciling.incidents.accounts.likeness import likeness


def likeness_of(text: str, *told: tuple[str, Mapping[str, Any]]) -> float | None:
    """Return the likeness of two reports of a text of one zone, each given by its trigger and what it says."""
    document = document_of(text)
    reports: list[Report] = [report_of(document, trigger, **said) for trigger, said in told]
    one, other = cues_of(document, reports, canonical={})
    return likeness(one, other)


SAID = {"when": "2019-03-05", "town": "Gao"}
TWO = "Gunmen raided a mill. The raiders attacked a farm."


def test_more_speaks_for_one_event_where_place_day_and_figures_are_the_same() -> None:
    alike = likeness_of(TWO, ("raided", SAID), ("attacked", SAID))
    bare = likeness_of(TWO, ("raided", {}), ("attacked", {}))
    assert alike is not None
    assert bare is not None
    assert alike > bare
    figures = {"killed": Range.exactly(7)}
    same = likeness_of(TWO, ("raided", figures), ("attacked", figures))
    off = likeness_of(TWO, ("raided", figures), ("attacked", {"killed": Range.exactly(30)}))
    assert same is not None
    assert off is not None
    assert same > bare > off


def test_noun_that_points_back_is_likelier_one_than_noun_that_is_new() -> None:
    back = likeness_of("Gunmen raided a mill. Few survived the attack.", ("raided", {}), ("attack", {}))
    new = likeness_of("Gunmen raided a mill. Few survived another attack.", ("raided", {}), ("attack", {}))
    assert back is not None
    assert new is not None
    assert back > 0 > new


@pytest.mark.parametrize(
    "other",
    [
        {"when": "2019-01-01"},
        {"town": "Kano"},
        {"status": Status.PLANNED},
        {"type_": EventType.COERCE, "mode": "seize", "sense": "COERCE.seize"},
    ],
)
def test_nothing_is_weighed_where_two_statements_exclude_each_other(other: Mapping[str, Any]) -> None:
    assert likeness_of(TWO, ("raided", SAID), ("attacked", {**SAID, **other})) is None


def test_arrest_and_abduction_may_be_one_event_told_from_two_sides() -> None:
    text = "Police arrested the poet. His family says he was abducted."
    arrest = {"type_": EventType.COERCE, "mode": "arrest", "sense": "COERCE.arrest", "recipient": "text:poet"}
    abduction = {"mode": "abduct", "sense": "ASSAULT.abduct", "recipient": "text:poet"}
    assert likeness_of(text, ("arrested", arrest), ("abducted", abduction)) is not None


def test_modes_of_a_type_that_are_other_acts_are_kept_apart() -> None:
    convicted = {"type_": EventType.SANCTION, "mode": "convict", "sense": "SANCTION.convict"}
    expelled = {"type_": EventType.SANCTION, "mode": "expel", "sense": "SANCTION.expel"}
    text = "A court sentenced a spy. The ministry expelled an envoy."
    assert likeness_of(text, ("sentenced", convicted), ("expelled", expelled)) is None


def test_denial_of_the_attack_may_be_of_the_attack_and_denial_of_an_attack_not() -> None:
    denied = {"status": Status.NEGATED}
    back = likeness_of("Gunmen raided a mill. Nobody led the attack.", ("raided", {}), ("attack", denied))
    other = likeness_of("Gunmen raided a mill. Nobody attacked a farm.", ("raided", {}), ("attacked", denied))
    assert back is not None
    assert other is None


def test_same_demand_of_another_speaker_is_another() -> None:
    text = "Egypt demanded a truce. France demanded a truce."
    said = {"type_": EventType.REQUEST, "sense": "REQUEST.demand"}
    document = document_of(text)
    reports = [
        report_of(document, "demanded", actor="EG:government", **said),
        report_of(document, "demanded", actor="FR:government", occurrence=1, **said),
    ]
    one, other = cues_of(document, reports, canonical={})
    apart = likeness(one, other)
    assert apart is not None
    assert apart < 0


def test_two_acts_of_one_sentence_of_which_one_came_after_the_other_are_two() -> None:
    after = likeness_of("Troops shelled a camp after gunmen stormed a post.", ("shelled", {}), ("stormed", {}))
    while_ = likeness_of("Troops shelled a camp and gunmen stormed a post.", ("shelled", {}), ("stormed", {}))
    assert after is not None
    assert while_ is not None
    assert while_ > after


def test_nobody_was_hurt_may_be_told_of_the_act_before_it() -> None:
    hurt = {"status": Status.NEGATED, "sense": "ASSAULT.wound"}
    alike = likeness_of("A bomb wrecked a bank. Nobody was hurt.", ("wrecked", {}), ("hurt", hurt))
    assert alike is not None
    assert alike > 0
