"""Score which reports of many articles are of one incident, on news that was written for it (`planted_incidents`).

A gold incident is told by words of an article, of its title too. A report that is found belongs to it where its trigger
overlaps those words. Reports of no planted incident are left out, so that what the coder did not find, or found
besides, costs nothing here; `told` says which share of the planted tellings have a report at all.

`b-cubed` and `pairwise` are F1 over those reports, `across` is pairwise F1 over the pairs that stand in different
articles. `parts` are links from an event to what it is a part of, or to what counts it. The articles of all weeks are
grouped at once. Beside them stands the simple way: reports of one type, one place and one day are one incident,
whatever lacks place or day is alone. `held` are weeks that nothing was fitted on.
"""

from __future__ import annotations

import re
import sys
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.clusters import Score, b_cubed, pairwise
from benchmarks.common import Figures, digest_of, run_as_module
from benchmarks.derivation import document_of
from dateline.coding import code
from dateline.data_files import parse_toml
from dateline.model import Document, EventType, Level, Report, Status
from dateline.reconciling.incidents.account import Account
from dateline.reconciling.incidents.accounts.accounts import accounts_of
from dateline.reconciling.incidents.accounts.stories import Story, story_of
from dateline.reconciling.incidents.matching.grouped import Grouping
from dateline.reconciling.incidents.matching.grouping import group

__all__ = [
    "FOLDER",
    "Article",
    "Coded",
    "Parts",
    "PlantedIncident",
    "Telling",
    "across",
    "by_week",
    "coded_articles",
    "gold_of",
    "grouped",
    "measure",
    "parts_of",
    "read_articles",
    "read_incidents",
    "simple",
    "told",
    "within",
]

FOLDER = Path(__file__).resolve().parent / "planted_incidents"


@dataclass(frozen=True, slots=True)
class Article:
    """Hold one article: its week (one week of one conflict), its half (`dev` or `held`), and the zoned document."""

    id: str
    week: str
    half: str
    document: Document


@dataclass(frozen=True, slots=True, order=True)
class Telling:
    """Say where an article tells of an incident: characters `start` to `end` of its document's text."""

    article: str
    start: int
    end: int
    words: str
    status: Status


@dataclass(frozen=True, slots=True)
class PlantedIncident:
    """Hold one incident that the articles were written from, and where they tell of it."""

    id: str
    week: str
    half: str
    type: EventType
    level: Level
    part_of: str | None
    counted_by: str | None
    tellings: tuple[Telling, ...]


def read_articles(folder: Path = FOLDER) -> dict[str, Article]:
    """Read the articles, by id, as documents of a title and a body."""
    articles = {}
    for told in parse_toml((folder / "articles.toml").read_text("utf-8"), where="articles.toml")["article"]:
        document = document_of(told, told["title"], told["text"])
        articles[told["id"]] = Article(told["id"], told["week"], told["half"], document)
    return articles


def read_incidents(articles: Mapping[str, Article], folder: Path = FOLDER) -> dict[str, PlantedIncident]:
    """Read the incidents, by id, with the places of their words in the articles' documents.

    Raises:
        ValueError: an article does not have the words that an incident is said to be told by.
    """
    halves = {article.week: article.half for article in articles.values()}
    incidents = {}
    for told in parse_toml((folder / "articles.toml").read_text("utf-8"), where="articles.toml")["incident"]:
        tellings = tuple(_telling(articles[t["article"]], t, told["id"]) for t in told["tellings"])
        incidents[told["id"]] = PlantedIncident(
            told["id"], told["week"], halves[told["week"]], EventType(told["type"]), Level(told["level"]),
            told.get("part_of"), told.get("counted_by"), tellings,
        )  # fmt: skip
    return incidents


def gold_of(reports: Iterable[Report], article: str, incidents: Iterable[PlantedIncident]) -> dict[str, str]:
    """Return report id -> incident id for the reports of one article whose trigger stands in a planted telling."""
    told = {
        at: incident.id
        for incident in incidents
        for telling in incident.tellings
        if telling.article == article
        for at in range(telling.start, telling.end)
    }
    gold = {}
    for report in reports:
        found = [told[at] for at in range(report.trigger.start, report.trigger.end) if at in told]
        if found:
            gold[report.id] = found[0]
    return gold


def _telling(article: Article, told: Mapping[str, str | int], incident: str) -> Telling:
    words, nth = str(told["words"]), int(told.get("nth", 1))
    starts = [found.start() for found in re.finditer(re.escape(words), article.document.text)]
    if nth > len(starts):
        raise ValueError(f"{incident} is told by {words!r} ({nth}) in {article.id}, which has it {len(starts)} times")
    start = starts[nth - 1]
    return Telling(article.id, start, start + len(words), words, Status(str(told.get("status", "occurred"))))


