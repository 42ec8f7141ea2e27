"""The signs on a map: points, rings of uncertainty, hatched areas, groups with their number.

Invariant: an exact place is a filled sign, a near one a hollow sign inside the ring it may lie in, a province or a
country a hatched area; what is known only to an area has no point anywhere.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import cos, pi, sin

import numpy as np

from dateline.drawing.boundaries import Boundaries
from dateline.drawing.clusters import Box, Group, Taken
from dateline.drawing.globe import Projection, circle_around, unwrapped
from dateline.drawing.lettering import fitted, width_of
from dateline.drawing.map_ground import halved
from dateline.drawing.map_marks import MapMark, radius_of, shared_kind, words_of
from dateline.drawing.markup import address, linked, number, tag, text
from dateline.drawing.outlines import Points, area_way, inside, line_way, pixel_rings, spots_inside
from dateline.drawing.palette import colour_of, kind_of, kinds
from dateline.drawing.shapes import shape
from dateline.model import PlacePrecision

__all__ = [
    "AreaSign",
    "any_address",
    "area_shape",
    "area_signs",
    "badges",
    "circle_at",
    "group_names",
    "group_signs",
    "ring_signs",
]

_SIZE = 12
_BOLD = 14.0  # what to measure bold words of 12 pixels with
_LARGE_KM = 300.0  # a larger circle on the ground is no circle on the map
_MOST_NAME = 170.0
_BAND = 3.5
_MOST_RINGS = 60


@dataclass(frozen=True, slots=True, eq=False)
class AreaSign:
    """Hold what is known only to an area: its marks, its rings in pixels, and where its badge may stand.

    `edge` is the way of its outline, `id` that of the area in the boundary set, empty where it is a circle.
    """

    marks: Sequence[MapMark]
    rings: list[Points]
    spots: Points
    name: str
    edge: str
    id: str = ""

    @property
    def is_outline(self) -> bool:
        return bool(self.id)

    @property
    def is_country(self) -> bool:
        return all(mark.precision == PlacePrecision.COUNTRY for mark in self.marks)

    def covers(self, width: float, height: float) -> bool:
        """Tell whether nothing of the picture lies outside the area, so that a hatch would say nothing."""
        corners = np.array([(0.0, 0.0), (width, 0.0), (0.0, height), (width, height)])
        return bool(inside(corners, self.rings).all())


def circle_at(mark_lon: float, lat: float, km: float, projection: Projection) -> tuple[float, float, float, float]:
    """Return the middle and the two radii in pixels of a circle of `km` on the ground."""
    lon = unwrapped(mark_lon, projection.lon)
    across, up = projection.pixels_per_km(lat)
    return projection.x(lon), projection.y(lat), km * across, km * up


def area_signs(
    marks: Sequence[MapMark], boundaries: Boundaries, projection: Projection, *, language: str = "en"
) -> tuple[list[AreaSign], list[MapMark]]:
    """Return the areas to be hatched, the largest first, and the marks that have neither an outline nor a circle."""
    by_area: dict[str, list[MapMark]] = defaultdict(list)
    by_circle: dict[tuple[float, float, float], list[MapMark]] = defaultdict(list)
    homeless: list[MapMark] = []
    for mark in marks:
        radius = radius_of(mark)
        if mark.area is not None and mark.area in boundaries.areas:
            by_area[mark.area].append(mark)
        elif mark.lat is not None and mark.lon is not None and radius:
            by_circle[mark.lat, mark.lon, radius].append(mark)
        else:
            homeless.append(mark)
    signs = []
    for id_, held in sorted(by_area.items()):
        area = boundaries.areas[id_]
        rings = pixel_rings(boundaries.polygons(id_), projection, least=0)
        if rings:
            spots = spots_inside(rings, projection)
            # Sets cut areas in two at the 180th meridian; the cut is no edge of the area.
            edge = line_way((ring for polygon in boundaries.polygons(id_) for ring in polygon), projection)
            name = (area.name_ar if language == "ar" else area.name) or area.name or held[0].place
            signs.append(AreaSign(held, rings, spots, name, edge, id_))
    for (lat, lon, km), held in sorted(by_circle.items()):
        middle = unwrapped(lon, projection.lon)
        rings = pixel_rings([[circle_around(middle, lat, km)]], projection, least=0)
        if rings:
            spots = spots_inside(rings, projection, near=(projection.x(middle), projection.y(lat)))
            signs.append(AreaSign(held, rings, spots, held[0].place, area_way(rings)))
    extent = {sign: float(np.ptp(np.concatenate(sign.rings), axis=0).prod()) for sign in signs}
    return sorted(signs, key=lambda sign: (-extent[sign], sign.id, sign.name)), homeless


def area_shape(sign: AreaSign, ids: str, noun: tuple[str, str]) -> str:
    """Return the hatched area, with a dashed edge where it is a circle and not an outline."""
    kind = kind_of(shared_kind(sign.marks))
    is_country = sign.is_country
    hatch = f"{ids}-{'country' if is_country else 'area'}-{kind.name}"
    drawn = tag("path", d=area_way(sign.rings), fill=f"url(#{hatch})", fill_rule="evenodd") + tag(
        "path",
        d=sign.edge,
        fill="none",
        stroke="currentColor",
        stroke_width=1.2 if is_country else 1.6,
        stroke_opacity=0.75 if is_country else 1,
        stroke_dasharray=None if sign.is_outline else "7 4",
    )
    return linked(drawn, kind=kind.name, href=None, title=words_of(sign.marks, noun))


def badges(
    signs: Sequence[AreaSign],
    groups: Sequence[Group],
    taken: Taken,
    *,
    noun: tuple[str, str],
    href_of: Callable[[Sequence[MapMark]], str | None],
    stops: bool,
) -> str:
    """Return name and number of each area in a frame, where it covers nothing else."""
    out = []
    for sign in reversed(signs):  # the smallest have the least choice
        count = f"{sum(mark.count for mark in sign.marks):,}"
        name = fitted(sign.name, _SIZE, min(_MOST_NAME, taken.width * 0.4))
        wide = width_of(name, _SIZE) + width_of(count, _BOLD) + (22 if name else 14)
        x, y = _badge_spot(sign, groups, wide, taken)
        taken.take(_badge_box(x, y, wide))
        plate = tag(
            "rect",
            cls="dl-land",
            x=x - wide / 2,
            y=y - 10,
            width=wide,
            height=20,
            rx=2,
            fill=colour_of("land"),
            stroke="currentColor",
            stroke_width=1.6,
            stroke_dasharray=None if sign.is_outline else "5 3",
        )
        words = text(name, x=x - wide / 2 + 7, y=y + 4, size=_SIZE, cls="dl-ink", fill=colour_of("ink")) if name else ""
        figure = text(
            count,
            x=x + wide / 2 - 7,
            y=y + 4,
            size=_SIZE,
            anchor="end",
            cls="dl-ink",
            fill=colour_of("ink"),
            font_weight="700",
        )
        out.append(
            linked(
                plate,
                kind=shared_kind(sign.marks),
                href=href_of(sign.marks),
                title=words_of(sign.marks, noun),
                words=words + figure,
                is_stop=stops,
            )
        )
    return "".join(reversed(out))


def _badge_spot(sign: AreaSign, groups: Sequence[Group], wide: float, taken: Taken) -> tuple[float, float]:
    """Return the middle of a badge: free if it can be, else on others, as what is there has to be seen."""
    spots = [(x, y) for x, y in _clear(sign, groups).tolist() if wide / 2 + 5 < x < taken.width - wide / 2 - 5]
    for x, y in spots:
        if taken.is_free(_badge_box(x, y, wide)):
            return x, y
    x, y = spots[0] if spots else np.concatenate(sign.rings).mean(axis=0).tolist()
    for step in range(1, 12):  # areas smaller than their badge have it above or below them
        for beside in (y - 24 * step, y + 24 * step):
            inner = min(max(x, wide / 2 + 6), taken.width - wide / 2 - 6)
            if taken.is_free(_badge_box(inner, beside, wide)):
                return inner, beside
    return min(max(x, wide / 2 + 6), taken.width - wide / 2 - 6), min(max(y, 16.0), taken.height - 16)


def _badge_box(x: float, y: float, wide: float) -> Box:
    return Box(x - wide / 2 - 3, y - 13, x + wide / 2 + 3, y + 13)


def _clear(sign: AreaSign, groups: Sequence[Group]) -> Points:
    """Return the spots of an area, those first that are far from points and edges: a badge marks no spot."""
    if not len(sign.spots):
        return sign.spots
    edges = np.concatenate(sign.rings)
    points = np.array([(group.x, group.y) for group in groups]).reshape(-1, 2)

    def away(others: Points, most: float) -> Points:
        if not len(others):
            return np.full(len(sign.spots), most)
        gaps = sign.spots[:, None, :] - others[None, :, :]
        nearest: Points = np.hypot(gaps[..., 0], gaps[..., 1]).min(axis=1)
        return np.minimum(nearest, most)

    order = np.argsort(-(away(points, 130.0) + away(edges, 60.0)).round(1), kind="stable")
    return sign.spots[order]


def ring_signs(groups: Sequence[Group], projection: Projection) -> tuple[str, int]:
    """Return the rings that near places may lie in, each once however many marks have it, and how many are left out.

    Where there are so many that they would hide the map, places that are gathered keep none; their sign says the same.
    """
    rings = _rings([mark for group in groups for mark in group.marks])
    n_all = len(rings)
    if n_all > _MOST_RINGS:
        rings = _rings([m for group in groups if len({(m.lat, m.lon) for m in group.marks}) == 1 for m in group.marks])
    out = []
    for (lat, lon, km), names in sorted(rings.items()):
        x, y, rx, ry = circle_at(lon, lat, km, projection)
        if max(rx, ry) < 9:
            continue  # the hollow sign covers it; that it is hollow says the same
        kind = kind_of(names.pop() if len(names) == 1 else "other")
        look: Mapping[str, str | float | None] = {
            "fill": "currentColor",
            "fill_opacity": 0.07,
            "stroke": "currentColor",
            "stroke_width": 1.3,
            "stroke_dasharray": "4 3",
        }
        if km > _LARGE_KM:
            ring = projection.to_pixels(circle_around(unwrapped(lon, projection.lon), lat, km))
            drawn = tag("path", d=area_way([ring]), **look)
        else:
            drawn = tag("ellipse", cx=x, cy=y, rx=rx, ry=ry, **look)
        out.append(tag("g", drawn, cls=f"dl-ring dl-{kind.name}", color=kind.light))
    return "".join(out), n_all - len(rings)


def _rings(marks: Sequence[MapMark]) -> dict[tuple[float, float, float], set[str]]:
    """Return the kinds by latitude, longitude and radius in km."""
    held: dict[tuple[float, float, float], set[str]] = defaultdict(set)
    for mark in marks:
        radius = radius_of(mark)
        if radius and mark.lat is not None and mark.lon is not None:
            held[mark.lat, mark.lon, radius].add(kind_of(mark.kind).name)
    return held


def group_signs(
    groups: Sequence[Group],
    *,
    noun: tuple[str, str],
    href_of: Callable[[Sequence[MapMark]], str | None],
    stops: bool,
) -> str:
    """Return the signs of points and groups: filled where all are exact, hollow where none is, ringed where some are.

    Around a group of several kinds runs a band with the share of each.
    """
    out = []
    for group in groups:
        kind = kind_of(shared_kind(group.marks))
        exact = sum(mark.count for mark in group.marks if mark.precision == PlacePrecision.EXACT)
        radius, x, y = group.radius, group.x, group.y
        words = ""
        form = kind.shape if group.count == 1 else "circle"
        sign = tag("circle", cls="dl-land", cx=x, cy=y, r=radius + 1.5, fill=colour_of("land"))
        if len({kind_of(mark.kind).name for mark in group.marks}) > 1:
            sign += _band(group)
            radius -= _BAND
        if exact == group.count:
            sign += shape(form, x, y, radius)
        elif exact == 0:
            sign += shape(form, x, y, radius - 1, is_hollow=True)
        else:
            sign += tag("circle", cx=x, cy=y, r=radius, fill="none", stroke="currentColor", stroke_width=1.5)
            sign += shape("circle", x, y, radius - 2.5)
        if group.count > 1:
            surface = "number" if exact else "ink"
            words = text(
                f"{group.count:,}",
                x=x,
                y=y + 4,
                size=_SIZE,
                anchor="middle",
                cls=f"dl-{surface}",
                fill=colour_of(surface),
                font_weight="700",
            )
        out.append(
            linked(
                sign,
                kind=kind.name,
                href=href_of(group.marks),
                title=words_of(group.marks, noun),
                words=words,
                is_stop=stops,
            )
        )
    return "".join(out)


def _band(group: Group) -> str:
    """Return a band around a group, parted as its kinds part it, from the top clockwise in the legend's order."""
    counts = dict.fromkeys(kinds(), 0)
    for mark in group.marks:
        counts[kind_of(mark.kind).name] += mark.count
    out, turn, radius = [], 0.0, group.radius - _BAND / 2 + 0.75
    for name, count in counts.items():
        if not count:
            continue
        share = min(count / group.count, 0.9999)
        start, end = turn, turn + share
        gap = min(0.8 / radius / (2 * pi), share / 4) if share < 0.99 else 0.0
        points = [
            (group.x + radius * sin(2 * pi * at), group.y - radius * cos(2 * pi * at))
            for at in (start + gap, end - gap)
        ]
        (ax, ay), (bx, by) = points
        turned = f"A{number(radius)} {number(radius)} 0 {int(share > 0.5)} 1 {number(bx)} {number(by)}"
        arc = f"M{number(ax)} {number(ay)}{turned}"
        look = kind_of(name)
        out.append(
            tag(
                "path",
                cls=f"dl-{name}",
                color=look.light,
                d=arc,
                fill="none",
                stroke="currentColor",
                stroke_width=_BAND,
            )
        )
        turn = end
    return "".join(out)


