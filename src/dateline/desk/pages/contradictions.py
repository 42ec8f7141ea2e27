"""What the reports and claims of a record cannot agree on: all of it, the weightiest first, both sides quoted.

Invariant: nobody is taken the side of; each side has its words, and whose they are, and weighs what the record says.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from dateline.desk.asked import Asked
from dateline.desk.desk import Desk
from dateline.desk.disputes import DISPUTES, SORTS, Disputes
from dateline.desk.listing import chips, facet_row, told_facets, turning
from dateline.desk.page import Page, Parameter, Shown
from dateline.desk.reading import document_names, incident_titles, reports_by_id
from dateline.desk.refused import NotThere, Refused
from dateline.desk.sayings import said_value
from dateline.desk.sides import shown_quotes, with_sides
from dateline.indexing import FacetValue
from dateline.model import Disputed
from dateline.model.schema import Row
from dateline.model.wording import said

__all__ = ["PAGES"]

Json = dict[str, Any]

_DISPUTED = tuple(one.value for one in Disputed)
_FACETS = ("disputed", "field")
# Values of a facet that are shown.
_MOST = 12
# Reports of a side of which the sentence is read: a quote of another is shown with what stands around it.
_EACH = 3


def _filters(asked: Asked) -> Mapping[str, Sequence[str]]:
    least = asked.first("min_weight")
    if least is not None:
        try:
            fits = 0 <= float(least) <= 1
        except ValueError:
            fits = False
        if not fits:
            raise Refused(400, f"min_weight={least!r}: a weight lies between 0 and 1")
    return asked.filters


def _answer(desk: Desk, asked: Asked) -> Shown:
    filters, disputes = _filters(asked), DISPUTES.of(desk)
    sort = asked.sort or "weight"
    if sort.removeprefix("-") not in SORTS:
        raise Refused(400, f"contradictions cannot be sorted by {sort!r}; there are {', '.join(SORTS)}")
    mask = disputes.mask(filters)
    page, next_ = disputes.page(mask, sort, asked.size, asked.after)
    rows = desk.some("contradictions", [one.id for one in page])
    facets = _facets(disputes, asked)
    return Shown(
        title="Contradictions",
        rows=rows,
        count=int(mask.sum()),
        next=next_,
        told={"facets": told_facets(facets)},
        drawn={
            "quoted": _quoted(desk, rows),
            "about": _about(desk, rows),
            "counted": facets,
            "chips": chips(asked, asked.page.path, {}),
            "sorts": SORTS,
            "sort": sort,
            **turning(asked, next_),
        },
    )


def _facets(disputes: Disputes, asked: Asked) -> list[Json]:
    """Return what is counted beside the list."""
    made = []
    for name in _FACETS:
        chosen = asked.filters.get(name, ())
        counted = disputes.count(name, asked.filters).most_common(_MOST)
        counted += [(value, 0) for value in chosen if value not in dict(counted)]
        values = [
            FacetValue(value, said_value(name, value) or said("claim", value), count, value in chosen)
            for value, count in counted
        ]
        made.append(facet_row(name, values, asked))
    return made


def _quoted(desk: Desk, rows: Sequence[Row]) -> list[Json]:
    """Return contradictions with the words of their sides in the sentences where they stand."""
    reports = reports_by_id(desk, (id_ for one in rows for side in one["values"] for id_ in side["reports"][:_EACH]))
    documents = {quote["document"] for one in rows for quote in shown_quotes(one)}
    names = document_names(desk.titles(documents))
    return with_sides(desk, rows, names, reports)


def _about(desk: Desk, rows: Iterable[Row]) -> dict[str, Json]:
    """Return what the incidents of contradictions are known by, by their ids."""
    titles = incident_titles(desk, (one["incident"] for one in rows if one["incident"]))
    return {id_: {"id": id_, "title": title} for id_, title in titles.items()}


def _answer_one(desk: Desk, asked: Asked) -> Shown:
    id_ = asked.id or ""
    row = next(iter(desk.some("contradictions", [id_])), None)
    if row is None:
        raise NotThere(f"this record has no contradiction {id_!r}; it may have been settled since")
    claims = desk.some("claims", row["claims"])
    names = document_names(desk.titles(one["document"] for one in claims))
    return Shown(
        title=str(row["why"]),
        rows=[row],
        count=1,
        drawn={
            "quoted": _quoted(desk, [row]),
            "about": _about(desk, [row]),
            "claims": [{**one, "name": names.get(one["document"], one["document"])} for one in claims],
        },
    )


PAGES = (
    Page(
        name="contradictions",
        path="/contradictions",
        summary="What reports and claims cannot agree on, both sides quoted.",
        answer=_answer,
        what="contradictions",
        formats=("json", "csv"),
        filters=(
            Parameter(name="disputed", doc="On what the sides differ.", values=_DISPUTED, is_many=True),
            Parameter(name="field", doc="The field that differs; a claim's kind where claims differ.", is_many=True),
            Parameter(name="incident", doc="The id of the incident whose reports differ.", is_many=True),
            Parameter(name="min_weight", doc="The least weight.", kind="number", least=0, most=1),
        ),
        is_listed=True,
        size=25,  # each with the sentences of its sides
    ),
    Page(
        name="contradiction",
        path="/contradictions/{id}",
        summary="One contradiction, with all its sides.",
        answer=_answer_one,
        what="contradictions",
        formats=("json", "csv"),
    ),
)
