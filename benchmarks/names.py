"""Score the matching of names: spellings of one name against names that look alike, and what it takes.

Three sets. `own_names`: the project's own hard pairs (`own_name_pairs.tsv`), written before anything was tuned; `dev`
was looked at while the rules were made, `held` was not: at the first look its AUC was .984 and .992 were kept apart;
six general faults that it showed were mended since. `names`: 826 pairs in the style of sanctions lists (MIT), where
a slip of one letter counts as the same name whatever it spells (Tim Cock is Tim Cook, fund V is fund VI). `seed_names`:
pairs of the seed articles, translations and acronyms among them, which no spelling can match.

AUC is the chance that a true pair scores above a false one; `F1` is at a threshold published beforehand (SAME, and for
`names` ALIKE, since slips count there), `best F1` at the one that suits the set best; `kept apart` is the share of
false pairs below the score that nine of ten true pairs reach; `blocked recall` the share of true pairs with a phonetic
key in common. Two simpler ways run beside it: rapidfuzz's WRatio, and `same_name` of `knowledge.names`.

    python -m benchmarks.names [--errors] [--json] [--costs]
"""

from __future__ import annotations

import argparse
import csv
import json
import math
import random
import statistics
import sys
import time
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz import fuzz, utils

from benchmarks.common import SHARED, Figures, digest_of, f1, run_as_module
from dateline.knowledge.matching import ALIKE, SAME, NameIndex, NameKind, blocking_keys, similarity
from dateline.knowledge.matching.habits import spellings
from dateline.knowledge.names import same_name

__all__ = [
    "LIMITS",
    "Costs",
    "Pair",
    "auc",
    "best_f1",
    "costs",
    "f1_at",
    "false_at",
    "measure",
    "measure_own",
    "measure_seeds",
]

FOLDER = Path(__file__).resolve().parent
SHARED_KINDS = {"Person": NameKind.PERSON, "Vessel": NameKind.ANY}
ENTRIES, SEARCHES, PAIRS = 100_000, 1_000, 4_000
# What the project promises: microseconds a pair, microseconds a search among ENTRIES names.
LIMITS = {"pair_us": 150.0, "search_us": 1000.0}


@dataclass(frozen=True, slots=True)
class Pair:
    """Hold two names, what they name, and whether they are one."""

    one: str
    other: str
    kind: NameKind
    match: bool


Scored = Sequence[tuple[float, bool]]


def auc(scored: Scored) -> float:
    """Return the chance that a true pair scores above a false one; equal scores count half.

    >>> auc([(0.9, True), (0.5, True), (0.5, False), (0.1, False)])
    0.875
    """
    false = sorted(score for score, match in scored if not match)
    true = [score for score, match in scored if match]
    if not true or not false:
        return 0.0
    above = sum((bisect_left(false, score) + bisect_right(false, score)) / 2 for score in true)
    return above / (len(true) * len(false))


def false_at(scored: Scored, *, recall: float = 0.9) -> float:
    """Return the share of false pairs that score as high as the threshold which this share of true pairs reaches.

    >>> false_at([(0.9, True), (0.8, True), (0.85, False), (0.1, False)], recall=1.0)
    0.5
    """
    true = sorted((score for score, match in scored if match), reverse=True)
    false = [score for score, match in scored if not match]
    if not true or not false:
        return 0.0
    threshold = true[math.ceil(recall * len(true)) - 1]
    return sum(score >= threshold for score in false) / len(false)


def f1_at(scored: Scored, threshold: float) -> float:
    """Return the F1 of taking what scores at least the threshold for one name.

    >>> f1_at([(0.9, True), (0.8, False), (0.1, True)], 0.5)
    0.5
    """
    said = [match for score, match in scored if score >= threshold]
    return f1(sum(said), len(said), sum(match for _, match in scored))


def best_f1(scored: Scored) -> tuple[float, float]:
    """Return the highest F1 that any threshold gives, and that threshold.

    >>> best_f1([(0.9, True), (0.8, False), (0.1, False)])
    (1.0, 0.9)
    """
    return max((f1_at(scored, threshold), threshold) for threshold in {score for score, _ in scored})


