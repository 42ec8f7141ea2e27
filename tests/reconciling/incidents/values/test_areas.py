from __future__ import annotations

import pytest
from tests.reconciling.incidents.single_reports import AMARA, BASRA, IRAQ, MAYSAN, report

from dateline.model import Place
from dateline.reconciling.incidents.values.areas import closeness, may_be_one, reach_km

TEHRAN = Place("geonames:9", "Tehran", AMARA.kind, "IR", "Tehran", 35.69, 51.42)


@pytest.mark.parametrize(
    ("one", "other", "fits"),
    [
        (AMARA, AMARA, True),
        (AMARA, MAYSAN, True),
        (AMARA, IRAQ, True),
        (AMARA, BASRA, False),
        (MAYSAN, BASRA, False),
        (BASRA, IRAQ, True),
        (TEHRAN, IRAQ, False),
        (TEHRAN, AMARA, False),
    ],
)
def test_places_may_be_one_unless_no_spot_is_in_both(one: Place, other: Place, fits: bool) -> None:
    a, b = (report(place=place).places[0] for place in (one, other))
    assert may_be_one(a, b) is fits
    assert may_be_one(b, a) is fits


def test_reach_grows_with_the_class_and_has_no_end_for_a_country() -> None:
    amara, maysan, iraq = (report(place=place).places[0] for place in (AMARA, MAYSAN, IRAQ))
    near, far = reach_km(amara), reach_km(maysan)
    assert near is not None
    assert far is not None
    assert near < far
    assert reach_km(iraq) is None
    assert sorted([iraq, maysan, amara], key=closeness) == [amara, maysan, iraq]
