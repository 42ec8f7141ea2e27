"""One incident: what its reports say together, why, who stands behind it, and how it came to be so.

Invariant: every value leads down to the sentences that say it, or says who set it and what the machine had; nothing is
read but what the incident, its reports and their documents are found by.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from markupsafe import Markup

from dateline.desk.asked import Asked
from dateline.desk.briefs import brief
from dateline.desk.choosing import chosen_reports
from dateline.desk.decided import Decided
from dateline.desk.desk import Desk
from dateline.desk.members import MEMBERS
from dateline.desk.origins import origins_of, outside_of
from dateline.desk.page import Page, Shown
from dateline.desk.reading import document_names, reports_by_id
from dateline.desk.refused import NotThere
from dateline.desk.scene import incident_map, incident_timeline
from dateline.desk.sides import with_sides
from dateline.desk.why import Told, values_of
from dateline.model.saying import said_title
from dateline.model.saying_sources import said_admiralty, said_worth
from dateline.model.schema import Row
from dateline.reconciling.incidents.deciding.recounting import names_in
from dateline.record.taking_back import taken_back

__all__ = ["PAGES"]

Json = dict[str, Any]

# Incidents that are named beside one, of each sort; an aggregate may count hundreds.
_NAMED = 50
# Contradictions that are shown with their sides, the weightiest; the rest is a list of its own.
_SIDES = 8


def _answer(desk: Desk, asked: Asked) -> Shown:
    id_ = asked.id or ""
    now = desk.record.leads_to(id_)
    if now != id_:
        return Shown(title=id_, moved=desk.addresses.incident(now))
    row = next(iter(desk.some("incidents", [id_])), None)
    if row is None:
        raise NotThere(f"this record has no incident {id_!r}; all of them are under Incidents")
    reports = reports_by_id(desk, chosen_reports(row))
    documents = _documents(desk, row, reports.values())
    told = Told(
        incident=row,
        reports=reports,
        names=document_names(documents),
        origin={id_: n for n, group in enumerate(row["sources"]["groups"], 1) for id_ in group},
    )
    decided = Decided.about(desk, row["reports"])
    back = taken_back(desk.record, row, rejected=decided.rejected)
    publishers = {id_: document["publisher"] for id_, document in documents.items()}
    among = {report["document"] for report in reports.values()}
    links = desk.covers.rows("derivations", desk.record.derivations_among(among))
    names = names_in(reports.values())
    values = [_with_decision(value, decided, names) for value in values_of(told)]
    return Shown(
        title=said_title(row),
        rows=[row],
        count=1,
        told={
            "values": values,
            "origins": _origins(origins_of(told, links, publishers), row, back),
            "taken_back": {id_: list(by) for id_, by in back.items()},
            "outside": outside_of(told),
            "sides": with_sides(desk, row["contradictions"][:_SIDES], told.names, reports),
            "near": _near(desk, row),
            "decisions": decided.rows(names),
            "history": _history(desk, id_),
        },
        drawn={
            "row": row,
            "map": Markup(incident_map(desk, row, reports.values())),
            "timeline": Markup(incident_timeline(row, reports.values(), documents.values())),
            "seen": next(iter(desk.now.incidents.keys_of([id_])), None),
            "is_whole": told.is_whole,
            "read": len(reports),
            "admiralty": said_admiralty(row["corroboration"]),
            "worth": said_worth(row["sources"]),
        },
    )


def _origins(origins: list[Json], row: Row, back: Mapping[str, tuple[str, ...]]) -> list[Json]:
    """Say of each origin in which reports it took back what it had told, if it did."""
    groups = row["sources"]["groups"]
    by = [sorted({id_ for report in group for id_ in back.get(report, ())}) for group in groups]
    return [{**one, "taken_back": by[one["number"] - 1]} for one in origins]


def _documents(desk: Desk, row: Row, reports: Iterable[Row]) -> dict[str, Row]:
    """Return the documents of the reports, and those that a side of a contradiction quotes besides, by their ids."""
    quoted = {quote["document"] for one in row["contradictions"] for side in one["values"] for quote in side["quotes"]}
    ids = sorted(quoted | {report["document"] for report in reports})
    return desk.titles(ids)


def _with_decision(value: Json, decided: Decided, names: Mapping[str, str]) -> Json:
    """Say of a value that a decision set, who set it and why, and what the machine had."""
    return {**value, "edit": value["decision"] and decided.edit(value["decision"], names)}


def _near(desk: Desk, row: Row) -> Json:
    """Return the incidents that stand beside one: wholes, parts and runners-up, each as it is known today."""
    members = MEMBERS.of(desk).of(row["id"])
    ids = [one["id"] for key in ("part_of", "runners_up") for one in row[key]] + [one.id for one in members[:_NAMED]]
    known = {one["id"]: brief(one) for one in desk.some("incidents", list(dict.fromkeys(ids)))}
    return {
        "wholes": [{**one, **known[one["id"]]} for one in row["part_of"] if one["id"] in known],
        "parts": [{**asdict(one), **known[one.id]} for one in members[:_NAMED] if one.id in known],
        "parts_count": len(members),
        "runners_up": [{**one, **known[one["id"]]} for one in row["runners_up"] if one["id"] in known],
    }


def _history(desk: Desk, id_: str) -> list[Json]:
    """Return what each reconciliation changed of it, the newest first."""
    return [
        {
            "reconciliation": step.reconciliation.number,
            "made": step.reconciliation.made,
            "cause": step.reconciliation.cause,
            "changes": [
                {"kind": one.kind.value, "field": one.field, "said": said, "incidents": list(one.incidents)}
                for one, said in zip(step.differences, step.said, strict=True)
            ],
        }
        for step in reversed(desk.record.becoming(id_, cover=desk.covers.rows))
    ]


PAGES = (
    Page(
        name="incident",
        path="/incidents/{id}",
        summary="One incident: its values and why, its sources, what contradicts itself, and its history.",
        answer=_answer,
        what="incidents",
        formats=("json", "csv", "geojson"),
    ),
)
