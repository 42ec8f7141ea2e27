from __future__ import annotations

import pytest

from dateline.model import Document, Moment, PublishedHow, Span
from dateline.reading.page import Page
from dateline.zoning import zone

BODY = "The two sides had held talks since the summer, and the road to the north stayed closed to lorries.\n"


def zoned(text: str, published: str | None = None) -> Document:
    stated = Moment(published) if published else None
    return zone(Page(Document("d", "0", text, published=stated)))


def edtf(document: Document) -> str | None:
    return document.published.edtf if document.published else None


@pytest.mark.parametrize(
    ("filing", "day", "words"),
    [
        ("BAGHDAD, March 14, 2009 (Wire) - ", "2009-03-14", "March 14, 2009"),
        ("(Baghdad, 14 March 2009) ", "2009-03-14", "14 March 2009"),
        ("Port-au-Prince, 3 May 2012 – ", "2012-05-03", "3 May 2012"),
        ("DEIR EZ-ZOR, Syria, 2 April 2016 (Agency) -- ", "2016-04-02", "2 April 2016"),
    ],
)
def test_filing_line_gives_the_day_and_its_words(filing: str, day: str, words: str) -> None:
    document = zoned(
        f"Rebels leave the valley\n\n{filing}Rebels left the valley and burned the bridge behind them.\n\n{BODY}"
    )
    assert edtf(document) == day
    assert document.published_how is PublishedHow.INFERRED
    assert document.provenance["published"] == "text:dateline"
    evidence = document.published_evidence
    assert evidence is not None
    assert evidence.words == words == document.text[evidence.start : evidence.end]


def test_filing_line_without_a_year_takes_that_of_the_latest_date_before_it() -> None:
    more = "The truce of 27 February 2009 had been signed in the capital.\n"
    document = zoned(f"Rebels leave\n\nMOSUL, March 14 (Wire) - Rebels left after a night of shelling.\n\n{more}")
    assert (edtf(document), document.published_how) == ("2009-03-14", PublishedHow.INFERRED)


def test_filing_line_without_a_year_stays_unknown_where_no_date_lies_near() -> None:
    more = "The war that began on 3 May 2001 goes on.\n"
    document = zoned(f"Rebels leave\n\nMOSUL, March 14 (Wire) - Rebels left after a night of shelling.\n\n{more}")
    assert (edtf(document), document.published_how) == (None, PublishedHow.UNKNOWN)


def test_last_line_of_place_and_date_gives_the_day() -> None:
    document = zoned(f"A letter on the valley\n\n{BODY}\n{BODY}\nGeneva, 3 May 2012\n")
    assert (edtf(document), document.published_how) == ("2012-05-03", PublishedHow.INFERRED)


def test_lead_of_a_report_gives_the_first_day_it_can_have_come_out() -> None:
    lead = "On 14 March 2009 gunmen killed five soldiers at a checkpoint near the river, police said.\n"
    document = zoned(f"Five soldiers killed\n\n{lead}\n{BODY}")
    assert (edtf(document), document.published_how) == ("2009-03-14/..", PublishedHow.INFERRED)
    assert document.provenance["published"] == "text:lead"


@pytest.mark.parametrize(
    "more",
    ["A vote was held in 2011.\n", "They came back on 3 May 2010 with lorries.\n"],
)
def test_lead_of_an_earlier_day_than_the_rest_tells_nothing(more: str) -> None:
    lead = "On 14 March 2009 gunmen killed five soldiers at a checkpoint near the river, police said.\n"
    assert zoned(f"Five soldiers killed\n\n{lead}\n{more}").published is None


def test_date_in_the_bibliography_or_the_middle_of_the_text_tells_nothing() -> None:
    sources = "Sources\n\nReed, Ann, “The valley,” Wire, 5/30/13\n"
    assert zoned(f"The valley\n\n{BODY}\nThe accord of 3 May 2012 held for a year.\n\n{sources}").published is None


def test_stated_date_stands_and_has_no_evidence() -> None:
    document = zoned(f"Rebels leave\n\nMOSUL, March 14, 2009 (Wire) - Rebels left the valley.\n\n{BODY}", "2009-03-15")
    assert (edtf(document), document.published_how, document.published_evidence) == (
        "2009-03-15",
        PublishedHow.STATED,
        None,
    )


def test_evidence_stands_in_the_text_where_lines_are_indented() -> None:
    document = zoned(f"Rebels leave\n\n   (Baghdad, 14 March 2009) Rebels left the valley at night.\n\n{BODY}")
    evidence = document.published_evidence
    assert evidence is not None
    assert Span(evidence.start, evidence.end).slice == slice(evidence.start, evidence.end)
    assert document.text[evidence.start : evidence.end] == "14 March 2009"
