from __future__ import annotations

from dataclasses import replace

from tests.reconciling.incidents.contradictions.short_texts import (
    BAIDOA,
    FARMERS,
    KISMAYO,
    SHABAAB,
    SOMALI_POLICE,
    Told,
    document,
    found,
    report,
)

from dateline.model import Disputed, Range
from dateline.reconciling.incidents.contradictions.sameness import are_of_one, sameness_of
from dateline.reconciling.incidents.contradictions.stating import Said, statements_of

NINE = Told("A bomb killed nine people on Monday in Baidoa.", "killed", killed=("nine", Range.exactly(9)))
LATER = Told(
    "A bomb killed thirty people on Friday in Kismayo.", "killed", killed=("thirty", Range.exactly(30)), outlet="Wire"
)


def may_hold(one: Told, other: Told) -> bool:
    documents = {document(told).id: document(told) for told in (one, other)}
    statements = statements_of([report(one), report(other)], documents=documents, origins={})
    first, second = (Said.by(s, 0, "", s.report.trigger) for s in statements)
    return sameness_of(statements).may_hold(first, second)


def disputed(*tellings: Told) -> set[Disputed]:
    return {one.disputed for one in found(*tellings)}


BARE = Told("A bomb killed nine people.", "killed", killed=("nine", Range.exactly(9)))
MANY = Told("A bomb killed thirty people.", "killed", killed=("thirty", Range.exactly(30)), outlet="Wire")


def test_sameness_is_parted_by_days_and_by_places() -> None:
    assert may_hold(BARE, MANY)
    assert not may_hold(NINE, LATER)  # of two places that nobody knows
    monday, friday = (
        replace(BARE, when=("bomb", "2014-03-10")),
        replace(MANY, when=("bomb", "2014-03-07")),
    )
    assert not may_hold(monday, friday)
    assert may_hold(monday, replace(friday, when=("bomb", "2014-03-09")))  # told a day late
    assert not may_hold(replace(NINE, places=(("Baidoa", BAIDOA),)), replace(LATER, places=(("Kismayo", KISMAYO),)))


def test_sameness_without_days_is_parted_by_what_was_published_months_apart() -> None:
    assert not may_hold(NINE, replace(LATER, published="2014-06-12"))


def test_sameness_leaves_out_the_day_of_saying_so() -> None:
    said = Told("Police said on Friday a bomb killed thirty people.", "killed", when=("Friday", "2014-03-07"))
    assert may_hold(replace(NINE, when=("Monday", "2014-03-02")), replace(said, outlet="Wire"))


def test_are_of_one_asks_for_the_same_doers_and_the_same_sufferers() -> None:
    raid = Told("Shabaab raided farmers.", "raided", "ASSAULT.attack", actors=(("Shabaab", SHABAAB),))
    police = Told(
        "Somali police raided farmers.", "raided", "ASSAULT.attack", actors=(("Somali police", SOMALI_POLICE),)
    )
    assert are_of_one(report(raid), report(replace(raid, outlet="Wire", recipients=(("farmers", FARMERS),))))
    assert not are_of_one(report(raid), report(police))


def test_numbers_of_other_days_and_places_are_none() -> None:
    assert disputed(BARE, MANY) == {Disputed.NUMBER}
    monday = replace(BARE, when=("bomb", "2014-03-10"))
    assert disputed(monday, replace(MANY, when=("bomb", "2014-03-07"))) == {Disputed.DATE}
    baidoa, kismayo = (("Baidoa", BAIDOA),), (("Kismayo", KISMAYO),)
    assert disputed(replace(NINE, places=baidoa), replace(LATER, places=kismayo)) == set()  # of two events


def test_sameness_puts_a_report_where_others_put_what_their_sentence_tells() -> None:
    text = "Shells hit Baidoa and nobody was hurt."
    hit = Told(text, "hit", "ASSAULT.shell", places=(("Baidoa", BAIDOA),), outlet="Wire")
    hurt = Told(text, "hurt", "ASSAULT.hurt", outlet="Wire")
    told = Told("Shells hit homes in Kismayo.", "hit", "ASSAULT.shell", places=(("Kismayo", KISMAYO),))
    documents = {document(one).id: document(one) for one in (hit, hurt, told)}
    statements = statements_of([report(one) for one in (hit, hurt, told)], documents=documents, origins={})
    _, nobody, homes = (Said.by(s, 0, "", s.report.trigger) for s in statements)
    assert not sameness_of(statements).may_hold(nobody, homes)
    assert may_hold(hurt, told)
