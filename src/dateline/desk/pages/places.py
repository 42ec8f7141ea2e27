"""Places: where how much is told of, and one of them with who held it when, its incidents, and what is claimed of it.

Invariant: control is drawn from claims alone, each with its days as closely as it gives them; who held a place between
two claims is not filled in.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from markupsafe import Markup

from dateline.desk.addresses import Addresses
from dateline.desk.asked import Asked
from dateline.desk.desk import Desk
from dateline.desk.grounds import grounds
from dateline.desk.listing import CALLED, DAYS, called_by, chips, days_of, filters_of, found, turning
from dateline.desk.marks import map_marks, named_place, place_row
from dateline.desk.page import Page, Shown
from dateline.desk.paging import start_of, token_of
from dateline.desk.refused import NotThere
from dateline.desk.ways import ways
from dateline.drawing import TimeMark, map_svg, timeline_svg
from dateline.indexing import Mark
from dateline.knowledge.gazetteer import open_gazetteer
from dateline.model import ClaimKind
from dateline.model.schema import Row
from dateline.record.of_one import claims_naming

__all__ = ["PAGES"]

_SHOWN = 20
# Claims of a place that are read, the newest: a page of more says less.
_CLAIMS = 200


# The list


def _listed(desk: Desk, asked: Asked) -> Shown:
    called = asked.first("called")
    of = asked.without("called")
    fitting = found(desk, of, "incidents")
    places = _summed(fitting.places())
    if called:
        fits = called_by(called)
        places = [one for one in places if fits(one["id"], one["name"])]
    start = start_of("places", asked.after, [_order(one) for one in places], like=(int, str, str))
    shown = places[start : start + asked.size]
    next_ = token_of("places", _order(shown[-1])) if len(places) > start + asked.size else None
    addresses = Addresses()
    return Shown(
        title="Places",
        rows=[{**one, "address": addresses.place(one["id"])} for one in shown],
        count=len(places),
        next=next_,
        told={"of_incidents": fitting.count},
        drawn={
            "called": called or "",
            "chips": chips(asked, asked.page.path, {}, but=("called",)),
            "ways": ways(of.filters, "incidents", here=asked.page.path),
            **turning(asked, next_),
            "start": start,
        },
    )


def _summed(marks: Sequence[Mark]) -> list[dict[str, Any]]:
    """Return each place once, whatever the precisions with which it is told of, the commonest first."""
    made: dict[str, dict[str, Any]] = {}
    for one in marks:
        held = made.setdefault(one.id, {**named_place(one), "incidents": 0})
        held["incidents"] += one.count
    return sorted(made.values(), key=_order)


def _order(one: Row) -> tuple[int, str, str]:
    """Return by what a place is sorted: the one with the most incidents first."""
    return -one["incidents"], one["name"], one["id"]


# One of them


def _one(desk: Desk, asked: Asked) -> Shown:
    id_ = asked.id or ""
    held = Asked(page=asked.page, filters={**asked.filters, "place": (id_,)})
    incidents = found(desk, held, "incidents")
    reports = found(desk, held, "reports")
    claims = desk.covers.rows("claims", claims_naming(desk.record, [id_], most=_CLAIMS))
    row = _facts(desk, id_, held)
    if row is None and not claims:
        raise NotThere(f"no report of this record names a place {id_!r}, and the gazetteer has none")
    row = row or {"id": id_, "name": id_, "kind": None, "country": None, "admin1": None, "lat": None, "lon": None}
    control = [_told(one) for one in claims if one["kind"] == ClaimKind.CONTROL]
    addresses = Addresses()
    name = row["name"]
    outlines = grounds(desk.options.boundaries)
    places = [place_row(one, outlines, addresses, held, "incidents") for one in incidents.places() if one.id == id_]
    drawn_marks = map_marks(places)
    kept = days_of(asked)
    return Shown(
        title=name,
        rows=[
            {
                **row,
                "reports": reports.count,
                "incidents": incidents.count,
                "control": control,
                "address": addresses.place(id_),
            }
        ],
        told={"claims": [{"id": one["id"], "kind": one["kind"], "words": one["words"]} for one in claims]},
        drawn={
            "place": row,
            "precisions": places,
            "held": control,
            "control_picture": Markup(_control(control, name, addresses)) if control else None,
            "picture": Markup(map_svg(drawn_marks, title=f"{name} on the map", boundaries=outlines, height=360))
            if drawn_marks
            else None,
            "latest": desk.fetch("incidents", incidents.page("newest", _SHOWN).rows),
            "other": [one for one in claims if one["kind"] != ClaimKind.CONTROL][:_SHOWN],
            "reports": reports.count,
            "incidents": incidents.count,
            "all_reports": addresses.to("/reports", {**kept, "place": [id_]}),
            "all_incidents": addresses.to("/incidents", {**kept, "place": [id_]}),
            "timeline": addresses.to("/timeline", {**kept, "place": [id_]}),
            "own": addresses.place(id_),
        },
    )


def _facts(desk: Desk, id_: str, held: Asked) -> dict[str, Any] | None:
    """Return what is known of a place: by the gazetteer, else by the reports that name it, whenever they do."""
    entry = open_gazetteer().of_id(id_)
    if entry is not None:
        place = entry.place
        return {
            "id": id_,
            "name": place.name,
            "kind": place.kind.value,
            "country": place.country,
            "admin1": place.admin1,
            "lat": place.lat,
            "lon": place.lon,
        }
    named = found(desk, held.without(*(each.name for each in DAYS)), "reports")
    marks = [one for one in named.places() if one.id == id_]
    return _summed(marks)[0] if marks else None


def _told(claim: Row) -> dict[str, Any]:
    """Return a claim of control: who holds the place, when, and where it says so."""
    return {
        "claim": claim["id"],
        "document": claim["document"],
        "holder": claim["subject"]["name"] if claim["subject"] else None,
        "holder_id": claim["subject"]["id"] if claim["subject"] else None,
        "when": claim["when"],
        "words": claim["words"],
    }


def _control(control: Sequence[Row], name: str, addresses: Addresses) -> str:
    marks = [
        TimeMark(
            _day(one["when"]["earliest"]),
            _day(one["when"]["latest"]),
            one["when"]["precision"],
            f"{one['holder'] or 'somebody'} holds {name}",
            href=addresses.claim(one["claim"]),
            lane=one["holder"] or "nobody named",
        )
        for one in control
        if one["when"]
    ]
    return timeline_svg(marks, title=f"Who held {name}", noun=("claim", "claims"))


def _day(said: str | None) -> date | None:
    return date.fromisoformat(said) if said else None


PAGES = (
    Page(
        name="places",
        path="/places",
        summary="Where the incidents are that the filters leave, the places with most of them first.",
        answer=_listed,
        formats=("json", "csv", "geojson"),
        filters=(CALLED, *filters_of("incidents")),
        is_listed=True,
    ),
    Page(
        name="place",
        path="/places/{id}",
        summary="One place: who is said to have held it when, its incidents, the claims about it.",
        answer=_one,
        formats=("json", "csv", "geojson"),
        filters=DAYS,
    ),
)
