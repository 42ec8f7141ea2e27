"""What is found in a document hangs on that document alone, whatever was read before it and in whatever order."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.finding.mentions import PlaceMention, TimeMention
from dateline.finding.place_descriptions import place_of_description
from dateline.finding.places import find_places, resolve_spans
from dateline.finding.times import find_times
from dateline.language import parse
from dateline.model import Document, Moment, Span

# Names that mean one place here and another there, days that hang on publication, and on what was said before.
TEXTS = (
    "Iraqi troops entered Tripoli Street in Basra on Friday. Two days later they left the city, north of Kut.",
    "Lebanese police closed a road from Tripoli to Beirut in March. The following week it was open.",
    "A man from Paris, Texas, was fined in Dallas on 4/5/2009. Paris was calm during Ramadan.",
    "French police met those of Paris and Lyon last month, along the Swiss border.",
    "He left Moscow, Idaho. Moscow had 20,000 people in the nineties, and in 1914 none.",
)
PUBLISHED = (None, "2009-06-15", "2014-02-03")

Found = tuple[tuple[tuple[TimeMention, ...], ...], tuple[tuple[PlaceMention, ...], ...]]


def found(text: str, published: str | None) -> Found:
    document = Document("d", "s", text, published=Moment(published) if published else None)
    sentences = parse([(0, text)])
    return find_times(document, sentences), find_places(document, sentences)


@pytest.fixture(scope="module")
def alone() -> dict[tuple[str, str | None], Found]:
    return {(text, published): found(text, published) for text in TEXTS for published in PUBLISHED}


@given(st.lists(st.tuples(st.sampled_from(TEXTS), st.sampled_from(PUBLISHED)), min_size=1, max_size=4))
def test_finding_is_the_same_after_any_other_documents(
    alone: dict[tuple[str, str | None], Found], read: list[tuple[str, str | None]]
) -> None:
    for text, published in read:
        assert found(text, published) == alone[text, published]


@given(st.data())
def test_evidence_of_times_and_places_stands_in_the_text_and_mentions_are_in_order(data: st.DataObject) -> None:
    text = " ".join(data.draw(st.lists(st.sampled_from([s for t in TEXTS for s in t.split(" ")]), max_size=14)))
    for rows in found(text, data.draw(st.sampled_from(PUBLISHED))):
        for row in rows:
            assert [m.first for m in row] == sorted(m.first for m in row)
            for mention in row:
                at = mention.evidence
                assert 0 <= mention.first < mention.last
                assert text[at.start : at.end] == at.words


@given(st.permutations(["Basra", "Kut", "Moscow", "Idaho", "Paris"]))
def test_places_chosen_together_are_the_same_in_any_order_of_asking(names: list[str]) -> None:
    text = "Basra, Kut, Moscow, Idaho, and Paris."
    spans = {name: Span(text.index(name), text.index(name) + len(name)) for name in sorted(names)}
    document = Document("d", "s", text)
    sought = dict(zip(spans, resolve_spans(document, list(spans.values())), strict=True))
    again = dict(zip(names, resolve_spans(document, [spans[name] for name in names]), strict=True))
    assert again == sought


@given(st.text("ABab ,;:()-'’‘/0éß\n", max_size=30))
def test_description_of_any_letters_is_put_by_words_that_it_has(words: str) -> None:
    placing = place_of_description(words, country="IQ", areas=["Basra governorate"])
    assert placing is not None
    text = f"{words}, Basra governorate, Iraq"
    assert text[placing.evidence.start : placing.evidence.end] == placing.evidence.words
