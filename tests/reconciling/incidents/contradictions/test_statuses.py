from __future__ import annotations

from dataclasses import replace

from tests.reconciling.incidents.contradictions.short_texts import BAIDOA, KISMAYO, SOMALI_POLICE, Told, claim, found

from dateline.model import Actor, ClaimKind, Disputed, Status

ATTACK = Told("Gunmen attacked a post in Baidoa.", "attacked", "ASSAULT.attack", places=(("Baidoa", BAIDOA),))
DENIAL = Told(
    "Police denied that any attack took place in Baidoa.", "denied", "REJECT.deny", outlet="Wire",
    places=(("Baidoa", BAIDOA),), actors=(("Police", SOMALI_POLICE),),
)  # fmt: skip


def test_statuses_of_who_tells_and_who_denies_are_told() -> None:
    (one,) = found(ATTACK, beside=(DENIAL,))
    assert (one.disputed, one.field) == (Disputed.STATUS, "status")
    assert {voice for side in one.sides for voice in side.voices} == {"Post", "Somali police"}


def test_statuses_of_a_denial_elsewhere_are_none() -> None:
    elsewhere = replace(
        DENIAL, text=DENIAL.text.replace("Baidoa", "Kismayo"), places=(("Kismayo", KISMAYO),)
    )  # fmt: skip
    assert found(ATTACK, beside=(elsewhere,)) == ()


def test_statuses_of_a_denial_of_something_else_are_none() -> None:
    text = "Police denied that they had recruited children in Baidoa."
    assert found(ATTACK, beside=(replace(DENIAL, text=text),)) == ()


def test_statuses_take_a_claim_for_its_sentence() -> None:
    denied = "that any attack took place in Baidoa"
    said = claim(DENIAL, ClaimKind.DENIAL, DENIAL.text, subject="Police", object=denied)
    (one,) = found(ATTACK, beside=(DENIAL,), claims=(said,))
    assert any(denied in quote.evidence.words for side in one.sides for quote in side.quotes)


def test_statuses_of_what_is_coded_as_not_done_need_the_same_act_and_place() -> None:
    none = Told(
        "No attack took place in Baidoa.", "attack", "ASSAULT.attack", status=Status.NEGATED,
        places=(("Baidoa", BAIDOA),), outlet="Wire",
    )  # fmt: skip
    assert len(found(ATTACK, none)) == 1
    killed = replace(none, text="Nobody was killed in Baidoa.", trigger="killed", sense="ASSAULT.kill")
    assert found(ATTACK, killed) == ()


def test_statuses_of_what_was_announced_and_never_came_are_told() -> None:
    plan = replace(
        ATTACK, text="The army will launch an offensive in Baidoa.", trigger="offensive", status=Status.PLANNED
    )  # fmt: skip
    never = Told(
        "The offensive in Baidoa never began.", "offensive", "ASSAULT.attack", published="2014-04-12",
        status=Status.NEGATED, places=(("Baidoa", BAIDOA),), outlet="Wire",
    )  # fmt: skip
    (one,) = found(plan, never)
    assert "it was announced" in one.why
    assert found(plan, replace(never, published="2014-02-01")) == ()


def test_statuses_are_read_from_sentences_without_a_report() -> None:
    text = "The mayor met elders in Baidoa. He said no attack had happened at Baidoa."
    assert len(found(ATTACK, beside=(Told(text, "met", "CONSULT.meet", outlet="Wire"),))) == 1


def test_statuses_of_who_knows_of_nothing_are_none() -> None:
    unaware = replace(DENIAL, text="Police said they had no information about any attack in Baidoa.", trigger="said")
    assert found(ATTACK, beside=(unaware,)) == ()


