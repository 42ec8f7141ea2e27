"""The parts of a bibliography's entry: the number of its note, its address, its date, its people, its outlet.

Invariant: what a function takes off a line is returned or is no part of the entry; what is left are words of the line.
The words it goes by (joiners of names, "retrieved", "vol.") stand in `data/cues.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal
from urllib.parse import urlsplit

from dateline.errors import MomentError
from dateline.knowledge.outlets import open_outlets
from dateline.model import Moment
from dateline.zoning.cues import cues
from dateline.zoning.dates import Order, date_spans, read_date
from dateline.zoning.lines import words_of

__all__ = [
    "YEAR",
    "Context",
    "Side",
    "are_names",
    "authors_of",
    "closed",
    "dated_parts",
    "day_in",
    "domain_of",
    "has_outlet_word",
    "is_known_outlet",
    "is_named",
    "merged",
    "moment_of",
    "note_number",
    "outlet_of",
    "title_of",
    "without_access",
    "without_date",
    "without_number",
    "without_url",
    "without_words",
]

_LONG_LEAD = 20  # words of authors; the longest lists of a bibliography name four or five people
_LONG_NAME = 7  # words of one author, who may be an institution
_LONG_OUTLET = 10  # words

YEAR = r"(?:19|20)\d\d"
_NUMBER = re.compile(r"(?:\[\^?(\d{1,3})\]:?|\((\d{1,3})\)|(\d{1,3})[.)\]:](?!\d)|([¹²³⁰⁴-⁹]{1,3})|\^(\d{1,3}))\s*")
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_URL = re.compile(r"[(<]?\b(?P<url>(?:https?://|www\.)[^\s<>]+?)[)>]?(?=[.,;]?(?:\s|$))[.,;]?")
_NO_DATE = re.compile(r"n\.\s?d\.?|no date|o\.\s?D\.?|s\.\s?d\.?", re.IGNORECASE)
_SLASHED = re.compile(r"\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{2,4}")
_PATH_DAY = re.compile(r"/((?:19|20)\d\d)[/-]?(0?[1-9]|1[0-2])[/-]?(0?[1-9]|[12]\d|3[01])(?:[/_.-]|$)")
# Which end of `Outlet: Title` names the outlet.
Side = Literal["first", "last"]


@dataclass(frozen=True, slots=True)
class Context:
    order: Order | None
    latest: date | None
    side: Side | None


def without_number(text: str) -> str:
    """Return a line without the number of its note.

    >>> without_number("[3] Reed, Ann"), without_number("2016 was dry")
    ('Reed, Ann', '2016 was dry')
    """
    match = _NUMBER.match(text.strip())
    return text.strip()[match.end() :] if match else text.strip()


def note_number(text: str) -> int | None:
    """Return the number of a note from the way its line begins.

    >>> note_number("[3] Reed, Ann"), note_number("² Reed, Ann"), note_number("2016 was dry")
    (3, 2, None)
    """
    match = _NUMBER.match(text.strip().lstrip("↑ "))
    return int(next(group for group in match.groups() if group).translate(_RAISED)) if match else None


def without_url(text: str) -> tuple[str | None, str]:
    found = _URL.search(text)
    if not found:
        return None, text
    url = found["url"].rstrip(".,;)")
    return (url if "://" in url else f"http://{url}"), _URL.sub("", text).strip().rstrip(",;<(")


@lru_cache(maxsize=1)
def _tails() -> re.Pattern[str]:
    words = cues().words
    accessed = "|".join(re.escape(w) for w in words["references.accessed"])
    pages = "|".join(re.escape(w) for w in words["references.pages"])
    return re.compile(
        rf"[\s.,;([]+(?:{accessed})\b[^“”\"]*$|"
        rf"(?:(?<=\w)\s+\d{{1,3}})?[\s.,;([]+(?:{pages})\b\.?\s*\d[\d\s–-]*[)\].]*$|"
        r"[\s.,;]+\d{1,4}\s?\(\d{1,3}\)(?:[,:]\s?[\d–-]+)?\.?$|"
        r"(?<=\)):\s*\d+\s?[–-]\s?\d+\.?$",
        re.IGNORECASE,
    )


def without_access(text: str) -> str:
    """Take off "Retrieved 3 May 2010" and "vol. 3, pp. 4-9": neither is title, outlet or date."""
    for _ in range(3):
        shorter = _tails().sub("", text)
        if shorter == text:
            break
        text = shorter
    return text


def without_words(key: str, text: str) -> str:
    """Take one of the words of `key` off the front of a text, however it is written there."""
    for word in sorted(cues().words[key], key=lambda w: (-len(w), w)):
        if text.lower().startswith(f"{word} "):
            return text[len(word) :].strip()
    return text


def without_date(text: str, context: Context) -> tuple[str, Moment | None, bool]:
    """Take a date off either end: "(4 June 2012)", ", 4 June 2012", "4 June 2012: "."""
    inner = re.search(r"\(([^()]{4,30})\)$", text)
    if inner and (moment := moment_of(inner[1], context)):
        return text[: inner.start()].strip(), moment, True
    parts, moment, dated = dated_parts(text, context)
    if dated and parts:
        return ", ".join(parts), moment, dated
    for cut in (r":\s+", r"\s+[–—|-]\s+", r",\s+"):
        pieces = re.split(cut, text)
        for end, rest in ((pieces[-1], pieces[:-1]), (pieces[0], pieces[1:])):
            if rest and (moment := moment_of(end, context)):
                at = text.index(rest[0])
                return text[at : text.rindex(rest[-1]) + len(rest[-1])], moment, True
    return text, None, False


def dated_parts(rest: str, context: Context) -> tuple[list[str], Moment | None, bool]:
    """Part what follows a title at its commas; return what is no date, the date from the last, whether there was one.

    A date may itself hold commas ("June 3", "2011"), and may stand in brackets, alone or with the outlet.
    """
    whole = re.fullmatch(r"\(([^()]+)\)\.?", rest)
    rest = whole[1] if whole and dated_parts(whole[1], context)[2] else rest
    inner = re.search(r"\s*\(([^()]{4,30})\)$", rest)
    if inner and (moment := moment_of(inner[1], context)):
        rest = without_access(rest[: inner.start()])
        return [part.strip() for part in rest.split(",") if part.strip()], moment, True
    rest = without_access(rest)
    spans = date_spans(rest)
    if spans and spans[-1][1] == len(rest) and (moment := moment_of(rest[spans[-1][0] :], context)):
        rest = rest[: spans[-1][0]].rstrip(" .,;:–—-|")
        return [part.strip() for part in rest.split(",") if part.strip()], moment, True
    parts = [part.strip() for part in rest.split(",") if part.strip()]
    for many in (3, 2, 1):
        if len(parts) >= many:
            moment = moment_of(", ".join(parts[-many:]), context)
            if moment:
                return parts[:-many], moment, True
    if parts and (_SLASHED.fullmatch(parts[-1].strip("()")) or _NO_DATE.fullmatch(parts[-1].strip("()"))):
        return parts[:-1], None, True
    return parts, None, False


def moment_of(words: str, context: Context) -> Moment | None:
    bare = words.strip().strip("()").strip(" .")
    if re.fullmatch(YEAR, bare):
        return Moment(bare)
    if re.fullmatch(r"(?:19|20)\d\d-\d\d", bare):
        try:
            return Moment(bare)
        except MomentError:
            return None
    return read_date(bare, order=context.order, latest=context.latest)


def day_in(url: str, latest: date | None) -> Moment | None:
    """Read the day that newspapers write into their addresses: `/2014/10/21/`."""
    found = _PATH_DAY.search(urlsplit(url).path)
    if not found:
        return None
    try:
        day = date(*map(int, found.groups()))
    except ValueError:
        return None
    return None if latest and day > latest else Moment.day(day)


def domain_of(url: str) -> str | None:
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    return host or None


def title_of(words: str) -> str:
    """Return a title without what parts it from the outlet; the full stop of "U.S." is its own."""
    words = words.strip().rstrip(",").strip()
    return words if re.search(r"(?:\b[^\W\d_]\.|\.\.)$", words) else words.removesuffix(".").strip()


def outlet_of(words: str) -> str | None:
    words = words.strip().strip(".,;").strip()
    if not words or words.startswith("(") or len(words_of(words)) > _LONG_OUTLET or not is_named(words):
        return None
    return words


def is_known_outlet(words: str) -> bool:
    return open_outlets().match(words) is not None


def has_outlet_word(words: str) -> bool:
    found = words_of(words)
    names = frozenset(cues().words["head.outlet_words"])
    return 2 <= len(found) <= _LONG_NAME and any(w.lower() in names and w[0].isupper() for w in found)


def is_named(words: str) -> bool:
    """Tell names from prose: a name begins with a capital, a digit or a script that has none."""
    first = next((c for c in words if c.isalnum()), "")
    return bool(first) and not first.islower()


def are_names(lead: str) -> bool:
    """Tell people and institutions from a sentence: capitals all through, but for particles and joining words."""
    small = frozenset([*cues().words["references.particles"], *cues().words["references.joiners"]])
    found = words_of(lead.replace("&", " "))
    if not found or len(found) > _LONG_LEAD or lead.endswith(("!", "?", ":")):
        return False
    if any(w[0].islower() and w.lower() not in small and "." not in w and not _is_particled(w) for w in found):
        return False
    return is_named(lead) and ("," in lead or len(found) <= _LONG_NAME)


def _is_particled(word: str) -> bool:
    """Tell "al-Kaabi" and "d’Arcy": a small word grown together with a name."""
    return bool(re.fullmatch(r"[a-z]{1,3}[-’'][^\W\d_][^\s]*", word)) and any(c.isupper() for c in word)


def merged(parts: Sequence[str]) -> list[str]:
    """Put back together what the full stop of an initial or a joining word tore apart: "Smith, P." "J." "Title."."""
    joiners = frozenset(cues().words["references.joiners"])
    found: list[str] = []
    for part in parts:
        first = words_of(part)[:1]
        is_initial = re.fullmatch(r"(?:[^\W\d_]\.-?){1,3}(?:,)?", part) is not None
        joins = bool(first) and first[0].lower() in joiners and first[0].islower()
        # "Thomas J." "Ito." is a name that is not turned round; "Ito, T." "Harbour shut." is one that is over
        unturned = len(found) == 1 and "," not in found[0] and re.search(r"\b[^\W\d_]\.$", found[0]) is not None
        if len(found) == 1 and (is_initial or joins or unturned or part.startswith("&")):
            found[-1] = f"{found[-1]} {part}"
        else:
            found.append(part)
    return found


def closed(names: str) -> str:
    """Take off the full stop that ends the names, but not that of an initial."""
    return names if re.search(r"\b[^\W\d_]\.$", names) else names.rstrip(".")


def authors_of(lead: str) -> tuple[str, ...]:
    """Split who wrote it, as written: "Reed, Ann and Cole, Tim" are two, "Voices of the Valley" is one.

    A joining word parts names only where a comma tells people from institutions that have such a word in their name.
    """
    lead = closed(lead.strip().rstrip(",").strip())
    if not lead:
        return ()
    words = "|".join(map(re.escape, cues().words["references.joiners"]))
    joiner = re.compile(rf",?\s+(?:{words})\s+", re.IGNORECASE)
    pieces = [piece.strip() for piece in joiner.split(lead)] if "," in lead else [lead]
    found: list[str] = []
    for piece in pieces:
        halves = [half.strip() for half in piece.split(",") if half.strip()]
        if len(halves) % 2 == 0:
            found += [f"{family}, {given}" for family, given in zip(halves[::2], halves[1::2], strict=True)]
        else:
            found += [", ".join(halves[:2]), *halves[2:]] if len(halves) > 1 else halves
    return tuple(dict.fromkeys(found))
