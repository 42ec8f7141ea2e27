"""What a reviewer did, when and why. Decisions are only ever appended; an undo is a decision too.

Invariant: a decision says which words it was about, not only which ids, so that it can be applied again after a run
gave other ids; and it carries the hash of the decision before it, so that none can be changed, removed or put elsewhere
without the chain telling where.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import KW_ONLY, dataclass
from enum import StrEnum
from typing import Any

from dateline.model.moment import Moment

__all__ = [
    "Act",
    "Anchor",
    "Decision",
    "Deed",
    "Role",
    "Subject",
    "decision_from_json",
    "decision_json",
    "link_hash",
    "subject_of",
    "words_digest",
]

_ID = re.compile(r"([irck])[0-9a-f]{16}\Z")


class Act(StrEnum):
    """The closed list of what a reviewer can do."""

    ACCEPT = "accept"
    REJECT = "reject"
    UNSURE = "unsure"
    EDIT = "edit"
    MERGE = "merge"
    SPLIT = "split"
    MOVE = "move"
    DIFFERENT = "different"
    UNDO = "undo"


class Role(StrEnum):
    """Say as what somebody decided: where two reviewers differ, a lead's word holds."""

    REVIEWER = "reviewer"
    LEAD = "lead"


class Subject(StrEnum):
    """Say what an id is of; ids that are made by content tell by their first letter, all others are actors'."""

    INCIDENT = "incident"
    REPORT = "report"
    CLAIM = "claim"
    DECISION = "decision"
    ACTOR = "actor"


_SUBJECTS = {"i": Subject.INCIDENT, "r": Subject.REPORT, "c": Subject.CLAIM, "k": Subject.DECISION}


def subject_of(id_: str) -> Subject:
    """Tell what an id is of.

    >>> subject_of("r0123456789abcdef").value, subject_of("text:hassan").value
    ('report', 'actor')
    """
    made = _ID.match(id_)
    return _SUBJECTS[made[1]] if made else Subject.ACTOR


def words_digest(words: str) -> str:
    """Return 16 hex digits of the words of a sentence, by which it is known again without being quoted."""
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:16]


@dataclass(frozen=True, slots=True, order=True)
class Anchor:
    """Hold fast which words a report or claim was: by these it is found again when its id is another.

    `start` and `end` are of the trigger (of a claim: of what it claims), `sentence_start` and `sentence_end` of the
    sentence, all half-open offsets into the document's text; `digest` is of the sentence's words. `type` is the event
    type, or the claim's kind. `id` was its id then, and `target` the id that the decision names: its own, or that of
    the incident that it belonged to.
    """

    document: str
    start: int
    end: int
    type: str
    sentence_start: int
    sentence_end: int
    digest: str
    id: str
    target: str


@dataclass(frozen=True, slots=True)
class Deed:
    """Hold what somebody wants decided: an act on targets; see `Decision` for what each act takes."""

    act: Act
    targets: tuple[str, ...]
    _: KW_ONLY
    reason: str | None = None
    field: str | None = None
    value: str | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """Hold one act on one or more targets (ids of reports, claims, incidents, actors or decisions).

    `split` names the whole and then what leaves it, `move` what moves and then the incident it goes to. `edit` sets
    `field` to `value`: EDTF, an id or a number as text; None empties it. `proposal` is what the machine had proposed
    and the reviewer saw, as JSON, with how it came up (`dateline.model.occasion`). `number` is its place in the chain,
    from 1, `previous` the hash of the one before.
    """

    id: str
    act: Act
    targets: tuple[str, ...]
    reviewer: str
    made: Moment
    reason: str | None = None
    role: Role = Role.REVIEWER
    field: str | None = None
    value: str | None = None
    anchors: tuple[Anchor, ...] = ()
    proposal: str | None = None
    number: int = 0
    previous: str | None = None
    hash: str | None = None

    def __post_init__(self) -> None:
        if not self.targets:
            raise ValueError("a decision is about something: give at least one target")
        if self.act in (Act.MERGE, Act.DIFFERENT, Act.MOVE) and len(self.targets) < 2:
            raise ValueError(f"{self.act.value} takes two ids or more")
        if self.field is not None and self.act is not Act.EDIT:
            raise ValueError("only an edit names a field")
        if self.value is not None and self.field is None:
            raise ValueError("a value is of a field: name the field, and edit it")
        kinds = [subject_of(target) for target in self.targets]
        if set(kinds) != {Subject.ACTOR}:
            self._check(kinds)

    def _check(self, kinds: list[Subject]) -> None:
        if self.act is Act.UNDO:
            if set(kinds) != {Subject.DECISION}:
                raise ValueError("undo takes ids of decisions")
        elif self.act is Act.SPLIT:
            if kinds[0] is not Subject.INCIDENT or set(kinds[1:]) != {Subject.REPORT}:
                raise ValueError("split takes an incident and the reports that leave it")
        elif self.act is Act.MOVE:
            if kinds[-1] is not Subject.INCIDENT or set(kinds[:-1]) != {Subject.REPORT}:
                raise ValueError("move takes the reports that move and, last, the incident that they go to")
        elif self.act in (Act.MERGE, Act.DIFFERENT):
            if not set(kinds) <= {Subject.INCIDENT, Subject.REPORT}:
                raise ValueError(f"{self.act.value} takes incidents or reports, or actors")
        elif not set(kinds) <= {Subject.INCIDENT, Subject.REPORT, Subject.CLAIM}:
            raise ValueError(f"{self.act.value} takes incidents, reports or claims")
        elif self.act is Act.EDIT and self.field is None:
            raise ValueError("an edit names the field that it sets")

    @property
    def about(self) -> Subject:
        """What the first target is."""
        return subject_of(self.targets[0])


def decision_json(decision: Decision) -> dict[str, Any]:
    """Return a decision in the shape of the public contract."""
    return {
        "id": decision.id,
        "act": decision.act.value,
        "targets": list(decision.targets),
        "reviewer": decision.reviewer,
        "role": decision.role.value,
        "made": decision.made.edtf,
        "reason": decision.reason,
        "field": decision.field,
        "value": decision.value,
        "anchors": [
            {
                "target": one.target,
                "id": one.id,
                "document": one.document,
                "start": one.start,
                "end": one.end,
                "type": one.type,
                "sentence_start": one.sentence_start,
                "sentence_end": one.sentence_end,
                "digest": one.digest,
            }
            for one in decision.anchors
        ],
        "proposal": decision.proposal,
        "number": decision.number,
        "previous": decision.previous,
        "hash": decision.hash,
    }


def decision_from_json(row: Mapping[str, Any]) -> Decision:
    """Return the Decision that `decision_json` wrote."""
    return Decision(
        id=row["id"],
        act=Act(row["act"]),
        targets=tuple(row["targets"]),
        reviewer=row["reviewer"],
        made=Moment(row["made"]),
        reason=row["reason"],
        role=Role(row["role"]),
        field=row["field"],
        value=row["value"],
        anchors=tuple(Anchor(**one) for one in row["anchors"]),
        proposal=row["proposal"],
        number=row["number"],
        previous=row["previous"],
        hash=row["hash"],
    )


def link_hash(decision: Decision) -> str:
    """Return the hash of all that a decision says, and of the link to the one before it (SHA-256, 64 hex digits).

    What is empty is left out, so that a key that the contract gains later changes no hash that is there.
    """
    row = {key: value for key, value in decision_json(decision).items() if key != "hash" and value not in (None, [])}
    return hashlib.sha256(json.dumps(row, sort_keys=True, separators=(",", ":")).encode()).hexdigest()
