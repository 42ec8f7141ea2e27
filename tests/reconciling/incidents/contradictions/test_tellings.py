from __future__ import annotations

from tests.reconciling.incidents.contradictions.short_texts import BAIDOA, Told, document, found, report

from dateline.model import Disputed
from dateline.model.quantity import Range
from dateline.reconciling.incidents.contradictions.stating import remarks_beside, statements_of
from dateline.reconciling.incidents.contradictions.tellings import tellings_of

BOMB = Told(
    "A bomb killed nine people at the cattle market in Baidoa on Sunday.", "killed", killed=("nine", Range.exactly(9)),
    places=(("Baidoa", BAIDOA),), when=("Sunday", "2014-03-09"),
)  # fmt: skip
GOING_ON = Told("A bomb went off in Baidoa. It happened on Monday. A judge was sworn in.", "went off", outlet="Wire")
# A text of which something else was coded: what it tells of the bomb is read from its words.
UNCODED = Told(
    "The mayor met elders. The bomb at the cattle market in Baidoa on Sunday left thirty people dead.", "met",
    "CONSULT.meet", outlet="Wire",
)  # fmt: skip


def sentences(*tellings: Told, beside: tuple[Told, ...] = ()) -> dict[str, list[str]]:
    documents = {document(told).id: document(told) for told in (*tellings, *beside)}
    statements = statements_of([report(t) for t in tellings], documents=documents, origins={})
    remarks = remarks_beside(statements, (), documents=documents, origins={})
    return {
        documents[id_].publisher or "": [r.remark.sentence.words for r in told]
        for id_, told in tellings_of(statements, remarks)
    }


def test_tellings_go_on_after_a_report() -> None:
    assert sentences(GOING_ON) == {"Wire": ["A bomb went off in Baidoa.", "It happened on Monday."]}


def test_tellings_of_a_text_without_a_report_share_names_and_words() -> None:
    assert len(sentences(BOMB, beside=(UNCODED,))["Wire"]) == 1
    other = Told("The mayor met elders. A bridge in Baidoa was opened.", "met", "CONSULT.meet", outlet="Wire")
    assert "Wire" not in sentences(BOMB, beside=(other,))


def test_tellings_give_tolls_that_were_not_coded() -> None:
    (one,) = found(BOMB, beside=(UNCODED,))
    assert (one.disputed, one.field) == (Disputed.NUMBER, "killed")


def test_tellings_give_days_that_were_not_coded() -> None:
    (one,) = found(BOMB, GOING_ON)
    assert one.disputed is Disputed.DATE
    assert {quote.evidence.words for side in one.sides for quote in side.quotes} == {"Sunday", "Monday"}
