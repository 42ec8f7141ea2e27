"""The marks of a document's story: names, ages, figures."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.errors import KnowledgeError
from dateline.model import Document, Evidence, Mention, MentionForm, MentionType, Span, Zone, ZoneKind
from dateline.reconciling.incidents.accounts import marks
from dateline.reconciling.incidents.accounts.marks import MARKS, MOST, marks_of


def document_of(text: str, *zones: Zone) -> Document:
    return Document("d", "s", text, zones=zones)


def named(text: str, words: str, kind: MentionType = MentionType.PERSON) -> Mention:
    start = text.index(words)
    return Mention(kind, MentionForm.NAME, Evidence.at(text, start, start + len(words)))


def ages(text: str) -> set[int]:
    return set(marks_of(document_of(text), ())["ages"])


def test_marks_of_one_name_in_two_spellings_are_the_same() -> None:
    one, other = "Muqtada Hamid spoke.", "Then Moqtada Hamid left."
    here = marks_of(document_of(one), [named(one, "Muqtada Hamid")])
    there = marks_of(document_of(other), [named(other, "Moqtada Hamid")])
    assert here["people"] == there["people"] != ()
    assert here["wholes"] == there["wholes"] != ()
    assert len(here["names"]) == 2


def test_marks_hold_persons_by_first_and_last_name_only() -> None:
    text = "Asha Farah Nuur met Warsame in Baidoa."
    mentions = [
        named(text, "Asha Farah Nuur"), named(text, "Warsame"), named(text, "Baidoa", MentionType.STATE),
    ]  # fmt: skip
    found = marks_of(document_of(text), mentions)
    short = "Asha Nuur."
    assert found["people"] == marks_of(document_of(short), [named(short, "Asha Nuur")])["people"]
    assert len(found["wholes"]) == 3


def test_marks_leave_out_pronouns_and_times() -> None:
    text = "On Monday she left Baidoa."
    she = Mention(MentionType.PERSON, MentionForm.PRONOUN, Evidence.at(text, 10, 13))
    found = marks_of(document_of(text), [she, named(text, "Monday", MentionType.TEMPORAL)])
    assert found["names"] == found["wholes"] == found["people"] == ()


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("A 9-year-old boy", "a boy aged nine"),
        ("Asha Nuur, 34, was hit.", "The victim (34) is not 34, but Asha (34)"),
        ("a twenty-five-year-old", "she was 25 years old"),
    ],
)
def test_marks_of_ages_are_the_same_however_they_are_told(text: str, same: str) -> None:
    assert ages(text) & ages(same)


def test_marks_of_ages_keep_months_apart_from_years() -> None:
    assert ages("a nine-month-old girl") != ages("a nine-year-old girl")
    assert len(ages("a nine-month-old girl")) == 1


@pytest.mark.parametrize(
    "text", ["On 6 March 2012, 34 people", "a 200-year-old mosque", "the 12, who left", "at 8, they"]
)
def test_marks_take_no_other_number_for_an_age(text: str) -> None:
    assert ages(text) == set()


def test_marks_are_taken_from_what_is_told_only() -> None:
    text = "Nine died in Baidoa.\nRead More Stories: Asha Nuur, 34, 555"
    cut = text.index("\n")
    zones = (Zone(ZoneKind.BODY, Span(0, cut)), Zone(ZoneKind.FURNITURE, Span(cut, len(text))))
    found = marks_of(document_of(text, *zones), [named(text, "Asha Nuur")])
    assert not any(found.values())


def test_marks_join_capitalised_words_that_stand_in_a_row() -> None:
    assert len(marks_of(document_of("the Hamar Weyne market, Asha said"), ())["pairs"]) == 1


def test_marks_keep_the_first_of_very_many() -> None:
    text = " ".join(f"{n}," for n in range(1000, 1000 + 2 * MOST))
    found = marks_of(document_of(text), ())["figures"]
    assert len(found) == MOST
    assert set(marks_of(document_of(text[: len("1000, 1001,")]), ())["figures"]) <= set(found)


@given(st.text(max_size=80))
def test_marks_are_sorted_and_each_there_once(text: str) -> None:
    found = marks_of(document_of(text), ())
    assert tuple(found) == MARKS
    assert all(list(hashes) == sorted(set(hashes)) for hashes in found.values())


@pytest.mark.parametrize(
    "raw",
    [
        {},
        {"age_after": ["year old"], "age_before": ["aged"], "shorter": ["month"], "oldest": 0},
        {"age_after": "year old", "age_before": ["aged"], "shorter": ["month"], "oldest": 115},
    ],
)
def test_marks_refuse_a_file_that_breaks_its_schema(raw: dict[str, object]) -> None:
    with pytest.raises(KnowledgeError, match=r"marks\.toml"):
        marks._ages_from(raw)
