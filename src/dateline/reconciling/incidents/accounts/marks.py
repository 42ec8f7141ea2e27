"""What tells the story of one document from others of its sort: who is named in it, ages, places, figures.

Invariant: a mark is made of words that stand in what the document tells, never in its furniture, bibliography or
comments; names that are romanised two ways are one mark; and the numbers are the same in every process.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from itertools import pairwise

from dateline.data_files import number_in, read_toml, words_in
from dateline.errors import KnowledgeError
from dateline.finding.number_words import number_of, number_words
from dateline.knowledge.names import word_key
from dateline.model import Document, Mention, MentionForm, MentionType, Span
from dateline.reconciling.derivation.terms import term_hash
from dateline.reconciling.derivation.wording import telling_spans, words_between

__all__ = ["MARKS", "marks_of"]

# Every kind of mark, in the order in which they are compared: words of names, whole names, persons by first and last
# name, pairs of capitalised words in a row (a name that no reader knew for one), ages, figures of two digits and more.
MARKS = ("names", "wholes", "people", "pairs", "ages", "figures")
# Marks of one kind that are kept, the first in the text: the longest of reports names no more that tells.
MOST = 160

_NAMES = frozenset({
    MentionType.PERSON, MentionType.ORGANISATION, MentionType.FACILITY, MentionType.STATE, MentionType.LOCATION,
    MentionType.OPERATION, MentionType.NATIONALITY,
})  # fmt: skip
# A name of one or two letters is an initial or a code.
_SHORTEST = 3
# Names of a person: first and last, and what stands between.
_PARTS = range(2, 5)
_FIGURE = re.compile(r"(?<![\d.,:/-])\d{2,5}(?![\d:/]|[.,]\d)")


@dataclass(frozen=True, slots=True)
class _Ages:
    pattern: re.Pattern[str]
    shorter: frozenset[str]
    oldest: int


@lru_cache(maxsize=1)
def _ages() -> _Ages:
    """Return the content of the data file. Raises KnowledgeError where it breaks its schema."""
    return _ages_from(read_toml(resources.files(__package__).joinpath("data/marks.toml")))


def _ages_from(raw: Mapping[str, object]) -> _Ages:
    keys = {"age_after", "age_before", "shorter", "oldest"}
    if set(raw) != keys:
        raise KnowledgeError(f"marks.toml needs {', '.join(sorted(keys))}, and has {', '.join(sorted(raw))}")
    after, before, shorter = (
        words_in(raw[key], f"marks.toml, {key}") for key in ("age_after", "age_before", "shorter")
    )
    oldest = number_in(raw["oldest"], "marks.toml, oldest", least=1, most=200)
    number = rf"(?:\d{{1,3}}|{_number_words()})"
    said_after = "|".join(re.escape(words).replace(r"\ ", r"[\s-]+") for words in sorted(after, key=len, reverse=True))
    said_before = "|".join(map(re.escape, sorted(before, key=len, reverse=True)))
    # "Ali Hassan, 34," and "Ali Hassan (34)": between a capitalised word and what closes the remark.
    aside = r"[^\W\d_]\w*(?:,\s?|\s?\()(\d{1,2})(?=[,;)]|\.(?:\s|$)| of | and )"
    pattern = rf"\b({number})[\s-]+({said_after})\b|\b(?:{said_before})\s+({number})\b|(?<!\w)(?=[^\W\d_a-z]){aside}"
    return _Ages(re.compile(pattern), frozenset(shorter), int(oldest))


def _number_words() -> str:
    values = number_words().values
    words = sorted({*values["units"], *values["tens"]} - {"a", "an"}, key=lambda w: (-len(w), w))
    one = "|".join(map(re.escape, words))
    return rf"(?:{one})(?:[- ](?:{one}))?"


def marks_of(document: Document, mentions: Sequence[Mention]) -> Mapping[str, tuple[int, ...]]:
    """Return the marks of a document by their kind (`MARKS`): hashes, each once, sorted; at most `MOST` of a kind.

    `mentions` are those of the document; without them there are no names. Time grows with the text.

    >>> text = "Asha Nuur, 34, and a nine-year-old boy died in Baidoa."
    >>> marks = marks_of(Document("d", "s", text), ())
    >>> {kind: len(found) for kind, found in marks.items() if found}
    {'pairs': 1, 'ages': 2, 'figures': 1}
    """
    spans = telling_spans(document)
    found: dict[str, list[str]] = {kind: [] for kind in MARKS}
    for mention in _names_in(mentions, spans):
        keys = _keys(mention.evidence.words)
        found["names"] += [k for k in keys if len(k) >= _SHORTEST]
        found["wholes"].append(" ".join(keys))
        if mention.type is MentionType.PERSON and len(keys) in _PARTS:
            found["people"].append(f"{keys[0]} {keys[-1]}")
    for span in spans:
        found["pairs"] += _pairs(document.text, span)
        found["ages"] += _ages_in(document.text, span)
        found["figures"] += [m[0] for m in _FIGURE.finditer(document.text, span.start, span.end)]
    return {kind: _hashed(kind, found[kind]) for kind in MARKS}


def _names_in(mentions: Sequence[Mention], spans: Sequence[Span]) -> Iterator[Mention]:
    for mention in sorted(mentions, key=lambda m: (m.evidence.start, m.evidence.end, m.type)):
        is_told = any(span.contains(mention.evidence.span) for span in spans)
        if mention.form is MentionForm.NAME and mention.type in _NAMES and is_told:
            yield mention


def _keys(name: str) -> list[str]:
    """Return the keys of the capitalised words of a name."""
    words = words_between(name, Span(0, len(name)))
    return [key for word, (start, _) in words if not name[start].islower() and (key := word_key(word))]


def _pairs(text: str, span: Span) -> Iterator[str]:
    words = words_between(text, span)
    for (one, (start, end)), (other, (after, _)) in pairwise(words):
        if after - end == 1 and text[end] in " -" and text[start].isupper() and text[after].isupper():
            yield f"{word_key(one)} {word_key(other)}"


def _ages_in(text: str, span: Span) -> Iterator[str]:
    rules = _ages()
    for match in rules.pattern.finditer(text, span.start, span.end):
        number = number_of(match[1] or match[3] or match[4])
        if number is None or number > rules.oldest:
            continue
        unit = re.split(r"[\s-]+", match[2])[0] if match[2] else ""
        yield f"{number} {unit.rstrip('s')}" if unit in rules.shorter else str(number)


def _hashed(kind: str, words: Sequence[str]) -> tuple[int, ...]:
    kept = list(dict.fromkeys(word for word in words if word))[:MOST]
    return tuple(sorted(term_hash(f"{kind} {word}") for word in kept))
