"""The desk covers the names that an export covers, with the same pseudonyms, on every page."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event
from tests.desk.serving import serving

from dateline.desk import Desk
from dateline.desk.addresses import encode
from dateline.desk.desk import Options
from dateline.desk.page import Page
from dateline.desk.refused import Refused
from dateline.desk.registry import PAGES
from dateline.desk.sessions import Session
from dateline.exporting import export
from dateline.model import (
    Act,
    Actor,
    Chain,
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
    Voice,
    VoiceKind,
    WhenMissing,
    Zone,
    ZoneKind,
    schema,
)
from dateline.record import Record, create_or_open, open_record

BODY = "Governor Omar Salad fled. Shells killed Deeqa Warsan at the well on Monday."
FIRST = "Hodan Jama says: They shelled us twice. Deeqa sold cloth."
NAMES = ("deeqa", "warsan", "hodan", "jama", "aden", "yare", "watcher")
SORTS = tuple(what for what in schema.SCHEMA if what not in ("runs", "failures"))
DEEQA = Actor("text:deeqa warsan", "Deeqa Warsan", known=False)
OMAR = Actor("text:omar salad", "Omar Salad", "government", known=False)
COVERS = [("pseudonym", "keep"), ("pseudonym", "pseudonym"), ("pseudonym", "withhold"), ("keep", "withhold")]


def article(number: int, first: str = FIRST) -> tuple[Document, list[Report], list[Claim], list[Mention]]:
    """An article on which readers comment, with what a coder might make of it."""
    author = first.partition(" says")[0]
    who = Actor(f"text:{author.casefold()}", author, known=False)
    last = f"Kismayo Watcher says: Thanks, {author.split()[0].upper()}. {author} fled, I hear."
    text = "\n\n".join([BODY, first, last, f"Number {number}."])
    sha256 = f"{number:064d}"
    start, second = text.index(first), text.index(last)

    def quote(words: str, after: int = 0) -> Evidence:
        at = text.index(words, after)
        return Evidence.at(text, at, at + len(words))

    zones = (
        Zone(ZoneKind.BODY, Span(0, len(BODY))),
        Zone(ZoneKind.COMMENT, Span(start, start + len(first)), author),
        Zone(ZoneKind.COMMENT, Span(second, second + len(last)), "Kismayo Watcher"),
    )
    url = f"https://news.example/{number}/deeqa-warsan-killed.html"
    document = Document(
        Document.id_for(sha256, text), sha256, text, title="Shells kill Deeqa Warsan", url=url, zones=zones
    )
    missing = {"place_missing": PlaceMissing.NOT_STATED, "when_missing": WhenMissing.NOT_STATED}
    killed = Report(
        document.id, ZoneKind.BODY, quote("Shells killed Deeqa Warsan at the well on Monday."), quote("killed"),
        EventType.ASSAULT, None, Status.OCCURRED, "test 1", actors=(Party(OMAR, quote("Omar Salad")),),
        recipients=(Party(DEEQA, quote("Deeqa Warsan")),), **missing,
    )  # fmt: skip
    fled = Report(
        document.id, ZoneKind.COMMENT, quote(f"{author} fled, I hear."), quote("fled", second), EventType.RETREAT,
        None, Status.OCCURRED, "test 1", actors=(Party(who, quote(author, second)),),
        recipients_missing=PartyMissing.NOT_STATED, **missing,
        voices=Chain((
            Voice("commenter:kismayo watcher", "Kismayo Watcher", VoiceKind.COMMENTER, quote("Kismayo Watcher")),
        )),
    )  # fmt: skip
    sold = Claim(
        document.id, ZoneKind.COMMENT, quote("Deeqa sold cloth."), ClaimKind.OFFICE,
        subject=Term("Deeqa", quote("Deeqa", start), "text:deeqa"),
        voices=Chain((Voice(f"commenter:{author.casefold()}", author, VoiceKind.COMMENTER, quote(author, start)),)),
    )  # fmt: skip
    mentions = [
        Mention(MentionType.PERSON, MentionForm.NAME, quote("Omar Salad"), OMAR, sensitivity=Sensitivity.PUBLIC),
        Mention(MentionType.PERSON, MentionForm.NAME, quote("Deeqa Warsan"), DEEQA, sensitivity=Sensitivity.PRIVATE),
        Mention(MentionType.PERSON, MentionForm.NAME, quote(author, second), who,
                sensitivity=Sensitivity.COMMENTER),
    ]  # fmt: skip
    return document, [killed, fled], [sold], mentions


def put(record: Record, number: int, first: str = FIRST) -> None:
    document, reports, claims, mentions = article(number, first)
    run = record.begin({})
    run.store(
        document, original=document.text.encode(), media="text", origin=f"{number}.txt", reports=reports,
        claims=claims, mentions=mentions, fingerprint="f", reading_fingerprint="r",
    )  # fmt: skip
    record.link_actors(run)
    record.relate(run)
    run.finish("finished")
    record.reconcile()


@pytest.fixture(scope="module")
def peopled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record whose articles, comments, actors and decisions name people."""
    path = tmp_path_factory.mktemp("covers") / "people.dateline"
    with create_or_open(path) as record:
        put(record, 1)
        put(record, 2, "Aden Yare says: They shelled us twice. Deeqa sold cloth.")
        record.decide(Act.DIFFERENT, ["text:deeqa warsan", "text:omar salad"], reviewer="ada", reason="Deeqa is no one")
        report = next(row["id"] for row in record.reports() if row["type"] == "RETREAT")
        record.decide(Act.ACCEPT, [report], reviewer="ada", reason="Hodan wrote so")
    return path


