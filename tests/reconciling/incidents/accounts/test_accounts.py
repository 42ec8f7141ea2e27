"""Accounts: each report in one, what excludes kept apart, what is said pooled."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.reconciling.incidents.telling import document_of, report_of

from dateline.model import (
    Document,
    EventType,
    Evidence,
    Level,
    Mention,
    MentionForm,
    MentionType,
    Range,
    Report,
    Span,
    Status,
    Zone,
    ZoneKind,
)
from dateline.reconciling.incidents.account import Account
from dateline.reconciling.incidents.accounts import gathering
from dateline.reconciling.incidents.accounts.accounts import accounts_of, counted_by

NEWS = document_of(
    "A bomb exploded at a mill in Gao on Tuesday and killed nine men. The blast wounded a guard.",
    "Police arrested a baker over the bombing. In January a bomb killed twenty people in Gao.",
    "Separately, gunmen attacked a convoy.",
)
REPORTS = (
    report_of(NEWS, "exploded", sense="ASSAULT.bomb", mode="explosives", when="2019-03-05", town="Gao"),
    report_of(NEWS, "killed", sense="ASSAULT.kill", when="2019-03-05", town="Gao", killed=Range.exactly(9)),
    report_of(NEWS, "wounded", sense="ASSAULT.wound", injured=Range.exactly(1)),
    report_of(NEWS, "arrested", type_=EventType.COERCE, mode="arrest", sense="COERCE.arrest", actor="ML:police"),
    report_of(NEWS, "bombing", sense="ASSAULT.bomb", mode="explosives"),
    report_of(NEWS, "killed", sense="ASSAULT.kill", when="2019-01", town="Gao", occurrence=1, killed=Range.exactly(20)),
    report_of(NEWS, "attacked", actor="any:gunmen"),
)


def words_of(accounts: tuple[Account, ...], reports: tuple[Report, ...] = REPORTS) -> list[list[str]]:
    triggers = {r.id: r.trigger.words for r in reports}
    return [[triggers[r] for r in account.reports] for account in accounts]


def test_accounts_of_gathers_what_several_sentences_tell_of_one_bombing() -> None:
    accounts = accounts_of(NEWS, REPORTS)
    assert words_of(accounts) == [["exploded", "killed", "wounded", "bombing"], ["arrested"], ["killed"], ["attacked"]]


def test_account_pools_place_day_and_counts_of_its_reports() -> None:
    bombing = accounts_of(NEWS, REPORTS)[0]
    day = date(2019, 3, 5).toordinal()
    assert (bombing.type, bombing.mode, bombing.level) == (EventType.ASSAULT, "explosives", Level.SINGLE)
    assert [place.id for place in bombing.places] == ["geonames:1"]
    assert bombing.when == (day, day)
    assert bombing.told == (day + 2, day + 2)
    assert bombing.counts == {"killed": (9, 9, 9), "injured": (1, 1, 1)}


def test_place_beside_a_noun_that_points_back_is_left_out_where_it_does_not_fit() -> None:
    document = document_of("Gunmen stormed a mill in Gao. The attack came a day after shots in Kano.")
    reports = [report_of(document, "stormed", town="Gao"), report_of(document, "attack", town="Kano")]
    (account,) = accounts_of(document, reports)
    assert [place.id for place in account.places] == ["geonames:1"]


def test_account_without_a_place_has_those_told_nearby_as_near_only() -> None:
    arrest = accounts_of(NEWS, REPORTS)[1]
    assert arrest.places == ()
    assert [place.id for place in arrest.near] == ["geonames:1"]
    assert accounts_of(NEWS, REPORTS)[0].near == ()


@given(st.randoms(use_true_random=False))
def test_accounts_are_the_same_in_any_order_of_reports(shuffle: random.Random) -> None:
    shuffled = list(REPORTS)
    shuffle.shuffle(shuffled)
    assert accounts_of(NEWS, shuffled) == accounts_of(NEWS, REPORTS)


@given(st.sets(st.sampled_from(range(len(REPORTS)))))
def test_every_report_is_in_exactly_one_account(chosen: set[int]) -> None:
    given_ = [REPORTS[n] for n in sorted(chosen)]
    held = [r for account in accounts_of(NEWS, given_) for r in account.reports]
    assert sorted(held) == sorted(r.id for r in given_)


def test_report_given_twice_is_held_once() -> None:
    assert accounts_of(NEWS, [*REPORTS, REPORTS[0]]) == accounts_of(NEWS, REPORTS)


def test_document_without_reports_has_no_account() -> None:
    assert accounts_of(document_of(""), ()) == ()


def test_report_of_another_document_is_refused() -> None:
    document = document_of("Gunmen attacked a farm.")
    strange = replace(report_of(document, "attacked"), document="elsewhere")
    with pytest.raises(ValueError, match="give one document's own"):
        accounts_of(document, [strange])


def test_readers_comment_is_never_in_an_account_with_the_article() -> None:
    text = ("Gunmen attacked the mill in Gao.", "They attacked the mill, I saw it.")
    first = len(text[0])
    zones = (
        Zone(ZoneKind.BODY, Span(0, first)),
        Zone(ZoneKind.COMMENT, Span(first + 2, first + 2 + len(text[1])), "Ada"),
    )
    document = document_of(*text, zones=zones)
    own = report_of(document, "attacked", town="Gao", when="2019-03-05")
    said = report_of(document, "attacked", occurrence=1, town="Gao", when="2019-03-05", zone=ZoneKind.COMMENT)
    assert len(accounts_of(document, [own, said])) == 2


@pytest.mark.parametrize(
    "other",
    [
        {"when": "2019-02-01"},
        {"town": "Kano"},
        {"town": "Mopti"},
        {"status": Status.PLANNED},
        {"status": Status.NEGATED},
    ],
)
def test_what_excludes_keeps_two_reports_apart(other: dict[str, object]) -> None:
    document = document_of("Gunmen attacked a mill and attacked a farm.")
    same: dict[str, object] = {"when": "2019-03-05", "town": "Gao"}
    one = report_of(document, "attacked", **same)  # type: ignore[arg-type]
    assert len(accounts_of(document, [one, report_of(document, "attacked", occurrence=1, **same)])) == 1  # type: ignore[arg-type]
    apart = report_of(document, "attacked", occurrence=1, **{**same, **other})  # type: ignore[arg-type]
    assert len(accounts_of(document, [one, apart])) == 2


def test_figure_that_replaces_an_earlier_one_is_the_best() -> None:
    document = document_of("A mine killed nine men. The toll later rose to twelve.")
    reports = [
        report_of(document, "killed", sense="ASSAULT.kill", killed=Range.at_least(9)),
        report_of(document, "toll", sense="ASSAULT.toll", killed=Range.exactly(12)),
    ]
    (account,) = accounts_of(document, reports)
    assert account.counts["killed"] == (9, 12, None)


def test_names_are_those_that_stand_in_the_sentences_of_an_account() -> None:
    document = document_of("Gunmen attacked the farm of Oumar Diallo.", "Awa Keita left.")
    named = [
        Mention(MentionType.PERSON, MentionForm.NAME, Evidence.at(document.text, at, at + len(name)))
        for name in ("Oumar Diallo", "Awa Keita")
        for at in [document.text.index(name)]
    ]
    (account,) = accounts_of(document, [report_of(document, "attacked")], mentions=named)
    assert account.names == ("oumar diallo",)


def test_canonical_ids_stand_for_those_that_are_held_for_them() -> None:
    document = document_of("Gunmen attacked a farm.")
    report = report_of(document, "attacked", actor="text:the lions")
    (account,) = accounts_of(document, [report], canonical={"text:the lions": "lions"})
    assert account.actors == ("lions",)


def test_aggregate_says_how_many_events_it_counts() -> None:
    document = document_of("Officials counted 162 attacks in Gao.")
    reports = [report_of(document, "attacks", when="2019-02", town="Gao")]
    (account,) = accounts_of(document, reports)
    counted = counted_by(account)
    assert account.level is Level.AGGREGATE
    assert counted is not None
    assert (counted.number, counted.types, counted.when) == ((162, 162, 162), (EventType.ASSAULT,), account.when)
    assert counted_by(accounts_of(NEWS, REPORTS)[0]) is None


def test_five_hundred_reports_are_gathered_without_comparing_all_with_all(monkeypatch: pytest.MonkeyPatch) -> None:
    document = document_of("Gunmen attacked a mill. " * 500)
    reports = [report_of_at(document, 24 * n) for n in range(500)]
    compared = 0
    real = gathering.likeness

    def counting(*pair: object) -> float | None:
        nonlocal compared
        compared += 1
        return real(*pair)  # type: ignore[arg-type]

    monkeypatch.setattr(gathering, "likeness", counting)
    accounts_of(document, reports)
    assert compared < 500 * 60


def report_of_at(document: Document, start: int) -> Report:
    text = document.text
    first = report_of(document, "attacked")
    sentence = Evidence.at(text, start, start + 23)
    return replace(first, sentence=sentence, trigger=Evidence.at(text, start + 7, start + 15))


def test_wave_of_bombings_that_is_the_news_is_what_the_bombings_are() -> None:
    news = document_of(
        "A wave of bombings killed 80 people in Gao on Tuesday.",
        "Nobody has said who is behind the bombings.",
        "The market was closed. The school was empty.",
        "In the hills, eight bombings have hurt nobody.",
    )
    told = (
        report_of(news, "killed", sense="ASSAULT.kill", when="2019-03-05", town="Gao", killed=Range.exactly(80)),
        report_of(news, "bombings", occurrence=1, sense="ASSAULT.bomb", mode="explosives"),
        report_of(news, "bombings", occurrence=2, sense="ASSAULT.bomb", mode="explosives"),
    )
    wave, others = accounts_of(news, told)
    assert (wave.level, len(wave.reports), wave.counted) == (Level.SINGLE, 2, None)
    assert (others.level, others.counted) == (Level.AGGREGATE, (8, 8, 8))


def test_account_says_that_its_like_was_done_before() -> None:
    news = document_of("Missiles again struck Gao on Tuesday.", "Gunmen shot a judge in Mopti.")
    told = (
        report_of(news, "struck", sense="ASSAULT.shell", when="2019-03-05", town="Gao"),
        report_of(news, "shot", sense="ASSAULT.shoot", town="Mopti"),
    )
    assert [account.is_another for account in accounts_of(news, told)] == [True, False]
