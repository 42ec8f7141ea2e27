from __future__ import annotations

from zoning_pages import LONG, said, zoned, zoned_html

from dateline.model import ZoneKind

LIST = f"""Harbour dispute

{LONG}

Reed, Ann, “Port closed for a third day,” Coast Daily, 4/5/16
- “Port opens again,” Coast Daily, 4/26/16

Cole, Tim, and Ito, Mei, "Who owns the pier?" Harbour Review, May 2016

Delta News Agency, “Dockers vote on strike,” 2/30/16

Institute for Ports and Harbours, “A year of closures,” 4/9/16
"""


def test_each_entry_becomes_a_reference_with_authors_title_outlet_and_date() -> None:
    got = [(r.authors, r.title, r.outlet, r.date.edtf if r.date else None) for r in zoned(LIST).references]
    assert got == [
        (("Reed, Ann",), "Port closed for a third day", "Coast Daily", "2016-04-05"),
        (("Reed, Ann",), "Port opens again", "Coast Daily", "2016-04-26"),
        (("Cole, Tim", "Ito, Mei"), "Who owns the pier?", "Harbour Review", "2016-05"),
        (("Delta News Agency",), "Dockers vote on strike", "Delta News Agency", None),
        (("Institute for Ports and Harbours",), "A year of closures", "Institute for Ports and Harbours", "2016-04-09"),
    ]


def test_a_continuation_line_inherits_the_outlet_only_where_it_names_none() -> None:
    works = "Delta News, “One,” 3/14/16\n- “Two things,” 3/15/16\n- “Three things,” Coast Daily, 3/16/16"
    text = f"Harbour\n\n{LONG}\n\n{works}"
    assert [r.outlet for r in zoned(text).references] == ["Delta News", "Delta News", "Coast Daily"]


def test_references_stand_in_references_zones() -> None:
    document = zoned(LIST)
    zones = [z.span for z in document.zones if z.kind is ZoneKind.REFERENCES]
    assert document.references
    assert all(any(zone.contains(r.span) for zone in zones) for r in document.references)


def test_dates_that_nothing_decides_stay_empty() -> None:
    text = f"Harbour\n\n{LONG}\n\nReed, Ann, “Port closed,” Coast Daily, 4/5/16"
    assert [r.date for r in zoned(text).references] == [None]


def test_the_own_date_of_the_piece_excludes_later_works() -> None:
    text = f"2 June 2016\n\nHarbour\n\n{LONG}\n\nReed, Ann, “Port closed,” Coast Daily, 3/9/16"
    (reference,) = zoned(text).references
    assert reference.date is not None
    assert reference.date.edtf == "2016-03-09"


def test_a_sentence_with_a_quotation_is_no_reference() -> None:
    text = (
        f"Harbour\n\n{LONG}\n\nHe called it “a day of shame,” and left on 4/26/16.\n\n“We will stay,” the dockers said."
    )
    document = zoned(text)
    assert not document.references
    assert not said(document, ZoneKind.REFERENCES)


def test_entries_without_dates_count_below_a_heading() -> None:
    text = f"Harbour\n\n{LONG}\n\nSources:\n\nReed, Ann, “Port closed,” Coast Daily"
    document = zoned(text)
    assert [(r.outlet, r.date) for r in document.references] == [("Coast Daily", None)]
    assert said(document, ZoneKind.REFERENCES) == ["Sources:\n\nReed, Ann, “Port closed,” Coast Daily"]


def test_a_numbered_note_is_a_reference_too() -> None:
    text = f"Harbour\n\n{LONG}\n\n1. Delta News, “Dockers vote,” 4/26/16\n\n\nDelta News, “Dockers vote,” 4/26/16"
    assert [r.outlet for r in zoned(text).references] == ["Delta News", "Delta News"]


def test_quotations_with_a_pointer_behind_them_are_no_references() -> None:
    text = (
        f"Harbour\n\n{LONG}\n\n“We will stay for as long as it takes” (link)\n\n“Nobody asked us” (Link to the speech)"
    )
    assert not zoned(text).references


def entries(text: str) -> list[tuple[str | None, str | None, str | None]]:
    references = zoned(f"Harbour\n\n{LONG}\n\n{text}").references
    return [(r.title, r.outlet, r.date.edtf if r.date else None) for r in references]


def test_entry_wrapped_over_lines_is_one() -> None:
    text = (
        "Sources\n\nReed, Ann, “A very long title about the port\nand the town,” Coast Daily, 26 April 2016\n\nThe end."
    )
    assert entries(text) == [("A very long title about the port and the town", "Coast Daily", "2016-04-26")]
    (reference,) = zoned(f"Harbour\n\n{LONG}\n\n{text}").references
    assert len(reference.span) == text.index("\n\nThe end") - text.index("Reed")


def test_list_whose_outlets_are_known_in_part_is_read_alike() -> None:
    text = "Sources:\n\nHarbour Lamp: Port shut (4 June 2016)\nReuters: Port open (5 June 2016)"
    assert entries(text) == [("Port shut", "Harbour Lamp", "2016-06-04"), ("Port open", "Reuters", "2016-06-05")]


def test_prose_below_a_heading_ends_the_list() -> None:
    first, later = "Reuters: Port open again (5 June 2016)", "Reuters: Port shut again (7 June 2016)"
    text = f"Sources:\n\n{first}\n\n{LONG}\n\n{LONG}\n\n{later}"
    assert entries(text) == [("Port open again", "Reuters", "2016-06-05")]


def test_years_in_brackets_in_prose_make_no_references() -> None:
    text = "The commander, Abu Ali (2016), had two sons. He died.\n\nBasra (2008). The army moved in. Fighting began."
    assert entries(text) == []


def test_what_the_markup_calls_references_is_a_list() -> None:
    page = (
        f"<article><h1>Harbour dispute</h1><p>{LONG}</p><p>{LONG}</p>"
        "<ol class='references'><li>Reed, Ann. Port closed. Coast Daily, 26 April 2016.</li>"
        "<li>^ <a href='#a'>a</a> Cole, Tim. Port opens. Coast Daily, 27 April 2016.</li></ol></article>"
    )
    assert [r.title for r in zoned_html(page).references] == ["Port closed", "Port opens"]


def test_reference_keeps_the_address_that_it_gives() -> None:
    text = "Reed, Ann, “Port closed,” Coast Daily, 26 April 2016, https://coast.example/port"
    (reference,) = zoned(f"Harbour\n\n{LONG}\n\n{text}").references
    assert (reference.title, reference.url) == ("Port closed", "https://coast.example/port")
