"""The nouns as JSON, and back: the one place where their shape is written out.

Invariant: reading back checks every piece of evidence against the text again; what does not stand raises EvidenceError.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dateline.model.actor import Actor, Party, PartyMissing
from dateline.model.claim import Claim, ClaimKind, Term
from dateline.model.document import Document, Reference, Zone, ZoneKind
from dateline.model.evidence import Evidence
from dateline.model.evidence_shape import chain_from_json, evidence_from_json, quote_json, voice_json
from dateline.model.link_shape import derivation_from_json, derivation_json, mention_from_json, mention_json
from dateline.model.means import Means, MeansKind, Target, TargetKind
from dateline.model.moment import Dating, How, Moment, TimePrecision, WhenMissing
from dateline.model.place import Place, PlaceKind, PlaceMissing, PlacePrecision, Placing
from dateline.model.quantity import Count, Range
from dateline.model.report import COUNTS, EventType, Report, Status
from dateline.model.span import Span

__all__ = [
    "actor_json",
    "claim_from_json",
    "claim_json",
    "derivation_from_json",
    "derivation_json",
    "document_from_json",
    "document_json",
    "mention_from_json",
    "mention_json",
    "place_json",
    "reference_json",
    "report_from_json",
    "report_json",
]

Json = dict[str, Any]


def _edtf(moment: Moment | None) -> str | None:
    return moment.edtf if moment else None


def document_json(document: Document) -> Json:
    """Return a document in the shape of the public contract."""
    return {
        "id": document.id,
        "url": document.url,
        "path": document.path,
        "title": document.title,
        "authors": list(document.authors),
        "publisher": document.publisher,
        "published": _edtf(document.published),
        "published_how": document.published_how.value,
        "published_evidence": quote_json(document.published_evidence) if document.published_evidence else None,
        "language": document.language,
        "text": document.text,
        "retrieved": _edtf(document.retrieved),
        "sha256": document.sha256,
        "zones": [
            {
                "kind": zone.kind.value,
                "start": zone.span.start,
                "end": zone.span.end,
                "author": zone.author,
                "posted": _edtf(zone.posted),
            }
            for zone in document.zones
        ],
        "references": [reference_json(r, document.text) for r in document.references],
        "provenance": dict(sorted(document.provenance.items())),
    }


def reference_json(reference: Reference, text: str) -> Json:
    """Return a reference with the words of its entry."""
    return {
        "authors": list(reference.authors),
        "title": reference.title,
        "outlet": reference.outlet,
        "date": _edtf(reference.date),
        "url": reference.url,
        "document": reference.document,
        "work": reference.work,
        "cited_by": [quote_json(evidence) for evidence in reference.cited_by],
        **quote_json(Evidence.at(text, reference.span.start, reference.span.end)),
    }


def report_json(report: Report) -> Json:
    """Return a report in the shape of the public contract."""
    return {
        "id": report.id,
        "document": report.document,
        "zone": report.zone.value,
        **quote_json(report.sentence),
        "trigger": quote_json(report.trigger),
        "type": report.type.value,
        "mode": report.mode,
        "contexts": list(report.contexts),
        "status": report.status.value,
        "hedged": report.hedged,
        "historical": report.historical,
        "actors": [_party(p) for p in report.actors],
        "actors_missing": _reason(report.actors_missing),
        "recipients": [_party(p) for p in report.recipients],
        "recipients_missing": _reason(report.recipients_missing),
        "place": _placing(report.place) if report.place else None,
        "places": [_placing(p) for p in report.places],
        "place_missing": _reason(report.place_missing),
        "when": _dating(report.when),
        "when_missing": _reason(report.when_missing),
        **{name: _count(getattr(report, name)) for name in COUNTS},
        "means": _of_kind(report.means),
        "target": _of_kind(report.target),
        "voices": [voice_json(v) for v in report.voices],
        "coder": report.coder,
        "sense": report.sense,
        "scores": dict(sorted(report.scores.items())),
    }


def claim_json(claim: Claim) -> Json:
    """Return a claim in the shape of the public contract."""
    return {
        "id": claim.id,
        "document": claim.document,
        "zone": claim.zone.value,
        **quote_json(claim.sentence),
        "kind": claim.kind.value,
        "subject": _term(claim.subject),
        "object": _term(claim.object),
        "value": claim.value,
        "unit": claim.unit,
        "value_evidence": quote_json(claim.value_evidence) if claim.value_evidence else None,
        "when": _dating(claim.when),
        "voices": [voice_json(v) for v in claim.voices],
    }


def _reason(reason: PartyMissing | PlaceMissing | WhenMissing | None) -> str | None:
    return reason.value if reason else None


def actor_json(actor: Actor) -> Json:
    """Return what reports and incidents say of an actor."""
    return {"id": actor.id, "name": actor.name, "kind": actor.kind, "country": actor.country}


def _party(party: Party) -> Json:
    return {
        **actor_json(party.actor),
        "evidence": quote_json(party.evidence),
    }


def place_json(place: Place, precision: PlacePrecision, radius_km: float | None) -> Json:
    """Return what reports and incidents say of where something was; `radius_km` is how far off that may be."""
    return {
        "id": place.id,
        "name": place.name,
        "kind": place.kind.value,
        "country": place.country,
        "admin1": place.admin1,
        "lat": place.lat,
        "lon": place.lon,
        "precision": int(precision),
        "radius_km": radius_km,
    }


def _placing(placing: Placing) -> Json:
    return {
        **place_json(placing.place, placing.precision, placing.radius_km),
        "how": placing.how,
        "evidence": quote_json(placing.evidence),
    }


def _dating(dating: Dating | None) -> Json | None:
    if dating is None:
        return None
    first, last = dating.moment.earliest, dating.moment.latest
    return {
        "edtf": dating.moment.edtf,
        "earliest": first.isoformat() if first else None,
        "latest": last.isoformat() if last else None,
        "precision": dating.moment.precision.value,
        "evidence": quote_json(dating.evidence),
        "how": dating.how.value,
    }


def _count(count: Count | None) -> Json | None:
    if count is None:
        return None
    low, best, high = count.range.low, count.range.best, count.range.high
    return {"low": low, "best": best, "high": high, "evidence": quote_json(count.evidence)}


def _of_kind(said: Means | Target | None) -> Json | None:
    return None if said is None else {"kind": said.kind.value, "evidence": quote_json(said.evidence)}


def _term(term: Term | None) -> Json | None:
    return None if term is None else {"id": term.id, "name": term.name, "evidence": quote_json(term.evidence)}


def document_from_json(row: Mapping[str, Any]) -> Document:
    """Return the Document that `document_json` wrote, the words of its references checked against its text."""
    return Document(
        id=row["id"],
        sha256=row["sha256"],
        text=row["text"],
        url=row["url"],
        path=row["path"],
        title=row["title"],
        authors=tuple(row["authors"]),
        publisher=row["publisher"],
        published=_moment(row["published"]),
        published_evidence=evidence_from_json(row["published_evidence"], row["text"])
        if row["published_evidence"]
        else None,
        language=row["language"],
        retrieved=_moment(row["retrieved"]),
        zones=tuple(
            Zone(ZoneKind(z["kind"]), Span(z["start"], z["end"]), z["author"], _moment(z["posted"]))
            for z in row["zones"]
        ),
        references=tuple(
            Reference(
                tuple(r["authors"]),
                r["title"],
                r["outlet"],
                _moment(r["date"]),
                evidence_from_json(r, row["text"]).span,
                r["document"],
                # Rows that were written before there were these keys say nothing of them.
                r.get("url"),
                r.get("work"),
                tuple(evidence_from_json(e, row["text"]) for e in r.get("cited_by", ())),
            )
            for r in row["references"]
        ),
        provenance=dict(row["provenance"]),
    )


def report_from_json(row: Mapping[str, Any], text: str) -> Report:
    """Return the Report that `report_json` wrote, its evidence checked against `text`."""

    def quote(raw: Mapping[str, Any]) -> Evidence:
        return evidence_from_json(raw, text)

    def parties(raw: list[Json]) -> tuple[Party, ...]:
        return tuple(
            Party(
                Actor(p["id"], p["name"], p["kind"], p["country"], not p["id"].startswith("text:")),
                quote(p["evidence"]),
            )
            for p in raw
        )

    def placing(raw: Mapping[str, Any]) -> Placing:
        place = Place(
            raw["id"], raw["name"], PlaceKind(raw["kind"]), raw["country"], raw["admin1"], raw["lat"], raw["lon"]
        )
        return Placing(
            place, PlacePrecision(raw["precision"]), quote(raw["evidence"]), raw["how"], raw.get("radius_km")
        )

    def count(raw: Mapping[str, Any] | None) -> Count | None:
        return Count(Range(raw["low"], raw["best"], raw["high"]), quote(raw["evidence"])) if raw else None

    # Rows that were written before there were these two keys say nothing of either.
    means, target = row.get("means"), row.get("target")
    return Report(
        document=row["document"],
        zone=ZoneKind(row["zone"]),
        sentence=quote(row),
        trigger=quote(row["trigger"]),
        type=EventType(row["type"]),
        mode=row["mode"],
        status=Status(row["status"]),
        coder=row["coder"],
        sense=row["sense"],
        contexts=tuple(row["contexts"]),
        hedged=row["hedged"],
        historical=row["historical"],
        actors=parties(row["actors"]),
        actors_missing=PartyMissing(row["actors_missing"]) if row["actors_missing"] else None,
        recipients=parties(row["recipients"]),
        recipients_missing=PartyMissing(row["recipients_missing"]) if row["recipients_missing"] else None,
        places=tuple(placing(p) for p in row["places"]),
        place_missing=PlaceMissing(row["place_missing"]) if row["place_missing"] else None,
        when=_when(row["when"], text),
        when_missing=WhenMissing(row["when_missing"]) if row["when_missing"] else None,
        # A JSON row written before a count was added to the contract lacks its key.
        **{name: count(row.get(name)) for name in COUNTS},
        means=Means(MeansKind(means["kind"]), quote(means["evidence"])) if means else None,
        target=Target(TargetKind(target["kind"]), quote(target["evidence"])) if target else None,
        voices=chain_from_json(row["voices"], text),
        scores=dict(row["scores"]),
    )


def claim_from_json(row: Mapping[str, Any], text: str) -> Claim:
    """Return the Claim that `claim_json` wrote, its evidence checked against `text`."""

    def term(raw: Mapping[str, Any] | None) -> Term | None:
        return Term(raw["name"], evidence_from_json(raw["evidence"], text), raw["id"]) if raw else None

    return Claim(
        document=row["document"],
        zone=ZoneKind(row["zone"]),
        sentence=evidence_from_json(row, text),
        kind=ClaimKind(row["kind"]),
        subject=term(row["subject"]),
        object=term(row["object"]),
        value=row["value"],
        unit=row["unit"],
        value_evidence=evidence_from_json(row["value_evidence"], text) if row["value_evidence"] else None,
        when=_when(row["when"], text),
        voices=chain_from_json(row["voices"], text),
    )


def _when(raw: Mapping[str, Any] | None, text: str) -> Dating | None:
    if raw is None:
        return None
    moment = Moment(raw["edtf"], TimePrecision(raw["precision"]))
    return Dating(moment, evidence_from_json(raw["evidence"], text), How(raw["how"]))


def _moment(edtf: str | None) -> Moment | None:
    return Moment(edtf) if edtf else None
