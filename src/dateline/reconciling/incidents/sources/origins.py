"""From the reports of one incident to their origins: who knew it first, once copies and citations are traced.

Invariant: a report is an origin's own only where nothing shows that it has what it says from elsewhere; what is
repeated adds to no count; the order in which anything comes changes nothing.

How a report is traced, the first that applies:

1. It stands in what its document repeats of another: it goes back to the report there that agrees with it best.
2. It names its voice: a voice with a name is an origin, whoever prints it; an outlet that it is had from leads on to
   what that outlet's own documents say.
3. Its voice has no name, or the outlet's own people saw it: it is part of that outlet's own reporting, one origin for
   all the outlet's documents. In a document that repeats at least half of another, a voice without a name of a kind
   that speaks there too is taken to be the same.
4. It names nobody: it rests on what else its outlet tells of the incident, or on the documents that its own derives
   from; only an outlet that has nothing else is the origin itself.

So an article that reprints a dispatch and adds a witness of its own has two origins, and two articles that quote only
the same spokesman have one. A comment that says nothing of how its writer knows rests on what it comments on.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from dateline.knowledge.outlets import open_outlets
from dateline.model import Derivation, DerivedHow, Document, Report, VoiceKind, ZoneKind
from dateline.reconciling.incidents.sources.knowers import Knower, Knowing, Node, Publishers, may_be_of
from dateline.reconciling.incidents.sources.knowing import knowing_rules
from dateline.reconciling.incidents.sources.origin import Origin
from dateline.reconciling.incidents.sources.repeats import repeats
from dateline.reconciling.incidents.sources.sinks import circles, sinks
from dateline.reconciling.incidents.sources.standing import standing
from dateline.reconciling.incidents.sources.telling import described
from dateline.reconciling.incidents.sources.told import Told

__all__ = ["origins"]

# A document with at least this share of its words from another has its voices without a name from there too.
MOSTLY = 0.5
_CREDITS = (DerivedHow.CITATION, DerivedHow.ATTRIBUTION)
_RANKS = {Knowing.NAMED: 0, Knowing.SEEN: 1, Knowing.ANONYMOUS: 2}
_QUOTES = '"“”«»'


def origins(
    reports: Sequence[Report], derivations: Iterable[Derivation], documents: Mapping[str, Document]
) -> tuple[Origin, ...]:
    """Return the origins of an incident's reports, the one with most reports first.

    `reports` are those of one incident; those that only deny or announce it are left out (see `standing`).
    `derivations` may be those of the whole record: links of other documents are passed over. Of `documents` the
    publisher, the address, the authors and the date are read, and where it is there the text around a report.
    """
    told = standing(reports)
    if not told:
        return ()
    return _Graph(Told(told, derivations, documents)).origins()


class _Graph:
    def __init__(self, told: Told) -> None:
        self.told = told
        self.reports, self.by_document, self.knowers = told.reports, told.by_document, told.knowers
        self.publishers = told.publishers
        self.edges: defaultdict[Node, set[Node]] = defaultdict(set)
        self.equals: list[tuple[str, str]] = []  # reports that repeat each other, in no direction that is known
        self.sharing: dict[str, set[str]] = {}  # and the documents that have such a report
        self.traced: set[str] = set()  # reports that lead somewhere
        self.repeating: set[str] = set()  # those that have what they say from elsewhere

    def origins(self) -> tuple[Origin, ...]:
        for links in self.told.links.values():
            for link in links:
                self._follow(link)
        self.equals += repeats(self.told)
        self._level()
        untraced = [r for id_, r in self.reports.items() if id_ not in self.traced]
        silent = (Knowing.OWN, Knowing.READER)
        for report in untraced:
            if self.knowers[report.id].how not in silent:
                self._stand(report)
        self._vouch()
        self._speak_for()
        for report in untraced:
            if self.knowers[report.id].how in silent:
                self._rest(report)
        return self._collect()

    # 1. What is shown by a derivation of the report's own.

    def _follow(self, link: Derivation) -> None:
        assert link.report is not None  # only such links are kept under reports
        report = self.reports[link.report]
        knower, here = self.knowers[report.id], ("report", report.id)
        if link.how is DerivedHow.SAME_ORIGIN:
            self._share(link, report)
            return
        there = self._origin_report(link, report)
        if there is None:
            if knower.how is Knowing.NAMED:
                return  # who knew is named, and nothing nearer is in the incident
            target = self._absent(link)
            if target is None or target == knower.node:
                return
            best = self._at_outlet(report, target)
            target = ("report", best.id) if best else target
        else:
            target = ("report", there.id)
            if link.how in _CREDITS and knower.node[0] == "voice" and self.knowers[there.id].node != knower.node:
                return  # the outlet is named as the one that passed it on
        if there is not None and not link.is_directed:
            self.equals.append((report.id, there.id))
            return
        self._lead(here, target)
        self.traced.add(report.id)
        self.repeating.add(report.id)

    def _level(self) -> None:
        """Lead reports that repeat each other, nobody knows which first, to one of them that speaks for all.

        It is one that is known to come from elsewhere; else one that names its voice, then one that most others are
        known to have it from, of a wire, of an outlet that has told of the incident in words of its own as well, or
        that shares fewest, then the earliest. An article in which somebody "told this newspaper" only beside what it
        shares is taken for a reprint.
        """
        groups = circles(self.equals)
        self.sharing = {id_: {self.reports[i].document for i in ids} for ids in groups for id_ in ids}
        linked = {self.reports[id_].document for id_ in self.sharing}
        seen = [id_ for id_, knower in self.knowers.items() if knower.how is Knowing.SEEN]
        alone: Counter[Node] = Counter()
        repeating: Counter[Node] = Counter()
        for document in self.by_document:
            (repeating if document in linked else alone)[self.publishers.of(document)] += 1

        lent = Counter(there for ends in self.edges.values() for there in ends)

        def rank(id_: str) -> tuple[object, ...]:
            report = self.reports[id_]
            outlet = self.publishers.of(report.document)
            spoken = sum(r.voices.nearest is not None for r in self.by_document[report.document])
            how = _RANKS.get(self.knowers[id_].how, len(_RANKS))
            day = self.told.when(report)[0]
            return (
                how,
                -lent["report", id_],
                not _is_wire(outlet),
                -alone[outlet],
                repeating[outlet],
                day,
                -spoken,
                outlet,
                id_,
            )

        for ids in groups:
            inside: set[Node] = {("report", id_) for id_ in ids}
            documents = {self.reports[id_].document for id_ in ids}
            adding = {self.reports[id_].document for id_ in seen if not self.sharing.get(id_, set()) >= documents}
            leading = [id_ for id_ in ids if self._leads_out(id_, inside, documents)]
            free = [id_ for id_ in ids if id_ not in self.traced]
            first = min(leading or free or ids, key=lambda id_: (self.reports[id_].document in adding, rank(id_)))
            for id_ in free:
                if id_ != first:
                    self._lead(("report", id_), ("report", first))
                    self.traced.add(id_)
                    self.repeating.add(id_)

    def _leads_out(self, id_: str, inside: set[Node], documents: set[str]) -> bool:
        """Tell whether a report comes from elsewhere than the documents that share its words."""
        return any(
            there[0] != "report" or self.reports[there[1]].document not in documents
            for there in self.edges["report", id_] - inside
        )

    def _share(self, link: Derivation, report: Report) -> None:
        """Lead two reports to the voice that both have it from, unless they name their own."""
        voice = link.origin_voice
        there = self.reports.get(link.origin_report or "")
        if voice is None or (there is None and link.origin_document not in self.by_document):
            return
        node: Node = ("voice", voice.id)
        self.told.voices.setdefault(node, voice)
        for told in (report, there):
            if told is None:
                continue
            own = self.knowers[told.id]
            if own.node[0] == "voice" and own.node != node:
                self._lead(own.node, node)
                self._lead(node, own.node)
            else:
                self._lead(("report", told.id), node)
                self.traced.add(told.id)

    def _origin_report(self, link: Derivation, report: Report) -> Report | None:
        """Return the report of the incident that a link leads to: the one it names, or the best of its document."""
        if link.origin_report in self.reports:
            return self.reports[link.origin_report]
        return self.told.best(report, self.by_document.get(link.origin_document or "", ()))

    def _at_outlet(self, report: Report, outlet: Node) -> Report | None:
        """Return the best report in other documents that are of an outlet, printed by it or credited to it."""
        theirs = [
            r
            for id_, told in self.by_document.items()
            if id_ != report.document and outlet in (self.publishers.printed(id_), self.publishers.of(id_))
            for r in told
        ]
        return self.told.best(report, theirs)

    def _absent(self, link: Derivation) -> Node | None:
        """Return the outlet of a document that has no report of the incident, by the name that the link gives it."""
        document = link.origin_document
        if document is not None and document in self.told.documents:
            outlet = Publishers(self.told.documents, (), [document])
            node = outlet.of(document)
            return self.publishers.adopt(node[1], outlet.name(node))
        if link.origin_voice is not None:
            return self.publishers.node(link.origin_voice)
        return ("outlet", f"document:{document}") if document else None

    # 2. and 3. What the report says of who knew.

    def _stand(self, report: Report) -> None:
        knower, here = self.knowers[report.id], ("report", report.id)
        target = knower.node
        if knower.how is Knowing.ANONYMOUS:
            target = self._named_beside(report, knower) or self._repeated(report, knower) or target
        elif target[0] == "outlet" and knower.how is Knowing.NAMED:
            best = self._at_outlet(report, target)
            target = ("report", best.id) if best else target
            self.repeating.add(report.id)
        self._lead(here, target)
        self.traced.add(report.id)

    def _named_beside(self, report: Report, knower: Knower) -> Node | None:
        """Return the public voice of the same kind that the document names: "a captain" is the captain named there."""
        one = knower.voice
        if one is None or one.kind not in knowing_rules().public:
            return None
        beside = [self.knowers[r.id] for r in self.by_document[report.document]]
        voices = [(k.node, k.voice) for k in beside if k.node[0] == "voice" and k.voice is not None]
        return min((node for node, voice in voices if voice.kind is one.kind and may_be_of(one, voice)), default=None)

    def _repeated(self, report: Report, knower: Knower) -> Node | None:
        """Return the report with a voice of the kind in a document that this one mostly repeats."""
        kind = knower.voice.kind if knower.voice else None
        for link in self.told.wholes[report.document]:
            if link.how is DerivedHow.SAME_ORIGIN or (link.containment or 0.0) < MOSTLY:
                continue
            theirs = [
                r
                for r in self.by_document.get(link.origin_document or "", ())
                if (voice := self.knowers[r.id].voice) is not None
                and voice.kind is kind
                and (link.is_directed or r.id not in self.repeating)
            ]
            best = self.told.best(report, theirs)
            if best is not None:
                return "report", best.id
        return None

    def _vouch(self) -> None:
        """Lead private persons that an outlet quotes to its own reporting, where it has any beside them."""
        quoted: defaultdict[Node, set[Node]] = defaultdict(set)
        reporting: set[Node] = set()
        for id_, knower in sorted(self.knowers.items()):
            if ("report", id_) not in self.edges:
                continue
            leads = self.edges["report", id_]
            for node in leads:
                if node[0] == "voice" and self._is_private(node):
                    quoted[self.publishers.printed(self.reports[id_].document)].add(node)
                elif node[0] == "outlet" and knower.how in (Knowing.ANONYMOUS, Knowing.SEEN):
                    reporting.add(node)
        for outlet, persons in sorted(quoted.items()):
            if outlet in reporting or len(persons) > 1:
                for person in sorted(persons):
                    self._lead(person, outlet)

    def _speak_for(self) -> None:
        """Lead persons to the body of their kind that one document names beside them: "the army" and its colonel."""
        for told in self.by_document.values():
            nodes = {n for r in told for n in self.edges.get(("report", r.id), ()) if n[0] == "voice"}
            for person in sorted(n for n in nodes if n[1].startswith("text:") and not self._is_private(n)):
                kind = self.told.voices[person].kind
                bodies = sorted(n for n in nodes if not n[1].startswith("text:") and self.told.voices[n].kind is kind)
                if bodies:
                    self._lead(person, bodies[0])

    def _is_private(self, node: Node) -> bool:
        voice = self.told.voices.get(node)
        return voice is not None and voice.kind not in knowing_rules().public

    # 4. Reports that name nobody.

    def _rest(self, report: Report) -> None:
        knower, here = self.knowers[report.id], ("report", report.id)
        mine = self.publishers.of(report.document)
        if knower.how is Knowing.OWN and self._is_added(report):
            self._lead(here, self.publishers.printed(report.document))
            return
        article = [r for r in self.by_document[report.document] if r.zone is not ZoneKind.COMMENT]
        target = self.told.best(report, [r for r in article if r.id in self.traced]) or self._behind(report)
        if target is None and knower.how is Knowing.READER:
            target = self.told.best(report, article)
        if target is None and knower.how is Knowing.OWN:
            others = [r for r in self.reports.values() if self.publishers.of(r.document) == mine]
            target = self.told.best(report, [r for r in others if r.id in self.traced])
        self._lead(here, ("report", target.id) if target else knower.node)

    def _is_added(self, report: Report) -> bool:
        """Tell whether a report, of what somebody saw or is quoted with, is not in what its document reprints."""
        sharing = self.sharing.get(report.id, set())
        if report.zone is ZoneKind.HEADLINE or not self.told.reprinted[report.document] - sharing:
            return False
        words = self.told.paragraph(report, whole=True)
        return knowing_rules().somebody_saw(words) or any(mark in words for mark in _QUOTES)

    def _behind(self, report: Report) -> Report | None:
        """Return the best report of the documents that this one's document derives from."""
        behind = [d.origin_document for d in self.told.wholes[report.document] if d.how is not DerivedHow.SAME_ORIGIN]
        document = self.told.documents.get(report.document)
        named = self.publishers.named_in(document, sorted(self.by_document)) if document else ()
        earlier = [id_ for id_ in named if self.told.day(id_) <= self.told.day(report.document)]
        others = {*behind, *earlier} - self.sharing.get(report.id, set())  # those rest on this report
        theirs = [r for id_ in others if id_ for r in self.by_document.get(id_, ())]
        return self.told.best(report, theirs)

    # From the graph to the origins.

    def _lead(self, here: Node, there: Node) -> None:
        if here != there:
            self.edges[here].add(there)

    def _collect(self) -> tuple[Origin, ...]:
        nodes: list[Node] = [("report", id_) for id_ in sorted(self.reports)]
        # Reports that only lead to each other are of the outlet, or the voice, of the earliest that leads to them.
        leading: defaultdict[tuple[Node, ...], list[Report]] = defaultdict(list)
        for node, found in sinks(nodes, self.edges).items():
            for end in found:
                leading[end].append(self.reports[node[1]])
        for end, told in sorted(leading.items(), key=lambda item: item[0]):
            if all(node[0] == "report" for node in end):
                self._lead(end[0], self.knowers[min(told, key=self.told.when).id].node)
        reached = sinks(nodes, self.edges)
        groups: defaultdict[tuple[Node, ...], list[Report]] = defaultdict(list)
        for id_ in sorted(self.reports):
            groups[min(reached["report", id_])].append(self.reports[id_])
        origins = [self._origin(sink, told) for sink, told in groups.items()]
        return tuple(sorted(origins, key=lambda o: (-len(o.reports), o.key)))

    def _origin(self, sink: tuple[Node, ...], told: Sequence[Report]) -> Origin:
        told = sorted(told, key=self.told.when)
        chosen = next(node for node in sink if node[0] != "report")
        ends = set(sink)
        own = [r for r in told if self._is_own(r, ends)]
        kinds = {voice.kind for r in own if (voice := self.knowers[r.id].voice) is not None}
        printed = {r.document: self.publishers.name(self.publishers.printed(r.document)) for r in told}
        first = sorted({printed[r.document] for r in own})
        name, is_voice = self._name(chosen), chosen[0] == "voice"
        if len(kinds) > 1 or not is_voice:
            kinds.discard(VoiceKind.UNKNOWN)
        if chosen[0] == "reader":
            kinds = {VoiceKind.COMMENTER}
        if not kinds and chosen[0] == "outlet":
            kinds = {VoiceKind.WIRE if _is_wire(chosen) else VoiceKind.OUTLET}
        repeated = sorted({p for p in printed.values() if p not in first and p != name})
        origin = Origin(
            ":".join(chosen), name, tuple(sorted(kinds or {VoiceKind.UNKNOWN})), is_voice,
            tuple(sorted(r.id for r in told)), tuple(sorted(r.id for r in own)), tuple(sorted(printed)),
            tuple(first), tuple(repeated), bool(own), any(self._was_there(r) for r in own),
        )  # fmt: skip
        return replace(origin, why=described(origin))

    def _is_own(self, report: Report, ends: set[Node]) -> bool:
        """Tell whether a report has from its origin what it says, through no other report and no other outlet."""
        here: Node = ("report", report.id)
        if here in ends:
            return True
        return report.id not in self.repeating and any(node[0] != "report" for node in self.edges[here])

    def _was_there(self, report: Report) -> bool:
        is_reader = report.zone is ZoneKind.COMMENT
        seen = self.knowers[report.id].how is Knowing.SEEN
        return seen and (is_reader or knowing_rules().saw_it(report.sentence.words))

    def _name(self, node: Node) -> str:
        if node[0] == "voice":
            return self.told.voices[node].name
        if node[0] == "outlet":
            return self.publishers.name(node)
        voice = next((k.voice for k in self.knowers.values() if k.node == node and k.voice is not None), None)
        return f"the reader {voice.name}" if voice else "a reader"


def _is_wire(outlet: Node) -> bool:
    known = open_outlets().by_id.get(outlet[1])
    return known is not None and known.kind is VoiceKind.WIRE
