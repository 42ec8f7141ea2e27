from __future__ import annotations

from typing import Any

import pytest
from tests.reconciling.incidents.contradictions.short_texts import GUNMEN, SOLDIERS, Told, found

from dateline.errors import KnowledgeError
from dateline.knowledge.actors import open_actors
from dateline.model import Actor, Disputed
from dateline.reconciling.incidents.contradictions.camps import are_of_other_camps, camps_from, open_camps

YOUTHS = Actor("any:people", "people", "civilian")
MILITIA = Actor("any:militia", "militia", "militia")
FARC = Actor("farc", "Revolutionary Armed Forces of Colombia", "rebel", "CO")
IRA = Actor("provisional-ira", "Provisional Irish Republican Army", "rebel", "IE")


@pytest.mark.parametrize(
    ("one", "told", "other", "told_again", "expected"),
    [
        (GUNMEN, "Hema gunmen", YOUTHS, "a crowd of Lendu youths", True),
        (GUNMEN, "Hema gunmen", YOUTHS, "youths", False),
        (GUNMEN, "Shia gunmen", GUNMEN, "masked Sunnis", True),
        (GUNMEN, "Muslim gunmen", GUNMEN, "Sunni gunmen", False),
        (GUNMEN, "Pokot gunmen", GUNMEN, "Kalenjin gunmen", False),
        (GUNMEN, "Pokot gunmen", GUNMEN, "Marakwet gunmen", True),
        (GUNMEN, "Tutsi gunmen", SOLDIERS, "soldiers", True),
        (MILITIA, "paramilitaries", FARC, "the FARC", True),
        (MILITIA, "republican paramilitaries", IRA, "the IRA", False),
        (GUNMEN, "loyalist gunmen", IRA, "the IRA", True),
    ],
)
def test_camps_part_those_who_bear_names_of_one_sort(
    one: Actor, told: str, other: Actor, told_again: str, expected: bool
) -> None:
    assert are_of_other_camps(one, told, other, told_again) is expected
    assert are_of_other_camps(other, told_again, one, told) is expected


def test_actors_of_two_peoples_are_told() -> None:
    one = Told("Pokot gunmen raided the camp.", "raided", "ASSAULT.attack", actors=(("Pokot gunmen", GUNMEN),))
    other = Told(
        "Samburu gunmen raided it.", "raided", "ASSAULT.attack", actors=(("Samburu gunmen", GUNMEN),), outlet="W"
    )
    (found_,) = found(one, other)
    assert found_.disputed is Disputed.ACTOR


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"faiths": {"rows": "sunni"}}, "rows"),
        ({"faiths": {"rows": [["Sunni"]]}}, "lower case"),
        ({"more": {}}, "expected"),
    ],
)
def test_camps_from_names_the_table_that_is_wrong(change: dict[str, Any], said: str) -> None:
    raw: dict[str, Any] = {sort: {"rows": [["one"], ["two"]]} for sort in ("peoples", "faiths", "politics", "arms")}
    with pytest.raises(KnowledgeError, match=f"camps.toml.*{said}"):
        camps_from(raw | change)


def test_camps_name_actors_that_are_known() -> None:
    named = {key[1:] for camps in open_camps().values() for key in camps.rows if key.startswith("@")}
    assert named - {"rebel"} <= set(open_actors().by_id)
