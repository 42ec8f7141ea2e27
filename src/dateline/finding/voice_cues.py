"""By which words something is attributed to somebody, read from `data/voice_cues.toml`.

Invariant: every word by which an attribution is recognised stands in the data file, with the class of its act and what
it takes for its content; a class or a shape that the file does not name is refused.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from dateline.data_files import parse_toml, read_data, table_in, words_in
from dateline.errors import KnowledgeError

__all__ = ["Cues", "Frame", "parse_cues", "voice_cues"]

_FILE = "voice_cues.toml"
_PARTS = ("verbs", "nouns", "adjectives", "agents")
# The lists of the file by table and key, and the field of `Cues` that holds each.
_LISTS = {
    "unnamed.verbs": "unnamed",
    "unnamed.adverbs": "adverbs",
    "unnamed.adjectives": "plain",
    "support.verbs": "support",
    "support.things": "things",
    "labels.speakers": "speakers",
    "labels.rubrics": "rubrics",
    "heading.prepositions": "heading",
    "resuming.marks": "resuming",
    "joining.adjuncts": "adjuncts",
    "joining.asking": "asking",
    "joining.saying": "saying",
    "joining.venues": "venues",
    "joining.anybody": "anybody",
    "open.never": "never",
    "open.sourceless": "sourceless",
    "open.showing": "showing",
    "addressed.verbs": "addressed",
    "vouching.classes": "vouching",
}


@dataclass(frozen=True, slots=True)
class Frame:
    """Say what a cue word takes for its content: the class of its act for every shape, as the data file names them."""

    takes: Mapping[str, str]

    def __contains__(self, shape: str) -> bool:
        return shape in self.takes


@dataclass(frozen=True, slots=True)
class Cues:
    """Hold the cue words by lemma, and the lists of the data file under the names that are explained there.

    `phrasal` are the verbs that some entry names with a particle or an empty object ("point out", "put it").
    """

    verbs: Mapping[str, Frame]
    nouns: Mapping[str, Frame]
    adjectives: Mapping[str, Frame]
    agents: Mapping[str, Frame]
    unnamed: frozenset[str]
    adverbs: frozenset[str]
    plain: frozenset[str]
    support: frozenset[str]
    things: frozenset[str]
    speakers: frozenset[str]
    rubrics: frozenset[str]
    heading: frozenset[str]
    resuming: frozenset[str]
    adjuncts: frozenset[str]
    asking: frozenset[str]
    saying: frozenset[str]
    venues: frozenset[str]
    anybody: frozenset[str]
    never: frozenset[str]
    sourceless: frozenset[str]
    showing: frozenset[str]
    addressed: frozenset[str]
    vouching: frozenset[str]
    phrasal: frozenset[str] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "phrasal", frozenset(v.split()[0] for v in self.verbs if " " in v))


@lru_cache(maxsize=1)
def voice_cues() -> Cues:
    """Return the cues that ship with the package. Raises KnowledgeError where the file breaks its schema.

    >>> voice_cues().verbs["urge"].takes["swayed"]
    'order'
    """
    return parse_cues(read_data(__package__, f"data/{_FILE}"))


def parse_cues(text: str) -> Cues:
    """Return the cues of a TOML text; raises KnowledgeError naming the file and the entry that breaks the schema."""
    raw = parse_toml(text, where=_FILE)
    tables = {*_PARTS, "classes", "shapes", *(name.split(".")[0] for name in _LISTS)}
    if set(raw) != tables:
        raise KnowledgeError(f"{_FILE}: the tables must be {sorted(tables)}, found {sorted(raw)}")
    classes, shapes = (
        set(table_in(raw["classes"], f"{_FILE}: classes")),
        set(table_in(raw["shapes"], f"{_FILE}: shapes")),
    )
    lists: dict[str, frozenset[str]] = {}
    for name, kept_as in _LISTS.items():
        table, key = name.split(".")
        lists[kept_as] = frozenset(words_in(table_in(raw[table], f"{_FILE}: {table}").get(key), f"{_FILE}: {name}"))
    for kept_as in ("vouching", "sourceless"):
        if unknown := lists[kept_as] - classes:
            raise KnowledgeError(f"{_FILE}: {kept_as}: {sorted(unknown)} are no classes; see [classes]")
    verbs, nouns, adjectives, agents = (_frames(raw[part], part, classes, shapes) for part in _PARTS)
    return Cues(verbs, nouns, adjectives, agents, **lists)


def _frames(entries: list[dict[str, Any]], part: str, classes: set[str], shapes: set[str]) -> dict[str, Frame]:
    found: dict[str, dict[str, str]] = {}
    for n, entry in enumerate(entries, 1):
        where = f"{_FILE}: {part}, entry {n}"
        if set(entry) != {"class", "takes", "words"}:
            raise KnowledgeError(f"{where}: needs class, takes and words, found {sorted(entry)}")
        if entry["class"] not in classes:
            raise KnowledgeError(f"{where}: {entry['class']!r} is no class; see [classes]")
        takes = words_in(entry["takes"], f"{where}: takes")
        for shape in takes:
            if shape not in shapes and not shape.isalpha():
                raise KnowledgeError(f"{where}: {shape!r} is neither a shape nor a preposition; see [shapes]")
        for word in words_in(entry["words"], f"{where}: words"):
            for shape in takes:  # the first entry that names a word with a shape decides its class
                found.setdefault(word, {}).setdefault(shape, entry["class"])
    return {word: Frame(takes) for word, takes in found.items()}
