"""Where reports of one thing cannot all be right: each difference typed, quoted on both sides, and told in a sentence.

Invariant: a contradiction has words on both sides, from two speakers. What may both be right - a rounded figure, a
closer place, a toll that rose, a part of the whole - is none, and what one side leaves open contradicts nothing.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence

from dateline.model import Claim, Contradiction, Disputed, Document, Level, Report, ZoneKind
from dateline.reconciling.incidents.contradictions.actors import actors
from dateline.reconciling.incidents.contradictions.claims import disputed_claims
from dateline.reconciling.incidents.contradictions.dates import dates
from dateline.reconciling.incidents.contradictions.numbers import numbers
from dateline.reconciling.incidents.contradictions.outcomes import outcomes
from dateline.reconciling.incidents.contradictions.pairing import nearly_one
from dateline.reconciling.incidents.contradictions.places import places
from dateline.reconciling.incidents.contradictions.stating import (
    ClaimStatement,
    Statement,
    claim_statements,
    remarks_beside,
    statements_of,
)
from dateline.reconciling.incidents.contradictions.statuses import NOT_HAPPENED, denials_in, statuses
from dateline.reconciling.incidents.contradictions.words import words

__all__ = ["contradictions_between", "contradictions_of", "contradictions_of_claims", "nearly_one"]

# What tells one event from another.
_TELLING = frozenset({Disputed.DATE, Disputed.PLACE, Disputed.NUMBER, Disputed.ACTOR})


def contradictions_of(
    incident: str | None,
    reports: Iterable[Report],
    *,
    documents: Mapping[str, Document],
    origins: Mapping[str, str] | None = None,
    level: Level = Level.SINGLE,
    beside: Iterable[Report] = (),
    claims: Iterable[Claim] = (),
) -> tuple[Contradiction, ...]:
    """Return where the reports of one incident contradict each other, the weightiest first.

    `documents` are those of the reports, by id; one that is missing has no date of publication. `origins` leads from a
    report's (or claim's) id to a label of the independent origin that it goes back to, by default its document.
    `beside` and `claims` are other reports and claims, of the same documents or of others, among which those are found
    that blame somebody for the incident or deny it.
    """
    origins = origins or {}
    statements = statements_of(_of_sources(reports), documents=documents, origins=origins)
    if not statements:
        return ()
    aside = _of_sources(beside)
    others = statements_of(aside, documents=documents, origins=origins)
    stated = claim_statements(claims, documents=documents, origins=origins)
    remarks = remarks_beside((*statements, *others), stated, documents=documents, origins=origins)
    denials = denials_in((*statements, *others), stated, remarks)
    if len({r.remark.document for r in remarks}) < 2 and not _speak_two((*statements, *others, *stated)):
        # Nobody contradicts himself: there are only those left who deny what their own text tells.
        return tuple(statuses(statements, denials, others, incident=incident))
    found = [
        *numbers(statements, remarks, others, incident=incident),
        *dates(statements, remarks, others, documents=documents, level=level, incident=incident),
        *places(statements, remarks, others, level=level, incident=incident),
        *actors(statements, others, remarks, incident=incident),
        *outcomes(statements, remarks, others, incident=incident),
        *statuses(statements, denials, others, incident=incident),
    ]
    return tuple(_of_one_thing(_without_twins(found)))


def _of_sources(reports: Iterable[Report]) -> list[Report]:
    """Leave out what readers add: it is no source's word."""
    return [r for r in reports if r.zone is not ZoneKind.COMMENT]


def _speak_two(told: Iterable[Statement | ClaimStatement]) -> bool:
    """Tell whether two named voices or more speak, of whom one may contradict the other."""
    return len({one.telling.speaker for one in told if one.telling.speaker[1]}) > 1


def _without_twins(found: Sequence[Contradiction]) -> list[Contradiction]:
    """Of an outcome and a denial between the same documents keep one: the denial where it is told as such, else the
    outcome, of which the denial is a part: "failed to free", "were freed"."""
    found = [one for one in found if not _is_told_in_figures(one, found)]
    plain = [one for one in found if one.disputed is Disputed.STATUS and one.sides[0].value.startswith("it ")]
    read = [one for one in found if one.disputed is Disputed.STATUS and one not in plain]
    kept = [one for one in found if one not in read or not any(_pairs(one) & _pairs(other) for other in plain)]
    plainly = [one for one in kept if one in plain and _is_plain(one)]
    kept = [
        one
        for one in kept
        if one.disputed is not Disputed.OUTCOME or not any(_are_of_one_report(one, other) for other in plainly)
    ]
    ended = [_pairs(one) for one in kept if one.disputed is Disputed.OUTCOME]
    return [one for one in kept if one.disputed is not Disputed.STATUS or not any(_pairs(one) & e for e in ended)]