@pytest.mark.parametrize("persons", ["pseudonym", "withhold"])
def test_why_something_was_taken_back_names_nobody(copied: Path, persons: str) -> None:
    with open_record(copied) as record:
        of_actors, of_report = (one.id for one in record.decisions_since())
        record.decide(Act.UNDO, [of_actors], reviewer="ada", reason="Deeqa is herself")
        undone = record.decide(Act.UNDO, [of_report], reviewer="ada", reason="it was jama's")
        record.decide(Act.UNDO, [undone.id], reviewer="ada", reason="a slip")
        made = exported(record, "decisions", commenters="pseudonym", persons=persons)
        assert [row["reason"] for row in made][-3:] == [None, None, "a slip"]
    with serving(copied, persons=persons) as served, served.client() as client:
        rows = client.get("/decisions.json?_sort=oldest").json()["rows"]
        assert [row["reason"] for row in rows][-3:] == [None, None, "a slip"]
        page = client.get("/decisions").text
        assert "a slip" in page
        assert "Deeqa is" not in page


@pytest.fixture
def copied(peopled: Path, tmp_path: Path) -> Path:
    made = tmp_path / "own.dateline"
    made.write_bytes(peopled.read_bytes())
    return made


def desk_over(path: Path, commenters: str, persons: str) -> Desk:
    return Desk(open_record(path), options=Options(commenters=commenters, persons=persons))


def exported(record: Record, what: str, **options: Any) -> list[dict[str, Any]]:
    to = io.BytesIO()
    export(record, what=what, to=to, **options)
    return [json.loads(line) for line in to.getvalue().decode("utf-8", "surrogatepass").splitlines()]


@pytest.mark.parametrize(("commenters", "persons"), COVERS)
@pytest.mark.parametrize("what", SORTS)
def test_rows_are_covered_as_exports_are(peopled: Path, what: str, commenters: str, persons: str) -> None:
    desk = desk_over(peopled, commenters, persons)
    try:
        given = list(getattr(desk.record, what)())
        made = desk.covers.rows(what, given)
        assert made == exported(desk.record, what, commenters=commenters, persons=persons)
        assert desk.covers.rows(what, made) == made
        assert [row for each in given for row in desk.covers.rows(what, [each])] == made
    finally:
        desk.close()


@pytest.mark.parametrize("what", SORTS)
def test_the_rows_of_the_examples_are_covered_as_exports_are(examples_record: Path, what: str) -> None:
    desk = desk_over(examples_record, "pseudonym", "pseudonym")
    try:
        rows = desk.covers.rows(what, getattr(desk.record, what)())
        assert rows == exported(desk.record, what, commenters="pseudonym", persons="pseudonym")
    finally:
        desk.close()


def addresses(record: Record) -> Iterator[tuple[Page, str]]:
    """Yield every page with its path, those about one thing for each thing that there is."""
    for page in PAGES:
        of = "actors" if page.name == "actor" else page.what
        if not page.is_one:
            yield page, page.path
        elif of is not None:
            for row in getattr(record, of)():
                yield page, page.path.replace("{id}", encode(row["id"]))


