"""The nouns survive JSON, and nothing comes back whose words do not stand in the text."""

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.errors import EvidenceError
from dateline.model import (
    Actor,
    Chain,
    Claim,
    ClaimKind,
    Count,
    Dating,
    Document,
    EventType,
    Evidence,
    How,
    Moment,
    Party,
    PartyMissing,
    Place,
    PlaceKind,
    PlaceMissing,
    PlacePrecision,
    Placing,
    Range,
    Reference,
    Report,
    Span,
    Status,
    Term,
    TimePrecision,
    Voice,
    VoiceKind,
    WhenMissing,
    Zone,
    ZoneKind,
    shape,
)

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=2, max_size=40)
NAMES = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=8)
MAYBE = st.none() | NAMES
DAYS = st.dates(date(1900, 1, 1), date(2100, 1, 1))


def moments() -> st.SearchStrategy[Moment]:
    weeks = DAYS.map(lambda day: Moment.between(day, day + timedelta(days=6), TimePrecision.WEEK))
    return st.one_of(
        DAYS.map(Moment.day), weeks, st.sampled_from(["2008", "2008-06", "2008-21", "2008/..", "2008~"]).map(Moment)
    )


def edtf_only() -> st.SearchStrategy[Moment | None]:
    """Times that stand in the JSON as EDTF alone, without a precision of their own."""
    return st.none() | moments().map(lambda moment: Moment(moment.edtf))


@st.composite
def spans(draw: st.DrawFn, text: str) -> Span:
    start = draw(st.integers(0, len(text) - 1))
    return Span(start, draw(st.integers(start + 1, len(text))))


@st.composite
def quotes(draw: st.DrawFn, text: str) -> Evidence:
    span = draw(spans(text))
    return Evidence.at(text, span.start, span.end)


@st.composite
def counts(draw: st.DrawFn, text: str) -> Count | None:
    low, best, high = sorted(draw(st.lists(st.integers(0, 10**9), min_size=3, max_size=3)))
    range_ = draw(
        st.sampled_from([Range(low, best, high), Range(low), Range(None, None, high), Range(None, best, None)])
    )
    return draw(st.none() | st.just(Count(range_, draw(quotes(text)))))


@st.composite
def parties(draw: st.DrawFn, text: str) -> tuple[Party, ...]:
    one = st.builds(
        lambda name, kind, country, known, evidence: Party(
            Actor(("pack:" if known else "text:") + name, name, kind, country, known), evidence
        ),
        NAMES,
        MAYBE,
        MAYBE,
        st.booleans(),
        quotes(text),
    )
    return tuple(draw(st.lists(one, max_size=2)))


@st.composite
def placings(draw: st.DrawFn, text: str) -> tuple[Placing, ...]:
    points = st.just((None, None)) | st.tuples(st.floats(-90, 90), st.floats(-180, 180))
    made = []
    for _ in range(draw(st.integers(0, 2))):
        lat, lon = draw(points)
        place = Place(draw(NAMES), draw(NAMES), draw(st.sampled_from(PlaceKind)), draw(MAYBE), draw(MAYBE), lat, lon)
        how = draw(st.sampled_from(["explicit", "carried"]))
        radius = draw(st.none() | st.floats(0, 2000))
        made.append(Placing(place, draw(st.sampled_from(PlacePrecision)), draw(quotes(text)), how, radius))
    return tuple(made)


def datings(text: str) -> st.SearchStrategy[Dating | None]:
    return st.none() | st.builds(Dating, moments(), quotes(text), st.sampled_from(How))


def chains(text: str) -> st.SearchStrategy[Chain]:
    one = st.builds(Voice, NAMES, NAMES, st.sampled_from(VoiceKind), quotes(text))
    return st.lists(one, max_size=2).map(lambda voices: Chain(tuple(voices)))


