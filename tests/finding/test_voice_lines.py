"""Who speaks by the layout of a line."""

import pytest

from dateline.finding.voice_lines import labelled
from dateline.language import parse
from dateline.model import Document, Span, Zone, ZoneKind


def lines(text: str, *zones: Zone) -> list[tuple[str, str]]:
    document = Document(id="d0", sha256="0" * 64, text=text, zones=zones)
    pieces, at = [], 0
    for line in text.split("\n"):
        if line:
            pieces.append((at, line))
        at += len(line) + 1
    return [
        (text[a.source.slice], text[a.content[0].slice])
        for _, a in labelled(document, parse(pieces))
        if a.source is not None
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Four die in raid on Kunduz - police", [("police", "Four die in raid on Kunduz")]),
        ("Truce holds in Homs – opposition MP", [("opposition MP", "Truce holds in Homs")]),
        ("Minister: we will hold the line", [("Minister", "we will hold the line")]),
        ("Erdogan: we will answer", [("Erdogan", "we will answer")]),
        ("Dam hit by rockets: governor", [("governor", "Dam hit by rockets")]),
        ("Update: four die in raid", []),
        ("Mali: four die in raid", []),
        ("Four die in raid - Kunduz", []),
        ("Four die in raid - and more may follow", []),
        ("A quiet day\nMinister: we will hold the line", []),
    ],
)
def test_headlines_name_their_speaker(text: str, expected: list[tuple[str, str]]) -> None:
    assert lines(text) == expected


def test_only_the_headline_is_read_where_one_is_marked() -> None:
    text = "Minister: we will go\nMinister: we will stay"
    assert lines(text, Zone(ZoneKind.HEADLINE, Span(21, len(text)))) == [("Minister", "we will stay")]


def test_names_in_capitals_that_label_several_lines_are_a_script() -> None:
    text = "Talk show\nHOST: Who fired first?\nGUEST: They did.\nHOST: How do you know?\nNOTE: ends"
    assert lines(text) == [("HOST", "Who fired first?"), ("HOST", "How do you know?")]


def test_signed_quotation_belongs_to_its_signer() -> None:
    text = "Voices from the camp\n“We walked for nine days.” — Halima Yusuf"
    assert lines(text) == [("Halima Yusuf", "“We walked for nine days.”")]
