"""Known actors by their ids, and those that a name comes near to."""

from __future__ import annotations

import pytest

from dateline.knowledge.actors import open_actors, open_groups
from dateline.reconciling.actors.known import Nearest, known_actor, relations_of


@pytest.mark.parametrize(
    ("id_", "name"),
    [
        ("mahdi-army", "Mahdi Army"),
        ("SO", "Somalia"),
        ("SO:government", "Government of Somalia"),
        ("SO:people", "Somalis"),
        ("SO:police", "Somali police"),
        ("any:gunmen", "gunmen"),
        ("SUHH:government", "Government of the Soviet Union"),
    ],
)
def test_ids_of_packs_countries_and_groups_have_names(id_: str, name: str) -> None:
    actor = known_actor(id_)
    assert actor is not None
    assert (actor.id, actor.name) == (id_, name)


@pytest.mark.parametrize(
    "id_", ["text:mahdi army", "no-such-actor", "XX:police", "SO:no-such-group", "any:", "", "r12"]
)
def test_other_ids_have_none(id_: str) -> None:
    assert known_actor(id_) is None


def test_every_id_that_patterns_give_is_known_again() -> None:
    country = open_actors().countries.by_code["SO"]
    for group in open_groups().groups:
        for made in (group.actor(country), group.actor(None)):
            known = open_actors().known(made)
            found = known_actor(known.id)
            # A country's people and its government are called by a name of their own beside the pattern's.
            assert found is not None
            assert found == known or (found.id == known.id and group.slug in ("people", "government"))


def test_a_misspelt_name_comes_near_to_the_actor_and_another_does_not() -> None:
    nearest = Nearest([("text:ridwan osman", "Ridwan Osman")])
    ((id_, spelling, score), *_) = nearest.to("Moktada Sadr")
    assert id_ == "muqtada-al-sadr"
    assert "Sadr" in spelling
    assert 0.7 <= score <= 1
    assert [one for one, _, _ in nearest.to("Redwan Osman")] == ["text:ridwan osman"]
    assert nearest.to("Ridwan Osman", but=["text:ridwan osman"]) == []
    assert nearest.to("Qasab Zebra Xebec") == []


def test_relations_say_what_an_actor_is_part_of() -> None:
    assert [relation[0] for relation in relations_of("mahdi-army")] == ["sadrist-movement"]
    assert relations_of("text:nobody") == relations_of("IQ:police-of-nowhere") == []
