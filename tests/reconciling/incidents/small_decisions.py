"""Small anchors, clusters and decisions for the tests of identity, replay and differences."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from dateline.model import Act, Anchor, Decision, Moment, Role
from dateline.model.decision import words_digest

MADE = Moment("2020-01-01")


def report_id(name: str) -> str:
    return "r" + hashlib.sha256(name.encode()).hexdigest()[:16]


def incident_id(name: str) -> str:
    return "i" + hashlib.sha256(name.encode()).hexdigest()[:16]


def at(name: str, *, type_: str = "ASSAULT", version: str = "", shift: int = 0, sentence: int | None = None) -> Anchor:
    """Make the anchor of a report that is named by its document and number, as `a1`."""
    start = 100 * int(name[1:]) if sentence is None else 100 * sentence + 30
    base = start - start % 100
    id_ = report_id(f"{name} {type_}{version}")
    return Anchor(name[0], start + shift, start + 6 + shift, type_, base, base + 90, words_digest(name), id_, id_)


def clusters_of(words: str, **options) -> list[frozenset[Anchor]]:
    """Make clusters from words: `a1 b1 | c1`."""
    return [frozenset(at(name, **options) for name in part.split()) for part in words.split("|")]


def ids_of(words: str, **options) -> list[frozenset[str]]:
    return [frozenset(one.id for one in cluster) for cluster in clusters_of(words, **options)]


def about(target: str, words: str) -> list[Anchor]:
    """Anchor a target in reports: an incident in all it is made of, a report in itself."""
    made = [at(name) for name in words.split()]
    return [
        Anchor(o.document, o.start, o.end, o.type, o.sentence_start, o.sentence_end, o.digest, o.id, target)
        for o in made
    ]


def decided(
    number: int,
    act: Act,
    targets: Sequence[str],
    *,
    reviewer: str = "anna",
    lead: bool = False,
    field: str | None = None,
    value: str | None = None,
    more: Sequence[Anchor] = (),
) -> Decision:
    """Make a decision; a target is the reports that it is made of: `a1 b1` an incident, `=a1` a report."""
    ids, anchors = [], list(more)
    for words in targets:
        if words.startswith("k"):
            ids.append(decision_id(int(words[1:])))
        elif words.startswith("="):
            ids.append(at(words[1:]).id)
            anchors.append(at(words[1:]))
        else:
            ids.append(incident_id(words))
            anchors += about(ids[-1], words)
    return Decision(
        decision_id(number), act, tuple(ids), reviewer, MADE,
        role=Role.LEAD if lead else Role.REVIEWER, field=field, value=value, anchors=tuple(anchors), number=number,
    )  # fmt: skip


def decision_id(number: int) -> str:
    return f"k{number:016x}"
