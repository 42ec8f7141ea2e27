"""The graph: every link has its evidence, the plainest kind, and does not depend on the order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from tests.reconciling.derivation.short_articles import MILL, made

from dateline.model import (
    Chain,
    Count,
    Dating,
    Derivation,
    DerivedHow,
    Document,
    EventType,
    Evidence,
    How,
    Moment,
    PartyMissing,
    PlaceMissing,
    Range,
    Reference,
    Report,
    Span,
    Status,
    Voice,
    VoiceKind,
    WhenMissing,
    ZoneKind,
)
from dateline.reconciling.derivation import derive

LEAD = MILL.split("\n")[0]
POST = made(MILL, outlet="Kassala Post", day="2012-03-05")
COPY = made(f"{LEAD}\nNobody was held.", outlet="Mirror", day="2012-03-06")
TELLS = made(
    "Sugar is scarce. A grain mill at Kassala burned after men threw petrol bombs, the Kassala Post reported. "
    "It rained.",
    outlet="Nile Week",
    day="2012-03-07",
)
CITES = made("Mills burn often (Kassala Post, March 5, 2012). Grain is insured in London.", outlet="Grain Review")
OTHER = made("Divers found a patrol boat off Derna with its crew at the guns.", outlet="Sirte Sun", day="2012-03-06")


def quote(document: Document, words: str) -> Evidence:
    at = document.text.index(words)
    return Evidence.at(document.text, at, at + len(words))


def report(
    document: Document,
    trigger: str,
    sentence: str,
    *,
    voice: Voice | None = None,
    killed: str | None = None,
    on: str | None = None,
) -> Report:
    return Report(
        document.id,
        ZoneKind.BODY,
        quote(document, sentence),
        quote(document, trigger),
        EventType.ASSAULT,
        None,
        Status.OCCURRED,
        "test 1",
        actors_missing=PartyMissing.NOT_STATED,
        recipients_missing=PartyMissing.NOT_STATED,
        place_missing=PlaceMissing.NOT_STATED,
        when=Dating(Moment(on), quote(document, trigger), How.EXPLICIT) if on else None,
        when_missing=None if on else WhenMissing.NOT_STATED,
        killed=Count(Range.exactly(int(killed)), quote(document, killed)) if killed else None,
        voices=Chain((voice,)) if voice else Chain(),
    )


def between(links: Sequence[Derivation], derived: Document, origin: Document | None) -> list[Derivation]:
    wanted = origin.id if origin else None
    return [link for link in links if link.document == derived.id and link.origin_document == wanted]


def test_reuse_links_the_later_to_the_earlier_and_quotes_both() -> None:
    (link,) = derive([COPY, POST])
    assert (link.document, link.origin_document) == (COPY.id, POST.id)
    assert (link.how, link.is_directed) == (DerivedHow.REUSE, True)
    assert link.origin_evidence is not None
    assert link.evidence.words == link.origin_evidence.words == LEAD.rstrip(".")
    assert link.containment is not None
    assert link.containment > 0.8


def test_reuse_without_dates_is_kept_without_direction() -> None:
    (link,) = derive([replace(COPY, published=None), POST])
    assert not link.is_directed
    assert {link.document, link.origin_document} == {COPY.id, POST.id}


def test_reports_in_a_reused_passage_are_linked_on_the_same_words() -> None:
    here, there = report(COPY, "threw", LEAD), report(POST, "threw", LEAD)
    beside = report(POST, "burned", LEAD)
    links = derive([COPY, POST], [beside, there, here])
    (link,) = [x for x in links if x.report]
    assert (link.report, link.origin_report) == (here.id, there.id)


def test_attribution_leads_to_the_document_and_comes_before_reuse() -> None:
    links = derive([TELLS, POST, OTHER])
    (link,) = links
    assert (link.how, link.document, link.origin_document) == (DerivedHow.ATTRIBUTION, TELLS.id, POST.id)
    assert link.evidence.words.startswith("A grain mill at Kassala")
    assert link.origin_voice is not None
    assert link.origin_evidence is not None
    assert "petrol bombs" in link.origin_evidence.words
    named = made(f"{LEAD[:-1]}, Kassala Post said.\nNobody was held.", outlet="Mirror", day="2012-03-06")
    (link,) = derive([named, POST])
    assert link.how is DerivedHow.ATTRIBUTION
    assert link.containment is not None


def test_attribution_without_a_document_leads_to_the_voice() -> None:
    text = "Two men drowned in the Setit, Reuters reported."
    alone = made(text, outlet="Nile Week", day="2012-03-07")
    links = derive([alone, POST], [report(alone, "drowned", text)])
    assert [(x.report is not None, x.origin_document) for x in links] == [(False, None), (True, None)]
    assert {x.origin_voice.id for x in links if x.origin_voice} == {"reuters"}


def test_a_credit_leads_to_no_later_and_to_no_much_earlier_document() -> None:
    for day in ("2012-03-09", "2012-01-05"):
        (link,) = derive([TELLS, replace(POST, published=Moment(day))])
        assert link.origin_document is None


def test_a_day_named_with_an_outlet_makes_a_citation_of_that_day() -> None:
    (link,) = derive([CITES, POST, replace(OTHER, publisher="Kassala Post")])
    assert (link.how, link.origin_document) == (DerivedHow.CITATION, POST.id)


def test_a_resolved_reference_is_a_citation_with_its_sentence() -> None:
    text = "The mill had burned before.\nKassala Post, “Mill burns,” March 5, 2012"
    document = made(text, outlet="Grain Review")
    line = Span(text.index("Kassala"), len(text))
    document = replace(document, references=(Reference((), "Mill burns", "Kassala Post", None, line),))
    told = report(document, "burned", "The mill had burned before.")
    resolved = {(document.id, 0): POST.id}
    (link,) = derive([document, POST], [told], resolved_references=resolved)
    assert (link.how, link.evidence.words) == (DerivedHow.CITATION, text[line.slice])
    links = derive(
        [document, POST], [told], resolved_references=resolved, cited_sentences={(document.id, 0): [Span(0, 27)]}
    )
    assert [(x.report, x.evidence.words) for x in links] == [
        (None, "The mill had burned before."),
        (told.id, "The mill had burned before."),
    ]


def told_by(document: Document, name: str, id_: str) -> Voice:
    return Voice(id_, name, VoiceKind.OFFICIAL, quote(document, name))


BRIEFED = tuple(
    made(text, outlet=outlet, day="2012-03-06")
    for outlet, text in (
        ("Mirror", "General Omda said 14 men were shot on Sunday."),
        ("Sirte Sun", "On Sunday soldiers shot 14, according to General Omda."),
        ("Nile Week", "General Omda spoke of 15 men shot on Sunday."),
    )
)


def briefed(id_: str) -> list[Report]:
    return [
        report(
            document,
            "shot",
            document.text,
            voice=told_by(document, "General Omda", id_),
            killed="15" if "15" in document.text else "14",
            on="2012-03-04",
        )
        for document in BRIEFED
    ]


def test_the_same_values_of_one_named_voice_have_one_origin() -> None:
    first, second, _ = briefed("person:omda")
    (link,) = derive(BRIEFED, briefed("person:omda"))
    assert (link.how, link.is_directed) == (DerivedHow.SAME_ORIGIN, False)
    assert {link.report, link.origin_report} == {first.id, second.id}
    assert link.origin_voice is not None
    assert link.origin_voice.id == "person:omda"


def test_sources_that_are_only_described_are_not_one() -> None:
    assert not derive(BRIEFED, briefed("described:a security source"))


ALL = (POST, COPY, TELLS, CITES, OTHER, *BRIEFED)
REPORTS = (report(COPY, "threw", LEAD), report(POST, "threw", LEAD), *briefed("person:omda"))
GRAPH = derive(ALL, REPORTS)


@given(st.permutations(ALL), st.permutations(REPORTS))
def test_the_order_of_what_is_given_changes_nothing(documents: list[Document], reports: list[Report]) -> None:
    assert derive(documents, reports) == GRAPH
    assert len({link.id for link in GRAPH}) == len(GRAPH)


def test_every_word_of_evidence_stands_in_its_document() -> None:
    texts = {document.id: document.text for document in ALL}
    assert GRAPH
    for link in GRAPH:
        assert texts[link.document][link.evidence.span.slice] == link.evidence.words
        if link.origin_evidence and link.origin_document:
            assert texts[link.origin_document][link.origin_evidence.span.slice] == link.origin_evidence.words


def test_a_document_given_twice_is_one_document() -> None:
    assert derive([*ALL, *ALL], [*REPORTS, *REPORTS]) == GRAPH
