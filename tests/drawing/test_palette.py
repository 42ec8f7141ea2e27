import re

import pytest

from dateline.drawing.palette import SHAPES, colour_of, kind_of, kinds, stylesheet, surfaces
from dateline.drawing.shapes import corners
from dateline.exporting.polecat import polecat_rules
from dateline.model import EventType


def light(colour: str) -> float:
    """Relative luminance, WCAG 2.2."""
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def mixed(colour: str, ground: str, strength: float) -> str:
    parts = [
        round(int(colour[n : n + 2], 16) * strength + int(ground[n : n + 2], 16) * (1 - strength)) for n in (1, 3, 5)
    ]
    return "#" + "".join(f"{p:02x}" for p in parts)


THEMES = ("light", "dark")


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("kind", kinds().values(), ids=lambda kind: kind.name)
def test_marks_stand_out_from_every_ground(kind, theme: str) -> None:
    colour = getattr(kind, theme)
    for ground in ("paper", "land", "sea"):
        assert contrast(colour, getattr(surfaces()[ground], theme)) >= 3, ground
    # The lines of a network are drawn a little lighter.
    paper = getattr(surfaces()["paper"], theme)
    assert contrast(mixed(colour, paper, 0.75), paper) >= 3
    # The number on a group stands on its colour, in bold of 12 pixels: as other text.
    assert contrast(colour, getattr(surfaces()["number"], theme)) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("words", ["ink", "faint"])
def test_words_can_be_read_on_every_ground(words: str, theme: str) -> None:
    for ground in ("paper", "land", "sea"):
        assert contrast(getattr(surfaces()[words], theme), getattr(surfaces()[ground], theme)) >= 4.5, ground


@pytest.mark.parametrize("theme", THEMES)
def test_faint_words_in_the_colour_of_the_page_can_be_read(theme: str) -> None:
    ink, paper = (getattr(surfaces()[name], theme) for name in ("ink", "paper"))
    assert contrast(mixed(ink, paper, 0.72), paper) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
def test_frontiers_stand_out_from_land_and_sea(theme: str) -> None:
    for ground in ("land", "sea"):
        assert contrast(getattr(surfaces()["frontier"], theme), getattr(surfaces()[ground], theme)) >= 3


def test_every_type_has_the_class_that_exports_give_it() -> None:
    for type_ in EventType:
        assert kind_of(type_).name == polecat_rules()["quad"][type_].lower().replace(" ", "-")


def test_no_two_kinds_share_a_colour_or_a_shape() -> None:
    for key in ("light", "dark", "shape"):
        assert len({getattr(kind, key) for kind in kinds().values()}) == len(kinds())


def test_shapes_of_one_radius_look_equally_large() -> None:
    def surface(form: str) -> float:
        points = corners(form, 0, 0, 10)
        if not points:
            return 314.16
        pairs = zip(points, [*points[1:], points[0]], strict=True)
        return abs(sum(ax * by - bx * ay for (ax, ay), (bx, by) in pairs)) / 2

    sizes = [surface(form) for form in SHAPES]
    assert max(sizes) / min(sizes) < 1.2


def test_the_style_sheet_gives_every_class_its_dark_colour() -> None:
    rules = dict(re.findall(r"\.dl-([\w-]+) \{ \w+: (#\w{6}); \}", stylesheet()))
    assert rules == {one.name: one.dark for one in [*kinds().values(), *surfaces().values()]}
    assert colour_of("paper") == "#ffffff"
