"""The ground of a map: sea, land, borders, names of provinces and countries, degrees where there are no outlines.

Invariant: names never cover each other or what is on the map; without outlines the map still says where it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

import numpy as np

from dateline.drawing.boundaries import Area, Boundaries
from dateline.drawing.clusters import Box, Taken
from dateline.drawing.globe import MapView, Projection
from dateline.drawing.lettering import width_of
from dateline.drawing.markup import number, tag, text
from dateline.drawing.outlines import Points, area_way, inside, line_way, pixel_rings, spots_inside
from dateline.drawing.palette import colour_of
from dateline.model import PlaceKind

__all__ = ["degree_lines", "ground", "halved", "names", "rings_of", "scale_bar"]

# Provinces of fewer pixels than this on average would be a web of lines that hides the countries.
_LEAST_PROVINCE = 36.0
_ROUND = (1, 2, 5)
_MOST_WRONG = 0.1
_MOST_NAMES = 150
_MOST_SPOTS = 40
_LEAST_PART = 14.0  # pixels across, below which no name fits
_LETTERS = 1.5  # pixels between the letters of a country's name


@lru_cache(maxsize=16)
def ground(boundaries: Boundaries, projection: Projection) -> str:
    """Return sea, land and borders; the same view is drawn once, however often its marks change."""
    box = _box(projection.view())
    of = "sea" if boundaries else "land"
    sea = tag("rect", cls=f"dl-{of}", width=projection.width, height=projection.height, fill=colour_of(of))
    if not boundaries:
        return sea
    countries = boundaries.areas_in(box, level=PlaceKind.COUNTRY)
    land_of = countries or boundaries.areas_in(box)
    land = area_way(ring for area in land_of for ring in rings_of(boundaries, area, projection))
    parts = [sea, tag("path", cls="dl-land", d=land, fill=colour_of("land"), fill_rule="nonzero")] if land else [sea]
    for level in (PlaceKind.SECOND_LEVEL, PlaceKind.FIRST_LEVEL):
        if _has_room(boundaries.areas_in(box, level=level), projection):
            parts.append(_lines(line_way(boundaries.lines_in(box, level=level), projection), "border", 0.8))
    parts.append(_lines(line_way(boundaries.lines_in(box, level=PlaceKind.COUNTRY), projection), "frontier", 1.1))
    return "".join(parts)


def rings_of(boundaries: Boundaries, area: Area, projection: Projection) -> list[Points]:
    """Return the outline of an area in pixels, as far as the picture shows it."""
    return pixel_rings(boundaries.polygons(area.id, view=_box(projection.view())), projection)


def names(
    boundaries: Boundaries,
    projection: Projection,
    taken: Taken,
    *,
    language: str,
    without: Iterable[str] = (),
    outside: Sequence[Points] = (),
) -> str:
    """Return the names of provinces and countries that have room inside their outlines, the larger ones first.

    `language` is `en` or `ar`; `without` are ids whose names stand on the map already, and `outside` are outlines that
    are not of the land: a country's name in one of them would be taken for that of the area.
    """
    box, known = _box(projection.view()), set(without)
    out: list[str] = []
    shown = boundaries.areas_in(box, level=PlaceKind.FIRST_LEVEL)
    levels = [(PlaceKind.FIRST_LEVEL, 11.0)] if _has_room(shown, projection) else []
    for level, size in [*levels, (PlaceKind.COUNTRY, 12.0)]:
        for area, ring, spots in _largest_parts(boundaries, projection, level):
            if area.id in known:
                continue
            words = (area.name_ar if language == "ar" else area.name) or area.name
            is_country = level is PlaceKind.COUNTRY
            if is_country and words.isascii():
                words = words.upper()
            spaced = _LETTERS if is_country and language != "ar" else 0.0
            kept_off = outside if is_country else ()
            spot = _room(words, size * 1.17 if is_country else size, spaced, ring, spots, taken, kept_off)
            if spot is not None:
                out.append(_name(words, size, spaced, *spot, is_country=is_country))
    return tag("g", *out, cls="dl-names", aria_hidden="true") if out else ""


def halved(words: str, *, x: float, y: float, size: float, anchor: str = "start", cls: str = "ink", **more: str) -> str:
    """Return words with a halo of the land's colour, so that lines below do not cut them."""
    return text(
        words,
        x=x,
        y=y,
        size=size,
        anchor=anchor,
        cls=f"dl-{cls} dl-halo",
        fill=colour_of(cls),
        stroke=colour_of("halo"),
        stroke_width=3,
        stroke_linejoin="round",
        paint_order="stroke",
        **more,
    )


def degree_lines(projection: Projection) -> str:
    """Return meridians and parallels with their degrees, for a map without outlines."""
    view = projection.view()
    step = next(s for s in (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 30, 60) if view.width / s <= 8)
    west = projection.lon_at(0)
    lines, words = [], []
    for lon in np.arange(np.ceil(west / step) * step, west + view.width, step).tolist():
        x = projection.x(lon)
        lines.append(f"M{number(x)} 0V{number(projection.height)}")
        turned = (lon + 180) % 360 - 180
        words.append((_degrees(turned, "E", "W", step), x + 3, 12.0))
    for lat in np.arange(np.ceil(view.south / step) * step, view.north, step).tolist():
        y = projection.y(lat)
        lines.append(f"M0 {number(y)}H{number(projection.width)}")
        if y > 30:
            words.append((_degrees(lat, "N", "S", step), 3.0, y - 3))
    drawn = [halved(said, x=x, y=y, size=10, cls="faint") for said, x, y in words if x < projection.width - 40]
    return _lines("".join(lines), "grid", 0.8) + "".join(drawn)


