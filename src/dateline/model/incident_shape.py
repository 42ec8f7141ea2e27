"""Incidents and contradictions as JSON; see `shape` for what they are made of."""

from __future__ import annotations

from datetime import date
from typing import Any

from dateline.model.incident import (
    Contradiction,
    Incident,
    Membership,
    RunnerUp,
    SupportedActor,
    SupportedMoment,
    SupportedPlace,
)
from dateline.model.quantity import Range
from dateline.model.report import COUNTS
from dateline.model.shape import actor_json, place_json

__all__ = ["contradiction_json", "incident_json", "membership_json", "runner_up_json"]

Json = dict[str, Any]


def incident_json(incident: Incident) -> Json:
    """Return an incident in the shape of the public contract."""
    return {
        "id": incident.id,
        "redirects": list(incident.redirects),
        "level": incident.level.value,
        "type": incident.type.value,
        "mode": incident.mode,
        "status": incident.status.value,
        "actors": [_actor(actor) for actor in incident.actors],
        "recipients": [_actor(actor) for actor in incident.recipients],
        "place": _place(incident.place) if incident.place else None,
        "when": _when(incident.when) if incident.when else None,
        **{name: _count(incident, name) for name in COUNTS},
        "means": incident.means,
        "target": incident.target,
        "events": _range(incident.events) if incident.events else None,
        "reports": list(incident.reports),
        "sources": {
            "voices": incident.sources.voices,
            "independent": incident.sources.independent,
            "effective": incident.sources.effective,
            "kinds": list(incident.sources.kinds),
            "groups": [list(group) for group in incident.sources.groups],
        },
        "corroboration": {
            "grade": incident.corroboration.grade.value,
            "why": incident.corroboration.why,
            "reliability": incident.corroboration.reliability.value,
            "credibility": incident.corroboration.credibility.value,
        },
        "contradictions": [_contradiction(one) for one in incident.contradictions],
        "part_of": [membership_json(one) for one in incident.part_of],
        "runners_up": [runner_up_json(one) for one in incident.runners_up],
        "score": incident.score,
        "reviewed": incident.reviewed.value if incident.reviewed else None,
        "edited": [{"field": name, "decision": id_} for name, id_ in sorted(incident.edited.items())],
    }


def membership_json(one: Membership) -> Json:
    """Return what an incident belongs to in the shape of the public contract."""
    return {"id": one.id, "how": one.how.value, "score": one.score}


def runner_up_json(one: RunnerUp) -> Json:
    """Return what an incident was nearly taken for in the shape of the public contract."""
    return {"id": one.id, "score": one.score, "why": one.why}


def contradiction_json(contradiction: Contradiction) -> Json:
    """Return a contradiction in the shape of the public contract."""
    return {
        **_contradiction(contradiction),
        "incident": contradiction.incident,
        "claims": list(contradiction.claims),
    }


def _contradiction(contradiction: Contradiction) -> Json:
    return {
        "id": contradiction.id,
        "disputed": contradiction.disputed.value,
        "field": contradiction.field,
        "weight": contradiction.weight,
        "why": contradiction.why,
        "values": [
            {
                "value": side.value,
                "reports": list(side.reports),
                "voices": list(side.voices),
                "quotes": [
                    {
                        "document": q.document,
                        "start": q.evidence.start,
                        "end": q.evidence.end,
                        "words": q.evidence.words,
                    }
                    for q in side.quotes
                ],
            }
            for side in contradiction.sides
        ],
    }


def _actor(named: SupportedActor) -> Json:
    return {**actor_json(named.actor), "reports": list(named.reports)}


def _place(placed: SupportedPlace) -> Json:
    return {**place_json(placed.place, placed.precision, placed.radius_km), "reports": list(placed.reports)}


def _when(dated: SupportedMoment) -> Json:
    moment = dated.moment
    return {
        "edtf": moment.edtf,
        "earliest": _day(moment.earliest),
        "latest": _day(moment.latest),
        "precision": moment.precision.value,
        "reports": list(dated.reports),
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _range(events: Range) -> Json:
    return {"low": events.low, "best": events.best, "high": events.high}


def _count(incident: Incident, name: str) -> Json | None:
    counted = incident.counts.get(name)
    if counted is None:
        return None
    low, best, high = counted.range.low, counted.range.best, counted.range.high
    return {"low": low, "best": best, "high": high, "reports": list(counted.reports)}
