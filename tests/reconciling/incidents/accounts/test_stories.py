"""The words of a document, as numbers."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from tests.reconciling.incidents.telling import document_of

from dateline.model import Span, Zone, ZoneKind
from dateline.reconciling.derivation.terms import term_hash, term_of
from dateline.reconciling.incidents.accounts.stories import TERMS, story_of, terms_in


def hash_of(word: str) -> int:
    term = term_of(word)
    assert term is not None
    return term_hash(term)


def test_story_counts_terms_and_marks_those_of_the_title() -> None:
    story = story_of(document_of("Mortars fell on Gorlovka. Mortars killed nine.", title="Mortars in Gorlovka"))
    assert dict(story.terms)[hash_of("mortars")] == 2
    assert set(story.title) == {hash_of("mortars"), hash_of("gorlovka")}


def test_story_leaves_out_what_readers_say() -> None:
    text = "Mortars fell."
    zones = (Zone(ZoneKind.BODY, Span(0, 13)), Zone(ZoneKind.COMMENT, Span(15, 23), "Ada"))
    story = story_of(document_of(text, "Nonsense", zones=zones))
    assert hash_of("nonsense") not in dict(story.terms)


@given(st.lists(st.text(st.characters(categories=["Ll"]), min_size=3, max_size=8), max_size=300))
def test_story_keeps_no_more_terms_than_it_may(words: list[str]) -> None:
    story = story_of(document_of(" ".join(words) or "x"))
    assert len(story.terms) <= TERMS
    assert list(story.terms) == sorted(story.terms)


def test_terms_of_stretches_are_each_there_once_and_sorted() -> None:
    text = "Mortars fell. Mortars fell."
    terms = terms_in(text, [Span(0, 13), Span(14, 27)])
    assert terms == tuple(sorted({hash_of("mortars"), hash_of("fell")}))
