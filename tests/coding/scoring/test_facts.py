"""The facts: of grammar and of entries, sorted, with no name among them."""

from __future__ import annotations

import pytest

from dateline.coding.coder import acts_of, code_with
from dateline.coding.scoring import facts_by_field
from dateline.model import Document, Span, Zone, ZoneKind


@pytest.fixture
def facts():
    """Return a function that gives the facts by field of the first report of a text."""

    def run(text: str) -> dict[str, list[str]]:
        found: list[dict[str, list[str]]] = []

        def keep(scene, carried):
            acts, dropped = acts_of(scene, carried)
            found.extend(facts_by_field(scene, t, r, rivals=len(acts) - 1) for t, r in acts)
            return [r for _, r in acts], dropped

        code_with(Document("d", "s", text, zones=(Zone(ZoneKind.BODY, Span(0, len(text))),)), keep)
        return found[0]

    return run


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("Soldiers shelled the town.", "form=finite"),
        ("The town was shelled by soldiers.", "form=passive"),
        ("Soldiers launched an attack on the town.", "form=carried"),
    ],
)
def test_facts_tell_the_form_of_an_act(facts, text, form) -> None:
    assert form in facts(text)["type"]


def test_facts_of_a_party_tell_its_way_to_the_act(facts) -> None:
    found = facts("Rebels attacked the soldiers.")
    assert "path=nsubj>" in found["actors"]
    assert "side=before" in found["actors"]
    assert "path=dobj>" in found["recipients"]
    assert "side=after" in found["recipients"]


def test_a_party_that_is_not_there_has_no_facts(facts) -> None:
    assert "actors" not in facts("Two convoys were attacked.")


def test_facts_are_sorted_and_name_nobody(facts) -> None:
    for known in facts("Rwanda's president Kagame accused Burundi of arming rebels near Cibitoke.").values():
        assert known == sorted(set(known))
        assert not [f for f in known if any(name in f.lower() for name in ("rwanda", "kagame", "burundi", "cibitoke"))]
