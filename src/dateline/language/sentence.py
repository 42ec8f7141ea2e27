"""Sentences and tokens as every other room sees them; offsets are into the document's text.

The parse follows the labels of Universal Dependencies' ClearNLP variant that spaCy's English models use
(`nsubj`, `nsubjpass`, `dobj`, `agent`, `prep`, `pobj`, `relcl`, ...).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from dateline.model import Span

__all__ = ["NamedSpan", "Sentence", "Token"]


@dataclass(frozen=True, slots=True)
class Token:
    """One word: its place in the sentence (`i`), in the text (`start`, `end`), and its parse.

    `head` is the index of the governing token in the same sentence; the root governs itself.
    """

    i: int
    start: int
    end: int
    text: str
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int
    lower: str = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "lower", self.text.lower())

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class NamedSpan:
    """A stretch that the model took for a name: token indices `[first, last)` and the model's own label."""

    first: int
    last: int
    label: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: its tokens, its children by token, and the names the model found.

    `words` are the forms, in lower case, and the lemmas of its tokens.
    """

    start: int
    end: int
    text: str
    tokens: tuple[Token, ...]
    children: tuple[tuple[int, ...], ...]
    names: tuple[NamedSpan, ...] = ()
    words: frozenset[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        forms = [t.lower for t in self.tokens]
        object.__setattr__(self, "words", frozenset([*forms, *(t.lemma for t in self.tokens)]))

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)

    @property
    def root(self) -> Token:
        return next(t for t in self.tokens if t.head == t.i)

    def kids(self, token: Token, *deps: str) -> list[Token]:
        """Return the tokens that `token` governs, all or those with one of `deps`, in order."""
        below = self.children[token.i]
        if not below:  # most words govern nothing, and this is asked more often than all else
            return []
        tokens = self.tokens
        return [kid for i in below if (kid := tokens[i]).dep in deps] if deps else [tokens[i] for i in below]

    def head_of(self, token: Token) -> Token:
        return self.tokens[token.head]

    def ancestors(self, token: Token) -> Iterator[Token]:
        """Yield the governors of `token` from the nearest to the root."""
        while token.head != token.i:
            token = self.tokens[token.head]
            yield token

    def subtree(self, token: Token) -> list[Token]:
        """Return `token` and all it governs, in order."""
        found, todo = [], [token.i]
        while todo:
            i = todo.pop()
            found.append(i)
            todo.extend(self.children[i])
        return [self.tokens[i] for i in sorted(found)]

    def between(self, start: int, end: int) -> list[Token]:
        """Return the tokens that overlap the text span `[start, end)`."""
        return [t for t in self.tokens if t.start < end and start < t.end]

    def head_within(self, first: int, last: int) -> Token:
        """Return the first of the tokens `[first, last)` that is governed from outside them, or governs the sentence.

        Raises ValueError where there are no tokens.
        """
        for token in self.tokens[first:last]:
            if not first <= token.head < last or token.head == token.i:
                return token
        raise ValueError(f"no word stands in the tokens {first} to {last}")

    def noun_phrase(self, head: Token) -> list[Token]:
        """Return the words of the phrase headed by `head`: its tokens up to the first clause, comma or conjunct."""
        stop = {"relcl", "acl", "appos", "conj", "cc", "punct", "advcl", "prep", "parataxis", "agent"}
        found, todo = [], [head.i]
        while todo:
            i = todo.pop()
            found.append(i)
            todo.extend(k for k in self.children[i] if self.tokens[k].dep not in stop or self.tokens[k].dep == "case")
        return [self.tokens[i] for i in sorted(found)]
