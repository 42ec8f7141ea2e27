"""Pages over a hostile record, as they come over the wire: nothing of it is anything but text."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from urllib.parse import urlsplit

import pytest
from tests.desk.hostile import EVIL, TURNED
from tests.desk.serving import Served
from tests.desk.walking import Element, Seen, elements, walked

from dateline.desk.registry import PAGES
from dateline.indexing import FILTERS

_TURNS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
# What our templates and pictures are written with; anything else came from a document.
_TAGS = set(
    "html head meta title link script body a header nav ul ol li form label input button select option textarea"
    " fieldset legend main h1 h2 h3 h4 p div span section article aside footer figure figcaption dl dt dd kbd code mark"
    " bdi blockquote details summary time strong em b i small abbr table caption thead tbody tr th td datalist output"
    " br svg g path circle rect line text tspan desc title defs pattern polygon polyline clippath use marker ellipse hr"
    " lineargradient stop symbol del ins sup sub dialog progress meter wbr cite q"
    .split()
)  # fmt: skip
# Led to by the terminal, by a shared desk, and by work that takes its time.
_UNLINKED = {"begin", "sign_in", "review-working"}
_RUNS = ("srcdoc", "style", "formaction", "background", "ping", "xlink:href", "data", "manifest", "action-uri")


@pytest.fixture(scope="module")
def pages(hostile: Served) -> Seen:
    with hostile.client(timeout=60) as client:
        return walked(client, most=3, of={"document": 70, "incident": 20})


def _wrong(found: list[Element]) -> list[str]:
    wrong = []
    for tag, attributes in found:
        if tag not in _TAGS:
            wrong.append(f"<{tag}>")
        for name, value in attributes.items():
            if name.startswith("on") or name in _RUNS:
                wrong.append(f"<{tag} {name}={value[:40]!r}>")
            if name in ("href", "src", "action", "content") and not _leads_well(tag, name, value, attributes):
                wrong.append(f"<{tag} {name}={value[:60]!r}>")
        if tag == "meta" and "http-equiv" in attributes:
            wrong.append("<meta http-equiv>")
        if tag == "script" and not attributes.get("src", "").startswith("/static/own/"):
            wrong.append(f"<script {attributes}>")
    ids = Counter(attributes["id"] for _, attributes in found if "id" in attributes)
    return wrong + [f"id {id_!r} {n} times" for id_, n in ids.items() if n > 1]


def _leads_well(tag: str, name: str, value: str, attributes: Element | dict[str, str]) -> bool:
    if name == "content":
        return tag == "meta" and attributes.get("name") in ("viewport", "color-scheme")  # type: ignore[union-attr]
    if value.startswith("//") or "\\" in value:
        return False
    parts = urlsplit(value)
    if parts.scheme or parts.netloc:
        rel = attributes.get("rel", "").split()  # type: ignore[union-attr]
        return tag == "a" and parts.scheme in ("http", "https") and {"noreferrer", "noopener"} <= set(rel)
    return value.startswith(("/", "#", "?")) or value == ""


def test_the_record_is_hostile(hostile: Served) -> None:
    said = json.dumps([dict(row) for row in hostile.desk.record.documents()])
    assert all(trap in said for trap in ("<script>", "javascript:", "onerror", "\\u202e", "x" * 10_000, f"//{EVIL}/"))


def test_every_page_is_among_those_walked(pages: Seen) -> None:
    missing = {page.name for page in PAGES} - set(pages) - _UNLINKED
    assert not missing, f"no link leads there: {sorted(missing)}"


def test_pages_hold_no_element_and_no_attribute_but_ours(pages: Seen) -> None:
    wrong = {address: bad for address, page in pages.html.items() if (bad := _wrong(elements(page)))}
    assert not wrong


def test_nothing_on_a_page_turns_its_direction(pages: Seen) -> None:
    # A picture has marks of its own around each name, and leaves those that only say in which direction one word reads.
    drawn = re.compile(r"<svg.*?</svg>", re.DOTALL)
    turned = [address for address, page in pages.html.items() if _TURNS.search(drawn.sub("", page))]
    assert not turned
    pictures = [picture for page in pages.html.values() for picture in drawn.findall(page)]
    assert pictures
    assert not [picture for picture in pictures if re.search("[\u202a-\u202e]", picture)]
    assert all(len(re.findall("[\u2066-\u2068]", one)) == one.count("\u2069") for one in pictures)


def test_exports_hold_the_words_as_they_are(hostile: Served) -> None:
    with hostile.client() as client:
        told = client.get("/documents.json", params={"_size": "500"})
        table = client.get("/documents.csv", params={"_size": "500"})
    assert told.headers["content-type"] == "application/json"
    assert table.headers["content-disposition"].startswith("attachment")
    rows = told.json()["rows"]
    assert TURNED in {author for row in rows for author in row["authors"]}
    assert [row["id"] for row in csv.DictReader(io.StringIO(table.text, newline=""))] == [row["id"] for row in rows]


def test_originals_are_files_and_never_pages(hostile: Served) -> None:
    with hostile.client() as client:
        rows = client.get("/documents.json", params={"_size": "500"}).json()["rows"]
        seen = 0
        for row in rows:
            answer = client.get(f"/documents/{row['id']}/original")
            seen += answer.status_code == 200
            if answer.status_code == 404:
                continue
            assert answer.headers["content-disposition"].startswith('attachment; filename="')
            assert re.fullmatch(r'attachment; filename="[A-Za-z0-9._-]+"', answer.headers["content-disposition"])
            assert answer.headers["content-type"] == "application/octet-stream"
            assert answer.headers["content-security-policy"] == "sandbox; default-src 'none'"
            assert answer.headers["x-content-type-options"] == "nosniff"
    assert seen


def test_what_is_asked_is_not_echoed_as_markup(hostile: Served) -> None:
    trap = '"><script src=//evil.example></script>'
    wrong = []
    kept = {each.name for each in FILTERS["reports"]} & {each.name for each in FILTERS["incidents"]}  # tried once
    with hostile.client() as client:
        for page in PAGES:
            path = page.path.replace("{id}", "~3Cscript~3E")
            free = [each.name for each in page.filters if not each.values]
            for key in [*(name for name in free if page.name == "reports" or name not in kept), "_next", "_sort", trap]:
                answer = client.get(path, params={key: trap}, headers={"Accept": "text/html"}, follow_redirects=True)
                assert answer.status_code < 500, (path, key)
                if _wrong(elements(answer.text)):
                    wrong.append((path, key, _wrong(elements(answer.text))))
            assert client.get(f"/{trap}").status_code == 404
    assert not wrong


def test_a_dossier_of_it_holds_nothing_that_runs_or_asks(hostile: Served) -> None:
    with hostile.client(timeout=60) as client:
        answer = client.get("/dossier.html")
    assert answer.headers["content-disposition"].startswith("attachment")
    found = elements(answer.text)
    head = [one for one in found if one[0] in ("meta", "style")]
    assert [one[0] for one in head].count("style") == 1
    assert "default-src 'none'" in head[1][1]["content"]
    assert not _wrong([one for one in found if one not in head])
    assert not [one for one in found if one[0] in ("script", "img", "link", "base", "iframe")]
