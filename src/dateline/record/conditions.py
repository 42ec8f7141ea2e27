"""What a selection can be asked: the conditions that exist for each table, and what their values may be.

Invariant: a condition that cannot hold is refused and the nearest is named; it never quietly gives no rows. A day, a
month or a year stands for its whole interval, so `before="2008"` keeps the last day of 2008.
"""

from __future__ import annotations

import difflib
import json
from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Float, Table, and_, or_, true
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

from dateline.errors import DatelineError
from dateline.model import Moment, schema

if TYPE_CHECKING:
    from dateline.record.meanings import Meanings

__all__ = ["Value", "condition", "is_about_actor", "meaning", "reference_condition"]

Value = str | int | float | bool | date | None

# Lists whose members are asked by name or id.
_LISTS: Mapping[str, Mapping[str, str]] = {
    "reports": {"actor": "actors", "recipient": "recipients", "voice": "voices", "place": "places"},
    "claims": {"voice": "voices"},
    "incidents": {"actor": "actors", "recipient": "recipients"},
}
# Short names of columns that are asked often.
_SHORT: Mapping[str, Mapping[str, str]] = {
    "reports": {"country": "place_country"},
    "claims": {"subject": "subject_name", "object": "object_name"},
    "incidents": {
        "country": "place_country",
        "place": "place_name",
        "grade": "corroboration_grade",
        "independent": "sources_independent",
    },
}
# What asks for an actor, by its name or id as it is shown.
_ACTORS: Mapping[str, tuple[str, ...]] = {
    "reports": ("actor", "recipient", "voice"),
    "claims": ("voice", "subject", "object", "subject_name", "object_name", "subject_id", "object_id"),
    "mentions": ("actor_id", "actor_name"),
}
_HIDDEN = ("row", "coding", "number", "linked", "reconciliation", "holds")
_LEAST = "min_score"
_BOUNDS = ("after", "before")


def condition(what: str, table: Table, key: str, value: Value) -> ColumnElement[bool]:
    """Return the SQL for one condition; raises DatelineError for a key or a value that cannot be."""
    key = key.replace(".", "_")
    columns: Any = table.c
    lists, short = _LISTS.get(what, {}), _SHORT.get(what, {})
    is_dated = "when_edtf" in columns
    if key in lists:
        return _member(columns[lists[key]], str(value))
    if key in _BOUNDS and is_dated:
        return _bound(columns, key, value)
    if key == _LEAST and "scores" in columns:
        return _sure_enough(columns, value)
    fields = {"_".join(c.path): c for c in schema.columns(what)} if what in schema.SCHEMA else {}
    asked = [c.name for c in table.columns if c.name not in _HIDDEN and _can_be_asked(fields.get(c.name))]
    column = short.get(key, key)
    if column not in asked:
        scored = (_LEAST,) if "scores" in columns else ()
        raise _unknown(what, key, [*asked, *lists, *short, *(_BOUNDS if is_dated else ()), *scored])
    if value is None:
        none: ColumnElement[bool] = columns[column].is_(None)
        return none
    if column in fields and fields[column].is_json:
        held: ColumnElement[bool] = columns[column].contains(_quoted(str(value)), autoescape=True)
        return held
    same: ColumnElement[bool] = columns[column] == (_typed(what, key, fields[column], value) if fields else value)
    return same


def is_about_actor(what: str, key: str) -> bool:
    """Tell whether a condition asks for an actor, who may go by another name in the rows than the one asked for."""
    return key.replace(".", "_") in _ACTORS.get(what, ())


def meaning(
    what: str, table: Table, key: str, wanted: str, made: ColumnElement[bool], meanings: Meanings
) -> ColumnElement[bool]:
    """Widen the condition `made`, which asks for an actor by the stored words, by all that stands for that actor."""
    columns: Any = table.c
    key = key.replace(".", "_")
    elsewhere = meanings.elsewhere(wanted)
    if elsewhere:
        made = and_(made, columns.document.not_in(sorted(elsewhere)))
    either = [made]
    for id_, documents in meanings.meant_by(wanted).items():
        column = _LISTS.get(what, {}).get(key)
        if column is not None:
            held = columns[column].contains(f'"id": {_quoted(id_)}', autoescape=True)
        else:
            held = columns[f"{key.partition('_')[0]}_id"] == id_
        either.append(held if documents is None else and_(held, columns.document.in_(sorted(documents))))
    return or_(*either)


