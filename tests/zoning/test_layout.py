from __future__ import annotations

from zoning_pages import LONG, said, zoned

from dateline.model import ZoneKind


def test_consecutive_paragraphs_are_one_body() -> None:
    assert said(zoned(f"Ferries stop\n\n{LONG}\n\n{LONG}"), ZoneKind.BODY) == [f"{LONG}\n\n{LONG}"]


def test_a_heading_inside_the_piece_is_a_headline_of_its_own() -> None:
    document = zoned(f"Ferries stop\n\n{LONG}\n\nWhat the dockers want\n\n{LONG}")
    assert said(document, ZoneKind.HEADLINE) == ["Ferries stop", "What the dockers want"]


def test_credited_lines_above_a_paragraph_are_captions() -> None:
    document = zoned(
        f"Ferries stop\n\n{LONG}\n\nOld harbour (Wikimedia)\n{LONG}\n\nThe pier at dawn. Photo: Ann Reed\n\n{LONG}"
    )
    assert said(document, ZoneKind.CAPTION) == ["Old harbour (Wikimedia)", "The pier at dawn. Photo: Ann Reed"]


def test_a_tag_cloud_at_the_end_is_furniture() -> None:
    document = zoned(f"Ferries stop\n\n{LONG}\n\nTags: sea, ports\n\nHarbours\n\nFerries\n\nWeather")
    assert said(document, ZoneKind.FURNITURE) == ["Tags: sea, ports\n\nHarbours\n\nFerries\n\nWeather"]


def test_a_short_last_paragraph_is_body() -> None:
    assert said(zoned(f"Ferries stop\n\n{LONG}\n\nNo one was hurt."), ZoneKind.BODY) == [f"{LONG}\n\nNo one was hurt."]


def test_markdown_marks_front_matter_headings_and_quotations() -> None:
    front = "---\ntitle: Ferries stop\ndate: 2014-03-02\nauthor: Ann Reed\n---"
    text = f"{front}\n\n# Ferries stop\n\n{LONG}\n\n## Why\n\n> We stay.\n\n{LONG}"
    document = zoned(text, path="page.md")
    assert (document.title, document.authors) == ("Ferries stop", ("Ann Reed",))
    assert document.published is not None
    assert document.provenance["published"] == "text:front matter"
    assert said(document, ZoneKind.HEADLINE) == ["Ferries stop", "Why"]
    assert said(document, ZoneKind.QUOTATION) == ["> We stay."]
    assert said(document, ZoneKind.FURNITURE)[0].startswith("---")


def test_front_matter_of_plain_text_is_furniture_and_gives_its_facts() -> None:
    front = "---\ntitle: Ferries stop\ndate: 2014-03-02\noutlet: Harbour Herald\n---"
    document = zoned(f"{front}\n\n{LONG}\n\n# no heading\n\n{LONG}", path="page.txt")
    assert (document.title, document.publisher) == ("Ferries stop", "Harbour Herald")
    assert document.published is not None
    assert said(document, ZoneKind.FURNITURE) == [front]
    assert said(document, ZoneKind.BODY)[0].startswith(LONG)


def test_hard_wrapped_prose_is_neither_heading_nor_caption() -> None:
    wrapped = (
        "The ferries stopped at noon, said the office of the harbour master (OHM)\n"
        "in a note that was pinned to the gates. It gave no reason for the\nclosure and no day on which it would end."
    )
    assert said(zoned(f"Ferries stop\n\n{wrapped}"), ZoneKind.BODY) == [wrapped]
