"""Grades, the Admiralty pair and the sentence that says why."""

from __future__ import annotations

import pytest
from tests.reconciling.incidents.short_reports import Said, Told, article, linked

from dateline.errors import KnowledgeError
from dateline.model import (
    Contradiction,
    Corroboration,
    Credibility,
    Disputed,
    EventType,
    Grade,
    Quote,
    Reliability,
    Report,
    Side,
    Status,
)
from dateline.reconciling.incidents.sources import grading_rules
from dateline.reconciling.incidents.sources.grading import corroboration_of
from dateline.reconciling.incidents.sources.origins import origins
from dateline.reconciling.incidents.sources.reliability import Reliabilities

ARMY = "the army|XX:army|military"
FRONT = "the Ogaden Front|ogaden-front|armed_group"
SHOT = article(
    "Shots were fired at the customs post in Gode, a porter said, and six guards fell.",
    Said("fired at", ("porter||witness",)),
    outlet="Shebelle Sun",
)
BY_ARMY = article("Six guards were shot in Gode, according to the army.", Said("shot", (ARMY,)), outlet="Awash Mail")
PRINTED_TOO = article("In Gode six were shot, the army said on radio.", Said("shot", (ARMY,)), outlet="Dire Post")


def graded(
    *articles: Told, contradictions: tuple[Contradiction, ...] = (), letters: Reliabilities | None = None
) -> Corroboration:
    reports, links, documents = linked(articles)
    found = origins(reports, links, documents)
    return corroboration_of(found, reports, links, documents, contradictions=contradictions, reliabilities=letters)


def test_one_origin_is_single_however_many_print_it() -> None:
    given = graded(BY_ARMY, PRINTED_TOO)
    assert given.grade is Grade.SINGLE_ORIGIN
    assert given.why == "2 reports, 1 independent: the army, quoted by Awash Mail and Dire Post"
    assert (given.reliability, given.credibility) == (Reliability.UNKNOWN, Credibility.POSSIBLE)


def test_one_outlet_without_a_name_behind_it_cannot_be_judged() -> None:
    given = graded(SHOT)
    assert given.credibility is Credibility.UNKNOWN
    assert given.why == "1 report, 1 independent: Shebelle Sun, from witnesses it does not name"


def test_two_kinds_corroborate_by_kinds() -> None:
    given = graded(SHOT, BY_ARMY, PRINTED_TOO)
    assert (given.grade, given.credibility) == (Grade.CORROBORATED_BY_KINDS, Credibility.CONFIRMED)
    assert given.why == (
        "3 reports, 2 independent: the army, quoted by Awash Mail and Dire Post; "
        "Shebelle Sun, from witnesses it does not name"
    )


def test_two_of_one_kind_corroborate() -> None:
    other = article("Women at the well saw guards fired at.", Said("fired at", ("Women||witness",)), outlet="Dire Post")
    given = graded(SHOT, other)
    assert (given.grade, given.credibility) == (Grade.CORROBORATED, Credibility.PROBABLE)


def test_an_outlet_that_names_nobody_is_of_no_kind_unless_it_was_there() -> None:
    silent = article("In Gode guards were fired at.", Said("fired at"), outlet="Dire Post")
    there = article("Our reporter saw guards fired at in Gode.", Said("fired at"), outlet="Dire Post")
    assert graded(BY_ARMY, silent).grade is Grade.CORROBORATED
    assert graded(BY_ARMY, there).grade is Grade.CORROBORATED_BY_KINDS
    assert (graded(silent).credibility, graded(there).credibility) == (Credibility.UNKNOWN, Credibility.POSSIBLE)


def test_what_one_outlet_alone_tells_is_never_confirmed() -> None:
    both = article(
        "Guards were shot in Gode, the army said. A porter saw guards fired at.",
        Said("shot", (ARMY,)),
        Said("fired at", ("porter||witness",)),
        outlet="Awash Mail",
    )
    given = graded(both)
    assert (given.grade, given.credibility) == (Grade.CORROBORATED_BY_KINDS, Credibility.POSSIBLE)
    assert given.why.endswith("; all through Awash Mail")


def claiming(actor: str, recipient: str, who: str, outlet: str) -> Told:
    return article(
        f"Six men were shot in Gode, {who.split('|')[0]} said.",
        Said("shot", (who,), actor=actor, recipient=recipient),
        outlet=outlet,
    )


def test_two_that_only_boast_corroborate_nothing() -> None:
    given = graded(
        claiming("XX:army", "ogaden-front", ARMY, "Awash Mail"), claiming("ogaden-front", "XX:army", FRONT, "Dire Post")
    )
    assert given.grade is Grade.SINGLE_ORIGIN
    assert given.why.endswith("; each tells only of its own deeds")


def test_an_enemy_that_admits_it_corroborates_by_kinds() -> None:
    given = graded(
        claiming("ogaden-front", "XX:army", ARMY, "Awash Mail"), claiming("ogaden-front", "XX:army", FRONT, "Dire Post")
    )
    assert given.grade is Grade.CORROBORATED_BY_KINDS


