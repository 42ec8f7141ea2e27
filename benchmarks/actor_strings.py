"""Score what the words for an actor say of its country and its sector, by exact match with what the set expects.

A case expects fields of a description in a small expression; `expected` reads it. The set's sectors are translated to
our kinds by `SECTORS`, its countries are ISO alpha-3, and for organisations of states a word of its own (`BODIES`).
What is scored: "country and sector" over all cases that expect a country or a first sector (both must be right where
both are expected, and that nothing is said where nothing is expected); "second sector" and "name" (the title of a
page of an encyclopedia, which has to be a spelling of who or what was found) where the case expects one.
What is not: the page's text, its job title, the pattern that matched, and cases without words; their number is told.
A case that expects the first sector to be two things means the first and the second. Cases that the set itself marks
as failing are scored as the others.

The set speaks of "today" or names no day in most cases; what it expects of office holders held together only in
autumn 2022, so `TODAY` is fixed there.
"""

from __future__ import annotations

import ast
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from benchmarks.common import SHARED, Figures, digest_of, run_as_module
from dateline.knowledge.actors import open_actors, open_countries
from dateline.knowledge.actors.known import open_known
from dateline.knowledge.describing import Description, describe
from dateline.knowledge.names import name_key

TODAY = date(2022, 11, 15)
# The set's sectors, and the kinds of ours that are such; "breakaway" is the government of a state not recognised.
SECTORS: dict[str, set[str | None]] = {
    "": {None},
    "UNK": {None},
    "AGR": {"agriculture"},
    "BUD": {"religious"},
    "BUS": {"business"},
    "COP": {"police"},
    "CRM": {"criminal"},
    "CVL": {"civilian"},
    "EDU": {"education"},
    "ELI": {"elite"},
    "GOV": {"government", "diplomat"},
    "HLH": {"health"},
    "JRN": {"journalist", "media"},
    "JUD": {"judiciary"},
    "LAB": {"labor"},
    "LEG": {"legislature"},
    "MED": {"health"},
    "MIL": {"military"},
    "NGO": {"ngo"},
    "OPP": {"opposition", "protester"},
    "PRE": {"breakaway"},
    "PRM": {"militia"},
    "PTY": {"party"},
    "REB": {"rebel"},
    "REF": {"refugee"},
    "REL": {"religious"},
    "SOC": {"tribal", "ethnic"},
    "SPY": {"intelligence"},
}
# What stands for a country where an actor is part of an organisation of states.
BODIES = {"united-nations": "UNO", "european-union": "EUR"}
OTHER_BODY = "IGO"
_EXPRESSION = re.compile(r"^(?P<of>\w+)(?:\[['\"](?P<field>\w+)['\"]\])?\s*(?P<how>==|!=|is)\s*(?P<value>.+)$")
_FIELDS = {
    "cc": "country",
    "country": "country",
    "code_1": "first",
    "code_2": "second",
    "wiki": "name",
    "title": "name",
}
_DAYS = ("%Y-%m-%d", "%d %B %Y", "%B %d, %Y")


@dataclass(frozen=True)
class Check:
    """Say what a field of the answer has to be, or (`unequal`) may not be."""

    field: str
    value: str
    unequal: bool = False


def expected(expressions: list[str], fields: Mapping[str, str] | None) -> tuple[list[Check], int]:
    """Read the expressions of a case; returns the checks, and how many expressions cannot be compared.

    >>> expected(["code['country'] == 'FRA'", "code['code_1'] == 'GOV'", "code['actor_wiki_job'] == 'Minister'"], None)
    ([Check(field='country', value='FRA', unequal=False), Check(field='first', value='GOV', unequal=False)], 1)
    """
    checks: list[Check] = []
    left_out = 0
    for expression in expressions:
        if expression in ("not code", "code is None", "code == None"):
            checks.append(Check("nothing", ""))
            continue
        read = _EXPRESSION.match(expression)
        field = _FIELDS.get((read["field"] or read["of"]) if read else "")
        if read is None or field is None or "?" in read["value"]:
            left_out += 1
            continue
        given = re.match(r"d\[['\"](\w+)['\"]\]$", read["value"])
        value = (fields or {}).get(given[1], "") if given else ast.literal_eval(read["value"])
        if field == "first" and any(c.field == "first" for c in checks):
            field = "second"
        if field == "name" and value == "":
            left_out += 1
            continue
        checks.append(Check(field, value, read["how"] == "!="))
    return checks, left_out


