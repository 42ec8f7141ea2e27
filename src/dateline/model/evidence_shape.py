"""Evidence and the voices that it is of, as JSON, and back: what every sort of row is made of.

Invariant: reading back checks every piece of evidence against the text again; what does not stand raises EvidenceError.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dateline.model.evidence import Evidence
from dateline.model.voice import Chain, Voice, VoiceKind

__all__ = ["chain_from_json", "evidence_from_json", "quote_json", "voice_json"]

Json = dict[str, Any]


def quote_json(evidence: Evidence) -> Json:
    """Return what a row quotes: offsets and words."""
    return {"start": evidence.start, "end": evidence.end, "words": evidence.words}


def voice_json(voice: Voice) -> Json:
    """Return a voice with the words that name it."""
    return {"id": voice.id, "name": voice.name, "kind": voice.kind.value, "evidence": quote_json(voice.evidence)}


def evidence_from_json(raw: Mapping[str, Any], text: str) -> Evidence:
    """Return the evidence that stands in a text."""
    return Evidence(raw["start"], raw["end"], raw["words"], text=text)


def chain_from_json(raw: list[Json], text: str) -> Chain:
    """Return a chain of voices, all named in one text."""
    return Chain(
        tuple(Voice(v["id"], v["name"], VoiceKind(v["kind"]), evidence_from_json(v["evidence"], text)) for v in raw)
    )
