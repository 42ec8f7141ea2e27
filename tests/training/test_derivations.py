"""The picture of who has it from whom: what is drawn of a record, and that it says no more than the record."""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree

import pytest
from training.derivations import Card, Line, cards_and_lines, draw

SVG = "{http://www.w3.org/2000/svg}"


def document(id_: str, publisher: str | None = None, title: str = "Bridge closed") -> dict[str, Any]:
    return {"id": id_, "publisher": publisher, "title": title, "path": None, "url": None, "published": "2014-03-05"}


def report(id_: str, of: str, *voices: tuple[str, str]) -> dict[str, Any]:
    said = [{"id": voice, "name": name, "evidence": {"words": name}} for voice, name in voices]
    return {"id": id_, "document": of, "zone": "body", "voices": said}


def link(
    of: str,
    how: str = "attribution",
    *,
    report: str | None = None,
    origin: str | None = None,
    voice: str | None = None,
    directed: bool = True,
) -> dict[str, Any]:
    said = {"id": f"outlet:{voice}", "name": voice} if voice else None
    origins = {"document": origin, "report": None, "voice": said, "evidence": None}
    shares = 0.4 if origin else None
    return {"document": of, "report": report, "how": how, "is_directed": directed, "containment": shares} | {
        "origin": origins
    }


def texts(svg: str) -> list[str]:
    return [element.text or "" for element in ElementTree.fromstring(svg).iter(f"{SVG}text")]


def test_a_document_is_drawn_with_its_origin_and_who_told_that() -> None:
    reports = [report("r1", "a", ("described:a:elder", "elder")), report("r2", "b"), report("r3", "b")]
    links = [link("b", origin="a", voice="Wire"), link("b", report="r2", origin="a"), link("b", voice="Wire")]
    cards, lines = cards_and_lines([document("a", "Wire"), document("b"), document("c")], reports, links)
    assert [(line.origin, line.derived, line.how, line.words) for line in lines] == [
        ("a", "b", "attribution", "40 % of its words"),
        ("described:a:elder to a", "a", "told", ""),
    ]
    said = texts(draw(cards, lines))
    assert {"Wire", "Bridge closed", "elder", "not named in the text", "1 of 2 reports from there"} <= set(said)


def test_an_outlet_whose_piece_the_record_lacks_is_drawn_as_absent() -> None:
    chain = report("r1", "b", ("described:b:source", "security source"), ("outlet:Wire", "Wire agency"))
    cards, lines = cards_and_lines([document("b")], [chain], [link("b", voice="Wire")])
    (absent,) = [card for card in cards if not card.held]
    assert absent.head == ("Wire",)
    assert {(line.how, line.derived == absent.id) for line in lines} == {("told", True), ("attribution", False)}


def test_no_two_cards_lie_on_each_other() -> None:
    cards = [Card(id_, (f"Card {id_}",)) for id_ in "abcdef"]
    lines = [Line("a", "c", "citation"), Line("b", "c", "citation"), Line("d", "e", "reuse", directed=False)]
    drawn = ElementTree.fromstring(draw(cards, lines))
    boxes = [
        (float(box.get("x", 0)), float(box.get("y", 0)), float(box.get("height", 0)))
        for box in drawn.iter(f"{SVG}rect")
        if box.get("rx")
    ]
    assert len(boxes) == len(cards)
    for n, (x, y, height) in enumerate(boxes):
        assert all(x != other or y + height <= top or top + tall <= y for other, top, tall in boxes[n + 1 :])
        assert y + height < float(drawn.get("height", 0))


@pytest.mark.parametrize("words", ["A & B <b>", "O’Brien “said”"])
def test_words_of_a_document_cannot_break_the_picture(words: str) -> None:
    assert words in texts(draw([Card("a", (words,))], []))


def test_a_ring_of_derivations_is_drawn_all_the_same() -> None:
    cards = [Card(id_, (id_,)) for id_ in "ab"]
    assert "<svg" in draw(cards, [Line("a", "b", "citation"), Line("b", "a", "citation")])
