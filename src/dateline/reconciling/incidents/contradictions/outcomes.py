"""How it ended: words for outcomes of which one excludes the other, said of the same person, place or talks.

Invariant: the words and what excludes what stand in `data/outcomes.toml`. A fate is said of a person by name, and only
of the one whose name the sentence binds to it; what came later excludes nothing.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from importlib import resources
from typing import Any

from dateline.data_files import read_toml, table_in, words_in
from dateline.errors import KnowledgeError
from dateline.knowledge.names import name_key
from dateline.model import Contradiction, Disputed, Evidence, Moment, Status, ZoneKind
from dateline.reconciling.incidents.contradictions.binding import are_same, bound_back, bound_to
from dateline.reconciling.incidents.contradictions.doers import are_told_alike
from dateline.reconciling.incidents.contradictions.naming import names_of, topics_in
from dateline.reconciling.incidents.contradictions.remarks import sentence_before
from dateline.reconciling.incidents.contradictions.siding import contradiction, sides_of
from dateline.reconciling.incidents.contradictions.stating import Remarked, Said, Statement
from dateline.reconciling.incidents.contradictions.tellings import around
from dateline.reconciling.incidents.contradictions.words import any_of, check_keys, words

__all__ = ["Outcome", "open_outcomes", "outcomes", "outcomes_from"]

_FILE = "outcomes.toml"
# Days between two tellings of which one gives no time: what is told later than that may have come later.
_SOON = 2
# Letters between a sentence and the next one.
_BETWEEN = 2
_ABOUT = ("party", "person", "place", "thing")
# Where a fate stands to the name that it is said of: after it, before it, either, or by voice: "killed X" stands before
# it, "X was killed" after it.
_STANDS = ("after", "before", "beside", "voice")
_OPTIONAL = ("stands", "unless")
_WORD = re.compile(r"\w+")
_ON = re.compile(r"(?:\s+on)?\s+(?<=on )(?:the\s+)?(?P<what>[a-z]+)\b")
# Letters before an outcome in which it is told as not come about, or denied.
_NEGATED_WITHIN = 30


@dataclass(frozen=True, slots=True)
class Outcome:
    """Hold one way to end: its words, what sort of thing it is said of, and the outcomes that it excludes; `unless` is
    the outcome that is told where this one is told as not come about."""

    id: str
    about: str
    pattern: re.Pattern[str]
    stands: str
    against: frozenset[str]
    unless: str | None = None
    # The longest word of each of its phrases: a sentence with none of them tells it not, which is found much sooner.
    telling: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Fate:
    """Hold an outcome that a sentence gives: of whom or what (keys of names), when, at which time of the day, whether
    it is told as being so still, on what it was ("agreed on prisoners"), and whether it is told of a part of them, or
    of one that is not named."""

    outcome: Outcome
    of: frozenset[str]
    when: Moment | None
    hour: str | None = None
    lasts: bool = False
    on: str | None = None
    is_of_some: bool = False
    is_of_another: bool = False


@lru_cache(maxsize=1)
def open_outcomes() -> tuple[Outcome, ...]:
    """Read the shipped outcomes once; raises KnowledgeError where the file breaks its schema."""
    return outcomes_from(read_toml(resources.files(__package__).joinpath("data/outcomes.toml")))


def outcomes_from(raw: Mapping[str, Any]) -> tuple[Outcome, ...]:
    """Check a file of outcomes; raises KnowledgeError naming the entry that is wrong."""
    found = []
    for id_, entry in sorted(raw.items()):
        where = f"{_FILE}, {id_}"
        table = table_in(entry, where)
        stands = table.get("stands", "voice")
        check_keys({k: v for k, v in table.items() if k not in _OPTIONAL}, {"about", "words", "against"}, where)
        if table["about"] not in _ABOUT or stands not in _STANDS:
            raise KnowledgeError(f"{where}: about is one of {_ABOUT}, stands one of {_STANDS}")
        against = words_in(table["against"], where)
        if strange := [other for other in against if other not in raw or id_ not in raw[other]["against"]]:
            raise KnowledgeError(f"{where}: {strange[0]!r} is no outcome that excludes it in turn")
        if (unless := table.get("unless")) is not None and unless not in against:
            raise KnowledgeError(f"{where}: {unless!r} is not among the outcomes that it excludes")
        phrases = words_in(table["words"], where)
        telling = frozenset(max(_WORD.findall(phrase), key=len, default="").lower() for phrase in phrases)
        if "" in telling:
            raise KnowledgeError(f"{where}: a phrase has a word")
        found.append(Outcome(id_, table["about"], any_of(phrases), stands, frozenset(against), unless, telling))
    return tuple(found)


def outcomes(
    statements: Sequence[Statement],
    remarks: Sequence[Remarked] = (),
    beside: Sequence[Statement] = (),
    *,
    incident: str | None = None,
) -> Iterator[Contradiction]:
    """Yield a contradiction for each set of outcomes that exclude each other of which two speakers tell different ones.

    One side at least is told where the incident is; the other may be a remark of the same document or of another.
    """
    told = _once(statements)
    sentences = {(s.report.document, s.report.sentence.start) for s in told}
    aside = [r for r in remarks if (r.remark.document, r.remark.sentence.start) not in sentences]
    # What a report of something else tells with its own word is that one's outcome.
    others = {(s.report.document, s.report.trigger.start) for s in beside}
    others -= {(s.report.document, s.report.trigger.start) for s in statements}
    said = [one for s in told for one in _said(s, others)] + [one for r in aside for one in _remarked(r, told)]
    said = _without_places(said, statements)
    heads = {(s.report.document, s.report.sentence) for s in told if s.report.zone is ZoneKind.HEADLINE}
    heads |= {(r.remark.document, r.remark.sentence) for r in aside if r.remark.zone is ZoneKind.HEADLINE}
    # Where all are remarks, they stand beside the reports of the incident.
    near = {(r.remark.document, r.remark.sentence.start) for _, rs in around(told, aside, beside) for r in rs}
    for ids in _families():
        own = _as_told_below([one for one in said if one.value.outcome.id in ids], heads)
        there = {one for one in own if one.report or (one.telling.document, one.evidence.start) in near}
        own = [one for one in own if one in there or any(_apart(one, other) for other in there)]
        sides, gap = sides_of(own, _apart)
        if sides and any(one in there for side in sides for one in side):
            kept = [_that_differ(side, [o for other in sides if other is not side for o in other]) for side in sides]
            is_denied = any(all(words().plainly_not.search(one.words) for one in side) for side in kept)
            yield contradiction(
                Disputed.STATUS if is_denied else Disputed.OUTCOME,
                "status" if is_denied else "outcome",
                kept,
                gap,
                incident=incident,
                tell=lambda value, is_one: f"{'says' if is_one else 'say'} “{value}”",
            )


@lru_cache(maxsize=1)
def _families() -> tuple[frozenset[str], ...]:
    """Return the outcomes in sets of which none excludes one of another set: agreement in the one says nothing of
    the other."""
    left, found = {outcome.id: outcome.against for outcome in open_outcomes()}, []
    for about in _ABOUT:
        for outcome in open_outcomes():
            if outcome.about != about or outcome.id not in left:
                continue
            family, queue = set(), [outcome.id]
            while queue:
                id_ = queue.pop()
                if id_ not in family:
                    family.add(id_)
                    queue += sorted(left.pop(id_))
            found.append(frozenset(family))
    return tuple(found)


def _without_places(said: Sequence[Said[Fate]], statements: Sequence[Statement]) -> list[Said[Fate]]:
    """Leave out the fates of persons that were read of the name of a place: "the Palma hotel escape"."""
    places = {
        key for s in statements for p in s.report.places for name in (p.place.name, p.evidence.words)
        for key in name_key(name).split()
    }  # fmt: skip
    return [one for one in said if one.value.outcome.about != "person" or one.value.of - places]


def _as_told_below(said: Sequence[Said[Fate]], heads: Collection[tuple[str, Evidence]]) -> list[Said[Fate]]:
    """Give a headline the time and the names with which its text tells the same outcome more fully."""
    told: dict[tuple[str, str], Fate] = {}
    for one in said:
        if (one.telling.document, one.evidence) not in heads:
            told.setdefault((one.telling.document, one.value.outcome.id), one.value)
    return [
        replace(one, value=told.get((one.telling.document, one.value.outcome.id), one.value))
        if (one.telling.document, one.evidence) in heads
        else one
        for one in said
    ]


def _once(statements: Sequence[Statement]) -> list[Statement]:
    """Return the first statement of every sentence and voice: an outcome is read from the sentence, once."""
    seen: dict[tuple[str, int, str], Statement] = {}
    for s in statements:
        if s.report.status in (Status.OCCURRED, Status.ONGOING):
            seen.setdefault((s.report.document, s.report.sentence.start, s.telling.speaker[1]), s)
    return list(seen.values())


def _said(statement: Statement, others: Collection[tuple[str, int]]) -> Iterator[Said[Fate]]:
    report = statement.report
    when = report.when.moment if report.when else None
    before = sentence_before(statement.telling.text or "", report.sentence.start)
    for told, of in _fates(report.sentence.words, frozenset(names_of(statement)), before):
        if told.outcome.about == "party":
            of = _doers_before(statement, told.start)
            if not of:
                continue
        first, last = report.sentence.start + told.start, report.sentence.start + told.end
        if any(document == report.document and first <= start < last for document, start in others):
            continue
        yield Said.by(
            statement,
            Fate(told.outcome, of, when, told.hour, told.lasts, told.on, told.is_of_some, told.is_of_another),
            told.words,
            report.sentence,
        )


def _doers_before(statement: Statement, at: int) -> frozenset[str]:
    """Return the keys of the actors of a report that its sentence names before a letter: those who won or lost."""
    report = statement.report
    return frozenset(
        f"party:{p.actor.id.partition('/')[0]}"
        for p in report.actors
        if p.actor.known and report.sentence.start <= p.evidence.start and p.evidence.end <= report.sentence.start + at
    )


def _remarked(remarked: Remarked, statements: Sequence[Statement]) -> Iterator[Said[Fate]]:
    """Yield the outcomes of a sentence; one that names nothing goes on about what the report right before it names."""
    sentence = remarked.remark.sentence
    if not _told(sentence.words):
        return
    topics = topics_in(sentence.words) or frozenset(
        name
        for s in statements
        if s.report.document == remarked.remark.document
        and s.report.zone is remarked.remark.zone
        and 0 <= sentence.start - s.report.sentence.end <= _BETWEEN
        for name in names_of(s)
    )
    before = sentence_before(remarked.telling.text or "", sentence.start)
    for told, of in _fates(sentence.words, topics, before):
        if told.outcome.about == "party":
            continue  # of which party it is told nobody has read
        yield Said.by(
            remarked,
            Fate(told.outcome, of, None, told.hour, told.lasts, told.on, told.is_of_some, told.is_of_another),
            told.words,
            sentence,
        )


@dataclass(frozen=True, slots=True)
class _Told:
    """Hold an outcome that a sentence tells, where, in which words, at which time of the day, and whether still."""

    outcome: Outcome
    start: int
    end: int
    words: str
    hour: str | None
    lasts: bool
    on: str | None
    is_of_some: bool
    is_of_another: bool


def _fates(sentence: str, topics: frozenset[str], before: str = "") -> Iterator[tuple[_Told, frozenset[str]]]:
    """Yield the outcomes that a sentence tells, and the keys of whom or what they are said of; `before` is the sentence
    before it, of whose only person a pronoun stands."""
    for told in _told(sentence):
        of = bound_to(sentence, told.start, told.end, told.outcome.stands) if told.outcome.about == "person" else topics
        if not of and told.outcome.about == "person":
            of = bound_back(sentence[: told.start], before)
        if of or told.outcome.about != "person":
            yield told, of


@lru_cache(maxsize=1 << 16)
def _told(sentence: str) -> tuple[_Told, ...]:
    """Return the outcomes that a sentence tells; what it denies or only plans is left out, and of what it tells as not
    come about the outcome that this means."""
    found = []
    said = {word.lower() for word in _WORD.findall(sentence)}
    for at in sorted({n for word in said for n in _by_word().get(word, ())}):
        outcome = open_outcomes()[at]
        for match in outcome.pattern.finditer(sentence):
            before = sentence[max(0, match.start() - _NEGATED_WITHIN) : match.start()]
            if words().denying.search(before) or _is_intended(before):
                continue
            undone = words().undone.search(before)
            meant = outcome if undone is None else _by_id().get(outcome.unless or "")
            if meant is not None:
                first = match.start() if undone is None else match.start() - len(before) + undone.start()
                quoted = sentence[first : match.end()]
                lasts = undone is not None or words().lasting.search(f"{before} {match[0]}") is not None
                hour = _hour(sentence, match.start(), match.end())
                is_of_some = words().some_of.search(sentence[: match.end()]) is not None
                on = _ON.match(sentence, match.end())
                found.append(
                    _Told(
                        meant,
                        match.start(),
                        match.end(),
                        quoted,
                        hour,
                        lasts,
                        on["what"].lower() if on else None,
                        is_of_some,
                        words().indefinite.match(sentence) is not None,
                    )
                )
            break
    return tuple(one for one in found if not any(_begins_in(other, one) for other in found))


def _begins_in(one: _Told, other: _Told) -> bool:
    """Tell whether the words for another outcome begin inside those for one that excludes it: "died in hospital"."""
    return other.outcome.id in one.outcome.against and one.start < other.start < one.end


def _is_intended(before: str) -> bool:
    """Tell whether what follows is only meant to come about; a capital makes "May" a month."""
    return any(not match[0][0].isupper() for match in words().intended.finditer(before))


def _hour(sentence: str, start: int, end: int) -> str | None:
    """Return the time of the day that is named nearest to the words: what was so in the morning may not be at night."""
    named = [
        (max(match.start() - end, start - match.end()), name)
        for name, pattern in words().hours.items()
        for match in pattern.finditer(sentence)
    ]
    return min(named, default=(0, None))[1]


@lru_cache(maxsize=1)
def _by_word() -> Mapping[str, Sequence[int]]:
    """Return which outcomes, by number, a word may tell: a sentence has one of their words, or does not tell them."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for at, outcome in enumerate(open_outcomes()):
        for word in outcome.telling:
            found[word].append(at)
    return dict(found)


