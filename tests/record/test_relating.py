"""What documents say of each other is found after a build, kept as facts, and shown with them."""

from __future__ import annotations

import pytest

from dateline.model import Citation, Document, Evidence, Moment, Reference, Span, Zone, ZoneKind
from dateline.record import tables

STORY = (
    "Shells fell on the grain market of Kismayo at dawn and killed nine traders, a port guard said. "
    "The firing came from the hills behind the salt works and went on until the tide turned."
)
CITING = f"{STORY} It was the third such night.\nDeeqa, “Shells on the grain market,” Coast Weekly, May 5, 2014"


def story(published: str = "2014-05-05") -> Document:
    return Document(
        Document.id_for("1" * 64, STORY),
        "1" * 64,
        STORY,
        title="Shells on the grain market",
        publisher="Coast Weekly",
        published=Moment(published),
        zones=(Zone(ZoneKind.BODY, Span(0, len(STORY))),),
    )


def citing() -> Document:
    at = CITING.index("Deeqa,")
    return Document(
        Document.id_for("2" * 64, CITING),
        "2" * 64,
        CITING,
        title="A third night",
        published=Moment("2014-05-07"),
        zones=(Zone(ZoneKind.BODY, Span(0, at)), Zone(ZoneKind.REFERENCES, Span(at, len(CITING)))),
        references=(
            Reference(
                ("Deeqa",), "Shells on the grain market", "Coast Weekly", Moment("2014-05-05"), Span(at, len(CITING))
            ),
        ),
    )


def put(record, document: Document, *, fingerprint: str = "f", citations: tuple[Citation, ...] = ()) -> None:
    run = record.begin({})
    run.store(
        document,
        original=document.text.encode(),
        media="text",
        origin=document.title or "",
        reports=[],
        citations=citations,
        fingerprint=fingerprint,
        reading_fingerprint="r",
    )
    record.relate(run)
    run.finish("finished")


@pytest.fixture
def both(record):
    put(record, citing(), citations=(Citation(0, Evidence.at(CITING, 0, CITING.index(" The firing"))),))
    put(record, story())
    return record


def test_a_reference_leads_to_the_document_once_the_record_has_it(record) -> None:
    put(record, citing())
    (before,) = record.references()
    put(record, story())
    (after,) = record.references()
    assert before["document"] is None
    assert after["document"] == story().id
    assert before["work"] == after["work"]


def test_a_reference_says_which_sentences_it_is_cited_for(both) -> None:
    (work,) = both.references()
    assert [e["words"] for e in work["cited_by"]] == [CITING[: CITING.index(" The firing")]]
    (document,) = both.documents().where(id=citing().id)
    assert {**work, "citing": None} == {"citing": None, **document["references"][0]}


def test_what_derives_from_what_is_kept_with_its_evidence(both) -> None:
    links = [link for link in both.derivations() if link["origin"]["document"] == story().id]
    assert links
    for link in links:
        words = link["evidence"]
        assert CITING[words["start"] : words["end"]] == words["words"]
    assert len(both.derivations().where(document=citing().id)) == len(links)


def test_nothing_is_found_anew_where_nothing_was_coded(both) -> None:
    run = both.begin({})
    assert both.relate(run) == 0


def test_what_holds_no_more_is_not_shown_and_not_lost(both, monkeypatch: pytest.MonkeyPatch) -> None:
    held = len(both.derivations())
    monkeypatch.setattr("dateline.record.relating.Graph.links", lambda *_, **__: ())
    put(both, story(), fingerprint="f2")
    assert len(both.derivations()) == 0
    with both.engine.connect() as connection:
        rows = connection.execute(tables.derivations.select()).mappings().all()
    assert sum(row["holds"] for row in rows) == held
    monkeypatch.undo()
    put(both, story(), fingerprint="f3")
    assert len(both.derivations()) == held
