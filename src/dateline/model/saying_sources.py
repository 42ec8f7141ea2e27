"""Who stands behind an incident, in words, the same in a terminal, on a page and in a file.

Invariant: what is said of sources is read off the rows alone: which reports go back to one origin, what shows that one
derives from another, and why a report stands behind nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from dateline.model.incident import Credibility, Reliability
from dateline.model.report import Status

__all__ = [
    "said_admiralty",
    "said_derived",
    "said_equal",
    "said_label",
    "said_support",
    "said_voices",
    "said_why_not",
    "said_worth",
]

Row = Mapping[str, Any]

# The words of NATO's AJP-2.1 for the letter of a source and the number of an information.
_LETTERS = {
    Reliability.COMPLETELY: "completely reliable",
    Reliability.USUALLY: "usually reliable",
    Reliability.FAIRLY: "fairly reliable",
    Reliability.NOT_USUALLY: "not usually reliable",
    Reliability.UNRELIABLE: "unreliable",
    Reliability.UNKNOWN: "not judged",
}
_NUMBERS = {
    Credibility.CONFIRMED: "confirmed by other sources",
    Credibility.PROBABLE: "probably true",
    Credibility.POSSIBLE: "possibly true",
    Credibility.DOUBTFUL: "doubtful",
    Credibility.IMPROBABLE: "improbable",
    Credibility.UNKNOWN: "cannot be judged",
}
_HOW = {"citation": "cites it", "attribution": "names it", "reuse": "repeats its words"}
# Of two that are equals, by what shows it: the label, and what is said of the two.
_EQUALS = {
    "reuse": ("same words as", "which was first is not told"),
    "same_origin": ("same source as", "neither has it from the other"),
}
# Whether it is over or goes on: either way it is told as having happened.
_HAPPENED = {Status.OCCURRED.value, Status.ONGOING.value}


def said_admiralty(corroboration: Row) -> str:
    """Say what the Admiralty letter and number of an incident mean.

    >>> said_admiralty({"reliability": "F", "credibility": "2"})
    'source F: not judged; information 2: probably true'
    """
    letter, number = Reliability(corroboration["reliability"]), Credibility(corroboration["credibility"])
    return f"source {letter.value}: {_LETTERS[letter]}; information {number.value}: {_NUMBERS[number]}"


def said_worth(sources: Row) -> str:
    """Say what the independent sources are worth together, where some may depend on each other after all.

    >>> said_worth({"independent": 3, "effective": 2.4}), said_worth({"independent": 3, "effective": 3.0})
    ('Since they may depend on each other unseen, they count as 2.4.', '')
    """
    worth = f"{sources['effective']:.1f}"
    if worth == f"{sources['independent']:.1f}":
        return ""
    return f"Since they may depend on each other unseen, they count as {worth}."


def said_support(value: Row, total: int) -> str:
    """Say how many of the reports of an incident stand behind a value of it.

    >>> said_support({"reports": ["r1", "r2"]}, 3), said_support({"reports": []}, 3)
    ('2 of 3 reports', 'set by hand')
    """
    return f"{len(value['reports'])} of {total:,} report{'s' * (total != 1)}" if value["reports"] else "set by hand"


def said_voices(report: Row) -> str:
    """Say in whose voice a report is told, who knew of it first coming first.

    >>> said_voices({"voices": []})
    "the article's own voice"
    >>> said_voices({"voices": [{"name": "a security source"}, {"name": "Voices of Iraq"}]})
    'a security source, via Voices of Iraq'
    """
    return ", via ".join(voice["name"] for voice in report["voices"]) or "the article's own voice"


def said_derived(link: Row) -> str:
    """Say what shows a derivation, without the words that show it."""
    how = _HOW[link["how"]] if link["is_directed"] else _EQUALS[link["how"]][1]
    share = f", {link['containment']:.0%} in the same words" if link["containment"] is not None else ""
    return f"{how}{share}"


def said_equal(link: Row) -> str:
    """Say how two stand to each other where neither derives from the other, as a label before the second."""
    return _EQUALS[link["how"]][0]


def said_label(link: Row, *, is_origin: bool = False) -> str:
    """Say how what derives stands to its origin, or, with `is_origin`, the origin to what derives from it."""
    if not link["is_directed"]:
        return said_equal(link)
    return "taken up by" if is_origin else "derives from"


def said_why_not(report: Row, behind: Collection[str]) -> str:
    """Say why a report does not stand behind its incident: as what it tells it, or that somebody rejected it.

    `behind` are the statuses of the reports that do.
    """
    status = report["status"]
    is_alike = status in behind or bool(_among(behind) and status in _HAPPENED)
    return "rejected" if is_alike or not behind else str(status)


def _among(behind: Iterable[str]) -> bool:
    return any(status in _HAPPENED for status in behind)
