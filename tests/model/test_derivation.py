"""A derivation names where it leads, and has an id by what it says."""

from __future__ import annotations

import pytest

from dateline.model import Derivation, DerivedHow, Evidence, Voice, VoiceKind

TEXT = "The mill burned, the Kassala Post said."
WORDS = Evidence.at(TEXT, 0, 15)


def test_derivation_needs_an_origin_other_than_itself() -> None:
    with pytest.raises(ValueError, match="derives from nothing"):
        Derivation("d1", DerivedHow.REUSE, WORDS)
    with pytest.raises(ValueError, match="from itself"):
        Derivation("d1", DerivedHow.REUSE, WORDS, origin_document="d1")


def test_derivation_refuses_what_an_origin_without_a_document_cannot_have() -> None:
    voice = Voice("kassala-post", "Kassala Post", VoiceKind.OUTLET, Evidence.at(TEXT, 21, 33))
    assert Derivation("d1", DerivedHow.ATTRIBUTION, WORDS, origin_voice=voice).origin_document is None
    with pytest.raises(ValueError, match="needs the origin's document"):
        Derivation("d1", DerivedHow.ATTRIBUTION, WORDS, origin_voice=voice, origin_report="r1")


@pytest.mark.parametrize("share", [-0.1, 1.1])
def test_derivation_refuses_a_containment_that_is_no_share(share: float) -> None:
    with pytest.raises(ValueError, match="is no share"):
        Derivation("d1", DerivedHow.REUSE, WORDS, origin_document="d2", containment=share)


def test_id_depends_on_what_is_linked_and_how_alone() -> None:
    link = Derivation("d1", DerivedHow.REUSE, WORDS, origin_document="d2", containment=0.5)
    assert link.id == Derivation("d1", DerivedHow.REUSE, WORDS, origin_document="d2", containment=0.9).id
    assert link.id != Derivation("d1", DerivedHow.CITATION, WORDS, origin_document="d2").id
    assert link.id != Derivation("d1", DerivedHow.REUSE, WORDS, "r1", "d2").id
