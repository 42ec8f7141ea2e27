"""Score bibliographies: what is read of each entry, and which sentence of the page it is tied to.

Two sets: the seed pages, whose entries were marked by the offsets of the sentences that they support
(`references_gold.json`; the pages are not part of the project), and articles written for this project
(`own_references.jsonl`, half of them held out while the weights were set; events and works are made up). `hit@1` asks
for the best sentence of every entry, also where reasons are too few to tie it; `right` is the share of the ties made
whose first sentence is a marked one, `tied` the share of marked entries that are tied. The simple way is the cosine of
word weights between entry and sentence.
"""

from __future__ import annotations

import json
import math
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.common import SHARED, Figures, digest_of, run_as_module
from dateline import coding, pipeline
from dateline.finding.citations import cite, rank
from dateline.language import Sentence
from dateline.model import Document, Moment
from dateline.reading import Limits, gather
from dateline.reading.page import Page
from dateline.zoning import zone

HERE = Path(__file__).parent
GOLD = HERE / "references_gold.json"
OWN = HERE / "own_references.jsonl"


@dataclass(frozen=True)
class Marked:
    """Hold one document and, for each of its references, the starts of the sentences it supports (None: not told)."""

    name: str
    document: Document
    supports: Sequence[Sequence[int] | None]
    entries: Sequence[Mapping[str, object]] = ()


@dataclass
class Tally:
    """Count entries: those with a marked sentence, hit by the best, hit by the simple way, tied, tied rightly."""

    marked: int = 0
    hit: int = 0
    simple: int = 0
    tied: int = 0
    right: int = 0
    errors: list[str] = field(default_factory=list)

    def scores(self, name: str) -> dict[str, float]:
        """Return the shares by name."""
        return {
            f"{name} hit@1": self.hit / self.marked if self.marked else 0.0,
            f"{name} right": self.right / self.tied if self.tied else 0.0,
            f"{name} tied": self.tied / self.marked if self.marked else 0.0,
        }


def measure(folder: Path) -> Figures:
    """Score the seed pages below `folder`, where they are, and the project's own articles."""
    scores: dict[str, float] = {}
    simple: dict[str, float] = {}
    errors: list[str] = []
    items = 0
    sets: dict[str, list[Marked]] = {"seeds": list(seed_pages(folder)) if (folder / "seeds").is_dir() else []}
    own = list(own_articles())
    sets["dev"] = [m for m, split in own if split == "dev"]
    sets["held"] = [m for m, split in own if split == "held"]
    for name, given in sets.items():
        if not given:
            continue
        tally = Tally()
        for marked in given:
            count(marked, tally)
        items += tally.marked
        scores |= tally.scores(name)
        simple[f"{name} hit@1"] = tally.simple / tally.marked
        # What was held out is counted and not looked at.
        errors += tally.errors if name != "held" else []
    read, asked, wrong = parsed([m for m, _ in own])
    scores["entries read"] = read / asked
    return Figures("references", items, digest_of([GOLD, OWN]), scores, simple, errors=[*errors, *wrong])


def count(marked: Marked, tally: Tally) -> None:
    """Add one document's references to a tally."""
    document = marked.document
    (sentences,) = coding.sentences_of([document], gate=coding.open_gate())
    ranked, tied = rank(document, sentences), cite(document, sentences)
    for index, starts in enumerate(marked.supports):
        if starts is None or index >= len(document.references):
            continue
        tally.marked += 1
        best = ranked[index][0][1] if ranked[index] else None
        hit = best is not None and holds(best.start, best.end, starts)
        tally.hit += hit
        simple = by_cosine(document, sentences, index)
        tally.simple += holds(simple.start, simple.end, starts)
        if index in tied:
            tally.tied += 1
            tally.right += holds(tied[index][0].start, tied[index][0].end, starts)
        if not hit:
            tally.errors.append(missed(marked, index, ranked[index], starts))


def holds(start: int, end: int, starts: Sequence[int]) -> bool:
    """Tell whether one of the marked sentences begins in the stretch that was taken for one.

    >>> holds(10, 30, [12]), holds(10, 30, [30])
    (True, False)
    """
    return any(start <= marked < end for marked in starts)


def missed(marked: Marked, index: int, ranked: Sequence[tuple[float, Sentence]], starts: Sequence[int]) -> str:
    """Tell what was taken and what was marked, with their worth."""
    reference = marked.document.references[index]
    rows = [f"{marked.name}: {reference.title} / {reference.outlet} / {reference.date and reference.date.edtf}"]
    rows += [f"    took {score:.2f} {sentence.text[:140]}" for score, sentence in ranked[:2]]
    rows += [
        f"    mark {score:.2f} {sentence.text[:140]}"
        for score, sentence in ranked
        if holds(sentence.start, sentence.end, starts)
    ]
    return "\n".join(rows)


