"""Whether a statement tells of one event, of one that lasts and has parts, or counts several.

Invariant: what counts several events is never one of them. Which words say so is data (`data/levels.toml`); without
such a word a statement tells of a single event.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from dateline.data_files import number_in, read_toml, table_in, words_in
from dateline.errors import KnowledgeError
from dateline.finding.number_words import number_of, number_words
from dateline.model import Dating, EventType, How, Level, Range, Report
from dateline.reconciling.incidents.account import Area, Days, Figures
from dateline.reconciling.incidents.accounts.words import any_of, event_words

__all__ = ["Counted", "Leveled", "days_of", "events_of", "is_one_wave", "level_of", "type_counted"]

_FILE = "levels.toml"
_TOLLS = ("killed", "injured", "captured", "displaced")
# UCDP's class 4 and coarser: a province, a region, a country.
_WIDE = 4
_WORD = re.compile(r"[^\W_]+(?:[-'’.,][^\W_]+)*")
_NTH = r"\d{1,3}(?:st|nd|rd|th)"
_NUMBER = r"(?:\d{1,3}|[a-z]+(?:-[a-z]+)?)"


@dataclass(frozen=True, slots=True)
class Counted:
    """Say what an aggregate counts: how many events, of what type, when and where, and the report or claim saying so.

    `number` is None for events that are not counted ("a series of attacks" is, with a floor); `mode` is PLOVER's.
    """

    id: str
    document: str
    types: tuple[EventType, ...]
    number: Figures | None = None
    when: Days | None = None
    places: tuple[Area, ...] = ()
    mode: str | None = None


@dataclass(frozen=True, slots=True)
class Leveled:
    """Give the level of a statement and, of an aggregate, how many events it counts where it says so."""

    level: Level
    number: Figures | None = None


@dataclass(frozen=True)
class _Rules:
    episodes: frozenset[str]
    unless_dated: frozenset[str]
    senses: frozenset[str]
    lasting: frozenset[str]
    goes_on: re.Pattern[str]
    days_of_it: re.Pattern[str]
    ordinals: re.Pattern[str]
    places_of: Mapping[str, int]
    several: re.Pattern[str]
    plurals: frozenset[str]
    between: int
    parting: frozenset[str]
    joined: frozenset[str]
    few: int
    stretches: re.Pattern[str]
    days: int
    since_days: int
    long_days: int
    single: re.Pattern[str]
    units: dict[str, EventType]


@lru_cache(maxsize=1)
def _rules() -> _Rules:
    """Return the content of the data file. Raises KnowledgeError where it breaks its schema."""
    raw = read_toml(resources.files(__package__).joinpath(f"data/{_FILE}"))
    episodes, aggregates = _table(raw, "episodes", {"nouns", "unless_dated", "senses"}), _table(raw, "aggregates", None)
    known = {"nouns", "several", "between", "parting", "joined", "few", "ordinals", "stretches"}
    _exactly(aggregates, known, "aggregates")
    lasting = _lists(_table(raw, "lasting", {"nouns", "words", "units", "spans"}), "lasting")
    ordinal = _lists(_table(aggregates, "ordinals", {"nouns", "words", "before", "stretches"}), "aggregates.ordinals")
    stretches = _table(aggregates, "stretches", {"words", "days", "since_days", "long_days"})
    single, units = _table(raw, "single", {"words"}), _table(raw, "units", None)
    _exactly(raw, {"episodes", "lasting", "aggregates", "single", "units"}, "the file")
    strange = sorted(set(units) - set(EventType))
    if strange:
        raise KnowledgeError(f"{_FILE}, units: {strange[0]!r} is no event type")
    return _Rules(
        frozenset(_words(episodes["nouns"], "episodes.nouns")),
        frozenset(_words(episodes["unless_dated"], "episodes.unless_dated")),
        frozenset(words_in(episodes["senses"], f"{_FILE}, episodes.senses", lower=False)),
        frozenset(lasting["nouns"]),
        _goes_on(lasting, ordinal["words"]),
        _days_of_it(lasting),
        _counting(ordinal),
        {word: n for n, word in enumerate(ordinal["words"], start=2)},
        any_of(_words(aggregates["several"], "aggregates.several")),
        frozenset(_words(aggregates["nouns"], "aggregates.nouns")),
        int(number_in(aggregates["between"], f"{_FILE}, aggregates.between", least=0, most=9)),
        frozenset(_words(aggregates["parting"], "aggregates.parting")),
        frozenset(_words(aggregates["joined"], "aggregates.joined")),
        int(number_in(aggregates["few"], f"{_FILE}, aggregates.few", least=1, most=99)),
        any_of(_words(stretches["words"], "aggregates.stretches.words")),
        int(number_in(stretches["days"], f"{_FILE}, aggregates.stretches.days", least=2, most=366)),
        int(number_in(stretches["since_days"], f"{_FILE}, aggregates.stretches.since_days", least=2, most=366)),
        int(number_in(stretches["long_days"], f"{_FILE}, aggregates.stretches.long_days", least=2, most=3660)),
        any_of(_words(single["words"], "single.words")),
        {w: EventType(t) for t in sorted(units) for w in _words(units[t], f"units.{t}")},
    )


def _lists(table: dict[str, object], name: str) -> dict[str, list[str]]:
    return {key: _words(table[key], f"{name}.{key}") for key in table}


def _goes_on(lasting: Mapping[str, list[str]], ordinals: list[str]) -> re.Pattern[str]:
    """Return the pattern of what says that something lasts: "continued", "for a fifth day", "for two weeks"."""
    nth, units, spans = (_either(words) for words in (ordinals, lasting["units"], lasting["spans"]))
    said = _either(lasting["words"])
    return re.compile(rf"\b(?:{said}|(?:{nth}|{_NTH}) (?:{units})|for (?:{_NUMBER} )?(?:{spans}))(?![^\W_])")


def _days_of_it(lasting: Mapping[str, list[str]]) -> re.Pattern[str]:
    """Return the pattern of "six days of fighting"."""
    return re.compile(rf"\b{_NUMBER} (?:{_either(lasting['spans'])}) of \w* ?(?:{_either(lasting['nouns'])})(?![^\W_])")


def _counting(ordinal: Mapping[str, list[str]]) -> re.Pattern[str]:
    """Return the pattern of "was the fifth attack within a month": group `nth`, and `noun` where the noun begins."""
    before, nth, nouns, stretches = (_either(ordinal[key]) for key in ("before", "words", "nouns", "stretches"))
    between = r"(?:[^\W_]+[ -]){0,3}"
    found = rf"(?:\b|(?=\W))(?:{before}) (?P<nth>{nth}|{_NTH}) (?:such )?{between}(?P<noun>{nouns})\b"
    return re.compile(rf"{found}[^.;:]*?(?<![^\W_])(?:{stretches})(?![^\W_])")


def _either(words: Iterable[str]) -> str:
    return "|".join(re.escape(w) for w in sorted(words, key=lambda w: (-len(w), w)))


def _table(raw: dict[str, object], name: str, keys: set[str] | None) -> dict[str, object]:
    table = table_in(raw.get(name), f"{_FILE}, {name}")
    if keys is not None:
        _exactly(table, keys, name)
    return table


def _exactly(table: dict[str, object], keys: set[str], name: str) -> None:
    if set(table) != keys:
        raise KnowledgeError(f"{_FILE}, {name}: expected {', '.join(sorted(keys))}, found {', '.join(sorted(table))}")


def _words(value: object, where: str) -> list[str]:
    found = words_in(value, f"{_FILE}, {where}")
    if not found:
        raise KnowledgeError(f"{_FILE}, {where}: expected words, found none")
    return found


def level_of(report: Report) -> Leveled:
    """Tell which level a report is on, by its trigger, what stands before it, and the stretch of time it sums up."""
    rules = _rules()
    sentence = report.sentence.words.lower()
    start, end = report.trigger.start - report.sentence.start, report.trigger.end - report.sentence.start
    trigger = report.trigger.words.lower()
    head = trigger.split()[-1] if trigger.split() else trigger
    number = _nth_of(sentence, start, end) or _number_of_events(sentence, start, end, head)
    if number is not None:
        return Leveled(Level.AGGREGATE, number)
    if _sums_up(report, sentence) or _are_many(sentence, start, end, head):
        return Leveled(Level.AGGREGATE)
    nouns = rules.episodes.intersection(trigger.split())
    if nouns <= rules.unless_dated and _is_of_one_day(report):
        nouns = frozenset()
    named = bool(nouns) or report.sense in rules.senses
    return Leveled(Level.EPISODE if named or _goes_on_for(report, sentence, start, end) else Level.SINGLE)


def is_one_wave(report: Report) -> bool:
    """Tell whether several blows that a report counts may be one event told in parts: those of a day or a night, or of
    no stated time, with no words that sum up a stretch of time ("a wave of bombings on Sunday")."""
    sentence = report.sentence.words.lower()
    start, end = report.trigger.start - report.sentence.start, report.trigger.end - report.sentence.start
    if _nth_of(sentence, start, end) is not None or _rules().stretches.search(sentence):
        return False
    first, last = days_of(report.when) or (0, 0)
    return first is not None and last is not None and last - first <= 1


def _is_of_one_day(report: Report) -> bool:
    days = days_of(report.when)
    return days is not None and days[0] is not None and days[0] == days[1]


def _goes_on_for(report: Report, sentence: str, start: int, end: int) -> bool:
    """Tell whether what lasts elsewhere than in its noun: "fighting continued for a fifth day", or a toll of "six days
    of fighting"."""
    rules = _rules()
    if any(name in _TOLLS for name, _ in report.counts()) and rules.days_of_it.search(sentence):
        return True
    if not rules.lasting.intersection(sentence[start:end].split()):
        return False
    first = max(sentence.rfind(mark, 0, start) for mark in ",;:") + 1
    ends = [at for mark in ",;:" if (at := sentence.find(mark, end)) >= 0]
    clause = sentence[first : min(ends, default=len(sentence))]
    return rules.goes_on.search(clause) is not None or rules.days_of_it.search(sentence) is not None


