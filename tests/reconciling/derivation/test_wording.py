"""Only what tells is read, and every word leads back to its characters."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dateline.model import Document, Span, Zone, ZoneKind
from dateline.reconciling.derivation.wording import telling_spans, wording_of


def zoned(*parts: tuple[ZoneKind, str]) -> Document:
    text = "\n".join(words for _, words in parts)
    zones, at = [], 0
    for kind, words in parts:
        zones.append(Zone(kind, Span(at, at + len(words))))
        at += len(words) + 1
    return Document("d", "s", text, zones=tuple(zones))


def test_wording_leaves_out_bylines_comments_references_and_furniture() -> None:
    document = zoned(
        (ZoneKind.HEADLINE, "Mill burns"),
        (ZoneKind.BYLINE, "By Hana"),
        (ZoneKind.BODY, "It burned."),
        (ZoneKind.QUOTATION, "It was old."),
        (ZoneKind.REFERENCES, "Post, May"),
        (ZoneKind.COMMENT, "I saw it"),
        (ZoneKind.FURNITURE, "Subscribe"),
    )
    wording = wording_of(document)
    assert wording.words == ("mill", "burns", "it", "burned", "it", "was", "old")
    assert wording.breaks == {0, 2}
    assert telling_spans(document)[1] == Span(19, 41)
    assert wording.quoted == bytes([0, 0, 0, 0, 1, 1, 1])


def test_words_in_quotation_marks_are_marked() -> None:
    wording = wording_of(Document("d", "s", "He said “we hold the port now” and the ‘port’ fell."))
    said = [w for w, q in zip(wording.words, wording.quoted, strict=True) if q]
    assert said == ["we", "hold", "the", "port", "now"]


def test_sentences_end_at_stops_and_at_the_ends_of_lines() -> None:
    wording = wording_of(Document("d", "s", "Mill burns\nIt burned. Nobody came"))
    assert [wording.words[s.first : s.last] for s in wording.sentences] == [
        ("mill", "burns"),
        ("it", "burned"),
        ("nobody", "came"),
    ]


@given(st.text(max_size=120))
def test_evidence_quotes_the_words_it_names(text: str) -> None:
    wording = wording_of(Document("d", "s", text))
    assert len(wording.words) == len(wording.starts) == len(wording.ends) == len(wording.quoted)
    for n, (start, end) in enumerate(zip(wording.starts, wording.ends, strict=True)):
        assert wording.evidence(n, n + 1).words == text[start:end]
    assert [s.first for s in wording.sentences] == sorted(s.first for s in wording.sentences)
