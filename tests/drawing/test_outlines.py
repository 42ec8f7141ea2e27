import re

import numpy as np
import pytest

from dateline.drawing.globe import fitted_projection
from dateline.drawing.outlines import area_way, inside, line_way, pixel_rings, spots_inside

VIEW = fitted_projection(44, 30, 48, 33, width=400, height=300, pad=0)


def ring(*corners: tuple[float, float]) -> np.ndarray:
    return np.array([*corners, corners[0]], dtype=float)


def surface(points: np.ndarray) -> float:
    x, y = points.T
    return abs(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1))) / 2


def test_an_outline_is_cut_at_the_edge_of_the_picture() -> None:
    world = ring((-170, -80), (170, -80), (170, 80), (-170, 80))
    (cut,) = pixel_rings([[world]], VIEW)
    assert cut.min() >= -8.01
    assert cut[:, 0].max() <= 408.01
    assert cut[:, 1].max() <= 308.01
    assert surface(cut) == pytest.approx(416 * 316)


def test_an_outline_elsewhere_costs_nothing() -> None:
    assert pixel_rings([[ring((0, 0), (1, 0), (1, 1), (0, 1))]], VIEW) == []
    assert line_way([ring((0, 0), (1, 0), (1, 1), (0, 1))], VIEW) == ""


def test_an_outline_inside_keeps_its_surface() -> None:
    turns = np.linspace(0, 2 * np.pi, 2000)
    circle = np.stack([46 + np.cos(turns), 31.5 + 0.8 * np.sin(turns)], axis=1)
    (seen,) = pixel_rings([[circle]], VIEW)
    assert surface(seen) == pytest.approx(surface(VIEW.to_pixels(circle)), rel=0.01)
    assert len(seen) < 300


def test_an_outline_over_the_180th_meridian_is_seen_on_both_sides() -> None:
    view = fitted_projection(177, -20, 183, -14, width=600, height=600, pad=0)
    east, west = (
        ring((178, -18), (180, -18), (180, -16), (178, -16)),
        ring((-180, -18), (-178, -18), (-178, -16), (-180, -16)),
    )
    rings = pixel_rings([[east], [west]], view)
    assert len(rings) == 2
    assert min(r[:, 0].min() for r in rings) == pytest.approx(view.x(178), abs=0.5)
    assert max(r[:, 0].max() for r in rings) == pytest.approx(view.x(182), abs=0.5)
    way = line_way([east, west], view)
    assert way.count("M") >= 2
    # The seam itself, a line from (180, -18) to (180, -16), is not drawn.
    for run in way.split("M")[1:]:
        numbers = [float(n) for n in re.findall(r"-?[\d.]+", run)]
        points = np.cumsum(np.array(numbers).reshape(-1, 2), axis=0)
        on_seam = np.abs(points[:, 0] - view.x(180)) < 1
        assert not (on_seam[1:] & on_seam[:-1]).any()


def test_tiny_islands_are_left_out_but_no_part_of_a_border() -> None:
    corner = np.array([[46.0, 31.0], [46.001, 31.0], [46.001, 31.001]])
    island = np.concatenate([corner, corner[:1]])
    assert line_way([island], VIEW) == ""
    assert pixel_rings([[island]], VIEW) == []
    assert line_way([corner], VIEW)
    assert len(pixel_rings([[island]], VIEW, least=0)) == 1


def test_ways_are_closed_and_short() -> None:
    way = area_way([np.array([[0, 0], [10.04, 0], [10, 10], [0, 10]])])
    assert way == "M0 0l10 0 0 10 -10 0z"


def test_a_point_is_inside_by_the_even_odd_rule() -> None:
    outer, hole = np.array([[0, 0], [10, 0], [10, 10], [0, 10]]), np.array([[4, 4], [6, 4], [6, 6], [4, 6]])
    points = np.array([[1.0, 1.0], [5.0, 5.0], [11.0, 5.0]])
    assert inside(points, [outer.astype(float), hole.astype(float)]).tolist() == [True, False, False]


def test_spots_for_labels_lie_inside_and_in_the_picture() -> None:
    shape = np.array([[-300.0, 50], [390, 50], [390, 90], [-300, 250]])
    spots = spots_inside([shape], VIEW)
    assert len(spots) > 20
    assert inside(spots, [shape]).all()
    assert (spots > 0).all()
    assert len(spots_inside([shape + 1000], VIEW)) == 0
