from __future__ import annotations

from dataclasses import replace

from tests.reconciling.incidents.contradictions.short_texts import (
    BAIDOA,
    BAY,
    KISMAYO,
    Told,
    document,
    found,
    quoted,
    report,
)

from dateline.model import Actor, Count, Disputed, Level, Place, PlaceKind, PlaceMissing, PlacePrecision, Placing, Range
from dateline.reconciling.incidents.contradictions import contradictions_of
from dateline.reconciling.incidents.contradictions.distances import km_apart

IN_BAIDOA = Told("A bomb killed six in Baidoa.", "killed", places=(("Baidoa", BAIDOA),))
IN_KISMAYO = Told("A bomb killed six in Kismayo.", "killed", places=(("Kismayo", KISMAYO),), outlet="Wire")


def test_places_that_exclude_each_other_are_told() -> None:
    (one,) = found(IN_BAIDOA, IN_KISMAYO)
    assert (one.disputed, one.field) == (Disputed.PLACE, "place")
    assert {side.value for side in one.sides} == {"Baidoa", "Kismayo"}


def test_places_within_others_are_none() -> None:
    assert found(IN_BAIDOA, Told("A bomb killed six in Bay.", "killed", places=(("Bay", BAY),), outlet="Wire")) == ()


def test_places_of_another_province_are_elsewhere_however_large_it_is() -> None:
    wide = Told("A bomb killed six in Bay.", "killed", places=(("Bay", BAY),), radius=900.0)
    assert len(found(wide, IN_KISMAYO)) == 1


def test_places_that_one_speaker_gives_together_are_compared_together() -> None:
    both = Told("Bombs hit Baidoa and Kismayo.", "hit", places=(("Baidoa", BAIDOA), ("Kismayo", KISMAYO)))
    assert found(both, IN_KISMAYO) == ()


def test_places_within_the_reach_of_the_words_are_one() -> None:
    assert found(replace(IN_BAIDOA, radius=500.0), IN_KISMAYO) == ()


def test_places_of_what_has_parts_are_none() -> None:
    documents = {document(told).id: document(told) for told in (IN_BAIDOA, IN_KISMAYO)}
    reports = [report(IN_BAIDOA), report(IN_KISMAYO)]
    assert contradictions_of("i1", reports, documents=documents, level=Level.EPISODE) == ()


def test_places_without_a_coded_place_are_read_in_the_countries_that_the_texts_name() -> None:
    coded = replace(IN_BAIDOA, text="A bomb killed six in Baidoa, Somalia.")
    bare = Told(
        "A bomb killed six at Kismayo on Monday.", "killed", outlet="Wire", place_missing=PlaceMissing.OUT_OF_REACH
    )
    (one,) = found(coded, bare)
    assert {side.value for side in one.sides} == {"Baidoa", "Kismayo"}
    unstated = replace(bare, place_missing=PlaceMissing.NOT_STATED)
    assert len(found(coded, unstated)) == 1


def test_places_of_another_such_event_are_none() -> None:
    assert len(found(IN_BAIDOA, IN_KISMAYO)) == 1
    again = replace(IN_KISMAYO, text="Hours after a similar blast, " + IN_KISMAYO.text)
    assert found(IN_BAIDOA, again) == ()


def test_places_of_those_who_took_and_of_those_who_hurt_are_of_two_acts() -> None:
    documents = {document(told).id: document(told) for told in (IN_BAIDOA, IN_KISMAYO)}
    ours, theirs = report(IN_BAIDOA), report(IN_KISMAYO)
    two = Count(Range.exactly(2), ours.trigger)
    hurt = replace(ours, killed=two)
    taken = replace(theirs, killed=None, captured=Count(Range.exactly(9), theirs.trigger))
    assert contradictions_of("i1", [hurt, taken], documents=documents) == ()
    both = replace(taken, killed=Count(Range.exactly(2), theirs.trigger))
    assert [one.disputed for one in contradictions_of("i1", [hurt, both], documents=documents)] == [Disputed.PLACE]


