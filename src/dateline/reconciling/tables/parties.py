"""Who acts and is acted upon in a row: the names of a table as the actors that Dateline knows.

Invariant: a name that nobody is known by stays a name; years in brackets after a name are no part of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from dateline.knowledge.actors import open_actors, open_all_countries
from dateline.knowledge.names import fold
from dateline.reconciling.tables.mapping import TableMapping

__all__ = ["country_code", "party_id", "party_names"]

_YEARS = re.compile(r"\s*\((?:\d{4})?\s*[-–]\s*(?:\d{4}|present)?\)|\s*\(\d{4}\)", re.IGNORECASE)
_BRACKETED = re.compile(r"\s*\(([^()]*)\)\s*\Z")


def party_names(cell: str, mapping: TableMapping) -> list[str]:
    """Return the names in a cell, without the years that stand after them.

    >>> from dateline.reconciling.tables.mapping import open_mapping
    >>> party_names("Military Forces of Somalia (2012-); Farmers (Somalia)", open_mapping("acled"))
    ['Military Forces of Somalia', 'Farmers (Somalia)']
    """
    names = [cell]
    for separator in mapping.separators:
        names = [part for name in names for part in name.split(separator)]
    found = (" ".join(_YEARS.sub("", name).split()) for name in names)
    return list(dict.fromkeys(name for name in found if name))


def party_id(name: str, mapping: TableMapping, *, near: str | None = None, on: str | None = None) -> str:
    """Return the id of the actor that a name of the table means; `text:` and the name where none is known.

    `near` is the country of the row (ISO-2), `on` its day (EDTF).

    >>> from dateline.reconciling.tables.mapping import open_mapping
    >>> party_id("Police Forces of Somalia", open_mapping("acled")), party_id("Kuru Riders", open_mapping("acled"))
    ('SO:police', 'text:kuru riders')
    """
    actors = open_actors()
    for said in (name, *_spelt(name, mapping.parties)):
        found = actors.match(said, near=near, on=on)
        if found is not None:
            return found.id
    # A name in brackets or beside a colon may only be a country that the group is of, so it has to be an actor's own.
    for said in _parts(name):
        found = actors.alias(said, near=near, on=on)
        if found is not None:
            return found.id
    return f"text:{fold(name)}"


def _spelt(name: str, parties: Iterable[tuple[str, str]]) -> Iterable[str]:
    """Yield other words for a name: what the mapping says for how it begins, then what stands before its brackets."""
    bracketed = _BRACKETED.search(name)
    for begins, says in parties:
        if not name.casefold().startswith(begins.casefold()):
            continue
        rest = name[len(begins) :].strip()
        country = country_code(rest) or (country_code(bracketed[1]) if bracketed else None)
        if country is not None:
            known = open_all_countries().by_code[country]
            yield says.replace("{country}", known.name)
            yield says.replace("{country}", known.spoken)
        elif not rest:
            yield " ".join(says.replace("{country}", "").split())
    if bracketed:
        yield name[: bracketed.start()].strip()


def _parts(name: str) -> Iterable[str]:
    """Yield what stands in brackets after a name, and the two sides of a colon, the longer name first."""
    bracketed = _BRACKETED.search(name)
    if bracketed:
        yield bracketed[1]
    head, colon, tail = name.partition(": ")
    if colon:
        yield tail
        yield head


@lru_cache(maxsize=4_096)
def country_code(words: str) -> str | None:
    """Return the ISO 3166-1 alpha-2 code of a country by its name or code, None where none is known by it.

    A name in brackets is an earlier one, and tried after the name before it.

    >>> country_code("DR Congo (Zaire)"), country_code("IRQ"), country_code("Atlantis")
    ('CD', 'IQ', None)
    """
    countries = open_all_countries()
    words = " ".join(words.split())
    if words.upper() in countries.by_code:
        return words.upper()
    by_iso3 = [c for c in countries.by_code.values() if c.iso3 and c.iso3 == words.upper()]
    if by_iso3:
        return by_iso3[0].code
    bracketed = _BRACKETED.search(words)
    for said in (words, *((words[: bracketed.start()], bracketed[1]) if bracketed else ())):
        found = countries.named(said.strip())
        if found is not None:
            return found.code
    return None
