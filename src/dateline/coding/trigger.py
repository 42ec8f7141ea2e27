"""The words that name one act, and why other words do not.

Invariant: a trigger has exactly one sense of the lexicon; what could have fired and did not is a Miss that says why.
"""

from __future__ import annotations

from dataclasses import dataclass

from dateline.knowledge.lexicon import Pattern, Sense
from dateline.language import Token

__all__ = ["Miss", "Trigger", "is_gerund"]


@dataclass(frozen=True, slots=True)
class Trigger:
    """Name one act: its head token, all tokens of the words that name it, its sense, and a light verb if it has one.

    `inner` is the trigger inside the complement of one that absorbs it ("refused to *meet*"); `means` is the sense of a
    noun that was merged into its verb; `speaker` is the verb of saying whose subject makes a demand.
    """

    token: Token
    tokens: tuple[Token, ...]
    sense: Sense
    light: Token | None = None
    happens: Token | None = None
    inner: Trigger | None = None
    means: Sense | None = None
    speaker: Token | None = None

    @property
    def mode(self) -> str | None:
        """Return the sense's mode, or that of a noun merged into it ("a drone strike destroyed")."""
        return self.means.mode if self.means is not None else self.sense.mode

    @property
    def is_noun(self) -> bool:
        return self.token.pos in ("NOUN", "PROPN") or is_gerund(self.token)

    @property
    def verb(self) -> Token | None:
        """Return the verb that carries tense and subject for the act, or None for a bare noun."""
        return self.light or (None if self.is_noun else self.token)


@dataclass(frozen=True, slots=True)
class Miss:
    """Name a sense whose words stand in the sentence and which did not fire, and why not."""

    token: Token
    pattern: Pattern
    sense: Sense
    why: str


def is_gerund(token: Token) -> bool:
    """Tell whether a verb form stands where a noun does ("the *shelling* of the port killed two")."""
    return token.tag == "VBG" and token.dep in ("nsubj", "nsubjpass", "dobj", "pobj")
