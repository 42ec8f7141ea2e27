from __future__ import annotations

import pytest

from dateline.coding import sentences_of
from dateline.finding.citations import cite, rank
from dateline.model import Document, Moment, Reference, Span, Zone, ZoneKind

BODY = (
    "The port has been quiet for years. On March 3 dockers closed its northern gate. "
    "Their spokesman told the Coast Daily that they would stay until the summer. "
    "Ann Reed, who has followed the union, doubts it. "
    "Two weeks later a bomb went off in the customs house."
)
NOTES = "It began in spring.[1] Nobody paid.[2,3] The gate stayed shut. (2) In 1990 there were 12 ships."


def paper(body: str, *entries: Reference, lines: str = "") -> Document:
    text = f"{body}\n\n{lines}" if lines else body
    zones = [Zone(ZoneKind.BODY, Span(0, len(body)))]
    if lines:
        zones.append(Zone(ZoneKind.REFERENCES, Span(len(body) + 2, len(text))))
    return Document("d", "s", text, published=Moment("2016-04-01"), zones=tuple(zones), references=entries)


def entry(title: str | None = None, outlet: str | None = None, date: str | None = None, authors=()) -> Reference:
    return Reference(tuple(authors), title, outlet, Moment(date) if date else None, Span(0, 1))


def cited(document: Document) -> dict[int, list[str]]:
    (sentences,) = sentences_of([document])
    return {n: [e.words for e in found] for n, found in cite(document, sentences).items()}


@pytest.mark.parametrize(
    ("reference", "begins"),
    [
        (entry("Gate blocked in the north", "Harbour Lamp", "2016-03-04"), "On March 3"),
        (entry("No end in sight", "Coast Daily", "2016-03-10"), "Their spokesman"),
        (entry("A history of anger", "Lamp", "2015", ["Reed, Ann"]), "Ann Reed"),
        (entry("Explosion at customs office", "Harbour Lamp", "2016-03-18"), "Two weeks later"),
    ],
)
def test_reference_is_tied_to_the_sentence_by_name_day_or_words(reference: Reference, begins: str) -> None:
    found = cited(paper(BODY, reference))
    assert found[0][0].startswith(begins)


def test_reference_without_reason_enough_is_tied_to_none() -> None:
    assert cited(paper(BODY, entry("Rainfall and prices in upland markets", "Harbour Lamp", "2016-02-01"))) == {}


def test_work_that_is_older_than_what_a_sentence_tells_of_speaks_against_it() -> None:
    (sentences,) = sentences_of([paper(BODY)])
    worth = {}
    for date in ("2016-03-04", "2016-02-01", None):
        ranked = rank(paper(BODY, entry("Dockers", "Lamp", date)), sentences)[0]
        worth[date] = next(score for score, sentence in ranked if sentence.text.startswith("On March 3"))
    assert worth["2016-02-01"] < worth[None] < worth["2016-03-04"]


def test_notes_are_tied_by_their_numbers_alone() -> None:
    lines = ["[1] Rain", "[2] Snow", "[3] Hail"]
    text = "\n".join(lines)
    starts = [len(NOTES) + 2 + text.index(line) for line in lines]
    entries = [
        Reference((), "Ships in port", None, None, Span(at, at + len(line)))
        for at, line in zip(starts, lines, strict=True)
    ]
    found = cited(paper(NOTES, *entries, lines=text))
    assert "It began in spring" in found[0][0]
    assert any("Nobody paid" in words for words in found[1])
    assert "Nobody paid" in found[2][0]


def test_number_that_is_no_note_ties_nothing() -> None:
    found = cited(paper("Some 12 ships lay in port. They had come in 3 days.", entry("Rain", "Lamp")))
    assert found == {}


def test_readers_remarks_and_headings_support_nothing() -> None:
    text = "Dockers close the northern gate\n\nAll was quiet."
    zones = (Zone(ZoneKind.HEADLINE, Span(0, 31)), Zone(ZoneKind.COMMENT, Span(33, len(text))))
    document = Document("d", "s", text, zones=zones, references=(entry("Dockers close gate", "Lamp"),))
    assert cited(document) == {}


def test_evidence_is_the_sentence_and_the_same_each_time() -> None:
    document = paper(BODY, entry("No end in sight", "Coast Daily", "2016-03-10"))
    (sentences,) = sentences_of([document])
    (evidence,) = cite(document, sentences)[0]
    assert document.text[evidence.start : evidence.end] == evidence.words
    assert cite(document, sentences) == cite(document, sentences)


def test_document_without_references_asks_for_nothing() -> None:
    assert rank(paper(BODY), []) == {}
