"""Draw what happened over time, with precision drawn as precision.

Invariant: a mark covers the days that its source allows, no fewer: a day is a point, a month is a bar of that month, an
open end fades out under an arrow. What has no time or lies outside is counted in a note; the order of the marks changes
nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from dateline.drawing.bars import bar_entries, fades
from dateline.drawing.dots import dot_panel
from dateline.drawing.frames import Entry, Panel, count_words, framed, kind_entries, plot_sides
from dateline.drawing.histograms import Bin, binned, histogram_entries, histogram_hatch, histogram_panel, unit_for
from dateline.drawing.markup import address, name_for
from dateline.drawing.rows import row_panel
from dateline.drawing.time_axis import TimeScale, TimeView, Zoom
from dateline.drawing.time_marks import TimeMark, fitting_view, in_order, lies_in
from dateline.model.days import span_words

__all__ = ["MOST_MARKS", "histogram_svg", "timeline_svg"]

MOST_MARKS = 5000  # with more, no browser scrolls smoothly; they become a histogram
_MOST_LABELLED = 30
_MOST_STOPS = 100
_RADII = (4.5, 3.75, 3.0)  # of dots, in pixels: the first whose stacks fit
_REST = "All others"


def timeline_svg(
    marks: Iterable[TimeMark],
    *,
    title: str,
    width: float = 1200,
    most_height: float = 900,
    view: TimeView | None = None,
    lanes: Sequence[str] | None = None,
    most_lanes: int = 12,
    has_paper: bool = False,
    noun: tuple[str, str] = ("incident", "incidents"),
    view_href: Zoom | None = None,
    notes: Sequence[str] = (),
) -> str:
    """Return a timeline as SVG, `width` pixels wide and at most about `most_height` high.

    `view` is what to show, all marks if None. Lanes are those of the marks, the fullest first, unless `lanes` names
    and orders them; beyond `most_lanes` the others share one. Up to 30 marks carry their labels; more than 5,000, or
    more than the height has room for, become a histogram. `noun` is what is counted, one and many. `has_paper` draws
    a white sheet under it, for a file that stands alone. `view_href` gives the address of a picture of other days:
    labels of the axis and bars of a histogram lead there. `notes` are more to say below it. Days that scripts need are
    in `data-first`, `data-last`, `data-left` and `data-right` of the root. With more than 100 links, they are no stops
    of the Tab key.
    """
    ordered = in_order(marks)
    view = view or fitting_view(ordered)
    shown = [mark for mark in ordered if lies_in(mark, view)]
    name = name_for(
        "timeline", title, width, most_height, view, lanes, most_lanes, has_paper, noun, tuple(notes), ordered
    )
    parted = _parted(shown, lanes, most_lanes)
    scale = TimeScale(view, *plot_sides(width, parted))
    said = [*notes, *_notes(ordered, shown, noun)]
    n_links = sum(1 for mark in shown if address(mark.href))
    options = {"scale": scale, "ids": name, "stops": n_links <= _MOST_STOPS}
    panels = _panels(parted, len(shown), most_height, options)
    is_counted = panels is None
    if panels is not None:
        entries = [*_kinds(shown), *bar_entries(shown, name)]
    else:
        bins, more = _binned(parted, scale, noun)
        panels, entries = _counts(bins, scale, most_height, name, noun, view_href)
        said += more
    told = f"{count_words(len(shown), *noun)}, {span_words(view.first, view.last)}. " + " ".join(said)
    return framed(
        panels,
        scale=scale,
        width=width,
        entries=entries,
        notes=said,
        title=title,
        description=told,
        name=name,
        defs=fades(name) + (histogram_hatch(name) if is_counted else ""),
        has_links=n_links > 0 and not is_counted,
        has_paper=has_paper,
        data={"unit": unit_for(scale)} if is_counted else None,
        view_href=view_href,
    )


def histogram_svg(
    lanes: Mapping[str | None, Sequence[Bin]],
    *,
    title: str,
    width: float = 1200,
    most_height: float = 480,
    view: TimeView | None = None,
    has_paper: bool = False,
    noun: tuple[str, str] = ("incident", "incidents"),
    notes: Sequence[str] = (),
    view_href: Zoom | None = None,
) -> str:
    """Return a histogram of counts that are made already, one panel a lane in the order given (None: no name).

    `view` is what to show, all bins if None; the other options are those of `timeline_svg`.
    """
    bins = {lane: sorted(held, key=lambda one: (one.first, one.last)) for lane, held in lanes.items()}
    every = [one for held in bins.values() for one in held]
    if view is None:
        view = TimeView(min(one.first for one in every), max(one.last for one in every)) if every else fitting_view([])
    name = name_for("histogram", title, width, most_height, view, has_paper, noun, tuple(notes), list(bins.items()))
    scale = TimeScale(view, *plot_sides(width, bins))
    panels, entries = _counts(bins, scale, most_height, name, noun, view_href)
    total = round(sum(one.certain + one.spread for one in every))
    return framed(
        panels,
        scale=scale,
        width=width,
        entries=entries,
        notes=notes,
        title=title,
        description=f"{count_words(total, *noun)}, {span_words(view.first, view.last)}. " + " ".join(notes),
        name=name,
        defs=histogram_hatch(name),
        has_paper=has_paper,
        kind="histogram",
        view_href=view_href,
    )


def _parted(shown: Sequence[TimeMark], lanes: Sequence[str] | None, most: int) -> dict[str | None, list[TimeMark]]:
    """Return the marks by lane, in the order of the lanes; one lane without a name where no mark has any."""
    counts = Counter(mark.lane for mark in shown)
    if lanes is None and set(counts) <= {None}:
        return {None: list(shown)}
    names = list(dict.fromkeys(lanes)) if lanes is not None else _fullest(counts)
    kept = names if len(names) <= most else names[: most - 1]
    parted: dict[str | None, list[TimeMark]] = {lane: [] for lane in kept}
    rest: list[TimeMark] = []
    for mark in shown:
        parted.get(mark.lane, rest).append(mark)
    if rest:
        parted[_REST if kept else None] = parted.get(_REST, []) + rest
    return parted


def _fullest(counts: Counter[str | None]) -> list[str]:
    return [lane for lane, _ in sorted(counts.items(), key=lambda c: (-c[1], c[0] or "")) if lane is not None]


def _panels(
    parted: Mapping[str | None, Sequence[TimeMark]], n: int, most_height: float, options: Mapping[str, object]
) -> list[Panel] | None:
    """Return lanes with a sign for each mark, in the largest way that fits, or None where none does."""
    ways: list[tuple[Callable[..., Panel | None], dict[str, object]]] = []
    if n <= _MOST_LABELLED:
        ways += [(row_panel, {}), (row_panel, {"may_cut": True})]
    if n <= MOST_MARKS:
        ways += [(dot_panel, {"radius": radius}) for radius in _RADII]
    for draw, more in ways:
        panels: list[Panel] = []
        left = most_height
        for lane, held in parted.items():
            panel = draw(lane, held, most=left, **options, **more)
            if panel is None:
                break
            panels.append(panel)
            left -= panel.height
        else:
            return panels
    return None


def _kinds(shown: Sequence[TimeMark]) -> list[Entry]:
    """Return what the legend says of kinds: nothing where none is told."""
    entries = kind_entries(mark.kind for mark in shown)
    return entries if len(entries) > 1 or entries[:1] != kind_entries(["other"]) else []


def _binned(
    parted: Mapping[str | None, Sequence[TimeMark]], scale: TimeScale, noun: tuple[str, str]
) -> tuple[dict[str | None, list[Bin]], list[str]]:
    """Count the marks of each lane in the finest unit that can be told apart; return what is to be said of it, too."""
    unit = unit_for(scale)
    counted = {lane: binned(held, scale.view, unit) for lane, held in parted.items()}
    n_open = sum(n for _, n in counted.values())
    said = [f"Each bar is a {unit}."]
    if n_open:
        said.insert(0, f"{count_words(n_open, *noun)} with an open end cannot be spread and stand in no bar.")
    return {lane: bins for lane, (bins, _) in counted.items()}, said


def _counts(
    bins: Mapping[str | None, Sequence[Bin]],
    scale: TimeScale,
    most_height: float,
    ids: str,
    noun: tuple[str, str],
    view_href: Zoom | None,
) -> tuple[list[Panel], list[Entry]]:
    highest = max((one.certain + one.spread for held in bins.values() for one in held), default=1.0) or 1.0
    height = max(min(most_height / max(len(bins), 1), 220.0 if len(bins) == 1 else 90.0), 44.0)
    panels = [
        histogram_panel(lane, held, scale, height=height, highest=highest, ids=ids, noun=noun, view_href=view_href)
        for lane, held in bins.items()
    ]
    return panels, histogram_entries([one for held in bins.values() for one in held], ids)


def _notes(ordered: Sequence[TimeMark], shown: Sequence[TimeMark], noun: tuple[str, str]) -> list[str]:
    timeless = sum(1 for mark in ordered if mark.earliest is None and mark.latest is None)
    outside = len(ordered) - len(shown) - timeless
    notes = []
    if not ordered:
        notes.append(f"There are no {noun[1]} to draw.")
    if timeless:
        verb = "has" if timeless == 1 else "have"
        notes.append(f"{count_words(timeless, *noun)} {verb} no time, and cannot be drawn.")
    if outside:
        verb = "lies" if outside == 1 else "lie"
        notes.append(f"{count_words(outside, *noun)} {verb} outside the days shown.")
    return notes
