"""What holds of every contradiction, whatever the reports say."""

from __future__ import annotations

import itertools
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.reconciling.incidents.contradictions.short_texts import (
    BAIDOA,
    KISMAYO,
    SHABAAB,
    STATE,
    Told,
    document,
    found,
    report,
)

from dateline.model import Actor, Disputed, Range
from dateline.reconciling.incidents.contradictions import contradictions_between, contradictions_of

ALI = Actor("text:ali nur", "Ali Nur", known=False)
MONDAY = Told("Gunmen shot him on 10 March.", "shot", when=("10 March", "2014-03-10"))
WEDNESDAY = Told("He was shot on 12 March.", "shot", when=("12 March", "2014-03-12"), outlet="Wire")
PLACES = {"Baidoa": BAIDOA, "Kismayo": KISMAYO}
ACTORS = {"Al-Shabaab": SHABAAB, "Islamic State": STATE}


@st.composite
def tellings(draw: st.DrawFn) -> Told:
    place, actor = draw(st.sampled_from(sorted(PLACES))), draw(st.sampled_from(sorted(ACTORS)))
    number, day = draw(st.integers(1, 60)), draw(st.integers(1, 9))
    return Told(
        f"{actor} killed {number} people in {place} on {day} March.", "killed",
        killed=(str(number), Range.exactly(number)), when=(f"{day} March", f"2014-03-0{day}"),
        places=((place, PLACES[place]),), actors=((actor, ACTORS[actor]),),
        outlet=draw(st.sampled_from(["Post", "Wire", "Star"])), published=f"2014-03-{draw(st.integers(10, 12))}",
    )  # fmt: skip


@given(st.lists(tellings(), min_size=1, max_size=4))
@settings(max_examples=60, deadline=None)
def test_contradictions_do_not_depend_on_the_order_and_quote_what_stands_there(told: list[Told]) -> None:
    documents = {document(one).id: document(one) for one in told}
    reports = [report(one) for one in told]
    first = contradictions_of("i1", reports, documents=documents)
    assert contradictions_of("i1", reports[::-1], documents=dict(reversed(documents.items()))) == first
    for one in first:
        assert 0 < one.weight <= 1
        assert len({side.value for side in one.sides}) == len(one.sides)
        for side in one.sides:
            assert side.reports
            assert side.voices
            for quote in side.quotes:
                text = documents[quote.document].text
                assert text[quote.evidence.start : quote.evidence.end] == quote.evidence.words


@given(tellings())
@settings(max_examples=40, deadline=None)
def test_contradictions_are_never_found_between_equal_tellings(told: Told) -> None:
    copies = [Told(**{**{f: getattr(told, f) for f in told.__dataclass_fields__}, "outlet": o}) for o in ("A", "B")]
    assert found(*copies) == ()


def test_contradictions_weigh_more_with_more_origins() -> None:
    texts = [f"It killed {n} people, said {name}." for n, name in itertools.product((5, 50), ("Omar", "Ali", "Nur"))]
    told = [
        Told(text, "killed", killed=(text.split()[2], Range.exactly(int(text.split()[2]))), outlet=f"{number}")
        for number, text in enumerate(texts)
    ]
    documents = {document(one).id: document(one) for one in told}
    reports = [report(one) for one in told]
    (independent,) = contradictions_of("i1", reports, documents=documents)
    origins = {r.id: str(r.killed) for r in reports}
    (copied,) = contradictions_of("i1", reports, documents=documents, origins=origins)
    assert copied.weight < independent.weight
    assert independent.why.startswith("Three say ")


def test_contradictions_name_a_document_without_an_outlet_by_its_title() -> None:
    bare = replace(document(MONDAY), publisher=None, title="Shot")
    other = document(WEDNESDAY)
    reports = [report(MONDAY), report(WEDNESDAY)]
    (one,) = contradictions_of("i1", reports, documents={bare.id: bare, other.id: other})
    assert {voice for side in one.sides for voice in side.voices} == {"Shot", "Wire"}


def test_contradictions_between_incidents_are_those_of_day_and_place() -> None:
    ours = Told(
        "Gunmen shot the judge Ali Nur at Baidoa on 10 March.", "shot", when=("10 March", "2014-03-10"),
        recipients=(("Ali Nur", ALI),), places=(("Baidoa", BAIDOA),), killed=("Ali Nur", Range.exactly(1)),
    )  # fmt: skip
    theirs = replace(ours, text=ours.text.replace("10", "12"), when=("12 March", "2014-03-12"), outlet="Wire")
    documents = {document(told).id: document(told) for told in (ours, theirs)}
    (one,) = contradictions_between("i1", [report(ours)], [report(theirs)], documents=documents)
    assert (one.disputed, one.incident) == (Disputed.DATE, "i1")
    far = replace(theirs, text=theirs.text.replace("Baidoa", "Kismayo"), places=(("Kismayo", KISMAYO),))
    documents = {document(told).id: document(told) for told in (ours, far)}
    assert contradictions_between("i1", [report(ours)], [report(far)], documents=documents) == ()
