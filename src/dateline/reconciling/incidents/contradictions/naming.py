"""The names that stand in a sentence, told by their capitals, where no parse is at hand.

Invariant: a name here only ever says that two sentences may speak of the same; nothing is stored of it.
"""

from __future__ import annotations

import re
from functools import lru_cache

from dateline.finding.number_words import number_of
from dateline.knowledge.actors import open_actors, open_all_countries
from dateline.knowledge.names import name_key
from dateline.reconciling.incidents.contradictions.stating import Statement
from dateline.reconciling.incidents.contradictions.words import words

__all__ = ["names_in", "names_of", "topics_in"]

# A capitalised word, and those that follow it, with the small words that stand inside names.
_NAME = re.compile(r"(?<![\w'’-])[A-Z][\w'’-]*(?:[ ](?:(?:al|el|bin|ibn|de|da|la|van|of)[ -])?[A-Z][\w'’-]*)*")

# "MOGADISHU, Somalia, May 3 - ": where and when something was written is not what it is about.
_DATELINE = re.compile(r"^[A-Z]{3}[A-Z' -]*(?:,[^-–—]{0,40})?\s*(?:\([^)]{1,30}\)\s*)?(?:--|[-–—])\s")


def names_in(text: str) -> list[str]:
    """Return the names in the order in which they stand, without the days and months, and without a title before them.

    >>> names_in("On Monday troops arrested Omar al-Bashir in Khartoum")
    ['Omar al-Bashir', 'Khartoum']
    """
    found = []
    text = _DATELINE.sub(lambda match: " " * len(match[0]), text)
    for match in _NAME.finditer(text):
        kept = [part for part in match[0].split() if not _is_no_name(part)]
        if kept and not (match.start() == 0 and len(kept) == 1 and kept[0].islower()):
            found.append(" ".join(kept))
    return found


@lru_cache(maxsize=4096)
def _is_no_name(word: str) -> bool:
    """Tell whether a capitalised word only begins a sentence or gives a time, a title or a number."""
    plain = word.lower().removesuffix("'s").removesuffix("’s").rstrip("'’")
    return plain in words().no_names or number_of(plain) is not None


def names_of(statement: Statement) -> frozenset[str]:
    """Return the keys of the names in a report's sentence that say what it is about: not who acts, nor who speaks, nor
    countries and their people; and the places that it was coded with."""
    report = statement.report
    others = (*report.actors, *report.recipients, *report.voices)
    strange = {key for one in others for key in name_key(one.evidence.words).split()}
    return (topics_in(report.sentence.words) - strange) | {f"place:{p.place.id}" for p in report.places}


@lru_cache(maxsize=1 << 14)
def topics_in(text: str) -> frozenset[str]:
    """Return the keys of the names in a text that are neither countries and their people nor actors that are known.

    >>> sorted(topics_in("Russian troops and Boko Haram left Baga"))
    ['baga']
    """
    return frozenset(
        key
        for name in names_in(text)
        if not _is_actor(name)
        for word in (part.removesuffix("'s").removesuffix("’s") for part in name.split())
        if not _is_land(word)
        for key in name_key(word).split()
    )


def _is_actor(name: str) -> bool:
    """Tell whether a name is that of a known actor; a capital may stand for its government, and is a place first."""
    actor = open_actors().match(name)
    return actor is not None and not actor.id.endswith(":government") and actor.country != actor.id


@lru_cache(maxsize=4096)
def _is_land(word: str) -> bool:
    countries = open_all_countries()
    return any(look(word) is not None for look in (countries.named, countries.described, countries.peopled))
