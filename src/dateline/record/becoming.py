"""How an incident came to be what it is: what each bringing together of the reports changed of it.

Invariant: it is read from the rows of the incident and of those that its reports were ever in, which nothing
overwrites; what the whole record held besides is not looked at, so that it takes as long on a large one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, select

from dateline.model import Act, Anchor, Decision
from dateline.model.decision import decision_from_json
from dateline.reconciling.incidents.deciding.differences import Difference, State, differences, named
from dateline.record import tables
from dateline.record.anchoring import anchors_of_reports
from dateline.record.history import Cover, Reconciliation, names_of, uncovered
from dateline.record.rows import chunks, from_row

__all__ = ["Step", "becoming"]

_DONE, _DECISIONS = tables.reconciliations, tables.decisions
_INCIDENTS, _DISPUTES = tables.incidents, tables.contradictions
# Times that a reader is told of, the newest ones; an incident whose reports come day by day may have hundreds.
_MOST = 30

Row = Mapping[str, Any]
# A row as it was kept: by which reconciliation, whether it held, and what it said.
_Kept = tuple[int, bool, Row]


@dataclass(frozen=True, slots=True)
class Step:
    """Say what one reconciliation changed of an incident: which one, and the differences.

    `said` are the sentences of the differences, in their order, without the name of the incident itself before them.
    """

    reconciliation: Reconciliation
    differences: tuple[Difference, ...]
    said: tuple[str, ...]


def becoming(connection: Connection, incident: str, *, most: int = _MOST, cover: Cover = uncovered) -> list[Step]:
    """Return what changed of an incident, the first first; of more than `most` reconciliations the newest.

    `incident` is the id of one that holds, or once did. A reconciliation that changed nothing that is told of it is
    left out. `cover` covers names in the rows that it is told from.
    """
    if (born := _only_new(connection, incident, cover)) is not None:
        return born
    past = _Past(connection, incident, cover)
    made = []
    for number in past.numbers[-most:]:
        before, after = past.around(number)
        told = tuple(one for one in differences(before, after) if incident in one.incidents)
        if told:
            own = [named(state.by_id[incident]) for state in (after, before) if incident in state.by_id]
            said = tuple(_without(one.sentence, own) for one in told)
            made.append(Step(past.reconciliation(number), told, said))
    return made


def _only_new(connection: Connection, incident: str, cover: Cover) -> list[Step] | None:
    """Return the one step of an incident that was made once and never changed, as most are; None for another.

    What is told of it then is only that it is new, and since which documents: nothing else is read.
    """
    table = tables.incident_reports.c
    rows = connection.execute(select(_INCIDENTS).where(_INCIDENTS.c.id == incident)).mappings().all()
    if len(rows) != 1 or not rows[0]["holds"]:
        return None
    row = {**from_row("incidents", dict(rows[0])), "contradictions": []}
    number, of, once = rows[0]["reconciliation"], tables.reports.c, set[tuple[int, str | None]]()
    anchors: list[Anchor] = []
    for some in chunks(row["reports"]):
        moved = select(table.reconciliation, table.incident).where(table.report.in_(some)).distinct()
        once.update((one.reconciliation, one.incident) for one in connection.execute(moved))
        for id_, document in connection.execute(select(of.id, of.document).where(of.id.in_(some)).distinct()):
            anchors.append(Anchor(document, 0, 0, "", 0, 0, "", id_, id_))
    disputed = select(_DISPUTES.c.reconciliation).where(_DISPUTES.c.incident == incident).distinct()
    if once != {(number, incident)} or set(connection.execute(disputed).scalars()) - {number}:
        return None
    asked = select(_DONE.c.made, _DONE.c.cause, _DONE.c.is_whole, _DONE.c.matcher).where(_DONE.c.id == number)
    done = Reconciliation(number, *connection.execute(asked).one())
    documents = names_of(connection, {anchor.document for anchor in anchors}, cover=cover)
    told = tuple(differences(State([], []), State([row], anchors, documents)))
    return [Step(done, told, tuple(_without(one.sentence, [named(row)]) for one in told))]


class _Past:
    """Read all that was ever kept of an incident, and of those with which it shared reports."""

    def __init__(self, connection: Connection, incident: str, cover: Cover) -> None:
        self._connection, self._cover = connection, cover
        own = self._rows("incidents", _INCIDENTS.c.id, [incident])
        related = self._once_in({report for _, _, row in own for report in row["reports"]}) | {incident}
        self._incidents = self._rows("incidents", _INCIDENTS.c.id, related)
        self._disputes = self._rows("contradictions", _DISPUTES.c.incident, related)
        every = {report for _, _, row in self._incidents for report in row["reports"]}
        self._anchors = anchors_of_reports(connection, every)
        documents = sorted({anchor.document for anchor in self._anchors.values()})
        self._codings = self._coded(documents)
        self._names = names_of(connection, documents, cover=cover)
        changed = {number for number, _, row in self._incidents if row["id"] == incident}
        changed |= {number for number, _, row in self._disputes if row["incident"] == incident}
        self.numbers = sorted(changed)
        columns = (_DONE.c.id, _DONE.c.made, _DONE.c.cause, _DONE.c.is_whole, _DONE.c.matcher)
        asked = select(*columns, _DONE.c.coding, _DONE.c.decision).where(
            _DONE.c.id.in_(sorted(changed | {number - 1 for number in changed}))
        )
        self._done = {row["id"]: dict(row) for row in connection.execute(asked).mappings()}

    def reconciliation(self, number: int) -> Reconciliation:
        """Return a reconciliation that changed the incident."""
        row = self._done[number]
        return Reconciliation(number, row["made"], row["cause"], row["is_whole"], row["matcher"])

    def around(self, number: int) -> tuple[State, State]:
        """Return what was shown of these incidents before a reconciliation and after it."""
        since = self._done.get(number - 1, {}).get("decision", 0)
        came = self._decided(_DECISIONS.c.number > since, _DECISIONS.c.number <= self._done[number]["decision"])
        undone = sorted({target for one in came if one.act is Act.UNDO for target in one.targets})
        before = self._decided(_DECISIONS.c.id.in_(undone), _DECISIONS.c.number <= since) if undone else []
        return self._state(number - 1, before), self._state(number, [*before, *came])

    def _state(self, until: int, decisions: Sequence[Decision]) -> State:
        disputed: dict[str, list[Row]] = defaultdict(list)
        for row in _held(self._disputes, until):
            disputed[row["incident"]].append(row)
        rows = _held(self._incidents, until)
        incidents = [{**row, "redirects": [], "contradictions": disputed.get(row["id"], [])} for row in rows]
        reports = sorted({report for row in incidents for report in row["reports"]})
        coded = self._done.get(until, {}).get("coding", 0)
        codings = {document: fingerprint for id_, document, fingerprint in self._codings if id_ <= coded}
        return State(
            incidents,
            [self._anchors[report] for report in reports if report in self._anchors],
            {document: self._names[document] for document in codings if document in self._names},
            codings,
            decisions,
        )

    def _rows(self, what: str, column: Any, ids: Collection[str]) -> list[_Kept]:
        table, found = tables.METADATA.tables[what], list[Any]()
        for some in chunks(sorted(ids)):
            found += self._connection.execute(select(table).where(column.in_(some))).mappings().all()
        found.sort(key=lambda row: row["row"])
        shown = self._cover(what, [from_row(what, dict(row)) for row in found])
        return [(row["reconciliation"], row["holds"], told) for row, told in zip(found, shown, strict=True)]

    def _once_in(self, reports: Collection[str]) -> set[str]:
        """Return the incidents in which some reports ever were."""
        table, found = tables.incident_reports.c, set[str]()
        for some in chunks(sorted(reports)):
            asked = select(table.incident).where(table.report.in_(some), table.incident.is_not(None)).distinct()
            found.update(self._connection.execute(asked).scalars())
        return found

    def _coded(self, documents: Sequence[str]) -> list[tuple[int, str, str]]:
        table, found = tables.codings.c, list[tuple[int, str, str]]()
        for some in chunks(list(documents)):
            asked = select(table.id, table.document, table.fingerprint).where(table.document.in_(some))
            found += [(row.id, row.document, row.fingerprint) for row in self._connection.execute(asked)]
        return sorted(found)

    def _decided(self, *conditions: ColumnElement[bool]) -> list[Decision]:
        asked = select(_DECISIONS).where(*conditions).order_by(_DECISIONS.c.number)
        rows = self._connection.execute(asked).mappings()
        return [decision_from_json(from_row("decisions", dict(row))) for row in rows]


def _without(sentence: str, own: Iterable[str]) -> str:
    for name in own:
        sentence = sentence.removeprefix(f"{name}: ").removeprefix(f"{name} ")
    return sentence


def _held(kept: Iterable[_Kept], until: int) -> list[Row]:
    """Return of rows, the oldest first, those that held after a reconciliation, by their ids."""
    newest = {row["id"]: (holds, row) for number, holds, row in kept if number <= until}
    return [row for _, (holds, row) in sorted(newest.items()) if holds]
