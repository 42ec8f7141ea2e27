"""In which line of a pack, or of another file of entries, something stands: a TOML reader tells only what stands there.

Invariant: a line is found or the nearest one above it is given; nothing that looks like an entry inside of a string or
a comment counts as one.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

__all__ = ["Lines", "Problem", "Spot"]

_LONG_QUOTES = re.compile(r'"""|\'\'\'')


@dataclass(frozen=True, slots=True)
class Spot:
    """Name a line of a file."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}, line {self.line}"


@dataclass(frozen=True, slots=True)
class Problem:
    """Say what is wrong, and where it stands."""

    spot: Spot
    said: str

    def __str__(self) -> str:
        return f"{self.spot}: {self.said}"


class Lines:
    """Find the lines of the entries of one table, which are counted from 0."""

    def __init__(self, file: str, text: str, *, table: str = "actor") -> None:
        self.file = file
        self._lines = text.splitlines()
        self._headers = list(_headers(self._lines, table))

    def spot(self, entry: int, *words: str) -> Spot:
        """Return where the last of `words` stands in an entry, each looked for from the line of the one before.

        A word is a key (`parent`) or a whole string (`"qods-force"`, given without its quotes); one that is not there
        leaves the line as it is.

        >>> lines = Lines("a.toml", '[[actor]]\\nid = "a"\\naliases = [\\n  "One",\\n  "Two",\\n]')
        >>> lines.spot(0, "aliases", "Two").line, lines.spot(0, "Three").line
        (5, 1)
        """
        if entry >= len(self._headers):  # written inline, as `actor = [{ ... }]`
            return Spot(self.file, 1)
        at = self._headers[entry]
        end = self._headers[entry + 1] if entry + 1 < len(self._headers) else len(self._lines)
        for word in words:
            at = next((n for n in range(at, end) if _holds(self._lines[n], word)), at)
        return Spot(self.file, at + 1)


def _holds(line: str, word: str) -> bool:
    if json.dumps(word, ensure_ascii=False) in line or f"'{word}'" in line:
        return True
    return re.search(rf"(?:^|[{{,])\s*{re.escape(word)}\s*=", line) is not None


def _headers(lines: list[str], table: str) -> Iterator[int]:
    """Yield the numbers of the lines that begin an entry, from 0."""
    header = re.compile(rf"\s*\[\[\s*[\"']?{re.escape(table)}[\"']?\s*\]\]")
    inside: str | None = None
    for number, line in enumerate(lines):
        if inside is None and header.match(line):
            yield number
        for quotes in _LONG_QUOTES.findall(line):
            if inside is None:
                inside = quotes
            elif inside == quotes:
                inside = None
