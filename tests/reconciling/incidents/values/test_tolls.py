from __future__ import annotations

from tests.reconciling.incidents.single_reports import report

from dateline.model import Moment, Range
from dateline.reconciling.incidents.values.tolls import reconciled_count

TOLD = {"d1": Moment("2014-05-03"), "d2": Moment("2014-05-04"), "d3": Moment("2014-05-05")}


def test_count_spans_what_origins_give() -> None:
    origins = [[report("d1", killed=9)], [report("d2", killed=12)], [report("d3", killed=9)]]
    assert reconciled_count("killed", origins, TOLD) == Range(9, 9, 12)


def test_count_takes_what_was_told_last_where_origins_are_even() -> None:
    origins = [[report("d1", killed=9)], [report("d2", killed=12)]]
    assert reconciled_count("killed", origins, TOLD) == Range(9, 12, 12)


def test_count_takes_the_higher_toll_of_one_day_where_origins_are_even() -> None:
    origins = [[report("d1", killed=12)], [report("d1", killed=9)]]
    assert reconciled_count("killed", origins, TOLD) == Range(9, 12, 12)


def test_one_origin_counts_once_with_its_last_word() -> None:
    origins = [[report("d1", killed=9), report("d2", killed=12), report("d3", killed=14)]]
    assert reconciled_count("killed", origins, TOLD) == Range(14, 14, 14)


def test_at_least_sets_no_ceiling_and_up_to_no_floor() -> None:
    assert reconciled_count("killed", [[report("d1", killed=Range.at_least(5))]]) == Range(5, 5, None)
    assert reconciled_count("killed", [[report("d1", killed=Range.up_to(20))]]) == Range(None, None, 20)
    both = [[report("d1", killed=Range.at_least(5))], [report("d2", killed=Range.up_to(20))]]
    assert reconciled_count("killed", both) == Range(5, 5, 20)
    over = [[report("d1", killed=Range.at_least(25))], [report("d2", killed=Range.up_to(20))]]
    assert reconciled_count("killed", over) == Range(25, 25, None)


def test_figures_of_one_sentence_are_added_where_they_are_of_different_people() -> None:
    police = report("d1", at=1, sentence=0, recipients=["police"], killed=3)
    civilians = report("d1", at=2, sentence=0, recipients=["civilians"], killed=5)
    assert reconciled_count("killed", [[police, civilians]]) == Range.exactly(8)
    nobody = report("d1", at=2, sentence=0, killed=5)
    assert reconciled_count("killed", [[police, nobody]]) == Range.exactly(5)


def test_a_total_goes_before_the_sum_of_parts() -> None:
    told = [
        report("d1", at=1, sentence=0, recipients=["police"], killed=3),
        report("d1", at=2, sentence=0, recipients=["civilians"], killed=5),
        report("d1", at=9, killed=10),
    ]
    assert reconciled_count("killed", [told]) == Range.exactly(10)
