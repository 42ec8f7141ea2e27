"""One document from bytes to reports: a pure function, all that an engine needs to know.

Invariant: the same item and the same knowledge give the same result, in any process, in any order. What a result
depends on is said by two fingerprints, so that a later build can tell what it need not do again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from dateline import coding, language, reading, zoning
from dateline.finding import citations
from dateline.model import Citation, Claim, Document, Mention, Report

__all__ = [
    "Coded",
    "Coder",
    "code_document",
    "coding_fingerprint",
    "parse",
    "read_item",
    "reading_fingerprint",
    "stages",
]


@dataclass(frozen=True, slots=True)
class Coded:
    """Hold what the pipeline made of one item.

    `vocabulary` is the sorted set of words and lemmas that the coder saw: what of the lexicon could have touched this
    document. `dropped` names what was found but not kept because its evidence did not hold.
    """

    document: Document
    reports: tuple[Report, ...]
    claims: tuple[Claim, ...]
    vocabulary: tuple[str, ...]
    dropped: tuple[str, ...] = ()
    mentions: tuple[Mention, ...] = ()
    citations: tuple[Citation, ...] = ()


class Coder(Protocol):
    """Code documents in place of the rules; `fingerprint` says what its codings depend on beside text and knowledge."""

    @property
    def fingerprint(self) -> str: ...

    def code(self, document: Document) -> coding.CodingResult:
        """Code one zoned document."""


def read_item(item: reading.Item) -> Document:
    """Read and zone one item; raises ReadingError where it cannot be read."""
    return zoning.zone(reading.read(item))


def parse(documents: Sequence[Document]) -> list[list[language.Sentence]]:
    """Parse several documents together for the rules, which takes less time; each comes out as it would alone."""
    return coding.sentences_of(documents, gate=coding.open_gate())


def code_document(
    document: Document, *, coder: Coder | None = None, sentences: Sequence[language.Sentence] | None = None
) -> Coded:
    """Code one zoned document, by the rules where no other coder is given; `sentences` are those of `parse`.

    What comes back says, too, which sentences the works that the document cites support.
    """
    if sentences is None and document.references:
        (sentences,) = coding.sentences_of([document], gate=coding.open_gate())
    result = coding.code(document, sentences=sentences) if coder is None else coder.code(document)
    return Coded(
        document,
        result.reports,
        result.claims,
        result.vocabulary,
        result.dropped,
        result.mentions,
        _citations(document, sentences),
    )


def _citations(document: Document, sentences: Sequence[language.Sentence] | None) -> tuple[Citation, ...]:
    if not document.references or sentences is None:
        return ()
    found = citations.cite(document, sentences)
    return tuple(Citation(number, evidence) for number, cited in sorted(found.items()) for evidence in cited)


def stages(*, coder: Coder | None = None) -> Mapping[str, str]:
    """Name every stage's version and the hash of its knowledge, for the run's manifest."""
    return {
        "reading": reading.VERSION,
        "zoning": zoning.VERSION,
        "language": language.model_name(),
        "coding": coding.VERSION,
        **({} if coder is None else {"coder": coder.fingerprint}),
        **coding.knowledge_hashes(),
    }


def reading_fingerprint() -> str:
    """Digest what turns bytes into a zoned document."""
    return _digest(reading.VERSION, zoning.VERSION)


def coding_fingerprint(vocabulary: Collection[str], *, coder: Coder | None = None) -> str:
    """Digest what the coding of a document with these words depends on; another coder makes another digest.

    Lexicon and actor entries count only where one of their words occurs in the document, so that a changed entry
    touches only the documents it could touch; a document's own vocabulary is `Coded.vocabulary`.
    """
    own = () if coder is None else (coder.fingerprint,)
    return _digest(language.model_name(), coding.VERSION, *own, *coding.relevant_knowledge(vocabulary))


def _digest(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]
