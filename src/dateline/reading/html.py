"""A web page as text: built once, from the tree, in document order, with the layout kept as blocks.

Invariant: `text` holds the whole visible page (article, captions, comments, bibliography and furniture alike) and
every block's span points into it. Which of it is the article is said by `Block.is_main`, from the main-text
extractor; nothing is left out for not being the article.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import lxml.html

from dateline.errors import ReadingError
from dateline.model import Moment, Span, ZoneKind
from dateline.reading.html_comments import CommentUnit, comment_units, tokens_of
from dateline.reading.html_facts import Facts, find_facts
from dateline.reading.html_tree import Stretch, decode, parse_tree, stretches
from dateline.reading.html_words import markup_words
from dateline.reading.page import Block

__all__ = ["HtmlText", "read_html"]

Element = Any

_MOST_HINTS = 60  # innermost ones; a page of 74 measured held at most 58 classes and ids around a block
_UNIT_MARK = "data-dateline-comment"
_LETTERS = re.compile(r"[^\W_]+")
_SURE = 25  # characters; a shorter text must be a whole line of the extractor's output to count as found in it
_DEEP = 400  # the extractor recurses over the tree; below this depth it is not asked


@dataclass(frozen=True, slots=True)
class HtmlText:
    """Hold what a page says: its text, its layout, and what it states about itself.

    `provenance` says where each of title, authors, publisher, published, language and charset came from.
    A block's hints are, besides the names around it, what the markup states of it, as `:comment=3` (one number a
    comment), `:author=Name` and `:posted=date as written` (of that comment).
    """

    text: str
    blocks: tuple[Block, ...]
    title: str | None = None
    authors: tuple[str, ...] = ()
    publisher: str | None = None
    published: Moment | None = None
    language: str | None = None
    provenance: Mapping[str, str] = field(default_factory=dict)


def read_html(data: bytes, *, charset: str | None, url: str | None) -> HtmlText:
    """Read a page's bytes; `charset` is what its server or container said, `url` helps to date it.

    >>> page = read_html(b"<title>A day</title><h1>A day</h1><p>Rain fell.</p>", charset=None, url=None)
    >>> page.text
    'A day\\n\\nRain fell.'

    Raises ReadingError (`no_text`) where the page shows no text.
    """
    page, how = decode(data, charset=charset)
    root = parse_tree(page)
    found = list(stretches(root)) if root is not None else []
    if not found:
        raise ReadingError(
            "the page shows no text: it is empty, or written by scripts only. Save it from a browser and try again",
            reason="no_text",
            origin=url or "",
        )
    units = comment_units(root)
    article = _without_comments(root, units)
    facts = find_facts(root, article=article, url=url, headings=[s.text for s in found if s.element.tag == "h1"])
    text, spans = _join(found)
    main = _main_flags(article, found)
    blocks = _blocks(found, spans, main, units, facts)
    return HtmlText(
        text=text,
        blocks=blocks,
        title=facts.title,
        authors=facts.authors,
        publisher=facts.publisher,
        published=facts.published,
        language=facts.language,
        provenance={**facts.provenance, "charset": how},
    )


def _without_comments(root: Element, units: Mapping[Element, CommentUnit]) -> Element:
    """Copy the page without its comments, for libraries that would take their words or dates for the article's."""
    for element in units:
        element.set(_UNIT_MARK, "")
    copy = lxml.html.fromstring(lxml.html.tostring(root, encoding="unicode"))
    for element in copy.xpath(f"//*[@{_UNIT_MARK}]"):
        if element.getparent() is not None:
            element.drop_tree()
    return copy


def _join(found: Sequence[Stretch]) -> tuple[str, list[Span]]:
    parts: list[str] = []
    spans: list[Span] = []
    at = 0
    for n, stretch in enumerate(found):
        if n:
            gap = "\n" if stretch.line and found[n - 1].line else "\n\n"
            parts.append(gap)
            at += len(gap)
        parts.append(stretch.text)
        spans.append(Span(at, at + len(stretch.text)))
        at += len(stretch.text)
    return "".join(parts), spans


@dataclass(frozen=True, slots=True)
class _Place:
    """What the ancestors of a block say of it."""

    hints: tuple[str, ...]
    role: ZoneKind | None
    is_firm: bool
    unit: CommentUnit | None


_FIRM_TAGS = frozenset({"nav", "footer", "menu", "form", "button"})