def _nth_of(sentence: str, start: int, end: int) -> Figures | None:
    """Return how many events "the fifth attack within a month" counts, told by that noun."""
    rules = _rules()
    for found in rules.ordinals.finditer(sentence):
        if start <= found.start("noun") < end:
            nth = found["nth"]
            value = rules.places_of.get(nth) or int(re.sub(r"\D", "", nth))
            return (value, value, value) if value > 1 else None
    return None


def _number_of_events(sentence: str, start: int, end: int, head: str) -> Figures | None:
    """Return how many events a statement counts: by its own plural noun, or by one that is its subject or object.

    Two or three told as joined ("twin blasts"), or without a stretch of time, are one event told in parts.
    """
    rules = _rules()
    found = None
    words = [(m[0], m.start()) for m in _WORD.finditer(sentence)]
    for at, (word, offset) in enumerate(words):
        if word not in rules.plurals or not (start <= offset < end or not _is_noun(head)):
            continue
        if not start <= offset < end and not _is_beside(sentence, offset, start):
            continue
        mark = max(sentence.rfind(mark, 0, offset) for mark in ",;:")
        before = [w for w, first in words[max(0, at - rules.between - 1) : at] if first > mark]
        number = _number_before(before)
        if number is None or rules.joined & set(before):
            continue
        if number[1] is not None and number[1] <= rules.few and not rules.stretches.search(sentence):
            continue
        found = number
        break
    return found


