"""The grammar of time: which words say when, read from `data/times.toml`.

Invariant: a phrase is a rule of that file and every word of it has its value there; the code knows how to read a kind
of phrase (`READERS`) and no phrase of its own. Matching is leftmost and longest, so the same text always gives the
same expressions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from dateline.data_files import number_in, parse_toml, read_data, table_in, words_in
from dateline.errors import KnowledgeError
from dateline.finding.number_words import number_words
from dateline.finding.signs import Need, Signs, needs_of
from dateline.finding.time_almanac import almanac, before_christ

__all__ = ["READERS", "Grammar", "Hit", "grammar", "in_small_letters", "parse_grammar"]

_FILE = "finding/data/times.toml"

READERS = frozenset(
    [
        "calendar",
        "slash",
        "day_range",
        "month_range",
        "date_range",
        "year_range",
        "month_of_shift",
        "weekday",
        "shifted",
        "shifted_month",
        "season",
        "running",
        "nth_week",
        "nth_units",
        "offset",
        "stretch",
        "word",
        "day_of_month",
        "decade",
        "century",
        "quarter",
        "fiscal",
        "feast",
        "other_month",
        "week_of_day",
        "clock",
        "overnight",
        "same",
        "duration",
        "set",
        "lately",
        "vague",
    ]
)
_CUES = frozenset(
    [
        "doubtful_months",
        "short_months",
        "before_time",
        "weak_before_time",
        "dated_things",
        "name_before",
        "name_after",
        "age_after",
        "age_before",
        "measure_after",
        "measure_before",
        "future",
        "future_with",
        "leads_on",
        "unsure",
        "open_ended",
        "range_openers",
        "range_joiners",
        "bare_joiners",
        "clock_after",
        "clock_joiners",
        "rare_months",
        "closing",
        "before_it",
        "after_it",
        "points_of_day",
        "onward",
        "steps_back",
        "steps_on",
        "eves",
        "year_verbs",
    ]
)
# What the entries of each group of names stand for.
_NUMBERS = frozenset(["month", "weekday", "season", "nth", "ordinal", "decade_word", "weekday_short", "fiscal", "edge"])
_STEPS = frozenset(["shift", "direction", "stretch", "word"])
_TERMS: Mapping[str, frozenset[str]] = {
    "unit": frozenset(
        ["minute", "hour", "day", "weekend", "week", "fortnight", "month", "quarter", "year", "decade", "century"]
    ),
    "side": frozenset(["before", "after"]),
    "vague": frozenset(["past", "present", "future"]),
    "fewness": frozenset(["vague"]),
    "often": frozenset(["set"]),
    "turn": frozenset(["day"]),
    "overnight": frozenset(["night"]),
    "same": frozenset(["then"]),
}
_NAMES = _NUMBERS | _STEPS | _TERMS.keys() | {"part", "lately"}
_ANCHORS = frozenset(["now", "then"])
_RULES_KEYS = frozenset(["name", "reads", "words"])
# Groups of names of which one stands in every rule that has no figure.
_CARRIERS = (
    "month",
    "weekday",
    "season",
    "unit",
    "word",
    "lately",
    "vague",
    "often",
    "decade_word",
    "feast",
    "other_month",
    "turn",
    "overnight",
    "same",
)
# A paragraph that the parser took for one sentence may be long; what lies beyond is a table or a list.
_LONGEST = 5_000
# A match may not begin or end inside a word, nor inside a row of digits with its separators.
_BEFORE = r"(?<![\w’'])(?:(?=\D)|(?<!\d[-\u2010-\u2015/.:,])(?<![$£€#]))"
_FIGURE = re.compile(r"\d")
_CAPITAL = re.compile(r"[A-Z]")
_AFTER = r"(?![\w])(?:(?<=\D)|(?![-\u2010-\u2015/.:,]\d)(?![ ]?%))"


@dataclass(frozen=True, slots=True)
class Hit:
    """One expression in a text: which rule read it, where it stands, and the words of its groups in lower case."""

    rule: str
    reads: str
    start: int
    end: int
    groups: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Rule:
    name: str
    reads: str
    pattern: re.Pattern[str]
    after: tuple[str, ...]
    needs: tuple[Need, ...]


@dataclass(frozen=True, slots=True)
class Grammar:
    """Hold the rules, the values of names, the parts of periods and the cues around an expression."""

    rules: tuple[_Rule, ...]
    names: Mapping[str, Mapping[str, Any]]
    parts: Mapping[str, Mapping[str, tuple[int, int]]]
    cues: Mapping[str, frozenset[str]]
    gate: re.Pattern[str]
    carriers: tuple[str, ...]

    def value(self, name: str, words: str) -> Any:
        """Return the value of a group's words, or None where they are no such name."""
        plain = re.sub(r"\s+", " ", words.lower()).rstrip(".")
        return self.names[name].get(plain)

    def may_tell(self, text: str) -> bool:
        """Tell cheaply whether a text has a figure, or a word that begins like one of those that carry a rule."""
        if _FIGURE.search(text):
            return True
        lower = text.lower()
        return any(map(lower.__contains__, self.carriers)) and self.gate.search(lower) is not None

    def find(self, text: str) -> list[Hit]:
        """Return the expressions of a text, in order and apart; of two that overlap, the leftmost, then the longest."""
        if len(text) > _LONGEST or not self.may_tell(text):
            return []
        found = sorted(self._all(text), key=lambda h: (h[1].start, -h[1].end, h[0]))
        hits: list[Hit] = []
        for _, hit in found:
            if not hits or hit.start >= hits[-1].end:
                hits.append(hit)
        return hits

    def _all(self, text: str) -> Iterator[tuple[int, Hit]]:
        lower = in_small_letters(text)
        signs = Signs(lower)
        for order, rule in enumerate(self.rules):
            if not signs.meet(rule.needs):
                continue
            for match in rule.pattern.finditer(lower):
                if rule.after and not lower[: match.start()].rstrip().endswith(rule.after):
                    continue
                groups = _eras({k: v for k, v in match.groupdict().items() if v is not None})
                yield order, Hit(rule.name, rule.reads, match.start(), match.end(), groups)


