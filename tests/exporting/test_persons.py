"""What is handed on names no private person, if that is asked for, and every offset stays true."""

import io
import json
from functools import partial

import pytest
from click.testing import CliRunner

from dateline.cli.app import cli
from dateline.errors import ExportError
from dateline.exporting import FORMATS, export
from dateline.exporting.pseudonyms import Persons, Pseudonyms
from dateline.model import (
    Act,
    Actor,
    Claim,
    ClaimKind,
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
    Term,
    WhenMissing,
    Zone,
    ZoneKind,
)
from dateline.record.decisions import decide

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
    record.reconcile()
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


def test_incidents_name_the_person_by_number(filled) -> None:
    (row,) = map(json.loads, written(filled, what="incidents", persons="pseudonym").splitlines())
    assert [(p["id"], p["name"]) for p in row["recipients"]] == [("person:person-1", "person-1")]
    (kept,) = map(json.loads, written(filled, what="incidents").splitlines())
    assert kept["recipients"][0]["name"] == "Deeqa Warsan"


def test_contradictions_are_covered_in_what_they_say_and_quote(filled) -> None:
    (document,) = filled.documents()
    at = TEXT.index("Deeqa Warsan")
    quoted = {"document": document["id"], "start": at, "end": at + 12, "words": "Deeqa Warsan"}
    side = {"value": "Deeqa Warsan", "reports": [], "voices": ["Deeqa Warsan", "Omar Salad"], "quotes": [quoted]}
    row = {"id": "x1", "why": "One says Deeqa Warsan.", "values": [side, {**side, "quotes": []}]}
    covers = Pseudonyms(filled.documents(), filled.mentions(), persons=Persons.PSEUDONYM)
    (made,) = covers.cover("contradictions", [row])
    told = next(iter(filled.incidents()))
    told |= {"contradictions": [row], "corroboration": {"why": "1 report: Shells kill Deeqa Warsan"}}
    of = {report["id"]: report["document"] for report in filled.reports()}
    (incident,) = covers.cover_incidents([told], of)
    assert incident["corroboration"]["why"].startswith("1 report: Shells kill █")
    for one in (made, incident["contradictions"][0]):
        assert one["values"][0]["voices"] == ["person-1", "Omar Salad"]
        assert one["values"][0]["quotes"] == [{**quoted, "words": "█" * 12}]
        assert "Warsan" not in json.dumps(one)
        assert one["why"].startswith("One says ")


def stored(record, text: str, number: str, mentions=(), claims=(), **told) -> Document:
    """Store one document of a body, as `number` says for the digest."""
    zones = (Zone(ZoneKind.BODY, Span(0, len(text))),)
    document = Document(Document.id_for(number * 64, text), number * 64, text, zones=zones, **told)
    record.begin({}).store(
        document,
        original=text.encode(),
        media="text",
        origin=f"{number}.txt",
        mentions=mentions,
        claims=claims,
        reports=(),
        fingerprint="f",
        reading_fingerprint="r",
    )
    return document


def private_in(text: str, words: str, actor: Actor = DEEQA) -> Mention:
    at = text.index(words)
    evidence = Evidence.at(text, at, at + len(words))
    return Mention(MentionType.PERSON, MentionForm.NAME, evidence, actor, sensitivity=Sensitivity.PRIVATE)


@pytest.mark.parametrize(
    "address",
    [
        "https://news.example/deeqa%20warsan.html",
        "https://news.example/DeeqaWarsan",
        "https://news.example/deeqawarsan-killed",
        "https://news.example/cloth_seller_warsan",
    ],
)
def test_an_address_is_left_out_however_it_spells_the_name(record, address: str) -> None:
    text = f"Shells killed Deeqa Warsan. See {address} for more."
    stored(record, text, "1", [private_in(text, "Deeqa Warsan")], url=address)
    row = json.loads(written(record, what="documents", persons="withhold"))
    assert row["url"] is None
    assert "warsan" not in row["text"].lower()
    assert len(row["text"]) == len(text)
    assert row["text"].endswith("for more.")


