from __future__ import annotations

import pytest
from zoning_pages import LONG, said, zoned

from dateline.model import ZoneKind
from dateline.zoning.heading import read_byline


def test_a_date_line_above_the_title_is_the_day_of_publication() -> None:
    document = zoned(f"Sunday, March 2, 2014\n\nFerries stop at noon\n\n{LONG}")
    assert document.title == "Ferries stop at noon"
    assert document.published is not None
    assert document.published.edtf == "2014-03-02"
    assert document.provenance == {"published": "text:date line", "title": "text:first line"}
    assert said(document, ZoneKind.BYLINE) == ["Sunday, March 2, 2014"]


def test_a_day_in_a_sentence_or_a_file_name_is_not_the_day_of_publication() -> None:
    document = zoned(f"Ferries stop\n\nharbour-03022014.jpg\n\nA ferry at rest.\n\nOn March 1, 2014 it rained. {LONG}")
    assert document.published is None
    assert said(document, ZoneKind.FURNITURE) == ["harbour-03022014.jpg"]
    assert said(document, ZoneKind.CAPTION) == ["A ferry at rest."]


def test_a_site_line_above_the_title_is_the_publisher() -> None:
    document = zoned(f"Harbour Watch Blog\n\nWhy the ferries stopped at noon\n\n{LONG}")
    assert (document.publisher, document.title) == ("Harbour Watch Blog", "Why the ferries stopped at noon")


def test_a_byline_names_authors_and_date() -> None:
    document = zoned(f"Ferries stop at noon\n\nBy Ann Reed and Tim Cole, 2 March 2014\n\n{LONG}")
    assert document.authors == ("Ann Reed", "Tim Cole")
    assert document.published is not None
    assert document.published.edtf == "2014-03-02"


def test_a_wire_filing_line_with_a_year_gives_the_date() -> None:
    document = zoned(f"Ferries stop\n\nPORT ELLEN, March 2, 2014 (Delta) - {LONG}")
    assert document.published is not None
    assert document.provenance["published"] == "text:dateline"


def test_a_closing_line_on_the_author_names_the_author() -> None:
    document = zoned(f"Ferries stop\n\n{LONG}\n\nAnn Reed is a senior fellow at the Harbour Institute.\n\nTags: ports")
    assert document.authors == ("Ann Reed",)
    assert said(document, ZoneKind.BYLINE) == ["Ann Reed is a senior fellow at the Harbour Institute."]


def test_a_person_of_whom_the_piece_tells_is_not_its_author() -> None:
    text = f"Ferries stop\n\n{LONG} Ann Reed protested.\n\nAnn Reed is an editor at the Harbour Institute."
    assert zoned(text).authors == ()


def test_what_reading_found_is_kept() -> None:
    document = zoned(f"Ferries stop\n\n{LONG}", title="Another title")
    assert document.title == "Another title"
    assert "title" not in document.provenance


@pytest.mark.parametrize(
    "words", ["By nightfall", "By 2014", "by the river", "By Ann Reed who left the town at night", "By A"]
)
def test_read_byline_refuses_prose(words: str) -> None:
    assert read_byline(words) is None