def by_week(articles: Mapping[str, Article]) -> dict[str, list[Article]]:
    """Return the articles of each week, in the order in which they were published."""
    weeks: defaultdict[str, list[Article]] = defaultdict(list)
    for article in articles.values():
        weeks[article.week].append(article)
    return {
        week: sorted(told, key=lambda a: (a.document.published.edtf if a.document.published else "", a.id))
        for week, told in weeks.items()
    }


@dataclass(frozen=True, slots=True)
class Coded:
    """Hold what was found in one article: its reports, their accounts, and the words of the whole."""

    article: Article
    reports: tuple[Report, ...]
    accounts: tuple[Account, ...]
    story: Story


def coded_articles(articles: Mapping[str, Article]) -> list[Coded]:
    """Code each article by itself."""
    found = []
    for article in articles.values():
        result = code(article.document)
        accounts = accounts_of(article.document, result.reports, mentions=result.mentions)
        found.append(Coded(article, result.reports, accounts, story_of(article.document, result.mentions)))
    return found


def grouped(coded: Sequence[Coded]) -> Grouping:
    """Group the accounts of all articles, as they would be grouped in a record of these and no others."""
    stories = {c.story.document: c.story for c in coded}
    return group([account for c in coded for account in c.accounts], stories=stories)


def across(gold: Mapping[str, Hashable], found: Mapping[str, Hashable], document: Mapping[str, str]) -> Score:
    """Score the pairs of reports that stand in different documents: pairwise, less the pairs within one.

    >>> gold = {"r1": "bomb", "r2": "bomb", "r3": "bomb"}
    >>> across(gold, {"r1": 1, "r2": 1, "r3": 2}, {"r1": "a", "r2": "a", "r3": "b"}).f1
    0.0
    """
    inside = _together(gold, found, document)
    both, theirs, ours = (n - m for n, m in zip(_together(gold, found, dict.fromkeys(gold, "")), inside, strict=True))
    return Score.of(both / theirs if theirs else 0.0, both / ours if ours else 0.0)


def within(gold: Mapping[str, Hashable], found: Mapping[str, Hashable], document: Mapping[str, str]) -> Score:
    """Score the pairs of reports that stand in one document.

    >>> gold = {"r1": "bomb", "r2": "bomb", "r3": "bomb"}
    >>> within(gold, {"r1": 1, "r2": 1, "r3": 2}, {"r1": "a", "r2": "a", "r3": "b"}).f1
    1.0
    """
    both, theirs, ours = _together(gold, found, document)
    return Score.of(both / theirs if theirs else 0.0, both / ours if ours else 0.0)


def _together(
    gold: Mapping[str, Hashable], found: Mapping[str, Hashable], document: Mapping[str, str]
) -> tuple[int, int, int]:
    """Count the pairs within a document that are together in both groupings, in the found one, in gold."""
    return (
        _pairs((gold[r], found[r], document[r]) for r in gold),
        _pairs((found[r], document[r]) for r in gold),
        _pairs((gold[r], document[r]) for r in gold),
    )


