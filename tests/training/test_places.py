"""What learns which place is an act's."""

from __future__ import annotations

from benchmarks.event_place import Item
from training.places import Choice, choices, fit

from dateline.model import Span

TEXT = "Gunmen from Baidoa shot a teacher in Kismayo."


def item(source: str) -> Item:
    at = TEXT.index("Kismayo")
    return Item(TEXT, (Span(TEXT.index("shot"), TEXT.index("shot") + 4),), (Span(at, at + 7),), source)


def test_choices_are_the_places_of_the_verbs_sentence_and_leave_poor_parts_out() -> None:
    found = choices([item("ours"), item("Masdar_RA")])
    assert [c.right for c in found] == [False, True]
    assert all(c.facts for c in found)


def test_fit_finds_what_is_there_and_drops_what_is_rare() -> None:
    found = [Choice(("a",), right=True), Choice(("b",), right=False)] * 30 + [Choice(("rare",), right=True)]
    head = fit(found)
    assert head.odds(["a"]) > 1 > -1 > head.odds(["b"])
    assert "rare" not in head.weights
    assert fit(found) == head
