from __future__ import annotations

from dataclasses import replace

import pytest
from tests.reconciling.incidents.contradictions.short_texts import (
    FARMERS,
    GUNMEN,
    PEOPLE,
    POLICE,
    SHABAAB,
    SOLDIERS,
    SOMALI_POLICE,
    STATE,
    Told,
    found,
)

from dateline.knowledge.actors import open_actors
from dateline.model import Actor, Disputed
from dateline.reconciling.incidents.contradictions.doers import may_be_one

BY_SHABAAB = Told("Al-Shabaab attacked the hotel.", "attacked", "ASSAULT.attack", actors=(("Al-Shabaab", SHABAAB),))


def by(words: str, actor: Actor) -> Told:
    return Told(f"{words} attacked the hotel.", "attacked", "ASSAULT.attack", actors=((words, actor),), outlet="Wire")


def test_actors_who_exclude_each_other_are_told() -> None:
    (one,) = found(BY_SHABAAB, by("Islamic State", STATE))
    assert (one.disputed, one.field) == (Disputed.ACTOR, "actors")
    assert {side.value for side in one.sides} == {"Al-Shabaab", "Islamic State"}


def test_actors_told_more_widely_are_none() -> None:
    assert found(BY_SHABAAB, by("Gunmen", GUNMEN)) == ()


def test_actors_are_also_those_who_are_blamed_or_claim_it_in_a_sentence_nearby() -> None:
    text = "A bomb hit the hotel. The Islamic State claimed responsibility for the attack."
    claimed = Told(text, "hit", "ASSAULT.attack", outlet="Wire")
    (one,) = found(BY_SHABAAB, claimed)
    assert {side.value for side in one.sides} == {"Al-Shabaab", "Islamic State"}
    denied = text.replace("claimed", "denied that it had claimed")
    assert found(BY_SHABAAB, Told(denied, "hit", "ASSAULT.attack", outlet="Wire")) == ()


def test_actors_of_a_clash_are_named_in_either_order() -> None:
    one = Told(
        "Police clashed with Al-Shabaab.", "clashed", "ASSAULT.clash", actors=(("Police", POLICE),),
        recipients=(("Al-Shabaab", SHABAAB),),
    )  # fmt: skip
    other = Told(
        "Al-Shabaab clashed with police.", "clashed", "ASSAULT.clash", actors=(("Al-Shabaab", SHABAAB),),
        recipients=(("police", POLICE),), outlet="Wire",
    )  # fmt: skip
    assert found(one, other) == ()


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (POLICE, SOMALI_POLICE, True),
        (SHABAAB, STATE, False),
        (SHABAAB, GUNMEN, True),
        (POLICE, SHABAAB, False),
        (Actor("RU:government", "Russia", "government", "RU"), Actor("RU:military", "army", "military", "RU"), True),
        (Actor("RU:military", "army", "military", "RU"), Actor("UA:military", "army", "military", "UA"), False),
        (
            Actor("saudi-led-coalition", "Saudi-led coalition", "military"),
            Actor("AE:military", "army", "military", "AE"),
            True,
        ),
        (SHABAAB, Actor("text:harakat", "Harakat", None, None, known=False), True),
    ],
)
def test_may_be_one_holds_both_ways(one: Actor, other: Actor, expected: bool) -> None:
    assert may_be_one(one, other) is expected
    assert may_be_one(other, one) is expected


def test_actors_of_other_days_are_none() -> None:
    monday = Told(BY_SHABAAB.text, "attacked", BY_SHABAAB.sense, actors=BY_SHABAAB.actors, when=("hotel", "2014-03-03"))
    friday = by("Islamic State", STATE)
    assert len(found(monday, friday)) == 1
    assert found(monday, replace(friday, when=("hotel", "2014-03-07"))) == ()


def test_actors_named_for_where_a_town_lies_are_none() -> None:
    government = Actor("SO:government", "Government of Somalia", "government", "SO")
    text = "A blast in Baidoa, Somalia hit the hotel."
    there = Told(text, "hit", "ASSAULT.attack", actors=(("Somalia", government),), outlet="Wire")
    assert found(BY_SHABAAB, there) == ()
    did = Told("Somalia hit the hotel.", "hit", "ASSAULT.attack", actors=(("Somalia", government),), outlet="Wire")
    assert len(found(BY_SHABAAB, did)) == 1


def test_may_be_one_takes_a_short_name_for_a_longer_one() -> None:
    taliban = Actor("taliban", "Taliban", "rebel", "AF")
    pakistani = Actor("pakistani-taliban", "Tehrik-i-Taliban Pakistan", "rebel", "PK")
    assert may_be_one(taliban, pakistani)
    assert not may_be_one(SHABAAB, pakistani)


def test_may_be_one_takes_a_part_for_its_whole_only_while_it_was_one() -> None:
    state, qaeda = open_actors().match("Islamic State"), open_actors().match("al-Qaeda")
    assert state is not None
    assert qaeda is not None
    assert may_be_one(state, qaeda)
    assert may_be_one(state, qaeda, on="2013-09-01")
    assert not may_be_one(state, qaeda, on="2016-09-01")


def test_actors_that_had_parted_by_the_day_are_set_against_each_other() -> None:
    qaeda = Actor("al-qaeda", "Al-Qaeda", "rebel")
    one = Told("Islamic State hit the hotel.", "hit", actors=(("Islamic State", STATE),), when=("hotel", "2013-09-02"))
    other = Told(
        "Al-Qaeda hit the hotel.", "hit", actors=(("Al-Qaeda", qaeda),), when=("hotel", "2013-09-02"), outlet="Wire"
    )
    assert found(one, other) == ()
    later = ("hotel", "2016-09-02")
    assert len(found(replace(one, when=later), replace(other, when=later))) == 1


