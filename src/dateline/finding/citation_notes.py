"""The marks in a text that point to numbered notes: [1], (1), ¹, ^1 or, grown to its last word, 1.

Invariant: only numbers that a reference of the document has are marks; a number grown to a word may be part of a name,
so it is one only where most notes are marked so.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from dateline.language import Sentence
from dateline.model import Document
from dateline.zoning.entry_parts import note_number

__all__ = ["marks_of", "note_numbers"]

_MARKER = re.compile(r"\[\^?(\d{1,3}(?:\s?[,–-]\s?\d{1,3})*)\]|\((\d{1,3})\)|([⁰¹²³⁴-⁹]{1,3})|\^(\d{1,3})")
_GROWN = re.compile(r"(?<=[a-z][.,;:!?”\"’)])(\d{1,3})(?=\s|$)|(?<=[a-z]{3})(\d{1,3})(?=[.,;:]?(?:\s|$))")
_RAISED = {ord(raised): str(n) for n, raised in enumerate("⁰¹²³⁴⁵⁶⁷⁸⁹")}


def note_numbers(document: Document) -> tuple[int | None, ...]:
    """Return the number that each reference's line begins with, if any."""
    return tuple(note_number(document.text[reference.span.slice]) for reference in document.references)


def marks_of(document: Document, sentences: Sequence[Sentence]) -> Mapping[int, frozenset[int]]:
    """Return the numbers of the notes that each sentence points to, by the sentence's index.

    A mark that the splitting left at the head of a sentence belongs to the one before it.
    """
    known = {number for number in note_numbers(document) if number is not None}
    if not known:
        return {}
    found: dict[int, set[int]] = {}
    grown: dict[int, set[int]] = {}
    for at, sentence in enumerate(sentences):
        for pattern, into in ((_MARKER, found), (_GROWN, grown)):
            for match in pattern.finditer(sentence.text):
                numbers = _numbers(next(group for group in match.groups() if group)) & known
                is_head = not sentence.text[: match.start()].strip(' .,;:!?”"’)[](0123456789¹²³⁰⁴⁵⁶⁷⁸⁹')
                owner = at - 1 if is_head and at else at
                into.setdefault(owner, set()).update(numbers)
    # A number grown to a word may be part of a name: it is a note only where most notes are written so.
    if len({n for numbers in grown.values() for n in numbers}) * 2 > len(known):
        for at, numbers in grown.items():
            found.setdefault(at, set()).update(numbers)
    return {at: frozenset(numbers) for at, numbers in found.items()}


def _numbers(words: str) -> set[int]:
    found: set[int] = set()
    for part in re.split(r"\s?,\s?", words.translate(_RAISED)):
        ends = [int(n) for n in re.split(r"\s?[–-]\s?", part)]
        found.update(range(ends[0], min(ends[-1], ends[0] + 20) + 1))
    return found
