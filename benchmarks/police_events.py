"""Score five labels of police action over the sentences of communal-violence news: F1 a label, by a coder not trained
on the set (IndiaPoliceEvents, Halterman et al. 2021).

Each document is coded whole, its sentences on lines of their own; a report counts for the sentence its trigger is in.
Four labels are read from reports: who acts (police and other forces of the state, or nobody named where only they can:
an arrest, a curfew), what, and whether somebody died. What is planned, possible or denied is no action, except that an
act of theirs that is denied or refused is a failure to act. The fifth, any action, is wider than any event type: the
annotators gave it to most of what is told of the police, down to where they are posted and what they say. It is given
to a sentence that names them, that they speak, or that reports what only they do; not where they are only told of it,
suffer it or lend a place its name, nor where all that is told of them is that they failed to act.
"""

from __future__ import annotations

import json
import sys
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.common import SHARED, Figures, coded, digest_of, f1, run_as_module, whole
from dateline.coding.coder import scenes_of
from dateline.coding.scene import Scene
from dateline.model import Actor, EventType, Report, Status

LABELS = ("KILL", "ARREST", "FAIL", "FORCE", "ANY_ACTION")

# Kinds of actors that keep order for a state.
FORCES = frozenset({"police", "military", "intelligence"})

# What only forces of a state do, so that a passive without an agent means them; a curfew is the administration's.
THEIRS = frozenset({"COERCE.arrest", "COERCE.search", "ASSAULT.crowd-control"})
THEIRS_TO_SEND = frozenset({"MOBILIZE.deploy", "MOBILIZE.patrol", "MOBILIZE.police"})
# Groups that are the state's own forces in news of one country; "forces" alone may be anybody's.
OWN_FORCES = frozenset({"army", "military", "security-forces", "soldiers", "special-forces"})
# To deny a report is no failure to act.
DENIALS = frozenset({"REJECT.deny"})
TELLING = frozenset({"tell", "inform", "complain", "report", "say"})
OMISSIONS = frozenset({"REJECT.inaction", "REJECT.no-action"})
REAL = (Status.OCCURRED, Status.ONGOING)
ACTS = frozenset(
    {EventType.ASSAULT, EventType.COERCE, EventType.MOBILIZE, EventType.AID, EventType.SANCTION, EventType.RETREAT}
)


def labels_of(report: Report) -> Iterator[str]:
    """Yield the labels that one report stands for."""
    kinds = {p.actor.kind for p in report.actors}
    sense = report.sense or ""
    theirs = bool(kinds & FORCES) or (not kinds and (sense in THEIRS or sense in THEIRS_TO_SEND))
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
    if sense == "COERCE.arrest":
        yield "ARREST"
    if report.type is EventType.ASSAULT and kinds & FORCES:
        yield "FORCE"
        if report.killed is not None or sense in ("ASSAULT.kill", "ASSAULT.die"):
            yield "KILL"


def has_any_action(scene: Scene | None, reports: Sequence[Report]) -> bool:
    """Tell whether anything is told of forces of the state, beyond that they failed to act."""
    suffering = {p.evidence.start for r in reports if r.type is EventType.ASSAULT for p in r.recipients}
    named = scene is not None and any(
        _is_own_force(m.actor)
        and not _is_told(scene, m.head)
        and not _is_of_thing(scene, m.head)
        and m.evidence.start not in suffering
        for m in scene.actors
    )
    heard = scene is not None and any("police" in voice.id for m in scene.voices for voice in m.chain)
    done = any(_is_theirs(r) and r.status is not Status.NEGATED for r in reports)
    return (named or heard or done) and not _only_failed(reports)


def _is_own_force(actor: Actor) -> bool:
    return actor.kind == "police" or actor.id.rpartition(":")[2] in OWN_FORCES


def _is_of_thing(scene: Scene, head: int) -> bool:
    """Tell whether their name only names a thing or place ("near the *police* station")."""
    token = scene.sentence.tokens[head]
    above = scene.sentence.head_of(token)
    return token.dep in ("compound", "nmod") and above.pos == "NOUN" and scene.actor_at(above) is None


def _is_told(scene: Scene, head: int) -> bool:
    """Tell whether somebody only tells them something ("he told the police that ...")."""
    token = scene.sentence.tokens[head]
    above = scene.sentence.head_of(token)
    verb = scene.sentence.head_of(above) if token.dep == "pobj" and above.lower == "to" else above
    return token.dep in ("dobj", "dative", "pobj") and verb.lemma in TELLING


def _is_theirs(report: Report) -> bool:
    kinds = {p.actor.kind for p in report.actors}
    return report.sense in THEIRS | THEIRS_TO_SEND and (bool(kinds & FORCES) or not kinds)


def _only_failed(reports: Sequence[Report]) -> bool:
    theirs = [r for r in reports if {p.actor.kind for p in r.actors} & FORCES]
    failed = any("FAIL" in labels_of(r) or r.sense in OMISSIONS for r in reports)
    return failed and not any(r.status in REAL and r.type is not EventType.REJECT for r in theirs)


def _row_of(offset: int, ends: Sequence[int]) -> int:
    return bisect_right(ends, offset)


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
        told: list[list[Report]] = [[] for _ in rows]
        seen: list[list[Scene]] = [[] for _ in rows]
        for scene in scenes_of(whole(text)):
            seen[_row_of(scene.sentence.start, ends)].append(scene)
        for report in coded(text).reports:
            at = _row_of(report.trigger.start, ends)
            told[at].append(report)
            said[at].update(labels_of(report))
            who = "/".join(str(p.actor.kind) for p in report.actors)
            why[at].append(f"{report.sense}:{report.trigger.words}:{report.status.value}:{who}")
        for ours, reports, scenes in zip(said, told, seen, strict=True):
            if any(has_any_action(scene, reports) for scene in scenes or [None]):
                ours.add("ANY_ACTION")
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