def group_names(groups: Sequence[Group], taken: Taken) -> str:
    """Return the names of places beside their signs, as far as there is room; the fullest groups choose first."""
    out = []
    for group in groups:
        places = {mark.place for mark in group.marks if mark.place}
        main = group.marks[0].place  # the group stands where its first mark is
        if not main:
            continue
        words = fitted(main + (f" +{len(places) - 1}" if len(places) > 1 else ""), _SIZE, _MOST_NAME)
        wide, reach = width_of(words, _SIZE), group.radius + 4
        for x, y, anchor, left in (
            (group.x + reach, group.y + 4, "start", group.x + reach),
            (group.x - reach, group.y + 4, "end", group.x - reach - wide),
            (group.x, group.y - reach - 3, "middle", group.x - wide / 2),
            (group.x, group.y + reach + 10, "middle", group.x - wide / 2),
        ):
            box = Box(left - 2, y - 12, left + wide + 2, y + 4)
            if taken.is_free(box):
                taken.take(box)
                out.append(halved(words, x=x, y=y, size=_SIZE, anchor=anchor))
                break
    return tag("g", *out, cls="dl-names", aria_hidden="true") if out else ""


def any_address(marks: Sequence[MapMark]) -> str | None:
    """Return the address that all marks share, or None."""
    shared = {mark.href for mark in marks}
    return address(shared.pop()) if len(shared) == 1 else None
