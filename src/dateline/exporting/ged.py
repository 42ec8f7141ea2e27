"""See the deadly incidents, or reports, as rows of UCDP GED's shape, by rules that are data (`data/ged.toml`).

Invariant: a row names two sides and at least one death, both from one incident or report. The dead are counted on the
side of those who are said to be killed; where that is not one side, they are of unknown side. Nothing is set to zero.
A row that sums up several events is marked as such, and is there only where none of them tells of dead by itself.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from importlib import resources
from typing import Any, BinaryIO

from dateline.data_files import read_toml
from dateline.errors import KnowledgeError
from dateline.exporting.crosswalk import Crosswalk, open_crosswalk
from dateline.exporting.shapes import write_csv
from dateline.exporting.states import state_of
from dateline.exporting.told import country_name, days_between, is_told, one_year, papers_of
from dateline.knowledge.actors import open_countries

__all__ = ["ged", "ged_from", "ged_rows", "ged_rules", "grid_cell"]

Row = Mapping[str, Any]


@lru_cache(maxsize=1)
def ged_rules() -> Mapping[str, Any]:
    """Return columns and rules as they ship with the package, checked."""
    return ged_from(read_toml(resources.files(__package__).joinpath("data/ged.toml")))


def ged_from(raw: Mapping[str, Any]) -> Mapping[str, Any]:
    """Check the content of the file and return it; raises KnowledgeError naming the rule that breaks it."""
    for n, rule in enumerate(raw["rule"], 1):
        for role in ("actor", "recipient"):
            if rule.get(role) not in open_crosswalk().sides:
                raise KnowledgeError(
                    f"ged.toml, rule {n}: {role} needs a side of crosswalk.toml, not {rule.get(role)!r}"
                )
        if rule.get("violence") not in (1, 2, 3) or rule.get("a") not in ("actor", "recipient"):
            raise KnowledgeError(f"ged.toml, rule {n}: violence is 1, 2 or 3, and a is actor or recipient")
    days = [step["days"] for step in raw["date_prec"]]
    if days != sorted(days):
        raise KnowledgeError("ged.toml: [[date_prec]] has to go from few days to many")
    return raw


def ged(what: str, rows: Iterable[Row], to: BinaryIO) -> int:
    """Write the deadly incidents or reports that have two sides as CSV with GED's 49 columns; return how many."""
    del what
    return write_csv(ged_rules()["columns"], ged_rows(rows), to)


def ged_rows(rows: Iterable[Row]) -> Iterator[dict[str, Any]]:
    """Yield a GED row for every event (`events`) or report of organised violence with at least one death."""
    known, sides = ged_rules(), open_crosswalk()
    for report in rows:
        if not is_told(report) or report["type"] not in known["types"] or report["mode"] in known["modes_not"]:
            continue
        if not _is_deadly(report):
            continue
        rule = next((r for r in known["rule"] if _fits(r, report, sides)), None)
        if rule is not None:
            yield _row(report, rule, known)


def _is_deadly(report: Row) -> bool:
    """Tell whether at least one death is certain: "up to ten" may be none."""
    killed = report["killed"]
    return killed is not None and max(killed["low"] or 0, killed["best"] or 0) >= 1


def _fits(rule: Row, report: Row, sides: Crosswalk) -> bool:
    actors, recipients = report["actors"], report["recipients"]
    if not actors or not sides.is_on(rule["actor"], actors):
        return False
    if not sides.is_on(rule["recipient"], recipients, report["target"]):
        return False
    if rule.get("countries") == "other":
        of = [{p["country"] for p in parties if p["country"]} for parties in (actors, recipients)]
        return all(of) and not of[0] & of[1]
    if rule.get("groups") == "other":
        return bool(recipients) and not {p["id"] for p in actors} & {p["id"] for p in recipients}
    return True


def _row(report: Row, rule: Row, known: Row) -> dict[str, Any]:
    place, when, papers = report["place"], report["when"], papers_of(report)
    role_b = "recipient" if rule["a"] == "actor" else "actor"
    side_a = _name(report, rule["a"], rule[rule["a"]], known)
    side_b = _name(report, role_b, rule[role_b], known)
    where_prec = place["precision"] if place else None
    date_prec = _date_prec(when, known)
    point = place is not None and place["lat"] is not None
    values = {
        "id": report["id"],
        "year": one_year(when),
        "type_of_violence": rule["violence"],
        "dyad_name": f"{side_a} - {side_b}" if side_a and side_b else None,
        "side_a": side_a,
        "side_b": side_b,
        "number_of_sources": report["sources"]["independent"] if "sources" in report else 1,
        "source_article": _cited(papers),
        "source_office": _joined(paper["publisher"] for paper in papers),
        "source_date": _joined(paper["published"] for paper in papers),
        "source_headline": _joined(paper["title"] for paper in papers),
        "source_original": _joined(voice["name"] for voice in report["voices"][: None if "sources" in report else 1]),
        "where_prec": where_prec,
        "where_coordinates": place["name"] if place else None,
        "where_description": place["evidence"]["words"] if place and "evidence" in place else None,
        "adm_1": _area(place, "admin1"),
        "adm_2": _area(place, "admin2"),
        "latitude": place["lat"] if place else None,
        "longitude": place["lon"] if place else None,
        "geom_wkt": f"POINT ({place['lon']} {place['lat']})" if point else None,
        "priogrid_gid": grid_cell(place["lat"], place["lon"])
        if point and where_prec in known["grid"]["where"]
        else None,
        "country": country_name(place["country"]) if place else None,
        "country_id": state_of(place["country"]).gw if place else None,
        "region": state_of(place["country"]).region if place else None,
        "event_clarity": _clarity(report, date_prec, known),
        "date_prec": date_prec,
        "date_start": when["earliest"] if when else None,
        "date_end": when["latest"] if when else None,
        **_deaths(report, rule),
        "gwnoa": _number(report, rule["a"], rule[rule["a"]]),
        "gwnob": _number(report, role_b, rule[role_b]),
    }
    return {name: values.get(name) for name in known["columns"]}


