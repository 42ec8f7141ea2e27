"""Which sentences of a document each of its references supports.

Invariant: a reference is tied to a sentence by reasons that stand in both: the number of its note, its outlet or author
by name, a day shortly before its own, and words of its title; without reason enough it is tied to none. The order of
the bibliography is no reason, since most are sorted by name.

A work that is older than the day a sentence tells of hardly supports it. Words of the title count the more, the
fewer sentences of the document have them (Spaerck Jones 1972). `benchmarks/references.py` measures it.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import timedelta

from dateline.finding.citation_notes import marks_of, note_numbers
from dateline.finding.citation_words import Term, terms_of
from dateline.finding.mentions import TimeMention
from dateline.finding.times import find_times
from dateline.knowledge.names import family_name, fold
from dateline.knowledge.outlets import open_outlets
from dateline.language import Sentence
from dateline.model import Document, Evidence, Moment, Reference, TimePrecision, ZoneKind

__all__ = ["cite", "rank"]

_CITING = frozenset({ZoneKind.BODY, ZoneKind.QUOTATION})
# What a reason is worth. A note's number settles it. The others were swept one by one on the seed pages and the
# development half of `benchmarks/own_references.jsonl`; hit@1 hardly moves within a third of each.
_NOTE = 100.0
_TITLE = 4.0  # times the share of the title's weight that the sentence has
_ALIKE = 0.5  # of what the same word would be worth
_OUTLET = 2.2
_OTHER_OUTLET = -1.0
_AUTHOR = 2.2
_SAME_DAY, _SAME_WEEK, _NEXT_WEEK, _LONG_AFTER = 2.5, 1.5, 0.5, -0.5  # a day told, up to 1, 4, 10 and more days before
_MONTH, _YEAR = 1.0, 0.4  # a month or week, a year told that the work is of or follows upon
_WITHIN = 0.8  # a day told within the month or year that a work is of
_TOO_LATE = -2.0  # what the sentence tells of was not yet when the work appeared
_DAYS_OFF = 3  # days by which a reckoned day ("two weeks later") may be wrong
_CARRIED = 0.4  # of a time that only the sentence before tells
_TIME_ALONE = 0.5  # of a time where no word of the title agrees; all of it where a fifth of the title does
_TIME_FULL = 0.2
_TAKEN = 0.5  # what a sentence loses to a work that another work already supports
_SHARP = 0.4  # how far apart two sentences must be for the better one to be taken for sure
_LENGTH = 0.3  # times the logarithm of the words that say something: long sentences tell of more
_SHORTEST_FAMILY = 3  # letters; shorter ones are words of the sentence as often as not
_LEAD = -0.6  # the opening paragraph sums up what the others give their sources for
# At this worth 88 of 100 ties are right on the sets named above, and all but a quarter of the works are tied.
_LEAST = 1.8


@dataclass(frozen=True, slots=True)
class _Heard:
    """Hold what a sentence offers to be compared with."""

    sentence: Sentence
    size: int
    keys: frozenset[str]
    groups: frozenset[str]
    folded: str
    moments: tuple[Moment, ...]
    is_carried: bool
    notes: frozenset[int]
    is_lead: bool


def cite(
    document: Document, sentences: Sequence[Sentence], *, times: Sequence[Sequence[TimeMention]] | None = None
) -> Mapping[int, tuple[Evidence, ...]]:
    """Return, by the index of each reference that has any, the sentences it supports, best first.

    Several are given only where they carry the number of its note. `times` are those of `find_times`, where they were
    found already.
    """
    heard = _heard(document, sentences, times) if document.references else []
    found: dict[int, tuple[Evidence, ...]] = {}
    for index, row in enumerate(_rows(document, heard)):
        best = max(range(len(row)), key=lambda at: (row[at], -at))
        noted = [at for at, worth in enumerate(row) if worth >= _NOTE / 2]
        if row[best] >= _LEAST:
            told = [heard[at].sentence for at in dict.fromkeys([best, *noted])]
            found[index] = tuple(Evidence.at(document.text, s.start, s.end) for s in told)
    return found


def rank(
    document: Document, sentences: Sequence[Sentence], *, times: Sequence[Sequence[TimeMention]] | None = None
) -> Mapping[int, tuple[tuple[float, Sentence], ...]]:
    """Return, for every reference, all sentences of the body with the worth of their reasons, best first."""
    heard = _heard(document, sentences, times) if document.references else []
    if not heard:
        return dict.fromkeys(range(len(document.references)), ())
    found = {}
    for index, row in enumerate(_rows(document, heard)):
        order = sorted(range(len(row)), key=lambda at: (-row[at], at))
        found[index] = tuple((row[at], heard[at].sentence) for at in order)
    return found


def _rows(document: Document, heard: Sequence[_Heard]) -> list[list[float]]:
    """Return what each sentence is worth to each reference."""
    if not heard:
        return []
    references = document.references
    shares = _shares_of_titles(references, heard)
    outlets = [_outlet_names(reference) for reference in references]
    families = [_families(reference) for reference in references]
    named = _named(heard, {name for names in outlets for name in names})
    signed = _named(heard, {name for names in families for name in names})
    numbers = note_numbers(document)
    has_lead = not heard[-1].is_lead
    plain = [_LENGTH * math.log(one.size + 1) + _LEAD * (has_lead and one.is_lead) for one in heard]
    rows = []
    for index, reference in enumerate(references):
        row = list(plain)
        for at, share in shares[index].items():
            row[at] += _TITLE * share
        for at, names in named.items():
            row[at] += _OUTLET if names & outlets[index] else _OTHER_OUTLET
        for at, names in signed.items():
            row[at] += _AUTHOR if names & families[index] else 0.0
        for at, one in enumerate(heard):
            if one.moments:
                row[at] += _time_told(reference.date, one, shares[index].get(at, 0.0))
            if numbers[index] in one.notes:
                row[at] += _NOTE
        rows.append(row)
    return _parted_out(rows)


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
    notes = marks_of(document, sentences)
    found: list[_Heard] = []
    last: tuple[Moment, ...] = ()
    end = paragraph = first = 0
    for at, sentence in enumerate(sentences):
        zone = document.zone_at(sentence.start)
        if "\n" in document.text[end : sentence.start]:
            last, paragraph = (), paragraph + 1
        end = sentence.end
        if zone is None or zone.kind not in _CITING:
            continue
        told = (m.dating.moment for m in times[at] if m.dating is not None and m.dating.moment.is_bounded)
        moments = tuple(moment for moment in told if not _is_ahead(moment, document.published))
        is_carried = not moments
        moments = last = moments or last
        terms = terms_of(sentence.text)
        first = first if found else paragraph
        found.append(
            _Heard(
                sentence,
                len(terms),
                frozenset(key for term in terms for key in term.keys),
                frozenset(group for term in terms for group in term.groups),
                f" {fold(sentence.text)} ",
                moments,
                is_carried,
                notes.get(at, frozenset()),
                not found or (found[-1].is_lead and paragraph == first),
            )
        )
    return found


def _is_ahead(told: Moment, published: Moment | None) -> bool:
    """Tell a day that was still to come when the piece appeared: works before it can tell of it."""
    last = published.latest if published is not None else None
    return last is not None and told.earliest is not None and told.earliest > last


def _rarity(heard: Sequence[_Heard]) -> Mapping[str, float]:
    """Return what a word is worth: the more, the fewer sentences have it."""
    counts: Counter[str] = Counter()
    for one in heard:
        counts.update(one.keys)
        counts.update(one.groups)
    return {key: math.log((len(heard) + 1) / (n + 0.5)) for key, n in counts.items()}


def _title_terms(reference: Reference) -> tuple[Term, ...]:
    unique: dict[frozenset[str], Term] = {}
    for term in terms_of(reference.title or ""):
        unique.setdefault(term.keys, term)
    return tuple(unique.values())


def _shares_of_titles(references: Sequence[Reference], heard: Sequence[_Heard]) -> list[dict[int, float]]:
    """Return, for each reference, the share of its title's weight that each sentence has, where it has any."""
    rare = _rarity(heard)
    where: dict[str, list[int]] = {}
    for at, one in enumerate(heard):
        for key in (*one.keys, *one.groups):
            where.setdefault(key, []).append(at)
    found = []
    for reference in references:
        worths: dict[int, float] = {}
        whole = 0.0
        for term in _title_terms(reference):
            whole += _worth(term.keys & rare.keys(), term.groups & rare.keys(), rare) or 1.0
            for at in sorted({at for key in (*term.keys, *term.groups) for at in where.get(key, ())}):
                shared = _worth(term.keys & heard[at].keys, term.groups & heard[at].groups, rare)
                worths[at] = worths.get(at, 0.0) + shared
        found.append({at: worth / max(whole, 1.0) for at, worth in worths.items()})
    return found


