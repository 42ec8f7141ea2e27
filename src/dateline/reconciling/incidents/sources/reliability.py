"""How reliable sources are, where the user says so: an Admiralty letter an outlet or a voice.

Invariant: no outlet has a letter that the user did not give; who is in no file is F, of whom nothing is known.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dateline.data_files import parse_toml
from dateline.errors import KnowledgeError
from dateline.knowledge.actors.lines import Lines, Spot
from dateline.model import Reliability
from dateline.reconciling.derivation.publishers import name_of_outlet
from dateline.reconciling.incidents.sources.origin import Origin

__all__ = ["Reliabilities", "parse_reliabilities", "reliability_of"]

# From the key of an origin ("outlet:voices-of-iraq", "voice:taliban") to its letter.
Reliabilities = Mapping[str, Reliability]
# What a file may hold, and what an entry of each is named by.
_NAMED = {"outlet": "name", "voice": "id"}


def parse_reliabilities(text: str, *, where: str) -> Reliabilities:
    """Return the letters that a TOML text gives to outlets, by name, and to voices, by id.

    Raises KnowledgeError naming `where`, the line, and what breaks the schema or gives another letter than before.

    >>> dict(parse_reliabilities('[[outlet]]\\nname = "VOI"\\nreliability = "B"', where="mine.toml"))
    {'outlet:voices-of-iraq': <Reliability.USUALLY: 'B'>}
    """
    raw = parse_toml(text, where=where)
    for table in raw:
        if table not in _NAMED:
            raise KnowledgeError(f"{where}: there is no {table!r}; letters are given below [[outlet]] or [[voice]]")
        if not isinstance(raw[table], list):
            raise KnowledgeError(f"{where}: write [[{table}]] with two brackets above every one of them")
    found: dict[str, tuple[Reliability, str, Spot]] = {}
    for table, named in _NAMED.items():
        lines = Lines(where, text, table=table)
        for n, entry in enumerate(raw.get(table, ())):
            name, letter = _entry(entry, table, named, lines, n)
            key = f"outlet:{name_of_outlet(name)}" if table == "outlet" else f"voice:{name}"
            spot = lines.spot(n, named)
            had, called, there = found.setdefault(key, (letter, name, spot))
            if had is not letter:
                alias = f" as {called!r}" if called != name else ""
                raise KnowledgeError(
                    f"{spot}: {name!r} is given {letter.value} here and {had.value} in line {there.line}{alias}; "
                    "keep one"
                )
    return {key: letter for key, (letter, _, _) in found.items()}


def _entry(entry: Any, table: str, named: str, lines: Lines, n: int) -> tuple[str, Reliability]:
    if not isinstance(entry, dict):
        raise KnowledgeError(f"{lines.spot(n)}: below [[{table}]] stand {named} and reliability; found {entry!r}")
    for key in entry:
        if key not in (named, "reliability"):
            spot = lines.spot(n, key)
            raise KnowledgeError(f"{spot}: it knows no field {key!r}; there are {named!r} and 'reliability'")
    for key in (named, "reliability"):
        if key not in entry:
            raise KnowledgeError(f"{lines.spot(n)}: [[{table}]] without {key}; it needs {named} and reliability")
    name = entry[named]
    if not isinstance(name, str) or not name.strip():
        raise KnowledgeError(f"{lines.spot(n, named)}: {named} is to be words, found {name!r}")
    try:
        return name, Reliability(entry["reliability"])
    except ValueError:
        raise KnowledgeError(
            f"{lines.spot(n, 'reliability')}: a reliability is a letter from A to F, found {entry['reliability']!r}"
        ) from None


def reliability_of(origins: Sequence[Origin], letters: Reliabilities) -> Reliability:
    """Return the letter of the best of the origins; F where none has one."""
    given = sorted(letters[origin.key] for origin in origins if origin.key in letters)
    return given[0] if given else Reliability.UNKNOWN