def test_places_far_abroad_that_bear_another_name_are_misread() -> None:
    lima = Place("geonames:3936456", "Lima", PlaceKind.SETTLEMENT, "PE", "Lima", -12.04, -77.03)
    there = replace(IN_KISMAYO, text=IN_KISMAYO.text.replace("Kismayo", "Rimak"), places=(("Rimak", lima),))
    assert found(IN_BAIDOA, there) == ()
    by_name = replace(IN_KISMAYO, text=IN_KISMAYO.text.replace("Kismayo", "Lima"), places=(("Lima", lima),))
    assert len(found(IN_BAIDOA, by_name)) == 1


def test_km_apart_leaves_open_how_far_on_one_side_it_was() -> None:
    near = Place("geonames:1", "Qansax", PlaceKind.SETTLEMENT, "SO", "Bay", 2.7, 43.65)
    text = "It was in a village south of Baidoa, not in Qansax."
    side = Placing(BAIDOA, PlacePrecision.NEAR, quoted(text, "south of Baidoa"), radius_km=25.0)
    there = Placing(near, PlacePrecision.EXACT, quoted(text, "Qansax"))
    assert km_apart(side, there) == 0
    assert km_apart(replace(side, evidence=quoted(text, "Baidoa")), there) > 0


def test_places_of_those_who_are_told_in_the_same_words_are_compared() -> None:
    french, malian = (Actor(f"{iso}:soldiers", iso, "military", iso) for iso in ("FR", "ML"))
    ours = replace(
        IN_BAIDOA, text="French paras hit a bus in Baidoa.", trigger="hit", actors=(("French paras", french),)
    )
    theirs = replace(IN_KISMAYO, text="The paras hit a bus in Kismayo.", trigger="hit", actors=(("The paras", malian),))
    assert [one.disputed for one in found(ours, theirs)] == [Disputed.PLACE]
    others = replace(theirs, text="Malian paras hit a bus in Kismayo.", actors=(("Malian paras", malian),))
    assert Disputed.PLACE not in [one.disputed for one in found(ours, others)]


def test_places_are_read_from_the_sentences_around_where_they_name_one() -> None:
    text = "A bomb killed six at noon. The market lies in Kismayo."
    (one,) = found(IN_BAIDOA, Told(text, "killed", outlet="Wire"))
    assert {side.value for side in one.sides} == {"Baidoa", "Kismayo"}
    both = "A bomb killed six at noon. The road starts in Kismayo. The market lies in Merca."
    assert found(IN_BAIDOA, Told(both, "killed", outlet="Wire")) == ()


def test_places_where_the_hurt_were_brought_are_none() -> None:
    text = "A bomb killed six, said a hospital in Kismayo."
    brought = Told(text, "killed", places=(("Kismayo", KISMAYO),), outlet="Wire")
    assert found(IN_BAIDOA, brought) == ()


def test_places_of_those_who_count_others_too_are_of_two_events() -> None:
    six = replace(IN_BAIDOA, killed=("six", Range.exactly(6)))
    text = "A bomb killed thirty in Kismayo."
    thirty = replace(IN_KISMAYO, text=text, killed=("thirty", Range.exactly(30)))
    assert found(six, thirty) == ()
    assert len(found(six, replace(IN_KISMAYO, killed=("six", Range.exactly(6))))) == 1


def test_places_where_somebody_spoke_are_none() -> None:
    text = "Speaking in Kismayo, the minister said a bomb killed six."
    assert found(IN_BAIDOA, replace(IN_KISMAYO, text=text)) == ()


def test_places_of_what_the_next_sentence_calls_another_are_none() -> None:
    text = IN_KISMAYO.text + " It was the second explosion of the evening."
    assert found(IN_BAIDOA, replace(IN_KISMAYO, text=text)) == ()
    only = IN_KISMAYO.text + " It was the worst explosion of the year."
    assert len(found(IN_BAIDOA, replace(IN_KISMAYO, text=only))) == 1
