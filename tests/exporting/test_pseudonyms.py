"""No export carries a reader's name unless it is asked for, and every offset stays true."""

import io
import json
from dataclasses import replace

import pytest

from dateline.exporting import FORMATS, export
from dateline.model import (
    Actor,
    Chain,
    Claim,
    ClaimKind,
    Document,
    EventType,
    Evidence,
    Moment,
    Party,
    PartyMissing,
    PlaceMissing,
    Report,
    Span,
    Status,
    Term,
    Voice,
    VoiceKind,
    WhenMissing,
    Zone,
    ZoneKind,
)

BODY = "Rebels shelled Kismayo on Monday."
FIRST = "Hodan Warsame says: They shelled us twice."
SECOND = "Kismayo says: Thanks, HODAN. Hodan Warsame fled, I hear."
TEXT = "\n\n".join([BODY, FIRST, SECOND])


def quote(words: str, after: int = 0) -> Evidence:
    start = TEXT.index(words, after)
    return Evidence.at(TEXT, start, start + len(words))


@pytest.fixture
def commented() -> Document:
    first, second = TEXT.index(FIRST), TEXT.index(SECOND)
    zones = (
        Zone(ZoneKind.BODY, Span(0, len(BODY))),
        Zone(ZoneKind.COMMENT, Span(first, first + len(FIRST)), "Hodan Warsame", Moment("2014-05-05")),
        Zone(ZoneKind.COMMENT, Span(second, len(TEXT)), "Kismayo"),
    )
    return Document(Document.id_for("1" * 64, TEXT), "1" * 64, TEXT, title="Shelling", zones=zones)


@pytest.fixture
def spoken_of(commented: Document) -> Report:
    """A report in which one reader says what another did."""
    fled = quote("Hodan Warsame fled")
    return Report(
        commented.id,
        ZoneKind.COMMENT,
        fled,
        quote("fled"),
        EventType.RETREAT,
        None,
        Status.OCCURRED,
        "test 1",
        actors=(
            Party(Actor("text:hodan warsame", "Hodan Warsame", known=False), quote("Hodan Warsame", fled.start)),
            Party(Actor("pack:kismayo", "Kismayo", "government"), quote("Kismayo", fled.start - 40)),
        ),
        recipients_missing=PartyMissing.NOT_STATED,
        place_missing=PlaceMissing.NOT_STATED,
        when_missing=WhenMissing.NOT_STATED,
        voices=Chain((Voice("commenter:hodan warsame", "Hodan Warsame", VoiceKind.COMMENTER, quote("Hodan Warsame")),)),
    )


@pytest.fixture
def filled(record, commented, spoken_of):
    claim = Claim(
        commented.id,
        ZoneKind.COMMENT,
        spoken_of.sentence,
        ClaimKind.DISPUTE,
        subject=Term("Hodan Warsame", spoken_of.actors[0].evidence),
    )
    record.begin({}).store(
        commented,
        original=TEXT.encode(),
        media="text",
        origin="a.txt",
        reports=[spoken_of, replace(spoken_of, zone=ZoneKind.BODY, trigger=quote("Hodan", spoken_of.sentence.start))],
        claims=[claim],
        fingerprint="f",
        reading_fingerprint="r",
    )
    record.reconcile()
    return record


def written(record, **options) -> str:
    to = io.BytesIO()
    export(record, to=to, **options)
    return to.getvalue().decode("utf-8", "replace")


@pytest.mark.parametrize("format", sorted(FORMATS))
def test_no_format_carries_a_reader(filled, format: str) -> None:
    for what in FORMATS[format].holds:
        held = written(filled, what=what, format=format).casefold()
        assert "hodan" not in held, what
        assert "warsame" not in held, what


def test_the_same_reader_has_the_same_number_as_voice_as_party_and_as_author(filled) -> None:
    document = json.loads(written(filled, what="documents"))
    report = json.loads(written(filled, what="reports").splitlines()[0])
    claim = json.loads(written(filled, what="claims"))
    number = document["zones"][1]["author"]
    assert number == "reader-1"
    for named in (report["voices"][0], report["actors"][0], claim["subject"]):
        assert (named["id"], named["name"]) == (f"commenter:{number}", number)


def test_public_actor_keeps_its_name_where_a_reader_signs_with_it(filled) -> None:
    report = json.loads(written(filled, what="reports").splitlines()[0])
    assert (report["actors"][1]["id"], report["actors"][1]["name"]) == ("pack:kismayo", "Kismayo")


def test_parts_of_a_name_are_covered_in_comments(filled) -> None:
    covered = json.loads(written(filled, what="documents"))["text"]
    assert "Thanks, █████." in covered


def test_offsets_stay_true(filled) -> None:
    covered = json.loads(written(filled, what="documents"))["text"]
    assert len(covered) == len(TEXT)

    def check(value: object) -> int:
        if isinstance(value, list):
            return sum(map(check, value))
        if not isinstance(value, dict):
            return 0
        if "words" in value:
            assert covered[value["start"] : value["end"]] == value["words"]
        return ("words" in value) + sum(map(check, value.values()))

    rows = [*written(filled, what="reports").splitlines(), *written(filled, what="claims").splitlines()]
    assert sum(check(json.loads(row)) for row in rows) == 12


def test_names_are_kept_where_they_are_asked_for(filled) -> None:
    assert json.loads(written(filled, what="documents", commenters="keep"))["text"] == TEXT
    report = json.loads(written(filled, what="reports", commenters="keep").splitlines()[0])
    assert report["voices"][0]["name"] == report["actors"][0]["name"] == "Hodan Warsame"
