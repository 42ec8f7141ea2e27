"""Own incidents over several conflicts, and the same as rows of ACLED's and GED's shapes, as Dateline writes them."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping
from typing import Any

from dateline.exporting.acled import acled_rows, rules
from dateline.exporting.events import events
from dateline.exporting.ged import ged_rows, ged_rules
from dateline.knowledge.actors import open_actors
from dateline.knowledge.gazetteer import open_gazetteer

Row = dict[str, Any]

# Day, town, country, actor, recipient, type and mode, means, killed. Some lie close together on purpose.
EVENTS = (
    ("2014-03-01", "Kismayo", "SO", "Al-Shabaab", "Somali soldiers", "ASSAULT explosives", "explosives", 6),
    ("2014-03-01", "Kismayo", "SO", "Al-Shabaab", "Somali police", "ASSAULT firearms", "firearms", 2),
    ("2014-03-03", "Kismayo", "SO", "Somali soldiers", "Al-Shabaab", "ASSAULT firearms", "firearms", 11),
    ("2014-03-03", "Baidoa", "SO", "Al-Shabaab", "civilians", "ASSAULT suicide-attack", "suicide", 14),
    ("2014-03-09", "Baidoa", "SO", "Somali police", "civilians", "COERCE arrest", None, None),
    ("2014-03-20", "Beledweyne", "SO", "protesters", "Somali government", "PROTEST demo", None, None),
    ("2014-04-02", "Mogadishu", "SO", "Al-Shabaab", "civilians", "ASSAULT heavy-weapons", "heavy-weapons", 3),
    ("2014-04-02", "Mogadishu", "SO", "Al-Shabaab", "civilians", "ASSAULT abduct", None, None),
    ("2008-06-14", "Amarah", "IQ", "Iraqi army", "Mahdi Army", "COERCE arrest", None, None),
    ("2008-06-19", "Amarah", "IQ", "Iraqi police", "Mahdi Army", "ASSAULT firearms", "firearms", 4),
    ("2008-06-19", "Basra", "IQ", "Mahdi Army", "Iraqi army", "ASSAULT firearms", "firearms", 4),
    ("2008-06-25", "Mosul", "IQ", "Al-Qaeda in Iraq", "civilians", "ASSAULT suicide-attack", "suicide", 18),
    ("2022-03-16", "Mariupol", "UA", "Russian air force", "civilians", "ASSAULT aerial", "aerial", 300),
    ("2022-03-16", "Mariupol", "UA", "Russian army", "Ukrainian soldiers", "ASSAULT firearms", "firearms", None),
    ("2022-04-08", "Kramatorsk", "UA", "Russian army", "civilians", "ASSAULT heavy-weapons", "heavy-weapons", 50),
    ("2022-04-09", "Kherson", "UA", "protesters", "Russian army", "PROTEST demo", None, None),
)


def incident(number: int) -> Row:
    """Return one of the events in the shape of the contract."""
    day, town, country, actor, recipient, act, means, killed = EVENTS[number]
    type_, mode = act.split()
    place = open_gazetteer().lookup(town, countries=[country])[0].place
    return {
        "id": f"i{number:02}",
        "level": "single",
        "type": type_,
        "mode": mode,
        "status": "occurred",
        "actors": [_party(actor)],
        "recipients": [_party(recipient)],
        "place": {
            "id": place.id,
            "name": place.name,
            "kind": place.kind.value,
            "country": place.country,
            "admin1": place.admin1,
            "lat": place.lat,
            "lon": place.lon,
            "precision": 1,
        },
        "when": {"edtf": day, "earliest": day, "latest": day, "precision": "day"},
        "killed": {"low": killed, "best": killed, "high": killed} if killed else None,
        "means": means,
        "target": None,
        "reports": [f"r{number}"],
        "sources": {"voices": 1, "independent": 1, "groups": [[f"r{number}"]]},
        "corroboration": {"grade": "single origin"},
        "contradictions": [],
        "part_of": [],
        "reviewed": None,
    }


def _party(name: str) -> Row:
    actor = open_actors().match(name)
    assert actor is not None, name
    return {"id": actor.id, "name": actor.name, "kind": actor.kind, "country": actor.country}


def as_acled(rows: list[Row]) -> list[str]:
    """Write incidents as our exporter does: the lines of a CSV of ACLED's shape."""
    return written(list(acled_rows(_events(rows))))


def as_ged(rows: list[Row]) -> list[str]:
    """Write those incidents that GED holds as our exporter does: the lines of a CSV of GED's shape."""
    return written(list(ged_rows(_events(rows))), ged_rules()["columns"])


def _events(rows: list[Row]) -> list[Row]:
    told = [
        {
            "id": row["reports"][0],
            "document": row["id"],
            "zone": "body",
            "start": 0,
            "type": row["type"],
            "trigger": {"words": row["mode"]},
            "words": "",
            "voices": [],
        }
        for row in rows
    ]
    return list(events(rows, told, ()))


def written(rows: list[Mapping[str, Any]], columns: list[str] | None = None) -> list[str]:
    """Write rows, of ACLED's shape unless other columns are given, as lines of CSV."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, columns or rules()["columns"])
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().splitlines(keepends=True)


def altered(lines: list[str], change: Callable[[int, Row], None]) -> list[str]:
    """Return the lines with every row changed."""
    rows: list[Mapping[str, Any]] = []
    for number, row in enumerate(csv.DictReader(lines)):
        change(number, row)
        rows.append(row)
    return written(rows)
