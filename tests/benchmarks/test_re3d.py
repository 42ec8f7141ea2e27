"""The score of entities on re3d, on a source of our own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks import re3d
from dateline.model import Actor, Evidence, Mention, MentionForm, MentionType

TEXT = "Then the Kilo Army met Prime Minister Ada Omar and the Kilos."


def mention(
    words: str, type_: MentionType, form: MentionForm = MentionForm.NAME, actor: Actor | None = None
) -> Mention:
    start = TEXT.index(words)
    return Mention(type_, form, Evidence.at(TEXT, start, start + len(words)), actor)


@pytest.mark.parametrize(
    ("words", "type_", "wanted"),
    [
        ("Kilo Army", MentionType.ORGANISATION, ("the Kilo Army", "Organisation")),
        ("Ada Omar", MentionType.PERSON, ("Prime Minister Ada Omar", "Person")),
        ("Kilos", MentionType.NATIONALITY, ("the Kilos", "Organisation")),
        ("Ada", MentionType.FACILITY, ("Ada", "Location")),
    ],
)
def test_mentions_are_written_as_the_set_writes_them(words: str, type_: MentionType, wanted: tuple[str, str]) -> None:
    ((start, end, kind),) = re3d.said_of(TEXT, [mention(words, type_)])
    assert (TEXT[start:end], kind) == wanted


def test_name_that_modifies_takes_no_article() -> None:
    end = TEXT.index("Kilo") + 4
    ((start, _, _),) = re3d.said_of(TEXT, [mention("Kilo", MentionType.STATE)], modifying={end})
    assert start == TEXT.index("Kilo")


def test_state_that_acts_is_an_organisation_beside_its_place() -> None:
    state = mention("Kilo", MentionType.STATE, actor=Actor("KL:government", "Government of Kilo"))
    said = {(TEXT[a:b], kind) for a, b, kind in re3d.said_of(TEXT, [state])}
    assert said == {("the Kilo", "Organisation"), ("Kilo", "Location")}


def test_operations_are_not_scored() -> None:
    assert re3d.said_of(TEXT, [mention("Kilo", MentionType.OPERATION)]) == set()


def test_measure_counts_all_gold_and_the_sure_part(tmp_path: Path) -> None:
    folder = tmp_path / "Source"
    folder.mkdir()
    text = "Iraqi police left Basra."
    rows = [(0, 12, "Organisation", 1), (18, 23, "Location", 1), (6, 12, "Weapon", 0), (0, 5, "Money", 1)]
    entities = [
        json.dumps({"documentId": "a", "begin": a, "end": b, "type": kind, "confidence": sure})
        for a, b, kind, sure in rows
    ]
    (folder / "documents.json").write_text(json.dumps({"_id": "a", "text": text}), encoding="utf-8")
    (folder / "entities.json").write_text("\n".join(entities), encoding="utf-8")
    figures = re3d.measure(tmp_path)
    assert figures.items == 1
    assert figures.scores["recall"] == pytest.approx(2 / 3)
    assert figures.scores["sure F1"] > figures.scores["F1"]
    assert any("Weapon 'police'" in line for line in figures.errors)
