"""Which sentences of a document each of its references supports.

Invariant: a reference is tied to a sentence by reasons that stand in both: the number of its note, its outlet or author
by name, a day shortly before its own, and words of its title; without reason enough it is tied to none. The order of
the bibliography is no reason, since most are sorted by name.

A work that is older than the day a sentence tells of hardly supports it. Words of the title count the more, the
fewer sentences of the document have them (Spaerck Jones 1972). `benchmarks/references.py` measures it.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import timedelta

from dateline.finding.citation_words import Term, terms_of
from dateline.finding.mentions import TimeMention
from dateline.finding.times import find_times
from dateline.knowledge.names import fold
from dateline.knowledge.outlets import open_outlets
from dateline.language import Sentence
from dateline.model import Document, Evidence, Moment, Reference, TimePrecision, ZoneKind
from dateline.zoning.entry_parts import note_number

__all__ = ["cite", "rank"]

_CITING = frozenset({ZoneKind.BODY, ZoneKind.QUOTATION})
# What a reason is worth. A note's number settles it; the others were set on the development half of
# `benchmarks/own_references.jsonl`.
_NOTE = 100.0
_OUTLET = 2.2
_AUTHOR = 2.2
_OTHER_OUTLET = -1.0
_TITLE = 4.0
_ALIKE = 0.5  # of what the same word would be worth
_TOO_LATE = -2.0  # what the sentence tells of was not yet when the work appeared
_LEAST = 1.6
_NEAR_BEST = 0.7
_MOST = 3
_TIME_ALONE = 0.5
_TIME_FULL = 0.3
_CARRIED = 0.4
_DAYS_OFF = 3
_SHARP = 0.4
_TAKEN = 0.5


@dataclass(frozen=True, slots=True)
class _Heard:
    """Hold what a sentence offers to be compared with."""

    sentence: Sentence
    terms: tuple[Term, ...]
    keys: frozenset[str]
    groups: frozenset[int]
    folded: str
    moments: tuple[Moment, ...]
    is_carried: bool
    notes: frozenset[int]


def cite(
    document: Document, sentences: Sequence[Sentence], *, times: Sequence[Sequence[TimeMention]] | None = None
) -> Mapping[int, tuple[Evidence, ...]]:
    """Return, by the index of each reference that has any, the sentences it supports, best first.

    `times` are those of `find_times`, where they were found already.
    """
    found: dict[int, tuple[Evidence, ...]] = {}
    for index, ranked in rank(document, sentences, times=times).items():
        best = ranked[0][0] if ranked else 0.0
        kept = [s for score, s in ranked[:_MOST] if score >= max(_LEAST, _NEAR_BEST * best)]
        if kept:
            found[index] = tuple(Evidence.at(document.text, s.start, s.end) for s in kept)
    return found


def rank(
    document: Document, sentences: Sequence[Sentence], *, times: Sequence[Sequence[TimeMention]] | None = None
) -> Mapping[int, tuple[tuple[float, Sentence], ...]]:
    """Return, for every reference, all sentences of the body with the worth of their reasons, best first."""
    if not document.references:
        return {}
    heard = _heard(document, sentences, times)
    if not heard:
        return dict.fromkeys(range(len(document.references)), ())
    rare = _rarity(heard)
    names = [_names_of(reference) for reference in document.references]
    rows = []
    for index, reference in enumerate(document.references):
        title = _title_terms(reference)
        number = note_number(document.text[reference.span.slice])
        others = {name for n, told in enumerate(names) if n != index for name in told} - names[index]
        row = []
        for one in heard:
            share = _share_of_title(title, one, rare)
            score = _NOTE if number is not None and number in one.notes else 0.0
            score += _TITLE * share + _by_name(reference, one, names[index], others)
            row.append(score + _by_time(reference, one, share))
        rows.append(row)
    found = {}
    for index, row in enumerate(_parted_out(rows)):
        order = sorted(range(len(row)), key=lambda at: (-row[at], at))
        found[index] = tuple((row[at], heard[at].sentence) for at in order)
    return found


def _parted_out(rows: Sequence[Sequence[float]]) -> list[list[float]]:
    """Lessen what a sentence is worth to a reference by what it is worth to the others, since works tell of much."""
    shares = []
    for row in rows:
        best = max(row)
        raised = [math.exp((score - best) / _SHARP) for score in row]
        whole = sum(raised)
        sure = min(max(best, 0.0) / _LEAST, 1.0)
        shares.append([sure * one / whole for one in raised])
    taken = [sum(column) for column in zip(*shares, strict=True)]
    return [
        [round(score - _TAKEN * min(all_ - own, 1.0), 6) for score, all_, own in zip(row, taken, mine, strict=True)]
        for row, mine in zip(rows, shares, strict=True)
    ]


def _heard(
    document: Document, sentences: Sequence[Sentence], times: Sequence[Sequence[TimeMention]] | None
) -> list[_Heard]:
    times = find_times(document, sentences) if times is None else times
    notes = _notes(document, sentences)
    found: list[_Heard] = []
    last: tuple[Moment, ...] = ()
    end = 0
    for at, sentence in enumerate(sentences):
        zone = document.zone_at(sentence.start)
        if "\n" in document.text[end : sentence.start]:
            last = ()
        end = sentence.end
        if zone is None or zone.kind not in _CITING:
            continue
        moments = tuple(m.dating.moment for m in times[at] if m.dating is not None and m.dating.moment.is_bounded)
        is_carried = not moments
        moments = last = moments or last
        terms = terms_of(sentence.text)
        found.append(
            _Heard(
                sentence,
                terms,
                frozenset(key for term in terms for key in term.keys),
                frozenset(group for term in terms for group in term.groups),
                f" {fold(sentence.text)} ",
                moments,
                is_carried,
                notes.get(at, frozenset()),
            )
        )
    return found


_MARKER = re.compile(r"\[\^?(\d{1,3}(?:\s?[,–-]\s?\d{1,3})*)\]|\((\d{1,3})\)|([⁰¹²³⁴-⁹]{1,3})|\^(\d{1,3})")
_GROWN = re.compile(r"(?<=[a-z][.,;:!?”\"’)])(\d{1,3})(?=\s|$)|(?<=[a-z]{3})(\d{1,3})(?=[.,;:]?(?:\s|$))")
_RAISED = {ord(raised): str(n) for n, raised in enumerate("⁰¹²³⁴⁵⁶⁷⁸⁹")}


def _notes(document: Document, sentences: Sequence[Sentence]) -> dict[int, frozenset[int]]:
    """Return the numbers of notes that each sentence points to: [1], (1), ¹ or, grown to its last word, 1.

    A mark that the splitting left at the head of a sentence belongs to the one before it.
    """
    known = {n for r in document.references if (n := note_number(document.text[r.span.slice])) is not None}
    if not known:
        return {}
    found: dict[int, set[int]] = {}
    grown: dict[int, set[int]] = {}
    for at, sentence in enumerate(sentences):
        for pattern, into in ((_MARKER, found), (_GROWN, grown)):
            for match in pattern.finditer(sentence.text):
                numbers = _numbers(next(group for group in match.groups() if group)) & known
                is_head = not sentence.text[: match.start()].strip(" .,;:!?”\"’)[](0123456789¹²³⁰⁴⁵⁶⁷⁸⁹")
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


def _rarity(heard: Sequence[_Heard]) -> Mapping[str | int, float]:
    """Return what a word is worth: the more, the fewer sentences have it."""
    counts: Counter[str | int] = Counter()
    for one in heard:
        counts.update(one.keys)
        counts.update(one.groups)
    return {key: math.log((len(heard) + 1) / (n + 0.5)) for key, n in counts.items()}


def _title_terms(reference: Reference) -> tuple[Term, ...]:
    unique: dict[frozenset[str], Term] = {}
    for term in terms_of(reference.title or ""):
        unique.setdefault(term.keys, term)
    return tuple(unique.values())


def _share_of_title(title: Sequence[Term], one: _Heard, rare: Mapping[str | int, float]) -> float:
    """Return the share of the title's weight that the sentence has."""
    if not title:
        return 0.0
    worth = whole = 0.0
    for term in title:
        whole += _worth(term.keys & rare.keys(), term.groups & rare.keys(), rare) or 1.0
        worth += _worth(term.keys & one.keys, term.groups & one.groups, rare)
    return worth / max(whole, 1.0)


