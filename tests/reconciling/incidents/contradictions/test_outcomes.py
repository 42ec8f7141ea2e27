from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from tests.reconciling.incidents.contradictions.short_texts import BAIDOA, Told, found

from dateline.errors import KnowledgeError
from dateline.model import Actor, Disputed, Status
from dateline.reconciling.incidents.contradictions.outcomes import open_outcomes, outcomes_from

CAUGHT = Told("Troops arrested Omar Nur in a raid.", "arrested", "COERCE.arrest")


def test_outcomes_that_exclude_each_other_are_told_of_one_person() -> None:
    (one,) = found(CAUGHT, Told("Omar Nur escaped from the raid.", "raid", "COERCE.search", outlet="Wire"))
    assert (one.disputed, one.field) == (Disputed.OUTCOME, "outcome")
    assert {side.value for side in one.sides} == {"arrested", "escaped"}


def test_outcomes_of_two_persons_are_none() -> None:
    assert found(CAUGHT, Told("Ali Dahir escaped from the raid.", "raid", "COERCE.search", outlet="Wire")) == ()


def test_outcomes_are_bound_by_voice() -> None:
    other = Told("Ali Dahir escaped when Omar Nur was shot.", "shot", "ASSAULT.shoot", outlet="Wire")
    assert found(CAUGHT, other) == ()


def test_outcomes_of_a_place_may_stand_in_a_sentence_without_a_report() -> None:
    held = Told("The army repelled an attack on Konna.", "attack", "ASSAULT.attack")
    text = "Rebels fought soldiers at Konna. By night Konna was in rebel hands."
    (one,) = found(held, Told(text, "fought", "ASSAULT.clash", outlet="Wire"))
    assert {side.value for side in one.sides} == {"repelled", "in rebel hands"}


def test_outcomes_that_are_denied_do_not_count() -> None:
    assert found(CAUGHT, Told("Omar Nur had not escaped from the raid.", "raid", "COERCE.search", outlet="Wire")) == ()


def test_outcomes_told_much_later_may_have_come_later() -> None:
    later = Told("Omar Nur escaped from the raid.", "raid", "COERCE.search", outlet="Wire", published="2014-05-01")
    assert found(CAUGHT, later) == ()


def test_outcomes_name_each_other() -> None:
    known = {outcome.id: outcome for outcome in open_outcomes()}
    assert all(id_ in known[other].against for id_, outcome in known.items() for other in outcome.against)


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        ({"won": {"about": "person", "words": ["won"], "against": ["lost"]}}, "excludes it in turn"),
        ({"won": {"about": "war", "words": ["won"], "against": []}}, "about is one of"),
        ({"won": {"about": "person", "words": ["won"]}}, "expected the entries"),
    ],
)
def test_outcomes_from_names_the_entry_that_is_wrong(raw: dict[str, Any], said: str) -> None:
    with pytest.raises(KnowledgeError, match=f"outcomes.toml, won.*{said}"):
        outcomes_from(raw)


def test_outcomes_that_are_told_as_not_come_about_are_others() -> None:
    freed = Told("Omar Nur was released on Monday.", "released", "RETREAT.release")
    kept = Told("The guards failed to let go of Omar Nur.", "guards", "COERCE.arrest", outlet="Wire")
    held = Told("Omar Nur is still in prison, his lawyer said.", "prison", "COERCE.arrest", outlet="Wire")
    assert found(freed, kept) == ()
    (one,) = found(freed, held)
    assert one.disputed is Disputed.OUTCOME


def test_outcomes_that_are_plainly_denied_are_denials() -> None:
    freed = Told("Omar Nur was released on Monday.", "released", "RETREAT.release")
    kept = Told("Omar Nur was not released from prison.", "prison", "COERCE.arrest", outlet="Wire")
    (one,) = found(freed, kept)
    assert one.disputed is Disputed.STATUS