def _is_plain(denial: Contradiction) -> bool:
    """Tell whether a denial tells the act itself as not done: "did not seize", but not "failed to seize"."""
    denied = next((side for side in denial.sides if side.value == NOT_HAPPENED), None)
    return denied is not None and all(
        words().plainly_not.search(quote.evidence.words) and not words().attempted.search(quote.evidence.words)
        for quote in denied.quotes
    )


def _are_of_one_report(outcome: Contradiction, denial: Contradiction) -> bool:
    """Tell whether the denial sets the very sentences against each other of which the outcomes were read, or more."""
    told = [set(side.quotes) for side in outcome.sides]
    return all(any(quotes & set(side.quotes) for side in denial.sides) for quotes in told)


def _is_told_in_figures(one: Contradiction, found: Sequence[Contradiction]) -> bool:
    """Tell whether a denial only says that there were none of those whom the others count."""
    if one.disputed is not Disputed.STATUS:
        return False
    reports = [set(side.reports) for side in one.sides]
    figures = [other for other in found if other.disputed is Disputed.NUMBER]
    return any(all(any(ids & set(side.reports) for side in other.sides) for ids in reports) for other in figures)


def _of_one_thing(found: Sequence[Contradiction]) -> list[Contradiction]:
    """Of two contradictions between the same two documents in what tells events apart, keep the weightier: where both
    are right they tell of two things, so that one is likely misread."""
    kept: list[Contradiction] = []
    taken: dict[frozenset[str], Disputed] = {}
    for one in sorted(found, key=lambda c: (-c.weight, c.id)):
        pairs = _pairs(one) if one.disputed in _TELLING else set()
        if all(taken.get(pair, one.disputed) is one.disputed for pair in pairs):
            kept.append(one)
            taken.update(dict.fromkeys(pairs, one.disputed))
    return kept


def _pairs(one: Contradiction) -> set[frozenset[str]]:
    """Return the pairs of documents that stand on different sides; a document that differs within itself is one."""
    sides = [{quote.document for quote in side.quotes} for side in one.sides]
    return {frozenset((a, b)) for first, second in itertools.combinations(sides, 2) for a in first for b in second}


def contradictions_between(
    incident: str,
    reports: Sequence[Report],
    others: Sequence[Report],
    *,
    documents: Mapping[str, Document],
    level: Level = Level.SINGLE,
) -> tuple[Contradiction, ...]:
    """Return on which day or place two incidents contradict each other that agree in all else (`nearly_one`).

    They may be one that somebody dates or places wrongly; `incident` is the id that the contradictions are kept with.
    """
    if not nearly_one({"a": reports, "b": others}, documents=documents):
        return ()
    statements = statements_of(_of_sources([*reports, *others]), documents=documents, origins={})
    remarks = remarks_beside(statements, (), documents=documents, origins={})
    if not statements or (len({r.remark.document for r in remarks}) < 2 and not _speak_two(statements)):
        return ()
    apart = [
        *dates(statements, remarks, documents=documents, level=level, incident=incident),
        *places(statements, remarks, level=level, incident=incident),
    ]
    sides = {r.id for r in reports}, {r.id for r in others}
    wanted = {one.id for one in apart if all(any(ids & set(side.reports) for side in one.sides) for ids in sides)}
    if not wanted:
        return ()
    # Only what else tells events apart may outweigh these; see `_of_one_thing`.
    found = [
        *numbers(statements, remarks, incident=incident),
        *apart,
        *actors(statements, (), remarks, incident=incident),
    ]
    return tuple(one for one in _of_one_thing(found) if one.id in wanted)


def contradictions_of_claims(
    claims: Iterable[Claim],
    *,
    documents: Mapping[str, Document],
    origins: Mapping[str, str] | None = None,
) -> tuple[Contradiction, ...]:
    """Return where claims contradict each other, the weightiest first.

    Rival holders of an office or a place, figures of one series, and words of a document that a reader of it quotes and
    disputes. `documents` and `origins` are as in `contradictions_of`.
    """
    stated = claim_statements(claims, documents=documents, origins=origins or {})
    return disputed_claims(stated, documents=documents)
