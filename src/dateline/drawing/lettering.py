"""Words as a picture can hold them: cleaned, shortened, measured, with the direction they are read in.

Invariant: what comes out is one line that XML allows, at most as long as was asked, and cannot turn the direction of
what stands beside it: no control character, no override of direction, no tower of combining marks.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from dateline.data_files import parse_toml, read_data
from dateline.errors import KnowledgeError

__all__ = ["clean", "fitted", "is_right_to_left", "isolated", "shortened", "width_of"]

# Longer text is cut before anything else is done with it: a label of a million characters costs as much as a short one.
_LONGEST = 2000
_SPACES = re.compile(r"[\s\x00-\x1f\x7f-\x9f]+")
# What XML 1.0 forbids (surrogates, U+FFFE, U+FFFF), what turns directions, and what is there without being seen.
_DROPPED = re.compile(
    "[\ud800-\udfff\ufffe\uffff\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f"
    "\ufeff\uffa0\ufff0-\ufffb\U000e0000-\U000e0fff]"
)
# Two marks on one letter are what living orthographies need; a third and later would climb into the lines above.
_TOWERS = re.compile(
    "([\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{2})"
    "[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+"
)
_PLAIN = re.compile(r"[!-~]+(?: [!-~]+)*\Z")
_STRONG = {"L": False, "R": True, "AL": True}
_ELLIPSIS = "…"


@lru_cache(maxsize=16384)
def clean(text: str) -> str:
    """Return `text` on one line, without what XML forbids or what would turn or overgrow its surroundings.

    >>> clean("  Al\\x00 Amarah\\u202e\\n")
    'Al Amarah'
    """
    if len(text) < _LONGEST and _PLAIN.match(text):
        return text
    text = _DROPPED.sub("", text[:_LONGEST])
    return _SPACES.sub(" ", _TOWERS.sub(r"\1", text)).strip()


def shortened(text: str, most: int) -> str:
    """Return cleaned text of at most `most` characters; what is cut ends in an ellipsis.

    >>> shortened("Al-Sheeb border crossing", 9)
    'Al-Sheeb…'
    """
    text = clean(text)
    return text if len(text) <= most else _without_loose_end(text[: max(most - 1, 0)]) + _ELLIPSIS


@lru_cache(maxsize=16384)
def width_of(text: str, size: float) -> float:
    """Return how wide `text` is at most, in pixels, in a sans-serif type of `size` pixels.

    >>> round(width_of("June 2008", 12))
    60
    """
    widths, other = _widths()
    total = 0
    for letter in text:
        width = widths.get(letter)
        if width is None:
            width = 0 if unicodedata.combining(letter) else other
        total += width
    return total * size / 1000


def fitted(text: str, size: float, room: float) -> str:
    """Return as much of cleaned text as fits into `room` pixels, with an ellipsis where it is cut, or nothing.

    >>> fitted("Al-Sheeb border crossing", 12, 100)
    'Al-Sheeb bord…'
    """
    text = clean(text)
    if width_of(text, size) <= room:
        return text
    low, high = 0, len(text)
    while low < high:  # the longest start that fits beside the ellipsis
        middle = (low + high + 1) // 2
        if width_of(text[:middle] + _ELLIPSIS, size) <= room:
            low = middle
        else:
            high = middle - 1
    kept = _without_loose_end(text[:low])
    return kept + _ELLIPSIS if kept else ""


def is_right_to_left(text: str) -> bool:
    """Tell whether the first letter with a direction is read from right to left, as Unicode's rule P2 does."""
    for letter in text:
        strong = _STRONG.get(unicodedata.bidirectional(letter))
        if strong is not None:
            return strong
    return False


def isolated(text: str) -> str:
    """Return cleaned text that keeps its own direction within a sentence of ours.

    Text without letters that are read from right to left comes back as it is; other text between FSI and PDI.
    """
    text = clean(text)
    if text.isascii() or not any(_STRONG.get(unicodedata.bidirectional(letter)) for letter in text):
        return text
    return f"\u2068{text}\u2069"


def _without_loose_end(text: str) -> str:
    return text.rstrip(" ,;:-–—(")


@lru_cache(maxsize=1)
def _widths() -> tuple[Mapping[str, int], int]:
    """Return the width of each letter that the file knows, in thousandths, and that of every other one."""
    tables: dict[str, Any] = parse_toml(read_data("dateline.drawing", "data/letters.toml"), where="letters.toml")
    try:
        widths = {chr(32 + at): int(width) for at, width in enumerate(tables["ascii"])}
        for one in tables["ranges"]:
            for code in range(one["first"], one["last"] + 1):
                letter = chr(code)
                widths[letter] = 0 if unicodedata.combining(letter) else int(one["width"])
        return widths, int(tables["other"]["width"])
    except (KeyError, TypeError, ValueError) as error:
        raise KnowledgeError(f"letters.toml: expected widths as whole numbers ({error!r})") from None
