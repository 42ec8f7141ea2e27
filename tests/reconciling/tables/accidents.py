"""Own rows of a few events around one point, in three tables with their own words for kinds."""

from __future__ import annotations

from datetime import date, timedelta

from dateline.knowledge.gazetteer.globe import moved
from dateline.reconciling.tables.entry import Entry
from dateline.reconciling.tables.nearness import Windows
from dateline.reconciling.tables.taxonomy import Taxonomy

WITHIN = Windows(km=10, days=2)
HERE = (2.04, 45.34)
DAY = date(2014, 3, 1)
KINDS = Taxonomy(
    "kind",
    {
        ("north", "mortar"): ("shelling", "indirect fire", "violence"),
        ("north", "ambush"): ("ambush", "direct fire", "violence"),
        ("north", "march"): ("march", "protest", "protest"),
        ("south", "mortar fire"): ("shelling", "indirect fire", "violence"),
        ("south", "raid"): ("raid", "direct fire", "violence"),
        ("east", "shells"): ("shelling", "indirect fire", "violence"),
    },
)


def row(table: str, id_: str, kind: str, *, km: float = 0, day: int = 0, lasts: int = 0) -> Entry:
    lat, lon = moved(HERE, km, 90)
    first = DAY + timedelta(days=day)
    return Entry(table, id_, lat, lon, first, first + timedelta(days=lasts), {"kind": kind})
