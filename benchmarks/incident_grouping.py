"""Score which articles tell of the same incident: B-cubed and pairwise F over documents (set `incident_grouping`).

The real path: articles to reports, to accounts, to `group`; each article is where the account is that it is mainly
about (`main_account`), and one of which nothing was coded is alone. The weights are fitted on the pairs of articles of
a random half of the incidents (seed 0), and from which probability on is joined is chosen there; scored are all
articles. `unseen` is the score over the articles of the other half alone, `shipped` that with the weights and the
bound that Dateline comes with, which have seen no article at all. Singletons flatter B-cubed, so the pairwise score
stands beside it always.

Beside the scores stands TF-IDF (words without stop words that two articles have, sublinear, cosine), average linkage,
with pairs that were published more than 30 days apart left out; the lines above give it without that gap, too. The
threshold of each is the best on the same half. A third of the incidents is scored unless `--share` says otherwise.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import random
import re
import sys
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.cluster.hierarchy import fcluster, linkage

from benchmarks.clusters import b_cubed, pairwise
from benchmarks.common import SHARED, Figures, digest_of, run_as_module
from dateline import coding
from dateline.errors import DatelineError
from dateline.model import Document, Moment
from dateline.reading.page import Page
from dateline.reconciling.derivation.terms import stop_words
from dateline.reconciling.incidents.account import Account
from dateline.reconciling.incidents.accounts.accounts import accounts_of
from dateline.reconciling.incidents.accounts.stories import Story, story_of
from dateline.reconciling.incidents.matching.blocking import candidates
from dateline.reconciling.incidents.matching.comparing import compare
from dateline.reconciling.incidents.matching.excluding import READ, excluded
from dateline.reconciling.incidents.matching.facts import facts_of
from dateline.reconciling.incidents.matching.grouping import group
from dateline.reconciling.incidents.matching.weighing import Weights, fit, weights
from dateline.zoning import zone

SET = SHARED / "benchmarks" / "incident_grouping"
SEED = 0
SHARE = 1 / 3
# What the fit pays for large weights, and the probabilities from which on is joined that are tried on the half.
PENALTY = 3.0
JOINS = (0.3, 0.4, 0.5, 0.6)
GAP_DAYS = 30
_BATCH = 40
_WORD = re.compile(r"\b\w\w+\b")
Grouping = Mapping[str, object]


@dataclass(frozen=True)
class Article:
    """Hold one article: its id, its incident, and what was made of it; `main` is the id of its main account."""

    id: str
    incident: str
    text: str
    published: str
    accounts: tuple[Account, ...] = ()
    story: Story | None = None

    @property
    def main(self) -> str | None:
        return next((account.id for account in self.accounts if account.is_main), None)


def read_articles(folder: Path, share: float) -> list[tuple[Article, Document]]:
    """Read the articles of a random share of the incidents, and zone each as if it had been read from a plain text."""
    rows = [json.loads(line) for line in (folder / "documents.jsonl").read_text("utf-8").splitlines()]
    chosen = drawn({row["incident"] for row in rows}, share, seed="share")
    read = []
    for row in rows:
        if row["incident"] not in chosen:
            continue
        title = " ".join(row["title"].split())
        text = row["text"].strip()
        text = text if not title or text.startswith(title) else f"{title}\n\n{text}"
        digest = hashlib.sha256(f"{row['doc_id']}\n{text}".encode("utf-8", "surrogatepass")).hexdigest()
        page = Page(
            Document(
                Document.id_for(digest, text), digest, text, title=title or None, published=Moment(row["published"])
            )
        )
        whole = f"{row['title']}\n{row['text']}"
        read.append((Article(row["doc_id"], row["incident"], whole, row["published"]), zone(page)))
    return read


def drawn(incidents: set[str], share: float, *, seed: str | int) -> frozenset[str]:
    """Draw a share of the incidents, the same in every run.

    >>> len(drawn({"a", "b", "c", "d"}, 0.5, seed=0))
    2
    """
    ordered = sorted(incidents)
    random.Random(seed).shuffle(ordered)
    return frozenset(ordered[: round(share * len(ordered))])


def coded(read: Sequence[tuple[Article, Document]]) -> tuple[list[Article], list[str]]:
    """Code articles into accounts, some at a time; also say which could not be coded, which stay alone."""
    made, failed = [], []
    gate = coding.open_gate()
    for at in range(0, len(read), _BATCH):
        some = read[at : at + _BATCH]
        parsed = coding.sentences_of([document for _, document in some], gate=gate)
        for (article, document), sentences in zip(some, parsed, strict=True):
            try:
                result = coding.code(document, sentences=sentences)
            except (DatelineError, ValueError) as error:  # a fault of the coder costs one article
                failed.append(f"not coded: {article.id}: {error}")
                made.append(article)
                continue
            accounts = accounts_of(document, result.reports, mentions=result.mentions)
            made.append(replace(article, accounts=accounts, story=story_of(document, result.mentions)))
    return made, failed


def grouped(articles: Sequence[Article], own_weights: Weights) -> dict[str, object]:
    """Group the accounts of all articles, and lead from each article to the cluster of its main account."""
    accounts, stories = together(articles)
    found = group(accounts, stories=stories, weights=own_weights)
    cluster = {id_: n for n, one in enumerate(found.clusters) for id_ in one.accounts}
    return {a.id: cluster[a.main] if a.main is not None else f"alone {a.id}" for a in articles}


def together(articles: Sequence[Article]) -> tuple[list[Account], dict[str, Story]]:
    accounts = [account for article in articles for account in article.accounts]
    return accounts, {article.story.document: article.story for article in articles if article.story is not None}


def fitted(articles: Sequence[Article], seen: frozenset[str]) -> Weights:
    """Fit weights to the candidate pairs of main accounts of articles on incidents that were seen."""
    accounts, stories = together(articles)
    facts = facts_of(accounts, stories=stories)
    found, _ = candidates(facts, frozen=False)
    incident_of = {a.main: a.incident for a in articles if a.main is not None and a.incident in seen}
    numbers = {incident: n for n, incident in enumerate(sorted(seen))}
    known = np.array([numbers[incident_of[id_]] if id_ in incident_of else -1 for id_ in facts.ids])
    left, right = found.left.astype(np.int64), found.right.astype(np.int64)
    both = (known[left] >= 0) & (known[right] >= 0)
    left, right = left[both], right[both]
    able = np.isin(excluded(facts, left, right), (0, *READ))
    left, right = left[able], right[able]
    return fit(compare(facts, left, right), known[left] == known[right], penalty=PENALTY)


def chosen(articles: Sequence[Article], seen: frozenset[str], own_weights: Weights) -> tuple[Weights, Grouping]:
    """Choose from which probability on is joined, by both scores over the half that was seen."""
    tried = []
    for join in JOINS:
        some = replace(own_weights, join=join, low=min(own_weights.low, join / 2), review=(join, join))
        found = grouped(articles, some)
        tried.append((sum(scores(articles, found, seen)), -join, some, found))
    best = max(tried, key=lambda t: t[:2])
    return best[2], best[3]


def scores(
    articles: Sequence[Article], found: Grouping, incidents: frozenset[str] | None = None
) -> tuple[float, float]:
    """Return B-cubed and pairwise F over the articles of some incidents, or of all."""
    gold = {a.id: a.incident for a in articles if incidents is None or a.incident in incidents}
    own = {id_: found[id_] for id_ in gold}
    return b_cubed(gold, own).f1, pairwise(gold, own).f1


def likeness(texts: Sequence[str]) -> NDArray[np.float64]:
    """Return the cosines of the words of texts: (texts, texts), log of how often times log of how rare, in [0, 1].

    >>> likeness(["nine fell", "nine fell", "ten rose up", "ten left"]).round(2)[0].tolist()
    [1.0, 1.0, 0.0, 0.0]
    """
    counts = [Counter(w for w in _WORD.findall(text.lower()) if w not in stop_words()) for text in texts]
    held = Counter(word for own in counts for word in own)
    number = {word: n for n, word in enumerate(sorted(word for word, many in held.items() if many > 1))}
    rows, columns, values = [], [], []
    for row, own in enumerate(counts):
        for word, many in own.items():
            if word in number:
                rows.append(row)
                columns.append(number[word])
                values.append((1 + math.log(many)) * (1 + math.log((1 + len(texts)) / (1 + held[word]))))
    words = sparse.csr_array((values, (rows, columns)), shape=(len(texts), max(1, len(number))))
    lengths = np.sqrt(np.asarray((words * words).sum(axis=1)).reshape(-1))
    scaled = sparse.diags_array(1 / np.maximum(lengths, 1e-12)) @ words
    return np.asarray((scaled @ scaled.T).toarray())


def linked(articles: Sequence[Article], seen: frozenset[str], *, gap_days: int | None) -> dict[str, object]:
    """Group articles by average linkage over the likeness of their words, at the threshold best on the seen half."""
    alike = likeness([a.text for a in articles])
    if gap_days is not None:
        days = np.array([date.fromisoformat(a.published[:10]).toordinal() for a in articles])
        alike[np.abs(days[:, None] - days[None, :]) > gap_days] = 0
    far = np.clip(1 - alike[np.triu_indices(len(articles), 1)], 0, None)
    tree = linkage(far, "average")
    tried = []
    for threshold in np.arange(0.5, 0.96, 0.02):
        labels = fcluster(tree, threshold, "distance")
        found: dict[str, object] = {a.id: int(label) for a, label in zip(articles, labels, strict=True)}
        tried.append((sum(scores(articles, found, seen)), -threshold, found))
    return max(tried, key=lambda t: t[:2])[2]


def measure(folder: Path, *, share: float = SHARE) -> Figures:
    """Code the articles of a share of the incidents, fit on half of these, group, and score."""
    articles, failed = coded(read_articles(folder, share))
    incidents = {a.incident for a in articles}
    seen = drawn(incidents, 0.5, seed=SEED)
    unseen = frozenset(incidents - seen)
    _, found = chosen(articles, seen, fitted(articles, seen))
    as_shipped = grouped(articles, weights())
    plain, near = (linked(articles, seen, gap_days=gap) for gap in (None, GAP_DAYS))
    names = ("b-cubed", "pairwise")
    values: dict[str, float] = {}
    simple: dict[str, float] = {}
    for prefix, grouping, only in (("", found, None), ("unseen ", found, unseen), ("shipped ", as_shipped, None)):
        values |= {f"{prefix}{n}": v for n, v in zip(names, scores(articles, grouping, only), strict=True)}
        simple |= {f"{prefix}{n}": v for n, v in zip(names, scores(articles, near, only), strict=True)}
    lines = [
        f"{len(articles)} articles on {len(incidents)} incidents; {len(failed)} not coded",
        _line("ours", articles, found),
        _line("shipped weights", articles, as_shipped),
        _line("TF-IDF", articles, plain),
        _line(f"TF-IDF, {GAP_DAYS} days", articles, near),
    ]
    return Figures(
        "incident_grouping", len(articles), digest_of([folder / "documents.jsonl"]), values, simple, lines, failed
    )


def _line(name: str, articles: Sequence[Article], found: Grouping) -> str:
    gold = {a.id: a.incident for a in articles}
    parts = []
    for metric, score in (("B-cubed", b_cubed(gold, found)), ("pairwise", pairwise(gold, found))):
        parts.append(f"{metric} {score.precision:.3f} {score.recall:.3f} {score.f1:.3f}")
    return f"{name:<16} {'   '.join(parts)}"


def main(arguments: Sequence[str] | None = None, *, run: Callable[..., int] = run_as_module) -> int:
    """Run over the share that the command line names."""
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument("--share", type=float, default=SHARE)
    given, rest = parser.parse_known_args(arguments)
    measured = partial(measure, share=given.share)
    measured.__module__ = __name__  # type: ignore[attr-defined]
    return run(measured, default=SET, marker="documents.jsonl", arguments=rest)


if __name__ == "__main__":
    sys.exit(main())
