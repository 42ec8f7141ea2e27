"""What was reviewed, as a set to evaluate coders on: the machine's proposal and the reviewers' verdict side by side.

Invariant: a row says no more than reviewers vouched for: of what they accepted all values, of what they only edited the
fields that they set, of what they rejected none. It says how each came up: what was asked by chance may be counted as a
sample, what was asked since it is in doubt may not, and what was decided in bulk was looked at by nobody.

A row is JSON:

    item         `incident`, `report` or `claim`
    id, type     its id, and the event type (of a claim: the kind) that was proposed
    verdict      `accept`, `reject`, `unsure`, `contested` where reviewers differ, null where it was only edited
    reviewers    who said so;  decisions  the ids of their decisions
    occasion     how it came up (`dateline.model.occasion`)
    proposed     of an incident: the machine's value of each field that it had one for (`record.reviewing.values_of`)
    truth        the values that reviewers vouch for, null where a field is to be empty
    edited       the fields that were set by hand;  regrouped  what else was done to it: merge, split, move, different
    anchors      the words that it stands on, by which any coder's record of the same documents finds it
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from dateline.model import Act, Anchor, Decision, Subject
from dateline.model.decision import decision_from_json, decision_json, subject_of
from dateline.model.occasion import occasion_of
from dateline.model.schema import Row
from dateline.reconciling.actors.deciding import live
from dateline.reconciling.incidents.deciding.conflicts import Effect
from dateline.reconciling.incidents.deciding.editing import FIELDS
from dateline.reconciling.incidents.deciding.recounting import proposals
from dateline.record.reviewing import values_of

if TYPE_CHECKING:
    from dateline.record import Record

__all__ = ["CONTESTED", "KEYS", "anchors_of_row", "evaluation"]

Cover = Callable[[str, Iterable[Row]], Iterable[Row]]

CONTESTED = "contested"
# What every row has.
KEYS = frozenset({
    "item", "id", "type", "verdict", "reviewers", "decisions", "occasion", "proposed", "truth", "edited", "regrouped",
    "anchors",
})  # fmt: skip
_VERDICTS = frozenset({Act.ACCEPT, Act.REJECT, Act.UNSURE})
_HOLDS = frozenset({Effect.APPLIED, Effect.CONTESTED})


def _uncovered(what: str, rows: Iterable[Row]) -> Iterable[Row]:
    del what
    return rows


def evaluation(record: Record, *, cover: Cover = _uncovered) -> list[dict[str, Any]]:
    """Return a row for everything that was reviewed in a record, in the order of the first decision on each.

    `cover` is given rows of the contract and returns them as they may be told, with names covered.
    """
    return _Work(record, cover).rows()


def anchors_of_row(row: Row) -> list[Anchor]:
    """Return the words that a row of the set stands on."""
    return [Anchor(**{**one, "target": row["id"]}) for one in row["anchors"]]


class _Work:
    def __init__(self, record: Record, cover: Cover) -> None:
        self._record, self._cover = record, cover
        every = record.decisions_since()
        effects = record.outcomes(every).effects
        covered = [decision_from_json(row) for row in cover("decisions", map(decision_json, every))]
        about = (Subject.INCIDENT, Subject.REPORT, Subject.CLAIM)
        self._effects = {id_: Effect(effect) for id_, effect in effects.items()}
        self._live = [one for one in live(covered) if one.about in about]
        self._kept = [one for one in self._live if self._effects.get(one.id) in _HOLDS]
        self._of = record.incidents_of({anchor.id for one in self._live for anchor in one.anchors})

    def rows(self) -> list[dict[str, Any]]:
        judging: dict[str, list[tuple[Decision, str]]] = defaultdict(list)
        regrouped: dict[str, set[str]] = defaultdict(set)
        for one in self._kept:
            if one.act in _VERDICTS or one.act is Act.EDIT:
                for target in one.targets:
                    judging[self._item(one, target)].append((one, target))
            else:
                for id_ in {self._of[anchor.id] for anchor in one.anchors if anchor.id in self._of}:
                    regrouped[id_].add(one.act.value)
        # What an edit took the place of is the machine's only where none that was replaced since came before it.
        edits: dict[str, dict[str, Any]] = defaultdict(dict)
        for one in self._live:
            for target in one.targets if one.act is Act.EDIT else ():
                before = proposals(one).get(target, {}).get(one.field or "")
                edits[self._item(one, target)].setdefault(one.field or "", before)
        incidents = [id_ for id_ in judging if subject_of(id_) is Subject.INCIDENT]
        now = {str(row["id"]): row for row in self._cover("incidents", self._record.some("incidents", incidents))}
        return [
            self._incident(id_, said, now.get(id_), regrouped.get(id_, set()), edits.get(id_, {}))
            if subject_of(id_) is Subject.INCIDENT
            else self._told(id_, said)
            for id_, said in judging.items()
        ]

    def _item(self, one: Decision, target: str) -> str:
        """Return what a decision on a target is about now: of an incident, the one that most of its reports are in."""
        if subject_of(target) is not Subject.INCIDENT:
            return target
        about = (anchor.id for anchor in one.anchors if anchor.target == target)
        ids = Counter(self._of[report] for report in about if report in self._of)
        return ids.most_common(1)[0][0] if ids else target

    def _incident(
        self, id_: str, said: Sequence[tuple[Decision, str]], now: Row | None, regrouped: set[str], before: Row
    ) -> dict[str, Any]:
        verdicts = [one for one in said if one[0].act in _VERDICTS]
        edits = [one for one in said if one[0].act is Act.EDIT and self._effects[one[0].id] is Effect.APPLIED]
        last = (verdicts or said)[-1]
        seen = proposals(last[0]).get(last[1], {})
        verdict = self._verdict([one for one, _ in verdicts])
        first = {one.field or "": before.get(one.field or "") for one, _ in edits}
        set_to = values_of(now) if now is not None else {}
        proposed = {key: first[key] if key in first else seen.get(key) for key in FIELDS}
        truth: dict[str, Any] = {key: set_to.get(key) for key in first} if verdict != Act.REJECT.value else {}
        if verdict == Act.ACCEPT.value:
            truth = {**{key: seen.get(key) for key in FIELDS}, **truth}
        return {
            "item": "incident",
            "id": id_,
            "type": proposed["type"],
            **self._who(said, verdict),
            "proposed": {key: value for key, value in proposed.items() if value not in (None, [])},
            "truth": {key: truth[key] for key in FIELDS if key in truth},
            "edited": sorted(first),
            "regrouped": sorted(regrouped),
            "anchors": _anchors(anchor for anchor in last[0].anchors if anchor.target == last[1]),
        }

    def _told(self, id_: str, said: Sequence[tuple[Decision, str]]) -> dict[str, Any]:
        anchors = [anchor for anchor in said[-1][0].anchors if anchor.target == id_]
        return {
            "item": subject_of(id_).value,
            "id": id_,
            "type": anchors[0].type if anchors else None,
            **self._who(said, self._verdict([one for one, _ in said])),
            "proposed": {},
            "truth": {},
            "edited": [],
            "regrouped": [],
            "anchors": _anchors(anchors),
        }

    def _verdict(self, verdicts: Sequence[Decision]) -> str | None:
        if any(self._effects[one.id] is Effect.CONTESTED for one in verdicts):
            return CONTESTED
        return verdicts[-1].act.value if verdicts else None

    @staticmethod
    def _who(said: Sequence[tuple[Decision, str]], verdict: str | None) -> dict[str, Any]:
        deciding = [one for one, _ in said if one.act in _VERDICTS] or [one for one, _ in said]
        # What one looked at counts as looked at, whoever went over it in bulk besides.
        ways = [occasion_of(one.proposal) for one in deciding]
        way = next((one for one in ways if one.bulk is None), ways[-1])
        return {
            "verdict": verdict,
            "reviewers": sorted({one.reviewer for one, _ in said}),
            "decisions": [one.id for one, _ in said],
            "occasion": way.to_json(),
        }


def _anchors(anchors: Iterable[Anchor]) -> list[dict[str, Any]]:
    names = ("document", "start", "end", "type", "sentence_start", "sentence_end", "digest", "id")
    return [{name: getattr(one, name) for name in names} for one in sorted(set(anchors))]
