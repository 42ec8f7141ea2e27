"""The shapes of marks, and the hatches of areas and spans.

Invariant: a kind is told by its shape as well as by its colour, and shapes of the same radius look equally large: their
areas differ by less than a fifth.
"""

from __future__ import annotations

from math import pi, sqrt

from dateline.drawing.markup import number, tag
from dateline.drawing.palette import Kind, kind_of

__all__ = ["corners", "hatch", "shape"]

# Half the side or diagonal of each shape, for the area of a circle of radius 1; a triangle is drawn a bit smaller
# than that, as its corners reach far.
_SQUARE = sqrt(pi) / 2
_DIAMOND = sqrt(pi / 2)
_TRIANGLE = 1.45
_HEXAGON = 1.1


def corners(form: str, x: float, y: float, radius: float) -> list[tuple[float, float]]:
    """Return the corners of a shape around (x, y), in pixels; a circle has none."""
    if form == "square":
        s = radius * _SQUARE
        return [(x - s, y - s), (x + s, y - s), (x + s, y + s), (x - s, y + s)]
    if form == "diamond":
        s = radius * _DIAMOND
        return [(x, y - s), (x + s, y), (x, y + s), (x - s, y)]
    if form == "triangle":
        s = radius * _TRIANGLE
        return [(x, y - s), (x + s * 0.866, y + s / 2), (x - s * 0.866, y + s / 2)]
    if form == "hexagon":
        s = radius * _HEXAGON
        return [
            (x - s, y),
            (x - s / 2, y - s * 0.866),
            (x + s / 2, y - s * 0.866),
            (x + s, y),
            (x + s / 2, y + s * 0.866),
            (x - s / 2, y + s * 0.866),
        ]
    return []


def shape(form: str, x: float, y: float, radius: float, *, is_hollow: bool = False) -> str:
    """Return a mark of a shape in the colour of its group; a hollow one has its outline only, over paper."""
    fill = "none" if is_hollow else "currentColor"
    line: dict[str, str | float | None] = (
        {"stroke": "currentColor", "stroke_width": max(1.5, radius / 3)} if is_hollow else {}
    )
    if form == "circle":
        return tag("circle", cx=x, cy=y, r=radius, fill=fill, **line)
    way = "L".join(f"{number(a)} {number(b)}" for a, b in corners(form, x, y, radius))
    return tag("path", d=f"M{way}Z", fill=fill, **line)


def hatch(name: str, kind: str, *, gap: float = 6, weight: float = 1.2, strength: float = 1, turn: float = 45) -> str:
    """Return the pattern `name`-`kind`: lines of the kind's colour, `gap` pixels apart, turned by `turn` degrees."""
    look: Kind = kind_of(kind)
    line = tag("path", d=f"M0 0V{number(gap)}", stroke="currentColor", stroke_width=weight * 2, stroke_opacity=strength)
    return tag(
        "pattern",
        line,
        id=f"{name}-{look.name}",
        cls=f"dl-{look.name}",
        color=look.light,
        patternUnits="userSpaceOnUse",
        width=gap,
        height=gap,
        patternTransform=f"rotate({number(turn)})",
    )
