"""See the reports as rows of ACLED's shape, by rules that are data (`data/acled.toml`).

Invariant: a value that cannot be derived is empty. A range of days is not a date and a range of dead is not a number:
the date is given where the words give a day, fatalities where they give one figure.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from importlib import resources
from typing import Any, BinaryIO

from dateline.errors import KnowledgeError
from dateline.exporting.shapes import write_csv
from dateline.knowledge.actors import open_countries

__all__ = ["acled", "acled_rows", "rules"]


@lru_cache(maxsize=1)
def rules() -> dict[str, Any]:
    """Return the rules of derivation, checked: every rule gives an event type that has a disorder type."""
    file = resources.files("dateline.exporting").joinpath("data/acled.toml")
    raw = tomllib.loads(file.read_text(encoding="utf-8"))
    for n, rule in enumerate(raw["rule"], 1):
        if not {"type", "mode", "event", "sub_event"} <= set(rule) or rule["event"] not in raw["disorder"]:
            raise KnowledgeError(f"acled.toml: rule {n} lacks type, mode, event or sub_event, or its event is unknown")
        if f"{rule.get('recipient', 'civilian')}_kinds" not in raw:
            raise KnowledgeError(f"acled.toml: rule {n}: there is no list of kinds for recipient {rule['recipient']!r}")
    return raw


def acled(what: str, rows: Iterable[Mapping[str, Any]], to: BinaryIO) -> int:
    """Write the reports that are ACLED events as CSV with ACLED's 31 columns; return how many."""
    del what
    return write_csv(rules()["columns"], acled_rows(rows), to)


def acled_rows(rows: Iterable[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield an ACLED row for every report that is an ACLED event; all others are left out."""
    known = rules()
    for report in rows:
        if report["status"] not in known["statuses"] or report["zone"] == "comment":
            continue
        rule = next((r for r in known["rule"] if _fits(r, report, known)), None)
        if rule is not None:
            yield _row(report, rule, known)


def _fits(rule: Mapping[str, str], report: Mapping[str, Any], known: Mapping[str, Any]) -> bool:
    if rule["type"] != report["type"] or rule["mode"] not in ("*", report["mode"]):
        return False
    wanted = rule.get("recipient", "*")
    kinds = {p["kind"] for p in report["recipients"]}
    return wanted == "*" or bool(kinds & set(known[f"{wanted}_kinds"]))


def _row(report: Mapping[str, Any], rule: Mapping[str, str], known: Mapping[str, Any]) -> dict[str, Any]:
    when, place = report["when"], report["place"]
    first, second = _side(report["actors"], known), _side(report["recipients"], known)
    is_day = when is not None and when["earliest"] is not None and when["earliest"] == when["latest"]
    killed = report["killed"]
    closeness = known["geo_precision"].get(str(place["precision"])) if place else None
    civilians = any(p["kind"] in known["civilian_kinds"] for p in report["recipients"])
    values = {
        "event_id_cnty": report["id"],
        "event_date": when["earliest"] if is_day else None,
        "year": _year(when),
        "time_precision": known["time_precision"].get(when["precision"]) if when else None,
        "disorder_type": known["disorder"][rule["event"]],
        "event_type": rule["event"],
        "sub_event_type": rule["sub_event"],
        "actor1": first[0],
        "assoc_actor_1": first[1],
        "inter1": first[2],
        "actor2": second[0],
        "assoc_actor_2": second[1],
        "inter2": second[2],
        "interaction": f"{first[2]}-{second[2]}" if first[2] and second[2] else None,
        "civilian_targeting": "Civilian targeting" if civilians and report["type"] == "ASSAULT" else None,
        "country": _country(place["country"]) if place else None,
        "admin1": place["admin1"] if place else None,
        "location": place["name"] if place else None,
        # A point without a precision would pass for an exact one: a country or an ocean has neither.
        "latitude": place["lat"] if place and closeness else None,
        "longitude": place["lon"] if place and closeness else None,
        "geo_precision": closeness,
        "source": "; ".join(v["name"] for v in report["voices"]) or None,
        "notes": report["words"],
        "fatalities": killed["best"] if killed else None,
    }
    return {name: values.get(name) for name in known["columns"]}


def _side(parties: list[dict[str, Any]], known: Mapping[str, Any]) -> tuple[str | None, str | None, str | None]:
    if not parties:
        return None, None, None
    return parties[0]["name"], "; ".join(p["name"] for p in parties[1:]) or None, known["inter"].get(parties[0]["kind"])


def _country(code: str | None) -> str | None:
    """ACLED writes countries by name; one that we have no name for is left empty."""
    known = open_countries().by_code.get(code or "")
    return known.name if known else None


def _year(when: Mapping[str, Any] | None) -> int | None:
    if not when or not when["earliest"] or not when["latest"] or when["earliest"][:4] != when["latest"][:4]:
        return None
    return int(when["earliest"][:4])
