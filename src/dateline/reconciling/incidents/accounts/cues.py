"""What the words of one statement say about which event it tells of: its sort, when, where, who, and what points back.

Invariant: cues are read from the report and its own sentence; a value that may belong to another act of the sentence
(a time beside "after the blast", a place carried over) is kept, but marked as loose.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dateline.knowledge.names import fold
from dateline.model import (
    Document,
    EventType,
    Evidence,
    How,
    Level,
    Mention,
    MentionForm,
    MentionType,
    Party,
    Place,
    PlaceKind,
    Placing,
    Range,
    Report,
    Span,
    Status,
    ZoneKind,
)
from dateline.reconciling.incidents.account import Days, Figures
from dateline.reconciling.incidents.accounts.levels import Leveled, days_of, is_one_wave, level_of
from dateline.reconciling.incidents.accounts.sentence_cues import EventNoun, SentenceCues, sentence_cues
from dateline.reconciling.incidents.accounts.words import event_words

__all__ = ["Cues", "cues_of"]

# The lead is the first paragraph or two under the headline, a few sentences that tell what the headline tells.
_LEAD, _LEAD_SENTENCES = 2, 3
_LINE = re.compile(r"\n\s*\n|\n")
# "The rebels who had", "the bomb that": what follows says which are meant.
_RECALLING = re.compile(r"\b(?:the|those)\s[^,;:.]{1,40}\s(?:who|that|which)(?:\s(?:had|has|have|was|were))?\s$")
# Actors that are nobody in particular: "any:gunmen".
_UNNAMED = ("any:", "described:")
# Sorts of nouns that say little of the act.
_VAGUE = frozenset({"any", "harm", "lasting"})
_TYPES = frozenset(type_.value for type_ in EventType)
_PLACES = frozenset({MentionType.STATE, MentionType.LOCATION, MentionType.FACILITY})


@dataclass(frozen=True, slots=True)
class Cues:
    """Hold one report with what tells its event apart; `number` counts the reports of the document in text order.

    `voice` parts readers from the article and from each other. `sorts` are the sorts of act it may mean, `taken_up`
    those of nouns that point back. `is_anaphor` tells that its own trigger is such a noun, `is_described` that more
    words say which, `is_added` that it comes on top of another act ("also"), `recalls` that it says who is meant by
    what they did ("the men who attacked"), `is_apart` that the sentence sets its act apart from those told before,
    `is_new` that its like was done before, `turns` how often the text has turned to something else, `has_act` that its
    sentence tells an act beside it. `start` is where its trigger begins in its sentence, of which `said` are the cues.
    `days_loose` marks a time that may be another act's. `actors` and `recipients` are those with a name, `crowd` the
    unnamed kinds, `doers` and `sufferers` both together. `terms` are those of its sentence, each with what it tells
    when shared: 1 where two sentences have it, less the more do. `spots` are the names of places in its sentence, but
    for countries, and `begins_there` tells that the sentence begins with one.
    """

    number: int
    report: Report
    voice: int
    sentence: int
    paragraph: int
    is_headline: bool
    is_lead: bool
    kind: str
    took_place: bool
    sorts: frozenset[str]
    is_outcome: bool
    has_act: bool
    said: SentenceCues
    start: int
    is_general: bool
    is_mutual: bool
    taken_up: frozenset[str]
    is_anaphor: bool
    is_described: bool
    is_added: bool
    recalls: bool
    opens: bool
    is_apart: bool
    is_new: bool
    turns: int
    is_background: bool
    updates: bool
    level: Level
    counted: Figures | None
    days: Days | None
    days_loose: bool
    places: tuple[Placing, ...]
    counts: Mapping[str, Range]
    actors: frozenset[str]
    recipients: frozenset[str]
    crowd: frozenset[str]
    doers: frozenset[str]
    sufferers: frozenset[str]
    means: str | None
    terms: Mapping[str, float]
    spots: frozenset[str]
    begins_there: bool


@dataclass(frozen=True, slots=True)
class _Standing:
    """Hold where a sentence stands in its document: as the how-manieth that tells of an event, and in which part."""

    number: int
    paragraph: int
    turns: int
    is_lead: bool
    cues: SentenceCues
    terms: Mapping[str, float]
    spots: frozenset[str]
    acts: Mapping[EventType, tuple[int, ...]]


def cues_of(
    document: Document,
    reports: Sequence[Report],
    *,
    canonical: Mapping[str, str],
    mentions: Sequence[Mention] = (),
) -> list[Cues]:
    """Return the cues of the reports of a document, in text order; `mentions` tell which places a sentence names."""
    ordered = sorted(reports, key=lambda r: (r.trigger.start, r.trigger.end, r.id))
    standing = _standing(document, ordered, _Spots(mentions))
    dated = Counter((r.sentence.start, r.when.evidence) for r in ordered if r.when is not None)
    return [
        _cues(document, report, number, standing[report.sentence.start], dated, canonical)
        for number, report in enumerate(ordered)
    ]


def _standing(document: Document, ordered: Sequence[Report], spots: _Spots) -> dict[int, _Standing]:
    """Return each sentence with a report, by where it begins."""
    lines = [m.start() for m in _LINE.finditer(document.text)]
    sentences = {r.sentence.start: r for r in ordered}
    read = {start: sentence_cues(report.sentence.words) for start, report in sentences.items()}
    held = Counter(term for cues in read.values() for term in cues.terms)
    weights = {term: 1 / (many - 1) for term, many in held.items() if many > 1}
    acts = _acts(ordered)
    found: dict[int, _Standing] = {}
    turns, first = 0, None
    for number, (start, report) in enumerate(sentences.items()):
        cues = read[start]
        turns += cues.turns
        paragraph = bisect_right(lines, start)
        is_text = report.zone not in (ZoneKind.HEADLINE, ZoneKind.COMMENT)
        first = paragraph if first is None and is_text else first
        is_lead = is_text and first is not None and paragraph - first < _LEAD and number <= _LEAD_SENTENCES
        terms = {t: weights[t] for t in sorted(cues.terms & weights.keys())}
        named = spots.within(report.sentence.span)
        found[start] = _Standing(number, paragraph, turns, is_lead, cues, terms, named, acts.get(start, {}))
    return found


def _acts(ordered: Sequence[Report]) -> dict[int, dict[EventType, tuple[int, ...]]]:
    """Return where, in each sentence, acts of each type stand that are no mere outcomes."""
    outcomes = event_words().lists["senses.outcomes"]
    found: dict[int, dict[EventType, tuple[int, ...]]] = {}
    for report in ordered:
        if report.sense not in outcomes:
            here = found.setdefault(report.sentence.start, {})
            here[report.type] = (*here.get(report.type, ()), report.trigger.start - report.sentence.start)
    return found


def _cues(
    document: Document,
    report: Report,
    number: int,
    standing: _Standing,
    dated: Mapping[tuple[int, Evidence], int],
    canonical: Mapping[str, str],
) -> Cues:
    words, said, sense = event_words(), standing.cues, report.sense or ""
    comment = document.zone_at(report.trigger.start) if report.zone is ZoneKind.COMMENT else None
    start = report.trigger.start - report.sentence.start
    end = start + len(report.trigger.words)
    own = [n for n in said.nouns if start <= n.start < end]
    # What another noun of the sentence points back to is this act's too, where it is told by no noun itself.
    is_outcome = sense in words.lists["senses.outcomes"]
    pointing = [n for n in own or said.nouns if n.points and not (n.is_behind and not own and not is_outcome)]
    # "Mortars hit the town; a baker died in the shelling": what an act of the same sentence told is taken up there.
    acts = standing.acts.get(report.type, ())
    pointing = [n for n in pointing if not any(at < min(n.start, start) for at in acts)]
    leveled = level_of(report)
    is_anaphor = any(n.points for n in own)
    # "A wave of bombings on Sunday", told as the news itself, is what "the bombings" are; so are "the eight bombings".
    is_news = report.zone is ZoneKind.HEADLINE or standing.is_lead or is_anaphor
    if leveled.level is Level.AGGREGATE and is_news and is_one_wave(report):
        leveled = Leveled(Level.SINGLE)
    if leveled.level is Level.EPISODE and not is_anaphor:
        pointing = []
    actors, recipients = _ids(report.actors, canonical), _ids(report.recipients, canonical)
    crowd = frozenset(i for i in actors | recipients if i.startswith(_UNNAMED))
    when = report.when
    spots, first = standing.spots | _spots(report.places), fold(said.places_first())
    shared = when is not None and dated[report.sentence.start, when.evidence] > 1
    return Cues(
        number=number,
        report=report,
        voice=0 if comment is None else comment.span.start + 1,
        sentence=standing.number,
        paragraph=standing.paragraph,
        is_headline=report.zone is ZoneKind.HEADLINE,
        is_lead=standing.is_lead,
        kind=f"{report.type.value}/{report.mode or ''}",
        took_place=report.status is Status.OCCURRED or report.status is Status.ONGOING,
        sorts=words.sorts.get(sense, frozenset()) | _violent(own) - _VAGUE,
        is_outcome=is_outcome,
        has_act=any(at != start for at in acts),
        said=said,
        start=start,
        is_general=not sense or sense in words.lists["senses.general"],
        is_mutual=sense in words.lists["senses.mutual"],
        taken_up=_sorts(pointing) & {report.type.value} if report.type is not EventType.ASSAULT else _violent(pointing),
        is_anaphor=is_anaphor,
        is_described=bool(pointing) and all(n.is_described for n in pointing),
        is_added=said.is_added(start, end),
        recalls=_RECALLING.search(report.sentence.words[:start].lower()) is not None,
        opens=any(n.opens for n in said.nouns if n.start <= end),
        is_apart=own[0].is_apart
        if own
        else any(n.is_apart for n in said.nouns if n.start <= end) or said.is_since(start),
        is_new=said.is_again(start, end)
        or (own[0].is_new if own else any(n.is_new for n in said.nouns if n.start <= end)),
        turns=standing.turns,
        is_background=said.is_background or report.historical,
        updates=said.updates or sense in words.lists["senses.updating"],
        level=leveled.level,
        counted=leveled.number,
        days=days_of(when),
        days_loose=when is not None and (when.how is How.CARRIED or (is_anaphor and shared)),
        places=report.places,
        counts={name: count.range for name, count in report.counts()},
        actors=actors - crowd,
        recipients=recipients - crowd,
        crowd=crowd,
        doers=actors,
        sufferers=recipients,
        means=report.means.kind.value if report.means else None,
        terms=standing.terms,
        spots=spots,
        begins_there=any(spot in first for spot in spots) if first else False,
    )


def _sorts(nouns: Sequence[EventNoun]) -> frozenset[str]:
    return frozenset(sort for noun in nouns for sort in noun.sorts)


def _violent(nouns: Sequence[EventNoun]) -> frozenset[str]:
    """Return the sorts of violence that nouns may mean; those of other types are named in capitals."""
    return frozenset(sort for sort in _sorts(nouns) if sort not in _TYPES)


def _ids(parties: Sequence[Party], canonical: Mapping[str, str]) -> frozenset[str]:
    return frozenset(canonical.get(p.actor.id, p.actor.id) for p in parties)


def _is_spot(place: Place) -> bool:
    return place.kind is not PlaceKind.COUNTRY


def _spots(places: Sequence[Placing]) -> frozenset[str]:
    return frozenset(fold(p.evidence.words) for p in places if p.how == "explicit" and _is_spot(p.place))


class _Spots:
    """Find the names of places, finer than a country, that stand in a stretch of a document."""

    def __init__(self, mentions: Sequence[Mention]) -> None:
        named = [m for m in mentions if m.form is MentionForm.NAME and m.type in _PLACES]
        named = [m for m in named if m.place is None or _is_spot(m.place)]
        named.sort(key=lambda m: (m.evidence.start, m.evidence.end))
        self._starts = [m.evidence.start for m in named]
        self._folded = [fold(m.evidence.words) for m in named]

    def within(self, span: Span) -> frozenset[str]:
        first, last = bisect_left(self._starts, span.start), bisect_left(self._starts, span.end)
        return frozenset(self._folded[first:last])
