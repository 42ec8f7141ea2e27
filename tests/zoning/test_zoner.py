from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st
from zoning_pages import LONG, zoned

from dateline.model import Document, ZoneKind

PIECES = st.sampled_from(
    [
        "Friday, May 2, 2014",
        "Ferries stop at noon",
        "By Ann Reed",
        "pier.jpg",
        "Tags: sea",
        "3 Comments",
        "  • Old Ferryman says:",
        "    I crossed there.",
        "dina said...",
        "> quoted",
        "Reply",
        "Reed, Ann, “Port closed,” Coast Daily, 4/25/16",
        "- “Port opens,” 4/5/16",
        "This Day In Harbour History - ferries",
        "---",
        "# Heading",
        "```",
        "",
        "",
        LONG,
    ]
)
TEXTS = st.one_of(st.text(max_size=300), st.lists(st.one_of(PIECES, st.text(max_size=30)), max_size=25).map("\n".join))


def check(document: Document) -> None:
    text = document.text
    assert all(0 <= z.span.start < z.span.end <= len(text) for z in document.zones)
    assert all(one.span.end <= other.span.start for one, other in pairwise(document.zones))
    covered = {n for z in document.zones for n in range(z.span.start, z.span.end)}
    assert all(n in covered for n, c in enumerate(text) if c.isalnum())
    for reference in document.references:
        zone = document.zone_at(reference.span.start)
        assert zone is not None
        assert zone.kind is ZoneKind.REFERENCES
        assert zone.span.contains(reference.span)
    for zone in document.zones:
        if zone.author is not None:
            assert zone.kind is ZoneKind.COMMENT
            assert zone.author in text[zone.span.slice]


@settings(deadline=None)
@given(TEXTS)
def test_zones_hold_every_letter_once_whatever_the_text(text: str) -> None:
    check(zoned(text))


@settings(deadline=None)
@given(TEXTS)
def test_zones_hold_every_letter_once_whatever_the_markdown(text: str) -> None:
    check(zoned(text, path="page.md"))


def test_an_empty_text_has_no_zones() -> None:
    assert zoned("").zones == ()


def test_one_line_of_megabytes_is_read_in_one_go() -> None:
    text = "The column moved north again, they said. " * 60_000
    document = zoned(text)
    assert [z.kind for z in document.zones] == [ZoneKind.BODY]
