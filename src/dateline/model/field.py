"""One key of the JSON that leaves a record, and the keys that many things share."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

__all__ = ["EVIDENCE", "KINDS", "SPAN", "Field", "list_", "null", "object_", "values"]

# What a leaf can hold. "map" is an object whose keys are data (provenance, scores), "lists" a
# list of lists of text.
KINDS = ("text", "integer", "number", "flag", "map", "lists")


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


def values(of: type[Enum]) -> tuple[str, ...]:
    """Return the closed list that an enumeration is."""
    return tuple(str(member.value) for member in of)


def null(name: str, doc: str, kind: str = "text", values: tuple[str | int, ...] = ()) -> Field:
    """Describe a key that may be null."""
    return Field(name, doc, kind, nullable=True, values=values)


def object_(name: str, doc: str, fields: tuple[Field, ...], *, nullable: bool = False) -> Field:
    """Describe a key that holds an object."""
    return Field(name, doc, "object", nullable=nullable, fields=fields)


def list_(name: str, doc: str, fields: tuple[Field, ...] = (), values: tuple[str | int, ...] = ()) -> Field:
    """Describe a key that holds a list, of texts or of objects."""
    return Field(name, doc, "object" if fields else "text", many=True, fields=fields, values=values)


SPAN = (
    Field("start", "First character, a half-open Unicode code-point offset into the document's text.", "integer"),
    Field("end", "One past the last character.", "integer"),
)
EVIDENCE = (*SPAN, Field("words", "The words there: text[start:end] == words."))
