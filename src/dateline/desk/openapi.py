"""The OpenAPI document of the desk, made from the registry and the one schema.

Invariant: every address of the registry is in it, with every parameter that is taken and every answer that is given;
it follows OpenAPI 3.1, whose schemas are JSON Schema 2020-12.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from dateline.desk.act import Action
from dateline.desk.asked import SYSTEM
from dateline.desk.formats import FLAVOUR, FORMATS
from dateline.desk.page import Page, Parameter
from dateline.model import schema
from dateline.version import __version__

__all__ = ["document"]

Json = dict[str, Any]

_TYPES: Mapping[str, str] = {"text": "string", "integer": "integer", "number": "number", "flag": "boolean"}


def document(pages: Iterable[Page], actions: Iterable[Action]) -> Json:
    """Return the OpenAPI document of some pages and actions."""
    paths: Json = {}
    named: set[str] = set()
    for page in pages:
        if page.what is not None and page.what in schema.SCHEMA:
            named.add(page.what)
        for format_ in page.formats:
            path = f"/index.{format_}" if page.path == "/" else f"{page.path}.{format_}"
            paths[path] = {"get": _operation(page, format_)}
    for action in actions:
        paths.setdefault(action.path, {})["post"] = _action(action)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Dateline",
            "version": __version__,
            "summary": "The record behind this desk: who did what to whom, where, when, and which sources say so.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": "/"}],
        "paths": paths,
        "components": {
            "schemas": {"error": _ERROR, **{what: _row(what) for what in sorted(named)}},
            "securitySchemes": {
                "session": {"type": "apiKey", "in": "cookie", "name": "dateline"},
                "token": {"type": "http", "scheme": "bearer"},
            },
        },
    }


def _row(what: str) -> Json:
    """Return the schema of the rows of a sort, as the desk writes them: with the address of each."""
    made = schema.json_schema(what)
    address = {"type": ["string", "null"], "description": "Where the desk shows it."}
    return {**made, "properties": {**made["properties"], "address": address}}


_ERROR: Json = {
    "type": "object",
    "required": ["ok", "error", "errors", "status"],
    "properties": {
        "ok": {"const": False},
        "error": {"type": "string"},
        "errors": {"type": "array", "items": {"type": "string"}},
        "status": {"type": "integer"},
    },
}


def _answers(good: Json, *others: int) -> Json:
    wrong = {"description": "What cannot be done, and why.", "content": _content("application/json", "error")}
    return {"200": good, **{str(status): wrong for status in others}}


def _content(media: str, name: str | None = None) -> Json:
    return {media: {"schema": {"$ref": f"#/components/schemas/{name}"} if name else {}}}


def _operation(page: Page, format_: str) -> Json:
    media = FORMATS[format_][0]
    good: Json = {"description": page.summary}
    if format_ == "json":
        row: Json = {"type": "object"}
        if page.what in schema.SCHEMA:
            row = {"$ref": f"#/components/schemas/{page.what}"}
        rows = {"type": "array", "items": row}
        good["content"] = {
            media: {
                "schema": {
                    "type": "object",
                    "required": ["ok", "rows"],
                    "properties": {"ok": {"const": True}, "rows": rows},
                }
            }
        }
    else:
        kind = "object" if format_ == "geojson" else "string"
        good["content"] = {media.partition(";")[0]: {"schema": {"type": kind}}}
    system = SYSTEM.values() if page.is_listed else ()
    flavour = (FLAVOUR,) if format_ == "csv" else ()
    parameters = [_parameter(each) for each in (*page.filters, *system, *flavour)]
    if page.is_one:
        parameters.insert(0, {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}})
    return {
        "operationId": f"{page.name.replace('/', '-')}-{format_}",
        "summary": page.summary,
        "parameters": parameters,
        "responses": _answers(good, 400, 401, 404, 421),
    }


def _parameter(each: Parameter) -> Json:
    one = _schema(each)
    made: Json = {"name": each.name, "in": "query", "description": each.doc, "schema": one}
    if each.is_many:
        most = each.most_values
        made |= {"schema": {"type": "array", "items": one, "maxItems": most}, "style": "form", "explode": True}
    return made


def _schema(each: Parameter) -> Json:
    made: Json = {"type": _TYPES[each.kind]}
    if each.values:
        made["enum"] = list(each.values)
    if each.least is not None:
        made["minimum"] = each.least
    if each.most is not None:
        made["maximum"] = each.most
    return made


def _action(action: Action) -> Json:
    fields = {
        each.name: {"type": "array", "items": _schema(each)} if each.is_many else _schema(each)
        for each in action.fields
    }
    body = {
        "type": "object",
        "properties": fields,
        "required": [each.name for each in action.fields if each.is_required],
    }
    return {
        "operationId": action.name,
        "summary": action.summary,
        "security": [{"session": []}, {"token": []}],
        "requestBody": {"required": True, "content": {"application/json": {"schema": body}}},
        "responses": _answers(
            {"description": action.summary, "content": _content("application/json")},
            400,
            401,
            403,
            404,
            409,
            413,
            415,
            421,
            422,
            429,
        ),
    }
