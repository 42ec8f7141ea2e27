"""Of whom an outcome is told: the name that a sentence binds to it, or people by what they are and how many.

Invariant: a group, a country and whoever only says so are nobody's name, and people without a name are the same only
where they are one ("the pilot"), all of them ("the hostages"), or as many.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection
from functools import lru_cache

from dateline.finding.number_words import number_of, number_words
from dateline.knowledge.actors import open_actors, open_all_countries
from dateline.knowledge.names import name_key
from dateline.reconciling.incidents.contradictions.naming import names_in
from dateline.reconciling.incidents.contradictions.words import words

__all__ = ["are_same", "bound_back", "bound_to"]

_PASSIVE = re.compile(r"\b(?:was|were|is|are|been|being|be|got)(?:\s+\w+ly)?\s+$", re.IGNORECASE)
_NOUN = re.compile(r"[A-Za-z][A-Za-z-]+")
# A clause that a pronoun of a person opens.
_HE = re.compile(r"\W*(?:he|she)\b", re.IGNORECASE)
_OWNED = re.compile(r"\bof\s+(?:the\s+|a\s+|an\s+)?(?:[a-z-]+\s+){0,2}$")
# Letters before a name in which it is told whose it is.
_WITHIN = 30
# Between a name and what it says: a clause about it, or a word like "previously".
_ASIDE = r"(?:\s*,[^,]{1,60},)?(?:\s+(?:has|had|have|also|later|\w+ly))*\s+"
# Between two names of a list.
_AND = r",?\s+and\s+"
_ROLE = "role:"


def are_same(one: Collection[str], other: Collection[str]) -> bool:
    """Tell whether those of whom two outcomes are told share a name, or are the same sort of people and as many.

    >>> are_same({"role:hostage:3"}, {"role:hostage:"}), are_same({"role:hostage:3"}, {"role:hostage:4"})
    (True, False)
    >>> are_same({"hassan", "dahir"}, {"dahir"})
    True
    """
    return any(a == b or _are_as_many(a, b) for a in one for b in other)


def _are_as_many(one: str, other: str) -> bool:
    if not (one.startswith(_ROLE) and other.startswith(_ROLE)):
        return False
    (a, many), (b, as_many) = one.rsplit(":", 1), other.rsplit(":", 1)
    if _ROLE in (a, b):
        return many == as_many  # "all six"
    return a == b and "" in (many, as_many)


def bound_to(sentence: str, start: int, end: int, stands: str) -> frozenset[str]:
    """Return the keys of the name that words from `start` to `end` are said of: the nearest before them in the passive,
    else the nearest after them; where there is none, the sort of people and how many."""
    before, after = sentence[:start], sentence[end:]
    if placing := words().placing.search(after):
        after = after[: placing.start()]  # the name of a place is nobody's
    if stands == "beside":
        return _bound_there(before, after, "after") | _bound_there(before, after, "before")
    if stands == "voice":
        is_passive = _PASSIVE.search(before) or _PASSIVE.search(sentence[start:end].partition(" ")[0] + " ")
        stands = "after" if is_passive or words().pronouns.search(sentence[start:end]) else "before"
    return _bound_there(before, after, stands)


def bound_back(clause: str, before: str) -> frozenset[str]:
    """Return the keys of the only person whom the sentence before names, where a pronoun alone opens a clause.

    >>> sorted(bound_back("He ", "On it Ali Dahir drinks tea."))
    ['ali', 'dahir']
    """
    if _HE.match(clause) is None or names_in(clause):
        return frozenset()
    names = {name_key(name) for name in _who(before)}
    return frozenset(next(iter(names)).split()) if len(names) == 1 else frozenset()


def _bound_there(before: str, after: str, stands: str) -> frozenset[str]:
    names = _listed(_who(before)[::-1], before)[::-1] if stands == "after" else _listed(_who(after), after)
    if stands == "after" and (first := _who(before)[:1]) and before.lstrip().startswith(first[0]):
        names += first  # "Hassan Dahir, a commander from Kismayo, escaped"
    if names:
        return frozenset(key for name in names for key in name_key(name).split())
    return frozenset(_role(before if stands == "after" else after, last=stands == "after"))


def _listed(names: list[str], text: str) -> list[str]:
    """Return the first of some names, with those that a list names beside it: "Omar Dahir and Ali Nur"."""
    listed = names[:1]
    for one, other in itertools.pairwise(names):
        pairs = f"{re.escape(one)}{_AND}{re.escape(other)}", f"{re.escape(other)}{_AND}{re.escape(one)}"
        if not any(re.search(pair, text) for pair in pairs):
            break
        listed.append(other)
    return listed


def _who(text: str) -> list[str]:
    """Return the names of persons in a text, but for those of places, of whom others are or act for, and of who only
    says something."""
    at, found = 0, []
    for name in names_in(text):
        first, last = name.split()[0], name.split()[-1]
        start = max(text.find(first, at), at)
        at = max(text.find(last, start), start) + len(last)
        before = text[max(0, start - _WITHIN) : start]
        is_whose = any(not before[match.end() :].strip() for match in words().not_who.finditer(before))
        if not is_whose and not _is_saying().match(text, at) and not _is_group(name):
            found.append(name)
    return found


@lru_cache(maxsize=1)
def _is_saying() -> re.Pattern[str]:
    return re.compile(_ASIDE + words().saying_on.pattern, re.IGNORECASE)


@lru_cache(maxsize=4096)
def _is_group(name: str) -> bool:
    """Tell whether a name is that of a country, of its people, or of a group that is known."""
    countries = open_all_countries()
    first = name.removesuffix("'s").removesuffix("’s").partition(" ")[0]
    looks = (countries.named, countries.described, countries.peopled)
    if any(look(part) is not None for look in looks for part in {name, first}):
        return True
    index = open_actors()
    return index.match(name) is not None and index.person_named(name) is None


def _role(text: str, *, last: bool) -> list[str]:
    """Return the last, or first, people of a text by what they are and how many: none where they are nobody in
    particular, or some whom nothing tells from others."""
    found = []
    if last and (bare := _bare().search(text)) is not None:
        return [f"{_ROLE}:{number_of(bare[1])}"]  # "all six were killed"
    for match in _NOUN.finditer(text):
        word = match[0].lower()
        is_somebody = word in words().nobody_in_particular or words().roles.fullmatch(word) is not None
        before = text[: match.start()]
        if not is_somebody and _singular(word) != word and (_counted().search(before) or words().both.search(before)):
            is_somebody = number_of(word) is None  # "two surveyors"
        if (
            is_somebody and match[0].islower() and not _OWNED.search(text[: match.start()])
        ):  # "two guards of the minister" are guards
            found.append((word, text[: match.start()]))
    chosen = found[-1:] if last else found[:1]
    return [
        f"{_ROLE}{_singular(word)}:{many}"
        for word, before in chosen
        if word not in words().nobody_in_particular and (many := _how_many(word, before)) is not None
    ]


def _how_many(word: str, before: str) -> str | None:
    """Return how many there are by the words before a noun: "1" of one, "" of all that there are, None of some."""
    if _singular(word) == word:
        return "1"
    if words().both.search(before):
        return "2"
    counted = _counted().search(before)
    if counted is not None:
        number = number_of(counted[1])
        return None if number is None else f"{number}"
    return "" if words().whole.search(before) else None


@lru_cache(maxsize=1)
def _bare() -> re.Pattern[str]:
    return re.compile(
        rf"(?<![\w,.])(?:all|the)\s+({number_words().pattern})\s+(?:of\s+them\s+)?(?:was|were|are|had|have)?\s*(?:been\s+)?$",
        re.I,
    )


@lru_cache(maxsize=1)
def _counted() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w,.])({number_words().pattern})\s+(?:[\w'’-]+\s+){{0,3}}$", re.IGNORECASE)


def _singular(role: str) -> str:
    return role[:-3] + "man" if role.endswith("men") else role.removesuffix("s")
