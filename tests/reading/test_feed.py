from __future__ import annotations

import json

import pytest

from dateline.errors import ReadingError
from dateline.reading import Failure, Item, Limits
from dateline.reading.feed import entries_of

RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>The Harbour Post</title><language>en-gb</language><link>https://example.org/</link>
<item><title>Rain &amp;amp; wind</title><link>https://example.org/1</link><dc:creator>Ann Reed</dc:creator>
<pubDate>Sat, 14 Jun 2008 23:30:00 -0500</pubDate><description>Short.</description>
<content:encoded><![CDATA[<p onclick="x()">Rain <b>fell</b>.</p><script>y()</script>]]></content:encoded></item>
<item><title>Snow</title><description>Snow fell.</description></item>
<item><title>Nothing</title></item>
</channel></rss>"""

ATOM = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>Notes</title><updated>2008-06-20T00:00:00Z</updated>
<author><name>Bo Lind</name><email>bo@example.org</email></author>
<entry><title>One</title><id>a</id><updated>2008-06-19T00:00:00Z</updated><summary>Text of one.</summary></entry>
<entry><title>Two</title><id>b</id><published>2008-06-15T08:00:00Z</published><updated>2008-06-19T00:00:00Z</updated>
<content type="html">&lt;p&gt;Text of two.&lt;/p&gt;</content><summary>Short</summary></entry></feed>"""


def entries(data: bytes, limits: Limits | None = None) -> list[Item | Failure]:
    return list(entries_of(data, origin="a.rss", limits=limits or Limits()))


def row(piece: Item | Failure) -> dict[str, object]:
    assert isinstance(piece, Item)
    found: dict[str, object] = json.loads(piece.data)
    return found


def test_rss_entries_are_items_in_one_canonical_form() -> None:
    first, second, third = entries(RSS.encode())
    assert row(first) == {
        "authors": ["Ann Reed"],
        "html": '<p onclick="x()">Rain <b>fell</b>.</p><script>y()</script>',
        "language": "en",
        "published": "2008-06-14",
        "publisher": "The Harbour Post",
        "title": "Rain & wind",
        "url": "https://example.org/1",
    }
    assert isinstance(first, Item)
    assert (first.origin, first.format, first.url) == ("a.rss#1", "feed", "https://example.org/1")
    assert first.hints["published"] == "2008-06-14"
    assert "published" not in row(second)
    assert row(second)["text"] == "Snow fell."
    assert isinstance(third, Failure)
    assert (third.origin, third.reason) == ("a.rss#3", "no_text")


def test_an_atom_update_is_no_publication() -> None:
    one, two = entries(ATOM.encode())
    assert "published" not in row(one)
    assert row(two)["published"] == "2008-06-15"
    assert row(two)["html"] == "<p>Text of two.</p>"
    assert row(one)["authors"] == ["Bo Lind"]
    assert "example.org" not in json.dumps(row(one))


@pytest.mark.parametrize("stated", ["desk@post.media (Ann Reed)", "Ann Reed &lt;desk@post.media&gt;", "Ann Reed"])
def test_no_rest_of_an_address_stays_in_a_name(stated: str) -> None:
    feed = RSS.replace("dc:creator", "author").replace("Ann Reed", stated)
    assert row(entries(feed.encode())[0])["authors"] == ["Ann Reed"]


def test_an_entry_does_not_depend_on_its_neighbours() -> None:
    alone = RSS.replace(RSS[RSS.index("<item>") : RSS.index("<item><title>Snow")], "")
    assert row(entries(alone.encode())[0]) == row(entries(RSS.encode())[1])


def test_a_feed_in_another_charset_is_read() -> None:
    data = ATOM.replace('encoding="utf-8"', 'encoding="windows-1251"').replace("Text of one", "Дождь").encode("cp1251")
    assert row(entries(data)[0])["text"] == "Дождь."


def test_a_cut_feed_gives_its_entries_and_says_so() -> None:
    found = entries(RSS[: RSS.index("Snow fell") + 4].encode())
    assert row(found[0])["title"] == "Rain & wind"
    assert isinstance(found[-1], Failure)
    assert (found[-1].origin, found[-1].reason) == ("a.rss", "truncated")


def test_a_feed_that_is_not_well_formed_gives_its_entries_and_says_so() -> None:
    found = entries(RSS.replace("Short.", "Short & <b>wet.").encode())
    assert row(found[0])["publisher"] == "The Harbour Post"
    assert isinstance(found[-1], Failure)
    assert found[-1].reason == "broken"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"<rss", "broken"),
        (b"<?xml version='1.0'?><svg/>", "broken"),
        (b"words only", "broken"),
        (b'<?xml version="1.0" encoding="\x9b"?><rss version="2.0"></rss>', "broken"),
        (b"<rss version='2.0'><channel><title>T</title></channel></rss>", "empty"),
    ],
)
def test_what_is_no_feed_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(ReadingError) as caught:
        entries(data)
    assert caught.value.reason == reason


def test_a_feed_that_declares_entities_is_refused_unopened() -> None:
    grow = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    data = f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY e0 "ha">{grow}]><rss version="2.0">&e11;</rss>'
    for codec in ("utf-8", "utf-16"):
        with pytest.raises(ReadingError, match="entities") as caught:
            entries(data.encode(codec))
        assert caught.value.reason == "bomb"


def test_a_feed_is_never_taken_for_a_file_name() -> None:
    with pytest.raises(ReadingError):
        entries(__file__.encode())


def test_entries_stop_at_the_limit_of_members() -> None:
    found = entries(ATOM.encode(), Limits(max_members=1))
    assert [type(piece) for piece in found] == [Item, Failure]