def asked(case: Mapping[str, Any]) -> tuple[str, str | None, date] | None:
    """Return the words, the context and the day of a case; None where it gives no words."""
    fields, more = case["fields"] or {}, case["kwargs"] or {}
    given = [*(case["args"] or [fields.get("actor"), fields.get("context"), fields.get("date")]), None, None][:3]
    words, context, day = given
    if not words:
        return None
    return words, context or more.get("country"), day_of(more.get("query_date") or day)


def day_of(said: str | None) -> date:
    """Return the day of a date as it is written in the set; what is none is `TODAY`.

    >>> day_of("10 May 2015"), day_of("today") == TODAY
    (datetime.date(2015, 5, 10), True)
    """
    for form in _DAYS:
        try:
            return datetime.strptime(said or "", form).date()
        except ValueError:
            continue
    return TODAY


def kinds_of(found: Description) -> tuple[str | None, str | None]:
    """Return the first and second kind as the set orders them: an organ of a state first, protesters as civilians."""
    if found.role == "breakaway-state":
        return "breakaway", None
    if found.kind == "protester":
        return "civilian", "protester"
    if found.kind == "media" and found.second == "government":
        return "government", "media"
    if found.kind == "igo":
        return found.second, None
    return found.kind, found.second


def country_of(found: Description) -> str:
    """Return the country as the set writes it."""
    if found.country:
        return open_countries().by_code[found.country].iso3
    if found.body:
        return BODIES.get(found.body, OTHER_BODY)
    return OTHER_BODY if found.kind == "igo" else ""


def names_of(found: Description) -> set[str]:
    """Return the keys of all that who or what was found is called."""
    called = {found.place} if found.place else set()
    if found.actor:
        called.add(found.actor.name)
        entry = open_actors().entry(found.actor)
        known = open_known().by_id.get(found.actor.id) or open_known().of(found.actor)
        called.update(entry.spellings if entry else ())
        called.update(known.spellings if known else ())
    return {name_key(name) for name in called}


def holds(check: Check, found: Description) -> bool:
    """Tell whether an answer is as a check wants it."""
    first, second = kinds_of(found)
    match check.field:
        case "nothing":
            return found.says_nothing
        case "country":
            right = country_of(found) == check.value
        case "first":
            right = first in SECTORS.get(check.value, set())
        case "second":
            right = second in SECTORS.get(check.value, set())
        case _:
            right = name_key(re.sub(r" \(.*\)$", "", check.value)) in names_of(found)
    return right != check.unequal


def answers(folder: Path) -> Iterator[tuple[dict[str, Any], list[Check], int, Description | None]]:
    """Return every case with its checks, the number of expressions left out and the answer."""
    for line in (folder / "cases.jsonl").read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        checks, left_out = expected(case["expect"], case["fields"])
        question = asked(case)
        answer = describe(question[0], context=question[1], on=question[2]) if question else None
        yield case, checks, left_out, answer


def measure(folder: Path) -> Figures:
    """Describe the words of every case and compare."""
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    without_words = without_checks = left_out = items = 0
    errors = []
    for case, checks, uncompared, found in answers(folder):
        left_out += uncompared
        if found is None or not checks:
            without_words += found is None
            without_checks += found is not None
            continue
        items += 1
        scores = {
            "country and sector": [c for c in checks if c.field in ("country", "first", "nothing")],
            "second sector": [c for c in checks if c.field == "second"],
            "name": [c for c in checks if c.field == "name"],
            "all": checks,
        }
        wrong = []
        for name, wanted in scores.items():
            if wanted:
                total[name] += 1
                good = all(holds(c, found) for c in wanted)
                right[name] += good
                wrong += [] if good else [name]
        if wrong:
            said = f"{country_of(found)} {kinds_of(found)} {found.actor.id if found.actor else None} {found.place}"
            errors.append(f"{', '.join(wrong)}: {case['args'] or case['fields']} {case['expect']} <- {said}")
    lines = [
        "; ".join(f"{name} {right[name]}/{total[name]}" for name in total),
        f"left out: {without_words} cases without words, {without_checks} without anything to compare, "
        f"{left_out} single expressions",
    ]
    return Figures(
        "actor_strings",
        items,
        digest_of([folder / "cases.jsonl"]),
        {name: right[name] / total[name] for name in total},
        lines=lines,
        errors=errors,
    )


if __name__ == "__main__":
    sys.exit(run_as_module(measure, default=SHARED / "benchmarks" / "actor_strings", marker="cases.jsonl"))
