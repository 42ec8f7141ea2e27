"""The derivation graph: which document, and which report of it, derives from which.

Invariant: the graph is a function of the documents and their reports alone, in whatever order they come. A link that
several things show is given once, with the plainest: a citation before an attribution, that before reused words, and
those before the same values from the same voice; the containment is kept with it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import chain

from dateline.model import (
    Claim,
    Derivation,
    DerivedHow,
    Document,
    Evidence,
    Report,
    Span,
    Voice,
    VoiceKind,
    ZoneKind,
)
from dateline.reconciling.derivation.crediting import Credit, CreditFinder, voice_named
from dateline.reconciling.derivation.publishers import name_of_outlet, publisher_keys
from dateline.reconciling.derivation.reuse import find_reuse
from dateline.reconciling.derivation.reuse_links import Said, links_of_reuse
from dateline.reconciling.derivation.same_origin import is_named, pairs_of_one_origin
from dateline.reconciling.derivation.tracing import Tracer, report_like
from dateline.reconciling.derivation.wording import Wording, wording_of

__all__ = ["derive"]

_OUTLETS = (VoiceKind.OUTLET, VoiceKind.WIRE)


def derive(
    documents: Iterable[Document],
    reports: Iterable[Report] = (),
    claims: Iterable[Claim] = (),
    *,
    resolved_references: Mapping[tuple[str, int], str] | None = None,
    cited_sentences: Mapping[tuple[str, int], Sequence[Span]] | None = None,
) -> tuple[Derivation, ...]:
    """Link documents and reports to what they derive from, in the order of their ids.

    `resolved_references` leads from (document id, index in its `references`) to the id of the document cited, beside
    what a reference says itself; `cited_sentences` from the same to the sentences that the reference supports.
    `claims` are read for who is quoted. Time grows with the words and with what is shared; see `reuse`.
    """
    return _Graph(documents, reports, claims).derive(resolved_references or {}, cited_sentences or {})


class _Graph:
    def __init__(self, documents: Iterable[Document], reports: Iterable[Report], claims: Iterable[Claim]) -> None:
        by_id = {document.id: document for document in documents}
        self.documents = dict(sorted(by_id.items()))
        self.reports: defaultdict[str, list[Report]] = defaultdict(list)
        for report in sorted({r.id: r for r in reports if r.document in by_id}.values(), key=lambda r: r.id):
            self.reports[report.document].append(report)
        self.said: defaultdict[str, list[Said]] = defaultdict(list)
        told: Iterator[Report | Claim] = chain(chain.from_iterable(self.reports.values()), claims)
        for item in told:
            for voice in item.voices:
                if is_named(voice):
                    self.said[item.document].append(Said(item.sentence.span, voice))
        for spoken in self.said.values():
            spoken.sort(key=lambda s: (s.span, s.voice.id, s.voice.evidence))
        self.wordings = [wording_of(d) for d in sorted(by_id.values(), key=_published)]
        self.bylines: defaultdict[str, set[str]] = defaultdict(set)  # document -> outlets credited with all of it
        self.links: dict[tuple[object, ...], Derivation] = {}

    def derive(
        self, resolved: Mapping[tuple[str, int], str], cited: Mapping[tuple[str, int], Sequence[Span]]
    ) -> tuple[Derivation, ...]:
        for link in chain(self._cited(resolved, cited), self._credited(), self._reused(), self._of_one_origin()):
            self._add(link)
        return tuple(sorted(self.links.values(), key=_order))

    def _add(self, link: Derivation) -> None:
        """Keep the plainest of the links that join the same two, whichever of them was named first."""
        voice = link.origin_voice.id if link.origin_voice and link.origin_document is None else None
        key = (link.document, link.report, link.origin_document, link.origin_report, voice)
        mirrored = (link.origin_document, link.origin_report, link.document, link.report, voice)
        kept = self.links.get(key) or self.links.get(mirrored)
        if kept is None:
            self.links[key] = link
        elif link.containment is not None and kept.containment is None and kept.document == link.document:
            self.links[key] = replace(kept, containment=link.containment)

    def _cited(
        self, resolved: Mapping[tuple[str, int], str], cited: Mapping[tuple[str, int], Sequence[Span]]
    ) -> Iterator[Derivation]:
        for document in self.documents.values():
            for index, reference in enumerate(document.references):
                origin = resolved.get((document.id, index)) or reference.document
                if origin is None or origin not in self.documents or origin == document.id:
                    continue
                sentences = sorted(cited.get((document.id, index), ()))
                at = sentences[0] if sentences else reference.span
                evidence = Evidence.at(document.text, at.start, at.end)
                yield Derivation(document.id, DerivedHow.CITATION, evidence, origin_document=origin)
                for sentence in sentences:
                    yield from self._reports_in(document.id, sentence, DerivedHow.CITATION, origin, None)

    def _credited(self) -> Iterator[Derivation]:
        finder = CreditFinder(self.documents.values())
        tracer = Tracer(self.wordings, self.reports)
        for number, wording in enumerate(self.wordings):
            document = wording.document
            for credit in [*finder.credits_of(wording), *self._by_voices(wording)]:
                how = DerivedHow.CITATION if credit.day else DerivedHow.ATTRIBUTION
                span = credit.sentence.span if credit.sentence else None
                mine = [r for r in self.reports[document.id] if _is_under(r, span)]
                traced = tracer.trace(number, credit, mine)
                evidence = Evidence.at(document.text, span.start, span.end) if span else credit.name
                voice = voice_named(credit)
                if credit.sentence is None:
                    self.bylines[document.id].add(credit.key)
                if traced is None:
                    if not credit.key.startswith("author:"):
                        yield Derivation(document.id, how, evidence, origin_voice=voice)
                        for report in mine:
                            yield Derivation(document.id, how, evidence, report.id, origin_voice=voice)
                    continue
                origin = self.wordings[traced.number].document.id
                yield Derivation(
                    document.id, how, evidence,
                    origin_document=origin, origin_voice=voice, origin_evidence=traced.evidence,
                )  # fmt: skip
                if span is not None:
                    yield from self._reports_in(document.id, span, how, origin, voice)

    def _by_voices(self, wording: Wording) -> Iterator[Credit]:
        """Yield a credit for each outlet that the chain of a report passes through."""
        own = set(publisher_keys(wording.document))
        for report in self.reports[wording.document.id]:
            for voice in report.voices:
                if voice.kind not in _OUTLETS or voice.id.startswith("described:"):
                    continue
                key = name_of_outlet(voice.name)
                sentence = next((s for s in wording.sentences if s.span.overlaps(report.sentence.span)), None)
                if key not in own and sentence is not None:
                    yield Credit(key, voice.evidence, sentence)

    def _reports_in(
        self, document: str, span: Span, how: DerivedHow, origin: str, voice: Voice | None
    ) -> Iterator[Derivation]:
        """Link the reports of a sentence to those of the origin that they agree with, or to the origin alone."""
        for report in self.reports[document]:
            if report.sentence.span.overlaps(span):
                like = report_like(report, self.reports[origin], agree=1)
                yield Derivation(
                    document, how, report.sentence, report.id, origin, like.id if like else None,
                    voice, like.sentence if like else None,
                )  # fmt: skip

    def _reused(self) -> Iterator[Derivation]:
        for reuse in find_reuse(self.wordings):
            pair = self.wordings[reuse.one], self.wordings[reuse.other]
            for link in links_of_reuse(pair, reuse, self.reports, self.said):
                credited = self.bylines[link.document] & set(publisher_keys(self.documents[link.origin_document or ""]))
                yield replace(link, how=DerivedHow.ATTRIBUTION) if credited else link

    def _of_one_origin(self) -> Iterator[Derivation]:
        told = list(chain.from_iterable(self.reports.values()))
        for report, first, voice in pairs_of_one_origin(told, self.documents):
            yield Derivation(
                report.document, DerivedHow.SAME_ORIGIN, report.sentence, report.id, first.document, first.id, voice,
                first.sentence, is_directed=False,
            )  # fmt: skip


def _is_under(report: Report, span: Span | None) -> bool:
    """Tell whether a credit in this sentence, or without one for the whole document, is one for a report."""
    return report.zone is not ZoneKind.COMMENT if span is None else report.sentence.span.overlaps(span)


def _published(document: Document) -> tuple[date, str]:
    """Order documents by publication, those without a date last."""
    moment = document.published
    return (moment.earliest if moment and moment.earliest else date.max), document.id


def _order(link: Derivation) -> tuple[str, ...]:
    voice = link.origin_voice.id if link.origin_voice else ""
    return link.document, link.report or "", link.origin_document or "", link.origin_report or "", voice, link.id
