"""Count what becomes of 1,000 random decisions when all is run again with another lexicon.

Three reviewers and a lead decide on what they saw some decisions ago: accept, reject, edit, merge, split, move, hold
apart, and take back, also what was taken back. Then all documents are coded with a lexicon that lacks every fourth
sense and calls some acts otherwise; of what is left some parties and triggers stand elsewhere, and some reports are
grouped otherwise. Once on the example that ships, where everybody decides on everything, and once on reports that were
made up, far enough apart for the effect of most decisions to be checked alone.

`accounted` is the share of decisions of which it is told what became of them; `held` the share of those applied whose
effect is there, or was changed by a later one on the same reports or by a lead's; `told` the share of those unapplied
of which the words are gone indeed; `chained` is 1 where the chain of hashes verifies and shows what was changed or
removed; `identical` is 1 where the decisions as a record kept them give the very same in any order of reports and
clusters; `ids` is the share of all ids ever shown that are there, lead to one that is, or were of reports that are
gone.
"""

from __future__ import annotations

import hashlib
import json
import random
import shutil
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from unittest.mock import patch

import dateline.coding.coder as coder
import dateline.knowledge.lexicon as lexicon
from benchmarks.common import Figures, digest_of, run_as_module
from dateline import build
from dateline.model import Act, Anchor, Decision, EventType, Moment, Reviewed, Role
from dateline.model.decision import decision_from_json
from dateline.reconciling.actors.deciding import live
from dateline.reconciling.incidents.deciding.anchors import Finder, anchor_of_row, anchors_of
from dateline.reconciling.incidents.deciding.conflicts import Effect
from dateline.reconciling.incidents.deciding.identity import Identities, assign
from dateline.reconciling.incidents.deciding.replay import Replayed, replay
from dateline.record import Record, create_or_open
from dateline.record.decisions import decide, verify
from dateline.reviewing.effects import undone_by

FOLDER = Path(__file__).resolve().parents[1] / "examples" / "maysan"

DECISIONS = 1000
SEES_AFTER = 20
REVIEWERS = {"anna": Role.REVIEWER, "omar": Role.REVIEWER, "hodan": Role.REVIEWER, "zoe": Role.LEAD}
ACTS = [act for act in Act for _ in range(1 + (act in (Act.MERGE, Act.SPLIT, Act.MOVE)))]
MADE = Moment("2020-01-01")
# What is set by hand, as two reviewers may differ on it, or that it is emptied.
EDITS = {
    "killed": ("1", "2", None),
    "means": ("firearms", "explosives", None),
    "when": ("2008-06-14", "2008-06-19", None),
}
_GROUPS = (Act.MERGE, Act.SPLIT, Act.MOVE, Act.DIFFERENT)
_VERDICTS = {Act.ACCEPT: Reviewed.ACCEPTED, Act.REJECT: Reviewed.REJECTED, Act.UNSURE: Reviewed.UNSURE}

Clusters = list[frozenset[str]]


@dataclass(frozen=True)
class Run:
    """Hold what one run made: the anchors of its reports, and its clusters before anybody decides."""

    anchors: Sequence[Anchor]
    clusters: Clusters


@dataclass
class Shown:
    """Hold what reviewers see, and all ids that they ever saw."""

    run: Run
    incidents: dict[str, frozenset[str]] = field(default_factory=dict)
    known: dict[str, frozenset[Anchor]] = field(default_factory=dict)
    gone: dict[str, frozenset[Anchor]] = field(default_factory=dict)
    redirects: Mapping[str, str] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)

    def show(self, made: Replayed) -> Identities:
        """Give ids to what was made, and remember those before."""
        of = {one.id: one for one in self.run.anchors}
        members = [frozenset(of[report] for report in cluster) for cluster in made.clusters]
        given = assign(members, self.known, gone=self.gone, redirects=self.redirects, used=self.used)
        held = {**self.gone, **self.known}
        self.known = dict(zip(given.ids, members, strict=True))
        self.gone = {id_: old for id_, old in held.items() if id_ not in self.known}
        self.redirects = given.redirects
        self.used.update(given.ids)
        self.incidents = dict(zip(given.ids, made.clusters, strict=True))
        return given


def decide_at_random(record: Record, shown: Shown, *, count: int, seed: int) -> list[Decision]:
    """Let reviewers decide on what they see, into a record."""
    chance, made = random.Random(seed), list[Decision]()
    of = {one.id: one for one in shown.run.anchors}
    for number in range(count):
        if number % SEES_AFTER == 0:
            shown.show(replay(shown.run.clusters, made, shown.run.anchors))
        act, targets = chosen(chance, shown, made)
        reviewer = chance.choice(sorted(REVIEWERS))
        field = chance.choice(sorted(EDITS)) if act is Act.EDIT else None
        made.append(
            decide(
                record.engine, record.name, act, targets,
                reviewer=reviewer, made=MADE, role=REVIEWERS[reviewer],
                field=field,
                value=chance.choice(EDITS[field]) if field else None,
                anchors=anchors_of(act, targets, anchors=of, incidents=shown.incidents),
                proposal=json.dumps({"incidents": len(shown.incidents)}),
            )
        )  # fmt: skip
    return made


