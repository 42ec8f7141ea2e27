"""Ids are minted once, kept through re-runs, and lead on after merges and splits."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.reconciling.incidents.small_decisions import at, clusters_of

from dateline.reconciling.incidents.deciding.identity import Identities, assign, follow, mint


def first(words: str) -> dict[str, frozenset]:
    clusters = clusters_of(words)
    return dict(zip(assign(clusters, {}).ids, clusters, strict=True))


def holding(known, name: str) -> str:
    return next(id_ for id_, members in known.items() if at(name) in members)


def test_new_clusters_get_ids_of_their_own() -> None:
    made = assign(clusters_of("a1 b1 | a2 | c1"), {})
    assert len(set(made.ids)) == 3
    assert all(len(id_) == 17 and id_[0] == "i" for id_ in made.ids)
    assert (made.redirects, made.retired, made.parts) == ({}, (), {})


def test_an_id_is_kept_when_reports_come_and_change_their_ids() -> None:
    known = first("a1 b1 | a2")
    again = clusters_of("a1 b1 c1 | a2", version="2")
    assert assign(again, known).ids == tuple(known)


def test_of_merged_incidents_the_larger_keeps_its_id_and_the_other_leads_to_it() -> None:
    known = first("a1 | b1 b2")
    made = assign(clusters_of("a1 b1 b2"), known)
    assert made.ids == (holding(known, "b1"),)
    assert made.redirects == {holding(known, "a1"): holding(known, "b1")}


def test_of_a_split_incident_the_larger_part_keeps_the_id_and_it_is_told_where_the_rest_is() -> None:
    known = first("a1 b1 b2")
    made = assign(clusters_of("a1 | b1 b2"), known)
    (old,) = known
    assert made.ids[1] == old != made.ids[0]
    assert made.parts == {old: ((old, 2), (made.ids[0], 1))}
    assert made.redirects == {}


def test_of_equal_parts_the_one_with_the_first_report_keeps_the_id() -> None:
    known = first("a1 b1")
    assert assign(clusters_of("b1 | a1"), known).ids[1] == next(iter(known))


def test_an_incident_that_was_merged_gets_its_id_back_when_it_is_parted() -> None:
    known = first("a1 a2 a3 | b1 b2")
    merged = clusters_of("a1 a2 a3 b1 b2 b3 b4")
    made = assign(merged, known)
    (kept,), (gone,) = made.ids, made.redirects
    parted = assign(
        clusters_of("a1 a2 a3 | b1 b2 b3 b4"),
        {kept: merged[0]}, gone={gone: known[gone]}, redirects=made.redirects, used=known,
    )  # fmt: skip
    assert parted.ids == (kept, gone)
    assert parted.redirects == {}
    assert (made.revived, parted.revived) == ((), (gone,))


def test_a_remnant_does_not_get_an_id_back() -> None:
    known = first("a1 a2 a3 a4 | b1 b2 b3")
    merged = clusters_of("a1 a2 a3 a4 b1 b2 b3")
    made = assign(merged, known)
    (kept,), (gone,) = made.ids, made.redirects
    parted = assign(
        clusters_of("a1 a2 a3 a4 b1 b2 | b3"), {kept: merged[0]}, gone={gone: known[gone]}, redirects=made.redirects
    )
    assert parted.ids[0] == kept
    assert parted.ids[1] not in known
    assert parted.redirects == {gone: kept}


def test_redirects_of_redirects_lead_to_what_is_there() -> None:
    made = assign(clusters_of("a1"), first("a1"), redirects={"i1": "i2", "i2": next(iter(first("a1")))})
    assert made.redirects == {"i1": made.ids[0], "i2": made.ids[0]}


def test_ids_of_whose_reports_none_is_left_are_retired() -> None:
    known = first("a1 | b1")
    made = assign(clusters_of("a1"), known, redirects={"i1": holding(known, "b1")})
    assert made.retired == tuple(sorted([holding(known, "b1"), "i1"]))
    assert made.redirects == {}


def test_an_id_is_never_given_to_another_thing() -> None:
    (old,) = first("a1")
    assert assign(clusters_of("a1"), {}, used=[old]).ids != (old,)
    assert mint([at("a1")], [old]) == assign(clusters_of("a1"), {}, used=[old]).ids[0]


def test_a_cluster_without_reports_is_refused() -> None:
    with pytest.raises(ValueError, match="without reports"):
        assign([frozenset()], {})


def test_follow_does_not_run_in_circles() -> None:
    assert follow("i1", {"i1": "i2", "i2": "i1"}) == "i1"
    assert follow("i3", {}) == "i3"


NAMES = [f"{document}{n}" for document in "abc" for n in range(1, 4)]


@st.composite
def partitions(draw) -> list[frozenset]:
    names = draw(st.lists(st.sampled_from(NAMES), unique=True, min_size=1))
    labels = [draw(st.integers(0, 4)) for _ in names]
    return [
        frozenset(at(name) for name, label in zip(names, labels, strict=True) if label == wanted)
        for wanted in sorted(set(labels))
    ]


def run(history: list[list[frozenset]]) -> list[Identities]:
    """Assign ids through several runs, as a record does."""
    known, gone, led, used, made = {}, {}, {}, set(), []
    for clusters in history:
        made.append(assign(clusters, known, gone=gone, redirects=led, used=used))
        gone |= known
        known = dict(zip(made[-1].ids, clusters, strict=True))
        gone = {id_: members for id_, members in gone.items() if id_ not in known}
        led = dict(made[-1].redirects)
        used |= set(known)
    return made


@given(st.lists(partitions(), min_size=1, max_size=4), st.randoms(use_true_random=False))
def test_ids_do_not_depend_on_the_order_of_what_is_given(history, random) -> None:
    plain = run(history)
    shuffled = [random.sample(clusters, len(clusters)) for clusters in history]
    for clusters, mixed, made, other in zip(history, shuffled, plain, run(shuffled), strict=True):
        assert dict(zip(clusters, made.ids, strict=True)) == dict(zip(mixed, other.ids, strict=True))
        assert (made.redirects, made.retired, made.parts) == (other.redirects, other.retired, other.parts)


@given(st.lists(partitions(), min_size=1, max_size=4))
def test_every_id_ever_given_is_there_or_leads_on_or_is_retired(history) -> None:
    made = run(history)
    ever = set(itertools.chain.from_iterable(one.ids for one in made))
    last = made[-1]
    assert len(set(last.ids)) == len(last.ids)
    assert ever == set(last.ids) | set(last.redirects) | set(last.retired)
    assert set(last.redirects.values()) <= set(last.ids)
    assert not set(last.redirects) & set(last.ids)


@given(partitions())
def test_the_same_clusters_keep_their_ids(clusters) -> None:
    one, other = run([clusters, clusters])
    assert one.ids == other.ids
    assert other.redirects == other.parts == {}


@given(partitions(), st.data())
def test_merging_and_splitting_back_gives_the_same_ids(clusters, data) -> None:
    chosen = data.draw(st.sets(st.sampled_from(range(len(clusters))), min_size=1))
    merged = [c for n, c in enumerate(clusters) if n not in chosen]
    merged.append(frozenset().union(*(clusters[n] for n in chosen)))
    before, _, after = run([clusters, merged, clusters])
    assert before.ids == after.ids
    assert after.redirects == {}
