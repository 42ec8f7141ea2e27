"""Score five labels of police action over the sentences of communal-violence news: F1 a label, by a coder not trained
on the set (IndiaPoliceEvents, Halterman et al. 2021).

Each document is coded whole, its sentences on lines of their own; a report counts for the sentence its trigger is in.
A label is read from a report: who acts (police and other forces of the state, or nobody named where only they can: an
arrest, a curfew), what, and whether somebody died. What is planned, possible or denied is no action, except that an
act of theirs that is denied or refused is a failure to act.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from benchmarks.common import SHARED, Figures, coded, digest_of, f1, run_as_module
from dateline.coding.grammar import is_passive, pobjs, subjects
from dateline.finding.actors import find_actors
from dateline.language import parse
from dateline.model import Document, EventType, Report, Span, Status, Zone, ZoneKind

LABELS = ("KILL", "ARREST", "FAIL", "FORCE", "ANY_ACTION")

# Kinds of actors that keep order for a state.
FORCES = frozenset({"police", "military", "intelligence"})
AUTHORITIES = FORCES | {"government", "judiciary"}

# What only forces of a state do, so that a passive without an agent means them.
THEIRS = frozenset({"COERCE.arrest", "COERCE.curfew", "COERCE.impose", "COERCE.search", "ASSAULT.crowd-control"})
THEIRS_TO_SEND = frozenset({"MOBILIZE.deploy", "MOBILIZE.patrol", "MOBILIZE.police"})
# Verbs by which nobody does anything but hold an opinion.
NO_ACT = frozenset({"seem", "remain", "know", "think", "believe"})
# To deny a report is no failure to act.
DENIALS = frozenset({"REJECT.deny"})
REAL = (Status.OCCURRED, Status.ONGOING)
ACTS = frozenset(
    {EventType.ASSAULT, EventType.COERCE, EventType.MOBILIZE, EventType.AID, EventType.SANCTION, EventType.RETREAT}
)


def labels_of(report: Report) -> Iterator[str]:
    """Yield the labels that one report stands for."""
    kinds = {p.actor.kind for p in report.actors}
    sense = report.sense or ""
    theirs = bool(kinds & FORCES) or (not kinds and (sense in THEIRS or sense in THEIRS_TO_SEND))
    if sense == "COERCE.curfew" and not kinds - AUTHORITIES:
        theirs = True
    if report.status not in REAL:
        if report.status is Status.NEGATED and kinds & FORCES and report.type in ACTS | {EventType.ACCUSE}:
            yield "FAIL"
        return
    if report.type is EventType.REJECT:
        if kinds & FORCES and sense not in DENIALS:
            yield "FAIL"
        return
    if not theirs:
        return
    if report.type in ACTS:
        yield "ANY_ACTION"
    if report.type is EventType.ACCUSE and kinds & FORCES and report.mode in ("investigate", "allege"):
        yield "ANY_ACTION"
    if sense == "COERCE.arrest":
        yield "ARREST"
    if report.type is EventType.ASSAULT and kinds & FORCES:
        yield "FORCE"
        if report.killed is not None or sense in ("ASSAULT.kill", "ASSAULT.die"):
            yield "KILL"


def sentences_with_acts(text: str, ends: list[int]) -> Iterator[int]:
    """Yield the sentences in which forces of the state do anything, also what no event type is made for."""
    at, pieces = 0, []
    for end in ends:
        pieces.append((at, text[at:end]))
        at = end
    document = Document("d", "s", text, zones=(Zone(ZoneKind.BODY, Span(0, len(text))),))
    sentences = list(parse(pieces))
    for sentence, mentions in zip(sentences, find_actors(document, sentences), strict=True):
        forces = {i for m in mentions if m.actor.kind in FORCES for i in range(m.first, m.last)}
        for verb in sentence.tokens:
            if verb.pos != "VERB" or verb.lemma in NO_ACT:
                continue
            doers = pobjs(sentence, verb, "by") if is_passive(sentence, verb) else subjects(sentence, verb)
            if any(t.i in forces for t in doers):
                yield next(i for i, end in enumerate(ends) if sentence.start < end)


def measure(folder: Path) -> Figures:
    """Code every document and compare the labels of its sentences."""
    file = folder / "sentences.jsonl"
    documents: dict[int, list[dict]] = {}
    for line in file.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        documents.setdefault(row["doc_id"], []).append(row)
    counts: Counter[tuple[str, str]] = Counter()
    errors = []
    for rows in documents.values():
        text, ends = "", []
        for row in rows:
            text += " ".join(row["sent_text"].split()) + "\n"
            ends.append(len(text))
        said: list[set[str]] = [set() for _ in rows]
        why: list[list[str]] = [[] for _ in rows]
        for at in sentences_with_acts(text, ends):
            said[at].add("ANY_ACTION")
        for report in coded(text).reports:
            at = next(i for i, end in enumerate(ends) if report.trigger.start < end)
            said[at].update(labels_of(report))
            who = "/".join(str(p.actor.kind) for p in report.actors)
            why[at].append(f"{report.sense}:{report.trigger.words}:{report.status.value}:{who}")
        for row, ours, reasons in zip(rows, said, why, strict=True):
            gold = set(row["sent_labels"])
            for label in LABELS:
                counts[label, "right"] += label in gold & ours
                counts[label, "said"] += label in ours
                counts[label, "gold"] += label in gold
            if gold != ours:
                shown = " ".join(row["sent_text"].split())
                errors.append(f"{sorted(gold)} not {sorted(ours)} {reasons} <- {shown}")
    scores = {f"{label} F1": f1(*(counts[label, k] for k in ("right", "said", "gold"))) for label in LABELS}
    lines = [
        f"{label:10} right {counts[label, 'right']}, ours {counts[label, 'said']}, gold {counts[label, 'gold']}"
        for label in LABELS
    ]
    items = sum(map(len, documents.values()))
    return Figures("police_events", items, digest_of([file]), scores, lines=lines, errors=errors)


if __name__ == "__main__":
    sys.exit(run_as_module(measure, default=SHARED / "benchmarks" / "police_events", marker="sentences.jsonl"))
