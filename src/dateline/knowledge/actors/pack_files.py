"""Read packs: files of actors, ours first, then a user's own.

Invariant: what is read is whole and free of contradictions, or it is refused with everything that is wrong, each with
its file and line. An entry of a user's with one of our ids adds its names, relations and offices to ours and puts its
other fields in the place of ours; with `replaces = true` it stands instead of ours.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import partial
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from dateline.data_files import parse_toml, read_text
from dateline.errors import KnowledgeError
from dateline.knowledge.actors.checking import Entries, problems_of
from dateline.knowledge.actors.entry import LISTS, ActorEntry, entry_from
from dateline.knowledge.actors.lines import Lines, Problem, Spot

__all__ = ["read_packs"]


def read_packs(folder: Traversable, *, own: Path | None = None) -> Mapping[str, ActorEntry]:
    """Return the entries of all packs (`*.toml`) in `folder`, then of those in `own`, by id.

    Raises KnowledgeError that names every problem with its file and line.
    """
    reading = _Reading()
    for file in _packs(folder):
        reading.read(file, file.name)
    if own is not None:
        reading.begin_own()
        if own.exists():
            if not own.is_dir():
                raise KnowledgeError(f"{own} is no folder; packs of your own lie in a folder, as *.toml")
            for file in _packs(own):
                reading.read(file, str(own / file.name))
    problems = [*reading.problems, *problems_of(reading.entries, broken=reading.broken)]
    if problems:
        raise KnowledgeError("\n".join(map(str, sorted(problems, key=lambda p: (p.spot.file, p.spot.line, p.said)))))
    return reading.entries.by_id


def _packs(folder: Traversable) -> list[Traversable]:
    return sorted((f for f in folder.iterdir() if f.name.endswith(".toml")), key=lambda f: f.name)


class _Reading:
    """Take in one pack after another, and every problem with them."""

    def __init__(self) -> None:
        self.entries = Entries()
        self.problems: list[Problem] = []
        self.broken: set[str] = set()
        self._raw: dict[str, dict[str, Any]] = {}
        self._seen: dict[str, Spot] = {}
        self._own = False

    def begin_own(self) -> None:
        """From here on an id that is known is added to, once."""
        self._own, self._seen = True, {}

    def read(self, file: Traversable, name: str) -> None:
        """Take one pack in."""
        text = read_text(file)
        try:
            tables = parse_toml(text, where=name)
        except KnowledgeError as error:
            said = str(error).removeprefix(f"{name} ")
            line = re.search(r"at line (\d+)", said)
            self.problems.append(Problem(Spot(name, int(line[1]) if line else 1), said))
            return
        lines = Lines(name, text)
        for key in sorted(set(tables) - {"actor"}):
            self.problems.append(Problem(Spot(name, 1), f"a pack holds [[actor]] tables and nothing else, not {key!r}"))
        entries = tables.get("actor", [])
        if not isinstance(entries, list) or not all(isinstance(t, dict) for t in entries):
            self.problems.append(Problem(Spot(name, 1), "an entry begins with [[actor]], in double brackets"))
            return
        for number, table in enumerate(entries):
            self._take(table, lines, number)

    def _take(self, table: Mapping[str, Any], lines: Lines, number: int) -> None:
        id_ = table.get("id")
        spot = partial(lines.spot, number)
        if isinstance(id_, str) and id_ in self._seen:
            where = f"actor {id_!r} is defined twice; it stands in {self._seen[id_]} too"
            self.problems.append(Problem(spot("id"), where))
            return
        if isinstance(id_, str):
            self._seen[id_] = spot()
        raw = dict(table)
        if self._own:
            replaces = raw.pop("replaces", False)
            if not isinstance(replaces, bool):
                self.problems.append(Problem(spot("replaces"), f"replaces is true or false, not {replaces!r}"))
            if isinstance(id_, str) and id_ in self._raw and replaces is not True:
                raw = _extended(self._raw[id_], raw)

        def say(words: str, *at: str) -> None:
            self.problems.append(Problem(spot(*at), f"actor {id_!r}: {words}"))

        entry = entry_from(raw, say)
        if entry is not None:
            self.entries.put(entry, spot)
            self._raw[entry.actor.id] = raw
        elif isinstance(id_, str):
            self.broken.add(id_)


def _extended(ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> dict[str, Any]:
    """Add a user's lists to ours, and put the user's other fields in the place of ours."""
    found = {**ours, **theirs}
    for key in LISTS:
        if key in ours and key in theirs:
            mine = _as_list(ours[key])
            found[key] = [*mine, *(each for each in _as_list(theirs[key]) if each not in mine)]
    if "name" in theirs and theirs["name"] != ours["name"]:
        found["aliases"] = [*_as_list(found.get("aliases", [])), ours["name"]]
    return found


def _as_list(given: Any) -> Sequence[Any]:
    return given if isinstance(given, list) else [given]
