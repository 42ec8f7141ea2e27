"""The metric of contradictions, on articles of a few words, and the shape of the planted half that is not held back."""

from __future__ import annotations

from collections import Counter

from benchmarks import contradictions
from dateline.model import Contradiction, Disputed, Evidence, Quote, Side

ARTICLES = [
    {"outlet": "Post", "published": "2014-03-11", "title": "Bomb", "text": "It killed nine."},
    {"outlet": "Wire", "published": "", "title": "Bomb", "text": "It killed Twelve."},
]
DOCUMENTS = tuple(contradictions.document_of(article) for article in ARTICLES)
ITEM = contradictions.Item("i", "dev", Disputed.NUMBER, ("killed nine", "twelve"), DOCUMENTS)


def side(number: int, words: str) -> Side:
    document = DOCUMENTS[number]
    at = document.text.index(words)
    return Side(words, ("r",), ("v",), (Quote(document.id, Evidence.at(document.text, at, at + len(words))),))


def test_is_planted_wants_type_and_both_values_on_sides_of_their_own() -> None:
    def planted(disputed: Disputed, *sides: Side) -> bool:
        return contradictions.is_planted(ITEM, Contradiction(disputed, "killed", sides, 0.5, "why"))

    nine, twelve = side(0, "nine"), side(1, "Twelve")
    assert planted(Disputed.NUMBER, nine, twelve)
    assert planted(Disputed.NUMBER, twelve, nine)
    assert not planted(Disputed.DATE, nine, twelve)
    assert not planted(Disputed.NUMBER, nine, side(1, "Bomb"))
    assert not planted(Disputed.NUMBER, Side("both", (), (), nine.quotes + twelve.quotes), side(1, "Bomb"))


def test_document_of_has_no_day_where_none_is_given() -> None:
    assert [document.published is None for document in DOCUMENTS] == [False, True]


def test_the_shipped_set_is_well_formed() -> None:
    items = [item for item in contradictions.read_items(contradictions.FOLDER) if item.half == "dev"]
    assert len({item.name for item in items}) == len(items)
    planted = Counter(item.disputed for item in items if item.disputed)
    assert set(planted) == set(Disputed)
    assert min(planted.values()) >= 7
    assert planted.total() >= 44
    assert len(items) - planted.total() >= 44
    for item in items:
        assert len({document.publisher for document in item.documents}) == len(item.documents) >= 2
        for words in item.sides or ():
            assert any(words.lower() in document.text.lower() for document in item.documents), (item.name, words)