def figures_of(name: str, pairs: dict[str, Sequence[Pair]], file: Path, *, threshold: float = SAME) -> Figures:
    """Score the parts of a set, each by its name, with the simpler ways beside them; F1 is at the threshold."""
    scores: dict[str, float] = {}
    baselines: dict[str, float] = {}
    lines, errors = [], []
    ways: dict[str, Callable[[Pair], float]] = {
        "WRatio": lambda p: fuzz.WRatio(p.one, p.other, processor=utils.default_process) / 100,
        "same_name": lambda p: float(same_name(p.one, p.other)),
        "similarity": lambda p: similarity(p.one, p.other, kind=p.kind),
    }
    for part, some in pairs.items():
        before = part + " " if part else ""
        for way, score in ways.items():
            scored = [(score(pair), pair.match) for pair in some]
            best, best_at = best_f1(scored)
            at = threshold if way == "similarity" else 0.5
            lines.append(
                f"{before}{way}: AUC {auc(scored):.3f}, false at recall .9 {false_at(scored):.3f}, "
                f"best F1 {best:.3f} at {best_at:.2f}"
                + ("" if way == "WRatio" else f", F1 {f1_at(scored, at):.3f} at {at}")
            )
            if way == "WRatio":
                baselines[f"{before}AUC"] = auc(scored)
                baselines[f"{before}kept apart"] = 1 - false_at(scored)
                baselines[f"{before}best F1"] = best
            if way == "similarity":
                scores[f"{before}AUC"] = auc(scored)
                scores[f"{before}kept apart"] = 1 - false_at(scored)
                scores[f"{before}F1"] = f1_at(scored, threshold)
                scores[f"{before}best F1"] = best
                wrong = [(s, p) for (s, _), p in zip(scored, some, strict=True) if (s >= threshold) != p.match]
                wrong.sort(key=lambda found: (found[1].match, found[0]))
                errors += [f"{before}{'missed' if p.match else 'false'} {s:.3f} {p.one} = {p.other}" for s, p in wrong]
        true = [p for p in some if p.match]
        kept = sum(bool(blocking_keys(p.one) & blocking_keys(p.other)) for p in true)
        scores[f"{before}blocked recall"] = kept / len(true) if true else 0.0
    items = sum(len(some) for some in pairs.values())
    return Figures(name, items, digest_of([file]), scores, baselines=baselines, lines=lines, errors=errors)


def measure_own(folder: Path) -> Figures:
    """Score the project's own pairs, the part that was tuned on and the part that was held back."""
    file = folder / "own_name_pairs.tsv"
    parts: dict[str, list[Pair]] = {"dev": [], "held": []}
    with file.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            pair = Pair(row["one"], row["other"], NameKind(row["kind"]), row["match"] == "yes")
            parts[row["part"]].append(pair)
    return figures_of("own_names", {part: some for part, some in parts.items() if some}, file)


def measure(folder: Path) -> Figures:
    """Score the shared pairs; a company, organisation or legal entity is an organisation."""
    file = folder / "name_pairs.csv"
    with file.open(encoding="utf-8", newline="") as lines:
        pairs = [
            Pair(
                row["name1"],
                row["name2"],
                SHARED_KINDS.get(row["schema"], NameKind.ORGANISATION),
                row["is_match"] == "true",
            )
            for row in csv.DictReader(lines)
        ]
    return figures_of("names", {"": pairs}, file, threshold=ALIKE)


def measure_seeds(folder: Path) -> Figures:
    """Score the pairs of the seed articles; nothing says what they name."""
    file = folder / "name_pairs_dev.json"
    raw = json.loads(file.read_text(encoding="utf-8"))
    pairs = [Pair(one, other, NameKind.ANY, True) for one, other in raw["match"]]
    pairs += [Pair(one, other, NameKind.ANY, False) for one, other in raw["different"]]
    return figures_of("seed_names", {"": pairs}, file)


@dataclass(frozen=True, slots=True)
class Costs:
    """Hold what names cost: microseconds (median, 95th percentile), and the share of varied names that are found."""

    pair_us: float
    pair_us_p95: float
    search_us: float
    search_us_p95: float
    found: float
    build_s: float

    @property
    def summary(self) -> str:
        return (
            f"a pair {self.pair_us:.0f} us (95 %: {self.pair_us_p95:.0f}), a search among {ENTRIES:,} names "
            f"{self.search_us:.0f} us (95 %: {self.search_us_p95:.0f}), {self.found:.1%} of respelt names found, "
            f"index made in {self.build_s:.1f} s"
        )


