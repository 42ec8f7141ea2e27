"""Tell what a report or an incident is in the terms of others, by rules that are data (`data/crosswalk.toml`).

Invariant: the first rule that fits decides; what no rule fits has no row in the view, and the file says why. A
condition on what a report does not tell is not met; an incident tells what its reports tell (see `events`).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import lru_cache
from importlib import resources
from itertools import groupby
from typing import Any

from dateline.data_files import read_toml
from dateline.errors import KnowledgeError
from dateline.exporting.told import is_told, single_day, stands_at
from dateline.knowledge.actors import open_kinds
from dateline.model import EventType, TargetKind

__all__ = [
    "Conditions",
    "Crosswalk",
    "Crossed",
    "LeftOut",
    "Rule",
    "Side",
    "crossed",
    "crosswalk_from",
    "open_crosswalk",
]

Row = Mapping[str, Any]
_FILE = "crosswalk.toml"


@dataclass(frozen=True, slots=True)
class Side:
    """Name the kinds of actors and of targets that stand on one side of a conflict."""

    actors: frozenset[str]
    targets: frozenset[str]


@dataclass(frozen=True, slots=True)
class Conditions:
    """Hold what a rule asks of a report; an empty condition asks nothing. The file says what each means."""

    types: frozenset[str]
    modes: frozenset[str] = frozenset()
    how: frozenset[str] = frozenset()
    actor: str = ""
    actor_not: str = ""
    recipient: str = ""
    recipient_not: str = ""
    target: frozenset[str] = frozenset()
    target_not: frozenset[str] = frozenset()
    no_means: bool = False
    trigger: tuple[str, ...] = ()
    trigger_not: tuple[str, ...] = ()
    says: tuple[str, ...] = ()
    at_home: bool | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """Give ACLED's event and sub-event type to reports that fit, beside another report where `beside` asks for one."""

    conditions: Conditions
    event: str
    sub_event: str
    beside: Conditions | None = None
    merges: bool = False


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Say why reports of these types and modes (none: of all) have no row where no rule fits them."""

    types: frozenset[str]
    modes: frozenset[str] | None
    why: str


@dataclass(frozen=True)
class Crosswalk:
    """Hold the sides, the rules in their order, and the reasons."""

    sides: Mapping[str, Side]
    rules: tuple[Rule, ...]
    left_out: tuple[LeftOut, ...]

    def is_on(self, side: str, parties: Iterable[Row], target: Row | None = None) -> bool:
        """Tell whether a party is on a side, or, where no party's kind is known, the target is."""
        kinds = {p["kind"] for p in parties if p["kind"]}
        if kinds or target is None:
            return bool(kinds & self.sides[side].actors)
        return target["kind"] in self.sides[side].targets

    def fits(self, asked: Conditions, report: Row) -> bool:
        """Tell whether a report meets all conditions."""
        how = report["means"]["kind"] if report["means"] else report["mode"] or ""
        target = report["target"]["kind"] if report["target"] else None
        named = re.findall(r"[\w-]+", report["trigger"]["words"].lower())
        return (
            report["type"] in asked.types
            and (not asked.modes or (report["mode"] or "") in asked.modes)
            and (not asked.how or how in asked.how)
            and (not asked.actor or self.is_on(asked.actor, report["actors"]))
            and not (asked.actor_not and self.is_on(asked.actor_not, report["actors"]))
            and (not asked.recipient or self.is_on(asked.recipient, report["recipients"], report["target"]))
            and not (asked.recipient_not and self.is_on(asked.recipient_not, report["recipients"], report["target"]))
            and (not asked.target or target in asked.target)
            and target not in asked.target_not
            and not (asked.no_means and report["means"])
            and (not asked.trigger or any(word.startswith(asked.trigger) for word in named))
            and not (asked.trigger_not and any(word.startswith(asked.trigger_not) for word in named))
            and (not asked.says or any(said in f" {report['words'].lower()} " for said in asked.says))
            and (asked.at_home is None or _is_at_home(report) is asked.at_home)
        )


@dataclass(frozen=True, slots=True)
class Crossed:
    """Put a report or an incident beside the rule that fits it, and the other that it is one row with, if any."""

    report: Row
    rule: Rule
    merged: Row | None = None


def crossed(rows: Iterable[Row]) -> Iterator[Crossed]:
    """Yield every report or incident of `rows` that is an event, with its rule; two that are one come once.

    Reports of one document have to follow each other, as a record gives them. Incidents (see `events`) may have any
    document in common, and are looked at together.
    """
    known = open_crosswalk()
    for _, group in groupby((r for r in rows if is_told(r)), key=lambda r: r["document"]):
        told = list(group)
        by_day = _by_day(told)
        found: list[Crossed] = []
        taken: set[str] = set()
        for row in told:
            # What one has taken in is not there for the next: the same dead would count twice.
            one = _first(known, row, by_day, taken)
            if one is not None:
                found.append(one)
                taken.update([one.merged["id"]] if one.merged else ())
        yield from (one for one in found if one.report["id"] not in taken)


def _by_day(rows: Iterable[Row]) -> Mapping[tuple[str, str], Sequence[Row]]:
    """Return the rows by day and document; those without a day are beside nothing."""
    found: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        day = single_day(row["when"])
        for document in sorted({document for document, _ in stands_at(row)}) if day else ():
            found[str(day), document].append(row)
    return found


