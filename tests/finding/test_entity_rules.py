"""The entity finder's data: complete, of known types, and each word in one place."""

from __future__ import annotations

import pytest

from dateline.data_files import read_data
from dateline.errors import KnowledgeError
from dateline.finding.entity_rules import entity_rules, parse_entity_rules
from dateline.model import MentionType, PlaceKind

SHIPPED = read_data("dateline.finding", "data/entities.toml")


def test_shipped_rules_know_every_kind_of_place() -> None:
    rules = entity_rules()
    assert set(rules.place_kinds) == set(PlaceKind)
    assert rules.heads["airport"] is MentionType.FACILITY
    assert MentionType.PERSON in rules.nouns["leader"]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('PERSON = "person"', 'PERSON = "planet"', "planet"),
        ("[pronouns]", "[pronuons]", "pronuons"),
        ("operation_openers =", "opening =", "opening"),
        ('quarter = "state"\n', "", "quarter"),
        ('location = ["lake", "mount"]', 'location = ["fort", "lake"]', "fort"),
    ],
)
def test_rules_that_break_the_schema_are_refused_by_name(old: str, new: str, said: str) -> None:
    assert old in SHIPPED
    with pytest.raises(KnowledgeError, match=said):
        parse_entity_rules(SHIPPED.replace(old, new, 1))