def invented(count: int, *, seed: int = 1) -> list[str]:
    """Return invented names of persons: given names of the lexicon before family names made of syllables.

    >>> invented(2) == invented(2)
    True
    """
    draw = random.Random(seed)
    given = [spelling.capitalize() for line in spellings()["names"] for spelling in line]
    starts = ["b", "d", "f", "g", "h", "j", "k", "l", "m", "n", "r", "s", "t", "w", "z", "sh", "kh", "gh", "dh", "q"]
    vowels = ["a", "i", "u", "aa", "ou", "e", "o", "ay"]
    ends = [*starts, "i", "ov", "enko", ""]
    families = [
        "".join(draw.choice(starts) + draw.choice(vowels) for _ in range(draw.choice((2, 2, 3)))) + draw.choice(ends)
        for _ in range(max(1, count // 5))
    ]
    return [
        " ".join(draw.choices(given, k=draw.choice((1, 1, 2))))
        + draw.choice((" al-", " ", " "))
        + draw.choice(families).capitalize()
        for _ in range(count)
    ]


def respelt(name: str, *, draw: random.Random) -> str:
    """Return a name in another romanisation: three habits out of ten, wherever they apply."""
    habits = ["ou u", "q k", "kh x", "i e", "aa a", "o u", "sh ch", "al- el-", "gh g", "ay ei"]
    for habit in draw.sample(habits, 3):
        name = name.replace(*habit.split())
    return name


def costs() -> Costs:
    """Measure, in CPU time of this thread, pairs that were never seen before and searches for respelt names."""
    names = invented(ENTRIES)
    draw = random.Random(2)
    similarity("warm up", "the tables")
    fresh = invented(2 * PAIRS, seed=3)
    pairs = list(zip(fresh[::2], fresh[1::2], strict=True))[: PAIRS // 2]
    pairs += [(name, respelt(name, draw=draw)) for name in fresh[PAIRS : PAIRS + PAIRS // 2]]
    taken = [_us(lambda one=one, other=other: similarity(one, other)) for one, other in pairs]  # type: ignore[misc]
    start = time.process_time()
    index = NameIndex((str(number), name) for number, name in enumerate(names))
    build = time.process_time() - start
    searches, found = [], 0
    for name in draw.sample(names, SEARCHES):
        words = respelt(name, draw=draw)
        searches.append(_us(lambda words=words: index.search(words)))  # type: ignore[misc]
        found += any(match.name == name for match in index.search(words))
    return Costs(*_median_p95(taken), *_median_p95(searches), found / SEARCHES, build)


def _us(work: Callable[[], object]) -> float:
    start = time.thread_time_ns()
    work()
    return (time.thread_time_ns() - start) / 1000


def _median_p95(taken: Sequence[float]) -> tuple[float, float]:
    return statistics.median(taken), statistics.quantiles(taken, n=20)[-1]


def main(arguments: Sequence[str] | None = None) -> int:
    """Print all sets; with `--costs` also what a pair and a search take."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("--json", action="store_true", help="print one JSON object a set")
    parser.add_argument("--errors", action="store_true", help="show what was wrong, before the figures")
    parser.add_argument("--costs", action="store_true", help="measure time too (a minute)")
    given = parser.parse_args(arguments)
    flags = [flag for flag, on in (("--json", given.json), ("--errors", given.errors)) if on]
    run_as_module(measure_own, default=FOLDER, marker="own_name_pairs.tsv", arguments=flags)
    run_as_module(measure, default=SHARED / "benchmarks" / "names", marker="name_pairs.csv", arguments=flags)
    run_as_module(measure_seeds, default=SHARED / "corpus", marker="name_pairs_dev.json", arguments=flags)
    if given.costs:
        measured = costs()
        print(measured.summary)
        over = [name for name, limit in LIMITS.items() if getattr(measured, name) > limit]
        print("over the limit: " + ", ".join(over) if over else "within the limits")
    return 0


if __name__ == "__main__":
    sys.exit(main())