def _pairs(labels: Iterable[Hashable]) -> int:
    return sum(n * (n - 1) // 2 for n in Counter(labels).values())


def simple(report: Report) -> Hashable:
    """Label a report by its type, place and day; by its own id where it has no place or no time."""
    if report.place is None or report.when is None:
        return report.id
    return report.type, report.place.place.id, report.when.moment.edtf


def measure(folder: Path) -> Figures:
    """Code all articles, group what they tell, and score the halves apart."""
    articles = read_articles(folder)
    incidents = read_incidents(articles, folder)
    coded = coded_articles(articles)
    grouping = grouped(coded)
    cluster = {id_: n for n, found in enumerate(grouping.clusters) for id_ in found.accounts}
    scores: dict[str, float] = {}
    baselines: dict[str, float] = {}
    lines, errors = [], []
    for part, halves in (("", ("dev", "held")), ("held ", ("held",))):
        own = [c for c in coded if c.article.half in halves]
        planted = [incident for incident in incidents.values() if incident.half in halves]
        gold = {id_: name for c in own for id_, name in gold_of(c.reports, c.article.id, planted).items()}
        document = {report.id: c.article.id for c in own for report in c.reports}
        ours = {id_: cluster[account.id] for c in own for account in c.accounts for id_ in account.reports}
        others = {report.id: simple(report) for c in own for report in c.reports}
        for found, into in ((ours, scores), (others, baselines)):
            taken = {id_: found[id_] for id_ in gold}
            into[f"{part}b-cubed"] = b_cubed(gold, taken).f1
            into[f"{part}pairwise"] = pairwise(gold, taken).f1
            into[f"{part}across"] = across(gold, taken, document).f1
        scores[f"{part}told"] = told(own, planted)
        parts = parts_of(planted, gold, ours, {(link.part, link.whole) for link in grouping.parts})
        scores[f"{part}parts precision"], scores[f"{part}parts recall"] = parts.precision, parts.recall
        lines.append(
            f"{_line(part or 'all ', gold, ours, document)}; parts: {parts.found} of {parts.planted} linked, "
            f"{parts.right} of {parts.given} links right, {parts.merged} merged with their whole"
        )
        if not part:
            errors = _errors(gold, ours, {report.id: report for c in own for report in c.reports}, document)
    return Figures(
        "planted_incidents", len(incidents), digest_of([folder / "articles.toml"]), scores, baselines, lines, errors
    )


def told(coded: Iterable[Coded], incidents: Sequence[PlantedIncident]) -> float:
    """Return the share of the tellings that a report's trigger overlaps."""
    triggers = {(c.article.id, at) for c in coded for r in c.reports for at in range(r.trigger.start, r.trigger.end)}
    tellings = [telling for incident in incidents for telling in incident.tellings]
    found = sum(any((t.article, at) in triggers for at in range(t.start, t.end)) for t in tellings)
    return found / (len(tellings) or 1)


def _line(part: str, gold: Mapping[str, str], ours: Mapping[str, int], document: Mapping[str, str]) -> str:
    taken = {id_: ours[id_] for id_ in gold}
    items, pairs = b_cubed(gold, taken), pairwise(gold, taken)
    near, apart = within(gold, taken, document), across(gold, taken, document)
    return (
        f"{part}{len(gold)} reports of {len(set(gold.values()))} incidents in {len(set(taken.values()))} clusters; "
        f"b-cubed P {items.precision:.3f} R {items.recall:.3f}, pairwise P {pairs.precision:.3f} R {pairs.recall:.3f}, "
        f"within articles P {near.precision:.3f} R {near.recall:.3f}, "
        f"across P {apart.precision:.3f} R {apart.recall:.3f}"
    )


@dataclass(frozen=True, slots=True)
class Parts:
    """Count links from a part to its whole, or from an event to what counts it: `planted`, found and of those `given`.

    Of the given links only those count of which both ends tell of planted incidents, not both of one alone (which is
    one incident in two clusters, and counts as such elsewhere), and into a whole of which any part is planted: which of
    a year's dead a text means when it counts them is not listed. `merged` are planted links of
    which both ends are, at least in part, one cluster.
    """

    planted: int
    found: int
    given: int
    right: int
    merged: int

    @property
    def precision(self) -> float:
        """Share of the given links that are planted; 1 where none is given."""
        return self.right / self.given if self.given else 1.0

    @property
    def recall(self) -> float:
        """Share of the planted links that are given; 1 where none is planted."""
        return self.found / self.planted if self.planted else 1.0


def parts_of(
    incidents: Iterable[PlantedIncident],
    gold: Mapping[str, str],
    found: Mapping[str, int],
    links: Iterable[tuple[int, int]],
) -> Parts:
    """Score links between clusters; `gold` leads from a report to its incident, `found` to its cluster."""
    clusters: defaultdict[str, set[int]] = defaultdict(set)
    names: defaultdict[int, set[str]] = defaultdict(set)
    for id_, name in gold.items():
        clusters[name].add(found[id_])
        names[found[id_]].add(name)
    linked = set(links)
    planted = {(i.id, whole) for i in incidents for whole in (i.part_of, i.counted_by) if whole}
    ends = [(names[part], names[whole]) for part, whole in sorted(linked) if part in names and whole in names]
    listed = {whole for _, whole in planted}
    ends = [(parts, wholes) for parts, wholes in ends if len(parts | wholes) > 1 and wholes & listed]
    return Parts(
        len(planted),
        sum(any((p, w) in linked for p in clusters[part] for w in clusters[whole]) for part, whole in planted),
        len(ends),
        sum(any((part, whole) in planted for part in parts for whole in wholes) for parts, wholes in ends),
        sum(bool(clusters[part] & clusters[whole]) for part, whole in planted),
    )


def _errors(
    gold: Mapping[str, str], ours: Mapping[str, int], reports: Mapping[str, Report], document: Mapping[str, str]
) -> list[str]:
    """Show the clusters that hold reports of two incidents, and the incidents that are in two clusters."""

    def shown(ids: Iterable[str]) -> str:
        return ", ".join(sorted(f"{document[id_]} {reports[id_].trigger.words!r}" for id_ in ids))

    by_cluster: defaultdict[int, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    by_name: defaultdict[str, defaultdict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    for id_, name in gold.items():
        by_cluster[ours[id_]][name].append(id_)
        by_name[name][ours[id_]].append(id_)
    errors = []
    for names in by_cluster.values():
        if len(names) > 1:
            errors.append("joined: " + " | ".join(f"{name}: {shown(ids)}" for name, ids in sorted(names.items())))
    for name, parts in sorted(by_name.items()):
        if len(parts) > 1:
            errors.append(f"parted: {name}: " + " | ".join(sorted(shown(ids) for ids in parts.values())))
    return errors


if __name__ == "__main__":
    sys.exit(run_as_module(measure, default=FOLDER, marker="articles.toml"))