def _are_many(sentence: str, start: int, end: int, head: str) -> bool:
    """Tell whether a plural that nothing points out ("raids have killed") is summed up over a stretch of time."""
    rules = _rules()
    if not any(_sums_up_clause(sentence, start, end, found.start()) for found in rules.stretches.finditer(sentence)):
        return False
    pointing = event_words().lists["around.pointing"]
    words = [(m[0], m.start()) for m in _WORD.finditer(sentence)]
    for at, (word, offset) in enumerate(words):
        own = start <= offset < end
        if word in rules.plurals and (own or (not _is_noun(head) and _is_beside(sentence, offset, start))):
            before = [w for w, _ in words[max(0, at - rules.between) : at]]
            return (
                not pointing.intersection(before)
                and not rules.joined.intersection(before)
                and _number_before(before) is None
            )
    return False


def _sums_up_clause(sentence: str, start: int, end: int, stretch: int) -> bool:
    """Tell whether a stretch of time stands in the clause of a trigger, or opens the sentence."""
    return stretch < start or not re.search(r"[,;:]", sentence[end:stretch])


def _is_noun(word: str) -> bool:
    return word in _rules().plurals or word in _rules().episodes or word in event_words().nouns


def _is_beside(sentence: str, noun: int, trigger: int) -> bool:
    """Tell whether a noun before a trigger may be its subject: nothing parts their clauses."""
    return noun < trigger and not re.search(r"[,;:]|\b(?:that|which|who|after|when|as)\b", sentence[noun:trigger])


