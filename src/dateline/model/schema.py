"""The columns of everything that leaves a record, said once.

Invariant: the database tables, the JSON, the CSV header, the Parquet schema, the JSON Schema and the codebook page are
all made from the Fields below; a column exists in all of them or in none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeAlias

from dateline.model.actor import PartyMissing
from dateline.model.claim import ClaimKind
from dateline.model.decision import Act, Role
from dateline.model.derivation import DerivedHow
from dateline.model.document import PublishedHow, ZoneKind
from dateline.model.field import EVIDENCE, KINDS, SPAN, Field, list_, null, object_, values
from dateline.model.incident_fields import CONTRADICTIONS, INCIDENTS
from dateline.model.means import MeansKind, TargetKind
from dateline.model.mention import MentionForm, MentionType, Sensitivity
from dateline.model.moment import How, TimePrecision, WhenMissing
from dateline.model.place import PlaceKind, PlaceMissing
from dateline.model.report import EventType, Status
from dateline.model.shared_fields import NAMED_ACTOR, PLACED
from dateline.model.voice import VoiceKind

__all__ = ["KINDS", "SCHEMA", "Column", "Field", "Row", "columns", "flatten", "json_schema", "unflatten"]

# What one object of the contract is in memory, whole or in part.
Row: TypeAlias = Mapping[str, Any]


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
        return self.field.many or self.field.kind in ("map", "lists")


_QUOTE = object_("evidence", "The words this was read from.", EVIDENCE)
_PARTY = (
    Field("id", "Stable id of the actor; `text:` marks one that no pack or pattern knows."),
    Field("name", "The resolved name; the words used are in the evidence."),
    null("kind", "The actor's kind (PLOVER sectors)."),
    null("country", "ISO 3166-1 alpha-2, or ISO 3166-3 for a state that is no more."),
    _QUOTE,
)
_PLACING = (
    *PLACED,
    Field(
        "how", "`explicit` in the report's own sentence, `carried` from an earlier one.", values=("explicit", "carried")
    ),
    _QUOTE,
)
_DATING = (
    Field("edtf", "The time as EDTF (ISO 8601-2)."),
    null("earliest", "First day, inclusive, ISO 8601; null where the start is open."),
    null("latest", "Last day, inclusive, ISO 8601; null where the end is open."),
    Field("precision", "How finely it was given.", values=values(TimePrecision)),
    _QUOTE,
    Field("how", "How it was resolved from its words.", values=values(How)),
)
_VOICE = (
    Field("id", "Stable id of the voice."),
    Field("name", "The resolved name, or the description of an anonymous source."),
    Field("kind", "What sort of speaker it is.", values=values(VoiceKind)),
    _QUOTE,
)
_ANCHOR = (
    Field("target", "The target that it belongs to: its own id, or an incident's."),
    Field("id", "Id of the report or claim at that time."),
    Field("document", "Id of its document."),
    Field("start", "First character of the trigger, or of what a claim claims.", "integer"),
    Field("end", "One past the last character.", "integer"),
    Field("type", "Event type, or kind of claim."),
    Field("sentence_start", "First character of the sentence.", "integer"),
    Field("sentence_end", "One past the last character.", "integer"),
    Field("digest", "Digest of the sentence's words: 16 hex digits of its SHA-256."),
)
_NAMED_PLACE = (
    Field("id", "Id of the gazetteer entry."),
    Field("name", "The entry's name."),
    Field("kind", "What the entry is.", values=values(PlaceKind)),
    null("country", "ISO 3166-1 alpha-2."),
)
_COUNT = (
    null("low", "Lowest number the words allow.", "integer"),
    null("best", "The number the words give as such.", "integer"),
    null("high", "Highest number the words allow.", "integer"),
    _QUOTE,
)
_MEANS = (Field("kind", "The weapon or means.", values=values(MeansKind)), _QUOTE)
_TARGET = (Field("kind", "The sort of people or things.", values=values(TargetKind)), _QUOTE)
_COUNTED = {
    **{name: f"How many persons were {name}, or null." for name in ("killed", "injured", "captured")},
    "displaced": "How many persons fled or were driven out, or null; families and households are not persons.",
    "force": "How many persons a force was strong, or null.",
    "weapons": "How many weapons were found, seized or handed in, or null.",
}
_TERM = (null("id", "Id of the actor or place, where it is known."), Field("name", "The resolved name."), _QUOTE)
_ZONE = Field("zone", "Kind of the zone it stands in.", values=values(ZoneKind))
_WHEN = object_("when", "When it was, or null.", _DATING, nullable=True)
_VOICES = list_("voices", "Who says so, from nearest to farthest; empty is the article's own voice.", _VOICE)
_REFERENCE = (
    list_("authors", "Authors as they are given."),
    null("title", "Title of the work."),
    null("outlet", "Where it was published."),
    null("date", "Date of the work, EDTF."),
    null("url", "Address of the work, where the entry gives it."),
    null("document", "Id of the document, where the record holds it."),
    null("work", "One id for all references that mean the same work; null where that was not asked."),
    list_("cited_by", "The sentences of the document that the work is cited for, best first.", EVIDENCE),
    *EVIDENCE,
)

_BELONGING = (
    Field("id", "Id of the other actor."),
    Field("name", "Its name."),
    Field("kind", "How it belongs there: parent, member_of, and the other relations of packs."),
    null("since", "From when, EDTF; null where it is open."),
    null("until", "Until when, EDTF; null where it is open."),
)

SCHEMA: Mapping[str, tuple[Field, ...]] = {
    "documents": (
        Field("id", "Stable id, made from bytes and text."),
        null("url", "Address it was read from."),
        null("path", "Path below what was given to `build`."),
        null("title", "Title."),
        list_("authors", "Authors, as signed."),
        null("publisher", "Outlet or site."),
        null("published", "Publication date, EDTF; null where none is stated and the text implies none."),
        Field("published_how", "How the date was got.", values=values(PublishedHow)),
        object_("published_evidence", "The words an inferred date was got from.", EVIDENCE, nullable=True),
        null("language", "ISO 639-1."),
        Field("text", "The text; all offsets are into it."),
        null("retrieved", "When it was fetched, EDTF; null for files."),
        Field("sha256", "Digest of the original bytes."),
        list_(
            "zones",
            "Stretches with one role each.",
            (
                Field("kind", "Role of the stretch.", values=values(ZoneKind)),
                *SPAN,
                null("author", "Name a comment is signed with."),
                null("posted", "When a comment was posted, EDTF."),
            ),
        ),
        list_("references", "Works that the document cites.", _REFERENCE),
        Field("provenance", "Where title, authors, publisher, date, language and charset came from.", "map"),
    ),
    "reports": (
        Field("id", "Stable id, made from document, trigger, type and parties."),
        Field("document", "Id of the document."),
        _ZONE,
        *SPAN,
        Field("words", "The sentence."),
        object_("trigger", "The words that name the event.", EVIDENCE),
        Field("type", "PLOVER event type.", values=values(EventType)),
        null("mode", "PLOVER mode, or null."),
        list_("contexts", "PLOVER contexts, in alphabetical order."),
        Field("status", "Whether it happened.", values=values(Status)),
        Field("hedged", "True where the sentence only alleges, believes or suspects it.", "flag"),
        Field("historical", "True where it lies more than a year before publication.", "flag"),
        list_("actors", "Who acts.", _PARTY),
        null("actors_missing", "Why no actor is given.", values=values(PartyMissing)),
        list_("recipients", "Who is acted upon.", _PARTY),
        null("recipients_missing", "Why no recipient is given.", values=values(PartyMissing)),
        object_("place", "Where it was: the first of `places`, or null.", _PLACING, nullable=True),
        list_("places", "All places, where several are meant.", _PLACING),
        null("place_missing", "Why no place is given.", values=values(PlaceMissing)),
        _WHEN,
        null("when_missing", "Why no time is given.", values=values(WhenMissing)),
        *(object_(name, doc, _COUNT, nullable=True) for name, doc in _COUNTED.items()),
        object_("means", "What it was done with, or null.", _MEANS, nullable=True),
        object_("target", "What sort of people or things it was directed at, or null.", _TARGET, nullable=True),
        _VOICES,
        Field("coder", "Name and version of what made it."),
        null("sense", "The lexicon entry that fired, TYPE.name; null where no lexicon made it."),
        Field(
            "scores", "What the coder is sure of, per field, in [0, 1], calibrated; docs/scores.md says on what.", "map"
        ),
    ),
    "claims": (
        Field("id", "Stable id, made from sentence, kind and terms."),
        Field("document", "Id of the document."),
        _ZONE,
        *SPAN,
        Field("words", "The sentence."),
        Field("kind", "What the claim is about.", values=values(ClaimKind)),
        object_("subject", "Who or what it is said of.", _TERM, nullable=True),
        object_("object", "What is said to be held, promised, denied.", _TERM, nullable=True),
        null("value", "The number, where it gives one.", "number"),
        null("unit", "What the number counts."),
        object_("value_evidence", "The words of the number.", EVIDENCE, nullable=True),
        _WHEN,
        _VOICES,
    ),
    "mentions": (
        Field("id", "Stable id, made from document, place in the text and type."),
        Field("document", "Id of the document."),
        _ZONE,
        *EVIDENCE,
        Field("type", "What sort of thing is named.", values=values(MentionType)),
        Field("form", "How it is named: by a name, a common noun or a pronoun.", values=values(MentionForm)),
        null(
            "sensitivity",
            "Whether a person who is named acts in public; null for all else.",
            values=values(Sensitivity),
        ),
        object_("actor", "The actor that it stands for, or null.", NAMED_ACTOR, nullable=True),
        object_("place", "The place that it stands for, or null.", _NAMED_PLACE, nullable=True),
    ),
    "references": (
        Field("citing", "Id of the document that cites the work."),
        *_REFERENCE,
    ),
    "actors": (
        Field("id", "Stable id; `text:` marks one that no pack or pattern knows."),
        Field("name", "The name: that of the pack, else the spelling that is commonest."),
        null("kind", "The kind (PLOVER sectors)."),
        null("country", "ISO 3166-1 alpha-2, or ISO 3166-3 for a state that is no more."),
        Field("known", "True where a pack or a pattern knows it.", "flag"),
        null("person", "True for one person, false for a body; null where nothing tells.", "flag"),
        null(
            "sensitivity",
            "Whether a person whom no pack knows acts in public; null for all else.",
            values=values(Sensitivity),
        ),
        list_(
            "spellings",
            "How it is written, commonest first.",
            (
                Field("words", "As the texts have it."),
                Field("count", "In how many places of the texts.", "integer"),
            ),
        ),
        Field("documents", "How many documents name it.", "integer"),
        Field("reports", "How many reports it acts, is acted upon or speaks in.", "integer"),
        null("first", "Publication of the first document that names it, EDTF."),
        null("last", "Publication of the last one, EDTF."),
        list_("parents", "What it is part of, by the pack and by claims of the record.", _BELONGING),
        list_("redirects", "Ids that lead here: after a merge, or because documents were added."),
    ),
    "derivations": (
        Field("id", "Stable id, made from what is linked, how, and by which words."),
        Field("document", "Id of the document that derives."),
        null("report", "Id of its report that derives, where the link is one of reports."),
        Field("how", "What shows it.", values=values(DerivedHow)),
        Field("is_directed", "False where nothing tells which of the two came first.", "flag"),
        null("containment", "Share of the document's words that stand in the origin, too, in [0, 1].", "number"),
        object_("evidence", "The words of the document that show it.", EVIDENCE),
        object_(
            "origin",
            "What it derives from.",
            (
                null("document", "Id of a document of the record, or null."),
                null("report", "Id of a report of that document, or null."),
                object_("voice", "The voice that it comes from, or null.", _VOICE, nullable=True),
                object_("evidence", "The words of the origin's document, or null.", EVIDENCE, nullable=True),
            ),
        ),
    ),
    "incidents": INCIDENTS,
    "contradictions": CONTRADICTIONS,
    "decisions": (
        Field("id", "Stable id."),
        Field("act", "What was done.", values=values(Act)),
        list_("targets", "Ids of what it was done to; of a split the whole first, of a move where it goes last."),
        Field("reviewer", "Who decided."),
        Field("role", "As what: where two reviewers differ, a lead's word holds.", values=values(Role)),
        Field("made", "When, EDTF."),
        null("reason", "Why."),
        null("field", "Which field an edit sets."),
        null("value", "What an edit sets it to: EDTF, an id or a number as text; null empties it."),
        list_("anchors", "The words that it was about, by which it is applied again after ids change.", _ANCHOR),
        null("proposal", "What the machine had proposed and the reviewer saw, with how it came up, as JSON."),
        Field("number", "Place in the chain of decisions, from 1: the order in which they take effect.", "integer"),
        null("previous", "Hash of the decision before; null of the first."),
        Field("hash", "SHA-256 of all that it says, `previous` included: it tells what was changed or removed."),
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
    return _build(_tree(what), values)[0]


@dataclass(frozen=True, slots=True)
class _Node:
    """Hold one name of a row: the column that it is, else what it holds, and whether that may be null as a whole."""

    name: str
    column: str
    inner: tuple[_Node, ...]
    nullable: bool


@lru_cache
def _tree(what: str) -> tuple[_Node, ...]:
    return _nodes(SCHEMA[what], ())


def _nodes(fields: tuple[Field, ...], path: tuple[str, ...]) -> tuple[_Node, ...]:
    found = []
    for field in fields:
        here = (*path, field.name)
        inner = _nodes(field.fields, here) if field.fields and not field.many else ()
        found.append(_Node(field.name, ".".join(here), inner, field.nullable))
    return tuple(found)


def _build(nodes: tuple[_Node, ...], values: Mapping[str, Any]) -> tuple[dict[str, Any], bool]:
    """Return an object, and whether all of its leaves are null."""
    row: dict[str, Any] = {}
    is_empty = True
    for node in nodes:
        if node.inner:
            inner, has_none = _build(node.inner, values)
            row[node.name] = None if has_none and node.nullable else inner
            is_empty = is_empty and has_none
        else:
            value = row[node.name] = values[node.column]
            is_empty = is_empty and value is None
    return row, is_empty


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
    elif field.kind == "lists":
        one = {"type": "array", "items": {"type": "array", "items": {"type": "string"}}}
    else:
        one = {"type": _TYPES[field.kind]}
    if field.values:
        one["enum"] = [*field.values, *([None] if field.nullable and not field.many else [])]
    if field.many:
        one = {"type": "array", "items": one}
    elif field.nullable:
        one["type"] = [one["type"], "null"]
    return {**one, "description": field.doc}
