"""Credits lead to documents only where what they say stands there."""

from __future__ import annotations

from tests.reconciling.derivation.short_articles import MILL, made

from dateline.model import Document
from dateline.reconciling.derivation.crediting import CreditFinder, names_of
from dateline.reconciling.derivation.tracing import Tracer
from dateline.reconciling.derivation.usual import Texts
from dateline.reconciling.derivation.wording import wording_of

TELLS = "The Kassala Herald reported that a grain mill on the edge of Kassala burned down after men threw petrol bombs."
OTHER = "The Kassala Herald reported that the football season begins with a match against Gedaref."


def traced(text: str, *origins: Document, day: str = "2014-03-12") -> list[str | None]:
    """Return the publication dates of what the credits of a text lead to."""
    wordings = [wording_of(document) for document in (made(text, outlet="Red Sea Post", day=day), *origins)]
    finder, tracer = CreditFinder(names_of(w.document for w in wordings)), Tracer(Texts(wordings), {})
    found = [tracer.trace(0, credit) for credit in finder.credits_of(wordings[0])]
    return [str(wordings[t.number].document.published.edtf) if t else None for t in found]


def herald(day: str) -> Document:
    return made(MILL, outlet="Kassala Herald", day=day)


def test_a_credit_leads_to_the_outlets_document_that_tells_the_same() -> None:
    assert traced(TELLS, herald("2014-03-11")) == ["2014-03-11"]


def test_a_credit_leads_to_no_document_that_tells_something_else() -> None:
    assert traced(OTHER, herald("2014-03-11")) == [None]


def test_a_credit_leads_to_no_later_document() -> None:
    assert traced(TELLS, herald("2014-03-13")) == [None]


def test_a_credit_without_a_day_leads_to_no_document_of_another_week() -> None:
    assert traced(TELLS, herald("2014-03-01")) == [None]


def test_a_credit_leads_to_no_other_outlet_of_the_same_words() -> None:
    assert traced(TELLS, herald("2014-03-01"), made(MILL, outlet="Gedaref Times", day="2014-03-11")) == [None]
