"""Our incidents as accounts."""

from __future__ import annotations

from datetime import date
from typing import Any

from dateline.model import EventType, Level, Status
from dateline.reconciling.tables.own_rows import accounts_of_incidents

ROW: dict[str, Any] = {
    "id": "i2",
    "reports": ["r1", "r2"],
    "type": "ASSAULT",
    "mode": "explosives",
    "status": "occurred",
    "level": "episode",
    "actors": [{"id": "al-shabaab", "name": "Al-Shabaab", "kind": "rebel", "country": "SO", "reports": ["r1"]}],
    "recipients": [],
    "place": {
        "id": "geonames:55671",
        "name": "Kismayo",
        "kind": "settlement",
        "country": "SO",
        "admin1": "Lower Juba",
        "lat": -0.36,
        "lon": 42.55,
        "precision": 1,
        "radius_km": None,
    },
    "when": {"edtf": "2014-03-01/2014-03-04", "earliest": "2014-03-01", "latest": "2014-03-04", "precision": "day"},
    "killed": {"low": 4, "best": 4, "high": None},
    "injured": None,
    "means": {"kind": "explosives"},
}


def test_incident_says_as_an_account_what_its_row_says() -> None:
    (account,) = accounts_of_incidents([ROW])
    assert (account.id, account.reports) == ("i2", ("r1", "r2"))
    assert (account.type, account.status, account.level) == (EventType.ASSAULT, Status.OCCURRED, Level.EPISODE)
    assert account.when == (date(2014, 3, 1).toordinal(), date(2014, 3, 4).toordinal())
    assert (account.actors, account.recipients) == (("al-shabaab",), ())
    assert account.names == ("kismayo",)
    assert account.counts == {"killed": (4, 4, None)}
    assert account.means == "explosives"
    assert (account.places[0].id, account.places[0].admin1) == ("geonames:55671", "Lower Juba")


def test_incident_that_says_little_is_an_account_that_says_little() -> None:
    bare = {"id": "i1", "type": "PROTEST", "status": "planned", "place": None, "when": None, "means": "fire"}
    province = {**ROW["place"], "kind": "admin1", "name": "Lower Juba", "precision": 4}
    account, other = accounts_of_incidents([{**ROW, "place": province}, bare])
    assert (account.id, account.places, account.when, account.counts) == ("i1", (), None, {})
    assert (account.level, account.means) == (Level.SINGLE, "fire")
    assert other.places[0].admin1 == "Lower Juba"
