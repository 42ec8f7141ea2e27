"""What decides how an incident is graded, read from `data/grading.toml`.

Invariant: which kinds of voices differ, whose denial counts, what takes a report back and what makes an Admiralty
number stand in the file and nowhere else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from importlib import resources
from typing import Any, TypeVar

from dateline.data_files import number_in, read_toml, table_in, words_in
from dateline.errors import KnowledgeError
from dateline.knowledge.names import fold
from dateline.model import Credibility, Disputed, EventType, Grade, VoiceKind

__all__ = ["CredibilityRule", "GradingRules", "grading_rules"]

E = TypeVar("E", bound=StrEnum)

_KEYS = {"families", "boast", "denial", "retraction", "credibility"}
_GAP = r"(?: \w+){0,6}"  # what `*` stands for


@dataclass(frozen=True, slots=True)
class CredibilityRule:
    """Hold one rule for the number: it fits where all that is given fits."""

    number: Credibility
    grades: frozenset[Grade]
    effective: float
    outlets: int
    against: bool
    checkable: bool

    def fits(self, grade: Grade, effective: float, *, outlets: int, against: bool, checkable: bool) -> bool:
        """Tell whether the rule is for such an incident."""
        return (
            (not self.grades or grade in self.grades)
            and effective >= self.effective
            and outlets >= self.outlets
            and (against or not self.against)
            and (checkable or not self.checkable)
        )


@dataclass(frozen=True, slots=True)
class GradingRules:
    """Hold the content of `data/grading.toml`."""

    families: Mapping[VoiceKind, str]
    boasts: frozenset[EventType]
    deniers: frozenset[VoiceKind]
    contested: frozenset[Disputed]
    retracting: re.Pattern[str]
    credibility: tuple[CredibilityRule, ...]

    def families_of(self, kinds: Iterable[VoiceKind]) -> frozenset[str]:
        """Return the families of kinds of voices; a kind that says nothing of how it knows has none."""
        return frozenset(self.families[kind] for kind in kinds if kind in self.families)

    def takes_back(self, sentence: str) -> bool:
        """Tell whether a sentence says that something told before is taken back.

        >>> rules = grading_rules()
        >>> rules.takes_back("The agency said its earlier report of nine dead was wrong.")
        True
        >>> rules.takes_back("The army withdrew its men.")
        False
        """
        return self.retracting.search(f" {fold(sentence)} ") is not None

    def number(self, grade: Grade, effective: float, *, outlets: int, against: bool, checkable: bool) -> Credibility:
        """Return the number of the first rule that fits."""
        for rule in self.credibility:
            if rule.fits(grade, effective, outlets=outlets, against=against, checkable=checkable):
                return rule.number
        return Credibility.UNKNOWN


@lru_cache(maxsize=1)
def grading_rules() -> GradingRules:
    """Return the rules. Raises KnowledgeError where the file breaks its schema."""
    return _rules_from(read_toml(resources.files(__package__).joinpath("data/grading.toml")))


def _rules_from(raw: dict[str, Any]) -> GradingRules:
    where = "grading.toml"
    if set(raw) != _KEYS:
        raise KnowledgeError(f"{where}: missing or unknown: {sorted(set(raw) ^ _KEYS)}")
    families: dict[VoiceKind, str] = {}
    for family, kinds in table_in(raw["families"], f"{where}, families").items():
        for kind in _members(kinds, VoiceKind, f"{where}, families.{family}"):
            if families.setdefault(kind, family) != family:
                raise KnowledgeError(f"{where}, families.{family}: {kind.value!r} is in {families[kind]!r} too")
    denial = table_in(raw["denial"], f"{where}, denial")
    retraction = words_in(table_in(raw["retraction"], f"{where}, retraction").get("phrases"), f"{where}, retraction")
    if not isinstance(raw["credibility"], list):
        raise KnowledgeError(f"{where}, credibility: expected a list of rules, found {raw['credibility']!r}")
    return GradingRules(
        families,
        frozenset(_members(table_in(raw["boast"], f"{where}, boast").get("types"), EventType, f"{where}, boast")),
        frozenset(_members(denial.get("kinds"), VoiceKind, f"{where}, denial.kinds")),
        frozenset(_members(denial.get("contested"), Disputed, f"{where}, denial.contested")),
        re.compile("|".join(_pattern(phrase) for phrase in retraction)),
        tuple(_rule(rule, f"{where}, credibility {n}") for n, rule in enumerate(raw["credibility"], 1)),
    )


def _members(value: object, kind: type[E], where: str) -> list[E]:
    """Return the members of an enumeration that a list names."""
    found = []
    for word in words_in(value, where, lower=False):
        try:
            found.append(kind(word))
        except ValueError:
            raise KnowledgeError(f"{where}: {word!r} is none of {sorted(m.value for m in kind)}") from None
    return found


def _pattern(phrase: str) -> str:
    words = [fold(part) for part in phrase.split("*")]
    return " " + _GAP.join(re.escape(part) if n == 0 else " " + re.escape(part) for n, part in enumerate(words)) + " "


def _rule(raw: object, where: str) -> CredibilityRule:
    table = table_in(raw, where)
    if not {"number"} <= set(table) <= {"number", "grade", "effective", "outlets", "against", "checkable"}:
        raise KnowledgeError(f"{where}: needs a number, and may have grade, effective, outlets, against, checkable")
    for name in ("against", "checkable"):
        if not isinstance(table.get(name, False), bool):
            raise KnowledgeError(f"{where}, {name}: expected true or false, found {table[name]!r}")
    try:
        number = Credibility(table["number"])
    except ValueError:
        raise KnowledgeError(f"{where}: a number is one of 1 to 6, as words; found {table['number']!r}") from None
    grades = _members(table.get("grade", []), Grade, f"{where}, grade")
    effective = number_in(table.get("effective", 0), f"{where}, effective", least=0, most=100)
    outlets = int(number_in(table.get("outlets", 0), f"{where}, outlets", least=0, most=100))
    against, checkable = table.get("against", False), table.get("checkable", False)
    return CredibilityRule(number, frozenset(grades), effective, outlets, against, checkable)
