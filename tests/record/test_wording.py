"""The documents that hold some words are those that a search finds."""

import pytest
from tests.conftest import make_document, put

from dateline.record.wording import documents_with, numbered_documents


@pytest.mark.parametrize("words", ["killed", "Kismayo killed", "nothing of it", '"; DROP', "...", ""])
@pytest.mark.parametrize("ranked", [True, False])
def test_words_find_what_a_search_finds(record, words: str, ranked: bool) -> None:
    for name in ("a.txt", "b.txt", "c.txt"):
        put(record, make_document(name=name))
    numbers = dict(numbered_documents(record, above=0))
    assert sorted(numbers.values()) == [row["id"] for row in record.documents()]
    found = [numbers[number] for number in documents_with(record, words, ranked=ranked)]
    assert sorted(found) == sorted(row["id"] for row in record.search(words, what="documents"))
    assert numbered_documents(record, above=max(numbers)) == []
