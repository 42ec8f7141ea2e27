"""The outlines of countries, provinces and some districts, with the ids of the gazetteer; or a set of the user's own.

`load()` reads the set that is built with the package (Natural Earth), `load(path)` a GeoJSON or TopoJSON file.
"""

from dateline.drawing.boundaries.files import PACKAGED, load
from dateline.drawing.boundaries.topology import Area, Boundaries, View

__all__ = ["PACKAGED", "Area", "Boundaries", "View", "load"]