def _first(
    known: Crosswalk, row: Row, by_day: Mapping[tuple[str, str], Sequence[Row]], taken: Collection[str]
) -> Crossed | None:
    for rule in known.rules:
        if not known.fits(rule.conditions, row):
            continue
        if rule.beside is None:
            return Crossed(row, rule)
        other = _beside(known, rule.beside, row, by_day, taken)
        if other is not None:
            return Crossed(row, rule, other if rule.merges else None)
    return None


def _beside(
    known: Crosswalk,
    asked: Conditions,
    row: Row,
    by_day: Mapping[tuple[str, str], Sequence[Row]],
    taken: Collection[str],
) -> Row | None:
    """Return the nearest other of the same day and a document in common that fits, and is not said to be elsewhere."""
    day, here = single_day(row["when"]), stands_at(row)
    near = {other["id"]: other for document, _ in here for other in by_day.get((str(day), document), ())}
    fit = [
        other
        for id_, other in near.items()
        if id_ != row["id"]
        and id_ not in taken
        and (not other["place"] or not row["place"] or other["place"]["id"] == row["place"]["id"])
        and known.fits(asked, other)
    ]
    return min(fit, key=lambda other: (*_apart(here, stands_at(other)), other["id"]), default=None)


def _apart(here: Sequence[tuple[str, int]], there: Sequence[tuple[str, int]]) -> tuple[int, int]:
    """Return how far two stand from each other in a document that both stand in, and where the other does."""
    return min((abs(b - a), b) for one, a in here for other, b in there if one == other)


def _is_at_home(report: Row) -> bool | None:
    """Tell whether an actor's country is the place's; None where either is not known."""
    where = report["place"]["country"] if report["place"] else None
    of = {p["country"] for p in report["actors"] if p["country"]}
    return where in of if where and of else None


@lru_cache(maxsize=1)
def open_crosswalk() -> Crosswalk:
    """Return the crosswalk that ships with the package, read once a process."""
    return crosswalk_from(read_toml(resources.files(__package__).joinpath(f"data/{_FILE}")))


def crosswalk_from(raw: Mapping[str, Any]) -> Crosswalk:
    """Check the content of the file and return it; raises KnowledgeError naming the entry that breaks it."""
    sides = {name: Side(_kinds(table), frozenset(table["targets"])) for name, table in raw["sides"].items()}
    for name, table in raw["sides"].items():
        strange = sorted(set(table.get("ucdp", ())) - {kind.ucdp for kind in open_kinds().values() if kind.ucdp})
        if strange:
            raise KnowledgeError(f"{_FILE}, [sides.{name}]: UCDP takes no kind for {strange[0]!r}; see kinds.toml")
    for name, side in sides.items():
        unknown = sorted((side.actors - set(open_kinds())) | (side.targets - {kind.value for kind in TargetKind}))
        if unknown:
            raise KnowledgeError(f"{_FILE}, [sides.{name}]: there is no kind {unknown[0]!r} of actors or targets")
    rules = []
    for n, entry in enumerate(raw["rule"], 1):
        table, where = dict(entry), f"{_FILE}, rule {n}"
        try:
            event, sub_event, beside = table.pop("event"), table.pop("sub_event"), dict(table.pop("beside", {}))
        except KeyError as missing:
            raise KnowledgeError(f"{where}: it lacks {missing}") from None
        merges = beside.pop("merge", False)
        conditions = _conditions(table, sides, where)
        other = _conditions(beside, sides, f"{where}, beside") if beside else None
        rules.append(Rule(conditions, event, sub_event, other, merges))
    left_out = [
        LeftOut(
            _types(entry.get("types"), f"{_FILE}, left_out {n}"),
            frozenset(entry["modes"]) if "modes" in entry else None,
            entry["why"],
        )
        for n, entry in enumerate(raw["left_out"], 1)
    ]
    return Crosswalk(sides, tuple(rules), tuple(left_out))


def _kinds(side: Mapping[str, Any]) -> frozenset[str]:
    """Return the kinds of actors on a side: those that are listed, and those that UCDP takes for such actors."""
    taken = {kind.name for kind in open_kinds().values() if kind.ucdp in side.get("ucdp", ())}
    return frozenset(side.get("actors", ())) | taken


def _types(names: Sequence[str] | None, where: str) -> frozenset[str]:
    unknown = sorted(set(names or ("",)) - {each.value for each in EventType})
    if unknown:
        raise KnowledgeError(f"{where}: types has {unknown[0]!r}, which is not one of PLOVER's sixteen")
    return frozenset(names or ())


def _conditions(table: Mapping[str, Any], sides: Mapping[str, Side], where: str) -> Conditions:
    strange = sorted(set(table) - {f.name for f in fields(Conditions)})
    if strange:
        raise KnowledgeError(f"{where}: there is no condition {strange[0]!r}")
    for key in ("actor", "actor_not", "recipient", "recipient_not"):
        if key in table and table[key] not in sides:
            raise KnowledgeError(f"{where}: {key} asks for the side {table[key]!r}, which is not under [sides]")
    values: dict[str, Any] = {
        key: value if not isinstance(value, list) else tuple(value) if key in _ORDERED else frozenset(value)
        for key, value in table.items()
    }
    return Conditions(**{**values, "types": _types(table.get("types"), where)})


_ORDERED = ("trigger", "trigger_not", "says")
