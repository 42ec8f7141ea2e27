"""The places and spellings that are kept by hand, in the packs beside this file.

Invariant: an entry that is wrong is named, with its file, and stops the gazetteer from being opened; no place is kept
without a source that can be looked up.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib.resources.abc import Traversable
from typing import Any

from dateline.data_files import parse_toml, words_in
from dateline.errors import KnowledgeError
from dateline.knowledge.gazetteer.entry import Entry
from dateline.knowledge.gazetteer.keys import place_key
from dateline.model import Place, PlaceKind

__all__ = ["read_packs"]

_TABLES = {"place", "spelling"}
_NEEDS = {"id", "name", "kind", "source"}
_KEYS = _NEEDS | {"country", "countries", "admin1", "lat", "lon", "radius_km", "names"}

# A hand-kept place is one that the news writes about: among places of its name it stands before towns of fewer people
# than this ("Donbas" is the basin, though Donetsk is called so too); an area stands higher than a single site.
AREA_STANDS_AS = 1_000_000
SITE_STANDS_AS = 50_000


def read_packs(
    folder: Traversable, of_id: Callable[[str], Entry | None], area_named: Callable[[str, str], str | None]
) -> tuple[dict[str, list[Entry]], str]:
    """Return the hand-kept places by key, and the packs' text.

    `of_id` finds the place that a spelling is given to, `area_named` what the gazetteer calls a province of a country.

    Raises KnowledgeError naming file and entry.
    """
    found: dict[str, list[Entry]] = {}
    texts = []
    for file in sorted((f for f in folder.iterdir() if f.name.endswith(".toml")), key=lambda f: f.name):
        text = file.read_text(encoding="utf-8")
        texts.append(text)
        raw = parse_toml(text, where=file.name)
        if set(raw) - _TABLES or not all(isinstance(entries, list) for entries in raw.values()):
            raise KnowledgeError(f"{file.name}: needs [[place]] and [[spelling]] and nothing else; has {sorted(raw)}")
        for entry in raw.get("place", []):
            kept = _entry(entry, file.name, area_named)
            names = words_in(entry.get("names", []), f"{file.name}, place {entry['id']!r}, names", lower=False)
            for spelling in (kept.place.name, *names):
                found.setdefault(place_key(spelling)[0], []).append(kept)
        for entry in raw.get("spelling", []):
            known = of_id(str(entry.get("of")))
            if known is None:
                raise KnowledgeError(f"{file.name}: there is no place {entry.get('of')!r} to give a spelling to")
            for spelling in words_in(entry.get("names"), f"{file.name}, spelling of {entry['of']!r}", lower=False):
                found.setdefault(place_key(spelling)[0], []).append(known)
    return found, "\n".join(texts)


def _entry(raw: dict[str, Any], file: str, area_named: Callable[[str, str], str | None]) -> Entry:
    where = f"{file}, place {raw.get('id', 'without an id')!r}"
    if not _NEEDS <= set(raw) <= _KEYS or {"country", "countries"} <= set(raw):
        raise KnowledgeError(
            f"{where}: needs {sorted(_NEEDS)}; may have {sorted(_KEYS - _NEEDS)}, and of country and countries only one"
        )
    try:
        kind = PlaceKind(raw["kind"])
        country, admin1 = raw.get("country"), raw.get("admin1")
        if country and admin1:
            admin1 = area_named(country, admin1) or admin1
        where_it_is = (country, admin1, raw.get("lat"), raw.get("lon"))
        place = Place(f"pack:{raw['id']}", raw["name"], kind, *where_it_is)
    except ValueError as error:
        raise KnowledgeError(f"{where}: {error}") from None
    standing = AREA_STANDS_AS if kind in (PlaceKind.REGION, PlaceKind.WATER) else SITE_STANDS_AS
    return Entry(
        place,
        standing,
        2,
        countries=tuple(raw.get("countries", ())),
        extent_km=raw.get("radius_km"),
        point="none" if place.lat is None else "own",
    )
