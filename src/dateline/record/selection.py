"""What a record is asked for: a set of rows, narrowed step by step, in a fixed order.

Invariant: a Selection never changes; `where` returns a narrower one. Rows come in the public contract's shape, always
in the same order (documents by id; reports and claims by document, place in the text, and id).
"""

from __future__ import annotations

import html
import json
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Engine, Select, func, or_, select

from dateline.errors import DatelineError
from dateline.model import schema
from dateline.record import tables
from dateline.record.actors import actor_condition, actor_rows
from dateline.record.conditions import Value, condition, is_about_actor, meaning, reference_condition
from dateline.record.database import guard
from dateline.record.incidents import holding, holding_where, leads_to, with_contradictions
from dateline.record.meanings import Meanings, shown_rows
from dateline.record.relating import with_works
from dateline.record.rows import from_row

if TYPE_CHECKING:
    import pandas

__all__ = ["Selection"]

_CODED = {"reports": tables.reports, "claims": tables.claims, "mentions": tables.mentions}
_HELD = ("incidents", "contradictions", "derivations")
_SHOWN = {
    "documents": ("id", "published", "publisher", "title"),
    "reports": ("when.edtf", "place.name", "type", "status", "actors", "recipients", "words"),
    "claims": ("kind", "subject.name", "object.name", "value", "words"),
    "mentions": ("type", "form", "words", "actor.name", "place.name"),
    "actors": ("name", "kind", "country", "known", "documents", "reports"),
    "incidents": ("when.edtf", "place.name", "type", "status", "actors", "recipients", "corroboration.grade"),
    "contradictions": ("disputed", "field", "why", "weight", "incident"),
    "derivations": ("how", "evidence.words", "origin.document", "origin.voice.name"),
    "references": ("authors", "title", "outlet", "date"),
    "decisions": ("made", "act", "targets", "reviewer", "reason"),
    "failures": ("origin", "reason", "message"),
    "runs": ("id", "started", "finished", "state"),
}
_PREVIEW = 20
# Columns by which an index leads to a few rows: what is asked by one of them is not looked for in all that is kept.
_FEW = {
    "reports": ("id", "document"),
    "claims": ("id", "document", "subject_id", "object_id"),
    "mentions": ("document", "actor_id"),
    "incidents": ("id",),
    "contradictions": ("id", "incident"),
    "derivations": ("id", "document", "report", "origin_document"),
}
# What is asked for by the id of an incident, which may be one that led elsewhere since.
_LEADING = {"incidents": "id", "contradictions": "incident"}
# What has no table of its own, and is asked row by row.
_TESTED = {"references": reference_condition, "actors": actor_condition}