def test_statuses_hold_a_denial_of_anything_against_what_was_told_last() -> None:
    text = "Gunmen attacked a post in Baidoa. Gunmen attacked a mill in Baidoa. Police denied any attacks in Baidoa."
    first = Told(text, "attacked a post", "ASSAULT.attack", places=(("Baidoa", BAIDOA),))
    last = Told(text, "attacked a mill", "ASSAULT.attack", places=(("Baidoa", BAIDOA),))
    denied = Told(text, "denied", "REJECT.deny", places=(("Baidoa", BAIDOA),), actors=(("Police", SOMALI_POLICE),))
    assert found(first, beside=(last, denied)) == ()
    assert len(found(last, beside=(first, denied))) == 1


def test_statuses_of_a_part_in_an_act_are_denied() -> None:
    text = "Police said they had no part in the attack on the post in Baidoa."
    denied = Told(
        text, "attack", "ASSAULT.kill", status=Status.NEGATED, places=(("Baidoa", BAIDOA),), outlet="Wire"
    )  # fmt: skip
    assert len(found(ATTACK, denied)) == 1


def test_statuses_of_an_intent_or_of_a_few_deny_no_act() -> None:
    struck = Told("A jet struck a clinic in Baidoa.", "struck", "ASSAULT.attack")
    denied = "The army denied that it deliberately struck a clinic in Baidoa."
    claimed = Told(denied, "denied", "REJECT.deny", outlet="Wire")
    assert found(struck, beside=(claimed,)) == ()
    plain = replace(claimed, text=denied.replace("deliberately ", ""))
    assert [one.disputed for one in found(struck, beside=(plain,))] == [Disputed.STATUS]


def test_statuses_of_what_only_stands_beside_a_negation_are_none() -> None:
    attack = Told("Gunmen made an attack on Baidoa.", "attack", "ASSAULT.attack")
    unclaimed = Told(
        "There was no immediate claim of responsibility for the attack on Baidoa.", "attack", "ASSAULT.attack",
        outlet="Wire", status=Status.NEGATED,
    )  # fmt: skip
    assert found(attack, unclaimed) == ()
    none = replace(unclaimed, text="There was no attack on Baidoa.")
    assert [one.disputed for one in found(attack, none)] == [Disputed.STATUS]


def test_statuses_of_what_nobody_doubts_are_no_denials() -> None:
    attack = Told("Gunmen made an attack on Baidoa.", "attack", "ASSAULT.attack", places=(("Baidoa", BAIDOA),))
    sure = Told("The attack on Baidoa was theirs, and nobody here doubts it.", "theirs", "CONSULT.meet", outlet="Wire")
    assert found(attack, sure) == ()


def test_statuses_of_one_by_name_are_denied_of_a_pronoun() -> None:
    nora = Actor("text:nora lind", "Nora Lind", known=False)
    killed = Told("The captors of Nora Lind said that they killed her.", "killed", "ASSAULT.kill")
    alive = Told(
        "The captors did not kill Nora Lind.", "kill", "ASSAULT.kill", outlet="Wire", status=Status.NEGATED,
        recipients=(("Nora Lind", nora),),
    )  # fmt: skip
    assert [one.disputed for one in found(killed, alive)] == [Disputed.STATUS]
    other = replace(killed, text=killed.text.replace("Nora Lind", "Vera Holm"))
    assert found(other, alive) == ()


def test_statuses_count_one_who_denies_in_two_papers_once() -> None:
    again = replace(DENIAL, outlet="Mail", text="On Friday police denied that any attack took place in Baidoa.")
    again = replace(again, actors=(("police", SOMALI_POLICE),))
    (one,) = found(ATTACK, beside=(DENIAL, again))
    assert one.why == "One says that it did not happen, another says that it happened."


def test_statuses_of_a_force_that_was_never_there_are_denied() -> None:
    act = replace(ATTACK, text="Police attacked a post in Baidoa.", actors=(("Police", SOMALI_POLICE),))
    absent = Told("No police were ever in Baidoa, an elder said.", "said", "CONSULT.meet", outlet="Wire")
    (one,) = found(act, beside=(absent,))
    assert one.disputed is Disputed.STATUS
    others = replace(absent, text="No nurses were ever in Baidoa, an elder said.")
    assert found(act, beside=(others,)) == ()


