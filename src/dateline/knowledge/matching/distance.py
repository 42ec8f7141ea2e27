"""Measure how far two words are apart in sound, with costs for the habits of romanisation.

Invariant: the distance is symmetric, 0 for equal sounds, and grows by what separates the words: a habit costs little
(q for k), another vowel some, another consonant a whole unit. Costs are data (`letters.toml`).
"""

from __future__ import annotations

from functools import lru_cache

from rapidfuzz.distance import OSA

from dateline.knowledge.matching.habits import letters

__all__ = ["FAR", "broad", "distance"]

# No two words are further apart than this: beyond it they are simply two words.
FAR = 4.0
# Words of which more than this share of letters, and more than two, differ in kind of sound are far apart whatever the
# habits; that spares weighing them. Of 5,628 pairs of words of benchmarks/names.py, three would weigh less than 1.5.
UNALIKE = 0.5


@lru_cache(maxsize=32_768)
def distance(one: str, other: str) -> float:
    """Return how far two strings of sounds are apart, from 0 to `FAR`.

    >>> distance("kadafi", "qaDafi") < distance("basra", "busra") < distance("basra", "basma")
    True
    """
    if one == other:
        return 0.0
    if one > other:
        one, other = other, one
    if not one:
        return FAR
    unalike = OSA.distance(broad(one), broad(other))
    if unalike > 2 and unalike > UNALIKE * max(len(one), len(other)):
        return FAR
    return min(FAR, _weighed(one, other))


def _weighed(one: str, other: str) -> float:
    """Return the least cost of turning one word into the other (optimal string alignment)."""
    known = letters()
    unlike, slip, vowels = known.other, known.swapped, known.vowels
    gone_one, gone_other = _left_out(one), _left_out(other)
    before: list[float] = []
    above: list[float] = []
    row = [0.0]
    for cost in gone_other:
        row.append(row[-1] + cost)
    previous = ""
    for i, sound in enumerate(one):
        before, above = above, row
        gone = gone_one[i]
        left = above[0] + gone
        row = [left]
        swap = known.swap.get(sound, {})
        for j, heard in enumerate(other):
            best = above[j]
            if sound != heard:
                best += swap.get(heard, unlike)
                if heard == previous and j and sound == other[j - 1]:
                    best = min(best, before[j - 1] + (slip / 2 if sound in vowels or heard in vowels else slip))
            step = above[j + 1] + gone
            if step < best:
                best = step
            step = left + gone_other[j]
            if step < best:
                best = step
            row.append(best)
            left = best
        previous = sound
    at_end = known.at_end.get(one[-1], {}).get(other[-1])
    if at_end is not None:
        return min(above[-2] + at_end, above[-1] + gone_one[-1], row[-2] + gone_other[-1])
    return row[-1]


@lru_cache(maxsize=16_384)
def broad(sounds: str) -> str:
    """Return the kinds of the sounds: vowels alike, consonants by the group in which keys take them for one."""
    known = letters()
    return "".join("a" if c in known.vowels else known.key_letters.get(c, c) for c in sounds)


@lru_cache(maxsize=16_384)
def _left_out(sounds: str) -> tuple[float, ...]:
    """Return what it costs to leave out each sound of a word, by where it stands."""
    known = letters()
    last = len(sounds) - 1
    costs = []
    for n, sound in enumerate(sounds):
        table = known.first if n == 0 else known.last if n == last else known.anywhere
        costs.append(table.get(sound, table["default"]))
    return tuple(costs)