def test_actors_told_in_the_same_words_are_one() -> None:
    french, malian = Actor("FR:soldiers", "French soldiers", "military", "FR"), Actor(
        "ML:soldiers", "Malian soldiers", "military", "ML"
    )  # fmt: skip
    ours = Told("French paratroopers raided the hotel.", "raided", "ASSAULT.raid",
                actors=(("French paratroopers", french),))  # fmt: skip
    theirs = Told("The paratroopers raided the hotel.", "raided", "ASSAULT.raid",
                  actors=(("The paratroopers", malian),), outlet="Wire")  # fmt: skip
    assert found(ours, theirs) == ()
    named = replace(theirs, text="Malian paratroopers raided the hotel.", actors=(("Malian paratroopers", malian),))
    assert len(found(ours, named)) == 1


def test_actors_of_another_such_act_are_none() -> None:
    again = Told(
        "Days after the attack on the port, Islamic State attacked the hotel.", "attacked", "ASSAULT.attack",
        actors=(("Islamic State", STATE),), outlet="Wire",
    )  # fmt: skip
    assert found(BY_SHABAAB, again) == ()
    assert len(found(BY_SHABAAB, replace(again, text=again.text.replace("Days after", "Like in")))) == 1


def test_actors_who_are_blamed_are_named_by_who_blames_them() -> None:
    text = "A bomb hit the hotel. Police blamed the Islamic State for the attack."
    hit = Told(text, "hit", "ASSAULT.attack", outlet="Wire")
    blamed = replace(hit, trigger="blamed", sense="ACCUSE.allege")
    blamed = replace(blamed, actors=(("Police", SOMALI_POLICE),), recipients=(("Islamic State", STATE),))
    (one,) = found(BY_SHABAAB, hit, beside=(blamed,))
    assert {side.voices for side in one.sides} == {("Post",), ("Somali police",)}


def test_actors_are_none_who_are_named_for_something_else() -> None:
    ours = Told("Soldiers seized a car.", "seized", "COERCE.seize", actors=(("Soldiers", SOLDIERS),))
    text = "A car was seized there. Islamic State had fired first on the road."
    theirs = Told(text, "seized", "COERCE.seize", outlet="Wire")
    assert len(found(ours, theirs)) == 1
    shot = replace(theirs, trigger="fired", sense="ASSAULT.attack", actors=(("Islamic State", STATE),))
    assert found(ours, theirs, beside=(shot,)) == ()


def test_actors_are_the_group_whose_members_are_named() -> None:
    text = "Extremists of the Islamic State attacked the hotel."
    (one,) = found(
        BY_SHABAAB, Told(text, "attacked", "ASSAULT.attack", actors=(("Extremists", GUNMEN),), outlet="Wire")
    )
    assert {side.value for side in one.sides} == {"Al-Shabaab", "Islamic State"}
    assert "Extremists of the Islamic State" in {quote.evidence.words for side in one.sides for quote in side.quotes}


@pytest.mark.parametrize(
    "told",
    [
        "The men who came over the wall were policemen.",
        "Policemen did it.",
        "The grenade was thrown by the police.",
    ],
)
def test_actors_are_told_after_the_act_in_other_words(told: str) -> None:
    bombed = Told(f"A grenade hit the hotel. {told}", "hit", "ASSAULT.attack", outlet="Wire")
    (one,) = found(BY_SHABAAB, bombed)
    assert one.disputed is Disputed.ACTOR


def test_actors_who_only_died_did_nothing() -> None:
    burned = Told(
        "Nine people burned to death.", "burned to death", actors=(("Nine people", PEOPLE),), outlet="Wire"
    )  # fmt: skip
    assert found(replace(BY_SHABAAB, sense="ASSAULT.kill"), burned) == ()


def test_actors_who_killed_the_attackers_are_not_the_attackers() -> None:
    bombed = Told(
        "A grenade hit the hotel. The attackers were killed by policemen.", "hit", "ASSAULT.attack", outlet="W"
    )
    assert found(BY_SHABAAB, bombed) == ()


@pytest.mark.parametrize(
    ("party", "doer"),
    [
        (("the attackers", Actor("any:militants", "militants", "rebel")), ("Soldiers", SOLDIERS)),
        (("two of the gunmen", GUNMEN), ("Soldiers", SOLDIERS)),
        (("two Al-Shabaab men", SHABAAB), ("Policemen", POLICE)),
    ],
)
def test_actors_who_strike_back_are_not_set_against_whom_they_struck(
    party: tuple[str, Actor], doer: tuple[str, Actor]
) -> None:
    answer = Told(
        f"{doer[0]} killed {party[0]} at the hotel.", "killed", actors=(doer,), recipients=(party,), outlet="W"
    )
    assert found(BY_SHABAAB, answer) == ()


def test_actors_who_struck_the_same_people_are_set_against_each_other() -> None:
    people = (("12 farmers", FARMERS),)
    raid = Told("Al-Shabaab killed 12 farmers.", "killed", actors=(("Al-Shabaab", SHABAAB),), recipients=people)
    army = Told(
        "Soldiers killed 12 farmers.", "killed", actors=(("Soldiers", SOLDIERS),), recipients=people, outlet="W"
    )
    assert len(found(raid, army)) == 1