def _name(report: Row, role: str, side: str, known: Row) -> str | None:
    """Return what UCDP calls a side: a state's forces are its government; civilians are civilians."""
    if side == "civilian":
        return str(known["names"]["civilians"])
    sides = open_crosswalk()
    parties = [p for p in report[f"{role}s"] if sides.is_on(side, [p])]
    if not parties:
        return None
    country = open_countries().by_code.get(parties[0]["country"] or "")
    if country is not None and sides.is_on("state", parties[:1]):
        return country.government.name
    return str(parties[0]["name"])


def _number(report: Row, role: str, side: str) -> int | None:
    """Return the number of the state that a side is, or None where the side is no state."""
    parties = [p for p in report[f"{role}s"] if open_crosswalk().is_on(side, [p])]
    is_state = bool(parties) and open_crosswalk().is_on("state", parties[:1])
    return state_of(parties[0]["country"]).gw if is_state else None


def _deaths(report: Row, rule: Row) -> dict[str, int | None]:
    """Count the dead on the side of those who are said to be killed: the recipients of the report."""
    killed, sides = report["killed"], open_crosswalk()
    column = "deaths_civilians" if rule["violence"] == 3 else "deaths_b" if rule["a"] == "actor" else "deaths_a"
    kinds = {p["kind"] for p in report["recipients"]}
    one_side = kinds <= sides.sides[rule["recipient"]].actors if report["recipients"] else report["target"] is not None
    return {
        column if one_side else "deaths_unknown": killed["best"],
        "best": killed["best"],
        "high": killed["high"],
        "low": killed["low"],
    }


def _date_prec(when: Row | None, known: Row) -> int | None:
    days = days_between(when)
    if days is None:
        return None
    return next((int(step["precision"]) for step in known["date_prec"] if days <= step["days"]), None)


def _clarity(report: Row, date_prec: int | None, known: Row) -> int | None:
    """Return whether a row is one event or a summary of several; None where nothing tells."""
    by_level = known["clear"]["level"].get(report.get("level"))
    if by_level is not None:
        return int(by_level)
    return 1 if date_prec in known["clear"]["date"] else None


def _cited(papers: Sequence[Row]) -> str | None:
    """Write who printed it, when and under which headline, as GED does: "outlet,date,headline".

    >>> paper = {"publisher": "The Post", "published": "2014-05-04", "title": "A day"}
    >>> _cited([paper]), _cited([paper, {**paper, "publisher": "Radio Kismayo"}])
    ('The Post,2014-05-04,A day', '"The Post,2014-05-04,A day";"Radio Kismayo,2014-05-04,A day"')
    """
    cited = [",".join(paper[key] for key in ("publisher", "published", "title") if paper[key]) for paper in papers]
    if len(cited) > 1:
        # Quotes part the articles, so that there are none inside.
        cited = ['"' + each.replace('"', "'") + '"' for each in cited if each]
    return ";".join(cited) or None


def _joined(values: Iterable[str | None]) -> str | None:
    return ";".join(dict.fromkeys(value for value in values if value)) or None


def _area(place: Row | None, level: str) -> str | None:
    if place is None:
        return None
    if place["kind"] == level:
        return str(place["name"])
    return place["admin1"] if level == "admin1" else None


def grid_cell(lat: float, lon: float) -> int:
    """Return the number of the PRIO-GRID cell that holds a point (WGS 84 degrees): rows of 720 from the south-west.

    >>> grid_cell(-89.9, -179.9), grid_cell(0.1, 0.1), grid_cell(90.0, 180.0)
    (1, 129961, 259200)
    """
    size = float(ged_rules()["grid"]["degrees"])
    rows, columns = round(180 / size), round(360 / size)
    row = min(math.floor((lat + 90) / size), rows - 1)
    column = min(math.floor((lon + 180) / size), columns - 1)
    return row * columns + column + 1