def _worth(keys: Set[str | int], groups: Set[str | int], rare: Mapping[str | int, float]) -> float:
    """Return what a shared word is worth: that of its most common key, since that is what all who have it share."""
    if keys:
        return min(rare[key] for key in keys)
    return max((_ALIKE * rare[group] for group in groups), default=0.0)


def _names_of(reference: Reference) -> frozenset[str]:
    """Return what the outlet may be called, folded: its names and, of a long one, its last words."""
    if not reference.outlet:
        return frozenset()
    outlet = open_outlets().match(reference.outlet)
    names = {reference.outlet, *((outlet.name, *outlet.aliases) if outlet else ())}
    return frozenset(folded for name in names if len(folded := fold(name)) > 1)


def _by_name(reference: Reference, one: _Heard, names: frozenset[str], others: set[str]) -> float:
    score = 0.0
    if any(f" {name} " in one.folded for name in names):
        score += _OUTLET
    elif any(f" {name} " in one.folded for name in others):
        score += _OTHER_OUTLET
    for author in reference.authors:
        family = fold(author.split(",")[0] if "," in author else author.split()[-1])
        if author != reference.outlet and len(family) > 2 and f" {family} " in one.folded:
            score += _AUTHOR
            break
    return score


def _by_time(reference: Reference, one: _Heard, share: float) -> float:
    """Return the worth of the best of the sentence's times; half of it only as far as the words agree too."""
    date = reference.date
    if date is None or date.earliest is None or date.latest is None or not one.moments:
        return 0.0
    best = max(_worth_of_time(date, moment) for moment in one.moments)
    if best <= 0.0:
        return 0.0 if one.is_carried else best
    best *= _TIME_ALONE + (1 - _TIME_ALONE) * min(share / _TIME_FULL, 1.0)
    return _CARRIED * best if one.is_carried else best


def _worth_of_time(date: Moment, told: Moment) -> float:
    """Return what it says that a work of this date is tied to a sentence that tells of a time.

    News appears on the day or soon after; a work cannot tell of what came after it.
    """
    first, last = told.earliest, told.latest
    begins, ends = date.earliest, date.latest
    if first is None or last is None or begins is None or ends is None:
        return 0.0
    if first > ends:
        return _TOO_LATE if (first - ends).days > _DAYS_OFF else 0.0
    length = (last - first).days
    if length == 0:
        if date.precision is TimePrecision.DAY:
            after = (begins - first).days
            return 2.5 if after <= 1 else 1.5 if after <= 4 else 0.5 if after <= 10 else -0.5
        return 0.8 if begins <= first <= ends else 0.0
    if length <= 31:
        return 1.0 if first <= ends and begins <= last + timedelta(days=7) else 0.0
    return 0.4 if first <= ends and begins <= last and length <= 366 else 0.0
