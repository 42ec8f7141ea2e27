"""The store, its migrations and its search."""

from dateline.record.own import Own
from dateline.record.run import Run
from dateline.record.selection import Selection
from dateline.record.store import Record, create_or_open, open_record

__all__ = ["Own", "Record", "Run", "Selection", "create_or_open", "open_record"]
