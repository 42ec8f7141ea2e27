"""Patterns for phrases of the data, as they are looked for in a sentence: whole words, whatever their case."""

from __future__ import annotations

import re
from collections.abc import Iterable

__all__ = ["absent", "any_of", "between", "whoever_was"]


# How "..." between two words is written as a pattern, and what it stands for.
_GAP = r"\s+\.\.\.\s+"
_A_FEW = r"(?:\s+[\w’-]+){0,8}?\s+"


def any_of(phrases: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern for any of the phrases, as whole words, the longest first, whatever their case.

    "..." in a phrase stands for up to eight words of the same clause.

    >>> any_of(["late", "late on"]).search("It came Late  on Monday.")[0]
    'Late  on'
    >>> any_of(["siege ... lifted"]).search("The siege of Kilo was lifted.")[0]
    'siege of Kilo was lifted'
    """
    longest = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    told = (r"\s+".join(map(re.escape, phrase.split())) for phrase in longest)
    spaced = "|".join(one.replace(_GAP, _A_FEW) for one in told).replace("'", "['’]")
    return re.compile(rf"(?<!\w)(?:{spaced})(?!\w)", re.IGNORECASE)


def between(before: Iterable[str], after: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern for what stands before a few words that others close: "it was ... who"."""
    few = r"(?=\s+(?:[\w'’-]+\s+){1,6}"
    return re.compile(any_of(before).pattern + few + any_of(after).pattern + ")", re.IGNORECASE)


def whoever_was(people: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern for what stands before those who somebody was: "the men who shot him were"."""
    return re.compile(
        rf"\b(?:the|these|those)\s+{any_of(people).pattern}(?:\s+(?:who|that)\b[^.;:]{{1,110}}?)?"
        r"\s+(?:were|was|had been)\s+(?:all\s+|in fact\s+)?(?=(?:(?:the|a|an|from|members|men|soldiers)\s+)*\S)",
        re.IGNORECASE,
    )


def absent(forces: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern for what says that nobody of a force was there: "no Kilo soldier has ever been in Lima"."""
    there = r"(?:in|at|near|inside|anywhere|there|present|set\s+foot|entered|within)\b"
    of_them = any_of(forces).pattern
    return re.compile(
        rf"\b(?:no|not\s+(?:a\s+single|one)|none\s+of)\s+(?:[\w'’-]+\s+){{0,3}}?{of_them}(?:\s+[\w'’-]+){{0,2}}?"
        rf"\s+(?:was|were|is|are|has|have|had)\s+(?:ever\s+|even\s+)?(?:been\s+)?{there}"
        rf"|{of_them}\s+(?:was|were|had|has|have)\s+(?:not|never)\s+(?:been\s+)?{there}"
        rf"|\b(?:had|has|have)\s+no\s+(?:[\w'’-]+\s+){{0,2}}?{of_them}\s+(?:whatever\s+|at\s+all\s+)?{there}",
        re.IGNORECASE,
    )
