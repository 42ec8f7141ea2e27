"""Who acts where another word names the one who does: nouns of acts, and the act around."""

import pytest


def names(parties) -> list[str]:
    return [p.actor.name for p in parties]


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("Two men were killed in police firing.", "police"),
        ("Four people died after police opened fire.", "police"),
        ("A boy was killed and two others hurt when soldiers opened fire.", "soldiers"),
        ("Eight guards were killed in an ambush led by rebels.", "rebels"),
        ("The army's raid on the camp, in which nine people were killed, was condemned.", "Army"),
    ],
)
def test_enclosing_act_lends_its_doers_to_who_was_killed(reports_of, text: str, actor: str) -> None:
    killed = [r for r in reports_of(text) if r.killed is not None]
    assert [names(r.actors) for r in killed] == [[actor]]


def test_enclosing_clause_lends_nothing_where_nobody_is_named_in_it(report_of) -> None:
    assert report_of("Four people were killed when fire broke out.", "ASSAULT").actors == ()


def test_enclosing_act_does_not_make_those_who_died_its_doers(reports_of) -> None:
    found = reports_of("A woman was killed in the village by shelling.")
    assert [names(r.actors) for r in found] == [[] for _ in found]


def test_suffered_acts_have_their_possessor_as_recipient(report_of) -> None:
    arrest = report_of("The police chief's arrest was announced on Friday.", "COERCE")
    assert (names(arrest.actors), names(arrest.recipients)) == ([], ["police chief"])
    killing = report_of("The army's killing of two farmers stirred the valley.", "ASSAULT")
    assert names(killing.actors) == ["Army"]
    assert [p.evidence.words for p in killing.recipients] == ["two farmers"]
