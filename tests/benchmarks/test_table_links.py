"""The metric of linked tables, on a few links; and that both sides tell of the same events."""

from __future__ import annotations

from benchmarks import table_links
from dateline.model import EventType, Status
from dateline.reconciling.incidents.account import Account
from dateline.reconciling.tables.linking import Link


def told(id_: str) -> Account:
    return Account(id_, id_, (), EventType.ASSAULT, Status.OCCURRED)


def test_count_takes_an_event_that_is_linked_to_itself_for_right() -> None:
    ours, theirs = [told("ours 1"), told("ours 2"), told("ours 3")], [told("theirs 1"), told("theirs 2")]
    links = [Link("ours 1", "theirs 1", 0.9, ""), Link("ours 3", "theirs 2", 0.9, "")]
    assert table_links.count(links, ours, theirs) == (1, 2, 2)


def test_sides_tell_of_one_scene_each_event_once_and_not_the_same_ones() -> None:
    scene = (3, 60, 30, 10)
    ours, theirs = table_links.side("ours", scene), table_links.side("theirs", scene)
    told_by = [{table_links.event_of(a.id): a for a in each} for each in (ours, theirs)]
    assert [len(each) for each in told_by] == [len(ours), len(theirs)]
    both = told_by[0].keys() & told_by[1].keys()
    assert 10 < len(both) < min(len(ours), len(theirs))
    assert sum(told_by[0][e].type is told_by[1][e].type for e in both) > 0.8 * len(both)
    assert table_links.side("ours", scene) == ours
