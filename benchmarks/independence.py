"""Score how many independent origins stand behind an incident, on incidents of our own writing (`planted_origins`).

Every article is zoned, coded and derived as in a record; the incident is given, so that grouping is not scored with it.
Its reports are those that tell of violence, or where a document has none, all that it has. `right` is the share of
incidents whose number of origins is the planted one, `off` how far it is off on average; beside them stands what
counting articles gives, and in the lines what counting the articles that derive from none does. `held` are incidents
that nothing was set by: they were written when the rules stood. `grades` is the share of incidents with one origin that
are graded single and of those with several that are not. All texts are our own: a check of coverage more than a measure
of quality, as whoever wrote them knew what is looked for.
"""

from __future__ import annotations

import hashlib
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from benchmarks.common import Figures, digest_of, run_as_module
from benchmarks.derivation import copied
from dateline.coding import code
from dateline.data_files import parse_toml
from dateline.model import (
    Claim,
    Derivation,
    Document,
    EventType,
    Grade,
    Moment,
    Report,
    Span,
    Zone,
    ZoneKind,
)
from dateline.reading.page import Page
from dateline.reconciling.derivation import derive
from dateline.reconciling.incidents.sources.grading import corroboration_of
from dateline.reconciling.incidents.sources.origins import origins
from dateline.zoning import zone

FOLDER = Path(__file__).resolve().parent / "planted_origins"


@dataclass(frozen=True)
class Planted:
    """Hold one incident: how many origins stand behind it, its kind and half, and its documents."""

    id: str
    kind: str
    half: str
    origins: int
    documents: tuple[Document, ...]


@dataclass(frozen=True)
class Counted:
    """Hold what was counted for an incident: origins found, articles, articles that derive from none, and the grade."""

    planted: Planted
    origins: int
    articles: int
    underived: int
    grade: Grade
    why: str


def read_incidents(folder: Path) -> list[Planted]:
    """Read the incidents, and make the copies in them."""
    raw = parse_toml((folder / "incidents.toml").read_text("utf-8"), where="incidents.toml")["incident"]
    return [
        Planted(i["id"], i["kind"], i["half"], i["origins"], tuple(documents_of(i["article"]))) for i in raw
    ]  # fmt: skip


def documents_of(articles: Sequence[Mapping[str, Any]]) -> list[Document]:
    """Make the documents of an incident; a copy without a title has its original's."""
    texts: dict[str, tuple[str, str]] = {}
    found = []
    for article in articles:
        of = texts.get(article.get("of", ""))
        text = copied(of[1], article) if of else str(article["text"]).strip()
        title = article.get("title") or (of[0] if of else "")
        texts[article["id"]] = title, text
        found.append(_document(article, title, text))
    return found


def _document(article: Mapping[str, Any], title: str, text: str) -> Document:
    """Zone an article as if it had been read from a plain text, and put the readers' comments behind it."""
    whole = f"{title}\n\n{text}"
    page = zone(Page(Document("d", "s", whole, title=title, publisher=article["outlet"])))
    zones = list(page.zones)
    for comment in article.get("comment", ()):
        start = len(whole) + 2
        whole += f"\n\n{comment['author']}\n{comment['text']}"
        zones.append(Zone(ZoneKind.COMMENT, Span(start, len(whole)), comment["author"]))
    digest = hashlib.sha256(f"{article['outlet']}\n{whole}".encode()).hexdigest()
    return replace(
        page, id=Document.id_for(digest, whole), sha256=digest, text=whole, zones=tuple(zones),
        authors=tuple(article.get("authors", ())), published=Moment(article["published"]),
    )  # fmt: skip


def counted(planted: Planted) -> Counted:
    """Code and derive the documents of an incident, and count who stands behind it."""
    told: list[Report] = []
    claims: list[Claim] = []
    for document in planted.documents:
        result = code(document)
        told += result.reports
        claims += result.claims
    links = derive(planted.documents, told, claims)
    reports = of_incident(planted.documents, told)
    documents = {document.id: document for document in planted.documents}
    found = origins(reports, links, documents)
    grade = corroboration_of(found, reports, links, documents)
    return Counted(
        planted,
        len(found),
        len(planted.documents),
        len(planted.documents) - len(derived(links)),
        grade.grade,
        grade.why,
    )


def of_incident(documents: Sequence[Document], reports: Sequence[Report]) -> list[Report]:
    """Return the reports of violence of each document, or all of them where a document has none."""
    found = []
    for document in documents:
        own = [r for r in reports if r.document == document.id]
        violent = [r for r in own if r.type is EventType.ASSAULT]
        found += violent or own
    return found


def derived(links: Sequence[Derivation]) -> set[str]:
    """Return the documents that a link leads away from."""
    return {link.document for link in links}


def scores_of(told: Sequence[Counted]) -> tuple[dict[str, float], dict[str, float]]:
    """Return what was right and how far off it was, and the same for counting articles and underived ones."""
    many = len(told) or 1
    scores = {
        "right": sum(c.origins == c.planted.origins for c in told) / many,
        "off": sum(abs(c.origins - c.planted.origins) for c in told) / many,
        "grades": sum((c.grade is Grade.SINGLE_ORIGIN) == (c.planted.origins == 1) for c in told) / many,
    }
    simple = {
        "right": sum(c.articles == c.planted.origins for c in told) / many,
        "off": sum(abs(c.articles - c.planted.origins) for c in told) / many,
        "grades": sum((c.articles == 1) == (c.planted.origins == 1) for c in told) / many,
    }
    return scores, simple


def measure(folder: Path) -> Figures:
    """Count the origins of all incidents, and score the halves apart."""
    incidents = read_incidents(folder)
    told = [counted(planted) for planted in incidents]
    scores, baselines, lines = {}, {}, []
    for part, halves in (("", ("dev", "held")), ("held ", ("held",))):
        own = [c for c in told if c.planted.half in halves]
        ours, simple = scores_of(own)
        scores |= {f"{part}{name}": value for name, value in ours.items()}
        baselines |= {f"{part}{name}": value for name, value in simple.items()}
        gold, right = Counter(c.planted.kind for c in own), Counter(
            c.planted.kind for c in own if c.origins == c.planted.origins
        )  # fmt: skip
        underived = sum(c.underived == c.planted.origins for c in own)
        lines.append(
            f"{part or 'all '}{sum(right.values())}/{len(own)} right (articles that derive from none: {underived}): "
            + ", ".join(f"{kind} {right[kind]}/{gold[kind]}" for kind in sorted(gold))
        )
    errors = [
        f"{c.planted.half} {c.planted.kind} {c.planted.id}: {c.origins} for {c.planted.origins}: {c.why}"
        for c in told
        if c.origins != c.planted.origins
    ]
    return Figures("independence", len(told), digest_of([folder / "incidents.toml"]), scores, baselines, lines, errors)


if __name__ == "__main__":
    sys.exit(run_as_module(measure, default=FOLDER, marker="incidents.toml"))
