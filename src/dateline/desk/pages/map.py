"""Where it happened: a map of whatever the filters leave.

Invariant: a place is drawn as closely as it is known: a point, a point within its radius, an area. The picture that the
server draws and the map that a browser turns and zooms show the same rows, which are those of the exports.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any

from markupsafe import Markup

from dateline.desk.addresses import Addresses
from dateline.desk.asked import Asked
from dateline.desk.desk import Desk
from dateline.desk.grounds import grounds
from dateline.desk.keeping import Kept
from dateline.desk.listing import chips, filters_of, found
from dateline.desk.marks import map_marks, place_row
from dateline.desk.page import Page, Parameter, Shown
from dateline.desk.ways import ways
from dateline.drawing import areas_seen, map_svg
from dateline.indexing import day_of

__all__ = ["PAGES"]

# More are drawn by no browser without waiting; the rarest are left out, and counted.
_MOST = 5_000
# So many are drawn within the page, each with its link, where no more areas than this are seen around them; a larger
# picture is fetched beside the page, and kept. Forty places with 103 areas around them take 60 ms and 64 kB, with 276
# areas 145 ms and 118 kB, all over the world 330 ms and 615 kB, twice that the first time.
_INLINE, _AREAS = 60, 120
_KEPT = 16


def _answer(desk: Desk, asked: Asked) -> Shown:
    what = asked.first("of") or "incidents"
    of = asked.without("of")
    fitting = found(desk, of, what)
    every = fitting.places()
    outlines = grounds(desk.options.boundaries)
    addresses = Addresses()
    shown = [place_row(one, outlines, addresses, of, what) for one in every[:_MOST]]
    placed = sum(one.count for one in every)

    def picture(*, has_paper: bool = False) -> str:
        noun = (what.removesuffix("s"), what)
        title = f"{what.capitalize()} on the map"
        return map_svg(map_marks(shown), title=title, boundaries=outlines, noun=noun, width=1200, has_paper=has_paper)

    def is_light() -> bool:
        return len(shown) <= _INLINE and areas_seen(map_marks(shown), boundaries=outlines) <= _AREAS

    def drawn() -> bytes:
        key = (desk.now.version, tuple(sorted(asked.filters.items())))
        return _PICTURES.of(desk).get(key, lambda: picture(has_paper=True).encode("utf-8", "replace"))

    return Shown(
        title="Map",
        rows=shown,
        file=drawn,
        told={
            "of": what,
            "count": fitting.count,
            "placed": placed,
            "left_out": sum(one.count for one in every[_MOST:]),
            "boundaries": {"source": outlines.source, "licence": outlines.licence, "none": outlines.why_none},
        },
        drawn={
            "picture": Markup(picture()) if is_light() else None,
            "picture_at": addresses.to(asked.page.path, asked.parameters(), format="svg"),
            "months": _months(desk, asked, what),
            "chips": chips(asked, asked.page.path, {}, but=("of",)),
            "ways": ways(of.filters, what, here=asked.page.path),
            "unplaced": addresses.to(f"/{what}", {**of.parameters(), "place": ["none"]}),
            "data": addresses.to(asked.page.path, asked.parameters(), format="geojson"),
        },
    )


class _Pictures:
    """Keep the pictures that were drawn last, by what they show."""

    def __init__(self) -> None:
        self._drawn: OrderedDict[Hashable, bytes] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Hashable, draw: Callable[[], bytes]) -> bytes:
        """Return a picture, drawn where it is not kept; one at a time, as each takes a core."""
        with self._lock:
            if key not in self._drawn:
                self._drawn[key] = draw()
            self._drawn.move_to_end(key)
            while len(self._drawn) > _KEPT:
                self._drawn.popitem(last=False)
            return self._drawn[key]


def _pictures(desk: Desk, before: _Pictures | None) -> _Pictures:
    del desk
    return before or _Pictures()


_PICTURES: Kept[Desk, _Pictures] = Kept(_pictures)


def _months(desk: Desk, asked: Asked, what: str) -> list[dict[str, Any]]:
    """Return the months in which anything lies, for the slider, whatever days are asked for."""
    counted = found(desk, asked.without("of", "after", "before", "month"), what).histogram("month")
    days = ((day_of(int(start)), int(count)) for start, count in zip(counted.starts, counted.counts, strict=True))
    return [{"month": day.isoformat()[:7], "count": count} for day, count in days if day is not None]


_OF = Parameter(name="of", doc="What is drawn.", values=("incidents", "reports"))

PAGES = (
    Page(
        name="map",
        path="/map",
        summary="Where it happened, each place as closely as it is known.",
        answer=_answer,
        formats=("json", "csv", "geojson", "svg"),
        filters=(_OF, *filters_of("incidents")),
        # What draws the map works in a thread of its own, from a file of the desk; its pictures are made there.
        policy={"worker-src": "'self'", "img-src": "'self' data: blob:"},
    ),
)
