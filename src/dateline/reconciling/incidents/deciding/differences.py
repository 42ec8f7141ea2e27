"""What a new run, a new article or a decision changed among incidents, in sentences.

Invariant: incidents are held against each other by the words that their reports stand on, so that two records with
other ids compare as well as two states of one. Every difference names what it is about; a cause is named only where it
is of that very incident: a document that came, went or was coded anew, or a decision about its reports.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Any

from dateline.model import COUNTS, Act, Anchor, Decision, Subject
from dateline.model.decision import decision_from_json
from dateline.reconciling.incidents.deciding.anchors import Finder, anchor_of_row
from dateline.reconciling.incidents.deciding.identity import assign, overlaps_of
from dateline.reconciling.incidents.deciding.recounting import FIELDS, figures_in_words

__all__ = ["Difference", "DifferenceKind", "State", "differences", "name_of", "named", "state_of_rows"]

Row = Mapping[str, Any]

_NAMED = 3  # so many documents are named, others are counted


class DifferenceKind(StrEnum):
    """Say what sort of difference it is."""

    NEW = "new"
    GONE = "gone"
    MERGED = "merged"
    SPLIT = "split"
    MOVED = "moved"
    VALUE = "value"
    SOURCES = "sources"
    GRADE = "grade"
    CONTRADICTED = "contradicted"
    SOLVED = "solved"
    REVIEWED = "reviewed"


_ORDER = list(DifferenceKind)


@dataclass(frozen=True, slots=True)
class Difference:
    """Tell one difference: of which incidents (ids of both states, the new first), in a sentence, and since what.

    `field` is what changed its value, or what a contradiction is about; `causes` are phrases that go after "since".
    """

    kind: DifferenceKind
    incidents: tuple[str, ...]
    sentence: str
    field: str | None = None
    causes: tuple[str, ...] = ()


@dataclass(frozen=True)
class State:
    """Hold one state of a record: its incidents in the contract's shape, and what they rest on.

    `anchors` are those of all reports; `documents` leads from ids to the names by which a reader knows documents,
    `codings` from their ids to what coded them (any text that is another one when the coder or its lexicon is).
    """

    incidents: Sequence[Row]
    anchors: Collection[Anchor]
    documents: Mapping[str, str] = field(default_factory=dict)
    codings: Mapping[str, str] = field(default_factory=dict)
    decisions: Sequence[Decision] = ()

    @cached_property
    def by_id(self) -> dict[str, Row]:
        """The incidents by their ids."""
        return {row["id"]: row for row in self.incidents}

    @cached_property
    def known(self) -> frozenset[str]:
        """The documents that are there."""
        return frozenset(self.documents) or frozenset(one.document for one in self.anchors)

    @cached_property
    def members(self) -> dict[str, frozenset[Anchor]]:
        """The anchors of the reports of each incident; reports that are not there are left out."""
        of = {one.id: one for one in self.anchors}
        return {row["id"]: frozenset(of[id_] for id_ in row["reports"] if id_ in of) for row in self.incidents}


def state_of_rows(
    incidents: Iterable[Row],
    reports: Iterable[Row],
    documents: Iterable[Row],
    *,
    codings: Mapping[str, str] | None = None,
    decisions: Iterable[Row] = (),
) -> State:
    """Make a state of rows in the shape of the contract; documents are named by outlet or title, and day."""
    return State(
        list(incidents),
        [anchor_of_row(row) for row in reports],
        {row["id"]: name_of(row) for row in documents},
        codings or {},
        [decision_from_json(row) for row in decisions],
    )


def name_of(document: Row) -> str:
    """Name a document for a reader.

    >>> name_of({"id": "d1", "publisher": "The Courier", "published": "2008-06-19"})
    'The Courier (2008-06-19)'
    """
    named = next((document[key] for key in ("publisher", "title", "path", "url") if document.get(key)), document["id"])
    return f"{named} ({document['published']})" if document.get("published") else str(named)


def differences(old: State, new: State) -> list[Difference]:
    """Return what is different in a new state of a record, or in another record, in a fixed order."""
    return _Comparing(old, new).told()


class _Comparing:
    """Hold two states against each other."""

    def __init__(self, old: State, new: State) -> None:
        self.old, self.new = old, new
        held = {id_: members for id_, members in old.members.items() if members}
        ids = sorted(id_ for id_, members in new.members.items() if members)
        overlaps = overlaps_of([new.members[id_] for id_ in ids], held)
        where = {then: {ids[n]: count for n, count in counted.items()} for then, counted in overlaps.items()}
        # From the ids of now to those of then: an id that both have is one, others are matched by their reports.
        self.was = {id_: id_ for id_ in ids if id_ in where.get(id_, ())}
        rest = [id_ for id_ in ids if id_ not in self.was]
        others = {then: members for then, members in held.items() if then not in self.was}
        given = assign([new.members[id_] for id_ in rest], others, used={*new.by_id, *old.by_id}).ids
        self.was |= {now: then for now, then in zip(rest, given, strict=True) if then in others}
        self.is_now = {then: now for now, then in self.was.items()}
        self.parts = {then: counted for then, counted in where.items() if len(counted) > 1}
        self.merged = {
            then: min(counted, key=lambda now: (-counted[now], now))
            for then, counted in sorted(where.items())
            if counted and then not in self.is_now
        }
        self.gone = [id_ for id_ in old.by_id if id_ not in self.is_now and id_ not in self.merged]
        self._about = self._decided()

    def _decided(self) -> dict[str, list[Decision]]:
        """Return the decisions that only one of the states has, by the incidents of now that they are about."""
        before, after = ({one.id for one in state.decisions} for state in (self.old, self.new))
        changed = [one for one in (*self.new.decisions, *self.old.decisions) if (one.id in before) != (one.id in after)]
        undone = {target for one in changed if one.act is Act.UNDO for target in one.targets}
        # Who took a decision back that held before; what came and went meanwhile changed nothing.
        self._took_back = {
            target: one.reviewer for one in changed if one.act is Act.UNDO and one.id in after for target in one.targets
        }
        changed += [one for one in self.old.decisions if one.id in undone and one not in changed]
        finder = Finder(self.new.anchors) if changed else Finder(())
        incident_of = {report: row["id"] for row in self.new.incidents for report in row["reports"]}
        about: dict[str, list[Decision]] = defaultdict(list)
        for one in changed:
            found = {incident_of.get(report) for anchor in one.anchors for report in finder.find(anchor)}
            for id_ in sorted(id_ for id_ in found if id_):
                about[id_].append(one)
        return about

    def told(self) -> list[Difference]:
        """Return all differences, sorted."""
        made = [*self._grouped(), *(one for now, then in self.was.items() for one in self._changed(then, now))]
        return sorted(made, key=lambda one: (one.incidents, _ORDER.index(one.kind), one.field or "", one.sentence))

    # Which incidents there are

    def _grouped(self) -> Iterator[Difference]:
        came_from: dict[str, dict[str, int]] = defaultdict(dict)
        for then, where in self.parts.items():
            for now, count in where.items():
                came_from[now][then] = count
        for now, row in self.new.by_id.items():
            sources = came_from[now]
            if now in self.was:
                yield from self._moved(now, sources)
            elif sources:
                then = max(sources, key=lambda id_: (sources[id_], id_))
                whole, kept = len(self.old.members[then]), self.is_now.get(then) or self.merged[then]
                said = f"{named(row)} was split from {kept}: {sources[then]} of its {_counted(whole)}"
                yield self._difference(DifferenceKind.SPLIT, (now, then), said, now)
            else:
                said = f"{named(row)} is new: {_counted(len(row['reports']))}"
                yield self._difference(DifferenceKind.NEW, (now,), said, now)
        for then, now in self.merged.items():
            said = f"{named(self.old.by_id[then])} was merged into {now}"
            if then in self.parts:
                count, whole = self.parts[then].get(now, 0), len(self.old.members[then])
                said = f"{named(self.old.by_id[then])} is no more: most of it ({count} of {whole}) is in {now}"
            yield self._difference(DifferenceKind.MERGED, (now, then), said, now)
        for then in self.gone:
            row = self.old.by_id[then]
            said = f"{named(row)} is gone: none of its {_counted(len(row['reports']))} is there any more"
            causes = self._of_documents((), self.old.members[then])
            yield Difference(DifferenceKind.GONE, (then,), _since(said, causes), causes=causes)

    def _moved(self, now: str, sources: Mapping[str, int]) -> Iterator[Difference]:
        for then, count in sorted(sources.items()):
            if then == self.was[now] or self.merged.get(then) == now:
                continue
            from_ = self.is_now.get(then) or then
            said = f"{_counted(count)} moved from {from_} to {named(self.new.by_id[now])}"
            yield self._difference(DifferenceKind.MOVED, (now, from_), said, now)

    # What is said of one

    def _changed(self, then: str, now: str) -> Iterator[Difference]:
        old, new = self.old.by_id[then], self.new.by_id[now]
        ids = (now,) if then == now else (now, then)
        for name in FIELDS:
            before, after = _key(name, old.get(name)), _key(name, new.get(name))
            if before != after:
                said = _replaced(name, _words(name, old.get(name)), _words(name, new.get(name)))
                yield self._difference(DifferenceKind.VALUE, ids, f"{named(new)}: {said}", now, field=name)
        before, after = old["sources"]["independent"], new["sources"]["independent"]
        if before != after:
            said = f"{named(new)}: {after} independent instead of {before}"
            yield self._difference(DifferenceKind.SOURCES, ids, said, now)
        before, after = old["corroboration"]["grade"], new["corroboration"]["grade"]
        if before != after:
            said = f"{named(new)}: {after} instead of {before}"
            yield self._difference(DifferenceKind.GRADE, ids, said, now)
        before, after = old["corroboration"].get("reliability"), new["corroboration"].get("reliability")
        if before != after:
            said = f"{named(new)}: its best source is {after} instead of {before}"
            yield self._difference(DifferenceKind.GRADE, ids, said, now, field="reliability")
        before, after = old.get("reviewed"), new.get("reviewed")
        if before != after:
            said = f"{named(new)}: {after or 'not reviewed any more'}{f', before {before}' if before else ''}"
            yield self._difference(DifferenceKind.REVIEWED, ids, said, now)
        yield from self._disputed(old, new, ids)

    def _disputed(self, old: Row, new: Row, ids: tuple[str, ...]) -> Iterator[Difference]:
        before, after = _sides(old), _sides(new)
        for name in sorted(before.keys() | after.keys()):
            here, there = after.get(name, []), before.get(name, [])
            if here == there:
                continue
            sides = " against ".join(here or there)
            if not here:
                kind, said = DifferenceKind.SOLVED, f"nothing contradicts itself on {name} any more (it was {sides})"
            else:
                kind = DifferenceKind.CONTRADICTED
                said = f"its sources {'differ' if not there else 'now differ'} on {name}: {sides}"
            yield self._difference(kind, ids, f"{named(new)}: {said}", new["id"], field=name)

    # Since what

    def _difference(
        self, kind: DifferenceKind, ids: tuple[str, ...], said: str, now: str, *, field: str | None = None
    ) -> Difference:
        causes = self._causes(now, kind, field)
        return Difference(kind, ids, _since(said, causes), field, causes)

    def _causes(self, now: str, kind: DifferenceKind, field: str | None) -> tuple[str, ...]:
        then = self.was.get(now)
        before = self.old.members[then] if then else frozenset()
        decided = [one for one in self._about.get(now, ()) if _may_cause(one, kind, field)]
        return self._of_documents(self.new.members[now], before) + tuple(self._cause(one) for one in decided)

    def _cause(self, one: Decision) -> str:
        """Name a decision as a cause: that it was taken, or taken back."""
        said, by = _decision(one), self._took_back.get(one.id)
        return said if by is None else f"{by} took back what {said}"

    def _of_documents(self, now: Iterable[Anchor], then: Iterable[Anchor]) -> tuple[str, ...]:
        here, there = {one.document for one in now}, {one.document for one in then}
        old, new = self.old.known, self.new.known
        coded = {id_ for id_ in here | there if self.old.codings.get(id_) != self.new.codings.get(id_)}
        several = (
            (here - old, self.new, "{} was added", "{} were added"),
            (there - new, self.old, "{} is not there any more", "{} are not there any more"),
            (coded & old & new, self.new, "{} was coded anew", "{} were coded anew"),
        )
        return tuple(
            (one if len(ids) == 1 else many).format(_listed(sorted(state.documents.get(id_, id_) for id_ in ids)))
            for ids, state, one, many in several
            if ids
        )


def _may_cause(one: Decision, kind: DifferenceKind, field: str | None) -> bool:
    """Tell whether a decision about an incident can be why it differs so: an edit changes its own field, and so on."""
    if one.act is Act.EDIT:
        return kind is DifferenceKind.VALUE and one.field == field
    if one.act in (Act.ACCEPT, Act.REJECT, Act.UNSURE):
        if one.about is Subject.INCIDENT:
            return kind is DifferenceKind.REVIEWED
        return one.act is Act.REJECT and kind is not DifferenceKind.REVIEWED
    return kind is not DifferenceKind.REVIEWED


def _since(said: str, causes: Sequence[str]) -> str:
    return f"{said}, since {' and '.join(causes)}" if causes else said


def _listed(names: Sequence[str]) -> str:
    shown, more = list(names[:_NAMED]), len(names) - _NAMED
    if more > 0:
        return f"{', '.join(shown)} and {more} more"
    return " and ".join(filter(None, (", ".join(shown[:-1]), shown[-1])))


def _counted(reports: int) -> str:
    return f"{reports} report{'s' * (reports != 1)}"


def _decision(one: Decision) -> str:
    return f"{one.reviewer} decided ({one.act.value}, {one.made.edtf[:10]})"


def named(row: Row) -> str:
    """Name an incident by its id and what a reader knows it by.

    >>> named({"id": "i1", "type": "ASSAULT", "place": {"name": "Amara"}, "when": None})
    'i1 (ASSAULT, Amara)'
    """
    known = [row["type"], (row.get("place") or {}).get("name"), (row.get("when") or {}).get("edtf")]
    return f"{row['id']} ({', '.join(filter(None, known))})"


def _replaced(name: str, before: str | None, after: str | None) -> str:
    if before is None:
        return f"{name} {after}, where nothing was said"
    return f"{name} {after} instead of {before}" if after is not None else f"no {name} any more (it was {before})"


def _key(name: str, value: Any) -> Any:
    """Return what makes two values of a field the same."""
    if name in ("actors", "recipients"):
        return frozenset(actor["id"] for actor in value or ())
    if name == "place":
        return value and (value["id"], value["precision"])
    if name == "when":
        return value and value["edtf"]
    return value and tuple(value[key] for key in ("low", "best", "high")) if name in COUNTS else value


def _words(name: str, value: Any) -> str | None:
    """Say a value of a field in words, or None where there is none.

    >>> _words("killed", {"low": 9, "best": 10, "high": 12}), _words("killed", {"low": 9, "best": None, "high": None})
    ('9-12, best 10', '9+')
    """
    if not value:
        return None
    if name in ("actors", "recipients"):
        return "; ".join(actor["name"] for actor in value)
    if name == "place":
        return f"{value['name']} (precision {value['precision']})"
    if name == "when":
        return str(value["edtf"])
    if name not in COUNTS:
        return str(value)
    return figures_in_words(value["low"], value["best"], value["high"])


def _sides(row: Row) -> dict[str, list[str]]:
    """Return the sides of what an incident's sources differ on, by field."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for one in row.get("contradictions", ()):
        found[one["field"]].update(side["value"] for side in one["values"])
    return {name: sorted(sides) for name, sides in found.items()}