def _eras(groups: dict[str, str]) -> dict[str, str]:
    """Add the year that a year with its era is counted as."""
    if "bc" in groups:
        groups["year"] = str(before_christ(int(groups["bc"])))
    elif "ad" in groups or "ad2" in groups:
        groups["year"] = groups.get("ad") or groups["ad2"]
    return groups


def in_small_letters(text: str) -> str:
    """Return a text in lower case, letter by letter: what stands where stays as it is.

    >>> in_small_letters("5 MAY"), len(in_small_letters("İzmir"))
    ('5 may', 5)
    """
    lower = text.lower()
    if len(lower) != len(text):  # a capital that is two letters when small would shift what follows
        lower = "".join(small if len(small := letter.lower()) == 1 else letter for letter in text)
    return lower


@lru_cache(maxsize=1)
def grammar() -> Grammar:
    """Load the shipped grammar once."""
    return parse_grammar(read_data("dateline.finding", "data/times.toml"))


def parse_grammar(toml: str) -> Grammar:
    """Read a grammar from TOML; raises KnowledgeError naming the entry that breaks the schema."""
    raw = parse_toml(toml, where=_FILE)
    _expect("the file", raw, {"names", "macros", "rules", "parts", "cues"})
    _expect("[names]", raw["names"], _NAMES)
    _expect("[cues]", raw["cues"], _CUES)
    parts = _parts(table_in(raw["parts"], f"{_FILE}, [parts]"))
    names: dict[str, dict[str, Any]] = {}
    for group, entries in raw["names"].items():
        table = table_in(entries, f"{_FILE}, names.{group}")
        for entry, value in table.items():
            if not _is_value(group, value, parts):
                raise KnowledgeError(f"{_FILE}, names.{group}, {entry!r}: {value!r} is no value of that group")
        names[group] = {w.lower(): tuple(v) if isinstance(v, list) else v for w, v in table.items()}
        if not names[group]:
            raise KnowledgeError(f"{_FILE}, names.{group}: expected at least one entry")
    names["feast"] = {name: name for name in almanac().feasts}
    names["other_month"] = {name: name for name in almanac().months}
    macros = table_in(raw["macros"], f"{_FILE}, [macros]")
    for macro, words in macros.items():
        if not isinstance(words, str):
            raise KnowledgeError(f"{_FILE}, macros.{macro}: expected a regular expression, found {words!r}")
    if not isinstance(raw["rules"], list):
        raise KnowledgeError(f"{_FILE}: rules are written [[rules]], one after another")
    rules = tuple(_rule(table_in(entry, f"{_FILE}, [[rules]]"), macros, names) for entry in raw["rules"])
    carriers = _carriers(names)
    gate = re.compile(r"\b(?:" + "|".join(map(re.escape, carriers)) + ")")
    return Grammar(rules, names, parts, _cues(raw["cues"]), gate, carriers)


def _is_value(group: str, value: object, parts: Mapping[str, object]) -> bool:
    """Tell whether a value is one that the entries of a group of names may stand for."""
    if group in _NUMBERS:
        return type(value) is int
    if group in _STEPS or group == "lately":
        after = _ANCHORS if group in _STEPS else _TERMS["unit"]
        return isinstance(value, list) and len(value) == 2 and type(value[0]) is int and value[1] in after
    return isinstance(value, str) and value in (parts if group == "part" else _TERMS[group])


