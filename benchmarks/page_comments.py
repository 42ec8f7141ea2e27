"""Score how well readers' comments are told from the article on saved web pages.

The folder holds `gold.json` (page -> url, comments, body, not_body: strings that stand in such a part of the page)
and the pages. Recall is the share of comment strings that stand in one of our comment zones; `recall of shown` asks
only for comments that the saved page shows at all, since many load theirs with a script; `not leaked` is the share of
comment strings that do not stand in our body; `body` the share of article strings that stand in our body, headline,
caption or quotation zones.
"""

from __future__ import annotations

import hashlib
import json
import sys
from dataclasses import dataclass
from pathlib import Path

from benchmarks.common import SHARED, Figures, digest_of, run_as_module
from dateline.errors import ReadingError
from dateline.model import Document, ZoneKind
from dateline.reading.html import read_html
from dateline.reading.page import Page
from dateline.zoning import zone

ARTICLE = frozenset({ZoneKind.BODY, ZoneKind.HEADLINE, ZoneKind.CAPTION, ZoneKind.QUOTATION})


@dataclass(frozen=True)
class Score:
    """Count gold strings of one or more pages, and how many of them were found where."""

    comments: int = 0
    shown: int = 0
    found: int = 0
    leaked: int = 0
    body: int = 0
    body_found: int = 0
    zones: int = 0
    signed: int = 0

    def __add__(self, other: Score) -> Score:
        return Score(*(getattr(self, name) + getattr(other, name) for name in self.__dataclass_fields__))


def plain(text: str) -> str:
    """Join a text to one line, as the gold strings are."""
    return " ".join(text.split())


def score(document: Document, gold: dict[str, list[str]]) -> Score:
    """Count where the gold strings of one page stand in its zones."""

    def said(kinds: frozenset[ZoneKind]) -> str:
        return plain(" ".join(document.text[z.span.slice] for z in document.zones if z.kind in kinds))

    whole, remarks = plain(document.text), said(frozenset({ZoneKind.COMMENT}))
    body, article = said(frozenset({ZoneKind.BODY})), said(ARTICLE)
    comments, told = [plain(c) for c in gold["comments"]], [plain(b) for b in gold["body"]]
    zones = [z for z in document.zones if z.kind is ZoneKind.COMMENT]
    return Score(
        comments=len(comments),
        shown=sum(c in whole for c in comments),
        found=sum(c in remarks for c in comments),
        leaked=sum(c in body for c in comments),
        body=len(told),
        body_found=sum(b in article for b in told),
        zones=len(zones),
        signed=sum(z.author is not None for z in zones),
    )


def read(path: Path, url: str | None) -> Document:
    """Read and zone one saved page."""
    data = path.read_bytes()
    page = read_html(data, charset=None, url=url)
    digest = hashlib.sha256(data).hexdigest()
    document = Document(id=Document.id_for(digest, page.text), sha256=digest, text=page.text, url=url, title=page.title)
    return zone(Page(document, page.blocks))


def measure(folder: Path) -> Figures:
    """Read and zone every page of the gold; a page that cannot be read has found nothing."""
    gold = json.loads((folder / "gold.json").read_text("utf-8"))
    total, errors, unread = Score(), [], []
    for name in sorted(gold):
        try:
            one = score(read(folder / name, gold[name].get("url")), gold[name])
        except (ReadingError, OSError) as error:
            unread.append(f"{name}: {error}")
            one = Score(comments=len(gold[name]["comments"]), body=len(gold[name]["body"]))
        total += one
        if one.found < one.comments or one.leaked or one.body_found < one.body:
            errors.append(
                f"{name[:44]:44} found {one.found}/{one.shown}/{one.comments} leak {one.leaked}"
                f" body {one.body_found}/{one.body} zones {one.zones} signed {one.signed}"
            )
    scores = {
        "recall": total.found / (total.comments or 1),
        "recall of shown": total.found / (total.shown or 1),
        "not leaked": 1 - total.leaked / (total.comments or 1),
        "body": total.body_found / (total.body or 1),
    }
    lines = [
        f"found {total.found} of {total.shown} shown, of {total.comments} in all; leaked {total.leaked};"
        f" body {total.body_found}/{total.body}; zones {total.zones}, signed {total.signed}",
        *unread,
    ]
    files = [folder / "gold.json", *(folder / name for name in gold if (folder / name).is_file())]
    return Figures("page_comments", len(gold), digest_of(files), scores, lines=lines, errors=errors)


if __name__ == "__main__":
    sys.exit(run_as_module(measure, default=SHARED / "benchmarks" / "page_comments", marker="gold.json"))
