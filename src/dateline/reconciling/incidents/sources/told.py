"""What an incident's reports tell of who knew, before anything is traced from one to another.

Invariant: everything here is read off one report, its paragraph and its document; that two reports have one origin is
decided elsewhere (`origins`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from dateline.knowledge.names import fold
from dateline.model import Derivation, DerivedHow, Document, Report, Voice, VoiceKind, ZoneKind
from dateline.reconciling.derivation.agreement import agreements, are_compatible
from dateline.reconciling.incidents.sources.knowers import Knower, Knowing, Node, Publishers, is_whole_credit, knower_of

__all__ = ["Told"]


class Told:
    """Hold the reports of an incident with their documents, links, publishers and knowers.

    `links` are the derivations of each report, by its id, `wholes` those of each document as a whole;
    `reprinted` are the documents from which one may have words.
    """

    def __init__(
        self, told: Sequence[Report], derivations: Iterable[Derivation], documents: Mapping[str, Document]
    ) -> None:
        self.reports = {report.id: report for report in sorted(told, key=lambda r: r.id)}
        self.by_document: defaultdict[str, list[Report]] = defaultdict(list)
        for report in self.reports.values():
            self.by_document[report.document].append(report)
        self.documents = documents
        own = [d for d in derivations if d.document in self.by_document or d.origin_document in self.by_document]
        own = sorted({link.id: link for link in own}.values(), key=lambda link: link.id)
        self.publishers = Publishers(documents, own, sorted(self.by_document))
        self.links: defaultdict[str, list[Derivation]] = defaultdict(list)
        self.wholes: defaultdict[str, list[Derivation]] = defaultdict(list)
        self.reprinted: defaultdict[str, set[str]] = defaultdict(set)
        for link in own:
            if is_whole_credit(link):
                continue
            if link.report is None:
                self.wholes[link.document].append(link)
                if link.how is DerivedHow.REUSE and link.origin_document is not None:
                    self.reprinted[link.document].add(link.origin_document)
                    if not link.is_directed:
                        self.reprinted[link.origin_document].add(link.document)
            elif link.report in self.reports:
                self.links[link.report].append(link)
        self.voices: dict[Node, Voice] = {}
        self.knowers = {id_: self._known(report) for id_, report in self.reports.items()}
        self._recognise()

    def best(self, report: Report, others: Iterable[Report]) -> Report | None:
        """Return the report that agrees with `report` best; of equals the earliest, then the first by id."""
        return min(others, key=lambda other: (-_agreement(report, other), *self.when(other)), default=None)

    def when(self, report: Report) -> tuple[date, str]:
        """Return what orders reports by when they came out."""
        return self.day(report.document), report.id

    def day(self, id_: str) -> date:
        """Return the day on which a document came out, the last of all where that is not known."""
        document = self.documents.get(id_)
        published = document.published if document else None
        return published.earliest if published and published.earliest else date.max

    def _known(self, report: Report) -> Knower:
        knower = knower_of(report, self.publishers, self.paragraph(report))
        if report.zone is ZoneKind.COMMENT and knower.how is Knowing.NAMED:
            knower = Knower(knower.node, Knowing.READER, knower.voice)  # a reader who repeats what others said
        if report.zone is ZoneKind.HEADLINE and len(self.by_document[report.document]) > 1:
            knower = Knower(self.publishers.of(report.document), Knowing.OWN)  # it says what the text below it says
        credited = self.publishers.of(report.document)
        if (
            knower.how is Knowing.ANONYMOUS
            and credited != self.publishers.printed(report.document)
            and not self.links[report.id]
            and any(self.links[other.id] for other in self.by_document[report.document])
        ):
            # Beside what is shown to be the credited outlet's, a voice of its own is the printing outlet's.
            knower = Knower(self.publishers.printed(report.document), knower.how, knower.voice)
        if knower.voice is not None and knower.node[0] == "voice":
            known = self.voices.setdefault(knower.node, knower.voice)
            if known.kind is VoiceKind.UNKNOWN:  # the rank stands with the name in one paper and not in another
                self.voices[knower.node] = knower.voice
        return knower

    def paragraph(self, report: Report, *, whole: bool = False) -> str:
        """Return the paragraph up to the end of a report's sentence, or all of it, or all of a comment, if at hand."""
        document, sentence = self.documents.get(report.document), report.sentence
        if document is None or document.text[sentence.span.slice] != sentence.words:
            return sentence.words
        zone = document.zone_at(sentence.start) if report.zone is ZoneKind.COMMENT else None
        if zone is not None:
            return document.text[zone.span.slice]
        end = document.text.find("\n", sentence.end) if whole else sentence.end
        return document.text[document.text.rfind("\n", 0, sentence.start) + 1 : end if end > 0 else None]

    def _recognise(self) -> None:
        """Give reports that name nobody to a person whom their paragraph names, if the incident quotes that person."""
        names = {id_.removeprefix("text:"): (kind, id_) for kind, id_ in sorted(self.voices) if id_.startswith("text:")}
        names = {name: node for name, node in names.items() if " " in name}
        for id_, knower in self.knowers.items():
            report = self.reports[id_]
            if knower.how is not Knowing.OWN or not names:
                continue
            words = f" {fold(self.paragraph(report, whole=True))} "
            parties = {party.actor.id for party in (*report.actors, *report.recipients)}
            found = [node for name, node in names.items() if f" {name} " in words and node[1] not in parties]
            if found:
                self.knowers[id_] = Knower(min(found), Knowing.NAMED, self.voices[min(found)])


def _agreement(one: Report, other: Report) -> int:
    if not are_compatible(one, other):
        return -1 if one.type is other.type else -2
    return agreements(one, other)
