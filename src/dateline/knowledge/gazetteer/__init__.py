"""The gazetteer: places with ids, coordinates and spellings, in one indexed file built with the package, and files of
the user's own beside it."""

from dateline.knowledge.gazetteer.entry import Entry
from dateline.knowledge.gazetteer.service import Gazetteer, open_gazetteer, open_packaged

__all__ = ["Entry", "Gazetteer", "open_gazetteer", "open_packaged"]
