from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.drawing.seen import SVG, named, read, titles

from dateline.drawing import (
    Bin,
    MapMark,
    Pair,
    Picture,
    TimeMark,
    histogram_svg,
    map_svg,
    network_svg,
    timeline_svg,
)
from dateline.drawing.markup import address, number, tag, text

DAY = date(2008, 6, 14)
HOSTILE = [
    "<script>alert(1)</script>",
    '"><image href=x onerror=alert(1)>',
    "&amp;&#x3c;&unknown; ]]> <![CDATA[ <?xml",
    "\u202eright to left override\u2066 and an isolate without an end",
    "x" * 10_000,
    "\x00\x01\x08\x0b\x1b\x7f\x85\ud800\ufffe\uffff",
    "Z" + "\u0301" * 500,
    "العمارة (ميسان) 12",
    "\U0001f4a3\U000e0041",
    "",
    " \n\t ",
]
anything = st.text(st.characters(codec=None, categories=None), max_size=60) | st.sampled_from(HOSTILE)
ALLOWED = {
    "svg", "title", "desc", "defs", "g", "a", "text", "rect", "circle", "ellipse", "path", "pattern",
    "clipPath", "linearGradient", "stop",
}  # fmt: skip


def pictures(words: str, href: str | None) -> dict[str, str]:
    """Draw every kind of picture with the same words wherever words can stand."""
    times = [
        TimeMark(DAY, DAY, "day", words, href, words, "ASSAULT"),
        TimeMark(DAY, date(2008, 6, 30), "month", words, href, words, words),
        TimeMark(DAY, None, words, words, href, None, "AID"),
    ]
    places = [
        MapMark(31.8, 47.1, 1, None, None, words, href, 3, "ASSAULT", words),
        MapMark(31.5, 47.3, 2, 25.0, words, words, href, 1, words, words),
        MapMark(31.9, 47.0, 4, 112.0, words, words, href, 1, "AID", words),
    ]
    pairs = [Pair(words, "someone", 3, words, href, href, href), Pair("someone", words, 2, "ASSAULT", href)]
    noun = (words, words)
    return {
        "rows": timeline_svg(times, title=words),
        "lanes": timeline_svg(times, title=words, width=375, lanes=[words], noun=noun),
        "dots": timeline_svg(times * 12, title=words),
        "counts": timeline_svg(times * 12, title=words, most_height=30, noun=noun),
        "histogram": histogram_svg({words: [Bin(DAY, DAY, 2, 1)]}, title=words, notes=[words], noun=noun),
        "map": map_svg(places, title=words, noun=noun),
        "narrow map": map_svg(places, title=words, width=320, has_paper=True),
        "network": network_svg(pairs, title=words, noun=noun),
    }


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(anything, anything)
def test_any_text_gives_well_formed_svg_without_anything_that_runs(words: str, href: str) -> None:
    for svg in pictures(words, href).values():
        root = read(svg)
        svg.encode("utf-8")
        for element in root.iter():
            assert element.tag.removeprefix(SVG) in ALLOWED
            for key, value in element.attrib.items():
                assert not key.startswith("on")
                assert key != "style"
                if key == "href":
                    assert address(value) == value


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_text_stays_text(words: str) -> None:
    for name, svg in pictures(words, "javascript:alert(1)").items():
        root = read(svg)
        assert not named(root, "a"), name
        assert not named(root, "script")
        assert max(map(len, titles(root))) <= 700, name  # our own words around at most 300 of theirs


@pytest.mark.parametrize(
    "href",
    [
        "/incidents/i1?type=ASSAULT&a=b",
        "?after=2008-06",
        "#i1",
        "incidents/i1",
        "./i1",
        "https://example.org/a:b",
        "i~3A",
    ],
)
def test_addresses_of_the_web_and_of_this_host_stay(href: str) -> None:
    assert address(href) == href


@pytest.mark.parametrize(
    "href",
    [
        "javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:x", "java\nscript:x", "\x01javascript:x",
        "data:text/html,x", "vbscript:x", "file:///etc/passwd", "javascript&colon;x", "/a b", "", None, "x" * 5000,
        "//evil.example/", "/\\evil.example", "\\\\evil.example", ".//evil.example", "https:evil", "http://",
    ],
)  # fmt: skip
def test_other_addresses_are_no_links(href: str | None) -> None:
    assert address(href) is None


def test_a_picture_with_links_is_a_group_and_one_without_an_image() -> None:
    for href, role in ((None, "img"), ("/incidents/i1", "group")):
        for name, svg in pictures("Al Amarah", href).items():
            root = read(svg)
            if name in ("counts", "histogram"):
                continue  # bars are no links
            assert root.get("role") == role, name
    root = read(pictures("Al Amarah", None)["histogram"])
    assert root.get("role") == "img"


def test_title_and_description_are_the_name_of_the_picture() -> None:
    for svg in pictures("Al Amarah", None).values():
        root = read(svg)
        held = {element.get("id"): element.text for element in root.iter() if element.get("id")}
        assert held[root.get("aria-labelledby")] == "Al Amarah"
        assert held[root.get("aria-describedby")]


def test_ids_are_used_once_and_every_reference_leads_somewhere() -> None:
    for name, svg in pictures("Al Amarah", "/x").items():
        root = read(svg)
        ids = [element.get("id") for element in root.iter() if element.get("id")]
        assert len(ids) == len(set(ids)), name
        used = {v[5:-1] for e in root.iter() for v in e.attrib.values() if v.startswith("url(#")}
        assert used <= set(ids), name


def test_two_pictures_in_one_page_share_no_ids() -> None:
    one, other = (read(timeline_svg([], title=title)) for title in ("a", "b"))
    ids = [{e.get("id") for e in root.iter() if e.get("id")} for root in (one, other)]
    assert not ids[0] & ids[1]


def test_text_read_from_right_to_left_keeps_its_side_of_the_picture() -> None:
    assert 'direction="rtl" ' not in text("Maysan", x=0, y=0)
    assert 'text-anchor="end" direction="rtl"' in text("العمارة", x=10, y=0)
    assert "text-anchor" not in text("العمارة", x=10, y=0, anchor="end")


@given(st.floats(-1e6, 1e6))
def test_numbers_are_short_and_close(value: float) -> None:
    assert abs(float(number(value)) - value) <= 0.00501
    assert "e" not in number(value)


def test_many_links_are_no_stops_of_the_tab_key() -> None:
    marks = [TimeMark(date(2008, 6, n % 30 + 1), date(2008, 6, n % 30 + 1), "day", "x", f"/i{n}") for n in range(101)]
    assert {a.get("tabindex") for a in named(read(timeline_svg(marks, title="t")), "a")} == {"-1"}
    assert {a.get("tabindex") for a in named(read(timeline_svg(marks[:100], title="t")), "a")} == {None}


def test_a_notebook_shows_a_picture() -> None:
    assert Picture(tag("svg"))._repr_svg_() == str(Picture(tag("svg"))) == "<svg/>"
