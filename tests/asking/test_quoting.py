"""What is found for a quotation is a stretch of the text, at the borders of words."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dateline.asking.quoting import nearest, occurrences
from dateline.model import Span

_TEXTS = st.text(alphabet="ab -–'’\n.", max_size=60)


@given(_TEXTS, st.integers(0, 60), st.integers(0, 60))
def test_occurrences_finds_whole_words_of_the_text(text: str, a: int, b: int) -> None:
    start, end = sorted((min(a, len(text)), min(b, len(text))))
    quoted = text[start:end]
    found = occurrences(text, quoted, within=Span(0, len(text)))
    solid = quoted.strip()
    begins = start + len(quoted) - len(quoted.lstrip())
    whole = bool(solid) and not (
        (begins > 0 and text[begins - 1].isalnum() and solid[0].isalnum())
        or (begins + len(solid) < len(text) and text[begins + len(solid)].isalnum() and solid[-1].isalnum())
    )
    if whole and len(found) == 1:
        assert found == [Span(begins, begins + len(solid))]
    assert found or not whole


@given(_TEXTS, _TEXTS)
def test_occurrences_never_invents(text: str, words: str) -> None:
    for span in occurrences(text, words, within=Span(0, len(text))):
        assert text[span.slice].translate(str.maketrans("’–", "'-")).split() == (
            words.translate(str.maketrans("’–", "'-")).split()
        )


def test_occurrences_stays_within() -> None:
    assert occurrences("army and army", "army", within=Span(2, 13)) == [Span(9, 13)]


def test_occurrences_tells_names_from_longer_ones() -> None:
    text = "USA and US and U.S. troops"
    assert occurrences(text, "US", within=Span(0, len(text))) == [Span(8, 10)]
    assert occurrences(text, "U.S.", within=Span(0, len(text))) == [Span(15, 19)]


def test_nearest_takes_the_closest_and_of_two_the_first() -> None:
    spans = [Span(0, 2), Span(8, 10), Span(20, 22)]
    assert nearest(spans, Span(11, 12)) == Span(8, 10)
    assert nearest([Span(0, 2), Span(6, 8)], Span(4, 4)) == Span(0, 2)
    assert nearest([], Span(0, 1)) is None
