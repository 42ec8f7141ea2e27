"""What people decided holds after every run, and none of it is lost."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.reconciling.incidents.small_decisions import at, clusters_of, decided, decision_id, ids_of

from dateline.model import Act, Decision, Reviewed
from dateline.reconciling.incidents.deciding.conflicts import Effect
from dateline.reconciling.incidents.deciding.replay import Replayed, constraints, replay

MERGE, SPLIT, MOVE, DIFFERENT = Act.MERGE, Act.SPLIT, Act.MOVE, Act.DIFFERENT


def played(words: str, *decisions: Decision, **options) -> Replayed:
    now = clusters_of(words, **options)
    clusters = [[one.id for one in cluster] for cluster in now]
    return replay(clusters, decisions, [one for cluster in now for one in cluster])


def shown(made: Replayed, words: str = "a1 a2 a3 b1 b2 b3 c1 c2", **options) -> str:
    """Show clusters in the words that they were made from: `a1 b1 | c1`."""
    names = {at(name, **options).id: name for name in words.split()}
    return " | ".join(sorted(" ".join(sorted(names[id_] for id_ in cluster)) for cluster in made.clusters))


def effects(made: Replayed) -> list[str]:
    return [one.effect.value for one in made.outcomes.values()]


def one(made: Replayed, words: str, **options):
    """Return what was decided on the incident of these reports."""
    return made.incidents.get(ids_of(words, **options)[0])


# What tells of one thing


def test_without_decisions_everything_is_as_the_machine_made_it() -> None:
    made = played("a1 b1 | c1")
    assert shown(made) == "a1 b1 | c1"
    assert (made.outcomes, made.conflicts, made.incidents, made.reports) == ({}, (), {}, {})


def test_merge_unites_what_stands_with_the_reports_now() -> None:
    made = played("a1 c1 | b1 c2 | b2", decided(1, MERGE, ["a1", "b1"]))
    assert shown(made) == "a1 b1 c1 c2 | b2"
    assert effects(made) == ["applied"]


def test_merge_holds_when_reports_have_other_ids_and_types() -> None:
    merge = decided(1, MERGE, ["a1", "b1 b2"])
    assert shown(played("a1 | b1 b2", merge, version="2"), version="2") == "a1 b1 b2"
    assert shown(played("a1 | b1 b2", merge, type_="COERCE"), type_="COERCE") == "a1 b1 b2"
    assert shown(played("a1 | b1 b2", merge, shift=3), shift=3) == "a1 b1 b2"


def test_merge_brings_a_report_that_went_elsewhere_back_alone() -> None:
    made = played("a1 a2 | b1 | c1 c2 a3", decided(1, MERGE, ["a1 a2 a3", "b1"]))
    assert shown(made) == "a1 a2 a3 b1 | c1 c2"


def test_split_takes_reports_out_and_leaves_what_nobody_spoke_of() -> None:
    made = played("a1 b1 b2 c1", decided(1, SPLIT, ["a1 b1 b2", "=b1", "=b2"]))
    assert shown(made) == "a1 c1 | b1 b2"


def test_split_of_what_is_apart_already_is_applied() -> None:
    made = played("a1 | b1", decided(1, SPLIT, ["a1 b1", "=b1"]))
    assert shown(made) == "a1 | b1"
    assert effects(made) == ["applied"]


def test_move_takes_one_report_to_where_most_of_the_other_incident_is() -> None:
    move = decided(1, MOVE, ["=a1", "b1 b2 b3"])
    assert shown(played("a1 a2 | b1 b2 | b3 c1", move)) == "a1 b1 b2 | a2 | b3 c1"


def test_move_holds_where_a_run_unites_both_incidents() -> None:
    from_ = [*decided(9, Act.ACCEPT, ["a1 a2"]).anchors]
    made = played("a1 a2 b1 b2 c1", decided(1, MOVE, ["=a1", "b1 b2"], more=from_))
    assert shown(made) == "a1 b1 b2 | a2 c1"


def test_different_parts_what_a_run_unites() -> None:
    different = decided(1, DIFFERENT, ["a1 a2", "b1"])
    assert shown(played("a1 a2 b1 c1", different)) == "a1 a2 c1 | b1"
    assert shown(played("a1 a2 c1 | b1", different)) == "a1 a2 c1 | b1"


def test_different_reports_are_parted() -> None:
    assert shown(played("a1 b1 b2", decided(1, DIFFERENT, ["=a1", "=b1"]))) == "a1 | b1 b2"


def test_merge_leaves_behind_what_is_kept_apart() -> None:
    made = played(
        "a1 c1 | b1",
        decided(1, DIFFERENT, ["a1", "b1"]),
        decided(2, MERGE, ["c1", "b1"], reviewer="omar"),
    )
    assert shown(made) == "a1 | b1 c1"
    assert effects(made) == ["applied", "applied"]


def test_a_later_decision_of_the_same_reviewer_takes_the_place_of_the_earlier() -> None:
    merge, split = decided(1, MERGE, ["a1", "b1"]), decided(2, SPLIT, ["a1 b1", "=b1"])
    made = played("a1 | b1", merge, split)
    assert shown(made) == "a1 | b1"
    assert effects(made) == ["replaced", "applied"]
    assert made.outcomes[merge.id].by == (split.id,)
    again = decided(3, MERGE, ["a1", "b1"])
    assert shown(played("a1 | b1", merge, split, again)) == "a1 b1"


def test_moving_on_and_back_takes_the_place_of_the_earlier_moves() -> None:
    there = decided(1, MOVE, ["=a1", "b1"], more=decided(9, Act.ACCEPT, ["a1 a2"]).anchors)
    on = decided(2, MOVE, ["=a1", "c1"], more=decided(9, Act.ACCEPT, ["a1 b1"]).anchors)
    back = decided(3, MOVE, ["=a1", "a2"], more=decided(9, Act.ACCEPT, ["a1 c1"]).anchors)
    assert shown(played("a1 a2 | b1 | c1", there, on)) == "a1 c1 | a2 | b1"
    assert shown(played("a1 a2 | b1 | c1", there, on, back)) == "a1 a2 | b1 | c1"
    assert effects(played("a1 a2 | b1 | c1", there, on, back)) == ["replaced", "applied", "applied"]


# Two reviewers


def test_two_reviewers_who_differ_are_both_kept_and_neither_holds() -> None:
    merge, apart = decided(1, MERGE, ["a1", "b1"]), decided(2, DIFFERENT, ["a1", "b1"], reviewer="omar")
    for words in ("a1 | b1", "a1 b1"):
        made = played(words, merge, apart)
        assert shown(made) == words
        assert effects(made) == ["contested", "contested"]
        (conflict,) = made.conflicts
        assert conflict.decisions == (merge.id, apart.id)
        assert "anna says" in conflict.why
        assert "omar says" in conflict.why
        assert made.outcomes[merge.id].by == (apart.id,)


def test_a_contested_merge_unites_nothing() -> None:
    made = played(
        "a1 | b1 | c1", decided(1, MERGE, ["a1", "b1", "c1"]), decided(2, DIFFERENT, ["a1", "b1"], reviewer="omar")
    )
    assert shown(made) == "a1 | b1 | c1"


def test_taking_a_report_out_of_what_another_merged_refines_it() -> None:
    made = played(
        "a1 a2 | b1", decided(1, MERGE, ["a1 a2", "b1"]), decided(2, SPLIT, ["a1 a2 b1", "=a2"], reviewer="omar")
    )
    assert shown(made) == "a1 b1 | a2"
    assert effects(made) == ["applied", "applied"]


def test_two_reviewers_who_move_a_report_elsewhere_are_in_conflict() -> None:
    made = played("a1 a2 | b1 | c1", decided(1, MOVE, ["=a1", "b1"]), decided(2, MOVE, ["=a1", "c1"], reviewer="omar"))
    assert shown(made) == "a1 a2 | b1 | c1"
    assert effects(made) == ["contested", "contested"]


@pytest.mark.parametrize("is_first", [True, False])
def test_a_lead_decides_between_reviewers(is_first: bool) -> None:
    acts = [
        decided(1, MERGE, ["a1", "b1"]),
        decided(2, DIFFERENT, ["a1", "b1"], reviewer="omar"),
        decided(3, MERGE, ["a1", "b1"], reviewer="zoe", lead=True),
    ]
    made = played("a1 | b1", *([acts[2], *acts[:2]] if is_first else acts))
    assert shown(made) == "a1 b1"
    assert made.outcomes[acts[0].id].effect is made.outcomes[acts[2].id].effect is Effect.APPLIED
    assert (made.outcomes[acts[1].id].effect, made.outcomes[acts[1].id].by) == (Effect.OVERRULED, (acts[2].id,))
    assert made.conflicts == ()


def test_what_a_lead_keeps_apart_no_chain_of_merges_unites() -> None:
    made = played(
        "a1 | b1 | c1",
        decided(1, DIFFERENT, ["a1", "b1"], lead=True),
        decided(2, MERGE, ["a1", "b1", "c1"], reviewer="omar"),
    )
    assert shown(made) == "a1 c1 | b1"


# Verdicts and edits


def test_verdicts_and_edits_are_on_the_incident_that_holds_most_of_the_reports() -> None:
    made = played(
        "a1 a2 b1 | a3",
        decided(1, Act.ACCEPT, ["a1 a2 a3"]),
        decided(2, Act.EDIT, ["a1 a2 a3"], field="killed", value="9"),
    )
    assert one(made, "a1 a2 b1").reviewed is Reviewed.ACCEPTED
    assert one(made, "a1 a2 b1").edits == {"killed": "9"}
    assert one(made, "a1 a2 b1").decisions == (decision_id(1), decision_id(2))
    assert one(made, "a3") is None


def test_a_verdict_on_what_fell_apart_is_told() -> None:
    made = played("a1 | a2 | a3", decided(1, Act.ACCEPT, ["a1 a2 a3"]))
    assert made.incidents == {}
    ((id_, why),) = made.unapplied
    assert id_ == decision_id(1)
    assert "none of which holds half" in why


def test_reports_and_claims_are_decided_on_by_their_words() -> None:
    made = played("a1 b1", decided(1, Act.REJECT, ["=a1"]), decided(2, Act.UNSURE, ["=b1"]), version="2")
    assert made.rejected == {at("a1", version="2").id}
    assert made.reports[at("b1", version="2").id].reviewed is Reviewed.UNSURE
    assert shown(made, version="2") == "a1 b1"


def test_verdicts_that_differ_are_disputed_until_a_lead_decides() -> None:
    acts = [decided(1, Act.ACCEPT, ["a1"]), decided(2, Act.REJECT, ["a1"], reviewer="omar")]
    made = played("a1", *acts)
    assert one(made, "a1").reviewed is Reviewed.DISPUTED
    assert effects(made) == ["contested", "contested"]
    assert made.conflicts[0].decisions == (acts[0].id, acts[1].id)
    lead = decided(3, Act.REJECT, ["a1"], reviewer="zoe", lead=True)
    made = played("a1", *acts, lead)
    assert one(made, "a1").reviewed is Reviewed.REJECTED
    assert effects(made) == ["overruled", "applied", "applied"]
    assert made.conflicts == ()


def test_a_reviewers_later_verdict_takes_the_place_of_the_earlier() -> None:
    made = played("a1", decided(1, Act.ACCEPT, ["a1"]), decided(2, Act.REJECT, ["a1"]))
    assert one(made, "a1").reviewed is Reviewed.REJECTED
    assert effects(made) == ["replaced", "applied"]


def test_edits_that_differ_show_neither() -> None:
    options = {"field": "killed"}
    made = played(
        "a1",
        decided(1, Act.EDIT, ["a1"], value="9", **options),
        decided(2, Act.EDIT, ["a1"], value=None, reviewer="omar", **options),
        decided(3, Act.EDIT, ["a1"], value="2020", field="when", reviewer="omar"),
    )
    assert one(made, "a1").edits == {"when": "2020"}
    assert one(made, "a1").disputed == ("killed",)
    assert one(made, "a1").by == {"when": decision_id(3)}
    assert one(made, "a1").reviewed is None
    assert made.conflicts[0].field == "killed"


def test_an_edit_can_empty_a_field() -> None:
    made = played("a1", decided(1, Act.EDIT, ["a1"], field="when"))
    assert one(made, "a1").edits == {"when": None}


# What is taken back, and what cannot be applied


def test_undo_takes_a_decision_back_and_can_be_undone() -> None:
    merge, undo, again = decided(1, MERGE, ["a1", "b1"]), decided(2, Act.UNDO, ["k1"]), decided(3, Act.UNDO, ["k2"])
    made = played("a1 | b1", merge, undo)
    assert shown(made) == "a1 | b1"
    assert effects(made) == ["undone", "applied"]
    assert made.outcomes[merge.id].by == (undo.id,)
    made = played("a1 | b1", merge, undo, again)
    assert shown(made) == "a1 b1"
    assert effects(made) == ["applied", "undone", "applied"]


def test_undo_of_a_contrary_decision_ends_the_conflict() -> None:
    merge, apart = decided(1, MERGE, ["a1", "b1"]), decided(2, DIFFERENT, ["a1", "b1"], reviewer="omar")
    assert shown(played("a1 | b1", merge, apart, decided(3, Act.UNDO, ["k2"]))) == "a1 b1"


def test_what_is_gone_is_told_in_words() -> None:
    made = played(
        "a1 | b1",
        decided(1, MERGE, ["a1", "c1"]),
        decided(2, Act.REJECT, ["=c1"]),
        decided(3, MOVE, ["=a1", "c1 c2"]),
        decided(4, SPLIT, ["a1 c1", "=c1"]),
        decided(5, Act.UNDO, ["k99"]),
    )
    assert effects(made) == ["unapplied"] * 5
    reasons = [why for _, why in made.unapplied]
    assert "ASSAULT at characters 100-106 of document c" in reasons[0]
    assert "is not there any more" in reasons[1]
    assert "none of the 2 reports" in reasons[2]
    assert "no decision k0000000000000063 to take back" in reasons[4]
    assert shown(made) == "a1 | b1"


def test_what_is_partly_gone_is_applied_to_the_rest_and_told() -> None:
    made = played("a1 | b1", decided(1, MERGE, ["a1", "b1", "c1"]))
    assert shown(made) == "a1 b1"
    assert effects(made) == ["applied"]
    assert "is not there any more" in made.unapplied[0][1]


def test_what_could_be_several_is_not_guessed() -> None:
    twins = [at("a1", version="2"), at("a1", version="3"), at("b1")]
    made = replay([[twin.id] for twin in twins], [decided(1, MOVE, ["=a1", "b1"])], twins)
    assert len(made.clusters) == 3
    assert "could be any of several" in made.unapplied[0][1]


def test_two_things_that_are_one_report_now_are_told() -> None:
    now = at("a1", version="2")
    shifted = at("a1", shift=2)
    different = Decision(
        decision_id(1), DIFFERENT, (at("a1").id, "r" + "0" * 16), "anna", decided(2, MERGE, ["a1", "b1"]).made,
        anchors=(at("a1"), type(shifted)(*_fields(shifted)[:-2], "r" + "0" * 16, "r" + "0" * 16)),
    )  # fmt: skip
    made = replay([[now.id]], [different], [now])
    assert "one and the same report" in made.unapplied[0][1]


def _fields(anchor) -> tuple:
    return tuple(getattr(anchor, name) for name in anchor.__dataclass_fields__)


def test_a_decision_that_quotes_nothing_cannot_be_applied() -> None:
    bare = Decision(decision_id(1), Act.ACCEPT, ("i0123456789abcdef",), "anna", decided(1, MERGE, ["a1", "b1"]).made)
    assert "does not say which words" in played("a1", bare).unapplied[0][1]


def test_decisions_about_actors_are_left_alone() -> None:
    when = decided(1, MERGE, ["a1", "b1"]).made
    actors = Decision(decision_id(1), MERGE, ("text:a", "text:b"), "anna", when)
    assert played("a1", actors, decided(2, Act.UNDO, ["k1"]), decided(3, Act.UNDO, ["k2"])).outcomes == {}


def test_clusters_that_overlap_are_refused() -> None:
    with pytest.raises(ValueError, match="do not overlap"):
        replay([["r1"], ["r1", "r2"]], [], [])


def test_constraints_tell_a_matcher_what_people_hold() -> None:
    decisions = [
        decided(1, MERGE, ["a1", "b1"]),
        decided(2, SPLIT, ["c1 c2", "=c2"]),
        decided(3, MERGE, ["a2", "a3"]),
        decided(4, DIFFERENT, ["a2", "a3"], reviewer="omar"),
    ]
    made = constraints(decisions, [at(name) for name in ("a1", "b1", "c1", "c2", "a2", "a3")])
    assert made.together == (tuple(sorted([at("a1").id, at("b1").id])),)
    assert made.apart == ((frozenset({at("c2").id}), frozenset({at("c1").id})),)


def test_constraints_on_accounts_leave_out_what_is_within_one() -> None:
    decisions = [decided(1, SPLIT, ["a1 b1 c1", "=a1"]), decided(2, MERGE, ["a2", "a3", "b2"])]
    names = ("a1", "b1", "c1", "a2", "a3", "b2")
    account_of = dict(zip((at(name).id for name in names), ("A", "A", "C", "D", "D", "E"), strict=True))
    made = constraints(decisions, map(at, names)).of_accounts(account_of)
    assert made.together == (("A", "C"), ("D", "E"))
    assert made.apart == ()
    apart = constraints(decisions, map(at, names)).of_accounts({**account_of, at("b1").id: "B"}).apart
    assert apart == ((frozenset("A"), frozenset("BC")),)


# Whatever is decided

NAMES = [f"{document}{n}" for document in "abc" for n in range(1, 4)]


@st.composite
def histories(draw) -> tuple[str, list[Decision]]:
    names = draw(st.permutations(NAMES))
    cuts = sorted(draw(st.sets(st.integers(1, len(names) - 1), max_size=5)))
    parts = [names[a:b] for a, b in zip([0, *cuts], [*cuts, len(names)], strict=True)]
    groups = st.lists(st.sampled_from(NAMES), min_size=1, max_size=3, unique=True).map(" ".join)
    reports = st.sampled_from(NAMES).map("={}".format)
    decisions: list[Decision] = []
    for n in range(1, draw(st.integers(1, 7))):
        act = draw(st.sampled_from(list(Act)))
        targets = {
            MERGE: st.lists(groups, min_size=2, max_size=3),
            DIFFERENT: st.lists(groups, min_size=2, max_size=3),
            SPLIT: st.tuples(groups, reports).map(list),
            MOVE: st.tuples(reports, groups).map(list),
            Act.UNDO: st.integers(1, max(1, n - 1)).map(lambda k: [f"k{k}"]),
        }.get(act, st.lists(groups | reports, min_size=1, max_size=2))
        field = draw(st.sampled_from(["killed", "when"])) if act is Act.EDIT else None
        value = draw(st.sampled_from([None, "1", "2"])) if act is Act.EDIT else None
        reviewer = draw(st.sampled_from(["anna", "omar", "zoe"]))
        decisions.append(
            decided(n, act, draw(targets), reviewer=reviewer, lead=reviewer == "zoe", field=field, value=value)
        )
    return " | ".join(" ".join(part) for part in parts), decisions


def reports_of(clusters: Sequence[frozenset[str]]) -> list[str]:
    return sorted(report for cluster in clusters for report in cluster)


@given(histories())
def test_every_decision_is_accounted_for_and_every_report_stays_in_one_cluster(history) -> None:
    words, decisions = history
    made = played(words, *decisions)
    assert list(made.outcomes) == [one.id for one in decisions]
    assert reports_of(made.clusters) == sorted(at(name).id for name in NAMES)
    for id_, outcome in made.outcomes.items():
        assert outcome.effect is not Effect.UNAPPLIED or outcome.why
        assert (outcome.effect is Effect.CONTESTED) == any(id_ in one.decisions for one in made.conflicts)
        assert outcome.by or outcome.effect in (Effect.APPLIED, Effect.UNAPPLIED)


@given(histories(), st.randoms(use_true_random=False))
def test_the_order_of_reports_and_clusters_changes_nothing(history, random) -> None:
    words, decisions = history
    now = clusters_of(words)
    clusters = [[one.id for one in cluster] for cluster in now]
    anchors = [one for cluster in now for one in cluster]
    mixed = [random.sample(cluster, len(cluster)) for cluster in random.sample(clusters, len(clusters))]
    made = replay(clusters, decisions, anchors)
    assert made == replay(mixed, decisions, random.sample(anchors, len(anchors)))
    assert made == replay(clusters, decisions, anchors)


@given(histories())
def test_a_decision_that_is_undone_leaves_no_trace(history) -> None:
    words, decisions = history
    undone = [*decisions, decided(99, Act.UNDO, [f"k{n}" for n in range(1, len(decisions) + 1)])] if decisions else []
    assert played(words, *undone).clusters == played(words).clusters


@given(histories())
def test_what_one_reviewer_says_last_holds(history) -> None:
    words, decisions = history
    first, second = decided(50, MERGE, ["a1", "b1"], lead=True), decided(51, DIFFERENT, ["a1", "b1"], lead=True)
    assert any({at("a1").id, at("b1").id} <= cluster for cluster in played(words, *decisions, first).clusters)
    last = played(words, *decisions, first, second)
    assert not any({at("a1").id, at("b1").id} <= cluster for cluster in last.clusters)


@given(st.permutations(NAMES), st.integers(1, 8), st.integers(1, 8))
def test_merging_and_splitting_back_is_identity(names, cut, other) -> None:
    first, last = sorted((cut, other))
    parts = [part for part in (names[:first], names[first:last], names[last:]) if part]
    words = " | ".join(" ".join(part) for part in parts)
    if len(parts) < 2:
        return
    one, two = (" ".join(part) for part in parts[:2])
    merge = decided(1, MERGE, [one, two])
    split = decided(2, SPLIT, [f"{one} {two}", *(f"={name}" for name in parts[1])])
    assert len(played(words, merge).clusters) == len(parts) - 1
    assert played(words, merge, split).clusters == played(words).clusters


def test_who_takes_a_report_out_leaves_the_others_together_until_they_are_parted_too() -> None:
    names = ("a1", "b1", "c1", "d1")
    first = decided(1, SPLIT, ["a1 b1 c1 d1", "=a1"])
    made = constraints([first], map(at, names))
    left = {frozenset(pair) for pair in made.together}
    assert set().union(*left) == {at(name).id for name in ("b1", "c1", "d1")}
    made = constraints([first, decided(2, SPLIT, ["b1 c1 d1", "=b1"])], map(at, names))
    assert [frozenset(pair) for pair in made.together] == [frozenset({at("c1").id, at("d1").id})]


def test_edit_to_what_nobody_knows_any_more_is_told_and_not_applied() -> None:
    edits = [
        decided(1, Act.EDIT, ["a1"], field="place", value="geonames:999999999999"),
        decided(2, Act.EDIT, ["a1"], field="actors", value="pack-that-is-gone"),
        decided(3, Act.EDIT, ["a1"], field="killed", value="9"),
    ]
    made = played("a1", *edits)
    assert effects(made) == ["unapplied", "unapplied", "applied"]
    assert "geonames:999999999999" in made.unapplied[0][1]
    decision = one(made, "a1")
    assert decision is not None
    assert decision.edits == {"killed": "9"}