def chosen(chance: random.Random, shown: Shown, made: Sequence[Decision]) -> tuple[Act, list[str]]:
    """Choose an act and what it is done to."""
    incidents = sorted(shown.incidents)
    large = [id_ for id_ in incidents if len(shown.incidents[id_]) > 1]
    reports = [one.id for one in shown.run.anchors]
    act = chance.choice(ACTS)
    undone = undone_by(made) if act is Act.UNDO else {}
    holding = [one for one in made if one.id not in undone]  # nothing is taken back twice
    if (act is Act.UNDO and not holding) or (act is Act.SPLIT and not large):
        act = Act.ACCEPT
    if act is Act.UNDO:
        undos = [one for one in holding if one.act is Act.UNDO] or holding[-1:]
        return act, [chance.choice(undos if chance.random() < 0.3 else holding).id]
    if act is Act.SPLIT:
        whole = chance.choice(large)
        members = sorted(shown.incidents[whole])
        return act, [whole, *chance.sample(members, chance.randint(1, len(members) - 1))]
    if act is Act.MOVE:
        return act, [chance.choice(reports), chance.choice(incidents)]
    if act in (Act.MERGE, Act.DIFFERENT):
        return act, chance.sample(incidents, min(len(incidents), chance.choice((2, 2, 2, 3))))
    return act, [chance.choice(incidents if chance.random() < 0.7 else reports)]


# Runs


