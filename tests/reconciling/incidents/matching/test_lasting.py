"""What happened in a day, and what it may be a part of."""

from __future__ import annotations

import numpy as np
import pytest
from tests.reconciling.incidents.own_accounts import DAY, account

from dateline.model import Level, Status
from dateline.reconciling.incidents.matching.facts import facts_of
from dateline.reconciling.incidents.matching.lasting import happened_in_a_day, is_parted


@pytest.mark.parametrize(
    ("said", "is_so"),
    [
        ({"when": (DAY, DAY)}, True),
        ({"when": (DAY, DAY + 1)}, True),
        ({"when": (DAY, DAY + 2)}, False),
        ({"when": (None, DAY)}, False),
        ({"when": (DAY, None)}, False),
        ({}, False),
        ({"when": (DAY, DAY), "status": Status.PLANNED}, False),
        ({"when": (DAY, DAY), "level": Level.EPISODE}, False),
    ],
)
def test_single_event_within_a_day_or_over_a_night_happened_in_a_day(said: dict[str, object], is_so: bool) -> None:
    assert happened_in_a_day(facts_of([account("a", **said)]), np.array([0]))[0] == is_so


def test_single_events_are_parts_of_what_lasts_or_counts_and_of_nothing_else() -> None:
    facts = facts_of([account(level.value, level=level) for level in Level])
    pairs = np.array([(a, b) for a in range(3) for b in range(3)])
    parted = {tuple(facts.ids[n] for n in pair) for pair in pairs[is_parted(facts, pairs[:, 0], pairs[:, 1])]}
    assert parted == {(a, b) for a in facts.ids for b in facts.ids if (a == "single") != (b == "single")}
