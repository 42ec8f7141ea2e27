from math import asin, cos, radians, sin, sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.drawing.globe import (
    EARTH_KM,
    MapView,
    circle_around,
    fitted_projection,
    gap_free,
    unwrapped,
)
from dateline.drawing.map_signs import circle_at


def distance(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Kilometres on the ground, by the haversine formula."""
    a, b = radians(lat), radians(other_lat)
    half = sin((b - a) / 2) ** 2 + cos(a) * cos(b) * sin(radians(other_lon - lon) / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(half))


@pytest.mark.parametrize("lat", [-55, -31.5, 0, 31.5, 60, 68])
@pytest.mark.parametrize("span", [0.5, 3, 100])
def test_25_km_are_25_km_at_their_latitude(lat: float, span: float) -> None:
    """Mercator for the small views, equirectangular for the wide ones."""
    south, north = max(lat - span, -80), min(lat + span, 80)
    projection = fitted_projection(47 - span, south, 47 + span, north, width=900, height=700, pad=20)
    assert (projection.parallel is None) is (span < 60)
    x, y, rx, ry = circle_at(47, lat, 25, projection)
    for ax, ay in ((x + rx, y), (x - rx, y), (x, y + ry), (x, y - ry)):
        assert distance(lat, 47, projection.lat_at(ay), projection.lon_at(ax)) == pytest.approx(25, rel=0.02)


@given(st.floats(-80, 80), st.floats(-180, 180), st.floats(1, 3000))
def test_a_circle_is_as_far_from_its_middle_all_around(lat: float, lon: float, km: float) -> None:
    for there_lon, there_lat in circle_around(lon, lat, km).tolist():
        assert distance(lat, lon, there_lat, there_lon) == pytest.approx(km, rel=1e-6)


@given(st.floats(-170, 170), st.floats(-70, 70), st.floats(0.01, 100), st.floats(0.01, 60))
def test_what_is_to_be_seen_lies_inside_the_padding(lon: float, lat: float, wide: float, high: float) -> None:
    south, north = max(lat - high / 2, -85), min(lat + high / 2, 85)
    projection = fitted_projection(lon, south, lon + wide, north, width=800, height=500, pad=30)
    # Padding gives way only where the globe would be shown more than once.
    pad = 30 if projection.unit > 800 / 6.2831 else -1e9
    assert projection.x(lon) >= pad - 0.01
    assert projection.x(lon + wide) <= 800 - pad + 0.01
    assert projection.y(north) >= pad - 0.01
    assert projection.y(south) <= 500 - pad + 0.01
    assert projection.lon_at(projection.x(lon)) == pytest.approx(lon)
    assert projection.lat_at(projection.y(south)) == pytest.approx(south)
    points = projection.to_pixels(np.array([[lon, south]]))
    assert points[0].tolist() == pytest.approx([projection.x(lon), projection.y(south)])


def test_the_view_of_a_picture_crosses_the_180th_meridian_in_one_piece() -> None:
    view = fitted_projection(177, -20, 183, -14, width=600, height=600, pad=0).view()
    assert view.west > view.east
    assert view.width == pytest.approx(6, abs=0.7)
    assert unwrapped(view.middle, 180) == pytest.approx(180)


@pytest.mark.parametrize(
    ("spans", "held"),
    [
        ([(44, 48)], (44, 48)),
        ([(170, 175), (-178, -176)], (170, 184)),
        ([(-178, -176), (170, 175)], (170, 184)),
        ([(-10, 10), (20, 30)], (-10, 30)),
        ([(-180, -170), (27, 180)], (27, 190)),
    ],
)
def test_the_shortest_stretch_holds_all_spans(spans, held) -> None:
    west, east = gap_free(spans)
    assert (unwrapped(west, held[0]), unwrapped(west, held[0]) + east - west) == pytest.approx(held)


@given(st.lists(st.tuples(st.floats(-180, 180), st.floats(0, 40)), min_size=1, max_size=12))
def test_every_span_lies_in_the_stretch(spans) -> None:
    west, east = gap_free([(lon, lon + wide) for lon, wide in spans])
    assert 0 <= east - west <= 360
    for lon, wide in spans:
        assert any(west - 1e-6 <= lon + turn and lon + wide + turn <= east + 1e-6 for turn in (-360, 0, 360, 720)) or (
            east - west == 360
        )


@pytest.mark.parametrize("box", [(-190, 0, 10, 10), (0, 10, 10, 10), (0, 20, 10, 10), (0, -100, 10, 10)])
def test_what_is_no_part_of_the_globe_is_refused(box) -> None:
    with pytest.raises(ValueError, match="not a part of the globe"):
        MapView(*box)
