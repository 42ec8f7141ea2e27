"""Where rows lie."""

from __future__ import annotations

from dateline.knowledge.gazetteer.globe import distance_km
from dateline.reconciling.tables.placing import located, located_by_name


def test_point_takes_the_id_of_the_place_that_is_named_and_lies_there() -> None:
    there = located((-0.36, 42.55), 1, ["Kismayo"], country="SO")
    elsewhere = located((2.04, 45.34), 1, ["Kismayo"], country="SO", admin1="Banadir")
    assert there.id.startswith("geonames:")
    assert (elsewhere.id, elsewhere.admin1) == ("at:2.0400,45.3400", "Banaadir")


def test_name_without_a_point_gives_the_closest_area_that_is_known() -> None:
    town = located_by_name(["Kismayo"], admin1="Lower Juba", country="SO")
    province = located_by_name(["Qqqwert"], admin1="Lower Juba", country="SO")
    country = located_by_name(["Qqqwert"], country="SO")
    assert [each.precision for each in (town, province, country) if each] == [1, 4, 6]
    assert town is not None
    assert town.lat is not None
    assert town.lon is not None
    assert distance_km((town.lat, town.lon), (-0.36, 42.55)) < 5
    assert located_by_name(["Kismayo"]) is None


def test_name_is_never_closer_than_its_table_says() -> None:
    area = located_by_name(["Kismayo"], country="SO", precision=3)
    assert area is not None
    assert area.precision == 3
