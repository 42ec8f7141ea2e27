"""Short articles of our own, as documents."""

from __future__ import annotations

import hashlib

from dateline.model import Document, Moment, Span, Zone, ZoneKind

MILL = (
    "A grain mill on the edge of Kassala burned down on Sunday night after masked men threw petrol bombs over its "
    "wall, the fire brigade said.\nThe watchman, Idris Hamid, was pulled from the smoke by two baker's boys and lives. "
    "Forty tonnes of sorghum that were to be handed out to refugees from Tigray before the feast are lost.\n"
    "The mill belongs to a cousin of the deputy governor, who has received letters since he closed the smugglers' "
    "market."
)


def made(text: str, *, outlet: str | None = None, day: str | None = None, url: str | None = None) -> Document:
    """Make a document of one body zone; its id is by its outlet and text."""
    digest = hashlib.sha256(f"{outlet}\n{day}\n{text}".encode()).hexdigest()
    return Document(
        Document.id_for(digest, text),
        digest,
        text,
        url=url,
        publisher=outlet,
        published=Moment(day) if day else None,
        zones=(Zone(ZoneKind.BODY, Span(0, len(text))),),
    )
