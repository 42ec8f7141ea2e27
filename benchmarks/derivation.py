"""Score which document derives from which, on articles and copies that were written for it (`planted_copies`).

`found` is the share of planted copies that are linked to their original, `right` the share of the links made that are
planted, both over all pairs of documents; links between two copies of one original count neither way. `held` are the
events that nothing was set by. `same origin` is the share of the pairs that only quote the same speaker that are
linked through that speaker and not as copies. Beside it stands what plain containment of shingles does. All texts are
our own: a check of coverage more than a measure of quality, as whoever wrote the copies knew what is looked for.
"""

from __future__ import annotations

import hashlib
import itertools
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.common import Figures, digest_of, run_as_module
from dateline.coding import code
from dateline.data_files import parse_toml
from dateline.model import Claim, Derivation, DerivedHow, Document, Moment, Report
from dateline.reading.page import Page
from dateline.reconciling.derivation import derive
from dateline.reconciling.derivation.reuse import CONTAINMENT
from dateline.reconciling.derivation.shingles import shingles_of
from dateline.reconciling.derivation.wording import wording_of
from dateline.zoning import zone

FOLDER = Path(__file__).resolve().parent / "planted_copies"

# Pairs of articles of which both quote one speaker and share nothing else.
QUOTING = (("minister-a", "minister-b"), ("governor-a", "governor-b"), ("envoy-a", "envoy-b"))


@dataclass(frozen=True)
class Text:
    """Hold one article, or one copy with what it is `of` and its `kind`."""

    name: str
    of: str | None
    kind: str
    half: str
    document: Document


def read_texts(folder: Path) -> list[Text]:
    """Read the articles, and make the copies from them."""
    articles = parse_toml((folder / "articles.toml").read_text("utf-8"), where="articles.toml")["article"]
    copies = parse_toml((folder / "copies.toml").read_text("utf-8"), where="copies.toml")["copy"]
    by_id = {article["id"]: article for article in articles}
    texts = [Text(a["id"], None, "article", a["half"], document_of(a, a["title"], a["text"])) for a in articles]
    for copy in copies:
        of = by_id[copy["of"]]
        document = document_of(copy, copy.get("title", of["title"]), copied(of["text"], copy))
        texts.append(Text(f"{of['id']} {copy['kind']} {copy['outlet']}", of["id"], copy["kind"], of["half"], document))
    return texts


def copied(text: str, copy: Mapping[str, object]) -> str:
    """Return the text of a copy: its own, or the paragraphs it takes over between what was written around them.

    >>> copied("One.\\n\\nTwo.\\n\\nThree.", {"paragraphs": [2, 0], "before": "So:"})
    'So:\\n\\nThree.\\n\\nOne.'
    """
    if "text" in copy:
        return str(copy["text"])
    paragraphs = text.strip().split("\n\n")
    taken: Iterable[int] = copy["paragraphs"]  # type: ignore[assignment]
    parts = [str(copy.get("before", "")), *(paragraphs[n] for n in taken), str(copy.get("after", ""))]
    return "\n\n".join(part.strip() for part in parts if part.strip())


def document_of(facts: Mapping[str, str], title: str, text: str) -> Document:
    """Zone an article as if it had been read from a plain text."""
    text = f"{title}\n\n{text.strip()}"
    digest = hashlib.sha256(f"{facts['outlet']}\n{text}".encode()).hexdigest()
    page = Page(
        Document(
            Document.id_for(digest, text), digest, text,
            title=title, publisher=facts["outlet"], published=Moment(facts["published"]),
        )
    )  # fmt: skip
    return zone(page)


def contained(texts: Sequence[Text]) -> set[frozenset[str]]:
    """Return the pairs of which one has at least `CONTAINMENT` of the other's shingles: the simple way."""
    shingles = {t.name: set(shingles_of(wording_of(t.document))) - {0} for t in texts}
    pairs = itertools.combinations(sorted(shingles), 2)
    return {
        frozenset((a, b))
        for a, b in pairs
        if len(shingles[a] & shingles[b]) >= CONTAINMENT * min(len(shingles[a]), len(shingles[b])) > 0
    }


def count(texts: Sequence[Text], linked: set[frozenset[str]]) -> Counter[str]:
    """Count gold pairs, those that are linked, and the linked pairs that are no gold, in all and by kind."""
    counts: Counter[str] = Counter()
    for one, other in itertools.combinations(texts, 2):
        if one.of and one.of == other.of:
            continue
        gold = other.of == one.name
        is_linked = frozenset((one.name, other.name)) in linked
        for part in ("", f"{other.kind} ") if gold else ("",):
            counts[f"{part}gold"] += gold
            counts[f"{part}found"] += gold and is_linked
        counts["wrong"] += is_linked and not gold
    return counts


def linked_pairs(texts: Sequence[Text], links: Iterable[Derivation], *hows: DerivedHow) -> set[frozenset[str]]:
    """Return the pairs of texts, by name, that are linked in one of these ways."""
    names = {t.document.id: t.name for t in texts}
    return {
        frozenset((names[link.document], names[link.origin_document]))
        for link in links
        if link.origin_document and link.how in hows
    }


def measure(folder: Path) -> Figures:
    """Code all texts, derive over all of them, and score the halves apart."""
    texts = read_texts(folder)
    reports: list[Report] = []
    claims: list[Claim] = []
    for text in texts:
        result = code(text.document)
        reports += result.reports
        claims += result.claims
    links = derive([t.document for t in texts], reports, claims)
    linked = linked_pairs(texts, links, DerivedHow.CITATION, DerivedHow.ATTRIBUTION, DerivedHow.REUSE)
    spoken = linked_pairs(texts, links, DerivedHow.SAME_ORIGIN)
    scores, baselines, lines = {}, {}, []
    for part, wanted in (("", ("dev", "held")), ("held ", ("held",))):
        own = [t for t in texts if t.half in wanted]
        ours, simple = count(own, linked), count(own, contained(own))
        for scored, into in ((ours, scores), (simple, baselines)):
            into[f"{part}found"] = scored["found"] / (scored["gold"] or 1)
            into[f"{part}right"] = scored["found"] / (scored["found"] + scored["wrong"] or 1)
        kinds = sorted({t.kind for t in own if t.of})
        lines.append(
            f"{part or 'all '}{ours['found']}/{ours['gold']} found, {ours['wrong']} wrong: "
            + ", ".join(f"{kind} {ours[f'{kind} found']}/{ours[f'{kind} gold']}" for kind in kinds)
        )
    quoting = [frozenset(pair) for pair in QUOTING]
    scores["same origin"] = sum(pair in spoken and pair not in linked for pair in quoting) / len(quoting)
    errors = [f"missed: {t.of} -> {t.name}" for t in texts if t.of and frozenset((t.of, t.name)) not in linked]
    errors += [f"wrong: {' -- '.join(sorted(pair))}" for pair in sorted(linked, key=sorted) if is_wrong(texts, pair)]
    files = [folder / "articles.toml", folder / "copies.toml"]
    return Figures("derivation", len(texts), digest_of(files), scores, baselines, lines, errors)


def is_wrong(texts: Sequence[Text], pair: frozenset[str]) -> bool:
    """Tell whether a pair is neither an original and its copy nor two copies of one original."""
    one, other = (t for t in texts if t.name in pair)
    return other.of != one.name and not (one.of and one.of == other.of)


if __name__ == "__main__":
    sys.exit(run_as_module(measure, default=FOLDER, marker="articles.toml"))
