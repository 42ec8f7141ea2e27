"""What a reader sees of a picture: its texts with the boxes they cover, its links, its titles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from xml.etree.ElementTree import Element, XMLParser, fromstring

from dateline.drawing.lettering import width_of

SVG = "{http://www.w3.org/2000/svg}"
_MOVE = re.compile(r"translate\(([-\d.]+) ([-\d.]+)\)\Z")


@dataclass(frozen=True)
class Seen:
    words: str
    left: float
    top: float
    right: float
    bottom: float

    def covers(self, other: Seen) -> bool:
        return (
            min(self.right, other.right) - max(self.left, other.left) > 0.5
            and min(self.bottom, other.bottom) - max(self.top, other.top) > 0.5
        )


def read(svg: str) -> Element:
    """Parse as strictly as XML is, with no entity but its own five."""
    assert "<!" not in svg
    return fromstring(svg, parser=XMLParser(encoding="utf-8"))


def named(root: Element, name: str) -> list[Element]:
    return list(root.iter(f"{SVG}{name}"))


def texts(root: Element, x: float = 0.0, y: float = 0.0) -> Iterator[Seen]:
    """Yield every text with what it covers, in pixels of the picture."""
    move = _MOVE.match(root.get("transform", ""))
    if move:
        x, y = x + float(move[1]), y + float(move[2])
    if root.tag == f"{SVG}text":
        size, words = float(root.get("font-size", 12)), root.text or ""
        heavy = 1.17 if root.get("font-weight") else 1.0
        wide = width_of(words, size) * heavy + len(words) * float(root.get("letter-spacing", 0))
        left = x + float(root.get("x", 0))
        anchor = root.get("text-anchor", "start")
        if root.get("direction") == "rtl":
            anchor = {"start": "end", "end": "start"}.get(anchor, anchor)
        left -= {"start": 0.0, "middle": wide / 2, "end": wide}[anchor]
        base = y + float(root.get("y", 0))
        yield Seen(words, left, base - size * 0.75, left + wide, base + size * 0.2)
        return
    if root.tag == f"{SVG}defs":
        return
    for child in root:
        yield from texts(child, x, y)


def overlapping(root: Element) -> list[tuple[str, str]]:
    """Return the pairs of texts that cover each other."""
    return [(a.words, b.words) for a, b in combinations(list(texts(root)), 2) if a.covers(b)]


def titles(root: Element) -> list[str]:
    return [element.text or "" for element in named(root, "title")]


def size(root: Element) -> tuple[float, float]:
    return float(root.get("width", 0)), float(root.get("height", 0))
