"""Figures that a document gives in a sentence in which no report counts them: "hospital sources spoke of nine dead".

Invariant: they are asked for only where a document tells of an incident and no report of that gives the figure; the
words before and after a number that say what it counts stand in `data/figures.toml`, bounds and numbers in the words
that every number is read by.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

from dateline.data_files import read_toml, table_in, words_in
from dateline.finding.number_words import number_of, number_words
from dateline.finding.time_filter import expressions
from dateline.model import COUNTS, Count, Evidence, Range
from dateline.reconciling.incidents.contradictions.remarks import Remark
from dateline.reconciling.incidents.contradictions.timing import unparsed
from dateline.reconciling.incidents.contradictions.words import check_keys, words

__all__ = ["figures_in", "patterns_from"]

_FILE = "figures.toml"
_FIELDS = tuple(name for name in COUNTS if name not in ("force", "weapons"))


@dataclass(frozen=True, slots=True)
class _Pattern:
    """Hold the pattern of a figure with the words that say what it counts, and these words alone, which are sooner
    looked for than a number."""

    counted: re.Pattern[str]
    figure: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class _Patterns:
    fields: Mapping[str, tuple[_Pattern, ...]]
    doubtful: re.Pattern[str]
    number: re.Pattern[str]
    lower: re.Pattern[str]


def figures_in(remark: Remark, *, text: str) -> Iterator[tuple[str, Count]]:
    """Yield the field and the count of every figure that a sentence gives; `text` is its document's.

    What the sentence puts in doubt, denies or only fears is left out.
    """
    at = remark.sentence.start
    for name, found, start, end in _figures(remark.sentence.words):
        yield name, Count(found, Evidence.at(text, at + start, at + end))


@lru_cache(maxsize=1 << 16)
def _figures(sentence: str) -> tuple[tuple[str, Range, int, int], ...]:
    """Return field, figure, and where it begins and ends, of all that a sentence counts."""
    patterns = _patterns()
    sentence = _without_sayers(sentence)
    if patterns.number.search(sentence) is None or patterns.doubtful.search(sentence):
        return ()
    return tuple(
        (name, found, match.start("whole"), match.end("whole"))
        for name in _FIELDS
        for pattern in patterns.fields[name]
        if pattern.counted.search(sentence)
        for match in pattern.figure.finditer(sentence)
        if (found := _between(sentence[: match.start("whole")], match) or _range(match)) is not None
        and not _is_time(sentence, match.start("number"), match.end("number"))
    )


def _is_time(sentence: str, start: int, end: int) -> bool:
    """Tell whether a number is a part of a date: "on June 22 soldiers arrested him"."""
    times = expressions(sentence, unparsed(sentence, 0, len(sentence)))
    return any(start < time.end and time.start < end for time in times)


def _without_sayers(sentence: str) -> str:
    """Blank out who says so between two commas: "the count of the dead, the mayor said on Monday, stood at six"."""
    return _sayer().sub(lambda match: " " * len(match[0]), sentence)


@lru_cache(maxsize=1)
def _sayer() -> re.Pattern[str]:
    said = rf"[^,.;:]{{3,60}}?{words().saying_on.pattern}[^,.;:]{{0,30}}"
    return re.compile(rf",\s(?:{said}|according to[^,]{{3,60}}),(?=\s)", re.IGNORECASE)


def _between(before: str, match: re.Match[str]) -> Range | None:
    """Return the range of which a figure is only the upper end: "between 80 and 300", "20 to 30"."""
    lower = _patterns().lower.search(before)
    if lower is None or match["floor"] or (lower["and"].lower() == "and" and not lower["from"]):
        return None
    low, high = number_of(lower["number"]), number_of(match["number"])
    return Range(low, None, high) if low is not None and high is not None and low < high else None


def patterns_from(raw: Mapping[str, Any]) -> _Patterns:
    """Check the file of figures and make its patterns; raises KnowledgeError naming the entry that is wrong."""
    check_keys(raw, {*_FIELDS, "doubtful"}, _FILE)
    number = number_words()
    bounds = {kind: _either(number.bounds[kind]["before"]) for kind in ("at_least", "up_to", "about")}
    floors = _either(number.values["floors"])
    bound = "|".join(f"(?P<{kind}>{words})" for kind, words in bounds.items())
    figure = rf"(?P<number>(?:{number.pattern})|\b(?P<floor>{floors})\b)"
    whole = rf"(?P<whole>(?:(?:{bound})\s+)?{figure})"
    fields = {}
    for name in _FIELDS:
        table = table_in(raw[name], f"{_FILE}, {name}")
        check_keys(table, {"before", "after"}, f"{_FILE}, {name}")
        before = _either(words_in(table["before"], f"{_FILE}, {name}.before"))
        after = _either(words_in(table["after"], f"{_FILE}, {name}.after"))
        head, tail = rf"\b(?:{before})\s+", rf"\s+(?:{after})\b"
        unlike = r"(?!\s*(?:%|per cent|percent|years?|days?|hours?|km|miles|times))"
        between = r"(?:\s+(?!and\b|or\b|but\b)[\w'’-]+){0,4}?"
        fields[name] = (
            _Pattern(re.compile(head, re.I), re.compile(rf"{head}(?:the\s+)?{whole}{unlike}", re.I)),
            _Pattern(re.compile(tail, re.I), re.compile(f"{whole}{between}{tail}", re.I)),
        )
    doubtful = re.compile(rf"\b(?:{_either(words_in(raw['doubtful'], f'{_FILE}, doubtful'))})\b", re.I)
    lower = rf"(?P<from>(?:between|from)\s+)?(?P<number>{number.pattern})\s*(?P<and>and|to|or|-|–)\s*$"
    return _Patterns(fields, doubtful, re.compile(figure, re.I), re.compile(lower, re.I))


@lru_cache(maxsize=1)
def _patterns() -> _Patterns:
    return patterns_from(read_toml(resources.files(__package__).joinpath("data/figures.toml")))


def _range(match: re.Match[str]) -> Range | None:
    if match["floor"]:
        floors = {words.lower(): value for words, value in number_words().values["floors"].items()}
        return Range(floors[" ".join(match["floor"].lower().split())], None, None)
    value = number_of(match["number"])
    if value is None:
        return None
    if match["at_least"]:
        return Range.at_least(value)
    if match["up_to"]:
        return Range.up_to(value)
    return Range(None, value, None) if match["about"] else Range.exactly(value)


def _either(phrases: object) -> str:
    longest = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))  # type: ignore[call-overload]
    return "|".join(r"\s+".join(map(re.escape, phrase.split())) for phrase in longest)
