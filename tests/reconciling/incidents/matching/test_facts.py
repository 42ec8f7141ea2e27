"""Accounts as columns: in the order of their ids, saying no more than they do."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.reconciling.incidents.own_accounts import DAY, KISMAYO, LOWER_JUBA, account, bombing

from dateline.model import COUNTS
from dateline.reconciling.incidents.accounts.stories import Story
from dateline.reconciling.incidents.matching.facts import NEVER, facts_of
from dateline.reconciling.incidents.matching.frequencies import Frequencies, Table
from dateline.reconciling.incidents.matching.hashing import hash_of, mixed
from dateline.reconciling.incidents.matching.kinds import kinds
from dateline.reconciling.incidents.matching.termsets import Gathering


def test_facts_stand_in_the_order_of_ids() -> None:
    facts = facts_of([account("b", when=(DAY, DAY)), account("a")])
    assert facts.ids == ("a", "b")
    assert facts.when.tolist() == [[NEVER, NEVER], [DAY, DAY]]


def test_facts_refuse_one_id_twice() -> None:
    with pytest.raises(ValueError, match="'a'"):
        facts_of([account("a"), account("a")])


def test_facts_of_nothing_are_empty() -> None:
    assert len(facts_of([])) == 0


def test_open_ends_of_days_lie_far_off() -> None:
    facts = facts_of([account("a", when=(DAY, None)), account("b", when=(None, DAY)), account("c", when=(None, None))])
    assert facts.when.tolist() == [[DAY, -NEVER], [NEVER, DAY], [NEVER, NEVER]]


def test_open_figures_lie_at_nothing_and_far_off() -> None:
    facts = facts_of([account("a", counts={"killed": (8, None, None), "injured": (None, None, 5)})])
    killed, injured = (facts.counts[0, COUNTS.index(name)].tolist() for name in ("killed", "injured"))
    assert killed == [8, 8, 2**30]
    assert injured == [0, 5, 5]
    assert facts.counts[0, COUNTS.index("captured")].tolist() == [-1, -1, -1]


def test_figures_beyond_all_people_are_as_large_as_an_open_end() -> None:
    told = replace(account("a"), counts={"killed": (10**12, 10**13, None)})
    assert facts_of([told]).counts[0, COUNTS.index("killed")].tolist() == [2**30, 2**30, 2**30]


def test_closest_places_are_kept_and_guesses_marked() -> None:
    facts = facts_of([account("a", places=(LOWER_JUBA, KISMAYO)), account("b", near=(KISMAYO,))])
    assert facts.place[0].tolist() == [hash_of(KISMAYO.id), hash_of(LOWER_JUBA.id)]
    assert facts.is_guess.tolist() == [False, True]


def test_radius_of_a_place_that_has_none_is_the_usual_one() -> None:
    facts = facts_of([account("a", places=(replace(KISMAYO, radius_km=None),))])
    assert facts.radius[0, 0] == kinds().radii[0]


def test_signed_terms_are_the_same_64_bits() -> None:
    facts = facts_of([account("a", terms=(-1,)), account("b", terms=(2**64 - 1,))])
    assert len(facts.sets["terms", True].hashes) == 1


def test_stories_are_taken_once_a_document() -> None:
    story = Story("d", ((5, 1), (6, 2)), (5,))
    facts = facts_of([account("a", document="d"), account("b", document="d"), account("c")], stories={"d": story})
    assert facts.story.tolist() == [0, 0, -1]
    assert facts.sets["story", True].weighted.shape[0] == 1


def test_frequencies_that_are_given_stay_as_they_are() -> None:
    usual = Frequencies(10**6, 10**5, {"names": Table.of(np.array([hash_of("ali")] * 1, np.uint64))})
    facts = facts_of([bombing("a")], frequencies=usual)
    assert facts.frequencies is usual


def test_rarity_is_that_of_the_share_that_has_it() -> None:
    hashes = np.array([1] * 500 + [2], np.uint64)
    usual = Frequencies(1_000, 0, {"names": Table.of(hashes)})
    one, two, three = usual.rarity_in("names", np.array([1, 2, 3], np.uint64)).tolist()
    assert one == pytest.approx(np.log(2))
    assert two == three == pytest.approx(np.log(1_000))


def test_frequencies_are_kept_as_flat_arrays() -> None:
    frequencies = facts_of([bombing("a"), bombing("b")]).frequencies
    again = Frequencies.from_arrays(frequencies.to_arrays())
    assert again.accounts == 2
    assert {n: t.counts.tolist() for n, t in again.sets.items()} == {
        n: t.counts.tolist() for n, t in frequencies.sets.items()
    }
    assert again.cells.hashes.tolist() == frequencies.cells.hashes.tolist()


def test_sets_share_what_is_rare_in_sum_or_as_cosine() -> None:
    gathered = Gathering()
    for row in ((1, 2), (2, 3), ()):
        gathered.add(row)
    rarity = np.array([1.0, 4.0, 4.0, 9.0], np.float32)
    left, right = np.array([0, 0, 0]), np.array([0, 1, 2])
    assert gathered.sets(rarity, is_unit=False).shared(left, right).tolist() == [5.0, 4.0, 0.0]
    cosines = gathered.sets(rarity, is_unit=True).shared(left, right)
    assert cosines.tolist() == pytest.approx([1.0, 16 / np.sqrt(17 * 97), 0.0])
    assert gathered.sets(rarity, is_unit=True).said(np.array([0, 2])).tolist() == [True, False]


def test_mixed_numbers_depend_on_every_column_and_their_order() -> None:
    one, two = np.array([1], np.uint64), np.array([2], np.uint64)
    assert len({int(mixed(a, b)[0]) for a in (one, two) for b in (one, two)}) == 4
