"""The columns of everything that leaves a record, said once.

Invariant: the database tables, the JSON, the CSV header, the Parquet schema, the JSON Schema and the codebook page are
all made from the Fields below; a column exists in all of them or in none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import Any

from dateline.model.actor import PartyMissing
from dateline.model.claim import ClaimKind
from dateline.model.decision import Act
from dateline.model.derivation import DerivedHow
from dateline.model.document import PublishedHow, ZoneKind
from dateline.model.means import MeansKind, TargetKind
from dateline.model.mention import MentionForm, MentionType, Sensitivity
from dateline.model.moment import How, TimePrecision, WhenMissing
from dateline.model.place import PlaceKind, PlaceMissing
from dateline.model.report import EventType, Status
from dateline.model.voice import VoiceKind

__all__ = ["SCHEMA", "Column", "Field", "columns", "flatten", "json_schema", "unflatten"]

# What a leaf can hold. "map" is an object whose keys are data (provenance, scores).
KINDS = ("text", "integer", "number", "flag", "map")


@dataclass(frozen=True, slots=True)
class Field:
    """Describe one key of the JSON: its kind or its own fields, whether it may be null, whether it is a list."""

    name: str
    doc: str
    kind: str = "text"
    nullable: bool = False
    many: bool = False
    values: tuple[str | int, ...] = ()
    fields: tuple[Field, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """Describe one column of a table or CSV: its path in the JSON, and the field at the end of it."""

    path: tuple[str, ...]
    field: Field
    nullable: bool
    dotted: str

    @property
    def is_json(self) -> bool:
        """Lists and maps stay one cell, written as JSON."""
        return self.field.many or self.field.kind == "map"


def _values(of: type[Enum]) -> tuple[str, ...]:
    return tuple(str(member.value) for member in of)


def _null(name: str, doc: str, kind: str = "text", values: tuple[str | int, ...] = ()) -> Field:
    return Field(name, doc, kind, nullable=True, values=values)


def _object(name: str, doc: str, fields: tuple[Field, ...], *, nullable: bool = False) -> Field:
    return Field(name, doc, "object", nullable=nullable, fields=fields)


def _list(name: str, doc: str, fields: tuple[Field, ...] = (), values: tuple[str | int, ...] = ()) -> Field:
    return Field(name, doc, "object" if fields else "text", many=True, fields=fields, values=values)


_SPAN = (
    Field("start", "First character, a half-open Unicode code-point offset into the document's text.", "integer"),
    Field("end", "One past the last character.", "integer"),
)
_EVIDENCE = (*_SPAN, Field("words", "The words there: text[start:end] == words."))
_QUOTE = _object("evidence", "The words this was read from.", _EVIDENCE)
_PARTY = (
    Field("id", "Stable id of the actor; `text:` marks one that no pack or pattern knows."),
    Field("name", "The resolved name; the words used are in the evidence."),
    _null("kind", "The actor's kind (PLOVER sectors)."),
    _null("country", "ISO 3166-1 alpha-2, or ISO 3166-3 for a state that is no more."),
    _QUOTE,
)
_PLACING = (
    Field("id", "Id of the gazetteer entry."),
    Field("name", "The entry's name."),
    Field("kind", "What the entry is.", values=_values(PlaceKind)),
    _null("country", "ISO 3166-1 alpha-2."),
    _null("admin1", "First-level area that holds the entry."),
    _null("lat", "Latitude of the entry, WGS 84 degrees; read it with the precision.", "number"),
    _null("lon", "Longitude of the entry, WGS 84 degrees.", "number"),
    Field(
        "precision",
        "UCDP class: 1 exact, 2 near, 3 second-level, 4 first-level, 5 area, 6 country, 7 international.",
        "integer",
        values=(1, 2, 3, 4, 5, 6, 7),
    ),
    _null("radius_km", "How far from the coordinates it may lie, in kilometres; null where not known.", "number"),
    Field(
        "how", "`explicit` in the report's own sentence, `carried` from an earlier one.", values=("explicit", "carried")
    ),
    _QUOTE,
)
_DATING = (
    Field("edtf", "The time as EDTF (ISO 8601-2)."),
    _null("earliest", "First day, inclusive, ISO 8601; null where the start is open."),
    _null("latest", "Last day, inclusive, ISO 8601; null where the end is open."),
    Field("precision", "How finely it was given.", values=_values(TimePrecision)),
    _QUOTE,
    Field("how", "How it was resolved from its words.", values=_values(How)),
)
_VOICE = (
    Field("id", "Stable id of the voice."),
    Field("name", "The resolved name, or the description of an anonymous source."),
    Field("kind", "What sort of speaker it is.", values=_values(VoiceKind)),
    _QUOTE,
)
_NAMED_ACTOR = (
    Field("id", "Stable id of the actor; `text:` marks one that no pack or pattern knows."),
    Field("name", "The resolved name."),
    _null("kind", "The actor's kind (PLOVER sectors)."),
    _null("country", "ISO 3166-1 alpha-2, or ISO 3166-3 for a state that is no more."),
)
_NAMED_PLACE = (
    Field("id", "Id of the gazetteer entry."),
    Field("name", "The entry's name."),
    Field("kind", "What the entry is.", values=_values(PlaceKind)),
    _null("country", "ISO 3166-1 alpha-2."),
)
_COUNT = (
    _null("low", "Lowest number the words allow.", "integer"),
    _null("best", "The number the words give as such.", "integer"),
    _null("high", "Highest number the words allow.", "integer"),
    _QUOTE,
)
_MEANS = (Field("kind", "The weapon or means.", values=_values(MeansKind)), _QUOTE)
_TARGET = (Field("kind", "The sort of people or things.", values=_values(TargetKind)), _QUOTE)
_COUNTED = {
    **{name: f"How many persons were {name}, or null." for name in ("killed", "injured", "captured")},
    "displaced": "How many persons fled or were driven out, or null; families and households are not persons.",
    "force": "How many persons a force was strong, or null.",
    "weapons": "How many weapons were found, seized or handed in, or null.",
}
_TERM = (_null("id", "Id of the actor or place, where it is known."), Field("name", "The resolved name."), _QUOTE)
_ZONE = Field("zone", "Kind of the zone it stands in.", values=_values(ZoneKind))
_WHEN = _object("when", "When it was, or null.", _DATING, nullable=True)
_VOICES = _list("voices", "Who says so, from nearest to farthest; empty is the article's own voice.", _VOICE)
_REFERENCE = (
    _list("authors", "Authors as they are given."),
    _null("title", "Title of the work."),
    _null("outlet", "Where it was published."),
    _null("date", "Date of the work, EDTF."),
    _null("url", "Address of the work, where the entry gives it."),
    _null("document", "Id of the document, where the record holds it."),
    _null("work", "One id for all references that mean the same work; null where that was not asked."),
    _list("cited_by", "The sentences of the document that the work is cited for, best first.", _EVIDENCE),
    *_EVIDENCE,
)

_BELONGING = (
    Field("id", "Id of the other actor."),
    Field("name", "Its name."),
    Field("kind", "How it belongs there: parent, member_of, and the other relations of packs."),
    _null("since", "From when, EDTF; null where it is open."),
    _null("until", "Until when, EDTF; null where it is open."),
)

SCHEMA: Mapping[str, tuple[Field, ...]] = {
    "documents": (
        Field("id", "Stable id, made from bytes and text."),
        _null("url", "Address it was read from."),
        _null("path", "Path below what was given to `build`."),
        _null("title", "Title."),
        _list("authors", "Authors, as signed."),
        _null("publisher", "Outlet or site."),
        _null("published", "Publication date, EDTF; null where none is stated and the text implies none."),
        Field("published_how", "How the date was got.", values=_values(PublishedHow)),
        _object("published_evidence", "The words an inferred date was got from.", _EVIDENCE, nullable=True),
        _null("language", "ISO 639-1."),
        Field("text", "The text; all offsets are into it."),
        _null("retrieved", "When it was fetched, EDTF; null for files."),
        Field("sha256", "Digest of the original bytes."),
        _list(
            "zones",
            "Stretches with one role each.",
            (
                Field("kind", "Role of the stretch.", values=_values(ZoneKind)),
                *_SPAN,
                _null("author", "Name a comment is signed with."),
                _null("posted", "When a comment was posted, EDTF."),
            ),
        ),
        _list("references", "Works that the document cites.", _REFERENCE),
        Field("provenance", "Where title, authors, publisher, date, language and charset came from.", "map"),
    ),
    "reports": (
        Field("id", "Stable id, made from document, trigger, type and parties."),
        Field("document", "Id of the document."),
        _ZONE,
        *_SPAN,
        Field("words", "The sentence."),
        _object("trigger", "The words that name the event.", _EVIDENCE),
        Field("type", "PLOVER event type.", values=_values(EventType)),
        _null("mode", "PLOVER mode, or null."),
        _list("contexts", "PLOVER contexts, in alphabetical order."),
        Field("status", "Whether it happened.", values=_values(Status)),
        Field("hedged", "True where the sentence only alleges, believes or suspects it.", "flag"),
        Field("historical", "True where it lies more than a year before publication.", "flag"),
        _list("actors", "Who acts.", _PARTY),
        _null("actors_missing", "Why no actor is given.", values=_values(PartyMissing)),
        _list("recipients", "Who is acted upon.", _PARTY),
        _null("recipients_missing", "Why no recipient is given.", values=_values(PartyMissing)),
        _object("place", "Where it was: the first of `places`, or null.", _PLACING, nullable=True),
        _list("places", "All places, where several are meant.", _PLACING),
        _null("place_missing", "Why no place is given.", values=_values(PlaceMissing)),
        _WHEN,
        _null("when_missing", "Why no time is given.", values=_values(WhenMissing)),
        *(_object(name, doc, _COUNT, nullable=True) for name, doc in _COUNTED.items()),
        _object("means", "What it was done with, or null.", _MEANS, nullable=True),
        _object("target", "What sort of people or things it was directed at, or null.", _TARGET, nullable=True),
        _VOICES,
        Field("coder", "Name and version of what made it."),
        _null("sense", "The lexicon entry that fired, TYPE.name; null where no lexicon made it."),
        Field(
            "scores", "What the coder is sure of, per field, in [0, 1], calibrated; docs/scores.md says on what.", "map"
        ),
    ),
    "claims": (
        Field("id", "Stable id, made from sentence, kind and terms."),
        Field("document", "Id of the document."),
        _ZONE,
        *_SPAN,
        Field("words", "The sentence."),
        Field("kind", "What the claim is about.", values=_values(ClaimKind)),
        _object("subject", "Who or what it is said of.", _TERM, nullable=True),
        _object("object", "What is said to be held, promised, denied.", _TERM, nullable=True),
        _null("value", "The number, where it gives one.", "number"),
        _null("unit", "What the number counts."),
        _object("value_evidence", "The words of the number.", _EVIDENCE, nullable=True),
        _WHEN,
        _VOICES,
    ),
    "mentions": (
        Field("id", "Stable id, made from document, place in the text and type."),
        Field("document", "Id of the document."),
        _ZONE,
        *_EVIDENCE,
        Field("type", "What sort of thing is named.", values=_values(MentionType)),
        Field("form", "How it is named: by a name, a common noun or a pronoun.", values=_values(MentionForm)),
        _null(
            "sensitivity",
            "Whether a person who is named acts in public; null for all else.",
            values=_values(Sensitivity),
        ),
        _object("actor", "The actor that it stands for, or null.", _NAMED_ACTOR, nullable=True),
        _object("place", "The place that it stands for, or null.", _NAMED_PLACE, nullable=True),
    ),
    "references": (
        Field("citing", "Id of the document that cites the work."),
        *_REFERENCE,
    ),
    "actors": (
        Field("id", "Stable id; `text:` marks one that no pack or pattern knows."),
        Field("name", "The name: that of the pack, else the spelling that is commonest."),
        _null("kind", "The kind (PLOVER sectors)."),
        _null("country", "ISO 3166-1 alpha-2, or ISO 3166-3 for a state that is no more."),
        Field("known", "True where a pack or a pattern knows it.", "flag"),
        _null("person", "True for one person, false for a body; null where nothing tells.", "flag"),
        _null(
            "sensitivity",
            "Whether a person whom no pack knows acts in public; null for all else.",
            values=_values(Sensitivity),
        ),
        _list(
            "spellings",
            "How it is written, commonest first.",
            (
                Field("words", "As the texts have it."),
                Field("count", "In how many places of the texts.", "integer"),
            ),
        ),
        Field("documents", "How many documents name it.", "integer"),
        Field("reports", "How many reports it acts, is acted upon or speaks in.", "integer"),
        _null("first", "Publication of the first document that names it, EDTF."),
        _null("last", "Publication of the last one, EDTF."),
        _list("parents", "What it is part of, by the pack and by claims of the record.", _BELONGING),
        _list("redirects", "Ids that lead here: after a merge, or because documents were added."),
    ),
    "derivations": (
        Field("id", "Stable id, made from what is linked, how, and by which words."),
        Field("document", "Id of the document that derives."),
        _null("report", "Id of its report that derives, where the link is one of reports."),
        Field("how", "What shows it.", values=_values(DerivedHow)),
        Field("is_directed", "False where nothing tells which of the two came first.", "flag"),
        _null("containment", "Share of the document's words that stand in the origin, too, in [0, 1].", "number"),
        _object("evidence", "The words of the document that show it.", _EVIDENCE),
        _object(
            "origin",
            "What it derives from.",
            (
                _null("document", "Id of a document of the record, or null."),
                _null("report", "Id of a report of that document, or null."),
                _object("voice", "The voice that it comes from, or null.", _VOICE, nullable=True),
                _object("evidence", "The words of the origin's document, or null.", _EVIDENCE, nullable=True),
            ),
        ),
    ),
    "incidents": (
        Field("id", "Stable id, minted once."),
        _list("redirects", "Ids that lead here after a merge."),
        _list("reports", "Ids of the reports that tell of it."),
    ),
    "decisions": (
        Field("id", "Stable id."),
        Field("act", "What was done.", values=_values(Act)),
        _list("targets", "Ids of what it was done to."),
        Field("reviewer", "Who decided."),
        Field("made", "When, EDTF."),
        _null("reason", "Why."),
    ),
}


@lru_cache
def columns(what: str) -> tuple[Column, ...]:
    """Return the flat columns of one table, in order: single objects are opened, lists and maps stay one column."""
    return tuple(_leaves(SCHEMA[what], (), nullable=False))


def _leaves(fields: tuple[Field, ...], path: tuple[str, ...], *, nullable: bool) -> Iterator[Column]:
    for field in fields:
        here, null = (*path, field.name), nullable or field.nullable
        if field.fields and not field.many:
            yield from _leaves(field.fields, here, nullable=null)
        else:
            yield Column(here, field, null, ".".join(here))


def flatten(what: str, row: Mapping[str, Any]) -> dict[str, Any]:
    """Turn one JSON object into its columns, by dotted name; lists and maps are left as they are."""
    return {column.dotted: _at(row, column.path) for column in columns(what)}


def _at(row: Mapping[str, Any], path: tuple[str, ...]) -> Any:
    value: Any = row
    for key in path:
        value = None if value is None else value[key]
    return value


def unflatten(what: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """Turn columns by dotted name back into the JSON object; an object all of whose leaves are null is null."""
    return _build(SCHEMA[what], (), values)


def _build(fields: tuple[Field, ...], path: tuple[str, ...], values: Mapping[str, Any]) -> dict[str, Any]:
    row: dict[str, Any] = {}
    for field in fields:
        here = (*path, field.name)
        if field.fields and not field.many:
            inner = _build(field.fields, here, values)
            row[field.name] = None if field.nullable and _is_empty(inner) else inner
        else:
            row[field.name] = values[".".join(here)]
    return row


def _is_empty(value: Any) -> bool:
    return all(_is_empty(v) for v in value.values()) if isinstance(value, dict) else value is None


def json_schema(what: str) -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of one row."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": what, **_object_schema(SCHEMA[what])}


_TYPES = {"text": "string", "integer": "integer", "number": "number", "flag": "boolean"}


def _object_schema(fields: tuple[Field, ...]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {f.name: _field_schema(f) for f in fields},
        "required": [f.name for f in fields],
        "additionalProperties": False,
    }


def _field_schema(field: Field) -> dict[str, Any]:
    one: dict[str, Any]
    if field.fields:
        one = _object_schema(field.fields)
    elif field.kind == "map":
        one = {"type": "object"}
    else:
        one = {"type": _TYPES[field.kind]}
    if field.values:
        one["enum"] = [*field.values, *([None] if field.nullable and not field.many else [])]
    if field.many:
        one = {"type": "array", "items": one}
    elif field.nullable:
        one["type"] = [one["type"], "null"]
    return {**one, "description": field.doc}
