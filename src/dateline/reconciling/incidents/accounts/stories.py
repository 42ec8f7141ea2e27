"""The words of a whole document, as numbers: what two documents share where no event of theirs says enough.

Invariant: of a document only what is told counts, not its bibliography, furniture or comments; the numbers are the same
in every process, and no more are kept than `TERMS`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from dateline.model import Document, Mention, Span
from dateline.reconciling.derivation.terms import term_hash, term_of
from dateline.reconciling.derivation.wording import telling_spans, words_between
from dateline.reconciling.incidents.accounts.marks import marks_of

__all__ = ["Story", "TERMS", "story_of", "terms_in"]

# Terms kept of a document. News of 300 words has about 120; what is left out is told once, far down.
TERMS = 96


@dataclass(frozen=True, slots=True)
class Story:
    """Hold the terms of a document as (hash, how often), sorted by hash, the hashes of those in its title, and marks.

    `marks` leads from a kind of mark (`marks.MARKS`) to the hashes of the document's, each once, sorted.
    """

    document: str
    terms: tuple[tuple[int, int], ...]
    title: tuple[int, ...] = ()
    marks: Mapping[str, tuple[int, ...]] = field(default_factory=dict)


def story_of(document: Document, mentions: Sequence[Mention] = ()) -> Story:
    """Return the terms of a document: those of its title, then those said most and first, `TERMS` at most; its marks.

    `mentions` are those of the document; without them nobody and no place is marked as named.

    >>> story = story_of(Document("d", "s", "Mortars fell on Gorlovka. Mortars killed nine.", title="Mortars"))
    >>> sorted(count for _, count in story.terms), len(story.title)
    ([1, 1, 1, 1, 2], 1)
    """
    counts: Counter[str] = Counter()
    for span in telling_spans(document):
        counts.update(_terms(document.text, span))
    title = dict.fromkeys(_terms(document.title or "", Span(0, len(document.title or ""))))
    first = {term: n for n, term in enumerate(counts)}
    ranked = sorted(counts, key=lambda t: (t not in title, -counts[t], first[t]))
    kept = sorted((term_hash(term), counts[term]) for term in ranked[:TERMS])
    return Story(document.id, tuple(kept), tuple(sorted(term_hash(t) for t in title)), marks_of(document, mentions))


def terms_in(text: str, spans: Iterable[Span]) -> tuple[int, ...]:
    """Return the hashes of the terms in stretches of a text, each once, sorted."""
    return tuple(sorted({term_hash(term) for span in spans for term in _terms(text, span)}))


def _terms(text: str, span: Span) -> list[str]:
    return [term for word, _ in words_between(text, span) if (term := term_of(word)) is not None]
