"""Mentions and derivations as JSON, and back; see `shape` for what they are made of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dateline.model.actor import Actor
from dateline.model.derivation import Derivation, DerivedHow
from dateline.model.document import Document, ZoneKind
from dateline.model.evidence_shape import chain_from_json, evidence_from_json, quote_json, voice_json
from dateline.model.mention import Mention, MentionForm, MentionType, Sensitivity
from dateline.model.place import Place, PlaceKind

__all__ = ["derivation_from_json", "derivation_json", "mention_from_json", "mention_json"]

Json = dict[str, Any]


def mention_json(mention: Mention, document: Document) -> Json:
    """Return a mention in the shape of the public contract; a zone is what it stands in."""
    zone = document.zone_at(mention.evidence.start)
    actor, place = mention.actor, mention.place
    return {
        "id": mention.id_in(document.id),
        "document": document.id,
        "zone": (zone.kind if zone else ZoneKind.BODY).value,
        **quote_json(mention.evidence),
        "type": mention.type.value,
        "form": mention.form.value,
        "sensitivity": mention.sensitivity.value if mention.sensitivity else None,
        "actor": None
        if actor is None
        else {"id": actor.id, "name": actor.name, "kind": actor.kind, "country": actor.country},
        "place": None
        if place is None
        else {"id": place.id, "name": place.name, "kind": place.kind.value, "country": place.country},
    }


def mention_from_json(row: Mapping[str, Any], text: str) -> Mention:
    """Return the Mention that `mention_json` wrote; what it stands for has no more than the row tells of it."""
    actor, place = row["actor"], row["place"]
    return Mention(
        MentionType(row["type"]),
        MentionForm(row["form"]),
        evidence_from_json(row, text),
        actor=Actor(actor["id"], actor["name"], actor["kind"], actor["country"]) if actor else None,
        place=Place(place["id"], place["name"], PlaceKind(place["kind"]), place["country"]) if place else None,
        sensitivity=Sensitivity(row["sensitivity"]) if row["sensitivity"] else None,
    )


def derivation_json(derivation: Derivation) -> Json:
    """Return a derivation in the shape of the public contract."""
    voice, words = derivation.origin_voice, derivation.origin_evidence
    return {
        "id": derivation.id,
        "document": derivation.document,
        "report": derivation.report,
        "how": derivation.how.value,
        "is_directed": derivation.is_directed,
        "containment": derivation.containment,
        "evidence": quote_json(derivation.evidence),
        "origin": {
            "document": derivation.origin_document,
            "report": derivation.origin_report,
            "voice": voice_json(voice) if voice else None,
            "evidence": quote_json(words) if words else None,
        },
    }


def derivation_from_json(row: Mapping[str, Any], texts: Mapping[str, str]) -> Derivation:
    """Return the Derivation that `derivation_json` wrote; `texts` are those of its document and of its origin's.

    The words that name a voice stand in the deriving document.
    """
    text, origin = texts[row["document"]], row["origin"]
    voice, words = origin["voice"], origin["evidence"]
    return Derivation(
        row["document"],
        DerivedHow(row["how"]),
        evidence_from_json(row["evidence"], text),
        report=row["report"],
        origin_document=origin["document"],
        origin_report=origin["report"],
        origin_voice=next(iter(chain_from_json([voice], text))) if voice else None,
        origin_evidence=evidence_from_json(words, texts[origin["document"]]) if words else None,
        containment=row["containment"],
        is_directed=row["is_directed"],
    )
