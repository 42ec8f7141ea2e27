"""Search many names for the spellings of one.

Invariant: what is found depends on the entries and the words alone, never on the order in which entries were given;
equal scores are ordered by name, then by id. A name is compared only where it shares a phonetic key with the words,
and where very many do, only those whose letters are nearest.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

from rapidfuzz.distance import Indel
from rapidfuzz.process import extract

from dateline.knowledge.matching.comparing import SAME, compared
from dateline.knowledge.matching.distance import broad
from dateline.knowledge.matching.keys import keys_of
from dateline.knowledge.matching.name import Name, name_of, take_apart
from dateline.knowledge.matching.word import NameKind, WordKind, word_keys

__all__ = ["Match", "NameIndex"]

# How many names are held against the words letter by letter, and how many of those are compared in full. Swept over
# 100 to 800 and 8 to 16 on 100,000 names (benchmarks/names.py): more finds nothing more, fewer than 200 a little less.
NEAR = 200
NEAREST = 10
# Names whose letters agree by less than this share of the floor are not compared in full.
FAR_OFF = 0.7
# Nor are those whose letters agree by so much less than those of the nearest: .3 takes 70 % longer, and finds four more
# names in 700 searches, none of them the one that was sought.
FAR_BEHIND = 0.2
# Marks of keys that say enough by themselves: the same kinds of sounds, the same acronym.
_SURE = frozenset("$@")


@dataclass(frozen=True, slots=True)
class Match:
    """Hold an entry that was found, and how alike its name is (see `similarity`)."""

    id: str
    name: str
    score: float


class NameIndex:
    """Find the spellings of a name among many.

    >>> index = NameIndex([("Q1", "Muqtada al-Sadr"), ("Q2", "Musa al-Sadr")])
    >>> [match.id for match in index.search("Moktada Sadr")]
    ['Q1']
    """

    def __init__(self, entries: Iterable[tuple[str, str]], *, kind: NameKind = NameKind.ANY) -> None:
        """Make an index of (id, name); a name may have several ids, and an id several names."""
        self._kind = kind
        self._entries = sorted(set(entries), key=lambda entry: (entry[1], entry[0]))
        self._sounds: list[str] = []
        self._names: list[Name] = []
        # Arrays, which the garbage collector need not walk: with lists it takes longer than the search.
        self._under: dict[str, array[int]] = defaultdict(partial(array, "I"))
        for number, (_, name) in enumerate(self._entries):
            taken = take_apart(name, kind)
            self._names.append(taken)
            self._sounds.append(_line(taken))
            for key in _entry_keys(taken):
                self._under[key].append(number)

    def __len__(self) -> int:
        return len(self._entries)

    def search(self, words: str, *, limit: int = 10, floor: float = SAME) -> list[Match]:
        """Return the entries whose names are at least `floor` alike to the words, the most alike first."""
        wanted = name_of(words, self._kind)
        found = []
        for number in self._nearest(wanted, max(limit, NEAREST), floor=floor):
            id_, name = self._entries[number]
            held = self._names[number]
            first, second = (wanted, held) if words <= name else (held, wanted)
            score = 1.0 if name == words else compared(first, second, self._kind)
            if score >= floor:
                found.append(Match(id_, name, score))
        return sorted(found, key=lambda match: (-match.score, match.name, match.id))[:limit]

    def _nearest(self, wanted: Name, most: int, *, floor: float) -> list[int]:
        """Return the numbers of the entries to compare in full."""
        sure: set[int] = set()
        near: set[int] = set()
        keys = _entry_keys(wanted)
        for count, key in sorted((len(self._under[key]), key) for key in keys if key in self._under):
            if key[:1] in _SURE:
                sure.update(self._under[key][:most])
            elif not near or len(near) + count <= NEAR:
                near.update(self._under[key][: NEAR * 2])
        ordered = sorted(near - sure)
        lines = [self._sounds[number] for number in ordered]
        nearest = extract(
            _line(wanted), lines, scorer=Indel.normalized_similarity, limit=most, score_cutoff=floor * FAR_OFF
        )
        best = 1.0 if sure else nearest[0][1] if nearest else 0.0
        least = best - FAR_BEHIND - max(0.0, SAME - floor)
        return sorted(sure) + [ordered[at] for _, score, at in nearest if score > least]


def _line(name: Name) -> str:
    """Return the kinds of sounds of a name's words, in an order that no spelling of a sound changes."""
    return " ".join(sorted(broad(word.sounds[0]) for word in name.words))


def _entry_keys(name: Name) -> set[str]:
    """Return the keys of a name, and of each two of its words together, which are far rarer."""
    keys = {f"${_line(name)}", *keys_of(name)}
    own = [sorted(word_keys(w))[:2] for w in name.words if w.kind is WordKind.OWN][:4]
    for n, some in enumerate(own):
        for others in own[n + 1 :]:
            keys.update(f"{min(a, b)}+{max(a, b)}" for a in some for b in others)
    return keys