def test_a_part_of_the_name_in_capitals_or_over_a_line_is_covered(record) -> None:
    text = "Shells killed Deeqa Warsan. WARSAN sold cloth. Deeqa\nWarsan was 30; write to deeqa.warsan@mail.example."
    stored(record, text, "1", [private_in(text, "Deeqa Warsan")])
    held = json.loads(written(record, what="documents", persons="pseudonym"))["text"].lower()
    assert "warsan" not in held
    assert "deeqa" not in held


def test_a_person_is_covered_where_another_document_tells_nothing_of_her(record) -> None:
    text, other = "Shells killed Deeqa Warsan.", "People prayed at the well. Deeqa Warsan: a life."
    stored(record, text, "1", [private_in(text, "Deeqa Warsan")])
    stored(record, other, "2", title="Farewell to Deeqa Warsan", url="https://news.example/deeqa-warsan")
    held = written(record, what="documents", persons="withhold").lower()
    assert "warsan" not in held
    assert "people prayed at the well" in held


def test_who_acts_in_public_is_not_covered_since_one_document_does_not_tell(record) -> None:
    one, other = "Omar Salad fled.", "Governor Omar Salad spoke."
    public = Mention(
        MentionType.PERSON, MentionForm.NAME, Evidence.at(other, 9, 19), OMAR, sensitivity=Sensitivity.PUBLIC
    )
    stored(record, one, "1", [private_in(one, "Omar Salad", OMAR)])
    stored(record, other, "2", [public])
    stored(record, "Omar Salad is back.", "3")
    texts = [json.loads(line)["text"] for line in written(record, what="documents", persons="withhold").splitlines()]
    assert sorted(texts) == sorted(["██████████ fled.", other, "Omar Salad is back."])


def test_a_claim_whose_object_names_a_private_person_in_other_words_is_covered(record) -> None:
    text = "The governor denied that his men killed Deeqa Warsan."
    said = Evidence.at(text, text.index("that"), len(text) - 1)
    whole = Evidence.at(text, 0, len(text))
    document = Document.id_for("1" * 64, text)
    claims = [
        Claim(document, ZoneKind.BODY, whole, ClaimKind.DENIAL, object=Term(said.words, said)),
        Claim(document, ZoneKind.BODY, whole, ClaimKind.PROMISE, object=Term(said.words, said, "text:that his men")),
    ]
    stored(record, text, "1", [private_in(text, "Deeqa Warsan")], claims)
    rows = [json.loads(line) for line in written(record, what="claims", persons="withhold").splitlines()]
    assert {row["object"]["name"] for row in rows} == {"that his men killed ████████████"}
    assert {row["object"]["id"] for row in rows} == {None, "text:that his men killed"}


def test_an_actor_called_after_a_private_person_is_left_out(record) -> None:
    text = "Shells killed Deeqa Warsan. The Sons of Deeqa Warsan fled with the Green Well Group."
    sons = Actor("text:sons of deeqa warsan", "Sons of Deeqa Warsan", "militia", known=False)
    group = Actor("text:green well group", "Green Well Group", "militia", known=False)
    mentions = [
        private_in(text, "Deeqa Warsan"),
        *(
            Mention(
                MentionType.ORGANISATION,
                MentionForm.NAME,
                Evidence.at(text, text.index(each.name), text.index(each.name) + len(each.name)),
                each,
            )
            for each in (sons, group)
        ),
    ]
    stored(record, text, "1", mentions)
    held = written(record, what="actors", persons="withhold")
    assert "warsan" not in held.lower()
    assert "Green Well Group" in held
    assert "warsan" not in written(record, what="mentions", persons="withhold").lower()


def test_decisions_about_somebody_who_is_gone_or_told_of_in_the_reason_name_nobody(filled) -> None:
    filled.decide("merge", ["text:deeqa warsan old", "text:omar salad"], reviewer="me")
    filled.decide("merge", ["text:omar salad", "mahdi-army"], reviewer="me", reason="so says Deeqa Warsan")
    held = written(filled, what="decisions", persons="withhold")
    assert "warsan" not in held.lower()
    assert "mahdi-army" in held


