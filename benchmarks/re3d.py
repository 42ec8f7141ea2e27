"""Score entities against re3d: reporting on Iraq and Syria from seven kinds of source, four of them shared.

A mention counts where its stretch and type are both right. Scored are the set's eight types of things that matter
here. Its habits are met where they are no more than that: a name takes its article and a person the titles; states,
other places and buildings are all a Location; a people, and a state that acts, is an Organisation. All of its gold
counts, also the quarter that its editors were not sure of (`sure` scores what they gave a confidence of .5 or more).
Its entities may lie within one another, and so may ours. Beside our figures stand those of the parser's own names, as
they come.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.common import SHARED, Figures, digest_of, f1, precision_recall_f1, run_as_module, whole
from benchmarks.entity_sets import entities_in
from dateline.finding.actor_rules import actor_rules
from dateline.finding.entity_rules import entity_rules
from dateline.language import Sentence
from dateline.model import Document, Mention, MentionForm, MentionType

__all__ = ["TYPES", "Page", "measure", "pages", "said_of", "said_of_parser"]

TYPES = {
    MentionType.PERSON: "Person",
    MentionType.ORGANISATION: "Organisation",
    MentionType.STATE: "Location",
    MentionType.LOCATION: "Location",
    MentionType.FACILITY: "Location",
    MentionType.NATIONALITY: "Nationality",
    MentionType.PLATFORM: "MilitaryPlatform",
    MentionType.WEAPON: "Weapon",
    MentionType.TEMPORAL: "Temporal",
    MentionType.QUANTITY: "Quantity",
}
_PARSER = {
    "PERSON": "Person",
    "ORG": "Organisation",
    "GPE": "Location",
    "LOC": "Location",
    "FAC": "Location",
    "NORP": "Nationality",
    "DATE": "Temporal",
    "TIME": "Temporal",
    "CARDINAL": "Quantity",
    "QUANTITY": "Quantity",
    "PERCENT": "Quantity",
    "PRODUCT": "Weapon",
}
SURE = 0.5
_ARTICLE = "the "
_PEOPLE = re.compile(r"[A-Z][\w'’-]*[^s]s")
_WORD_BEFORE = re.compile(r"([A-Z][\w.]*) \Z")

# A stretch of text and the type of what it names.
Named = tuple[int, int, str]


@dataclass(frozen=True)
class Page:
    """Hold one document of one source with its gold, and the part of the gold that its editors were sure of."""

    source: str
    document: Document
    gold: frozenset[Named]
    sure: frozenset[Named]


def pages(folder: Path) -> Iterator[Page]:
    """Yield every document, source by source."""
    for source in sorted(f.parent for f in folder.glob("*/documents.json")):
        gold: dict[str, dict[Named, float]] = {}
        for row in map(json.loads, (source / "entities.json").read_text(encoding="utf-8").splitlines()):
            if row["type"] in TYPES.values():
                found = gold.setdefault(row["documentId"], {})
                named = row["begin"], row["end"], row["type"]
                found[named] = max(float(row["confidence"]), found.get(named, 0.0))
        for row in map(json.loads, (source / "documents.json").read_text(encoding="utf-8").splitlines()):
            own = gold.get(row["_id"], {})
            sure = frozenset(named for named, confidence in own.items() if confidence >= SURE)
            yield Page(source.name, whole(row["text"]), frozenset(own), sure)


def said_of(text: str, mentions: Iterable[Mention], *, modifying: Collection[int] = ()) -> set[Named]:
    """Return mentions as the set would write them.

    A name takes its article, unless it only modifies what follows (`modifying` are the ends of such names); a person
    the titles before the name; a people is an organisation, and so is a state that acts, beside being a location.
    """
    found = set()
    for m in mentions:
        if m.type not in TYPES:
            continue
        start, end, kind = m.evidence.start, m.evidence.end, TYPES[m.type]
        is_name = m.form is MentionForm.NAME
        if is_name and m.type is MentionType.PERSON:
            start = with_titles(text, start)
        if m.type is MentionType.NATIONALITY and _PEOPLE.fullmatch(m.evidence.words):
            kind = "Organisation"
        whole_ = with_article(text, start) if is_name and kind != "Nationality" and end not in modifying else start
        if m.type is MentionType.STATE and m.actor is not None and m.actor.id.endswith(":government"):
            found.add((whole_, end, "Organisation"))
            whole_ = start
        found.add((whole_, end, kind))
    return found


def with_article(text: str, start: int) -> int:
    """Return where a name begins with its article.

    >>> with_article("Of the Kilo Front", 7)
    3
    """
    return start - len(_ARTICLE) if text[max(0, start - len(_ARTICLE)) : start].lower() == _ARTICLE else start


def with_titles(text: str, start: int) -> int:
    """Return where a person's name begins with the titles before it, in capitals.

    >>> with_titles("told Prime Minister Ada", 20)
    5
    """
    titles = actor_rules().titles | entity_rules().titles
    while (word := _WORD_BEFORE.search(text, 0, start)) and word[1].lower().replace(".", "") in titles:
        start = word.start(1)
    return start


def modifying_ends(sentences: Iterable[Sentence]) -> set[int]:
    """Return the ends of the words in capitals that only modify a word after them ("the *Kilo* offensive")."""
    return {
        t.end
        for s in sentences
        for t in s.tokens
        if t.dep in ("compound", "amod", "nmod") and t.head > t.i and t.text[0].isupper()
    }


def said_of_parser(sentences: Sequence[Sentence]) -> set[Named]:
    """Return what the parser's names alone would give."""
    return {
        (s.tokens[n.first].start, s.tokens[n.last - 1].end, _PARSER[n.label])
        for s in sentences
        for n in s.names
        if n.label in _PARSER
    }