@pytest.mark.parametrize("persons", ["pseudonym", "withhold"])
def test_no_page_tells_a_covered_name(copied: Path, persons: str) -> None:
    seen = set()
    with serving(copied, commenters="pseudonym", persons=persons) as served, served.client() as client:
        for page, path in addresses(served.desk.record):
            for ending in ("", *(f".{format_}" for format_ in page.formats)):
                address = f"/index{ending}" if path == "/" and ending else f"{path}{ending}"
                answer = client.get(address, headers={"Accept": "text/html"})
                assert answer.status_code < 500, address
                held = answer.text.casefold()
                # That there is no such thing is told with the id that was asked for.
                asked = path.casefold() if answer.status_code == 404 else ""
                assert [name for name in NAMES if name in held and name not in asked] == [], address
                if answer.status_code == 200:
                    seen.add(page.name)
    assert {page.name for page in PAGES if page.what or page.name == "actor"} - seen <= {"contradiction"}


def test_a_page_tells_names_where_they_are_kept(copied: Path) -> None:
    with serving(copied, commenters="keep", persons="keep") as served, served.client() as client:
        document = next(iter(served.desk.record.documents()))["id"]
        page = client.get(f"/documents/{document}").text
        assert "Hodan Jama" in page
        assert "Deeqa Warsan" in page


def test_a_pseudonym_is_asked_for_like_a_name(copied: Path) -> None:
    with serving(copied) as served, served.client() as client:
        told = client.get("/reports.json", params={"_facet": "voice"}).json()
        voices = next(facet["values"] for facet in told["facets"] if facet["name"] == "voice")
        called = {row["voices"][0]["id"]: row["voices"][0]["name"] for row in told["rows"] if row["voices"]}
        assert called
        assert {value["value"]: value["label"] for value in voices}.items() >= called.items()
        for id_, name in called.items():
            counted = next(value["count"] for value in voices if value["value"] == id_)
            for asked in (id_, name):
                found = client.get("/reports.json", params={"voice": asked}).json()
                assert found["count"] == counted
                assert {row["voices"][0]["id"] for row in found["rows"]} == {id_}


def test_numbers_follow_what_is_added(copied: Path) -> None:
    desk = desk_over(copied, "pseudonym", "pseudonym")
    try:
        for number in range(3, 7):
            put(desk.record, number, f"Reader Nr{number} says: They shelled us twice. Deeqa sold cloth.")
            for what in ("documents", "reports", "claims"):
                made = desk.covers.rows(what, getattr(desk.record, what)())
                assert made == exported(desk.record, what, commenters="pseudonym", persons="pseudonym")
    finally:
        desk.close()


