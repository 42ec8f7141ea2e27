"""One incident out of its reports: what they say together, who stands behind it, and where they disagree.

Invariant: an incident is a function of its reports, of what derives from what, and of what people decided about it; in
whatever order they come. A report that somebody rejected stays with its incident and says nothing for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from dateline.model import (
    Claim,
    Contradiction,
    Corroboration,
    Credibility,
    Derivation,
    Document,
    Grade,
    Incident,
    Level,
    Membership,
    Reliability,
    Report,
    Reviewed,
    RunnerUp,
    Sources,
)
from dateline.reconciling.incidents.accounts.levels import events_of
from dateline.reconciling.incidents.contradictions import contradictions_of
from dateline.reconciling.incidents.deciding.editing import edited
from dateline.reconciling.incidents.sources.grading import corroboration_of
from dateline.reconciling.incidents.sources.origins import origins
from dateline.reconciling.incidents.sources.reliability import Reliabilities
from dateline.reconciling.incidents.sources.sources import sources_of
from dateline.reconciling.incidents.sources.standing import denials
from dateline.reconciling.incidents.values.values import Values, values_of

__all__ = ["Made", "incident_of"]

# What nobody tells any more: all its reports were rejected.
_NOBODY = Sources(0, 0, (), 0.0)
_REJECTED = Corroboration(Grade.RETRACTED, "All reports of it were rejected.", Reliability.UNKNOWN, Credibility.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Made:
    """Say of one incident what is not read from its reports: how it was grouped, and what people decided.

    `edits` lead from fields to the values that people set, `by` to the decisions that did; `disputed` are fields that
    reviewers set to different values, which are shown empty until a lead decides.
    """

    id: str
    level: Level = Level.SINGLE
    score: float = 1.0
    redirects: tuple[str, ...] = ()
    part_of: tuple[Membership, ...] = ()
    runners_up: tuple[RunnerUp, ...] = ()
    rejected: frozenset[str] = frozenset()
    reviewed: Reviewed | None = None
    edits: Mapping[str, str | None] = field(default_factory=dict)
    by: Mapping[str, str] = field(default_factory=dict)
    disputed: tuple[str, ...] = ()


def incident_of(
    made: Made,
    reports: Sequence[Report],
    *,
    documents: Mapping[str, Document],
    derivations: Iterable[Derivation] = (),
    beside: Iterable[Report] = (),
    claims: Iterable[Claim] = (),
    reliabilities: Reliabilities | None = None,
) -> Incident:
    """Return the incident of some reports, of which there is at least one.

    `documents` are those of the reports, by id; `derivations` may be of others too. `beside` and `claims` are what the
    same documents, or others, tell besides: who denies the incident there, or blames somebody else for it, is heard.
    """
    links = list(derivations)
    told = sorted((r for r in reports if r.id not in made.rejected), key=lambda r: r.id)
    behind = origins(told, links, documents) if told else ()
    sources = sources_of(behind, told, links, documents) if told else _NOBODY
    label = _labels(sources.groups, told)
    disputes: tuple[Contradiction, ...] = ()
    if told:
        disputes = contradictions_of(
            made.id, told, documents=documents, origins=label, level=made.level, beside=beside, claims=claims
        )
    if told:
        grade = corroboration_of(behind, told, links, documents, contradictions=disputes, reliabilities=reliabilities)
    else:
        grade = _REJECTED
    # Who denies is counted by origins, too: a denial that three papers print is one.
    denied = origins(denials(told), links, documents)
    values = values_of(
        told or sorted(reports, key=lambda r: r.id),
        origins=[*sources.groups, *(origin.reports for origin in denied)],
        told={id_: document.published for id_, document in documents.items()},
        level=made.level,
    )
    values = _decided(values, made)
    return Incident(
        id=made.id,
        reports=tuple(sorted(report.id for report in reports)),
        type=values.type,
        status=values.status,
        sources=sources,
        corroboration=grade,
        redirects=made.redirects,
        level=made.level,
        mode=values.mode,
        actors=values.actors,
        recipients=values.recipients,
        place=values.place,
        when=values.when,
        counts=values.counts,
        means=values.means,
        target=values.target,
        events=events_of(told) if made.level is Level.AGGREGATE else None,
        contradictions=disputes,
        part_of=made.part_of,
        runners_up=made.runners_up,
        score=made.score,
        reviewed=made.reviewed,
        edited=dict(made.by),
    )


def _labels(groups: Sequence[Sequence[str]], told: Iterable[Report]) -> dict[str, str]:
    """Lead each report, and each document whose reports all have one origin, to a label of that origin.

    What such a document tells besides has no other origin: two prints of one dispatch blame whom it blames once.
    """
    label = {id_: f"{n}" for n, group in enumerate(groups) for id_ in group}
    of_document: dict[str, set[str]] = {}
    for report in told:
        if report.id in label:
            of_document.setdefault(report.document, set()).add(label[report.id])
    return label | {id_: min(found) for id_, found in of_document.items() if len(found) == 1}


def _decided(values: Values, made: Made) -> Values:
    """Return values as people set them; what reviewers set differently is empty, but for what is never empty."""
    never = ("type", "status")
    values = edited(values, {name: value for name, value in made.edits.items() if name not in made.disputed})
    return edited(values, {name: None for name in made.disputed if name not in never})
