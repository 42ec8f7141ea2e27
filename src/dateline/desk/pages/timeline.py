"""What happened when: a timeline of whatever the filters leave, by place, by doer, by recipient or by type.

Invariant: precision is drawn as precision; what is too much to be drawn one by one is counted, and what has no time is
told. The days between which it is brushed are the filters `after` and `before`, like everywhere on the desk.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from typing import cast

from markupsafe import Markup

from dateline.desk.addresses import Addresses
from dateline.desk.asked import Asked
from dateline.desk.bins import bins_of
from dateline.desk.desk import Desk
from dateline.desk.listing import chips, filters_of, found
from dateline.desk.page import Page, Parameter, Shown
from dateline.desk.ways import ways
from dateline.drawing import Bin, TimeView, histogram_svg, time_marks, timeline_svg
from dateline.errors import MomentError
from dateline.indexing import ENDLESS, STARTLESS, Found, day_of
from dateline.model import Moment

__all__ = ["PAGES"]

# So many are drawn one by one, each with its label and its link; a page of more would weigh more than 60 kB.
_DRAWN = 150
_LANES = ("place", "doer", "recipient", "type")
_MOST_LANES = 8
# The finest unit that gives no more bars than a picture has room for.
_UNITS = (("day", 1, 200), ("week", 7, 200), ("month", 30, 240), ("year", 365, 200), ("decade", 3_650, 1_000))


def _answer(desk: Desk, asked: Asked) -> Shown:
    what = asked.first("of") or "incidents"
    of = asked.without("of", "by")
    fitting = found(desk, of, what)
    spans = fitting.spans()
    view = _view(asked, fitting)
    lane = asked.first("by")
    addresses = Addresses()
    noun = (what.removesuffix("s"), what)
    if fitting.count <= _DRAWN:
        shown = desk.fetch(what, [int(row) for row in spans.row])
        is_asked = "after" in of.filters and "before" in of.filters
        marks = time_marks(shown, lane=lane, href=lambda row: addresses.of(what, row))
        title = f"{what.capitalize()} over time"
        picture = timeline_svg(marks, title=title, view=view if is_asked else None, noun=noun)
        timed = len(shown)
        counted: list[dict[str, object]] = []
    else:
        shown = []
        picture, counted, timed = _counted(desk, of, fitting, what, lane, view, noun)
    return Shown(
        title="Timeline",
        rows=[_mark(row, addresses, what) for row in shown] or counted,
        told={
            "of": what,
            "count": fitting.count,
            "with_time": timed,
            "first": view.first.isoformat() if view else None,
            "last": view.last.isoformat() if view else None,
            "drawn_as": "marks" if shown or not counted else "bins",
        },
        drawn={
            "picture": Markup(picture),
            "lane": lane,
            "lanes": _LANES,
            "chips": chips(asked, asked.page.path, {}, but=("of", "by")),
            "wider": _zoomed(asked, view, 3.0),
            "nearer": _zoomed(asked, view, 1 / 3),
            "earlier": _moved(asked, view, -0.5),
            "later": _moved(asked, view, 0.5),
            "whole": addresses.to(asked.page.path, asked.parameters(after=None, before=None)),
            "ways": ways(of.filters, what, here=asked.page.path),
        },
    )


def _mark(row: Mapping[str, object], addresses: Addresses, what: str) -> dict[str, object]:
    when = cast(Mapping[str, object], row["when"])
    told = {f"when.{name}": when[name] for name in ("edtf", "earliest", "latest", "precision")}
    return {"id": row["id"], "type": row["type"], **told, "address": addresses.of(what, row)}


def _view(asked: Asked, fitting: Found) -> TimeView | None:
    """Return the days that were asked for, else those in which nearly all lies; None where nothing has a time."""
    spans = fitting.spans()
    starts = spans.earliest[spans.earliest != STARTLESS]
    ends = spans.latest[spans.latest != ENDLESS]
    known = [*starts.tolist(), *ends.tolist()] if len(starts) + len(ends) < 100 else None
    first = _bound(asked.first("after"), is_first=True)
    last = _bound(asked.first("before"), is_first=False)
    if known is None:
        both = [
            int(starts.min()) if len(starts) else int(ends.min()),
            int(ends.max()) if len(ends) else int(starts.max()),
        ]
    elif known:
        both = [min(known), max(known)]
    else:
        both = []
    first = first or (day_of(both[0]) if both else None)
    last = last or (day_of(both[1]) if both else None)
    if first is None or last is None:
        return None
    return TimeView(min(first, last), max(first, last))


def _bound(said: str | None, *, is_first: bool) -> date | None:
    if said is None:
        return None
    try:
        moment = Moment(said)
    except MomentError:
        return None
    return moment.earliest if is_first else moment.latest


def _unit(view: TimeView) -> str:
    days = (view.last - view.first).days + 1
    return next((unit for unit, length, most in _UNITS if days / length <= most), "decade")


def _counted(
    desk: Desk, of: Asked, fitting: Found, what: str, lane: str | None, view: TimeView | None, noun: tuple[str, str]
) -> tuple[str, list[dict[str, object]], int]:
    """Draw counts by unit of time, one panel a lane; return the picture, the counts, and how many have a time."""
    unit = _unit(view) if view else "month"
    parts: dict[str | None, Found] = {None: fitting}
    if lane is not None:
        parts = {}
        values = desk.covers.facets(fitting.facets([lane], most=_MOST_LANES))[lane]
        if lane in of.filters:  # what is counted besides is what one could change over to
            values = [each for each in values if each.is_selected]
        called = Counter(each.label for each in values)
        for each in values[:_MOST_LANES]:  # two of one name are two lines
            name = each.label if called[each.label] == 1 else f"{each.label} ({each.value})"
            parts[name] = found(desk, Asked(page=of.page, filters={**of.filters, lane: (each.value,)}), what)
    bins: dict[str | None, list[Bin]] = {}
    told: list[dict[str, object]] = []
    whole = fitting.histogram(unit)
    for label, part in parts.items():
        counted = whole if part is fitting else part.histogram(unit)
        bins[label] = _seen(bins_of(counted), view)
        told += [
            {"lane": label, "first": one.first.isoformat(), "last": one.last.isoformat(), "count": round(one.certain)}
            for one in bins[label]
            if one.certain
        ]
    notes = []
    if whole.wider:
        notes.append(
            f"{whole.wider:,} are known less closely than to one {unit}: hatched, spread over the {unit}s that they "
            "may lie in; those with an open end stand in no bar."
        )
    if whole.undated:
        notes.append(f"{whole.undated:,} have no time.")
    if lane is not None:
        notes.append(f"The {len(parts)} that most {what} name, each on its own line.")
    picture = histogram_svg(bins, title=f"{what.capitalize()} by {unit}", view=view, noun=noun, notes=notes)
    return picture, told, fitting.count - whole.undated


def _seen(bins: Iterable[Bin], view: TimeView | None) -> list[Bin]:
    return [one for one in bins if view is None or (one.last >= view.first and one.first <= view.last)]


def _zoomed(asked: Asked, view: TimeView | None, by: float) -> str | None:
    """Return the address of the same timeline with so many times its days around the same middle."""
    if view is None:
        return None
    days = (view.last - view.first).days + 1
    middle = view.first.toordinal() + days / 2
    half = max(days * by, 1.0) / 2
    return _between(asked, middle - half, middle + half - 1)


def _moved(asked: Asked, view: TimeView | None, by: float) -> str | None:
    if view is None:
        return None
    days = (view.last - view.first).days + 1
    step = max(round(days * abs(by)), 1) * (1 if by > 0 else -1)
    return _between(asked, view.first.toordinal() + step, view.last.toordinal() + step)


def _between(asked: Asked, first: float, last: float) -> str | None:
    low, high = date.min.toordinal(), date.max.toordinal()
    start, end = (date.fromordinal(min(max(round(at), low), high)) for at in (first, max(first, last)))
    parameters = asked.parameters(after=start.isoformat(), before=end.isoformat())
    return Addresses().to(asked.page.path, parameters)


_OF = Parameter(name="of", doc="What is drawn.", values=("incidents", "reports"))
_BY = Parameter(name="by", doc="What each line of the timeline is.", values=_LANES)

PAGES = (
    Page(
        name="timeline",
        path="/timeline",
        summary="What happened when, by place, doer, recipient or type; counted where there is too much.",
        formats=("json", "csv"),
        answer=_answer,
        filters=(_OF, _BY, *filters_of("incidents")),
    ),
)