def test_outcomes_of_other_hours_are_none() -> None:
    held = Told("The army repelled an attack on Konna in the morning.", "attack", "ASSAULT.attack")
    lost = Told("Konna fell to the rebels at night after an attack.", "attack", "ASSAULT.attack", outlet="Wire")
    assert found(held, lost) == ()
    assert len(found(held, Told(lost.text.replace(" at night", ""), "attack", lost.sense, outlet="Wire"))) == 1


def test_outcomes_of_a_part_of_them_are_none() -> None:
    freed = Told("Most of the hostages were freed on Monday.", "freed", "RETREAT.release")
    kept = Told("The hostages are still in captivity.", "captivity", "ASSAULT.abduct", outlet="Wire")
    assert found(freed, kept) == ()
    assert len(found(Told("The hostages were freed on Monday.", "freed", "RETREAT.release"), kept)) == 1


def test_outcomes_of_as_many_are_of_the_same() -> None:
    freed = Told("Two divers held since May were freed in a raid on Konna.", "raid", "ASSAULT.attack")
    dead = Told("Soldiers found the bodies of both divers in the raid.", "raid", "ASSAULT.attack", outlet="Wire")
    (one,) = found(freed, dead)
    assert one.disputed is Disputed.OUTCOME
    assert found(freed, Told(dead.text.replace("both", "three"), "raid", dead.sense, outlet="Wire")) == ()


def test_outcomes_are_of_the_report_whose_word_they_are() -> None:
    freed = Told("Omar Nur was released at a rally.", "rally", "PROTEST.rally")
    held = Told("Omar Nur is still in prison after the rally.", "rally", "PROTEST.rally", outlet="Wire")
    assert len(found(freed, held)) == 1
    other = Told(freed.text, "released", "RETREAT.release")
    assert found(freed, held, beside=(other,)) == ()


def test_outcomes_read_of_the_name_of_a_place_are_none() -> None:
    died = Told("Two died at the Baidoa hotel, and the Baidoa escape failed.", "died", places=(("Baidoa", BAIDOA),))
    fled = Told("The Baidoa hotel escaped damage.", "escaped", outlet="Wire", places=(("Baidoa", BAIDOA),))
    assert found(died, fled) == ()


def test_outcomes_of_one_that_is_not_named_are_none() -> None:
    rejected = Told("One faction rejected the peace plan at Baidoa.", "rejected", places=(("Baidoa", BAIDOA),))
    accepted = Told(
        "The faction of Nur accepted the peace plan at Baidoa.", "accepted", outlet="Wire", places=(("Baidoa", BAIDOA),)
    )  # fmt: skip
    assert found(rejected, accepted) == ()
    named = replace(rejected, text=rejected.text.replace("One", "That"))
    assert [one.disputed for one in found(named, accepted)] == [Disputed.OUTCOME]


def test_outcomes_of_an_attempt_are_no_denials_but_those_of_what_was_not_done_are() -> None:
    taken = Told("Rebels recaptured Baidoa.", "recaptured", "COERCE.seize", places=(("Baidoa", BAIDOA),))
    tried = Told(
        "Rebels failed to retake Baidoa.", "retake", "COERCE.seize", places=(("Baidoa", BAIDOA),), outlet="Wire",
        status=Status.NEGATED,
    )  # fmt: skip
    attack = Told("Rebels attacked Baidoa but failed to retake it.", "attacked", "ASSAULT.attack", outlet="Wire")
    assert [one.disputed for one in found(taken, attack)] == [Disputed.OUTCOME]
    plain = replace(tried, text="Rebels did not retake Baidoa.")
    assert [one.disputed for one in found(taken, plain)] == [Disputed.STATUS]


def test_outcomes_that_agree_in_one_thing_may_exclude_each_other_in_another() -> None:
    dispersed = Told("Riot police broke up the protest at Baidoa.", "protest", "PROTEST.demonstrate")
    stayed = Told(
        "Riot police came to Baidoa, but the protest continued.", "protest", "PROTEST.demonstrate", outlet="Wire"
    )  # fmt: skip
    (one,) = found(dispersed, stayed)
    assert {side.value for side in one.sides} == {"broke up the", "protest continued"}


