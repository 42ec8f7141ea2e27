"""The record as columns of numbers in memory: filters, facets, sorts, pages and the review queue in milliseconds.

Invariant: what the index says is what `record.reports().where(...)`, `record.incidents().where(...)` and
`record.queue()` say of the same state of the record.

    index = Index(record)                 # reads nothing yet
    index.refresh(progress)               # -> whether anything changed; progress(what, done, whole)
    now = index.now                       # a Snapshot: `version`, `reports`, `incidents`, `queue(reviewer)`
    filters = Filters.parse({"type": ["ASSAULT"], "month": ["2008-06"]}, what="reports")
    found = now.reports.where(filters)    # a Found: `count`, `facets`, `page`, `spans`, `histogram`, `places`, `pairs`
    page = found.page("newest", 50)       # a Page: `rows` (primary keys), `ids`, `next`
    rows.fetch(record, "reports", page.rows)

A snapshot is one state of the record and may be asked by any number of threads; take `index.now` once for an answer.
`refresh` may be called from another thread as often as one likes: where nothing changed it takes a millisecond. Facets
(`found.facets([...])`) go by the names of filters; the orders of pages are in `SORTS`.

How this differs from a plain list of filters: `Filters.parse` takes `what`, as reports and incidents have filters of
their own (`FILTERS[what]`); `none` asks for rows that have no value there; `places()` gives a mark for each place and
precision; `columns.keys_of(ids)` leads from ids to primary keys.
"""

from dateline.indexing import rows
from dateline.indexing.filters import FILTERS, NONE, Filter, Filters
from dateline.indexing.found import FacetValue, Found, Page
from dateline.indexing.index import Index, Progress
from dateline.indexing.measures import UNITS, Histogram, Mark, Pair, Spans
from dateline.indexing.snapshot import Columns, Snapshot
from dateline.indexing.sorting import SORTS
from dateline.indexing.times import ENDLESS, STARTLESS, day_of

__all__ = [
    "ENDLESS",
    "FILTERS",
    "NONE",
    "SORTS",
    "STARTLESS",
    "UNITS",
    "Columns",
    "FacetValue",
    "Filter",
    "Filters",
    "Found",
    "Histogram",
    "Index",
    "Mark",
    "Page",
    "Pair",
    "Progress",
    "Snapshot",
    "Spans",
    "day_of",
    "rows",
]
