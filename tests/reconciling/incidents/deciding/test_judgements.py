"""What reviewers said of the same things, and how far they agree."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from tests.reconciling.incidents.small_decisions import about, at, decided, incident_id

from dateline.model import Act
from dateline.reconciling.incidents.deciding.judgements import Judged, agreement_of, judgements


def pair(one: str, other: str) -> str:
    return " ".join(sorted([at(one).id, at(other).id]))


def test_verdicts_count_with_the_last_of_each_reviewer() -> None:
    made = [
        decided(1, Act.ACCEPT, ["a1 b1"]),
        decided(2, Act.REJECT, ["a1 b1"]),
        decided(3, Act.ACCEPT, ["a1 b1"], reviewer="ben"),
    ]
    item = incident_id("a1 b1")
    assert judgements(made)[Judged.VERDICTS] == {"anna": {item: "reject"}, "ben": {item: "accept"}}


def test_what_was_taken_back_was_never_said() -> None:
    first = decided(1, Act.ACCEPT, ["a1"])
    undo = decided(2, Act.UNDO, [first.id])
    assert judgements([first, undo]) == {Judged.VERDICTS: {}, Judged.PAIRS: {}}


def test_a_verdict_on_an_incident_that_was_merged_counts_for_what_it_is_now() -> None:
    made = [decided(1, Act.ACCEPT, ["a1"]), decided(2, Act.REJECT, ["b1"], reviewer="ben")]
    (one,) = agreement_of(made, redirects={incident_id("b1"): incident_id("a1")})
    assert (one.common, one.differ) == ((incident_id("a1"),), (incident_id("a1"),))


def test_a_merge_against_a_split_of_the_same_is_one_question_answered_twice() -> None:
    merge = decided(1, Act.MERGE, ["a1", "b1"])
    split = decided(2, Act.SPLIT, ["a1 b1", "=b1"], reviewer="ben")
    (one,) = agreement_of([merge, split])
    assert one.judged is Judged.PAIRS
    assert one.differ == (pair("a1", "b1"),)
    assert {who: said[pair("a1", "b1")] for who, said in one.labels.items()} == {"anna": "one", "ben": "several"}


def test_a_move_says_where_a_report_belongs_and_where_not() -> None:
    move = decided(1, Act.MOVE, ["=c1", "a1 b1"], more=about(incident_id("c1 d1"), "c1 d1"))
    said = judgements([move])[Judged.PAIRS]["anna"]
    assert said[pair("a1", "c1")] == said[pair("b1", "c1")] == "one"
    assert said[pair("c1", "d1")] == "several"
    assert pair("a1", "b1") not in said


def test_different_says_so_of_each_with_the_first_of_the_other() -> None:
    said = judgements([decided(1, Act.DIFFERENT, ["a1 b1 c1", "d1 e1"])])[Judged.PAIRS]["anna"]
    assert set(said.values()) == {"several"}
    assert set(said) == {pair(*names) for names in (("a1", "d1"), ("b1", "d1"), ("c1", "d1"), ("a1", "e1"))}


def test_one_reviewer_alone_agrees_with_nobody() -> None:
    assert agreement_of([decided(1, Act.ACCEPT, ["a1"]), decided(2, Act.REJECT, ["b1"], reviewer="ben")]) == ()


def test_a_lead_counts_as_any_other() -> None:
    made = [decided(1, Act.ACCEPT, ["a1"]), decided(2, Act.REJECT, ["a1"], reviewer="ben", lead=True)]
    (one,) = agreement_of(made)
    assert one.kappas[("anna", "ben")].observed == 0


@given(st.lists(st.tuples(st.sampled_from(["accept", "reject"]), st.sampled_from("abc"), st.sampled_from("xyz"))))
def test_agreement_is_of_two_or_more_on_each_common_item(said: list[tuple[str, str, str]]) -> None:
    made = [
        decided(n, Act(verdict), [f"{item}1"], reviewer=reviewer) for n, (verdict, item, reviewer) in enumerate(said, 1)
    ]
    last = {(reviewer, incident_id(f"{item}1")): verdict for verdict, item, reviewer in said}
    found = agreement_of(made)
    judged = {item: {v for (_, i), v in last.items() if i == item} for _, item in last}
    shared = {item for item in judged if sum(i == item for _, i in last) > 1}
    assert {item for one in found for item in one.common} == shared
    assert {item for one in found for item in one.differ} == {item for item in shared if len(judged[item]) > 1}
    for one in found:
        assert one.consensus is not None
        assert set(one.consensus.posterior) == set(one.common)
