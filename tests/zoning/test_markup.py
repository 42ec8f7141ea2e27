from __future__ import annotations

from zoning_pages import LONG, said, zoned_html

from dateline.model import ZoneKind

PAGE = f"""<html><head><title>Ferries stop at noon | Harbour Post</title></head><body>
<nav><ul><li>Home</li><li>Sport</li></ul></nav>
<article><h1>Ferries stop at noon</h1>
<p class="byline">By Ann Reed, 2 March 2014</p>
<figure><img src="a.jpg"><figcaption>A ferry at rest</figcaption></figure>
<p>{LONG}</p><h2>What the dockers want</h2><p>{LONG} They asked for a hearing.</p>
<blockquote><p>We will stay here until somebody from the ministry comes down and talks to us.</p></blockquote>
<p>{LONG} Nobody came.</p>
<p>Reed, Ann, “Port closed for a third day,” Coast Daily, 4/25/13</p>
</article>
<div id="comments"><h3>2 comments</h3><ol class="commentlist">
<li class="comment even" id="comment-7"><div class="comment-body">
<cite class="fn">Old Ferryman</cite> <span>says:</span>
<time datetime="2014-03-03T10:20">yesterday</time><p>I crossed there on Friday.</p>
<a class="comment-reply-link">Reply</a></div>
<ul class="children"><li class="comment odd" id="comment-8"><div class="comment-body">
<cite class="fn">dina</cite> says:
<p>On which ferry was that?</p></div></li></ul></li></ol>
<form class="comment-form"><p>Leave a reply here, please</p></form></div>
<footer>Harbour Post, all rights reserved</footer></body></html>"""


def test_the_parts_of_a_web_page_are_told_apart() -> None:
    document = zoned_html(PAGE)
    assert said(document, ZoneKind.HEADLINE) == ["Ferries stop at noon", "What the dockers want"]
    assert said(document, ZoneKind.CAPTION) == ["A ferry at rest"]
    assert said(document, ZoneKind.BYLINE) == ["By Ann Reed, 2 March 2014"]
    assert len(said(document, ZoneKind.REFERENCES)) == 1
    furniture = " ".join(said(document, ZoneKind.FURNITURE))
    assert all(words in furniture for words in ("Sport", "2 comments", "Leave a reply here", "all rights reserved"))
    assert not any("ferry" in words for words in said(document, ZoneKind.BODY))


def test_a_reply_inside_a_comment_is_a_comment_of_its_own() -> None:
    document = zoned_html(PAGE)
    comments = [z for z in document.zones if z.kind is ZoneKind.COMMENT]
    assert [z.author for z in comments] == ["Old Ferryman", "dina"]
    assert "I crossed there" in document.text[comments[0].span.slice]
    assert "which ferry" not in document.text[comments[0].span.slice]


def test_a_comments_date_comes_from_its_markup() -> None:
    comments = [z for z in zoned_html(PAGE).zones if z.kind is ZoneKind.COMMENT]
    assert comments[0].posted is not None
    assert comments[0].posted.edtf == "2014-03-03T10:20"
    assert comments[1].posted is None


def test_the_byline_of_a_page_gives_what_its_head_does_not_state() -> None:
    document = zoned_html(PAGE)
    assert document.authors == ("Ann Reed",)
    assert document.published is not None
    assert document.published.edtf == "2014-03-02"


def test_a_page_without_comment_markup_is_read_by_its_layout() -> None:
    remarks = "<p>2 Kommentare</p><p>Karl sagt:</p><p>Stimmt.</p><p>Ute sagt:</p><p>Nein.</p>"
    page = f"<h1>Ferries</h1><p>{LONG}</p><p>{LONG}</p>{remarks}"
    comments = [z.author for z in zoned_html(page).zones if z.kind is ZoneKind.COMMENT]
    assert comments == ["Karl", "Ute"]


def test_the_title_is_the_heading_and_not_the_link_above_it() -> None:
    menu = "".join(f"<p>Menu {n}</p>" for n in range(80))
    page = f"<title>Ferries stop</title><nav><p>Ferries stop</p>{menu}</nav><h1>Ferries stop</h1><p>{LONG}</p>"
    document = zoned_html(page)
    (headline,) = [z for z in document.zones if z.kind is ZoneKind.HEADLINE]
    assert headline.span.start > document.text.index("Menu 79")
