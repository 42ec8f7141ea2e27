"""Names that their own words make."""

from __future__ import annotations

import pytest

from dateline.finding.entity_proposals import Ground, words_at
from dateline.finding.entity_shapes import made_names
from dateline.language import parse
from dateline.model import MentionType


def made_in(text: str) -> list[tuple[str, MentionType]]:
    (sentence,) = parse([(0, text)])
    return [(words_at(sentence, p.first, p.last), p.type) for p in made_names(sentence)]


@pytest.mark.parametrize(
    ("text", "name", "type_"),
    [
        ("They began Operation Iron Gate on Monday.", "Operation Iron Gate", MentionType.OPERATION),
        ("They began Operation Spear of the Sea on Monday.", "Operation Spear of the Sea", MentionType.OPERATION),
        ("Guns were set on Dawr Bridge at night.", "Dawr Bridge", MentionType.FACILITY),
        ("The Kilo Valley Brigade fled.", "Kilo Valley Brigade", MentionType.ORGANISATION),
        ("It lies in Dawr province.", "Dawr province", MentionType.STATE),
        ("The USS Ada Omar left.", "USS Ada Omar", MentionType.PLATFORM),
    ],
)
def test_a_name_is_made_by_its_head_its_opening_or_its_tail(text: str, name: str, type_: MentionType) -> None:
    assert (name, type_) in made_in(text)


def test_words_in_capitals_alone_make_no_name() -> None:
    assert made_in("Ada Omar went home to Kilo.") == []


def test_a_tail_behind_a_comma_is_no_part_of_a_name() -> None:
    assert made_in("He spoke of Dawr, bridge and all.") == []


def test_the_ground_of_a_tail_is_weaker_than_that_of_a_head() -> None:
    (sentence,) = parse([(0, "Dawr Bridge lies in Dawr province.")])
    grounds = {words_at(sentence, p.first, p.last): p.ground for p in made_names(sentence)}
    assert grounds == {"Dawr Bridge": Ground.MADE, "Dawr province": Ground.PLACED}
