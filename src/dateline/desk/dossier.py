"""A dossier: one file about some of the incidents of a record, to be read anywhere.

Invariant: the file holds all that it shows and asks nobody for anything; it runs nothing. What it says of an incident
it says with the words and the outlets that say so, and it tells what it leaves out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from importlib import resources
from typing import Any

from markupsafe import Markup

from dateline.desk.asked import Asked
from dateline.desk.bins import bins_of
from dateline.desk.desk import Desk
from dateline.desk.grounds import grounds
from dateline.desk.listing import found
from dateline.desk.marks import map_marks, place_row
from dateline.desk.reading import OLDER
from dateline.desk.templating import FACET_NAMES, environment
from dateline.drawing import histogram_svg, map_svg, stylesheet, time_marks, timeline_svg
from dateline.indexing import Found
from dateline.model.saying_sources import said_admiralty, said_worth
from dateline.model.schema import Row
from dateline.reconciling.incidents.deciding.differences import name_of
from dateline.version import __version__

__all__ = ["MOST", "assembled", "written"]

# Incidents that are told one by one: what somebody reads, and about 2 MB.
MOST = 300
# Reports of which the words are quoted for each origin; the others are counted.
_QUOTED = 3
_PLACES = 2_000


def written(desk: Desk, asked: Asked, *, now: datetime | None = None) -> bytes:
    """Return the file for what is asked of the incidents, as HTML in UTF-8.

    `now` is the time that it bears, this moment if None. Raises Refused (400) for a filter that cannot be.
    """
    style = resources.files("dateline.desk").joinpath("static/own/dossier.css").read_text("utf-8")
    page = environment().get_template("dossier_file.html")
    made = page.render(**assembled(desk, asked, now=now), style=Markup(style + stylesheet()))
    return made.encode("utf-8", "replace")


def assembled(desk: Desk, asked: Asked, *, now: datetime | None = None) -> dict[str, Any]:
    """Return all that a dossier tells, for its template."""
    fitting = found(desk, asked, "incidents")
    incidents = desk.fetch("incidents", fitting.page("oldest", MOST).rows)
    reports = {row["id"]: row for row in desk.some("reports", _quoted(incidents))}
    documents = sorted({row["document"] for row in reports.values()})
    titles = {str(row["id"]): row for row in desk.some("documents", documents)}
    older = desk.replaced(list(titles.values()))
    names = {id_: f"{name_of(row)} ({OLDER})" if id_ in older else name_of(row) for id_, row in titles.items()}
    name = desk.record.name.rpartition("/")[2]  # the folder that it lies in is nobody's business
    outlines = grounds(desk.options.boundaries)
    marks = [place_row(one, outlines, desk.addresses, asked, "incidents") for one in fitting.places()[:_PLACES]]
    places = map_marks([{**row, "listed": None} for row in marks])
    return {
        "title": _title(asked, name),
        "asked": [(FACET_NAMES.get(key, key), value) for key, values in asked.filters.items() for value in values],
        "made": (now or datetime.now(UTC)).strftime("%Y-%m-%d %H:%M UTC"),
        "record": name,
        "count": fitting.count,
        "left_out": max(fitting.count - len(incidents), 0),
        "timeline": Markup(_timeline(fitting, incidents)),
        "map": Markup(map_svg(places, title="Incidents on the map", boundaries=outlines)) if places else None,
        "placed": sum(row["count"] for row in marks),
        "boundaries": outlines,
        "incidents": [_told(row, reports, names) for row in incidents],
        "documents": sorted(titles.values(), key=lambda row: (row["published"] or "", row["id"])),
        "name_of": lambda row: names[row["id"]],
        "covered": desk.options.commenters != "keep",
        "persons": desk.options.persons,
        "version": __version__,
        "state": desk.now.version,
    }


def _title(asked: Asked, name: str) -> str:
    said = ", ".join(value for values in asked.filters.values() for value in values)
    return f"{name}: {said}" if said else name


def _quoted(incidents: Iterable[Row]) -> list[str]:
    """Return the reports that are quoted: some of each origin, and all that stand on a side of a contradiction."""
    wanted: dict[str, None] = {}
    for row in incidents:
        for group in row["sources"]["groups"]:
            wanted.update(dict.fromkeys(group[:_QUOTED]))
    return list(wanted)


def _timeline(fitting: Found, incidents: Sequence[Row]) -> str:
    """Draw all incidents: those that are told one by one with links to them, a crowd as counts by month or year."""
    title = "Incidents over time"
    if fitting.count <= len(incidents):
        return timeline_svg(time_marks(incidents, href=lambda row: f"#{row['id']}"), title=title)
    unit = "month" if len(fitting.histogram("month").starts) <= 240 else "year"
    counted = fitting.histogram(unit)
    bins = [replace(one, spread=0.0) for one in bins_of(counted)]
    notes = [f"{counted.wider:,} are known less closely than to one {unit}; {counted.undated:,} have no time."]
    return histogram_svg({None: bins}, title=title, notes=notes)


def _told(row: Row, reports: Mapping[str, Row], names: Mapping[str, str]) -> dict[str, Any]:
    """Return an incident with the words of each of its origins."""
    origins = []
    for group in row["sources"]["groups"]:
        quotes = [
            {"words": reports[id_]["words"], "name": names[reports[id_]["document"]], "report": reports[id_]}
            for id_ in group[:_QUOTED]
            if id_ in reports and reports[id_]["document"] in names
        ]
        origins.append({"quotes": quotes, "more": len(group) - len(quotes), "reports": len(group)})
    return {
        "row": row,
        "origins": origins,
        "admiralty": said_admiralty(row["corroboration"]),
        "worth": said_worth(row["sources"]),
    }
