"""The gazetteer: places with ids, coordinates and spellings, in one indexed file built with the package."""

from dateline.knowledge.gazetteer.service import Entry, Gazetteer, open_gazetteer

__all__ = ["Entry", "Gazetteer", "open_gazetteer"]
