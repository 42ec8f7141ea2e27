"""Keys that rows of several sorts have: an actor as it is named, a place as it is given."""

from __future__ import annotations

from dateline.model.field import Field, null, values
from dateline.model.place import PlaceKind

__all__ = ["NAMED_ACTOR", "PLACED"]

NAMED_ACTOR = (
    Field("id", "Stable id of the actor; `text:` marks one that no pack or pattern knows."),
    Field("name", "The resolved name."),
    null("kind", "The actor's kind (PLOVER sectors)."),
    null("country", "ISO 3166-1 alpha-2, or ISO 3166-3 for a state that is no more."),
)
PLACED = (
    Field("id", "Id of the gazetteer entry."),
    Field("name", "The entry's name."),
    Field("kind", "What the entry is.", values=values(PlaceKind)),
    null("country", "ISO 3166-1 alpha-2."),
    null("admin1", "First-level area that holds the entry."),
    null("lat", "Latitude of the entry, WGS 84 degrees; read it with the precision.", "number"),
    null("lon", "Longitude of the entry, WGS 84 degrees.", "number"),
    Field(
        "precision",
        "UCDP class: 1 exact, 2 near, 3 second-level, 4 first-level, 5 area, 6 country, 7 international.",
        "integer",
        values=(1, 2, 3, 4, 5, 6, 7),
    ),
    null("radius_km", "How far from the coordinates it may lie, in kilometres; null where not known.", "number"),
)
