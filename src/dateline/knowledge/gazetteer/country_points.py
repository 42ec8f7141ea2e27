"""The point by which a country goes on maps where nothing closer is known.

Invariant: it is a convention that other people's data share, and no middle; what is put there has precision 6.
"""

from __future__ import annotations

from functools import lru_cache
from importlib import resources

from dateline.data_files import number_in, read_toml
from dateline.errors import KnowledgeError
from dateline.knowledge.actors.countries import open_countries

__all__ = ["country_points"]


@lru_cache(maxsize=1)
def country_points() -> dict[str, tuple[float, float]]:
    """Return latitude and longitude (WGS 84 degrees) by country; raises KnowledgeError where the file is wrong."""
    raw = read_toml(resources.files(__package__).joinpath("country_points.toml"))
    found = {}
    for code, point in raw.items():
        if code not in open_countries().by_code or not isinstance(point, list) or len(point) != 2:
            raise KnowledgeError(f"country_points.toml: {code} needs an ISO code, a latitude and a longitude")
        lat, lon = (
            number_in(degrees, f"country_points.toml, {code}", least=-most, most=most)
            for degrees, most in zip(point, (90, 180), strict=True)
        )
        found[code] = (float(lat), float(lon))
    return found
