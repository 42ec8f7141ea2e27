"""Incidents linked with tables by the matcher: round trips, and copies that were changed."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

import pytest
from tests.reconciling.tables import incident_rows as rows

from dateline.knowledge.gazetteer.globe import moved
from dateline.model import PartHow
from dateline.reconciling.tables.linking import Linked
from dateline.reconciling.tables.mapping import mapping_from, open_mapping
from dateline.reconciling.tables.own_rows import accounts_of_incidents
from dateline.reconciling.tables.pairing import link
from dateline.reconciling.tables.reading import read_rows

OURS = [rows.incident(n) for n in range(len(rows.EVENTS))]


def linked(lines: list[str], ours: list[dict[str, Any]] = OURS, shape: str = "acled") -> Linked:
    table = read_rows(lines, open_mapping(shape), name="t.csv")
    assert not [fault for fault in table.faults if fault.is_left_out]
    return link(accounts_of_incidents(ours), table.accounts)


def pairs(made: Linked) -> set[tuple[str, str]]:
    return {(each.ours, each.theirs.removeprefix("t.csv#")) for each in made.both}


def test_what_was_exported_links_back_to_itself() -> None:
    made = linked(rows.as_acled(OURS))
    assert pairs(made) == {(row["id"], row["id"]) for row in OURS}
    assert (made.only_ours, made.only_theirs, made.doubtful) == ((), (), ())
    assert all(each.why for each in made.both)


def test_what_was_exported_as_ged_links_back_to_itself() -> None:
    lines = rows.as_ged(OURS)
    made = linked(lines, shape="ged")
    deadly = {row["id"] for row in OURS if row["killed"]}
    assert {line.partition(",")[0] for line in lines[1:]} == deadly
    same = {(id_, id_) for id_ in deadly}
    # GED says nothing of modes and means: two that are alike otherwise may stay in doubt, none is linked wrongly.
    assert pairs(made) <= same
    assert len(same - pairs(made)) <= 2
    assert made.only_theirs == ()


def test_a_sum_of_events_links_back_to_itself_over_ged() -> None:
    week = {"edtf": "2014-03-03/2014-03-09", "earliest": "2014-03-03", "latest": "2014-03-09", "precision": "interval"}
    ours = [{**OURS[3], "level": "aggregate", "when": week}, *OURS[8:]]
    assert ("i03", "i03") in pairs(linked(rows.as_ged(ours), ours, shape="ged"))


SPELT = {
    "Kismayo": "Kismaayo",
    "Amarah": "Al-Amara",
    "Mogadishu": "Muqdisho",
    "Baidoa": "Baydhabo",
    "Mosul": "Al Mawsil",
}
CALLED = {
    "Al-Shabaab": "Al Shabaab",
    "Mahdi Army": "JAM: Mahdi Army",
    "Somali soldiers": "Military Forces of Somalia (2012-)",
}


def change(number: int, row: dict[str, Any]) -> None:
    """Shift the day by one, the place by 2 km, and spell the names as others do."""
    row["event_date"] = str(date.fromisoformat(row["event_date"]) + timedelta(days=(-1) ** number))
    lat, lon = moved((float(row["latitude"]), float(row["longitude"])), 2, 67 * number % 360)
    row["latitude"], row["longitude"] = f"{lat:.4f}", f"{lon:.4f}"
    row["location"] = SPELT.get(row["location"], row["location"])
    for column in ("actor1", "actor2"):
        row[column] = CALLED.get(row[column], row[column])


def test_changed_copy_is_mostly_linked_and_nothing_wrongly() -> None:
    made = linked(rows.altered(rows.as_acled(OURS), change))
    assert all(ours == theirs for ours, theirs in pairs(made))
    assert len(made.both) >= 0.8 * len(OURS)


def test_other_events_are_linked_with_nothing() -> None:
    def elsewhere(number: int, row: dict[str, Any]) -> None:
        del number
        row["event_date"] = str(date.fromisoformat(row["event_date"]) + timedelta(days=40))

    made = linked(rows.altered(rows.as_acled(OURS), elsewhere))
    assert (made.both, made.doubtful) == ((), ())
    assert len(made.only_ours) == len(made.only_theirs) == len(OURS)


def test_order_of_rows_and_incidents_changes_nothing() -> None:
    head, *lines = rows.altered(rows.as_acled(OURS), change)
    made = linked([head, *lines])
    ours = list(OURS)
    for shuffled in (random.Random(1), random.Random(2)):
        shuffled.shuffle(lines)
        shuffled.shuffle(ours)
        assert linked([head, *lines], ours) == made


def test_row_that_counts_many_is_told_as_their_whole() -> None:
    mapping = mapping_from(
        """
[table]
id = "n"
[when]
start = "from"
end = "to"
[where]
admin1 = "province"
country = "country"
[type]
all = "ASSAULT"
[level]
column = "level"
values = { many = "aggregate" }
[actors]
columns = ["who"]
""",
        where="own.toml",
    )
    lines = ["n,from,to,province,country,level,who\n", "7,2014-03-01,2014-03-31,Lower Juba,Somalia,many,Al-Shabaab\n"]
    made = link(accounts_of_incidents(OURS), read_rows(lines, mapping, name="t.csv").accounts)
    assert made.both == ()
    assert {part.ours for part in made.parts} >= {"i00", "i01"}
    assert {(part.theirs, part.how, part.whole) for part in made.parts} == {("t.csv#7", PartHow.COUNTED, "theirs")}


def test_row_of_one_day_is_told_as_a_part_of_an_operation_of_ours() -> None:
    month = {"edtf": "2008-06", "earliest": "2008-06-01", "latest": "2008-06-30", "precision": "month"}
    made = linked(rows.as_acled([OURS[9]]), [{**OURS[9], "level": "episode", "when": month}])
    assert [(part.how, part.whole) for part in made.parts] == [(PartHow.PART, "ours")]
    assert (made.both, made.doubtful, made.only_theirs) == ((), (), ())


@pytest.mark.parametrize("side", ["ours", "theirs"])
def test_side_without_events_leaves_the_other_alone(side: str) -> None:
    lines = rows.as_acled(OURS)
    made = linked(lines, []) if side == "ours" else linked(lines[:1])
    assert made.both == ()
    assert len(made.only_theirs if side == "ours" else made.only_ours) == len(OURS)