def test_outcomes_in_a_sentence_without_a_name_are_of_what_stood_right_before() -> None:
    wrecked = Told("Drones hit the mill at Baidoa and destroyed it.", "hit", places=(("Baidoa", BAIDOA),))
    text = "Drones hit the mill at Baidoa. The plant is running normally."
    runs = Told(text, "hit", outlet="Wire", places=(("Baidoa", BAIDOA),))
    (one,) = found(wrecked, runs)
    assert one.disputed is Disputed.OUTCOME
    later = text.replace(". The", ". It was a cold morning, and nobody was at work. The")
    assert found(wrecked, replace(runs, text=later)) == ()


def test_outcomes_of_a_battle_are_of_the_party_that_won_or_lost() -> None:
    army, rebels = Actor("SO:army", "Somali Army", "military", "SO"), Actor("any:rebels", "rebels", "rebel")
    won = Told("The army won the battle near Baidoa.", "battle", "ASSAULT.clash", actors=(("The army", army),))
    lost = Told(
        "The army lost the battle near Baidoa.", "battle", "ASSAULT.clash", actors=(("The army", army),), outlet="Wire"
    )  # fmt: skip
    (one,) = found(won, lost)
    assert one.disputed is Disputed.OUTCOME
    assert {side.value for side in one.sides} == {"won the battle", "lost the battle"}
    theirs = replace(lost, text="The rebels lost the battle near Baidoa.", actors=(("The rebels", rebels),))
    assert Disputed.OUTCOME not in [other.disputed for other in found(won, theirs)]


def test_outcomes_of_a_pronoun_are_of_the_only_person_named_before() -> None:
    text = "A film shows Omar Nur at tea. He escaped through a stream."
    (one,) = found(CAUGHT, Told(text, "shows", "CONSULT.meet", outlet="Wire"))
    assert {side.value for side in one.sides} == {"arrested", "escaped"}
    two = text.replace("at tea", "and Ali Dahir")
    assert found(CAUGHT, Told(two, "shows", "CONSULT.meet", outlet="Wire")) == ()


def test_outcomes_told_beside_both_reports_are_compared() -> None:
    one = Told("Rebels attacked the plane. The pilot drowned.", "attacked", "ASSAULT.attack")
    other = Told("The plane was attacked. The pilot survived.", "attacked", "ASSAULT.attack", outlet="Wire")
    (found_,) = found(one, other)
    assert found_.disputed is Disputed.OUTCOME


def test_outcomes_of_votes_in_other_bodies_are_none() -> None:
    passed = Told("The Senate passed the Ilmo accord.", "passed", "SUPPORT.approve")
    blocked = Told("The Ilmo accord was rejected by the House of Representatives.", "rejected", "SUPPORT.approve",
                   outlet="Wire")  # fmt: skip
    assert found(passed, blocked) == ()
    same = replace(blocked, text="The Ilmo accord was rejected by the Senate.")
    assert [one.disputed for one in found(passed, same)] == [Disputed.OUTCOME]


def test_outcomes_of_words_inside_those_for_another_are_not_told() -> None:
    survived = Told("Ali Dahir survived the blast.", "survived", "ASSAULT.bomb")
    died = Told("Ali Dahir, whom the blast hit, died in hospital.", "hit", "ASSAULT.bomb", outlet="Wire")
    assert [one.disputed for one in found(survived, died)] == [Disputed.OUTCOME]
    treated = replace(died, text="Ali Dahir, whom the blast hit, is in hospital.")
    assert found(survived, treated) == ()


def test_outcomes_may_have_words_between_the_thing_and_how_it_ended() -> None:
    lifted = Told("The siege of Ilmo by the rebels was lifted.", "siege", "ASSAULT.besiege")
    goes_on = Told("The siege of Ilmo by the rebels continues.", "siege", "ASSAULT.besiege", outlet="Wire")
    assert [one.disputed for one in found(lifted, goes_on)] == [Disputed.OUTCOME]
    other = replace(goes_on, text="The siege of Ilmo ended, but the march continues.")
    assert found(lifted, other) == ()
