"""Score who is said to say what on PolNeAR's development articles: source, cue and content, and attributions whole.

The set marks every attribution of an article (reports, beliefs, wishes, judgements, also those of nobody named) but
none inside the content of another, so nested ones are left out of what is said. Two articles were marked by six people
each: the file that comes first in the alphabet is taken. An attribution whose cue is missing in the file is kept.

- Role F1: over the tokens of an article (runs of letters and digits, or single marks), those in any gold span of the
  role against those in any found span, summed over all articles.
- Right: found and gold attributions are paired one to one; a pair is right where the words of the content agree with
  F1 >= .8 and so do the words of the source, or neither names a source. `half` asks for .5, `exact` for the same words.
  Punctuation does not count there. The figure is F1 over attributions.
- Between two people who marked the same article, right is .82 and the cue's token F1 .80 (means of 30 pairs).
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.common import SHARED, Figures, digest_of, f1, precision_recall_f1, run_as_module, whole
from dateline.coding.coder import sentences_of
from dateline.finding.actors import find_actors
from dateline.finding.voices import find_voices

__all__ = ["Attribution", "agreed", "found_in", "measure", "read_gold", "right_pairs", "role_counts"]

ROLES = ("source", "cue", "content")
NEARLY, HALF, EXACT = 0.8, 0.5, 1.0
_TOKEN = re.compile(r"\w+|[^\w\s]")
_ANNOTATOR = re.compile(r"_[0-9a-f]{4}$")

Spans = tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Attribution:
    """Hold the character spans of one attribution by role."""

    source: Spans
    cue: Spans
    content: Spans


def tokens_in(text: str, spans: Iterable[tuple[int, int]], *, words: bool = False) -> frozenset[int]:
    """Return where the tokens begin that the spans touch; `words` leaves out punctuation.

    >>> sorted(tokens_in('He said: "No."', [(0, 2), (9, 14)]))
    [0, 9, 10, 12, 13]
    """
    found = set()
    for start, end in spans:
        for match in _TOKEN.finditer(text, _word_start(text, start), len(text)):
            if match.start() >= end:
                break
            if not words or match[0][0].isalnum():
                found.add(match.start())
    return frozenset(found)


def _word_start(text: str, at: int) -> int:
    while at and text[at - 1].isalnum() and at < len(text) and text[at].isalnum():
        at -= 1
    return at


def agreed(one: frozenset[int], other: frozenset[int]) -> float:
    """Return the F1 of two sets of tokens; two empty sets agree.

    >>> agreed(frozenset({1, 2}), frozenset({2, 3}))
    0.5
    """
    return f1(len(one & other), len(one), len(other)) if one or other else 1.0


def role_counts(
    text: str, gold: Sequence[Attribution], found: Sequence[Attribution], role: str
) -> tuple[int, int, int]:
    """Return how many tokens are in both, in what was found, and in the gold spans of a role."""
    theirs = tokens_in(text, (s for a in gold for s in getattr(a, role)))
    ours = tokens_in(text, (s for a in found for s in getattr(a, role)))
    return len(theirs & ours), len(ours), len(theirs)


def right_pairs(
    text: str, gold: Sequence[Attribution], found: Sequence[Attribution], least: float
) -> list[tuple[int, int]]:
    """Pair gold and found attributions one to one where content and source agree at least so much, best pairs first."""
    theirs = [(tokens_in(text, a.content, words=True), tokens_in(text, a.source, words=True)) for a in gold]
    ours = [(tokens_in(text, a.content, words=True), tokens_in(text, a.source, words=True)) for a in found]
    pairs = []
    for i, (content, source) in enumerate(theirs):
        for j, (said, who) in enumerate(ours):
            if content & said and agreed(content, said) >= least and agreed(source, who) >= least:
                same_cue = bool(tokens_in(text, gold[i].cue) & tokens_in(text, found[j].cue))
                pairs.append((-(agreed(content, said) + agreed(source, who)), not same_cue, i, j))
    taken: tuple[set[int], set[int]] = set(), set()
    result = []
    for _, _, i, j in sorted(pairs):
        if i not in taken[0] and j not in taken[1]:
            taken[0].add(i)
            taken[1].add(j)
            result.append((i, j))
    return result


def read_gold(file: Path) -> list[Attribution]:
    """Return the attributions of one BRAT file; an argument that the file does not define is left out."""
    spans: dict[str, Spans] = {}
    events: list[str] = []
    for line in file.read_text(encoding="utf-8").splitlines():
        key, _, rest = line.partition("\t")
        if key.startswith("T"):
            _, where = rest.split("\t")[0].split(" ", 1)
            spans[key] = tuple((int(a), int(b)) for a, b in (part.split() for part in where.split(";")))
        elif key.startswith("E"):
            events.append(rest)
    result = []
    for event in events:
        roles: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for argument in event.split():
            role, _, name = argument.partition(":")
            roles[role.rstrip("0123456789").lower()] += spans.get(name, ())
        result.append(Attribution(*(tuple(roles[r]) for r in ROLES)))
    return result


def articles(folder: Path) -> Mapping[str, Path]:
    """Return one annotation file for every article, the first in the alphabet where several people marked it."""
    result: dict[str, Path] = {}
    for file in sorted((folder / "attributions").glob("*.ann")):
        result.setdefault(_ANNOTATOR.sub("", file.stem), file)
    return result


def found_in(text: str) -> list[Attribution]:
    """Return the attributions that the finder says stand in a text and not within another."""
    document = whole(text)
    (sentences,) = sentences_of([document])
    parts: dict[tuple[int, int, Spans], set[tuple[int, int]]] = defaultdict(set)
    for mentions in find_voices(document, sentences, find_actors(document, sentences)):
        for m in mentions:
            if not m.nested:
                source = ((m.source.start, m.source.end),) if m.source is not None else ()
                parts[m.cue.start, m.cue.end, source].add((m.content.start, m.content.end))
    return [Attribution(who, ((start, end),), tuple(sorted(p))) for (start, end, who), p in sorted(parts.items())]


def measure(folder: Path) -> Figures:
    """Find the attributions of every article and compare them with the marked ones."""
    totals = {role: [0, 0, 0] for role in ROLES}
    right = {NEARLY: 0, HALF: 0, EXACT: 0}
    gold_n = found_n = 0
    errors = []
    files = articles(folder)
    for name, file in files.items():
        text = (folder / "text" / f"{name}.txt").read_text(encoding="utf-8")
        gold, found = read_gold(file), found_in(text)
        gold_n, found_n = gold_n + len(gold), found_n + len(found)
        for role, counts in totals.items():
            for n, count in enumerate(role_counts(text, gold, found, role)):
                counts[n] += count
        for least in right:
            right[least] += len(right_pairs(text, gold, found, least))
        pairs = right_pairs(text, gold, found, NEARLY)
        errors += [f"missed {_shown(text, a)}" for i, a in enumerate(gold) if i not in {p[0] for p in pairs}]
        errors += [f"extra  {_shown(text, a)}" for j, a in enumerate(found) if j not in {p[1] for p in pairs}]
    scores, lines = {}, []
    for role, (both, said, marked) in totals.items():
        precision, recall, scores[role] = precision_recall_f1(both, said, marked)
        lines.append(f"{role}: precision {precision:.3f}, recall {recall:.3f}")
    for label, least in (("right", NEARLY), ("half", HALF), ("exact", EXACT)):
        scores[label] = f1(right[least], found_n, gold_n)
    lines.append(f"attributions: {gold_n} marked, {found_n} found")
    return Figures("attribution", len(files), digest_of(files.values()), scores, lines=lines, errors=errors)


def _shown(text: str, a: Attribution) -> str:
    said = [" | ".join(text[start:end] for start, end in getattr(a, role)) for role in ROLES]
    return "[{}] <{}> ({})".format(*said).replace("\n", " / ")


if __name__ == "__main__":
    sys.exit(run_as_module(measure, default=SHARED / "benchmarks" / "attribution" / "dev", marker="attributions/*.ann"))
