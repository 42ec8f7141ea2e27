"""Whole texts of several kinds, by set, for what is measured on running text: speed, and the gate before the parser.

Invariant: a set that is absent is left out, and no text is in a set twice.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from benchmarks.muc.texts import read_dispatches
from dateline import pipeline
from dateline.errors import ReadingError
from dateline.model import Document, Span, Zone, ZoneKind
from dateline.reading import Item, gather

__all__ = ["body", "passages", "wide_apart"]

ROOT = Path(__file__).resolve().parents[1]
_TAG = re.compile(r"<[^>]*>")


def passages(folder: Path) -> Mapping[str, list[Document]]:
    """Return the zoned documents of every set that is there, by name; `folder` is the one with the benchmark sets.

    `prose` is narrative of wars (WikiWars), `analysis` the seed pages, `web` whole web pages on anything, in English.
    """
    sets = {
        "examples": read([ROOT / "examples" / "maysan"]),
        "prose": [body(text) for text in _narratives(folder / "wikiwars")],
        "analysis": read([folder.parent / "corpus" / "seeds"]),
        "web": read(sorted((folder / "page_comments").glob("*.html"))),
    }
    return {name: documents for name, documents in sets.items() if documents}


def wide_apart(folder: Path) -> Mapping[str, list[Document]]:
    """Return the sets of `passages`, and those of single sentences and of short dispatches."""
    own = [
        body(json.loads(line)["text"])
        for file in sorted((ROOT / "training" / "sentences").glob("*.jsonl"))
        for line in file.read_text(encoding="utf-8").splitlines()
    ]
    records = folder / "plover_records" / "records.jsonl"
    sentences = folder / "pentacode" / "train.tsv"
    dispatches = folder / "muc" / "dev" / "dev-muc3-0001-0100"
    sets = {
        **passages(folder),
        "own sentences": own,
        "plover_records": [body(json.loads(line)["text"]) for line in _lines(records)],
        "pentacode": [body(line.split("\t")[0]) for line in _lines(sentences)[::4]],
        "muc": [one.document for one in read_dispatches(dispatches)] if dispatches.exists() else [],
    }
    return {name: documents for name, documents in sets.items() if documents}


def body(text: str) -> Document:
    """Make a document of a bare text, all of it body.

    >>> body("Two left.").zones[0].kind
    <ZoneKind.BODY: 'body'>
    """
    return Document("d", "s", text, zones=(Zone(ZoneKind.BODY, Span(0, len(text))),))


def read(paths: list[Path]) -> list[Document]:
    """Read and zone files as a build does; what cannot be read, or is not in English, is left out."""
    found = []
    for item in gather([str(path) for path in paths if path.exists()]):
        if not isinstance(item, Item):
            continue
        try:
            document = pipeline.read_item(item)
        except ReadingError:
            continue
        if document.language in (None, "en"):
            found.append(document)
    return found


def _narratives(folder: Path) -> Iterator[str]:
    for file in sorted(folder.glob("*.xml")):
        text = file.read_text(encoding="utf-8")
        yield _TAG.sub("", text.partition("<TEXT>")[2] or text).strip()


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines() if path.exists() else []