def _number_before(words: list[str]) -> Figures | None:
    """Return the number, or the floor of a word for several, that stands among words before a plural."""
    rules, values = _rules(), number_words().values
    for n in range(len(words) - 1, -1, -1):
        phrase = " ".join(words[n:])
        if rules.several.match(phrase):
            floor = next((v for w, v in values["floors"].items() if phrase.startswith(w)), None)
            return (floor or 2), None, None
        word = words[n]
        if word in values["units"] or word in values["tens"] or word.replace(",", "").isdigit():
            value = number_of(word)
            return None if value is None or value < 2 or _is_year(word) else (value, value, value)
        if word in rules.parting and not rules.several.search(" ".join(words[: n + 1])):
            return None
    return None


def _is_year(word: str) -> bool:
    return len(word) == 4 and word.isdigit() and 1900 <= int(word) < 2100


def _sums_up(report: Report, sentence: str) -> bool:
    """Tell whether a toll is that of a stretch of time: of weeks, with words that say so, and of nobody's one act."""
    rules = _rules()
    days = days_of(report.when)
    if report.when is None or report.when.how is How.CARRIED:
        return False
    if days is None or days[0] is None or days[1] is None or days[1] - days[0] + 1 < rules.since_days:
        return False
    long = days[1] - days[0] + 1 >= rules.days
    if not any(name in _TOLLS for name, _ in report.counts()) or rules.single.search(sentence):
        return False
    start, end = (n - report.sentence.start for n in (report.when.evidence.start, report.when.evidence.end))
    for stretch in rules.stretches.finditer(sentence):
        # "Since" sums up where it opens the time of the toll; "the worst since the embassy bombings" does not.
        if stretch[0] != "since":
            if long:
                return True
        elif start <= stretch.start() < end or not sentence[stretch.end() : max(start, stretch.end())].strip():
            return stretch.start() < end
    wide = bool(report.places) and all(p.precision >= _WIDE for p in report.places)
    return wide and not report.actors and days[1] - days[0] + 1 >= rules.long_days


def days_of(when: Dating | None) -> Days | None:
    """Return first and last day of a time as ordinals, None for an open end; None where there is none."""
    if when is None:
        return None
    first, last = when.moment.earliest, when.moment.latest
    return (first.toordinal() if first else None), (last.toordinal() if last else None)


def events_of(reports: Iterable[Report]) -> Range | None:
    """Return how many events reports of an aggregate count together, None where none says a number.

    The lowest and the highest number that any says, and the one that most say; of equals the higher.
    """
    said = [number for report in reports if (number := level_of(report).number) is not None]
    lows = [low for low, _, _ in said if low is not None]
    highs = [high for _, _, high in said if high is not None]
    bests = Counter(best for _, best, _ in said if best is not None)
    if not lows:
        return None
    best = max(bests, key=lambda n: (bests[n], n), default=None)
    high = max(highs) if len(highs) == len(said) else None
    return Range(min(lows), best, high if high is None or best is None else max(high, best))


def type_counted(unit: str | None) -> EventType | None:
    """Return the type of event that a unit of a series counts, None where it counts none.

    >>> type_counted("attack"), type_counted("dinar")
    (<EventType.ASSAULT: 'ASSAULT'>, None)
    """
    return _rules().units.get((unit or "").lower())
