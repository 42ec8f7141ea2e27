"""Simulated reporting, and fitting weights to it."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from training.incidents import pairs_of_scene, to_toml
from training.naming import with_names
from training.reporting import Noise, Scene, simulate

from dateline.data_files import parse_toml
from dateline.reconciling.incidents.matching import weighing
from dateline.reconciling.incidents.matching.weighing import fit, probability, weights


def test_simulation_is_the_same_by_its_seed() -> None:
    one, other = (list(simulate(Scene(3, 50))) for _ in range(2))
    assert one == other
    assert one != list(simulate(Scene(4, 50)))


def test_simulation_puts_half_of_all_events_in_five_towns() -> None:
    towns = Counter(event.town for event in Scene(5, 4_000).events())
    assert sum(towns[n] for n in range(5)) / 4_000 == pytest.approx(0.5, abs=0.03)


def test_simulation_tells_each_event_as_often_as_asked() -> None:
    events = Counter(event for _, event in simulate(Scene(6, 2_000), mean=2.5, noise=Noise.at(0)))
    assert sum(events.values()) / len(events) == pytest.approx(2.5, abs=0.1)


def test_simulation_without_noise_leaves_nothing_out() -> None:
    accounts = [account for account, _ in simulate(Scene(7, 100), noise=Noise.at(0))]
    assert all(a.places and a.when and a.actors and a.recipients for a in accounts)


def test_simulation_leaves_out_more_with_more_noise() -> None:
    missing = [sum(not a.places for a, _ in simulate(Scene(8, 500), noise=Noise.at(level))) for level in (0.5, 1, 2)]
    assert missing == sorted(missing)
    assert missing[0] < missing[2]


def test_fitted_weights_tell_events_of_another_scene_apart() -> None:
    found = fit(*pairs_of_scene(simulate(Scene(21, 150, days=60, towns=20)), at_large=500))
    positions, labels = pairs_of_scene(simulate(Scene(22, 150, days=60, towns=20)), at_large=500)
    said = probability(positions, found) >= 0.5
    assert np.mean(said == labels) > 0.97


def test_weights_are_written_as_they_are_read() -> None:
    again = weighing._weights_from(parse_toml(to_toml(weights()), where="weights.toml"))
    assert again.steps == weights().steps
    assert (again.bias, again.low, again.join, again.review) == (
        weights().bias, weights().low, weights().join, weights().review,
    )  # fmt: skip


def test_names_and_stories_are_the_same_by_their_seed_and_leave_the_accounts_as_they_are() -> None:
    scene = Scene(9, 200)
    plain = list(simulate(scene))
    (told, stories), (again, same) = (with_names(scene, simulate(Scene(9, 200))) for _ in range(2))
    assert (told, stories) == (again, same)
    kept = {account.id: (account, event) for account, event in told}
    for account, event in plain:
        named, told_of = kept[account.id]
        assert (named.when or account.when, named.counts, told_of) == (account.when, account.counts, event)
        assert set(account.names) <= set(named.names)


def test_documents_on_one_event_share_more_people_than_those_on_two() -> None:
    scene = Scene(10, 300)
    told, stories = with_names(scene, simulate(scene))
    main = [(event, set(stories[a.document].marks["people"])) for a, event in told if a.is_main]
    shared: dict[bool, list[int]] = {True: [], False: []}
    for n, (event, people) in enumerate(main):
        for other, theirs in main[max(0, n - 30) : n]:
            shared[event == other].append(len(people & theirs))
    assert np.mean(shared[True]) > 4 * np.mean(shared[False])


def test_what_several_say_of_one_event_are_statements_of_their_own() -> None:
    scene = Scene(11, 600)
    told, _ = with_names(scene, simulate(scene))
    numbers = {event for account, event in told if account.id.endswith("s")}
    assert numbers
    assert numbers.isdisjoint(event for account, event in told if not account.id.endswith("s"))