def by_cosine(document: Document, sentences: Sequence[Sentence], index: int) -> Sentence:
    """Return the sentence whose words weigh most like those of the entry (tf-idf, cosine)."""
    body = [s for s in sentences if (z := document.zone_at(s.start)) and z.kind.value in ("body", "quotation")]
    bags = [Counter(re.findall(r"\w+", s.text.lower())) for s in body]
    entry = Counter(re.findall(r"\w+", document.text[document.references[index].span.slice].lower()))
    seen = Counter(word for bag in bags for word in bag)

    def weighed(bag: Counter[str]) -> dict[str, float]:
        return {w: n * math.log((1 + len(bags)) / (1 + seen[w])) + n for w, n in bag.items()}

    def cosine(one: dict[str, float], other: dict[str, float]) -> float:
        sizes = math.hypot(*one.values()) * math.hypot(*other.values())
        return sum(one[w] * other[w] for w in one.keys() & other.keys()) / sizes if sizes else 0.0

    return max(zip(body, bags, strict=True), key=lambda row: cosine(weighed(entry), weighed(row[1])))[0]


def seed_pages(folder: Path) -> Iterator[Marked]:
    """Yield the seed pages that have a bibliography, with what was marked."""
    pages = json.loads(GOLD.read_text(encoding="utf-8"))["pages"]
    for item in gather([str(folder / "seeds")], limits=Limits(), allow_private=False):
        document = pipeline.read_item(item)
        supports = pages.get((document.path or "")[:3])
        if supports is not None:
            yield Marked(document.path or "", document, supports)


def own_articles() -> Iterator[tuple[Marked, str]]:
    """Yield the project's own articles with the half that each belongs to."""
    for line in OWN.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        text, supports = laid_out(row)
        document = zone(Page(Document(row["id"], "", text, title=row["title"], published=Moment(row["published"]))))
        yield Marked(row["id"], document, supports, row["references"]), row["split"]


def laid_out(row: Mapping[str, object]) -> tuple[str, list[list[int] | None]]:
    """Return an article's text without its marks, and for each entry the starts of its sentences, the plainest first.

    A mark closes a sentence: `{2}` says that it is what entry 2 supports, `{2?}` that it is too.

    >>> laid_out({"title": "T", "body": ["One. {1} Two. {1?,2}"], "heading": None, "references": [{"line": "R"}, {"line": "S"}]})
    ('T\\n\\nOne. Two.\\n\\nR\\nS', [[3, 8], [8]])
    """  # noqa: E501
    parts: list[str] = [f"{row['title']}\n\n"]
    first: dict[int, list[int]] = {}
    second: dict[int, list[int]] = {}
    for paragraph in row["body"]:  # type: ignore[attr-defined]
        pieces = re.split(r"\s*\{([^}]*)\}\s*", paragraph)
        for sentence, mark in zip(pieces[::2], pieces[1::2], strict=False):
            at = sum(map(len, parts))
            for one in filter(None, mark.split(",")):
                (second if one.endswith("?") else first).setdefault(int(one.rstrip("?")), []).append(at)
            parts.append(f"{sentence} ")
        parts[-1] = f"{parts[-1].rstrip()}\n\n"
    if row["heading"]:
        parts.append(f"{row['heading']}\n\n")
    entries = row["references"]
    parts.append("\n".join(entry["line"] for entry in entries))  # type: ignore[attr-defined]
    supports = [(first.get(n, []) + second.get(n, [])) or None for n in range(1, len(entries) + 1)]  # type: ignore[arg-type]
    return "".join(parts), supports


def parsed(articles: Sequence[Marked]) -> tuple[int, int, list[str]]:
    """Return how many entries were read with authors, title, outlet and date as they are, of how many, and the rest."""
    read, asked, wrong = 0, 0, []
    for marked in articles:
        got = [
            {"authors": list(r.authors), "title": r.title, "outlet": r.outlet, "date": r.date and r.date.edtf}
            for r in marked.document.references
        ]
        for entry in marked.entries:
            want = {key: entry[key] for key in ("authors", "title", "outlet", "date")}
            asked += 1
            read += want in got
            if want not in got:
                wrong.append(f"{marked.name}: not read as it is: {entry['line']}")
    return read, asked, wrong


if __name__ == "__main__":
    sys.exit(run_as_module(measure, default=SHARED / "corpus", marker="*"))
