"""See incidents, or reports, as rows of ACLED's shape, by rules that are data (`data/crosswalk.toml`, `acled.toml`).

Invariant: a value that cannot be derived is empty. A range of days is not a date and a range of dead is not a number:
the date is given where the words give a day, fatalities where they give one figure. What sums up several events has
no row.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from importlib import resources
from typing import Any, BinaryIO

from dateline.data_files import read_toml
from dateline.errors import KnowledgeError
from dateline.exporting.crosswalk import Crossed, crossed, open_crosswalk
from dateline.exporting.shapes import write_csv
from dateline.exporting.states import state_of
from dateline.exporting.told import country_name, one_year, papers_of, single_day
from dateline.knowledge.actors import inter_of
from dateline.model import Level

__all__ = ["acled", "acled_rows", "rules"]


@lru_cache(maxsize=1)
def rules() -> dict[str, Any]:
    """Return columns and codes, checked: every event type of the crosswalk has a disorder type."""
    raw = read_toml(resources.files(__package__).joinpath("data/acled.toml"))
    for rule in open_crosswalk().rules:
        if rule.event not in raw["disorder"]:
            raise KnowledgeError(f"acled.toml: [disorder] lacks {rule.event!r}, which crosswalk.toml gives")
    return raw


def acled(what: str, rows: Iterable[Mapping[str, Any]], to: BinaryIO) -> int:
    """Write the incidents or reports that are ACLED events as CSV with ACLED's 31 columns; return how many."""
    del what
    return write_csv(rules()["columns"], acled_rows(rows), to)


def acled_rows(rows: Iterable[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield an ACLED row for every event (`events`) or report that is one in ACLED's sense; all others are left out.

    A protest and the force used against it on the same day, told in one document, are one row.
    """
    known = rules()
    for each in crossed(row for row in rows if row.get("level") != Level.AGGREGATE):
        yield _row(each, known)


def _row(found: Crossed, known: Mapping[str, Any]) -> dict[str, Any]:
    report, other, rule = found.report, found.merged, found.rule
    when, place = report["when"], report["place"] or (other["place"] if other else None)
    scene = place["country"] if place else None
    first, second = _side(report["actors"], scene), _side(other["actors"] if other else report["recipients"], scene)
    killed = report["killed"] or (other["killed"] if other else None)
    closeness = known["geo_precision"].get(str(place["precision"])) if place else None
    at_civilians = open_crosswalk().is_on("civilian", report["recipients"], report["target"])
    at_civilians = rule.sub_event in known["always_at_civilians"] or (
        at_civilians and rule.event in known["may_be_at_civilians"]
    )
    values = {
        "event_id_cnty": report["id"],
        "event_date": single_day(when),
        "year": one_year(when),
        "time_precision": known["time_precision"].get(when["precision"]) if when else None,
        "disorder_type": known["disorder"][rule.event],
        "event_type": rule.event,
        "sub_event_type": rule.sub_event or None,
        "actor1": first[0],
        "assoc_actor_1": first[1],
        "inter1": first[2],
        "actor2": second[0],
        "assoc_actor_2": second[1],
        "inter2": second[2],
        "interaction": f"{first[2]}-{second[2]}" if first[2] and second[2] else None,
        "civilian_targeting": "Civilian targeting" if at_civilians else None,
        "iso": state_of(place["country"]).iso if place else None,
        "country": country_name(place["country"]) if place else None,
        "admin1": _area(place, "admin1"),
        "admin2": _area(place, "admin2"),
        "location": place["name"] if place else None,
        # A point without a precision would pass for an exact one: a country or an ocean has neither.
        "latitude": place["lat"] if place and closeness else None,
        "longitude": place["lon"] if place and closeness else None,
        "geo_precision": closeness,
        "source": _sources([r for r in (report, other) if r]),
        "notes": " ".join(r.get("note", r["words"]) for r in (report, other) if r),
        "fatalities": killed["best"] if killed else None,
    }
    return {name: values.get(name) for name in known["columns"]}


def _sources(rows: Iterable[Mapping[str, Any]]) -> str | None:
    """Return the outlets that stand behind a row, as ACLED joins them: "The Post; Radio Kismayo"."""
    names = (paper["publisher"] for row in rows for paper in papers_of(row))
    return "; ".join(dict.fromkeys(name for name in names if name)) or None


def _area(place: Mapping[str, Any] | None, level: str) -> str | None:
    """Return the area of a level that a place is, or lies in where that is known."""
    if place is None:
        return None
    if place["kind"] == level:
        return str(place["name"])
    return place["admin1"] if level == "admin1" else None


def _side(parties: list[dict[str, Any]], scene: str | None) -> tuple[str | None, str | None, str | None]:
    if not parties:
        return None, None, None
    code = inter_of(parties[0]["kind"], country=parties[0]["country"], scene=scene)
    return parties[0]["name"], "; ".join(p["name"] for p in parties[1:]) or None, code and code.value
