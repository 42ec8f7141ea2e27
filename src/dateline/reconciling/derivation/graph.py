"""The derivation graph: which document, and which report of it, derives from which.

Invariant: the graph is a function of the documents and their reports alone, in whatever order they come. A link that
several things show is given once, with the plainest: a citation before an attribution, that before reused words, and
those before the same values from the same voice; the containment is kept with it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
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
from dateline.reconciling.derivation.crediting import Credit, CreditFinder, Name, names_of, voice_named
from dateline.reconciling.derivation.publishers import name_of_outlet, publisher_keys
from dateline.reconciling.derivation.reuse import find_reuse
from dateline.reconciling.derivation.reuse_links import Said, links_of_reuse
from dateline.reconciling.derivation.same_origin import is_named, pairs_of_one_origin, statement_of
from dateline.reconciling.derivation.tracing import Tracer, report_like
from dateline.reconciling.derivation.usual import Texts, Usual
from dateline.reconciling.derivation.wording import Wording, wording_of

__all__ = ["Graph", "credits_in", "day_of", "derive", "reports_under"]

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
    return Graph(documents, reports, claims).links(resolved_references or {}, cited_sentences or {})


class Graph:
    """Link the documents at hand.

    By themselves they are all there are. With `usual` and `names` they are some of those among which that was counted
    and which these names are of, and all links of the documents `among` these are right if all are at hand that they
    can be linked with: what shares words with them, what they may credit, what cites them.
    """

    def __init__(
        self,
        documents: Iterable[Document],
        reports: Iterable[Report],
        claims: Iterable[Claim],
        *,
        usual: Usual | None = None,
        names: Iterable[Name] | None = None,
        among: Set[str] | None = None,
    ) -> None:
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
        self.texts = Texts(self.wordings, usual)
        self.names = names_of(by_id.values()) if names is None else names
        self.credits: defaultdict[str, set[tuple[str, int]]] = defaultdict(set)  # whom each names, and which day
        self.among = among
        self.bylines: defaultdict[str, set[str]] = defaultdict(set)  # document -> outlets credited with all of it
        self.found: dict[tuple[object, ...], Derivation] = {}

    def links(
        self,
        resolved: Mapping[tuple[str, int], str],
        cited: Mapping[tuple[str, int], Sequence[Span]],
        of_one_origin: Iterable[tuple[str, str]] | None = None,
        kept: Iterable[Derivation] = (),
    ) -> tuple[Derivation, ...]:
        """Return the links, in the order of their ids: all of them, or those of the documents asked for.

        `of_one_origin` are pairs of reports, by their ids, as `pairs_of_one_origin` finds them among all reports;
        `kept` are citations and credits that lead to the documents asked for from others.
        """
        pairs = self._pairs() if of_one_origin is None else of_one_origin
        said = chain(kept, self._cited(resolved, cited), self._credited())
        for link in chain(said, self._reused(), self._of_one_origin(pairs)):
            if self.among is None or link.document in self.among or link.origin_document in self.among:
                self._add(link)
        return tuple(sorted(self.found.values(), key=_order))

    def _add(self, link: Derivation) -> None:
        """Keep the plainest of the links that join the same two, whichever of them was named first."""
        voice = link.origin_voice.id if link.origin_voice and link.origin_document is None else None
        key = (link.document, link.report, link.origin_document, link.origin_report, voice)
        mirrored = (link.origin_document, link.origin_report, link.document, link.report, voice)
        kept = self.found.get(key) or self.found.get(mirrored)
        if kept is None:
            self.found[key] = link
        elif link.containment is not None and kept.containment is None and kept.document == link.document:
            self.found[key] = replace(kept, containment=link.containment)

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
        finder = CreditFinder(self.names)
        tracer = Tracer(self.texts, self.reports)
        for number, wording in enumerate(self.wordings):
            document = wording.document
            for credit in credits_in(finder, wording, self.reports[document.id]):
                if credit.sentence is None:
                    self.bylines[document.id].add(credit.key)
                else:
                    self.credits[document.id].add((credit.key, day_of(credit)))
                if self.among is not None and document.id not in self.among:
                    continue
                how = DerivedHow.CITATION if credit.day else DerivedHow.ATTRIBUTION
                span = credit.sentence.span if credit.sentence else None
                mine = reports_under(credit, self.reports[document.id])
                traced = tracer.trace(number, credit, mine)
                evidence = Evidence.at(document.text, span.start, span.end) if span else credit.name
                voice = voice_named(credit)
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
        of = self.texts.number_of
        among = None if self.among is None else {of[id_] for id_ in self.among if id_ in of}
        for reuse in find_reuse(self.texts, among=among):
            pair = self.wordings[reuse.one], self.wordings[reuse.other]
            for link in links_of_reuse(pair, reuse, self.reports, self.said):
                credited = self.bylines[link.document] & set(publisher_keys(self.documents[link.origin_document or ""]))
                yield replace(link, how=DerivedHow.ATTRIBUTION) if credited else link

    def _pairs(self) -> Iterator[tuple[str, str]]:
        told = list(chain.from_iterable(self.reports.values()))
        made = (statement_of(report, self.documents[report.document]) for report in told)
        return pairs_of_one_origin(one for one in made if one is not None)

    def _of_one_origin(self, pairs: Iterable[tuple[str, str]]) -> Iterator[Derivation]:
        by_id = {report.id: report for report in chain.from_iterable(self.reports.values())}
        for one, other in pairs:
            report, first = by_id[one], by_id[other]
            yield Derivation(
                report.document, DerivedHow.SAME_ORIGIN, report.sentence, report.id, first.document, first.id,
                report.voices.nearest, first.sentence, is_directed=False,
            )  # fmt: skip


def credits_in(finder: CreditFinder, wording: Wording, reports: Iterable[Report]) -> Iterator[Credit]:
    """Yield the credits of a document: those that its words give, then each outlet that its reports have it from."""
    yield from finder.credits_of(wording)
    own = set(publisher_keys(wording.document))
    for report in reports:
        for voice in report.voices:
            if voice.kind not in _OUTLETS or voice.id.startswith("described:"):
                continue
            key = name_of_outlet(voice.name)
            sentence = next((s for s in wording.sentences if s.span.overlaps(report.sentence.span)), None)
            if key not in own and sentence is not None:
                yield Credit(key, voice.evidence, sentence)


def day_of(credit: Credit) -> int:
    """Return the number of the day that a credit names, 0 where it names none."""
    return credit.day.earliest.toordinal() if credit.day and credit.day.earliest else 0


def reports_under(credit: Credit, reports: Iterable[Report]) -> list[Report]:
    """Return the reports that a credit is for: those of its sentence, or without one of the whole document."""
    if credit.sentence is None:
        return [report for report in reports if report.zone is not ZoneKind.COMMENT]
    return [report for report in reports if report.sentence.span.overlaps(credit.sentence.span)]


def _published(document: Document) -> tuple[date, str]:
    """Order documents by publication, those without a date last."""
    moment = document.published
    return (moment.earliest if moment and moment.earliest else date.max), document.id


def _order(link: Derivation) -> tuple[str, ...]:
    voice = link.origin_voice.id if link.origin_voice else ""
    return link.document, link.report or "", link.origin_document or "", link.origin_report or "", voice, link.id
