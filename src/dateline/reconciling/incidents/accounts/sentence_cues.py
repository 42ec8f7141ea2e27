"""What one sentence says, as a whole, about which event it tells of: nouns that point back, turns, words it shares.

Invariant: these are read from the sentence's own characters alone, without a parse; which words do what is data.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from dateline.model import Span
from dateline.reconciling.derivation.terms import term_of
from dateline.reconciling.derivation.wording import words_between
from dateline.reconciling.incidents.accounts.words import event_words

__all__ = ["EventNoun", "SentenceCues", "sentence_cues"]

# Words back from a noun among which its article stands ("the deadly twin car bomb blast").
_BACK = 5
# The same for a thing ("the car bomb").
_BACK_OF_THING = 2
# Words among which the place stands that a sentence begins with.
_HEAD = 6
# Words on either side of a trigger among which "also" is its own.
_BESIDE = 2
_WORD = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*")
# No article is looked for behind one of these.
_MARK = re.compile(r'[,;:()"“”—–!?]')
# What a clause may begin behind.
_OPENERS = (", ", "; ", "— ", "– ")


@dataclass(frozen=True, slots=True)
class EventNoun:
    """Hold a noun for an event: where it stands in its sentence, the sorts of act it may mean, and how it is set.

    `points` back ("the blast"), or not; `is_described` that the words behind it say which ("the murder of the judge"),
    `opens` that it is told for the first time ("a blast"), `is_apart` that it is set apart ("another blast"),
    `is_behind` that what the sentence tells came after it ("after the blast"), `is_new` that its like came before ("a
    new blast").
    """

    start: int
    end: int
    sorts: frozenset[str]
    points: bool = False
    is_described: bool = False
    opens: bool = False
    is_apart: bool = False
    is_behind: bool = False
    is_new: bool = False


@dataclass(frozen=True, slots=True)
class SentenceCues:
    """Hold what a sentence says as a whole; `words` are its words in lower case with where they begin.

    `turns` tells that the text turns to something else with it, `is_background` that it goes back to what lies behind,
    `updates` that a figure takes the place of another; `terms` are those of its words that name no event.
    """

    nouns: tuple[EventNoun, ...]
    turns: bool
    is_background: bool
    updates: bool
    terms: frozenset[str]
    words: tuple[tuple[str, int], ...]

    def parts(self, start: int, end: int) -> bool:
        """Tell whether a word between two places says that what stands there are two acts ("shelled it *after*")."""
        first = bisect_left(self.words, start, key=lambda w: w[1])
        last = bisect_left(self.words, end, key=lambda w: w[1])
        return any(word in event_words().lists["around.behind"] for word, _ in self.words[first:last])

    def places_first(self) -> str:
        """Return the words that a sentence begins with where the first says that a place follows, or nothing."""
        placed = bool(self.words) and self.words[0][0] in event_words().lists["around.placing"]
        return " ".join(word for word, _ in self.words[1 : _HEAD + 1]) if placed else ""

    def is_since(self, start: int) -> bool:
        """Tell whether a place stands behind "since": "the first attack since 1975, when four were *shot*"."""
        last = bisect_left(self.words, start, key=lambda w: w[1])
        return any(word == "since" for word, _ in self.words[:last])

    def is_added(self, start: int, end: int) -> bool:
        """Tell whether a word beside a stretch says that its act comes on top of another ("also burned")."""
        return self._has_beside(start, end, "around.adding")

    def is_again(self, start: int, end: int) -> bool:
        """Tell whether a word beside a stretch says that its like was done before ("struck again")."""
        return self._has_beside(start, end, "around.again")

    def _has_beside(self, start: int, end: int, words: str) -> bool:
        first = bisect_left(self.words, start, key=lambda w: w[1])
        last = bisect_left(self.words, end, key=lambda w: w[1])
        beside = (*self.words[max(0, first - _BESIDE) : first], *self.words[last : last + _BESIDE])
        return any(word in event_words().lists[words] for word, _ in beside)


def sentence_cues(sentence: str) -> SentenceCues:
    """Read the cues of a sentence.

    >>> cues = sentence_cues("Separately, another blast killed a guard of the mill.")
    >>> [(n.sorts, n.is_apart) for n in cues.nouns], cues.turns
    ([(frozenset({'explosion'}), True)], True)
    """
    words, text = event_words(), sentence.lower()
    tokens = tuple((m[0], m.start()) for m in _WORD.finditer(text))
    marks = [m.start() for m in _MARK.finditer(text)]
    nouns = []
    for at, (word, start) in enumerate(tokens):
        sorts = words.nouns.get(word)
        if sorts is not None:
            mark = bisect_right(marks, start)
            since = marks[mark - 1] if mark else -1
            back = _BACK_OF_THING if word in words.lists["things.nouns"] else _BACK
            before = [w for w, first in tokens[max(0, at - back) : at] if first > since]
            nouns.append(_noun(start, start + len(word), sorts, before, tokens[at + 1][0] if tokens[at + 1 :] else ""))
    aside = words.phrases["around.aside"].search(text)
    return SentenceCues(
        tuple(nouns),
        aside is not None and (aside.start() < 3 or text[aside.start() - 2 : aside.start()] in _OPENERS),
        words.phrases["around.background"].search(text) is not None,
        words.phrases["around.updating"].search(text) is not None,
        frozenset(term for word, _ in words_between(sentence, Span(0, len(sentence))) if (term := _term(word))),
        tokens,
    )


def _noun(start: int, end: int, sorts: frozenset[str], before: Sequence[str], after: str) -> EventNoun:
    """Read, from the noun back, the first word that says how it is set."""
    lists = event_words().lists
    for at in range(len(before) - 1, -1, -1):
        word, earlier = before[at], before[at - 1] if at else ""
        is_since = earlier in lists["around.since"]
        if word in lists["around.apart"] or word in lists["around.since"]:
            return EventNoun(start, end, sorts, is_apart=True, is_new=word in lists["around.renewing"])
        if word in lists["around.pointing"]:
            described = after in lists["around.describing"]
            behind = earlier in lists["around.behind"]
            return EventNoun(start, end, sorts, not is_since, described, is_apart=is_since, is_behind=behind)
        if word in lists["around.opening"]:
            return EventNoun(start, end, sorts, opens=not is_since, is_apart=is_since)
        if word in lists["around.stops"]:
            break
    return EventNoun(start, end, sorts)


@lru_cache(maxsize=65_536)
def _term(word: str) -> str | None:
    """Return the term of a word, or None for one that says nothing or only names an event."""
    return None if word in event_words().nouns else term_of(word)