def _expect(where: str, table: object, keys: set[str] | frozenset[str]) -> None:
    if set(table_in(table, f"{_FILE}: {where}")) != keys:
        raise KnowledgeError(f"{_FILE}: {where} should have {sorted(keys)}, and has {sorted(table_in(table, _FILE))}")


def _rule(entry: Mapping[str, Any], macros: Mapping[str, str], names: Mapping[str, Mapping[str, Any]]) -> _Rule:
    name = entry.get("name", "a rule without a name")
    if not _RULES_KEYS <= set(entry) <= _RULES_KEYS | {"after"}:
        raise KnowledgeError(f"{_FILE}, {name}: a rule has name, reads, words and perhaps after; found {sorted(entry)}")
    if not all(isinstance(entry[key], str) and entry[key] for key in _RULES_KEYS):
        raise KnowledgeError(f"{_FILE}, {name}: name, reads and words are texts, none empty")
    after = tuple(words_in(entry.get("after", []), f"{_FILE}, {name}, after"))
    if entry["reads"] not in READERS:
        raise KnowledgeError(f"{_FILE}, {name}: reads {entry['reads']!r} is none of {', '.join(sorted(READERS))}")
    try:
        words = _expand(entry["words"], macros, names, name)
        # Texts are read in lower case, which takes half the time of a match that ignores case; a rule that is written
        # with capitals needs one.
        flags = re.IGNORECASE if _CAPITAL.search(re.sub(r"\\.|\(\?P<\w+>", "", words)) else re.NOFLAG
        pattern = re.compile(_BEFORE + words + _AFTER, flags)
        needs = () if flags else needs_of(words)
        return _Rule(name, entry["reads"], pattern, after, (*needs, frozenset(after)) if after else needs)
    except re.error as error:
        raise KnowledgeError(f"{_FILE}, {name}: not a regular expression: {error}") from None


def _expand(words: str, macros: Mapping[str, str], names: Mapping[str, Mapping[str, Any]], rule: str) -> str:
    def one(match: re.Match[str]) -> str:
        slot = match[1]
        if slot in macros:
            return re.sub(r"\{([a-z_]+\d?)\}", one, macros[slot])
        if slot == "number":
            return number_words().pattern
        if slot.rstrip("2") in names:
            entries = sorted(names[slot.rstrip("2")], key=lambda w: (-len(w), w))
            return f"(?P<{slot}>{'|'.join(map(re.escape, entries))})"
        raise KnowledgeError(f"{_FILE}, {rule}: {{{slot}}} is neither a macro nor a group of names")

    expanded = re.sub(r"\{([a-z_]+\d?)\}", one, words)
    # re.escape writes a blank with a backslash; both kinds of blank stand for any white space
    expanded = re.sub(r"(?<!\[)\\? \?", r"\\s*", expanded)
    return re.sub(r"(?<!\[)\\? (?!\])", r"\\s+", expanded)


def _parts(raw: Mapping[str, Mapping[str, Any]]) -> Mapping[str, Mapping[str, tuple[int, int]]]:
    for part, table in raw.items():
        _expect(f"[parts.{part}]", table, {"week", "month", "year", "decade"})
        for unit, pair in table.items():
            if not (isinstance(pair, list) and len(pair) == 2 and all(type(n) is int for n in pair)):
                raise KnowledgeError(f"{_FILE}, parts.{part}.{unit}: expected two whole numbers, found {pair!r}")
            number_in(pair[0], f"{_FILE}, parts.{part}.{unit}", least=1, most=31)
            number_in(pair[1], f"{_FILE}, parts.{part}.{unit}", least=-1, most=31)
    return {part: {unit: (pair[0], pair[1]) for unit, pair in table.items()} for part, table in raw.items()}


def _cues(raw: Mapping[str, Any]) -> Mapping[str, frozenset[str]]:
    for key, entries in raw.items():
        if not isinstance(entries, list) or not entries or not all(isinstance(e, str) and e for e in entries):
            raise KnowledgeError(f"{_FILE}, cues.{key}: expected a list of texts, none empty")
    return {key: frozenset(entry.lower() for entry in entries) for key, entries in raw.items()}


def _carriers(names: Mapping[str, Mapping[str, Any]]) -> tuple[str, ...]:
    """Return the beginnings of the words that carry a rule, for the cheap test that most texts without a time fail."""
    words = sorted({w for name in _CARRIERS for w in names[name]})
    return tuple(w for i, w in enumerate(words) if not any(w.startswith(other) for other in words[:i]))
