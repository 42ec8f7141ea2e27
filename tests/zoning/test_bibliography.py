from __future__ import annotations

from zoning_pages import LONG, said, zoned

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