def _blocks(
    found: Sequence[Stretch],
    spans: Sequence[Span],
    main: Sequence[bool],
    units: Mapping[Element, CommentUnit],
    facts: Facts,
) -> tuple[Block, ...]:
    places: dict[Element, _Place] = {}
    blocks = []
    for stretch, span, is_main in zip(found, spans, main, strict=True):
        place = _place(stretch.element, places, units)
        hints = list(place.hints)
        for inner in stretch.inside:
            hints += tokens_of(inner)
        role = place.role
        if place.unit and role is not ZoneKind.FURNITURE:
            role = ZoneKind.COMMENT
            hints.append(f":comment={place.unit.number}")
            if place.unit.author:
                hints.append(f":author={place.unit.author}")
            if place.unit.posted:
                hints.append(f":posted={place.unit.posted}")
        elif role is ZoneKind.FURNITURE and is_main and not place.is_firm:
            role = None
        elif role is None and facts.title and stretch.text == facts.title and stretch.element.tag in ("h1", "h2"):
            role = ZoneKind.HEADLINE
        in_article = is_main and role is not ZoneKind.COMMENT and not (role is ZoneKind.FURNITURE and place.is_firm)
        blocks.append(Block(span, stretch.element.tag, tuple(hints[-_MOST_HINTS:]), in_article, role))
    return tuple(blocks)


def _place(element: Element, places: dict[Element, _Place], units: Mapping[Element, CommentUnit]) -> _Place:
    """Say what stands around an element; each element is looked at once, from the outside in."""
    chain = []
    at = element
    while at is not None and at not in places:
        chain.append(at)
        at = at.getparent()
    place = places[at] if at is not None else _Place((), None, False, None)
    for inner in reversed(chain):
        place = places[inner] = _inside(inner, place, units.get(inner))
    return place


def _inside(element: Element, around: _Place, unit: CommentUnit | None) -> _Place:
    words = markup_words()
    names = tokens_of(element)
    hints = (*around.hints, *names)[-_MOST_HINTS:]
    role, is_firm = around.role, around.is_firm
    if unit:
        return _Place(hints, None, False, unit)
    in_comment = around.unit is not None
    if element.tag in ("body", "html"):
        return _Place(hints, None, False, None)
    is_article = not in_comment and element.tag in ("article", "main")
    if words.matches("comment.control", names) or (element.tag in _FIRM_TAGS and not in_comment):
        role, is_firm = ZoneKind.FURNITURE, True
    elif is_article and not is_firm:
        role = None
    elif role is None and not in_comment:
        plain = [name for name in names if not words.matches("role.neutral", [name])]
        if element.tag == "figcaption" or words.matches("role.caption", plain):
            role = ZoneKind.CAPTION
        elif element.tag == "blockquote":
            role = ZoneKind.QUOTATION
        elif words.matches("role.byline", plain) and element.tag not in ("article", "section"):
            role = ZoneKind.BYLINE
        elif element.tag == "aside" or words.matches("role.furniture", plain):
            role = ZoneKind.FURNITURE
    return _Place(hints, role, is_firm, around.unit)


def _main_flags(root: Element, found: Sequence[Stretch]) -> list[bool]:
    """Tell for each stretch whether the main-text extractor took it for the article."""
    lines = _main_lines(root)
    whole = "\n".join(lines)
    known = set(lines)
    flags = []
    for stretch in found:
        total = took = 0
        for line in stretch.text.split("\n"):
            words = _key(line)
            if not words:
                continue
            total += len(words)
            if words in known or (len(words) >= _SURE and words in whole):
                took += len(words)
        flags.append(bool(total) and took * 2 >= total)
    return flags if any(flags) else _by_density(found)


def _key(line: str) -> str:
    return " ".join(_LETTERS.findall(line)).lower()


def _main_lines(root: Element) -> list[str]:
    import trafilatura  # half a second to import: only where there is a page to read

    if _depth(root) > _DEEP:
        return []
    try:
        took = trafilatura.extract(
            root, include_comments=False, include_tables=True, favor_recall=True, deduplicate=False, no_fallback=False
        )
    except Exception:  # noqa: BLE001 - third-party heuristics over hostile markup; we have our own to fall back on
        return []
    return [key for line in (took or "").split("\n") if (key := _key(line))]


def _depth(root: Element) -> int:
    depth = deepest = 0
    for event, _ in lxml.etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest


_PROSE_TAGS = frozenset({"p", "div", "pre", "blockquote", "td", "section", "article", "main", "body", "li", "dd"})
_PROSE = 80  # characters of a block before it counts as prose and not as a label


def _by_density(found: Sequence[Stretch]) -> list[bool]:
    """Take the container that holds most prose for the article, where the extractor found none."""
    weight: dict[Element, int] = {}
    for stretch in found:
        if stretch.element.tag in _PROSE_TAGS and len(stretch.text) >= _PROSE:
            for n, around in enumerate((stretch.element, *stretch.element.iterancestors())):
                if n > 2:
                    break
                weight[around] = weight.get(around, 0) + len(stretch.text) // (n + 1)
    if not weight:
        furniture = frozenset({"nav", "footer", "aside", "header", "form"})
        return [not any(a.tag in furniture for a in (s.element, *s.element.iterancestors())) for s in found]
    best = max(weight, key=lambda e: weight[e])  # the first of equals, in document order
    return [s.element is best or any(a is best for a in s.element.iterancestors()) for s in found]
