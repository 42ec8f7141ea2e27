"""The words for weapons and means, read once from `means.toml`.

Invariant: the file has exactly the kinds of `MeansKind`, every word belongs to one kind, and every kind shows an
example sentence that is tested; a key that this schema does not know is an error.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

from dateline.data_files import read_toml
from dateline.errors import KnowledgeError
from dateline.knowledge.lexicon.sense import Pattern
from dateline.model import EventType, MeansKind

__all__ = ["MeansWords", "means_words", "open_means"]

_FILE = "means.toml"
_READING = (
    "types",
    "own_words",
    "not_verbs",
    "acts",
    "prepositions",
    "tied",
    "keepers",
    "of_acts",
    "using",
    "launching",
    "meeting",
    "clauses",
    "not_subjects",
)
_KEYS = {"means", "words", "verbs", "modes", "example"}


@dataclass(frozen=True)
class MeansWords:
    """Give phrases by their last word, verb patterns by their head, and modes, each with the kind it says.

    `order` ranks the kinds, the more telling first; the other fields are those of `[reading]` in the file.
    """

    order: Mapping[MeansKind, int]
    nouns: Mapping[str, tuple[tuple[tuple[str, ...], MeansKind], ...]]
    verbs: Mapping[str, tuple[tuple[Pattern, MeansKind], ...]]
    modes: Mapping[str, MeansKind]
    examples: Mapping[MeansKind, str]
    types: frozenset[EventType]
    own_words: frozenset[EventType]
    not_verbs: frozenset[Pattern]
    acts: frozenset[str]
    prepositions: tuple[str, ...]
    tied: tuple[str, ...]
    keepers: tuple[str, ...]
    of_acts: tuple[str, ...]
    using: frozenset[str]
    launching: frozenset[str]
    meeting: frozenset[str]
    clauses: frozenset[str]
    not_subjects: frozenset[MeansKind]
    parts: Mapping[str, tuple[str, ...]]
    rules: str

    def relevant(self, vocabulary: Collection[str]) -> list[str]:
        """Return the hashes of all entries that a text with these words could depend on, and of the rules, sorted."""
        return sorted({self.rules, *(digest for word in vocabulary for digest in self.parts.get(word, ()))})

    @property
    def fingerprint(self) -> str:
        """Digest all of it."""
        return _digest(self.relevant(self.parts))


@lru_cache(maxsize=1)
def open_means() -> MeansWords:
    """Return the words that ship with the package, read once a process."""
    return means_words(read_toml(resources.files(__package__).joinpath(_FILE)))


def means_words(raw: Mapping[str, Any]) -> MeansWords:
    """Check the content of the file and return its words; raises KnowledgeError naming the entry that breaks it."""
    kinds = {name: table for name, table in raw.items() if name != "reading"}
    known = [kind.value for kind in MeansKind]
    if sorted(kinds) != sorted(known):
        odd = sorted(set(kinds) ^ set(known))
        raise KnowledgeError(f"{_FILE}: [{odd[0]}] has to be in the file and in MeansKind, or in neither")
    reading = raw.get("reading", {})
    if set(reading) != set(_READING):
        raise KnowledgeError(f"{_FILE}, [reading]: it needs exactly the lists {', '.join(_READING)}")
    nouns: dict[str, list[tuple[tuple[str, ...], MeansKind]]] = defaultdict(list)
    verbs: dict[str, list[tuple[Pattern, MeansKind]]] = defaultdict(list)
    modes: dict[str, MeansKind] = {}
    parts: dict[str, list[str]] = defaultdict(list)
    owner: dict[str, str] = {}
    for name, table in kinds.items():
        _check(name, table)
        kind = MeansKind(name)
        for what in ("words", "verbs", "modes"):
            for phrase in table.get(what, ()):
                if owner.setdefault(f"{what} {phrase}", name) != name:
                    raise KnowledgeError(f"{_FILE}, [{name}]: {phrase!r} is under [{owner[f'{what} {phrase}']}] too")
                digest = _digest([name, what, phrase])
                if what == "words":
                    words = tuple(phrase.split())
                    nouns[words[-1]].append((words, kind))
                    parts[words[-1]].append(digest)
                elif what == "verbs":
                    pattern = Pattern.verb(phrase)
                    verbs[pattern.head].append((pattern, kind))
                    parts[pattern.head].append(digest)
                else:
                    modes[phrase] = kind
    return MeansWords(
        order={MeansKind(name): n for n, name in enumerate(kinds)},
        nouns={word: tuple(found) for word, found in nouns.items()},
        verbs={word: tuple(found) for word, found in verbs.items()},
        modes=modes,
        examples={MeansKind(name): table["example"] for name, table in kinds.items()},
        types=frozenset(EventType(each) for each in reading["types"]),
        own_words=frozenset(EventType(each) for each in reading["own_words"]),
        not_verbs=frozenset(Pattern.verb(each) for each in reading["not_verbs"]),
        acts=frozenset(reading["acts"]),
        prepositions=tuple(reading["prepositions"]),
        tied=tuple(reading["tied"]),
        keepers=tuple(reading["keepers"]),
        of_acts=tuple(reading["of_acts"]),
        using=frozenset(reading["using"]),
        launching=frozenset(reading["launching"]),
        meeting=frozenset(reading["meeting"]),
        clauses=frozenset(reading["clauses"]),
        not_subjects=frozenset(MeansKind(each) for each in reading["not_subjects"]),
        parts={word: tuple(found) for word, found in parts.items()},
        rules=_digest([reading, modes, list(kinds)]),
    )


def _check(name: str, table: Mapping[str, Any]) -> None:
    strange = sorted(set(table) - _KEYS)
    if strange:
        raise KnowledgeError(f"{_FILE}, [{name}]: unknown key {strange[0]!r}; known are {', '.join(sorted(_KEYS))}")
    if not table.get("means") or not table.get("example") or not table.get("words"):
        raise KnowledgeError(f"{_FILE}, [{name}]: it needs means, words and an example sentence")
    for phrase in (*table["words"], *table.get("verbs", ())):
        if phrase != phrase.lower() or not phrase.strip():
            raise KnowledgeError(f"{_FILE}, [{name}]: write {phrase!r} as lemmas in lower case")


def _digest(content: object) -> str:
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()[:16]