def test_two_parties_to_an_agreement_boast_of_nothing() -> None:
    signed = [
        article(
            f"A truce was signed at Gode, {who.split('|')[0]} said.",
            Said("signed", (who,), actor=who.split("|")[1], type=EventType.AGREE),
            outlet=outlet,
        )
        for who, outlet in ((ARMY, "Awash Mail"), (FRONT, "Dire Post"))
    ]
    assert graded(*signed).grade is Grade.CORROBORATED_BY_KINDS


DENIED = article(
    "The army denied that anybody was shot in Gode.", Said("shot", ("army|XX:army|military",), status=Status.NEGATED),
    outlet="Awash Mail", day="2013-05-09",
)  # fmt: skip


def test_a_denial_by_one_who_could_know_contests() -> None:
    given = graded(SHOT, DENIED)
    assert (given.grade, given.credibility) == (Grade.CONTESTED, Credibility.IMPROBABLE)
    assert given.why.endswith("; denied by army")


def test_a_denial_by_a_paper_that_could_not_know_contests_nothing() -> None:
    other = article("Nobody was shot in Gode.", Said("shot", status=Status.NEGATED), outlet="Awash Mail")
    assert graded(SHOT, other).grade is Grade.SINGLE_ORIGIN


def test_a_voice_that_denies_later_what_it_told_took_it_back() -> None:
    given = graded(BY_ARMY, DENIED)
    assert (given.grade, given.credibility) == (Grade.RETRACTED, Credibility.IMPROBABLE)
    assert given.why.endswith("withdrawn by the army")
    beside = graded(SHOT, BY_ARMY, DENIED)
    assert beside.grade is Grade.CONTESTED
    assert beside.why.endswith("; denied by army")


def test_an_outlet_that_says_its_report_was_wrong_took_it_back() -> None:
    corrected = article(
        "Shebelle Sun retracted its story that guards were fired at in Gode.", Said("fired at"), outlet="Shebelle Sun",
        day="2013-05-10",
    )  # fmt: skip
    assert graded(SHOT, corrected).grade is Grade.RETRACTED
    assert graded(SHOT, BY_ARMY, corrected).grade is Grade.SINGLE_ORIGIN


def contradiction(one: Report, other: Report, disputed: Disputed) -> Contradiction:
    sides = tuple(Side(r.id, (r.id,), (), (Quote(r.document, r.sentence),)) for r in (one, other))
    return Contradiction(disputed, "actors", sides, 0.8, "they differ")


def test_independent_sides_of_a_contradiction_contest_but_not_on_numbers() -> None:
    one, other, again = SHOT.reports[0], BY_ARMY.reports[0], PRINTED_TOO.reports[0]
    given = graded(SHOT, BY_ARMY, contradictions=(contradiction(one, other, Disputed.ACTOR),))
    assert given.grade is Grade.CONTESTED
    assert given.why.endswith("; the sources differ on actor")
    number = graded(SHOT, BY_ARMY, contradictions=(contradiction(one, other, Disputed.NUMBER),))
    assert number.grade is Grade.CORROBORATED_BY_KINDS
    of_one = graded(BY_ARMY, PRINTED_TOO, contradictions=(contradiction(other, again, Disputed.ACTOR),))
    assert of_one.grade is Grade.SINGLE_ORIGIN


def test_the_letter_is_of_the_best_source_that_was_given_one() -> None:
    letters = {"outlet:shibili sun": Reliability.NOT_USUALLY, "voice:XX:army": Reliability.FAIRLY}
    assert graded(SHOT, BY_ARMY, letters=letters).reliability is Reliability.FAIRLY
    assert graded(BY_ARMY, letters={}).reliability is Reliability.UNKNOWN


def test_only_denials_make_an_incident_that_is_denied() -> None:
    assert graded(DENIED).why.startswith("1 report, 1 independent: army")


def test_the_rules_break_with_the_entry_named() -> None:
    good = {
        "families": {"press": ["outlet"]}, "boast": {"types": []}, "denial": {"kinds": [], "contested": []},
        "retraction": {"phrases": ["took it back"]}, "credibility": [{"number": "6"}],
    }  # fmt: skip
    assert (
        grading_rules._rules_from(good).number(Grade.CONTESTED, 1, outlets=1, against=False, checkable=False)
        is Credibility.UNKNOWN
    )
    for key, value, said in (
        ("families", {"press": ["paper"]}, "families.press: 'paper'"),
        ("families", {"press": ["outlet"], "papers": ["outlet"]}, "families.papers: 'outlet'"),
        ("credibility", [{"number": "7"}], "credibility 1: a number"),
        ("credibility", [{"number": "6", "grad": []}], "credibility 1: needs"),
        ("credibility", [{"number": "6", "against": 1}], "credibility 1, against"),
        ("credibility", {}, "credibility: expected a list"),
    ):
        with pytest.raises(KnowledgeError, match=said):
            grading_rules._rules_from({**good, key: value})
    with pytest.raises(KnowledgeError, match="missing or unknown"):
        grading_rules._rules_from({})