def test_decisions_that_set_or_saw_somebodys_name_name_nobody(filled) -> None:
    edit = partial(decide, filled.engine, filled.name, Act.EDIT, ["i0123456789abcdef"], reviewer="me", field="actors")
    edit(value="text:deeqa warsan")
    edit(value="mahdi-army", proposal='{"actors": "Deeqa Warsan"}')
    held = written(filled, what="decisions", persons="withhold")
    assert "warsan" not in held.lower()
    assert "mahdi-army" in held


@pytest.fixture
def judged(filled):
    """A record in which people decided about an incident with a private person, and named her."""
    (incident,) = filled.incidents()
    by = {"reviewer": "Ada"}
    filled.decide("accept", [incident["id"]], reason="as the family says", **by)
    filled.decide("unsure", [incident["id"]], reason="Warsan was seen later", **by)
    filled.decide("edit", [incident["id"]], field="actors", value="mahdi-army; text:deeqa warsan", **by)
    return filled


@pytest.mark.parametrize("persons", ["pseudonym", "withhold"])
@pytest.mark.parametrize("format", sorted(FORMATS))
def test_no_format_carries_her_after_decisions(judged, format: str, persons: str) -> None:
    for what in FORMATS[format].holds:
        held = written(judged, what=what, format=format, persons=persons).casefold()
        assert "deeqa" not in held, what
        assert "warsan" not in held, what


def test_decisions_keep_what_names_nobody(judged) -> None:
    rows = [json.loads(line) for line in written(judged, what="decisions", persons="withhold").splitlines()]
    assert [row["reason"] for row in rows] == ["as the family says", None, None]
    assert rows[2]["value"] == "mahdi-army; person:withheld"
    for row in rows:
        (seen,) = json.loads(row["proposal"]).values()
        assert seen["recipients"] == ["person:withheld"]
        assert seen["type"] == "ASSAULT"
    whole = [json.loads(line) for line in written(judged, what="decisions").splitlines()]
    assert whole[2]["value"] == "mahdi-army; text:deeqa warsan"


def test_an_actor_put_in_by_hand_from_another_document_is_covered(filled) -> None:
    text = "Rebels attacked Kismayo on Monday."
    document = stored(filled, text, "2")
    report = Report(
        document.id,
        ZoneKind.BODY,
        Evidence.at(text, 0, len(text)),
        Evidence.at(text, 7, 15),
        EventType.ASSAULT,
        None,
        Status.OCCURRED,
        "test 1",
        actors_missing=PartyMissing.NOT_STATED,
        recipients_missing=PartyMissing.NOT_STATED,
        place_missing=PlaceMissing.NOT_STATED,
        when_missing=WhenMissing.NOT_STATED,
    )
    filled.begin({}).store(
        document,
        original=text.encode(),
        media="text",
        origin="2.txt",
        reports=[report],
        fingerprint="g",
        reading_fingerprint="r",
    )
    filled.reconcile()
    row = next(row for row in filled.incidents() if row["reports"] == [report.id])
    filled.decide("edit", [row["id"]], field="actors", value="text:deeqa warsan", reviewer="Ada")
    for format in ("jsonl", "csv"):
        held = written(filled, what="incidents", format=format, persons="withhold").casefold()
        assert "deeqa" not in held
        assert "warsan" not in held


def test_a_reader_is_covered_in_what_sides_say() -> None:
    text = "Shells fell on Baidoa.\n\nHodan Warsame writes: it was rebels."
    start = text.index("Hodan")
    comment = {"kind": "comment", "author": "Hodan Warsame", "start": start, "end": len(text)}
    nothing = dict.fromkeys(("title", "url", "path"))
    row = {**nothing, "id": "d1", "text": text, "authors": [], "references": [], "zones": [comment]}
    covers = Pseudonyms([row])
    quote = {"document": "d1", "start": start, "end": start + 5, "words": text[start : start + 5]}
    side = {"value": "what Hodan wrote", "reports": [], "voices": ["Hodan Warsame"], "quotes": [quote]}
    (made,) = covers.cover("contradictions", [{"id": "x1", "why": "HODAN says rebels.", "values": [side, side]}])
    assert "hodan" not in json.dumps(made).casefold()
    assert made["values"][0]["voices"] == ["reader-1"]
