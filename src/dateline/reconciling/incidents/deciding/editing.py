"""What people set by hand, in place of what the reports say together.

Invariant: an edit is checked when it is made, and whenever it is applied, as the packs, the gazetteer or the lexicon of
then may know other ids: what they do not know is told and not applied (`replay`). A field that it empties is empty.
What was edited is marked as such, and rests on a decision instead of on reports.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from dateline.errors import DatelineError
from dateline.finding.place_relations import PRECISION
from dateline.knowledge.actors import open_actors
from dateline.knowledge.gazetteer import open_gazetteer
from dateline.knowledge.lexicon import open_lexicon
from dateline.model import (
    COUNTS,
    Actor,
    EventType,
    Moment,
    Range,
    Status,
    SupportedActor,
    SupportedCount,
    SupportedMoment,
    SupportedPlace,
)
from dateline.model.means import MeansKind, TargetKind
from dateline.reconciling.actors.known import known_actor
from dateline.reconciling.incidents.values.values import Values

__all__ = ["FIELDS", "check_edit", "edited"]

_DIGITS = 15  # what every reader of JSON, and every database, takes as a whole number
_RANGE = re.compile(r"(\d+)(?:-(\d+))?(?: best (\d+))?\Z|(\d+)\+\Z")


def check_edit(field: str, value: str | None) -> None:
    """Raise DatelineError where a field cannot be edited, or not to that value; None empties it."""
    if field not in FIELDS:
        near = difflib.get_close_matches(field, FIELDS, 1)
        hint = f"did you mean {near[0]!r}?" if near else f"there are {', '.join(FIELDS)}"
        raise DatelineError(f"incidents have no field {field!r} to edit; {hint}")
    if value is None:
        if field in ("type", "status"):
            raise DatelineError(f"{field} cannot be empty: an incident always has one")
        return
    _FIELDS[field](value, {})


def edited(values: Values, edits: Mapping[str, str | None]) -> Values:
    """Return values with what people set in place of what reports say; `edits` are checked already."""
    named = {one.actor.id: one.actor for one in (*values.actors, *values.recipients)}
    for field in sorted(edits):
        value = edits[field]
        made = None if value is None else _FIELDS[field](value, named)
        if field in COUNTS:
            counts = {name: count for name, count in values.counts.items() if name != field}
            values = replace(values, counts=counts if made is None else {**counts, field: made})
        elif field in ("actors", "recipients"):
            values = _with(values, field, made or ())
        else:
            values = _with(values, field, made)
    return values


def _with(values: Values, field: str, value: Any) -> Values:
    return replace(values, **{field: value})


def _actors(value: str, named: Mapping[str, Actor]) -> tuple[SupportedActor, ...]:
    ids = [part.strip() for part in value.split(";")]
    if not all(ids):
        raise DatelineError(f"{value!r} names nobody in one place; write ids with semicolons between them")
    made = []
    for id_ in dict.fromkeys(ids):
        known = named.get(id_) or known_actor(id_)
        if known is None and not any(map(str.isalnum, id_.removeprefix("text:"))):
            raise DatelineError(f"{id_!r} names nobody; write the name behind it, as in 'text:mahdi army'")
        if known is None and not id_.startswith("text:"):
            raise DatelineError(f"there is no actor with the id {id_!r}; {_hint(id_, named)}")
        made.append(SupportedActor(known or Actor(id_, id_.partition(":")[2], known=False), ()))
    return tuple(made)


def _hint(name: str, named: Mapping[str, Actor]) -> str:
    """Say which ids belong to what was written for an id: a name."""
    ids = {id_ for id_, actor in named.items() if actor.name.casefold() == name.casefold()}
    matched = open_actors().match(name)
    if matched is not None:
        ids.add(matched.id)
    said = " or ".join(repr(id_) for id_ in sorted(ids))
    return f"did you mean {said}?" if said else "`dateline actors RECORD` lists those of a record"


def _place(value: str, named: Mapping[str, Actor]) -> SupportedPlace:  # noqa: ARG001 - all readers take the same
    entry = open_gazetteer().of_id(value)
    if entry is None:
        raise DatelineError(f"the gazetteer has no place {value!r}; `dateline gazetteer NAME` finds ids")
    precision = PRECISION[entry.place.kind]
    return SupportedPlace(entry.place, precision, (), radius_km=entry.extent_km)


def _count(value: str, named: Mapping[str, Actor]) -> SupportedCount:  # noqa: ARG001
    found = _RANGE.match(value.strip())
    if found is None:
        raise DatelineError(f"{value!r} is no number; write 9, 9-12, 9-12 best 10, or 9+ for at least nine")
    if any(part and len(part) > _DIGITS for part in found.groups()):
        raise DatelineError(f"{value!r} is too large for a number of people or things: at most {_DIGITS} digits")
    low, high, best, least = (int(part) if part else None for part in found.groups())
    if least is not None:
        return SupportedCount(Range.at_least(least), ())
    try:
        if high is None:  # one number, or with a best of its own
            return SupportedCount(Range(low, low if best is None else best, low), ())
        return SupportedCount(Range(low, best, high), ())
    except ValueError:
        raise DatelineError(f"{value!r} is no range: low, best and high have to go from small to large") from None


def _mode(value: str, named: Mapping[str, Actor]) -> str:  # noqa: ARG001
    modes = sorted({sense.mode for sense in open_lexicon().senses if sense.mode})
    if value not in modes:
        near = difflib.get_close_matches(value, modes, 1)
        hint = f"did you mean {near[0]!r}?" if near else f"there are {', '.join(modes)}"
        raise DatelineError(f"there is no mode {value!r}; {hint}")
    return value


def _closed(of: Callable[[str], Any]) -> Callable[[str, Mapping[str, Actor]], Any]:
    def read(value: str, named: Mapping[str, Actor]) -> Any:  # noqa: ARG001
        try:
            return of(value)
        except ValueError:
            there = ", ".join(str(member.value) for member in of)  # type: ignore[attr-defined]  # an enumeration
            raise DatelineError(f"{value!r} is not one of {there}") from None

    return read


def _named(of: Callable[[str], Any]) -> Callable[[str, Mapping[str, Actor]], str]:
    read = _closed(of)
    return lambda value, named: str(read(value, named).value)


_FIELDS: Mapping[str, Callable[[str, Mapping[str, Actor]], Any]] = {
    "type": _closed(EventType),
    "mode": _mode,
    "status": _closed(Status),
    "actors": _actors,
    "recipients": _actors,
    "place": _place,
    "when": lambda value, _: SupportedMoment(Moment(value), ()),
    **dict.fromkeys(COUNTS, _count),
    "means": _named(MeansKind),
    "target": _named(TargetKind),
}
FIELDS = tuple(_FIELDS)
