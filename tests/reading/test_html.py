from __future__ import annotations

from importlib.resources import files

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.errors import KnowledgeError, ReadingError
from dateline.model import ZoneKind
from dateline.reading.html import HtmlText, read_html
from dateline.reading.html_words import parse_markup_words

PROSE = "The ferries stopped at noon because the pier had been damaged by the storm of the night before. " * 3


def read(page: str | bytes, url: str | None = None) -> HtmlText:
    return read_html(page if isinstance(page, bytes) else page.encode(), charset=None, url=url)


def test_text_follows_the_page_and_collapses_blanks() -> None:
    page = read(
        "<h1>Title  here</h1><div>One <b>two</b>\n three<br>four</div><ul><li>a</li><li>b</li></ul><script>x</script>"
    )
    assert page.text == "Title here\n\nOne two three\nfour\n\na\nb"


def test_two_breaks_part_paragraphs() -> None:
    assert read("<body>One<br><br>Two</body>").text == "One\n\nTwo"


def test_blocks_hold_the_text_and_name_their_surroundings() -> None:
    page = read(f'<body><main id="Main"><p class="Lead big">{PROSE}</p></main><nav class="top">Home</nav></body>')
    assert [page.text[b.span.slice] for b in page.blocks] == [PROSE.strip(), "Home"]
    assert page.blocks[0].hints == ("main", "lead", "big")
    assert page.blocks[0].is_main
    assert page.blocks[1].role is ZoneKind.FURNITURE


def test_markup_roles_are_kept() -> None:
    page = read(
        f"<body><article><h1>A day at sea</h1><p>{PROSE}</p><figcaption>The pier</figcaption></article>"
        '<div class="comment"><span class="fn">Dina</span><p>So it was.</p></div><title>A day at sea</title>'
    )
    roles = {page.text[b.span.slice]: b.role for b in page.blocks}
    assert roles["The pier"] is ZoneKind.CAPTION
    assert roles["So it was."] is ZoneKind.COMMENT
    assert roles["A day at sea"] is ZoneKind.HEADLINE
    assert any(":author=Dina" in b.hints for b in page.blocks)


def test_facts_name_where_they_were_stated() -> None:
    page = read(
        '<html lang="en-GB"><head><title>A day at sea - Harbour Post</title>'
        '<meta property="og:site_name" content="Harbour Post">'
        '<meta property="article:published_time" content="2014-03-02T10:00:00Z">'
        '<meta name="author" content="Ann Reed"></head>'
        f"<body><p>{PROSE}</p></body></html>"
    )
    assert (page.title, page.authors, page.publisher, page.language) == (
        "A day at sea",
        ("Ann Reed",),
        "Harbour Post",
        "en",
    )
    assert page.published is not None
    assert page.published.edtf == "2014-03-02"
    assert page.provenance["published"] == "html:meta:article:published_time"
    assert page.provenance["title"] == "html:title"


def test_linked_data_gives_the_articles_facts_and_not_the_comments() -> None:
    page = read(
        '<script type="application/ld+json">{"@graph": [{"@type": "Comment", "datePublished": "2015-01-01"}, '
        '{"@type": "NewsArticle",'
        ' "headline": "A day at sea", "datePublished": "2014-03-02", "author": [{"name": "Ann Reed"}]}]}</script>'
        f"<body><p>{PROSE}</p></body>"
    )
    assert (page.title, page.authors) == ("A day at sea", ("Ann Reed",))
    assert page.published is not None
    assert (page.published.edtf, page.provenance["published"]) == ("2014-03-02", "html:jsonld")


@pytest.mark.parametrize(
    "page",
    [
        f"<body><p>{PROSE}</p><footer>© 2014 Harbour Post</footer></body>",
        f"<body><p>On 2 March 2014 it rained. {PROSE}</p></body>",
        f'<body><p>{PROSE}</p><div class="comment"><span class="date">2014-03-02</span><p>So it was.</p></div></body>',
        f'<body><p>{PROSE}</p><script type="application/ld+json">[broken</script></body>',
    ],
)
def test_a_date_of_publication_that_is_not_stated_stays_empty(page: str) -> None:
    assert read(page).published is None


def test_an_address_with_a_day_dates_the_page() -> None:
    page = read(f"<p>{PROSE}</p>", url="https://example.org/2014/03/02/ferries")
    assert page.published is not None
    assert (page.published.edtf, page.provenance["published"]) == ("2014-03-02", "html:url")


@pytest.mark.parametrize(
    "page", [b"", b"   ", b"<html><body></body></html>", b"<script>let a = 1</script>", b"\x00\x00"]
)
def test_a_page_without_text_is_refused_with_a_reason(page: bytes) -> None:
    with pytest.raises(ReadingError) as caught:
        read(page)
    assert caught.value.reason == "no_text"


def test_text_below_ten_thousand_open_elements_is_kept() -> None:
    page = read("<body>" + "<div>" * 10_000 + "far down" + "</div>" * 10_000 + "<p>and after</p></body>")
    assert page.text == "far down\n\nand after"


def test_a_line_of_five_megabytes_is_read() -> None:
    assert len(read(f"<p>{'The column moved north. ' * 210_000}</p>").text) > 5_000_000


@pytest.mark.parametrize(
    ("data", "charset", "text"),
    [
        ("<p>Zürich é</p>".encode("cp1252"), None, "Zürich é"),
        ('<meta charset="iso-8859-15"><p>10 €</p>'.encode("iso-8859-15"), None, "10 €"),
        ("<p>Привет</p>".encode("koi8-r"), "koi8-r", "Привет"),
        ("\ufeff<p>Zürich</p>".encode("utf-16-le"), None, "Zürich"),
        (b"<p>one\x00 t\xc2\xadwo\xff \xe2\x82\xac \xe2\x82\xac</p>", "no-such-charset", None),
        ("<p>Zu\u0308rich</p>".encode(), None, "Zürich"),
    ],
)
def test_charsets_are_found_and_text_is_normalised(data: bytes, charset: str | None, text: str | None) -> None:
    got = read_html(data, charset=charset, url=None).text
    assert "\x00" not in got
    assert text is None or got == text


@settings(deadline=None, max_examples=60)
@given(
    st.lists(
        st.one_of(
            st.sampled_from(
                [
                    "<div>",
                    "</div>",
                    "<p>",
                    "<li class=comment>",
                    "<br>",
                    "<ul>",
                    "</ul>",
                    "<table><tr><td>",
                    "<!--",
                    "-->",
                ]
            ),
            st.text(max_size=20),
        ),
        max_size=30,
    )
)
def test_any_markup_gives_blocks_that_hold_the_text_in_order(parts: list[str]) -> None:
    # A word in front, so that there is text whatever the markup after it hides.
    page = read(("<p>word</p>" + "".join(parts)).encode("utf-8", "replace"))
    at = 0
    for block in page.blocks:
        assert at <= block.span.start < block.span.end <= len(page.text)
        at = block.span.end
    covered = "".join(page.text[b.span.slice] for b in page.blocks)
    assert "".join(covered.split()) == "".join(page.text.split())


def test_markup_words_name_the_entry_that_breaks_the_schema() -> None:
    shipped = (files("dateline.reading") / "data" / "markup.toml").read_text("utf-8")
    with pytest.raises(KnowledgeError, match=r"role\.caption"):
        parse_markup_words(shipped.replace("caption = ['", "caption = ['(", 1))
    with pytest.raises(KnowledgeError, match="facts"):
        parse_markup_words(shipped.replace("\ntypes =", "\nkinds =", 1))
