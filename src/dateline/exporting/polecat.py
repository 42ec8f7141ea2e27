"""See the reports as rows of POLECAT's shape: PLOVER events with their parties and place, tab-separated.

Invariant: POLECAT's rows are PLOVER's, so every report that is told as a fact has one; what POLECAT adds from other
sources (titles, encyclopedia pages, state numbers, intensities) is empty.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from importlib import resources
from typing import Any, BinaryIO

from dateline.data_files import read_toml
from dateline.errors import KnowledgeError
from dateline.exporting.states import state_of
from dateline.exporting.told import country_name, is_told, paper_of, single_day
from dateline.knowledge.actors import open_kinds
from dateline.model import EventType

__all__ = ["polecat", "polecat_rows", "polecat_rules"]

Row = Mapping[str, Any]


@lru_cache(maxsize=1)
def polecat_rules() -> Mapping[str, Any]:
    """Return columns and codes, checked: every event type is in one of the four classes."""
    raw = read_toml(resources.files(__package__).joinpath("data/polecat.toml"))
    if set(raw["quad"]) != {each.value for each in EventType}:
        raise KnowledgeError("polecat.toml: [quad] needs each of PLOVER's sixteen types once")
    return raw


def polecat(what: str, rows: Iterable[Row], to: BinaryIO) -> int:
    """Write the reports as tab-separated text with POLECAT's 40 columns; return how many."""
    del what
    out = io.TextIOWrapper(to, encoding="utf-8", errors="surrogatepass", newline="", write_through=True)
    writer = csv.DictWriter(out, polecat_rules()["columns"], dialect=csv.excel_tab, lineterminator="\n")
    writer.writeheader()
    n = 0
    for n, row in enumerate(polecat_rows(rows), 1):  # noqa: B007 - the count is the result
        writer.writerow({key: "" if value is None else value for key, value in row.items()})
    out.detach()
    return n


def polecat_rows(rows: Iterable[Row]) -> Iterator[dict[str, Any]]:
    """Yield a row for every report that is told as a fact outside readers' comments."""
    return (_row(report) for report in rows if is_told(report))


def _row(report: Row) -> dict[str, Any]:
    place, paper = report["place"], paper_of(report)
    kind = place["kind"] if place else None
    is_geonames = place is not None and place["id"].startswith("geonames:")
    values = {
        "Event ID": report["id"],
        "Event Date": single_day(report["when"]),
        "Event Type": report["type"],
        "Event Mode": report["mode"],
        "Quad Code": polecat_rules()["quad"][report["type"]],
        "Contexts": _joined(report["contexts"]),
        **_party("Actor", report["actors"]),
        **_party("Recipient", report["recipients"]),
        "Placename": place["name"] if place else None,
        "City": place["name"] if place and kind in ("settlement", "quarter") else None,
        "District": place["name"] if place and kind == "admin2" else None,
        "Province": place["name"] if place and kind == "admin1" else place["admin1"] if place else None,
        "Country": country_name(place["country"]) if place else None,
        "Latitude": place["lat"] if place else None,
        "Longitude": place["lon"] if place else None,
        "GeoNames ID": place["id"].removeprefix("geonames:") if place and is_geonames else None,
        "Raw Placename": place["evidence"]["words"] if place else None,
        "Source": paper["publisher"],
        "Publication Date": paper["published"],
        "Language": paper["language"],
        "Version": report["coder"],
    }
    return {name: values.get(name) for name in polecat_rules()["columns"]}


def _party(role: str, parties: list[dict[str, Any]]) -> dict[str, str | None]:
    codes = [open_kinds()[p["kind"]].code for p in parties if p["kind"] in open_kinds()]
    first = parties[0] if parties else None
    return {
        f"{role} Name": _joined(p["name"] for p in parties),
        f"{role} Country": _joined(name for p in parties if (name := country_name(p["country"]))),
        f"{role} COW": _joined(str(n) for p in parties if (n := state_of(p["country"]).cow) is not None),
        f"Primary {role} Sector": open_kinds()[first["kind"]].code if first and first["kind"] in open_kinds() else None,
        f"{role} Sectors": _joined(codes),
        f"{role} Name Raw": _joined(p["evidence"]["words"] for p in parties),
    }


def _joined(names: Iterable[str]) -> str | None:
    return "; ".join(dict.fromkeys(names)) or None
