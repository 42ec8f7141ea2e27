"""What a record is asked for: a set of rows, narrowed step by step, in a fixed order.

Invariant: a Selection never changes; `where` returns a narrower one. Rows come in the public contract's shape, always
in the same order (documents by id; reports and claims by document, place in the text, and id).
"""

from __future__ import annotations

import difflib
import html
import json
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Engine, Select, func, select

from dateline.errors import DatelineError
from dateline.model import schema
from dateline.record import tables
from dateline.record.database import guard
from dateline.record.rows import from_row

if TYPE_CHECKING:
    import pandas

__all__ = ["Selection"]

_CODED = {"reports": tables.reports, "claims": tables.claims}
_LISTS = {
    "actor": ("actors",),
    "recipient": ("recipients",),
    "voice": ("voices",),
    "place": ("places",),
}
_SHOWN = {
    "documents": ("id", "published", "publisher", "title"),
    "reports": ("when.edtf", "place.name", "type", "status", "actors", "recipients", "words"),
    "claims": ("kind", "subject.name", "object.name", "value", "words"),
    "references": ("authors", "title", "outlet", "date"),
    "failures": ("origin", "reason", "message"),
}
_PREVIEW = 20


@dataclass(frozen=True)
class Selection:
    """Hold a question to a record; iterate over it for rows as JSON objects, or take `to_frame()`."""

    engine: Engine = field(repr=False)
    name: str = field(repr=False)
    what: str
    conditions: tuple[ColumnElement[bool], ...] = field(default=(), repr=False)

    def where(self, **asked: str | bool | None) -> Selection:
        """Narrow the selection; several conditions hold together.

        Columns of the table are asked by name (`type="COERCE"`, `status="planned"`, `document=`, `zone=`, `hedged=`);
        `actor`, `recipient`, `voice` and `place` by name or id; `country` by ISO code; `after` and `before` (ISO days)
        keep what may have happened on or after, on or before that day.

        Raises DatelineError for a condition that does not exist, naming the nearest.
        """
        return replace(self, conditions=(*self.conditions, *(self._condition(k, v) for k, v in asked.items())))

    def _condition(self, key: str, value: str | bool | None) -> Any:
        columns: Any = self._table.c
        if self.what == "reports":
            if key in _LISTS:
                text = json.dumps(str(value), ensure_ascii=False)
                found = columns[_LISTS[key][0]]
                return found.contains(f'"name": {text}', autoescape=True) | found.contains(
                    f'"id": {text}', autoescape=True
                )
            if key == "country":
                return columns.place_country == value
        if key == "after" and "when_latest" in columns:
            return columns.when_edtf.is_not(None) & (columns.when_latest.is_(None) | (columns.when_latest >= value))
        if key == "before" and "when_earliest" in columns:
            return columns.when_edtf.is_not(None) & (columns.when_earliest.is_(None) | (columns.when_earliest <= value))
        if key in columns and key not in ("row", "coding"):
            return columns[key].is_(None) if value is None else columns[key] == value
        known = sorted({*columns.keys(), *_LISTS, "country", "after", "before"} - {"row", "coding"})
        near = difflib.get_close_matches(key, known, 1)
        hint = f"; did you mean {near[0]!r}?" if near else f"; there are {', '.join(known)}"
        raise DatelineError(f"{self.what} cannot be asked by {key!r}{hint}")

    @property
    def _table(self) -> Any:
        return tables.METADATA.tables["documents" if self.what == "references" else self.what]

    def _query(self) -> Select[Any]:
        table = self._table
        query = select(table).where(*self.conditions)
        if self.what in _CODED:
            newest = select(func.max(tables.codings.c.id)).group_by(tables.codings.c.document)
            query = query.where(table.c.coding.in_(newest))
            return query.order_by(table.c.document, table.c.start, table.c.id)
        return query.order_by(table.c.id)

    def __iter__(self) -> Iterator[dict[str, Any]]:
        """Yield the rows, in order, as JSON objects of the contract."""
        with guard(self.name), self.engine.connect() as connection:
            for row in connection.execute(self._query()).mappings():
                if self.what == "references":
                    for reference in json.loads(row["references"]):
                        yield {"citing": row["id"], **reference}
                elif self.what in schema.SCHEMA:
                    yield from_row(self.what, dict(row))
                else:
                    yield {k: json.loads(v) if k == "manifest" else v for k, v in row.items()}

    def __len__(self) -> int:
        if self.what == "references":
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
