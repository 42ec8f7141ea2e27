"""Learn what it costs to take one sound for another from words in two scripts: `python -m training.names --pairs FILE`.

Each line of the set is a word in Arabic letters and the same word in Latin ones (Apache-2.0). An Arabic consonant that
is written now q and now k makes the two near; how near is read off the alignments of all words, found by expectation
and maximisation. What is written are numbers by pairs of sounds, into `substitutions.json` of the package: no word can
be read back. The set is not part of the repository.
"""

from __future__ import annotations

import argparse
import json
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from benchmarks.common import SHARED

from dateline.knowledge.matching.habits import letters
from dateline.knowledge.matching.sounds import plain_forms, sounds_of

__all__ = ["aligned", "learn", "main", "nearness", "read_pairs"]

ROOT = Path(__file__).resolve().parents[1]
COSTS = ROOT / "src" / "dateline" / "knowledge" / "matching" / "substitutions.json"
PAIRS = SHARED / "benchmarks" / "names" / "arabic_english_words.txt"

ROUNDS = 6
# A sound seen fewer times than this says nothing; a pair is never cheaper than LEAST, since most words of the set are
# European, whose p and v Arabic writes b and f; and one that costs more than MOST is simply another sound.
SEEN, LEAST, MOST = 15, 0.35, 0.95
# Units of cost for each factor of e by which two sounds share fewer letters than either shares with itself.
SCALE = 0.3
_ARTICLE = "ال"
# Two letters that write one sound.
_DIGRAPHS = (("تش", "چ"), ("دج", "ج"))
_NOTHING = ""


def read_pairs(lines: Iterable[str]) -> list[tuple[str, str]]:
    """Return (Arabic letters, sounds of the Latin word) of each line that has one word of each.

    >>> read_pairs(["قاسم\\tqasim", "؟\\t1999"])
    [('قاسم', 'qasim')]
    """
    found = []
    for line in lines:
        arabic, _, latin = line.strip().partition("\t")
        word = plain_forms(latin.casefold())[-1]
        if arabic.isalpha() and word.isalpha() and word.isascii():
            for written, letter in _DIGRAPHS:
                arabic = arabic.replace(written, letter)
            found.append((arabic.removeprefix(_ARTICLE), sounds_of(word)))
    return found


def aligned(arabic: str, sounds: str, chance: Mapping[str, Mapping[str, float]]) -> list[tuple[str, str]]:
    """Return the likeliest alignment of letters and sounds; either may stand against nothing.

    >>> aligned("قم", "qum", {"ق": {"q": 0.9}, "م": {"m": 0.9}, "": {"u": 0.9}})
    [('ق', 'q'), ('', 'u'), ('م', 'm')]
    """

    def cost(letter: str, sound: str) -> float:
        return -math.log(chance.get(letter, {}).get(sound, 1e-4))

    table = [[0.0] * (len(sounds) + 1) for _ in range(len(arabic) + 1)]
    step = [[(0, 0)] * (len(sounds) + 1) for _ in range(len(arabic) + 1)]
    for i in range(len(arabic) + 1):
        for j in range(len(sounds) + 1):
            ways = []
            if i and j:
                ways.append((table[i - 1][j - 1] + cost(arabic[i - 1], sounds[j - 1]), (1, 1)))
            if i:
                ways.append((table[i - 1][j] + cost(arabic[i - 1], _NOTHING), (1, 0)))
            if j:
                ways.append((table[i][j - 1] + cost(_NOTHING, sounds[j - 1]), (0, 1)))
            if ways:
                table[i][j], step[i][j] = min(ways)
    i, j, back = len(arabic), len(sounds), []
    while i or j:
        down, across = step[i][j]
        back.append((arabic[i - 1] if down else _NOTHING, sounds[j - 1] if across else _NOTHING))
        i, j = i - down, j - across
    return back[::-1]


def learn(pairs: Sequence[tuple[str, str]], *, rounds: int = ROUNDS) -> dict[str, Counter[str]]:
    """Return how often each Arabic letter stands for each sound, in the likeliest alignments.

    The first round goes by how the package itself writes a letter.
    """
    vowels = letters().vowels
    chance: dict[str, dict[str, float]] = {_NOTHING: dict.fromkeys(sorted(vowels), 0.15)}
    for letter in sorted({c for arabic, _ in pairs for c in arabic}):
        own = sounds_of(plain_forms(letter)[-1])
        chance[letter] = {own[:1]: 0.6, _NOTHING: 0.05}
    counts: dict[str, Counter[str]] = {}
    for _ in range(rounds):
        counts = defaultdict(Counter)
        for arabic, sounds in pairs:
            for letter, sound in aligned(arabic, sounds, chance):
                counts[letter][sound] += 1
        chance = {
            letter: {sound: count / sum(row.values()) for sound, count in row.items()} for letter, row in counts.items()
        }
    return dict(counts)


def nearness(counts: Mapping[str, Counter[str]]) -> dict[tuple[str, str], float]:
    """Return for each two sounds how far they stand for the same letters, from 0 to 1 (cosine of their letters)."""
    by_sound: dict[str, dict[str, float]] = defaultdict(dict)
    for letter, row in counts.items():
        if letter == _NOTHING:
            continue
        total = sum(row.values())
        for sound, count in row.items():
            if sound != _NOTHING:
                by_sound[sound][letter] = count / math.sqrt(total)
    seen = {sound: sum(row[sound] for row in counts.values()) for sound in by_sound}
    known = sorted(sound for sound, count in seen.items() if count >= SEEN)
    length = {sound: math.sqrt(sum(v * v for v in by_sound[sound].values())) for sound in known}
    return {
        (one, other): sum(share * by_sound[other].get(letter, 0.0) for letter, share in by_sound[one].items())
        / (length[one] * length[other])
        for n, one in enumerate(known)
        for other in known[n + 1 :]
    }


def costs_of(near: Mapping[tuple[str, str], float]) -> dict[str, float]:
    """Return the cost of each two sounds that are near enough to have one below MOST.

    >>> costs_of({("b", "p"): 1.0, ("b", "k"): 0.0, ("g", "k"): 0.1})
    {'bp': 0.35, 'gk': 0.69}
    """
    found = {}
    for (one, other), share in sorted(near.items()):
        cost = max(LEAST, -SCALE * math.log(share)) if share else MOST
        if cost < MOST:
            found[one + other] = round(cost, 2)
    return found


def main(arguments: Sequence[str] | None = None) -> None:
    """Learn from the pairs and write the costs."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("--pairs", type=Path, default=PAIRS, help="a word in Arabic letters, a tab, the word in Latin")
    parser.add_argument("--to", type=Path, default=COSTS, help="where the costs are written")
    given = parser.parse_args(arguments)
    pairs = read_pairs(given.pairs.read_text(encoding="utf-8").splitlines())
    costs = costs_of(nearness(learn(pairs)))
    about = (
        f"Costs of taking one sound for another, learned by training/names.py from {len(pairs)} words in Arabic and "
        "Latin letters; a pair that letters.toml names has the cost that stands there."
    )
    given.to.write_text(json.dumps({"about": about, "costs": costs}, indent=1) + "\n", encoding="utf-8")
    print(f"{len(pairs)} words, {len(costs)} pairs of sounds")


if __name__ == "__main__":
    main()
