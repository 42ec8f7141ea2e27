"""How far a name may reach: a word that is in no name ends the search, and no known name is cut short by it."""

from __future__ import annotations

import re

import pytest

from dateline.finding.actor_names import LONGEST_NAME, _reach
from dateline.knowledge.actors import open_actors
from dateline.knowledge.outlets import open_outlets
from dateline.language import Sentence, Token


def cut(text: str) -> Sentence:
    """Cut a text at blanks and marks; nothing here looks at its parse."""
    found = re.finditer(r"\w+|[^\w\s]", text)
    tokens = tuple(Token(i, m.start(), m.end(), m[0], m[0].lower(), "X", "X", "", i) for i, m in enumerate(found))
    return Sentence(0, len(text), text, tokens, ((),) * len(tokens))


def reach(text: str, first: int = 0) -> int:
    return _reach(cut(text), first, open_actors(), open_outlets())


def spellings() -> list[str]:
    actors = [s for entry in open_actors().by_id.values() for s in entry.spellings]
    outlets = [s for outlet in open_outlets().by_id.values() for s in (outlet.name, *outlet.aliases)]
    return sorted({*actors, *outlets})


def test_reach_takes_in_every_known_spelling() -> None:
    short = [s for s in spellings() if reach(f"{s} left") < min(LONGEST_NAME, len(cut(s).tokens))]
    assert len(spellings()) > 500
    assert short == []


@pytest.mark.parametrize(
    ("text", "first", "end"),
    [
        ("Gardeners met Hezbollah", 0, 1),  # the first word is always looked up: it could be an acronym
        ("Hezbollah gardeners waved", 0, 1),
        ("Hezbollah - gardeners waved", 0, 2),
        ("Hezbollah-gardeners waved", 0, 3),  # beside a mark a word may be a piece of one
        ("The Hezbollah gardeners waved", 0, 2),
        ("Hezbollah", 0, 1),
    ],
)
def test_reach_ends_at_a_word_that_is_in_no_name(text: str, first: int, end: int) -> None:
    assert reach(text, first) == end
