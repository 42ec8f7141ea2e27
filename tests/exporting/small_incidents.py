"""Small incidents, reports and documents in the shape of the contract, to make events of."""

from __future__ import annotations

from typing import Any

Row = dict[str, Any]


def paper(id: str, publisher: str | None = "The Post", published: str | None = "2014-05-04", **more: Any) -> Row:
    return {
        "id": id,
        "title": f"On {id}",
        "publisher": publisher,
        "published": published,
        "url": None,
        "language": "en",
        **more,
    }


def told(id: str, document: str = "d1", **more: Any) -> Row:
    return {
        "id": id,
        "document": document,
        "zone": "body",
        "start": 0,
        "type": "ASSAULT",
        "trigger": {"words": "killed"},
        "words": "Rebels killed people.",
        "voices": [],
        **more,
    }


def incident(id: str = "i1", groups: tuple[tuple[str, ...], ...] = (("r1",),), **more: Any) -> Row:
    """Return an incident of rebels against people in Kismayo; every group is an origin's reports."""
    reports = [report for group in groups for report in group]
    return {
        "id": id,
        "level": "single",
        "type": "ASSAULT",
        "mode": None,
        "status": "occurred",
        "actors": [{"id": "any:rebels", "name": "rebels", "kind": "rebel", "country": None, "reports": reports}],
        "recipients": [{"id": "any:people", "name": "people", "kind": "civilian", "country": None, "reports": reports}],
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
            "reports": reports,
        },
        "when": when("2014-05-03"),
        "killed": dead(12),
        "means": None,
        "target": None,
        "reports": reports,
        "sources": {"voices": len(groups), "independent": len(groups), "groups": [list(group) for group in groups]},
        "corroboration": {"grade": "single origin", "why": "one"},
        "contradictions": [],
        "part_of": [],
        "runners_up": [],
        "reviewed": None,
        **more,
    }


def when(first: str, last: str | None = None) -> Row:
    precision = "interval" if last else "day"
    return {"edtf": f"{first}/{last}" if last else first, "earliest": first, "latest": last or first,
            "precision": precision, "reports": []}  # fmt: skip


def dead(best: int | None, low: int | None = None, high: int | None = None) -> Row:
    return {"low": low if low is not None else best, "best": best, "high": high if high is not None else best}


def derived(document: str, origin: str, *, is_directed: bool = True) -> Row:
    return {"document": document, "is_directed": is_directed, "origin": {"document": origin}}


def part(of: str, how: str = "part") -> list[Row]:
    return [{"id": of, "how": how, "score": 0.9}]