@lru_cache(maxsize=1)
def _by_id() -> dict[str, Outcome]:
    return {outcome.id: outcome for outcome in open_outcomes()}


def _apart(one: Said[Fate], other: Said[Fate]) -> float | None:
    a, b = one.value, other.value
    if b.outcome.id not in a.outcome.against:
        return None if a.outcome.id != b.outcome.id else 0.0
    is_bound = a.outcome.about in ("party", "person") or not (one.report and other.report)
    if is_bound and not are_same(a.of, b.of):
        return None
    if a.when and b.when and not a.when.overlaps(b.when):
        first, last = (a, b) if (a.when.latest or date.max) < (b.when.earliest or date.min) else (b, a)
        return 1.0 if last.lasts and not first.lasts else None
    if a.hour and b.hour and a.hour != b.hour and not (a.lasts or b.lasts):
        return None
    if a.on and b.on and a.on != b.on:
        return None  # "agreed on prisoners", "no agreement on borders"
    if a.is_of_another or b.is_of_another:
        return None
    if a.outcome.about == "thing" and _are_of_other_bodies(one.evidence.words, other.evidence.words):
        return None  # what the assembly adopted another council may have rejected
    if a.outcome.about == "person" and (a.is_of_some or b.is_of_some):
        return None
    ours, theirs = one.telling.told, other.telling.told
    if not (a.when and b.when) and ours and theirs and max(ours[0] - theirs[1], theirs[0] - ours[1]) > _SOON:
        return None
    return 1.0


def _are_of_other_bodies(one: str, other: str) -> bool:
    """Tell whether two sentences both name a body that decides, and none that may be the other's."""
    ours, theirs = (words().bodies.findall(text) for text in (one, other))
    return bool(ours and theirs) and not any(are_told_alike(a, b) for a in ours for b in theirs)


def _that_differ(side: Sequence[Said[Fate]], others: Sequence[Said[Fate]]) -> list[Said[Fate]]:
    """Keep of a side what the others exclude: its speakers may tell of more."""
    return [one for one in side if any(_apart(one, other) for other in others)] or list(side)
