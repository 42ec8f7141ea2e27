from __future__ import annotations

import pytest

from dateline.finding.citation_notes import marks_of, note_numbers
from dateline.language import Sentence
from dateline.model import Document, Reference, Span


def page(*said: str, notes: int) -> tuple[Document, list[Sentence]]:
    """Make a document of sentences, with as many numbered notes below it."""
    sentences, at = [], 0
    for words in said:
        sentences.append(Sentence(at, at + len(words), words, (), ()))
        at += len(words) + 1
    lines = [f"[{n}] Lamp" for n in range(1, notes + 1)]
    text = " ".join([*said, *lines])
    spans = [Span(text.index(line), text.index(line) + len(line)) for line in lines]
    return Document("d", "s", text, references=tuple(Reference((), None, "Lamp", None, s) for s in spans)), sentences


@pytest.mark.parametrize("mark", ["[2]", "(2)", "²", "^2", "[^2]", "[1,2]", "[1–3]", " [2]"])
def test_mark_behind_a_sentence_points_to_its_note(mark: str) -> None:
    document, sentences = page(f"The port was shut{mark}.", "Rain fell.", notes=3)
    assert 2 in marks_of(document, sentences)[0]
    assert 1 not in marks_of(document, sentences)


def test_mark_at_the_head_of_a_sentence_belongs_to_the_one_before() -> None:
    document, sentences = page("The port was shut.", "[2] Rain fell.", notes=2)
    assert marks_of(document, sentences) == {0: {2}}


def test_numbers_grown_to_words_are_marks_where_most_notes_are_written_so() -> None:
    document, sentences = page("The port was shut.1 Rain fell.2", notes=2)
    assert marks_of(document, sentences) == {0: {1, 2}}
    document, sentences = page("The route2 was shut.", notes=8)
    assert not any(marks_of(document, sentences).values())


def test_number_that_no_note_has_is_no_mark() -> None:
    document, sentences = page("In June (14) the port was shut.", notes=3)
    assert not any(marks_of(document, sentences).values())
    assert marks_of(*page("The port was shut (1).", notes=0)) == {}


def test_numbers_of_notes_are_those_of_their_lines() -> None:
    assert note_numbers(page("Rain fell.", notes=2)[0]) == (1, 2)
