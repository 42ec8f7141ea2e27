"""Draw where things happened, with uncertainty drawn as area.

Invariant: an exact place is a point, a near one a point inside the ring it may lie in, a province or a country a
hatched area; what cannot be placed or lies outside is counted in a note; the order of the marks changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dateline.drawing.boundaries import Boundaries
from dateline.drawing.clusters import Box, Group, Taken, gathered
from dateline.drawing.frames import Entry, count_words, key_row, kind_entries, note_lines
from dateline.drawing.globe import MapView, Projection, unwrapped
from dateline.drawing.map_fit import fit
from dateline.drawing.map_ground import degree_lines, ground, names, scale_bar
from dateline.drawing.map_marks import MapMark, in_order
from dateline.drawing.map_signs import (
    AreaSign,
    any_address,
    area_shape,
    area_signs,
    badges,
    group_names,
    group_signs,
    ring_signs,
)
from dateline.drawing.markup import address, name_for, number, sheet, tag
from dateline.drawing.palette import colour_of, kinds
from dateline.drawing.shapes import hatch, shape
from dateline.model import PlacePrecision

__all__ = ["areas_seen", "map_svg"]

_MOST_STOPS = 100
_NONE = Boundaries()


def map_svg(
    marks: Iterable[MapMark],
    *,
    title: str,
    width: float = 1200,
    height: float | None = None,
    view: MapView | None = None,
    boundaries: Boundaries | None = None,
    language: str = "en",
    href_of: Callable[[Sequence[MapMark]], str | None] | None = None,
    has_paper: bool = False,
    noun: tuple[str, str] = ("incident", "incidents"),
    notes: Sequence[str] = (),
) -> str:
    """Return a map as SVG, `width` pixels wide; `height` is that of the map itself, as the view asks if None.

    `view` is what to show, all that is placed more closely than a country if None. `boundaries` are the outlines; None
    leaves them out. `language` of the names on the ground is `en` or `ar`. `href_of` gives the address of a sign that
    stands for several marks (one that they share if None). `has_paper` draws a white sheet under it, for a file that
    stands alone. `noun` is what is counted, one and many; `notes` are more to say below the map. Degrees that scripts
    need are in `data-west`, `data-south`, `data-east`, `data-north` of the root. With more than 100 links, they are no
    stops of the Tab key.
    """
    ordered = in_order(marks)
    outlines = boundaries if boundaries is not None else _NONE
    projection = fit(ordered, outlines, width=width, height=height, view=view)
    name = name_for(
        "map", title, width, height, view, outlines.source, language, has_paper, noun, tuple(notes), ordered
    )
    scene = _scene(ordered, outlines, projection, language)
    link = href_of or any_address

    def address_of(held: Sequence[MapMark]) -> str | None:
        return address(held[0].href) if len(held) == 1 else address(link(held))

    n_links = sum(1 for held in [g.marks for g in scene.groups] + [a.marks for a in scene.areas] if address_of(held))
    signs = {"noun": noun, "href_of": address_of, "stops": n_links <= _MOST_STOPS}
    rings, n_without = ring_signs(scene.groups, projection)
    drawn = _drawn(scene, outlines, projection, name, language, rings, signs)
    said = [*notes, *_notes(ordered, scene, outlines, noun)]
    if n_without:
        said.insert(0, f"{count_words(n_without, 'ring', 'rings')} of gathered places are left out.")
    legend, below = key_row(_entries(scene, name, outlines), x=4, y=projection.height + 8, width=width - 8)
    lines, below = note_lines(said, x=4, y=below, width=width - 8)
    region = projection.view()
    degrees = {side: f"{getattr(region, side):.4f}" for side in ("west", "south", "east", "north")}
    return sheet(
        [*drawn, legend, *lines],
        width=width,
        height=round(below + 8),
        title=title,
        description=f"{count_words(sum(m.count for m in scene.shown), *noun)} on the map. " + " ".join(said),
        name=name,
        defs=_defs(name, projection),
        has_links=n_links > 0,
        has_paper=has_paper,
        kind="map",
        data={**degrees, "height": number(projection.height)},
    )


def areas_seen(marks: Iterable[MapMark], *, boundaries: Boundaries, width: float = 1200) -> int:
    """Return how many areas the map of some marks shows, which tells how long drawing their outlines takes."""
    view = fit(in_order(marks), boundaries, width=width, height=None, view=None).view()
    return len(boundaries.areas_in((view.west, view.south, view.east, view.north)))


@dataclass(frozen=True, slots=True)
class _Scene:
    """What a map shows, as groups of points, points one by one, areas; and what has no place on any map."""

    points: Sequence[MapMark]
    groups: Sequence[Group]
    areas: Sequence[AreaSign]
    covering: Sequence[AreaSign]
    homeless: Sequence[MapMark]

    @property
    def shown(self) -> list[MapMark]:
        return [*self.points, *(mark for sign in self.areas for mark in sign.marks)]


def _scene(ordered: Sequence[MapMark], outlines: Boundaries, projection: Projection, language: str) -> _Scene:
    points, wide = [], []
    homeless = [m for m in ordered if m.precision <= PlacePrecision.NEAR and (m.lat is None or m.lon is None)]
    for mark in ordered:
        if mark.precision > PlacePrecision.NEAR:
            wide.append(mark)
        elif mark.lat is not None and mark.lon is not None:
            x, y = projection.x(unwrapped(mark.lon, projection.lon)), projection.y(mark.lat)
            if 0 <= x <= projection.width and 0 <= y <= projection.height:
                points.append((x, y, mark))
    groups = gathered(sorted(points, key=lambda one: -one[2].count))
    near = [mark for mark in wide if mark.precision < PlacePrecision.INTERNATIONAL]
    areas, without = area_signs(near, outlines, projection, language=language)
    covering = [sign for sign in areas if sign.covers(projection.width, projection.height)]
    return _Scene([mark for _, _, mark in points], groups, areas, covering, homeless + without)


def _drawn(
    scene: _Scene,
    outlines: Boundaries,
    projection: Projection,
    ids: str,
    language: str,
    rings: str,
    signs: Mapping[str, Any],
) -> list[str]:
    """Return the layers from the ground up. What has a fixed place takes its room before any label does."""
    taken = Taken(projection.width, projection.height)
    bar, covered = scale_bar(projection)
    taken.take(covered)
    for group in scene.groups:
        reach = group.radius + 2
        taken.take(Box(group.x - reach, group.y - reach, group.x + reach, group.y + reach))
    plates = badges(scene.areas, scene.groups, taken, **signs)
    towns = group_names(scene.groups, taken)
    land = names(
        outlines,
        projection,
        taken,
        language=language,
        without=[sign.id for sign in scene.areas],
        outside=[ring for sign in scene.areas if not sign.is_country for ring in sign.rings],
    )
    layers = [
        ground(outlines, projection) + ("" if outlines else degree_lines(projection)),
        *(area_shape(sign, ids, signs["noun"]) for sign in scene.areas if sign not in scene.covering),
        rings,
        land,
        towns,
        plates,
        group_signs(scene.groups, **signs),
        bar,
    ]
    edge = tag(
        "rect",
        cls="dl-frontier",
        x=0.5,
        y=0.5,
        width=projection.width - 1,
        height=projection.height - 1,
        rx=4,
        fill="none",
        stroke=colour_of("frontier"),
    )
    return [tag("g", *layers, clip_path=f"url(#{ids}-frame)"), edge]


def _defs(ids: str, projection: Projection) -> str:
    frame = tag("clipPath", tag("rect", width=projection.width, height=projection.height, rx=4), id=f"{ids}-frame")
    return frame + "".join(
        hatch(f"{ids}-area", one, gap=8, weight=0.9, strength=0.55)
        + hatch(f"{ids}-country", one, gap=16, weight=0.7, strength=0.45, turn=-45)
        for one in kinds()
    )


def _entries(scene: _Scene, ids: str, outlines: Boundaries) -> list[Entry]:
    """Return what the legend says of the signs that are there."""
    shown = scene.shown
    entries = kind_entries(mark.kind for mark in shown)
    entries = entries if len(entries) > 1 else [e for e in entries if e.kind != "other"]
    there = {mark.precision for mark in shown}
    if PlacePrecision.EXACT in there:
        entries.append(Entry(shape("circle", 9, 0, 4.5), "exact"))
    if PlacePrecision.NEAR in there:
        ring = tag("circle", cx=9, cy=0, r=7.5, fill="none", stroke="currentColor", stroke_dasharray="3 2")
        entries.append(Entry(shape("circle", 9, 0, 3, is_hollow=True) + ring, "near: within the ring"))
    if any(group.count > 1 for group in scene.groups):
        entries.append(Entry(shape("circle", 9, 0, 7.5), "several, with their number"))
    wide = [mark for mark in shown if mark.precision > PlacePrecision.NEAR]
    for words, dash, marks in (
        ("somewhere in this area", None, [m for m in wide if m.area in outlines.areas and m.precision != 6]),
        ("somewhere in this circle", "3 2", [m for m in wide if m.area not in outlines.areas]),
    ):
        if marks:
            box = tag(
                "rect", x=1, y=-6, width=16, height=12, fill=f"url(#{ids}-area-other)", stroke="currentColor",
                stroke_dasharray=dash, rx=6 if dash else None,
            )  # fmt: skip
            entries.append(Entry(box, words))
    if any(m.precision == PlacePrecision.COUNTRY and m.area in outlines.areas for m in wide):
        box = tag("rect", x=1, y=-6, width=16, height=12, fill="none", stroke="currentColor")
        box += tag("path", d="M1 -3L10 6M8 -6L17 3", stroke="currentColor", stroke_opacity=0.6, fill="none")
        entries.append(Entry(box, "somewhere in this country"))
    return entries


def _notes(ordered: Sequence[MapMark], scene: _Scene, outlines: Boundaries, noun: tuple[str, str]) -> list[str]:
    """Return what the map does not show, and whose outlines it shows."""

    def counted(marks: Iterable[MapMark]) -> int:
        return sum(mark.count for mark in marks)

    abroad = counted(m for m in ordered if m.precision >= PlacePrecision.INTERNATIONAL)
    unplaced = counted(scene.homeless)
    outside = counted(ordered) - counted(scene.shown) - unplaced - abroad
    covering = counted(mark for sign in scene.covering for mark in sign.marks)
    notes = []
    if not ordered:
        notes.append(f"There are no {noun[1]} to draw.")
    if covering:
        notes.append(f"{count_words(covering, *noun)} somewhere in an area larger than the map, without a hatch.")
    if unplaced:
        notes.append(f"{count_words(unplaced, *noun)} in places without known coordinates: not on the map.")
    if abroad:
        notes.append(f"{count_words(abroad, *noun)} placed in no single country: not on the map.")
    if outside:
        verb = "lies" if outside == 1 else "lie"
        notes.append(f"{count_words(outside, *noun)} {verb} outside the map.")
    if outlines:
        licence = f" ({outlines.licence})" if outlines.licence else ""
        notes.append(f"Boundaries: {outlines.source}{licence}.")
    else:
        notes.append("No boundary set: the lines are degrees.")
    return notes
