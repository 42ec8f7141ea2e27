"""What can be set by hand of an incident, as the fields of a form: what stands there, what may be typed, what is wrong.

Invariant: what a field shows is what would be typed to set it to just that, so that a field that was left alone changes
nothing; a name that several are called by is never decided on for whoever typed it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dateline.desk.desk import Desk
from dateline.desk.sayings import said_place
from dateline.errors import DatelineError
from dateline.knowledge.actors import open_actors
from dateline.knowledge.gazetteer import open_gazetteer
from dateline.knowledge.lexicon import open_lexicon
from dateline.model import COUNTS, EventType, Status
from dateline.model.means import MeansKind, TargetKind
from dateline.model.schema import Row
from dateline.model.wording import said
from dateline.reconciling.actors.known import known_actor
from dateline.reconciling.incidents.deciding.editing import FIELDS, check_edit

__all__ = [
    "Called",
    "Choice",
    "Field",
    "Filled",
    "called_of",
    "fields_of",
    "filled",
    "meant",
    "place_choices",
    "standing",
]

Called = Callable[[str], Mapping[str, str]]
Own = Callable[[str], str | None]
# Places and actors that are offered for a name: what can be looked over at once.
_OFFERED = 8
_COUNT = "a number (9), a range (9-12, 9-12 best 10) or a floor (9+)"
_PARTIES = "ids or names, semicolons between them"


@dataclass(frozen=True, slots=True)
class Choice:
    """Offer one value: as it is set, and as people read it."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Field:
    """Describe a field of the form; `choices` are all its values where these are a closed list."""

    name: str
    label: str
    hint: str = ""
    choices: tuple[Choice, ...] = ()
    may_be_empty: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """Hold a field as somebody filled it in: what stood there, what was typed, what that means or why it cannot be.

    `offered` are what a name may mean, `names` what the ids that stand there are called.
    """

    field: Field
    before: str
    typed: str
    value: str | None = None
    wrong: str | None = None
    offered: tuple[Choice, ...] = ()
    names: str = ""

    @property
    def is_changed(self) -> bool:
        """Whether anything else was typed than what stood there."""
        return self.typed != self.before


def fields_of() -> tuple[Field, ...]:
    """Return the fields of the form, in their order."""
    modes = sorted({sense.mode for sense in open_lexicon().senses if sense.mode})
    closed: Mapping[str, Sequence[str]] = {
        "type": [one.value for one in EventType],
        "mode": modes,
        "status": [one.value for one in Status],
        "means": [one.value for one in MeansKind],
        "target": [one.value for one in TargetKind],
    }
    hints = {
        "when": "a day (2008-06-14), a month (2008-06), an interval (2008-06-14/2008-06-17); EDTF",
        "place": "a name, or an id of the gazetteer",
        "actors": _PARTIES,
        "recipients": _PARTIES,
        **dict.fromkeys(COUNTS, _COUNT),
    }
    return tuple(
        Field(
            name,
            name,
            hints.get(name, ""),
            tuple(Choice(value, value.replace("-", " ").replace("_", " ")) for value in closed.get(name, ())),
            may_be_empty=name not in ("type", "status"),
        )
        for name in FIELDS
    )


def standing(row: Row, name: str) -> str:
    """Return what stands in a field of an incident, as it would be typed; "" where it is empty.

    >>> standing({"killed": {"low": 9, "best": 10, "high": 12}}, "killed"), standing({"when": None}, "when")
    ('9-12 best 10', '')
    """
    value = row[name]
    if not value:
        return ""
    if name in COUNTS:
        return _count(value)
    if name in ("actors", "recipients"):
        return "; ".join(actor["id"] for actor in value)
    return str(value[{"place": "id", "when": "edtf"}[name]] if isinstance(value, Mapping) else value)


def _count(value: Row) -> str:
    low, best, high = value["low"], value["best"], value["high"]
    if low == high and low is not None:
        return str(low)
    if low is None:
        return f"up to {high}"  # no edit says this; it can stand there, and be left alone
    if high is None:
        return f"{low}+"
    return f"{low}-{high}" if best is None else f"{low}-{high} best {best}"


