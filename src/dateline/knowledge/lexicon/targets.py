"""The sorts of people and things that acts are directed at, read once from `targets.toml`.

Invariant: the file has exactly the kinds of `TargetKind`; every kind of actor is at most one kind of target, and every
kind shows an example sentence that is tested.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

from dateline.data_files import read_toml
from dateline.errors import KnowledgeError
from dateline.knowledge.actors import open_kinds
from dateline.knowledge.lexicon.lexicon import open_lexicon
from dateline.model import EventType, TargetKind

__all__ = ["TargetWords", "open_targets", "target_words"]

_FILE = "targets.toml"
_KEYS = {"means", "actors", "owners", "words", "example"}


@dataclass(frozen=True)
class TargetWords:
    """Give the kind of target by kind of actor, by kind of owner, and by head noun or @class in order of preference."""

    types: frozenset[EventType]
    actors: Mapping[str, TargetKind]
    owners: Mapping[str, TargetKind]
    words: tuple[tuple[TargetKind, tuple[str, ...]], ...]
    examples: Mapping[TargetKind, str]
    fingerprint: str


@lru_cache(maxsize=1)
def open_targets() -> TargetWords:
    """Return what ships with the package, read once a process."""
    return target_words(read_toml(resources.files(__package__).joinpath(_FILE)))


def target_words(raw: Mapping[str, Any]) -> TargetWords:
    """Check the content of the file and return it; raises KnowledgeError naming the entry that breaks it."""
    kinds = {name: table for name, table in raw.items() if name != "reading"}
    known = [kind.value for kind in TargetKind]
    if sorted(kinds) != sorted(known):
        odd = sorted(set(kinds) ^ set(known))
        raise KnowledgeError(f"{_FILE}: [{odd[0]}] has to be in the file and in TargetKind, or in neither")
    if set(raw.get("reading", {})) != {"types"}:
        raise KnowledgeError(f"{_FILE}, [reading]: it needs exactly the list types")
    by_use: dict[str, dict[str, TargetKind]] = {"actors": {}, "owners": {}}
    for name, table in kinds.items():
        if set(table) != _KEYS or not table["example"] or not table["means"]:
            raise KnowledgeError(f"{_FILE}, [{name}]: it needs exactly {', '.join(sorted(_KEYS))}")
        for use, found in by_use.items():
            for kind in table[use]:
                if kind not in open_kinds():
                    raise KnowledgeError(f"{_FILE}, [{name}]: {kind!r} is no kind of actor (kinds.toml)")
                if kind in found:
                    raise KnowledgeError(f"{_FILE}, [{name}]: {kind!r} is under [{found[kind].value}] too")
                found[kind] = TargetKind(name)
        for word in table["words"]:
            if word.startswith("@") and word[1:] not in open_lexicon().classes:
                raise KnowledgeError(f"{_FILE}, [{name}]: there is no class {word!r} in classes.toml")
            if word != word.lower() or " " in word:
                raise KnowledgeError(f"{_FILE}, [{name}]: write {word!r} as one lemma in lower case")
    return TargetWords(
        types=frozenset(EventType(each) for each in raw["reading"]["types"]),
        actors=by_use["actors"],
        owners=by_use["owners"],
        words=tuple((TargetKind(name), tuple(table["words"])) for name, table in kinds.items()),
        examples={TargetKind(name): table["example"] for name, table in kinds.items()},
        fingerprint=hashlib.sha256(json.dumps(raw, sort_keys=True).encode()).hexdigest()[:16],
    )