def test_statuses_are_denied_of_what_the_sentence_before_names() -> None:
    never = Told("Baidoa waits as before. The attack never came.", "attack", "ASSAULT.attack", status=Status.NEGATED,
                 outlet="Wire")  # fmt: skip
    (one,) = found(ATTACK, beside=(never,))
    assert one.disputed is Disputed.STATUS


def test_statuses_of_what_was_called_off_are_denied_however_long_its_name() -> None:
    swap = Told(
        "Nine prisoners were exchanged in Baidoa.", "exchanged", "RETREAT.release", places=(("Baidoa", BAIDOA),)
    )
    text = "The exchange of nine prisoners held since last spring by the two sides in Baidoa was called off."
    off = Told(text, "called off", "SANCTION.discontinue", outlet="Wire")
    (one,) = found(swap, beside=(off,))
    assert one.disputed is Disputed.STATUS


def test_statuses_of_what_the_denier_goes_on_to_say_are_none() -> None:
    text = "There was no attack in Baidoa. The rebels, he said, attacked a goat."
    denied = Told(text, "attack", "ASSAULT.attack", status=Status.NEGATED, places=(("Baidoa", BAIDOA),))
    goes_on = Told(text, "attacked", "ASSAULT.attack", places=(("Baidoa", BAIDOA),))
    assert found(denied, goes_on) == ()


def test_statuses_of_what_was_never_ordered_do_not_deny_that_it_was_done() -> None:
    text = "Police denied having ordered any attack on the post in Baidoa."
    ordered = replace(DENIAL, text=text)
    assert found(ATTACK, beside=(ordered,)) == ()
    bidden = replace(ATTACK, text="Police ordered gunmen who attacked a post in Baidoa.", outlet="Mail")
    assert len(found(bidden, beside=(ordered,))) == 1


def test_statuses_of_who_had_no_part_are_none_against_another_who_claims_it() -> None:
    text = "The Wadani Front said it had no part in the attack on the post in Baidoa."
    none = Told(text, "said", "CONSULT.meet", outlet="Wire")
    assert len(found(replace(ATTACK, text="Wadani Front gunmen attacked a post in Baidoa."), beside=(none,))) == 1
    claimed = replace(ATTACK, text="A band that attacked a post in Baidoa claimed responsibility.")
    assert found(claimed, beside=(none,)) == ()


def test_statuses_of_another_deed_of_the_same_people_are_none() -> None:
    text = "Police denied that Somali policemen had looted stalls near the market in Baidoa."
    looted = replace(DENIAL, text=text)
    burned = Told(
        "Somali policemen burned nine huts in Baidoa.", "burned", "ASSAULT.destroy", places=(("Baidoa", BAIDOA),),
        actors=(("Somali policemen", SOMALI_POLICE),),
    )  # fmt: skip
    assert found(burned, beside=(looted,)) == ()


def test_statuses_negate_only_the_clause_of_the_negation() -> None:
    text = "Marchers were attacked in Baidoa and did not reach the square."
    halted = Told(text, "reach", "MOBILIZE.move", outlet="Wire", places=(("Baidoa", BAIDOA),))
    assert found(ATTACK, beside=(halted,)) == ()
    never = replace(halted, text="Marchers were not attacked in Baidoa and did reach the square.")
    assert len(found(ATTACK, beside=(never,))) == 1


def test_statuses_of_what_did_not_stop_are_not_denied() -> None:
    went_on = Told("Since then the attack on Baidoa did not stop.", "stop", "RETREAT.withdraw", outlet="Wire")
    assert found(ATTACK, beside=(went_on,)) == ()
    came = replace(went_on, text="Since then the attack on Baidoa did not come.", trigger="come")
    assert len(found(ATTACK, beside=(came,))) == 1
