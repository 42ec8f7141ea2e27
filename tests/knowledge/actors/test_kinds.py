"""What others call an actor follows from its kind, its country and where it acts."""

import pytest

from dateline.errors import KnowledgeError
from dateline.exporting.crosswalk import open_crosswalk
from dateline.knowledge.actors import Inter, UcdpType, inter, open_actors, open_kinds, ucdp_type
from dateline.knowledge.actors.kinds import kinds_from
from dateline.model import Actor


@pytest.mark.parametrize(
    ("words", "scene", "code", "type_"),
    [
        ("Mahdi Army", "IQ", Inter.POLITICAL_MILITIA, UcdpType.FORMAL),
        ("Iraqi Army", "IQ", Inter.STATE, UcdpType.STATE),
        ("U.S. troops", "IQ", Inter.EXTERNAL, UcdpType.STATE),
        ("U.S. troops", None, Inter.STATE, UcdpType.STATE),
        ("gunmen", "IQ", Inter.POLITICAL_MILITIA, UcdpType.INFORMAL),
        ("Syrian rebels", "SY", Inter.REBEL, UcdpType.INFORMAL),
        ("PKK", "IQ", Inter.REBEL, UcdpType.FORMAL),
        ("the United Nations", "IQ", Inter.EXTERNAL, None),
        ("protesters", "IQ", Inter.PROTESTERS, UcdpType.CIVILIANS),
        ("Iraqi parliament", "IQ", None, UcdpType.STATE),
    ],
)
def test_codes_of_an_actor(words: str, scene: str | None, code: Inter | None, type_: UcdpType | None) -> None:
    actor = open_actors().match(words)
    assert actor is not None
    assert (inter(actor, scene=scene), ucdp_type(actor)) == (code, type_)


def test_unknown_kind_has_no_code() -> None:
    actor = Actor("text:strangers", "Strangers", None, "IQ", known=False)
    assert (inter(actor), ucdp_type(actor)) == (None, None)


def test_named_group_that_no_pack_knows_is_formally_organised() -> None:
    assert ucdp_type(Actor("text:dawn front", "Dawn Front", "rebel", known=False)) is UcdpType.FORMAL


def test_sides_of_the_crosswalk_are_those_of_ucdp() -> None:
    sides = open_crosswalk().sides
    for side, sort in (("state", "state"), ("nonstate", "armed"), ("civilian", "civilian")):
        assert sides[side].actors == {k.name for k in open_kinds().values() if k.ucdp == sort}


@pytest.mark.parametrize(
    ("fields", "complaint"),
    [
        ({"code": "REB"}, "rebel needs `code` and `means`"),
        ({"code": "REB", "means": "x", "colour": "red"}, "rebel needs `code` and `means`"),
        ({"code": "REB", "means": "x", "inter": "Rebels"}, "rebel: inter is one of State forces"),
        ({"code": "REB", "means": "x", "ucdp": "rebels"}, "rebel: ucdp is state, armed or civilian"),
        ("REB", "rebel needs `code` and `means`"),
    ],
)
def test_kinds_from_names_what_breaks_the_schema(fields: object, complaint: str) -> None:
    with pytest.raises(KnowledgeError, match=complaint):
        kinds_from({"rebel": fields})