def test_nothing_is_read_again(peopled: Path) -> None:
    desk = desk_over(peopled, "pseudonym", "keep")
    try:
        rows = list(desk.record.reports())
        desk.covers.rows("reports", rows)
        asked: list[str] = []
        event.listen(desk.record.engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
        desk.covers.rows("reports", rows)
        assert [words for words in asked if words != "BEGIN"] == [asked[-1]]
        assert "max(codings.id)" in asked[-1]
    finally:
        desk.close()


@pytest.mark.parametrize(("commenters", "persons", "status"), [
    ("keep", "keep", 200), ("pseudonym", "keep", 403), ("keep", "withhold", 403), ("pseudonym", "pseudonym", 403),
])  # fmt: skip
def test_originals_with_names_that_are_covered_are_kept_back(
    copied: Path, commenters: str, persons: str, status: int
) -> None:
    with serving(copied, commenters=commenters, persons=persons) as served:
        document = next(iter(served.desk.record.documents()))["id"]
        for client in (served.client(), served.reviewer(role="lead")):
            with closing(client):
                answer = client.get(f"/documents/{document}/original")
                assert answer.status_code == status
                assert (status == 200) == (b"Hodan Jama" in answer.content)
                page = client.get(f"/documents/{document}", headers={"Accept": "text/html"}).text
                assert (f"/documents/{document}/original" in page) == (status == 200)


def test_bytes_that_have_comments_under_another_document_are_kept_back(tmp_path: Path) -> None:
    # One feed gave two articles; readers sign under one of them, and the bytes of both are those of the feed.
    first, *_ = article(1)
    text = "Rain fell on Amarah."
    other = Document(Document.id_for(first.sha256, text), first.sha256, text, title="Rain")
    path = tmp_path / "feed.dateline"
    with create_or_open(path) as record:
        run = record.begin({})
        for document in (first, other):
            run.store(
                document, original=b"the feed", media="xml", origin="feed.xml", reports=[], fingerprint="f",
                reading_fingerprint=document.id,
            )  # fmt: skip
        run.finish("finished")
    with serving(path) as served, served.client() as client:
        assert client.get(f"/documents/{other.id}/original").status_code == 403


def test_nobody_decides_on_a_pseudonym(copied: Path) -> None:
    with serving(copied, persons="pseudonym") as served:
        covers = served.desk.covers
        session = Session(reviewer="ada", role="reviewer")
        incident = next(iter(served.desk.record.incidents()))["id"]
        with pytest.raises(Refused, match="is a pseudonym of this desk"):
            served.desk.decide(session, Act.EDIT, [incident], field="actors", value="commenter:reader-1")
        assert covers.own_id("person:person-1") == "text:deeqa warsan"
        assert covers.own_id("text:omar salad") == "text:omar salad"
        names = {covers.own_id(f"commenter:reader-{n}") for n in (1, 2, 3)}
        assert names == {"text:hodan jama", "text:aden yare", "text:kismayo watcher"}
    with serving(copied, persons="withhold") as served:
        assert served.desk.covers.own_id("person:withheld") is None


def test_an_edit_keeps_those_who_are_shown_under_pseudonyms(copied: Path) -> None:
    with serving(copied, persons="pseudonym") as served, closing(served.reviewer()) as client:
        record = served.desk.record
        shown = client.get("/incidents.json").json()["rows"]
        for role, whose in (("actors", "commenter:"), ("recipients", "person:")):
            row = next(row for row in shown if any(one["id"].startswith(whose) for one in row[role]))
            own = [one["id"] for one in record.some("incidents", [row["id"]])[0][role]]
            value = "; ".join([*(one["id"] for one in row[role]), "IQ:army"])
            answer = client.post("/review/edit", json={"target": row["id"], f"set_{role}": value, "reason": "so"})
            assert answer.status_code == 200, answer.text
            (made,) = record.decisions_since()[-1:]
            assert made.value == "; ".join([*own, "IQ:army"])
            assert all(id_.startswith("text:") for id_ in own)


def test_nobody_is_listed_by_a_part_of_a_private_name(tmp_path: Path) -> None:
    document, reports, (sold,), mentions = article(1)
    assert sold.subject is not None
    widow = replace(sold, subject=Term("widow of Deeqa", sold.subject.evidence, "text:widow of deeqa"))
    with create_or_open(tmp_path / "own.dateline") as record:
        run = record.begin({})
        run.store(
            document, original=b"x", media="text", origin="1", reports=reports, claims=[widow], mentions=mentions,
            fingerprint="f", reading_fingerprint="r",
        )  # fmt: skip
        record.link_actors(run)
        run.finish("finished")
        for persons, told in (("keep", True), ("pseudonym", False), ("withhold", False)):
            listed = exported(record, "actors", commenters="pseudonym", persons=persons)
            assert ("text:widow of deeqa" in {row["id"] for row in listed}) == told
            assert ("deeqa" in json.dumps(listed).casefold()) == told
            assert "text:omar salad" in {row["id"] for row in listed}
            desk = desk_over(tmp_path / "own.dateline", "pseudonym", persons)
            try:
                shown = desk.covers.rows("actors", list(desk.record.actors()))
                assert ("deeqa" in json.dumps(shown).casefold()) == told
            finally:
                desk.close()


def test_who_is_private_is_not_read_anew_for_a_verdict(copied: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from dateline.desk import covers as module

    desk, read = desk_over(copied, "pseudonym", "pseudonym"), list[int]()
    try:
        desk.covers.refresh()
        made = module._mentions
        monkeypatch.setattr(module, "_mentions", lambda record: read.append(1) or made(record))
        record = desk.record
        one, other = [row["id"] for row in record.incidents()][:2]
        record.decide(Act.ACCEPT, [one], reviewer="ada")
        merged = record.decide(Act.MERGE, [one, other], reviewer="ada")
        desk.covers.refresh()
        assert read == []
        record.decide(Act.UNDO, [merged.id], reviewer="ada")  # of what is not looked up
        desk.covers.refresh()
        record.decide(Act.MERGE, ["text:deeqa warsan", "text:deeqa"], reviewer="ada")
        desk.covers.refresh()
        assert read == [1, 1]
    finally:
        desk.close()


def test_the_review_is_narrowed_by_a_pseudonym_as_the_list_is(copied: Path) -> None:
    with serving(copied, persons="pseudonym") as served, served.client() as client:
        rows = client.get("/incidents.json").json()["rows"]
        parties = {one["id"] for row in rows for role in ("actors", "recipients") for one in row[role]}
        covered = [id_ for id_ in parties if served.desk.covers.is_pseudonym(id_)]
        assert covered
        for id_ in covered:
            listed = client.get("/incidents.json", params={"actor": id_}).json()
            asked = client.get("/review.json", params={"actor": id_, "order": "random"}).json()
            assert asked["count"] == listed["count"] > 0
            assert {row["id"] for row in asked["rows"]} == {row["id"] for row in listed["rows"]}
