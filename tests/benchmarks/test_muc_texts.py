"""Reading dispatches in capitals, on dispatches of our own."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from benchmarks.muc.texts import dispatch, read_dispatches
from benchmarks.muc.truecase import is_common, truecase
from hypothesis import given
from hypothesis import strategies as st


def test_read_dispatches_splits_a_file_and_drops_headers(tmp_path: Path):
    path = tmp_path / "tst9-muc9"
    path.write_text(
        "TST9-MUC9-0001\n\n   QUITO, 3 FEB 91 (EFE) -- [TEXT] A BRIDGE FELL.\n\n"
        "TST9-MUC9-0002 (X)\n\n   CLANDESTINE, NO DATE -- [STATEMENT] [TEXT] NOTHING FELL.\n",
        encoding="latin-1",
    )
    first, second = read_dispatches(path)
    assert (first.message, first.sent_from, first.sent) == ("TST9-MUC9-0001", "QUITO", date(1991, 2, 3))
    assert first.document.text == "A bridge fell."
    assert (second.sent, second.document.text) == (None, "Nothing fell.")


def test_dispatch_keeps_acronyms_and_drops_remarks():
    made = dispatch("M", "   LIMA, 1 MAR 90 -- THE COMMON WEAVERS FRONT [CWF] MARCHED [PASSAGE INDISTINCT] HOME.")
    assert made.document.text == "The Common Weavers Front (CWF) marched home."


def test_dispatch_joins_lines_and_keeps_paragraphs():
    made = dispatch("M", "   LIMA, 1 MAR 90 -- THE MARKET\nWAS OPEN.\n\n   THE PORT WAS SHUT.")
    assert made.document.text == "The market was open.\n\nThe port was shut."


def test_dispatch_with_an_impossible_day_has_no_date():
    assert dispatch("M", "   LIMA, 31 FEB 90 -- IT RAINED.").sent is None


def test_dispatch_without_words_has_no_zone():
    assert dispatch("M", "   LIMA, 1 MAR 90 -- ").document.zones == ()


@pytest.mark.parametrize(
    ("capitals", "prose"),
    [
        ("REBELS HELD KISMAYO FOR 2 DAYS.", "Rebels held Kismayo for 2 days."),
        ("PRESIDENT OLEKSANDR KOVALENKO SPOKE IN KHARKIV.", "President Oleksandr Kovalenko spoke in Kharkiv."),
        ("A SOMALI TRADER LEFT ON MONDAY.", "A Somali trader left on Monday."),
        ("HE SAID THAT THEY WOULD RETURN TO SAN SALVADOR.", "He said that they would return to San Salvador."),
        ("A MINISTER, PEDRO ROSA, LEFT.", "A minister, Pedro Rosa, left."),
    ],
)
def test_truecase_writes_names_with_capitals(capitals, prose):
    assert truecase(capitals) == prose


@given(st.text(alphabet="ABCDE -.'\n()[]\"19", max_size=60))
def test_truecase_changes_nothing_but_case(text):
    assert truecase(text).upper() == text


def test_is_common_knows_inflections():
    assert is_common("villages")
    assert is_common("attacked")
    assert not is_common("kovalenko")
