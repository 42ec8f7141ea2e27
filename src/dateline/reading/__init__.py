"""Reading: from what people have - files, folders, archives, feeds, addresses - to documents with their layout.

Invariant: `gather` never raises for an input and `read` raises nothing but ReadingError, so one bad piece is named and
the run goes on. The network and the file system are touched by `gather` only; `read` is a pure function.
"""

from dateline.reading.inputs import gather
from dateline.reading.limits import Limits
from dateline.reading.page import Block, Failure, Item, Page
from dateline.reading.reader import VERSION, read
from dateline.reading.reasons import REASONS

__all__ = ["REASONS", "VERSION", "Block", "Failure", "Item", "Limits", "Page", "gather", "read"]
