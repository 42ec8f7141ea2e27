"""Which groups of reports would be one but for one value: where a contradiction hides as two incidents.

Invariant: whoever differs in one thing may be wrong in it, whoever differs in two tells of something else. The matcher
keeps apart what lies on days or at places that exclude each other, so that a wrong day makes two incidents of one;
these are the pairs to look at for that, and not what is merged.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dateline.model import Document, Moment, PlacePrecision, Placing, Range, Report, Status, ZoneKind
from dateline.reconciling.incidents.contradictions.distances import km_apart
from dateline.reconciling.incidents.contradictions.doers import are_told_alike, may_be_one
from dateline.reconciling.incidents.contradictions.naming import topics_in
from dateline.reconciling.incidents.contradictions.remarks import span_before
from dateline.reconciling.incidents.contradictions.wording import lemmas_of
from dateline.reconciling.incidents.contradictions.words import words

__all__ = ["nearly_one"]

# In so many things two groups agree at least, for one in which they differ.
_AGREE = 3
# Groups that share a key; a key that more have says nothing of any two of them.
_MOST = 60
# Days between two events of which one may be the other with a wrong date.
_FAR_DAYS = 31
# The same of what was done to a person by name.
_FAR_DAYS_OF_ONE = 183
# The share of the smaller group's words that two tellings of one thing have in common.
_ALIKE = 0.34
# Days from one telling to the next.
_TOLD_DAYS = 45
_WEEK = 7


@dataclass(frozen=True, slots=True)
class _Facts:
    """Hold what a group says, as far as it tells it from others."""

    documents: frozenset[str]
    types: frozenset[str]
    places: tuple[Placing, ...]
    days: tuple[Moment, ...]
    doers: tuple[Hashable, ...]
    doers_told: frozenset[str]
    parties: frozenset[str]
    persons: frozenset[str]
    named: frozenset[str]
    counts: frozenset[tuple[str, Range]]
    means: frozenset[str]
    topics: frozenset[str]
    at_names: bool
    lemmas: frozenset[str]
    told: tuple[int, ...]


def nearly_one(
    groups: Mapping[str, Sequence[Report]], *, documents: Mapping[str, Document]
) -> tuple[tuple[str, str], ...]:
    """Return the pairs of groups, sorted, that agree in most of what they say and differ in one thing at most.

    A group is the reports of one incident, or of one document's account of it, under its name. Only groups that share a
    name, a place, a day or a figure are compared; time grows with those.
    """
    told = {(r.document, r.sentence.start) for reports in groups.values() for r in reports}
    facts = {name: _facts(reports, documents, told) for name, reports in sorted(groups.items()) if reports}
    blocks: defaultdict[Hashable, list[str]] = defaultdict(list)
    for name, known in facts.items():
        for key in sorted(_keys(known), key=str):
            blocks[key].append(name)
    pairs = {
        pair for block in blocks.values() if len(block) <= _MOST for pair in itertools.combinations(sorted(block), 2)
    }
    return tuple(sorted(pair for pair in pairs if _may_be_one(facts[pair[0]], facts[pair[1]])))


def _facts(
    reports: Sequence[Report], documents: Mapping[str, Document], told: Collection[tuple[str, int]] = ()
) -> _Facts:
    body = [r for r in reports if r.zone is not ZoneKind.HEADLINE] or list(reports)
    sentences = [r.sentence.words for r in body]
    sentences += [words_ for r in body if r.document in documents for words_ in _led_up(r, documents[r.document], told)]
    parties = [(p.actor.id.partition("/")[0], p.actor) for r in body for p in (*r.actors, *r.recipients)]
    ends = [documents[r.document].published for r in body if r.document in documents]
    return _Facts(
        documents=frozenset(r.document for r in body),
        types=frozenset(r.type.value for r in body),
        places=tuple({p.place.id: p for r in body for p in r.places if p.precision < PlacePrecision.COUNTRY}.values()),
        days=tuple(dict.fromkeys(r.when.moment for r in body if r.when and r.status is not Status.PLANNED)),
        doers=tuple({p.actor.id: p.actor for r in body for p in r.actors}.values()),
        doers_told=frozenset(p.evidence.words for r in body for p in r.actors),
        parties=frozenset(id_ for id_, _ in parties),
        persons=frozenset(id_ for id_, _ in parties if id_.startswith("text:")),
        named=frozenset(id_ for id_, actor in parties if actor.known and not id_.startswith("any:")),
        counts=frozenset((name, count.range) for r in body for name, count in r.counts()),
        means=frozenset(r.means.kind.value for r in body if r.means),
        topics=frozenset(topic for sentence in sentences for topic in topics_in(sentence)),
        at_names=any(words().placing_name.search(sentence) for sentence in sentences),
        lemmas=frozenset(w for sentence in sentences for w in lemmas_of(sentence) if w not in words().small),
        told=tuple(sorted({day.toordinal() for m in ends if m and (day := m.earliest)})),
    )


def _led_up(report: Report, document: Document, told: Collection[tuple[str, int]]) -> Iterator[str]:
    """Yield the sentence before that of a report which goes on from it: "the LTTE blew it up"; not one with another
    report in it."""
    if words().pronoun_in.search(report.sentence.words) is None:
        return
    span = span_before(document.text, report.sentence.start)
    if span is not None and (report.document, span[0]) not in told:
        yield document.text[span[0] : span[1]]


def _keys(facts: _Facts) -> Iterator[Hashable]:
    """Yield what a group can be found by: its names, places and figures, each beside the month of its telling."""
    months = {day // _TOLD_DAYS + near for day in facts.told for near in (0, 1)} or {0}
    found: list[Hashable] = [*facts.topics, *facts.persons, *(p.place.id for p in facts.places)]
    found += [(name, r.low, r.best, r.high) for name, r in facts.counts]
    for month in sorted(months):
        yield from ((month, key) for key in found)
    for moment in facts.days:
        if moment.days == 1:
            yield from ((kind, moment.edtf) for kind in sorted(facts.types))
    for kind in sorted(facts.types):
        yield from (
            (kind, day // _WEEK + near, id_) for id_ in sorted(facts.named) for day in facts.told for near in (0, 1)
        )


def _may_be_one(one: _Facts, other: _Facts) -> bool:
    if one.documents & other.documents:
        return False
    gaps = [_days_between(a, b) for a in one.days for b in other.days]
    if gaps and min(gaps) > (_FAR_DAYS_OF_ONE if one.persons & other.persons else _FAR_DAYS):
        return False
    if one.told and other.told and not gaps and abs(one.told[0] - other.told[0]) > _TOLD_DAYS:
        return False
    verdicts = list(_verdicts(one, other, gaps))
    agree, differ = verdicts.count(True), verdicts.count(False)
    if differ and not one.types & other.types and not one.persons & other.persons:
        return False
    if gaps and min(gaps) > 0 and not one.types & other.types:
        return False  # what is of another kind on another day came after it
    return differ <= 1 and agree >= _AGREE


def _verdicts(one: _Facts, other: _Facts, gaps: Sequence[int]) -> Iterator[bool | None]:
    """Yield whether two groups agree in kind of act, place, day, doer, persons, figures, means, names and words."""
    yield bool(one.types & other.types) or None
    if one.places and other.places:
        yield any(km_apart(a, b) == 0 for a in one.places for b in other.places)
    elif one.places or other.places or not (one.at_names and other.at_names):
        yield bool(one.topics & other.topics) or None
    else:
        yield bool(one.topics & other.topics)  # both say where, by names that nobody knows
    yield min(gaps) == 0 if gaps else None
    if one.doers and other.doers:
        alike = any(are_told_alike(a, b) for a in one.doers_told for b in other.doers_told)
        yield alike or any(may_be_one(a, b) for a in one.doers for b in other.doers)  # type: ignore[arg-type]
    if one.persons and other.persons:
        yield bool(one.persons & other.persons)
    fields = {name for name, _ in one.counts} & {name for name, _ in other.counts}
    if fields:
        both = one.counts, other.counts
        agreed = any(a == b for name in fields for a in both[0] for b in both[1] if a[0] == b[0] == name)
        clash = any(a[1].is_disjoint(b[1]) for name in fields for a in both[0] for b in both[1] if a[0] == b[0] == name)
        yield True if agreed else False if clash else None
    if one.means & other.means:
        yield True
    shared = len(one.lemmas & other.lemmas)
    yield shared >= _ALIKE * min(len(one.lemmas), len(other.lemmas)) or None


def _days_between(one: Moment, other: Moment) -> int:
    if one.overlaps(other):
        return 0
    first, second = sorted((one, other), key=lambda m: m.earliest or date.min)
    return ((second.earliest or date.min) - (first.latest or date.max)).days
