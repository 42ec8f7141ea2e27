from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from tests.reconciling.incidents.single_reports import AMARA, BASRA, IRAQ, MAYSAN, report

from dateline.model import EventType, Level, Report, Status
from dateline.reconciling.incidents.values.values import values_of


def test_values_are_empty_where_no_report_says_any() -> None:
    values = values_of([report()])
    assert values.place is None
    assert values.when is None
    assert values.actors == ()
    assert values.counts == {}
    assert values.mode is None


def test_values_count_origins_and_not_reports() -> None:
    nine = [report(f"d{n}", mode="beat", place=BASRA) for n in range(3)]
    two = [report("e1", mode="bombing", place=AMARA), report("e2", mode="bombing", place=AMARA)]
    origins = [[r.id for r in nine], [two[0].id], [two[1].id]]
    values = values_of([*nine, *two], origins=origins)
    assert values.mode == "bombing"
    assert values.place is not None
    assert values.place.place == AMARA
    assert values.place.reports == tuple(sorted(r.id for r in two))


def test_place_is_the_closest_that_all_who_agree_allow() -> None:
    told = [report("d1", place=IRAQ), report("d2", place=MAYSAN), report("d3", place=AMARA), report("d4")]
    place = values_of(told).place
    assert place is not None
    assert place.place == AMARA
    assert set(place.reports) == {r.id for r in told[:3]}


def test_when_is_cut_to_what_all_allow() -> None:
    told = [report("d1", when="2008-06"), report("d2", when="2008-06-14"), report("d3", when="2008-06-13/2008-06-15")]
    when = values_of(told).when
    assert when is not None
    assert when.moment.edtf == "2008-06-14"
    assert len(when.reports) == 3


def test_when_leaves_out_the_time_that_fewer_allow() -> None:
    told = [report("d1", when="2008-06-14"), report("d2", when="2008-06-14"), report("d3", when="2008-06-19")]
    when = values_of(told).when
    assert when is not None
    assert when.moment.edtf == "2008-06-14"
    assert len(when.reports) == 2


def test_when_of_an_episode_is_not_the_whole_year_in_which_it_was() -> None:
    told = [report("d1", when="2008"), report("d2", when="2008-06-14/.."), report("d3", when="2008-06-19")]
    when = values_of(told, level=Level.EPISODE).when
    assert when is not None
    assert when.moment.edtf == "2008-06-14/.."
    when = values_of(told[:1], level=Level.EPISODE).when
    assert when is not None
    assert when.moment.edtf == "2008"


def test_values_of_what_happened_are_not_those_of_what_was_announced_or_feared() -> None:
    told = report("d1", when="2008-06-19", place=AMARA, killed=3)
    plans = [report(f"e{n}", when="2008-06-14", place=BASRA, status=Status.PLANNED) for n in range(3)]
    feared = report("f1", killed=200, status=Status.HYPOTHETICAL)
    values = values_of([told, *plans, feared], origins=[[told.id]])
    assert values.when is not None
    assert values.when.moment.edtf == "2008-06-19"
    assert values.place is not None
    assert values.place.place == AMARA
    assert values.counts["killed"].range.high == 3
    open_ = report("d2", killed=3)
    values = values_of([open_, *plans, feared], origins=[[open_.id]])
    assert values.place is not None
    assert values.place.place == BASRA


def test_actors_of_what_happened_are_not_those_who_deny_that_they_did_it() -> None:
    told = report("d1", actors=("shabaab",))
    denied = report("d2", actors=("army",), status=Status.NEGATED)
    assert [one.actor.id for one in values_of([told, denied]).actors] == ["shabaab"]
    assert [one.actor.id for one in values_of([denied]).actors] == ["army"]


def test_when_of_an_episode_is_all_its_time() -> None:
    told = [report("d1", when="2008-06-14"), report("d2", when="2008-06-19")]
    when = values_of(told, level=Level.EPISODE).when
    assert when is not None
    assert when.moment.edtf == "2008-06-14/2008-06-19"


def test_actor_named_closely_stands_for_the_wider_name() -> None:
    told = [report("d1", actors=["qods-force"]), report("d2", actors=["ramazan-corps"])]
    (actor,) = values_of(told).actors
    assert actor.actor.id == "ramazan-corps"
    assert len(actor.reports) == 2


def test_status_is_what_happened_unless_more_origins_deny_it() -> None:
    told, denied = report("d1"), [report(f"d{n}", status=Status.NEGATED) for n in (2, 3)]
    assert values_of([told, denied[0]]).status is Status.OCCURRED
    assert values_of([told, *denied]).status is Status.NEGATED
    assert values_of([told, *denied], origins=[[r.id for r in denied]]).status is Status.OCCURRED
    planned = report("d4", status=Status.PLANNED)
    assert values_of([planned]).status is Status.PLANNED
    assert values_of([planned, told]).status is Status.OCCURRED


def test_denied_figures_count_for_nothing() -> None:
    values = values_of([report("d1", killed=3), report("d2", killed=40, status=Status.NEGATED)])
    assert values.counts["killed"].range.high == 3


@given(st.permutations(range(6)))
def test_values_know_no_order(order: list[int]) -> None:
    told: list[Report] = [
        report("d1", place=AMARA, when="2008-06-14", killed=3, actors=["mahdi-army"]),
        report("d2", place=MAYSAN, when="2008-06", killed=5, actors=["IQ:military"]),
        report("d3", place=BASRA, when="2008-06-15", injured=5),
        report("d4", type_=EventType.COERCE, mode="arrest"),
        report("d5", status=Status.NEGATED),
        report("d6", place=AMARA, killed=5),
    ]
    assert values_of([told[n] for n in order]) == values_of(told)
