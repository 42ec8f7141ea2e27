"""Score which reports of an article are of one event, on short articles written for the project (`own_accounts.jsonl`).

Each line is an article in our own words in which the words for events are marked: `[a:exploded]` and `[a:killing]`
belong to one event, `[b:arrested]` to another; `levels` says which are episodes or aggregates. An article was marked
before anything was tuned by it; the weights were set by those marked `dev`, nothing by those marked `held`. Only
reports whose trigger is marked are scored, so what the coder did not find costs nothing here. Pairs are counted over
all articles; B-cubed is averaged over reports; `level` is the share of accounts with a marked report that are on the
level of its mark. Beside it stands the simple way: all reports of one type in an article are one event.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.clusters import b_cubed, pairwise
from benchmarks.common import Figures, digest_of, run_as_module
from benchmarks.derivation import document_of
from dateline.coding import code
from dateline.model import Document, Report
from dateline.reconciling.incidents.account import Account
from dateline.reconciling.incidents.accounts.accounts import accounts_of

__all__ = ["Article", "measure", "read_articles", "unmarked"]

FOLDER = Path(__file__).resolve().parent
_MARK = re.compile(r"\[([a-z]):([^\]]+)\]")


@dataclass(frozen=True)
class Article:
    """Hold one article: its document, and the marked stretches as (start, end, letter)."""

    split: str
    document: Document
    marks: tuple[tuple[int, int, str], ...]
    levels: Mapping[str, str]

    def gold(self, report: Report) -> str | None:
        """Return the letter of the event that the trigger of a report is marked with, or None."""
        span = report.trigger.span
        return next((letter for start, end, letter in self.marks if start < span.end and span.start < end), None)


def unmarked(text: str) -> tuple[str, list[tuple[int, int, str]]]:
    """Return the plain text, and the marks in it.

    >>> unmarked("Two men [a:shot] him; [b:he died].")
    ('Two men shot him; he died.', [(8, 12, 'a'), (18, 25, 'b')])
    """
    plain, marks, at = "", [], 0
    for mark in _MARK.finditer(text):
        plain += text[at : mark.start()]
        marks.append((len(plain), len(plain) + len(mark[2]), mark[1]))
        plain += mark[2]
        at = mark.end()
    return plain + text[at:], marks


def read_articles(file: Path) -> list[Article]:
    """Read the articles, each as if from a plain text with its title above."""
    articles = []
    for line in file.read_text("utf-8").splitlines():
        raw = json.loads(line)
        title, heading = unmarked(raw["title"])
        text, marks = unmarked(raw["text"])
        document = document_of({"outlet": "Own", "published": raw["published"]}, title, text)
        moved = [(start + len(title) + 2, end + len(title) + 2, letter) for start, end, letter in marks]
        articles.append(Article(raw["split"], document, tuple(heading + moved), raw.get("levels", {})))
    return articles


def measure(folder: Path) -> Figures:
    """Code every article, make its accounts, and score the halves apart."""
    file = folder / "own_accounts.jsonl"
    done = []
    for article in read_articles(file):
        result = code(article.document)
        done.append((article, result.reports, accounts_of(article.document, result.reports, mentions=result.mentions)))
    scores: dict[str, float] = {}
    baselines: dict[str, float] = {}
    lines = []
    for part, wanted in (("", ("dev", "held")), ("held ", ("held",))):
        own = [d for d in done if d[0].split in wanted]
        gold = {r.id: (a.document.id, letter) for a, reports, _ in own for r in reports if (letter := a.gold(r))}
        ours = {r: account.id for _, _, accounts in own for account in accounts for r in account.reports if r in gold}
        simple = {r.id: (r.document, r.type) for _, reports, _ in own for r in reports if r.id in gold}
        for name, metric in (("pairwise F", pairwise), ("B-cubed F", b_cubed)):
            score = metric(gold, ours)
            scores[part + name], baselines[part + name] = score.f1, metric(gold, simple).f1
            lines.append(
                f"{part}{name}: precision {score.precision:.3f}, recall {score.recall:.3f} of {len(gold)} reports"
            )
        right, levels = _levels(own)
        scores[f"{part}level"] = right / levels if levels else 0.0
    errors = [error for article, reports, accounts in done for error in _errors(article, reports, accounts)]
    return Figures("own_accounts", len(done), digest_of([file]), scores, baselines, lines, errors)


_Done = Sequence[tuple[Article, Sequence[Report], Sequence[Account]]]


def _levels(done: _Done) -> tuple[int, int]:
    """Count the accounts with a marked report that are on the level of its mark, and all of them."""
    right = total = 0
    for article, reports, accounts in done:
        gold = {r.id: letter for r in reports if (letter := article.gold(r)) is not None}
        for account in accounts:
            letters = Counter(gold[r] for r in account.reports if r in gold)
            if letters:
                total += 1
                right += article.levels.get(letters.most_common(1)[0][0], "single") == account.level.value
    return right, total


def _errors(article: Article, reports: Sequence[Report], accounts: Sequence[Account]) -> list[str]:
    gold = {r.id: letter for r in reports if (letter := article.gold(r)) is not None}
    words = {r.id: r.trigger.words for r in reports}
    found = []
    for account in accounts:
        letters = Counter(gold[r] for r in account.reports if r in gold)
        level = article.levels.get(letters.most_common(1)[0][0], "single") if letters else account.level.value
        if len(letters) > 1 or level != account.level.value:
            told = ", ".join(f"{gold.get(r, '-')}:{words[r]}" for r in account.reports)
            found.append(f"{article.split} {article.document.title}: {account.level.value} account of {told}")
    for letter in sorted(set(gold.values())):
        holders = {a.id for a in accounts if any(gold.get(r) == letter for r in a.reports)}
        if len(holders) > 1:
            parts = " | ".join(
                ", ".join(words[r] for r in a.reports if gold.get(r) == letter) for a in accounts if a.id in holders
            )
            found.append(f"{article.split} {article.document.title}: {letter} is in {len(holders)}: {parts}")
    return found


if __name__ == "__main__":
    sys.exit(run_as_module(measure, default=FOLDER, marker="own_accounts.jsonl"))
