"""The words that say how a value is meant, read once from `data/words.toml`.

Invariant: a file that breaks its schema is a KnowledgeError that names the entry.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

from dateline.data_files import number_in, read_toml, table_in, words_in
from dateline.errors import KnowledgeError
from dateline.model import COUNTS
from dateline.reconciling.incidents.contradictions.phrases import absent, any_of, between, whoever_was

__all__ = ["Phase", "Words", "any_of", "check_keys", "words", "words_from"]

_FILE = "words.toml"
# Words between a figure and what says of it that others are counted elsewhere.
_A_FEW = r"(?:\s+[\w'’-]+){0,4}?\s+"
_LISTS = (
    "anybody",
    "people",
    "apart",
    "civil",
    "anybody_in",
    "whoever",
    "blaming",
    "no_names",
    "roles",
    "small",
    "any_act",
    "partial",
    "and_more",
    "loose",
    "bomber",
    "superseded",
    "rising",
    "night",
    "weekdays",
    "joint",
    "of_death",
    "attempted",
    "of_wounds",
    "placing",
    "alike_sides",
    "crowd",
    "undone",
    "intended",
    "unaware",
    "involvement",
    "repeated",
    "lasting",
    "of_theirs",
    "pronouns",
    "that",
    "said_aside",
    "adjunct",
    "clause",
    "not_who",
    "will",
    "happening",
    "on_day",
    "saying_on",
    "some_of",
    "nobody_in_particular",
    "at_all",
    "others",
    "besides",
    "single",
    "whole",
    "both",
    "none_of",
    "up_to",
    "received",
    "taken",
    "intent",
    "not_the_act",
    "doubting",
    "indefinite",
    "bearing",
    "beyond",
    "alike_people",
    "plainly_not",
    "over_midnight",
    "reckoned",
    "elsewhen",
    "pronoun_first",
    "pronoun_in",
    "counted_on",
    "said_by_pronoun",
    "areas",
    "settled",
    "households",
    "costing",
    "told_from",
    "ordering",
    "coordinate",
    "bodies",
)


@dataclass(frozen=True, slots=True)
class Phase:
    """Hold the words for one phase of what lasts, and how it is told ("it began")."""

    pattern: re.Pattern[str]
    told: str


@dataclass(frozen=True, slots=True)
class Words:
    """Hold the data file; its comments say what each entry is for."""

    anybody: frozenset[str]
    people: frozenset[str]
    apart: frozenset[str]
    civil: frozenset[str]
    anybody_in: frozenset[str]
    whoever: frozenset[str]
    blaming: re.Pattern[str]
    no_names: frozenset[str]
    roles: re.Pattern[str]
    small: frozenset[str]
    any_act: frozenset[str]
    partial: re.Pattern[str]
    and_more: re.Pattern[str]
    loose: re.Pattern[str]
    bomber: re.Pattern[str]
    superseded: re.Pattern[str]
    rising: re.Pattern[str]
    night: re.Pattern[str]
    joint: re.Pattern[str]
    of_death: frozenset[str]
    attempted: re.Pattern[str]
    of_wounds: re.Pattern[str]
    placing: re.Pattern[str]
    placing_name: re.Pattern[str]
    weekdays: tuple[str, ...]
    weekday: re.Pattern[str]
    counted: Mapping[str, str]
    counted_one: Mapping[str, str]
    claimed: Mapping[str, str]
    sides: Mapping[str, str]
    alike_sides: frozenset[str]
    crowd: frozenset[str]
    undone: re.Pattern[str]
    intended: re.Pattern[str]
    unaware: re.Pattern[str]
    involvement: re.Pattern[str]
    repeated: re.Pattern[str]
    lasting: re.Pattern[str]
    of_theirs: re.Pattern[str]
    pronouns: re.Pattern[str]
    that: re.Pattern[str]
    said_aside: re.Pattern[str]
    adjunct: re.Pattern[str]
    clause: re.Pattern[str]
    not_who: re.Pattern[str]
    will: re.Pattern[str]
    happening: re.Pattern[str]
    on_day: re.Pattern[str]
    saying_on: re.Pattern[str]
    some_of: re.Pattern[str]
    nobody_in_particular: frozenset[str]
    at_all: re.Pattern[str]
    others: re.Pattern[str]
    besides: re.Pattern[str]
    single: frozenset[str]
    whole: re.Pattern[str]
    both: re.Pattern[str]
    none_of: re.Pattern[str]
    up_to: re.Pattern[str]
    received: re.Pattern[str]
    taken: frozenset[str]
    intent: re.Pattern[str]
    not_the_act: re.Pattern[str]
    undoubted: re.Pattern[str]
    indefinite: re.Pattern[str]
    bearing: re.Pattern[str]
    beyond: re.Pattern[str]
    alike_people: frozenset[str]
    plainly_not: re.Pattern[str]
    over_midnight: re.Pattern[str]
    reckoned: re.Pattern[str]
    elsewhen: re.Pattern[str]
    pronoun_first: re.Pattern[str]
    pronoun_in: re.Pattern[str]
    counted_on: re.Pattern[str]
    said_by_pronoun: re.Pattern[str]
    whoever_was: re.Pattern[str]
    harming: re.Pattern[str]
    areas: frozenset[str]
    settled: frozenset[str]
    households: re.Pattern[str]
    costing: re.Pattern[str]
    told_from: re.Pattern[str]
    ordering: re.Pattern[str]
    coordinate: re.Pattern[str]
    bodies: re.Pattern[str]
    hours: Mapping[str, re.Pattern[str]]
    denying: re.Pattern[str]
    negating: re.Pattern[str]
    before_noun: re.Pattern[str]
    after_noun: re.Pattern[str]
    presence: re.Pattern[str]
    until_now: re.Pattern[str]
    doer_before: re.Pattern[str]
    doer_after: re.Pattern[str]
    doer_between: re.Pattern[str]
    forms: Mapping[str, str]
    endings: tuple[tuple[str, str], ...]
    phases: Mapping[str, Phase]
    phase_reach: int


@lru_cache(maxsize=1)
def words() -> Words:
    """Read the shipped words once; raises KnowledgeError where the file breaks its schema."""
    return words_from(read_toml(resources.files(__package__).joinpath("data/words.toml")))


def words_from(raw: Mapping[str, Any]) -> Words:
    """Check the tables of a words file and make them ready; raises KnowledgeError naming the entry that is wrong."""
    check_keys(
        raw,
        {
            *_LISTS,
            "hours",
            "counted",
            "counted_one",
            "phases",
            "sides",
            "denials",
            "doers",
            "claimed",
            "forms",
            "endings",
        },
        _FILE,
    )
    lists = {name: words_in(raw[name], f"{_FILE}, {name}") for name in _LISTS}
    if len(lists["weekdays"]) != 7:
        raise KnowledgeError(f"{_FILE}, weekdays: expected seven names, Monday first, found {len(lists['weekdays'])}")
    counted = table_in(raw["counted"], f"{_FILE}, counted")
    check_keys(counted, set(COUNTS), f"{_FILE}, counted")
    counted_one = table_in(raw["counted_one"], f"{_FILE}, counted_one")
    check_keys(counted_one, set(COUNTS), f"{_FILE}, counted_one")
    phases = dict(table_in(raw["phases"], f"{_FILE}, phases"))
    reach = number_in(phases.pop("reach", None), f"{_FILE}, phases, reach", least=1, most=1000)
    hours = dict(sorted(table_in(raw["hours"], f"{_FILE}, hours").items()))
    sides = table_in(raw["sides"], f"{_FILE}, sides")
    denials = table_in(raw["denials"], f"{_FILE}, denials")
    check_keys(
        denials, {"denying", "negating", "before_noun", "after_noun", "until_now", "forces"}, f"{_FILE}, denials"
    )
    doers = table_in(raw["doers"], f"{_FILE}, doers")
    check_keys(doers, {"of", "on", "it_was", "who", "whoever", "harming"}, f"{_FILE}, doers")
    return Words(
        anybody=frozenset(lists["anybody"]),
        people=frozenset(lists["people"]),
        apart=frozenset(lists["apart"]),
        civil=frozenset(lists["civil"]),
        anybody_in=frozenset(lists["anybody_in"]),
        whoever=frozenset(lists["whoever"]),
        blaming=any_of(lists["blaming"]),
        no_names=frozenset(lists["no_names"]),
        roles=any_of(lists["roles"]),
        small=frozenset(lists["small"]),
        any_act=frozenset(_sense(name) for name in lists["any_act"]),
        partial=re.compile(r"[\s,]*" + any_of(lists["partial"]).pattern, re.IGNORECASE),
        and_more=re.compile(r"[\s,]*" + any_of(lists["and_more"]).pattern, re.IGNORECASE),
        loose=any_of(plural for word in lists["loose"] for plural in (word, f"{word}s")),
        bomber=any_of(lists["bomber"]),
        superseded=any_of(lists["superseded"]),
        rising=any_of(lists["rising"]),
        night=any_of(lists["night"]),
        joint=any_of(lists["joint"]),
        of_death=frozenset(_sense(name) for name in lists["of_death"]),
        of_wounds=any_of(lists["of_wounds"]),
        attempted=any_of(lists["attempted"]),
        placing=re.compile(any_of(lists["placing"]).pattern + r"\s+", re.IGNORECASE),
        placing_name=re.compile(f"(?i:{any_of(lists['placing']).pattern})" + r"\s+[A-Z][\w'’-]+"),
        weekdays=tuple(lists["weekdays"]),
        weekday=re.compile(rf"\b(?:(?:early|late)\s+)?(?:on\s+)?(?P<weekday>{'|'.join(lists['weekdays'])})\b", re.I),
        claimed={kind: str(told) for kind, told in table_in(raw["claimed"], f"{_FILE}, claimed").items()},
        counted={name: str(words) for name, words in counted.items()},
        counted_one={name: str(words) for name, words in counted_one.items()},
        crowd=frozenset(lists["crowd"]),
        undone=any_of(lists["undone"]),
        intended=any_of(lists["intended"]),
        unaware=any_of(lists["unaware"]),
        involvement=any_of(lists["involvement"]),
        at_all=any_of(lists["at_all"]),
        others=any_of(lists["others"]),
        besides=re.compile(_A_FEW + any_of(lists["besides"]).pattern, re.IGNORECASE),
        single=frozenset(lists["single"]),
        over_midnight=any_of(lists["over_midnight"]),
        reckoned=any_of(lists["reckoned"]),
        elsewhen=any_of(lists["elsewhen"]),
        pronoun_first=re.compile(r"[\s\"“”'‘’(]*" + any_of(lists["pronoun_first"]).pattern, re.IGNORECASE),
        pronoun_in=any_of(lists["pronoun_in"]),
        counted_on=any_of(lists["counted_on"]),
        said_by_pronoun=any_of(lists["said_by_pronoun"]),
        harming=any_of(words_in(doers["harming"], f"{_FILE}, doers.harming")),
        whoever_was=whoever_was(words_in(doers["whoever"], f"{_FILE}, doers.whoever")),
        areas=frozenset(lists["areas"]),
        settled=frozenset(lists["settled"]),
        households=re.compile(r"^\s*(?:[\w'’-]+\s+){0,2}?" + any_of(lists["households"]).pattern, re.IGNORECASE),
        costing=re.compile(
            any_of(lists["costing"]).pattern + r"\s+(?:the\s+)?(?P<whom>[^,;.]{3,40}?)\s*$", re.IGNORECASE
        ),
        told_from=re.compile(any_of(lists["told_from"]).pattern + r"\s*$", re.IGNORECASE),
        bodies=any_of(lists["bodies"]),
        ordering=any_of(lists["ordering"]),
        coordinate=re.compile(any_of(lists["coordinate"]).pattern + r"\s+(?:(?-i:[a-z]+)\s+)?$", re.IGNORECASE),
        plainly_not=any_of(lists["plainly_not"]),
        received=any_of(lists["received"]),
        taken=frozenset(lists["taken"]),
        intent=any_of(lists["intent"]),
        not_the_act=re.compile(r"\s+" + any_of(lists["not_the_act"]).pattern, re.IGNORECASE),
        undoubted=re.compile(
            any_of(words_in(denials["negating"], f"{_FILE}, denials.negating")).pattern
            + _A_FEW
            + any_of(lists["doubting"]).pattern,
            re.IGNORECASE,
        ),
        indefinite=re.compile(r"^\s*" + any_of(lists["indefinite"]).pattern + r"\s+(?!of\b)", re.IGNORECASE),
        bearing=any_of(lists["bearing"]),
        beyond=any_of(lists["beyond"]),
        alike_people=frozenset(lists["alike_people"]),
        up_to=re.compile(any_of(lists["up_to"]).pattern + r"\s*$", re.IGNORECASE),
        none_of=any_of(lists["none_of"]),
        both=re.compile(any_of(lists["both"]).pattern + r"\s+(?:[\w'’-]+\s+){0,3}$", re.IGNORECASE),
        whole=re.compile(any_of(lists["whole"]).pattern + r"\s+(?:[\w'’-]+\s+){0,2}$", re.IGNORECASE),
        nobody_in_particular=frozenset(lists["nobody_in_particular"]),
        some_of=any_of(lists["some_of"]),
        saying_on=any_of(lists["saying_on"]),
        on_day=re.compile(any_of(lists["on_day"]).pattern + r"\s*$", re.IGNORECASE),
        happening=any_of(lists["happening"]),
        will=any_of(lists["will"]),
        not_who=any_of(lists["not_who"]),
        clause=re.compile(r"[\s,:]*(?:" + any_of(lists["clause"]).pattern + r"|\w+ing\b)", re.IGNORECASE),
        adjunct=any_of(lists["adjunct"]),
        said_aside=any_of(lists["said_aside"]),
        that=any_of(lists["that"]),
        pronouns=any_of(lists["pronouns"]),
        of_theirs=re.compile(r"^\s*" + any_of(lists["of_theirs"]).pattern, re.IGNORECASE),
        lasting=any_of(lists["lasting"]),
        repeated=any_of(lists["repeated"]),
        hours={name: any_of(words_in(w, f"{_FILE}, hours.{name}")) for name, w in hours.items()},
        alike_sides=frozenset(lists["alike_sides"]),
        sides={kind: side for side, kinds in sides.items() for kind in words_in(kinds, f"{_FILE}, sides.{side}")},
        denying=any_of(words_in(denials["denying"], f"{_FILE}, denials.denying")),
        negating=any_of(words_in(denials["negating"], f"{_FILE}, denials.negating")),
        before_noun=any_of(words_in(denials["before_noun"], f"{_FILE}, denials.before_noun")),
        after_noun=any_of(words_in(denials["after_noun"], f"{_FILE}, denials.after_noun")),
        presence=absent(words_in(denials["forces"], f"{_FILE}, denials.forces")),
        until_now=any_of(words_in(denials["until_now"], f"{_FILE}, denials.until_now")),
        doer_before=any_of(words_in(doers["of"], f"{_FILE}, doers.of")),
        doer_after=any_of(words_in(doers["on"], f"{_FILE}, doers.on")),
        doer_between=between(
            words_in(doers["it_was"], f"{_FILE}, doers.it_was"), words_in(doers["who"], f"{_FILE}, doers.who")
        ),
        forms={form: str(lemma) for form, lemma in table_in(raw["forms"], f"{_FILE}, forms").items()},
        endings=tuple(_pair(pair) for pair in words_in(raw["endings"].get("pairs"), f"{_FILE}, endings.pairs")),
        phases={name: _phase(phase, f"{_FILE}, phases.{name}") for name, phase in sorted(phases.items())},
        phase_reach=int(reach),
    )


def check_keys(table: Mapping[str, Any], wanted: set[str], where: str) -> None:
    """Raise a KnowledgeError naming `where` unless a table has just the `wanted` keys."""
    if set(table) != wanted:
        raise KnowledgeError(f"{where}: expected the entries {sorted(wanted)}, found {sorted(table)}")


def _phase(raw: object, where: str) -> Phase:
    table = table_in(raw, where)
    check_keys(table, {"words", "told"}, where)
    return Phase(any_of(words_in(table["words"], where)), str(table["told"]))


def _pair(text: str) -> tuple[str, str]:
    ending, colon, instead = text.partition(":")
    if not ending or not colon:
        raise KnowledgeError(
            f"{_FILE}, endings.pairs: expected an ending, a colon and what replaces it, found {text!r}"
        )
    return ending, instead


def _sense(name: str) -> str:
    type_, _, rest = name.partition(".")
    return f"{type_.upper()}.{rest}"