def filled(
    row: Row,
    typed: Mapping[str, str],
    *,
    beside: Sequence[Row] = (),
    called: Called = lambda _: {},
    own: Own = lambda id_: id_,
) -> list[Filled]:
    """Return the whole form for an incident, with what was typed so far, by field; fields left out stand as they were.

    `beside` are rows of reports whose actors and places may be named; `called` gives the actors of the record, their
    names by their ids, that have some words as a name; `own` leads from the ids of pseudonyms, under which rows may
    show actors, to the actors' own.
    """
    names = _named([row, *beside])
    made = []
    for field in fields_of():
        before = standing(row, field.name)
        said = typed.get(field.name)
        if said is None or said.strip() == before:
            made.append(Filled(field=field, before=before, typed=before, names=_called(before, names)))
        else:
            made.append(_read(field, before, said.strip(), names, called, own))
    return made


def meant(name: str, value: str | None, own: Own) -> str | None:
    """Return what a field is set to, with their own ids for those who are shown under pseudonyms."""
    if value is None or name not in ("actors", "recipients"):
        return value
    return "; ".join(own(one) or one for one in (part.strip() for part in value.split(";")))


def called_of(desk: Desk) -> Called:
    """Return what gives the actors of a desk's record that have a name, as they are shown."""
    actors, shown = desk.now.actors, desk.covers.calling()

    def called(words: str) -> Mapping[str, str]:
        codes = actors.codes(words).tolist()
        found = (shown(actors.ids.values[code], actors.label(code)) for code in codes)
        return {one[0]: one[1] for one in found if one is not None}

    return called


def _read(field: Field, before: str, typed: str, names: Mapping[str, str], called: Called, own: Own) -> Filled:
    value: str | None = typed or None
    offered: tuple[Choice, ...] = ()
    if value and field.name == "place":
        value, offered = _place(value)
    elif value and field.name in ("actors", "recipients"):
        value, offered = _parties(value, names, called)
    wrong = None
    if offered:
        wrong = "which one? take an id from below" if len(offered) > 1 else "is it the one below? take its id"
    else:
        try:
            check_edit(field.name, meant(field.name, value, own))
        except DatelineError as error:
            wrong = str(error)
    return Filled(
        field=field,
        before=before,
        typed=typed,
        value=None if wrong else value,
        wrong=wrong,
        offered=offered,
        names=_called(value or "", names),
    )


def _place(typed: str) -> tuple[str, tuple[Choice, ...]]:
    """Return the id that was typed, or which ones a name may mean."""
    gazetteer = open_gazetteer()
    if gazetteer.of_id(typed) is not None:
        return typed, ()
    return typed, place_choices(typed)


def place_choices(name: str) -> tuple[Choice, ...]:
    """Return the places that a name may mean, the likeliest first."""
    found = open_gazetteer().lookup(name)[:_OFFERED]
    return tuple(
        Choice(entry.place.id, f"{_said(entry)}, {said('place_kind', entry.place.kind.value)}") for entry in found
    )


def _said(entry: Any) -> str:
    place = entry.place
    return said_place({"name": place.name, "kind": place.kind, "admin1": place.admin1, "country": place.country})


def _parties(typed: str, names: Mapping[str, str], called: Called) -> tuple[str, tuple[Choice, ...]]:
    """Return the ids for what was typed: ids stay, names that one actor alone has become ids; or what is offered."""
    made: list[str] = []
    offered: dict[str, str] = {}
    for part in (part.strip() for part in typed.split(";")):
        if part in names or known_actor(part) is not None or part.startswith("text:"):
            made.append(part)
            continue
        found = {id_: name for id_, name in names.items() if part and name.casefold() == part.casefold()}
        matched = open_actors().match(part) if part else None
        if matched is not None:
            found[matched.id] = matched.name
        if part and not found:
            found |= called(part)
        if len(found) == 1:
            made += found
        elif found:
            offered |= found
        else:
            made.append(part)
            like = re.compile(rf"\b{re.escape(part)}", re.IGNORECASE)
            offered |= {id_: name for id_, name in names.items() if part and like.search(name)}
    return "; ".join(made), tuple(Choice(id_, f"{name}") for id_, name in list(offered.items())[:_OFFERED])


def _named(rows: Sequence[Row]) -> dict[str, str]:
    """Return what the actors and places that rows name are called, by their ids."""
    found: dict[str, str] = {}
    for row in rows:
        for named in (*row["actors"], *row["recipients"], *((row["place"],) if row["place"] else ())):
            found.setdefault(named["id"], named["name"])
    return found


def _called(typed: str, names: Mapping[str, str]) -> str:
    ids = [part.strip() for part in typed.split(";")]
    return ", ".join(names[id_] for id_ in ids if id_ in names and names[id_] != id_)
