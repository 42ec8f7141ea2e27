"""The metrics of replay, on a handful of reports: what is lost or done otherwise is seen."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.reconciling.incidents.small_decisions import at, clusters_of, decided, ids_of

from benchmarks import replay as bench
from dateline.model import Act, Decision, Reviewed
from dateline.reconciling.incidents.deciding.anchors import Finder
from dateline.reconciling.incidents.deciding.conflicts import Conflict, Effect, Outcome
from dateline.reconciling.incidents.deciding.replay import Decided, Replayed, replay


def run_of(words: str) -> bench.Run:
    now = clusters_of(words)
    return bench.Run([one for cluster in now for one in cluster], ids_of(words))


def holds(one: Decision, words: str, **options) -> bool:
    run = run_of(words)
    made = Replayed(tuple(run.clusters), **options)
    cluster_of = {report: members for members in made.clusters for report in members}
    return bench.effect_holds(one, bench.found(one, Finder(run.anchors)), made, cluster_of)


@pytest.mark.parametrize(
    ("act", "targets", "so", "not_so"),
    [
        (Act.MERGE, ["a1", "b1"], "a1 b1 c1", "a1 | b1 c1"),
        (Act.DIFFERENT, ["a1 a2", "b1"], "a1 | a2 | b1", "a1 b1 | a2"),
        (Act.SPLIT, ["a1 b1 b2", "=b1", "=b2"], "a1 | b1 b2", "a1 b1 | b2"),
        (Act.SPLIT, ["a1 b1 b2", "=b1", "=b2"], "a1 | b1 b2", "a1 | b1 | b2"),
        (Act.MOVE, ["=a1", "b1 b2 b3"], "a1 b1 b2 | b3", "a1 b3 | b1 b2"),
    ],
)
def test_effect_on_clusters_is_seen(act, targets, so, not_so) -> None:
    one = decided(1, act, targets)
    assert holds(one, so)
    assert not holds(one, not_so)


def test_effect_on_what_is_shown_is_seen() -> None:
    cluster, report = ids_of("a1 a2")[0], at("b1").id
    accept, reject = decided(1, Act.ACCEPT, ["a1 a2"]), decided(2, Act.REJECT, ["=b1"])
    edit = decided(3, Act.EDIT, ["a1 a2"], field="when", value="2020")
    shown = {
        "incidents": {cluster: Decided(Reviewed.ACCEPTED, {"when": "2020"})},
        "reports": {report: Decided(Reviewed.REJECTED)},
    }
    for one in (accept, reject, edit):
        assert holds(one, "a1 a2 | b1", **shown)
        assert not holds(one, "a1 a2 | b1")
    assert not holds(replace(edit, value=None), "a1 a2 | b1", **shown)


def test_what_is_not_told_is_not_accounted_for() -> None:
    one = decided(1, Act.ACCEPT, ["a1"])

    def accounted(effect: Effect, *, alive: bool = True, by=(), why=None, conflicts=()) -> bool:
        made = Replayed((), outcomes={one.id: Outcome(one.id, effect, by, why)}, conflicts=conflicts)
        return bench.is_accounted(one, made, {one.id} if alive else set())

    assert accounted(Effect.APPLIED)
    assert accounted(Effect.UNAPPLIED, why="gone") > accounted(Effect.UNAPPLIED)
    assert accounted(Effect.REPLACED, by=("k2",)) > accounted(Effect.REPLACED)
    assert accounted(Effect.UNDONE, by=("k2",), alive=False) > accounted(Effect.UNDONE, by=("k2",))
    assert accounted(Effect.CONTESTED, conflicts=(Conflict((one.id, "k2"), ""),)) > accounted(Effect.CONTESTED)


def test_gone_is_what_stands_nowhere_or_in_several() -> None:
    run = run_of("a1 | b1")
    assert not bench.is_gone(decided(1, Act.ACCEPT, ["a1 c1"]), run)
    assert bench.is_gone(decided(1, Act.ACCEPT, ["c1"]), run)
    twins = bench.Run([at("a1", version="2"), at("a1", version="3")], [])
    assert bench.is_gone(decided(1, Act.ACCEPT, ["=a1"]), twins)
    assert not bench.is_gone(decided(1, Act.ACCEPT, ["=a1"]), bench.Run([at("a1", version="2", shift=40)], []))


def test_check_sees_a_replay_that_does_nothing_or_loses_decisions() -> None:
    run = run_of("a1 | b1 | c1")
    decisions = [decided(1, Act.MERGE, ["a1", "b1"]), decided(2, Act.ACCEPT, ["c2"])]
    made = replay(run.clusters, decisions, run.anchors)
    good = bench.check(decisions, made, run)
    assert (good["decisions"], good["accounted"], good["checked"], good["held"], good["told"]) == (2, 2, 1, 1, 1)
    idle = bench.check(decisions, replace(made, clusters=tuple(run.clusters)), run)
    assert (idle["checked"], idle["held"], idle["seen"]) == (1, 0, 0)
    lost = bench.check(decisions, replace(made, outcomes={}), run)
    assert (lost["accounted"], lost["checked"]) == (0, 0)
    wrongly = replace(made, outcomes={**made.outcomes, decisions[1].id: Outcome("", Effect.UNAPPLIED, why="gone")})
    assert bench.check([decided(2, Act.ACCEPT, ["c1"])], wrongly, run)["told"] == 0


def test_a_later_decision_on_the_same_reports_excuses_an_earlier_one() -> None:
    run = run_of("a1 a2 | b1")
    decisions = [
        decided(1, Act.MERGE, ["a1 a2", "b1"]),
        decided(2, Act.SPLIT, ["a1 a2 b1", "=a2"], reviewer="omar"),
    ]
    counts = bench.check(decisions, replay(run.clusters, decisions, run.anchors), run)
    assert (counts["checked"], counts["held"], counts["seen"], counts["last"]) == (2, 2, 1, 1)


def test_what_is_disturbed_is_the_same_in_every_run_and_keeps_no_report_twice() -> None:
    run = bench.made_up(documents=20, seed=1)
    one, other = bench.disturbed(run, seed=2), bench.disturbed(run, seed=2)
    assert one == other
    ids = [anchor.id for anchor in one.anchors]
    assert len(set(ids)) == len(ids)
    assert sorted(ids) == sorted(report for members in one.clusters for report in members)
    before = {anchor.id for anchor in run.anchors}
    assert 0.4 < len(before & set(ids)) / len(before) < 0.6


def test_a_hundred_decisions_are_all_accounted_for_after_another_run() -> None:
    far = bench.made_up(documents=10, seed=1)
    scores, line = bench.measured("made up", far, lambda: bench.disturbed(far, seed=2), count=100)
    assert scores == dict.fromkeys(scores, 1.0)
    assert "of 100 decisions" in line
