"""Score where reports contradict each other, on short articles written for it (`planted_contradictions`).

An item is two or three articles; in half of the items they contradict each other in one value, in the others they only
seem to. `found` is the share of the contradictions that are reported with their type and with both values quoted, one
on each side; `right` is the share of what is reported that was planted. A contradiction reported for a near-miss, or
another one beside the planted one, is wrong. What an item tells of one thing is brought together by `told_together`.
The texts are our own: a check of coverage more than a measure of quality. The rules were written with all but `sixth`
at hand, though `kept` was not for long; only `sixth` tells what becomes of texts that nobody tuned on.
"""

from __future__ import annotations

import hashlib
import itertools
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.common import Figures, digest_of, run_as_module
from dateline.coding import CodingResult, code
from dateline.data_files import parse_toml
from dateline.model import Contradiction, Disputed, Document, EventType, Moment, Quote, Report, Span, Zone, ZoneKind
from dateline.reconciling.incidents.accounts.accounts import accounts_of
from dateline.reconciling.incidents.contradictions import contradictions_of
from dateline.reconciling.incidents.contradictions.pairing import nearly_one
from dateline.reconciling.incidents.matching.grouping import group

FOLDER = Path(__file__).resolve().parent / "planted_contradictions"

# Six authors, the fourth of both `third` and `kept`; `sixth` is not shown to those who write the rules.
HALVES = ("dev", "held", "second", "third", "kept", "fifth", "sixth")


@dataclass(frozen=True)
class Item:
    """Hold the articles of one item, and what was planted in them: nothing where it is a near-miss."""

    name: str
    half: str
    disputed: Disputed | None
    sides: tuple[str, str] | None
    documents: tuple[Document, ...]


def read_items(folder: Path) -> list[Item]:
    """Read every item of every file, in the order of the files' names."""
    items = []
    for file in sorted(folder.glob("*.toml")):
        for raw in parse_toml(file.read_text("utf-8"), where=file.name)["item"]:
            planted = raw["kind"] == "contradiction"
            sides = tuple(raw["sides"]) if planted else None
            documents = tuple(document_of(article) for article in raw["article"])
            disputed = Disputed(raw["disputed"]) if planted else None
            items.append(Item(raw["id"], raw["half"], disputed, sides, documents))  # type: ignore[arg-type]
    return items


def document_of(article: Mapping[str, str]) -> Document:
    """Make an article a document of a headline and a body, published on the day that it gives, if any.

    >>> document_of({"outlet": "Post", "published": "2014-03-11", "title": "Bomb", "text": "It rang."}).text
    'Bomb\\n\\nIt rang.'
    """
    title, body = article["title"].strip(), article["text"].strip()
    text = f"{title}\n\n{body}"
    digest = hashlib.sha256(f"{article['outlet']}\n{text}".encode()).hexdigest()
    zones = Zone(ZoneKind.HEADLINE, Span(0, len(title))), Zone(ZoneKind.BODY, Span(len(title) + 2, len(text)))
    day = article.get("published")
    return Document(
        Document.id_for(digest, text), digest, text, title=title, publisher=article["outlet"], zones=zones,
        published=Moment(day) if day else None,
    )  # fmt: skip


def reported(item: Item) -> list[Contradiction]:
    """Code the articles of an item and return every contradiction among what they tell."""
    coded = [code(document) for document in item.documents]
    documents = {document.id: document for document in item.documents}
    reports = [report for result in coded for report in result.reports]
    claims = [claim for result in coded for claim in result.claims]
    found: dict[str, Contradiction] = {}
    for number, together in enumerate(told_together(item.documents, coded)):
        beside = [report for report in reports if report not in together]
        name = f"{item.name}-{number}"
        for one in contradictions_of(name, together, documents=documents, beside=beside, claims=claims):
            found.setdefault(one.id, one)
    return list(found.values())


def told_together(documents: Sequence[Document], coded: Sequence[CodingResult]) -> list[list[Report]]:
    """Return the reports that tell of one thing: as the matcher groups the documents' accounts, and with them those
    that it keeps apart though they agree in all but one thing."""
    accounts = [
        account
        for document, result in zip(documents, coded, strict=True)
        for account in accounts_of(document, result.reports, mentions=result.mentions)
        if account.type not in _SAID
    ]
    reports = {report.id: report for result in coded for report in result.reports}
    by_id = {account.id: account for account in accounts}
    groups = {
        cluster.accounts[0]: [reports[id_] for account in cluster.accounts for id_ in by_id[account].reports]
        for cluster in group(accounts).clusters
    }
    known = {document.id: document for document in documents}
    joined = {name: {name} for name in groups}
    for one, other in nearly_one(groups, documents=known):
        both = joined[one] | joined[other]
        for name in both:
            joined[name] = both
    sets = {tuple(sorted(names)) for names in joined.values()}
    return [[report for name in names for report in groups[name]] for names in sorted(sets)]


# What is said, rather than done.
_SAID = frozenset({EventType.ACCUSE, EventType.REJECT, EventType.REQUEST, EventType.THREATEN})


def is_planted(item: Item, found: Contradiction) -> bool:
    """Tell whether a contradiction is the planted one: of its type, each value quoted on a side of its own."""
    if item.disputed is not found.disputed or item.sides is None:
        return False
    documents = {document.id: document for document in item.documents}
    covered = [
        {number for number, words in enumerate(item.sides) if any(quotes(documents, q, words) for q in side.quotes)}
        for side in found.sides
    ]
    return any(0 in one and 1 in other for one, other in itertools.permutations(covered, 2))


def quotes(documents: Mapping[str, Document], quote: Quote, words: str) -> bool:
    """Tell whether a quote overlaps the words where they stand in its document's text."""
    text, words = documents[quote.document].text.lower(), words.lower()
    evidence = quote.evidence
    at = text.find(words)
    while at >= 0:
        if evidence.start < at + len(words) and at < evidence.end:
            return True
        at = text.find(words, at + 1)
    return False


def measure(folder: Path) -> Figures:
    """Score the planted contradictions of `folder`, over all of them and over each author's own."""
    items = read_items(folder)
    scores: dict[str, float] = {}
    lines, errors = [], []
    told = {item.name: reported(item) for item in items}
    for part, halves in (("", HALVES), *((f"{half} ", (half,)) for half in HALVES)):
        count: Counter[str] = Counter()
        for item in (item for item in items if item.half in halves):
            planted = [one for one in told[item.name] if is_planted(item, one)]
            wrong = [one for one in told[item.name] if one not in planted]
            count["wrong"] += len(wrong)
            if item.disputed is not None:
                count["planted"] += 1
                count[f"{item.disputed.value} planted"] += 1
                count["found"] += bool(planted)
                count[f"{item.disputed.value} found"] += bool(planted)
            if not part:
                errors += [] if planted or item.disputed is None else [f"missed: {item.name} {item.disputed.value}"]
                errors += [f"wrong: {item.name}: {one.disputed.value} {one.why}" for one in wrong]
        scores[f"{part}found"] = count["found"] / (count["planted"] or 1)
        scores[f"{part}right"] = count["found"] / (count["found"] + count["wrong"] or 1)
        by_type = ", ".join(f"{d.value} {count[f'{d.value} found']}/{count[f'{d.value} planted']}" for d in Disputed)
        lines.append(f"{part or 'all '}{count['found']}/{count['planted']} found, {count['wrong']} wrong: {by_type}")
    return Figures("contradictions", len(items), digest_of(folder.glob("*.toml")), scores, {}, lines, errors)


if __name__ == "__main__":
    sys.exit(run_as_module(measure, default=FOLDER, marker="dev.toml"))
