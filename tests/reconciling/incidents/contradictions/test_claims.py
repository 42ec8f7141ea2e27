from __future__ import annotations

from tests.reconciling.incidents.contradictions.short_texts import Told, claim, document

from dateline.model import Claim, ClaimKind, Disputed, Document, Span, Zone, ZoneKind
from dateline.reconciling.incidents.contradictions import contradictions_of_claims


def office(name: str, *, outlet: str = "Post", of: str = "governor of Bay") -> tuple[Told, Claim]:
    told = Told(f"{name}, {of}, spoke.", "spoke", outlet=outlet)
    return told, claim(told, ClaimKind.OFFICE, told.text, subject=name, object=of)


def rivals(*stated: tuple[Told, Claim]) -> list[str]:
    documents = {document(told).id: document(told) for told, _ in stated}
    return [one.why for one in contradictions_of_claims([c for _, c in stated], documents=documents)]


def test_claims_of_two_who_hold_one_office_are_told() -> None:
    (why,) = rivals(office("Omar Nur"), office("Ali Dahir", outlet="Wire"))
    assert "the office is held by Omar Nur" in why
    assert "the office is held by Ali Dahir" in why


def test_claims_of_one_holder_or_of_two_offices_are_none() -> None:
    assert rivals(office("Omar Nur"), office("Omar Nuur", outlet="Wire")) == []
    assert rivals(office("Omar Nur"), office("Ali Dahir", outlet="Wire", of="governor of Gedo")) == []
    assert rivals(office("Omar Nur"), office("Ali Dahir", outlet="Wire", of="governor")) == []


def test_claims_that_dispute_quote_both_sides_from_the_document() -> None:
    body = "The pact was the main reason why he kept his office."
    comment = "I disagree with this: 'The pact was the main reason why he kept his office'. Fear was the reason."
    text = f"{body}\n\n{comment}"
    zones = (
        Zone(ZoneKind.BODY, Span(0, len(body))),
        Zone(ZoneKind.COMMENT, Span(len(body) + 2, len(text)), author="Reader"),
    )
    piece = Document("d1", "s", text, authors=("Writer",), zones=zones)
    told = Told(text, "disagree")
    said = claim(told, ClaimKind.DISPUTE, "I disagree with this")
    said = Claim("d1", ZoneKind.COMMENT, said.sentence, ClaimKind.DISPUTE)
    (one,) = contradictions_of_claims([said], documents={"d1": piece})
    assert (one.disputed, one.field, one.claims) == (Disputed.STATUS, "dispute", (said.id,))
    quotes = [side.quotes[0].evidence for side in one.sides]
    assert quotes[0].start == 0
    assert quotes[1].words == "Fear was the reason."
    assert one.sides[0].voices == ("Writer",)
    plain = Document("d1", "s", text.replace("The pact", "A pact", 1), zones=zones)
    assert contradictions_of_claims([said], documents={"d1": plain}) == ()
