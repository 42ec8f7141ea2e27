"""What a text must hold for an expression to match at all: words and figures that no way through it can do without.

Invariant: a text without one of the signs of every need has no match, so that a rule need not be tried on it. What the
expression's form does not tell asks for nothing; the worst that comes of that is a rule tried in vain.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

__all__ = ["FIGURE", "Need", "Signs", "needs_of"]

# Stands for any figure; several of them for as many in a row.
FIGURE = "0"

# One of these has to be in the text.
Need = frozenset[str]

_FIGURES = re.compile(r"\d+")
_LOOKING = ("(?=", "(?!", "(?<=", "(?<!")
# One piece of an expression: what opens a group, a class, an escape, or one letter; then how often it may stand there.
_PIECE = re.compile(
    r"(?P<open>\((?:\?(?:[:=!]|<[=!]|P<\w+>))?)|(?P<class>\[\^?\]?(?:\\.|[^\]\\])*\])|(?P<escape>\\(?:u.{4}|x..|.))|(?P<one>.)",
    re.DOTALL,
)
_TIMES = re.compile(r"(?P<none>[?*]|\{0?,\d*\}|\{0\})[?+]?|(?:\+|\{\d+(?:,\d*)?\})[?+]?")
_DIGITS_ONLY = re.compile(r"\[(?:\d|\\d|(?<=\d)-(?=\d))+\]")
# A class that lists its marks or letters, one by one.
_LISTED = re.compile(r"\[([^\W\d]|[^\w\\^\]-])+\]")
# Signs with a meaning of their own in an expression.
_SPECIAL = frozenset(".^$")


def needs_of(expression: str) -> tuple[Need, ...]:
    """Return what every match of an expression holds, each need as the signs of which one must be there.

    Signs are runs of letters, marks, and `FIGURE` once for each of several figures in a row. Letters count as they are
    written: the expression and the text are both in lower case.

    >>> [sorted(need) for need in needs_of(r"(?:the )?(?:may|june)(?:,? \\d{4})?")]
    [['june', 'may']]
    >>> [sorted(need) for need in needs_of(r"last (?P<unit>week|1[0-9] days?)")]
    [['last'], ['day', 'week']]
    """
    return tuple(dict.fromkeys(need for need in _Reader(expression).alternatives() if _tells(need)))


class Signs:
    """Answer which needs a text in lower case meets, each looked for once."""

    def __init__(self, text: str) -> None:
        # The longest row of figures is written out once more as its sign, so that signs of all kinds are found alike.
        longest = max(map(len, _FIGURES.findall(text)), default=0)
        self._text = f"{text}\n{FIGURE * longest}"
        self._met: dict[Need, bool] = {}

    def meet(self, needs: Sequence[Need]) -> bool:
        """Tell whether the text holds one sign of each need.

        >>> Signs("in may").meet([frozenset({"june", "may"})]), Signs("in may").meet([frozenset({FIGURE})])
        (True, False)
        """
        return all(map(self._meets, needs))

    def _meets(self, need: Need) -> bool:
        met = self._met.get(need)
        if met is None:
            met = self._met[need] = any(map(self._text.__contains__, need))
        return met


def _tells(need: Need) -> bool:
    """Tell whether a need is worth looking for: nearly every text has any one letter."""
    return all(len(sign) > 1 or not sign.isalpha() for sign in need)


def _worth(need: Need) -> tuple[bool, int, int]:
    """Rank needs by how few texts meet them: those of few and long signs first."""
    return _tells(need), -len(need), min(map(len, need))


def _of_class(letters: str) -> list[Need]:
    """Return what a class of letters asks for, as far as it lists them or has figures alone."""
    if _DIGITS_ONLY.fullmatch(letters):
        return [frozenset({FIGURE})]
    return [frozenset(letters[1:-1])] if _LISTED.fullmatch(letters) else []


def _sign(asked: Sequence[Need]) -> str:
    """Return the one letter or figure that is asked for, or nothing."""
    sign = next(iter(asked[0])) if len(asked) == 1 and len(asked[0]) == 1 else ""
    return sign if len(sign) == 1 and (sign.isalpha() or sign == FIGURE) else ""


def _goes_on(run: str, sign: str) -> bool:
    return sign != "" and (run[0] == FIGURE) == (sign == FIGURE)


class _Reader:
    """Read an expression piece by piece, from left to right."""

    def __init__(self, expression: str) -> None:
        self._expression = expression
        self._at = 0

    def alternatives(self) -> list[Need]:
        """Read up to the bracket that closes the group, or to the end, and return its needs."""
        ways = [self._way()]
        while self._next("|"):
            ways.append(self._way())
        if len(ways) == 1:
            return ways[0]
        if not all(ways):
            return []
        return [frozenset().union(*(max(way, key=_worth) for way in ways))]

    def _way(self) -> list[Need]:
        """Read one of several alternatives."""
        found: list[Need] = []
        run = ""  # letters, or figures, that stand side by side
        while (piece := self._piece()) is not None:
            asked = self._asked(piece)
            times = _TIMES.match(self._expression, self._at)
            self._at = times.end() if times else self._at
            sign = _sign(asked) if times is None else ""
            if run and not _goes_on(run, sign):
                found.append(frozenset({run}))
                run = ""
            if sign:
                run += sign
            elif times is None or times["none"] is None:
                found += asked
        return [*found, frozenset({run})] if run else found

    def _piece(self) -> re.Match[str] | None:
        """Go past the next piece of this alternative and return it, or None at its end."""
        if self._expression.startswith(("|", ")"), self._at):
            return None
        piece = _PIECE.match(self._expression, self._at)
        self._at = piece.end() if piece else self._at
        return piece

    def _asked(self, piece: re.Match[str]) -> list[Need]:
        """Return what one piece asks for where it has to stand; a group is read to its end."""
        if piece["open"]:
            inside = self.alternatives()
            self._next(")")
            return [] if piece["open"] in _LOOKING else inside
        if piece["class"]:
            return _of_class(piece["class"])
        one = piece["one"] or piece["escape"][1:]
        if piece["escape"] and one == "d":
            return [frozenset({FIGURE})]
        is_other = one.isalnum() if piece["escape"] else one in _SPECIAL or one.isspace()
        return [] if is_other or len(one) > 1 else [frozenset({FIGURE if one.isdecimal() else one})]

    def _next(self, mark: str) -> bool:
        """Go past a mark where it stands next."""
        if not self._expression.startswith(mark, self._at):
            return False
        self._at += len(mark)
        return True
