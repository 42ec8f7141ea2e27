"""Who has it from whom: the reports of an incident as trees, one for each independent origin.

Invariant: every report that stands behind the incident is in exactly one tree, that of its group; under a document
stands only what a derivation of the record shows to come from it, with the words that show it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from dateline.desk.why import Told, statement
from dateline.model.saying_sources import said_derived, said_equal, said_why_not
from dateline.model.schema import Row

__all__ = ["origins_of", "outside_of"]

Json = dict[str, Any]

# The plainest first, where several show that one derives from another.
_PLAINEST = ("citation", "attribution", "reuse", "same_origin")


def origins_of(told: Told, links: Iterable[Row], publishers: Mapping[str, str | None]) -> list[Json]:
    """Return the origins of an incident, each with its number, how many reports it has, and its documents as a tree.

    `links` are the derivations between the documents of the incident, and from voices; `publishers` lead from
    documents to their outlets.
    """
    links = list(links)
    made = []
    for number, group in enumerate(told.incident["sources"]["groups"], 1):
        of: dict[str, list[str]] = {}
        for id_ in group:
            if report := told.reports.get(id_):
                of.setdefault(report["document"], []).append(id_)
        tree = _Tree(told, of, frozenset(group), links, publishers)
        made.append({"number": number, "reports": len(group), "documents": len(of), "tree": tree.made()})
    return made


def outside_of(told: Told) -> list[Json]:
    """Return the reports that do not stand behind their incident, each with why (`says`)."""
    behind = {id_ for group in told.incident["sources"]["groups"] for id_ in group}
    statuses = {told.reports[id_]["status"] for id_ in behind if id_ in told.reports}
    rest = [told.reports[id_] for id_ in told.incident["reports"] if id_ not in behind and id_ in told.reports]
    return [
        statement(told, one, says=said_why_not(one, statuses), evidence=[("event", one["trigger"])]) for one in rest
    ]


@dataclass(slots=True)
class _Edge:
    """Say how one document of a tree hangs on what stands above it."""

    link: Row
    above: str
    is_equal: bool = False


@dataclass(slots=True)
class _Tree:
    told: Told
    of: Mapping[str, list[str]]
    group: frozenset[str]
    links: Sequence[Row]
    publishers: Mapping[str, str | None]
    edges: dict[str, _Edge] = field(default_factory=dict)

    def made(self) -> list[Json]:
        """Return the roots; a voice that no document of the record speaks with stands above those that name it."""
        own = [link for link in self.links if self._is_own(link)]
        for link in sorted(own, key=_plainness):
            if link["is_directed"] and link["origin"]["document"]:
                self._hang(link["document"], _Edge(link, link["origin"]["document"]))
        for link in sorted(own, key=_plainness):
            if not link["is_directed"]:
                one, other = link["document"], link["origin"]["document"]
                lower, upper = (one, other) if one not in self.edges else (other, one)
                if lower not in self.edges:
                    self._hang(lower, _Edge(link, upper, is_equal=True))
        roots = [document for document in self.of if document not in self.edges]
        return self._under_voices(roots, own)

    def _is_own(self, link: Row) -> bool:
        """Tell whether a link is between what is in the group, as documents or as reports."""
        origin = link["origin"]
        is_inside = link["document"] in self.of and origin["document"] in (None, *self.of)
        return is_inside and link["report"] in (None, *self.group) and origin["report"] in (None, *self.group)

    def _hang(self, document: str, edge: _Edge) -> None:
        """Put a document under another, unless it has its place, or the other stands under it."""
        at: str | None = edge.above
        while at is not None:
            if at == document:
                return
            at = self.edges[at].above if at in self.edges else None
        self.edges.setdefault(document, edge)

    def _under_voices(self, roots: Sequence[str], own: Sequence[Row]) -> list[Json]:
        outlets = {self.publishers.get(document) for document in self.of}
        voiced: dict[str, Row] = {}
        for link in sorted(own, key=_plainness):
            voice = link["origin"]["voice"]
            if link["origin"]["document"] is None and voice and voice["name"] not in outlets:
                voiced.setdefault(link["document"], link)
        made: list[Json] = []
        above: dict[str, Json] = {}
        for document in roots:
            named = voiced.get(document)
            if named is None:
                made.append(self._node(document))
                continue
            node = self._node(document, how=said_derived(named), evidence=named["evidence"])
            voice = named["origin"]["voice"]
            if voice["id"] not in above:
                above[voice["id"]] = {"document": None, "name": voice["name"], "how": "", "evidence": None}
                above[voice["id"]] |= {"kind": voice["kind"], "reports": [], "under": []}
                made.append(above[voice["id"]])
            above[voice["id"]]["under"].append(node)
        return made

    def _node(self, document: str, *, how: str = "", evidence: Row | None = None) -> Json:
        under = [
            self._node(other, how=self._said(edge), evidence=edge.link["evidence"])
            for other, edge in self.edges.items()
            if edge.above == document
        ]
        reports = [
            statement(self.told, self.told.reports[id_], evidence=[("event", self.told.reports[id_]["trigger"])])
            for id_ in self.of[document]
        ]
        name = self.told.names.get(document, document)
        return {
            "document": document, "name": name, "kind": None, "how": how,
            "evidence": evidence and {key: evidence[key] for key in ("start", "end", "words")},
            "reports": reports, "under": under,
        }  # fmt: skip

    def _said(self, edge: _Edge) -> str:
        how = said_derived(edge.link)
        return f"{said_equal(edge.link)} the one above: {how}" if edge.is_equal else how


def _plainness(link: Row) -> tuple[bool, int, str]:
    """Order links: those of reports before those of whole documents, then by what shows them best."""
    return link["report"] is None, _PLAINEST.index(link["how"]), link["id"]
