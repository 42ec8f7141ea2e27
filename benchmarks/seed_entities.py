"""Score named entities in the bodies of seed pages: a mention counts where its stretch and its type are both right.

The set names things by their words: each page's gold is every place in a body where one of them stands, the longest
first. Only names are scored, and of their types those that the set knows. Beside our figures stand those of the
parser's own names, as they come.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from benchmarks.common import SHARED, Figures, digest_of, f1, precision_recall_f1, run_as_module
from benchmarks.entity_sets import entities_in
from dateline import pipeline
from dateline.language import Sentence
from dateline.model import Document, Mention, MentionForm, MentionType, ZoneKind
from dateline.reading import Item, gather

__all__ = ["TYPES", "gold_of", "measure", "said_of", "said_of_parser"]

SEEDS = ("002", "003")
TYPES = {
    MentionType.PERSON: "PER",
    MentionType.ORGANISATION: "ORG",
    MentionType.STATE: "GPE",
    MentionType.LOCATION: "LOC",
    MentionType.FACILITY: "FAC",
    MentionType.OPERATION: "OPN",
}
_PARSER = {"PERSON": "PER", "ORG": "ORG", "GPE": "GPE", "LOC": "LOC", "FAC": "FAC"}

# A stretch of text and the type of what it names.
Named = tuple[int, int, str]


def gold_of(document: Document, lexicon: Sequence[tuple[str, str]]) -> set[Named]:
    """Return every place where a surface of the lexicon stands in a body, the longest first, with its type."""
    if not lexicon:
        return set()
    types = dict(lexicon)
    longest = sorted(types, key=lambda s: (-len(s), s))
    # A surface that ends in a dot may be followed by anything but a letter.
    surfaces = re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, longest)) + r")(?!\w)")
    return {
        (m.start(), m.end(), types[m[0]])
        for zone in document.zones
        if zone.kind is ZoneKind.BODY
        for m in surfaces.finditer(document.text, zone.span.start, zone.span.end)
    }


def said_of(document: Document, mentions: Iterable[Mention]) -> set[Named]:
    """Return the names in bodies that the finder gives, of the types that the set knows."""
    return {
        (m.evidence.start, m.evidence.end, TYPES[m.type])
        for m in mentions
        if m.form is MentionForm.NAME and m.type in TYPES and _is_in_body(document, m.evidence.start)
    }


def said_of_parser(document: Document, sentences: Iterable[Sentence]) -> set[Named]:
    """Return what the parser's names alone would give."""
    return {
        (s.tokens[n.first].start, s.tokens[n.last - 1].end, _PARSER[n.label])
        for s in sentences
        for n in s.names
        if n.label in _PARSER and _is_in_body(document, s.tokens[n.first].start)
    }


def _is_in_body(document: Document, at: int) -> bool:
    zone = document.zone_at(at)
    return zone is not None and zone.kind is ZoneKind.BODY


def measure(folder: Path) -> Figures:
    """Find the entities of the shared pages and compare; `errors` show what was missed and what was too much."""
    lexicon = [
        (words, kind) for words, kind in json.loads((folder / "entities_dev.json").read_text("utf-8"))["lexicon"]
    ]
    counts: Counter[str] = Counter()
    per_type: Counter[tuple[str, str]] = Counter()
    lines, errors, pages = [], [], []
    for item in gather([str(folder / "seeds")]):
        name = item.origin.rsplit("/", 1)[-1]
        if not isinstance(item, Item) or name[:3] not in SEEDS:
            continue
        pages.append(folder / "seeds" / name)
        document = pipeline.read_item(item)
        sentences, mentions = entities_in(document)
        gold, said = gold_of(document, lexicon), said_of(document, (m for found in mentions for m in found))
        simple = said_of_parser(document, sentences)
        counts.update(gold=len(gold), said=len(said), right=len(gold & said))
        counts.update({"simple said": len(simple), "simple right": len(gold & simple)})
        for side, found in (("gold", gold), ("said", said), ("right", gold & said)):
            per_type.update((side, kind) for _, _, kind in found)
        lines.append(f"{name[:3]}: {len(gold)} names, F1 {f1(len(gold & said), len(said), len(gold)):.3f}")
        errors += [
            f"{name[:3]} {side} {kind} {document.text[start:end]!r} <- "
            + " ".join(document.text[max(0, start - 40) : end + 40].split())
            for side, found in (("missed", gold - said), ("too much", said - gold))
            for start, end, kind in sorted(found)
        ]
    for kind in TYPES.values():
        n = [per_type[side, kind] for side in ("right", "said", "gold")]
        lines.append(f"{kind}: {n[0]} right of {n[1]} said and {n[2]} in gold, F1 {f1(*n):.3f}")
    names = ("precision", "recall", "F1")
    scores = dict(zip(names, precision_recall_f1(counts["right"], counts["said"], counts["gold"]), strict=True))
    simple_f1 = f1(counts["simple right"], counts["simple said"], counts["gold"])
    digest = digest_of([*pages, folder / "entities_dev.json"])
    return Figures("seed_entities", counts["gold"], digest, scores, {"F1": simple_f1}, lines, errors)


if __name__ == "__main__":
    sys.exit(run_as_module(measure, default=SHARED / "corpus", marker="entities_dev.json"))