def reference_condition(key: str, value: Value) -> Callable[[Mapping[str, Any]], bool]:
    """Return the test for one condition on works cited, which have no table of their own.

    `author` asks for one of the authors, every other key for its column; `citing` is the document that cites.
    """
    if key == "author":
        return lambda row: value in row["authors"]
    single = [f.name for f in schema.SCHEMA["references"] if not f.many]
    if key not in single:
        raise _unknown("references", key, [*single, "author"])
    return lambda row: bool(row[key] == value)


def _can_be_asked(column: schema.Column | None) -> bool:
    """A list of plain words is asked for one of them; a list of objects or a map is looked through by its reader."""
    return column is None or not column.is_json or (column.field.many and not column.field.fields)


def _quoted(wanted: str) -> str:
    return json.dumps(wanted, ensure_ascii=False)


def _member(column: ColumnElement[str], wanted: str) -> ColumnElement[bool]:
    said = _quoted(wanted)
    return column.icontains(f'"name": {said}', autoescape=True) | column.icontains(f'"id": {said}', autoescape=True)


def _bound(columns: Any, key: str, value: Value) -> ColumnElement[bool]:
    moment = Moment(value.isoformat() if isinstance(value, date) else str(value))
    day = moment.earliest if key == "after" else moment.latest
    if day is None:
        raise DatelineError(f"{key}={value!r} has no day on that side; give a day, a month or a year")
    column = columns.when_latest if key == "after" else columns.when_earliest
    allows = column >= day.isoformat() if key == "after" else column <= day.isoformat()
    both: ColumnElement[bool] = columns.when_edtf.is_not(None) & (column.is_(None) | allows)
    return both


class _TypeScore(FunctionElement[float]):
    """The `type` score in a column of scores, null where there is none; each database reads JSON in its own way."""

    type = Float()
    inherit_cache = True


@compiles(_TypeScore, "sqlite")
def _on_sqlite(element: _TypeScore, compiler: Any, **options: Any) -> str:
    return f"json_extract({compiler.process(element.clauses, **options)}, '$.type')"


@compiles(_TypeScore, "postgresql")
def _on_postgresql(element: _TypeScore, compiler: Any, **options: Any) -> str:
    return f"(CAST({compiler.process(element.clauses, **options)} AS json) ->> 'type')::float"


def _sure_enough(columns: Any, value: Value) -> ColumnElement[bool]:
    """Keep reports whose type is at least this sure; with 0 every report, with more only those that have a score."""
    try:
        least = float(value)  # type: ignore[arg-type] # what is no number is refused below
    except (TypeError, ValueError):
        least = -1.0
    if not 0 <= least <= 1:
        raise DatelineError(f"{_LEAST}={value!r}: a score lies between 0 and 1")
    if least == 0:
        return true()
    sure: ColumnElement[bool] = _TypeScore(columns.scores) >= least
    return sure


def _typed(what: str, key: str, column: schema.Column, value: Value) -> Value:
    """Return `value` as its column keeps it; text is taken for what it spells, as a command line gives no other."""
    kind, allowed = column.field.kind, column.field.values
    try:
        typed: Value = _READERS[kind](value)
    except (KeyError, ValueError):
        raise DatelineError(f"{key}={value!r}: {what} keep {_KINDS[kind]} there") from None
    if allowed and typed not in allowed:
        near = difflib.get_close_matches(str(value).casefold(), {str(a).casefold() for a in allowed}, 1)
        meant = next((a for a in allowed if near and str(a).casefold() == near[0]), None)
        hint = f"did you mean {meant!r}?" if meant is not None else f"there are {', '.join(map(str, allowed))}"
        raise DatelineError(f"{what} have no {key} {value!r}; {hint}")
    return typed


_TRUTH = {"true": True, "false": False, "True": True, "False": False, "1": True, "0": False}
_READERS: Mapping[str, Callable[[Any], Any]] = {
    "text": lambda value: value.isoformat() if isinstance(value, date) else str(value),
    "integer": int,
    "number": float,
    "flag": lambda value: _TRUTH[str(value)],
}
_KINDS = {"integer": "a whole number", "number": "a number", "flag": "true or false", "text": "text"}


def _unknown(what: str, key: str, known: list[str]) -> DatelineError:
    near = difflib.get_close_matches(key, known, 1)
    hint = f"; did you mean {near[0]!r}?" if near else f"; there are {', '.join(sorted(set(known)))}"
    return DatelineError(f"{what} cannot be filtered by {key!r}{hint}")
