"""Where and when one incident was, as its reports tell it, in two small pictures.

Invariant: what each report says is drawn beside what they say together, as closely as it is said and no closer.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date

from dateline.desk.addresses import Addresses
from dateline.desk.desk import Desk
from dateline.desk.grounds import grounds
from dateline.desk.sayings import said_place
from dateline.drawing import MapMark, TimeMark, map_svg, timeline_svg
from dateline.errors import MomentError
from dateline.model import Moment, PlacePrecision
from dateline.model.days import edtf_words
from dateline.model.saying import said_precision
from dateline.model.schema import Row

__all__ = ["incident_map", "incident_timeline"]

# For the column beside the text; the pictures grow with it where there is more room.
_WIDTH = 420
_TOGETHER, _REPORTS, _PUBLISHED = "together", "as reports tell it", "published"
_MOST = 40


def incident_map(desk: Desk, row: Row, reports: Iterable[Row]) -> str:
    """Return a map of where the reports of an incident place it, empty where none does more closely than a country."""
    told: Counter[tuple[str, int]] = Counter()
    places: dict[tuple[str, int], Row] = {}
    for report in reports:
        for place in report["places"]:
            key = place["id"], place["precision"]
            told[key] += 1
            places.setdefault(key, place)
    if row["place"]:
        places.setdefault((row["place"]["id"], row["place"]["precision"]), row["place"])
    outlines, to = grounds(desk.options.boundaries), Addresses()
    marks = []
    for key, place in sorted(places.items())[:_MOST]:
        if place["precision"] >= PlacePrecision.COUNTRY:
            continue
        area = None
        if place["precision"] >= PlacePrecision.SECOND_LEVEL:
            area = outlines.area_of(place["id"], country=place["country"], admin1=place["admin1"])
        n = told[key]
        said = f"{said_place(place)} ({said_precision(place)}), {n} report{'s' * (n != 1)}"
        listed = to.to("/reports", {"incident": [row["id"]], "place": [place["id"]]})
        marks.append(
            MapMark(
                place["lat"],
                place["lon"],
                place["precision"],
                place["radius_km"],
                area=area.id if area else None,
                label=said,
                href=listed,
                count=max(n, 1),
                kind=row["type"],
                place=place["name"],
            )
        )
    if not marks:
        return ""
    noun = ("report", "reports")
    return map_svg(marks, title="Where it was", width=_WIDTH, height=260, boundaries=outlines, noun=noun)


def incident_timeline(row: Row, reports: Iterable[Row], documents: Iterable[Row]) -> str:
    """Return a timeline of when the reports of an incident say that it was, and when they came out; empty without."""
    marks = [_mark(row["when"], edtf_words(row["when"]["edtf"]), _TOGETHER, row["type"])] if row["when"] else []
    told: dict[str, list[Row]] = {}
    for report in reports:
        if report["when"]:
            told.setdefault(report["when"]["edtf"], []).append(report)
    for edtf, some in list(told.items())[:_MOST]:
        n = len(some)
        marks.append(_mark(some[0]["when"], f"{n} report{'s' * (n != 1)}: {edtf_words(edtf)}", _REPORTS, row["type"]))
    if not marks:
        return ""
    came = sorted({document["published"] for document in documents if document["published"]})
    for published in came[:_MOST]:
        try:
            moment = Moment(published)
        except MomentError:
            continue
        marks.append(
            TimeMark(
                moment.earliest,
                moment.latest,
                moment.precision.value,
                edtf_words(published),
                lane=_PUBLISHED,
                kind="other",
            )
        )
    lanes = [lane for lane in (_TOGETHER, _REPORTS, _PUBLISHED) if any(mark.lane == lane for mark in marks)]
    return timeline_svg(
        marks, title="When it was, and when it was told", width=_WIDTH, lanes=lanes, noun=("time", "times")
    )


def _mark(when: Row, label: str, lane: str, kind: str) -> TimeMark:
    first, last = (date.fromisoformat(when[end]) if when[end] else None for end in ("earliest", "latest"))
    return TimeMark(first, last, when["precision"], label, lane=lane, kind=kind)
