"""Decisions about actors: later before earlier, reversible, and still in force after a re-build."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.model import Act, Decision, Moment
from dateline.reconciling.actors.deciding import Settlement, live, settle

MADE = Moment("2020-01-01")
CELLS = [("text:a", "text:a"), ("text:a", "text:aa"), ("text:b", "text:b"), ("text:c", "text:c")]


def decision(n: int, act: Act, *targets: str) -> Decision:
    return Decision(f"k{n}", act, targets, "me", MADE)


def settled(*acts: tuple[Act, str], cells=CELLS, redirects=None) -> Settlement:
    made = [decision(n, act, *targets.split()) for n, (act, targets) in enumerate(acts)]
    return settle(cells, made, redirects=redirects)


def test_without_decisions_everything_is_as_the_clusterer_made_it() -> None:
    assert settle(CELLS, []) == Settlement()


def test_merge_puts_the_later_named_onto_the_first() -> None:
    done = settled((Act.MERGE, "text:b text:a"))
    assert [done.actor(*cell) for cell in CELLS] == ["text:b", "text:b", "text:b", "text:c"]
    assert done.leads_to("text:a") == "text:b"


def test_merge_goes_onto_the_known_actor_wherever_it_is_named() -> None:
    done = settled((Act.MERGE, "text:b mahdi-army"))
    assert done.actor("text:b", "text:b") == "mahdi-army"


def test_merge_follows_earlier_merges() -> None:
    done = settled((Act.MERGE, "text:a text:b"), (Act.MERGE, "text:c text:b"))
    assert {done.actor(*cell) for cell in CELLS} == {"text:c"}
    assert done.leads_to("text:b") == "text:c"


def test_undo_takes_a_decision_back_and_can_be_undone() -> None:
    merge = (Act.MERGE, "text:a text:b")
    assert settled(merge, (Act.UNDO, "k0")) == Settlement()
    assert settled(merge, (Act.UNDO, "k0"), (Act.UNDO, "k1")) == settled(merge)


def test_split_makes_a_spelling_an_actor_of_its_own() -> None:
    done = settled((Act.SPLIT, "text:a text:aa"))
    assert done.actor("text:a", "text:aa") == "text:aa"
    assert done.actor("text:a", "text:a") == "text:a"


def test_split_takes_a_name_off_the_known_actor_that_it_was_merged_with() -> None:
    done = settled((Act.MERGE, "text:b text:c mahdi-army"), (Act.SPLIT, "mahdi-army text:c"))
    assert [done.actor(*cell) for cell in CELLS[2:]] == ["mahdi-army", "text:c"]


def test_split_of_the_name_that_the_id_was_made_from_gives_it_another_id() -> None:
    done = settled((Act.SPLIT, "text:a text:a"))
    assert done.actor("text:a", "text:aa") == "text:a"
    assert done.actor("text:a", "text:a").startswith("text:a~")


def test_different_after_merge_parts_what_was_merged() -> None:
    done = settled((Act.MERGE, "text:a text:b"), (Act.DIFFERENT, "text:a text:b"))
    assert [done.actor(*cell) for cell in CELLS] == ["text:a", "text:a", "text:b", "text:c"]
    assert done.leads_to("text:b") == "text:b"


def test_different_holds_when_the_clusterer_unites_the_two_later() -> None:
    later = [("text:a", "text:a"), ("text:a", "text:b"), ("text:a", "text:aa")]
    done = settled((Act.DIFFERENT, "text:a text:b"), cells=later, redirects={"text:b": "text:a"})
    assert done.actor("text:a", "text:b") == "text:b"
    assert done.actor("text:a", "text:aa") == "text:a"


def test_a_decision_follows_the_actor_to_its_new_id() -> None:
    cells = [("text:new", "text:a"), ("text:b", "text:b")]
    done = settled((Act.MERGE, "text:b text:a"), cells=cells, redirects={"text:a": "text:new"})
    assert done.actor("text:new", "text:a") == "text:b"
    # Where no redirect is kept, as in a record built anew, the name itself finds the actor.
    assert settled((Act.MERGE, "text:b text:a"), cells=cells).actor("text:new", "text:a") == "text:b"


def test_what_can_be_applied_to_nothing_is_told() -> None:
    assert settled((Act.MERGE, "text:a text:gone")).unapplied == ("k0",)
    assert settled((Act.DIFFERENT, "text:a text:gone")).unapplied == ("k0",)
    assert settled((Act.SPLIT, "text:a text:gone")).unapplied == ("k0",)


@pytest.mark.parametrize("act", [Act.ACCEPT, Act.EDIT])
def test_decisions_about_other_things_have_no_effect(act: Act) -> None:
    assert settled((act, "text:a")) == Settlement()


IDS = st.sampled_from(["text:a", "text:aa", "text:b", "text:c", "mahdi-army", "IQ:police"])
ACTS = st.one_of(
    st.tuples(st.sampled_from([Act.MERGE, Act.DIFFERENT]), st.lists(IDS, min_size=2, max_size=3, unique=True)),
    st.tuples(st.just(Act.SPLIT), st.tuples(IDS, st.sampled_from(["text:a", "text:aa", "text:b"])).map(list)),
    st.tuples(st.just(Act.UNDO), st.integers(0, 6).map(lambda n: [f"k{n}"])),
)
HISTORIES = st.lists(ACTS, max_size=7).map(
    lambda acts: [decision(n, act, *targets) for n, (act, targets) in enumerate(acts)]
)


@given(HISTORIES)
def test_undoing_the_last_decision_is_as_if_it_had_never_been_made(history: list[Decision]) -> None:
    if history:
        undone = [*history, decision(99, Act.UNDO, history[-1].id)]
        assert settle(CELLS, undone) == settle(CELLS, history[:-1])


@given(HISTORIES)
def test_replaying_all_decisions_gives_the_same_actors(history: list[Decision]) -> None:
    assert settle(CELLS, history) == settle(CELLS[::-1], list(history))
    assert settle(CELLS, live(history)) == settle(CELLS, history)


@given(HISTORIES)
def test_every_cell_stands_for_one_actor_and_what_was_merged_leads_to_one(history: list[Decision]) -> None:
    done = settle(CELLS, history)
    for old in done.gone:
        assert done.leads_to(old) not in done.gone
    for one in live(history)[-1:]:
        if one.act is Act.MERGE and one.id not in done.unapplied:
            ids = [target for target in one.targets if target != "text:aa"]  # a name that no actor has for its id
            assert len({done.leads_to(target) for target in ids}) == 1


@given(HISTORIES, st.permutations(CELLS))
def test_a_record_built_anew_with_other_ids_is_decided_alike(history: list[Decision], cells) -> None:
    """The ids that actors have change nothing: who is with whom is a matter of the names alone."""
    merges = [one for one in live(history) if one.act is Act.MERGE]
    old = settle(CELLS, merges)
    new_cells = [("text:zz" if cell[0] == "text:a" else cell[0], cell[1]) for cell in cells]
    new = settle(new_cells, merges, redirects={"text:a": "text:zz"})

    def parts(done: Settlement, those) -> set[frozenset[str]]:
        together: dict[str, set[str]] = {}
        for cell in those:
            together.setdefault(done.actor(*cell), set()).add(cell[1])
        return {frozenset(ids) for ids in together.values()}

    assert parts(old, CELLS) == parts(new, new_cells)


def test_decisions_about_incidents_are_none_about_actors() -> None:
    assert settled((Act.MERGE, "i0123456789abcdef i123456789abcdef0")) == Settlement()
