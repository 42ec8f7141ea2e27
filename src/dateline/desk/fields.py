"""The fields of one report or claim as a page shows them: what each says, its words, how sure the coder is.

Invariant: each value stands beside its own words; a field without a value says why, in words of the closed lists.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from dateline.desk.addresses import Addresses
from dateline.desk.sayings import said_actor, said_place
from dateline.model import COUNTS
from dateline.model.days import edtf_words
from dateline.model.saying import kind_code, said_kind, said_precision, said_range
from dateline.model.schema import Row
from dateline.model.wording import said

__all__ = ["Told", "Value", "claim_fields", "said_voices", "report_fields"]

# Ids of those whose names are covered; no page tells more of them.
_COVERED = ("commenter:", "person:")


@dataclass(frozen=True, slots=True)
class Value:
    """Hold one value of a field: what it says, what is said of it besides, the words it came from, where it leads."""

    said: str
    more: tuple[str, ...] = ()
    words: str | None = None
    href: str | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """Hold one field: its name, the kind of its evidence, its values, its score, and why it has none."""

    name: str
    kind: str
    values: tuple[Value, ...] = ()
    score: float | None = None
    missing: str | None = None


def report_fields(row: Row) -> Iterator[Told]:
    """Yield the fields of a report, in the order in which people ask: what, who, whom, where, when, how many."""
    scores = row["scores"]
    more = (
        [f"in the context of {', '.join(one.replace('_', ' ') for one in row['contexts'])}"] if row["contexts"] else []
    )
    more.append(f"type {kind_code(row)}" + (f", by the entry {row['sense']} of the lexicon" if row["sense"] else ""))
    yield Told("What", "trigger", (Value(said_kind(row), tuple(more), row["trigger"]["words"]),), scores.get("type"))
    flags = [said for flag, said in (("hedged", "only alleged, believed or suspected"),
                                     ("historical", "told as background, from long before")) if row[flag]]  # fmt: skip
    yield Told("Whether", "", (Value(said("status_told", row["status"]), tuple(flags)),), scores.get("status"))
    yield _parties("Who", "actor", row, "actors")
    yield _parties("To whom", "recipient", row, "recipients")
    yield Told(
        "Where",
        "place",
        tuple(_place(place, row) for place in row["places"]),
        scores.get("place", scores.get("places")),
        _why(row["place_missing"]),
    )
    yield Told("When", "when", _times(row), scores.get("when"), _why(row["when_missing"]))
    for name in COUNTS:
        if row[name]:
            value = _value(said_range(row[name]), (), row[name]["evidence"], row)
            yield Told(said("field", name).capitalize(), "count", (value,), scores.get(name))
    for name in ("means", "target"):
        if row[name]:
            value = _value(str(row[name]["kind"]).replace("-", " "), (), row[name]["evidence"], row)
            yield Told(said("field", name).capitalize(), "means", (value,), scores.get(name))


def claim_fields(row: Row) -> Iterator[Told]:
    """Yield the fields of a claim that it has."""
    yield Told("What", "", (Value(said("claim", row["kind"]), (f"claim of the kind {row['kind']}",)),))
    for name, kind in (("subject", "actor"), ("object", "recipient")):
        if row[name]:
            value = _value(row[name]["name"], (), row[name]["evidence"], row, href=_href(row[name]["id"]))
            yield Told(name.capitalize(), kind, (value,))
    if row["value"] is not None:
        number = f"{row['value']:,g}{' ' + row['unit'] if row['unit'] else ''}"
        words = row["value_evidence"]["words"] if row["value_evidence"] else None
        yield Told("Number", "count", (Value(number, words=words),))
    if row["when"]:
        yield Told("When", "when", _times(row))


def said_voices(voices: Sequence[Row], article: str) -> str:
    """Return in one sentence through whom it is known, the one nearest to the event first.

    >>> said_voices([{"name": "a source"}, {"name": "Tigris Wire"}], "the article")
    'a source told Tigris Wire, says the article'
    """
    if not voices:
        return f"{article} says so itself"
    names = [voice["name"] for voice in voices]
    if len(names) == 1:
        return f"{names[0]} says so, in {article}"
    return ", who told ".join([f"{names[0]} told {names[1]}", *names[2:]]) + f", says {article}"


def _value(said: str, more: Iterable[str], evidence: Row, row: Row, href: str | None = None) -> Value:
    """Return a value with its words, which may stand elsewhere than in the sentence."""
    is_inside = row["start"] <= evidence["start"] and evidence["end"] <= row["end"]
    elsewhere = () if is_inside else ("its words stand outside the sentence",)
    return Value(said, (*more, *elsewhere), evidence["words"], href)


def _parties(name: str, kind: str, row: Row, role: str) -> Told:
    values = (
        _value(
            party["name"],
            _some(said_actor(party["kind"], party["country"])),
            party["evidence"],
            row,
            _href(party["id"]),
        )
        for party in row[role]
    )
    return Told(name, kind, tuple(values), row["scores"].get(role), _why(row[f"{role}_missing"]))


def _place(place: Row, row: Row) -> Value:
    more = _some(said_precision(place), said("how", place["how"]))
    return _value(said_place(place), more, place["evidence"], row, Addresses().place(place["id"]))


def _times(row: Row) -> tuple[Value, ...]:
    when = row["when"]
    if not when:
        return ()
    how = said("how", when["how"])
    return (_value(edtf_words(when["edtf"]), (when["edtf"], how), when["evidence"], row),)


def _href(id_: str | None) -> str | None:
    """Return the page of an actor or a place, where there is one."""
    if not id_ or id_.startswith(_COVERED):
        return None
    is_place = id_.startswith(("geonames:", "country:", "own:"))
    return Addresses().place(id_) if is_place else Addresses().actor(id_)


def _why(reason: str | None) -> str | None:
    return said("missing", reason) if reason else None


def _some(*parts: str | None) -> Iterable[str]:
    return [part.replace("_", " ") for part in parts if part]