def _worth(keys: Set[str], groups: Set[str], rare: Mapping[str, float]) -> float:
    """Return what a shared word is worth: that of its most common key, since that is what all who have it share."""
    if keys:
        return min(rare[key] for key in keys)
    return max((_ALIKE * rare[group] for group in groups), default=0.0)


def _outlet_names(reference: Reference) -> frozenset[str]:
    """Return what the outlet may be called, folded."""
    if not reference.outlet:
        return frozenset()
    outlet = open_outlets().match(reference.outlet)
    names = {reference.outlet, *((outlet.name, *outlet.aliases) if outlet else ())}
    return frozenset(folded for name in names if len(folded := fold(name)) > 1)


def _families(reference: Reference) -> frozenset[str]:
    """Return the family names of the authors, folded; an outlet that signs its own work has none."""
    people = [author for author in reference.authors if author != reference.outlet]
    names = (fold(family_name(author)) for author in people)
    return frozenset(name for name in names if len(name) >= _SHORTEST_FAMILY)


def _named(heard: Sequence[_Heard], names: Set[str]) -> dict[int, frozenset[str]]:
    """Return which of the names stand in a sentence, for those that have any."""
    found = ((at, frozenset(n for n in names if f" {n} " in one.folded)) for at, one in enumerate(heard))
    return {at: there for at, there in found if there}


def _time_told(date: Moment | None, one: _Heard, share: float) -> float:
    """Return what the best of a sentence's times is worth for a work of this date.

    Half of that counts only as far as the sentence's words agree with the title, too.
    """
    if date is None:
        return 0.0
    worth = max(_worth_of_time(date, moment) for moment in one.moments)
    if worth <= 0.0:
        return 0.0 if one.is_carried else worth
    worth *= _TIME_ALONE + (1 - _TIME_ALONE) * min(share / _TIME_FULL, 1.0)
    return _CARRIED * worth if one.is_carried else worth


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
    if length == 0 and date.precision is not TimePrecision.DAY:
        return _WITHIN if begins <= first <= ends else 0.0
    if length == 0:
        after = (begins - first).days
        return _SAME_DAY if after <= 1 else _SAME_WEEK if after <= 4 else _NEXT_WEEK if after <= 10 else _LONG_AFTER
    if length <= 31:
        return _MONTH if begins <= last + timedelta(days=7) else 0.0
    return _YEAR if begins <= last and length <= 366 else 0.0