@st.composite
def documents(draw: st.DrawFn) -> Document:
    text = draw(TEXTS)
    zone = st.builds(Zone, st.sampled_from(ZoneKind), spans(text), MAYBE, edtf_only())
    work = st.builds(Reference, st.lists(NAMES, max_size=2).map(tuple), MAYBE, MAYBE, edtf_only(), spans(text), MAYBE)
    return Document(
        Document.id_for("0" * 64, text),
        "0" * 64,
        text,
        *(draw(MAYBE) for _ in ("url", "path", "title")),
        authors=tuple(draw(st.lists(NAMES, max_size=2))),
        publisher=draw(MAYBE),
        published=draw(edtf_only()),
        language=draw(MAYBE),
        retrieved=draw(edtf_only()),
        zones=tuple(draw(st.lists(zone, max_size=2))),
        references=tuple(draw(st.lists(work, max_size=2))),
        provenance=draw(st.dictionaries(NAMES, NAMES, max_size=2)),
    )


@st.composite
def reports(draw: st.DrawFn) -> tuple[Report, str]:
    text = draw(TEXTS)
    sentence = draw(quotes(text))
    start = draw(st.integers(sentence.start, sentence.end - 1))
    actors, recipients, places = draw(parties(text)), draw(parties(text)), draw(placings(text))
    when = draw(datings(text))
    report = Report(
        draw(NAMES),
        draw(st.sampled_from(ZoneKind)),
        sentence,
        Evidence.at(text, start, draw(st.integers(start + 1, sentence.end))),
        draw(st.sampled_from(EventType)),
        draw(MAYBE),
        draw(st.sampled_from(Status)),
        "test 1",
        contexts=tuple(draw(st.lists(NAMES, max_size=2))),
        hedged=draw(st.booleans()),
        historical=draw(st.booleans()),
        actors=actors,
        actors_missing=None if actors else draw(st.sampled_from(PartyMissing)),
        recipients=recipients,
        recipients_missing=None if recipients else draw(st.sampled_from(PartyMissing)),
        places=places,
        place_missing=None if places else draw(st.sampled_from(PlaceMissing)),
        when=when,
        when_missing=None if when else draw(st.sampled_from(WhenMissing)),
        killed=draw(counts(text)),
        injured=draw(counts(text)),
        captured=draw(counts(text)),
        displaced=draw(counts(text)),
        force=draw(counts(text)),
        weapons=draw(counts(text)),
        voices=draw(chains(text)),
        scores=draw(st.dictionaries(NAMES, st.floats(0, 1), max_size=2)),
    )
    return report, text


@st.composite
def claims(draw: st.DrawFn) -> tuple[Claim, str]:
    text = draw(TEXTS)
    term = st.none() | st.builds(Term, NAMES, quotes(text), MAYBE)
    claim = Claim(
        draw(NAMES),
        draw(st.sampled_from(ZoneKind)),
        draw(quotes(text)),
        draw(st.sampled_from(ClaimKind)),
        draw(term),
        draw(term),
        draw(st.none() | st.floats(0, 1e9)),
        draw(MAYBE),
        draw(st.none() | quotes(text)),
        draw(datings(text)),
        draw(chains(text)),
    )
    return claim, text


@given(documents())
def test_document_comes_back_from_json(document: Document) -> None:
    assert shape.document_from_json(json.loads(json.dumps(shape.document_json(document)))) == document


@given(reports())
def test_report_comes_back_from_json(made: tuple[Report, str]) -> None:
    report, text = made
    back = shape.report_from_json(json.loads(json.dumps(shape.report_json(report))), text)
    assert back == report
    assert back.id == report.id


@given(claims())
def test_claim_comes_back_from_json(made: tuple[Claim, str]) -> None:
    claim, text = made
    assert shape.claim_from_json(json.loads(json.dumps(shape.claim_json(claim))), text) == claim


@given(reports())
def test_report_does_not_come_back_over_another_text(made: tuple[Report, str]) -> None:
    report, text = made
    other = "".join("b" if letter == "a" else "a" for letter in text)
    with pytest.raises(EvidenceError):
        shape.report_from_json(shape.report_json(report), other)


def test_document_whose_reference_quotes_other_words_does_not_come_back(a_document) -> None:
    row = shape.document_json(a_document())
    row["references"][0]["words"] = "other words"
    with pytest.raises(EvidenceError):
        shape.document_from_json(row)


def test_document_reads_back_after_its_zones_are_replaced(a_document) -> None:
    document = replace(a_document(), zones=(), references=())
    assert shape.document_from_json(shape.document_json(document)) == document
