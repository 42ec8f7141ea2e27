"""What is handed on names no private person, if that is asked for, and every offset stays true."""

import io
import json

import pytest
from click.testing import CliRunner

from dateline.cli.app import cli
from dateline.errors import ExportError
from dateline.exporting import FORMATS, export
from dateline.model import (
    Actor,
    Document,
    EventType,
    Evidence,
    Mention,
    MentionForm,
    MentionType,
    Party,
    PartyMissing,
    PlaceMissing,
    Report,
    Sensitivity,
    Span,
    Status,
    WhenMissing,
    Zone,
    ZoneKind,
)

TEXT = "Governor Omar Salad fled. Shells killed Deeqa Warsan at the well. Warsan sold cloth. Salad Road was closed."
DEEQA = Actor("text:deeqa warsan", "Deeqa Warsan", known=False)
OMAR = Actor("text:omar salad", "Omar Salad", "government", known=False)


def quote(words: str, after: int = 0) -> Evidence:
    at = TEXT.index(words, after)
    return Evidence.at(TEXT, at, at + len(words))


def person(words: str, actor: Actor, sensitivity: Sensitivity, after: int = 0) -> Mention:
    return Mention(MentionType.PERSON, MentionForm.NAME, quote(words, after), actor, sensitivity=sensitivity)


@pytest.fixture
def filled(record):
    zones = (Zone(ZoneKind.BODY, Span(0, len(TEXT))),)
    document = Document(
        Document.id_for("1" * 64, TEXT),
        "1" * 64,
        TEXT,
        title="Shells kill Deeqa Warsan",
        url="https://news.example/2014/cloth-seller-deeqa-warsan-killed.html",
        zones=zones,
    )
    report = Report(
        document.id,
        ZoneKind.BODY,
        quote("Shells killed Deeqa Warsan at the well."),
        quote("killed"),
        EventType.ASSAULT,
        None,
        Status.OCCURRED,
        "test 1",
        actors_missing=PartyMissing.NOT_AN_ACTOR,
        recipients=(Party(DEEQA, quote("Deeqa Warsan")),),
        place_missing=PlaceMissing.NOT_STATED,
        when_missing=WhenMissing.NOT_STATED,
    )
    mentions = [
        person("Omar Salad", OMAR, Sensitivity.PUBLIC),
        person("Deeqa Warsan", DEEQA, Sensitivity.PRIVATE),
        person("Warsan", DEEQA, Sensitivity.PRIVATE, TEXT.index("Warsan sold")),
        Mention(MentionType.FACILITY, MentionForm.NAME, quote("Salad Road")),
    ]
    record.begin({}).store(
        document,
        original=TEXT.encode(),
        media="text",
        origin="a.txt",
        reports=[report],
        mentions=mentions,
        fingerprint="f",
        reading_fingerprint="r",
    )
    return record


def written(record, **options) -> str:
    to = io.BytesIO()
    export(record, to=to, **options)
    return to.getvalue().decode("utf-8", "replace")


@pytest.mark.parametrize("persons", ["pseudonym", "withhold"])
@pytest.mark.parametrize("format", sorted(FORMATS))
def test_no_format_carries_a_private_person(filled, format: str, persons: str) -> None:
    for what in FORMATS[format].holds:
        held = written(filled, what=what, format=format, persons=persons).casefold()
        assert "deeqa" not in held, what
        assert "warsan" not in held, what


def test_public_persons_and_what_shares_their_name_stay(filled) -> None:
    text = json.loads(written(filled, what="documents", persons="pseudonym"))["text"]
    assert text.startswith("Governor Omar Salad fled.")
    assert "Salad Road" in text


def test_names_are_kept_unless_asked(filled) -> None:
    row = json.loads(written(filled, what="documents"))
    assert (row["text"], row["title"]) == (TEXT, "Shells kill Deeqa Warsan")


def test_a_pseudonym_is_one_number_and_withholding_tells_nobody_apart(filled) -> None:
    numbered = json.loads(written(filled, persons="pseudonym"))["recipients"][0]
    withheld = json.loads(written(filled, persons="withhold"))["recipients"][0]
    assert (numbered["id"], numbered["name"]) == ("person:person-1", "person-1")
    assert (withheld["id"], withheld["name"]) == ("person:withheld", "a private person")
    rows = [json.loads(line) for line in written(filled, what="mentions", persons="pseudonym").splitlines()]
    assert [r["actor"]["id"] for r in rows if r["sensitivity"] == "private"] == ["person:person-1"] * 2


def test_offsets_stay_true_under_the_covers(filled) -> None:
    text = json.loads(written(filled, what="documents", persons="withhold"))["text"]
    assert len(text) == len(TEXT)
    for line in written(filled, what="mentions", persons="withhold").splitlines():
        row = json.loads(line)
        assert text[row["start"] : row["end"]] == row["words"]


def test_an_address_that_spells_the_name_out_is_left_out(filled) -> None:
    assert json.loads(written(filled, what="documents", persons="pseudonym"))["url"] is None
    assert json.loads(written(filled, what="documents"))["url"]


def test_export_refuses_what_it_cannot_do_with_persons(filled) -> None:
    with pytest.raises(ExportError, match="keep, pseudonym, withhold"):
        written(filled, persons="blur")


def test_publish_covers_readers_and_persons(filled) -> None:
    name = filled.name
    shown = CliRunner().invoke(cli, ["export", name, "--what", "reports", "--publish"])
    assert shown.exit_code == 0
    assert "person-1" in shown.output
    assert "Deeqa" not in shown.output
    refused = CliRunner().invoke(cli, ["export", name, "--publish", "--persons", "keep"])
    assert refused.exit_code == 2
    assert "cannot be combined" in refused.output
