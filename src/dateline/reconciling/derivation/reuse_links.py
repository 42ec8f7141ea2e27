"""The links that reused words make: between two documents, and between the reports that stand in what they share.

Invariant: a report is linked to a report of the origin only where it stands in the passage that corresponds, and
where the two share words, on the very words that name the event. With no telling which document came first the link
has no direction.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from dateline.knowledge.names import fold
from dateline.model import Derivation, DerivedHow, Evidence, Report, Span, Voice, VoiceKind
from dateline.reconciling.derivation.passages import Passage
from dateline.reconciling.derivation.precedence import came_first
from dateline.reconciling.derivation.reuse import Reuse
from dateline.reconciling.derivation.tracing import report_like
from dateline.reconciling.derivation.wording import Wording

__all__ = ["Said", "links_of_reuse"]


@dataclass(frozen=True, slots=True)
class Said:
    """Note who a report or a claim says speaks in a stretch of its document."""

    span: Span
    voice: Voice


def links_of_reuse(
    pair: tuple[Wording, Wording],
    reuse: Reuse,
    reports: Mapping[str, Sequence[Report]],
    said: Mapping[str, Sequence[Said]],
) -> Iterator[Derivation]:
    """Yield the link of two documents that share words, then those of the reports that stand in them."""
    first = came_first(pair[0].document, pair[1].document)
    if first is None:
        later = 1 if pair[0].document.id < pair[1].document.id else 0
    else:
        later = 1 if first is pair[0].document else 0
    derived, origin = pair[later], pair[1 - later]
    passages = [p.mirrored() for p in reuse.passages] if later else list(reuse.passages)
    longest = max(passages, key=lambda p: (p.one_end - p.one, -p.one))
    evidence = derived.evidence(longest.one, longest.one_end)
    voice = _speaker(derived, reuse.speaker[later], passages, said) if reuse.speaker else None
    link = Derivation(
        derived.document.id,
        DerivedHow.REUSE if voice is None else DerivedHow.SAME_ORIGIN,
        evidence,
        origin_document=origin.document.id,
        origin_voice=voice,
        origin_evidence=origin.evidence(longest.other, longest.other_end),
        containment=None if voice else round(min(1.0, reuse.shares[later]), 4),
        is_directed=first is not None and voice is None,
    )
    yield link
    for report in reports.get(derived.document.id, ()):
        passage = _around(derived, report, passages)
        if passage is None:
            continue
        theirs = _counterpart(derived, origin, report, passage, reports.get(origin.document.id, ()))
        yield Derivation(
            link.document,
            link.how,
            report.sentence,
            report.id,
            link.origin_document,
            theirs.id if theirs else None,
            voice,
            theirs.sentence if theirs else origin.evidence(passage.other, passage.other_end),
            link.containment,
            link.is_directed,
        )


def _around(wording: Wording, report: Report, passages: Sequence[Passage]) -> Passage | None:
    """Return the passage that holds the words that name the event and at least half of their sentence."""
    first, last = wording.words_in(report.sentence.span)
    at = wording.words_in(report.trigger.span)[0]
    for passage in passages:
        inside = min(last, passage.one_end) - max(first, passage.one)
        if passage.one <= at < passage.one_end and 2 * inside >= last - first:
            return passage
    return None


def _counterpart(
    derived: Wording, origin: Wording, report: Report, passage: Passage, theirs: Sequence[Report]
) -> Report | None:
    """Return the report of the origin on the same words; in a reworded passage, one that agrees, of the same type."""
    at = passage.other_word(derived.words_in(report.trigger.span)[0])
    there = [r for r in theirs if r.type is report.type]
    if at is not None:
        offset = origin.starts[at]
        return next((r for r in there if r.trigger.start <= offset < r.trigger.end), None)
    start, end = origin.starts[passage.other], origin.ends[passage.other_end - 1]
    return report_like(report, [r for r in there if start <= r.trigger.start < end], agree=0)


def _speaker(
    wording: Wording, name: Evidence, passages: Sequence[Passage], said: Mapping[str, Sequence[Said]]
) -> Voice:
    """Return the voice that a report or a claim gives to the quoted words, or else the name beside them."""
    spans = [Span(wording.starts[p.one], wording.ends[p.one_end - 1]) for p in passages]
    for item in said.get(wording.document.id, ()):
        if any(item.span.overlaps(span) for span in spans) and item.voice.evidence.span.overlaps(name.span):
            return item.voice
    return Voice(f"text:{fold(name.words)}", name.words, VoiceKind.UNKNOWN, name)
