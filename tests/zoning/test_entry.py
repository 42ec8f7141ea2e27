from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.zoning.entry import read_entry
from dateline.zoning.entry_parts import note_number

PORT = (("Reed, Ann",), "Port closed", "Coast Daily", "2016-04-05")


def parts(line: str, *, announced: bool = False, side=None):
    entry = read_entry(line, announced=announced, side=side)
    return entry and (entry.authors, entry.title, entry.outlet, entry.moment.edtf if entry.moment else None)


@pytest.mark.parametrize(
    "line",
    [
        "Reed, Ann, “Port closed,” Coast Daily, 5 April 2016",
        "[12] Reed, Ann, “Port closed,” Coast Daily, 5 April 2016.",
        "² Reed, Ann, “Port closed,” Coast Daily, April 5, 2016",
        "3) Reed, Ann: „Port closed“, Coast Daily, 5. April 2016",
        'Reed, Ann. "Port closed." Coast Daily 5 Apr. 2016.',
        "Reed, Ann (2016-04-05). “Port closed”. Coast Daily. Retrieved 7 June 2017.",
        "See Reed, Ann, “Port closed,” in Coast Daily, 5 April 2016, p. 7",
        "Reed, Ann, « Port closed » (Coast Daily, 05.04.2016)",
        "Reed, Ann (2016, April 5). Port closed. Coast Daily, 3(2), 4–9. https://coast.example/port",
        "5 April 2016, Reed, Ann, “Port closed,” Coast Daily",
    ],
)
def test_entry_that_is_a_citation_wherever_it_stands(line: str) -> None:
    assert parts(line) == PORT


@pytest.mark.parametrize(
    "line",
    [
        "Reed, Ann. Port closed. Coast Daily, April 5, 2016.",
        "Reed, Ann. 2016. Port closed. Coast Daily, April 5.",
        "Reed, Ann. Port closed. Coast Daily. 5 April 2016.",
    ],
)
def test_entry_parted_by_full_stops_is_one_only_below_a_heading(line: str) -> None:
    assert parts(line, announced=True) == PORT
    assert read_entry(line, announced=False) is None


@pytest.mark.parametrize(
    "line",
    [
        "Reuters: Port closed again (5 April 2016)",
        "Port closed again – Reuters, 5 April 2016",
        "Port closed again (Reuters, 5 April 2016)",
        "2016-04-05: Port closed again, Reuters",
        "Reuters | Port closed again | 5 April 2016",
        "Reuters, Port closed again, 5 April 2016",
    ],
)
def test_bare_title_has_its_outlet_where_a_known_one_stands(line: str) -> None:
    assert parts(line, announced=True) == ((), "Port closed again", "Reuters", "2016-04-05")
    assert read_entry(line, announced=False) is None


def test_bare_title_with_an_outlet_that_nobody_knows_goes_by_the_other_entries() -> None:
    line = "Harbour Lamp: Port closed again (5 April 2016)"
    assert parts(line, announced=True) == ((), "Harbour Lamp: Port closed again", None, "2016-04-05")
    assert parts(line, announced=True, side="first") == ((), "Port closed again", "Harbour Lamp", "2016-04-05")


def test_linked_title_gives_its_address_and_the_day_in_it() -> None:
    entry = read_entry("- [Port closed](https://coast.example/2016/04/05/port)", announced=True)
    assert entry is not None
    assert (entry.title, entry.outlet, entry.url) == (
        "Port closed",
        "coast.example",
        "https://coast.example/2016/04/05/port",
    )
    assert entry.moment is not None
    assert entry.moment.edtf == "2016-04-05"


def test_bare_address_is_an_entry_only_below_a_heading() -> None:
    assert parts("https://www.coast.example/port.", announced=True) == ((), None, "coast.example", None)
    assert read_entry("https://www.coast.example/port", announced=False) is None


def test_several_authors_are_parted_and_their_initials_kept() -> None:
    assert parts("Reed, A., & Cole, T. B. (2016). Port closed. Coast Daily.")[0] == ("Reed, A.", "Cole, T. B.")
    line = "Ito, T. J. and Reed, A. Port closed: Who pays? Coast Daily, 5 April 2016."
    assert parts(line, announced=True)[:2] == (("Ito, T. J.", "Reed, A."), "Port closed: Who pays?")
    assert parts("Thomas J. Ito. Port closed. Coast Daily, 5 April 2016.", announced=True)[0] == ("Thomas J. Ito",)


def test_full_stop_of_an_abbreviation_stays_in_the_title() -> None:
    assert parts("Reed, Ann, “Attacks on U.S.,” Coast Daily, 5 April 2016")[1] == "Attacks on U.S."


@pytest.mark.parametrize(
    "line",
    [
        "“We will stay for long,” the dockers said.",
        "He called it “a day of shame,” and left on 4/26/16.",
        "He said (2016, May 4) that nothing had happened. The port stayed shut.",
        "Abu Ali (2016) was a leader. He died in Basra.",
        "Colonel Ito told them: “Stay here,” on 5 April 2016.",
        "“Port closed” (link)",
        "ON 5 APRIL 2016, “THE DOCKERS” CALLED A STRIKE",
        "Ibid., p. 5",
    ],
)
def test_prose_is_no_entry(line: str) -> None:
    entry = read_entry(line, announced=False)
    assert entry is None or not entry.is_sure


def test_sentence_in_a_section_of_notes_is_no_entry() -> None:
    assert read_entry("The author visited the port in May 2016.", announced=True) is None
    assert read_entry("Ann Reed writes for the Coast Daily.", announced=True) is None


def test_date_that_reads_two_ways_stays_empty_but_counts_as_one() -> None:
    entry = read_entry("Reed, Ann, “Port closed,” Coast Daily, 4/5/16", announced=False)
    assert entry is not None
    assert (entry.moment, entry.is_dated, entry.outlet) == (None, True, "Coast Daily")


def test_note_number_reads_brackets_stops_and_raised_digits() -> None:
    assert [note_number(f"{mark} Reed") for mark in ("[3]", "(3)", "3.", "³", "^3", "[^3]:")] == [3] * 6
    assert note_number("2016 was dry") is None


@given(st.text(max_size=200), st.booleans())
def test_every_part_of_an_entry_is_words_of_its_line(line: str, announced: bool) -> None:
    entry = read_entry(line, announced=announced)
    if entry is not None:
        assert (entry.title or "") in line
        assert entry.url is None or entry.url.removeprefix("http://") in line


_WORD = st.sampled_from(
    ["Reed,", "Ann", "“Port", "closed,”", "Coast", "Daily,", "2016", "(2016)", "5", "April", "said", ".", "-", "[1]"]
    + ["https://a.example/b", "“", "”", "and", "A."]
)


@given(st.lists(_WORD, max_size=14).map(" ".join), st.booleans())
def test_scraps_of_entries_break_nothing(line: str, announced: bool) -> None:
    entry = read_entry(line, announced=announced)
    assert entry is None or entry.title or entry.url