def scale_bar(projection: Projection) -> tuple[str, Box]:
    """Return a bar of a round number of kilometres, and what it covers.

    It is true in the middle of the map, and says at which latitude that is where it would be wrong elsewhere.
    """
    x, y = 12.0, projection.height - 12.0
    middle = projection.lat_at(projection.height / 2)
    per_km, _ = projection.pixels_per_km(middle)
    others = [projection.pixels_per_km(projection.lat_at(at))[0] for at in (0.0, projection.height)]
    is_true = all(abs(other / per_km - 1) < _MOST_WRONG for other in others)
    room = min(projection.width * 0.22, 180.0)
    km = max((n * 10**e for e in range(-2, 5) for n in _ROUND if n * 10**e * per_km <= room), default=0.01)
    wide = km * per_km
    said = f"{km:,g} km" + ("" if is_true else f" at {_degrees(middle, 'N', 'S', 1)}")
    way = f"M{number(x)} {number(y - 5)}v5h{number(wide)}v-5"
    plate = tag(
        "rect",
        cls="dl-land",
        x=x - 6,
        y=y - 24,
        width=max(wide, width_of(said, 11)) + 12,
        height=30,
        rx=3,
        fill=colour_of("land"),
        fill_opacity=0.85,
    )
    bar = tag("path", cls="dl-bar", d=way, stroke=colour_of("bar"), stroke_width=1.5, fill="none")
    words = text(said, x=x, y=y - 9, size=11, cls="dl-ink", fill=colour_of("ink"))
    covered = Box(x - 6, y - 24, x + max(wide, width_of(said, 11)) + 6, y + 6)
    return tag("g", plate, bar, words, data_km=f"{km:g}", data_pixels=number(wide)), covered


def _box(view: MapView) -> tuple[float, float, float, float]:
    return view.west, view.south, view.east, view.north


def _has_room(areas: list[Area], projection: Projection) -> bool:
    return bool(areas) and (projection.width * projection.height / len(areas)) ** 0.5 >= _LEAST_PROVINCE


def _lines(way: str, cls: str, weight: float) -> str:
    if not way:
        return ""
    return tag(
        "path",
        cls=f"dl-{cls}",
        d=way,
        fill="none",
        stroke=colour_of(cls),
        stroke_width=weight,
        stroke_linejoin="round",
    )


@lru_cache(maxsize=32)
def _largest_parts(
    boundaries: Boundaries, projection: Projection, level: PlaceKind
) -> list[tuple[Area, Points, list[list[float]]]]:
    """Return the areas in the picture, the largest first, each with the part that its name stands in and spots for it.

    A name stands in the largest part: a country is not its islands.
    """
    sized = []
    for area in boundaries.areas_in(_box(projection.view()), level=level):
        rings = rings_of(boundaries, area, projection)
        if rings:
            surface, n = max((_surface(ring), -n) for n, ring in enumerate(rings))
            sized.append((-surface, area.id, area, rings[-n]))
    held = sorted(sized, key=lambda one: one[:2])[:_MOST_NAMES]
    return [
        (area, ring, spots_inside([ring], projection, across=13)[:_MOST_SPOTS].tolist())
        for _, _, area, ring in held
        if np.ptp(ring, axis=0).min() > _LEAST_PART
    ]


def _surface(ring: Points) -> float:
    """Return the area of a ring in square pixels (the shoelace formula)."""
    x, y = ring[:, 0], ring[:, 1]
    return abs(float(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1)))) / 2


def _room(
    words: str,
    size: float,
    spaced: float,
    ring: Points,
    spots: list[list[float]],
    taken: Taken,
    kept_off: Sequence[Points],
) -> tuple[float, float] | None:
    """Return the middle of the first spot where the words lie inside the outline and on nothing else."""
    half = (width_of(words, size) + spaced * len(words)) / 2
    if np.ptp(ring[:, 0]) < 2 * half:
        return None
    for x, y in spots:
        box = Box(x - half - 3, y - size, x + half + 3, y + size * 0.5)
        if not taken.is_free(box):
            continue
        across = np.linspace(x - half, x + half, 7)
        edge = np.concatenate([np.stack([across, np.full(7, y + d)], axis=1) for d in (-size * 0.6, size * 0.4)])
        if inside(edge, [ring]).all() and not (kept_off and inside(edge, kept_off).any()):
            taken.take(box)
            return x, y
    return None


def _name(words: str, size: float, spaced: float, x: float, y: float, *, is_country: bool) -> str:
    more = {"letter_spacing": number(spaced)} if spaced else {}
    if is_country:
        more["font_weight"] = "600"
    return halved(words, x=x, y=y + size * 0.2, size=size, anchor="middle", cls="faint", **more)


def _degrees(value: float, positive: str, negative: str, step: float) -> str:
    digits = 0 if step >= 1 else 1 if step >= 0.1 else 2
    return f"{abs(value):.{digits}f}° {positive if value >= 0 else negative}" if abs(value) > 1e-9 else "0°"