@contextmanager
def another_lexicon() -> Iterator[None]:
    """Let documents be coded with a lexicon without every fourth sense, in which all that is asked for is refused."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "lexicon"
        shutil.copytree(Path(lexicon.__file__).parent, folder)
        for file in sorted((folder / "senses").iterdir()):
            head, *senses = file.read_text("utf-8").split("[[sense]]")
            kept = [sense for n, sense in enumerate(senses) if n % 4 != 3]
            head = head.replace(f'"{EventType.REQUEST.value}"', f'"{EventType.REJECT.value}"')
            file.write_text("[[sense]]".join([head, *kept]), "utf-8")
        other = lexicon.load_lexicon(folder)
    with patch.object(coder, "open_lexicon", lambda: other):
        yield


def coded(folder: Path) -> Run:
    """Code a folder into a record of its own, in which nobody decided yet."""
    with build(folder, processes=1) as record:
        anchors = [anchor_of_row(row) for row in record.reports()]
        return Run(anchors, [frozenset(row["reports"]) for row in record.incidents()])


def made_up(*, documents: int, seed: int) -> Run:
    """Make up reports, ten a document, in clusters of one to six."""
    chance, anchors = random.Random(seed), list[Anchor]()
    for document in range(documents):
        for n in range(10):
            anchors.append(report_at(f"d{document:04}", 200 * n, chance.choice(list(EventType)).value))
    return Run(anchors, _cut(chance.sample([one.id for one in anchors], len(anchors)), chance))


def report_at(document: str, start: int, type_: str, *, parties: str = "") -> Anchor:
    digest = hashlib.sha256(f"{document} {start}".encode()).hexdigest()[:16]
    id_ = "r" + hashlib.sha256(f"{document} {start} {type_} {parties}".encode()).hexdigest()[:16]
    return Anchor(document, start + 40, start + 48, type_, start, start + 180, digest, id_, id_)


def _cut(reports: Sequence[str], chance: random.Random) -> Clusters:
    clusters, at = [], 0
    while at < len(reports):
        size = chance.choice((1, 1, 2, 3, 4, 6))
        clusters.append(frozenset(reports[at : at + size]))
        at += size
    return clusters


def disturbed(run: Run, *, seed: int) -> Run:
    """Let some reports vanish and come, have other ids, triggers and types, and let some be grouped otherwise."""
    chance, became = random.Random(seed), dict[str, Anchor]()
    others = [event_type.value for event_type in EventType]
    for one in run.anchors:
        what = chance.random()
        if what >= 0.5:
            became[one.id] = one
        elif what >= 0.3:
            became[one.id] = renamed(one)
        elif what >= 0.2:
            became[one.id] = renamed(one, type=chance.choice([other for other in others if other != one.type]))
        elif what >= 0.1:
            became[one.id] = renamed(one, start=one.start + 2, end=one.end + 3)
    came = [report_at(one.document, one.end + 60, one.type, parties="new") for one in run.anchors[::10]]
    clusters = [[became[id_].id for id_ in sorted(members) if id_ in became] for members in run.clusters]
    clusters = [members for members in clusters if members] + [[one.id] for one in came]
    for members in clusters:
        what, other = chance.random(), chance.choice(clusters)
        if what < 0.05 and other is not members:
            other += members
            members.clear()
        elif what < 0.15 and members:
            other.append(members.pop())
    return Run([*became.values(), *came], [frozenset(members) for members in clusters if members])


def renamed(anchor: Anchor, **changed: object) -> Anchor:
    """Return the anchor as another coder gives it."""
    id_ = "r" + hashlib.sha256(f"again {anchor.id}".encode()).hexdigest()[:16]
    return replace(anchor, id=id_, target=id_, **changed)  # type: ignore[arg-type]


# What is checked


def check(decisions: Sequence[Decision], made: Replayed, run: Run) -> Counter[str]:
    """Count the decisions that are accounted for, and of those the ones whose effect (or lack of one) is seen."""
    counts: Counter[str] = Counter()
    cluster_of = {report: members for members in made.clusters for report in members}
    finder, alive = Finder(run.anchors), {one.id for one in live(decisions)}
    groups = {one.id: found(one, finder) for one in decisions}
    speaking: dict[str, list[Decision]] = defaultdict(list)
    for one in decisions:
        for report in groups[one.id].reports if one.act in _GROUPS and _is_applied(one, made) else ():
            speaking[report].append(one)
    for one in decisions:
        outcome = made.outcomes.get(one.id)
        counts["decisions"] += 1
        counts["accounted"] += outcome is not None and is_accounted(one, made, alive)
        if outcome is None:
            continue
        counts[outcome.effect.value] += 1
        if outcome.effect is Effect.UNAPPLIED:
            counts["told"] += is_gone(one, run) or "tell of several" in (outcome.why or "")
        elif _is_applied(one, made):
            holds = effect_holds(one, groups[one.id], made, cluster_of)
            # What a later one or a lead's did to the same reports may be in its place.
            others = [other for report in groups[one.id].reports for other in speaking[report]]
            is_last = one.act not in _GROUPS or not any(_may_change(other, one) for other in others)
            counts["checked"] += 1
            counts["last"] += is_last
            counts["seen"] += holds
            counts["held"] += holds or not is_last
    return counts


@dataclass(frozen=True)
class Found:
    """Hold the reports that each target of a decision is now."""

    of: Mapping[str, frozenset[str]]

    @property
    def reports(self) -> frozenset[str]:
        return frozenset().union(*self.of.values()) if self.of else frozenset()


def found(one: Decision, finder: Finder) -> Found:
    """Find what a decision is about; what could be several is left out."""
    of: dict[str, set[str]] = defaultdict(set)
    for anchor in one.anchors:
        ids = finder.find(anchor)
        of[anchor.target].update(ids if len(ids) == 1 else ())
    return Found({target: frozenset(ids) for target, ids in of.items()})


def _is_applied(one: Decision, made: Replayed) -> bool:
    outcome = made.outcomes.get(one.id)
    return outcome is not None and outcome.effect is Effect.APPLIED and one.act is not Act.UNDO


def _may_change(other: Decision, one: Decision) -> bool:
    return other.number > one.number or (other.role is Role.LEAD and other is not one)


def is_accounted(one: Decision, made: Replayed, alive: set[str]) -> bool:
    """Tell whether what is told of a decision is all that a reader needs: by which others, or why not."""
    outcome = made.outcomes[one.id]
    if outcome.effect is Effect.UNDONE:
        return one.id not in alive and bool(outcome.by)
    if outcome.effect is Effect.CONTESTED:
        return any(one.id in conflict.decisions for conflict in made.conflicts)
    if outcome.effect is Effect.UNAPPLIED:
        return bool(outcome.why)
    return outcome.effect is Effect.APPLIED or bool(outcome.by)


def is_gone(one: Decision, run: Run) -> bool:
    """Tell whether a target of a decision has no report any more, or several at one place, without any index."""
    for target in one.targets:
        anchors = [anchor for anchor in one.anchors if anchor.target == target]
        if not any(_stands(anchor, run) == 1 for anchor in anchors):
            return True
    return False


def _stands(anchor: Anchor, run: Run) -> int:
    here = [one for one in run.anchors if one.document == anchor.document]
    if any(one.id == anchor.id for one in here):
        return 1
    over = [one for one in here if min(one.end, anchor.end) > max(one.start, anchor.start)]
    return len(over) or sum(one.digest == anchor.digest and one.type == anchor.type for one in here)


def effect_holds(one: Decision, now: Found, made: Replayed, cluster_of: Mapping[str, frozenset[str]]) -> bool:
    """Tell whether what a decision says is so in what is shown."""
    there = {report: cluster_of[report] for report in now.reports if report in cluster_of}
    groups = [[there[report] for report in now.of.get(target, ())] for target in one.targets]
    clusters = [set(group) for group in groups if group]
    if one.act is Act.MERGE:
        return len(set().union(*clusters)) == 1
    if one.act is Act.DIFFERENT:
        return sum(len(group) for group in clusters) == len(set().union(*clusters))
    if one.act is Act.SPLIT:
        part = {report for target in one.targets[1:] for report in now.of.get(target, ())}
        rest = now.of.get(one.targets[0], frozenset()) - part
        return len({there[report] for report in part}) == 1 and not {there[r] for r in part} & {there[r] for r in rest}
    if one.act is Act.MOVE:
        most = Counter(groups[-1]).most_common(1)[0][1]
        return all(Counter(groups[-1])[cluster] == most for group in groups[:-1] for cluster in group)
    for target, group in zip(one.targets, groups, strict=True):
        is_incident = target.startswith("i")
        if is_incident and not group:
            continue
        most = Counter(group).most_common(1)[0][1] if is_incident else 0
        shown = (
            [made.incidents.get(cluster) for cluster, count in Counter(group).items() if count == most]
            if is_incident
            else [made.reports.get(report) for report in now.of[target]]
        )
        if one.act is Act.EDIT:
            if any(held and held.edits.get(str(one.field), "?") == one.value for held in shown):
                return True
        elif any(held and held.reviewed is _VERDICTS[one.act] for held in shown):
            return True
    return False


def is_chained(record: Record, decisions: Sequence[Decision]) -> bool:
    """Tell whether what the record kept is what was decided, holds together, and shows a change of any one row."""
    kept = [decision_from_json(row) for row in record.decisions()]
    if kept != list(decisions) or verify(kept) is not None:
        return False
    at = len(kept) // 2
    forged = [*kept[:at], replace(kept[at], reason="forged"), *kept[at + 1 :]]
    broken = [verify(forged), verify(kept[:at] + kept[at + 1 :])]
    return [link and link.number for link in broken] == [at + 1, at + 2]


def is_identical(record: Record, run: Run, made: Replayed, *, seed: int) -> bool:
    """Tell whether the decisions as the record kept them give the very same, in any order of reports and clusters."""
    chance = random.Random(seed)
    kept = [decision_from_json(row) for row in record.decisions()]
    clusters = [chance.sample(sorted(members), len(members)) for members in run.clusters]
    again = replay(chance.sample(clusters, len(clusters)), kept, chance.sample(run.anchors, len(run.anchors)))
    return repr(again) == repr(made)


def measured(name: str, first: Run, again: Callable[[], Run], *, count: int) -> tuple[dict[str, float], str]:
    """Decide on one run, make the next, replay, and check."""
    with tempfile.TemporaryDirectory() as folder, create_or_open(Path(folder) / "decided.dateline") as record:
        shown = Shown(first)
        decisions = decide_at_random(record, shown, count=count, seed=1)
        now = again()
        made = replay(now.clusters, decisions, now.anchors)
        shown.run = now
        given = shown.show(made)
        counts = check(decisions, made, now)
        is_known = set(given.ids) | set(given.redirects) | set(given.retired)
        ids = [id_ in is_known and given.redirects.get(id_, given.ids[0]) in given.ids for id_ in sorted(shown.used)]
        scores = {
            "accounted": counts["accounted"] / counts["decisions"],
            "held": counts["held"] / (counts["checked"] or 1),
            "told": counts["told"] / (counts["unapplied"] or 1),
            "chained": float(is_chained(record, decisions)),
            "identical": float(is_identical(record, now, made, seed=2)),
            "ids": sum(ids) / len(ids),
        }
    effects = ", ".join(f"{counts[effect.value]} {effect.value}" for effect in Effect)
    line = (
        f"{name}: {len(first.anchors)} reports, then {len(now.anchors)}; of {counts['decisions']} decisions {effects}; "
        f"the effect of {counts['seen']} of {counts['checked']} applied is there, {counts['last']} are the last word"
    )
    return scores, line


def measure(folder: Path) -> Figures:
    """Replay on the example and on what is made up; the lower score of the two counts."""

    def coded_again() -> Run:
        with another_lexicon():
            return disturbed(coded(folder), seed=3)

    far = made_up(documents=300, seed=4)
    example, one = measured("example", coded(folder), coded_again, count=DECISIONS)
    wide, other = measured("made up", far, lambda: disturbed(far, seed=5), count=DECISIONS)
    scores = {name: min(example[name], wide[name]) for name in example}
    files = [file for file in folder.iterdir() if file.is_file()]
    return Figures("replay", 2 * DECISIONS, digest_of(files), scores, lines=[one, other])


if __name__ == "__main__":
    sys.exit(run_as_module(measure, default=FOLDER, marker="*.txt"))