@dataclass(frozen=True)
class Selection:
    """Hold a question to a record; iterate over it for rows as JSON objects, or take `to_frame()`."""

    engine: Engine = field(repr=False)
    name: str = field(repr=False)
    what: str
    conditions: tuple[ColumnElement[bool], ...] = field(default=(), repr=False)
    # Works cited are kept inside their documents, and actors are listed anew each time: they are tested row by row.
    tests: tuple[Callable[[Mapping[str, Any]], bool], ...] = field(default=(), repr=False)
    # Whether the conditions leave few rows, to be looked at one by one.
    are_few: bool = field(default=False, repr=False)

    def where(self, **asked: Value) -> Selection:
        """Narrow the selection; several conditions hold together.

        Columns are asked by name (`type="COERCE"`, `status="planned"`, `document=`, `zone=`, `hedged=`), dotted ones
        with `_` for the dot (`place_precision=1`); None asks for what is empty. `actor`, `recipient`, `voice` and
        `place` are asked by name or id, in any case; `country` by ISO code; `after` and `before` (EDTF: a day, a month,
        a year) keep what may have happened on or after its first day, on or before its last; `min_score` keeps reports
        whose `type` score is at least that. Works cited are asked by their own columns, by `author` and by `citing`;
        actors by their columns, an earlier `id`, any spelling as `name`, and `like`, words of a name. An id of an actor
        or an incident that was merged with another asks for the one that it is now.

        Raises DatelineError for a condition or a value that does not exist, naming the nearest.
        """
        if self.what in _TESTED:
            more = tuple(_TESTED[self.what](key, value) for key, value in asked.items())
            return replace(self, tests=(*self.tests, *more))
        made = tuple(self._condition(key, value) for key, value in asked.items())
        few = {key.replace(".", "_") for key, value in asked.items() if value is not None}.intersection(
            _FEW.get(self.what, ())
        )
        return replace(self, conditions=(*self.conditions, *made), are_few=self.are_few or bool(few))

    def by_id(self, ids: Collection[str]) -> Selection:
        """Narrow the selection to what has one of some ids."""
        return replace(self, conditions=(*self.conditions, self._table.c.id.in_(sorted(set(ids)))), are_few=True)

    def _condition(self, key: str, value: Value) -> ColumnElement[bool]:
        """Return the SQL for one condition; an actor is asked for under every name that it has in the rows."""
        if self.what in _LEADING and isinstance(value, str) and _LEADING[self.what] == key:
            with guard(self.name), self.engine.connect() as connection:
                value = leads_to(connection, value)
        made = condition(self.what, self._table, key, value)
        if self.what == "incidents" and isinstance(value, str) and key in ("actor", "recipient"):
            # An incident names actors by the ids that they have today; one that led elsewhere is asked for there.
            with guard(self.name), self.engine.connect() as connection:
                now = Meanings(connection).leads_to(value)
            return made if now == value else or_(made, condition(self.what, self._table, key, now))
        if self.what not in _CODED or value is None or not is_about_actor(self.what, key):
            return made
        with guard(self.name), self.engine.connect() as connection:
            return meaning(self.what, self._table, key, str(value), made, Meanings(connection))

    @property
    def _table(self) -> Any:
        return tables.METADATA.tables["documents" if self.what == "references" else self.what]

    def _query(self) -> Select[Any]:
        table = self._table
        query = select(table).where(*self.conditions)
        if self.what in _CODED:
            newest = tables.is_newest_coding(table) if self.are_few else table.c.coding.in_(tables.newest_codings())
            query = query.where(newest)
            return query.order_by(table.c.document, table.c.start, table.c.id)
        if self.what in _HELD and self.are_few:
            query = holding_where(self.what, *self.conditions)
        elif self.what == "derivations":
            newest = select(func.max(table.c.row)).group_by(table.c.id)
            query = query.where(table.c.row.in_(newest), table.c.holds)
        elif self.what in ("incidents", "contradictions"):
            query = holding(self.what).where(*self.conditions)
        return query.order_by(*((table.c.number,) if self.what == "decisions" else ()), table.c.id)

    def __iter__(self) -> Iterator[dict[str, Any]]:
        """Yield the rows, in order, as JSON objects of the contract."""
        with guard(self.name), self.engine.connect() as connection:
            if self.what == "actors":
                yield from (row for row in actor_rows(connection) if all(test(row) for test in self.tests))
                return
            found = connection.execute(self._query()).mappings()
            if self.what in ("documents", "references"):
                documents = with_works(connection, (from_row("documents", dict(row)) for row in found))
                yield from documents if self.what == "documents" else self._references(documents)
            elif self.what == "incidents":
                yield from with_contradictions(connection, (from_row("incidents", dict(row)) for row in found))
            elif self.what in schema.SCHEMA:
                yield from shown_rows(connection, self.what, (from_row(self.what, dict(row)) for row in found))
            else:
                for row in found:
                    yield {k: json.loads(v) if k == "manifest" else v for k, v in row.items()}

    def _references(self, documents: Iterator[dict[str, Any]]) -> Iterator[dict[str, Any]]:
        for document in documents:
            cited = ({"citing": document["id"], **work} for work in document["references"])
            yield from (work for work in cited if all(test(work) for test in self.tests))

    def __len__(self) -> int:
        if self.what in _TESTED:
            return sum(1 for _ in self)
        with guard(self.name), self.engine.connect() as connection:
            counted = select(func.count()).select_from(self._query().order_by(None).subquery())
            return int(connection.execute(counted).scalar_one())

    def __bool__(self) -> bool:
        """A selection is true whether or not it has rows; ask `len()` for their number."""
        return True

    def to_frame(self) -> pandas.DataFrame:
        """Return the rows as a pandas DataFrame with dotted columns; needs pandas (`pip install dateline[frame]`)."""
        try:
            import pandas
        except ImportError:
            raise DatelineError("to_frame() needs pandas: run `pip install dateline[frame]`") from None
        if self.what not in schema.SCHEMA:
            return pandas.DataFrame(list(self))
        names = [c.dotted for c in schema.columns(self.what)]
        return pandas.DataFrame([schema.flatten(self.what, row) for row in self], columns=names)

    def _repr_html_(self) -> str:
        shown = _SHOWN.get(self.what, ())
        head = "".join(f"<th>{html.escape(name)}</th>" for name in shown)
        lines = []
        for n, row in enumerate(self):
            if n == _PREVIEW:
                break
            flat = schema.flatten(self.what, row) if self.what in schema.SCHEMA else row
            lines.append("".join(f"<td>{html.escape(_cell(flat[name]))}</td>" for name in shown))
        body = "".join(f"<tr>{line}</tr>" for line in lines)
        return (
            f"<p>{len(self)} {html.escape(self.what)}</p>"
            f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
        )


def _cell(value: Any) -> str:
    if value is None:
        return "–"
    if isinstance(value, list):
        return "; ".join(v["name"] if isinstance(v, dict) else str(v) for v in value) or "–"
    return str(value)