def measure(folder: Path) -> Figures:
    """Find the entities of every document and compare; `lines` give the figure of each source and type."""
    counts: Counter[tuple[str, str]] = Counter()
    errors = []
    for page in (found := list(pages(folder))):
        text = page.document.text
        sentences, mentions = entities_in(page.document)
        said = said_of(text, (m for one in mentions for m in one), modifying=modifying_ends(sentences))
        simple = said_of_parser(sentences)
        for part in ("all", page.source, *sorted(set(TYPES.values()))):
            sides = {"gold": page.gold, "said": said, "right": page.gold & said, "simple": simple}
            sides |= {"simple right": page.gold & simple, "sure": page.sure, "sure right": page.sure & said}
            for side, named in sides.items():
                is_type = part in TYPES.values()
                counts[part, side] += sum(kind == part for _, _, kind in named) if is_type else len(named)
        errors += [
            f"{page.source} {side} {kind} {text[start:end]!r} <- "
            + " ".join(text[max(0, start - 40) : end + 40].split())
            for side, named in (("missed", page.gold - said), ("too much", said - page.gold))
            for start, end, kind in sorted(named)
        ]
    lines = [
        f"{part}: {counts[part, 'right']} right of {counts[part, 'said']} said and {counts[part, 'gold']} in gold, "
        f"F1 {_f1(counts, part):.3f}; as the parser gives them {_f1(counts, part, 'simple right', 'simple'):.3f}"
        for part in sorted({part for part, _ in counts} - {"all"})
    ]
    numbers = [counts["all", side] for side in ("right", "said", "gold")]
    scores = dict(zip(("precision", "recall", "F1"), precision_recall_f1(*numbers), strict=True))
    scores["sure F1"] = _f1(counts, "all", "sure right", "said", "sure")
    baselines = {"F1": _f1(counts, "all", "simple right", "simple")}
    digest = digest_of(folder.glob("*/*.json"))
    return Figures("re3d", len(found), digest, scores, baselines, lines, errors)


def _f1(
    counts: Counter[tuple[str, str]], part: str, right: str = "right", said: str = "said", gold: str = "gold"
) -> float:
    return f1(counts[part, right], counts[part, said], counts[part, gold])


if __name__ == "__main__":
    sys.exit(run_as_module(measure, default=SHARED / "benchmarks" / "re3d", marker="*/entities.json"))
