"""Ladders of classes, and how far two rows disagree."""

from __future__ import annotations

import pytest
from tests.reconciling.tables.accidents import DAY, HERE, KINDS, row

from dateline.reconciling.tables.entry import Entry
from dateline.reconciling.tables.taxonomy import Taxonomy, disagreement


def test_taxonomy_refuses_ladders_of_different_heights() -> None:
    with pytest.raises(ValueError, match="the same number of levels"):
        Taxonomy("kind", {("a", "x"): ("x",), ("a", "y"): ("y", "z")})


def test_disagreement_is_the_share_of_levels_climbed_by_weight() -> None:
    tone = Taxonomy("tone", {("north", "x"): ("x", "all"), ("south", "y"): ("y", "all")}, weight=3)
    one, other = row("north", "1", "mortar"), row("south", "1", "raid")
    assert disagreement([KINDS], one, other) == 1.0
    assert disagreement([KINDS], one, row("south", "2", "mortar fire")) == 0.0
    assert disagreement([], one, other) == 0.0
    one = Entry("north", "1", *HERE, DAY, DAY, {"kind": "ambush", "tone": "x"})
    other = Entry("south", "1", *HERE, DAY, DAY, {"kind": "raid", "tone": "y"})
    assert disagreement([KINDS, tone], one, other) == pytest.approx(0.875)
