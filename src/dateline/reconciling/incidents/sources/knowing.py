"""Who knew: how words show that whoever tells a thing was there, read from `data/knowing.toml`.

Invariant: an outlet is taken to have seen a thing itself only where its sentence says that its people did, and a
reader only where the comment does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

from dateline.data_files import number_in, read_toml, words_in
from dateline.errors import KnowledgeError
from dateline.knowledge.names import fold
from dateline.knowledge.outlets import open_outlets
from dateline.model import VoiceKind

__all__ = ["KnowingRules", "knowing_rules"]

_LISTS = ("people", "perceived", "own_outlet", "reader", "public")
_LONGEST_NAME = 4  # words of an outlet's name before "photographer"


@dataclass(frozen=True, slots=True)
class KnowingRules:
    """Hold the content of `data/knowing.toml`, its phrases as tuples of folded words."""

    people: frozenset[tuple[str, ...]]
    perceived: frozenset[tuple[str, ...]]
    reach: int
    own_outlet: frozenset[tuple[str, ...]]
    reader: frozenset[tuple[str, ...]]
    public: frozenset[VoiceKind]

    def saw_it(self, sentence: str) -> bool:
        """Tell whether a sentence says that people of an outlet perceived what it tells.

        >>> rules = knowing_rules()
        >>> rules.saw_it("A photographer for the agency counted six bodies."), rules.saw_it("Reporters were told.")
        (True, False)
        """
        return self._seeing(fold(sentence).split()) is not None

    def whose_people(self, sentence: str) -> str | None:
        """Return the id of the known outlet whose people a sentence says saw the thing, or None where it names none.

        >>> knowing_rules().whose_people("A Reuters photographer counted six bodies.")
        'reuters'
        """
        words = sentence.split()
        at = self._seeing([fold(word) for word in words])
        if at is None:
            return None
        for first in range(max(0, at - _LONGEST_NAME), at + 1):
            for last in range(min(len(words), at + 1 + _LONGEST_NAME), first, -1):
                outlet = open_outlets().match(" ".join(words[first:last]).strip(".,;:()"))
                if outlet is not None:
                    return outlet.id
        return None

    def somebody_saw(self, words: str) -> bool:
        """Tell whether words say that anybody perceived something."""
        return _has(fold(words).split(), self.perceived)

    def is_told_to_own(self, sentence: str) -> bool:
        """Tell whether a sentence says that somebody told it to the very outlet that prints it."""
        return _has(fold(sentence).split(), self.own_outlet)

    def reader_knows(self, sentence: str) -> bool:
        """Tell whether a reader's sentence says that the reader, or somebody close, was there.

        >>> rules = knowing_rules()
        >>> rules.reader_knows("I saw the truck burn."), rules.reader_knows("This is what I feared.")
        (True, False)
        """
        return _has(fold(sentence).split(), self.reader)

    def _seeing(self, words: Sequence[str]) -> int | None:
        """Return where the people stand that perceived something, or None."""
        people, seen = list(_found(words, self.people)), list(_found(words, self.perceived))
        near = [p for p in people for s in seen if abs(p - s) <= self.reach]
        return min(near, default=None)


@lru_cache(maxsize=1)
def knowing_rules() -> KnowingRules:
    """Return the rules. Raises KnowledgeError where the file breaks its schema."""
    return _rules_from(read_toml(resources.files(__package__).joinpath("data/knowing.toml")))


def _rules_from(raw: dict[str, Any]) -> KnowingRules:
    where = "knowing.toml"
    if set(raw) != {*_LISTS, "reach"}:
        raise KnowledgeError(f"{where}: missing or unknown: {sorted(set(raw) ^ {*_LISTS, 'reach'})}")
    lists = {name: words_in(raw[name], f"{where}, {name}") for name in _LISTS}
    kinds = {kind.value for kind in VoiceKind}
    strange = next((kind for kind in lists["public"] if kind not in kinds), None)
    if strange is not None:
        raise KnowledgeError(f"{where}, public: there is no kind of voice {strange!r}; one of {sorted(kinds)}")
    phrases = {name: frozenset(tuple(fold(p).split()) for p in lists[name]) for name in _LISTS[:-1]}
    return KnowingRules(
        phrases["people"],
        phrases["perceived"],
        int(number_in(raw["reach"], f"{where}, reach", least=1, most=20)),
        phrases["own_outlet"],
        phrases["reader"],
        frozenset(VoiceKind(kind) for kind in lists["public"]),
    )


def _found(words: Sequence[str], phrases: frozenset[tuple[str, ...]]) -> list[int]:
    firsts, sizes = _shape(phrases)
    return [
        n for n, word in enumerate(words) if word in firsts and any(tuple(words[n : n + s]) in phrases for s in sizes)
    ]


@lru_cache(maxsize=16)
def _shape(phrases: frozenset[tuple[str, ...]]) -> tuple[frozenset[str], tuple[int, ...]]:
    """Return the first words of phrases, and how many words they have."""
    return frozenset(phrase[0] for phrase in phrases), tuple(sorted({len(phrase) for phrase in phrases}))


def _has(words: Sequence[str], phrases: frozenset[tuple[str, ...]]) -> bool:
    return bool(_found(words, phrases))
