"""Score five classes of political interaction, and who is source and target of it, by a coder not trained on the set.

Classes (inferred from the set: neutral, verbal and material cooperation, verbal and material conflict) follow from the
type of the report that the sentence leads with, by PLOVER's quads as the crosswalk gives them. Two types are divided
as CAMEO divides them, since the set's labels do: giving way that has happened is material (CAMEO 08, yield), a promise
of it verbal; what is asked as a duty or demanded is verbal conflict (CAMEO 10), an appeal is a statement (CAMEO 02).
A denial is a statement (CAMEO 01). `strict` is the figure without these divisions.

Source and target: F1 over tokens of the marked spans, against the words in which the roles of the leading report stand
(`benchmarks.roles` says which words those are). A sentence without a report is neutral here as for its class: its
source is who the grammar says speaks or acts in its main verb; "reports alone" leaves these sentences empty. The set
comes in tokens, cut at every hyphen; they are joined as in print before anything reads them, for the simple way too,
which takes the noun phrases nearest to the main verb.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from benchmarks.common import SHARED, Figures, coded, digest_of, f1, run_as_module
from benchmarks.roles import Acts, joined, read_acts, words_of_roles, words_of_statement
from dateline.language import Sentence, parse
from dateline.model import EventType, Report, Status

QUAD = {
    "AGREE": 1,
    "CONSULT": 1,
    "SUPPORT": 1,
    "CONCEDE": 1,
    "COOPERATE": 2,
    "AID": 2,
    "RETREAT": 2,
    "REQUEST": 3,
    "ACCUSE": 3,
    "REJECT": 3,
    "THREATEN": 3,
    "PROTEST": 4,
    "SANCTION": 3,  # the README's quad table; PLOVER's manual says material
    "MOBILIZE": 4,
    "COERCE": 4,
    "ASSAULT": 4,
}
DIVIDED = {"REQUEST.appeal": 0, "REJECT.deny": 0}
YIELDED = 2
NEUTRAL = 0


def leading(reports: Iterable[Report], acts: Acts | None = None) -> Report | None:
    """Return the report that a sentence leads with: the first in order of its words, and none told only aside.

    "The minister offered his condolences to those who were killed" leads with what the minister said.
    """
    main = [r for r in reports if acts is None or not acts.is_aside(r)]
    return min(main, key=lambda r: (r.trigger.start, r.trigger.end), default=None)


def class_of(report: Report | None, *, strict: bool = False) -> int:
    """Return the class of a sentence that leads with `report`; without one it is neutral."""
    if report is None:
        return NEUTRAL
    if not strict and report.type is EventType.CONCEDE and report.status in (Status.OCCURRED, Status.ONGOING):
        return YIELDED
    sense = report.sense or ""
    if not strict and sense in DIVIDED and sense.startswith(f"{report.type.value}."):  # "will not lift" rejects
        return DIVIDED[sense]
    return QUAD[report.type.value]


def read_spans(file: Path) -> Iterator[list[tuple[str, str]]]:
    """Yield sentences as (token, tag) rows; tags are B/I/O with S for source and T for target."""
    rows: list[tuple[str, str]] = []
    for line in file.read_text(encoding="utf-8").splitlines():
        if line.strip():
            token, tag = line.rsplit(" ", 1)
            rows.append((token, tag))
        elif rows:
            yield rows
            rows = []
    if rows:
        yield rows


def nearest_nouns(sentences: list[Sentence], at: int) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Return the baseline's source and target: the noun phrases nearest before and after a verb."""
    heads = [(t, s) for s in sentences for t in s.tokens if t.pos in ("NOUN", "PROPN") and t.dep != "compound"]
    before = [p for p in heads if p[0].end <= at]
    after = [p for p in heads if p[0].start > at]

    def spread(pair: tuple) -> tuple[int, int]:
        token, sentence = pair
        phrase = [t for t in sentence.noun_phrase(token) if t.i <= token.i]
        return phrase[0].start, token.end

    return [spread(before[-1])] if before else [], [spread(after[0])] if after else []


def covered(places: list[tuple[int, int]], spans: list[tuple[int, int]]) -> set[int]:
    return {i for i, (a, b) in enumerate(places) if any(s <= a and b <= e for s, e in spans)}


def source_and_target(file: Path) -> tuple[dict[str, float], dict[str, float]]:
    """Return token F1 of source and target, ours and the nearest nouns'."""
    counts: Counter[tuple[str, str, str]] = Counter()
    for rows in read_spans(file):
        text, places = joined(token for token, _ in rows)
        gold = {side: {i for i, (_, tag) in enumerate(rows) if tag.endswith(f"-{side}")} for side in "ST"}
        sentences = list(parse([(0, text)]))
        acts = read_acts(text)
        report = leading(coded(text).reports, acts)
        alone = words_of_roles(acts, report)
        ours = alone if report is not None else words_of_statement(acts)
        verb = next((t.start for s in sentences for t in s.tokens if t.dep == "ROOT"), 0)
        near = dict(zip("ST", nearest_nouns(sentences, verb), strict=True))
        for side in "ST":
            said = {
                "ours": covered(places, ours[side]),
                "alone": covered(places, alone[side]),
                "nearest": covered(places, near[side]),
            }
            for who, tokens in said.items():
                counts[who, side, "right"] += len(tokens & gold[side])
                counts[who, side, "said"] += len(tokens)
                counts[who, side, "gold"] += len(gold[side])
    scores: dict[str, dict[str, float]] = {"ours": {}, "nearest": {}, "alone": {}}
    for who in scores:
        for side, name in (("S", "source"), ("T", "target")):
            c = [counts[who, side, kind] for kind in ("right", "said", "gold")]
            scores[who][f"{name} F1"] = f1(*c)
    ours = scores["ours"] | {f"{name}, reports alone": figure for name, figure in scores["alone"].items()}
    return ours, scores["nearest"]


def measure(folder: Path) -> Figures:
    """Code every sentence of the training file (the name is the set's) and of the span file."""
    file = next(folder.glob("*.tsv"))
    rows = [line.rsplit("\t", 1) for line in file.read_text(encoding="utf-8").splitlines() if "\t" in line]
    confusion: Counter[tuple[int, int]] = Counter()
    strict = 0
    errors = []
    for text, label in rows:
        reports = coded(text).reports
        first = leading(reports, read_acts(text))
        said, gold = class_of(first), int(label)
        confusion[gold, said] += 1
        strict += class_of(first, strict=True) == gold
        if said != gold:
            errors.append(f"{gold} not {said} {[f'{r.sense}:{r.trigger.words}' for r in reports]} <- {text}")
    right = sum(n for (gold, said), n in confusion.items() if gold == said)
    scores = {"accuracy": right / len(rows), "strict accuracy": strict / len(rows)}
    files, baselines = [file], {}
    spans = next(folder.glob("source_target*.txt"), None)
    if spans is not None:
        ours, baselines = source_and_target(spans)
        scores |= ours
        files.append(spans)
    lines = ["rows: gold class 0-4, columns: ours"]
    lines += [f"  {g}: " + " ".join(f"{confusion[g, s]:4}" for s in range(5)) for g in range(5)]
    return Figures("pentacode", len(rows), digest_of(files), scores, baselines, lines, errors)


if __name__ == "__main__":
    sys.exit(run_as_module(measure, default=SHARED / "benchmarks" / "pentacode", marker="*.tsv"))
